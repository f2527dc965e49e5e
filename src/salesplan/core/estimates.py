"""Measured figures with their uncertainty."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp
from typing import Final

from salesplan.core import student

COVERAGE: Final = 0.95
"""Probability with which a range holds the true figure."""
_FURTHEST: Final = 100.0  # log distance of a bound, so that it stays a number


class Side(StrEnum):
    """On which side of a mark a figure surely lies."""

    ABOVE = "above"
    BELOW = "below"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % range; the latter None where nothing tells how sure the figure is.

    `error` is the standard error, in the figure's own unit.
    """

    value: float
    error: float | None = None
    low: float | None = None
    high: float | None = None

    @classmethod
    def around(cls, value: float, error: float, freedom: float) -> Estimate:
        """A figure with a symmetric range: Student's t with so many degrees of freedom."""
        margin = error * student.quantile((1 + COVERAGE) / 2, freedom)
        return cls(value, error, value - margin, value + margin)

    @classmethod
    def relative(cls, value: float, error: float, freedom: float) -> Estimate:
        """The same for a positive figure whose logarithm has the standard error `error`."""
        margin = min(error * student.quantile((1 + COVERAGE) / 2, freedom), _FURTHEST)
        return cls(value, value * error, value / exp(margin), value * exp(margin))

    def side_of(self, mark: float) -> Side:
        """Whether all of the range lies above or below the mark."""
        if self.low is None or self.high is None:
            return Side.UNCLEAR
        if self.low > mark:
            return Side.ABOVE
        return Side.BELOW if self.high < mark else Side.UNCLEAR
