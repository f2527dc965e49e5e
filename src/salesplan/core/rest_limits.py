"""Limits on what is left of a year: what they leave after what has been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from salesplan.core.apportion import split
from salesplan.core.calendar import FiscalCalendar, Period
from salesplan.core.evidence import metric_finding
from salesplan.core.goal_pools import goal_pools
from salesplan.core.grounds import Grounds, MetricGrounds
from salesplan.core.limits import Contradiction, Limit, LimitKind, limits_of
from salesplan.core.plan import MetricPlan, Plan
from salesplan.errors import Finding

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def limits_of_version(plan: Plan, metric: MetricPlan) -> tuple[Limit, ...]:
    """The limits that the profile of a version of a plan says, on a metric of it."""
    before = metric.growth_base or metric.last_year
    past = MetricGrounds(
        metric.settings,
        metric.decimals,
        None,
        metric.season,
        metric.record,
        metric.weekday,
        () if before is None else (before,),
        plan.calendar.working_days,
    )
    grounds = Grounds(plan.profile, plan.calendar, plan.capacity, None, (past,), {}, ())
    limits, _ = limits_of(grounds, past, metric.assigned)
    return tuple(limits)


def limits_of_rest(
    calendar: FiscalCalendar,
    metric: MetricPlan,
    limits: Sequence[Limit],
    kept: Ints,
    first: int,
) -> tuple[list[Limit], list[Finding]]:
    """The limits on the months from `first` on, and those that can be kept no more.

    `kept` (people, 12) are the targets that stand, those of months that have begun among them; with
    `metric.carried` they take up a part of each limit. Limits on months that are over have nothing
    to say.
    """
    left, findings = [], []
    for limit in limits:
        begin, until = limit.months
        if until <= first:
            continue
        people = list(limit.people)
        taken = int(kept[people, begin:until].sum())
        taken += int(metric.carried_in(limit.period)[people].sum())
        low = None if limit.low is None else max(limit.low - taken, 0)
        high = None if limit.high is None else limit.high - taken
        if high is not None and high < 0:
            values = {"name": limit.name, "period": limit.period.key}
            over = metric.major(-high)
            findings.append(metric_finding("W511", metric.settings, over=f"{over:,}", **values))
            high = 0
        left.append(replace(limit, low=low, high=high, period=_rest(calendar, limit.period, first)))
    return left, findings


def level_limits_of_rest(plan: Plan, metric: MetricPlan, table: Floats, first: int) -> list[Limit]:
    """What is left to each level with a goal of its own; nothing where none has one.

    `table` (people, 12) is what everybody is to have in the rest before it becomes whole.
    """
    pools = goal_pools(plan, metric)
    names = sorted(pools)
    exact = [float(table[list(pools[name])].sum()) for name in names]
    amounts = split(round(sum(exact)), exact)
    period = _rest(plan.calendar, plan.calendar.year, first)
    return [
        Limit(name, pools[name], period, LimitKind.LEVEL, amount, amount)
        for name, amount in zip(names, amounts.tolist(), strict=True)
        if name  # what the others leave is the company's
    ]


def contradiction_of_year(
    found: Contradiction, metric: MetricPlan, whole: Sequence[Limit]
) -> Contradiction:
    """A contradiction in the rest, told with the limits as the profile says them."""
    said = {(each.name, each.period.key, each.kind): each for each in metric.limits}
    said |= {
        (each.name, each.period.key, each.kind): replace(
            each, low=metric.assigned, high=metric.assigned
        )
        for each in whole
    }
    bounds = [
        (said.get((limit.name, limit.period.key, limit.kind), limit), upper)
        for limit, upper in found.bounds
    ]
    return Contradiction(bounds, found.amount)


def whole_of_rest(calendar: FiscalCalendar, people: int, total: int, first: int) -> list[Limit]:
    """That the rest of the year adds up, whatever months do."""
    everybody = tuple(range(people))
    period = _rest(calendar, calendar.year, first)
    return [Limit("", everybody, period, LimitKind.GOAL, total, total)]


def _rest(calendar: FiscalCalendar, period: Period, first: int) -> Period:
    """What of a period lies in the months from `first` on, by its own name."""
    begin = max(period.first_month, first)
    return replace(period, start=calendar.month_starts[begin], first_month=begin)
