from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from salesplan.inputs.summaries import is_called_summary
from salesplan.profile import History
from tests.inputs.test_sales import Cell, book, column, read, shown

HEAD: list[Cell] = ["姓名", "2026年1月", "2026年2月"]
EAST: list[list[Cell]] = [HEAD, ["张伟", 1, 2], ["李娜", 3, 4]]
SOUTH: list[list[Cell]] = [HEAD, ["王磊", 5, 6]]
ALL: list[list[Cell]] = [*EAST, *SOUTH[1:]]
OTHER: list[list[Cell]] = [*EAST, ["王磊", 5, 60]]


def named(folder: Path, **sheets: list[list[Cell]]) -> Path:
    path = book(folder, *sheets.values())
    workbook = openpyxl.load_workbook(path)
    for page, name in zip(workbook.worksheets, sheets, strict=True):
        page.title = name
    workbook.save(path)
    return path


@pytest.mark.parametrize("name", ["汇总", "x"])
def test_a_sheet_that_repeats_the_others_is_left_out(tmp_path: Path, name: str) -> None:
    for order in (["a", "b", name], [name, "a", "b"]):
        sheets = {"a": EAST, "b": SOUTH, name: ALL}
        sales, findings = read(named(tmp_path, **{n: sheets[n] for n in order}), history=History())
        assert sum(column(sales, "amount")) == 2100
        assert [account.sheet for account in sales.accounts] == ["a", "b"]
        assert shown(findings) == [
            f"sales.xlsx[{name}] W274 the sheet was not read: its amounts, 21.00, sum up those of "
            "other sheets, 21.00: a, b"
        ]


def test_a_summary_that_differs_is_an_error_with_both_numbers(tmp_path: Path) -> None:
    path = named(tmp_path, a=EAST, b=SOUTH, Summary=OTHER)
    assert shown(read(path, history=History())[1]) == [
        "sales.xlsx[Summary] E278 the sheet is called a summary, but its amounts, 75.00, are not "
        "those of the other sheets in the same months, 21.00: a, b"
    ]
    for sheet, total in (("Summary", 7500), ("a", 1000)):
        sales, findings = read(path, history=History(sheet=sheet))
        assert (sum(column(sales, "amount")), findings) == (total, [])


def test_sheets_that_do_not_repeat_each_other_all_count(tmp_path: Path) -> None:
    sales, findings = read(named(tmp_path, a=EAST, b=SOUTH, c=OTHER), history=History())
    assert (sum(column(sales, "amount")), findings) == (1000 + 1100 + 7500, [])


def test_a_summary_of_other_months_counts(tmp_path: Path) -> None:
    before: list[list[Cell]] = [["姓名", "2025年1月", "2025年2月"], ["张伟", 7, 8]]
    sales, findings = read(named(tmp_path, a=EAST, 总表=before), history=History())
    assert (sum(column(sales, "amount")), findings) == (2500, [])


def test_of_two_views_the_one_with_people_counts(tmp_path: Path) -> None:
    products: list[list[Cell]] = [["产品", *HEAD[1:]], ["甲", 2, 2], ["乙", 2, 4]]
    for sheets in ({"a": EAST, "b": products}, {"b": products, "a": EAST}):
        sales, findings = read(named(tmp_path, **sheets), history=History())
        assert column(sales, "rep") == ["张伟", "张伟", "李娜", "李娜"]
        assert [finding.code for finding in findings] == ["W274"]


def test_what_is_said_of_a_sheet_that_is_left_out_is_not_said(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["日期", "业务员", "金额"], ["2026-01-05", "a", 1],
                              ["2026-02-05", "b", 2], ["2026-02-05", "b", "x"]]  # fmt: skip
    sales, findings = read(named(tmp_path, a=rows, b=rows))
    assert [(f.code, f.place.sheet) for f in findings] == [("W274", "b"), ("W212", "a")]
    assert (sales.read, len(sales.rejects)) == (3, 1)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("2026汇总", True), ("总表", True), ("Totals", True), ("华东", False), ("总部", False),
     ("Wallet", False)],
)  # fmt: skip
def test_what_a_summary_is_called(name: str, expected: bool) -> None:
    assert is_called_summary(name) is expected
