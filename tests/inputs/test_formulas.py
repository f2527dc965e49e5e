"""Formulas that were never calculated, told from blank cells."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.sales import UNASSIGNED, Reason
from salesplan.inputs.formulas import MOST, Search
from tests.inputs.test_sales import Cell, book, column, read, shown

HEAD: list[Cell] = ["日期", "业务员", "金额"]
DAY = "2026-01-05"


def places(xml: str) -> list[tuple[int, str]]:
    search = Search()
    search.look_at(xml.encode())
    return search.found


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="AB12"><f>1+1</f></c>',
        '<c r="AB12" s="1"><f>1+1</f><v></v></c>',
        '<c s="1" r="AB12"><f>1+1</f><v/></c>',
        "<c r='AB12'><f>1+1</f><v /></c>",
        '<c r="AB12"><f t="shared" si="0"/></c>',
        '<x:c r="AB12"><x:f>1+1</x:f><x:v></x:v></x:c>',
    ],
)
def test_formulas_without_a_value(cell: str) -> None:
    assert places(f'<row r="12"><c r="A12"><v>1</v></c>{cell}</row>') == [(12, "AB")]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><f>1+1</f><v>2</v></c>',
        '<c r="A1" t="str"><f>""</f><v></v></c>',
        '<c r="A1"/>',
        '<c r="A1" s="3"></c>',
        '<c r="A1"><v>1</v></c>',
        '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    ],
)
def test_cells_that_are_something_else(cell: str) -> None:
    assert places(cell) == []


TAGS = (
    '<row><c r="A1"><f>1</f></c><c r="B1"><f>1</f><v>1</v></c><c r="C1"><f>1</f><v></v></c></row>'
    + '<c r="D1"><f>1</f><v>0</v></c>' * 3
)


@given(st.sets(st.integers(1, TAGS.count(">") - 1)))
def test_wherever_the_xml_is_cut(cuts: set[int]) -> None:
    ends = [at + 1 for at, sign in enumerate(TAGS) if sign == ">"]
    bounds = [0, *sorted(ends[cut - 1] for cut in cuts), len(TAGS)]
    search = Search()
    for start, end in pairwise(bounds):
        search.look_at(TAGS[start:end].encode())
    assert search.found == [(1, "A"), (1, "C")]
    assert search.all_zero() == {"D": 3}


def test_no_more_than_so_many_are_told() -> None:
    assert len(places('<c r="A1"><f>1</f></c>' * (MOST + 1))) == MOST


def test_an_amount_without_its_value_is_no_blank_one(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [HEAD, [DAY, "张伟", "=1+1"], [DAY, "张伟", None], [DAY, "张伟", 3]]
    sales, findings = read(book(tmp_path, rows))
    assert column(sales, "amount") == [300]
    assert [(found.code, found.place.row) for found in findings] == [("W215", 2), ("W211", 3)]


def test_a_person_without_a_value_is_nobody(tmp_path: Path) -> None:
    sales, findings = read(book(tmp_path, [HEAD, [DAY, "=B9", 3]]))
    assert column(sales, "rep") == [UNASSIGNED]
    assert [(found.code, found.place.column) for found in findings] == [("W226", "业务员")]


def test_a_total_without_its_value_is_a_total(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [HEAD, [DAY, "张伟", 3], ["合计", None, "=SUM(C2)"], ["", "", "=C3"]]
    sales, findings = read(book(tmp_path, rows))
    assert (findings, sales.rejected) == ([], 0)
    assert sales.accounts[0].reasons[0] in {(Reason.BLANK, 1), (Reason.TOTAL, 1)}


def test_a_month_without_its_value_is_not_lost(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["姓名", "2026年1月", "2026年2月"],
        ["张伟", 1, "=B2"],
        ["李娜", 3, 4],
    ]
    sales, findings = read(book(tmp_path, rows))
    assert column(sales, "amount") == [100, 300, 400]
    assert [(f.code, f.place.row, f.place.column) for f in findings] == [("W215", 2, "2026年2月")]


def zeros(*columns: str) -> dict[str, int]:
    """What is all 0 of columns whose formulas have these values, row by row."""
    rows = (
        f'<row r="{at}">'
        + "".join(f'<c r="{"ABC"[i]}{at}"><f>x</f><v>{v}</v></c>' for i, v in enumerate(values))
        + "</row>"
        for at, values in enumerate(zip(*columns, strict=True), 1)
    )
    search = Search()
    search.look_at("".join(rows).encode())
    return search.all_zero()


def test_columns_whose_formulas_are_all_zero() -> None:
    assert zeros("0000", "0001", "5000") == {"A": 4}
    assert zeros("00") == {}


def test_a_text_that_a_formula_made_is_no_zero() -> None:
    search = Search()
    cells = '<c r="A1"><f>x</f><v>0</v></c>' * 3 + '<c r="A4" t="str"><f>x</f><v>a</v></c>'
    search.look_at(cells.encode())
    assert search.all_zero() == {}


def book_of_zeros(folder: Path, *headers: str, count: int = 3) -> Path:
    path = folder / "sales.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("S1")
        sheet.write_row(0, 0, headers)
        for row in range(1, count + 1):
            sheet.write_row(row, 0, [DAY, "张伟", 7])
            for at in range(3, len(headers)):
                sheet.write_formula(row, at, "=C2*2")  # 0 is written as its value
    return path


def test_a_file_that_was_never_calculated(tmp_path: Path) -> None:
    _, findings = read(book_of_zeros(tmp_path, "日期", "业务员", "数量", "金额", "备注"))
    assert shown(findings) == [
        "sales.xlsx[S1]:金额 W227 all 3 formulas under '金额' are 0: the file was probably never "
        "calculated"
    ]
    assert read(book_of_zeros(tmp_path, "日期", "业务员", "数量", "金额", count=2))[1] == []


def test_nothing_is_said_of_columns_that_are_not_read_or_of_discounts(tmp_path: Path) -> None:
    path = book_of_zeros(tmp_path, "日期", "业务员", "金额", "备注", "折扣率")
    assert read(path)[1] == []


def test_months_that_were_never_calculated(tmp_path: Path) -> None:
    path = tmp_path / "2026.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("S1")
        sheet.write_row(0, 0, ["姓名", "1月", "2月"])
        for row, name in enumerate(("张伟", "李娜", "王芳"), 1):
            sheet.write_row(row, 0, [name, 5])
            sheet.write_formula(row, 2, "=B2*2")
    _, findings = read(path)
    assert [(f.code, f.place.column) for f in findings] == [("N272", None), ("W227", "2月")]
