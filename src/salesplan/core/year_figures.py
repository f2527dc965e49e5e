"""What each fiscal year, quarter and month brought.

Amounts are minor units. What a history does not cover is unknown, not zero: a year at its edge is
compared over the whole months that both years have.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS, Period
from salesplan.core.same_days import Days
from salesplan.core.timeline import Comparison, Timeline

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A fiscal month; of a partial one `amount` is what is known of it.

    `key` is 2027-01, or 2027-M01 where months are not calendar months. `per_day` is the amount for
    each working day, None for a partial month or one without working days. `last_twelve` is the
    sum of this and the eleven whole months before, None where there are fewer.
    """

    key: str
    days: Days
    amount: int
    working_days: int
    whole: bool
    per_day: float | None
    last_twelve: int | None


@dataclass(frozen=True, slots=True)
class QuarterFigures:
    """A fiscal quarter; `complete` when its three months are whole.

    `comparison` is with the same quarter a year before, None unless both are complete.
    """

    key: str
    days: Days
    total: int
    complete: bool
    comparison: Comparison | None


@dataclass(frozen=True, slots=True)
class YearFigures:
    """A fiscal year; its quarters add up to `total`.

    `known` are the days of the year between the first and the last day of the history. `whole` are
    the days of its whole months, all of the year where it is `complete`. `comparison` is over the
    whole months that this year and the one before share; None where there are none. `orders` are
    counted at their first row, None where rows do not tell theirs; `customers` are those with rows
    in the year, None where no row tells one. `best` and `worst` are whole months, by amount for
    each working day; None with fewer than two.
    """

    name: str
    days: Days
    known: Days
    whole: Days
    complete: bool
    total: int
    comparison: Comparison | None
    orders: int | None
    customers: int | None
    quarters: tuple[QuarterFigures, ...]
    best: MonthFigures | None
    worst: MonthFigures | None

    @property
    def covered(self) -> Days:
        """What the total is of: the known days, and the whole months that they lie in."""
        if not self.whole:
            return self.known
        return Days(min(self.whole.start, self.known.start), max(self.whole.end, self.known.end))

    @property
    def average_order(self) -> float | None:
        """Minor units an order; None without orders."""
        return self.total / self.orders if self.orders else None


def month_figures(line: Timeline) -> tuple[MonthFigures, ...]:
    """All months from the first sale to the last."""
    since = np.concatenate([[0], np.cumsum(line.months)])
    return tuple(_month(line, at, since) for at in range(line.known.start, line.known.stop))


def year_figures(
    line: Timeline, orders: Sequence[int | None], customers: Sequence[int | None]
) -> tuple[YearFigures, ...]:
    """All years from the first sale to the last; `orders` and `customers` are (years,)."""
    months = month_figures(line)
    return tuple(
        _year(line, at, months, orders[at], customers[at]) for at in range(len(line.years))
    )


def _month(line: Timeline, at: int, since: Ints) -> MonthFigures:
    """One month; `since` (past months + 1,) are sums of all months before."""
    period, worked = line.periods[at], int(line.past.working_days[at])
    amount = int(line.months[at])
    whole = line.whole.start <= at < line.whole.stop
    twelve = at + 1 - MONTHS
    return MonthFigures(
        period.key,
        Days(period.start, period.end),
        amount,
        worked,
        whole,
        amount / worked if whole and worked else None,
        int(since[at + 1] - since[twelve]) if whole and twelve >= line.whole.start else None,
    )


def _year(
    line: Timeline,
    at: int,
    months: tuple[MonthFigures, ...],
    orders: int | None,
    customers: int | None,
) -> YearFigures:
    year = line.years[at]
    mine = slice(at * MONTHS, (at + 1) * MONTHS)
    known = slice(max(mine.start, line.known.start), min(mine.stop, line.known.stop))
    first, last = line.date(line.first_day), line.date(line.last_day)
    rated = [
        month
        for month in months[known.start - line.known.start : known.stop - line.known.start]
        if month.per_day is not None
    ]
    by_rate = sorted(rated, key=lambda month: (month.per_day or 0.0, month.key))
    whole = slice(max(mine.start, line.whole.start), min(mine.stop, line.whole.stop))
    return YearFigures(
        year.name,
        Days(year.start, year.end),
        Days(max(year.start, first), min(year.end, last + dt.timedelta(days=1))),
        line.days_of(whole),
        whole == mine,
        int(line.months[mine].sum()),
        line.compare(mine),
        orders,
        customers,
        tuple(_quarter(line, mine.start, period) for period in year.quarters),
        by_rate[-1] if len(by_rate) > 1 else None,
        by_rate[0] if len(by_rate) > 1 else None,
    )


def _quarter(line: Timeline, first: int, period: Period) -> QuarterFigures:
    """A quarter of the year whose first month is `first`."""
    mine = slice(first + period.first_month, first + period.last_month + 1)
    complete = line.whole.start <= mine.start and mine.stop <= line.whole.stop
    comparison = line.compare(mine)
    both = comparison is not None and comparison.months == mine.stop - mine.start
    return QuarterFigures(
        period.key,
        Days(period.start, period.end),
        int(line.months[mine].sum()),
        complete,
        comparison if both else None,
    )
