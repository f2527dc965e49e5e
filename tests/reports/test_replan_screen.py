from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from salesplan.choices import Language, Policy
from salesplan.core.replan import Replanned, replan
from salesplan.core.sales import Sales
from salesplan.labels import Labels
from salesplan.outputs.terminal import print_table
from salesplan.reports.plan_view import View
from salesplan.reports.replan_screen import (
    closing_line,
    header_line,
    rows_line,
    settled_table,
    settled_tables,
    told,
)
from salesplan.reports.values import Role
from tests.core.builders import sales
from tests.reports.plans import any_team, plan
from tests.reports.replans import SOLD, even, second, version

EN, ZH = Labels(Language.EN), Labels(Language.ZH)


def view(done: Replanned, labels: Labels = EN) -> View:
    return View(done.plan, done.plan.calendar.year, labels)


def screen(done: Replanned, labels: Labels, width: int) -> str:
    stream = io.StringIO()
    console = Console(
        file=stream, width=width, color_system=None, highlight=False, emoji=False, markup=False
    )
    for heading, table in settled_tables(view(done, labels), done):
        print_table(console, table, labels, heading)
    return stream.getvalue()


def test_a_table_by_hand() -> None:
    # 197 weekdays of 2027 after March: 990 ÷ 197 = 5.03, 1710 ÷ 197 = 8.7, 2790 ÷ 197 = 14.2
    assert [line.rstrip() for line in screen(second(), EN, 80).splitlines()] == [
        "Revenue: so far and to come (CNY)",
        "Person      Expected  Actual  Gap  Was left  Left now  Change  Per day",
        "──────────────────────────────────────────────────────────────────────",
        "Ann              300     210  -90       900       990   10.0%        5",
        "Bob              600     690   90     1,800     1,710   -5.0%        9",
        "East total       900     900    0     2,700     2,700    0.0%       14",
        "Cho              900     810  -90     2,700     2,790    3.3%       14",
        "West total       900     810  -90     2,700     2,790    3.3%       14",
        "Total          1,800   1,710  -90     5,400     5,490    1.7%       28",
        "",
    ]


@pytest.mark.parametrize("width", [60, 80, 140])
@pytest.mark.parametrize("labels", [EN, ZH], ids=["en", "zh"])
def test_numbers_are_whole_at_any_width(width: int, labels: Labels) -> None:
    text = screen(second(), labels, width)
    assert {"1,710", "5,490", "2,790", "10.0%"} <= set(re.findall(r"[\d,.]+%?", text))
    assert max(cell_len(line) for line in text.splitlines()) <= width


def test_each_day_of_somebody_who_leaves_is_their_own() -> None:
    """Bob's 197 days end with June: 65 weekdays from April on."""
    from salesplan.profile import Profile

    content = even().profile.model_dump(mode="json", by_alias=True)
    content["team"][0]["reps"][1]["end"] = "2027-06-30"
    done = second(Policy.FACTS, Profile.model_validate(content))
    (settled,) = done.settled
    bob = settled_table(view(done), settled).rows[1].cells
    assert bob[0] == "Bob"
    assert bob[7] == round(int(settled.rest[1]) / 100 / 65)


def test_those_who_are_not_in_the_plan_stand_below() -> None:
    done = replan(even(), sales([*SOLD, ("2027-03-12", "Zed", 50_00)]), version(2, "2027-03-31"))
    rows = settled_table(view(done), done.settled[0]).rows
    assert [row.cells[0] for row in rows[-2:]] == ["Not in the plan", "Total"]
    assert (rows[-2].cells[2], rows[-2].role) == (50, Role.CONTEXT)
    assert rows[-1].cells[2] == 1710  # they are in nobody's total


def test_what_the_actuals_do_not_tell_is_blank() -> None:
    calls = plan({"metric": "calls", "annual": 1200})
    done = replan(calls, sales([]), version(2, "2027-03-31"))
    rows = settled_table(view(done), done.settled[0]).rows
    assert {row.cells[2:4] for row in rows} == {(None, None)}


def test_a_large_team_is_shown_by_team() -> None:
    many = plan({"metric": "revenue", "annual": 1_000_000}, team=any_team(4, 20))
    done = replan(many, Sales(sales([]).rows), version(2, "2027-03-31"))
    rows = settled_table(view(done), done.settled[0]).rows
    assert [row.cells[0] for row in rows] == ["Team 1", "Team 2", "Team 3", "Team 4", "Total"]


def test_lines() -> None:
    done = second()
    shown = view(done)
    assert header_line(shown) == (
        "Sales plan 2027 · version 2 · as of 31 Mar 2027 · gap: each person carries their own"
    )
    assert header_line(view(done, ZH)) == (
        "2027 年销售计划 · 第 2 版 · 截至2027年3月31日 · 差额：个人自担"
    )
    assert closing_line(shown) == (
        "Goal for Revenue CN¥7,200 · carried over -CN¥90 · left CN¥5,490 in 197 working days"
    )
    assert closing_line(view(done, ZH)) == (
        "销售额目标 ¥7,200 · 结转 -¥90 · 剩余 ¥5,490，197 个工作日"
    )
    assert rows_line(shown, sales(SOLD)) == "0 rows read, 0 used, 0 rejected, 0 left out"


def test_what_is_told() -> None:
    headings = dict(told(view(second()), second()))
    assert headings["What changed"] == ["Version 2 of 3 Apr 2027, by Director: a slow start"]
    assert len(headings["Revenue"]) == 4
