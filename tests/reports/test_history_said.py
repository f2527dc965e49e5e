"""What workbooks say of the history: of parts of a plan, of newcomers, of plans made anew."""

from __future__ import annotations

from typing import Any

import pytest

from salesplan.choices import Language
from salesplan.core.plan import Plan, build_plan
from salesplan.core.plan_part import part_of
from salesplan.core.sales import Sales
from salesplan.labels import Labels
from salesplan.profile import Profile
from salesplan.reports.assumptions import assumption_lines
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_view import View
from salesplan.reports.values import Facts, Text
from tests.core.builders import every_day, sales
from tests.reports.replans import second

EN = Labels(Language.EN)
PAIR = [{"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]}]


def planned(history: Sales | None, start: str = "2027-01-01") -> Plan:
    goal = {"metric": "revenue", "annual": 1_000_000}
    fields: dict[str, Any] = {"fiscal_year": {"start": start}, "goals": [goal], "team": PAIR}
    return build_plan(Profile.model_validate(fields), history)


def history() -> Sales:
    """Ann sells all of 2025 and 2026, Bob from September 2026 on."""
    rows = [(day.isoformat(), "Ann", 100) for day in every_day("2025-01-01", "2026-12-31")]
    rows += [(day.isoformat(), "Bob", 100) for day in every_day("2026-09-01", "2026-12-31")]
    return sales(rows)


def texts(made: Plan, sold: Sales | None, sheet: str) -> list[str]:
    (found,) = [each for each in plan_book(made, EN, sales=sold).sheets if each.name == sheet]
    return [block.text for block in found.blocks if isinstance(block, Text)]


def facts(made: Plan) -> set[str]:
    blocks = plan_book(made, EN).sheets[0].blocks
    return {fact.label for each in blocks if isinstance(each, Facts) for fact in each.facts}


def test_a_part_of_a_plan_says_where_its_history_is() -> None:
    made = planned(history())
    elsewhere = "The plan uses past sales; their files and rows are in the workbook of everybody."
    assert elsewhere in texts(part_of(made, [1]), None, "Data quality")
    assert "No sales history was read." in texts(planned(None), None, "Data quality")


def test_growth_is_not_said_of_who_began_during_the_year() -> None:
    made = planned(history())
    growth = EN("growth_over", year="2026")
    assert growth in facts(made)
    assert growth in facts(part_of(made, [0]))
    assert growth not in facts(part_of(made, [1]))


@pytest.mark.parametrize(("start", "name"), [("2027-01-01", "2026"), ("2028-01-01", None)])
def test_a_year_without_any_sales_is_no_year_before(start: str, name: str | None) -> None:
    (metric,) = planned(history(), start).metrics
    assert (metric.last_year.name if metric.last_year else None) == name


def test_actuals_of_a_plan_made_anew_are_no_history() -> None:
    made = second().plan
    assert made.version.as_of is not None
    actuals = sales([("2027-01-04", "Ann", 100)])
    lines = list(assumption_lines(View(made, made.calendar.year, EN), actuals))
    day = EN.date(made.version.as_of)
    assert any(line.startswith(f"Actuals to {day}: ") for line in lines)
    assert not any(line.startswith("History: ") and "rows" in line for line in lines)
