from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.comparison import Comparison, Movement, Why, compare
from salesplan.core.plan import MetricPlan, Plan, build_plan
from salesplan.core.profile_changes import Change, Topic
from salesplan.core.roster import same
from salesplan.core.version import Carried
from salesplan.errors import SalesplanError
from salesplan.profile import Profile
from tests.core.builders import profile

# 52 weeks of five days in months of 4, 4 and 5 weeks: 260 days, 20, 20 and 25 a month.
WEEKS = {"start": "2027-01-04", "pattern": "4-4-5", "weeks": 52}
CALLS = {"metric": "calls", "annual": 26_000}


def plan(*reps: dict[str, Any], goal: dict[str, Any] = CALLS, **fields: object) -> Plan:
    """100 calls a day: months of 2,000, 2,000 and 2,500; Ann and Bob have half of them each."""
    people = reps or ({"name": "Ann"}, {"name": "Bob"})
    return build_plan(profile(*people, goals=[goal], **{"fiscal_year": WEEKS, **fields}))


def _in_january(amounts: list[int]) -> np.ndarray[Any, Any]:
    """A gap of each person that arose in the first month."""
    months = np.zeros((len(amounts), 12), dtype=np.int64)
    months[:, 0] = amounts
    return months


def movement(comparison: Comparison, name: str) -> Movement:
    return next(each for each in comparison.metrics[0].people if each.name == name)


def test_four_per_cent_more_one_joins_one_is_locked() -> None:
    """Worked by hand: 27,040 calls, of which Ann keeps 13,000; Bob and Cyd halve the other 14,040.

    Each month Ann has 1,000, 1,000, 1,250 as before; Bob and Cyd (2,080 - 1,000) / 2 = 540, 540,
    (2,600 - 1,250) / 2 = 675.
    """
    after = plan(
        {"name": "Ann", "target": 13_000}, {"name": "Bob"}, {"name": "Cyd"},
        goal={**CALLS, "annual": 27_040},
    )  # fmt: skip
    found = compare(plan(), after)
    (metric,) = found.metrics
    assert metric.people == (
        Movement("Cyd", "East", None, 7_020, (540, 540, 675) * 4, Why(0, 0, 7_020)),
        Movement("Bob", "East", 13_000, 7_020, (-460, -460, -575) * 4, Why(520, 0, -6_500)),
        Movement("Ann", "East", 13_000, 13_000, (0,) * 12, Why(520, 0, -520)),
    )
    assert metric.whole == Movement("", "", 26_000, 27_040, (80, 80, 100) * 4, Why(1_040, 0, 0))
    assert metric.teams == (replace(metric.whole, name="East"),)
    assert metric.months == ((2_000, 2_080), (2_000, 2_080), (2_500, 2_600)) * 4
    quarters = [(part.key, before, after) for part, before, after in metric.parts]
    assert quarters == [(f"2027-Q{number}", 6_500, 6_760) for number in (1, 2, 3, 4)]
    assert [each.name for each in metric.different] == ["Cyd", "Bob"]
    assert found.changes == (
        Change(Topic.GOALS, "calls", "annual", "26_000", "27_040"),
        Change(Topic.PEOPLE, "Cyd", "joined", "", "East"),
        Change(Topic.LIMITS, "Ann", "target.exact", "", "13_000"),
    )
    assert found.changed
    assert not found.days


def test_who_leaves_has_no_target_afterwards_and_others_take_it() -> None:
    found = compare(plan(), plan({"name": "Bob"}))
    assert movement(found, "Ann") == Movement(
        *("Ann", "East", 13_000, None),
        *((-1_000, -1_000, -1_250) * 4, Why(0, 0, -13_000)),
    )
    assert movement(found, "Bob").difference == 13_000
    assert found.changes == (Change(Topic.PEOPLE, "Ann", "left", "East", ""),)


def test_a_month_that_grows_is_timing() -> None:
    """Q1 at 40 % is 10,400 of 26,000; before it was a quarter, 6,500."""
    after = plan(goal={**CALLS, "quarters": {"Q1": "40%"}})
    year = compare(plan(), after)
    ann = movement(year, "Ann")
    assert (ann.before, ann.after, ann.why) == (13_000, 13_000, Why(0, 0, 0))
    assert ann.months[:4] == (600, 600, 750, -200)
    assert ann.moved
    assert not year.metrics[0].different
    quarter = compare(plan(), after, after.calendar.period("Q1"))
    ann = movement(quarter, "Ann")
    assert (ann.before, ann.after, ann.why) == (3_250, 5_200, Why(0, 1_950, 0))
    assert [(part.key, *sums) for part, *sums in quarter.metrics[0].parts] == [
        ("2027-M01", 2_000, 3_200),
        ("2027-M02", 2_000, 3_200),
        ("2027-M03", 2_500, 4_000),
    ]


