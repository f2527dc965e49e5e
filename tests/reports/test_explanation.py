from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Language
from salesplan.core.explain import explain
from salesplan.core.plan import Plan, with_targets
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes
from salesplan.reports.explanation import explanation_parts, explanation_sheet
from salesplan.reports.explanation_story import sentences
from salesplan.reports.explanation_view import ExplanationView
from salesplan.reports.plan_book import plan_book
from salesplan.reports.values import Sheet, Table, Text
from tests.reports.plans import plan, plans, two_years

EN, ZH = Labels(Language.EN), Labels(Language.ZH)


def told(
    made: Plan,
    person: int = 0,
    period: str = "year",
    labels: Labels = EN,
    edits: dict[tuple[int, int], int] | None = None,
) -> ExplanationView:
    """What a person is told; `edits` are new targets by person and month."""
    metric = made.metrics[0]
    targets = metric.targets.copy()
    for place, target in (edits or {}).items():
        targets[place] = target
    edited = with_targets(metric, targets)
    found = explain(made, person, metric, made.calendar.period(period), edited)
    return ExplanationView.of(made, found, labels)


def lines_of(view: ExplanationView) -> list[list[str]]:
    """The steps of a month as texts."""
    ((_, table),) = explanation_parts(view)
    assert isinstance(table, Table)
    return [[str(cell) for cell in row.cells] for row in table.rows]


def pair(**goal: Any) -> Plan:  # noqa: ANN401 (fields of a goal)
    """Two people and 261 weekdays; Bob is a junior who starts on 1 March 2027 for half the week."""
    bob = {"name": "Bob", "skill": "junior", "fte": 0.5, "start": "2027-03-01"}
    team = [{"name": "East", "reps": [{"name": "Ann"}, bob]}]
    settings = {"metric": "revenue", "annual": 261_000, "unit": 100, **goal}
    return plan(settings, team=team, currency="USD")


def test_a_newcomer_is_told_in_sentences() -> None:
    # March: 0.6 × 0.5 × 23 × 25 % ÷ 23 = 0.075 of 1.075; 23,000 × 0.075 ÷ 1.075 = 1,604.65.
    assert sentences(told(pair(), 1, "3")) == [
        "Your target for Mar 2027 is $1,600: 7.0% of the $23,000 that 2 people are to reach "
        "together.",
        "Shares go by weight. Your level, junior, weighs 0.6; you work 50% of full time.",
        "No earlier sales of yours are known, so you count as your level.",
        "While you are starting, your 23 working days count as 5.75.",
        "Your exact share is $1,604.65. Targets are whole 100s; what is rounded off is made up for "
        "in the months after.",
    ]
    assert sentences(told(pair(), 1, "3", ZH)) == [
        "您2027年3月的指标是 1,600 美元，占全体 2 人共同指标（23,000 美元）的 7.0%。",
        "份额按权重计算。您的等级是初级，权重 0.6，非全职按 50% 计。",
        "没有您过去的业绩，因此按等级计算。",
        "爬坡期内，您的 23 个工作日折算为 5.75 天。",
        "您的精确份额是 1,604.65 美元。指标取整到 100，舍入的差额在以后各月补齐。",
    ]


def test_a_month_is_told_step_by_step() -> None:
    assert lines_of(told(pair(), 1, "3")) == [
        ["Goal for Revenue", "as given", "261000"],
        ["Season of Mar", "1.00 per working day × 23 working days", "23.00"],
        ["Seasons added up", "the same for every month of the year", "261.00"],
        ["Share of Mar, exact", "261,000 × 23.00 ÷ 261.00", "23000.00"],
        ["Everybody's target in Mar", "in whole 100s, so that the months add up", "23000"],
        ["Skill level", "junior", "0.6"],
        ["FTE", "of a full-time job", "0.5"],
        ["Days that count", "23 working days; 23 × 25%", "5.75"],
        ["Record factor", "no earlier sales: the level alone", "1"],
        ["Your weight", "0.6 × 0.5 × 5.75 ÷ 23 × 1", "0.075"],
        ["Everybody's weights", "those of 2 people, added up", "1.075"],
        ["Your exact share", "23,000 × 0.075 ÷ 1.075", "1604.65"],
        ["Your target", "1,604.65, down to whole 100s", "1600"],
    ]


