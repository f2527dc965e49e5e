from __future__ import annotations

from pathlib import Path

import numpy as np
import openpyxl
import pytest

from salesplan.errors import SalesplanError
from salesplan.inputs import confined
from salesplan.inputs.confined import can_confine, read_confined
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.spreadsheets import read_sheets
from salesplan.inputs.workbooks import read_workbook
from tests.inputs.test_spreadsheets import write_book

pytestmark = pytest.mark.skipif(not can_confine(), reason="limits need POSIX")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook = openpyxl.Workbook()
    page = workbook.active
    assert page is not None
    page["B2"], page["C3"], page["D3"] = "日期", 12.5, "#DIV/0!"
    page["D3"].data_type = "e"
    workbook.create_sheet("empty")
    notes = workbook.create_sheet("隐藏")
    notes["A1"] = "x"
    notes.sheet_state = "hidden"
    workbook.save(tmp_path / "表.xlsx")
    return tmp_path / "表.xlsx"


def same(first: RawSheet, second: RawSheet) -> bool:
    return (
        (first.file, first.name, first.letters, first.errors, first.hidden, first.notes)
        == (second.file, second.name, second.letters, second.errors, second.hidden, second.notes)
        and all(a.equals(b) for a, b in zip(first.columns, second.columns, strict=True))
        and np.array_equal(first.rows, second.rows)
    )


@pytest.mark.parametrize("as_bytes", [False, True])
def test_confined_and_plain_reading_agree(book: Path, as_bytes: bool) -> None:
    source = book.read_bytes() if as_bytes else book
    plain = list(read_workbook(book, "f", None))
    found = list(read_confined(source, "f", None, 0))
    assert [sheet.name for sheet in found] == ["Sheet", "empty", "隐藏"]
    assert all(same(a, b) for a, b in zip(plain, found, strict=True))


def test_findings_of_the_reader_come_through(book: Path) -> None:
    with pytest.raises(SalesplanError) as caught:
        list(read_confined(book, "f", "隐", 0))
    (finding,) = caught.value.findings
    assert (finding.code, finding.place.file, finding.nearest) == ("E211", "f", "隐藏")
    assert finding.values["names"] == "Sheet, empty, 隐藏"
    with pytest.raises(SalesplanError) as caught:
        list(read_confined(b"PK\x03\x04", "f", None, 0))
    assert caught.value.findings[0].code in {"E207", "E234"}


def test_too_much_memory_is_one_finding(tmp_path: Path) -> None:
    far = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    far += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(SalesplanError) as caught:
        list(read_confined(write_book(tmp_path / "a.xlsx", far), "f", None, 2000))
    assert [finding.code for finding in caught.value.findings] == ["E235"]


def test_too_much_time_is_one_finding(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "SECONDS", 1)
    loop = "from salesplan.inputs.confined import _limit\n_limit(2**40, 1)\nwhile True: pass"
    monkeypatch.setattr(confined, "_ANSWER", loop)
    with pytest.raises(SalesplanError) as caught:
        list(read_confined(book, "f", None, 0))
    assert [finding.code for finding in caught.value.findings] == ["E236"]


def test_a_mistake_of_the_program_shows_as_one(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_ANSWER", "raise LookupError('ours')")
    with pytest.raises(RuntimeError, match="ours"):
        list(read_confined(book, "f", None, 0))


def test_nothing_is_imported_from_the_current_folder(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (book.parent / "json.py").write_text("raise SystemExit(3)\n")
    monkeypatch.chdir(book.parent)
    assert len(list(read_confined(book, "f", None, 0))) == 3


def test_a_reading_that_is_left_ends_its_process(book: Path) -> None:
    sheets = read_confined(book, "f", None, 0)
    next(sheets)
    sheets.close()  # type: ignore[attr-defined]


def test_small_workbooks_are_read_without_a_process(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def confine(*_: object) -> None:
        raise AssertionError("a process was started")

    monkeypatch.setattr("salesplan.inputs.spreadsheets.read_confined", confine)
    assert len(list(read_sheets(book, "f"))) == 3
    monkeypatch.setattr("salesplan.inputs.precautions._SMALL", 100)
    with pytest.raises(AssertionError, match="a process was started"):
        list(read_sheets(book, "f"))


def test_where_nothing_can_be_confined_everything_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesplan.inputs.spreadsheets.can_confine", lambda: False)
    monkeypatch.setattr("salesplan.inputs.precautions._SMALL", 100)
    data = (
        '<dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{}</sheetData>'
    )
    near = write_book(tmp_path / "near.xlsx", data.format(""))
    assert [len(sheet.rows) for sheet in read_sheets(near, "f")] == [1]
    row = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(SalesplanError) as caught:
        list(read_sheets(write_book(tmp_path / "far.xlsx", data.format(row)), "f"))
    assert caught.value.findings[0].code == "E210"


def test_a_reader_that_goes_round_in_circles_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "SECONDS", 2)
    path = Path(__file__).parent / "records-in-a-circle.xlsb"
    with pytest.raises(SalesplanError) as caught:
        list(read_sheets(path, path.name))
    assert [found.code for found in caught.value.findings] == ["E236"]


# Where nothing can be limited, as on Windows


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("confined", "spreadsheets"):
        monkeypatch.setattr(f"salesplan.inputs.{module}.can_limit", lambda: False)


@pytest.mark.usefixtures("unlimited")
def test_without_limits_a_workbook_is_read_all_the_same(book: Path) -> None:
    assert [sheet.name for sheet in read_confined(book, "f", None, 0)] == ["Sheet", "empty", "隐藏"]


@pytest.mark.usefixtures("unlimited")
def test_without_limits_the_clock_ends_what_takes_too_long(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confined, "SECONDS", 0.1)
    monkeypatch.setattr(confined, "_ANSWER", "import time; time.sleep(60)")
    with pytest.raises(SalesplanError) as caught:
        list(read_confined(book, "f", None, 0))
    assert [finding.code for finding in caught.value.findings] == ["E236"]


@pytest.mark.parametrize(
    ("code", "finding", "reason"),
    [(3, "E235", None), (0xC0000409, "E235", None), (0xC0000005, "E231", "0xc0000005")],
)
def test_how_windows_says_that_a_process_died(code: int, finding: str, reason: str | None) -> None:
    problem = confined._failure(code, "f", "", late=False)
    assert isinstance(problem, SalesplanError)
    (found,) = problem.findings
    assert (found.code, found.values.get("reason")) == (finding, reason)


@pytest.mark.usefixtures("unlimited")
def test_without_limits_everything_is_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("salesplan.inputs.precautions._SMALL", 100)
    far = '<dimension ref="A1:B2"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    far += '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(SalesplanError) as caught:
        list(read_sheets(write_book(tmp_path / "far.xlsx", far), "f"))
    assert caught.value.findings[0].code == "E210"