def carried_over() -> Plan:
    """Bob missed 100 of the first quarter and gets them in the month after it."""
    before = plan()
    (metric,) = before.metrics
    targets = metric.targets.copy()
    targets[1, 3] += 100
    carried = (Carried(before.calendar.quarters[1].start, _in_january([0, -100])),)
    changed = replace(metric, targets=targets, months=targets.sum(axis=0), carried=carried)
    return replace(before, metrics=(changed,))


def test_what_was_carried_over_leaves_the_year_as_it_was() -> None:
    found = compare(plan(), carried_over())
    for name in ("Ann", "Bob"):
        mine = movement(found, name)
        assert (mine.before, mine.after, mine.why) == (13_000, 13_000, Why(0, 0, 0))
    assert movement(found, "Bob").months == (0, 0, 0, 100, *(0,) * 8)
    assert found.metrics[0].carried == (dt.date(2027, 4, 5), 100)
    assert compare(carried_over(), carried_over()).metrics[0].carried is None
    quarter = compare(plan(), carried_over(), plan().calendar.quarters[1])
    assert movement(quarter, "Bob").why == Why(0, 50, 50)
    assert movement(quarter, "Ann").why == Why(0, 50, -50)


def test_years_are_compared_month_by_month() -> None:
    after = plan(fiscal_year={**WEEKS, "start": "2028-01-03"})
    found = compare(plan(), after)
    assert not found.same_year
    assert found.changed
    assert not found.metrics[0].moved
    assert found.changes == (
        Change(Topic.CALENDAR, "", "fiscal_year.start", "2027-01-04", "2028-01-03"),
    )
    assert found.days == ()


def test_days_that_are_not_worked_any_more() -> None:
    found = compare(plan(), plan(calendar={"closed": ["2027-03-03"]}))
    assert found.days == ((dt.date(2027, 3, 3), False),)
    assert found.metrics[0].reshaped
    back = compare(plan(calendar={"closed": ["2027-03-03"]}), plan())
    assert back.days == ((dt.date(2027, 3, 3), True),)


def test_records_that_count_for_more() -> None:
    before = plan()
    (metric,) = before.metrics
    record = replace(metric.record, factor=np.array([1.25, 1.0]))
    found = compare(before, replace(before, metrics=(replace(metric, record=record),)))
    assert [(name, then, now) for _, name, then, now in found.records] == [("Ann", 1.0, 1.25)]
    assert found.changed


def test_levels_of_teams_and_people_who_change_teams() -> None:
    def staff(team: int) -> list[dict[str, Any]]:
        east: list[dict[str, Any]] = [{"name": "Ann"}, {"name": "Cyd"}]
        north: list[dict[str, Any]] = [{"name": "Dan"}]
        (east, north)[team].append({"name": "Bob"})
        teams = [{"name": "East", "reps": east}, {"name": "North", "reps": north}]
        return [{"name": "China", "teams": teams}]

    content: dict[str, Any] = {"goals": [CALLS], "fiscal_year": WEEKS}
    before, after = (build_plan(profile(**content, team=staff(team))) for team in (0, 1))
    found = compare(before, after)
    sizes = [(team.name, team.before, team.after) for team in found.metrics[0].teams]
    assert sizes == [("East", 19_500, 13_000), ("North", 6_500, 13_000), ("China", 26_000, 26_000)]
    assert found.changes == (Change(Topic.PEOPLE, "Bob", "team", "East", "North"),)
    assert not found.metrics[0].different
    assert [(one.name, one.came_from) for one in found.metrics[0].changed_teams] == [
        ("Bob", "East")
    ]


def test_who_changes_teams_during_the_year_is_one_person_who_moved() -> None:
    # The second half of the 4-4-5 year begins on 5 July 2027. North comes first in the profile, so
    # that the row of Bob's second stint is before the one of the first.
    moving = {"from": "2027-07-05", "team": "North", "skill": "senior"}

    def made(**bob: object) -> Plan:
        teams = [
            {"name": "North", "reps": [{"name": "Ann"}]},
            {"name": "East", "reps": [{"name": "Bob", **bob}]},
        ]
        return build_plan(profile(goals=[CALLS], fiscal_year=WEEKS, team=teams))

    before, after = made(), made(changes=[moving])
    found = compare(before, after)
    assert found.changes == (
        Change(Topic.PEOPLE, "Bob", "team", "East", "East → North (2027-07-05)"),
        Change(Topic.PEOPLE, "Bob", "changes", "", "[{from: 2027-07-05, skill: senior}]"),
    )
    # In the second half 1.4 of 2.4 parts of 13,000: 7,583 instead of 6,500; the first as before.
    (metric,) = found.metrics
    bob = movement(found, "Bob")
    assert (bob.before, bob.after, bob.team, bob.came_from) == (13_000, 14_083, "North", "East")
    assert bob.months[:6] == (0,) * 6
    assert len(metric.people) == 2
    assert metric.changed_teams == (bob,)
    back = compare(after, before)
    assert back.changes[0] == Change(
        *(Topic.PEOPLE, "Bob", "team", "East → North (2027-07-05)", "East")
    )
    assert movement(back, "Bob").came_from == "North"
    assert not compare(after, after).changed
    assert not compare(after, after).metrics[0].changed_teams


