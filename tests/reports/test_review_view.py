from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from salesplan.choices import Language, Stretch
from salesplan.core.plan import Plan
from salesplan.core.review import review
from salesplan.core.sales import UNASSIGNED
from salesplan.core.standing import WHOLE, Status, Subject, SubjectKind
from salesplan.core.trend import trend
from salesplan.labels import Labels
from salesplan.reports.meeting_sheet import meeting_sheet
from salesplan.reports.review_blocks import head
from salesplan.reports.review_charts import ReviewCharts
from salesplan.reports.review_story import Story
from salesplan.reports.review_view import ReviewView, amount, rate
from salesplan.reports.values import Role, Sheet, Table
from tests.core.builders import every_day, sales
from tests.reports.plans import plan
from tests.reports.test_review_screen import DAY, FLAT, SOLD, TEAMS, flat, report

EN, ZH = Language.EN, Language.ZH
ANN, BOB, CHO, DEE = (Subject(SubjectKind.PERSON, at) for at in range(4))
EAST, WEST = (Subject(SubjectKind.TEAM, at) for at in range(2))
Fact = tuple[str, object, str]


def of_team(team: Subject, of: Plan | None = None, language: Language = EN) -> ReviewView:
    seen = review(of or flat(), sales(SOLD), DAY)
    return ReviewView(seen, Stretch.MONTH, Labels(language), team)


def facts(shown: ReviewView, subject: Subject = WHOLE) -> list[Fact]:
    return [(fact.label, fact.value, fact.note) for fact in head(shown, subject).facts]


# Lines


def test_the_lines_of_a_team_end_with_its_total() -> None:
    lines = of_team(EAST).lines(0)
    assert [(line.name, line.subject, line.role) for line in lines] == [
        ("Ann", ANN, Role.BODY),
        ("Bob", BOB, Role.BODY),
        ("East total", EAST, Role.TOTAL),
    ]
    assert [line.standing.actual for line in lines] == [10_800_00, 8_100_00, 18_900_00]
    # Ranks are those among everybody.
    assert [line.rank for line in lines] == [1, 2, None]


def test_a_sole_team_on_its_own_has_a_total_without_strangers() -> None:
    lines = of_team(EAST, flat(team=TEAMS[:1])).lines(0)
    assert [(line.name, line.standing.actual) for line in lines] == [
        ("Ann", 10_800_00),
        ("Bob", 8_100_00),
        ("East total", 18_900_00),
    ]
    whole = of_team(WHOLE, flat(team=TEAMS[:1])).lines(0)
    assert [line.name for line in whole][2:] == [
        "Nobody", "Cho (not on the team)", "Zoe (not on the team)", "Total",
    ]  # fmt: skip


def test_somebody_not_on_the_team_has_neither_rank_nor_landing() -> None:
    others = [line for line in report().lines(0) if line.subject is None]
    assert [(line.name, line.standing.actual, line.rank, line.landing) for line in others] == [
        ("Nobody", 300_00, None, None),
        ("Zoe (not on the team)", 700_00, None, None),
    ]
    chinese = [line.name for line in report(language=ZH).lines(0) if line.subject is None]
    assert chinese == ["无负责人", "Zoe（不在团队）"]


def test_lines_of_another_stretch() -> None:
    week = report().lines(0, Stretch.WEEK)
    # Of the week from 11 January only Cho's, Zoe's and nobody's; Zoe and nobody are two rows.
    assert [line.standing.actual for line in week] == [
        0, 0, 0, 4_500_00, 0, 4_500_00, 300_00, 700_00, 5_500_00,
    ]  # fmt: skip
    assert report().line(0, WEST).standing.target == 21_000_00


def test_who_is_shown() -> None:
    assert [list(of_team(scope).people) for scope in (WHOLE, EAST, WEST)] == [
        [0, 1, 2, 3],
        [0, 1],
        [2, 3],
    ]
    assert report().members == ((0, 1), (2, 3))
    # The rows of everybody are those of Zoe and nobody too.
    assert [report().rows(each) for each in (WHOLE, EAST, CHO)] == [[*range(6)], [0, 1], [2]]


# Names


def test_names_and_titles() -> None:
    assert [report().name(each) for each in (WHOLE, EAST, DEE)] == ["Everybody", "East", "Dee"]
    assert report(language=ZH).name(WHOLE) == "全体"
    title = "Acme – sales plan 2027: review as of 13 Jan 2027"
    assert report().title == title
    assert of_team(WEST).title == f"West · {title}"
    assert of_team(WEST, language=ZH).title == "West · Acme 2027 年销售计划：截至2027年1月13日回顾"


def test_periods_of_a_year_that_is_not_the_calendar_year() -> None:
    april = flat(fiscal_year={"start": "2027-04-01"})
    day = dt.date(2028, 1, 13)
    names = [report(each, of=april, day=day).period_name() for each in Stretch]
    assert names == [
        "week of 10 Jan 2028", "Jan 2028", "Q4 2027-28", "H2 2027-28", "2027-28",
        "2027-28 to date",
    ]  # fmt: skip
    weeks = flat(fiscal_year={"start": "2027-01-04", "pattern": "4-4-5"})
    names = [report(each, ZH, of=weeks).period_name() for each in Stretch]
    assert names == [
        "2027年1月11日当周", "2027年1月 (1/4)", "2027年Q1", "2027年上半年", "2027", "2027 年初至今",
    ]  # fmt: skip


