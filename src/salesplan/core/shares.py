"""Who carries how much of a month: everybody's weights, and exact shares before rounding.

What `core.plan` divides by and `core.explain` shows is the same, from here.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from salesplan.core.capacity import Capacity
from salesplan.core.record import Record

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def weights_of(capacity: Capacity, record: Record) -> Floats:
    """Weights of all people, shape (people, 12): capacity × record factor.

    What has been handed over to somebody counts with the factor of whose it was.
    """
    weights: Floats = capacity.capacity * record.factor[:, None]
    for each in capacity.received:
        weights[each.row] += each.months * record.factor[each.source]
    return weights


def exact_shares(weights: Floats, months: Ints) -> Floats:
    """What of each month's total falls to each person, shape (people, 12).

    `weights` has that shape, `months` (12,) are totals in any unit; a month without weights is
    nobody's.
    """
    total = weights.sum(axis=0)
    shares = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    exact: Floats = shares * months
    return exact
