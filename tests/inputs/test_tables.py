from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.sales import UNASSIGNED, Reason, Sales
from salesplan.profile import History
from tests.inputs.test_sales import Cell, book, column, read, shown, text

HEAD: list[Cell] = ["日期", "业务员", "金额"]


def read_rows(folder: Path, *rows: Sequence[Cell], history: History | None = None) -> Sales:
    sales, findings = read(book(folder, rows), history=history or History())
    assert not [f for f in findings if f.severity == "error"], shown(findings)
    return sales


def reasons(sales: Sales) -> list[dict[Reason, int]]:
    return [dict(account.reasons) for account in sales.accounts]


def test_a_table_right_of_blank_columns_below_titles_and_units(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path,
        [None, None, None, None, None],
        [None, None, "2024 年销售", None, None],
        [None, None, None, None, "單位 : 萬"],
        [None, None, *HEAD],
        [None, None, "2024-01-05", "张伟", 1.5],
    )
    assert (column(sales, "amount"), column(sales, "row")) == ([1_500_000], [5])


@pytest.mark.parametrize(
    "lines",
    [
        # The parent alone says nothing; the lower line counts.
        [["日期", "业务员", "本期", None], [None, None, "数量", "金额"]],
        # The lower line is ambiguous: 销售金额, 退货金额.
        [["日期", "业务员", "销售", None, "退货", None], [None, None, *["数量", "金额"] * 2]],
        # The lower line has all; the upper one only groups.
        [["基本信息", None, "销售", None], ["日期", "业务员", "数量", "金额"]],
    ],
)
def test_headers_in_two_lines(tmp_path: Path, lines: list[list[Cell]]) -> None:
    returns: list[Cell] = [1, 9] if len(lines[0]) > 4 else []
    sales = read_rows(tmp_path, *lines, ["2024-01-05", "张伟", 3, 20, *returns])
    assert column(sales, "rep") == ["张伟"]
    assert (column(sales, "quantity"), column(sales, "amount")) == ([3000], [2000])
    assert column(sales, "row") == [3]


def test_a_first_row_of_words_is_no_second_line_of_headers(tmp_path: Path) -> None:
    sales, findings = read(
        book(tmp_path, [["日期", "业务员", None, "金额"], [None, "张伟", "早班", None]])
    )
    assert (sales.read, sales.rejected, [f.code for f in findings][:1]) == (1, 1, ["W201"])


def test_tables_one_below_another(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path,
        HEAD,
        ["2024-01-05", "张伟", 1],
        [None, None, None],
        ["二月，另一张表", None, None],
        ["金额", "日期", "销售员"],
        [2, "2024-02-05", "李娜"],
        [None, None, None],
        ["Order Date", "Sales Rep", "Amount"],
        ["2024-03-05", "Ann", 3],
    )
    assert column(sales, "date") == ["2024-01-05", "2024-02-05", "2024-03-05"]
    assert column(sales, "rep") == ["张伟", "李娜", "Ann"]
    assert column(sales, "amount") == [100, 200, 300]
    assert column(sales, "row") == [2, 6, 9]
    assert [(a.read, a.used, a.left_out) for a in sales.accounts] == [
        (3, 1, 2),
        (2, 1, 1),
        (1, 1, 0),
    ]
    assert reasons(sales) == [{Reason.BLANK: 1, Reason.NOTE: 1}, {Reason.BLANK: 1}, {}]


def test_tables_far_below_are_found(tmp_path: Path) -> None:
    rows = "2024-01-05,a,1\n" * 500
    path = text(tmp_path, f"date,rep,amount\n{rows},,\namount,date,rep\n7,2024-02-01,b\n")
    sales, _ = read(path)
    assert (sales.used, column(sales, "amount")[-1], column(sales, "row")[-1]) == (501, 700, 504)


def test_a_repeated_header_with_a_unit_of_its_own_begins_a_table(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path,
        HEAD,
        ["2024-01-05", "张伟", 1],
        HEAD,
        ["2024-01-06", "张伟", 2],
        ["单位：万元", None, None],
        HEAD,
        ["2024-01-07", "张伟", 3],
    )
    assert column(sales, "amount") == [100, 200, 3_000_000]
    assert reasons(sales) == [{Reason.HEADER: 1, Reason.NOTE: 1}, {}]


