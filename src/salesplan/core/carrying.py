"""Who carries what of a gap: amounts to come, grown or cut so that they close it together.

A gap is what was missing of the targets so far, negative where more was sold. It is closed in
rounds: by each group alone, and what a group cannot take (nobody of it is left, or it has more
than its whole rest in hand) by the next larger one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

Groups = Sequence[Sequence[int]]
"""People, by position, who carry together; each person is in one of them."""


def close_gaps(rest: Floats, gaps: Ints, capacity: Floats, rounds: Sequence[Groups]) -> Floats:
    """Everybody's amount to come after the gaps have been closed.

    `rest` (people,) is what they have to come, `gaps` (people,) what they miss, `capacity`
    (people,) how much they are there in what is left. `rounds` go from small groups to large ones.
    The amounts add up to `rest` and `gaps`, or are nothing where that would be less.
    """
    amounts = rest.astype(float).copy()
    owed = gaps.astype(float).copy()
    for groups in rounds:
        for group in groups:
            people = list(group)
            owed_here = float(owed[people].sum())
            owed[people] = 0.0
            owed[people[0]] = _close(amounts, people, owed_here, capacity)
    return amounts


def _close(amounts: Floats, people: list[int], owed: float, capacity: Floats) -> float:
    """Put a gap on the amounts of some people, in proportion; what they cannot take."""
    if not owed:
        return 0.0
    have = float(amounts[people].sum())
    if have + owed <= 0:
        amounts[people] = 0.0
        return have + owed
    if have > 0:
        amounts[people] *= (have + owed) / have
        return 0.0
    able = capacity[people]
    if not able.any():
        return owed
    amounts[people] = owed * able / able.sum()
    return 0.0
