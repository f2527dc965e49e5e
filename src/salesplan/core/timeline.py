"""A whole history laid out in fiscal years and months, to the last sale.

Amounts are minor units, net of returns. Months count from the first of the oldest fiscal year with
sales. A month is *whole* when the history covers it (`core.history.look_back`); only whole months
are compared with others. *Recent* are the last twelve whole months, or all where there are fewer.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS, FiscalCalendar, Period, lay_out, year_start
from salesplan.core.history import Past, look_back
from salesplan.core.sales import Sales
from salesplan.core.same_days import Days
from salesplan.profile import Calendar, FiscalYear, Weekday

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_FEWEST_DAYS: Final = 60  # with sales: fewer do not show which days of the week are worked
_SOLD_ON: Final = 0.25  # of the days of the busiest weekday


@dataclass(frozen=True, slots=True)
class Span:
    """What the history covers.

    `first` and `last` are the first and the last day with sales. `whole` are the days of the whole
    months, `months` their number, which may be 0. `partial` are the months at the edges that are
    not whole: those days of them that lie between the first and the last sale. `rows` counts the
    rows, `selling_days` the days with any. `orders_known` and `customers_known` say whether the
    sales have such a column; without orders every row counts as one.
    """

    first: dt.date
    last: dt.date
    whole: Days
    months: int
    partial: tuple[Days, ...]
    rows: int
    selling_days: int
    orders_known: bool
    customers_known: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What some whole months brought, and the same months of the year before, in minor units.

    `days` are those of now, `months` their number.
    """

    days: Days
    months: int
    now: int
    then: int

    @property
    def growth(self) -> float | None:
        """0.2 is 20 % more than then; None where nothing was sold then."""
        return self.now / self.then - 1 if self.then > 0 else None


