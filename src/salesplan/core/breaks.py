"""Breaks: the last months far below what the months before them let expect."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from salesplan.core.forecast import look_ahead
from salesplan.core.known_months import KnownMonths

BREAK_MONTHS: Final = 3  # one bad month is weather
BREAK_HISTORY: Final = 12  # months: without a year behind, a season looks like a break
BREAK_COVERAGE: Final = 0.95  # wider than a landing's range: a break is claimed of many teams


@dataclass(frozen=True, slots=True)
class Break:
    """Months that brought less than those before let expect, in `[since, until)`.

    `low` is the lower end of the range around `expected`; all in minor units.
    """

    since: dt.date
    until: dt.date
    actual: int
    expected: int
    low: int


def find_break(known: KnownMonths, row: int) -> Break | None:
    """The break in a row of the known months; None without one, or with too few months."""
    if known.gone < BREAK_MONTHS:
        return None
    last, before = slice(-BREAK_MONTHS, None), slice(None, -BREAK_MONTHS)
    mine, days = known.amounts[row], known.working_days
    seen = look_ahead(mine[before], 0, days[before], days[last], BREAK_COVERAGE)
    actual = round(mine[last].sum())
    if seen.months < BREAK_HISTORY or seen.low is None or actual >= seen.low:
        return None
    since, until = known.ends[-BREAK_MONTHS - 1], known.ends[-1]
    return Break(since, until, actual, round(seen.total), round(seen.low))
