"""`salesplan analyze` as a whole: what it writes, refuses, and in which language it speaks."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from tests.inputs.test_passwords import protect
from tests.test_transcripts import Said
from tests.test_transcripts import run as say

HISTORY = "历年.csv"
ENGLISH = "Date,Salesperson,Amount\n2026-01-05,Ann,{first}\n2026-12-20,Ann,200\n"


def run(*arguments: str) -> Said:
    return say(shlex.join(["salesplan", "analyze", *arguments]))


def printed(*arguments: str) -> Any:  # noqa: ANN401 (JSON)
    return json.loads(run(*arguments, "--json").stdout)


@pytest.fixture
def english(desk: Path) -> str:
    (desk / "sales.csv").write_text(ENGLISH.format(first=100), encoding="utf-8")
    return "sales.csv"


def test_the_workbook_stands_here_unless_told_otherwise(desk: Path) -> None:
    assert run(HISTORY, "--quiet").stdout == ""
    sheets = python_calamine.CalamineWorkbook.from_path("analysis.xlsx").sheet_names
    assert sheets[:2] == ["总览", "年度与季度"]
    again = run(HISTORY)
    assert (again.code, "E301" in again.stderr, again.stdout) == (2, True, "")
    assert run(HISTORY, "--force", "--quiet").code == 0
    assert run(HISTORY, "--output", "other.xlsx", "--quiet").code == 0
    assert (desk / "other.xlsx").exists()


def test_json_writes_no_workbook_unless_asked(desk: Path) -> None:
    assert printed(HISTORY)["files"] == []
    assert not (desk / "analysis.xlsx").exists()
    assert printed(HISTORY, "--output", "a.xlsx")["files"] == ["a.xlsx"]
    assert (desk / "a.xlsx").exists()


@pytest.mark.usefixtures("desk")
def test_the_figures_are_those_of_the_file() -> None:
    # The sums of the file, by year, added up by a spreadsheet.
    data = printed(HISTORY, "--currency", "cny")
    assert [year["total"] for year in data["years"]] == [540262, 53964, 809787, 540237]
    assert data["currency"] == "CNY"
    assert [shift["key"] for shift in data["unusual"]["shifts"]] == ["2024-01", "2025-01"]
    (order,) = data["unusual"]["orders"]
    assert (order["order"], order["amount"]) == ("D9999", 270000)
    assert data["text"][0]["topic"] == "unusual"


def test_without_a_profile_it_speaks_as_the_headers_do(english: str) -> None:
    assert "What matters" in run(english, "--output", "a.xlsx").stdout
    assert "要点" in run(HISTORY, "--output", "b.xlsx").stdout
    assert "要点" in run(english, "--output", "c.xlsx", "--language", "zh").stdout


@pytest.mark.usefixtures("desk")
def test_a_profile_brings_its_currency_files_and_language() -> None:
    data = printed("--profile", "targets.example.yaml")
    assert (data["currency"], data["organisation"]) == ("USD", "Northwind Traders")
    assert data["skills"]["reference"] == "intermediate"
    assert printed("targets.example.yaml")["total"] == data["total"]
    other = printed(HISTORY, "--profile", "targets.example.yaml", "--currency", "EUR")
    assert (other["currency"], other["total"]) == ("EUR", 1944250)


@pytest.mark.usefixtures("desk")
def test_a_field_of_the_profile_said_differently() -> None:
    july = ("--profile", "targets.example.yaml", "--set", "fiscal_year.start=1998-07-01")
    data = printed(*july)
    # July 1996 is the first month of the history: a year that begins in July is complete then.
    assert [year["name"] for year in data["years"]] == ["1996-97", "1997-98"]
    assert [year["complete"] for year in data["years"]] == [True, False]
    supposed = {"path": "fiscal_year.start", "before": "1998-01-01", "after": "1998-07-01"}
    assert data["scenario"] == [supposed]
    assert printed("--profile", "targets.example.yaml")["scenario"] == []
    said = run(*july, "--output", "july.xlsx")
    assert "What if\n  fiscal_year.start: 1998-01-01 → 1998-07-01" in said.stdout
    cells = python_calamine.CalamineWorkbook.from_path("july.xlsx").get_sheet_by_index(0)
    assert ["fiscal_year.start: 1998-01-01 → 1998-07-01"] in [
        [cell for cell in row if cell] for row in cells.to_python()
    ]


@pytest.mark.usefixtures("desk")
def test_without_a_profile_there_is_nothing_to_suppose() -> None:
    said = run(HISTORY, "--set", "fiscal_year.start=1998-07-01")
    assert (said.code, "no profile" in said.stderr) == (2, True)
    assert "E534" in run("--profile", "targets.example.yaml", "--set", "skill=1").stderr


def test_a_currency_without_cents(english: str) -> None:
    assert printed(english, "--currency", "JPY")["total"] == 300


def test_rows_that_cannot_be_read_may_be_allowed(english: str, desk: Path) -> None:
    (desk / english).write_text(ENGLISH.format(first="lots"), encoding="utf-8")
    assert "E218" in run(english).stderr
    said = run(english, "--max-rejected", "60%")
    assert (said.code, "2 rows read, 1 used, 1 rejected" in said.stdout) == (0, True)
    (desk / english).write_text(ENGLISH.format(first="lots").replace("200", "x"), encoding="utf-8")
    assert "E501" in run(english, "--max-rejected", "100%", "--output", "n.xlsx").stderr


def test_one_sheet_and_a_password(desk: Path) -> None:
    book = openpyxl.Workbook()
    for name, amount in (("East", 10), ("West", 20)):
        sheet = book.create_sheet(name)
        sheet.append(["Date", "Salesperson", "Amount"])
        sheet.append(["2026-01-05", "Ann", amount])
    book.save(desk / "two.xlsx")
    assert printed("two.xlsx")["total"] == 30
    assert printed("two.xlsx", "--sheet", "West")["total"] == 20
    protect(desk / "two.xlsx", (desk / "two.xlsx").read_bytes(), "secret")
    (desk / "word").write_text("secret\n", encoding="utf-8")
    assert printed("two.xlsx", "--password-file", "word")["total"] == 30


def test_what_was_read_is_not_written_over(desk: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Date", "Salesperson", "Amount"])
    book.active.append(["2026-01-05", "Ann", 10])
    book.save(desk / "mine.xlsx")
    said = run("mine.xlsx", "--output", "mine.xlsx", "--force")
    assert (said.code, "E468" in said.stderr) == (2, True)


@pytest.mark.usefixtures("desk")
def test_nothing_named_and_nothing_there() -> None:
    assert "E500" in run().stderr
    assert "E142" in run("--profile", "targets.yaml").stderr
    errors = printed("nothing.csv")
    assert [found["code"] for found in errors["findings"]] == ["E201"]
