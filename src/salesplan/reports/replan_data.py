"""A plan made anew as plain data for other programs: the plan itself, its versions, what changed.

The shape is that of `reports.plan_data` with more fields. See docs/json.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from salesplan.core.calendar import Period
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.replan import Replanned, Settled
from salesplan.core.sales import Sales
from salesplan.core.turn import Turn
from salesplan.errors import Finding
from salesplan.labels import Labels
from salesplan.reports.plan_data import number_data, plan_data, version_data

FORMAT: Final = "salesplan.replan"


def replan_data(
    replanned: Replanned,
    labels: Labels,
    *,
    period: Period | None = None,
    sales: Sales | None = None,
    findings: Sequence[Finding] = (),
    files: Sequence[str] = (),
) -> dict[str, Any]:
    """A plan made anew, or one stretch of its year, as JSON-ready data."""
    plan = replanned.plan
    data = plan_data(plan, labels, period=period, sales=sales, findings=findings, files=files)
    return {
        **data,
        "format": FORMAT,
        "versions": versions_data(plan),
        "settled": [_settled(plan, settled) for settled in replanned.settled],
    }


def versions_data(plan: Plan) -> list[dict[str, Any]]:
    """All versions from the first to this one, with how the year of each metric adds up."""
    return [
        {
            **version_data(each.version),
            "people": len(each.persons),
            "metrics": [_sums(each, metric) for metric in each.metrics],
        }
        for each in plan.versions
    ]


def _sums(plan: Plan, metric: MetricPlan) -> dict[str, Any]:
    turn = Turn.of(plan, metric)
    return {
        "metric": metric.settings.metric,
        "goal": number_data(metric, metric.goal),
        "assigned": number_data(metric, metric.assigned),
        "targets_so_far": number_data(metric, turn.elapsed.sum()),
        "carried_over": number_data(metric, turn.carried.sum()),
        "targets_to_come": number_data(metric, turn.rest.sum()),
    }


def _settled(plan: Plan, settled: Settled) -> dict[str, Any]:
    """What became of a metric, for everybody and for each person."""
    metric = settled.metric
    everybody = list(range(len(plan.keys)))
    people = [
        {"name": rep.name, "team": plan.keys[at][0], **_amounts(settled, [at])}
        for at, rep in enumerate(plan.profile.reps)
    ]
    return {
        "metric": metric.settings.metric,
        "goal_before": number_data(metric, settled.goal_before),
        "goal": number_data(metric, metric.goal),
        "sold_by_others": number_data(metric, settled.elapsed.others),
        "total": _amounts(settled, everybody),
        "people": people,
    }


def _amounts(settled: Settled, people: list[int]) -> dict[str, Any]:
    """Some people's figures; `null` is what the actuals do not tell."""
    metric, actual = settled.metric, settled.elapsed.actual
    expected = int(settled.elapsed.expected[people].sum())
    sold = None if actual is None else int(actual[people].sum())
    before, now = (int(each[people].sum()) for each in (settled.planned, settled.rest))
    return {
        "expected": number_data(metric, expected),
        "actual": None if sold is None else number_data(metric, sold),
        "gap": None if sold is None else number_data(metric, sold - expected),
        "left_before": number_data(metric, before),
        "left": number_data(metric, now),
        "rise": round(now / before - 1, 6) if before > 0 else None,
    }
