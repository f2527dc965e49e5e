"""From a goal to targets: for each metric an exact table people × months.

Time first, people second, days last: the year's goal falls into months by season and working days,
each month falls to people by capacity, each person's month falls into days by presence. Quarters,
half-years, years and teams are sums of the table; weeks are sums of days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import round_minor, to_major, to_minor
from salesplan.core.apportion import spread
from salesplan.core.calendar import MONTHS, FiscalCalendar, Period
from salesplan.core.capacity import Capacity, capacities
from salesplan.core.commitments import Committed
from salesplan.core.evidence import Before
from salesplan.core.festival import day_factors
from salesplan.core.goal import month_totals
from salesplan.core.goal_ways import FROM_LAST_YEAR, goal_total
from salesplan.core.grounds import Grounds, MetricGrounds, prepare
from salesplan.core.level_limits import level_limits, levels_of
from salesplan.core.levels import Level
from salesplan.core.limited import Divided, divide
from salesplan.core.limits import (
    Contradiction,
    Limit,
    contradiction_findings,
    limits_of,
    limits_of_whole,
    moved_months,
    of_persons,
)
from salesplan.core.moved import Moved
from salesplan.core.record import Record
from salesplan.core.sales import Sales
from salesplan.core.scenario import Supposed
from salesplan.core.seasonality import Seasonality
from salesplan.core.shares import exact_shares, weights_of
from salesplan.core.stints import row_keys, rows_of
from salesplan.core.version import FIRST, Carried, Version
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import By, Goal, Profile, Rep, Team

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class MetricPlan:
    """The targets of one metric, in minor units (money) or ones (counts).

    `goal` is the organisation's number, `assigned` what the people's targets add up to (the goal
    plus over-assignment), `months` (12,) and `targets` (people, 12) its parts. `weekday` are the
    seven indices by which a month falls into days, beside the festival of `season`. `growth_base`
    is the year that the goal was reckoned from, where it was, `last_year` the year before the one
    planned. Under `limits`, `exact` (people, 12) are targets before they became whole, and `pools`
    those who share what the others leave of each month, by position. `levels` is what company,
    regions and teams are to reach, where the profile says so. `carried` is what versions of the
    plan have taken out of the past: `targets` and it together add up to `assigned`.
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
    carried: tuple[Carried, ...] = ()
    levels: tuple[Level, ...] = ()

    def carried_in(self, period: Period) -> Ints:
        """What was carried over inside a stretch of months, by person, shape (people,).

        Of a gap that is older than the stretch, what has arisen in it.
        """
        total = np.zeros(len(self.targets), dtype=np.int64)
        for each in self.carried:
            if each.counts_in(period.start, period.end):
                total += each.since(period.first_month)
        return total

    def targets_in(self, period: Period) -> Ints:
        """Everybody's target for a stretch of months, shape (people,)."""
        months = slice(period.first_month, period.last_month + 1)
        total: Ints = self.targets[:, months].sum(axis=1)
        return total + self.carried_in(period)

    def held_by(self, people: Sequence[int]) -> int:
        """What the targets of some people, by position, add up to, with what was carried over."""
        rows = list(people)
        carried = sum(int(each.amounts[rows].sum()) for each in self.carried)
        return int(self.targets[rows].sum()) + carried

    def day_indices(self, calendar: FiscalCalendar) -> Floats:
        """What working days are worth beside others of their month, shape (days of the year,)."""
        indices: Floats = self.weekday[(calendar.days.astype(np.int64) + 3) % 7]
        festival = self.season.festival
        return indices if festival is None else indices * day_factors(calendar, festival)

    def major(self, minor: int) -> Decimal:
        """A number of this metric in its main unit."""
        return to_major(minor, self.decimals)

    @property
    def unit(self) -> int:
        """What targets are multiples of, in minor units."""
        return to_minor(self.settings.unit, self.decimals)

    @property
    def is_money(self) -> bool:
        """Whether the metric is in the profile's currency."""
        return self.settings.is_money


