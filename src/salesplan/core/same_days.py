"""The days of a stretch up to the day of a review, the same days a year before, and both's sales.

*Now* are the days of the stretch up to and including that of the review, *then* the same days of
the year before: the same fiscal months, the unfinished one cut where as many of its working days
have gone; of a week they are the days 52 weeks earlier, so that Mondays meet Mondays. All days are
half-open, `[start, end)`; amounts are in minor units.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.choices import Stretch
from salesplan.core.calendar import FiscalCalendar, lay_out, working_days, year_start
from salesplan.core.held_months import owners_in
from salesplan.core.history import EDGE_DAYS, lines_of
from salesplan.core.review import Review
from salesplan.core.sales import Sales
from salesplan.profile import Calendar, Source

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

CUSTOMER: Final = "customer"
"""The optional column of `Sales.rows` with the names of customers."""
ORDER: Final = "order"
"""The optional column of `Sales.rows` with the numbers of orders."""
UNNUMBERED: Final = 0.1
"""Share of rows without an order number above which orders cannot be counted."""
_MOST_APART: Final = 0.5
"""How much more of the rows of one side may lack a name than of the other."""
_YEAR_OF_WEEKS: Final = dt.timedelta(weeks=52)


@dataclass(frozen=True, slots=True)
class Days:
    """Days `[start, end)`; there may be none."""

    start: dt.date
    end: dt.date

    def __len__(self) -> int:
        return (self.end - self.start).days

    def among(self, days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.bool_]:
        """Which of some days these are, in their shape."""
        return (days >= np.datetime64(self.start, "D")) & (days < np.datetime64(self.end, "D"))


class Kind(IntEnum):
    """What a customer is to the organisation.

    New: their first sale of all is now. Back: they have bought before, not then, and again now.
    Kept: both then and now. Lost: then and not now. Unnamed: rows without a customer.
    """

    NEW = 0
    BACK = 1
    KEPT = 2
    LOST = 3
    UNNAMED = 4


@dataclass(frozen=True)
class Column:
    """A column of names: the names in the order of the alphabet, and each row's position in them.

    The last of the names is None, that of rows without one.
    """

    names: tuple[str | None, ...]
    code: Ints

    @classmethod
    def of(cls, sales: Sales, name: str) -> Column:
        """The column called `name`."""
        listed = sales.rows[name].cat
        names = np.asarray(listed.categories, dtype=object)
        order = np.argsort(names, kind="stable")
        position = np.empty(len(names) + 1, dtype=np.int64)
        position[order] = np.arange(len(names))
        position[-1] = len(names)  # where the code -1, no name, finds it
        return cls((*names[order].tolist(), None), position[listed.codes.to_numpy()])


@dataclass(frozen=True)
class Ledger:
    """The rows of now and then by whose they are, people first, then those not on the team.

    Rows `[bounds[at], bounds[at + 1])` are those of owner `at`. `now` says which rows are of now,
    all others are of then. `kind` is what each of the customers is. `sold` and `orders`, both
    (owners, 2), are amounts and numbers of orders then and now. `compared` says whether then is
    known, `orders_told` whether the rows tell which order they are of.

    A column that the rows of one side have and those of the other lack is left out: nothing can be
    compared by it.
    """

    amount: Ints
    now: Mask
    bounds: Ints
    columns: dict[str, Column]
    kind: Ints
    sold: Ints
    orders: Ints
    compared: bool
    orders_told: bool

    @classmethod
    def of(cls, review: Review, sales: Sales, stretch: Stretch, fields: Iterable[str]) -> Ledger:
        """The rows of a stretch, with those of the columns `fields` that the sales have."""
        now, then = days_so_far(review, stretch), same_days(review, stretch)
        compared = covers(sales, then, review.plan.profile.calendar)
        if not compared:
            then = Days(now.start, now.start)
        owner, others = owners_in(review.plan, sales)
        count = len(review.plan.profile.reps) + len(others)
        day = sales.rows["date"].to_numpy().astype("datetime64[D]")
        is_now, is_then = now.among(day), then.among(day)
        inside = np.flatnonzero(is_now | is_then)
        # Short integers are sorted by radix, ten times as fast.
        at = inside[np.argsort(owner[inside].astype(np.min_scalar_type(count)), kind="stable")]
        sides = is_now, is_then
        columns = {
            name: Column.of(sales, name)
            for name in fields
            if name in sales.rows and _comparable(_unnamed(sales, name, sides))
        }
        customer = columns.get(CUSTOMER)
        amount, is_of_now = sales.rows["amount"].to_numpy()[at], is_now[at]
        sold = np.zeros(2 * count, dtype=np.int64)
        np.add.at(sold, 2 * owner[at] + is_of_now, amount)
        return cls(
            amount,
            is_of_now,
            np.searchsorted(owner[at], np.arange(count + 1)),
            {name: Column(column.names, column.code[at]) for name, column in columns.items()},
            _kinds(customer, day, now, is_now, is_then) if customer else np.zeros(0, np.int64),
            sold.reshape(count, 2),
            _orders(sales, owner, count, (then, now)),
            compared,
            ORDER not in sales.rows or max(_unnamed(sales, ORDER, sides)) <= UNNUMBERED,
        )


@dataclass(frozen=True)
class Rows:
    """The rows of some owners, a run of them. Where then is not known, nothing was sold then."""

    ledger: Ledger
    owners: slice

    @property
    def part(self) -> slice:
        """Positions of the rows in the ledger."""
        first, end = self.ledger.bounds[[self.owners.start, self.owners.stop]].tolist()
        return slice(first, end)

    @property
    def sold(self) -> tuple[int, int]:
        """Amounts then and now."""
        then, now = self.ledger.sold[self.owners].sum(axis=0).tolist()
        return then, now

    @property
    def orders(self) -> tuple[int, int]:
        """Orders then and now."""
        then, now = self.ledger.orders[self.owners].sum(axis=0).tolist()
        return then, now


def days_so_far(review: Review, stretch: Stretch) -> Days:
    """The days of a stretch up to and including the day of the review."""
    period, _ = review.stretches[stretch]
    gone = review.plan.calendar.start + dt.timedelta(days=review.days_gone)
    return Days(period.start, max(period.start, min(period.end, gone)))


def same_days(review: Review, stretch: Stretch) -> Days:
    """The days of the year before that `days_so_far` are to be compared with.

    There are none where no working day of the first month has gone.
    """
    now, plan = days_so_far(review, stretch), review.plan
    if stretch is Stretch.WEEK:
        return Days(now.start - _YEAR_OF_WEEKS, now.end - _YEAR_OF_WEEKS)
    year = plan.profile.fiscal_year
    before = lay_out(year, plan.profile.calendar, year_start(year, plan.calendar.start, -1))
    start = before.month_starts[review.stretches[stretch][0].first_month]
    return Days(start, _same_end(plan.calendar, before, now.end) if now else start)


def covers(sales: Sales, days: Days, calendar: Calendar) -> bool:
    """Whether the sales reach back to the first of some days, of which there must be any.

    A first sale up to `EDGE_DAYS` working days later is early enough.
    """
    if not days or not len(sales.rows):
        return False
    first: dt.date = sales.rows["date"].min().date()
    if first <= days.start:
        return True
    missed, _ = working_days(calendar, days.start, first)
    return int(missed.sum()) <= EDGE_DAYS


def _same_end(year: FiscalCalendar, before: FiscalCalendar, end: dt.date) -> dt.date:
    """The day of the year before at whose beginning as much of its month has gone as at `end`."""
    month = int(year.month_of_day[(end - year.start).days - 1])
    whole = slice(int(before.month_bounds[month]), int(before.month_bounds[month + 1]))
    first = int(year.month_bounds[month])
    gone = int(year.working[first : (end - year.start).days].sum())
    worked = np.flatnonzero(before.working[whole])
    if end == year.month_starts[month + 1] or len(worked) < gone:
        return before.month_starts[month + 1]
    days = int(worked[gone - 1]) + 1 if gone else 0
    return before.month_starts[month] + dt.timedelta(days=days)


def _unnamed(sales: Sales, column: str, sides: Iterable[Mask]) -> list[float]:
    """The share of rows without a name in a column among those of each side that has any rows."""
    blank = sales.rows[column].cat.codes.to_numpy() < 0
    return [float(blank[side].mean()) for side in sides if side.any()] or [0.0]


def _comparable(unnamed: Sequence[float]) -> bool:
    return max(unnamed) - min(unnamed) <= _MOST_APART


def _kinds(
    customer: Column, day: npt.NDArray[np.datetime64], now: Days, is_now: Mask, is_then: Mask
) -> Ints:
    """What each customer is, with those without a name last; from all sales."""
    count = len(customer.names)
    first = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(first, customer.code, day.astype(np.int64))
    bought_now, bought_then = np.zeros((2, count), dtype=np.bool_)
    bought_now[customer.code[is_now]] = True
    bought_then[customer.code[is_then]] = True
    known = first < np.datetime64(now.start, "D").astype(np.int64)
    kinds = np.select(
        [bought_now & bought_then, bought_then, known], [Kind.KEPT, Kind.LOST, Kind.BACK]
    ).astype(np.int64)
    kinds[-1] = Kind.UNNAMED
    return kinds


def _orders(sales: Sales, owner: Ints, count: int, spans: tuple[Days, Days]) -> Ints:
    """Orders of each of `count` owners in each of two spans of days, shape (count, 2)."""
    lines = lines_of(sales, Source.ORDERS, owner, count)
    if lines is None:
        return np.zeros((count, 2), dtype=np.int64)
    day = lines.day.astype("datetime64[D]")
    counts = [np.bincount(lines.person[span.among(day)], minlength=count) for span in spans]
    return np.stack(counts, axis=1)
