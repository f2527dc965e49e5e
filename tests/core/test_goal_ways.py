from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from salesplan.core.commitments import Commitments
from salesplan.core.goal_ways import path_to, way_total
from salesplan.core.grounds import Grounds, prepare
from salesplan.core.plan import build_plan, plan_on
from salesplan.core.sales import Sales
from salesplan.errors import SalesplanError
from salesplan.profile import Goal
from tests.core.builders import every_day, profile, sales

# A yuan a day: 365 yuan in 2026, as in 2025.
DAILY = sales((str(day), "Ann", 100) for day in every_day("2025-01-01", "2026-12-31"))


def grounds(history: Sales | None = DAILY, **goal: object) -> Grounds:
    return prepare(profile(goals=[{"metric": "revenue", **goal}]), history)


def total(history: Sales | None = DAILY, **goal: object) -> int:
    found = grounds(history, **goal)
    return way_total(found.metrics[0].settings, found, found.metrics[0])


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ({"annual": 500}, 50_000),
        # 365 × 1.2 = 438
        ({"growth": "20%"}, 43_800),
        # 365 × 1.1 × 1 × 1.05 = 421.575, in whole yuan
        ({"drivers": {"customers": "10%", "average_order": "5%"}}, 42_200),
        # 365 × 1.04 × 12.5 / 12 = 395.41666…
        ({"market": {"growth": "4%", "share": {"from": "12%", "to": "12.5%"}}}, 39_500),
        ({"market": {"growth": "4%"}, "unit": "0.01"}, 37_960),
        # 365 × (485.815 / 365) ^ (1/3), the latter being 1.1 each year: 401.5
        ({"long_term": {"year": 2029, "annual": "485.82"}, "unit": "0.1"}, 40_150),
        ({"long_term": {"year": 2027, "annual": 600}}, 60_000),
        # beside another way the market decides nothing
        ({"growth": "20%", "market": {"growth": "4%"}}, 43_800),
    ],
)
def test_each_way(goal: dict[str, Any], expected: int) -> None:
    assert total(**goal) == expected


def test_a_probability_of_one_half_is_what_is_expected() -> None:
    found = grounds(probability="50%", unit="0.01")
    outlook = found.metrics[0].outlook
    assert outlook is not None
    assert way_total(found.metrics[0].settings, found, found.metrics[0]) == round(outlook.total)


def test_the_surer_the_lower() -> None:
    rough = sales(
        (str(day), "Ann", 100 + 97 * (day.toordinal() * 7919 % 13))
        for day in every_day("2024-01-01", "2026-12-31")
    )
    cautious, even, ambitious = (total(rough, probability=share) for share in ("80%", "50%", "20%"))
    assert cautious < even < ambitious


@pytest.mark.parametrize(
    ("goal", "code"),
    [
        ({"growth": "20%"}, "E420"),
        ({"drivers": {}}, "E420"),
        ({"market": {"growth": "4%"}}, "E420"),
        ({"long_term": {"year": 2029, "annual": 600}}, "E420"),
        ({"probability": "50%"}, "E490"),
        ({"commitments": "commitments.csv"}, "E492"),
    ],
)
def test_ways_that_lead_nowhere_without_a_history(goal: dict[str, Any], code: str) -> None:
    with pytest.raises(SalesplanError) as caught:
        total(None, **goal)
    assert [finding.code for finding in caught.value.findings] == [code]


def test_a_long_term_goal_before_the_year_to_plan() -> None:
    # The profile does not say which year is planned, so nothing but the history can tell.
    goal = {"metric": "revenue", "long_term": {"year": 2026, "annual": 600}}
    with pytest.raises(SalesplanError) as caught:
        build_plan(profile(goals=[goal], fiscal_year={}), DAILY)
    assert caught.value.findings[0].code == "E152"
    assert caught.value.findings[0].values == {"year": 2026, "planned": 2027}


def test_the_path_begins_with_what_was_sold() -> None:
    # 365 yuan × 1.1 = 401.5, × 1.1 = 441.65, and 485.82 at the end, in tenths.
    found = grounds(long_term={"year": 2029, "annual": "485.82"}, unit="0.1")
    goal = found.metrics[0].settings.long_term
    assert goal is not None
    path = path_to(goal, found.calendar, found.metrics[0])
    assert [(point.year, point.amount) for point in path] == [
        (2026, 36_500),
        (2027, 40_150),
        (2028, 44_170),
        (2029, 48_582),
    ]


def test_a_path_over_a_year_that_is_not_complete() -> None:
    # 2026 has only its first half: the path begins in 2025, and 2027 is its second year.
    half = sales((str(day), "Ann", 100) for day in every_day("2025-01-01", "2026-06-30"))
    # 365 × 4 = 1460 after two years: twice as much each year.
    found = grounds(half, long_term={"year": 2027, "annual": 1460})
    goal = found.metrics[0].settings.long_term
    assert goal is not None
    path = path_to(goal, found.calendar, found.metrics[0])
    assert [(point.year, point.amount) for point in path] == [
        (2025, 36_500),
        (2026, 73_000),
        (2027, 146_000),
    ]
    assert "W421" in {finding.code for finding in plan_on(found).findings}


def test_the_goal_is_what_people_commit_to() -> None:
    pledged = Commitments("c.csv", np.array([70_050, 30_000]), np.array([True, True]))
    planned = profile(goals=[{"metric": "revenue", "commitments": "c.csv", "unit": 100}])
    plan = build_plan(planned, None, {("revenue", "c.csv"): pledged})
    assert plan.metrics[0].goal == 100_050  # as it is, not in whole units
    assert plan.metrics[0].targets.sum() == 100_050


def test_which_year_a_goal_was_reckoned_from() -> None:
    for goal, name in (
        ({"growth": "20%"}, "2026"),
        ({"drivers": {"customers": "1%"}}, "2026"),
        ({"annual": 500}, None),
        ({"probability": "50%"}, None),
    ):
        base = plan_on(grounds(**goal)).metrics[0].growth_base
        assert (base and base.name) == name


def test_the_factor_of_drivers_and_market() -> None:
    goal = Goal.model_validate(
        {
            "metric": "revenue",
            "drivers": {"customers": "10%", "orders_per_customer": "-5%", "average_order": "2%"},
            "market": {"growth": "4%", "share": {"from": "12%", "to": "12.5%"}},
        }
    )
    assert goal.drivers is not None
    assert goal.market is not None
    assert goal.drivers.factor == Fraction("1.0659")
    assert goal.market.factor == Fraction(13, 12)
    assert [by.value for by in goal.given] == ["drivers", "market"]
    assert goal.by.value == "drivers"
