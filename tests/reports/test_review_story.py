from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from salesplan.choices import Language, Stretch
from salesplan.core.breaks import Break
from salesplan.core.drivers import CustomerDrivers
from salesplan.core.plan import Plan
from salesplan.core.review import review
from salesplan.core.risk_kinds import (
    Behind,
    Carrier,
    Dependence,
    Figures,
    Hurry,
    OutOfReach,
    Risk,
    RiskKind,
    Silence,
)
from salesplan.core.sales import Sales
from salesplan.core.standing import WHOLE, Subject, SubjectKind
from salesplan.labels import Labels
from salesplan.reports.review_story import Story
from salesplan.reports.review_view import ReviewView
from tests.core.builders import Row, sales
from tests.core.test_drivers import ALL, BEFORE, ORDERS, REVENUE, plan_of, sold
from tests.reports.test_review_screen import DAY, FLAT, SOLD, flat

EN, ZH = Language.EN, Language.ZH
ANN, BOB, CHO, DEE = (Subject(SubjectKind.PERSON, at) for at in range(4))
EAST, WEST = (Subject(SubjectKind.TEAM, at) for at in range(2))


def story(
    found: Sales | Sequence[Row] = SOLD,
    of: Plan | None = None,
    language: Language = EN,
    stretch: Stretch = Stretch.MONTH,
) -> Story:
    given = found if isinstance(found, Sales) else sales(found)
    seen = review(of or flat(), given, DAY)
    return Story.of(ReviewView(seen, stretch, Labels(language)), given)


# Risks. Of East and West, in January 2027: see test_review_screen.

DAYS_OF_CHO = Risk(
    CHO, 10_500_00, Hurry(16_500_00, 12, Fraction(4_500_00, 9), Fraction(16_500_00, 12))
)
ACME = "Acme"
JANUARY_BEFORE = dt.date(2026, 1, 14), dt.date(2027, 1, 14)
TOLD = [
    (
        Risk(CHO, 4_500_00, Behind(9_000_00, 4_500_00)),
        "Cho is $4,500 behind: $4,500 of $9,000 expected by now.",
        "Cho：进度落后 US$4,500，至今应完成 US$9,000，实际完成 US$4,500。",
    ),
    (
        Risk(WHOLE, 7_000_00, OutOfReach(63_000_00, 56_000_00, 61_000_00)),
        "Everybody will hardly reach $63,000: landing $56,000, at best $61,000; $7,000 short.",
        "全体：难以完成指标 US$63,000，预计完成 US$56,000，最好也只有 US$61,000，将缺 US$7,000。",
    ),
    (
        Risk(ANN, 8_400_00, Dependence(200_00, 1_000_00, *JANUARY_BEFORE), ACME),
        "Ann: Acme bought 20% of everything since 14 Jan 2026; $8,400 of what is to come depends "
        "on them.",
        "Ann：自2026年1月14日起，20% 的销售来自Acme，后续还有 US$8,400 取决于该客户。",
    ),
    (
        Risk(WHOLE, 5_000_00, Carrier(0, 10_800_00, 24_400_00, 3)),
        "Ann sold 44% of everything (3 people); $5,000 of what is to come depends on one person.",
        "Ann：一人完成了全部销售的 44%（共 3 人），后续还有 US$5,000 取决于此人。",
    ),
    (
        Risk(BOB, 930_00, Silence(4, dt.date(2026, 12, 13), 10.0, 31, Fraction(3000)), ACME),
        "Acme (Bob) bought last on 13 Dec 2026, 31 days ago, usually every 10 days: this may cost "
        "$930 by the end of the period.",
        "Acme（Bob）最近一次购买是2026年12月13日，距今 31 天，以往约每 10 天购买一次；"
        "到期末约少 US$930。",
    ),
    (
        Risk(
            EAST,
            3_000_00,
            Break(dt.date(2026, 10, 1), dt.date(2027, 1, 1), 3_000_00, 6_000_00, 5_500_00),
        ),
        "East: the three months from 1 Oct 2026 brought $3,000; from the months before, $6,000 was "
        "to be expected and at least $5,500: $3,000 less.",
        "East：自2026年10月1日起的三个月只完成 US$3,000，按此前各月推算应有 US$6,000"
        "（至少 US$5,500），少了 US$3,000。",
    ),
    (
        DAYS_OF_CHO,
        "Cho needs $1,375 a day for the last 12 working days, so far $500: of $16,500 missing, "
        "$10,500 will not come at this rate.",
        "Cho：还剩 12 个工作日，还差 US$16,500，每个工作日需完成 US$1,375，"
        "至今日均只有 US$500；照此速度将缺 US$10,500。",
    ),
]


