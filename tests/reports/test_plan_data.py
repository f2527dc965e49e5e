"""The shape behind `--json`, as docs/json.md promises it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from types import UnionType
from typing import Any

import pytest

from salesplan.choices import Language
from salesplan.errors import Finding, Place
from salesplan.labels import Labels
from salesplan.reports.plan_data import findings_data, plan_data
from tests.reports.plans import CALLS, REVENUE, plan, two_years

PERIOD = {"name": "text", "first_day": "day", "last_day": "day"}
NUMBERS = {"*": "number"}
TARGETS = {
    "period": "number",
    "year": "number",
    "halves": NUMBERS,
    "quarters": NUMBERS,
    "months": NUMBERS,
    "carried_over": NUMBERS,
}
BEFORE = ("none", {"name": "text", "total": "number", "complete": "flag"})
NUMBER_OR_NONE = ("none", "number")
GOAL_CHECK: dict[str, Any] = {
    "metric": "text",
    "goal": "number",
    "from": "text",
    "supports": "text",
    "verdicts": [{"aspect": "text", "verdict": "text", "why": "text"}],
    "likelihood": (
        "none",
        {
            **dict.fromkeys(("probability", "expected", "low", "high"), "number"),
            "months_of_history": "whole",
            "backtests": "whole",
            "recent_halves": ("none", {"older": "number", "newer": "number"}),
        },
    ),
    "asked_of_people": [
        {
            "name": "text",
            **dict.fromkeys(("best_12_months", "target", "growth"), "number"),
            "handed_over": "flag",
        }
    ],
    "chain": (
        "none",
        {
            "last_year": {"name": "text", "total": "number"},
            "steps": [
                {
                    "step": "text",
                    "amount": "number",
                    "of_last_year": "number",
                    "assumed": NUMBER_OR_NONE,
                }
            ],
            "growth": "number",
        },
    ),
    "compare": [
        {
            "from": "text",
            "amount": NUMBER_OR_NONE,
            "probability": NUMBER_OR_NONE,
            "reason": ("none", "text"),
        }
    ],
    "drivers": (
        "none",
        {
            "years": [
                {
                    "name": "text",
                    "customers": "whole",
                    "orders": "whole",
                    **dict.fromkeys(("orders_per_customer", "average_order", "total"), "number"),
                }
            ],
            "alone": {
                "customers": "whole",
                "orders_per_customer": "number",
                "average_order": "number",
            },
        },
    ),
    "path": [{"year": "whole", "amount": "number"}],
    "commitments": (
        "none",
        {"file": "text", "people": [{"name": "text", "amount": NUMBER_OR_NONE}]},
    ),
}
SPREAD = dict.fromkeys(("expected", "low", "high"), "number")
PLAN_CHECK: dict[str, Any] = {
    "metric": "text",
    "checks": [{"check": "text", "rating": "text", "value": NUMBER_OR_NONE, "why": "text"}],
    "expected": (
        "none",
        {
            "people": "whole",
            "reaching": SPREAD,
            "median_attainment": SPREAD,
            "within_20_percent": "number",
        },
    ),
    "asked_growth": (
        "none",
        {
            "people": "whole",
            **dict.fromkeys(("least", "median", "largest"), "number"),
            "far_beyond_best": "whole",
        },
    ),
    "correlation": ("none", {"value": "number", "people": "whole", "chance": "number"}),
    "load": ("none", {"whole": "number", "teams": [{"name": "text", "load": NUMBER_OR_NONE}]}),
    "over_assignment": "number",
    "concentration": {
        "people": (
            "none",
            {
                "largest": "text",
                "share": "number",
                "largest_fifth": "whole",
                "largest_fifth_share": "number",
            },
        ),
        "customers": (
            "none",
            {
                "largest": "text",
                "count": "whole",
                "shares": [{"largest": "whole", "share": "number"}],
            },
        ),
    },
    "people": [
        {
            "name": "text",
            "target": "number",
            "own_history": "flag",
            **dict.fromkeys(
                (
                    *("expected", "low", "high", "probability", "last_12_months"),
                    *("best_12_months", "growth", "growth_over_best", "load"),
                ),
                NUMBER_OR_NONE,
            ),
        }
    ],
}
VERSION: dict[str, Any] = {
    **{"number": "whole", "made": ("none", "day"), "as_of": ("none", "day")},
    **dict.fromkeys(("author", "reason", "policy"), ("none", "text")),
}
SHAPE: dict[str, Any] = {
    "format": "text",
    "version": "whole",
    "organisation": "text",
    "currency": "text",
    "year": PERIOD,
    "period": PERIOD,
    "plan_version": VERSION,
    "scenario": [{"path": "text", "before": ("none", "text"), "after": ("none", "text")}],
    "calendar_is_estimate": "flag",
    "working_days": "whole",
    "metrics": [
        {
            "metric": "text",
            "kind": "text",
            "goal": "number",
            "assigned": "number",
            "growth_base": BEFORE,
            "last_year": BEFORE,
            "seasonality": {
                "basis": "text",
                "months_of_history": "whole",
                "indices": ["number"],
                "shares": ["number"],
            },
            "limits": [
                {
                    "name": "text",
                    "period": "text",
                    "kind": "text",
                    "low": ("none", "number"),
                    "high": ("none", "number"),
                    "target": "number",
                }
            ],
            "levels": [
                {
                    "name": ("none", "text"),
                    "depth": "whole",
                    **dict.fromkeys(("goal", "below", "difference"), ("none", "number")),
                    **dict.fromkeys(("base", "over_assignment", "compound", "assigned"), "number"),
                }
            ],
            "total": TARGETS,
            "regions": [{"name": "text", "teams": ["text"], **TARGETS}],
            "teams": [{"name": "text", **TARGETS}],
            "people": [
                {
                    **{"name": "text", "team": "text", "vacant": "flag"},
                    **{"first_day": ("none", "day"), "last_day": ("none", "day")},
                    **{**TARGETS, "weeks": NUMBERS},
                }
            ],
        }
    ],
    "goal_checks": [GOAL_CHECK],
    "plan_checks": [PLAN_CHECK],
    "rows": ("none", dict.fromkeys(("read", "used", "rejected", "left_out"), "whole")),
    "findings": [
        {
            "code": "text",
            "severity": "text",
            "place": "text",
            "message": "text",
            "hint": "text",
            "count": "whole",
        }
    ],
    "files": ["text"],
}


def misfits(value: Any, shape: Any, path: str = "$") -> list[str]:  # noqa: ANN401 (JSON)
    """Where `value` is not of that shape."""
    if isinstance(shape, tuple):
        _, other = shape
        return [] if value is None else misfits(value, other, path)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{path}: not a list"]
        return [
            found
            for at, each in enumerate(value)
            for found in misfits(each, shape[0], f"{path}[{at}]")
        ]
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [f"{path}: not an object"]
        if "*" in shape:
            shape = dict.fromkeys(value, shape["*"])
        if value.keys() != shape.keys():
            return [f"{path}: {sorted(value.keys() ^ shape.keys())}"]
        return [
            found for key in shape for found in misfits(value[key], shape[key], f"{path}.{key}")
        ]
    return [] if _fits(value, shape) else [f"{path}: {value!r} is not {shape}"]


def _fits(value: object, kind: str) -> bool:
    if kind == "day":
        return isinstance(value, str) and dt.date.fromisoformat(value).isoformat() == value
    if kind == "any":
        return value is None or isinstance(value, str | int | float)
    if isinstance(value, bool):
        return kind == "flag"
    kinds: dict[str, type | UnionType] = {"text": str, "whole": int, "number": int | float}
    return kind in kinds and isinstance(value, kinds[kind])


PLAN = plan(
    {**REVENUE, "annual": "1234567.89", "over_assignment": "5%"},
    CALLS,
    history=two_years("Ann", "Zoë"),
)
EN = Labels(Language.EN)


@pytest.mark.parametrize("period", ["year", "H1", "Q3", "2027-02"])
def test_the_shape(period: str) -> None:
    data = plan_data(PLAN, EN, period=PLAN.calendar.period(period), files=["plan.xlsx"])
    assert misfits(data, SHAPE) == []
    assert json.loads(json.dumps(data)) == data


def test_the_shape_with_rows_and_without_history() -> None:
    alone = plan_data(plan(CALLS), EN)
    assert misfits(alone, SHAPE) == []
    assert (alone["rows"], alone["metrics"][0]["last_year"]) == (None, None)
    rows = plan_data(plan(CALLS), EN, sales=two_years("Ann"))["rows"]
    assert misfits(rows, SHAPE["rows"]) == []


def test_the_shape_is_watched() -> None:
    data = plan_data(PLAN, EN)
    assert misfits({**data, "more": 1}, SHAPE) == ["$: ['more']"]
    assert misfits({**data, "version": "1"}, SHAPE) == ["$.version: '1' is not whole"]
    assert misfits({**data, "files": [1]}, SHAPE) == ["$.files[0]: 1 is not text"]


def exact(numbers: dict[str, Any]) -> Decimal:
    return sum((Decimal(repr(value)) for value in numbers.values()), Decimal(0))


@pytest.mark.parametrize("period", ["year", "H1", "Q3", "2027-02"])
def test_sums(period: str) -> None:
    data = plan_data(PLAN, EN, period=PLAN.calendar.period(period))
    for metric in data["metrics"]:
        total = metric["total"]
        for group in ("teams", "people"):
            for key in ("period", "year"):
                parts = {each["name"]: each[key] for each in metric[group]}
                assert exact(parts) == Decimal(repr(total[key]))
            for month, number in total["months"].items():
                parts = {each["name"]: each["months"][month] for each in metric[group]}
                assert exact(parts) == Decimal(repr(number))
        for each in (total, *metric["teams"], *metric["people"]):
            assert exact(each["months"]) == Decimal(repr(each["period"]))
            if period == "year":
                assert exact(each["quarters"]) == exact(each["halves"]) == exact(each["months"])
        for person in metric["people"]:
            assert exact(person["weeks"]) == Decimal(repr(person["period"]))
        assert total["year"] == metric["assigned"]


def test_what_lies_inside_the_stretch() -> None:
    def keys(period: str) -> tuple[list[str], list[str], int, str]:
        data = plan_data(PLAN, EN, period=PLAN.calendar.period(period))
        total, person = data["metrics"][0]["total"], data["metrics"][0]["people"][0]
        return list(total["halves"]), list(total["quarters"]), len(total["months"]), min(
            person["weeks"]
        )  # fmt: skip

    assert keys("year") == (
        ["2027-H1", "2027-H2"],
        ["2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4"],
        12,
        "2027-01-01",
    )
    assert keys("H2") == (["2027-H2"], ["2027-Q3", "2027-Q4"], 6, "2027-07-01")
    assert keys("2027-02") == ([], [], 1, "2027-02-01")


def test_literal_numbers() -> None:
    # 1200 over two equal people who both work all year; 21 of 261 weekdays of 2027 in January.
    even = plan(
        {"metric": "calls", "annual": 2610, "unit": 10},
        team=[{"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]}],
    )
    data = plan_data(even, EN)
    (metric,) = data["metrics"]
    assert (metric["kind"], metric["goal"], metric["assigned"]) == ("count", 2610, 2610)
    days = [21, 20, 23, 22, 21, 22, 22, 22, 22, 21, 22, 23]
    assert list(metric["total"]["months"].values()) == [10 * count for count in days]
    assert data["working_days"] == 261
    assert metric["total"]["quarters"]["2027-Q1"] == 640
    assert sorted(person["year"] for person in metric["people"]) == [1300, 1310]


def test_over_assignment_and_cents() -> None:
    revenue = plan_data(PLAN, EN)["metrics"][0]
    assert revenue["goal"] == 1234567.89
    assert revenue["assigned"] == 1296296.28  # 1,296,296.2845
    assert isinstance(plan_data(PLAN, EN)["metrics"][1]["goal"], int)


def test_findings_as_data() -> None:
    place = Place("sales.xlsx", sheet="Orders", row=7, column="Amount")
    finding = Finding("W212", place, {"value": "n/a"}, count=3)
    (data,) = findings_data(Labels(Language.ZH), [finding])
    assert data == {
        "code": "W212",
        "severity": "warning",
        "place": "sales.xlsx[Orders]!7:Amount",
        "message": "“n/a”不是数字，或有多种读法，该行未计入（共 3 处）",
        "hint": "请用普通数字填写金额，例如 1234.50",
        "count": 3,
    }
