"""Whether large targets are harder to reach than small ones: a rank correlation.

Source: Spearman 1904, American Journal of Psychology 15:72–101, with means of ranks for equals.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core import student

Floats = npt.NDArray[np.float64]

FEWEST: Final = 5
"""Of fewer people even a perfect order is chance."""
_PERFECT: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Correlation:
    """How two figures of `people` go together, -1 to 1, and how likely chance alone does that."""

    people: int
    value: float
    chance: float


def rank_correlation(first: Floats, second: Floats) -> Correlation | None:
    """Spearman's correlation of two figures (people,).

    The chance is two-sided, by Student's t with two degrees of freedom less than people. None of
    fewer than five people, or where a figure is the same for all.
    """
    people = len(first)
    if people < FEWEST or np.ptp(first) == 0 or np.ptp(second) == 0:
        return None
    value = float(np.corrcoef(_ranks(first), _ranks(second))[0, 1])
    if abs(value) > 1 - _PERFECT:
        return Correlation(people, float(round(value)), 0.0)
    t = abs(value) * sqrt((people - 2) / (1 - value**2))
    return Correlation(people, value, 2 * (1 - student.cumulative(t, people - 2)))


def _ranks(values: Floats) -> Floats:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ranks: Floats = (np.cumsum(count) - (count - 1) / 2)[place]
    return ranks
