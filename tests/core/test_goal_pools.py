"""Who has a goal together, and what people would have without limits under it."""

from __future__ import annotations

from typing import Any

import pytest

from salesplan.core.explain import explain
from salesplan.core.goal_pools import carriers, goal_pools, without_limits
from salesplan.core.plan import Plan, build_plan
from tests.core.builders import profile

GOAL = {"metric": "revenue", "annual": 7830}
ANN = {"name": "Ann"}
MOVES = {**ANN, "changes": [{"from": "2027-07-01", "team": "West"}]}


def plan(ann: dict[str, Any], *, goals: dict[str, int]) -> Plan:
    """East (Ann, Bob) and West (Cid) in the region Coast, beside Inland (Dan)."""
    teams: list[dict[str, Any]] = [
        {"name": "East", "reps": [ann, {"name": "Bob"}]},
        {"name": "West", "reps": [{"name": "Cid"}]},
    ]
    inland: dict[str, Any] = {"name": "Inland", "reps": [{"name": "Dan"}]}
    team: list[dict[str, Any]] = [{"name": "Coast", "teams": teams}, inland]
    for each in (*team, *teams):
        if str(each["name"]) in goals:
            each["goal"] = goals[str(each["name"])]
    return build_plan(profile(goals=[GOAL], team=team))


@pytest.mark.parametrize(
    ("goals", "pools"),
    [
        ({}, {"": (0, 1, 2, 3)}),
        ({"Coast": 6000}, {"Coast": (0, 1, 2), "": (3,)}),
        ({"Coast": 6000, "West": 1500}, {"Coast": (0, 1), "West": (2,), "": (3,)}),
        ({"Inland": 1500}, {"": (0, 1, 2), "Inland": (3,)}),
    ],
)
def test_people_belong_to_the_nearest_level_with_a_goal(
    goals: dict[str, int], pools: dict[str, tuple[int, ...]]
) -> None:
    made = plan(ANN, goals=goals)
    assert goal_pools(made, made.metrics[0]) == pools


def test_rows_of_a_person_carry_together_where_they_are_under_one_goal() -> None:
    # Ann's second row stands behind Cid.
    one = plan(MOVES, goals={"Coast": 6000})
    assert set(carriers(one, one.metrics[0])) == {(0, 3), (1,), (2,), (4,)}
    two = plan(MOVES, goals={"West": 2000})
    assert set(carriers(two, two.metrics[0])) == {(0,), (3,), (1,), (2,), (4,)}


def test_without_limits_goals_of_levels_hold() -> None:
    # Three equal people share Coast's 6,000: Ann, locked at 2,400, would have 2,000.
    made = plan({**ANN, "target": 2400}, goals={"Coast": 6000})
    metric = made.metrics[0]
    assert metric.targets[0].sum() == 2400_00
    without = without_limits(made, metric).sum(axis=1)
    assert without == pytest.approx([2000_00, 2000_00, 2000_00, 1830_00], abs=1)
    told = explain(made, 0, metric, made.calendar.year)
    shares = [chain.share.exact for chain in told.months]
    assert float(sum(shares)) == pytest.approx(2000, abs=0.01)
    assert all(chain.left is not None for chain in told.months)
