"""Past sales of one metric, by person and fiscal month.

Fiscal months of the past are counted from the first month of the oldest fiscal year that has
sales; the first month of the year to plan is month 12 × number of past years.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS, FiscalCalendar, lay_out, year_start
from salesplan.core.sales import THOUSANDTHS, Sales
from salesplan.profile import Calendar, FiscalYear, Source

if TYPE_CHECKING:
    import pandas as pd

Ints = npt.NDArray[np.int64]

COLUMNS: Final = {
    Source.QUANTITY: "quantity",
    Source.ORDERS: "order",
    Source.NEW_CUSTOMERS: "customer",
}
"""The optional column of `Sales.rows` that a source is counted from."""
_EDGE_DAYS: Final = 5  # working days without sales that a complete month may begin or end with


@dataclass(frozen=True)
class Past:
    """The fiscal years before the one to plan, oldest first, and which of their months count.

    Months `[first, last)` lie wholly inside the history.
    """

    years: tuple[FiscalCalendar, ...]
    first: int
    last: int

    @cached_property
    def bounds(self) -> npt.NDArray[np.datetime64]:
        """First days of all past months, and of the year to plan."""
        starts = [start for year in self.years for start in year.month_starts[:-1]]
        return np.array([*starts, self.years[-1].end], dtype="datetime64[D]")

    @cached_property
    def working_days(self) -> Ints:
        """Working days of every past month."""
        return np.concatenate([year.working_days for year in self.years])

    def complete_years(self) -> list[int]:
        """Positions in `years` of those that lie wholly inside the history."""
        return [
            at
            for at in range(len(self.years))
            if self.first <= at * MONTHS and (at + 1) * MONTHS <= self.last
        ]


def look_back(
    year: FiscalYear, calendar: Calendar, start: dt.date, days: npt.NDArray[np.datetime64]
) -> Past | None:
    """The fiscal years before `start` that have sales.

    `days` are the distinct days with sales, ascending. None when there are none before `start`.
    A month at the edge of the history counts when no more working days are missing from it than
    the longest gap between two sales, or five.
    """
    days = days[days < np.datetime64(start, "D")]
    if not len(days):
        return None
    first, last = days[0].astype(dt.date), days[-1].astype(dt.date)
    starts = [year_start(year, start, -1)]
    while starts[0] > first:
        starts.insert(0, year_start(year, start, -len(starts) - 1))
    years = tuple(lay_out(year, calendar, begin) for begin in starts)
    bounds = np.array(
        [*(begin for each in years for begin in each.month_starts[:-1]), start],
        dtype="datetime64[D]",
    )
    worked = np.concatenate([each.days[each.working] for each in years])
    at = np.searchsorted(worked, days)
    tolerance = max(_EDGE_DAYS, int(np.diff(at).max(initial=0)))
    month = np.searchsorted(bounds, np.array([first, last], dtype="datetime64[D]"), "right") - 1
    begin, end = int(month[0]), int(month[1])
    missing_before = at[0] - int(np.searchsorted(worked, bounds[begin]))
    missing_after = int(np.searchsorted(worked, bounds[end + 1])) - 1 - at[-1]
    return Past(
        years,
        begin if missing_before <= tolerance else begin + 1,
        end + 1 if missing_after <= tolerance else end,
    )


def count(
    sales: Sales, source: Source, past: Past, person: Ints, people: int
) -> tuple[Ints, Ints] | None:
    """What was sold by person and past month, and by day.

    `person` is the position on the team of each row's person, or `people` for everybody else.
    The tables have shapes (people + 1, past months) and (days of the past years,); they are in
    minor units for amounts, thousandths for quantities, ones for orders and customers. None when
    the sales do not have the columns that the source needs.
    """
    start, end = past.years[0].start, past.years[-1].end
    days = by_day(sales, source, start, end, person, people + 1)
    if days is None:
        return None
    first = (past.bounds[:-1] - past.bounds[0]).astype(np.int64)
    return np.add.reduceat(days, first, axis=1), days.sum(axis=0)


def by_day(
    sales: Sales, source: Source, start: dt.date, end: dt.date, person: Ints, people: int
) -> Ints | None:
    """What was sold on each day of `[start, end)`, shape (people, days), units as in `count`.

    `person` is the row of the table for each row of the sales. None when the sales do not have the
    columns that the source needs.
    """
    picked = _picked(sales.rows, source, person)
    if picked is None:
        return None
    rows, value = picked
    day = sales.rows["date"].to_numpy()[rows].astype("datetime64[D]").astype(np.int64)
    first, last = (
        np.datetime64(start, "D").astype(np.int64),
        np.datetime64(end, "D").astype(np.int64),
    )
    inside = (day >= first) & (day < last)
    table = np.zeros((people, int(last - first)), dtype=np.int64)
    np.add.at(table, (person[rows[inside]], day[inside] - first), value[inside])
    return table


def first_counted(source: Source, past: Past) -> int:
    """First past month that can be trusted for a source.

    Everybody is a new customer when a history begins, so the first year does not count for them.
    """
    return past.first + (MONTHS if source is Source.NEW_CUSTOMERS else 0)


def _picked(rows: pd.DataFrame, source: Source, person: Ints) -> tuple[Ints, Ints] | None:
    """Positions of the rows that count for a source, and what each counts."""
    everything = np.arange(len(rows))
    if source is Source.AMOUNT:
        return everything, rows["amount"].to_numpy()
    column = COLUMNS.get(source, "")
    if source is Source.QUANTITY and column in rows:
        return everything, rows[column].to_numpy()
    if source is Source.ORDERS and column not in rows:
        return everything, np.ones(len(rows), dtype=np.int64)
    if column not in rows:
        return None
    codes = rows[column].cat.codes.to_numpy().astype(np.int64)
    named = everything[codes >= 0]
    # The earliest row of each order or customer; on the same day the person decides, never the
    # order of rows in a file.
    order = np.lexsort((person[named], rows["date"].to_numpy()[named], codes[named]))
    ordered = named[order]
    firsts = ordered[np.diff(codes[ordered], prepend=-1) != 0]
    return firsts, np.ones(len(firsts), dtype=np.int64)


def in_ones(table: Ints, source: Source) -> Ints:
    """Thousandths of a quantity as whole pieces, half up; other sources as they are."""
    return (table + THOUSANDTHS // 2) // THOUSANDTHS if source is Source.QUANTITY else table