@pytest.mark.parametrize(
    ("risk", "english", "chinese"), TOLD, ids=[risk.kind.value for risk, _, _ in TOLD]
)
def test_every_kind_of_risk_in_words(risk: Risk, english: str, chinese: str) -> None:
    assert story().risk(risk) == english
    assert story(language=ZH).risk(risk) == chinese


def test_no_kind_of_risk_is_forgotten() -> None:
    assert {risk.kind for risk, _, _ in TOLD} == set(RiskKind)


def test_amounts_of_a_count_have_no_currency_and_its_rates_have_decimals() -> None:
    of = flat({"metric": "orders", "annual": 783})
    mine = story(of=of)
    # One order of 9 expected in 9 days; 20 missing in 12.
    hurry = Hurry(20, 12, Fraction(1, 9), Fraction(20, 12))
    assert mine.risk(Risk(ANN, 19, hurry)) == (
        "Ann needs 1.67 a day for the last 12 working days, so far 0.11: of 20 missing, 19 "
        "will not come at this rate."
    )
    assert mine.risk(Risk(WHOLE, 1234, Behind(12_345, 11_111))) == (
        "Everybody is 1,234 behind: 11,111 of 12,345 expected by now."
    )
    assert mine.questions(0)[0] == (
        "20 is missing with 12 working days left, 1.67 a day: which deals will bring it?"
    )


def test_cents_are_for_small_sums_and_wan_for_large_ones() -> None:
    behind = Risk(ANN, 12_34, Behind(99_45, 100_01))
    assert story().risk(behind) == "Ann is $12.34 behind: $100 of $99.45 expected by now."
    large = Risk(ANN, 125_000_00, Behind(1_200_000_00, 99_000_00))
    # The month of all is 63,000 yuan, or 6,300,000: sentences have the unit of the table.
    assert story(of=flat(currency="CNY"), language=ZH).risk(large) == (
        "Ann：进度落后 ¥125,000，至今应完成 ¥1,200,000，实际完成 ¥99,000。"
    )
    richer = flat({**FLAT, "annual": 78_300_000}, currency="CNY")
    assert story(of=richer, language=ZH).risk(large) == (
        "Ann：进度落后 12.5 万元，至今应完成 120 万元，实际完成 9.9 万元。"
    )
    assert story(of=richer).risk(large).startswith("Ann is CN¥125,000 behind")


def test_names_stand_as_they_are_written() -> None:
    odd = "{0} [bold]{stake}[/] %s"
    teams = [{"name": "{team}", "reps": [{"name": odd}, {"name": "B"}]}]
    mine = story([("2027-01-04", odd, 5_000_00)], of=flat(team=teams))
    silence = Silence(4, dt.date(2026, 12, 13), 10.0, 31, Fraction(3000))
    assert mine.risk(Risk(ANN, 930_00, silence, "{customer}")) == (
        f"{{customer}} ({odd}) bought last on 13 Dec 2026, 31 days ago, usually every 10 "
        "days: this may cost $930 by the end of the period."
    )
    assert mine.risk(Risk(EAST, 100_00, Behind(200_00, 100_00))).startswith("{team} is $100 ")
    (team,) = mine.by_team()
    assert team.report.title.startswith("{team} · Acme – ")


def test_who_has_too_few_days_is_not_told_to_be_behind() -> None:
    behind = tuple(Risk(who, 500, Behind(1000, 500)) for who in (CHO, ANN, WEST))
    mine = replace(story(), found=(DAYS_OF_CHO, *behind))
    assert mine.risks == [DAYS_OF_CHO, *behind[1:]]


