from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from salesplan.core.sales import UNASSIGNED, Reason, Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import History
from tests.inputs.grids import Grid, write_text

MONTHS = ("2025年1月", "2025年2月")
TRACKED: Grid = [
    ["姓名", "类型", *MONTHS],
    ["张伟", "计划", 10, 20],
    [None, "实际", 11, 21],
    ["李娜", "计划", 5, 6],
    [None, "实际", 4, 5],
]
"""Actuals are 32 of 张伟 and 9 of 李娜, plans 30 and 11."""


def read(path: Path, **history: object) -> tuple[Sales, list[Finding]]:
    return read_sales([path], History.model_validate({"max_rejected": 1, **history}), 2)


def read_text(folder: Path, *rows: str, **history: object) -> tuple[Sales, list[Finding]]:
    write_text(folder / "a.csv", [row.split(",") for row in rows])
    return read(folder / "a.csv", **history)


def by_person(sales: Sales) -> dict[str, int]:
    """What each person sold, in whole units."""
    sums = sales.rows.groupby("rep", observed=True)["amount"].sum() // 100
    return {str(name): int(total) for name, total in sums.items()}


def said(findings: Sequence[Finding]) -> list[tuple[object, ...]]:
    return [(f.code, *f.values.values(), f.count) for f in findings]


def test_plans_below_names_of_merged_cells_are_left_out(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    for row in TRACKED:
        page.append(list(row))
    for cells in ("A2:A3", "A4:A5"):
        page.merge_cells(cells)
    workbook.save(tmp_path / "a.xlsx")
    sales, findings = read(tmp_path / "a.xlsx")
    assert by_person(sales) == {"张伟": 32, "李娜": 9}
    (account,) = sales.accounts
    assert (account.read, account.used, account.left_out) == (6, 4, 2)
    assert account.reasons == ((Reason.STATUS, 2),)
    assert said(findings) == [("N211", "姓名", 1), ("N245", "类型", 2)]
    assert str(findings[1].place) == "a.xlsx[Sheet]!1"


def test_a_name_in_a_row_of_plans_is_that_of_the_actuals_below(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", TRACKED)
    sales, findings = read(tmp_path / "a.csv")
    assert by_person(sales) == {"张伟": 32, "李娜": 9}
    assert said(findings) == [("N245", "类型", 2), ("N276", "姓名", 1)]


def test_a_name_does_not_reach_over_another_row_of_actuals(tmp_path: Path) -> None:
    sales, _ = read_text(
        tmp_path,
        "日期,姓名,类型,金额",
        "2025-01-05,张伟,目标,10",
        "2025-01-05,,实际,1",
        "2025-01-06,,实际,2",
    )
    assert by_person(sales) == {"张伟": 1, UNASSIGNED: 2}


def test_merged_words_hold_for_each_of_their_rows(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    for row in (
        ["类型", "姓名", *MONTHS],
        ["计划", "张伟", 10, 20],
        [None, "李娜", 5, 6],
        ["实际", "张伟", 11, 21],
        [None, "李娜", 4, 5],
    ):
        page.append(row)
    for cells in ("A2:A3", "A4:A5"):
        page.merge_cells(cells)
    workbook.save(tmp_path / "a.xlsx")
    assert by_person(read(tmp_path / "a.xlsx")[0]) == {"张伟": 32, "李娜": 9}


@pytest.mark.parametrize(
    ("plan", "actual", "rate"),
    [
        ("计划", "实际", "完成率"),
        ("目標", "實際", "達成率"),
        ("预算", "实际（万）", "差异"),
        ("Target", "ACTUAL ", "Variance %"),
        ("forecast", "Actuals", "%"),
    ],
)
def test_long_tables_count_actuals_alone(tmp_path: Path, plan: str, actual: str, rate: str) -> None:
    sales, findings = read_text(
        tmp_path,
        "date,rep,measure,amount",
        f"2025-01-05,Ann,{plan},10",
        f"2025-01-05,Ann,{actual},11",
        f"2025-01-05,Ann,{rate},110%",
    )
    assert by_person(sales) == {"Ann": 11}
    assert sales.accounts[0].reasons == ((Reason.STATUS, 2),)
    assert said(findings) == [("N245", "measure", 2)]


def test_totals_are_compared_with_actuals(tmp_path: Path) -> None:
    rows = ["姓名,类型,2025年1月,2025年2月", "张伟,计划,10,1", "张伟,实际,11,0", "李娜,实际,4,0"]
    totals = ["合计,计划,15,2", "合计,实际,15,0"]
    sales, findings = read_text(tmp_path, *rows, *totals)
    assert (by_person(sales), [f.code for f in findings]) == ({"张伟": 11, "李娜": 4}, ["N245"])
    assert sales.accounts[0].reasons == ((Reason.TOTAL, 1), (Reason.STATUS, 2))
    _, findings = read_text(tmp_path, *rows, "合计,实际,16,0")
    assert [f.code for f in findings if f.code != "N245"] == ["W273"]


def test_tables_of_one_month(tmp_path: Path) -> None:
    sales, findings = read_text(
        tmp_path, "2025年3月业绩,,", "姓名,类型,金额", "张伟,计划,3", "张伟,实际,9"
    )
    assert by_person(sales) == {"张伟": 9}
    assert [f.code for f in findings] == ["N216", "N245"]


@pytest.mark.parametrize(
    "words", [("计划", "计划"), ("实际", "实际"), ("计划", "实际销售给经销商"), ("线上", "实际")]
)
def test_other_columns_of_texts_say_nothing(tmp_path: Path, words: tuple[str, str]) -> None:
    rows = [f"2025-01-05,Ann,{word},10" for word in words]
    sales, findings = read_text(tmp_path, "date,rep,measure,amount", *rows)
    assert (by_person(sales), findings) == ({"Ann": 20}, [])


def test_history_decides_otherwise(tmp_path: Path) -> None:
    write_text(tmp_path / "a.csv", [["姓名", "类型", *MONTHS], ["张伟", "计划", 10, 20],
                                    ["张伟", "实际", 11, 21]])  # fmt: skip
    sales, findings = read(
        tmp_path / "a.csv", columns={"status": "类型"}, count={"only": ["计划", "实际"]}
    )
    assert (by_person(sales), findings) == ({"张伟": 62}, [])
