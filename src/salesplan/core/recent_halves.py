"""Growth that changed within the last twelve months, where it explains what a forecast expects.

A forecast starts from where sales stand now. Growth that was won in the older half of the year is
in that level already, so a year that grew by a third may be expected to stay as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS

Ints = npt.NDArray[np.int64]

_APART: Final = 0.1  # growth expected and growth seen: from there on people ask why
_FEWEST: Final = 20  # orders or customers in half a year: growth from fewer says nothing
_HALF: Final = MONTHS // 2


@dataclass(frozen=True, slots=True)
class RecentHalves:
    """Growth of the older and newer six of twelve months over a year before, as fractions."""

    older: float
    newer: float


def telling_halves(months: Ints, expected: int) -> RecentHalves | None:
    """The halves of the last twelve of some months in a row, if they explain what is expected.

    They do where growth from the last twelve months to the twelve `expected` is another than that
    to the last twelve, and the newer half has already gone the same way. None with fewer than 24
    months, or where a half that growth is reckoned from brought next to nothing.

    >>> telling_halves(np.array([100] * 12 + [150] * 6 + [110] * 6), expected=1_350)
    RecentHalves(older=0.5, newer=0.1)
    """
    if len(months) < 2 * MONTHS:
        return None
    old, new, older, newer = (
        int(part.sum()) for part in np.split(months[-2 * MONTHS :], 2 * MONTHS // _HALF)
    )
    before, recent = old + new, older + newer
    if min(old, new) < _FEWEST or recent <= 0:
        return None
    halves = RecentHalves(round(older / old - 1, 9), round(newer / new - 1, 9))
    growth, onward = recent / before - 1, expected / recent - 1
    same_way = halves.newer != halves.older and (halves.newer < halves.older) == (onward < growth)
    return halves if same_way and abs(onward - growth) >= _APART else None
