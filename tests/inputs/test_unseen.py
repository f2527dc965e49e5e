from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from salesplan.inputs.unseen import stretches, unseen_in
from salesplan.inputs.unseen_records import unseen_in_records
from salesplan.profile import History
from tests.inputs.grids import write_xlsb
from tests.inputs.test_sales import Cell, book, column, read, shown

HEAD: list[Cell] = ["日期", "业务员", "金额", "客户"]
SALES: list[list[Cell]] = [["2026-01-05", "张伟", number, "甲"] for number in range(1, 9)]
ROWS = [HEAD, *SALES]


def hiding(folder: Path, rows: tuple[int, ...], columns: str = "", *, filtered: bool) -> Path:
    path = book(folder, ROWS)
    workbook = openpyxl.load_workbook(path)
    page = workbook.worksheets[0]
    for row in rows:
        page.row_dimensions[row].hidden = True
    for letter in columns:
        page.column_dimensions[letter].hidden = True
    page.sheet_properties.filterMode = filtered
    workbook.save(path)
    return path


def test_hidden_rows_count_and_are_said(tmp_path: Path) -> None:
    sales, findings = read(hiding(tmp_path, (3, 4, 5, 8), filtered=False), history=History())
    assert shown(findings) == [
        "sales.xlsx[S1] W205 hidden rows count like all others: 3–5, 8 (in all 4)"
    ]
    assert column(sales, "amount") == [number * 100 for number in range(1, 9)]


def test_rows_that_a_filter_hides_are_called_so(tmp_path: Path) -> None:
    _, findings = read(hiding(tmp_path, (2, 9), filtered=True), history=History())
    assert shown(findings) == [
        "sales.xlsx[S1] W206 rows hidden by a filter count like all others: 2, 9 (in all 2)"
    ]


def test_hidden_columns_that_are_read_are_said(tmp_path: Path) -> None:
    _, findings = read(hiding(tmp_path, (), "CF", filtered=False), history=History())
    assert shown(findings) == [
        "sales.xlsx[S1] N207 hidden columns were read like all others: C '金额'"
    ]


def test_hidden_rows_that_do_not_count_are_not_said(tmp_path: Path) -> None:
    assert read(hiding(tmp_path, (1, 30), filtered=False), history=History())[1] == []


def test_a_hidden_month_of_a_wide_table(tmp_path: Path) -> None:
    path = book(tmp_path, [["姓名", "2026年1月", "2026年2月"], ["张伟", 1, 2], ["李娜", 3, 4]])
    workbook = openpyxl.load_workbook(path)
    workbook.worksheets[0].column_dimensions["B"].hidden = True
    workbook.worksheets[0].row_dimensions[3].hidden = True
    workbook.save(path)
    sales, findings = read(path, history=History())
    assert sum(column(sales, "amount")) == 1000
    assert shown(findings) == [
        "sales.xlsx[S1] W205 hidden rows count like all others: 3 (in all 1)",
        "sales.xlsx[S1] N207 hidden columns were read like all others: B '2026年1月'",
    ]


DOCUMENT = """<office:document-content><table:table table:name="一 &amp; 二">
<table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/>
<table:table-row/><table:table-row table:visibility="{how}" table:number-rows-repeated="3"/>
<table:table-row/></table:table><table:table table:name="b"><table:table-row/></table:table>
</office:document-content>"""


@pytest.mark.parametrize(("how", "filtered"), [("collapse", False), ("filter", True)])
def test_what_an_open_document_hides(tmp_path: Path, how: str, filtered: bool) -> None:
    path = tmp_path / "sales.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", DOCUMENT.format(how=how))
    found = unseen_in(path, path.name)
    assert list(found) == ["一 & 二"]
    unseen = found["一 & 二"]
    assert (unseen.rows.tolist(), sorted(unseen.columns)) == ([2, 3, 4], ["C"])
    assert unseen.filtered is filtered


def test_what_is_no_archive_hides_nothing(tmp_path: Path) -> None:
    (tmp_path / "sales.xlsx").write_bytes(b"PK\x03\x04 and then something else")
    assert unseen_in(tmp_path / "sales.xlsx", "sales.xlsx") == {}


def test_stretches_of_rows() -> None:
    assert stretches(np.array([3])) == "3"
    assert stretches(np.array([3, 5, 6, 7, 12])) == "3, 5–7, 12"
    assert stretches(np.arange(1, 40, 2)) == "1, 3, 5, 7, 9, 11, 13, 15, …"


def test_hidden_cells_of_the_older_binary_format() -> None:
    # Written by LibreOffice from the same rows, with the rows 3 to 5 and 8 and the column C hidden.
    path = Path(__file__).parent / "data" / "hidden-cells.xls"
    sales, findings = read(path, history=History())
    assert shown(findings) == [
        "hidden-cells.xls[S1] W205 hidden rows count like all others: 3–5, 8 (in all 4)",
        "hidden-cells.xls[S1] N207 hidden columns were read like all others: C '金额'",
    ]
    assert sales.used == 8


@pytest.mark.parametrize(("filtered", "code"), [(False, "W205"), (True, "W206")])
def test_hidden_cells_of_a_workbook_in_binary_parts(
    tmp_path: Path, filtered: bool, code: str
) -> None:
    # LibreOffice hides the same rows and column of this file.
    path = tmp_path / "sales.xlsb"
    write_xlsb(path, ROWS, hidden_rows={2, 3, 4, 7}, hidden_column=2, filtered=filtered)
    sales, findings = read(path, history=History())
    assert [(found.code, found.values) for found in findings] == [
        (code, {"rows": "3–5, 8", "count": 4}),
        ("N207", {"columns": "C '金额'"}),
    ]
    assert column(sales, "amount") == [number * 100 for number in range(1, 9)]


@pytest.mark.parametrize("at", range(0, 1200, 37))
def test_broken_binary_parts_hide_nothing_and_raise_nothing(tmp_path: Path, at: int) -> None:
    path = tmp_path / "sales.xlsb"
    write_xlsb(path, ROWS, hidden_rows={2})
    with zipfile.ZipFile(path) as archive:
        parts = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    for name, content in parts.items():
        spoiled = {**parts, name: content[:at] + b"\xff" * 8 + content[at + 8 :]}
        with zipfile.ZipFile(path, "w") as archive:
            for part, data in spoiled.items():
                archive.writestr(part, bytes(data))
        assert len(unseen_in(path, path.name)) <= 1


@pytest.mark.parametrize("at", range(0, 6144, 97))
def test_broken_records_hide_nothing_and_raise_nothing(at: int) -> None:
    whole = bytearray((Path(__file__).parent / "data" / "hidden-cells.xls").read_bytes())
    whole[at : at + 8] = b"\xff" * 8
    for spoiled in (bytes(whole), bytes(whole[:at])):
        assert len(unseen_in_records(spoiled)) <= 1