def test_the_days_of_a_stretch() -> None:
    assert report().days_gone(Stretch.WEEK) == "3 of 5 working days gone"
    assert report(language=ZH).days_gone() == "已过 9 个工作日，共 21 个"
    assert report(day=dt.date(2026, 12, 1)).days_gone() == "0 of 21 working days gone"


# Numbers


@pytest.mark.parametrize(
    ("annual", "metric", "shown"),
    [
        # A 783rd of the year is a day of one of three people, 63 of them are January.
        (783 * 16, "revenue", "#,##0"),
        (783 * 15, "revenue", "#,##0.00"),
        (783 * 2, "orders", "#,##0"),
    ],
)
def test_formats(annual: int, metric: str, shown: str) -> None:
    goal = {"metric": metric, "annual": annual, "daily_unit": 1}
    mine = report(of=flat(goal))
    assert mine.amount_format(mine.metrics[0]) == shown


def test_without_a_target_the_format_is_that_of_what_was_sold() -> None:
    later = [{"name": "East", "reps": [{"name": "Ann", "start": "2027-07-01"}]}]
    small, large = (
        report(of=flat(team=later), rows=[("2027-01-04", "Ann", sold)])
        for sold in (999_99, 1_000_00)
    )
    assert small.metrics[0].whole.target is None
    assert small.amount_format(small.metrics[0]) == "#,##0.00"
    assert large.amount_format(large.metrics[0]) == "#,##0"


@pytest.mark.parametrize(
    ("minor", "said"),
    [
        (0, "$0"),
        (99_49, "$99.49"),
        (-99_49, "-$99.49"),
        (99_50, "$100"),
        (12_345_49, "$12,345"),
        (12_345_51, "$12,346"),
        (Fraction(100, 3), "$0.33"),
    ],
)
def test_money_in_a_sentence(minor: int | Fraction, said: str) -> None:
    assert report().said(report().metrics[0].metric, minor) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0"),
        (7, "7"),
        (1234, "1,234"),
        (Fraction(20, 12), "1.67"),
        (Fraction(-1, 4), "-0.25"),
        (Fraction(24, 12), "2"),
        (Fraction(39, 4), "9.75"),
        (Fraction(41, 4), "10.2"),
    ],
)
def test_a_count_in_a_sentence(number: int | Fraction, said: str) -> None:
    shown = report(of=flat({"metric": "orders", "annual": 783}))
    assert shown.said(shown.metrics[0].metric, number) == said


def test_exactly_in_a_sentence() -> None:
    assert report().said_exactly(report().metrics[0].metric, 12_345_49) == "$12,345.49"


def test_cells() -> None:
    metric = report().metrics[0].metric
    cells = [amount(metric, each) for each in (None, 0, 123_45, Fraction(386, 3))]
    assert cells == [None, 0, Decimal("123.45"), Decimal("1.29")]
    assert [rate(each) for each in (None, Fraction(0), Fraction(2, 3))] == [None, 0, 0.666667]


def test_a_yen_has_no_parts() -> None:
    shown = report(of=flat(currency="JPY"))
    assert shown.said(shown.metrics[0].metric, 99) == "¥99"
    assert shown.amount_format(shown.metrics[0]) == "#,##0"


def test_the_status_has_the_profiles_bands() -> None:
    bands = flat(review={"on_track": "130%", "at_risk": "120%"})
    shown = report(of=bands)
    assert shown.status(shown.line(0, ANN).standing) is Status.AT_RISK
    assert shown.status(shown.line(0, BOB).standing) is Status.BEHIND
    assert shown.status(shown.line(0, DEE).standing) is Status.NO_TARGET


# The head of a page


def test_the_head_of_a_person() -> None:
    assert facts(report(), ANN) == [
        ("Actual", "$10,800", "$9,000 expected"),
        ("Target", "$21,000", "51% attained"),
        ("Pace", "120%", "on track"),
        ("Needed/day", "$850", "$1,200 so far"),
        ("Landing", "$25,200", ""),
    ]
    assert facts(report(language=ZH), CHO) == [
        ("实际", "US$4,500", "应完成 US$9,000"),
        ("指标", "US$21,000", "完成率 21%"),
        ("进度比", "50%", "落后"),
        ("需日均", "US$1,375", "至今日均 US$500"),
        ("预计达成", "US$10,500", ""),
    ]


def test_the_head_of_the_whole_counts_everybody() -> None:
    assert [value for _, value, _ in facts(report())] == [
        "$24,400", "$63,000", "90%", "$3,217", "$56,933",
    ]  # fmt: skip
    assert [value for _, value, _ in facts(of_team(EAST), EAST)] == [
        "$18,900", "$42,000", "105%", "$1,925", "$44,100",
    ]  # fmt: skip


