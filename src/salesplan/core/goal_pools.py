"""Who has a goal together: the people whose nearest level with a word of its own is the same.

A level speaks where the profile gives it a goal or an over-assignment. What moves in a plan made
anew moves inside of these, so that every such goal stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.shares import exact_shares, weights_of
from salesplan.core.team_tree import people_of_teams

Floats = npt.NDArray[np.float64]


def goal_pools(plan: Plan, metric: MetricPlan) -> dict[str, tuple[int, ...]]:
    """Positions of people by the name of their level, "" for the company; all of them once."""
    nearest = [""] * len(plan.keys)
    people = people_of_teams(plan.profile) if metric.levels else {}
    for level in metric.levels[1:]:  # each before those below it
        if level.said is not None or level.over_assignment:
            for at in people.get(level.name, ()):
                nearest[at] = level.name
    pools: dict[str, list[int]] = {}
    for at, name in enumerate(nearest):
        pools.setdefault(name, []).append(at)
    return {name: tuple(mine) for name, mine in pools.items()}


def without_limits(plan: Plan, metric: MetricPlan) -> Floats:
    """What everybody would have by weight, shape (people, 12): goals of levels hold, limits do not.

    Of what those under the same goal have together in each month, in minor units.
    """
    weights = weights_of(plan.capacity, metric.record)
    table = np.zeros_like(weights)
    for pool in goal_pools(plan, metric).values():
        people = list(pool)
        table[people] = exact_shares(weights[people], metric.targets[people].sum(axis=0))
    return table


def carriers(plan: Plan, metric: MetricPlan) -> Iterator[tuple[int, ...]]:
    """The rows of each person that carry a gap together: those under one goal.

    A vacant position is nobody.
    """
    pool_of = {at: name for name, pool in goal_pools(plan, metric).items() for at in pool}
    for rows in plan.persons:
        pools: dict[str, list[int]] = {}
        for at in rows:
            pools.setdefault(pool_of[at], []).append(at)
        yield from (tuple(mine) for mine in pools.values())
