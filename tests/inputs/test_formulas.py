"""Formulas that were never calculated, told from blank cells."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.sales import UNASSIGNED, Reason
from salesplan.inputs.formulas import MOST, Search
from tests.inputs.test_sales import Cell, book, column, read

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
)


@given(st.sets(st.integers(1, TAGS.count(">") - 1)))
def test_wherever_the_xml_is_cut(cuts: set[int]) -> None:
    ends = [at + 1 for at, sign in enumerate(TAGS) if sign == ">"]
    bounds = [0, *sorted(ends[cut - 1] for cut in cuts), len(TAGS)]
    search = Search()
    for start, end in pairwise(bounds):
        search.look_at(TAGS[start:end].encode())
    assert search.found == [(1, "A"), (1, "C")]


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