def test_tables_side_by_side(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path,
        ["华东", None, None, None, "华北", None, None],
        [*HEAD, None, *HEAD],
        ["2024-01-05", "张伟", 1, None, "2024-01-06", "李娜", 2],
        ["2024-01-07", "张伟", 3, None, None, None, None],
    )
    assert column(sales, "rep") == ["张伟", "张伟", "李娜"]
    assert column(sales, "amount") == [100, 300, 200]
    assert column(sales, "row") == [3, 4, 3]
    assert [(a.read, a.used, a.left_out) for a in sales.accounts] == [(2, 2, 0), (2, 1, 1)]


def test_a_blank_column_inside_a_table_does_not_split_it(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path,
        [*HEAD, None, "产品", "回款日期", "回款金额"],
        ["2024-01-05", "张伟", 1, None, "p", "2024-02-05", 1],
    )
    assert (column(sales, "amount"), column(sales, "product")) == ([100], ["p"])


def test_totals_without_a_date_or_in_the_place_of_the_person(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path,
        HEAD,
        [None, "总  计", 6],
        ["2024-01-05", "张伟", 1],
        ["2024-01-05", "张伟", 2],
        [None, "张伟 小计", 3],
        ["2024-01-06", "李娜", 3],
        ["2024-01-06", "小计", 3],
        ["Total Q1", None, 6],
        [None, "合 计", 6],
    )
    assert column(sales, "amount") == [100, 200, 300]
    assert reasons(sales) == [{Reason.TOTAL: 5}]


def test_rows_of_numbers_that_equal_sums_are_totals_and_said(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["日期", "业务员", "数量", "金额"],
        ["2024-01-05", "张伟", 1, 1.5],
        ["2024-01-05", "张伟", 1, 2.25],
        [None, None, 2, 3.75],
        ["2024-01-06", "李娜", 1, 3],
        ["2024-01-06", "李娜", 1, 4],
        [None, None, 2, 7],
        [None, None, 4, 10.75],
        [None, None, 9, 11],
    ]
    sales, findings = read(book(tmp_path, rows))
    assert column(sales, "amount") == [150, 225, 300, 400]
    assert reasons(sales) == [{Reason.TOTAL: 3}]
    assert [line.split(" ", 1)[1] for line in shown(findings) if "N273" in line] == [
        "N273 rows of numbers alone that equal the sum of others were left out as totals: 4, 7, 8"
    ]
    assert [f.place.row for f in findings if f.code == "W201"] == [9]


def test_a_total_of_numbers_alone_may_come_first(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path, HEAD, [None, None, 3], ["2024-01-05", "a", 1], ["2024-01-05", "a", 2]
    )
    assert column(sales, "amount") == [100, 200]


def test_notes_are_no_rejected_rows(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path,
        HEAD,
        ["2024-01-05", "张伟", 1],
        ["备注：含税", None, None],
        [None, "* preliminary", None],
        ["数据截至 2024-01-31", None, None],
    )
    assert (reasons(sales), sales.rejected) == ([{Reason.NOTE: 3}], 0)


def test_a_lone_amount_is_no_note(tmp_path: Path) -> None:
    sales, findings = read(book(tmp_path, [HEAD, ["2024-01-05", "a", 1], [None, None, 5]]))
    assert (sales.rejected, [f.code for f in findings]) == (1, ["W201"])


def test_lines_with_a_name_hold_for_the_rows_below(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["日期", "产品", "金额"],
        ["2024-01-04", "p", 9],
        ["业务员：张伟", None, None],
        ["2024-01-05", "p", 1],
        ["2024-01-06", "q", 2],
        ["小计", None, 3],
        ["业务员: 李娜", None, None],
        ["2024-01-07", "p", 4],
        ["备注：完", None, None],
    ]
    sales, findings = read(book(tmp_path, rows))
    assert column(sales, "rep") == [UNASSIGNED, "张伟", "张伟", "李娜"]
    assert column(sales, "row") == [2, 4, 5, 8]
    assert reasons(sales) == [{Reason.TOTAL: 1, Reason.NOTE: 3}]
    assert [f.code for f in findings] == ["N274"]


