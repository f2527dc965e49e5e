"""A plan as plain data for other programs: the documented shape behind `--json`.

Amounts are numbers in main units (1200.5), counts whole numbers, days ISO dates. The shape carries
its version; fields are added within a version and never change their meaning. See docs/json.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import Period
from salesplan.core.evidence import Before
from salesplan.core.goal_check import GoalCheck
from salesplan.core.levels import Level
from salesplan.core.limits import Limit
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.plan_check import PlanCheck
from salesplan.core.sales import Sales
from salesplan.core.scenario import Supposed
from salesplan.core.seasonality import Seasonality
from salesplan.core.team_tree import regions_of
from salesplan.core.version import Version, by_day
from salesplan.errors import Finding
from salesplan.labels import Labels
from salesplan.reports.goal_data import goal_data
from salesplan.reports.goal_story import GoalStory
from salesplan.reports.plan_check_data import plan_check_data
from salesplan.reports.plan_check_story import PlanCheckStory
from salesplan.reports.plan_view import View

FORMAT: Final = "salesplan.decompose"
VERSION: Final = 1


def plan_data(
    plan: Plan,
    labels: Labels,
    *,
    period: Period | None = None,
    sales: Sales | None = None,
    findings: Sequence[Finding] = (),
    files: Sequence[str] = (),
    checks: Sequence[GoalCheck] = (),
    plan_checks: Sequence[PlanCheck] = (),
) -> dict[str, Any]:
    """The plan, or one stretch of its year, as JSON-ready data; `files` are those written."""
    stretch = period or plan.calendar.year
    return {
        "format": FORMAT,
        "version": VERSION,
        "organisation": plan.profile.organisation,
        "currency": plan.profile.currency,
        "year": period_data(plan.calendar.year),
        "period": period_data(stretch),
        "plan_version": version_data(plan.version),
        "scenario": scenario_data(plan.scenario),
        "calendar_is_estimate": plan.calendar.estimated,
        "working_days": int(plan.calendar.working[plan.calendar.slice_of(stretch)].sum()),
        "metrics": [_metric(plan, metric, stretch) for metric in plan.metrics],
        "goal_checks": goal_checks_data(View(plan, stretch, labels), checks),
        "plan_checks": plan_checks_data(View(plan, stretch, labels), plan_checks),
        "rows": rows_data(sales),
        "findings": findings_data(labels, (*findings, *plan.findings)),
        "files": list(files),
    }


def version_data(version: Version) -> dict[str, Any]:
    """Which version of a plan it is, and why it was made; a first one has only a number."""
    return {
        "number": version.number,
        "made": None if version.made is None else str(version.made),
        "author": version.author or None,
        "reason": version.reason or None,
        "as_of": None if version.as_of is None else str(version.as_of),
        "policy": None if version.policy is None else version.policy.value,
    }


def goal_checks_data(view: View, checks: Sequence[GoalCheck]) -> list[dict[str, Any]]:
    """The check of each goal."""
    return [goal_data(GoalStory(view, check)) for check in checks]


def plan_checks_data(view: View, checks: Sequence[PlanCheck]) -> list[dict[str, Any]]:
    """The check of each metric's targets."""
    return [plan_check_data(PlanCheckStory(view, check)) for check in checks]


def rows_data(sales: Sales | None) -> dict[str, int] | None:
    """What became of the rows of the history."""
    if sales is None:
        return None
    return {
        "read": sales.read,
        "used": sales.used,
        "rejected": sales.rejected,
        "left_out": sales.left_out,
    }


def scenario_data(scenario: Sequence[Supposed]) -> list[dict[str, Any]]:
    """Fields of the profile that were said differently; null for no value."""
    return [
        {"path": each.path, "before": each.before or None, "after": each.after or None}
        for each in scenario
    ]


