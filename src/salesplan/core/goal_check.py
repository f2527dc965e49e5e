"""The goal check: whether a goal is specific, measurable, achievable, relevant and time-bound.

Made at every planning, from what the history says: how likely the goal is by the forecast's own
backtested errors, and what it asks of each person against the best that they ever did. A goal
outside the range is a warning with numbers, never a refusal: who sets it may know what the history
cannot. Amounts are in minor units (money) or ones (counts); probabilities are fractions of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import to_major
from salesplan.core.commitments import Commitments
from salesplan.core.goal_chain import GoalChain, goal_chain
from salesplan.core.goal_drivers import GoalDrivers, goal_drivers
from salesplan.core.goal_ways import PathYear, path_to, way_total
from salesplan.core.grounds import Grounds, MetricGrounds
from salesplan.core.large_orders import LargeOrder
from salesplan.core.one_off import one_off_orders
from salesplan.core.past_years import PastYears, past_years
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.recent_halves import RecentHalves, telling_halves
from salesplan.core.stints import at_home
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Source, Way

Ints = npt.NDArray[np.int64]

LIKELY: Final = 0.3
"""Probability from which a goal is achievable: goals are to pull, so less than even is no fault."""
UNLIKELY: Final = 0.1
"""Probability below which it is not: the upper end of the 80 % range."""
TOO_SURE: Final = 0.9
"""Probability above which the goal is below the 80 % range, and asks for nothing."""
FAR: Final = Fraction(5, 4)
"""A target this many times the best twelve months is far beyond them."""
MANY: Final = Fraction(1, 2)
"""Part of the people for whom it may be far before the goal is doubtful."""


class Aspect(StrEnum):
    """What makes a goal a good one."""

    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIME_BOUND = "time_bound"


class Verdict(StrEnum):
    """Whether it is."""

    YES = "yes"
    DOUBTFUL = "doubtful"
    NO = "no"
    UNKNOWN = "unknown"


class Counted(StrEnum):
    """Whether the metric can be counted in the given sales."""

    YES = "yes"
    OWN = "own"  # nothing in any sales says how much of it there was
    NO_COLUMN = "no_column"
    NO_HISTORY = "no_history"


@dataclass(frozen=True, slots=True)
class Likelihood:
    """What the forecast says of the year: `chance` is that of the goal or more.

    The range `low` to `high` holds the total in 4 of 5 cases. `months` of history are behind it,
    and `backtests` past totals that it could be compared with. `halves` are those of the last
    twelve months where they are why it does not grow as these did.
    """

    chance: float
    expected: int
    low: int
    high: int
    months: int
    backtests: int
    halves: RecentHalves | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a person (position in the profile), and their best twelve months ever.

    `handed` says whether that is with what came from others, or without what went to them.
    """

    person: int
    target: int
    best: int
    handed: bool = False

    @property
    def growth(self) -> Fraction:
        """Target over best, as growth."""
        return Fraction(self.target - self.best, self.best)


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another way to the number; `reason` says why there is none."""

    way: Way
    amount: int | None
    chance: float | None
    reason: Finding | None = None


@dataclass(frozen=True)
class GoalCheck:
    """What there is to say for and against the goal of the metric at position `metric`.

    `asked` are all people with twelve months of history and a target, the most asked first;
    `idle` is how many on the team get no target, `one_offs` are orders of the last complete year
    that will hardly come again.
    """

    metric: int
    verdicts: tuple[tuple[Aspect, Verdict], ...]
    counted: Counted
    idle: int
    likely: Likelihood | None
    asked: tuple[Asked, ...]
    chain: GoalChain | None
    one_offs: tuple[LargeOrder, ...]
    alternatives: tuple[Alternative, ...]
    drivers: GoalDrivers | None
    path: tuple[PathYear, ...]
    commitments: Commitments | None

    @property
    def stretched(self) -> tuple[Asked, ...]:
        """Those who are asked for more than they ever did in twelve months."""
        return tuple(each for each in self.asked if each.target > each.best)

    def verdict(self, aspect: Aspect) -> Verdict:
        """The verdict on one aspect."""
        return dict(self.verdicts)[aspect]


def check_goals(grounds: Grounds, plan: Plan) -> tuple[GoalCheck, ...]:
    """A check of each goal of the plan that stands on these grounds."""
    return tuple(
        _check(grounds, each, planned, at)
        for at, (each, planned) in enumerate(zip(grounds.metrics, plan.metrics, strict=True))
    )


def goal_findings(plan: Plan, checks: Sequence[GoalCheck]) -> list[Finding]:
    """A warning (W496, W497) for each goal outside its 80 % range."""
    findings = []
    for check in checks:
        likely, metric = check.likely, plan.metrics[check.metric]
        if likely is None or UNLIKELY <= likely.chance <= TOO_SURE:
            continue
        numbers = {"goal": metric.goal, "expected": likely.expected}
        numbers |= {"low": likely.low, "high": likely.high}
        values = {name: round(to_major(value, metric.decimals)) for name, value in numbers.items()}
        code = "W496" if likely.chance < UNLIKELY else "W497"
        chance = {"chance": chance_text(likely.chance), "metric": metric.settings.metric}
        findings.append(Finding(code, values={**values, **chance}))
    return findings


def chance_text(chance: float) -> str:
    """A probability as people can use it: `23%`, and never a certainty."""
    if chance < 0.01:
        return "<1%"
    return ">99%" if chance > 0.99 else f"{chance:.0%}"


def _check(grounds: Grounds, past: MetricGrounds, planned: MetricPlan, at: int) -> GoalCheck:
    settings, goal = past.settings, planned.goal
    likely = _likelihood(past, goal)
    targets = at_home(planned.targets.sum(axis=1), grounds.home)
    asked = _asked(past_years(grounds, past), targets)
    counted = _counted(grounds, past)
    alone = grounds.home == np.arange(len(targets))
    idle = int((alone & (targets == 0)).sum())
    one_offs = _one_offs(grounds, past)
    path = settings.long_term and path_to(settings.long_term, grounds.calendar, past)
    verdicts = {
        Aspect.SPECIFIC: Verdict.DOUBTFUL if idle else Verdict.YES,
        Aspect.MEASURABLE: _MEASURABLE[counted],
        Aspect.ACHIEVABLE: _achievable(likely, asked),
        Aspect.RELEVANT: Verdict.YES if settings.supports else Verdict.UNKNOWN,
        Aspect.TIME_BOUND: Verdict.YES,
    }
    return GoalCheck(
        at,
        tuple(verdicts.items()),
        counted,
        idle,
        likely,
        asked,
        goal_chain(settings, past.base, goal, sum(order.amount for order in one_offs)),
        one_offs,
        tuple(_alternative(way, grounds, past) for way in settings.compare),
        goal_drivers(grounds.evidence, past, goal),
        tuple(path or ()),
        _commitments(grounds, past),
    )


def _one_offs(grounds: Grounds, past: MetricGrounds) -> tuple[LargeOrder, ...]:
    """The extraordinary orders of the last complete year; none of other metrics than amounts."""
    evidence, base = grounds.evidence, past.base
    if evidence is None or base is None or past.settings.resolved_source is not Source.AMOUNT:
        return ()
    return one_off_orders(evidence.sales, evidence.past.years[past.before.index(base)])


def _commitments(grounds: Grounds, past: MetricGrounds) -> Commitments | None:
    """What people commit to, whether the goal is made of it or compared with it."""
    settings = past.settings
    files = (way.commitments for way in (settings, *settings.compare) if way.commitments)
    return next((grounds.committed.get((settings.metric, file)) for file in files), None)


_MEASURABLE: Final = {
    Counted.YES: Verdict.YES,
    Counted.OWN: Verdict.NO,
    Counted.NO_COLUMN: Verdict.NO,
    Counted.NO_HISTORY: Verdict.UNKNOWN,
}


def _counted(grounds: Grounds, past: MetricGrounds) -> Counted:
    if past.settings.resolved_source is Source.NONE:
        return Counted.OWN
    if grounds.evidence is None:
        return Counted.NO_HISTORY
    return Counted.YES if past.sold is not None else Counted.NO_COLUMN


def _likelihood(past: MetricGrounds, goal: int) -> Likelihood | None:
    """How likely the goal is; None where the history is too short for a range."""
    seen, sold = past.outlook, past.sold
    if seen is None or sold is None:
        return None
    chance, low, high = seen.chance(goal), seen.low, seen.high
    if chance is None or low is None or high is None:
        return None
    expected = round(seen.total)
    halves = telling_halves(sold.months, expected)
    ends = expected, round(low), round(high)
    return Likelihood(chance, *ends, seen.months, seen.backtests, halves)


def _achievable(likely: Likelihood | None, asked: Sequence[Asked]) -> Verdict:
    if likely is None:
        return Verdict.UNKNOWN
    if likely.chance < UNLIKELY:
        return Verdict.NO
    far = sum(each.target >= each.best * FAR for each in asked)
    crowd = bool(asked) and Fraction(far, len(asked)) >= MANY
    return Verdict.DOUBTFUL if likely.chance < LIKELY or crowd else Verdict.YES


def _asked(years: PastYears | None, targets: Ints) -> tuple[Asked, ...]:
    """Everybody's target against their best twelve months, the largest growth first."""
    if years is None:
        return ()
    known = years.behind & (years.best > 0) & (targets > 0)
    found = [
        Asked(person, int(targets[person]), int(years.best[person]), bool(years.handed[person]))
        for person in np.flatnonzero(known).tolist()
    ]
    return tuple(sorted(found, key=lambda each: (-each.growth, each.person)))


def _alternative(way: Way, grounds: Grounds, past: MetricGrounds) -> Alternative:
    try:
        amount = way_total(way, grounds, past)
    except SalesplanError as problem:
        return Alternative(way, None, None, problem.findings[0])
    chance = past.outlook.chance(amount) if past.outlook is not None else None
    return Alternative(way, amount, chance)
