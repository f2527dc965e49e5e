from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Language, Stretch
from salesplan.core.plan import Plan
from salesplan.core.review import review
from salesplan.core.sales import UNASSIGNED
from salesplan.core.standing import Standing
from salesplan.labels import Labels
from salesplan.reports.review_screen import below, closing_line, review_tables
from salesplan.reports.review_view import ReviewView
from salesplan.reports.values import Cell, Kind, Marked, Role, Table
from tests.core.builders import Row, every_day, sales
from tests.reports.plans import plan, plans, two_years

EN, ZH = Language.EN, Language.ZH

# 1,000 dollars for each of three people and 261 working days: 9 of January's 21 are gone.
# Dee left before the year and has no target.
TEAMS = [
    {"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]},
    {"name": "West", "reps": [{"name": "Cho"}, {"name": "Dee", "end": "2026-06-30"}]},
]
FLAT = {"metric": "revenue", "annual": 783_000, "unit": 1000}
DAY = dt.date(2027, 1, 13)
SOLD = [
    ("2027-01-04", "Ann", 10_800_00),
    ("2027-01-05", "Bob", 8_100_00),
    ("2027-01-12", "Cho", 4_500_00),
    ("2027-01-12", "Zoe", 700_00),
    ("2027-01-13", UNASSIGNED, 300_00),
]


def flat(*goals: dict[str, Any], **fields: Any) -> Plan:  # noqa: ANN401 (as in a file)
    content = {"team": TEAMS, "organisation": "Acme", "currency": "USD", **fields}
    return plan(*(goals or (FLAT,)), **content)


def report(
    stretch: Stretch = Stretch.MONTH,
    language: Language = EN,
    *,
    of: Plan | None = None,
    rows: Sequence[Row] = SOLD,
    day: dt.date = DAY,
) -> ReviewView:
    return ReviewView(review(of or flat(), sales(rows), day), stretch, Labels(language))


def only_table(shown: ReviewView) -> Table:
    ((_, table),) = review_tables(shown)
    return table


def cells(shown: ReviewView) -> list[tuple[Cell, ...]]:
    """The rows of the only table, statuses without their colour."""
    return [
        tuple(cell.value if isinstance(cell, Marked) else cell for cell in row.cells)
        for row in only_table(shown).rows
    ]


def test_every_row_of_a_month_by_hand() -> None:
    # Landings at the pace so far: Ann has 12 days of 1,000 left and a pace of 1.2.
    assert cells(report()) == [
        ("Ann", 1, "on track", 1.2, 10_800, 9_000, 1_800, 21_000, 850, 25_200),
        ("Bob", 2, "at risk", 0.9, 8_100, 9_000, -900, 21_000, 1_075, 18_900),
        ("East total", 1, "on track", 1.05, 18_900, 18_000, 900, 42_000, 1_925, 44_100),
        ("Cho", 3, "behind", 0.5, 4_500, 9_000, -4_500, 21_000, 1_375, 10_500),
        ("Dee", None, "no target", None, 0, None, None, None, None, None),
        ("West total", 2, "behind", 0.5, 4_500, 9_000, -4_500, 21_000, 1_375, 10_500),
        ("Nobody", None, "no target", None, 300, None, None, None, None, None),
        ("Zoe (not on the team)", None, "no target", None, 700, None, None, None, None, None),
        # 24,400 of 27,000, and 36,000 to come; (63,000 − 24,400) ÷ 12 = 3,216.666…
        (
            "Total",
            None,
            "at risk",
            0.903704,
            24_400,
            27_000,
            -2_600,
            63_000,
            Decimal("3216.67"),
            Decimal("56933.33"),
        ),
    ]


def test_a_status_has_its_colour() -> None:
    statuses = [row.cells[2] for row in only_table(report()).rows]
    good, warning, wrong = Role.GOOD, Role.WARNING, Role.WRONG
    assert statuses[:5] == [
        Marked("on track", good), Marked("at risk", warning), Marked("on track", good),
        Marked("behind", wrong), "no target",
    ]  # fmt: skip


def test_rows_look_as_what_they_are() -> None:
    body, group, total = Role.BODY, Role.GROUP, Role.TOTAL
    roles = [row.role for row in only_table(report()).rows]
    assert roles == [body, body, group, body, body, group, body, body, total]


def test_a_single_team_has_no_total_of_its_own() -> None:
    found = cells(report(of=flat(team=TEAMS[:1])))
    assert [row[0] for row in found] == [
        "Ann", "Bob", "Nobody", "Cho (not on the team)", "Zoe (not on the team)", "Total",
    ]  # fmt: skip


def test_headings_and_columns() -> None:
    ((heading, table),) = review_tables(report())
    assert heading == "Revenue, Jan 2027 (USD) · 9 of 21 working days gone"
    assert [column.header for column in table.columns] == [
        "Person", "Rank", "Status", "Pace", "Actual", "Expected", "Variance", "Target",
        "Needed/day", "Landing",
    ]  # fmt: skip
    assert [column.kind for column in table.columns[3:]] == [Kind.SHARE, *[Kind.AMOUNT] * 6]
    assert table.name == "review_revenue"


def test_what_is_over_has_no_landing_and_a_week_has_one() -> None:
    shown, week = report(Stretch.YEAR_TO_DATE), report(Stretch.WEEK)
    assert only_table(shown).columns[-1].header == "Target"  # no day is left to need anything
    assert {len(row) for row in cells(shown)} == {8}
    assert "landing" not in closing_line(shown)
    assert only_table(week).columns[-1].header == "Landing"
    assert {len(row) for row in cells(week)} == {10}
    assert "landing" in closing_line(week)


def test_chinese() -> None:
    shown = report(language=ZH)
    ((heading, table),) = review_tables(shown)
    assert shown.title == "Acme 2027 年销售计划：截至2027年1月13日回顾"
    assert heading == "销售额 · 2027年1月（美元） · 已过 9 个工作日，共 21 个"
    assert [column.header for column in table.columns] == [
        "人员", "排名", "状态", "进度比", "实际", "应完成", "差异", "指标", "需日均", "预计达成",
    ]  # fmt: skip
    assert [(row[0], row[2]) for row in cells(shown)] == [
        ("Ann", "正常"),
        ("Bob", "有风险"),
        ("East 小计", "正常"),
        ("Cho", "落后"),
        ("Dee", "无指标"),
        ("West 小计", "落后"),
        ("无负责人", "无指标"),
        ("Zoe（不在团队）", "无指标"),
        ("合计", "有风险"),
    ]
    # Words change, numbers do not.
    assert [row[3:] for row in cells(shown)] == [row[3:] for row in cells(report())]
    assert closing_line(shown) == (
        "2027年1月：已完成 US$24,400，指标 US$63,000，应完成 US$27,000 · 预计达成 US$56,933"
    )


def test_large_sums_stand_in_wan_in_chinese_only() -> None:
    goal = {**FLAT, "annual": 783_000_000, "unit": 1_000_000}
    large = flat(goal, currency="CNY")
    ((heading, table),) = review_tables(report(Stretch.YEAR, ZH, of=large))
    assert heading.startswith("销售额 · 2027（万元）")
    assert table.rows[-1].cells[7] == 78_300
    ((heading, table),) = review_tables(report(Stretch.YEAR, of=large))
    assert heading.startswith("Revenue, 2027 (CNY)")
    assert table.rows[-1].cells[7] == 783_000_000


@pytest.mark.parametrize(
    ("stretch", "english", "chinese"),
    [
        (Stretch.WEEK, "week of 11 Jan 2027", "2027年1月11日当周"),
        (Stretch.MONTH, "Jan 2027", "2027年1月"),
        (Stretch.QUARTER, "Q1 2027", "2027年Q1"),
        (Stretch.HALF, "H1 2027", "2027年上半年"),
        (Stretch.YEAR, "2027", "2027"),
        (Stretch.YEAR_TO_DATE, "2027 to date", "2027 年初至今"),
    ],
)
def test_stretches_as_people_call_them(stretch: Stretch, english: str, chinese: str) -> None:
    assert report(stretch).period_name() == english
    assert report(stretch, ZH).period_name() == chinese


def test_a_table_for_each_metric() -> None:
    # Calls are not in the sales: what is not known is not 0.
    goals = [{"metric": name, "annual": 783} for name in ("calls", "orders")]
    shown = report(of=flat(FLAT, *goals))
    (_, _), (heading, table) = review_tables(shown)
    assert heading == "Orders, Jan 2027 · 9 of 21 working days gone"
    assert table.columns[4].kind is Kind.COUNT
    assert table.rows[0].cells[4:8] == (1, 9, -8, 21)


@pytest.mark.parametrize(
    ("annual", "unit", "shown"),
    [(783_000, 1000, "#,##0"), (7_830, "0.01", "#,##0.00")],
)
def test_cents_are_for_small_sums(annual: int, unit: object, shown: str) -> None:
    # 21 days of 30 for three people, 630 in all; of 3,000, 63,000.
    goal = {**FLAT, "annual": annual, "unit": unit, "daily_unit": "0.01"}
    assert only_table(report(of=flat(goal))).amount_format == shown


def test_the_closing_sentence() -> None:
    assert closing_line(report()) == (
        "Jan 2027: $24,400 of $63,000, $27,000 expected by now · landing $56,933"
    )
    assert closing_line(report(day=dt.date(2026, 12, 1))) == "Jan 2027 has not begun."


def test_the_closing_sentence_with_a_range() -> None:
    # Steady at 100 dollars a working day each: nothing has ever been off.
    days = [day for day in every_day("2026-01-01", "2027-01-13") if day.weekday() < 5]
    steady = [(str(day), name, 100_00) for day in days for name in ("Ann", "Bob", "Cho")]
    past = sales([row for row in steady if row[0] < "2027"])
    shown = report(of=flat(history=past), rows=steady)
    # 27 days' worth are sold and 36 are to come.
    landed = closing_line(shown).split(" · ")
    assert landed[0] == "Jan 2027: $2,700 of $63,000, $27,000 expected by now"
    assert landed[1] == "landing $6,300"
    assert landed[2].startswith("between $")
    whole = shown.landings(0).whole
    assert whole is not None
    assert whole.low is not None
    assert whole.high is not None
    low, high = (f"${round(bound / 100):,}" for bound in (whole.low, whole.high))
    assert landed[2] == f"between {low} and {high} in 4 of 5 cases"
    over = report(of=flat(history=past), rows=steady, day=dt.date(2027, 1, 31))
    assert "between" not in closing_line(over)


def test_bands_of_the_profile() -> None:
    bands = {"on_track": "90%", "at_risk": "50%"}
    found = cells(report(of=flat(review=bands)))
    assert [row[2] for row in found][:4] == ["on track", "on track", "on track", "at risk"]


def test_who_is_below_a_threshold() -> None:
    shown = report()
    assert below(shown, Fraction(9, 10)) == ["Cho 50.0%", "West 50.0%"]
    assert below(shown, Fraction(91, 100)) == ["Bob 90.0%", "Cho 50.0%", "West 50.0%"]
    assert below(shown, Fraction(1, 2)) == []
    # Without anything due nobody is below.
    assert below(report(day=dt.date(2026, 12, 31)), Fraction(1)) == []


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(
    plans(),
    st.dates(dt.date(2026, 11, 1), dt.date(2028, 5, 31)),
    st.sampled_from(list(Stretch)),
    st.sampled_from([EN, ZH]),
)
def test_the_table_says_what_the_standings_are(
    any_plan: Plan, day: dt.date, stretch: Stretch, language: Language
) -> None:
    found = review(any_plan, two_years(any_plan.profile.reps[0].name, "Zoe"), day)
    if not found.metrics:  # no sales tell of calls
        return
    shown = ReviewView(found, stretch, Labels(language))
    several = len(any_plan.profile.team) > 1
    for mine, (heading, table) in zip(shown.metrics, review_tables(shown), strict=True):
        standings: list[Standing] = []
        position = 0
        for team, of_team in zip(any_plan.profile.team, mine.teams, strict=True):
            standings += mine.people[position : position + len(team.reps)]
            position += len(team.reps)
            standings += [of_team] if several else []
        standings += [*(standing for _, standing in mine.others), mine.whole]
        for row, standing in zip(table.rows, standings, strict=True):
            wanted = (standing.actual, standing.expected, standing.variance_to_date)
            for cell, minor in zip(row.cells[4:7], wanted, strict=True):
                if minor is None or "万" not in heading:
                    assert cell == (None if minor is None else mine.metric.major(minor))
            assert {len(row.cells)} == {len(table.columns)}
