"""Why, risks and trend of a review as plain data for other programs. See docs/json.md."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from fractions import Fraction
from typing import Any, Final

from salesplan.core.drivers import Why
from salesplan.core.plan import MetricPlan
from salesplan.core.risk_kinds import Risk
from salesplan.core.standing import Subject, SubjectKind
from salesplan.core.trend import Rates, Trend
from salesplan.reports.review_story import Story
from salesplan.reports.review_view import ReviewView

_AMOUNTS: Final = frozenset(
    {
        *("expected", "actual", "target", "high", "low", "amount", "total", "missing"),
    }
)
"""Figures of a risk that are in the metric's minor unit."""
_PER_DAY: Final = frozenset({"daily", "run_rate", "required_run_rate"})
"""The same per working day."""


def amount_data(metric: MetricPlan, value: int | Fraction | None) -> int | float | None:
    """A number of a metric in its main unit; whole ones as integers."""
    if value is None:
        return None
    major = metric.major(round(value))
    return int(major) if major == int(major) else float(major)


def per_day_data(metric: MetricPlan, value: int | Fraction | None) -> int | float | None:
    """What is sold or needed on a working day; counts with the decimals that they have."""
    if value is None or metric.is_money:
        return amount_data(metric, value)
    return int(value) if value == int(value) else round(float(value), 6)


def rate_data(value: Fraction | None) -> float | None:
    """A fraction of one."""
    return None if value is None else round(float(value), 6)


def subject_data(report: ReviewView, subject: Subject) -> dict[str, str | None]:
    """Whose: kind and name, null for the whole."""
    whole = subject.kind is SubjectKind.WHOLE
    return {"of": subject.kind.value, "name": None if whole else report.name(subject)}


def why_data(story: Story) -> list[dict[str, Any]]:
    """The drivers of the main metric for everybody with a target; the mixes for the whole."""
    report = story.report
    metric = report.metrics[0].metric
    found = []
    for line in report.lines(0):
        why = None if line.subject is None else story.why_of(line.subject)
        if line.subject is None or why is None:
            continue
        data = {
            **subject_data(report, line.subject),
            "variance_to_date": amount_data(metric, line.standing.variance_to_date),
            "orders": _orders_data(metric, why),
            "customers": _customers_data(metric, why),
        }
        data["mixes"] = _mixes_data(metric, why) if line.subject == report.scope else None
        found.append(data)
    return found


def _mixes_data(metric: MetricPlan, why: Why) -> dict[str, Any]:
    return {
        field: [
            {
                "name": part.name,
                "actual": amount_data(metric, part.actual),
                "expected": amount_data(metric, part.expected),
                "variance": amount_data(metric, part.variance),
            }
            for part in parts
        ]
        for field, parts in why.mixes.items()
    }


def _orders_data(metric: MetricPlan, why: Why) -> dict[str, Any] | None:
    orders = why.orders
    if orders is None:
        return None
    return {
        "orders": orders.orders,
        "average": amount_data(metric, orders.average),
        "expected_average": amount_data(metric, orders.expected_average),
        "basis": orders.basis.value,
        "volume": amount_data(metric, orders.volume),
        "price": amount_data(metric, orders.price),
    }


def _customers_data(metric: MetricPlan, why: Why) -> dict[str, Any] | None:
    customers = why.customers
    if customers is None:
        return None
    return {
        field.name: getattr(customers, field.name)
        if field.name.endswith("_count")
        else amount_data(metric, getattr(customers, field.name))
        for field in fields(customers)
    }


def risks_data(story: Story) -> list[dict[str, Any]]:
    """The risks, the largest first, with the figures of their kind."""
    report = story.report
    metric = report.metrics[0].metric
    return [
        {
            "kind": risk.kind.value,
            **subject_data(report, risk.subject),
            "at_stake": amount_data(metric, risk.at_stake),
            "customer": risk.customer,
            "figures": _figures_data(report, metric, risk),
            "text": story.risk(risk),
        }
        for risk in story.risks
    ]


def _figures_data(report: ReviewView, metric: MetricPlan, risk: Risk) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for field in fields(risk.figures):
        value = getattr(risk.figures, field.name)
        if field.name in _AMOUNTS:
            value = amount_data(metric, value)
        elif field.name in _PER_DAY:
            value = per_day_data(metric, value)
        elif field.name == "person":
            value = report.name(Subject(SubjectKind.PERSON, value))
        elif isinstance(value, dt.date):
            value = value.isoformat()
        data[field.name] = value
    return data


def trend_data(report: ReviewView, trend: Trend) -> list[dict[str, Any]]:
    """Pace of the year to date and attainment in the stretch, review by review."""
    profile = report.review.plan.profile
    return [
        {
            "as_of": point.as_of.isoformat(),
            **_rates_data(point.whole),
            "teams": [
                {"name": team.name, **_rates_data(rates)}
                for team, rates in zip(profile.teams, point.teams, strict=True)
            ],
            "people": [
                {"name": rep.name, **_rates_data(rates)}
                for rep, rates in zip(profile.reps, point.people, strict=True)
            ],
        }
        for point in trend.points
    ]


def _rates_data(rates: Rates) -> dict[str, float | None]:
    return {"pace": rate_data(rates.pace), "attainment": rate_data(rates.attainment)}
