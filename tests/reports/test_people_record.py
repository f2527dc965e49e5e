"""People who change during the year, in a plan that is written and read, and in what shows it."""

from __future__ import annotations

import datetime as dt

from salesplan.choices import Language, SplitBy, Stretch
from salesplan.core.explain import explain
from salesplan.core.plan import Plan, build_plan
from salesplan.core.review import review
from salesplan.delivery import groups_of
from salesplan.labels import Labels
from salesplan.reports.limit_table import limits_of_rows
from salesplan.reports.plan_data import plan_data
from salesplan.reports.plan_record import plan_from_text, plan_to_text
from salesplan.reports.plan_view import View
from salesplan.reports.review_screen import below
from salesplan.reports.review_view import ReviewView
from tests.core.builders import sales
from tests.core.test_people_in_time import HISTORY, two_teams

EN, ZH = Labels(Language.EN), Labels(Language.ZH)


def changing() -> Plan:
    """Ann changes to West in May, Bob takes over two of her customers in June."""
    ann = {
        "name": "Ann",
        "changes": [
            {"from": "2027-03-15", "fte": "50%"},
            {"from": "2027-05-17", "team": "West", "skill": "senior"},
        ],
    }
    handover = {"from": "Ann", "to": "Bob", "date": "2027-06-01", "customers": ["永辉", "大润发"]}
    profile = two_teams(
        [ann, {"name": "Cy"}],
        [{"name": "Bob"}, {"name": "Gap", "vacant": True, "skill": "junior"}],
        goals=[{"metric": "revenue", "annual": 120_000, "unit": 10}],
        handovers=[handover],
    )
    return build_plan(profile, HISTORY)


def test_what_is_written_is_read() -> None:
    plan = changing()
    assert plan.moved
    read = plan_from_text(plan_to_text(plan))
    assert read.profile == plan.profile
    assert read.moved == plan.moved
    assert read.capacity.strength.tolist() == plan.capacity.strength.tolist()
    (before,), (after,) = plan.metrics, read.metrics
    for row in range(len(plan.profile.reps)):
        told = [
            explain(each, row, metric, each.calendar.year)
            for each, metric in ((plan, before), (read, after))
        ]
        assert told[0].months == told[1].months
    assert plan_to_text(read) == plan_to_text(plan)


def test_a_workbook_for_each_person_and_none_for_a_vacancy() -> None:
    assert groups_of(changing(), SplitBy.REP) == {"Ann": [0, 4], "Cy": [1], "Bob": [2]}


def test_a_limit_stands_in_every_row_of_the_person() -> None:
    ann = {
        "name": "Ann",
        "target": 30_000,
        "changes": [{"from": "2027-07-01", "team": "West"}],
    }
    goal = {"metric": "revenue", "annual": 120_000}
    plan = build_plan(two_teams([ann, {"name": "Cy"}], [{"name": "Bob"}], goals=[goal]))
    said = limits_of_rows(View(plan, plan.calendar.year, EN), plan.metrics[0])
    assert said == {(0, 3): "locked at 30,000 (all teams together)"}
    assert plan.rows_of[3] == (0, 3)


def test_names_and_levels_as_they_are_shown() -> None:
    plan = changing()
    english, chinese = (View(plan, plan.calendar.year, labels) for labels in (EN, ZH))
    assert [english.person_name(at) for at in range(5)] == [
        *("Ann (East)", "Cy", "Bob", "Gap", "Ann (West)")
    ]
    assert chinese.person_name(4) == "Ann（West）"
    gap = plan.profile.reps[3]
    assert english.level_name(gap) == "junior (vacant – held by the team)"
    assert chinese.level_name(gap) == "初级（空缺，由团队承担）"
    assert english.people_text == "3 people, 1 vacant position"
    assert chinese.people_text == "3 人，1 个空缺岗位"


def test_data_says_who_is_where_and_what_is_vacant() -> None:
    people = plan_data(changing(), EN)["metrics"][0]["people"]
    shown = [(p["name"], p["team"], p["vacant"], p["first_day"], p["last_day"]) for p in people]
    assert shown == [
        ("Ann", "East", False, None, "2027-05-16"),
        ("Cy", "East", False, None, None),
        ("Bob", "West", False, None, None),
        ("Gap", "West", True, None, None),
        ("Ann", "West", False, "2027-05-17", None),
    ]


def test_nobody_waits_for_a_vacancy() -> None:
    plan = changing()
    found = review(plan, sales([("2027-02-01", "Cy", 100)]), dt.date(2027, 3, 31))
    report = ReviewView(found, Stretch.QUARTER, EN)
    assert list(report.cards) == [0, 1, 2, 4]
    named = [text.rpartition(" ")[0] for text in below(report, 10**6)]  # type: ignore[arg-type]
    assert "Gap" not in named
    assert "Ann (East)" in named
    vacancy = next(line for line in report.lines(0) if line.name == "Gap")
    assert report.status_cell(vacancy.standing) == "vacant"
