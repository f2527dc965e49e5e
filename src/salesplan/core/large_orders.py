"""Single orders that are an extraordinary part of their year, such as one of half a year's size.

An order's year are the twelve months around it, as far as the history goes: an order in its first
or last half-year is compared with its first or last twelve months. Amounts are minor units.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from salesplan.core.sales import Sales

if TYPE_CHECKING:
    import pandas as pd

Ints = npt.NDArray[np.int64]

LARGE_SHARE: Final = 1 / 12  # of the year's other sales: it doubles its month
LARGE_MULTIPLE: Final = 3  # … times the size of the fifth largest: in a business of projects a
FIFTH: Final = (
    5  # twelfth of the year is everyday; and up to four large ones cannot hide each other
)
FEWEST: Final = 20  # orders in the year: of fewer, each is a large part

_YEAR: Final = 365  # days


@dataclass(frozen=True, slots=True)
class LargeOrder:
    """An order of extraordinary size.

    `order` and `customer` are "" where the rows do not say them. `rest` are the other sales of its
    year. `file`, `sheet` and `row` say where its first row stands.
    """

    order: str
    date: dt.date
    rep: str
    customer: str
    amount: int
    rest: int
    file: str
    sheet: str
    row: int

    @property
    def share(self) -> float:
        """Its size in units of the year's other sales: 0.5 is half a year's size."""
        return self.amount / self.rest


def large_orders(sales: Sales) -> tuple[LargeOrder, ...]:
    """The orders of at least a twelfth of their year's other sales, the largest first.

    Rows of one order are summed up, on the day of its first; without a column of orders, or where
    it is empty, those of one customer on one day; without customers, each row is an order.
    """
    rows = sales.rows
    if not len(rows):
        return ()
    day = rows["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    order = _orders(rows, day)
    amount = np.zeros(int(order.max()) + 1, dtype=np.int64)
    np.add.at(amount, order, rows["amount"].to_numpy())
    begun = np.full(len(amount), np.iinfo(np.int64).max)
    np.minimum.at(begun, order, day)
    first, end = int(begun.min()), int(begun.max()) + 1
    since = np.clip(begun - _YEAR // 2, first, max(end - _YEAR, first))
    until = np.minimum(since + _YEAR, end)
    so_far = np.zeros(end - first + 1, dtype=np.int64)
    np.add.at(so_far, begun - first + 1, amount)
    so_far = np.cumsum(so_far)
    rest = so_far[until - first] - so_far[since - first] - amount
    found = [
        _large_order(rows, int(at), order, day, int(amount[at]), int(rest[at]))
        for at in np.flatnonzero((rest > 0) & (amount >= LARGE_SHARE * rest))
        if _stands_out(amount[(begun >= since[at]) & (begun < until[at])], int(amount[at]))
    ]
    return tuple(sorted(found, key=lambda one: (-one.amount, one.date, one.order, one.row)))


def _stands_out(year: Ints, amount: int) -> bool:
    """Whether an amount is far above the usual large ones among the orders of a year."""
    if len(year) < FEWEST:
        return False
    return amount >= LARGE_MULTIPLE * int(np.partition(year, -FIFTH)[-FIFTH])


def _orders(rows: pd.DataFrame, day: Ints) -> Ints:
    """The order of each row, as numbers from 0."""
    key = np.arange(len(rows), dtype=np.int64)
    if "customer" in rows:
        customer = rows["customer"].cat.codes.to_numpy().astype(np.int64)
        bought = customer * (int(day.max()) + 1) + day
        key = np.where(customer >= 0, len(rows) + bought, key)
    if "order" in rows:
        order = rows["order"].cat.codes.to_numpy().astype(np.int64)
        key = np.where(order >= 0, -1 - order, key)
    return np.unique(key, return_inverse=True)[1].astype(np.int64)


def _large_order(
    rows: pd.DataFrame, at: int, order: Ints, day: Ints, amount: int, rest: int
) -> LargeOrder:
    mine = np.flatnonzero(order == at)
    first = rows.iloc[int(mine[np.argmin(day[mine])])]
    named = {
        name: "" if name not in rows or first[name] != first[name] else str(first[name])
        for name in ("order", "customer")
    }
    return LargeOrder(
        order=named["order"],
        date=first["date"].date(),
        rep=str(first["rep"]),
        customer=named["customer"],
        amount=amount,
        rest=rest,
        file=str(first["file"]),
        sheet=str(first["sheet"]),
        row=int(first["row"]),
    )