def test_a_name_in_the_row_itself_wins(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path,
        HEAD,
        ["业务员：张伟", None, None],
        ["2024-01-05", None, 1],
        ["2024-01-06", "李娜", 2],
    )
    assert column(sales, "rep") == ["张伟", "李娜"]


def test_a_name_above_the_table_holds_for_all(tmp_path: Path) -> None:
    sales = read_rows(
        tmp_path, ["业务员：张伟", None], ["日期", "金额"], ["2024-01-05", 1], ["2024-01-06", 2]
    )
    assert column(sales, "rep") == ["张伟", "张伟"]


def test_one_sheet_can_be_chosen(tmp_path: Path) -> None:
    days: list[list[Cell]] = [["2024-01-05", name, 1] for name in ("a", "b", "c")]
    tables = [[HEAD, day] for day in days]
    path = book(tmp_path, *tables)
    assert column(read(path)[0], "rep") == ["a", "b", "c"]
    assert column(read(path, history=History(sheet="S2"))[0], "rep") == ["b"]


ROWS = st.lists(
    st.tuples(
        st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)),
        st.sampled_from(["张伟", "李娜", "Ann Lee"]),
        st.integers(1, 10**9),
    ),
    min_size=1,
    max_size=10,
)


@settings(max_examples=40, deadline=None)
@given(blocks=st.lists(ROWS, min_size=1, max_size=4), beside=st.booleans(), gap=st.integers(0, 3))
def test_rows_of_several_tables_are_read_once(
    blocks: list[list[tuple[dt.date, str, int]]], beside: bool, gap: int
) -> None:
    orders = [["date", "rep", "amount"], ["amount", "date", "rep"], ["rep", "amount", "date"]]
    sheet = openpyxl.Workbook()
    page = sheet.worksheets[0]
    at_row, at_column = 1, 1
    for number, rows in enumerate(blocks):
        order = orders[0 if beside else number % 3]
        for offset, row in enumerate([None, *rows]):
            values: Sequence[str | int | dt.date] = row or orders[0]
            cells = dict(zip(orders[0], values, strict=True))
            for position, name in enumerate(order):
                page.cell(at_row + offset, at_column + position, cells[name])
        if beside:
            at_column += 4
        else:
            at_row += len(rows) + 1 + gap
    with tempfile.TemporaryDirectory() as folder:
        sheet.save(Path(folder) / "t.xlsx")
        sales, _ = read(Path(folder) / "t.xlsx", history=History())
    wanted = [(day.isoformat(), rep, cents * 100) for rows in blocks for day, rep, cents in rows]
    found = zip(*(column(sales, name) for name in ("date", "rep", "amount")), strict=True)
    assert list(found) == wanted


@pytest.mark.parametrize(
    ("row", "used"),
    [
        (["2026-02-06", "张伟", 300, "Jan-24", "销售"], 2),
        (["2026-02-06", "Jan-24", "", "Feb-24", "销售"], 1),
        (["2026-02-06", "Jan-24", "12件", "Feb-24", "销售"], 1),
        (["03/02/2026", "张伟", 300, "Jan-24", "业务员"], 1),
    ],
)
def test_a_row_with_a_date_and_an_amount_is_no_header(
    tmp_path: Path, row: list[Cell], used: int
) -> None:
    head: list[Cell] = [*HEAD, "客户", "渠道"]
    rows: list[list[Cell]] = [head, ["2026-01-05", "张伟", 1, "甲", "线上"], row]
    sales, _ = read(book(tmp_path, rows))
    assert (len(sales.accounts), sales.read, sales.used) == (1, 2, used)


def test_a_header_of_days_below_a_table_is_one(tmp_path: Path) -> None:
    days: list[Cell] = ["业务员", dt.date(2026, 1, 1), dt.date(2026, 2, 1)]
    head: list[Cell] = ["业务员", "日期", "金额"]
    sales, _ = read(book(tmp_path, [head, ["张伟", "2026-03-05", 1], [], days, ["李娜", 2, 3]]))
    assert [account.used for account in sales.accounts][:1] == [1]
    assert 3 not in column(sales, "row")
