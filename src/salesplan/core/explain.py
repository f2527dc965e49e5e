"""Why a person has the target they have, from a plan: each step with its figure.

The targets themselves come from `core.plan`. Here the same steps are taken once more, with figures
as they are shown (see `core.steps`), in exact fractions.
"""

from __future__ import annotations

from collections.abc import Sequence

from salesplan.core.calendar import Period
from salesplan.core.decimals import decimal_of
from salesplan.core.goal_pools import goal_pools
from salesplan.core.goal_step import goal_of
from salesplan.core.last_steps import (
    edit_of,
    left_for,
    limited_shares,
    limits_on,
    places_of,
    roundings,
)
from salesplan.core.month_steps import month_steps
from salesplan.core.moved import Moved
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.steps import Explanation, Limited, MonthChain, Share
from salesplan.core.weight_steps import weigh


def explain(
    plan: Plan,
    person: int,
    metric: MetricPlan,
    stretch: Period,
    edited: MetricPlan | None = None,
) -> Explanation:
    """Why a person (a position in `plan.profile.reps`) has their target for a stretch of the year.

    `plan` and `metric` are as they were made, `edited` is the metric with the targets that people
    wrote over them. Raises `ValueError` for a part of a plan, which does not know its whole.
    """
    if plan.part:
        raise ValueError("a part of a plan cannot be explained")
    totals = month_steps(plan, metric)
    everybody = tuple(range(len(plan.profile.reps)))
    shared = next((pool for pool in metric.pools if person in pool), None)
    own = metric.exact is not None and shared is None
    under = (pool for pool in goal_pools(plan, metric).values() if person in pool)
    pool = shared or next(under, everybody)
    rating, weights, shares = weigh(plan, person, metric, pool)
    limited = _limited(metric, person, shares) if own else None
    exact, targets = [share.exact for share in shares], metric.targets[person].tolist()
    rounded = roundings(metric, exact, targets, limited)
    some = pool if len(pool) < len(everybody) else None
    chains = tuple(
        MonthChain(
            month,
            totals[month],
            None if some is None else left_for(metric, metric.targets[:, month], some),
            weights[month],
            shares[month],
            None if limited is None else limited[month],
            rounded[month],
            None if edited is None else edit_of(metric, edited, person, month),
        )
        for month in range(stretch.first_month, stretch.last_month + 1)
    )
    people, vacant = plan.heads(everybody)
    return Explanation(
        person,
        people,
        metric,
        stretch,
        goal_of(plan, metric, person),
        rating,
        chains,
        limits_on(metric, person, stretch),
        _moved(plan, person, stretch),
        vacant,
    )


def _limited(metric: MetricPlan, person: int, shares: Sequence[Share]) -> list[Limited]:
    """What the person's limits make of their exact shares; only for who has some."""
    assert metric.exact is not None
    places = places_of(metric)
    wanted = [decimal_of(minor / 10**metric.decimals, places) for minor in metric.exact[person]]
    return limited_shares([share.exact for share in shares], wanted, places)


def _moved(plan: Plan, person: int, stretch: Period) -> tuple[Moved, ...]:
    """What the person handed over or was handed until the end of the stretch."""
    name = plan.reps[person].name
    return tuple(
        each
        for each in plan.moved
        if name in {each.giver, each.receiver} and each.day < stretch.end
    )
