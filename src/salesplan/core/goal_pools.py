"""Who has a goal together: the people whose nearest level with a word of its own is the same.

A level speaks where the profile gives it a goal or an over-assignment. What moves in a plan made
anew moves inside of these, so that every such goal stays what it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.shares import exact_shares, weights_of
from salesplan.core.team_tree import people_of_teams

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_LEAVING: Final = 0.1


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


def _all_but_gone(plan: Plan) -> Mask:
    """Who is there for less than a tenth of what the version before counted on, shape (people,)."""
    gone = np.zeros(len(plan.keys), dtype=np.bool_)
    if plan.before is None:
        return gone
    now, then = (each.capacity.strength[:, plan.cut :].sum(axis=1) for each in (plan, plan.before))
    before = np.array([0.0 if row is None else then[row] for row in plan.rows_before])
    for rows in plan.persons:
        mine = list(rows)
        gone[mine] = now[mine].sum() < _LEAVING * before[mine].sum()
    return gone


def carriers(plan: Plan, metric: MetricPlan) -> Iterator[tuple[int, ...]]:
    """The rows of each person that carry a gap together: those under one goal.

    A vacant position is nobody, and who is all but gone carries nothing: a gap of months on the
    last two days would be no target.
    """
    pool_of = {at: name for name, pool in goal_pools(plan, metric).items() for at in pool}
    gone = _all_but_gone(plan)
    for rows in plan.persons:
        if gone[list(rows)].all():
            continue
        pools: dict[str, list[int]] = {}
        for at in rows:
            pools.setdefault(pool_of[at], []).append(at)
        yield from (tuple(mine) for mine in pools.values())
