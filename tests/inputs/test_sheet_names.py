from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl

from salesplan.profile import History
from tests.inputs.test_sales import Cell, column, read, shown, text

ROWS: list[list[Cell]] = [
    ["日期", "客户", "金额"],
    [dt.date(2026, 1, 5), "甲", 100],
    [None, None, None],
    ["合计", None, 100],
    ["备注：未含税", None, None],
]


def write(folder: Path, *names: str, rows: list[list[Cell]] = ROWS) -> Path:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name in names:
        page = workbook.create_sheet(name)
        for row in rows:
            page.append(row)
    workbook.save(folder / "sales.xlsx")
    return folder / "sales.xlsx"


def test_sheets_called_by_people_count_for_them_if_the_profile_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "张伟", "李娜")
    sales, findings = read(path, history=History(sheet_names="rep"))
    assert (column(sales, "rep"), findings) == (["张伟", "李娜"], [])
    # What is no sale stays none, though it has a name now.
    assert [(a.read, a.used, a.left_out) for a in sales.accounts] == [(4, 1, 3)] * 2


def test_otherwise_it_is_suggested_once(tmp_path: Path) -> None:
    sales, findings = read(write(tmp_path, "张伟", "李娜", "王芳", "赵敏"))
    assert column(sales, "rep") == ["<unassigned>"] * 4
    assert shown(findings) == [
        "sales.xlsx W228 there is no column for the salesperson, but the 4 sheets may be called by "
        "them: 张伟, 李娜, 王芳, …; all rows count as unassigned"
    ]


def test_other_sheets_are_not_called_by_people(tmp_path: Path) -> None:
    for names in (("1月", "2月"), ("Sheet1", "Sheet2"), ("华东", "华南"), ("一店", "东门店")):
        _, findings = read(write(tmp_path, *names))
        assert {found.code for found in findings} == {"W221"}, names


def test_a_column_of_people_comes_first_and_a_text_file_has_its_own_name(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["日期", "业务员", "金额"], [dt.date(2026, 1, 5), "王芳", 1]]
    sales, _ = read(write(tmp_path, "张伟", rows=rows), history=History(sheet_names="rep"))
    assert column(sales, "rep") == ["王芳"]
    path = text(tmp_path, "date,amount\n2026-01-05,1\n", name="Ann.csv")
    sales, _ = read(path, history=History(sheet_names="rep"))
    assert column(sales, "rep") == ["Ann"]


def test_months_of_a_region_by_sheet(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["姓名", "2026年1月", "2026年2月"], ["张伟", 1, 2], ["合计", 1, 2]]
    sales, _ = read(write(tmp_path, "华东", rows=rows), history=History(sheet_names="region"))
    assert column(sales, "region") == ["华东"] * 2
