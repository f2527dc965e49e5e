"""The shape behind `replan --json`, as docs/json.md promises it; numbers by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from salesplan.choices import Language, Policy
from salesplan.labels import Labels
from salesplan.reports.plan_data import plan_data
from salesplan.reports.replan_data import replan_data
from tests.core.builders import sales
from tests.reports.replans import SOLD, even, second, third
from tests.reports.test_plan_data import SHAPE, VERSION, misfits

EN = Labels(Language.EN)
AMOUNTS = {
    **dict.fromkeys(("expected", "left_before", "left"), "number"),
    **dict.fromkeys(("actual", "gap", "rise"), ("none", "number")),
}
VERSION_OF_METRIC = {
    "metric": "text",
    **dict.fromkeys(
        ("goal", "assigned", "targets_so_far", "carried_over", "targets_to_come"), "number"
    ),
}
REPLAN: dict[str, Any] = {
    **SHAPE,
    "versions": [{**VERSION, "people": "whole", "metrics": [VERSION_OF_METRIC]}],
    "settled": [
        {
            "metric": "text",
            **dict.fromkeys(("goal_before", "goal", "sold_by_others"), "number"),
            "total": AMOUNTS,
            "people": [{"name": "text", "team": "text", **AMOUNTS}],
        }
    ],
}


@pytest.mark.parametrize("period", ["year", "Q2", "2027-05"])
@pytest.mark.parametrize("policy", list(Policy))
def test_the_shape(policy: Policy, period: str) -> None:
    done = second(policy)
    stretch = done.plan.calendar.period(period)
    data = replan_data(done, EN, period=stretch, sales=sales(SOLD), findings=done.findings)
    assert misfits(data, REPLAN) == []
    assert json.loads(json.dumps(data)) == data
    assert data["format"] == "salesplan.replan"


def test_what_was_settled() -> None:
    (settled,) = replan_data(second(), EN)["settled"]
    assert (settled["goal_before"], settled["goal"], settled["sold_by_others"]) == (7200, 7200, 0)
    assert settled["total"] == {
        "expected": 1800, "actual": 1710, "gap": -90, "left_before": 5400, "left": 5490,
        "rise": 0.016667,
    }  # fmt: skip
    assert settled["people"][0] == {
        "name": "Ann", "team": "East", "expected": 300, "actual": 210, "gap": -90,
        "left_before": 900, "left": 990, "rise": 0.1,
    }  # fmt: skip


def test_versions() -> None:
    first, last = replan_data(second(), EN)["versions"]
    assert first == {
        "number": 1, "made": None, "author": None, "reason": None, "as_of": None, "policy": None,
        "people": 3,
        "metrics": [{
            "metric": "revenue", "goal": 7200, "assigned": 7200, "targets_so_far": 0,
            "carried_over": 0, "targets_to_come": 7200,
        }],
    }  # fmt: skip
    assert last == {
        "number": 2, "made": "2027-04-03", "author": "Director", "reason": "a slow start",
        "as_of": "2027-03-31", "policy": "own", "people": 3,
        "metrics": [{
            "metric": "revenue", "goal": 7200, "assigned": 7200, "targets_so_far": 1800,
            "carried_over": -90, "targets_to_come": 5490,
        }],
    }  # fmt: skip


def test_targets_with_what_was_carried_over() -> None:
    data = replan_data(second(), EN)
    assert data["plan_version"]["number"] == 2
    ann = data["metrics"][0]["people"][0]
    assert ann["carried_over"] == {"2027-03-31": -90}
    assert (ann["year"], ann["period"]) == (1200, 1200)
    assert ann["halves"] == {"2027-H1": 540, "2027-H2": 660}  # 300 − 90 + 330; 660
    assert ann["quarters"]["2027-Q2"] == 330
    quarter = replan_data(second(), EN, period=even().calendar.period("Q2"))
    assert quarter["metrics"][0]["people"][0]["carried_over"] == {}
    assert quarter["metrics"][0]["people"][0]["period"] == 330


def test_days_within_a_month() -> None:
    data = replan_data(third(), EN, period=even().calendar.period("2027-05"))
    ann = data["metrics"][0]["people"][0]
    # Of the 78 that Ann is ahead, 52 are missing in May: what she sold, she sold in April.
    assert ann["carried_over"] == {"2027-05-15": -52}
    assert ann["period"] == ann["months"]["2027-05"] - 52
    year = replan_data(third(), EN)["metrics"][0]
    assert year["total"]["carried_over"] == {"2027-03-31": -90, "2027-05-15": 78 - 280 - 458}
    assert year["total"]["year"] == 7200


def test_a_first_plan_is_version_one() -> None:
    data = plan_data(even(), EN)
    assert data["plan_version"] == {
        "number": 1, "made": None, "author": None, "reason": None, "as_of": None, "policy": None,
    }  # fmt: skip
    assert data["metrics"][0]["people"][0]["carried_over"] == {}
