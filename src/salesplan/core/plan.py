"""From a goal to targets: for each metric an exact table people × months.

Time first, people second, days last: the year's goal falls into months by season and working days,
each month falls to people by capacity, each person's month falls into days by presence. Quarters,
half-years, years and teams are sums of the table; weeks are sums of days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import round_minor, to_major, to_minor
from salesplan.core.apportion import spread
from salesplan.core.calendar import MONTHS, FiscalCalendar
from salesplan.core.capacity import Capacity, capacities
from salesplan.core.commitments import Committed
from salesplan.core.evidence import Before
from salesplan.core.goal import month_totals
from salesplan.core.goal_ways import FROM_LAST_YEAR, goal_total
from salesplan.core.grounds import Grounds, MetricGrounds, prepare
from salesplan.core.limited import Divided, divide
from salesplan.core.limits import (
    Contradiction,
    Limit,
    contradiction_findings,
    limits_of,
    limits_of_whole,
    moved_months,
)
from salesplan.core.record import Record, no_record
from salesplan.core.sales import Sales
from salesplan.core.seasonality import Seasonality
from salesplan.core.shares import weights_of
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Goal, History, Profile

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_OF_THE_WHOLE = frozenset({"W401", "N403", "N414"})
"""Findings that speak of sales or people outside a part of the plan."""


@dataclass(frozen=True)
class MetricPlan:
    """The targets of one metric, in minor units (money) or ones (counts).

    `goal` is the organisation's number, `assigned` what the people's targets add up to (the goal
    plus over-assignment), `months` (12,) and `targets` (people, 12) its parts. `weekday` are the
    seven indices by which a month falls into days. `growth_base` is the year that the goal
    was reckoned from, where it was, `last_year` the year before the one planned. Under `limits`,
    `exact` (people, 12) are targets before they became whole, and `pools` those who share what the
    others leave of each month, by position.
    """

    settings: Goal
    decimals: int
    goal: int
    assigned: int
    season: Seasonality
    weekday: Floats
    record: Record
    months: Ints
    targets: Ints
    growth_base: Before | None
    last_year: Before | None
    limits: tuple[Limit, ...] = ()
    exact: Floats | None = None
    pools: tuple[tuple[int, ...], ...] = ()

    def major(self, minor: int) -> Decimal:
        """A number of this metric in its main unit."""
        return to_major(minor, self.decimals)

    @property
    def is_money(self) -> bool:
        """Whether the metric is in the profile's currency."""
        return self.settings.is_money


@dataclass(frozen=True)
class Plan:
    """Targets for a team and a fiscal year, with everything needed to explain them.

    Of a `part`, some people of a larger plan, the targets are known and not how they came about.
    """

    profile: Profile
    calendar: FiscalCalendar
    metrics: tuple[MetricPlan, ...]
    findings: tuple[Finding, ...] = ()
    part: bool = False

    @cached_property
    def capacity(self) -> Capacity:
        """Capacities before track record."""
        return capacities(self.profile, self.calendar)

    @cached_property
    def team_of(self) -> tuple[int, ...]:
        """Position of each person's team."""
        return tuple(at for at, team in enumerate(self.profile.team) for _ in team.reps)

    def daily(self, metric: MetricPlan) -> Ints:
        """Targets by day, shape (people, days of the year)."""
        weekday = (self.calendar.days.astype(np.int64) + 3) % 7
        weights = self.capacity.presence * metric.weekday[weekday]
        unit = to_minor(metric.settings.daily_unit, metric.decimals)
        days = np.zeros(weights.shape, dtype=np.int64)
        bounds = self.calendar.month_bounds
        for month in range(MONTHS):
            part = slice(int(bounds[month]), int(bounds[month + 1]))
            mine = weights[:, part]
            # A limit may ask a month of somebody who is not there.
            absent = ~mine.any(axis=1) & (metric.targets[:, month] != 0)
            if absent.any():
                mine = np.where(absent[:, None], self.calendar.working[part], mine)
            days[:, part] = spread(metric.targets[:, month], mine, unit)
        return days

    def weekly(self, metric: MetricPlan) -> Ints:
        """Targets by week, shape (people, weeks of the year)."""
        changes = np.flatnonzero(np.diff(self.calendar.week_of_day, prepend=-1))
        weeks: Ints = np.add.reduceat(self.daily(metric), changes, axis=1)
        return weeks


