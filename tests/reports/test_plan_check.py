"""The plan check as people read it: lines, sheet, summary, JSON."""

from __future__ import annotations

import pytest

from salesplan.choices import Language
from salesplan.core.plan_ratings import Check, Rating
from salesplan.core.planning import Planned, plan_and_check
from salesplan.labels import Labels
from salesplan.profile import Profile
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_check_data import plan_check_data
from salesplan.reports.plan_check_sheet import check_sheet
from salesplan.reports.plan_check_story import PlanCheckStory
from salesplan.reports.plan_view import View
from salesplan.reports.values import Marked, Role, Table, Text
from tests.core.builders import every_day, sales
from tests.reports.test_plan_data import PLAN_CHECK, misfits

DAYS = [day for day in every_day("2025-01-01", "2026-12-31") if day.weekday() < 5]


def two_teams(over: str = "0%") -> Planned:
    """Ann sells 1.00 on each working day and Bob 3.00; 1,044 is asked of both, half of each."""
    profile = Profile.model_validate(
        {
            "fiscal_year": {"start": "2027-01-01"},
            "currency": "USD",
            "goals": [
                {"metric": "revenue", "annual": 1044, "unit": "0.01", "over_assignment": over}
            ],
            "weighting": {"track_record": 0},
            "team": [
                {"name": "East", "reps": [{"name": "Ann"}]},
                {"name": "West", "reps": [{"name": "Bob"}]},
            ],
        }
    )
    rows = [(str(day), name, cents) for day in DAYS for name, cents in (("Ann", 100), ("Bob", 300))]
    return plan_and_check(profile, sales(rows, customer=["X", "Y"] * len(DAYS)))


def story(found: Planned, language: Language = Language.EN) -> PlanCheckStory:
    view = View(found.plan, found.plan.calendar.year, Labels(language))
    return PlanCheckStory(view, found.plan_checks[0])


def test_what_is_said_in_english() -> None:
    told = story(two_teams())
    assert told.counts == "Plan check for Revenue: 2 fine · 1 watch · 3 act · 2 unknown"
    assert {check: told.why(check) for check in Check} == {
        # Bob sells 783 of 522 for certain, Ann 261: half reach it, half get beyond 100 %.
        Check.REACHING: "50% of 2 people can be expected to, in 4 of 5 cases 50% to 50%; 0% end "
        "within 20% of their target",
        Check.MEDIAN: "half of the people can be expected to get beyond 100%, in 4 of 5 cases "
        "beyond 100% to 100%",
        Check.GROWTH: "-33.3% to +100.0% over the last 12 months, +33.3% in the middle; 1 of 2 "
        "people with 25% or more above their best 12 months, Ann with most: +100.0%",
        Check.FAIRNESS: "it takes five people with a forecast, and targets that differ",
        Check.LOAD: "the same capacity is asked for +0.0% over the last 12 months, that of Ann for "
        "most: +100.0%; of teams, that of East: +100.0%",
        Check.OVER: "targets add up to the goal",
        Check.CARRIERS: "of one or two people somebody always carries half",
        Check.CUSTOMERS: "Y bought 75.0% of what was sold in the last 12 months, one of 2 "
        "customers",
    }


def test_what_is_said_in_chinese() -> None:
    told = story(two_teams("12%"), Language.ZH)
    assert told.counts == "销售额计划检查：留意 2 项 · 需调整 4 项 · 未知 2 项"
    assert told.why(Check.OVER) == "指标之和为 US$1,169.28，与目标相差 +12.0%"
    assert told.not_fine_shortly() == [
        "个人增长要求：2 人中 1 人过高 – 需调整（正常范围：没有人比本人最好的 12 个月高 25%）",
        "产能负荷：Ann 为平均的 2.00 倍 – 需调整（正常范围：不超过 1.2 倍）",
        "超额分配：12.0% – 需调整（正常范围：不超过 5%）",
        "客户集中度：75.0% – 需调整（正常范围：低于 10%）",
        "达标人数占比：50% – 留意（正常范围：55% 至 70%）",
        "完成率中位数：89% – 留意（正常范围：不低于 100%）",
    ]


def test_the_gravest_come_first() -> None:
    told = story(two_teams())
    ratings = [rating for rating, _, _ in told.lines(Rating.ACT, Rating.WATCH)]
    assert Rating.WATCH in ratings
    assert told.not_fine() != [line for _, _, line in told.lines(Rating.ACT, Rating.WATCH)]
    assert [" – act: " in line for line in told.not_fine()] == [True, True, True, False]


def test_the_limits_are_said_with_their_source() -> None:
    told = story(two_teams())
    assert [told.limits(check) for check in (Check.REACHING, Check.OVER, Check.CARRIERS)] == [
        "fine: 55% to 70% · act: below 33% or above 90% · source: advice 55–70%, Forrester "
        "observed 47%",
        "fine: at most 5% · act: above 10%, or below the goal · source: usually 5–10%, WorldatWork "
        "2012",
        "fine: below 50% · act: half or more · source: our judgement: a third, or twice an equal "
        "share",
    ]


def test_the_people_behind_it() -> None:
    sheet = check_sheet(story(two_teams()))
    table = next(block for block in sheet.blocks if isinstance(block, Table))
    ann, bob = ([*row.cells] for row in table.rows)
    assert ann[:4] == ["Ann", "East", 522, 261]
    assert ann[6:9] == ["own sales", 0.0, 261]
    assert ann[9:] == [1.0, Marked(1.0, Role.WARNING), Marked(2.0, Role.WARNING)]
    assert bob[9:] == [-0.333333, -0.333333, 0.666667]


@pytest.mark.parametrize("language", list(Language))
def test_the_summary_has_a_line_for_each_check(language: Language) -> None:
    found, labels = two_teams(), Labels(language)
    book = plan_book(found.plan, labels, plan_checks=found.plan_checks)
    texts = [block for block in book.sheets[0].blocks if isinstance(block, Text)]
    for check, rating in found.plan_checks[0].ratings:
        name = labels(f"check_{check.value}")
        line = next(block for block in texts if block.text.startswith(name))
        assert labels(f"rating_{rating.value}") in line.text
        assert (line.role is Role.WRONG) == (rating is Rating.ACT)
    names = [sheet.name for sheet in book.sheets]
    assert names.index(labels("plan_check")) == names.index(labels("targets")) + 1
    without = plan_book(found.plan, labels)
    assert labels("plan_check") not in [sheet.name for sheet in without.sheets]


def test_the_shape_of_the_data() -> None:
    data = plan_check_data(story(two_teams()))
    assert misfits(data, PLAN_CHECK) == []
    assert data["load"]["teams"] == [
        {"name": "East", "load": 2.0},
        {"name": "West", "load": 0.666667},
    ]
    assert data["concentration"]["customers"]["shares"][0] == {"largest": 1, "share": 0.75}
    assert {each["check"]: each["value"] for each in data["checks"]}["growth"] == 0.5
