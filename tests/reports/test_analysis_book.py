from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from salesplan.core.skill_weights import Carries
from salesplan.inputs.profile_file import read_profile
from salesplan.inputs.sales import read_sales
from salesplan.labels import Labels
from salesplan.outputs.workbook import write_book
from salesplan.profile import Skills
from salesplan.reports.analysis_book import analysis_book
from salesplan.reports.analysis_events import events_sheet
from salesplan.reports.analysis_names import names_sheet
from salesplan.reports.analysis_overview import goals_table, overview_sheet
from salesplan.reports.analysis_people import people_sheet, screen_table
from salesplan.reports.analysis_season import season_sheet
from salesplan.reports.analysis_story import story
from salesplan.reports.analysis_suggestions import suggestions_sheet, yaml_lines
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.analysis_years import months_sheet, years_sheet, years_table
from salesplan.reports.values import Facts, Marked, Role, Sheet
from tests.core.builders import sales
from tests.reports.analyses import EN, ZH, months, pair, tables, texts, view
from tests.reports.workbooks import read_back

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "northwind-sales-1996-1997.xlsx"


def example(labels: Labels = EN) -> AnalysisView:
    """The example's history seen through its profile."""
    profile, _ = read_profile(ROOT / "targets.example.yaml")
    fields = {"customer", "product", "region", "order"}
    return view(read_sales([EXAMPLE], profile.history, 2, fields)[0], labels, profile=profile)


def shown(sheet: Sheet, table: str) -> list[list[str]]:
    """The cells of a table as texts."""
    return [
        [str(cell.value if isinstance(cell, Marked) else cell) for cell in row.cells]
        for row in tables(sheet)[table].rows
    ]


def test_years_with_their_growth() -> None:
    made = view(pair())
    # Equal months: the best have 20 weekdays, the worst 23 (of equals the latest, the earliest).
    assert shown(years_sheet(made), "analysis_years") == [
        ["2025", "1200.00", "None", "48", "Nov", "Jan"],
        ["2026", "1344.00", "0.12", "48", "Feb", "Jul"],
    ]
    # 2025: 3 × 100 a quarter; 2026: 3 × 112.
    quarters = shown(years_sheet(made), "analysis_quarters")
    assert quarters[1] == ["2026", *["336.00"] * 4, *["0.12"] * 4]


def test_a_partial_year_is_grey_and_named_by_its_months() -> None:
    made = view(sales(list(months(2025, [0] * 6 + [10_000] * 18))[12:]))
    first, second = years_table(made).rows
    assert (first.cells[0], first.role) == ("2025 (Jul – Dec)", Role.CONTEXT)
    assert (second.cells[0], second.role) == ("2026", Role.BODY)


def test_months_with_the_mean_of_twelve() -> None:
    rows = shown(months_sheet(view(pair())), "analysis_months")
    assert [row[2] for row in rows[10:14]] == ["None", "100.00", "101.00", "102.00"]


def test_goals_are_those_of_the_forecast() -> None:
    made = example()
    ahead = made.analysis.year_ahead
    table = goals_table(made)
    assert table is not None
    known = {chance.probability: chance.total for chance in ahead.chances}
    middle = next(each for each in ahead.ranges if each.coverage == 0.5)
    totals = [known[0.9], middle.low, known[0.5], middle.high, known[0.1]]
    assert [row.cells[1] for row in table.rows] == [made.cell(total) for total in totals]
    assert totals == sorted(totals)
    assert ahead.base is not None
    growth = [round(total / ahead.base - 1, 6) for total in totals]
    assert [row.cells[2] for row in table.rows] == growth


def test_the_overview_says_the_same_sentences_as_the_screen() -> None:
    made = example()
    lines = texts(overview_sheet(made, [("People", "Who?")]))
    for number, sentence in enumerate(story(made), 1):
        assert f"{number}. {sentence.text}" in lines
    assert "People: Who?" in lines


def test_key_figures() -> None:
    blocks = overview_sheet(view(pair()), []).blocks
    facts = next(block for block in blocks if isinstance(block, Facts)).facts
    assert [(fact.label, fact.value) for fact in facts[:2]] == [
        ("Last twelve months", "$1,344"),
        ("Growth", "+12.0%"),
    ]
    assert facts[0].note == "Jan – Dec 2026"


def test_people_with_share_trend_and_record() -> None:
    table = tables(people_sheet(view(pair())))["people"]
    ann, bob = table.rows
    headers = [column.header for column in table.columns]
    assert headers[:4] == ["Person", "Sales, last 12 months", "Share", "Growth"]
    # 864 of 1,344, and 20 % more than 720; each month the same 12 more.
    assert [str(cell) for cell in ann.cells[:3]] == ["Ann", "864.00", "0.642857"]
    assert ann.cells[3] == Marked(0.2, Role.GOOD)
    assert bob.cells[3] == Marked(0.0, Role.BODY)
    # 24 months: Ann 1,584 against half of 2,544.
    record = headers.index("Against an equal share")
    assert ann.cells[record] == pytest.approx(1584 / 1272, abs=1e-6)