def part_of(plan: Plan, people: Sequence[int]) -> Plan:
    """The plan of some people alone, with nothing in it from which others' numbers follow.

    `people` are positions in `plan.profile.reps`. The goal becomes the sum of their targets; shares
    of the year and indices stay as they are. Of the track records only the factors stay: a record
    tells what all others sold, since it is measured against them.
    """
    chosen = sorted(people)
    names = {plan.profile.reps[at].name for at in chosen}
    others = {rep.name for rep in plan.profile.reps} - names
    teams = tuple(
        team.model_copy(
            update={
                "reps": tuple(rep for rep in team.reps if rep.name in names),
                "target": None,
                "targets": {},
            }
        )
        for team in plan.profile.team
        if any(rep.name in names for rep in team.reps)
    )
    goals = tuple(
        Goal(
            metric=metric.settings.metric,
            label=metric.settings.label,
            kind="money" if metric.is_money else "count",
            source=metric.settings.source,
            unit=metric.settings.unit,
            daily_unit=metric.settings.daily_unit,
            annual=metric.major(int(metric.targets[chosen].sum())) or None,
        )
        for metric in plan.metrics
    )
    return Plan(
        plan.profile.model_copy(update={"team": teams, "goals": goals, "history": History()}),
        plan.calendar,
        tuple(
            _part_of_metric(metric, goal, chosen)
            for metric, goal in zip(plan.metrics, goals, strict=True)
        ),
        tuple(
            finding
            for finding in plan.findings
            if finding.values.get("name") not in others and finding.code not in _OF_THE_WHOLE
        ),
        part=True,
    )


def with_targets(metric: MetricPlan, targets: Ints) -> MetricPlan:
    """The metric with other targets (people, 12); the goal stays what it was."""
    months = targets.sum(axis=0)
    return replace(metric, targets=targets, months=months, assigned=int(months.sum()))


def _part_of_metric(metric: MetricPlan, goal: Goal, people: list[int]) -> MetricPlan:
    targets = metric.targets[people]
    before = metric.last_year
    if before is not None:
        table = np.vstack([before.table[people], np.zeros((1, MONTHS), dtype=np.int64)])
        before = Before(before.name, table, before.complete)
    return replace(
        metric,
        settings=goal,
        goal=int(targets.sum()),
        assigned=int(targets.sum()),
        record=replace(no_record(len(people)), factor=metric.record.factor[people]),
        months=targets.sum(axis=0),
        targets=targets,
        growth_base=None,
        last_year=before,
        limits=(),
        exact=None,
        pools=(),
    )


def build_plan(
    profile: Profile, sales: Sales | None = None, committed: Committed | None = None
) -> Plan:
    """The plan for a profile and a history of sales (none: targets by working days alone).

    `committed` are the commitments of the goals that are made from some.
    Raises `SalesplanError` with every reason why there can be no plan.
    """
    return plan_on(prepare(profile, sales, committed))


def plan_on(grounds: Grounds) -> Plan:
    """The plan that stands on these grounds.

    Raises `SalesplanError` where a goal has no number, or does not fit its months.
    """
    metrics, findings = [], list(grounds.findings)
    for each in grounds.metrics:
        goal, found = goal_total(grounds, each)
        metric, limited = _plan_metric(grounds, each, goal)
        metrics.append(metric)
        findings += [*found, *limited]
    return Plan(grounds.profile, grounds.calendar, tuple(metrics), tuple(findings))


def _plan_metric(
    grounds: Grounds, past: MetricGrounds, goal: int
) -> tuple[MetricPlan, list[Finding]]:
    """One metric of the plan."""
    settings, decimals = past.settings, past.decimals
    assigned = goal + round_minor(goal * settings.over_assignment)
    weights = weights_of(grounds.capacity, past.record)
    staffed = weights.sum(axis=0) > 0
    months = month_totals(settings, decimals, goal, assigned, past.season, staffed)
    limits, findings = limits_of(grounds, past, assigned)
    divided = _divided(grounds, past, months, weights, limits)
    metric = MetricPlan(
        settings,
        decimals,
        goal,
        assigned,
        past.season,
        past.weekday,
        past.record,
        divided.months,
        divided.targets,
        past.base if settings.by in FROM_LAST_YEAR else None,
        past.before[-1] if past.before else None,
        tuple(limits),
        divided.exact.round(3) if limits else None,
        divided.pools if limits else (),
    )
    return metric, [*findings, *moved_months(grounds.calendar, past, months, divided.months)]


def _divided(
    grounds: Grounds, past: MetricGrounds, months: Ints, weights: Floats, limits: list[Limit]
) -> Divided:
    """Targets by weights, within the limits.

    Raises `SalesplanError` with the limits that contradict each other.
    """
    unit = to_minor(past.settings.unit, past.decimals)
    names = [rep.name for rep in grounds.profile.reps]
    whole = limits_of_whole(grounds, past, months)
    try:
        return divide(months, weights, limits, whole, unit, names)
    except Contradiction as found:
        raise SalesplanError(contradiction_findings(past, found)) from None
