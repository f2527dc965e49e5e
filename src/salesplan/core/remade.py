"""What a version of a plan did with the version before, taken once more, to be explained."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.choices import Policy
from salesplan.core.carrying import close_gaps
from salesplan.core.closed_rest import carrying_rounds, closed_rest
from salesplan.core.elapsed import months_until_cut
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.rest import Rest
from salesplan.core.rest_steps import CarryKind
from salesplan.core.turn import Turn
from salesplan.core.whole_rest import first_changed

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Remade:
    """What a version of a plan did with one metric; tables (people, 12) in minor units."""

    plan: Plan
    metric: MetricPlan

    @cached_property
    def elapsed(self) -> Ints:
        """Targets of the days that were over."""
        return months_until_cut(self.plan, self.metric)

    @cached_property
    def turn(self) -> Turn:
        """What was sold and carried over."""
        return Turn.of(self.plan, self.metric)

    @cached_property
    def rest(self) -> Rest:
        """What was planned for the days to come, and by who is there now."""
        assert self.plan.before is not None
        then = self.plan.before.metric(self.metric.settings.metric).targets
        targets = np.zeros_like(self.metric.targets)
        for row, place in enumerate(self.plan.rows_before):
            if place is not None:
                targets[row] = then[place]
        return Rest.of(self.plan, replace(self.metric, targets=targets), self.elapsed)

    @cached_property
    def gaps(self) -> Ints:
        """What was missing, by person."""
        gaps: Ints = -self.turn.moved
        return gaps

    @cached_property
    def owed(self) -> int:
        """What all have to come."""
        return max(self.metric.assigned - int(self.turn.sold.sum()), 0)

    @cached_property
    def wanted(self) -> Floats:
        """What everybody has to come, before it became whole."""
        return closed_rest(self.plan, self.metric, self.rest, self.gaps, self.owed)

    @cached_property
    def first(self) -> int:
        """The first month that was planned anew; 12 if none was."""
        return first_changed(self.plan, self.metric, self.rest, self.wanted)

    @cached_property
    def amounts(self) -> list[tuple[CarryKind, Floats]]:
        """Everybody's amount to come after each of the steps, shape (people,)."""
        facts = self.rest.facts.sum(axis=1)
        shared = self.plan.version.policy in {Policy.OWN, Policy.TEAM}
        stated = self.owed - int(self.gaps.sum()) if shared else self.owed
        if facts.any():
            amounts = facts * (max(stated, 0) / facts.sum())
        else:
            capacity = self.rest.capacity.sum(axis=1)
            amounts = max(stated, 0) * capacity / (capacity.sum() or 1.0)
        found = [(CarryKind.GOAL, amounts)]
        if shared and self.gaps.any():
            rounds = carrying_rounds(self.plan, self.metric)
            kinds = (CarryKind.OWN, CarryKind.TEAM, CarryKind.ALL)[-len(rounds) :]
            capacity = self.rest.capacity.sum(axis=1)
            for at, kind in enumerate(kinds, 1):
                found.append((kind, close_gaps(amounts, self.gaps, capacity, rounds[:at])))
        return [*found, (CarryKind.TOTAL, self.wanted.sum(axis=1))]

    @property
    def targets(self) -> Ints:
        """The targets of the days to come."""
        rest: Ints = self.metric.targets - self.elapsed
        return rest
