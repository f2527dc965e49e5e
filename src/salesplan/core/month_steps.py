"""What all are to reach together in each month, as a step with figures as they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.decimals import decimal_of, fewest_digits, rounded
from salesplan.core.goal import fixed_months, fixed_quarters, month_totals
from salesplan.core.last_steps import places_of
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.shares import weights_of
from salesplan.core.steps import MonthTotal, Pool

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Year:
    """A metric's year: rates per working day, working days and what limits moved, each (12,)."""

    plan: Plan
    metric: MetricPlan
    rates: Floats
    days: Ints
    moved: Ints

    @classmethod
    def of(cls, plan: Plan, metric: MetricPlan) -> _Year:
        staffed = weights_of(plan.capacity, metric.record).sum(axis=0) > 0
        settings, goal, assigned = metric.settings, metric.goal, metric.assigned
        seasonal = metric.months
        if metric.limits or metric.levels:
            seasonal = month_totals(
                settings, metric.decimals, goal, assigned, metric.season, staffed, plan.calendar
            )
        days = plan.calendar.working_days
        # Shares ÷ days rather than the indices themselves: it is the shares that were divided by.
        rates = metric.season.shares / np.maximum(days, 1) * (metric.season.indices * days).sum()
        return cls(plan, metric, rates * staffed, days, metric.months - seasonal)

    def fixed(self, month: int) -> Decimal | None:
        """What the profile says of a month, or else of its quarter."""
        settings, calendar = self.metric.settings, self.plan.calendar
        quarter = fixed_quarters(settings).get(month // 3)
        return fixed_months(settings, calendar).get(month, quarter)


def month_steps(plan: Plan, metric: MetricPlan) -> list[MonthTotal]:
    """The step of each month of the year; pools that have no months of their own do not matter."""
    year = _Year.of(plan, metric)
    found: dict[int, MonthTotal] = {}
    for pool, months in _pools(plan, metric):
        found.update(zip(months, _of_pool(year, pool, months), strict=True))
    return [found[month] for month in range(MONTHS)]


def _pools(plan: Plan, metric: MetricPlan) -> Iterator[tuple[Pool, list[int]]]:
    alone, quarters = fixed_months(metric.settings, plan.calendar), fixed_quarters(metric.settings)
    yield from ((Pool.MONTH, [month]) for month in sorted(alone))
    for quarter in sorted(quarters):
        months = [month for month in range(quarter * 3, quarter * 3 + 3) if month not in alone]
        if months:
            yield Pool.QUARTER if len(months) == 3 else Pool.LEFT, months
    rest = [month for month in range(MONTHS) if month not in alone and month // 3 not in quarters]
    if rest:
        yield Pool.REST if alone or quarters else Pool.YEAR, rest


def _of_pool(year: _Year, pool: Pool, months: Sequence[int]) -> list[MonthTotal]:
    """The months that share an amount by season and working days."""
    metric = year.metric
    amount = int(metric.months[months].sum())
    season = year.rates[months] * year.days[months]
    if pool is Pool.MONTH and not season.any():
        season = np.ones(1)
    exact = amount * season / (season.sum() or 1.0) / 10**metric.decimals
    alone, places = Fraction(pool is Pool.MONTH), places_of(metric)

    def with_digits(digits: int) -> tuple[list[MonthTotal], bool]:
        indices = [decimal_of(year.rates[month], digits) for month in months]
        days = [int(year.days[month]) for month in months]
        seasons = [index * count for index, count in zip(indices, days, strict=True)]
        whole = sum(seasons, Decimal(0))
        found = []
        holds = True
        for at, month in enumerate(months):
            share = Fraction(seasons[at]) / Fraction(whole) if whole else alone
            shown = rounded(share * amount / 10**metric.decimals, places)
            holds &= shown == decimal_of(exact[at], places)
            total = int(metric.months[month])
            found.append(
                MonthTotal(
                    pool,
                    year.fixed(month),
                    metric.major(amount),
                    indices[at],
                    days[at],
                    seasons[at],
                    whole,
                    shown,
                    metric.major(int(year.moved[month])),
                    metric.major(total),
                    metric.major(total % metric.unit),
                )
            )
        return found, holds

    return fewest_digits(with_digits)
