"""Orders of extraordinary size in a fiscal year, which will hardly come again."""

from __future__ import annotations

import numpy as np

from salesplan.core.calendar import FiscalCalendar
from salesplan.core.large_orders import LARGE_SHARE, LargeOrder, large_orders
from salesplan.core.sales import Sales


def one_off_orders(sales: Sales, year: FiscalCalendar) -> tuple[LargeOrder, ...]:
    """The large orders that began in a fiscal year, the largest first.

    What no single day of the year could hold is not looked for: in a history of many rows that is
    nearly always so, and spares sorting all of them by their orders.
    """
    day = sales.rows["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    first, end = (int(np.datetime64(edge, "D").astype(np.int64)) for edge in (year.start, year.end))
    inside = (day >= first) & (day < end)
    sold = np.zeros(end - first, dtype=np.int64)
    np.add.at(sold, day[inside] - first, np.maximum(sales.rows["amount"].to_numpy()[inside], 0))
    if not sold.any() or sold.max() < LARGE_SHARE * (sold.sum() - sold.max()):
        return ()
    return tuple(order for order in large_orders(sales) if year.start <= order.date < year.end)
