"""Plans made anew: worked by hand, and laws over random teams and sequences of versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Policy
from salesplan.core.plan import MetricPlan, Plan, build_plan
from salesplan.core.replan import Replanned, Settled, replan
from salesplan.core.turn import Turn
from salesplan.core.version import Version
from salesplan.errors import SalesplanError
from salesplan.profile import Profile
from salesplan.reports.plan_record import plan_from_text, plan_to_text
from tests.core.builders import Row, profile, sales

OWN, TEAM, LANDING, FACTS = Policy.OWN, Policy.TEAM, Policy.LANDING, Policy.FACTS

# Working days of 2027, from Monday to Friday: 21 20 23 22 21 22 22 22 22 21 22 23 = 261. 5,220 yuan
# over 261 days and two equal people are ten yuan a person and working day: 640 each in the first
# quarter (64 days), 1,970 each in the rest (197).
FLAT = {"metric": "revenue", "annual": 5220}
NAMES = ("Ann", "Bob", "Cid", "Dan", "Eve")
QUARTER_END = dt.date(2027, 3, 31)
# Ann is 140 behind her 640, Bob 60 ahead.
FIRST_QUARTER = [("2027-02-01", "Ann", 500_00), ("2027-03-01", "Bob", 700_00)]


def flat(*reps: dict[str, Any], **fields: Any) -> Profile:  # noqa: ANN401 (as in a file)
    return profile(*reps, **{"goals": [FLAT], **fields})


def version(number: int, policy: Policy, as_of: dt.date = QUARTER_END) -> Version:
    return Version(number, dt.date(2027, 4, 1), "Wang", "first quarter", as_of, policy)


def replanned(
    policy: Policy,
    rows: Sequence[Row] = FIRST_QUARTER,
    before: Plan | None = None,
    now: Profile | None = None,
    as_of: dt.date = QUARTER_END,
) -> Replanned:
    plan = before or build_plan(flat())
    return replan(plan, sales(rows), version(plan.version.number + 1, policy, as_of), now)


def only(found: Replanned) -> MetricPlan:
    return found.plan.metrics[0]


def yuan(values: Sequence[int] | np.ndarray[Any, Any]) -> list[float]:
    return [value / 100 for value in np.asarray(values).tolist()]


def carried(metric: MetricPlan) -> np.ndarray[Any, Any]:
    none = np.zeros(len(metric.targets), dtype=np.int64)
    return sum((each.amounts for each in metric.carried), none)


# Each policy, by hand.


def test_each_person_carries_their_own_gap() -> None:
    found = replanned(OWN)
    assert yuan(found.settled[0].elapsed.gaps) == [140, -60]
    # 1,970 + 140 and 1,970 − 60.
    assert yuan(found.settled[0].rest) == [2110, 1910]
    # 4,020 in proportion to the 3,940 that were planned: 448.93 for each month of 22 days, 428.53
    # for one of 21, 469.34 for one of 23; seven yuan to the largest remainders.
    assert yuan(only(found).months[3:]) == [449, 429, 449, 449, 449, 449, 428, 449, 469]
    assert yuan(carried(only(found))) == [-140, 60]
    assert yuan(only(found).targets_in(found.plan.calendar.year)) == [2610, 2610]


def test_the_team_carries_the_gap_by_capacity() -> None:
    found = replanned(TEAM)
    assert yuan(found.settled[0].rest) == [2010, 2010]  # 1,970 + half of 140 − 60
    assert yuan(carried(only(found))) == [-140, 60]
    # Whoever was behind starts afresh, and the others carry a part of it.
    assert yuan(only(found).targets_in(found.plan.calendar.year)) == [2510, 2710]


def test_teams_carry_their_own_gaps() -> None:
    teams = [
        {"name": "East", "reps": [{"name": "Ann"}]},
        {"name": "West", "reps": [{"name": "Bob"}, {"name": "Cid"}]},
    ]
    # 7,830 yuan are ten a person and day again; Cid sold nothing.
    goal = {"metric": "revenue", "annual": 7830}
    plan = build_plan(profile(goals=[goal], team=teams))
    found = replanned(TEAM, before=plan)
    # Ann's team carries 140; Bob's −60 + 640 = 580, half each.
    assert yuan(found.settled[0].rest) == [2110, 2260, 2260]


def test_the_goal_is_restated_to_the_landing() -> None:
    found = replanned(LANDING)
    metric = only(found)
    # 1,200 of 1,280: at that pace 3,693.75 of the 3,940 to come.
    assert metric.goal == metric.assigned == 4894_00
    assert yuan(found.settled[0].rest) == [1847, 1847]
    assert found.settled[0].goal_before == 5220_00
    assert metric.settings.annual == 4894


def test_without_new_facts_nothing_changes_but_the_version() -> None:
    plan = build_plan(flat())
    found = replanned(FACTS, before=plan)
    assert (only(found).targets == plan.metrics[0].targets).all()
    assert only(found).carried == ()
    assert found.plan.version.number == 2


def test_a_gap_in_the_middle_of_a_month() -> None:
    # Fourteen working days of April are over on the 20th, 78 of the year: 780 were to be reached.
    rows = [("2027-04-20", "Ann", 700_00), ("2027-04-20", "Bob", 780_00)]
    found = replanned(OWN, rows, as_of=dt.date(2027, 4, 20))
    assert yuan(found.settled[0].elapsed.expected) == [780, 780]
    assert yuan(found.settled[0].rest) == [1910, 1830]
    metric = only(found)
    daily = found.plan.daily(metric)
    before = build_plan(flat())
    assert (daily[:, :110] == before.daily(before.metrics[0])[:, :110]).all()
    # The days of April until the 20th, and eight of 183 working days of the rest.
    assert yuan(metric.targets[:, 3])[0] == pytest.approx(140 + 1910 * 8 / 183, abs=1)


def test_a_quarter_holds_only_the_gap_that_arose_in_it() -> None:
    # On 14 May, 44 + 20 and 10 working days after the first quarter's 64, Ann has missed 140 of the
    # first quarter and 40 of the 320 since; Bob is where he was to be.
    rows = [("2027-02-01", "Ann", 500_00), ("2027-05-14", "Ann", 280_00)]
    rows += [("2027-02-01", "Bob", 640_00), ("2027-05-14", "Bob", 320_00)]
    plan = replanned(OWN, rows, as_of=dt.date(2027, 5, 14)).plan
    metric, (_, second, *_) = plan.metrics[0], plan.calendar.quarters
    assert yuan(metric.carried_in(plan.calendar.year)) == [-180, 0]
    assert yuan(metric.carried_in(plan.calendar.halves[0])) == [-180, 0]
    assert yuan(metric.carried_in(second)) == [-40, 0]


def test_a_gap_of_a_cent_is_carried_too() -> None:
    rows = [("2027-02-01", "Ann", 639_99), ("2027-03-01", "Bob", 640_00)]
    metric = only(replanned(OWN, rows))
    assert metric.targets.sum() == 5220_01
    assert metric.targets.sum() + carried(metric).sum() == 5220_00


def test_a_gap_is_carried_once() -> None:
    second = replanned(OWN)
    third = replanned(OWN, before=second.plan)
    assert (third.settled[0].elapsed.gaps == 0).all()
    assert (only(third).targets == only(second).targets).all()


def test_a_later_gap_is_against_what_was_carried_over() -> None:
    second = replanned(OWN)
    april = only(second).targets[:, 3]
    # Exactly the April of the second version is sold.
    rows = [*FIRST_QUARTER, *_sold("2027-04-15", april)]
    third = replanned(OWN, rows, second.plan, as_of=dt.date(2027, 4, 30))
    assert (third.settled[0].elapsed.gaps == 0).all()
    assert (only(third).targets == only(second).targets).all()


def _sold(day: str, amounts: np.ndarray[Any, Any]) -> list[Row]:
    return [(day, name, int(each)) for name, each in zip(("Ann", "Bob"), amounts, strict=True)]


# People in the rest of the year.


def test_a_person_leaves_in_may() -> None:
    now = flat({"name": "Ann", "end": "2027-05-31"}, {"name": "Bob"})
    metric = only(replanned(FACTS, now=now))
    assert yuan(metric.targets[0]) == [210, 200, 230, 220, 210, 0, 0, 0, 0, 0, 0, 0]
    assert yuan(metric.targets[1, 5:]) == [440, 440, 440, 440, 420, 440, 460]
    assert yuan(metric.months) == [420, 400, 460, 440, 420, 440, 440, 440, 440, 420, 440, 460]


def test_the_gap_of_a_person_who_left_is_their_team_s() -> None:
    now = flat({"name": "Ann", "end": "2027-03-31"}, {"name": "Bob"})
    found = replanned(OWN, now=now)
    assert yuan(found.settled[0].rest) == [0, 4020]


def test_the_gap_of_a_vacant_position_is_its_team_s() -> None:
    reps: list[dict[str, Any]] = [{"name": "Ann"}, {"name": "Open", "vacant": True}]
    found = replanned(OWN, [("2027-02-01", "Ann", 640_00)], build_plan(flat(*reps)))
    # 640 of the position are missing: each of the two carries them in proportion, half and half.
    assert yuan(found.settled[0].rest) == [2290, 2290]


def test_a_person_carries_their_gap_into_another_team() -> None:
    move = {"name": "Ann", "changes": [{"from": "2027-04-01", "team": "West"}]}
    teams = [
        {"name": "East", "reps": [move, {"name": "Bob"}]},
        {"name": "West", "reps": [{"name": "Cid"}]},
    ]
    plan = build_plan(profile(goals=[{"metric": "revenue", "annual": 7830}], team=teams))
    rows = [*FIRST_QUARTER, ("2027-03-01", "Cid", 640_00)]
    found = replanned(OWN, rows, plan)
    assert found.plan.keys == (("East", "Ann"), ("East", "Bob"), ("West", "Cid"), ("West", "Ann"))
    assert yuan(found.settled[0].rest) == [0, 1910, 1970, 2110]


def test_a_newcomer_from_july_with_a_ramp() -> None:
    now = flat({"name": "Ann"}, {"name": "Bob"}, {"name": "Cid", "start": "2027-07-01"})
    metric = only(replanned(FACTS, now=now))
    assert yuan(metric.targets[:2, 3]) == [220, 220]
    # Ten yuan a day for everybody, Cid's counting a quarter, half, three quarters; then scaled:
    # 440 × 0.25 ÷ 2.25 = 48.89, 440 × 0.5 ÷ 2.5 = 88, 440 × 0.75 ÷ 2.75 = 120, then a third.
    exact = [48.89, 88, 120, 140, 146.67, 153.33]
    assert yuan(metric.targets[2, 6:].cumsum()) == pytest.approx(np.cumsum(exact), abs=1)
    assert yuan(metric.targets[2, :6]) == [0] * 6
    assert yuan(metric.months[6:]) == [440, 440, 440, 420, 440, 460]


def test_what_was_decided_about_people_stays_when_others_come() -> None:
    reps: list[dict[str, Any]] = [{"name": "Ann", "target": 1800}, {"name": "Bob"}]
    plan = build_plan(flat(*reps))
    now = flat(*reps, {"name": "Cid", "start": "2027-07-01", "ramp": []})
    found = replanned(FACTS, before=plan, now=now)
    assert only(found).targets.sum(axis=1)[0] == 1800_00


def test_the_sales_of_people_outside_the_plan_are_taken_off_nobody() -> None:
    found = replanned(OWN, [*FIRST_QUARTER, ("2027-02-01", "Zoe", 300_00)])
    assert yuan(found.settled[0].rest) == [2110, 1910]
    assert [each.code for each in found.findings] == ["N510"]


def test_teams_with_goals_keep_theirs_when_somebody_leaves() -> None:
    def levels(**ann: Any) -> Profile:  # noqa: ANN401 (as in a file)
        east = {"name": "East", "goal": 5000, "reps": [{"name": "Ann", **ann}, {"name": "Bob"}]}
        west = {"name": "West", "goal": 2830, "reps": [{"name": "Cid"}]}
        return profile(goals=[{"metric": "revenue", "annual": 7830}], team=[east, west])

    plan = build_plan(levels())
    metric = only(replanned(FACTS, before=plan, now=levels(end="2027-05-31")))
    assert metric.targets[:2].sum() == 5000_00
    assert (metric.targets[2] == plan.metrics[0].targets[2]).all()
    assert (metric.targets[0, 5:] == 0).all()


def coast(**ann: Any) -> Profile:  # noqa: ANN401 (as in a file)
    """Two teams in a region that has a goal, where they have none, beside a team that has one."""
    teams = [{"name": "East", "reps": [{"name": "Ann", **ann}]}]
    teams.append({"name": "West", "reps": [{"name": "Bob"}]})
    inland = {"name": "Inland", "goal": 2610, "reps": [{"name": "Cid"}]}
    return profile(
        goals=[{"metric": "revenue", "annual": 7830}],
        team=[{"name": "Coast", "goal": 5220, "teams": teams}, inland],
    )


MOVES = {"changes": [{"from": "2027-07-01", "team": "West"}]}


def test_who_moves_inside_a_region_with_a_goal_takes_their_targets_along() -> None:
    plan = build_plan(coast())
    found = replanned(FACTS, before=plan, now=coast(**MOVES))
    east, bob, west, cid = only(found).targets
    assert found.plan.keys[2] == ("West", "Ann")
    # Ten yuan a working day for everybody, before and after.
    assert yuan(east) == [210, 200, 230, 220, 210, 220, 0, 0, 0, 0, 0, 0]
    assert yuan(west) == [0, 0, 0, 0, 0, 0, 220, 220, 220, 210, 220, 230]
    assert yuan(bob) == yuan(cid) == [210, 200, 230, 220, 210, 220, 220, 220, 220, 210, 220, 230]


def test_who_moves_inside_a_region_carries_their_gap_in_both_teams() -> None:
    # In the first quarter Ann is 140 behind and Bob 60 ahead; Cid is where he should be.
    rows = [*FIRST_QUARTER, ("2027-03-01", "Cid", 640_00)]
    found = replanned(OWN, rows, before=build_plan(coast()), now=coast(**MOVES))
    east, bob, west, cid = found.settled[0].rest
    assert yuan([east + west, bob, cid]) == [2110, 1910, 1970]
    assert 696 <= east / 100 <= 697  # 650 × 2,110 ÷ 1,970
    # 140 more than 1,970, and 60 less, by whoever it is and not by row.
    rises = Turn.of(found.plan, only(found)).rises
    assert rises == pytest.approx({0: 140 / 1970, 1: -60 / 1970, 3: 0.0})


def test_who_is_all_but_gone_leaves_their_gap_to_the_team() -> None:
    # Ann, 140 behind, leaves two working days later; at ten yuan a day she has 20 of 1,970 to come.
    now = flat({"name": "Ann", "end": "2027-04-02"}, {"name": "Bob"})
    found = replanned(OWN, before=build_plan(flat()), now=now)
    ann, bob = found.settled[0].rest.tolist()
    assert ann + bob == 3940_00 + 80_00
    # April keeps its 440: hers are 2 of 24 days, and 80 more in 4,020 for both.
    assert ann / 100 == pytest.approx(440 * 2 / 24 * 4020 / 3940, abs=1)
    # With half of the days left it is her own.
    now = flat({"name": "Ann", "end": "2027-08-31"}, {"name": "Bob"})
    found = replanned(OWN, before=build_plan(flat()), now=now)
    carried_over = found.settled[0].rest - found.settled[0].facts
    assert carried_over == pytest.approx(np.array([140_00, -60_00]), abs=2_00)  # whole units


def test_who_moves_to_a_team_with_a_goal_of_its_own_leaves_their_targets_behind() -> None:
    moves = {"changes": [{"from": "2027-07-01", "team": "Inland"}]}
    found = replanned(FACTS, before=build_plan(coast()), now=coast(**moves))
    east, bob, cid, inland = only(found).targets.sum(axis=1).tolist()
    assert found.plan.keys[3] == ("Inland", "Ann")
    assert east + bob == 5220_00
    assert cid + inland == 2610_00


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.integers(0, 900_00), min_size=4, max_size=4),
    st.sampled_from([OWN, TEAM, FACTS]),
    st.integers(1, 300),
)
def test_teams_with_goals_keep_theirs_to_the_cent(
    sold: list[int], policy: Policy, day: int
) -> None:
    teams = [
        {"name": "East", "goal": 6000, "reps": [{"name": "Ann"}, {"name": "Bob"}]},
        {"name": "West", "goal": 4000, "reps": [{"name": "Cid"}, {"name": "Dan"}]},
    ]
    goal = {"metric": "revenue", "annual": 10_000, "unit": 100}
    plan = build_plan(profile(goals=[goal], team=teams))
    as_of = dt.date(2027, 1, 1) + dt.timedelta(days=day)
    rows = [(as_of.isoformat(), name, each) for name, each in zip(NAMES, sold, strict=False)]
    done = replanned(policy, rows, plan, as_of=as_of)
    year = only(done).targets_in(done.plan.calendar.year)
    assert (year[:2].sum(), year[2:].sum()) == (6000_00, 4000_00)


# Limits in the rest of the year.


def test_two_locks_and_a_cap_that_bind() -> None:
    # Ann is locked at 2,700 for the year and has 640 − 140 = 500 of it behind her: 2,200 to come.
    # Bob may not have more than 150 in April. Cid's second quarter is locked at 700.
    reps: list[dict[str, Any]] = [
        {"name": "Ann", "target": 2700},
        {"name": "Bob", "target": {"periods": {"2027-04": {"max": 150}}}},
        {"name": "Cid", "target": {"periods": {"Q2": 700}}},
    ]
    goal = {"metric": "revenue", "annual": 7830}
    plan = build_plan(_three(goal))
    rows = [*FIRST_QUARTER, ("2027-03-01", "Cid", 640_00)]
    found = replanned(OWN, rows, plan, profile(*reps, goals=[goal]))
    metric = only(found)
    assert found.settled[0].rest[0] == 2200_00
    assert metric.targets[1, 3] == 150_00
    assert metric.targets[2, 3:6].sum() == 700_00
    assert metric.targets.sum() + carried(metric).sum() == 7830_00


def _three(goal: Mapping[str, Any]) -> Profile:
    return profile({"name": "Ann"}, {"name": "Bob"}, {"name": "Cid"}, goals=[dict(goal)])


def test_limits_that_cannot_all_hold_are_named() -> None:
    now = flat({"name": "Ann", "target": 3000}, {"name": "Bob", "target": 3000})
    with pytest.raises(SalesplanError) as problem:
        replanned(OWN, now=now)
    codes = [each.code for each in problem.value.findings]
    assert codes[0] == "E472"
    # 3,000 − 500 and 3,000 − 700 are 780 more than the 4,020 that are left.
    assert problem.value.findings[0].values["amount"] == "780"
    # Told as the profile says them, not as what is left of them.
    assert {each.values["amount"] for each in problem.value.findings[1:]} == {"3,000", "5,220"}


def test_a_cap_that_has_been_passed_leaves_nothing_and_is_said() -> None:
    now = flat({"name": "Ann"}, {"name": "Bob", "target": {"max": 600}})
    found = replanned(OWN, now=now)
    assert found.settled[0].rest[1] == 0
    assert "W511" in {each.code for each in found.findings}


# What is said.


def test_whose_rest_rises_by_more_than_the_limit_is_named() -> None:
    rows = [("2027-02-01", "Ann", 100_00), ("2027-03-01", "Bob", 640_00)]
    # Ann misses 540 of 1,970: 27 %.
    found = replanned(OWN, rows)
    assert [(each.code, each.values["name"]) for each in found.findings] == [("W514", "Ann")]
    assert found.findings[0].values["rise"] == "27%"


def test_more_than_the_year_has_been_sold_already() -> None:
    found = replanned(OWN, [("2027-03-01", "Ann", 6000_00)])
    assert (found.settled[0].rest == 0).all()
    assert found.findings[0].code == "W512"
    assert found.findings[0].values["over"] == "780"
    assert only(found).targets.sum() + carried(only(found)).sum() == 5220_00


def test_a_goal_below_what_was_to_be_reached_leaves_nothing_and_is_exact() -> None:
    found = replanned(FACTS, now=flat(goals=[{**FLAT, "annual": 1000}]))
    assert (found.settled[0].rest == 0).all()
    assert yuan(carried(only(found))) == [-140, -140]  # 1,280 were to be reached
    assert only(found).targets.sum() + carried(only(found)).sum() == 1000_00
    assert found.findings[0].code == "W512"


def test_a_landing_is_rounded_to_units_but_not_below_what_was_sold() -> None:
    plan = build_plan(flat(goals=[{**FLAT, "unit": 100}]))
    rows = [("2027-12-30", "Ann", 5201_00)]
    metric = only(replanned(LANDING, rows, plan, as_of=dt.date(2027, 12, 30)))
    assert metric.goal == 5300_00
    assert metric.targets.sum() + carried(metric).sum() == 5300_00


def test_a_metric_that_cannot_be_counted_keeps_its_rest() -> None:
    plan = build_plan(profile())  # calls
    found = replanned(OWN, before=plan)
    assert (only(found).targets == plan.metrics[0].targets).all()
    assert [each.code for each in found.findings] == ["W513"]


@pytest.mark.parametrize(
    ("as_of", "code"), [("2027-12-31", "E511"), ("2026-12-30", "E511"), ("2027-03-30", "E512")]
)
def test_days_on_which_nothing_can_be_planned_anew(as_of: str, code: str) -> None:
    second = replanned(OWN).plan
    with pytest.raises(SalesplanError) as problem:
        replanned(OWN, before=second, as_of=dt.date.fromisoformat(as_of))
    assert problem.value.findings[0].code == code


def test_without_a_working_day_left_there_is_nothing_to_plan_anew() -> None:
    # The year of whole weeks ends on a Sunday, 2 January 2028: 31 December is its last working day.
    before = build_plan(flat(fiscal_year={"start": "2027-01-04", "pattern": "4-4-5"}))
    for as_of in (dt.date(2027, 12, 31), dt.date(2028, 1, 1)):
        with pytest.raises(SalesplanError) as problem:
            replanned(FACTS, before=before, as_of=as_of)
        (found,) = problem.value.findings
        assert (found.code, found.values["last"]) == ("E511", dt.date(2027, 12, 30))
    replanned(FACTS, before=before, as_of=dt.date(2027, 12, 30))


def test_nobody_vanishes() -> None:
    with pytest.raises(SalesplanError) as problem:
        replanned(OWN, now=flat({"name": "Ann"}))
    assert [(each.code, each.values["name"]) for each in problem.value.findings] == [
        ("E516", "Bob")
    ]


def test_the_profile_may_change_the_goal_to_another_number() -> None:
    found = replanned(FACTS, now=flat(goals=[{**FLAT, "annual": 6005}]))
    # 785 more over the 3,940 of the rest.
    assert yuan(found.settled[0].rest) == [2363, 2362]
    assert only(found).goal == 6005_00


# Laws.

DAYS = st.integers(0, 330)


@st.composite
def teams(draw: st.DrawFn) -> list[dict[str, Any]]:
    """One to five people in one or two teams: some come later, some are limited, some have goals.

    Their goal is 5,220.
    """
    people = NAMES[: draw(st.integers(1, 5))]
    reps = [draw(_reps(name)) for name in people]
    reps[0].pop("start", None)
    cut = draw(st.integers(1, len(reps)))
    parts = [reps[:cut], reps[cut:]]
    found: list[dict[str, Any]] = [
        {"name": name, "reps": part}
        for name, part in zip(("East", "West"), parts, strict=True)
        if part
    ]
    if len(found) == 2 and draw(st.booleans()):
        east = draw(st.integers(1000, 4000))
        found[0]["goal"], found[1]["goal"] = east, 5220 - east
    return found


@st.composite
def _reps(draw: st.DrawFn, name: str) -> dict[str, Any]:
    rep: dict[str, Any] = {"name": name, "skill": draw(st.sampled_from(["junior", "expert"]))}
    if draw(st.booleans()):
        rep["start"] = (dt.date(2027, 1, 1) + dt.timedelta(days=draw(DAYS))).isoformat()
    limit = draw(st.sampled_from([None, None, None, "locked", "least", "most", "quarter"]))
    amount = draw(st.integers(300, 2000))
    limits: dict[str | None, Any] = {
        "locked": amount,
        "least": {"min": amount},
        "most": {"max": amount},
        "quarter": {"periods": {"Q3": {"max": amount // 3}}},
    }
    if limit is not None:
        rep["target"] = limits[limit]
    return rep


@st.composite
def stories(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A team, and one to four occasions on which its plan is made anew."""
    team = draw(teams())
    days = sorted(draw(st.lists(st.integers(0, 360), min_size=1, max_size=4)))
    steps = [
        {
            "as_of": dt.date(2027, 1, 1) + dt.timedelta(days=day),
            "policy": draw(st.sampled_from(list(Policy))),
            "sold": [draw(st.integers(-200_00, 2000_00)) for _ in NAMES],
            "leaves": draw(st.sampled_from([None, *NAMES[1:]])),
            "joins": draw(st.booleans()),
        }
        for day in days
    ]
    return team, steps


