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

    `months` (people, 12) are targets of these days, `carried` (people, 12) what had been carried
    over before by the month in which it arose, `sold` (people, 12) what was sold, None where the
    sales do not tell. `others` is what was sold by those who are not in the plan.
    """

    months: Ints
    carried: Ints
    sold: Ints | None
    others: int

    @classmethod
    def of(cls, plan: Plan, metric: MetricPlan, sales: Sales) -> Elapsed:
        """The elapsed days of a version of a plan whose `metric` has its targets until then."""
        months = months_until_cut(plan, metric)
        carried = sum((each.months for each in metric.carried), np.zeros_like(months))
        sold = _sold(plan, metric, sales)
        people = len(months)
        return cls(
            months,
            carried,
            None if sold is None else sold[:people],
            0 if sold is None else int(sold[people:].sum()),
        )

    @cached_property
    def expected(self) -> Ints:
        """What was to be reached, with all that had been carried over before, shape (people,)."""
        found: Ints = (self.months + self.carried).sum(axis=1)
        return found

    @cached_property
    def actual(self) -> Ints | None:
        """What was sold, shape (people,); None where the sales do not tell."""
        return None if self.sold is None else self.sold.sum(axis=1)

    @cached_property
    def gaps_by_month(self) -> Ints:
        """What is missing by the month in which it arose, shape (people, 12); 0 if unknown."""
        if self.sold is None:
            return np.zeros_like(self.months)
        return self.months + self.carried - self.sold

    @cached_property
    def gaps(self) -> Ints:
        """What is missing of what was expected, negative where more was sold; 0 if unknown."""
        found: Ints = self.gaps_by_month.sum(axis=1)
        return found


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
    """What each row, and each of those who are not in the plan, sold before the cut, by month."""
    source = metric.settings.resolved_source
    if source is Source.NONE:
        return None
    person, others = owners(plan.profile, sales)
    rows = len(metric.targets) + len(others)
    calendar = plan.calendar
    days = by_day(sales, source, calendar.start, calendar.end, person, rows)
    if days is None:
        return None
    days[:, plan.cut :] = 0
    months = np.add.reduceat(days, calendar.month_bounds[:-1], axis=1)
    # Running totals are rounded, so that months add up to what is sold in all.
    return np.diff(in_ones(np.cumsum(months, axis=1), source), axis=1, prepend=0)
