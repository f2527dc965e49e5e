"""Past sales of one metric, by person and fiscal month.

Fiscal months of the past are counted from the first month of the oldest fiscal year that has
sales; the first month of the year to plan is month 12 × number of past years.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS, FiscalCalendar, lay_out, year_start
from salesplan.core.sales import THOUSANDTHS, Sales
from salesplan.profile import Calendar, FiscalYear, Source

Ints = npt.NDArray[np.int64]

COLUMNS: Final = {
    Source.QUANTITY: "quantity",
    Source.ORDERS: "order",
    Source.NEW_CUSTOMERS: "customer",
}
"""The optional column of `Sales.rows` that a source is counted from."""
EDGE_DAYS: Final = 5
"""Working days without sales with which a covered period may begin or end."""
_NEVER: Final = np.iinfo(np.int64).max


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
    tolerance = max(EDGE_DAYS, int(np.diff(at).max(initial=0)))
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
    lines = lines_of(sales, source, person, people)
    if lines is None:
        return None
    first, last = (int(np.datetime64(edge, "D").astype(np.int64)) for edge in (start, end))
    inside = (lines.day >= first) & (lines.day < last)
    table = np.zeros((people, last - first), dtype=np.int64)
    np.add.at(table, (lines.person[inside], lines.day[inside] - first), lines.value[inside])
    return table


@dataclass(frozen=True)
class Lines:
    """What counts for a source, in no order: the day since 1970, whose it is, and what it counts.

    All three have one entry for each row of the sales, order or new customer.
    """

    day: Ints
    person: Ints
    value: Ints


def lines_of(sales: Sales, source: Source, person: Ints, people: int) -> Lines | None:
    """What counts for a source; `person` below `people` says whose each row of the sales is.

    An order, or a customer, counts at its earliest row; of several on that day, for the person who
    stands first, so that the order of rows in a file does not matter. None when the sales do not
    have the columns that the source needs.
    """
    rows = sales.rows
    day = rows["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    if source is Source.AMOUNT:
        return Lines(day, person, rows["amount"].to_numpy())
    column = COLUMNS.get(source, "")
    if source is Source.ORDERS and column not in rows:
        return Lines(day, person, np.ones(len(rows), dtype=np.int64))
    if column not in rows:
        return None
    if source is Source.QUANTITY:
        return Lines(day, person, rows[column].to_numpy())
    named = rows[column].cat
    first = np.full(len(named.categories) + 1, _NEVER)
    np.minimum.at(first, named.codes.to_numpy(), day * people + person)  # -1, no name, is the last
    found = first[:-1][first[:-1] != _NEVER]
    days, firsts = np.divmod(found, people)
    return Lines(days, firsts, np.ones(len(found), dtype=np.int64))


def first_counted(source: Source, past: Past) -> int:
    """First past month that can be trusted for a source.

    Everybody is a new customer when a history begins, so the first year does not count for them.
    """
    return past.first + (MONTHS if source is Source.NEW_CUSTOMERS else 0)


def in_ones(table: Ints, source: Source) -> Ints:
    """Thousandths of a quantity as whole pieces, half up; other sources as they are."""
    return (table + THOUSANDTHS // 2) // THOUSANDTHS if source is Source.QUANTITY else table
