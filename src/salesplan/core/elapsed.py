"""What was to be reached in the days of a plan that are over, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.history import by_day, in_ones
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.sales import Sales
from salesplan.core.stints import owners
from salesplan.profile import Source

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Elapsed:
    """The days before a version's cut, in one metric; amounts in minor units, by person.

    `months` (people, 12) are targets of these days, `expected` (people,) what was to be reached
    with all that had been carried over before, `actual` (people,) what was, None where the sales do
    not tell. `others` is what was sold by those who are not in the plan.
    """

    months: Ints
    expected: Ints
    actual: Ints | None
    others: int

    @classmethod
    def of(cls, plan: Plan, metric: MetricPlan, sales: Sales) -> Elapsed:
        """The elapsed days of a version of a plan whose `metric` has its targets until then."""
        months = months_until_cut(plan, metric)
        carried = sum((each.amounts for each in metric.carried), np.zeros(len(months), np.int64))
        sold = _sold(plan, metric, sales)
        people = len(months)
        return cls(
            months,
            months.sum(axis=1) + carried,
            None if sold is None else sold[:people],
            0 if sold is None else int(sold[people:].sum()),
        )

    @cached_property
    def gaps(self) -> Ints:
        """What is missing of what was expected, negative where more was sold; 0 if unknown."""
        none = np.zeros_like(self.expected)
        return none if self.actual is None else self.expected - self.actual


def months_until_cut(plan: Plan, metric: MetricPlan) -> Ints:
    """Targets of the days before a version's cut by month, shape (people, 12)."""
    daily = plan.daily(metric)[:, : plan.cut]
    months = np.zeros(metric.targets.shape, dtype=np.int64)
    first = plan.calendar.month_bounds[:-1]
    begun = first[first < plan.cut]
    if len(begun):
        months[:, : len(begun)] = np.add.reduceat(daily, begun, axis=1)
    return months


def _sold(plan: Plan, metric: MetricPlan, sales: Sales) -> Ints | None:
    """What each row, and each of those who are not in the plan, sold before the cut."""
    source = metric.settings.resolved_source
    if source is Source.NONE:
        return None
    person, others = owners(plan.profile, sales)
    rows = len(metric.targets) + len(others)
    calendar = plan.calendar
    days = by_day(sales, source, calendar.start, calendar.end, person, rows)
    if days is None:
        return None
    return in_ones(days[:, : plan.cut].sum(axis=1), source)
