"""A projection as plain figures: what to expect of a total, and how surely.

Amounts are floats in the history's own unit; ranges and probabilities are of the *total* over the
months projected (`core.forecast`), never of a single month.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, log
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core import student

Floats = npt.NDArray[np.float64]

_FURTHEST: Final = 100.0  # log distance of a bound, so that it stays a number
_ROUNDING: Final = 1e-6  # a spread below, relative to the total, comes from rounding


class LevelBasis(StrEnum):
    """What a projection stands on."""

    YEARS = "years"  # two years or more: level, damped trend and seasonal indices
    ONE_YEAR = "one_year"  # 12 to 23 months: indices of one year, range as if there were none
    MONTHS = "months"  # 3 to 11 months: level and damped trend
    MEAN = "mean"  # one or two months: their mean, no range
    NOTHING = "nothing"  # no sales at all: zero, no range


class Scale(StrEnum):
    """What was smoothed."""

    LOGS = "logs"  # errors are relative
    AMOUNTS = "amounts"  # months without sales, or with more returned than sold, have no logarithm


@dataclass(frozen=True)
class Outlook:
    """A projection in plain arrays.

    `expected` (months ahead,) are amounts, `total` their sum. The total that comes has a Student t
    distribution around it with `freedom` degrees of freedom; `spread` is its scale, in logs or
    amounts as `scale` says, None where there is nothing to estimate it from. Of a history without
    negative months (`below_zero` is False) no total is negative. `level` is the present rate free
    of season, `trend` its expected change over the first month as a fraction. `months` is the
    length of the history from its first sale, `backtests` the number of past totals that could be
    compared with what would have been projected for them.
    """

    expected: Floats
    total: float
    spread: float | None
    freedom: float
    coverage: float
    level: float
    trend: float
    basis: LevelBasis
    scale: Scale
    below_zero: bool
    months: int
    backtests: int

    @property
    def low(self) -> float | None:
        """Lower bound of the range that contains the total with probability `coverage`."""
        return self.quantile((1 - self.coverage) / 2)

    @property
    def high(self) -> float | None:
        """Upper bound of the range that contains the total with probability `coverage`."""
        return self.quantile((1 + self.coverage) / 2)

    def quantile(self, probability: float) -> float | None:
        """The total that is reached or missed with a probability; None where there is no range.

        Raises `ValueError` when the probability is not between 0 and 1.
        """
        if self.spread is None:
            return None
        margin = self.spread * student.quantile(probability, self.freedom)
        if self.scale is Scale.LOGS:
            return self.total * exp(min(max(margin, -_FURTHEST), _FURTHEST))
        return self.total + margin if self.below_zero else max(self.total + margin, 0.0)

    def chance(self, total: float) -> float | None:
        """Probability (0–1) of at least `total`; None where there is no range."""
        if self.spread is None:
            return None
        if total <= 0 and not self.below_zero:
            return 1.0
        missing = total - self.total
        if self.scale is Scale.LOGS:
            missing = log(total / self.total) if self.total else inf
        rounding = _ROUNDING * (1.0 if self.scale is Scale.LOGS else abs(self.total))
        if self.spread <= rounding:
            return float(missing <= rounding)
        return student.cumulative(-missing / self.spread, self.freedom)