GOALS = [{"metric": "revenue", "annual": 5220, "unit": 10}]


def told(team: list[dict[str, Any]], steps: list[dict[str, Any]]) -> list[Replanned]:
    """The versions of a story, until limits cannot hold any more, which has to be said."""
    rows: list[Row] = []
    found: list[Replanned] = []
    try:
        plan = build_plan(profile(goals=GOALS, team=team))
        for number, step in enumerate(steps):
            day = step["as_of"].isoformat()
            rows += [(day, name, each) for name, each in zip(NAMES, step["sold"], strict=True)]
            _change(team, step, number)
            now = profile(goals=GOALS, team=team)
            found.append(replanned(step["policy"], rows, plan, now, step["as_of"]))
            plan = found[-1].plan
    except SalesplanError as problem:
        codes = {each.code for each in problem.findings}
        assert codes & {"E472", "E493", "E513"}, problem
    return found


def _change(team: list[dict[str, Any]], step: dict[str, Any], number: int) -> None:
    """Somebody leaves after the day of the step, somebody else joins a month later."""
    later = step["as_of"] + dt.timedelta(days=20)
    for each in team:
        for rep in each["reps"]:
            begun = dt.date.fromisoformat(rep.get("start", "2027-01-01")) <= later
            if rep["name"] == step["leaves"] and "end" not in rep and begun:
                rep["end"] = later.isoformat()
    if step["joins"] and later.year == 2027:
        team[0]["reps"].append({"name": f"New {number}", "start": later.isoformat()})


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def test_laws_of_versions(story: tuple[list[dict[str, Any]], list[dict[str, Any]]]) -> None:
    team, steps = story
    start = _text_of_first(team)
    goal = 5220_00
    goals: Mapping[str, int | None] = {each["name"]: each.get("goal") for each in team}
    for done, step in zip(told(team, steps), steps, strict=False):
        plan, metric = done.plan, only(done)
        if step["policy"] is LANDING:
            goals = {}
        else:
            assert metric.goal == goal
        goal = metric.goal
        assert metric.targets.sum() + carried(metric).sum() == metric.assigned
        assert (metric.months == metric.targets.sum(axis=0)).all()
        assert (metric.targets[:, _begun_after(plan) :] >= 0).all()
        _past_is_kept(plan)
        _days_add_up(plan)
        _past_is_settled(done.settled[0], step["policy"])
        _limits_hold(done)
        goals = _goals_of_teams_hold(done, goals)
        assert plan_to_text(plan.versions[0]) == start
        text = plan_to_text(plan)
        assert plan_to_text(plan_from_text(text)) == text


