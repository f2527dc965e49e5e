from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import openpyxl
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from salesplan.outputs.bulk import MARK
from salesplan.outputs.cells import UnwritableCellError
from salesplan.outputs.listed import breadths
from salesplan.outputs.text import text_width
from salesplan.outputs.workbook import book_bytes, write_book
from salesplan.reports.values import (
    Block,
    Book,
    Cell,
    Column,
    Kind,
    Listed,
    Listing,
    Row,
    Sheet,
    Table,
    Text,
)

DAY = dt.date(2026, 5, 4)
LOOKS = ("number_format", "font", "fill", "border", "alignment", "quotePrefix")


def texts(*held: str | None) -> pa.DictionaryArray:
    return pa.array(held, pa.large_string()).dictionary_encode()


def a_listing(
    days: Sequence[dt.date | None],
    names: Sequence[str | None],
    amounts: Sequence[int | None],
    decimals: int = 2,
    codes: Sequence[str | None] = (),
) -> Listing:
    columns = [
        Listed(Column("Date", Kind.DATE), pa.array(days, pa.date32())),
        Listed(Column("Sales rep"), texts(*names)),
        Listed(Column("Amount", Kind.AMOUNT), pa.array(amounts, pa.int64()), decimals),
        Listed(Column("Row", Kind.COUNT), pa.array(range(len(days)), pa.int64())),
        Listed(Column("Order"), texts(*(codes or names))),
    ]
    return Listing("l", tuple(columns), "#,##0.00", filtered=True)


def as_table(listing: Listing) -> Table:
    """The same cells in a table, which is written cell by cell."""
    held: list[list[Cell]] = []
    for listed in listing.columns:
        values = listed.values.to_pylist()
        if listed.column.kind is Kind.AMOUNT:
            places = -listed.decimals
            values = [None if v is None else Decimal(v).scaleb(places) for v in values]
        held.append(values)
    columns = tuple(listed.column for listed in listing.columns)
    rows = tuple(Row(cells) for cells in zip(*held, strict=True))
    return Table("l", columns, rows, listing.amount_format, filtered=True)


def book_of(*blocks: Block) -> Book:
    return Book((Sheet("S", blocks, gridlines=True, freeze="l"),), "T", DAY)


def unescaped(value: object) -> object:
    """The text of a cell; openpyxl takes escapes of escapes back in the list of texts only."""
    return value.replace("x005F_", "") if isinstance(value, str) else value


def dumped(block: Block) -> dict[str, Any]:
    """All that a person sees of a sheet with `block` below a line of text."""
    data = BytesIO(book_bytes(book_of(Text("above"), block)))
    sheet = openpyxl.load_workbook(data)["S"]
    cells = {
        cell.coordinate: (
            unescaped(cell.value),
            cell.data_type,
            *(repr(getattr(cell, n)) for n in LOOKS),
        )
        for row in sheet.iter_rows()
        for cell in row
    }
    heights = {
        number: (row.height, row.customHeight) for number, row in sheet.row_dimensions.items()
    }
    widths = {letter: column.width for letter, column in sheet.column_dimensions.items()}
    return {
        **{"cells": cells, "heights": heights, "widths": widths, "size": sheet.dimensions},
        **{"filter": sheet.auto_filter.ref, "panes": sheet.freeze_panes},
        "titles": sheet.print_title_rows,
    }


NAMES = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        [
            *(
                "",
                "=1+1",
                "+86",
                "-",
                "@x",
                "'quoted",
                " 前后 ",
                "\u3000",
                "<r>x</r>",
                "_x0041_",
                "&amp;",
                "a&b",
                "a<b",
            ),
            *(
                "_x0041_x0042_",
                "two\nlines",
                "长" * 40,
                "long " * 30,
                "\x00\x1f",
                "\ufffe",
                "é" * 61,
            ),
            *(MARK.decode(), "\t", "https://example.org", "00123", "中" * 1000),
        ]
    ),
)
AMOUNTS = st.one_of(st.none(), st.sampled_from([0, 1, -1, 10, 10**15 - 1, 1 - 10**15, 123_456_789]))
DAYS = st.one_of(st.none(), st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(DAYS, NAMES, AMOUNTS), min_size=1, max_size=12), st.integers(0, 3))
@example([(dt.date(1900, 2, 28), "a", 1), (dt.date(1900, 3, 1), "b", -10)], 2)
@example([(DAY, "a<b", 1), (DAY, "a>b", 2), (DAY, "a&b", 3)], 2)
@example([(DAY, "一", 1_250)] * 9, 2)
def test_a_listing_looks_like_a_table(
    rows: list[tuple[dt.date | None, str | None, int | None]], decimals: int
) -> None:
    days, names, amounts = zip(*rows, strict=True)
    listing = a_listing(days, names, amounts, decimals)
    assert dumped(listing) == dumped(as_table(listing))


def test_texts_that_are_repeated_look_the_same() -> None:
    names = ["张伟", "=SUM(A1)", None, "", "x" * 70] * 20
    listing = a_listing([DAY] * 100, names, [5] * 100)
    assert dumped(listing) == dumped(as_table(listing))


