"""Levels in reports: the record, the table, rows of regions, edits, JSON, reviews."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesplan.choices import Language, Stretch
from salesplan.core.explain import explain
from salesplan.core.plan import Plan
from salesplan.core.review import review
from salesplan.core.version_reviews import Beside, VersionReviews
from salesplan.inputs.plan_edits import read_edited_plan
from salesplan.labels import Labels
from salesplan.outputs.workbook import write_book
from salesplan.reports.explanation import explanation_parts
from salesplan.reports.explanation_view import ExplanationView
from salesplan.reports.level_table import levels_table
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_charts import chart_tables, plan_charts
from salesplan.reports.plan_data import plan_data
from salesplan.reports.plan_record import plan_from_text, plan_to_text
from salesplan.reports.plan_view import View
from salesplan.reports.quarters_table import quarters_table
from salesplan.reports.review_view import ReviewView
from salesplan.reports.target_columns import region_rows, team_rows
from salesplan.reports.targets_sheet import targets_sheet
from salesplan.reports.values import Reference, Sum, Table
from tests.core.builders import sales
from tests.reports.plans import plan

EN, ZH = Labels(Language.EN), Labels(Language.ZH)
TREE: list[dict[str, Any]] = [
    {
        "name": "East",
        "lead": "Wang",
        "goal": 8000,
        "over_assignment": "3%",
        "teams": [
            {"name": "A", "goal": 5000, "over_assignment": "2%", "reps": [{"name": "Ann"}]},
            {"name": "B", "goal": 2000, "reps": [{"name": "Bob"}, {"name": "Ben"}]},
        ],
    },
    {"name": "North", "reps": [{"name": "Nan"}]},
]
GOAL = {"metric": "revenue", "annual": 13_000, "unit": 1, "over_assignment": "5%"}


@pytest.fixture(scope="module")
def levelled() -> Plan:
    return plan(GOAL, team=TREE)


def view(planned: Plan) -> View:
    return View(planned, planned.calendar.year, EN)


def test_writing_and_reading_is_the_identity(levelled: Plan) -> None:
    again = plan_from_text(plan_to_text(levelled))
    assert again.metrics[0].levels == levelled.metrics[0].levels
    assert again.profile == levelled.profile
    assert plan_to_text(again) == plan_to_text(levelled)


def test_the_table_of_levels(levelled: Plan) -> None:
    # 5,000 × 8/7 = 5,714.29 and 2,285.71; 5,714 × 1.10313 = 6,303.28, 2,286 × 1.0815 = 2,472.31
    # and 5,250 are 14,025.59, so that there is one more than the whole numbers have: for A
    rows = [row.cells for row in levels_table(view(levelled), levelled.metrics[0]).rows]
    assert [str(row[0]).strip("\u2003") for row in rows] == ["Company", "East", "A", "B", "North"]
    assert [row[1:5] for row in rows] == [
        (13_000, 8_000, None, 13_000),
        (8_000, 7_000, -1_000, 8_000),
        (5_000, None, None, 5_714),
        (2_000, None, None, 2_286),
        (None, None, None, 5_000),
    ]
    assert [row[5:7] for row in rows] == [
        (0.05, 0.05), (0.03, 0.0815), (0.02, 0.10313), (None, 0.0815), (None, 0.05),
    ]  # fmt: skip
    assert [row[7] for row in rows] == [14_026, 8_776, 6_304, 2_472, 5_250]


def test_regions_have_rows_of_their_own(levelled: Plan) -> None:
    shown = view(levelled)
    assert team_rows(shown) == [(1, [0]), (4, [2, 3]), (7, [6])]
    assert region_rows(shown) == {"East": 5}
    (table,) = (each for each in targets_sheet(shown, levelled.metrics[0]).blocks
                if isinstance(each, Table))  # fmt: skip
    row = table.rows[5].cells
    assert row[:3] == ("East", "East total", None)
    below = [table.rows[at].cells[3] for at in (1, 4)]
    sums = [each.value for each in (*below, row[3]) if isinstance(each, Sum)]
    assert sums[0] + sums[1] == sums[2]
    assert row[3] == Sum(sums[2], ((1, 3, 1, 3), (4, 3, 4, 3)))
    quarters = quarters_table(shown, levelled.metrics[0]).rows
    assert [row.cells[0] for row in quarters] == ["A", "B", "East total", "North", "Total"]
    assert [row.cells[-2] for row in quarters] == [6_304, 2_472, 8_776, 5_250, 14_026]


def test_the_live_total_leaves_out_rows_of_regions(levelled: Plan) -> None:
    *_, total = quarters_table(view(levelled), levelled.metrics[0], live=True).rows
    assert [each.ranges for each in total.cells if isinstance(each, Sum)] == [
        ((0, column, 1, column), (3, column, 3, column)) for column in range(2, 7)
    ]


def test_a_chart_of_teams_has_no_regions_in_it(levelled: Plan) -> None:
    quarter = View(levelled, levelled.calendar.quarters[0], EN)
    *_, chart = plan_charts(quarter, levelled.metrics[0])
    (series,) = chart.series
    assert (series.table, series.categories, series.values) == (
        *("teams_revenue", (0, 0, 2, 0), (0, 1, 2, 1)),
    )
    *_, table = chart_tables(quarter, levelled.metrics[0])
    assert isinstance(table, Table)
    assert table.name == series.table
    assert [row.cells[0] for row in table.rows] == ["A", "B", "North"]
    sums = [each.value for row in table.rows if isinstance(each := row.cells[1], Reference)]
    shown = quarters_table(quarter, levelled.metrics[0]).rows
    assert sums == [shown[at].cells[-2] for at in (0, 1, 3)]


def test_units_are_called_by_name_in_chinese(levelled: Plan) -> None:
    charts = plan_charts(View(levelled, levelled.calendar.year, ZH), levelled.metrics[0])
    assert {chart.unit for chart in charts} == {"元"}


def test_the_calculation_of_a_team_without_a_goal() -> None:
    # East has 800 of 1,200 in goals, A 500 of that; 300 by weight: B 1 of 3 people, C 2
    tree: list[dict[str, Any]] = [
        {
            "name": "East",
            "goal": 800,
            "teams": [
                {"name": "A", "goal": 500, "reps": [{"name": "Ann"}]},
                {"name": "B", "reps": [{"name": "Bob"}]},
                {"name": "C", "reps": [{"name": "Cy"}, {"name": "Cleo"}]},
            ],
        },
        {"name": "North", "reps": [{"name": "Nan"}]},
    ]
    made = plan({"metric": "calls", "annual": 1200}, team=tree)
    found = explain(made, 1, made.metrics[0], made.calendar.months[2])
    ((_, table),) = explanation_parts(ExplanationView.of(made, found, EN))
    assert isinstance(table, Table)
    lines = [row.cells for row in table.rows]
    at = next(at for at, row in enumerate(lines) if row[0] == "Part of East")
    assert [[*map(str, row)] for row in lines[at : at + 5]] == [
        ["Part of East", "its goal, as written", "800"],
        ["Left beside goals of others", "800 − 500 in goals beside it", "300"],
        [
            "B by weight alone",
            "what its people would have without goals of regions and teams",
            "240",
        ],
        [
            "All who share it, by weight alone",
            "the same for it and those beside it without a goal, added up",
            "720",
        ],
        ["Part of B", "300 × 240 ÷ 720", "100"],
    ]


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_edits_are_read_beside_rows_of_regions(levelled: Plan, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_book(plan_book(levelled, EN), path)
    plain, found = read_edited_plan(path)
    assert (plain.metrics[0].targets == levelled.metrics[0].targets).all()
    assert found == []
    book = openpyxl.load_workbook(path)
    sheet = book["Targets"]
    (row,) = (each for each in sheet.iter_rows() if each[1].value == "Ben")
    row[3].value = 999
    book.save(path)
    edited, found = read_edited_plan(path)
    assert [(each.code, each.values["new"]) for each in found] == [("N441", "999")]
    assert edited.metrics[0].targets[2, 0] == 99_900


def test_levels_as_data(levelled: Plan) -> None:
    (metric,) = plan_data(levelled, EN)["metrics"]
    assert metric["levels"][1] == {
        "name": "East",
        "depth": 1,
        "goal": 8_000,
        "below": 7_000,
        "difference": -1_000,
        "base": 8_000,
        "over_assignment": 0.03,
        "compound": 0.0815,
        "assigned": 8_776,
    }
    (region,) = metric["regions"]
    assert (region["name"], region["teams"], region["year"]) == ("East", ["A", "B"], 8_776)


def test_the_way_from_the_company_to_the_person(levelled: Plan) -> None:
    found = explain(levelled, 0, levelled.metrics[0], levelled.calendar.months[2])
    steps = [(each.name, each.by.value, int(each.base)) for each in found.goal.levels]
    assert steps == [("East", "goal", 8_000), ("A", "scaled", 5_714)]
    team = found.goal.levels[-1]
    # 5,714 × 1.05 × 1.03 × 1.02 = 6,303.3
    rates = (found.goal.over_assignment, *(each.over_assignment for each in found.goal.levels))
    exact = float(team.base)
    for rate in rates:
        exact *= 1 + float(rate)
    assert abs(exact - float(team.assigned)) <= 1
    ((_, table),) = explanation_parts(ExplanationView.of(levelled, found, EN))
    assert isinstance(table, Table)
    said = [(row.cells[0], row.cells[1]) for row in table.rows]
    assert ("Assigned to the people of A",
            "5,714 × (1 + 5%) × (1 + 3%) × (1 + 2%), in whole numbers") in said  # fmt: skip


def test_a_region_stands_where_its_teams_do_together(levelled: Plan) -> None:
    rows = [("2027-01-04", "Ann", 10_000), ("2027-01-05", "Bob", 5_000), ("2027-01-05", "Nan", 9)]
    found = review(levelled, sales(rows), dt.date(2027, 1, 31))
    for _, (mine,) in found.stretches.values():
        (east,) = mine.regions
        first, second, _ = mine.teams
        assert (east.actual, east.target) == (
            first.actual + second.actual,
            (first.target or 0) + (second.target or 0),
        )


def region_lines(planned: Plan) -> list[tuple[str, int | None]]:
    rows = [("2027-01-04", "Ann", 10_000), ("2027-01-05", "Nan", 90_000)]
    found = ReviewView(review(planned, sales(rows), dt.date(2027, 1, 31)), Stretch.YEAR, EN)
    return [(line.name, line.rank) for line in found.lines(0) if line.region is not None]


def test_regions_have_places_among_the_regions() -> None:
    south = {"name": "South", "teams": [{"name": "C", "reps": [{"name": "Nan"}]}]}
    east = {"name": "East", "teams": [{"name": "A", "reps": [{"name": "Ann"}]}]}
    goal = {"metric": "revenue", "annual": 13_000}
    assert region_lines(plan(goal, team=[east, south])) == [("East total", 2), ("South total", 1)]
    # One above the other they do not compare.
    above = {"name": "All", "teams": [east, {"name": "C", "reps": [{"name": "Nan"}]}]}
    ranks = [rank for _, rank in region_lines(plan(goal, team=[above]))]
    assert ranks == [None, None]


def test_a_region_is_found_by_its_name_in_another_version(levelled: Plan) -> None:
    rows = sales([("2027-01-04", "Ann", 10_000)])
    found, other = (review(levelled, rows, dt.date(2027, month, 28)) for month in (1, 2))
    beside = Beside(found, other)
    (east,) = other.stretches[Stretch.YEAR][1][0].regions
    assert beside.region("East", Stretch.YEAR, "revenue") == east
    assert beside.region("West", Stretch.YEAR, "revenue") is None
    versions = VersionReviews(found, (levelled, levelled), rows)
    view = ReviewView(found, Stretch.YEAR, EN, versions=versions)
    line = next(line for line in view.lines(0) if line.region is not None)
    assert view.beside_line(line, Stretch.YEAR, "revenue") == line.standing
