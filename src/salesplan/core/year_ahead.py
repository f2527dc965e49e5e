"""What the year ahead will bring if things go on as they do, and how surely.

Amounts are minor units; the projection is that of `core.forecast`, from whole months.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.apportion import split
from salesplan.core.calendar import MONTHS
from salesplan.core.forecast import look_ahead
from salesplan.core.outlook import LevelBasis, Outlook
from salesplan.core.same_days import Days
from salesplan.core.timeline import Timeline

Ints = npt.NDArray[np.int64]

COVERAGES: Final = (0.5, 0.8, 0.95)
CHANCES: Final = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)


@dataclass(frozen=True, slots=True)
class Chance:
    """A total that is reached with `probability`; `growth` is over the last complete year."""

    probability: float
    total: int
    growth: float | None


@dataclass(frozen=True, slots=True)
class Range:
    """A range that holds the total with probability `coverage`."""

    coverage: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class YearAhead:
    """The first fiscal year after the history, or the one that the profile plans.

    `base` is the total of the last complete year, called `base_name`; None without one. `expected`
    is the sum of `quarters` and of `months`; `growth` is expected over base. `ranges` are for 50,
    80 and 95 %, `chances` for 90, 80, … 10 %: both empty where there is nothing to estimate them
    from. `basis` is what the projection stands on, `history` the number of months looked at,
    `skipped` the unknown months between them and the year, `backtests` the number of past totals it
    could be tried on.
    """

    name: str
    days: Days
    base_name: str | None
    base: int | None
    expected: int
    months: tuple[int, ...]
    quarters: tuple[int, ...]
    ranges: tuple[Range, ...]
    chances: tuple[Chance, ...]
    basis: LevelBasis
    history: int
    skipped: int
    backtests: int

    @property
    def growth(self) -> float | None:
        """Expected over the last complete year; None without one that brought anything."""
        return self.expected / self.base - 1 if self.base is not None and self.base > 0 else None


def year_ahead(line: Timeline, amounts: Ints | None = None) -> YearAhead:
    """What to expect of the year ahead; `amounts` (past months,) are the history's unless given."""
    whole, of = line.whole, line.months if amounts is None else amounts
    skipped = len(line.periods) - whole.stop
    worked = line.ahead.working_days.astype(float)
    seen = look_ahead(
        of[whole].astype(float),
        whole.start % MONTHS,
        line.past.working_days[whole].astype(float),
        np.concatenate([np.zeros(skipped), worked]),
    )
    expected = round(seen.total)
    months = _in_months(expected, seen.expected[skipped:])
    base = max(line.past.complete_years(), default=None)
    before = None if base is None else int(of[base * MONTHS : (base + 1) * MONTHS].sum())
    return YearAhead(
        line.ahead.name,
        Days(line.ahead.start, line.ahead.end),
        None if base is None else line.past.years[base].name,
        before,
        expected,
        months,
        tuple(sum(months[at : at + 3]) for at in range(0, MONTHS, 3)),
        _ranges(seen),
        _chances(seen, before),
        seen.basis,
        seen.months,
        skipped,
        seen.backtests,
    )


def _in_months(expected: int, months: npt.NDArray[np.float64]) -> tuple[int, ...]:
    """The expected total in whole minor units, by month."""
    weights = np.maximum(months, 0)
    if expected <= 0 or not weights.any():
        weights = np.ones(len(months))
    return tuple(split(expected, weights).tolist())


def _ranges(seen: Outlook) -> tuple[Range, ...]:
    found = []
    for coverage in COVERAGES:
        low, high = seen.quantile((1 - coverage) / 2), seen.quantile((1 + coverage) / 2)
        if low is not None and high is not None:
            found.append(Range(coverage, round(low), round(high)))
    return tuple(found)


def _chances(seen: Outlook, base: int | None) -> tuple[Chance, ...]:
    found = []
    for probability in CHANCES:
        total = seen.quantile(1 - probability)
        if total is not None:
            growth = total / base - 1 if base is not None and base > 0 else None
            found.append(Chance(probability, round(total), growth))
    return tuple(found)
