from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from salesplan.choices import Language
from salesplan.core.plan import Plan
from salesplan.errors import Finding, Place
from salesplan.labels import Labels
from salesplan.outputs.terminal import print_findings, print_table
from salesplan.reports.plan_screen import closing_line, screen_tables
from salesplan.reports.plan_view import View
from tests.reports.plans import CALLS, REVENUE, any_team, plan, two_years


def view(planned: Plan, language: Language = Language.EN, period: str = "year") -> View:
    return View(planned, planned.calendar.period(period), Labels(language))


def screen(shown: View, width: int) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, color_system=None, highlight=False, emoji=False, markup=False
    )
    for heading, table in screen_tables(shown):
        print_table(console, table, shown.labels, heading)
    return stream.getvalue()


LARGE = {"metric": "revenue", "annual": "98765432109.87", "unit": "0.01"}
LONG = [
    {"name": "A team with a name of forty characters ..", "lead": "Maria-Magdalena Hohenlohe",
     "reps": [{"name": "Ann"}]},
    {"name": "华东大区企业客户与战略合作销售一部", "lead": "欧阳娜娜", "reps": [{"name": "Bob"}]},
]  # fmt: skip


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("period", ["year", "H1", "Q2", "2027-02"])
def test_numbers_are_whole_at_any_width(width: int, language: Language, period: str) -> None:
    planned = plan(LARGE, CALLS, team=LONG)
    shown = view(planned, language, period)
    text = screen(shown, width)
    tokens = set(re.findall(r"[\d,.]+%?", text))
    for metric in planned.metrics:
        months = list(shown.months)
        parts = [metric.targets[0][months].sum(), metric.targets[:, months].sum()]
        for minor in parts:
            value = metric.major(int(minor))
            if language is Language.ZH and metric.is_money:
                value = round(value / 10_000, 2)
            assert shown.labels.number(value) in tokens
    assert "100.0%" in tokens
    assert "…" not in text
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_a_table_that_fits_is_in_one_piece() -> None:
    shown = view(plan(REVENUE))
    assert screen(shown, 80).count("Total") == 1
    assert screen(shown, 40).count("Total") > 1


def test_a_table_by_hand() -> None:
    # 261 calls, one for each weekday of 2027; both people of the first team, one of the second.
    team = [
        {"name": "East", "lead": "Ann", "reps": [{"name": "Ann"}, {"name": "Bob"}]},
        {"name": "West", "reps": [{"name": "Cho"}]},
    ]
    text = screen(view(plan({"metric": "calls", "annual": 783, "unit": 3}, team=team)), 80)
    assert [line.rstrip() for line in text.splitlines()] == [
        "calls by team and quarter",
        "Team   Lead   Q1   Q2   Q3   Q4  Year   Share",
        "─────────────────────────────────────────────",
        "East   Ann   129  129  132  132   522   66.7%",
        "West          63   66   66   66   261   33.3%",
        "Total        192  195  198  198   783  100.0%",
        "",
    ]


@pytest.mark.parametrize(
    ("language", "period", "headings"),
    [
        (Language.EN, "year", ["Revenue by team and quarter (CNY)", "calls by team and quarter"]),
        (Language.EN, "Q2", ["Revenue by team and month (CNY)", "calls by team and month"]),
        (Language.ZH, "year", ["销售额：按团队与季度（万元）", "calls：按团队与季度"]),
        (Language.ZH, "2027-05", ["销售额：按团队与月份（万元）", "calls：按团队与月份"]),
    ],
)
def test_headings(language: Language, period: str, headings: list[str]) -> None:
    shown = view(plan(REVENUE, CALLS), language, period)
    assert [heading for heading, _ in screen_tables(shown)] == headings


@pytest.mark.parametrize(
    ("language", "period", "line"),
    [
        (Language.EN, "year", "Goal for Revenue CN¥12,000,000 · 5 people"),
        (Language.ZH, "year", "销售额目标 1,200 万元 · 5 人"),
        (Language.ZH, "H1", "2027年上半年指标 {total} · 5 人"),
        (Language.ZH, "2027-03", "2027年3月指标 {total} · 5 人"),
        (Language.EN, "Q1", "Target for Q1 2027 {total} · 5 people"),
    ],
)
def test_closing_line(language: Language, period: str, line: str) -> None:
    shown = view(plan(REVENUE), language, period)
    metric = shown.plan.metrics[0]
    total = shown.said(metric, int(metric.targets[:, list(shown.months)].sum()))
    assert closing_line(shown, None) == line.format(total=total)


def test_closing_line_of_one_person_with_more_than_the_goal() -> None:
    shown = view(plan({**REVENUE, "over_assignment": "5%"}, team=any_team(1, 1)))
    assert closing_line(shown, None) == (
        "Goal for Revenue CN¥12,000,000 · Assigned to people CN¥12,600,000 · 1 person"
    )


def test_closing_line_with_a_history() -> None:
    history = two_years("Ann")
    assert closing_line(view(plan()), history).endswith(
        " · 0 rows read, 0 used, 0 rejected, 0 left out"
    )


def test_names_are_shown_as_they_are_written() -> None:
    names = ["[bold]x[/bold]", "=1+1", ":smile:", "{name}", "张伟（离线）"]
    team = [
        {"name": name, "lead": "[red]+7[/red]", "reps": [{"name": f"Person {number}"}]}
        for number, name in enumerate(names)
    ]
    text = screen(view(plan(team=team)), 140)
    for name in (*names, "[red]+7[/red]"):
        assert name in text


def said(findings: list[Finding], language: Language = Language.EN) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=60, color_system=None, highlight=False, markup=False)
    print_findings(console, Labels(language), findings)
    return stream.getvalue()


def test_a_finding_reads_like_this() -> None:
    finding = Finding(
        "E104",
        Place("targets.yaml", line=12, position=27),
        {"level": "[red]senor", "levels": "junior, senior"},
        "    - {name: 张伟, skill: senor}   ",
        "senior",
    )
    assert said([finding]) == (
        "targets.yaml:12:27: error[E104] skill level '[red]senor' is not defined\n"
        "    12 |     - {name: 张伟, skill: senor}\n"
        "  hint: levels are junior, senior; did you mean 'senior'?\n"
    )


def test_the_gravest_first_and_no_more_than_twenty() -> None:
    names = [Finding("W401", values={"name": f"Person {number}"}) for number in range(23)]
    lines = said([*names, Finding("E425")], Language.ZH).splitlines()
    assert lines[0].startswith("错误[E425] ")
    assert lines[-1] == "……另有 3 条"
    assert sum("警告[W401]" in line for line in lines) == 20
