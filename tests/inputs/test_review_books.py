from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from salesplan.choices import Language, Stretch
from salesplan.core.plan import Plan
from salesplan.core.standing import Standing
from salesplan.core.trend import Figures, Snapshot
from salesplan.errors import ExitCode, Finding, Place, SalesplanError
from salesplan.inputs import record_sheet
from salesplan.inputs.plan_book import holds_plan, read_plan, refuse_review
from salesplan.inputs.review_books import find_reviews, holds_review, read_snapshots
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes, write_book
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_record import RECORD_SHEET
from salesplan.reports.review_record import snapshot_to_text
from salesplan.reports.values import Book, Sheet, Text
from tests.reports.plans import plan

# More people than a cell of the hidden sheet can hold, and the names that spreadsheets change.
PEOPLE = tuple(("华东" if at % 2 else "=1+1", f"张伟_x0041_{at // 2}") for at in range(1_600))
NOBODY = Standing(None, None, 0, 0, 0)
APRIL = Snapshot(
    '华东 "quoted" ä',
    "2027",
    dt.date(2027, 1, 1),
    dt.date(2027, 4, 16),
    ("=1+1", "华东"),
    PEOPLE,
    {"revenue": 2},
    {
        ("revenue", Stretch.MONTH): Figures(
            "2027-04", Standing(9, 8, -7, 6, 5), (NOBODY, NOBODY), (NOBODY,) * len(PEOPLE)
        )
    },
)
FEW = replace(APRIL, people=(), teams=(), figures={})
MAY = replace(APRIL, as_of=dt.date(2027, 5, 14))


def write_review(path: Path, kept: Snapshot = APRIL, text: str | None = None) -> Path:
    sheets = (Sheet("Review", (Text("Where we stand"),)),)
    record = snapshot_to_text(kept) if text is None else text
    book = Book(sheets, "Review", kept.as_of, RECORD_SHEET, record)
    write_book(book, path)
    return path


def write_plan(path: Path) -> Plan:
    planned = plan()
    write_book(plan_book(planned, Labels(Language.ZH)), path)
    return planned


def write_table(path: Path, *hidden: tuple[object, ...]) -> Path:
    """A workbook of somebody else, with rows of a hidden sheet if any."""
    workbook = openpyxl.Workbook()
    workbook.worksheets[0].append(["Rep", "Q1"])
    if hidden:
        sheet = workbook.create_sheet(RECORD_SHEET)
        for row in hidden:
            sheet.append(row)
    workbook.save(path)
    return path


# Reading back


def test_reviews_are_read_back_in_the_order_given(tmp_path: Path) -> None:
    may, april = write_review(tmp_path / "a.xlsx", MAY), write_review(tmp_path / "b.xlsx")
    assert read_snapshots([may, april]) == ([MAY, APRIL], [])
    assert read_snapshots([april, may]) == ([APRIL, MAY], [])
    assert read_snapshots([]) == ([], [])


def test_a_review_survives_being_saved_by_another_program(tmp_path: Path) -> None:
    path = write_review(tmp_path / "april.xlsx")
    workbook = openpyxl.load_workbook(path)
    assert workbook[RECORD_SHEET].max_row > 1
    workbook.save(path)
    assert read_snapshots([path]) == ([APRIL], [])


def test_equal_reviews_make_equal_workbooks() -> None:
    book = Book((Sheet("A", ()),), "", APRIL.as_of, RECORD_SHEET, snapshot_to_text(APRIL))
    again = replace(book, record=snapshot_to_text(replace(APRIL, decimals={"revenue": 2})))
    assert book_bytes(book) == book_bytes(again)


# A folder


def test_the_workbooks_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.XLSX", "~$b.xlsx", "c.xls", "d.csv", "e.xlsx.part", "xlsx"):
        (tmp_path / name).touch()
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "f.xlsx").touch()
    (tmp_path / "folder.xlsx").mkdir()
    (tmp_path / "10.xlsx").touch()
    assert [path.name for path in find_reviews(tmp_path)] == ["10.xlsx", "a.XLSX", "b.xlsx"]
    assert all(path.parent == tmp_path for path in find_reviews(tmp_path))