def test_the_head_without_a_target_is_what_was_sold() -> None:
    assert facts(report(), DEE) == [("Actual", "$0", "")]


def test_the_head_before_anything_was_expected() -> None:
    assert facts(report(day=dt.date(2026, 12, 31)), ANN) == [
        ("Actual", "$0", "$0 expected"),
        ("Target", "$21,000", "0% attained"),
        ("Needed/day", "$1,000", ""),
    ]


def test_the_head_of_a_stretch_that_is_over() -> None:
    # Of what is over no need is told.
    week = [label for label, _, _ in facts(report(Stretch.WEEK), ANN)]
    assert week == ["Actual", "Target", "Pace", "Needed/day", "Landing"]
    over = facts(report(day=dt.date(2027, 1, 31)), ANN)
    assert [label for label, _, _ in over] == ["Actual", "Target", "Pace", "Landing"]
    assert over[-1] == ("Landing", "$10,800", "")


def test_the_head_with_a_range() -> None:
    # 100 dollars a working day for a year, then a third more and less by turns.
    days = [day for day in every_day("2026-01-01", "2026-12-31") if day.weekday() < 5]
    past = [(str(day), "Ann", 100_00 + 40_00 * (day.month % 2)) for day in days]
    shown = report(of=flat(history=sales(past)), rows=[*past, *SOLD])
    landing = shown.landings(0).whole
    assert landing is not None
    assert landing.low is not None
    assert landing.high is not None
    low, high = (f"${round(Fraction(each, 100)):,}" for each in (landing.low, landing.high))
    assert low != high
    assert facts(shown)[-1][2] == f"{low} – {high}"


def test_landings_are_found_in_every_stretch() -> None:
    shown = report()
    # 10,800 and twelve days at 1,200; of the week nothing was sold, so nothing is to come.
    for stretch, expected in ((Stretch.MONTH, 25_200_00), (Stretch.QUARTER, 76_800_00)):
        landed = shown.landings(0, stretch).people[0]
        assert landed is not None
        assert landed.expected == expected
    (week, done) = (
        shown.landings(0, each).people[0] for each in (Stretch.WEEK, Stretch.YEAR_TO_DATE)
    )
    assert week is not None
    assert done is not None
    assert (week.expected, done.expected) == (0, 10_800_00)


# Large teams


def large(people: int, teams: int = 1, **fields: Any) -> Sheet:  # noqa: ANN401 (as in a file)
    """The meeting of equal people of whom number n has sold n hundred dollars."""
    size = people // teams
    named = [
        {
            "name": f"Team {team}",
            "reps": [{"name": f"P{team * size + at:02}"} for at in range(size)],
        }
        for team in range(teams)
    ]
    of = plan({**FLAT, **fields.pop("goal", {})}, team=fields.pop("team", named), currency="USD")
    rows = [("2027-01-04", f"P{at:02}", at * 100_00) for at in range(people)]
    found = sales([*rows, ("2027-01-04", "Zoe", 100), ("2027-01-05", UNASSIGNED, 100)])
    seen = ReviewView(review(of, found, DAY), Stretch.MONTH, Labels(EN))
    story = Story.of(seen, found)
    charts = ReviewCharts(seen, (WHOLE,))
    return meeting_sheet(story, charts, trend(seen.review, [], Stretch.MONTH, 0), ())


def names(sheet: Sheet) -> list[object]:
    (table,) = [block for block in sheet.blocks if isinstance(block, Table)][:1]
    return [row.cells[0] for row in table.rows]


def test_of_twenty_five_everybody_is_shown() -> None:
    assert names(large(25)) == [
        *(f"P{at:02}" for at in range(25)), "Nobody", "Zoe (not on the team)", "Total",
    ]  # fmt: skip


def test_of_a_larger_team_the_ends_are_shown() -> None:
    ends = [*range(6), *range(20, 26)]
    assert names(large(26)) == [*(f"P{at:02}" for at in ends), "Total"]


def test_teams_are_shown_with_the_ends() -> None:
    assert names(large(28, 2)) == [
        *(f"P{at:02}" for at in range(6)), "Team 0 total",
        *(f"P{at:02}" for at in range(22, 28)), "Team 1 total", "Total",
    ]  # fmt: skip
    # More teams than people have room are not shown either.
    assert names(large(52, 26)) == [
        *(f"P{at:02}" for at in (*range(6), *range(46, 52))), "Total",
    ]  # fmt: skip


def test_who_has_no_target_is_at_no_end_of_the_ranking() -> None:
    reps: list[dict[str, Any]] = [{"name": f"P{at:02}"} for at in range(20)]
    gone = [{"name": f"Q{at:02}", "end": "2026-12-31"} for at in range(20)]
    # All that have one are behind, so that a variance of 0 would be the furthest ahead.
    team = [{"name": "East", "reps": [*reps, *gone]}]
    shown = names(large(20, team=team, goal={"annual": 7_830_000}))
    ends = [*range(6), *range(14, 20)]
    assert shown == [*(f"P{at:02}" for at in ends), "Total"]
