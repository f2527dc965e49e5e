"""The shape behind `review --json`, as docs/json.md promises it."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Language, Stretch
from salesplan.core.plan import Plan
from salesplan.core.review import review
from salesplan.core.trend import trend
from salesplan.errors import Finding, Place
from salesplan.labels import Labels
from salesplan.reports.review_data import review_data
from salesplan.reports.review_story import Story
from salesplan.reports.review_view import ReviewView
from tests.core.builders import sales
from tests.reports.plans import plan, plans, two_years
from tests.reports.test_plan_data import SHAPE as PLAN_SHAPE
from tests.reports.test_plan_data import misfits
from tests.reports.test_review_screen import DAY, FLAT, SOLD, flat

NUMBER = ("none", "number")
STANDING = {
    "target": NUMBER,
    "expected": NUMBER,
    "actual": "number",
    "variance": NUMBER,
    "variance_to_date": NUMBER,
    "attainment": NUMBER,
    "pace": NUMBER,
    "run_rate": NUMBER,
    "required_run_rate": NUMBER,
    "days_gone": "whole",
    "days_left": "whole",
    "landing": ("none", {"expected": "number", "low": NUMBER, "high": NUMBER, "basis": "text"}),
    "status": "text",
}
PERIOD = {
    "name": "text",
    "first_day": "day",
    "last_day": "day",
    "metrics": [
        {
            "metric": "text",
            "whole": STANDING,
            "regions": [{"name": "text", **STANDING}],
            "teams": [{"name": "text", "rank": ("none", "whole"), **STANDING}],
            "people": [
                {
                    **{"name": "text", "team": "text", "vacant": "flag"},
                    **{"rank": ("none", "whole"), **STANDING},
                }
            ],
            "others": [{"name": ("none", "text"), **STANDING}],
        }
    ],
}
PART = {"name": ("none", "text"), **dict.fromkeys(("actual", "expected", "variance"), "number")}
RATES = {"pace": NUMBER, "attainment": NUMBER}
BY_VERSION = dict.fromkeys(("target", "expected", "attainment", "pace"), NUMBER)
SHAPE: dict[str, Any] = {
    "format": "text",
    "version": "whole",
    "organisation": "text",
    "currency": "text",
    "as_of": "day",
    "plan_version": "whole",
    "period": "text",
    "periods": dict.fromkeys(("week", "month", "quarter", "half", "year", "ytd"), PERIOD),
    "why": [
        {
            "of": "text",
            "name": ("none", "text"),
            "variance_to_date": NUMBER,
            "orders": (
                "none",
                {
                    "orders": "whole",
                    "average": NUMBER,
                    "expected_average": "number",
                    "basis": "text",
                    "volume": "number",
                    "price": "number",
                },
            ),
            "customers": (
                "none",
                {
                    **dict.fromkeys(("new", "back", "kept", "lost", "unnamed", "growth"), "number"),
                    **dict.fromkeys(
                        ("new_count", "back_count", "kept_count", "lost_count"), "whole"
                    ),
                },
            ),
            "mixes": ("none", {"*": [PART]}),
        }
    ],
    "risks": [
        {
            "kind": "text",
            "of": "text",
            "name": ("none", "text"),
            "at_stake": "number",
            "customer": ("none", "text"),
            "figures": {"*": "any"},
            "text": "text",
        }
    ],
    "trend": [
        {
            "as_of": "day",
            **RATES,
            "teams": [{"name": "text", **RATES}],
            "people": [{"name": "text", **RATES}],
        }
    ],
    "versions": [
        {
            "number": "whole",
            "as_of": ("none", "day"),
            "reason": ("none", "text"),
            "metrics": [
                {
                    "metric": "text",
                    "whole": BY_VERSION,
                    "teams": [{"name": "text", **BY_VERSION}],
                    "people": [{"name": "text", "team": "text", **BY_VERSION}],
                }
            ],
        }
    ],
    "rows": PLAN_SHAPE["rows"],
    "findings": PLAN_SHAPE["findings"],
    "files": ["text"],
}
TWO = (FLAT, {"metric": "orders", "annual": 783})


def data_of(
    of: Plan | None = None,
    stretch: Stretch = Stretch.MONTH,
    *,
    day: dt.date = DAY,
    language: Language = Language.EN,
    findings: tuple[Finding, ...] = (),
) -> dict[str, Any]:
    sold = sales(SOLD)
    found = review(of or flat(*TWO), sold, day)
    story = Story.of(ReviewView(found, stretch, Labels(language)), sold)
    return review_data(story, trend(found, [], stretch, 0), sold, findings)


@pytest.mark.parametrize("stretch", list(Stretch))
@pytest.mark.parametrize("day", ["2026-12-31", "2027-01-13", "2027-12-31", "2028-02-01"])
def test_the_shape(stretch: Stretch, day: str) -> None:
    data = data_of(stretch=stretch, day=dt.date.fromisoformat(day))
    assert misfits(data, SHAPE) == []
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert (data["format"], data["version"]) == ("salesplan.review", 1)
    assert (data["organisation"], data["currency"]) == ("Acme", "USD")
    # A day after the year is its last one.
    assert (data["as_of"], data["period"]) == (min(day, "2027-12-31"), stretch.value)


def test_the_shape_with_a_history() -> None:
    before = plan(FLAT, history=two_years("张伟(离线)", "Ann"))
    data = data_of(before)
    assert misfits(data, SHAPE) == []
    (revenue,) = data["periods"]["month"]["metrics"]
    assert revenue["whole"]["landing"]["basis"] == "history"
    assert revenue["whole"]["landing"]["low"] < revenue["whole"]["landing"]["high"]


def test_findings_with_their_places() -> None:
    note = Finding(
        "N441",
        Place("plan.xlsx", sheet="Targets", row=4, column="Jan"),
        {"name": "Ann", "month": "2027-01", "old": "21,000", "new": "30,000"},
    )
    assert data_of(findings=(note,))["findings"] == [
        {
            "code": "N441",
            "severity": "note",
            "place": "plan.xlsx[Targets]!4:Jan",
            "message": "Ann, 2027-01: the target was edited from 21,000 to 30,000",
            "hint": "",
            "count": 1,
        }
    ]


def test_numbers_by_hand() -> None:
    data = data_of()
    assert {key: each["name"] for key, each in data["periods"].items()} == {
        "week": "2027-W03",
        "month": "2027-01",
        "quarter": "2027-Q1",
        "half": "2027-H1",
        "year": "2027",
        "ytd": "2027-YTD",
    }
    month = data["periods"]["month"]
    assert (month["first_day"], month["last_day"]) == ("2027-01-01", "2027-01-31")
    revenue, orders = month["metrics"]
    assert (revenue["metric"], orders["metric"]) == ("revenue", "orders")
    assert revenue["people"][0] == {
        "name": "Ann",
        "team": "East",
        "vacant": False,
        "rank": 1,
        "target": 21_000,
        "expected": 9_000,
        "actual": 10_800,
        "variance": -10_200,
        "variance_to_date": 1_800,
        "attainment": 0.514286,
        "pace": 1.2,
        "run_rate": 1_200,
        "required_run_rate": 850,
        "days_gone": 9,
        "days_left": 12,
        "landing": {"expected": 25_200, "low": None, "high": None, "basis": "pace"},
        "status": "on_track",
    }
    assert [each["rank"] for each in revenue["people"]] == [1, 2, 3, None]
    assert [(each["name"], each["actual"]) for each in revenue["others"]] == [
        (None, 300),
        ("Zoe", 700),
    ]
    assert [(each["name"], each["rank"], each["status"]) for each in revenue["teams"]] == [
        ("East", 1, "on_track"),
        ("West", 2, "behind"),
    ]
    # (63,000 − 24,400) ÷ 12, to the cent.
    assert revenue["whole"]["required_run_rate"] == 3216.67
    # Five orders of 63: 58 ÷ 12.
    assert orders["whole"]["required_run_rate"] == 4.833333


def test_what_has_no_value_is_null() -> None:
    dee = data_of()["periods"]["month"]["metrics"][0]["people"][3]
    assert {key: value for key, value in dee.items() if value is not None} == {
        "name": "Dee",
        "team": "West",
        "vacant": False,
        "actual": 0,
        "days_gone": 0,
        "days_left": 0,
        "status": "no_target",
    }


def test_landings_are_of_every_stretch_that_has_an_end() -> None:
    data = data_of(stretch=Stretch.QUARTER)
    landed = {
        key
        for key, each in data["periods"].items()
        for metric in each["metrics"]
        for standing in (metric["whole"], *metric["teams"], *metric["people"], *metric["others"])
        if standing["landing"] is not None
    }
    assert landed == set(Stretch)


def test_words_change_with_the_language_and_nothing_else() -> None:
    stranger = (Finding("W401", values={"name": "Zoe"}),)
    english, chinese = (data_of(language=each, findings=stranger) for each in Language)
    assert english.pop("findings") != chinese.pop("findings")
    assert [risk.pop("text") for risk in english["risks"]] != [
        risk.pop("text") for risk in chinese["risks"]
    ]
    assert english == chinese


def exact(parts: list[dict[str, Any]], key: str) -> Decimal:
    return sum((Decimal(repr(each[key] or 0)) for each in parts), Decimal(0))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(plans(), st.dates(dt.date(2026, 11, 1), dt.date(2028, 5, 31)), st.sampled_from(Stretch))
def test_parts_add_up_to_the_whole(any_plan: Plan, day: dt.date, stretch: Stretch) -> None:
    sold = two_years(any_plan.profile.reps[0].name, "Zoe", any_plan.profile.reps[-1].name)
    found = review(any_plan, sold, day)
    if not found.metrics:  # no sales tell of calls
        return
    story = Story.of(ReviewView(found, stretch, Labels(Language.EN)), sold)
    data = review_data(story, trend(found, [], stretch, 0), sold, ())
    assert misfits(data, SHAPE) == []
    json.dumps(data, allow_nan=False)
    for period in data["periods"].values():
        for metric in period["metrics"]:
            whole, others = metric["whole"], metric["others"]
            for key in ("target", "expected", "actual"):
                total = Decimal(repr(whole[key] or 0))
                assert exact([*metric["people"], *others], key) == total
                assert exact([*metric["teams"], *others], key) == total