def test_a_month_in_chinese_after_months_that_left_something() -> None:
    lines = lines_of(told(pair(), 1, "4", ZH))
    assert lines[0] == ["销售额目标", "直接给定", "261000"]
    assert lines[7] == ["折算天数", "22 个工作日；22 × 50%", "11"]
    # 0.6 × 0.5 × 11 ÷ 22 = 0.15 of 1.15: 22,000 × 0.15 ÷ 1.15 = 2,869.57, and 4.65 from March.
    assert lines[-3:] == [
        ["您的精确份额", "22,000 × 0.150 ÷ 1.150", "2869.57"],
        ["以前各月结转", "精确份额 1,604.65 − 已下达 1,600", "4.65"],
        ["您的指标", "2,869.57 + 4.65 = 2,874.22，向上取整到 100", "2900"],
    ]


def test_a_year_is_told_month_by_month() -> None:
    parts = dict(explanation_parts(told(pair(), 1)))
    assert list(parts) == [
        "What holds all year (USD)",
        "Month by month (USD)",
        "Days that count",
        "How it is calculated",
    ]
    assert parts["What holds all year (USD)"] == [
        "Goal for Revenue: 261,000 (as given)",
        "Skill level: 0.6 (junior)",
        "FTE: 0.5 (of a full-time job)",
        "Record factor: 1 (no earlier sales: the level alone)",
    ]
    assert parts["Days that count"] == [
        "Jan: 21 working days − 21 (you start on 1 Mar 2027) = 0",
        "Feb: 20 working days − 20 (you start on 1 Mar 2027) = 0",
        "Mar: 23 working days; 23 × 25% = 5.75",
        "Apr: 22 working days; 22 × 50% = 11",
        "May: 21 working days; 21 × 75% = 15.75",
    ]
    table = parts["Month by month (USD)"]
    assert isinstance(table, Table)
    headers = [column.header for column in table.columns]
    assert headers == [
        *("Month", "Index", "Days", "Everybody", "Counted"),
        *("Weight", "All weights", "Exact", "Target"),
    ]
    march = [str(cell) for cell in table.rows[2].cells]
    assert march == ["Mar", "1.00", "23", "23000", "5.75", "0.075", "1.075", "1604.65", "1600"]
    for column in (2, 3, 4, 7, 8):
        values = [Decimal(str(row.cells[column])) for row in table.rows]
        assert sum(values[:-1]) == values[-1]


def test_fixed_quarters_and_over_assignment_are_steps() -> None:
    made = pair(over_assignment="10%", quarters={"Q1": "20%"})
    first, later = lines_of(told(made, 0, "1")), lines_of(told(made, 0, "4"))
    assert first[1:4] == [
        ["Assigned to people", "261,000 × (1 + 10%)", "287100"],
        ["Fixed for Q1", "20% of 287,100, as fixed", "57420"],
        ["Season of Jan", "1.00 per working day × 21 working days", "21.00"],
    ]
    assert first[4][1:] == ["the same for every month of Q1", "64.00"]
    assert later[2] == ["For the other quarters", "287,100 − 57,420 in fixed quarters", "229680"]
    assert later[4][1:] == ["the same for every month outside of the fixed quarters", "197.00"]
    # 86,999.99913 is no whole number of cents, and so it is rounded to the unit.
    share = lines_of(told(pair(quarters={"Q1": "33.333333%"}), 0, "1"))
    assert share[1][1:] == ["33.333333% of 261,000, as fixed, in whole 100s", "87000"]
    amount = lines_of(told(pair(quarters={"Q1": 60_000}), 0, "1"))
    assert amount[1] == ["Fixed for Q1", "60,000, as fixed", "60000"]