def test_a_team_is_told_its_own_risks() -> None:
    figures = Behind(1000, 500)
    mine = replace(
        story(), found=tuple(Risk(who, 500, figures) for who in (WHOLE, EAST, WEST, ANN, CHO, DEE))
    )
    assert [risk.subject for risk in mine.risks] == [WHOLE, EAST, WEST, ANN, CHO, DEE]
    east, west = mine.by_team()
    assert [risk.subject for risk in east.risks] == [EAST, ANN]
    assert [risk.subject for risk in west.risks] == [WEST, CHO, DEE]


# Why. Of Ann and Bob, 90 dollars expected of each: see test_drivers.


def test_why_against_last_year() -> None:
    mine = story(sold(ALL), plan_of(currency="USD"))
    assert mine.why(WHOLE) == [
        "Orders 4, due by now 6 at last year's $32 each: -$52. Average order $29.75: -$9.",
        "Customers against the same days last year: 1 new +$22, 1 back +$35, 2 kept -$75, "
        "1 without an order -$20; the plan asks for more than then: -$20.",
        "Sales without a customer's name: -$3.",
        "Products: most from Q -$36.75, P -$24.25.",
        "Regions: most from N -$66.25, (no name) -$38.",
        "Customers: most from Kept -$72.50, Lost -$22.50, Moved -$18.75.",
    ]
    # Ann is 8 dollars behind: 27.50 short of P, 19.50 ahead in Q.
    assert mine.why(ANN)[0] == (
        "Orders 2, due by now 2 at last year's $40 each: -$10. Average order $41: +$2."
    )
    assert "Products: most from P -$27.50." in mine.why(ANN)


def test_why_in_chinese() -> None:
    mine = story(sold(ALL), plan_of(), ZH)
    assert mine.why(WHOLE) == [
        "订单 4 笔，按去年平均订单额 ¥32 至今应有 6 笔，影响 -¥52；"
        "今年平均订单额 ¥29.75，影响 -¥9。",
        "客户（与去年同期比）：新增 1 家 +¥22、回归 1 家 +¥35、保持 2 家 -¥75、"
        "未下单 1 家 -¥20；计划要求高于去年同期，影响 -¥20。",
        "未填写客户的销售：-¥3。",
        "产品：主要来自 Q -¥36.75、P -¥24.25。",
        "区域：主要来自 N -¥66.25、（未填写） -¥38。",
        "客户：主要来自 Kept -¥72.50、Lost -¥22.50、Moved -¥18.75。",
    ]


@pytest.mark.parametrize(
    ("growth", "english", "chinese"),
    [
        (-20_00, "the plan asks for more than then: -$20", "计划要求高于去年同期，影响 -US$20"),
        (20_00, "the plan asks for less than then: +$20", "计划要求低于去年同期，影响 +US$20"),
        (0, "the plan asks for as much as then", "计划要求与去年同期持平"),
    ],
)
def test_what_the_plan_asks_for_is_said_by_its_sign(
    growth: int, english: str, chinese: str
) -> None:
    kept = CustomerDrivers(0, 0, 5_00, 0, 0, growth, 0, 0, 1, 0)
    for language, said, ending in ((EN, english, "."), (ZH, chinese, "。")):
        (sentence,) = story(language=language)._customers(kept)
        assert sentence.endswith(said + ending)


def test_why_against_planned_orders() -> None:
    found = sold(ALL, "order")
    assert story(found, plan_of(REVENUE, ORDERS, currency="USD")).why(WHOLE) == [
        "Orders 4, due by now 18: -$140. Average order $29.75, planned $10: +$79."
    ]
    assert story(found, plan_of(REVENUE, ORDERS), ZH).why(WHOLE) == [
        "订单 4 笔，至今应有 18 笔，影响 -¥140；平均订单额 ¥29.75，计划 ¥10，影响 +¥79。"
    ]


def test_without_orders_there_is_no_average() -> None:
    mine = story(sold(BEFORE, "order"), plan_of(currency="USD"))
    assert mine.why(ANN) == [
        "Orders 0, due by now 2 at last year's $40 each: -$90. Average order –: $0."
    ]


