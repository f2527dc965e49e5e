"""Fiscal years, their months and weeks, and the days on which people work.

All periods are half-open: `start` is the first day, `end` the day after the last. Months count
from 0 to 11 inside the program and from 1 to 12 where people see them; a quarter is three months,
a half-year six.

Week patterns: a year is 52 or 53 whole weeks; a 53rd week belongs to the last month. The year
starts on the weekday of `start` nearest to the anchor day, so that earlier years can be laid out by
the same rule.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from salesplan.core.period_words import period_key
from salesplan.profile import Calendar, FiscalYear, Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

Days = npt.NDArray[np.datetime64]
Mask = npt.NDArray[np.bool_]

MONTHS = 12
_NEARLY_A_YEAR = 330  # days: a retail year from February to January is called by its February


@dataclass(frozen=True, slots=True)
class Period:
    """A named stretch of the year, `[start, end)`, in months `[first_month, last_month]`."""

    key: str
    start: dt.date
    end: dt.date
    first_month: int
    last_month: int


@dataclass(frozen=True)
class FiscalCalendar:
    """A fiscal year laid out in days.

    `month_starts` are 13 dates: the first day of each month and the day after the year.
    `working` has one entry a day. `estimated` says that the official list of days off and make-up
    days for the year is not known yet.
    """

    name: str
    pattern: Pattern
    month_starts: tuple[dt.date, ...]
    working: Mask
    week_start: int = 0
    estimated: bool = False

    @property
    def start(self) -> dt.date:
        """First day of the year."""
        return self.month_starts[0]

    @property
    def end(self) -> dt.date:
        """Day after the year."""
        return self.month_starts[-1]

    @cached_property
    def days(self) -> Days:
        """Every day of the year, datetime64[D]."""
        return _days(self.start, self.end)

    @cached_property
    def month_bounds(self) -> npt.NDArray[np.int64]:
        """Offsets of the 13 month starts from the first day."""
        return np.array([(start - self.start).days for start in self.month_starts], dtype=np.int64)

    @cached_property
    def month_of_day(self) -> npt.NDArray[np.int64]:
        """Month 0–11 of every day."""
        return np.repeat(np.arange(MONTHS), np.diff(self.month_bounds))

    @cached_property
    def working_days(self) -> npt.NDArray[np.int64]:
        """Working days of each month, shape (12,)."""
        return np.add.reduceat(self.working.astype(np.int64), self.month_bounds[:-1])

    @cached_property
    def months(self) -> tuple[Period, ...]:
        """The twelve months; keys are 2027-01 where months are calendar months, else 2027-M01."""
        plain = self.pattern is Pattern.CALENDAR and self.start.day == 1
        return tuple(
            Period(
                f"{start:%Y-%m}" if plain else f"{self.name}-M{month + 1:02}",
                start,
                self.month_starts[month + 1],
                month,
                month,
            )
            for month, start in enumerate(self.month_starts[:-1])
        )

    @cached_property
    def quarters(self) -> tuple[Period, ...]:
        """Q1 to Q4."""
        return self._groups("Q", 3)

    @cached_property
    def halves(self) -> tuple[Period, ...]:
        """H1 and H2."""
        return self._groups("H", 6)

    @cached_property
    def year(self) -> Period:
        """The whole year."""
        return Period(self.name, self.start, self.end, 0, MONTHS - 1)

    @cached_property
    def week_of_day(self) -> npt.NDArray[np.int64]:
        """Week of every day, counted from 0; the first and last may be short."""
        first = self.start.weekday()
        anchor = first if self.pattern is not Pattern.CALENDAR else self.week_start
        return (np.arange(len(self.days)) + (first - anchor) % 7) // 7

    @cached_property
    def weeks(self) -> tuple[Period, ...]:
        """Weeks of the year, cut at its first and last day; months are those of both ends."""
        changes = np.flatnonzero(np.diff(self.week_of_day, prepend=-1))
        ends = [*changes[1:].tolist(), len(self.days)]
        return tuple(
            Period(
                f"{self.name}-W{number + 1:02}",
                self.start + dt.timedelta(days=first),
                self.start + dt.timedelta(days=end),
                int(self.month_of_day[first]),
                int(self.month_of_day[end - 1]),
            )
            for number, (first, end) in enumerate(zip(changes.tolist(), ends, strict=True))
        )

    def slice_of(self, period: Period) -> slice:
        """The days of a period as positions in `days`."""
        return slice((period.start - self.start).days, (period.end - self.start).days)

    def period(self, text: str) -> Period:
        """The period called `text`: `Q2`, `H1`, `M03`, `3`, `2027-Q2`, `2027-03`, `year`.

        Other spellings are those of `core.period_words`. Raises `KeyError` when the year has no
        such period.
        """
        wanted = period_key(text, self.months[0].key).upper()
        names = {"YEAR": self.year, self.name.upper(): self.year}
        for number, month in enumerate(self.months, 1):
            names |= dict.fromkeys((month.key.upper(), f"M{number:02}", f"M{number}"), month)
            names[str(number)] = month
        for group in (*self.quarters, *self.halves):
            short = group.key.rpartition("-")[2]
            names |= dict.fromkeys((group.key.upper(), short, f"{self.start.year}-{short}"), group)
        return names[wanted]

    def _groups(self, letter: str, size: int) -> tuple[Period, ...]:
        return tuple(
            Period(
                f"{self.name}-{letter}{first // size + 1}",
                self.month_starts[first],
                self.month_starts[first + size],
                first,
                first + size - 1,
            )
            for first in range(0, MONTHS, size)
        )


def lay_out(year: FiscalYear, calendar: Calendar, start: dt.date) -> FiscalCalendar:
    """The fiscal year that begins on `start`."""
    starts = month_starts(year, start)
    name = year.name or _year_name(start, starts[-1])
    working, estimated = working_days(calendar, start, starts[-1])
    return FiscalCalendar(
        name, year.pattern, starts, working, calendar.week_start.number, estimated
    )


def _year_name(start: dt.date, end: dt.date) -> str:
    """`2027` where nearly all of the year lies in 2027, else `2027-28`."""
    turn = dt.date(start.year + 1, 1, 1)
    if (turn - start).days < _NEARLY_A_YEAR <= (end - turn).days:
        return f"{turn.year}"
    whole = (turn - start).days >= _NEARLY_A_YEAR
    return f"{start.year}" if whole else f"{start.year}-{turn.year % 100:02}"


def month_starts(year: FiscalYear, start: dt.date) -> tuple[dt.date, ...]:
    """First days of the twelve months from `start`, and the day after the year."""
    if year.pattern is Pattern.CALENDAR:
        return tuple(_months_later(start, month) for month in range(MONTHS + 1))
    weeks = [week for _ in range(4) for week in year.pattern.weeks]
    first = start
    starts = [first]
    for count in weeks:
        first += dt.timedelta(weeks=count)
        starts.append(first)
    starts[-1] = (
        start + dt.timedelta(weeks=year.weeks)
        if year.weeks and start == year.start
        else year_start(year, start, 1)
    )
    return tuple(starts)


def year_start(year: FiscalYear, start: dt.date, offset: int) -> dt.date:
    """First day of the fiscal year `offset` years after the one that begins on `start`."""
    if year.pattern is Pattern.CALENDAR:
        return _months_later(start, MONTHS * offset)
    month, day = (
        (int(part) for part in year.anchor.split("-"))
        if year.anchor
        else ((year.start or start).month, (year.start or start).day)
    )
    # The anchor of a year that starts in late December may lie in the next calendar year.
    nearest_year = min(
        range(start.year - 1, start.year + 2),
        key=lambda number: abs((_anchor(number, month, day) - start).days),
    )
    anchor = _anchor(nearest_year + offset, month, day)
    shift = (start.weekday() - anchor.weekday() + 3) % 7 - 3
    return anchor + dt.timedelta(days=shift)


def year_number(calendar: FiscalCalendar) -> int:
    """The calendar year in which the first month of a fiscal year has its middle."""
    first, second = calendar.month_starts[:2]
    return (first + (second - first) / 2).year


def working_days(calendar: Calendar, start: dt.date, end: dt.date) -> tuple[Mask, bool]:
    """Which days of `[start, end)` are working days, and whether that is an estimate.

    An official list is missing where the country publishes one every year (make-up working days
    on weekends, as in mainland China) and has not for the last years of the period, or where the
    date of a holiday is itself an estimate. Own closed and open days have the last word.
    """
    days = _days(start, end)
    weekday = (days.astype(np.int64) + 3) % 7
    working = np.isin(weekday, [day.number for day in calendar.workdays])
    estimated = False
    if calendar.country and calendar.public_holidays == "closed":
        official = _official(calendar, start.year, (end - dt.timedelta(days=1)).year)
        working |= np.isin(days, _dates(official.weekend_workdays))
        working &= ~np.isin(days, _dates(official))
        estimated = _is_estimate(official, end - dt.timedelta(days=1))
    closed = [day for period in calendar.closed for day in period.days()]
    opened = [day for period in calendar.open for day in period.days()]
    working = (working & ~np.isin(days, _dates(closed))) | np.isin(days, _dates(opened))
    return working, estimated


def has_holidays(country: str, subdivision: str | None = None) -> bool:
    """Whether public holidays are known for a country, and a subdivision of it."""
    import holidays  # noqa: PLC0415 (imported where used: start-up)

    try:
        holidays.country_holidays(country, subdiv=subdivision)
    except NotImplementedError:
        return False
    return True


def known_countries() -> dict[str, list[str]]:
    """Country codes with public holidays, each with its subdivisions."""
    import holidays  # noqa: PLC0415 (imported where used: start-up)

    return holidays.list_supported_countries(include_aliases=False)


def _official(calendar: Calendar, first: int, last: int) -> Any:  # noqa: ANN401 (untyped library)
    import holidays  # noqa: PLC0415 (imported where used: start-up)

    return holidays.country_holidays(
        calendar.country or "",
        subdiv=calendar.subdivision,
        years=range(first, last + 1),
        expand=False,
        language="en_US",
    )


def _is_estimate(official: Any, last: dt.date) -> bool:  # noqa: ANN401 (untyped library)
    listed = sorted(
        set(getattr(official, "special_public_holidays", {}))
        | set(getattr(official, "substituted_holidays", {}))
    )
    yearly = len(listed) >= 3 and listed[-1] - listed[-3] == 2
    label = "(estimated)"
    return (yearly and last.year > listed[-1]) or any(label in name for name in official.values())


def _days(start: dt.date, end: dt.date) -> Days:
    return np.arange(np.datetime64(start, "D"), np.datetime64(end, "D"))


def _dates(days: Iterable[dt.date]) -> Days:
    return np.array(sorted(days), dtype="datetime64[D]")


def _months_later(start: dt.date, months: int) -> dt.date:
    index = start.year * MONTHS + start.month - 1 + months
    return start.replace(year=index // MONTHS, month=index % MONTHS + 1)


def _anchor(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, 28) if month == 2 else day)
