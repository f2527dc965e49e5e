"""Goals of levels: worked by hand to the unit, and laws over random trees."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.levels import Disagreement, Level, resolve
from salesplan.core.plan import Plan, build_plan
from salesplan.core.plan_part import part_of
from salesplan.core.team_tree import people_of_teams, placed_teams
from salesplan.errors import SalesplanError
from salesplan.profile import Profile

Tree = dict[str, Any]


def team(name: str, people: int = 1, **fields: object) -> Tree:
    return {"name": name, "reps": [{"name": f"{name}{at}"} for at in range(people)], **fields}


def level(name: str, *teams: Tree, **fields: object) -> Tree:
    return {"name": name, "teams": list(teams), **fields}


def profile(*teams: Tree, policy: str = "top_down", **goal: object) -> Profile:
    settings = {"metric": "calls", "annual": 1200, **goal}
    return Profile.model_validate(
        {
            "fiscal_year": {"start": "2027-01-01"},
            "goals": [settings],
            "team": list(teams),
            "levels": {"policy": policy},
        }
    )


def planned(*teams: Tree, policy: str = "top_down", **goal: object) -> Plan:
    return build_plan(profile(*teams, policy=policy, **goal))


def bases(plan: Plan) -> dict[str, int]:
    return {each.name: each.base for each in plan.metrics[0].levels}


def sums(plan: Plan) -> dict[str, int]:
    """What the people of each team and level really have."""
    targets = plan.metrics[0].targets
    return {
        name: int(targets[list(people)].sum())
        for name, people in people_of_teams(plan.profile).items()
    }


def codes(plan: Plan) -> list[tuple[str, object, object]]:
    return [
        (each.code, each.values["name"], each.values["difference"])
        for each in plan.findings
        if "difference" in each.values
    ]


EAST = level("East", team("A", goal=500), team("B", goal=200), goal=800)
NORTH = team("N")


def test_a_region_above_the_sum_of_its_teams_from_the_top() -> None:
    # 800 where the teams have 700: 500 × 8/7 = 571.4, 200 × 8/7 = 228.6; the others have 400
    plan = planned(EAST, NORTH)
    assert bases(plan) == {"": 1200, "East": 800, "A": 571, "B": 229, "N": 400}
    assert sums(plan) == bases(plan)
    assert codes(plan) == [("W490", "East", "-100")]


def test_a_region_above_the_sum_of_its_teams_from_the_bottom() -> None:
    # the region is 700, which leaves 500 of the company's 1,200 to the others
    plan = planned(EAST, NORTH, policy="bottom_up")
    assert bases(plan) == {"": 1200, "East": 700, "A": 500, "B": 200, "N": 500}
    assert sums(plan) == bases(plan)
    assert codes(plan) == [("W491", "East", "-100")]


def test_a_region_above_the_sum_of_its_teams_refused() -> None:
    with pytest.raises(SalesplanError) as caught:
        planned(EAST, NORTH, policy="refuse")
    (found,) = caught.value.findings
    assert found.code == "E437"
    assert [found.values[name] for name in ("name", "said", "below", "difference")] == [
        "East", "800", "700", "-100",
    ]  # fmt: skip


def test_from_the_bottom_up_to_the_company() -> None:
    # 700 and 600 are 1,300, and that is the goal; over-assigned by a tenth it is 1,430
    plan = planned(EAST, team("N", goal=600), policy="bottom_up", over_assignment="10%")
    metric = plan.metrics[0]
    assert (metric.goal, metric.assigned, int(metric.targets.sum())) == (1300, 1430, 1430)
    assert codes(plan) == [("W491", "company", "+100"), ("W491", "East", "-100")]


def test_goals_that_are_more_than_the_company_has() -> None:
    # East wants 900 and N 600 of 1,200: four fifths of each, 720 and 480; the teams of East agree
    # with it, so that they are scaled with it and nobody speaks of them
    east = level("East", team("A", goal=600), team("B", goal=300), goal=900)
    plan = planned(east, team("N", goal=600))
    assert bases(plan) == {"": 1200, "East": 720, "A": 480, "B": 240, "N": 480}
    assert codes(plan) == [("W490", "company", "+300")]


def test_a_team_without_a_goal_beside_one() -> None:
    # 800 − 500; the region that says nothing has what is left of 1,200
    plan = planned(level("East", team("A", goal=500), team("B"), goal=800), NORTH)
    assert bases(plan) == {"": 1200, "East": 800, "A": 500, "B": 300, "N": 400}
    assert codes(plan) == []


def test_those_without_a_goal_share_by_weight() -> None:
    # 1,200 − 300 over one and two equal people
    plan = planned(team("A", goal=300), team("B"), team("C", 2))
    assert sums(plan) == {"": 1200, "A": 300, "B": 300, "C": 600}


def test_goals_that_leave_nothing_to_a_team_without_one() -> None:
    # A wants all 800; B is one of two equal people: half of it, and A has the other half
    tree = level("East", team("A", goal=800), team("B"), goal=800)
    plan = planned(tree, NORTH)
    assert bases(plan) == {"": 1200, "East": 800, "A": 400, "B": 400, "N": 400}
    assert codes(plan) == [("W492", "East", "+0")]
    for policy, code in (("refuse", "E438"), ("bottom_up", "E438")):
        with pytest.raises(SalesplanError) as caught:
            planned(tree, NORTH, policy=policy)
        assert [(each.code, each.values["names"]) for each in caught.value.findings] == [
            (code, "B")
        ]


def test_a_level_without_a_goal_has_the_sum_of_those_below_it() -> None:
    # nobody says 700 for East, but its teams do: the same under each policy, and nothing to say
    east = level("East", team("A", goal=500), team("B", goal=200))
    for policy in ("top_down", "bottom_up", "refuse"):
        plan = planned(east, NORTH, policy=policy)
        assert bases(plan) == {"": 1200, "East": 700, "A": 500, "B": 200, "N": 500}
        assert codes(plan) == []


def test_over_assignment_of_each_level_on_top_of_the_other() -> None:
    # 5 % × 3 % × 2 %: 10,000 × 1.05 × 1.03 × 1.02 = 11,031.30; the team beside it without its own:
    # 20,000 × 1.05 × 1.03 = 21,630; the other region 30,000 × 1.05 = 31,500
    east = level(
        "East",
        team("A", goal=10_000, over_assignment="2%"),
        team("B", goal=20_000),
        over_assignment="3%",
    )
    plan = planned(east, NORTH, metric="revenue", annual=60_000, over_assignment="5%", unit="0.01")
    metric = plan.metrics[0]
    assigned = {each.name: metric.major(each.assigned) for each in metric.levels}
    assert {name: str(amount) for name, amount in assigned.items()} == {
        "": "64161.30",
        "East": "32661.30",
        "A": "11031.30",
        "B": "21630",
        "N": "31500",
    }
    assert {name: metric.major(amount) for name, amount in sums(plan).items()} == assigned
    compounds = {each.name: str(each.compound.normalize()) for each in metric.levels}
    assert compounds == {"": "0.05", "East": "0.0815", "A": "0.10313", "B": "0.0815", "N": "0.05"}
    assert (metric.goal, metric.assigned) == (6_000_000, 6_416_130)


def test_over_assigned_teams_have_whole_units() -> None:
    # 10,000 × 1.0506 = 10,506 and 50,000 × 1.02 = 51,000, together 61,506: in hundreds 61,500, of
    # which 10,500 and 51,000
    tree = (team("A", goal=10_000, over_assignment="3%"), team("B"))
    plan = planned(*tree, annual=60_000, over_assignment="2%", unit=100)
    assert sums(plan) == {"": 61_500, "A": 10_500, "B": 51_000}


def test_what_the_company_alone_over_assigns_is_exact() -> None:
    # 10,010 × 1.05 = 10,510.50, as without levels; in hundreds 5,200 and 5,300, and the rest
    goal: Tree = {"metric": "revenue", "annual": 10_010, "unit": 100, "over_assignment": "5%"}
    metric = planned(team("A", goal=5_000), team("B"), **goal).metrics[0]
    assert metric.assigned == metric.targets.sum() == 1_051_050
    assert metric.targets[0].sum() in {520_000, 530_000}


def test_goals_of_another_metric() -> None:
    plan = build_plan(
        Profile.model_validate(
            {
                "fiscal_year": {"start": "2027-01-01"},
                "goals": [{"metric": "calls", "annual": 1200}, {"metric": "visits", "annual": 90}],
                "team": [team("A", goals={"visits": 60}), team("B")],
            }
        )
    )
    calls, visits = plan.metrics
    assert (calls.levels, calls.limits, calls.exact) == ((), (), None)
    assert visits.targets.sum(axis=1).tolist() == [60, 30]


def test_limits_of_people_hold_inside_their_team() -> None:
    # A has 500 of which A0 has 400: A1 has 100
    tree = team("A", 2, goal=500)
    tree["reps"][0]["target"] = 400
    plan = planned(tree, team("B", 3))
    assert plan.metrics[0].targets.sum(axis=1)[:2].tolist() == [400, 100]
    assert sums(plan)["B"] == 700


def test_a_limit_that_does_not_fit_into_the_goal_of_a_team_names_both() -> None:
    tree = team("A", 2, goal=500)
    tree["reps"][0]["target"] = 600
    with pytest.raises(SalesplanError) as caught:
        planned(tree, team("B", 3))
    assert [(each.code, each.values.get("amount")) for each in caught.value.findings] == [
        ("E472", "100"), ("E473", "600"), ("E439", "500"),
    ]  # fmt: skip


def test_limits_of_a_region_hold_for_everybody_below_it() -> None:
    # no goals: the three of East are to have 1,000 of 1,200 instead of 900
    east = level("East", team("A", 2), team("B"), target={"min": 1000})
    plan = planned(east, NORTH)
    assert plan.metrics[0].levels == ()
    assert sums(plan) == {"": 1200, "East": 1000, "A": 667, "B": 333, "N": 200}


def test_levels_that_say_nothing_change_nothing() -> None:
    flat = planned(team("A", 2), team("B"), NORTH)
    nested = planned(level("East", team("A", 2), team("B")), NORTH)
    assert nested.metrics[0].levels == ()
    assert (nested.metrics[0].targets == flat.metrics[0].targets).all()
    assert [each.name for each in nested.teams] == ["A", "B", "N"]


def test_a_team_that_nobody_is_in_this_year_takes_nothing() -> None:
    gone = team("B")
    gone["reps"][0]["end"] = "2026-12-31"
    plan = planned(team("A", goal=500), gone, NORTH)
    assert bases(plan) == {"": 1200, "A": 500, "B": 0, "N": 700}


def test_a_goal_for_a_team_that_nobody_is_in_contradicts() -> None:
    gone = team("B", goal=100)
    gone["reps"][0]["end"] = "2026-12-31"
    with pytest.raises(SalesplanError) as caught:
        planned(team("A"), gone)
    assert [(each.code, each.values["name"]) for each in caught.value.findings] == [("E493", "B")]


def test_a_part_of_a_plan_knows_no_levels() -> None:
    part = part_of(planned(EAST, NORTH, over_assignment="5%"), [0])
    assert part.metrics[0].levels == ()
    assert all(each.goal is None and not each.over_assignment for each in part.teams)


def test_where_every_team_stands() -> None:
    tree = profile(level("East", team("A", 2), level("C", team("B"))), NORTH)
    placed = [(each.team.name, each.depth, each.people) for each in placed_teams(tree)]
    assert placed == [
        ("East", 0, (0, 1, 2)), ("A", 1, (0, 1)), ("C", 1, (2,)), ("B", 2, (2,)), ("N", 0, (3,)),
    ]  # fmt: skip
    assert placed_teams(tree)[3].path == ("team", 0, "teams", 1, "teams", 0)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> Tree:
    """A team or a level, with names by which nobody is confused."""
    name = "x" + "".join(draw(st.lists(st.sampled_from("abcdefgh"), min_size=12, max_size=12)))
    fields: Tree = {}
    if draw(st.booleans()):
        fields["goal"] = draw(st.integers(1, 900))
    if draw(st.integers(0, 3)) == 0:
        fields["over_assignment"] = f"{draw(st.integers(0, 12))}%"
    if depth < 2 and draw(st.booleans()):
        return level(name, *draw(st.lists(trees(depth + 1), min_size=1, max_size=3)), **fields)
    return team(name, draw(st.integers(1, 3)), **fields)


def names_in(tree: Tree) -> Iterator[str]:
    yield tree["name"]
    for each in tree.get("teams", []):
        yield from names_in(each)


@st.composite
def forests(draw: st.DrawFn) -> list[Tree]:
    found = draw(st.lists(trees(), min_size=1, max_size=4))
    names = [name for tree in found for name in names_in(tree)]
    if len(set(names)) < len(names):
        found = found[:1] if len(set(names_in(found[0]))) == len(list(names_in(found[0]))) else []
    return found or [team("only")]


def parts_of(levels: tuple[Level, ...], at: int) -> list[Level]:
    """Those right below the level at a position."""
    found = []
    for each in levels[at + 1 :]:
        if each.depth <= levels[at].depth:
            break
        if each.depth == levels[at].depth + 1:
            found.append(each)
    return found


@settings(max_examples=150, deadline=None)
@given(
    forests(),
    st.sampled_from(("top_down", "bottom_up")),
    st.sampled_from((1, 10, 7)),
    st.integers(0, 10),
    st.integers(0, 2**32 - 1),
)
def test_every_level_is_exact(
    forest: list[Tree], policy: str, unit: int, over: int, seed: int
) -> None:
    tree = profile(*forest, policy=policy, unit=unit, over_assignment=f"{over}%")
    weights = np.random.default_rng(seed).uniform(0.2, 3, len(tree.reps)).round(6)
    try:
        levels = resolve(tree, tree.goals[0], 0, 1200, weights)
    except Disagreement as found:
        assert policy == "bottom_up"
        assert all(each.left_out for each in found.levels)
        return
    for at, each in enumerate(levels):
        parts = parts_of(levels, at)
        assert len(parts) == each.parts
        assert each.base >= 0
        if parts:
            assert sum(part.base for part in parts) == each.base
            assert sum(part.assigned for part in parts) == each.assigned
        else:
            exact = each.base * (1 + Fraction(each.compound))
            assert abs(each.assigned - exact) < 2 * unit
    if levels and policy == "top_down":
        assert levels[0].base == 1200
    if policy == "bottom_up":
        # Nothing is scaled: a level is what its parts say, and a team what it says itself.
        assert all(each.difference is None or each.base == each.below for each in levels)
        assert all(each.said in {None, each.base} for each in levels if not each.parts)
    elif not any(each.difference is not None for each in levels):
        assert all(each.said in {None, each.base} for each in levels)


@settings(max_examples=40, deadline=None)
@given(forests(), st.sampled_from(("top_down", "bottom_up")), st.integers(0, 6))
def test_people_have_what_their_team_has_and_the_order_does_not_matter(
    forest: list[Tree], policy: str, over: int
) -> None:
    try:
        plan = planned(*forest, policy=policy, over_assignment=f"{over}%")
    except SalesplanError as error:
        assert {each.code for each in error.findings} <= {"E438"}
        return
    metric = plan.metrics[0]
    have = sums(plan)
    assert metric.targets.sum() == metric.assigned == metric.months.sum()
    for each in metric.levels:
        assert have[each.name] == each.assigned
    other = planned(*map(turned, reversed(forest)), policy=policy, over_assignment=f"{over}%")
    assert sums(other) == have
    mine, theirs = (
        {rep.name: row.tolist() for rep, row in zip(each.profile.reps, table, strict=True)}
        for each, table in ((plan, metric.targets), (other, other.metrics[0].targets))
    )
    assert mine == theirs


def turned(tree: Tree) -> Tree:
    """The same levels in the other order."""
    fields = {**tree}
    for key in ("teams", "reps"):
        if key in tree:
            below = list(reversed(tree[key]))
            fields[key] = [turned(each) for each in below] if key == "teams" else below
    return fields
