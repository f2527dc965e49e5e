"""Files that broke the program once, as `python -m fuzz` found them, made as small as can be.

Workbooks of plans are written here, for what they hold changes with the program.
"""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pytest

from salesplan.choices import Language
from salesplan.errors import SalesplanError, errors_among
from salesplan.inputs.files import find_files
from salesplan.inputs.plan_book import read_plan
from salesplan.inputs.plan_edits import read_edited_plan
from salesplan.inputs.sales import read_sales
from salesplan.inputs.spreadsheets import read_sheets
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes, write_book
from salesplan.profile import History
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_record import RECORD_SHEET, plan_to_text
from salesplan.reports.values import Book, Sheet, Text
from tests.reports.plans import plan

CORPUS = Path(__file__).parents[1] / "corpus"
SECONDS = 15
"""None takes one on an idle machine; those that were slow took a minute."""

# File | sum in cents of the used rows, used + rejected + left out, codes of errors
OUTCOMES = """
beyond-the-last-column.xls | 0, 0 + 0 + 0, E234
claimed-sectors.xls | 0, 0 + 0 + 0, E234
folder-for-stream.xls | 0, 0 + 0 + 0, E234
huge-exponent.csv | 500, 1 + 1 + 0
largest-float.csv | 500, 1 + 1 + 0
long-texts.xlsx | 0, 0 + 0 + 0, E215
names-like-headers.csv | 160000, 4 + 2 + 0
no-number-anywhere.csv | 0, 0 + 6 + 0, E261
open-table.ods | 0, 0 + 0 + 0, E234
part-name-no-text.xlsx | 0, 0 + 0 + 0, E234
parts-not-listed.xlsx | 0, 0 + 0 + 0, E234
reader-panics.xls | 0, 0 + 0 + 0, E234
repeated-spaces.ods | 0, 0 + 0 + 0, E230
sectors-in-a-circle.xls | 0, 0 + 0 + 0, E234
stray-cell.xlsx | 800, 4 + 0 + 0
stream-in-circles.xls | 0, 0 + 0 + 0, E234
text-that-is-none.parquet | 0, 0 + 0 + 0, E234
"""


def outcomes() -> list[tuple[str, str]]:
    parts = (line.partition(" | ") for line in OUTCOMES.strip().splitlines())
    return [(name, outcome) for name, _, outcome in parts]


def outcome_of(path: Path) -> str:
    sales, findings = read_sales([path], History(max_rejected=1), 2)
    counts = f"{sales.used} + {sales.rejected} + {sales.left_out}"
    codes = [finding.code for finding in errors_among(findings)]
    return ", ".join([str(sales.rows["amount"].sum()), counts, *dict.fromkeys(codes)])


def processor_time() -> float:
    """Seconds that this process and those it has waited for have used, however busy others are."""
    return sum(os.times()[:4])


@pytest.mark.parametrize(("name", "outcome"), outcomes())
def test_what_becomes_of_each_file(
    name: str, outcome: str, capfd: pytest.CaptureFixture[str]
) -> None:
    start = processor_time()
    assert outcome_of(CORPUS / name) == outcome
    assert processor_time() - start < SECONDS
    assert capfd.readouterr() == ("", "")  # a reader that panics says so by itself


def test_every_file_of_the_corpus_has_a_row() -> None:
    assert sorted(path.name for path in CORPUS.iterdir()) == [name for name, _ in outcomes()]


def test_a_stray_cell_is_kept_without_the_blank_columns_before_it() -> None:
    (sheet,) = read_sheets(CORPUS / "stray-cell.xlsx", "stray-cell.xlsx")
    assert sheet.letters == ("A", "B", "C", "D", "E", "F", "XFD")
    assert sheet.columns[-1].to_pylist() == [None, "1", None, None, None]


def test_of_a_long_text_the_start_is_kept() -> None:
    (sheet,) = read_sheets(CORPUS / "long-texts.xlsx", "long-texts.xlsx")
    assert sheet.columns[0][0].as_py() == "x" + " " * 499 + "…"


# Plans


def changed(path: Path, part: str, pattern: bytes, replacement: bytes) -> Path:
    """The workbook after the first match in one of its parts was replaced."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part], count = re.subn(pattern, replacement, parts[part], count=1)
    assert count == 1
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    write_book(plan_book(plan(), Labels(Language.EN)), tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


def test_a_chart_that_somebody_moved_to_a_sheet_of_its_own(planned: Path) -> None:
    links = "xl/_rels/workbook.xml.rels"
    place = rb'worksheet(" Target=")worksheets(/sheet1.xml")'
    changed(planned, links, place, rb"chartsheet\1chartsheets\2")
    assert read_edited_plan(planned)[1] == []


def test_a_cell_of_a_plan_that_says_no_place(planned: Path) -> None:
    changed(planned, "xl/worksheets/sheet1.xml", rb'r="A\d+"', b'r="A"')
    with pytest.raises(SalesplanError) as caught:
        read_edited_plan(planned)
    assert [finding.code for finding in caught.value.findings] == ["E207"]


def test_a_year_of_eleven_months_in_the_record(tmp_path: Path) -> None:
    whole = plan()
    record = re.sub(r'("month_starts":\["[^"]+"),"[^"]+"', r"\1", plan_to_text(whole))
    sheets = (Sheet("Plan", (Text("Plan"),)),)
    book = Book(sheets, "Plan", whole.calendar.start, RECORD_SHEET, record)
    (tmp_path / "plan.xlsx").write_bytes(book_bytes(book))
    with pytest.raises(SalesplanError) as caught:
        read_plan(tmp_path / "plan.xlsx")
    assert [finding.code for finding in caught.value.findings] == ["E440"]


def test_a_target_in_the_record_that_no_machine_can_hold(tmp_path: Path) -> None:
    whole = plan()
    record = re.sub(r'"targets":\[\[\d+', f'"targets":[[{2**70}', plan_to_text(whole))
    sheets = (Sheet("Plan", (Text("Plan"),)),)
    book = Book(sheets, "Plan", whole.calendar.start, RECORD_SHEET, record)
    (tmp_path / "plan.xlsx").write_bytes(book_bytes(book))
    with pytest.raises(SalesplanError) as caught:
        read_plan(tmp_path / "plan.xlsx")
    (finding,) = caught.value.findings
    assert finding.code == "E440"
    assert "OverflowError" in str(finding.values["reason"])


@pytest.mark.parametrize("name", ["name" * 100 + ".csv", "name" * 100 + "/*.csv"])
def test_a_name_longer_than_a_name_may_be(tmp_path: Path, name: str) -> None:
    files, findings = find_files([name], tmp_path)
    assert (files, [finding.code for finding in findings]) == ([], ["E201"])
