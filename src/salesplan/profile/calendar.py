"""The fiscal year and its working days, as the profile says them."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Literal

from pydantic import Field

from salesplan.profile.fields import Days, Model


class Weekday(StrEnum):
    """A day of the week; `number` counts from Monday = 0, as Python does."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """Monday is 0."""
        return list(Weekday).index(self)


class Pattern(StrEnum):
    """How a fiscal year falls into months."""

    CALENDAR = "calendar"
    W445 = "4-4-5"
    W454 = "4-5-4"
    W544 = "5-4-4"

    @property
    def weeks(self) -> tuple[int, int, int]:
        """Weeks of the three months of a quarter; not for `calendar`."""
        first, second, third = self.value.split("-")
        return int(first), int(second), int(third)


class FiscalYear(Model):
    """The year to plan."""

    start: dt.date | None = None
    """First day of the year. Default: 1 January after the last sale in the history."""
    pattern: Pattern = Pattern.CALENDAR
    """`calendar` months, or months of whole weeks: `4-4-5`, `4-5-4`, `5-4-4`."""
    weeks: Literal[52, 53] | None = None
    """Weeks of a week-pattern year. Default: up to the same weekday nearest to the anniversary."""
    anchor: str | None = Field(default=None, pattern=r"^\d\d-\d\d$")
    """For week patterns: the year starts on the weekday of `start` nearest to this day (MM-DD)."""
    name: str | None = None
    """Shown in titles and file names. Default: 2027, or 2027-28 for a year that spans both."""


class Calendar(Model):
    """Which days are working days."""

    country: str | None = None
    """Country whose public holidays and make-up working days apply: CN, US, DE, …"""
    subdivision: str | None = None
    """State or province with holidays of its own, as the country numbers them."""
    public_holidays: Literal["closed", "open"] = "closed"
    """`open` for teams that sell on public holidays."""
    workdays: tuple[Weekday, ...] = Field(
        default=(Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI), min_length=1
    )
    """Days of the week that are normally worked."""
    closed: tuple[Days, ...] = ()
    """Days on which nobody works, on top of the official list."""
    open: tuple[Days, ...] = ()
    """Days that are worked although the list or the weekday says otherwise."""
    week_start: Weekday = Weekday.MON
    """First day of a week in the weekly sheets (calendar pattern only)."""