def _text_of_first(team: list[dict[str, Any]]) -> str:
    """The first version, "" where it contradicts itself."""
    try:
        return plan_to_text(build_plan(profile(goals=GOALS, team=team)))
    except SalesplanError:
        return ""


def _limits_hold(done: Replanned) -> None:
    """Every limit of the rest is kept, or what has been passed already is said."""
    metric = only(done)
    said = {(each.values.get("name"), each.code) for each in done.findings}
    over = any(each.code == "W512" for each in done.findings)
    for limit in metric.limits:
        if limit.months[1] <= int(done.plan.calendar.month_of_day[done.plan.cut]):
            continue
        total = int(metric.targets_in(limit.period)[list(limit.people)].sum())
        if limit.high is not None and total > limit.high:
            assert (limit.name, "W511") in said, limit
        if limit.low is not None and total < limit.low:
            assert over, limit


def _goals_of_teams_hold(
    done: Replanned, goals: Mapping[str, int | None]
) -> Mapping[str, int | None]:
    """Teams keep their goals while somebody of theirs is there for what is left."""
    metric, plan = only(done), done.plan
    year = metric.targets_in(plan.calendar.year)
    kept: dict[str, int | None] = {}
    for number, team in enumerate(plan.teams):
        rows = [at for at, mine in enumerate(plan.team_of) if mine == number]
        stays = all(done.settled[0].rest[rows].sum() > 0 for rows in [rows])
        kept[team.name] = goals.get(team.name) if stays else None
    if None not in kept.values():
        for number, team in enumerate(plan.teams):
            rows = [at for at, mine in enumerate(plan.team_of) if mine == number]
            assert year[rows].sum() == (kept[team.name] or 0) * 100
        return kept
    return {}