def test_people_who_contribute_are_those_who_point_the_same_way() -> None:
    # Cho −4,500 and Bob −900 of the −2,600; Ann is ahead, as are those not on the team.
    assert story().why(WHOLE) == ["People: most from Cho -$4,500, Bob -$900."]
    assert story(language=ZH).why(WHOLE) == ["人员：主要来自 Cho -US$4,500、Bob -US$900。"]
    ahead = [*SOLD, ("2027-01-12", "Zoe", 5_000_00)]
    assert story(ahead).why(WHOLE) == [
        "People: most from Zoe (not on the team) +$5,700, Ann +$1,800, Nobody +$300."
    ]
    # A team of two needs no list, and others' people are not in it.
    assert story(ahead).why(EAST) == []


def test_there_is_no_why_without_a_variance() -> None:
    found = sold([*ALL, ("2027-01-12", "Ann", 800, "Kept", "P", "N", "a8")])
    mine = story(found, plan_of(currency="USD"))
    assert mine.standing(ANN).variance_to_date == 0
    assert mine.why(ANN) == []
    assert mine.why(BOB) != []


def test_there_is_no_why_without_a_target() -> None:
    late: list[dict[str, Any]] = [
        {"name": "East", "reps": [{"name": "Ann"}]},
        {"name": "West", "reps": [{"name": "Bob", "start": "2027-07-01"}]},
    ]
    mine = story(sold(ALL), plan_of(team=late))
    assert mine.standing(BOB).actual == 3000
    assert mine.why(BOB) == mine.why(WEST) == []


def test_a_metric_that_is_no_amount_has_people_alone() -> None:
    of = flat({"metric": "orders", "annual": 783})
    assert story(of=of).drivers is None
    # One order each of nine, and two of people who are not on the team.
    assert story(of=of).why(WHOLE) == ["People: most from Ann -8, Bob -8, Cho -8."]


# Points


def points(rows: Sequence[Row], at: int, *goals: dict[str, Any], **fields: object) -> list[str]:
    return story(rows, flat(*goals, **fields)).points(at)


def on(ann: int, bob: int) -> list[Row]:
    return [("2027-01-05", "Ann", ann * 100), ("2027-01-05", "Bob", bob * 100)]


def test_a_point_above_the_team_is_a_strength_and_one_below_a_weakness() -> None:
    assert points(SOLD, 0) == ["Strongest: pace of Revenue 120%, team 105%."]
    assert points(SOLD, 1) == ["Weakest: pace of Revenue 90%, team 105%."]
    # Cho is all of West that has a target.
    assert points(SOLD, 2) == ["Like the team: pace of Revenue 50%."]
    assert points(SOLD, 3) == []
    assert story(language=ZH).points(0) == ["最强的是销售额进度比：本人 120%，团队 105%。"]


ORDERS_OF_TEAM = {"metric": "orders", "annual": 783}


def test_the_ends_of_several_points() -> None:
    # Ann: pace 2 of 1.1 in revenue and 2 orders of 9 against 3 of 18; 9,000 an order against 6,600.
    rows = [*on(9_000, 1_800), ("2027-01-06", "Ann", 9_000_00)]
    assert points(rows, 0, FLAT, ORDERS_OF_TEAM) == [
        "Strongest: pace of Revenue 200%, team 110%.",
        "Least ahead: pace of Orders 22%, team 17%.",
    ]
    # Bob: below in all, 0.2 ÷ 1.1 in revenue and 0.67 in orders.
    assert points(rows, 1, FLAT, ORDERS_OF_TEAM) == [
        "Least behind: pace of Orders 11%, team 17%.",
        "Weakest: pace of Revenue 20%, team 110%.",
    ]


