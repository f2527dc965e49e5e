"""What a version did to a metric, as the plan tells it: what was over, moved, and is to come.

The sales that a version was made by are not kept. What they were worth is, as what was carried
over: targets so far + carried over = sold, wherever the gap was moved.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan, Plan

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Turn:
    """A metric in a version of a plan; arrays have the shape (people,), in minor units.

    `elapsed` are the targets of the days that were over, `carried` what all versions until this one
    have taken out of the past, `moved` what this one has, `rest` the targets of the days after,
    and `planned` those that the version before had for them (0 for who was not in it). Of a first
    version everything is to come, and nothing was planned. `people` are the rows of each person.
    """

    metric: MetricPlan
    before: MetricPlan | None
    elapsed: Ints
    carried: Ints
    moved: Ints
    rest: Ints
    planned: Ints
    days: int
    """Working days that are left."""
    people: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, plan: Plan, metric: MetricPlan) -> Turn:
        """The turn that a version of a plan has given to `metric`."""
        none = np.zeros(len(metric.targets), dtype=np.int64)
        elapsed = _elapsed(plan, metric)
        before = None if plan.before is None else plan.before.metric(metric.settings.metric)
        known = 0 if before is None else len(before.carried)
        planned = none.copy()
        if before is not None:
            sums = before.targets.sum(axis=1)
            for row, place in enumerate(plan.rows_before):
                if place is not None:
                    planned[row] = sums[place] - elapsed[row]
        return cls(
            metric,
            before,
            elapsed,
            sum((each.amounts for each in metric.carried), none),
            sum((each.amounts for each in metric.carried[known:]), none),
            metric.targets.sum(axis=1) - elapsed,
            planned,
            int(plan.calendar.working[plan.cut :].sum()),
            tuple(dict.fromkeys(plan.rows_of)),
        )

    @property
    def sold(self) -> Ints:
        """What had been sold where the gap was moved."""
        return self.elapsed + self.carried

    @property
    def expected(self) -> Ints:
        """What was to be reached until then, with all that had been carried over before."""
        return self.sold - self.moved

    @cached_property
    def rises(self) -> dict[int, float]:
        """By how much more each who had something to come has to reach now, by their first row."""
        return {row: rest / planned - 1 for row, (planned, rest) in self._to_come.items()}

    def rising(self, limit: Decimal) -> list[tuple[int, float]]:
        """Those who rise by more than `limit`, by first row, and by how much; the most first."""
        above = [
            (row, self.rises[row])
            for row, (planned, rest) in self._to_come.items()
            if rest - planned > limit * planned
        ]
        return sorted(above, key=lambda each: -each[1])

    @cached_property
    def _to_come(self) -> dict[int, tuple[int, int]]:
        """What was planned for each person, and what is, in all of their teams."""
        found = {
            rows[0]: (int(self.planned[list(rows)].sum()), int(self.rest[list(rows)].sum()))
            for rows in self.people
        }
        return {row: amounts for row, amounts in found.items() if amounts[0] > 0}


def _elapsed(plan: Plan, metric: MetricPlan) -> Ints:
    """Targets of the days before the cut; days are looked at only where it lies within a month."""
    bounds = plan.calendar.month_bounds
    whole = int((bounds[1:] <= plan.cut).sum())
    total: Ints = metric.targets[:, :whole].sum(axis=1)
    first = int(bounds[whole])
    if first < plan.cut:
        total = total + plan.daily(metric)[:, first : plan.cut].sum(axis=1)
    return total
