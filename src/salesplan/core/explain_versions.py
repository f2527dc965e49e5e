"""Which version of a plan a target is from, and why it is what it is there.

A month that was over, or that a version left as it was, is explained by the version that planned
it; the others by what that version did with those before it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np

from salesplan.core.calendar import MONTHS, Period
from salesplan.core.explain import explain
from salesplan.core.explain_rest import explain_rest
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.remade import Remade
from salesplan.core.rest_steps import KeptMonth, RestExplanation
from salesplan.core.steps import Explanation


@dataclass(frozen=True)
class Explained:
    """An explanation, and the version of the plan that it is by.

    `current` is the version that was asked about, another one where `plan` stands in it unchanged.
    """

    plan: Plan
    explanation: Explanation | RestExplanation
    current: Plan


@dataclass(frozen=True)
class Explainer:
    """Explains targets of one metric in a plan of any version.

    Raises `ValueError` for a part of a plan, which does not know its whole.
    """

    plan: Plan
    metric: MetricPlan

    @cached_property
    def _before(self) -> Explainer:
        """The same for the version before."""
        assert self.plan.before is not None
        return Explainer(self.plan.before, self.plan.before.metric(self.metric.settings.metric))

    @cached_property
    def _remade(self) -> Remade:
        return Remade(self.plan, self.metric)

    @property
    def _first(self) -> int:
        """The first month that this version has planned; 12 for one that only has hand edits."""
        if self.plan.before is None:
            return 0
        return MONTHS if self.plan.version.policy is None else self._remade.first

    def _moves(self, stretch: Period) -> bool:
        """Whether this version has carried something over inside the stretch."""
        known = len(self._before.metric.carried)
        return stretch.first_month < stretch.last_month and any(
            each.counts_in(stretch.start, stretch.end) for each in self.metric.carried[known:]
        )

    def explain(self, person: int, stretch: Period, edited: MetricPlan | None = None) -> Explained:
        """Why a person, by position, has their target in a stretch of the year.

        `edited` is the metric with the targets that people wrote over it.
        """
        plan = self.plan
        if plan.part:
            raise ValueError("a part of a plan cannot be explained")
        if plan.before is None:
            return Explained(plan, explain(plan, person, self.metric, stretch, edited), plan)
        place = plan.rows_before[person]
        unchanged = stretch.last_month < self._first and not self._moves(stretch)
        if unchanged and place is not None:
            found = self._before.explain(place, stretch, self._edits_before(edited))
            return replace(found, current=plan)
        kept = [
            KeptMonth(month, *self._planned_by(person, month))
            for month in range(stretch.first_month, min(self._first, stretch.last_month + 1))
        ]
        return Explained(plan, explain_rest(self._remade, person, stretch, kept, edited), plan)

    def _planned_by(self, person: int, month: int) -> tuple[int, Decimal]:
        """The number of the version that planned a month of a person, and the target."""
        target = self.metric.major(int(self.metric.targets[person, month]))
        explainer, row = self, person
        while month < explainer._first:
            place = explainer.plan.rows_before[row]
            if place is None:
                break
            explainer, row = explainer._before, place
        return explainer.plan.version.number, target

    def _edits_before(self, edited: MetricPlan | None) -> MetricPlan | None:
        """What people wrote over targets, as edits of the version before."""
        final = self.metric if edited is None and self.plan.version.policy is None else edited
        before = self._before.metric
        if final is None:
            return None
        targets = np.zeros_like(before.targets)
        for row, place in enumerate(self.plan.rows_before):
            if place is not None:
                targets[place] = final.targets[row]
        return replace(before, targets=targets, months=final.months)
