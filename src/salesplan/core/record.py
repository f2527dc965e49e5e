"""Track record: how far a person's sales differ from what their skill level would sell.

A person's *record* is what they sold ÷ what their level's share of the same months would have been;
1 is exactly the level. How much of it to believe is the credibility factor of Bühlmann and Straub:
records that differ much between people and little from month to month are believed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

LEAST_FACTOR: Final = 0.05
"""A record never takes a person's share away altogether."""


@dataclass(frozen=True)
class Record:
    """Track records of all people, arrays of shape (people,).

    `sold` and `expected` are sums over the months looked at; `record` is their ratio (1 without
    history), `credibility` the weight given to it (0–1), `factor` what capacity is multiplied with.
    `months` is how many months each was there to sell in.
    """

    sold: Floats
    expected: Floats
    record: Floats
    credibility: Floats
    factor: Floats
    months: Ints

    def of_rows(self, rows: Ints) -> Record:
        """The records of the people at some positions."""
        return Record(
            *(self.sold[rows], self.expected[rows], self.record[rows]),
            *(self.credibility[rows], self.factor[rows], self.months[rows]),
        )


def no_record(people: int) -> Record:
    """Nobody has a history: everybody counts as their level."""
    none, one = np.zeros(people), np.ones(people)
    return Record(none, none, one, none, one, np.zeros(people, dtype=np.int64))


def track_record(sold: Floats, capacity: Floats, trust: Literal["auto"] | float) -> Record:
    """Records, credibilities and factors.

    `sold` and `capacity` have shape (people, months), all of the past; capacity 0 means that the
    person was not there. `trust` is a weight for everybody with a history, or `auto`.

    Source: Bühlmann & Straub 1970, Mitteilungen der Vereinigung schweizerischer
    Versicherungsmathematiker 70:111–133, with their unbiased estimators; the collective mean is 1.
    """
    totals = sold.sum(axis=0, where=capacity > 0)
    shared = capacity.sum(axis=0)
    expected = np.divide(capacity * totals, shared, out=np.zeros_like(sold), where=shared > 0)
    expected = np.maximum(expected, 0)
    there = expected > 0
    volume = expected.sum(axis=1)
    own = sold.sum(axis=1, where=there)
    has = volume > 0
    record = np.divide(own, volume, out=np.ones_like(own), where=has)
    if trust == "auto":
        credibility = np.where(has, _credibility(sold, expected, record, has), 0.0)
    else:
        credibility = np.where(has, float(trust), 0.0)
    factor = np.maximum(credibility * record + (1 - credibility), LEAST_FACTOR)
    months = there.sum(axis=1, dtype=np.int64)
    return Record(np.where(has, own, 0.0), volume, record, credibility, factor, months)


def _credibility(
    sold: Floats, expected: Floats, record: Floats, has: npt.NDArray[np.bool_]
) -> Floats:
    """The credibility factor of each person with a history."""
    there = (expected > 0) & has[:, None]
    volume = expected.sum(axis=1, where=there)
    monthly = np.divide(sold, expected, out=np.zeros_like(sold), where=there)
    freedom = int(there.sum()) - int(has.sum())
    people = int(has.sum())
    if people < 2 or freedom < 1:
        return np.zeros(len(record))
    residual = expected * (monthly - record[:, None]) ** 2
    within = float(residual.sum(where=there)) / freedom
    total = float(volume[has].sum())
    mean = float((volume * record)[has].sum()) / total
    spread = float((volume * (record - mean) ** 2)[has].sum()) - (people - 1) * within
    between = spread / (total - float((volume[has] ** 2).sum()) / total)
    if between <= 0:
        return np.zeros(len(record))
    doubt = within / between
    credibility: Floats = np.zeros_like(volume)
    np.divide(volume, volume + doubt, out=credibility, where=volume > 0)
    return credibility
