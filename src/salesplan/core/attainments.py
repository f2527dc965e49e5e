"""How many people can be expected to reach their targets: many years drawn around the projections.

Each drawn year has an error that all people share and one of each person's own, both as large as
their projections say. The draws are always the same, so that a plan checked twice is found alike.
Attainment is what is sold ÷ target; shares are fractions of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.outlook import Outlook, Scale
from salesplan.core.people_ahead import relative

Floats = npt.NDArray[np.float32]

_SEED: Final = 20270101
_MOST_YEARS: Final = 4000
_FEWEST_YEARS: Final = 500
_AT_ONCE: Final = 500_000  # years × people: of many people fewer years are needed
_FURTHEST: Final = 80.0  # log distance, so that it stays a number
ACCURATE: Final = 0.2
"""How far an attainment may be from 1 for a target to have been accurate."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure that is as likely passed as missed, and its range in 4 of 5 cases."""

    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Attainments:
    """What to expect of `people` who have a target and a projection with an error.

    `reaching` is the expected share of those who reach their target, which is the mean of all
    probabilities, with a range; `median` their median attainment. `accurate` is the expected share
    of those who end within 20 % of their target.
    """

    people: int
    reaching: Spread
    median: Spread
    accurate: float


def attainments(
    outlooks: Sequence[Outlook],
    targets: Sequence[int],
    chances: Sequence[float],
    common: float,
) -> Attainments:
    """What to expect of people with these projections, all with an error, and positive targets.

    `chances` are the probabilities of the targets, `common` is the relative error that all share.
    """
    drawn = _drawn(outlooks, np.array(targets, dtype=np.float64), common)
    expected = float(np.mean(chances))
    reaching = (drawn >= 1).mean(axis=1)
    low, high = np.quantile(reaching, (0.1, 0.9)).tolist()
    median = np.quantile(np.median(drawn, axis=1), (0.5, 0.1, 0.9)).tolist()
    accurate = float((np.abs(drawn - 1) <= ACCURATE).mean())
    return Attainments(len(outlooks), Spread(expected, low, high), Spread(*median), accurate)


def _drawn(outlooks: Sequence[Outlook], targets: npt.NDArray[np.float64], common: float) -> Floats:
    """Attainments (years, people)."""
    errors = _errors(outlooks, common)
    total = np.array([each.total for each in outlooks])
    spread = np.array([each.spread or 0.0 for each in outlooks])
    logs = np.array([each.scale is Scale.LOGS for each in outlooks])
    below = np.array([each.below_zero for each in outlooks])
    expected, unit = (total / targets).astype(np.float32), (spread / targets).astype(np.float32)
    drawn = errors * np.where(logs, spread, 0).astype(np.float32)
    drawn = np.exp(np.clip(drawn, -_FURTHEST, _FURTHEST)) * expected
    if not logs.all():
        plain = expected[~logs] + errors[:, ~logs] * unit[~logs]
        drawn[:, ~logs] = np.where(below[~logs], plain, np.maximum(plain, 0))
    return drawn


def _errors(outlooks: Sequence[Outlook], common: float) -> Floats:
    """Errors (years, people) in units of each person's spread: Student's t, with a common part."""
    people = len(outlooks)
    years = min(max(_AT_ONCE // people, _FEWEST_YEARS), _MOST_YEARS)
    chance = np.random.Generator(np.random.PCG64(_SEED))
    own = chance.standard_normal((years, people), dtype=np.float32)
    # The common error takes each of its quantiles once: years are few where people are many.
    normal = NormalDist()
    shared = np.array([normal.inv_cdf((at + 0.5) / years) for at in range(years)], dtype=np.float32)
    spreads = np.array([relative(each) or 0.0 for each in outlooks])
    part = np.divide(common, spreads, out=np.zeros(people), where=spreads > 0)
    part = np.minimum(part, 1.0).astype(np.float32)
    own = shared[:, None] * part + own * np.sqrt(1 - part**2)
    freedom = np.array([max(each.freedom, 1.0) for each in outlooks], dtype=np.float32)
    squares = chance.standard_gamma(freedom / 2, (years, people), dtype=np.float32) * 2
    errors: Floats = own / np.sqrt(np.maximum(squares, 1e-6) / freedom)
    return errors