def _begun_after(plan: Plan) -> int:
    """The first month that begins at the cut or later."""
    return int(np.searchsorted(plan.calendar.month_bounds[:-1], plan.cut))


def _past_is_kept(plan: Plan) -> None:
    """Days before the cut have the targets of the version before."""
    assert plan.before is not None
    before = plan.before.daily(plan.before.metrics[0])[:, : plan.cut]
    now = plan.daily(plan.metrics[0])[:, : plan.cut]
    for row, place in enumerate(plan.rows_before):
        assert (now[row] == (0 if place is None else before[place])).all()


def _days_add_up(plan: Plan) -> None:
    metric, bounds = plan.metrics[0], plan.calendar.month_bounds[:-1]
    assert (np.add.reduceat(plan.daily(metric), bounds, axis=1) == metric.targets).all()


def _past_is_settled(settled: Settled, policy: Policy) -> None:
    """What was to be reached so far is what was sold, once a gap has been carried over."""
    elapsed, metric = settled.elapsed, settled.metric
    held = elapsed.months.sum(axis=1) + carried(metric)
    if policy is FACTS:
        assert (held == elapsed.expected).all()
    elif settled.rest.any():
        assert (held == elapsed.actual).all()


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.integers(0, 1500_00), min_size=3, max_size=3),
    st.sampled_from(list(Policy)),
    st.integers(1500, 2500),
    st.integers(1, 330),
)
def test_a_lock_keeps_its_exact_number(
    sold: list[int], policy: Policy, lock: int, day: int
) -> None:
    reps: list[dict[str, Any]] = [{"name": "Ann", "target": lock}, {"name": "Bob"}, {"name": "Cid"}]
    goal = {"metric": "revenue", "annual": 9000}
    plan = build_plan(profile(*reps, goals=[goal]))
    as_of = dt.date(2027, 1, 1) + dt.timedelta(days=day)
    rows = [(as_of.isoformat(), name, each) for name, each in zip(NAMES[:3], sold, strict=True)]
    try:
        done = replanned(policy, rows, plan, as_of=as_of)
    except SalesplanError as problem:
        # A landing may be lower than the lock.
        assert policy is LANDING
        assert problem.findings[0].code == "E472"
        return
    metric = only(done)
    assert metric.targets_in(done.plan.calendar.year)[0] == lock * 100
    assert metric.targets.sum() + carried(metric).sum() == metric.assigned


def test_the_order_of_people_does_not_matter() -> None:
    reps: list[dict[str, Any]] = [{"name": name} for name in NAMES[:3]]
    rows = [("2027-02-01", name, each) for name, each in zip(NAMES, (1, 2, 3), strict=False)]
    found = []
    for order in (reps, reps[::-1]):
        plan = build_plan(flat(*order))
        metric = only(replanned(OWN, rows, plan))
        people = [rep.name for rep in plan.profile.reps]
        found.append({name: metric.targets[at].tolist() for at, name in enumerate(people)})
    assert found[0] == found[1]


def test_a_version_without_a_day_or_a_policy_is_no_way_to_replan() -> None:
    plan = build_plan(flat())
    with pytest.raises(ValueError, match="as of a day"):
        replan(plan, sales([]), replace(version(2, OWN), policy=None))