def parts(book: Book) -> dict[str, str]:
    with ZipFile(BytesIO(book_bytes(book))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_cells_by_hand() -> None:
    orders = [f"SO-{number}" for number in range(16)]
    listing = a_listing([DAY] * 16, ["甲", "乙"] * 8, [-1250] * 16, 3, orders)
    found = parts(book_of(listing))
    sheet = found["xl/worksheets/sheet1.xml"]
    assert '<row r="2" ht="16.5" customHeight="1"><c r="A2"' in sheet
    assert "><v>46146</v></c>" in sheet  # 4 May 2026
    assert "><v>-1.250</v></c>" in sheet
    assert 't="inlineStr"><is><t>SO-15</t></is></c></row></sheetData>' in sheet
    assert (sheet.count("inlineStr"), sheet.count('t="s"')) == (16, 16 + 5)
    assert "SO-15" not in found["xl/sharedStrings.xml"]
    assert "甲" in found["xl/sharedStrings.xml"]
    assert MARK.decode() not in sheet


@pytest.mark.parametrize(
    ("day", "serial"),
    [
        (dt.date(1900, 1, 1), 1),
        (dt.date(1900, 2, 28), 59),
        (dt.date(1900, 3, 1), 61),  # spreadsheets count a 29 February 1900
        (dt.date(1970, 1, 1), 25_569),
    ],
)
def test_days_by_hand(day: dt.date, serial: int) -> None:
    sheet = parts(book_of(a_listing([day], ["a"], [1])))["xl/worksheets/sheet1.xml"]
    assert f'><v>{serial}</v></c><c r="B2"' in sheet


def test_equal_books_give_equal_bytes_and_files(tmp_path: Path) -> None:
    book = book_of(a_listing([DAY] * 3, ["a", "b", None], [1, 2, 3]))
    write_book(book, tmp_path / "b.xlsx")
    assert (tmp_path / "b.xlsx").read_bytes() == book_bytes(book) == book_bytes(book)


def test_many_rows_are_all_there_and_in_order() -> None:
    count = 20_000  # several pieces
    numbers = list(range(count))
    listing = a_listing([DAY] * count, [f"N{n % 7}" for n in numbers], numbers, 0)
    sheet = openpyxl.load_workbook(BytesIO(book_bytes(book_of(listing))), read_only=True)["S"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[1], row[2], row[3]) for row in rows] == [(f"N{n % 7}", n, n) for n in numbers]


def test_a_listing_without_rows_is_its_header() -> None:
    sheet = openpyxl.load_workbook(BytesIO(book_bytes(book_of(a_listing([], [], [])))))["S"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Date", "Sales rep", "Amount", "Row", "Order"]
    ]


def test_two_listings_and_a_text_between() -> None:
    first, second = (a_listing([DAY] * n, ["a"] * n, [n] * n, 0) for n in (2, 3))
    other = Listing("other", second.columns)
    sheet = openpyxl.load_workbook(BytesIO(book_bytes(book_of(first, Text("between"), other))))["S"]
    seen = [(row[0].row, row[2].value) for row in sheet.iter_rows() if row[2].value is not None]
    assert seen == [(1, "Amount"), (2, 2), (3, 2), (6, "Amount"), (7, 3), (8, 3), (9, 3)]
    assert sheet["A5"].value == "between"


@pytest.mark.parametrize(
    ("listed", "problem"),
    [
        (Listed(Column("C"), texts("x" * 32_768)), "'xxx"),
        (Listed(Column("C", Kind.COUNT), pa.array([10**15])), "fifteen"),
        (Listed(Column("C", Kind.AMOUNT), pa.array([1 - 10**18, 0]), 3), None),
        (Listed(Column("C", Kind.AMOUNT), pa.array([0, -(10**18)]), 3), "fifteen"),
    ],
)
def test_what_a_cell_cannot_hold(listed: Listed, problem: str | None) -> None:
    book = book_of(Listing("l", (listed,)))
    if problem is None:
        assert "<v>-999999999999999.999</v>" in parts(book)["xl/worksheets/sheet1.xml"]
        return
    with pytest.raises(UnwritableCellError, match=problem):
        book_bytes(book)


def test_more_rows_than_a_sheet_has() -> None:
    numbers = pa.array(np.zeros(2**20, np.int64))
    with pytest.raises(ValueError, match="beyond the edge"):
        book_bytes(book_of(Listing("l", (Listed(Column("C", Kind.COUNT), numbers),))))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=5))
def test_breadths_are_never_too_small(held: list[str]) -> None:
    for text, breadth in zip(held, breadths(pa.array(held)).to_pylist(), strict=True):
        assert breadth >= text_width(text)


def test_breadths_by_hand() -> None:
    held = pa.array(["", "SO-1001", "上海华东", "A公司", "é", "–"])
    # é and the dash are one wide; the sum of characters and bytes does not know.
    assert breadths(held).to_pylist() == [0, 7, 8, 5, 2, 2]
