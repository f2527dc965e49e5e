"""What the sentences about a check of one metric have in common, whichever check it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from salesplan.core.plan import MetricPlan
from salesplan.labels import Labels
from salesplan.reports.plan_view import View


class OfMetric(Protocol):
    """A check of the metric at position `metric` of a plan."""

    @property
    def metric(self) -> int:
        """The position."""


Check = TypeVar("Check", bound=OfMetric)


@dataclass(frozen=True)
class MetricStory(Generic[Check]):
    """The check of one metric, and the view of the plan that it is a part of."""

    view: View
    check: Check

    @property
    def labels(self) -> Labels:
        """The words to use."""
        return self.view.labels

    @property
    def metric(self) -> MetricPlan:
        """The metric that was checked."""
        return self.view.plan.metrics[self.check.metric]

    def heading_of(self, key: str) -> str:
        """What the check is called, with the metric: `Goal check for Revenue`."""
        return self.labels(key, metric=self.view.metric_name(self.metric))
