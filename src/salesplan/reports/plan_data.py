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
from salesplan.core.limits import Limit
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.plan_check import PlanCheck
from salesplan.core.sales import Sales
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
        "calendar_is_estimate": plan.calendar.estimated,
        "working_days": int(plan.calendar.working[plan.calendar.slice_of(stretch)].sum()),
        "metrics": [_metric(plan, metric, stretch) for metric in plan.metrics],
        "goal_checks": goal_checks_data(View(plan, stretch, labels), checks),
        "plan_checks": plan_checks_data(View(plan, stretch, labels), plan_checks),
        "rows": rows_data(sales),
        "findings": findings_data(labels, (*findings, *plan.findings)),
        "files": list(files),
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
    daily = plan.daily(metric)
    people = []
    for at, rep in enumerate(plan.profile.reps):
        mine = metric.targets[at]
        people.append(
            {
                "name": rep.name,
                "team": plan.profile.team[plan.team_of[at]].name,
                **_targets(plan, metric, mine, months, stretch),
                "weeks": _weeks(plan, metric, daily[at], stretch),
            }
        )
    teams = []
    for number, team in enumerate(plan.profile.team):
        members = [at for at, mine in enumerate(plan.team_of) if mine == number]
        sums = metric.targets[members].sum(axis=0)
        teams.append({"name": team.name, **_targets(plan, metric, sums, months, stretch)})
    return {
        "metric": metric.settings.metric,
        "kind": "money" if metric.is_money else "count",
        "goal": _number(metric, metric.goal),
        "assigned": _number(metric, metric.assigned),
        "growth_base": _before(metric, metric.growth_base),
        "last_year": _before(metric, metric.last_year),
        "seasonality": {
            "basis": metric.season.basis.value,
            "months_of_history": metric.season.months,
            "indices": [round(float(value), 6) for value in metric.season.indices],
            "shares": [round(float(value), 6) for value in metric.season.shares],
        },
        "limits": [limit_data(metric, limit) for limit in metric.limits],
        "total": _targets(plan, metric, metric.months, months, stretch),
        "teams": teams,
        "people": people,
    }


def limit_data(metric: MetricPlan, limit: Limit) -> dict[str, Any]:
    """A limit, with what the targets under it add up to."""
    first, until = limit.months
    low, high = (
        None if bound is None else _number(metric, bound) for bound in (limit.low, limit.high)
    )
    return {
        "name": limit.name,
        "period": limit.period.key,
        "kind": limit.kind.value,
        "low": low,
        "high": high,
        "target": _number(metric, metric.targets[list(limit.people), first:until].sum()),
    }


def _targets(
    plan: Plan,
    metric: MetricPlan,
    values: npt.NDArray[np.int64],
    months: Sequence[Period],
    stretch: Period,
) -> dict[str, Any]:
    """Targets of the stretch by month, quarter and half, with those of the whole year."""
    calendar = plan.calendar

    def sums(periods: Sequence[Period]) -> dict[str, int | float]:
        return {
            each.key: _number(metric, values[each.first_month : each.last_month + 1].sum())
            for each in periods
            if each.first_month >= stretch.first_month and each.last_month <= stretch.last_month
        }

    return {
        "period": _number(metric, values[stretch.first_month : stretch.last_month + 1].sum()),
        "year": _number(metric, values.sum()),
        "halves": sums(calendar.halves),
        "quarters": sums(calendar.quarters),
        "months": sums(months),
    }


def _weeks(
    plan: Plan, metric: MetricPlan, daily: npt.NDArray[np.int64], stretch: Period
) -> dict[str, int | float]:
    """Targets by week of the stretch, by the first day of each week."""
    part = plan.calendar.slice_of(stretch)
    changes = np.flatnonzero(np.diff(plan.calendar.week_of_day[part], prepend=-1))
    starts = plan.calendar.days[part][changes]
    sums = np.add.reduceat(daily[part], changes)
    return {str(start): _number(metric, value) for start, value in zip(starts, sums, strict=True)}


def _number(metric: MetricPlan, minor: int | np.int64) -> int | float:
    value = metric.major(int(minor))
    whole = int(value)
    return whole if value == whole else float(value)


def _before(metric: MetricPlan, before: Before | None) -> dict[str, Any] | None:
    if before is None:
        return None
    return {
        "name": before.name,
        "total": _number(metric, before.total),
        "complete": before.complete,
    }


def period_data(period: Period) -> dict[str, str]:
    """A stretch of the year: its key, its first and its last day."""
    last = period.end - dt.timedelta(days=1)
    return {"name": period.key, "first_day": str(period.start), "last_day": str(last)}
