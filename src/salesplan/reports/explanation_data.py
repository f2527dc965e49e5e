"""An explanation as plain data: the documented shape behind `explain --json`.

Figures are numbers exactly as they are shown, so that who calculates with them arrives at the same
target. A step has its `kind` and its figures; see docs/json.md.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from salesplan.core.attendance import Absence, Attendance, RampStep
from salesplan.core.steps import (
    Edit,
    GoalStep,
    Left,
    Limited,
    MonthTotal,
    Rating,
    Rounding,
    Share,
    Weight,
)
from salesplan.errors import Finding
from salesplan.reports.explanation_story import sentences
from salesplan.reports.explanation_view import ExplanationView
from salesplan.reports.plan_data import findings_data, limit_data, period_data

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMAT: Final = "salesplan.explain"
VERSION: Final = 1


def explanation_data(told: ExplanationView, findings: Sequence[Finding] = ()) -> dict[str, Any]:
    """The explanation as JSON-ready data."""
    plan, explanation = told.view.plan, told.explanation
    return {
        "format": FORMAT,
        "version": VERSION,
        "organisation": plan.profile.organisation,
        "currency": plan.profile.currency,
        "period": period_data(explanation.stretch),
        "name": told.rep.name,
        "team": told.team,
        "metric": explanation.metric.settings.metric,
        "kind": "money" if explanation.metric.is_money else "count",
        "target": _plain(explanation.target),
        "text": sentences(told),
        "people": explanation.people,
        "goal": _plain(explanation.goal) | {"rates": _rates(explanation.goal)},
        "rating": _plain(explanation.rating),
        "limits": [limit_data(explanation.metric, limit) for limit in explanation.limits],
        "months": [
            {
                "month": plan.calendar.months[month.month].key,
                "target": _plain(month.target),
                "steps": [{"kind": step.kind.value, **_plain(step)} for step in month.steps],
            }
            for month in explanation.months
        ],
        "findings": findings_data(told.labels, findings),
    }


def _rates(goal: GoalStep) -> dict[str, Any]:
    return {name: _plain(rate) for name, rate in goal.rates}


def _plain(value: object) -> Any:  # noqa: ANN401 (whatever JSON has)
    """A value of an explanation, with the figures that follow from its fields."""
    match value:
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case StrEnum():
            return value.value
        case dt.date():
            return value.isoformat()
        case tuple():
            return [_plain(each) for each in value]
        case Attendance():
            counted = {"days": value.days, "counted": _plain(value.counted)}
            return _fields(value) | counted
        case Rounding():
            return _fields(value) | {"carried": _plain(value.carried)}
        case GoalStep() | Rating() | MonthTotal() | Left() | Weight() | Share():
            return _fields(value)
        case Limited() | Edit():
            return _fields(value)
        case Absence() | RampStep():
            return _fields(value)
    return value


def _fields(value: DataclassInstance) -> dict[str, Any]:
    return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
