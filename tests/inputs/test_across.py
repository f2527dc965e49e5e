from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.profile import History
from tests.inputs.test_sales import Cell, book, column, read, shown


def cells(folder: Path, *rows: Sequence[Cell], name: str = "2026.xlsx") -> list[tuple[Any, ...]]:
    sales, _ = read(book(folder, list(rows), name=name), history=History())
    names = ("date", "rep", "amount", "row")
    return list(zip(*(column(sales, name) for name in names), strict=True))


def codes(folder: Path, *rows: Sequence[Cell], name: str = "2026.xlsx") -> list[str]:
    return [f.code for f in read(book(folder, list(rows), name=name), history=History())[1]]


def test_people_across_and_months_down(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["2026年销售额", None, None, None],
        ["月份", "张伟", "李娜", "合计"],
        ["1月", 1, 2, 3],
        ["2月", None, 4, 4],
        ["3月", None, None, None],
        ["合计", 1, 6, 7],
    ]
    assert cells(tmp_path, *rows) == [
        ("2026-01-01", "张伟", 100, 3),
        ("2026-01-01", "李娜", 200, 3),
        ("2026-02-01", "李娜", 400, 4),
    ]
    sales, findings = read(book(tmp_path, rows), history=History())
    assert [(f.code, f.place.row) for f in findings] == [("N272", 2), ("N279", 2)]
    assert [(r.value, n) for r, n in sales.accounts[0].reasons] == [("blank", 1), ("total", 1)]


def test_a_wrong_total_below_a_person(tmp_path: Path) -> None:
    path = book(tmp_path, [["月份/业务员", "a", "b"], ["2026-01", 1, 2], ["2026-02", 3, 4],
                           ["合计", 4, 7]])  # fmt: skip
    assert shown(read(path)[1])[-1] == (
        "sales.xlsx[S1]!4:b W273 the total 7.00 is not the sum of its rows, 6.00; the rows count"
    )


def test_days_down(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["日期", "张伟", "李娜", "合计"], ["2026-01-05", 1, 2, 3],
                              ["2026-01-06", 4, 5, 9]]  # fmt: skip
    assert [cell[:3] for cell in cells(tmp_path, *rows)] == [
        ("2026-01-05", "张伟", 100),
        ("2026-01-05", "李娜", 200),
        ("2026-01-06", "张伟", 400),
        ("2026-01-06", "李娜", 500),
    ]


def test_columns_beside_months_that_nothing_explains(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["月份", "张伟", "李娜"], ["2026-01", 1, 2], ["2026-02", 3, 4]]
    assert codes(tmp_path, *rows, name="a.xlsx") == ["E275"]
    assert codes(tmp_path, *rows, name="sales.xlsx") == ["N279"]


@pytest.mark.parametrize(
    ("rows", "amounts"),
    [
        # parts of a price are no people
        ([["Date", "Tax", "Shipping", "Total"], ["2026-01-05", 1, 2, 3]], [300]),
        # nor is what does not add up to the total
        ([["日期", "张伟", "李娜", "合计"], ["2026-01-05", 1, 2, 30], ["2026-01-06", 1, 2, 40]],
         [3000, 4000]),
        # with a column of people the others are none
        ([["月份", "业务员", "甲", "乙", "合计"], ["2026-01", "张伟", 1, 2, 3],
          ["2026-02", "张伟", 1, 2, 3]], [300, 300]),
    ],
)  # fmt: skip
def test_columns_that_are_no_people(
    tmp_path: Path, rows: list[list[Cell]], amounts: list[int]
) -> None:
    sales, findings = read(book(tmp_path, rows), history=History())
    assert column(sales, "amount") == amounts
    assert "N279" not in {finding.code for finding in findings}


@settings(max_examples=25, deadline=None)
@given(
    table=st.lists(
        st.lists(st.none() | st.integers(1, 10**9), min_size=12, max_size=12),
        min_size=2,
        max_size=3,
    )
)
def test_a_table_and_the_same_turned_give_the_same_sales(table: list[list[int | None]]) -> None:
    for person in table:
        person[0] = person[0] or 1
    people = ["张伟", "李娜", "王磊"][: len(table)]
    months = [f"2026-{number:02}" for number in range(1, 13)]
    whole = [[None if cents is None else cents / 100 for cents in person] for person in table]
    wide: list[list[Cell]] = [["姓名", *months]]
    wide += [[name, *cents] for name, cents in zip(people, whole, strict=True)]
    turned: list[list[Cell]] = [["月份/姓名", *people]]
    turned += [[month, *row] for month, row in zip(months, zip(*whole, strict=True), strict=True)]
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for rows in (wide, turned):
            sales, _ = read(book(Path(folder), rows), history=History())
            found.append(sorted(zip(column(sales, "date"), column(sales, "rep"),
                                    column(sales, "amount"), strict=True)))  # fmt: skip
    assert found[0] == found[1]