def test_customers_who_bought_again_are_a_point() -> None:
    # Of three customers of last year Ann kept two, Bob his only one; together two of three.
    one_team = [{"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]}]
    mine = story(sold(ALL), plan_of(team=one_team, currency="USD"))
    # Pace 82/90 of 112/180, an average of 41.00 of 37.33, 67 % of 67 %.
    assert mine.points(0) == [
        "Strongest: pace of Revenue 91%, team 62%.",
        "Like the team: customers of last year who bought again 67%.",
    ]
    assert mine.points(1) == [
        "Strongest: customers of last year who bought again 100%, team 67%.",
        "Weakest: pace of Revenue 33%, team 62%.",
    ]


def test_there_is_nobody_to_compare_a_person_alone_with() -> None:
    alone = [{"name": "East", "reps": [{"name": "Ann"}]}]
    assert points(SOLD, 0, team=alone) == []


def test_a_team_of_one_is_compared_with_everybody_but_not_in_its_own_workbook() -> None:
    teams = [
        {"name": "East", "reps": [{"name": "Ann"}]},
        {"name": "West", "reps": [{"name": "Bob"}]},
    ]
    mine = story(on(4_500, 13_500), flat(team=teams))
    # 13,500 a person are expected: 783,000 ÷ 261 ÷ 2 a day.
    assert mine.points(0) == ["Weakest: pace of Revenue 33%, team 67%."]
    assert [of_team.points(0) for of_team in mine.by_team()[:1]] == [[]]


def test_a_team_with_more_returns_than_sales_is_no_measure() -> None:
    # −100 of Ann's, −5,000 of both: a fiftieth of a loss would look like a weakness.
    assert points(on(-4_900, -100), 1) == []


# Questions


def asked(at: int, *found: Risk, mine: Story | None = None) -> list[str]:
    return replace(mine or story(), found=found).questions(at)


def test_questions_by_hand() -> None:
    silence = Silence(4, dt.date(2026, 12, 13), 12.4, 31, Fraction(3000))
    weight = Dependence(600_00, 1_000_00, *JANUARY_BEFORE)
    risks = [
        Risk(CHO, 900, silence, "Acme"),
        Risk(CHO, 800, weight, "Beta {}"),
        Risk(ANN, 700, silence, "Gamma"),
        Risk(WHOLE, 600, weight, "Delta"),
    ]
    assert asked(2, *risks) == [
        "$16,500 is missing with 12 working days left, $1,375 a day: which deals will bring it?",
        "Acme usually bought every 12 days, last on 13 Dec 2026: what has changed?",
        "Beta {} is 60% of all sales: who could carry a part of it?",
    ]
    assert asked(2, *risks[1:2], mine=story(language=ZH)) == [
        "还差 US$16,500，剩余 12 个工作日，每个工作日需 US$1,375：由哪些商机来完成？",
        "销售额的 60% 来自Beta {}：还有哪些客户可以分担？",
    ]


def test_who_is_on_track_is_asked_what_went_well() -> None:
    assert asked(0) == [
        "$10,200 is missing with 12 working days left, $850 a day: which deals will bring it?",
        "What went well, and what of it can others use?",
    ]
    reached = story([("2027-01-05", "Ann", 21_000_00)])
    assert asked(0, mine=reached) == ["What went well, and what of it can others use?"]


def test_lost_customers_are_asked_for() -> None:
    lines = [*ALL, ("2026-01-08", "Ann", 10, "Also", "P", "N", "a7")]
    mine = story(sold(lines), plan_of(currency="USD"))
    assert asked(0, mine=mine)[1:] == [
        "Bought in the same days last year and not yet now: 2 customers. Who is worth a call?"
    ]


def test_five_questions_are_enough() -> None:
    silence = Silence(4, dt.date(2026, 12, 13), 10.0, 31, Fraction(3000))
    risks = [Risk(ANN, 900 - at, silence, f"C{at}") for at in range(9)]
    found = asked(0, *risks)
    assert len(found) == 5
    assert [text[:2] for text in found[1:]] == ["C0", "C1", "C2", "C3"]


def test_nothing_is_asked_of_who_has_no_target() -> None:
    assert asked(3) == []


def test_nothing_is_missing_where_no_day_is_left() -> None:
    mine = story(stretch=Stretch.YEAR_TO_DATE)
    assert asked(1, mine=mine) == []


@pytest.mark.parametrize("figures", [risk.figures for risk, _, _ in TOLD])
def test_only_customers_are_asked_about(figures: Figures) -> None:
    about = isinstance(figures, Silence | Dependence)
    assert len(asked(1, Risk(BOB, 900, figures, "Acme"))) == (2 if about else 1)
