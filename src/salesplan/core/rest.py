"""What has been planned for the rest of a year, by who is there for it now.

Everybody keeps what they were given for each unit of their capacity, so that what was decided about
people before (by limits, by hand, by an earlier version) stays; whoever is new gets what the others
have on average. Months keep their totals: then all amounts of a month are scaled together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.capacity import rest_of
from salesplan.core.goal_pools import goal_pools
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.shares import weights_of

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rest:
    """What is left of the year in one metric, tables (people, 12) in minor units.

    `planned` is what the version before had, `facts` what becomes of it by who is there now;
    `capacity` is how much each can carry, `capacity_before` what they could by the version before.
    """

    planned: Ints
    facts: Floats
    capacity: Floats
    capacity_before: Floats

    @classmethod
    def of(cls, after: Plan, metric: MetricPlan, elapsed: Ints) -> Rest:
        """The rest for the next version of a plan, whose `metric` has the targets of the last.

        `elapsed` (people, 12) are those of the days that are over.
        """
        assert after.before is not None
        then = after.before.metric(metric.settings.metric)
        now = weights_of(rest_of(after.capacity, after.calendar, after.cut), metric.record)
        old = weights_of(rest_of(after.before.capacity, after.calendar, after.cut), then.record)
        before = np.zeros_like(now)
        for row, place in enumerate(after.rows_before):
            if place is not None:
                before[row] = old[place]
        planned = metric.targets - elapsed
        facts = rest_by_capacity(planned, before, now, list(goal_pools(after, metric).values()))
        return cls(planned, facts, now, before)


def rest_by_capacity(
    planned: Ints, before: Floats, now: Floats, pools: Sequence[Sequence[int]]
) -> Floats:
    """The table people × months of what is planned, moved to who is there now.

    `planned` (people, 12) are targets, `before` and `now` (people, 12) the capacities that they
    were made by and those of today. People in the same of `pools` share their months' totals; what
    nobody of a pool is there for, all take over. Nothing changes where no capacity has.
    """
    rest = planned.astype(float)
    left = 0.0
    for pool in pools:
        people = list(pool)
        rest[people], lost = _shared(rest[people], before[people], now[people])
        left += lost
    if left and rest.any():
        rest *= (rest.sum() + left) / rest.sum()
    elif left:
        rest = left * now / now.sum() if now.any() else rest
    return rest


def _shared(planned: Floats, before: Floats, now: Floats) -> tuple[Floats, float]:
    """One pool, and what of it nobody is there for."""
    table, stranded = planned.copy(), 0.0
    for month in range(planned.shape[1]):
        if np.array_equal(before[:, month], now[:, month]):
            continue
        total = float(planned[:, month].sum())
        wanted = _wanted(planned[:, month], before[:, month], now[:, month])
        table[:, month] = 0.0
        if wanted.sum() > 0:
            table[:, month] = wanted * (total / wanted.sum())
        else:
            stranded += total
    if stranded and table.any():
        table *= (table.sum() + stranded) / table.sum()
        stranded = 0.0
    return table, stranded


def _wanted(planned: Floats, before: Floats, now: Floats) -> Floats:
    """What each would have at their own rate of targets to capacity, before the month's total."""
    held = before > 0
    capacity = float(before.sum())
    average = float(planned.sum()) / capacity if capacity > 0 else 1.0
    rate = np.full(len(planned), average)
    rate[held] = planned[held] / before[held]
    wanted: Floats = rate * now
    return wanted
