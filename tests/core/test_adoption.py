"""Targets changed by hand and taken over: every way to keep or restate the goal, by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.choices import Balance, Policy
from salesplan.core.adoption import Adopted, adopt, edits_of
from salesplan.core.plan import Plan, build_plan, with_targets
from salesplan.core.renewal import Occasion, renew
from salesplan.core.version import Version
from salesplan.errors import SalesplanError
from tests.core.builders import profile, sales

# Ten yuan a person and working day; January has 21, February 20 (see test_replan).
GOAL = {"metric": "revenue", "annual": 7830}
SECOND = Version(2, dt.date(2027, 1, 15), "Wang", "agreed with the team")
OCCASION = Occasion("first quarter", "Wang", dt.date(2027, 4, 1))
ANN, BOB, CID = range(3)
JAN, FEB, MAR = range(3)


def three(*reps: dict[str, Any], **goal: Any) -> Plan:  # noqa: ANN401 (as in a file)
    people = reps or ({"name": "Ann"}, {"name": "Bob"}, {"name": "Cid"})
    return build_plan(profile(*people, goals=[{**GOAL, **goal}]))


def edited(plan: Plan, *cells: tuple[int, int, int]) -> Plan:
    """The plan with other targets, in yuan, written into some cells."""
    targets = plan.metrics[0].targets.copy()
    for person, month, amount in cells:
        targets[person, month] = amount * 100
    return replace(plan, metrics=(with_targets(plan.metrics[0], targets),))


def targets(adopted: Adopted, month: int) -> list[float]:
    column = adopted.plan.metrics[0].targets[:, month]
    return [value / 100 for value in column.tolist()]


def test_the_other_people_of_the_month_take_the_difference() -> None:
    plan = three()
    found = adopt(plan, edited(plan, (ANN, JAN, 260)), SECOND, Balance.PEOPLE)
    assert targets(found, JAN) == [260, 185, 185]  # 210 less half of 50
    assert targets(found, FEB) == [200, 200, 200]
    assert found.plan.metrics[0].assigned == 7830_00
    assert found.plan.version == SECOND
    assert found.plan.before is plan


def test_the_other_months_of_the_person_take_the_difference() -> None:
    plan = three()
    found = adopt(plan, edited(plan, (ANN, JAN, 450)), SECOND, Balance.MONTHS)
    mine = found.plan.metrics[0].targets
    assert mine[ANN].sum() == 2610_00
    assert (mine[[BOB, CID]] == plan.metrics[0].targets[[BOB, CID]]).all()
    # 2,160 over the 2,400 of the other months: nine tenths, February 180.
    assert mine[ANN, FEB] == 180_00
    assert found.plan.metrics[0].assigned == 7830_00


def test_the_other_months_of_a_fixed_quarter_take_the_difference() -> None:
    # A third of 7,830 in the first quarter, 870 each: Ann's other months there have 100 less.
    plan = three(quarters={"Q1": "2610"})
    before = plan.metrics[0].targets
    found = adopt(
        plan, edited(plan, (ANN, JAN, int(before[ANN, JAN]) // 100 + 100)), SECOND, Balance.MONTHS
    )
    after = found.plan.metrics[0].targets
    assert int(after[ANN, :3].sum()) == int(before[ANN, :3].sum()) == 870_00
    assert (after[ANN, 3:] == before[ANN, 3:]).all()
    assert (after[1:] == before[1:]).all()


def test_months_that_are_over_take_nothing_of_what_is_edited_later() -> None:
    plan = three()
    changed = edited(plan, (ANN, 11, 130))  # 100 less in December
    found = adopt(plan, changed, SECOND, Balance.MONTHS, over_by=dt.date(2027, 3, 31))
    after = found.plan.metrics[0].targets
    assert (after[:, :3] == plan.metrics[0].targets[:, :3]).all()
    assert after[ANN].sum() == 2610_00


def test_the_goal_is_restated_to_what_targets_add_up_to() -> None:
    plan = three(over_assignment="5%")
    january = int(plan.metrics[0].targets[ANN, JAN])
    found = adopt(plan, edited(plan, (ANN, JAN, january // 100 + 105)), SECOND, Balance.GOAL)
    metric = found.plan.metrics[0]
    assert metric.assigned == 8221_50 + 105_00
    assert metric.goal == 7830_00 + 100_00  # 105 are 100 and its 5 %
    assert metric.settings.annual == 7930


def test_edits_that_add_up_need_no_balance() -> None:
    plan = three()
    found = adopt(plan, edited(plan, (ANN, JAN, 310), (BOB, JAN, 110)), SECOND)
    assert targets(found, JAN) == [310, 110, 210]


def test_edits_that_do_not_add_up_say_what_can_be_done() -> None:
    plan = three()
    with pytest.raises(SalesplanError) as problem:
        adopt(plan, edited(plan, (ANN, JAN, 260)), SECOND)
    (finding,) = problem.value.findings
    assert finding.code == "E520"
    assert finding.values["difference"] == "+50"
    assert (finding.values["total"], finding.values["assigned"]) == ("7,880", "7,830")


def test_nobody_is_left_to_take_a_difference() -> None:
    plan = three()
    cells = ((ANN, JAN, 300), (BOB, JAN, 300), (CID, JAN, 300))
    with pytest.raises(SalesplanError) as problem:
        adopt(plan, edited(plan, *cells), SECOND, Balance.PEOPLE)
    assert problem.value.findings[0].code == "E523"
    assert problem.value.findings[0].values["difference"] == "+270"


def test_nothing_was_changed() -> None:
    plan = three()
    with pytest.raises(SalesplanError) as problem:
        adopt(plan, plan, SECOND)
    assert problem.value.findings[0].code == "E522"


def test_locked_people_take_nothing_and_broken_limits_are_said() -> None:
    plan = three(
        {"name": "Ann", "target": {"max": 2650}}, {"name": "Bob", "target": 2610}, {"name": "Cid"}
    )
    january = int(plan.metrics[0].targets[ANN, JAN]) // 100
    found = adopt(plan, edited(plan, (ANN, JAN, january + 100)), SECOND, Balance.PEOPLE)
    assert found.plan.metrics[0].targets[BOB].sum() == 2610_00
    assert found.plan.metrics[0].targets[CID, JAN] == plan.metrics[0].targets[CID, JAN] - 100_00
    assert [(each.code, each.values["name"]) for each in found.findings] == [("W515", "Ann")]


def test_who_has_limits_takes_no_more_than_they_allow() -> None:
    # Of 50 less for Ann in January, Bob may take 10 in the year: Cid takes the other 40.
    plan = three({"name": "Ann"}, {"name": "Bob", "target": {"max": 2620}}, {"name": "Cid"})
    found = adopt(plan, edited(plan, (ANN, JAN, 160)), SECOND, Balance.PEOPLE)
    assert targets(found, JAN)[ANN] == 160
    assert found.plan.metrics[0].targets[BOB].sum() == 2620_00
    assert found.plan.metrics[0].targets[:, JAN].sum() == 630_00
    assert found.plan.metrics[0].targets.sum() == 7830_00
    assert not found.findings


def test_a_difference_stays_under_the_goal_of_its_level() -> None:
    east = {"name": "East", "goal": 5220, "reps": [{"name": "Ann"}, {"name": "Bob"}]}
    west = {"name": "West", "goal": 2610, "reps": [{"name": "Cid"}]}
    plan = build_plan(profile(goals=[GOAL], team=[east, west]))
    found = adopt(plan, edited(plan, (ANN, JAN, 260)), SECOND, Balance.PEOPLE)
    assert targets(found, JAN) == [260, 160, 210]
    assert not found.findings


def test_a_goal_of_a_level_that_cannot_be_kept_is_said() -> None:
    east = {"name": "East", "goal": 5220, "reps": [{"name": "Ann"}, {"name": "Bob"}]}
    west = {"name": "West", "goal": 2610, "reps": [{"name": "Cid"}]}
    plan = build_plan(profile(goals=[GOAL], team=[east, west]))
    found = adopt(plan, edited(plan, (CID, JAN, 260)), SECOND, Balance.PEOPLE)
    assert targets(found, JAN) == [185, 185, 260]
    assert {each.values["name"] for each in found.findings} == {"East", "West"}


def test_edits_that_nobody_asked_for_are_an_error_of_a_replan() -> None:
    plan = three()
    sold = sales([("2027-03-01", "Ann", 640_00)])
    changed = edited(plan, (ANN, JAN, 260))
    with pytest.raises(SalesplanError) as problem:
        renew(plan, changed, OCCASION, sales=sold, as_of=dt.date(2027, 3, 31))
    assert [(each.code, each.values["count"]) for each in problem.value.findings] == [("E521", 1)]


def test_edits_first_and_then_the_rest_anew() -> None:
    plan = three()
    sold = sales([("2027-03-01", name, 640_00) for name in ("Ann", "Bob", "Cid")])
    found = renew(
        plan,
        edited(plan, (ANN, JAN, 260)),
        OCCASION,
        sales=sold,
        as_of=dt.date(2027, 3, 31),
        policy=Policy.OWN,
        adopting=True,
        balance=Balance.PEOPLE,
    )
    assert [each.version.number for each in found.plan.versions] == [1, 2, 3]
    assert found.replanned is not None
    # Ann was to reach 690 and the others 615 each.
    assert (found.replanned.settled[0].elapsed.gaps / 100).tolist() == [50, -25, -25]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 11), st.integers(0, 900)),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(list(Balance)),
)
def test_edits_stay_and_the_goal_is_exact(
    cells: list[tuple[int, int, int]], balance: Balance
) -> None:
    plan = three()
    changed = edited(plan, *cells)
    try:
        found = adopt(plan, changed, SECOND, balance).plan.metrics[0]
    except SalesplanError as problem:
        assert problem.findings[0].code in {"E522", "E523"}
        return
    (edit,) = edits_of(plan, changed)
    assert (found.targets[edit.cells] == changed.metrics[0].targets[edit.cells]).all()
    assert (found.targets >= 0).all()
    assert found.targets.sum() == found.assigned
    if balance is Balance.PEOPLE and edit.difference:
        assert (found.months == plan.metrics[0].months).all()
    if balance is Balance.MONTHS and edit.difference:
        assert (found.targets.sum(axis=1) == plan.metrics[0].targets.sum(axis=1)).all()
    if balance is not Balance.GOAL:
        assert found.goal == 7830_00
    assert np.array_equal(found.targets.sum(axis=0), found.months)
