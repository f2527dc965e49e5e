from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import openpyxl
import pytest

from salesplan.inputs.raw import RawSheet
from salesplan.inputs.whole_month import month_of_all
from salesplan.profile import History
from tests.inputs.test_sales import Cell, column, read, shown

Rows = Sequence[Sequence[Cell]]
SHEET = RawSheet("sales.xlsx", "S1", (), (), np.empty(0, np.int64))


def write(folder: Path, sheets: Mapping[str, Rows], name: str = "2026.xlsx") -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        page = workbook.create_sheet(title)
        for row in rows:
            page.append(list(row))
    workbook.save(folder / name)
    return folder / name


def people(*amounts: int) -> list[list[Cell]]:
    names = ("张伟", "李娜", "王芳")
    rows: list[list[Cell]] = [[name, a] for name, a in zip(names, amounts, strict=False)]
    return [["业务员", "销售额"], *rows, ["合计", sum(amounts)], ["制表人：王芳", None]]


@pytest.mark.parametrize(
    ("above", "sheet", "file", "month"),
    [
        (["2026年1月销售汇总"], "2月", "x.xlsx", 1),
        ([], "十一月", "x.xlsx", 11),
        ([], "12月份", "x.xlsx", 12),
        (["Sales March 2026"], "S1", "x.xlsx", 3),
        ([], "S1", "2026-05.xlsx", 5),
        ([], "S1", "业绩2026年6月.xlsx", 6),
        (["1-3月业绩"], "3月", "x.xlsx", None),
        (["1月至3月业绩"], "S1", "x.xlsx", None),
        (["一月、二月"], "S1", "x.xlsx", None),
        (["销售", "制表日期：2026年2月3日"], "S1", "x.xlsx", None),
        (["2026年"], "S1", "x.xlsx", None),
        (["13月"], "S1", "x.xlsx", None),
    ],
)
def test_the_month_of_all_rows(above: list[str], sheet: str, file: str, month: int | None) -> None:
    found = month_of_all(above, replace(SHEET, name=sheet, file=file))
    assert (found and found[0]) == month


def test_a_sheet_for_each_month(tmp_path: Path) -> None:
    sales, findings = read(write(tmp_path, {"1月": people(10, 20), "2月": people(30, 40)}))
    assert column(sales, "date") == ["2026-01-01"] * 2 + ["2026-02-01"] * 2
    assert column(sales, "amount") == [1000, 2000, 3000, 4000]
    assert [(a.used, a.left_out) for a in sales.accounts] == [(2, 2), (2, 2)]
    assert shown(findings) == [
        "2026.xlsx[1月]!1 N216 the table has no dates; all of its rows count on the first of "
        "2026-01, as '1月' says",
        "2026.xlsx[2月]!1 N216 the table has no dates; all of its rows count on the first of "
        "2026-02, as '2月' says",
    ]


def test_the_total_of_a_month_is_compared_and_its_unit_read(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["2026年1月业绩（万元）"], *people(10, 20)]
    rows[-2] = ["合计", 31]
    sales, findings = read(write(tmp_path, {"S1": rows}))
    assert column(sales, "amount") == [10_000_000, 20_000_000]
    assert [f.code for f in findings if f.code[0] == "W"] == ["W273"]


def test_without_people_or_without_a_year_it_is_refused(tmp_path: Path) -> None:
    costs: Rows = [["项目", "金额"], ["房租", 100], ["水电", 20]]
    _, findings = read(write(tmp_path, {"1月": costs}))
    assert [found.code for found in findings] == ["E213"]
    _, findings = read(write(tmp_path, {"1月": people(10, 20)}, name="sales.xlsx"))
    assert [found.code for found in findings] == ["E271"]
    path = tmp_path / "sales.xlsx"
    sales, _ = read(path, history=History(year=2025))
    assert column(sales, "date") == ["2025-01-01"] * 2
    _, findings = read(write(tmp_path, {"1月": people(10)}, name="2025-2026.xlsx"))
    assert [found.code for found in findings] == ["E248"]


def test_beside_single_sales_of_its_month_it_may_be_their_sum(tmp_path: Path) -> None:
    single: Rows = [["日期", "业务员", "金额"], ["2026-01-05", "张伟", 10]]
    sales, findings = read(write(tmp_path, {"明细": single, "1月": people(10), "2月": people(7)}))
    assert column(sales, "amount") == [1000, 700]
    assert [(f.code, f.place.sheet) for f in findings] == [("W272", "1月"), ("N216", "2月")]


def test_the_same_month_twice_counts_once(tmp_path: Path) -> None:
    sheets = {"1月": people(10, 20), "1月提成": people(10, 20), "二部1月": people(5, 6)}
    sales, findings = read(write(tmp_path, sheets))
    assert column(sales, "amount") == [1000, 2000, 500, 600]
    assert [(f.code, f.place.sheet) for f in findings if f.code[0] == "W"] == [("W274", "1月提成")]
