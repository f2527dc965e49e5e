"""Targets under limits, explained: figures from which the target can be calculated again."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from salesplan.core.explain import explain
from salesplan.core.plan import Plan, build_plan
from salesplan.inputs.profile_file import read_profile
from salesplan.labels import Labels
from salesplan.reports.explanation_story import sentences
from salesplan.reports.explanation_view import ExplanationView
from tests.core.builders import profile
from tests.core.test_explain import ROOT, cents, data_of, history, steps_of


@pytest.fixture(scope="module")
def northwind(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The shipped example with Nancy Davolio locked at 95,432.10."""
    text = (ROOT / "targets.example.yaml").read_text(encoding="utf-8")
    lock = "- {name: Nancy Davolio, target: 95_432.10,"
    assert text.count("- {name: Nancy Davolio,") == 1
    path: Path = tmp_path_factory.mktemp("example") / "targets.yaml"
    path.write_text(text.replace("- {name: Nancy Davolio,", lock), encoding="utf-8")
    return build_plan(read_profile(path)[0], history())


def data(plan: Plan, name: str, month: int | None = None) -> dict[str, Any]:
    at = [rep.name for rep in plan.profile.reps].index(name)
    stretch = plan.calendar.year if month is None else plan.calendar.months[month - 1]
    return data_of(plan, explain(plan, at, plan.metrics[0], stretch))


def test_a_locked_person_by_hand(northwind: Plan) -> None:
    steps = steps_of(data(northwind, "Nancy Davolio", 3)["months"][0])
    # As without the lock: senior, all day, record 128,912.59 ÷ 105,554.60 of which 70.43 % counts.
    factor = 1 + Fraction("0.7042985") * (Fraction("128912.59") / Fraction("105554.6") - 1)
    ideal = 57_400 * Fraction("1.3") * factor / Fraction("10.3022067")
    assert steps["share"]["exact"] == cents(ideal) == Decimal("8371.97")
    # What the lock makes of it, and that in whole hundreds.
    under = cents(Fraction(steps["share"]["exact"]) * Fraction(steps["limit"]["factor"]))
    assert steps["limit"]["exact"] == under
    assert abs(steps["rounding"]["target"] - under) < 100
    assert "left" not in steps


def test_a_locked_year_adds_up_to_the_lock(northwind: Plan) -> None:
    found = data(northwind, "Nancy Davolio")
    assert found["target"] == Decimal("95432.1")
    assert found["limits"] == [
        {
            "name": "Nancy Davolio",
            "period": "1998",
            "kind": "target",
            "low": Decimal("95432.1"),
            "high": Decimal("95432.1"),
            "target": Decimal("95432.1"),
        }
    ]
    targets = [month["target"] for month in found["months"]]
    assert sum(targets) == Decimal("95432.1")
    assert sorted(target % 100 for target in targets) == [0] * 11 + [Decimal("32.1")]
    exact = sum(steps_of(month)["limit"]["exact"] for month in found["months"])
    assert abs(exact - Decimal("95432.1")) <= Decimal("0.12")


def test_what_a_lock_leaves_to_the_others_by_hand(northwind: Plan) -> None:
    plan = northwind
    locked = steps_of(data(plan, "Nancy Davolio", 3)["months"][0])["rounding"]["target"]
    steps = steps_of(data(plan, "Robert King", 3)["months"][0])
    # 57,400 less Nancy's; the weights of eight: 10.3022067 less her 1.5026089.
    assert steps["left"] == {
        "kind": "left",
        "total": 57_400,
        "limited": locked,
        "left": 57_400 - locked,
    }
    assert (steps["share"]["amount"], steps["share"]["people"]) == (57_400 - locked, 8)
    assert round(Decimal(steps["share"]["weights"]), 5) == Decimal("8.79960")
    weight = 1 + Fraction("0.6381805") * (Fraction("75703.35") / Fraction("78167.38") - 1)
    exact = (57_400 - locked) * weight / Fraction("8.7995978")
    assert abs(steps["share"]["exact"] - cents(exact)) <= Decimal("0.01")
    rounding = steps["rounding"]
    assert rounding["due"] == steps["share"]["exact"] + rounding["before"] - rounding["given"]
    assert abs(rounding["target"] - rounding["due"]) < 100


def test_everybody_adds_up(northwind: Plan) -> None:
    for month in range(1, 13):
        targets = [data(northwind, rep.name, month)["target"] for rep in northwind.profile.reps]
        steps = steps_of(data(northwind, "Robert King", month)["months"][0])
        assert sum(targets) == steps["month_total"]["total"]


def test_sentences_name_the_limit_and_what_it_leaves(northwind: Plan) -> None:
    def told(name: str) -> list[str]:
        at = [rep.name for rep in northwind.profile.reps].index(name)
        metric, march = northwind.metrics[0], northwind.calendar.months[2]
        found = explain(northwind, at, metric, march)
        return sentences(ExplanationView.of(northwind, found, Labels(northwind.profile.language)))

    assert told("Nancy Davolio")[1] == (
        "A limit decides: locked at 95,432.10. Without limits your exact share would be $8,371.97."
    )
    assert told("Robert King")[1] == (
        "Limits leave $50,100 of it to be shared by 8 people by their weights."
    )


def test_months_that_limits_move_say_so() -> None:
    goal = {"metric": "calls", "annual": 1200, "seasonality": "working_days"}
    plan = build_plan(profile({"name": "Ann", "target": {"periods": {"M3": 40}}}, goals=[goal]))
    steps = steps_of(data(plan, "Ann", 3)["months"][0])
    # 1,200 × 23 ÷ 261 working days is 105.7, 106 in whole numbers
    assert steps["month_total"]["exact"] == Decimal("105.75")
    assert (steps["month_total"]["moved"], steps["month_total"]["total"]) == (-66, 40)
    assert data(plan, "Ann")["target"] == 1200


def test_a_month_asked_of_somebody_away_is_asked_by_the_limit_alone() -> None:
    leave = [{"from": "2027-03-01", "to": "2027-03-31"}]
    ann = {"name": "Ann", "leave": leave, "target": {"periods": {"M3": 23}}}
    plan = build_plan(profile(ann, {"name": "Bob"}))
    steps = steps_of(data(plan, "Ann", 3)["months"][0])
    assert steps["share"]["exact"] == 0
    assert steps["limit"]["exact"] == steps["rounding"]["target"] == 23