@pytest.mark.parametrize("name", ["missing", "file.xlsx"])
def test_what_is_no_folder_is_wrong_usage(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.xlsx").touch()
    with pytest.raises(SalesplanError) as error:
        find_reviews(tmp_path / name)
    assert error.value.findings == (Finding("E465", values={"name": str(tmp_path / name)}),)
    assert error.value.exit_code == ExitCode.USAGE


def test_workbooks_without_a_review_are_counted_once(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan.xlsx")
    write_table(tmp_path / "sales.xlsx")
    (tmp_path / "text.xlsx").write_text("Date,Amount\n")
    (tmp_path / "empty.xlsx").touch()
    write_review(tmp_path / "april.xlsx")
    note = Finding("N464", Place(str(tmp_path)), {"files": 4})
    assert read_snapshots(find_reviews(tmp_path)) == ([APRIL], [note])


def test_the_note_of_several_folders_names_none(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    paths = [write_table(tmp_path / "a.xlsx"), write_table(tmp_path / "below" / "b.xlsx")]
    assert read_snapshots(paths)[1] == [Finding("N464", Place(), {"files": 2})]


# What is wrong with one of them


def left_out(path: Path) -> str:
    """The reason for which a workbook is left out, while one beside it is read."""
    good = write_review(path.with_name("good.xlsx"), MAY)
    snapshots, findings = read_snapshots([path, good])
    assert snapshots == [MAY]
    (finding,) = findings
    assert (finding.code, finding.place) == ("W463", Place(str(path)))
    return str(finding.values["reason"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('{"format":"salesplan.review-record","version":2}', "'salesplan.review-record' 2"),
        ('{"format":"salesplan.review-record","version":1}', "KeyError 'teams'"),
        (snapshot_to_text(APRIL)[:-1], "JSONDecodeError"),
        ("{}", "KeyError 'format'"),
        ("[]", "TypeError"),
        ("[" * 40_000, "RecursionError"),
    ],
    ids=["later", "bare", "cut", "empty", "list", "nested"],
)
def test_a_damaged_record_is_a_warning(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "april.xlsx"
    cells = [text[at : at + 30_000] for at in range(0, len(text), 30_000)]
    write_table(path, *((cell, f"{number}/{len(cells)}") for number, cell in enumerate(cells, 1)))
    assert reason in left_out(path)


@pytest.mark.parametrize("row", [1, 2, 4])
def test_a_missing_piece_is_a_warning(tmp_path: Path, row: int) -> None:
    path = write_review(tmp_path / "april.xlsx")
    workbook = openpyxl.load_workbook(path)
    assert workbook[RECORD_SHEET].max_row == 4
    workbook[RECORD_SHEET].delete_rows(row)
    workbook.save(path)
    assert left_out(path) == "pieces of the record are missing"


def test_an_empty_hidden_sheet_is_a_warning(tmp_path: Path) -> None:
    assert "JSONDecodeError" in left_out(write_table(tmp_path / "april.xlsx", (None, None)))


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("corrupt.xlsx", "E207"),
        ("cut-short.xlsx", "E207"),
        ("protected.xlsx", "E206"),
        ("far-cells.xlsx", "E210"),
        ("folder.xlsx", "E202"),
        ("missing.xlsx", "E201"),
    ],
)
def test_a_workbook_that_cannot_be_opened_is_a_warning(
    tmp_path: Path, broken_files: Path, name: str, reason: str
) -> None:
    shutil.copytree(broken_files, tmp_path, dirs_exist_ok=True)
    assert reason in left_out(tmp_path / name)
    assert not holds_review(tmp_path / name)
    assert not holds_plan(tmp_path / name)
    refuse_review(tmp_path / name)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml"])
def test_a_workbook_with_a_damaged_part_is_a_warning(tmp_path: Path, part: str) -> None:
    whole = write_review(tmp_path / "whole.xlsx")
    path = tmp_path / "april.xlsx"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w") as target:
        for each in source.infolist():
            content = source.read(each)
            target.writestr(
                each, content[: len(content) // 2] if each.filename == part else content
            )
    assert left_out(path)
    assert not holds_review(path)


@pytest.mark.parametrize("damage", range(40))
def test_damaged_bytes_are_a_warning_or_nothing(tmp_path: Path, damage: int) -> None:
    """Whatever bytes of a file are lost on the way, the run goes on."""
    path = write_review(tmp_path / "april.xlsx", FEW)
    content = bytearray(path.read_bytes())
    at = len(content) * damage // 40
    content[at : at + 25] = bytes(reversed(content[at : at + 25]))
    path.write_bytes(content)
    snapshots, findings = read_snapshots([path])
    assert snapshots == [FEW] or [finding.code for finding in findings] in (["W463"], ["N464"])


class PanicException(BaseException):
    """As the reader's own, which is no `Exception` either."""


@pytest.mark.parametrize(
    "raised", [PanicException("index out of bounds"), PermissionError(13, "no")]
)
def test_a_reader_that_gives_up_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException
) -> None:
    path = write_review(tmp_path / "april.xlsx")

    def give_up(_: Path) -> None:
        raise raised

    monkeypatch.setattr(record_sheet, "CalamineWorkbook", SimpleNamespace(from_path=give_up))
    snapshots, (finding,) = read_snapshots([path])
    assert (snapshots, finding.code) == ([], "W463")
    assert finding.values["reason"] == ("E208" if isinstance(raised, OSError) else "E207")


def test_an_interruption_is_no_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    fake = SimpleNamespace(from_path=interrupt)
    monkeypatch.setattr(record_sheet, "CalamineWorkbook", fake)
    with pytest.raises(KeyboardInterrupt):
        read_snapshots([write_review(tmp_path / "april.xlsx")])


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(SalesplanError) as error:
        find_reviews(tmp_path)
    (finding,) = error.value.findings
    assert (finding.code, finding.values["reason"]) == ("E208", "Permission denied")
    assert error.value.exit_code == ExitCode.USAGE


# Plans and reviews are not taken for each other


def test_a_review_is_no_plan(tmp_path: Path) -> None:
    path = write_review(tmp_path / "april.xlsx")
    assert holds_review(path)
    assert not holds_plan(path)
    for refuse in (read_plan, refuse_review):
        with pytest.raises(SalesplanError) as error:
            refuse(path)
        assert error.value.findings == (Finding("E461", Place(str(path))),)
        assert error.value.exit_code == ExitCode.INPUT_ERRORS


def test_a_plan_is_no_review(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    write_plan(path)
    assert holds_plan(path)
    assert not holds_review(path)
    refuse_review(path)


def test_neither_is_in_a_table_a_text_or_nothing(tmp_path: Path) -> None:
    table, text = write_table(tmp_path / "table.xlsx"), tmp_path / "table.csv"
    text.write_text("Rep,Q1\n")
    for path in (table, text, tmp_path, tmp_path / "missing.xlsx"):
        assert not holds_plan(path)
        assert not holds_review(path)
        refuse_review(path)


def test_a_damaged_plan_is_still_one(tmp_path: Path) -> None:
    path = write_table(tmp_path / "plan.xlsx", ('{"calendar":{', "1/2"))
    assert holds_plan(path)
    assert not holds_review(path)


def test_a_name_that_looks_like_a_format_is_a_name(tmp_path: Path) -> None:
    named = replace(APRIL, organisation='"format":"salesplan.plan"', teams=("format", "a\\"))
    path = write_review(tmp_path / "april.xlsx", named)
    assert holds_review(path)
    assert read_snapshots([path]) == ([named], [])


def test_a_copy_under_another_name_is_a_review(tmp_path: Path) -> None:
    path = write_review(tmp_path / "april.xlsx")
    shutil.copy(path, tmp_path / "四月.xlsx")
    assert holds_review(tmp_path / "四月.xlsx")