@dataclass(frozen=True)
class Plan:
    """Targets for a team and a fiscal year, with everything needed to explain them.

    Of a `part`, some people of a larger plan, the targets are known and not how they came about.
    `before` is the version before this one; its targets stand for the days until `cut`. `moved` is
    what has been handed over. `scenario` is what it supposes other than its profile's file, where
    it is one. Of a company's own table of targets, `of_table`, people are there in the months for
    which they have one.
    """

    profile: Profile
    calendar: FiscalCalendar
    metrics: tuple[MetricPlan, ...]
    findings: tuple[Finding, ...] = ()
    part: bool = False
    version: Version = FIRST
    before: Plan | None = None
    moved: tuple[Moved, ...] = ()
    scenario: tuple[Supposed, ...] = ()
    of_table: bool = False

    @cached_property
    def cut(self) -> int:
        """The first day of the year, counted from 0, for which this version plans."""
        if self.before is None or self.version.as_of is None:
            return 0
        return (self.version.as_of - self.calendar.start).days + 1

    @cached_property
    def rows_before(self) -> tuple[int | None, ...]:
        """Where each person stood in the version before; None for who was not in it."""
        assert self.before is not None
        places = {key: row for row, key in enumerate(self.before.keys)}
        return tuple(places.get(key) for key in self.keys)

    @cached_property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """Team and name of each person."""
        return tuple((team.name, rep.name) for team in self.teams for rep in team.reps)

    @property
    def versions(self) -> tuple[Plan, ...]:
        """All versions, from the first to this one."""
        return (*(self.before.versions if self.before is not None else ()), self)

    @cached_property
    def capacity(self) -> Capacity:
        """Capacities before track record."""
        return capacities(self.profile, self.calendar, self.moved)

    @cached_property
    def teams(self) -> tuple[Team, ...]:
        """The teams that have people."""
        return self.profile.teams

    @cached_property
    def team_of(self) -> tuple[int, ...]:
        """Position of each person's team, among `teams`."""
        return tuple(at for at, team in enumerate(self.teams) for _ in team.reps)

    @cached_property
    def reps(self) -> tuple[Rep, ...]:
        """Everybody with targets, in the order of rows."""
        return self.profile.reps

    @cached_property
    def rows_of(self) -> tuple[tuple[int, ...], ...]:
        """For each row all rows of the same person, in the order of their days (`core.stints`)."""
        return rows_of(self.reps)

    @property
    def persons(self) -> tuple[tuple[int, ...], ...]:
        """The rows of each person; a vacant position is nobody."""
        rows = tuple(dict.fromkeys(self.rows_of))
        return tuple(mine for mine in rows if not self.reps[mine[0]].vacant)

    def heads(self, rows: Iterable[int]) -> tuple[int, int]:
        """How many people some rows are of, and how many vacant positions."""
        found = {self.rows_of[row] for row in rows}
        vacant = sum(self.reps[mine[0]].vacant for mine in found)
        return len(found) - vacant, vacant

    def metric(self, name: str) -> MetricPlan:
        """The metric called `name`; raises `StopIteration` where there is none."""
        return next(metric for metric in self.metrics if metric.settings.metric == name)

    def daily(self, metric: MetricPlan) -> Ints:
        """Targets by day, shape (people, days of the year)."""
        weights = self.capacity.strength * metric.day_indices(self.calendar)
        unit = to_minor(metric.settings.daily_unit, metric.decimals)
        days = np.zeros(weights.shape, dtype=np.int64)
        days[:, : self.cut] = self._elapsed(metric)
        bounds = self.calendar.month_bounds
        for month in range(MONTHS):
            first, end = int(bounds[month]), int(bounds[month + 1])
            part = slice(max(first, self.cut), end)
            if part.start >= end:
                continue
            totals = metric.targets[:, month] - days[:, first : part.start].sum(axis=1)
            mine = weights[:, part]
            # A limit may ask a month of somebody who is not there.
            absent = ~mine.any(axis=1) & (totals != 0)
            if absent.any():
                worked = self.calendar.working[part]
                mine = np.where(absent[:, None], worked if worked.any() else True, mine)
            days[:, part] = spread(totals, mine, unit)
        return days

    def _elapsed(self, metric: MetricPlan) -> Ints:
        """Targets by day until `cut`, which no version changes any more."""
        elapsed = np.zeros((len(self.keys), self.cut), dtype=np.int64)
        if self.before is not None and self.cut:
            then = self.before.metric(metric.settings.metric)
            daily = self.before.daily(then)[:, : self.cut]
            for row, place in enumerate(self.rows_before):
                if place is not None:
                    elapsed[row] = daily[place]
        return elapsed


def with_targets(metric: MetricPlan, targets: Ints) -> MetricPlan:
    """The metric with other targets (people, 12); the goal stays what it was."""
    changed = replace(metric, targets=targets, months=targets.sum(axis=0))
    return replace(changed, assigned=changed.held_by(range(len(targets))))


def restated(metric: MetricPlan, goal: int, assigned: int) -> MetricPlan:
    """The metric with another number as its goal, whatever it came from before."""
    ways: dict[str, object] = {by.value: None for by in By if by is not By.MARKET}
    settings = metric.settings.model_copy(update=ways | {"annual": metric.major(goal)})
    return replace(
        metric, settings=settings, goal=goal, assigned=assigned, growth_base=None, levels=()
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
    return Plan(
        grounds.profile,
        grounds.calendar,
        tuple(metrics),
        tuple(findings),
        moved=grounds.moved,
    )


def _plan_metric(
    grounds: Grounds, past: MetricGrounds, goal: int
) -> tuple[MetricPlan, list[Finding]]:
    """One metric of the plan."""
    settings, decimals = past.settings, past.decimals
    assigned = goal + round_minor(goal * settings.over_assignment)
    weights = weights_of(grounds.capacity, past.record)
    staffed = weights.sum(axis=0) > 0
    months = month_totals(
        settings, decimals, goal, assigned, past.season, staffed, grounds.calendar
    )
    levels, disagreements = levels_of(grounds, past, goal, exact_shares(weights, months))
    if levels and (levels[0].base, levels[0].assigned) != (goal, assigned):
        goal, assigned = levels[0].base, levels[0].assigned
        months = month_totals(
            settings, decimals, goal, assigned, past.season, staffed, grounds.calendar
        )
    limits, findings = limits_of(grounds, past, assigned)
    bounds = [*limits, *level_limits(grounds, levels)]
    divided = _divided(grounds, past, months, weights, bounds)
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
        next((year for year in past.before[-1:] if year.complete or year.total), None),
        tuple(limits),
        divided.exact.round(3) if bounds else None,
        divided.pools if bounds else (),
        levels=levels,
    )
    moved = moved_months(grounds.calendar, past, months, divided.months)
    return metric, [*disagreements, *findings, *moved]


def _divided(
    grounds: Grounds, past: MetricGrounds, months: Ints, weights: Floats, limits: list[Limit]
) -> Divided:
    """Targets by weights, within the limits.

    Raises `SalesplanError` with the limits that contradict each other.
    """
    keys = row_keys(grounds.profile.reps)
    whole, alone = limits_of_whole(grounds, past, months), of_persons(grounds.profile, limits)
    try:
        return divide(months, weights, limits, whole, past.unit, keys, alone)
    except Contradiction as found:
        raise SalesplanError(contradiction_findings(past, found)) from None
