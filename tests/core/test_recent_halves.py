from __future__ import annotations

import numpy as np
import pytest

from salesplan.core.recent_halves import RecentHalves, telling_halves

# A year of 100 a month, then six of 150 and six of 110: 1,560 after 1,200, +30 %.
SLOWING = [100] * 12 + [150] * 6 + [110] * 6
# The other way round: six of 110 and six of 150.
RISING = [100] * 12 + [110] * 6 + [150] * 6


@pytest.mark.parametrize(
    ("months", "expected", "told"),
    [
        # 1,350 is 13.5 % below the 1,560: far from +30 %, and the newer half slowed down.
        (SLOWING, 1_350, RecentHalves(0.5, 0.1)),
        # Only the last 24 months count.
        ([7] * 30 + SLOWING, 1_350, RecentHalves(0.5, 0.1)),
        # 2,028 is +30 % again, 1,872 is +20 %: ten points less, 1,880 not quite.
        (SLOWING, 2_028, None),
        (SLOWING, 1_870, RecentHalves(0.5, 0.1)),
        (SLOWING, 1_880, None),
        # 2,200 is +41 %: more than it was, which a slowing half does not explain.
        (SLOWING, 2_200, None),
        (RISING, 2_200, RecentHalves(0.1, 0.5)),
        (RISING, 1_350, None),
        # As much more in both halves: nothing to explain by them.
        ([100] * 12 + [130] * 12, 1_200, None),
        # Too short, or nothing to reckon growth from.
        (SLOWING[1:], 1_350, None),
        ([0] * 6 + SLOWING[6:], 1_350, None),
        # 18 new customers in half a year are too few to reckon from; 24 are not.
        ([3] * 12 + [6] * 6 + [3] * 6, 40, None),
        ([4] * 12 + [8] * 6 + [4] * 6, 50, RecentHalves(1.0, 0.0)),
        ([100] * 12 + [-150] * 6 + [110] * 6, 1_350, None),
    ],
)
def test_halves_that_tell_why(months: list[int], expected: int, told: RecentHalves | None) -> None:
    assert telling_halves(np.array(months), expected) == told
