from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
import pytest

from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.errors import Finding
from salesplan.inputs.merged import with_merged_filled
from salesplan.inputs.raw import RawSheet, Unseen
from salesplan.inputs.sales import read_sales
from salesplan.inputs.unseen import unseen_in
from salesplan.profile import History

ROWS: list[list[Any]] = [
    ["2025 年销售", None, None, None, None],
    ["大区", "业务员", "日期", "金额", "状态"],
    ["华东", "张伟", "2025-01-03", 1, "完成"],
    [None, None, "2025-01-04", 2, "完成"],
    [None, "李娜", "2025-01-05", 4, "完成"],
    [None, None, None, 8, "完成"],
    ["华北", None, "2025-01-07", 16, "完成"],
    ["合计", None, None, 31, None],
]


def book(folder: Path, *merged: str) -> Path:
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    for row in ROWS:
        page.append(row)
    for cells in merged:
        page.merge_cells(cells)
    workbook.save(folder / "a.xlsx")
    return folder / "a.xlsx"


def read(path: Path) -> tuple[Sales, list[Finding]]:
    return read_sales([path], History.model_validate({"max_rejected": 1}), 2)


def test_names_and_days_of_merged_cells_are_those_of_each_row(tmp_path: Path) -> None:
    path = book(tmp_path, "A1:E1", "A3:A6", "B3:B4", "B5:B6", "C5:C6", "A8:C8")
    sales, findings = read(path)
    assert sales.rows["rep"].tolist() == ["张伟", "张伟", "李娜", "李娜", UNASSIGNED]
    assert sales.rows["region"].tolist() == ["华东"] * 4 + ["华北"]
    assert sales.rows["date"].dt.day.tolist() == [3, 4, 5, 5, 7]
    assert sales.rows["amount"].tolist() == [100, 200, 400, 800, 1600]
    (note,) = [found for found in findings if found.code == "N211"]
    assert (str(note.place), note.values) == ("a.xlsx[Sheet]!2", {"headers": "大区, 业务员, 日期"})


def test_blank_cells_that_are_not_merged_stay_blank(tmp_path: Path) -> None:
    sales, findings = read(book(tmp_path, "A3:A6"))
    assert sales.rows["rep"].tolist() == ["张伟", UNASSIGNED, "李娜", UNASSIGNED]
    assert [found.values for found in findings if found.code == "N211"] == [{"headers": "大区"}]


def test_an_amount_over_several_rows_is_one_amount(tmp_path: Path) -> None:
    workbook = openpyxl.load_workbook(book(tmp_path))
    page = workbook.worksheets[0]
    page["D4"] = None
    page.merge_cells("D3:D4")
    workbook.save(tmp_path / "a.xlsx")
    sales, findings = read(tmp_path / "a.xlsx")
    assert sales.rows["amount"].tolist() == [100, 400, 1600]
    assert "N211" not in [found.code for found in findings]


def test_only_cells_of_several_rows_are_told(tmp_path: Path) -> None:
    path = book(tmp_path, "A1:E1", "A3:B6", "C5:C6")
    assert unseen_in(path, "a.xlsx")["Sheet"].merged == (("A", 3, 6), ("C", 5, 6))
    assert Unseen().merged == ()


def test_what_stands_below_in_a_merged_cell_is_kept() -> None:
    """Some programs leave it there."""
    cells = pa.array(["业务员", "张伟", "李娜", None])
    unseen = Unseen(merged=(("A", 2, 4),))
    sheet = RawSheet("a.xlsx", "S1", (cells,), ("A",), np.arange(1, 5), unseen=unseen)
    filled, changed = with_merged_filled(sheet, 0, [0])
    assert (filled.columns[0].to_pylist(), changed) == (["业务员", "张伟", "李娜", "张伟"], (0,))
    assert with_merged_filled(sheet, 1, [0]) == (sheet, ())  # the headers are merged


@pytest.mark.parametrize("header", ["姓名", "业务员"])
def test_merged_names_of_a_long_table_of_periods(tmp_path: Path, header: str) -> None:
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    for row in ([header, "月份", "金额"], ["张伟", "2025年1月", 1], [None, "2025年2月", 2]):
        page.append(row)
    page.merge_cells("A2:A3")
    workbook.save(tmp_path / "a.xlsx")
    sales, _ = read(tmp_path / "a.xlsx")
    assert sales.rows["rep"].tolist() == ["张伟", "张伟"]
