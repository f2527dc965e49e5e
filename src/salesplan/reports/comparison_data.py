"""A comparison as plain data for other programs: the documented shape behind `--json`.

Amounts are numbers in main units, differences after − before; what is in one plan alone has null in
the other. See docs/json.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from salesplan.core.comparison import MetricComparison, Movement
from salesplan.core.plan import Plan
from salesplan.errors import Finding
from salesplan.reports.comparison_view import ComparisonView
from salesplan.reports.plan_data import findings_data, period_data, scenario_data
from salesplan.reports.story_data import amount_data

FORMAT: Final = "salesplan.compare"
VERSION: Final = 1


def comparison_data(
    view: ComparisonView, findings: Sequence[Finding] = (), files: Sequence[str] = ()
) -> dict[str, Any]:
    """The comparison as JSON-ready data; `files` are those written."""
    comparison = view.comparison
    return {
        "format": FORMAT,
        "version": VERSION,
        "organisation": comparison.after.profile.organisation,
        "currency": comparison.after.profile.currency,
        "before": _plan_data(comparison.before, view.names[0]),
        "after": _plan_data(comparison.after, view.names[1]),
        "period": period_data(comparison.stretch),
        "changed": comparison.changed,
        "text": view.sentences(),
        "metrics": [_metric_data(view, metric) for metric in comparison.metrics],
        "only_before": [metric.settings.metric for metric in comparison.only_before],
        "only_after": [metric.settings.metric for metric in comparison.only_after],
        "changes": [
            {
                "topic": change.topic.value,
                "subject": change.subject or None,
                "field": change.field,
                "before": change.before or None,
                "after": change.after or None,
            }
            for change in comparison.changes
        ],
        "days": [{"day": str(day), "works": works} for day, works in comparison.days],
        "records": [
            {
                "metric": metric.settings.metric,
                "name": name,
                "before": round(before, 9),
                "after": round(after, 9),
            }
            for metric, name, before, after in comparison.records
        ],
        "findings": findings_data(view.labels, findings),
        "files": list(files),
    }


def _plan_data(plan: Plan, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "year": period_data(plan.calendar.year),
        "version": plan.version.number,
        "scenario": scenario_data(plan.scenario),
    }


def _metric_data(view: ComparisonView, metric: MetricComparison) -> dict[str, Any]:
    def pair(before: int, after: int) -> dict[str, Any]:
        return {
            "before": amount_data(metric.after, before),
            "after": amount_data(metric.after, after),
            "difference": amount_data(metric.after, after - before),
        }

    calendar = view.comparison.after.calendar
    keys = [calendar.months[month].key for month in view.view.months]
    plans = view.comparison.before, view.comparison.after
    return {
        "metric": metric.after.settings.metric,
        "kind": "money" if metric.after.is_money else "count",
        "goal": pair(metric.before.goal, metric.after.goal),
        "assigned": pair(metric.before.assigned, metric.after.assigned),
        "total": _movement_data(metric, metric.whole, keys),
        "months": [
            {
                "month": key,
                **pair(*sums),
                "working_days": [int(plan.calendar.working_days[month]) for plan in plans],
                "season": [
                    round(float(each.season.shares[month]), 6)
                    for each in (metric.before, metric.after)
                ],
            }
            for key, month, sums in zip(keys, view.view.months, metric.months, strict=True)
        ],
        **{
            name: [
                _movement_data(metric, each, keys)
                for each in metric.teams
                if bool(each.parts) is (name == "regions")
            ]
            for name in ("regions", "teams")
        },
        "people": [
            {
                **_movement_data(metric, each, keys),
                "team": each.team,
                "came_from": each.came_from or None,
            }
            for each in metric.people
        ],
    }


def _movement_data(
    metric: MetricComparison, movement: Movement, keys: Sequence[str]
) -> dict[str, Any]:
    def amount(minor: int | None) -> int | float | None:
        return amount_data(metric.after, minor)

    why = movement.why
    return {
        "name": movement.name or None,
        "before": amount(movement.before),
        "after": amount(movement.after),
        "difference": amount(movement.difference),
        "why": {
            "goal": amount(why.goal),
            "months": amount(why.timing),
            "people": amount(why.share),
        },
        "months": {
            key: amount(value) for key, value in zip(keys, movement.months, strict=True) if value
        },
    }
