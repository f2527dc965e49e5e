"""What people of each skill level really sold, as a weight to plan with.

Measured on the people of the profile and their present levels, in the last 24 whole months, per
day present (part-time, leave and ramp taken into account).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.estimates import Estimate
from salesplan.core.people_figures import RECORD_MONTHS
from salesplan.core.timeline import Timeline
from salesplan.profile import Profile

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

FEWEST_PEOPLE: Final = 3  # of one or two people nobody can tell what is theirs and what the level's
FEWEST_PERSON_MONTHS: Final = 24  # two years' worth, so that no level rests on one good quarter
PRIOR_DOUBT: Final = 0.25
"""A weight or ramp set by judgement is taken to be right within about a quarter (in logs)."""
_ROUNDS: Final = 200  # of fitting; a dozen are usual


class Carries(StrEnum):
    """Whether a history can carry a suggestion, and if not, why."""

    YES = "yes"
    FEW_PEOPLE = "few_people"
    FEW_MONTHS = "few_months"
    NO_SALES = "no_sales"  # or more returned than sold
    NOTHING_TO_COMPARE = "nothing_to_compare"  # no other level, or no colleagues


@dataclass(frozen=True, slots=True)
class LevelWeight:
    """A skill level of the profile.

    `planned` is the profile's weight. `measured` is what was measured, on the scale on which the
    reference level has its profile's weight; None where `carries` is not yes. `suggested` lies
    between the two: measured × credibility + planned × (1 − credibility), in logs; it is `planned`
    where the history cannot carry more. `people` and `person_months` are those behind it.
    """

    level: str
    planned: float
    measured: Estimate | None
    credibility: float
    suggested: float
    people: int
    person_months: float
    carries: Carries


@dataclass(frozen=True, slots=True)
class SkillWeights:
    """All levels in the order of the profile.

    `reference` is the level that keeps its weight: the one with weight 1, or else with the most
    person-months, of those that can carry it; None where no two levels can.
    """

    levels: tuple[LevelWeight, ...]
    reference: str | None


def skill_weights(line: Timeline, profile: Profile, there: Floats) -> SkillWeights:
    """Weights of the profile's levels, from its people.

    `there` (owners, past months) is `core.months_present`, its first owners the people.
    Months and levels are fitted together, so that a level whose people came late is not measured by
    better months: sales of a level in a month = weight × presence × the month's rate, each level's
    and each month's sum as it was (Bailey 1963, Proceedings of the Casualty Actuarial Society
    50:4–11). The error is that of a ratio of sums over people (Cochran 1977, Sampling Techniques,
    chapter 6).
    """
    people = len(profile.reps)
    months = slice(max(line.whole.start, line.whole.stop - RECORD_MONTHS), line.whole.stop)
    presence = there[:people, months]
    sold = np.where(presence > 0, line.table[:people, months], 0).astype(float)
    names = list(profile.skills.levels)
    level_of = np.array([names.index(rep.skill) for rep in profile.reps])
    groups = [_Group(sold[level_of == at], presence[level_of == at]) for at in range(len(names))]
    planned = [float(weight) for weight in profile.skills.levels.values()]
    carries = [group.carries for group in groups]
    able = [at for at, answer in enumerate(carries) if answer is Carries.YES]
    if len(able) < 2:
        carries = [
            Carries.NOTHING_TO_COMPARE if at in able else carries[at] for at in range(len(names))
        ]
        able = []
    reference = min(
        able, key=lambda at: (planned[at] != 1, -groups[at].person_months), default=None
    )
    measured = _measured([groups[at] for at in able], planned, able, reference)
    return SkillWeights(
        tuple(
            _level(names[at], planned[at], groups[at], carries[at], measured.get(at))
            for at in range(len(names))
        ),
        None if reference is None else names[reference],
    )


@dataclass(frozen=True)
class _Group:
    """The people of a level, by month: what they sold and how much they were there."""

    sold: Floats
    presence: Floats

    @property
    def people(self) -> int:
        """Those who were there at all."""
        return int((self.presence > 0).any(axis=1).sum())

    @property
    def person_months(self) -> float:
        """Months of work."""
        return float(self.presence.sum())

    @property
    def carries(self) -> Carries:
        """Whether enough is known of them."""
        if self.people < FEWEST_PEOPLE:
            return Carries.FEW_PEOPLE
        if self.person_months < FEWEST_PERSON_MONTHS:
            return Carries.FEW_MONTHS
        return Carries.YES if self.sold.sum() > 0 else Carries.NO_SALES


def _measured(
    groups: Sequence[_Group], planned: Sequence[float], able: Sequence[int], reference: int | None
) -> dict[int, Estimate]:
    """Weights of the levels in `able`, relative to the reference."""
    if reference is None:
        return {}
    sold = np.stack([group.sold.sum(axis=0) for group in groups])
    presence = np.stack([group.presence.sum(axis=0) for group in groups])
    weights, rates = _fit(sold, presence)
    variances = [_variance(group, rates) for group in groups]
    base = able.index(reference)
    found = {reference: Estimate(planned[reference], 0.0, planned[reference], planned[reference])}
    for place, at in enumerate(able):
        if at != reference:
            value = planned[reference] * float(weights[place] / weights[base])
            error = (variances[place] + variances[base]) ** 0.5
            freedom = groups[place].people + groups[base].people - 2
            found[at] = Estimate.relative(value, error, freedom)
    return found


def _fit(sold: Floats, presence: Floats) -> tuple[Floats, Floats]:
    """Weights (levels,) and rates (months,) that give each level's and each month's sum.

    Both tables are (levels, months). Months in which more was returned than sold are left out.
    """
    usable = (sold.sum(axis=0) > 0) & (presence.sum(axis=0) > 0)
    sold, presence = sold * usable, presence * usable
    weights = np.ones(len(sold))
    rates = np.zeros(sold.shape[1])
    for _ in range(_ROUNDS):
        np.divide(sold.sum(axis=0), weights @ presence, out=rates, where=usable)
        due = presence @ rates
        fitted = np.divide(sold.sum(axis=1), due, out=np.ones(len(sold)), where=due > 0)
        fitted = np.maximum(fitted / fitted.mean(), np.finfo(float).tiny)
        settled = np.allclose(fitted, weights, rtol=1e-12, atol=0)
        weights = fitted
        if settled:
            break
    return weights, rates


def _variance(group: _Group, rates: Floats) -> float:
    """Sampling variance of the log of a level's weight."""
    due = group.presence @ rates
    own = (group.sold * (rates > 0)).sum(axis=1)
    counted = due > 0
    people, whole = int(counted.sum()), float(own.sum())
    if people < 2 or whole <= 0:
        return 0.0
    residual = own - due * (whole / float(due.sum()))
    return people / (people - 1) * float((residual[counted] ** 2).sum()) / whole**2


def _level(
    name: str, planned: float, group: _Group, carries: Carries, measured: Estimate | None
) -> LevelWeight:
    """One level, drawn together with what was planned."""
    people, months = group.people, group.person_months
    if measured is None:
        return LevelWeight(name, planned, None, 0.0, planned, people, months, carries)
    error = (measured.error or 0.0) / measured.value
    credibility = PRIOR_DOUBT**2 / (PRIOR_DOUBT**2 + error**2)
    suggested = exp(credibility * log(measured.value) + (1 - credibility) * log(planned))
    return LevelWeight(name, planned, measured, credibility, suggested, people, months, carries)