@dataclass(frozen=True)
class Timeline:
    """The history by owner and fiscal month.

    `past` are the fiscal years before `ahead`, the year ahead. `day` (rows,) counts from the first
    day of the oldest year, `owner` (rows,) says whose each row is, less than `owners`. `table`
    (owners, past months) and `daily` (past days,) are sums of the amounts.
    """

    sales: Sales
    past: Past
    ahead: FiscalCalendar
    day: Ints
    owner: Ints
    owners: int
    table: Ints
    daily: Ints

    @classmethod
    def of(
        cls, sales: Sales, year: FiscalYear, calendar: Calendar, owner: Ints, owners: int
    ) -> Timeline:
        """The history of some owners, `owner` (rows,) below `owners`.

        Raises `ValueError` where there are no sales.
        """
        dates = sales.rows["date"].to_numpy().astype("datetime64[D]")
        if not len(dates):
            raise ValueError("there are no sales to lay out")
        start = _year_after(year, dates.max().astype(dt.date))
        past = look_back(year, calendar, start, _distinct(dates))
        if past is None:  # for the type checker: the last sale is before `start`
            raise ValueError("there are no sales to lay out")
        day = (dates - past.bounds[0]).astype(np.int64)
        amounts = sales.rows["amount"].to_numpy()
        daily = np.zeros(int((past.bounds[-1] - past.bounds[0]).astype(np.int64)), dtype=np.int64)
        np.add.at(daily, day, amounts)
        months = len(past.bounds) - 1
        table = np.zeros(owners * months, dtype=np.int64)
        np.add.at(table, owner * months + _month_of_day(past)[day], amounts)
        ahead = lay_out(year, calendar, start)
        shape = owners, months
        return cls(sales, past, ahead, day, owner, owners, table.reshape(shape), daily)

    @cached_property
    def month_of_day(self) -> Ints:
        """Past month of each past day."""
        return _month_of_day(self.past)

    @cached_property
    def month(self) -> Ints:
        """Past month of each row."""
        return self.month_of_day[self.day]

    @cached_property
    def months(self) -> Ints:
        """What each past month brought, (past months,)."""
        months: Ints = self.table.sum(axis=0)
        return months

    @cached_property
    def first_day(self) -> int:
        """The first day with sales, counted as `day`."""
        return int(self.day.min())

    @cached_property
    def last_day(self) -> int:
        """The last day with sales, counted as `day`."""
        return int(self.day.max())

    @cached_property
    def selling_days(self) -> Ints:
        """The days with sales, ascending, counted as `day`."""
        return np.flatnonzero(np.bincount(self.day))

    @cached_property
    def known(self) -> slice:
        """Months with any known day: from the first sale to the last."""
        edges = self.month_of_day[[self.first_day, self.last_day]].tolist()
        return slice(edges[0], edges[1] + 1)

    @cached_property
    def whole(self) -> slice:
        """Whole months; there may be none."""
        return slice(self.past.first, max(self.past.first, self.past.last))

    @cached_property
    def recent(self) -> slice:
        """The last twelve whole months, or all whole ones."""
        return slice(max(self.whole.start, self.whole.stop - MONTHS), self.whole.stop)

    @cached_property
    def year_before(self) -> slice | None:
        """The twelve months before the recent ones; None unless they are whole."""
        start = self.recent.start - MONTHS
        twelve = self.recent.stop - self.recent.start == MONTHS
        return slice(start, self.recent.start) if twelve and start >= self.whole.start else None

    @property
    def years(self) -> tuple[FiscalCalendar, ...]:
        """Fiscal years from the first sale to the last, oldest first."""
        return self.past.years[: (self.known.stop - 1) // MONTHS + 1]

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """All past months."""
        return tuple(month for year in self.past.years for month in year.months)

    @cached_property
    def working(self) -> Mask:
        """Which past days are working days."""
        return np.concatenate([year.working for year in self.past.years])

    def days_of(self, months: slice) -> Days:
        """The days of some months."""
        bounds = self.past.bounds.astype(object)
        return Days(bounds[months.start], bounds[max(months.start, months.stop)])

    def date(self, day: int) -> dt.date:
        """The date of a day counted as `day`."""
        date: dt.date = (self.past.bounds[0] + day).astype(dt.date)
        return date

    def compare(self, months: slice, amounts: Ints | None = None) -> Comparison | None:
        """Those of some months that are whole, and whole a year before too; None without any.

        `amounts` (past months,) are everybody's unless given.
        """
        low = max(months.start, self.whole.start + MONTHS)
        high = min(months.stop, self.whole.stop)
        if low >= high:
            return None
        of = self.months if amounts is None else amounts
        now, then = int(of[low:high].sum()), int(of[low - MONTHS : high - MONTHS].sum())
        return Comparison(self.days_of(slice(low, high)), high - low, now, then)

    def span(self) -> Span:
        """What the history covers."""
        columns = self.sales.rows.columns
        first, last = self.date(self.first_day), self.date(self.last_day)
        edges = dict.fromkeys((self.known.start, self.known.stop - 1))
        partial = [
            self.days_of(slice(month, month + 1))
            for month in edges
            if not self.whole.start <= month < self.whole.stop
        ]
        after = last + dt.timedelta(days=1)
        return Span(
            first,
            last,
            self.days_of(self.whole),
            self.whole.stop - self.whole.start,
            tuple(Days(max(month.start, first), min(month.end, after)) for month in partial),
            len(self.day),
            len(self.selling_days),
            "order" in columns,
            "customer" in columns,
        )


def observed_calendar(sales: Sales) -> Calendar:
    """A calendar without holidays whose working days are the weekdays with sales.

    A weekday is worked when there were sales on at least a quarter as many of its days as of the
    busiest weekday's. Monday to Friday where the history has sales on fewer than 60 days.
    """
    days = _distinct(sales.rows["date"].to_numpy().astype("datetime64[D]"))
    if len(days) < _FEWEST_DAYS:
        return Calendar()
    sold = np.bincount((days.astype(np.int64) + 3) % 7, minlength=7)
    worked = np.flatnonzero(sold >= _SOLD_ON * sold.max()).tolist()
    return Calendar(workdays=tuple(list(Weekday)[weekday] for weekday in worked))


def _year_after(year: FiscalYear, last: dt.date) -> dt.date:
    """First day of the profile's fiscal year, or of the first one that begins after the sales."""
    if year.start is None:
        return dt.date(last.year + 1, 1, 1)
    start, offset = year.start, 0
    while start <= last:
        offset += 1
        start = year_start(year, year.start, offset)
    return start


def _distinct(dates: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
    """The distinct days, ascending; they are counted, which is quicker than sorting them."""
    if not len(dates):
        return dates
    first = dates.min()
    days: npt.NDArray[np.datetime64] = first + np.flatnonzero(
        np.bincount((dates - first).astype(np.int64))
    )
    return days


def _month_of_day(past: Past) -> Ints:
    """The month of every past day."""
    lengths = np.diff(past.bounds).astype(np.int64)
    return np.repeat(np.arange(len(lengths)), lengths)