@pytest.mark.parametrize(
    ("way", "calculation"),
    [
        ({"growth": "12.5%"}, "{} in 2026 × (1 + 12.5%), in whole 100s"),
        (
            {"drivers": {"customers": "10%", "average_order": "5%"}},
            "{} in 2026 × (1 + 10% customers) × (1 + 0% orders per customer) × "
            "(1 + 5% average order), in whole 100s",
        ),
        ({"market": {"growth": "4%"}}, "{} in 2026 × (1 + 4% market), in whole 100s"),
        (
            {"market": {"growth": "4%", "share": {"from": "12%", "to": "12.5%"}}},
            "{} in 2026 × (1 + 4% market) × 12.5% ÷ 12% share, in whole 100s",
        ),
        (
            {"long_term": {"year": 2029, "annual": 900_000}},
            "even growth from {} in 2026 to 900,000 in 2029",
        ),
        ({"probability": "80%"}, "reached with a probability of 80%, by the forecast"),
    ],
)
def test_every_way_to_a_goal_has_words(way: dict[str, Any], calculation: str) -> None:
    goal = {"metric": "revenue", "unit": 100, **way}
    team = [{"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]}]
    made = plan(goal, team=team, history=two_years("Ann", "Bob"))
    last = made.metrics[0].last_year
    assert last is not None
    base = f"{Decimal(last.total) / 100:,.2f}"
    for labels in (EN, ZH):
        name, text, figure = lines_of(told(made, 0, "1", labels))[0]
        assert Decimal(figure) * 100 == made.metrics[0].goal
        if labels is EN:
            assert (name, text) == ("Goal for Revenue", calculation.format(base))
        else:
            assert text.startswith(("2026 年 ", "从 2026 年 ", "按预测"))


def test_a_record_is_told_with_its_direction() -> None:
    team = [{"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]}]
    made = plan(team=team, history=two_years("Ann", "Bob"), weighting={"track_record": "50%"})
    # Ann sold 577,163.00, Bob half of it: both levels would have sold 432,849.94.
    ann, bob = (sentences(told(made, person))[2] for person in (0, 1))
    assert ann == (
        "In 24 months you brought in CN¥577,163, where your level would have brought in "
        "CN¥432,850: that raises your weight by 16.7%."
    )
    assert bob.endswith("that lowers your weight by 16.7%.")
    none = plan(team=team, history=two_years("Ann", "Bob"), weighting={"track_record": 0})
    assert sentences(told(none))[2].endswith("that leaves your weight as it is.")


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            {(0, 0): 2_200_000},
            "Nobody else's target was changed: together everybody has $22,000 instead of $21,000.",
        ),
        (
            {(0, 0): 2_000_000, (1, 0): 100_000},
            "The others' targets were changed against it: together everybody still has $21,000.",
        ),
        (
            {(0, 0): 2_200_000, (1, 0): 50_000},
            "The others' targets were changed by $500: together everybody has $22,500 instead of "
            "$21,000.",
        ),
    ],
)
def test_edits_say_who_carries_them(edits: dict[tuple[int, int], int], said: str) -> None:
    # In January Ann is alone, so the month's 21,000 are hers.
    target = f"${edits[0, 0] // 100:,}"
    month = told(pair(), 0, "1", edits=edits)
    assert sentences(month)[:3] == [
        f"Your target for Jan 2027 is {target}. The plan had $21,000: targets were changed by "
        "hand, yours or others' whose difference you share.",
        said,
        "The plan gave you $21,000: 100.0% of the $21,000 that 2 people were to reach together.",
    ]
    assert lines_of(month)[-1] == [
        "After changes by hand",
        "21,000 in the plan",
        str(edits[0, 0] // 100),
    ]
    year = told(pair(), 0, edits=edits)
    assert sentences(year)[1] == f"Jan: {said}"
    table = dict(explanation_parts(year))["Month by month (USD)"]
    assert isinstance(table, Table)
    assert [column.header for column in table.columns][-2:] == ["Planned", "Target"]
    assert [str(cell) for cell in table.rows[0].cells[-2:]] == ["21000", str(edits[0, 0] // 100)]


def test_nothing_to_explain_and_nobody_to_share_with() -> None:
    assert sentences(told(pair(), 1, "1")) == [
        "You have no target for Jan 2027: you are not there on any of its working days."
    ]
    alone = plan(team=[{"name": "East", "reps": [{"name": "Ann"}]}], currency="EUR")
    assert sentences(told(alone))[0] == (
        "Your target for 2027 is €12,000,000: nobody shares it with you."
    )
    assert sentences(told(alone, 0, "year", ZH))[0] == (
        "您2027年的指标是 12,000,000 欧元：由您一人承担。"
    )


def texts_of(sheet: Sheet) -> str:
    cells: list[object] = [sheet.name]
    for block in sheet.blocks:
        if isinstance(block, Text):
            cells.append(block.text)
        elif isinstance(block, Table):
            cells += [column.header for column in block.columns]
            cells += [cell for row in block.rows for cell in row.cells]
    return "\n".join(str(cell) for cell in cells)


def test_a_persons_sheet_names_nobody_else() -> None:
    made = plan(history=two_years("张伟(离线)", "李娜"))
    names = [rep.name for rep in made.profile.reps]
    for person, name in enumerate(names):
        for period in ("year", "Q2", "5"):
            text = texts_of(explanation_sheet(told(made, person, period, ZH)))
            assert [other for other in names if other in text] == [name]
            assert "王磊" not in text


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans(), st.sampled_from(["year", "Q1", "H2", "12"]), st.sampled_from([EN, ZH]))
def test_every_explanation_can_be_said_and_written(made: Plan, period: str, labels: Labels) -> None:
    stretch = made.calendar.period(period)
    sheets = [
        explanation_sheet(ExplanationView.of(made, explain(made, 0, metric, stretch), labels))
        for metric in made.metrics
    ]
    book = plan_book(made, labels, period=stretch, explanations=sheets)
    assert [sheet.name for sheet in book.sheets[1 : len(sheets) + 1]] == [s.name for s in sheets]
    assert book_bytes(book)
