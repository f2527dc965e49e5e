"""Versions of a plan: when, by whom and why it was made anew, and what was carried over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.choices import Policy

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Version:
    """Which version of a plan this is.

    The first has only a number. `as_of` is the last day that is no longer planned: targets up to it
    are those of the version before. `policy` says who carries the gap; None where the version only
    takes over what people wrote over targets.
    """

    number: int = 1
    made: dt.date | None = None
    author: str = ""
    reason: str = ""
    as_of: dt.date | None = None
    policy: Policy | None = None


FIRST: Final = Version()


@dataclass(frozen=True)
class Carried:
    """What was taken out of the past and put into the days from `day` on.

    `months` (people, 12) are in minor units, by the month in which the gap arose: negative for what
    was missing of the targets before the day, which has been added to those after it; positive for
    what was ahead. Only where both the day before and the day itself count does a sum of targets
    hold them, and only those of its own months.
    """

    day: dt.date
    months: Ints

    @cached_property
    def amounts(self) -> Ints:
        """All that was carried over, by person, shape (people,)."""
        return self.since(0)

    def since(self, month: int) -> Ints:
        """What of it has arisen in a month, 0–11, or later, by person, shape (people,)."""
        found: Ints = self.months[:, month:].sum(axis=1)
        return found

    def within(self, first_month: int) -> Carried:
        """The same without what had arisen before a month, 0–11."""
        months = self.months.copy()
        months[:, :first_month] = 0
        return Carried(self.day, months)

    def counts_in(self, start: dt.date, end: dt.date) -> bool:
        """Whether the days `[start, end)` reach from before the day to after it."""
        return start < self.day < end


def by_day(carried: Iterable[Carried]) -> tuple[Carried, ...]:
    """The same with one for each day: versions made as of the same day are added up."""
    found: dict[dt.date, Carried] = {}
    for each in carried:
        known = found.get(each.day)
        months = each.months if known is None else known.months + each.months
        found[each.day] = Carried(each.day, months)
    return tuple(found[day] for day in sorted(found))
