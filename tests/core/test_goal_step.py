"""Where a team's part of the goal comes from: by hand, and recalculated from what is shown."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.goal_step import goal_of
from salesplan.core.plan import Plan, build_plan
from salesplan.core.steps import LevelBy, LevelShare, LevelStep
from salesplan.errors import SalesplanError
from salesplan.profile import Profile
from salesplan.reports.plan_record import plan_from_text, plan_to_text
from tests.core.test_levels import level, planned, team


def step(plan: Plan, name: str, metric: int = 0) -> LevelStep:
    """What the first person of a team is told about it."""
    person = next(at for at, rep in enumerate(plan.reps) if rep.name == f"{name}0")
    return goal_of(plan, plan.metrics[metric], person).levels[-1]


def share(*figures: int) -> LevelShare:
    return LevelShare(*(Decimal(figure) for figure in figures))


# Everybody weighs the same. By weight alone each of five people would have 1,200 ÷ 5 = 240.
_SHARED = (
    level("East", team("A", goal=500), team("B"), team("C", 2), goal=800),
    team("N"),
)


def test_a_part_by_weight_of_what_goals_leave() -> None:
    # amount, taken, left, weight, weights, exact, odd: 300 × 240 ÷ 720 = 100
    plan = planned(*_SHARED)
    assert step(plan, "B").share == share(800, 500, 300, 240, 720, 100, 0)
    assert step(plan, "C").share == share(800, 500, 300, 480, 720, 200, 0)
    assert step(plan, "N").share == share(1200, 800, 400, 240, 240, 400, 0)
    assert step(plan, "A").by is LevelBy.GOAL
    assert step(plan, "A").share is None


def test_beside_goals_that_are_scaled() -> None:
    # East and N want 1,500 of 1,200: East has 900 × 4/5 = 720, and A 600 × 4/5 = 480 of it
    east = level("East", team("A", goal=600), team("B"), goal=900)
    plan = planned(east, team("N", goal=600))
    assert step(plan, "B").share == share(720, 480, 240, 400, 400, 240, 0)
    assert [int(step(plan, name).base) for name in "AB"] == [480, 240]
    assert step(plan, "A").by is LevelBy.SCALED
    assert step(plan, "A").said == 600


def test_beside_goals_that_leave_nothing() -> None:
    # B has the part of its weight, 400 of 800: half of 800
    plan = planned(level("East", team("A", goal=800), team("B"), goal=800), team("N"))
    assert step(plan, "B").share == share(800, 0, 800, 400, 800, 400, 0)


def test_in_whole_units_with_the_remainder() -> None:
    # 1,200 in 500s: 800 × 1/3 = 267 and 533 become 0 and 500 + 300, the remainder
    plan = planned(team("A"), team("B", 2), team("C", goal=400), unit=500)
    assert step(plan, "A").share == share(1200, 400, 800, 300, 900, 267, 0)
    assert step(plan, "B").share == share(1200, 400, 800, 600, 900, 533, 300)
    assert [int(step(plan, name).base) for name in "AB"] == [0, 800]


def test_a_region_without_a_goal_whose_teams_have_some_is_scaled() -> None:
    # East wants 500 + 300 = 800, N 700: 1,200 ÷ 1,500 of each
    plan = planned(level("East", team("A", goal=500), team("B", goal=300)), team("N", goal=700))
    east = goal_of(plan, plan.metrics[0], 0).levels[0]
    assert (east.name, east.by) == ("East", LevelBy.SCALED)
    assert east.said == 800
    assert east.base == 640


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(("junior", "senior", "expert")), min_size=4, max_size=9),
    st.integers(1, 900_000),
    st.sampled_from(("0.01", "1", "1000")),
    st.sampled_from(("top_down", "bottom_up")),
)
def test_the_figures_shown_give_the_part(
    skills: list[str], goal: int, unit: str, policy: str
) -> None:
    teams: list[dict[str, Any]] = [
        {"name": f"T{at}", "reps": [{"name": f"T{at}0", "skill": skill}]}
        for at, skill in enumerate(skills)
    ]
    teams[0]["goal"] = goal
    profile = Profile.model_validate(
        {
            "fiscal_year": {"start": "2027-01-01"},
            "goals": [{"metric": "revenue", "annual": 1_000_000, "unit": unit}],
            "team": [{"name": "East", "goal": 600_000, "teams": teams[:3]}, *teams[3:]],
            "levels": {"policy": policy},
        }
    )
    try:
        plan = build_plan(profile)
    except SalesplanError:
        assert goal >= 600_000  # nothing left for those without a goal
        return
    for name in [each["name"] for each in teams[1:]]:
        told = step(plan, name)
        found = told.share
        assert found is not None
        assert found.left == found.amount - found.taken
        again = found.left * found.weight / found.weights
        assert round(abs(again - found.exact), 6) <= Decimal("0.005")
        assert abs(told.base - found.odd - found.exact) < 2 * Decimal(unit)


@pytest.mark.parametrize("name", ["B", "C", "N"])
def test_parts_survive_being_written_down(name: str) -> None:
    plan = planned(*_SHARED)
    again = plan_from_text(plan_to_text(plan))
    assert step(again, name) == step(plan, name)