def findings_data(labels: Labels, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings with their texts."""
    return [
        {
            "code": found.code,
            "severity": found.severity.value,
            "place": str(found.place),
            "message": labels.message(found),
            "hint": labels.hint(found),
            "count": found.count,
        }
        for found in findings
    ]


def _metric(plan: Plan, metric: MetricPlan, stretch: Period) -> dict[str, Any]:
    months = [
        month
        for at, month in enumerate(plan.calendar.months)
        if stretch.first_month <= at <= stretch.last_month
    ]

    def targets(people: Sequence[int]) -> dict[str, Any]:
        return _targets(plan, metric, people, months, stretch)

    daily = plan.daily(metric)
    members: list[list[int]] = [[] for _ in plan.teams]
    for at, team_number in enumerate(plan.team_of):
        members[team_number].append(at)
    return {
        "metric": metric.settings.metric,
        "kind": "money" if metric.is_money else "count",
        "goal": number_data(metric, metric.goal),
        "assigned": number_data(metric, metric.assigned),
        "growth_base": _before(metric, metric.growth_base),
        "last_year": _before(metric, metric.last_year),
        "seasonality": _season(metric.season),
        "limits": [limit_data(metric, limit) for limit in metric.limits],
        "levels": [_level(metric, level) for level in metric.levels],
        "total": targets(range(len(metric.targets))),
        "regions": [
            {
                "name": region.name,
                "teams": [plan.teams[at].name for at in region.teams],
                **targets(region.people),
            }
            for region in regions_of(plan.profile)
        ],
        "teams": [
            {"name": team.name, **targets(mine)}
            for team, mine in zip(plan.teams, members, strict=True)
        ],
        "people": [
            _person(plan, at) | targets([at]) | {"weeks": _weeks(plan, metric, daily[at], stretch)}
            for at in range(len(plan.reps))
        ],
    }


def _person(plan: Plan, at: int) -> dict[str, Any]:
    """Who somebody is, and when they are there."""
    rep = plan.reps[at]
    return {
        "name": rep.name,
        "team": plan.teams[plan.team_of[at]].name,
        "vacant": rep.vacant,
        "first_day": None if rep.start is None else str(rep.start),
        "last_day": None if rep.end is None else str(rep.end),
    }


def _season(season: Seasonality) -> dict[str, Any]:
    """The shape of the year, and what it was taken from."""
    return {
        "basis": season.basis.value,
        "months_of_history": season.months,
        "indices": [round(float(value), 6) for value in season.indices],
        "shares": [round(float(value), 6) for value in season.shares],
    }


def _level(metric: MetricPlan, level: Level) -> dict[str, Any]:
    """What a level is to reach; the company has no name."""

    def amount(minor: int | None) -> int | float | None:
        return None if minor is None else number_data(metric, minor)

    return {
        "name": level.name or None,
        "depth": level.depth,
        "goal": amount(level.said),
        "below": amount(level.below),
        "difference": amount(level.difference),
        "base": amount(level.base),
        "over_assignment": float(level.over_assignment),
        "compound": float(level.compound),
        "assigned": amount(level.assigned),
    }


def limit_data(metric: MetricPlan, limit: Limit) -> dict[str, Any]:
    """A limit, with what the targets under it add up to."""
    low, high = (
        None if bound is None else number_data(metric, bound) for bound in (limit.low, limit.high)
    )
    return {
        "name": limit.name,
        "period": limit.period.key,
        "kind": limit.kind.value,
        "low": low,
        "high": high,
        "target": number_data(metric, metric.targets_in(limit.period)[list(limit.people)].sum()),
    }


def _targets(
    plan: Plan,
    metric: MetricPlan,
    people: Sequence[int],
    months: Sequence[Period],
    stretch: Period,
) -> dict[str, Any]:
    """Targets of some people: of the stretch by month, quarter and half, and of the whole year.

    What was carried over counts in the stretch, the year and halves, as in the workbook.
    """
    calendar = plan.calendar
    mine = list(people)
    values = metric.targets[mine].sum(axis=0)
    moved = by_day(metric.carried)

    def carried(period: Period) -> int:
        return int(metric.carried_in(period)[mine].sum())

    def alone(period: Period) -> int:
        return int(values[period.first_month : period.last_month + 1].sum())

    def inside(periods: Sequence[Period]) -> list[Period]:
        first, last = stretch.first_month, stretch.last_month
        return [each for each in periods if each.first_month >= first and each.last_month <= last]

    def whole(period: Period) -> int | float:
        return number_data(metric, alone(period) + carried(period))

    return {
        "period": whole(stretch),
        "year": whole(calendar.year),
        "halves": {each.key: whole(each) for each in inside(calendar.halves)},
        "quarters": {
            each.key: number_data(metric, alone(each)) for each in inside(calendar.quarters)
        },
        "months": {each.key: number_data(metric, alone(each)) for each in inside(months)},
        "carried_over": {
            str(each.day - dt.timedelta(days=1)): number_data(
                metric, each.since(stretch.first_month)[mine].sum()
            )
            for each in moved
            if each.counts_in(stretch.start, stretch.end)
        },
    }


def _weeks(
    plan: Plan, metric: MetricPlan, daily: npt.NDArray[np.int64], stretch: Period
) -> dict[str, int | float]:
    """Targets by week of the stretch, by the first day of each week."""
    part = plan.calendar.slice_of(stretch)
    changes = np.flatnonzero(np.diff(plan.calendar.week_of_day[part], prepend=-1))
    starts = plan.calendar.days[part][changes]
    sums = np.add.reduceat(daily[part], changes)
    return {
        str(start): number_data(metric, value) for start, value in zip(starts, sums, strict=True)
    }


def number_data(metric: MetricPlan, minor: int | np.int64) -> int | float:
    """A number of a metric in its main unit: whole where it is."""
    value = metric.major(int(minor))
    whole = int(value)
    return whole if value == whole else float(value)


def _before(metric: MetricPlan, before: Before | None) -> dict[str, Any] | None:
    if before is None:
        return None
    return {
        "name": before.name,
        "total": number_data(metric, before.total),
        "complete": before.complete,
    }


def period_data(period: Period) -> dict[str, str]:
    """A stretch of the year: its key, its first and its last day."""
    last = period.end - dt.timedelta(days=1)
    return {"name": period.key, "first_day": str(period.start), "last_day": str(last)}
