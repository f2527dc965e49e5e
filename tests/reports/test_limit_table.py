from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from salesplan.choices import Language
from salesplan.core.limits import Limit, LimitKind
from salesplan.core.plan import Plan, build_plan
from salesplan.core.plan_part import part_of
from salesplan.labels import Labels
from salesplan.reports.limit_table import limits_of_rows, limits_table
from salesplan.reports.plan_view import View
from salesplan.reports.targets_sheet import targets_sheet
from salesplan.reports.values import Table
from salesplan.reports.weights_sheet import weights_sheet
from tests.core.builders import profile
from tests.reports.replans import second

GOAL = {"metric": "revenue", "annual": 12_000, "seasonality": "working_days"}


def plan(*reps: dict[str, Any]) -> Plan:
    return build_plan(profile(*reps, goals=[GOAL], weighting={"track_record": 0}))


def view(found: Plan, language: Language = Language.EN) -> View:
    return View(found, found.calendar.year, Labels(language))


LIMITED = plan(
    {"name": "Ann", "target": {"max": "3k", "periods": {"Q2": 600}}},
    {"name": "Bob", "target": {"share": {"min": "10%", "max": "50%"}}},
    {"name": "Cem"},
)


def test_each_limit_with_what_would_be_without() -> None:
    table = limits_table(view(LIMITED), LIMITED.metrics[0])
    # 12,000 between three: 4,000 each. Ann's 600 in the second quarter are 404 less than a third of
    # its 65 of 261 working days (996.17 with months in whole yuan); Bob is within 10 to 50 %.
    rows = [row.cells for row in table.rows]
    assert [row[:3] for row in rows] == [
        ("Ann", "2027", "at most 3,000"),
        ("Ann", "Q2 2027", "locked at 600"),
        ("Bob", "2027", "1,200 to 6,000 (share)"),
    ]
    assert [row[3:5] for row in rows] == [
        (4000, 3000),
        (pytest.approx(Decimal("996"), abs=1), 600),
        (4000, rows[2][4]),
    ]
    assert [row[5] for row in rows[:2]] == [-0.25, pytest.approx(-0.398, abs=0.002)]
    assert [row[6] for row in rows] == ["yes", "yes", "no"]


def test_limits_stand_in_the_row_of_who_has_them() -> None:
    metric = LIMITED.metrics[0]
    assert limits_of_rows(view(LIMITED, Language.ZH), metric) == {
        (0,): "不高于 3,000、2027年Q2：锁定 600",
        (1,): "1,200 至 6,000（占比）",
    }
    table = next(b for b in targets_sheet(view(LIMITED), metric).blocks if isinstance(b, Table))
    assert table.columns[-1].header == "Limits"
    texts = [row.cells[-1] for row in table.rows]
    assert texts[:3] == ["at most 3,000, Q2 2027: locked at 600", "1,200 to 6,000 (share)", None]
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert texts[3:] == [None] * (len(texts) - 3)


def test_nothing_is_said_of_limits_where_there_are_none() -> None:
    free = plan({"name": "Ann"}, {"name": "Bob"})
    metric = free.metrics[0]
    sheets = targets_sheet(view(free), metric), weights_sheet(view(free), metric)
    tables = [block for sheet in sheets for block in sheet.blocks if isinstance(block, Table)]
    assert len(tables) == 2
    assert "Limits" not in [column.header for table in tables for column in table.columns]


def test_a_part_of_a_plan_tells_no_limits() -> None:
    part = part_of(LIMITED, [1])
    assert part.metrics[0].limits == ()
    assert part.metrics[0].exact is None


def test_of_a_plan_made_anew_limits_show_what_is_planned_under_them() -> None:
    """Ann is held to 1,200 in the year: 210 were sold, 990 are to come."""
    made = second().plan
    year = made.calendar.year
    limit = Limit("Ann", (0,), year, LimitKind.TARGET, 1200_00, 1200_00)
    metric = replace(made.metrics[0], limits=(limit,))
    shown = View(replace(made, metrics=(metric,)), year, Labels(Language.EN))
    (row,) = limits_table(shown, metric).rows
    assert row.cells[3:] == (None, 1200, None, "yes")