def test_who_joins_or_leaves_has_changed_no_team() -> None:
    found = compare(plan(), plan({"name": "Bob"}, {"name": "Cyd"}))
    assert not found.metrics[0].changed_teams
    assert {each.came_from for each in found.metrics[0].people} == {""}


def test_a_team_under_another_level() -> None:
    def region(name: str, *teams: str) -> dict[str, Any]:
        inner = [{"name": team, "reps": [{"name": f"{team} 1"}]} for team in teams]
        return {"name": name, "teams": inner}

    content: dict[str, Any] = {"goals": [CALLS], "fiscal_year": WEEKS}
    before = [region("North", "Harbin", "Jinan"), region("South", "Canton")]
    after = [region("North", "Harbin"), region("South", "Canton", "Jinan")]
    made = [build_plan(profile(**content, team=team)) for team in (before, after)]
    found = compare(made[0], made[1])
    assert found.changes == (Change(Topic.TEAMS, "Jinan", "team", "North", "South"),)


def test_regions_stand_below_their_teams_and_add_them_up() -> None:
    def region(name: str, **teams: int) -> dict[str, Any]:
        inner = [
            {"name": team, "reps": [{"name": f"{team} {at}"} for at in range(people)]}
            for team, people in teams.items()
        ]
        return {"name": name, "teams": inner}

    content: dict[str, Any] = {"goals": [CALLS], "fiscal_year": WEEKS}
    north, south = region("North", Harbin=1, Jinan=2), region("South", Canton=1)
    alone = {"name": "Shop", "reps": [{"name": "Eve"}]}
    made = [
        build_plan(profile(**content, team=team))
        for team in ([north, alone, south], [south, alone, region("North", Harbin=2)])
    ]
    teams = compare(made[0], made[1]).metrics[0].teams
    # Jinan is not there any more, and stands where its region is.
    assert [(each.name, each.parts) for each in teams] == [
        *(("Canton", 0), ("South", 1), ("Shop", 0), ("Harbin", 0), ("Jinan", 0), ("North", 2)),
    ]
    # 26,000 for five people, then for four: 5,200 and 6,500 each
    assert [(each.before, each.after) for each in teams] == [
        *((5_200, 6_500), (5_200, 6_500), (5_200, 6_500)),
        *((5_200, 13_000), (10_400, None), (15_600, 13_000)),
    ]


@given(st.lists(st.integers(0, 3), min_size=2, max_size=5), st.integers(90_000, 110_000))
def test_what_a_region_s_difference_comes_from_is_that_of_its_teams(
    sizes: list[int], goal: int
) -> None:
    def made(people: list[int], annual: int) -> Plan:
        teams = [
            {"name": f"T{at}", "reps": [{"name": f"P{at}-{n}"} for n in range(count + 1)]}
            for at, count in enumerate(people)
        ]
        tree = [teams[0], {"name": "R", "teams": teams[1:]}]
        settings = {"metric": "calls", "annual": annual, "unit": 1}
        return build_plan(profile(goals=[settings], fiscal_year=WEEKS, team=tree))

    (metric,) = compare(made(sizes, 100_000), made(sizes[::-1], goal)).metrics
    alone, *teams, region = metric.teams
    assert (alone.parts, region.parts) == (0, len(sizes) - 1)
    for part in ("goal", "timing", "share"):
        found = [getattr(each.why, part) for each in teams]
        assert getattr(region.why, part) == sum(found)
    assert alone.difference + region.difference == metric.whole.difference


def test_a_vacant_position_is_nobody() -> None:
    gap = {"name": "Gap", "vacant": True}
    found = compare(plan({"name": "Ann"}, gap), plan({"name": "Ann", "skill": "senior"}, gap))
    assert {each.name: each.vacant for each in found.metrics[0].people} == {
        **{"Ann": False, "Gap": True},
    }


def test_a_new_name_is_a_new_person() -> None:
    found = compare(plan(), plan({"name": "Ann Lee"}, {"name": "bob"}))
    fields = [(change.subject, change.field) for change in found.changes]
    assert fields == [("Ann Lee", "joined"), ("Ann", "left")]
    assert movement(found, "bob").difference == 0


