"""Worked cases of people who come, go and change during a year, and the laws that hold for all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.core.consistency import contradictions
from salesplan.core.plan import Plan, build_plan
from salesplan.core.plan_part import part_of
from salesplan.core.review import review
from salesplan.core.sales import Sales
from salesplan.core.standing import Status
from salesplan.core.stints import as_persons, in_stints
from salesplan.errors import SalesplanError
from salesplan.profile import Profile
from tests.core.builders import profile, sales

# Working days of 2027: 21 20 23 22 21 22 22 22 22 21 22 23 = 261; ten calls a day.
CALLS = {"metric": "calls", "annual": 2610}
SKILLS = {"levels": {"junior": 0.5, "intermediate": 1, "senior": 1.4}}


def planned(*reps: dict[str, Any], history: Sales | None = None, **fields: object) -> Plan:
    fields = {"skills": SKILLS, "goals": [CALLS], **fields}
    return build_plan(profile(*reps, **fields), history)  # type: ignore[arg-type]


def targets(plan: Plan) -> list[list[int]]:
    table: list[list[int]] = plan.metrics[0].targets.tolist()
    return table


def two_teams(east: list[dict[str, Any]], west: list[dict[str, Any]], **fields: object) -> Profile:
    return Profile.model_validate(
        {
            "fiscal_year": {"start": "2027-01-01"},
            "goals": [CALLS],
            "skills": SKILLS,
            "team": [{"name": "East", "reps": east}, {"name": "West", "reps": west}],
            **fields,
        }
    )


def test_somebody_leaves_in_may() -> None:
    # Ann is there on 10 of the 21 days of May (3 to 14 May): 210 × 10 ÷ 31 = 67.7. The last unit is
    # never due to her, and so it is Bob's.
    ann, bob = targets(planned({"name": "Ann", "end": "2027-05-14"}, {"name": "Bob"}))
    assert ann == [105, 100, 115, 110, 67, 0, 0, 0, 0, 0, 0, 0]
    assert bob == [105, 100, 115, 110, 143, 220, 220, 220, 220, 210, 220, 230]


def test_a_newcomer_from_july_with_a_ramp() -> None:
    # July 220 × 0.25 ÷ 1.25 = 44; August 220 × 0.5 ÷ 1.5 = 73.3; September 220 × 0.75 ÷ 1.75 =
    # 94.3, with the 0.3 of August 94.6; October 105, with what is left of these 104.6.
    ann, cy = targets(planned({"name": "Ann"}, {"name": "Cy", "start": "2027-07-01"}))
    assert ann[6:10] == [176, 147, 125, 105]
    assert cy[:10] == [0, 0, 0, 0, 0, 0, 44, 73, 95, 105]


def test_another_level_in_the_middle_of_a_month() -> None:
    # 10 days of May at 1 and 11 at 1.4: 25.4 ÷ 21. 210 × 25.4 ÷ 46.4 = 114.96, then 7 : 5.
    change = {"from": "2027-05-17", "skill": "senior"}
    ann, bob = targets(planned({"name": "Ann", "changes": [change]}, {"name": "Bob"}))
    assert ann[3:6] == [110, 115, 128]
    assert bob[3:6] == [110, 95, 92]


def test_another_fte_in_the_middle_of_a_month() -> None:
    # 10 days of May in full and 11 by half: 15.5 ÷ 21. 210 × 15.5 ÷ 36.5 = 89.2.
    change = {"from": "2027-05-17", "fte": "50%"}
    ann, bob = targets(planned({"name": "Ann", "changes": [change]}, {"name": "Bob"}))
    assert ann[3:6] == [110, 89, 74]  # June 220 ÷ 3 = 73.3, with 0.2 from May 73.5
    assert bob[3:6] == [110, 121, 146]


def test_days_after_a_change_weigh_more_than_those_before() -> None:
    # 22 days of November, 11 before the 16th at 1, 11 from it at 0.5: two thirds and one third.
    change = {"from": "2027-11-16", "fte": "50%"}
    plan = planned(
        {"name": "Ann", "changes": [change]}, goals=[{"metric": "calls", "annual": 26100}]
    )
    november = plan.daily(plan.metrics[0])[0, 304:334]
    # 1 to 15 November has 11 working days, from 16 to 30 November 11 more; 2,200 calls.
    assert november[:15].sum() == 1467
    assert november.sum() == 2200


@pytest.mark.parametrize(
    ("day", "july"), [("2027-07-01", (0, 110)), ("2027-07-15", (50, 60)), ("2027-07-17", (60, 50))]
)
def test_a_change_of_team(day: str, july: tuple[int, int]) -> None:
    # Weekdays of July: 10 before the 15th, 12 before the 17th (a Saturday), 22 in all; half of 220.
    ann = {"name": "Ann", "changes": [{"from": day, "team": "west"}]}
    plan = build_plan(two_teams([ann, {"name": "Cy", "end": "2026-12-31"}], [{"name": "Bob"}]))
    assert [(team.name, rep.name) for team in plan.teams for rep in team.reps] == [
        *(("East", "Ann"), ("East", "Cy"), ("West", "Bob"), ("West", "Ann"))
    ]
    before, _, bob, after = targets(plan)
    assert before == [105, 100, 115, 110, 105, 110, july[0], 0, 0, 0, 0, 0]
    assert after == [0, 0, 0, 0, 0, 0, july[1], 110, 110, 105, 110, 115]
    assert bob == [105, 100, 115, 110, 105, 110, 110, 110, 110, 105, 110, 115]


def test_a_ramp_goes_on_in_another_team() -> None:
    # Ann starts in June at 0.25, is at 0.5 in July, in another team, and at 0.75 in August.
    ann = {
        "name": "Ann",
        "start": "2027-06-01",
        "changes": [{"from": "2027-07-01", "team": "West"}],
    }
    plan = build_plan(two_teams([ann, {"name": "Cy"}], [{"name": "Bob", "end": "2026-12-31"}]))
    east, cy, _, west = targets(plan)
    assert east[5:8] == [44, 0, 0]  # 220 × 0.25 ÷ 1.25
    assert west[5:8] == [0, 73, 95]
    assert cy[5:8] == [176, 147, 125]


def test_an_experienced_person_has_no_ramp_in_another_team() -> None:
    by_hand = two_teams(
        [{"name": "Ann", "end": "2027-06-30"}, {"name": "Cy"}],
        [{"name": "Ann", "start": "2027-07-01"}],
    )
    _, cy, west = targets(build_plan(by_hand))
    assert cy[6:8] == west[6:8] == [110, 110]


def test_a_vacancy_filled_in_june() -> None:
    # January to May three equal weights, then the newcomer at 0.25, 0.5, 0.75.
    plan = planned(
        {"name": "Ann"},
        {"name": "Bob"},
        {"name": "Vacancy", "vacant": True, "start": "2027-01-01", "end": "2027-05-31"},
        {"name": "Cy", "start": "2027-06-01"},
    )
    ann, _, vacancy, cy = targets(plan)
    assert ann[4] == 70
    # 70, 66.7, 76.7, 73.3, 70: of equals the first in the alphabet have the odd units.
    assert vacancy == [70, 66, 77, 73, 70, 0, 0, 0, 0, 0, 0, 0]
    assert cy[4:8] == [0, 24, 44, 60]  # 24.4; 44; 220 × 0.75 ÷ 2.75 = 60, with 0.4 of June 60.4


HISTORY = sales(
    [
        row
        for month in range(1, 13)
        for row in (
            *((f"2026-{month:02}-05", "Ann", amount) for amount in (30_000, 10_000, 60_000)),
            (f"2026-{month:02}-06", "Bob", 100_000),
        )
    ],
    customer=["永辉", "大润发 ", "家乐福", "物美"] * 12,
)


def test_two_customers_are_handed_over() -> None:
    # 40 % of Ann's sales were with the two. 10 days of May before the 17th, 11 from it: Ann
    # 10 + 11 × 0.6 = 16.6, Bob 10 + 11 × 1.4 = 25.4 of 42. June 220: 66 and 154.
    handover = {"from": "Ann", "to": "Bob", "date": "2027-05-17", "customers": ["永 辉", "大润发"]}
    plan = planned(
        {"name": "Ann"},
        {"name": "Bob"},
        history=HISTORY,
        handovers=[handover],
        weighting={"track_record": 0},
    )
    ann, bob = targets(plan)
    assert ann[3:6] == [110, 83, 66]
    assert bob[3:6] == [110, 127, 154]
    assert "W171" not in {finding.code for finding in plan.findings}


def test_what_a_leaver_hands_over_is_as_if_they_were_there() -> None:
    # Ann leaves after April; Bob has all of hers from May, Cy nothing of it: 2 : 1.
    plan = planned(
        {"name": "Ann", "end": "2027-04-30"},
        {"name": "Bob"},
        {"name": "Cy"},
        handovers=[{"from": "Ann", "to": "Bob", "date": "2027-05-01"}],
    )
    ann, bob, cy = targets(plan)
    assert (ann[4], bob[4], cy[4]) == (0, 140, 70)


def test_who_is_not_there_carries_nothing_of_others() -> None:
    # Bob is there until 14 May, 10 of 21 days: he has his own and Ann's half for them.
    plan = planned(
        {"name": "Ann"},
        {"name": "Bob", "end": "2027-05-14"},
        handovers=[{"from": "Ann", "to": "Bob", "date": "2027-05-03", "share": 0.5}],
    )
    ann, bob = targets(plan)
    # Ann ½; Bob 1½ × 10 ÷ 21 = 0.714: 210 × 0.5 ÷ 1.214 = 86.5; the odd unit is never due to Bob.
    assert (ann[4], bob[4]) == (87, 123)
    assert (ann[5], bob[5]) == (220, 0)


def test_handovers_one_after_the_other() -> None:
    # April: Ann gives Bob half. June: Bob gives Cy all that he has, Ann half of what she has left.
    plan = planned(
        {"name": "Ann"},
        {"name": "Bob"},
        {"name": "Cy"},
        handovers=[
            {"from": "Bob", "to": "Cy", "date": "2027-06-01"},
            {"from": "Ann", "to": "Bob", "date": "2027-04-01", "share": "50%"},
            {"from": "Ann", "to": "Cy", "date": "2027-06-01", "share": 0.5},
        ],
    )
    ann, bob, cy = np.array(targets(plan)).tolist()
    # 640 ÷ 3 each by the end of March; April 220 ÷ 3 × (½, 1½, 1) = 36.7, 110, 73.3.
    assert [sum(row[:4]) for row in (ann, bob, cy)] == [250, 323, 287]  # 250, 323.3, 286.7
    # May 210 ÷ 3 × (½, 1½, 1); from June on 1540 ÷ 3 × (¼, 0, 2¾) = 128.3, 0, 1411.7.
    assert bob[5:] == [0] * 7
    assert [sum(row) for row in (ann, bob, cy)] == [414, 428, 1768]  # 413.3, 428.3, 1768.3


def test_more_than_somebody_has_cannot_be_handed_over() -> None:
    both = [{"from": "Ann", "to": to, "date": "2027-04-01", "share": 0.6} for to in ("Bob", "Cy")]
    with pytest.raises(SalesplanError) as caught:
        planned({"name": "Ann"}, {"name": "Bob"}, {"name": "Cy"}, handovers=both)
    assert [found.code for found in caught.value.findings] == ["E181"]


def test_customers_need_sales_that_tell_them() -> None:
    handover = {"from": "Ann", "to": "Bob", "date": "2027-05-17", "customers": ["永辉"]}
    with pytest.raises(SalesplanError) as caught:
        planned({"name": "Ann"}, {"name": "Bob"}, handovers=[handover])
    assert [found.code for found in caught.value.findings] == ["E180"]


def test_a_customer_of_whom_nobody_has_heard() -> None:
    handover = {"from": "Ann", "to": "Bob", "date": "2027-05-17", "customers": ["大润法", "永辉"]}
    plan = planned({"name": "Ann"}, {"name": "Bob"}, history=HISTORY, handovers=[handover])
    (found,) = [found for found in plan.findings if found.code == "W171"]
    assert (found.values["customer"], found.nearest) == ("大润法", "大润发 ")
    assert [round(each.share, 3) for each in plan.moved] == [0.3]


def test_limits_hold_for_all_stints_of_a_person() -> None:
    goal = {"metric": "calls", "annual": 2610}
    ann = {
        "name": "Ann",
        "target": 900,
        "changes": [{"from": "2027-07-01", "team": "West"}],
    }
    plan = build_plan(two_teams([ann, {"name": "Cy"}], [{"name": "Bob"}], goals=[goal]))
    table = plan.metrics[0].targets
    assert [rep.name for rep in plan.profile.reps] == ["Ann", "Cy", "Bob", "Ann"]
    assert table[0].sum() + table[3].sum() == 900
    assert table.sum(axis=0).tolist() == [
        210,
        200,
        230,
        220,
        210,
        220,
        220,
        220,
        220,
        210,
        220,
        230,
    ]


def test_a_track_record_is_the_persons_wherever_they_are() -> None:
    rows = [
        row
        for month in range(1, 13)
        for row in (
            *((f"2026-{month:02}-05", "Ann", 30_000), (f"2026-{month:02}-06", "Bob", 10_000)),
            (f"2026-{month:02}-07", "Cy", 20_000),
        )
    ]
    ann = {"name": "Ann", "changes": [{"from": "2027-07-01", "team": "West"}]}
    plan = build_plan(
        two_teams(
            [ann, {"name": "Cy"}],
            [{"name": "Bob"}],
            goals=[{"metric": "revenue", "annual": 10_000}],
            weighting={"track_record": 1},
        ),
        sales(rows),
    )
    # In proportion 3 : 2 : 1 of what is one third each.
    assert plan.metrics[0].record.factor == pytest.approx([1.5, 1, 0.5, 1.5])
    assert plan.metrics[0].last_year is not None
    assert plan.metrics[0].last_year.table.sum(axis=1).tolist() == [
        *(360_000, 240_000, 120_000, 0, 0)
    ]


def test_sales_are_those_of_the_team_of_the_day() -> None:
    ann = {
        "name": "Ann",
        "start": "2027-02-01",
        "changes": [{"from": "2027-07-15", "team": "West"}],
    }
    ann["end"] = "2027-11-30"
    plan = build_plan(
        two_teams([ann], [{"name": "Bob"}], goals=[{"metric": "revenue", "annual": 10_000}])
    )
    sold = sales(
        [
            ("2027-01-10", "Ann", 1),  # before she started: with the first team
            ("2027-07-14", "Ann", 20),
            ("2027-07-15", "Ann", 300),
            ("2027-12-20", "Ann", 4000),  # after she left: with the last
            ("2027-07-15", "Bob", 50_000),
        ]
    )
    found = review(plan, sold, dt.date(2027, 12, 31))
    (year,) = [metrics for period, metrics in found.stretches.values() if period.key == "2027"]
    assert [standing.actual for standing in year[0].people] == [21, 50_000, 4300]
    assert [standing.actual for standing in year[0].teams] == [21, 54_300]


def test_nobody_judges_a_vacancy() -> None:
    plan = planned(
        {"name": "Ann"},
        {"name": "Vacancy", "vacant": True},
        goals=[{"metric": "revenue", "annual": 10_000}],
    )
    sold = sales([("2027-01-10", "Ann", 100_000), ("2027-01-11", "Vacancy", 7)])
    found = review(plan, sold, dt.date(2027, 6, 30))
    (year,) = [metrics for period, metrics in found.stretches.values() if period.key == "2027"]
    ann, vacancy = year[0].people
    assert vacancy.status() is Status.VACANT
    assert (vacancy.target, vacancy.actual, vacancy.pace) == (500_000, 0, None)
    assert year[0].ranks() == (1, None)
    assert [name for name, _ in year[0].others] == ["Vacancy"]
    assert year[0].teams[0].target == 1_000_000
    assert ann.pace is not None


def test_a_part_of_a_plan_has_the_rows_of_its_team_alone() -> None:
    ann = {"name": "Ann", "changes": [{"from": "2027-07-15", "team": "West"}]}
    plan = build_plan(two_teams([ann, {"name": "Cy"}], [{"name": "Bob"}]))
    east, west = part_of(plan, [0, 1]), part_of(plan, [2, 3])
    assert [rep.name for rep in east.profile.reps] == ["Ann", "Cy"]
    assert [rep.name for rep in west.profile.reps] == ["Bob", "Ann"]
    assert west.metrics[0].targets[1].tolist() == targets(plan)[3]
    whole = plan.daily(plan.metrics[0])
    assert west.daily(west.metrics[0]).tolist() == whole[2:].tolist()


def test_who_looks_at_people_sees_each_once() -> None:
    found = as_persons(
        two_teams(
            [{"name": "Ann", "end": "2026-06-30"}, {"name": "Gap", "vacant": True}],
            [{"name": "Bob"}, {"name": "Ann", "start": "2026-07-01", "skill": "senior"}],
        )
    )
    assert [[rep.name for rep in team.reps] for team in found.teams] == [["Ann"], ["Bob"]]
    ann = found.reps[0]
    assert (ann.end, ann.skill) == (None, "intermediate")
    assert [(change.from_, change.skill) for change in ann.changes] == [
        (dt.date(2026, 7, 1), "senior")
    ]


# Laws

SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
DAYS = st.dates(dt.date(2027, 1, 2), dt.date(2027, 12, 30))
TEAMS = ["East", "West", "North"]
KINDS: list[dict[str, Any]] = [
    *({"team": team} for team in TEAMS),
    *({"skill": "senior"}, {"fte": 0.5}),
]


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Some people with changes; whether all of it can be is for `contradictions` to say."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        person: dict[str, Any] = {"name": f"P{number}", "team": draw(st.sampled_from(TEAMS))}
        if draw(st.booleans()):
            person["start"] = draw(DAYS).isoformat()
        changes = draw(st.lists(st.tuples(DAYS, st.integers(0, 4)), max_size=3))
        person["changes"] = [
            {
                "from": day.isoformat(),
                **KINDS[kind],
            }
            for day, kind in changes
        ]
        person["vacant"] = not changes and draw(st.integers(0, 4)) == 0
        found.append(person)
    return found


def laid_out(reps: list[dict[str, Any]], handovers: list[dict[str, Any]]) -> Profile | None:
    """The profile of these people beside one in each team who is always there, if it is right."""
    teams = [
        {
            "name": team,
            "reps": [{"name": f"{team} 0"}]
            + [
                {k: v for k, v in rep.items() if k != "team"} for rep in reps if rep["team"] == team
            ],
        }
        for team in TEAMS
    ]
    fields = {
        "fiscal_year": {"start": "2027-01-01"},
        "goals": [{"metric": "revenue", "annual": 12_345, "unit": 10}],
        "skills": SKILLS,
        "team": teams,
        "handovers": handovers,
    }
    found = Profile.model_validate(fields)
    return None if contradictions(found) else found


@st.composite
def profiles(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    reps = draw(people())
    names = [rep["name"] for rep in reps] + ["East 0", "West 0"]
    handovers = [
        {"from": giver, "to": receiver, "date": day.isoformat(), "share": share}
        for giver, receiver, day, share in draw(
            st.lists(
                st.tuples(
                    *(st.sampled_from(names), st.sampled_from(names), DAYS),
                    st.sampled_from([0.2, 0.5, 1]),
                ),
                max_size=3,
                unique_by=lambda each: each[2],
            )
        )
        if giver != receiver
    ]
    return reps, handovers


@SLOW
@given(profiles())
def test_every_month_is_exact_and_nobody_is_in_two_places(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    found = laid_out(*drawn)
    if found is None:
        return
    plan = build_plan(found)
    (metric,) = plan.metrics
    assert metric.targets.sum() == 1_234_500
    assert (metric.targets.sum(axis=0) == metric.months).all()
    assert (metric.targets >= 0).all()
    daily = plan.daily(metric)
    assert daily.sum() == 1_234_500
    for rows in plan.persons:
        assert ((plan.capacity.presence[list(rows)] > 0).sum(axis=0) <= 1).all()
    again = in_stints(plan.profile)
    assert again == plan.profile


@SLOW
@given(profiles(), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    random: Any,  # noqa: ANN401 (a random.Random)
) -> None:
    reps, handovers = drawn
    found = laid_out(reps, handovers)
    if found is None:
        return
    other = laid_out(random.sample(reps, len(reps)), random.sample(handovers, len(handovers)))
    assert other is not None
    tables = [
        dict(zip(plan.keys, targets(plan), strict=True))
        for plan in (build_plan(found), build_plan(other))
    ]
    assert tables[0] == tables[1]


@SLOW
@given(
    profiles(), st.lists(st.tuples(DAYS, st.integers(0, 6), st.integers(-500, 5000)), max_size=30)
)
def test_no_sale_is_lost_or_counted_twice(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    sold: list[tuple[dt.date, int, int]],
) -> None:
    found = laid_out(*drawn)
    if found is None:
        return
    plan = build_plan(found)
    rows = [(day.isoformat(), f"P{who}", amount) for day, who, amount in sold]
    if not rows:
        return
    reviewed = review(plan, sales(rows), dt.date(2027, 12, 31))
    (year,) = [metrics for period, metrics in reviewed.stretches.values() if period.key == "2027"]
    total = sum(amount for _, _, amount in sold)
    actual = [standing.actual for standing in year[0].people]
    assert sum(actual) + sum(standing.actual for _, standing in year[0].others) == total
    assert year[0].whole.actual == total
    assert sum(standing.actual for standing in year[0].teams) == sum(actual)
