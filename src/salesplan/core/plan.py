"""From a goal to targets: for each metric an exact table people × months.

Time first, people second, days last: the year's goal falls into months by season and working days,
each month falls to people by capacity, each person's month falls into days by presence. Quarters,
half-years, years and teams are sums of the table; weeks are sums of days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import currency_decimals, round_minor, to_major, to_minor
from salesplan.core.apportion import split, split_table, spread
from salesplan.core.calendar import MONTHS, FiscalCalendar, lay_out
from salesplan.core.capacity import Capacity, capacities
from salesplan.core.evidence import (
    Before,
    Evidence,
    basis_findings,
    metric_finding,
    shape_and_records,
    years_before,
)
from salesplan.core.goal import goal_total, month_totals
from salesplan.core.history import count
from salesplan.core.record import Record, no_record
from salesplan.core.sales import Sales
from salesplan.core.seasonality import Seasonality
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Goal, History, Profile, Source

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_OF_THE_WHOLE = frozenset({"W401", "N403", "N414"})
"""Findings that speak of sales or people outside a part of the plan."""


@dataclass(frozen=True)
class MetricPlan:
    """The targets of one metric, in minor units (money) or ones (counts).

    `goal` is the organisation's number, `assigned` what the people's targets add up to (the goal
    plus over-assignment), `months` (12,) and `targets` (people, 12) its parts. `weekday` are the
    seven indices by which a month falls into days. `growth_base` is the year that a growth rate
    was applied to, `last_year` the year before the one planned.
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

    def major(self, minor: int) -> Decimal:
        """A number of this metric in its main unit."""
        return to_major(minor, self.decimals)

    @property
    def is_money(self) -> bool:
        """Whether the metric is in the profile's currency."""
        return self.settings.is_money


@dataclass(frozen=True)
class Plan:
    """Targets for a team and a fiscal year, with everything needed to explain them."""

    profile: Profile
    calendar: FiscalCalendar
    metrics: tuple[MetricPlan, ...]
    findings: tuple[Finding, ...] = ()

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
            days[:, part] = spread(metric.targets[:, month], weights[:, part], unit)
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
        team.model_copy(update={"reps": tuple(rep for rep in team.reps if rep.name in names)})
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
    )


def build_plan(profile: Profile, sales: Sales | None = None) -> Plan:
    """The plan for a profile and a history of sales (none: targets by working days alone).

    Raises `SalesplanError` with every reason why there can be no plan.
    """
    start = _start(profile, sales)
    calendar = lay_out(profile.fiscal_year, profile.calendar, start)
    findings: list[Finding] = []
    if calendar.estimated:
        last = calendar.end - dt.timedelta(days=1)
        values = {"country": profile.calendar.country, "year": last.year}
        findings.append(Finding("W410", values=values))
    capacity = capacities(profile, calendar)
    findings += _absent(profile, calendar, capacity)
    past = Evidence.of(profile, sales, start) if sales is not None else None
    if past is not None:
        findings += past.findings
    else:
        findings.append(Finding("N411"))
    metrics = []
    for goal in profile.goals:
        metric, found = _plan_metric(profile, goal, calendar, capacity, past)
        metrics.append(metric)
        findings += found
    return Plan(profile, calendar, tuple(metrics), tuple(findings))


def _plan_metric(
    profile: Profile,
    settings: Goal,
    calendar: FiscalCalendar,
    capacity: Capacity,
    past: Evidence | None,
) -> tuple[MetricPlan, list[Finding]]:
    """One metric of the plan."""
    findings: list[Finding] = []
    decimals = currency_decimals(profile.currency) if settings.is_money else 0
    people = len(profile.reps)
    counted = None
    if past is not None and settings.resolved_source is not Source.NONE:
        counted = count(past.sales, settings.resolved_source, past.past, past.person, people)
        if counted is None:
            findings.append(metric_finding("W412", settings))
    season, record, weekday = shape_and_records(profile, settings, calendar, past, counted)
    before = years_before(settings, past, counted)
    base = next((year for year in reversed(before) if year.complete), None)
    findings += basis_findings(settings, season)
    goal = goal_total(settings, decimals, base, before, findings)
    assigned = goal + round_minor(goal * settings.over_assignment)
    weights = capacity.capacity * record.factor[:, None]
    months = month_totals(settings, decimals, goal, assigned, season, weights.sum(axis=0) > 0)
    targets = _targets(profile, settings, decimals, months, weights)
    return (
        MetricPlan(
            settings,
            decimals,
            goal,
            assigned,
            season,
            weekday,
            record,
            months,
            targets,
            base if settings.growth is not None else None,
            before[-1] if before else None,
        ),
        findings,
    )


def _targets(
    profile: Profile, settings: Goal, decimals: int, months: Ints, weights: Floats
) -> Ints:
    """The table people × months, exact in its columns."""
    unit = to_minor(settings.unit, decimals)
    names = [rep.name for rep in profile.reps]
    units, rest = np.divmod(months, unit)
    total = weights.sum(axis=0)
    shares = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    targets = split_table(shares * units, units, keys=names) * unit
    for month in np.flatnonzero(rest):
        targets[:, month] += split(int(rest[month]), weights[:, month], unit, keys=names)
    return targets


def _start(profile: Profile, sales: Sales | None) -> dt.date:
    """First day of the year to plan."""
    if profile.fiscal_year.start is not None:
        return profile.fiscal_year.start
    if sales is None or not len(sales.rows):
        raise SalesplanError(Finding("E425"))
    last: dt.date = sales.rows["date"].max().date()
    return dt.date(last.year + 1, 1, 1)


def _absent(profile: Profile, calendar: FiscalCalendar, capacity: Capacity) -> list[Finding]:
    """People and months without any capacity."""
    if not capacity.capacity.any():
        raise SalesplanError(Finding("E426", values={"year": calendar.name}))
    findings = [
        Finding("W427", values={"name": rep.name, "year": calendar.name})
        for rep, mine in zip(profile.reps, capacity.capacity, strict=True)
        if not mine.any()
    ]
    staffed = capacity.capacity.sum(axis=0) > 0
    empty = [period.key for month, period in enumerate(calendar.months) if not staffed[month]]
    if empty:
        findings.append(Finding("W428", values={"months": ", ".join(empty)}))
    return findings