def test_metrics_of_one_plan_alone_are_named() -> None:
    both = [CALLS, {"metric": "visits", "annual": 260}]
    content: dict[str, Any] = {"fiscal_year": WEEKS}
    found = compare(plan(), build_plan(profile(goals=both, **content)))
    assert [metric.settings.metric for metric in found.only_after] == ["visits"]
    assert len(found.metrics) == 1
    assert found.changed


@pytest.mark.parametrize(
    ("fields", "goal", "code"),
    [({"currency": "USD"}, CALLS, "E540"), ({}, {"metric": "visits", "annual": 1}, "E541")],
)
def test_what_cannot_be_compared(fields: dict[str, Any], goal: dict[str, Any], code: str) -> None:
    with pytest.raises(SalesplanError) as problem:
        compare(plan(), plan(goal=goal, **fields))
    assert [found.code for found in problem.value.findings] == [code]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of some of six people in one or two teams, some of them carried on."""
    names = draw(st.lists(st.sampled_from("ABCDEF"), min_size=1, unique=True))
    people: list[dict[str, Any]] = [
        {
            "name": name,
            "skill": draw(st.sampled_from(["junior", "senior"])),
            "fte": draw(st.sampled_from(["50%", "100%"])),
            "start": draw(st.sampled_from([None, "2027-05-10"])) if at else None,
        }
        for at, name in enumerate(names)
    ]
    cut = draw(st.integers(1, len(people)))
    parts = zip(("East", "North"), (people[:cut], people[cut:]), strict=True)
    goal = {
        "metric": "revenue",
        "annual": draw(st.integers(1, 10**8)),
        "unit": draw(st.sampled_from([1, 100, "0.01"])),
        "quarters": draw(st.sampled_from([{}, {"Q1": "30%"}, {"Q3": "0%"}])),
    }
    made = build_plan(
        Profile.model_validate(
            {
                "goals": [goal],
                "fiscal_year": draw(st.sampled_from([WEEKS, {"start": "2027-01-01"}])),
                "team": [{"name": name, "reps": reps} for name, reps in parts if reps],
            }
        )
    )
    if draw(st.booleans()):
        amounts = st.lists(st.integers(-500, 500), min_size=len(names), max_size=len(names))
        carried = Carried(dt.date(2027, 4, 14), _in_january(draw(amounts)))
        (metric,) = made.metrics
        made = replace(made, metrics=(replace(metric, carried=(carried,)),))
    return made


def total(metric: MetricPlan) -> int:
    return int(metric.targets.sum()) + sum(int(each.amounts.sum()) for each in metric.carried)


@given(plans())
def test_a_plan_is_the_same_as_itself(any_plan: Plan) -> None:
    found = compare(any_plan, any_plan)
    assert not found.changed
    for metric in found.metrics:
        assert not metric.moved
        assert all(each.why == Why(0, 0, 0) for each in (*metric.people, *metric.teams))


@given(plans(), plans(), st.integers(0, 18))
def test_movements_add_up(before: Plan, after: Plan, stretch: int) -> None:
    calendar = after.calendar
    part = (calendar.year, *calendar.halves, *calendar.quarters, *calendar.months)[stretch]
    for metric in compare(before, after, part).metrics:
        whole = metric.whole
        for each in (*metric.people, *metric.teams, whole):
            assert each.why.goal + each.why.timing + each.why.share == each.difference
        assert sum(each.difference for each in metric.people) == whole.difference
        for month, (then, now) in enumerate(metric.months):
            assert sum(each.months[month] for each in metric.people) == now - then
        if part == calendar.year:
            assert whole.difference == total(metric.after) - total(metric.before)
            assert whole.why == Why(whole.difference, 0, 0)
            assert sum(each.why.goal for each in metric.people) == whole.difference
        sizes = [abs(each.difference) for each in metric.people]
        assert sizes == sorted(sizes, reverse=True)


@given(plans(), plans())
def test_backwards_is_minus(before: Plan, after: Plan) -> None:
    there, back = compare(before, after), compare(after, before)
    for forth, reverse in zip(
        sorted(there.metrics, key=lambda each: each.after.settings.metric),
        sorted(back.metrics, key=lambda each: each.after.settings.metric),
        strict=True,
    ):
        mine = {same(each.name): each for each in forth.people}
        theirs = {same(each.name): each for each in reverse.people}
        assert mine.keys() == theirs.keys()
        for name, each in mine.items():
            other = theirs[name]
            assert (each.before, each.after) == (other.after, other.before)
            assert each.months == tuple(-month for month in other.months)
    forth_said = {(each.field, each.before, each.after) for each in there.changes}
    back_said = {(turned(each.field), each.after, each.before) for each in back.changes}
    assert forth_said == back_said


def turned(field: str) -> str:
    """Who joins one way leaves the other."""
    return {"joined": "left", "left": "joined"}.get(field, field)