def test_the_screen_shows_ten_people_and_the_rest_together() -> None:
    rows = [row for at in range(12) for row in months(2026, [1_000 * (at + 1)] * 12, f"P{at:02}")]
    table = screen_table(view(sales(rows)))
    assert [row.cells[0] for row in table.rows][-2:] == ["P02", "2 more people"]
    # 12 × (10 + 20) of 12 × 780.
    assert [str(cell) for cell in table.rows[-1].cells[1:3]] == ["360.00", "0.038462"]


def test_customers_come_and_go_and_add_up() -> None:
    rows = list(months(2025, [10_000] * 24))
    who = ["Acme", "Beta"] * 12 + ["Acme", "Gamma"] * 12
    made = view(sales(rows, customer=who))
    sheet = names_sheet(made, made.analysis.concentration[0])
    assert shown(sheet, "customer_counts") == [["2026", "1", "1", "0", "1", "0.5"]]
    amounts = tables(sheet)["customer_amounts"].rows[0].cells
    assert [str(cell) for cell in amounts[:4]] == ["2026", "600.00", "600.00", "0.00"]
    assert shown(sheet, "lost_customer") == [["Beta", "600.00"]]
    assert shown(sheet, "largest_customer")[0] == ["Acme", "600.00", "0.5", "600.00", "0.0"]


def test_growth_of_a_tiny_customer_is_told_in_multiples() -> None:
    rows = list(months(2025, [10_000] * 24))
    who = ["Acme"] * 24 + ["Beta"] * 24
    rows[0] = (rows[0][0], "Ann", 100)
    who[0] = "Beta"
    made = view(sales(rows, customer=who))
    sheet = names_sheet(made, made.analysis.concentration[0])
    # 1,200 after 1.
    assert shown(sheet, "largest_customer")[0][-1] == "×1,200"


def test_breaks_and_outliers_on_their_sheet() -> None:
    made = view(sales(months(2023, [10_000] * 24 + [1_000] * 24)))
    month, *levels = shown(events_sheet(made), "shifts")[0][:4]
    assert month == "Jan 2025"
    # Of an average month, by weekdays: a little more than the 100 of each.
    assert [float(level) for level in levels] == pytest.approx([100, 10, -0.9], rel=0.01)
    calm = events_sheet(view(pair()))
    assert texts(calm)[1].startswith("Nothing out of the ordinary")
    short = events_sheet(view(sales(months(2026, [10_000] * 6))))
    assert texts(short)[1:] == [
        "No month without sales and no order of extraordinary size.",
        "Breaks of level and odd months can be told from two years of whole months on.",
    ]


def test_season_has_ranges_only_where_they_are_known() -> None:
    season = [8_000] * 6 + [12_000] * 6
    known = tables(season_sheet(view(sales(months(2023, season * 4)))))["season_months"]
    assert [column.header for column in known.columns][1:4] == ["Seasonal index", "Low", "High"]
    marks = [row.cells[-1] for row in known.rows]
    assert marks[0] == Marked("below average", Role.WARNING)
    assert marks[-1] == Marked("above average", Role.GOOD)
    short = tables(season_sheet(view(sales(months(2025, season * 2)))))["season_months"]
    assert "Low" not in [column.header for column in short.columns]


def test_suggestions_of_the_example_can_be_pasted() -> None:
    made = example()
    skills = made.analysis.skills
    assert skills is not None
    read = yaml.safe_load("\n".join(yaml_lines(made)))
    levels = Skills.model_validate(read["skills"]).levels
    assert [float(weight) for weight in levels.values()] == [
        round(level.suggested, 2) for level in skills.levels
    ]
    rows = shown(suggestions_sheet(made), "suggested_levels")
    # One junior cannot carry a measurement; the yardstick is not measured against itself.
    assert rows[0][:4] == ["junior", "1", "18", "0.7"]
    assert rows[0][4:] == ["None"] * 4 + ["0.7", "fewer than three people: as planned"]
    assert rows[1][4:] == ["None"] * 4 + ["1.0", "the yardstick: keeps its weight"]
    assert rows[2][-1] == "more than expert, which could not be measured: decide both together"


def test_nothing_is_suggested_without_people_to_carry_it() -> None:
    made = view(pair())
    assert made.analysis.ramp.carries is Carries.FEW_PEOPLE
    assert yaml_lines(made) == []
    lines = texts(suggestions_sheet(made))
    assert "No newcomer can be followed long enough; it takes three to tell a ramp." in lines
    assert any("--profile" in line for line in lines)


def test_the_workbook_is_the_same_in_both_languages() -> None:
    english, chinese = (analysis_book(example(labels)) for labels in (EN, ZH))
    assert [len(sheet.blocks) for sheet in english.sheets] == [
        len(sheet.blocks) for sheet in chinese.sheets
    ]
    assert [sheet.name for sheet in chinese.sheets] == [
        *("总览", "年度与季度", "各月", "季节性", "人员", "客户", "产品"),
        *("突变与异常", "建议", "数据质量"),
    ]


def test_the_workbook_can_be_recalculated(tmp_path: Path) -> None:
    path = tmp_path / "analysis.xlsx"
    write_book(analysis_book(example()), path)
    found = read_back(path)
    assert found.names[0] == "Overview"
    assert found.formulas
    assert found.wrong() == []
