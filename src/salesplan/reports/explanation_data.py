"""An explanation as plain data: the documented shape behind `explain --json`.

Figures are numbers exactly as they are shown, so that who calculates with them arrives at the same
target. A step has its `kind` and its figures; see docs/json.md.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from salesplan.core.attendance import Absence, Attendance, RampStep
from salesplan.core.moved import Moved
from salesplan.core.rest_steps import Carry, RestChain
from salesplan.core.steps import (
    Edit,
    GoalStep,
    Left,
    LevelShare,
    LevelStep,
    Limited,
    MonthTotal,
    Rating,
    Rounding,
    Share,
    Weight,
    WeightPart,
    WeightReceived,
)
from salesplan.errors import Finding
from salesplan.reports.explanation import said
from salesplan.reports.explanation_view import ExplanationView, RestView
from salesplan.reports.plan_data import findings_data, limit_data, period_data

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMAT: Final = "salesplan.explain"
VERSION: Final = 1


def explanation_data(
    told: ExplanationView | RestView, findings: Sequence[Finding] = ()
) -> dict[str, Any]:
    """The explanation as JSON-ready data."""
    plan, explanation = told.view.plan, told.explanation
    current = told.current or plan.version
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
        "plan_version": current.number,
        "planned_by": plan.version.number,
        "text": said(told),
        "people": explanation.people,
        "vacant": explanation.vacant,
        "goal": _plain(explanation.goal) | {"rates": _rates(explanation.goal)},
        "limits": [limit_data(explanation.metric, limit) for limit in explanation.limits],
        **(_by_rest(told) if isinstance(told, RestView) else _by_weight(told)),
        "findings": findings_data(told.labels, findings),
    }


def _by_weight(told: ExplanationView) -> dict[str, Any]:
    """What holds all year, and the steps of the months."""
    calendar, explanation = told.view.plan.calendar, told.explanation
    return {
        "rating": _plain(explanation.rating),
        "handovers": [_handed(each) for each in explanation.moved],
        "rest": None,
        "carried": [],
        "months": [
            {
                "month": calendar.months[month.month].key,
                "planned_by": told.view.plan.version.number,
                "target": _plain(month.target),
                "steps": [{"kind": step.kind.value, **_plain(step)} for step in month.steps],
            }
            for month in explanation.months
        ],
    }


def _by_rest(told: RestView) -> dict[str, Any]:
    """What there is to come in the year, months that stand as they were, and those planned anew."""
    calendar, explanation = told.view.plan.calendar, told.explanation
    kept: list[dict[str, Any]] = [
        {
            "month": calendar.months[month.month].key,
            "planned_by": month.number,
            "target": _plain(month.target),
            "steps": [],
        }
        for month in explanation.kept
    ]
    anew = [
        {
            "month": calendar.months[month.month].key,
            "planned_by": explanation.version.number,
            "target": _plain(month.target),
            "steps": list(_steps(told, month)),
        }
        for month in explanation.months
    ]
    return {
        "rating": None,
        "handovers": [],
        "rest": _fields(explanation.rest) | {"carries": _carries(explanation.rest.carries)},
        "carried": [
            {"day": day.isoformat(), "amount": _plain(amount)}
            for day, amount in explanation.carried
        ],
        "months": [*kept, *anew],
    }


def _carries(carries: Sequence[Carry]) -> list[dict[str, Any]]:
    return [_fields(carry) for carry in carries]


def _steps(told: RestView, month: RestChain) -> Iterator[dict[str, Any]]:
    """The steps of a month that was planned anew."""
    yield {"kind": "planned", "frozen": _plain(month.frozen), "planned": _plain(month.planned)}
    if month.facts is not None:
        yield {"kind": "facts", **_fields(month.facts)}
    rest = told.explanation.rest
    figures = {"rest": rest.rest, "pattern": month.pattern, "patterns": rest.patterns}
    shown = {name: _plain(figure) for name, figure in figures.items()}
    yield {"kind": "part", **shown, "wanted": _plain(month.wanted)}
    for step in (month.left, month.share, month.limited, month.rounding, month.edit):
        if step is not None:
            yield {"kind": step.kind.value, **_plain(step)}


def _handed(moved: Moved) -> dict[str, Any]:
    """A handover in which the person is a party."""
    return {
        "date": moved.day.isoformat(),
        "from": moved.giver,
        "to": moved.receiver,
        "whose": moved.source,
        "share": round(moved.share, 6),
        "customers": list(moved.customers),
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
        case GoalStep() | LevelStep() | LevelShare() | Rating() | MonthTotal() | Left():
            return _fields(value)
        case Weight() | Share() | WeightPart() | WeightReceived() | Limited() | Edit():
            return _fields(value)
        case Absence() | RampStep():
            return _fields(value)
    return value


def _fields(value: DataclassInstance) -> dict[str, Any]:
    return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
