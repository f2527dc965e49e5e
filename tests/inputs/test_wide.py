from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.sales import UNASSIGNED, Reason, Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import History
from tests.inputs.test_sales import Cell, book, column, read, shown, text

MONTHS = [f"{number}月" for number in range(1, 13)]


def read_rows(
    folder: Path, *rows: Sequence[Cell], name: str = "sales-2026.xlsx"
) -> tuple[Sales, list[Finding]]:
    return read(book(folder, rows, name=name))


def cells(sales: Sales) -> list[tuple[str, str, int]]:
    """Month, person and amount of each row."""
    months = [day[:7] for day in column(sales, "date")]
    return list(zip(months, column(sales, "rep"), column(sales, "amount"), strict=True))


def codes(findings: Sequence[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.mark.parametrize(
    ("headers", "months"),
    [
        (["1月", "2月"], ["2026-01", "2026-02"]),
        (["一月", "十二月"], ["2026-01", "2026-12"]),
        (["Jan", "Feb."], ["2026-01", "2026-02"]),
        (["January", "September"], ["2026-01", "2026-09"]),
        (["2025-11", "2025-12"], ["2025-11", "2025-12"]),
        (["2025年11月", "2026年1月"], ["2025-11", "2026-01"]),
        (["202511", "202512"], ["2025-11", "2025-12"]),
        (["Nov 2025", "Dec-25"], ["2025-11", "2025-12"]),
        ([dt.date(2025, 3, 1), dt.date(2025, 4, 1)], ["2025-03", "2025-04"]),
        (["3月销售额", "4月销售额"], ["2026-03", "2026-04"]),
        (["3月（金额）", "4月（金额）"], ["2026-03", "2026-04"]),
    ],
)
def test_people_by_months(tmp_path: Path, headers: list[Cell], months: list[str]) -> None:
    sales, _ = read_rows(tmp_path, ["姓名", *headers], ["张伟", 1, 2.5], ["李娜", None, "-"])
    assert cells(sales) == [(months[0], "张伟", 100), (months[1], "张伟", 250)]
    assert [day[8:] for day in column(sales, "date")] == ["01", "01"]
    assert column(sales, "row") == [2, 2]


@pytest.mark.parametrize("headers", [["Q1", "Q2"], ["第一季", "第二季"], ["一季度", "二季度"]])
def test_a_quarter_is_divided_evenly_to_the_cent(tmp_path: Path, headers: list[Cell]) -> None:
    sales, findings = read_rows(tmp_path, ["业务员", *headers], ["张伟", 100, -0.05])
    assert cells(sales) == [
        ("2026-01", "张伟", 3334),
        ("2026-02", "张伟", 3333),
        ("2026-03", "张伟", 3333),
        ("2026-04", "张伟", -1),
        ("2026-05", "张伟", -2),
        ("2026-06", "张伟", -2),
    ]
    assert codes(findings) == ["N272", "N271"]


def test_the_unit_applies_and_parts_still_add_up(tmp_path: Path) -> None:
    sales, findings = read_rows(tmp_path, ["单位：万元", None], ["姓名", "Q1"], ["张伟", 1])
    assert codes(findings) == ["E215"]  # one period makes no table of periods
    sales, _ = read_rows(tmp_path, ["单位：万", None], ["姓名", "Q1", "Q2"], ["张伟", 1, 2])
    assert column(sales, "amount") == [333_334, 333_333, 333_333, 666_667, 666_667, 666_666]
    sales, _ = read_rows(tmp_path, ["姓名", "1月(万元)", "2月(万元)"], ["张伟", 1.5, 2])
    assert column(sales, "amount") == [1_500_000, 2_000_000]


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([["2023年销售", None, None]], "s.xlsx"),
        ([], "销售2023.xlsx"),
        ([["姓名", "2023年", None]], "s.xlsx"),
    ],
)
def test_where_the_year_comes_from(tmp_path: Path, rows: list[list[Cell]], name: str) -> None:
    head = [None if len(rows) and rows[0][0] == "姓名" else "姓名", "1月", "2月"]
    sales, _ = read_rows(tmp_path, *rows, head, ["张伟", 1, 2], name=name)
    assert cells(sales) == [("2023-01", "张伟", 100), ("2023-02", "张伟", 200)]


def test_two_years_in_an_upper_line(tmp_path: Path) -> None:
    sales, _ = read_rows(
        tmp_path,
        ["姓名", "2024年", None, "2025年", None],
        [None, "1月", "2月", "1月", "2月"],
        ["张伟", 1, 2, 3, 4],
    )
    assert [month for month, _, _ in cells(sales)] == ["2024-01", "2024-02", "2025-01", "2025-02"]


def test_a_column_of_years(tmp_path: Path) -> None:
    sales, findings = read_rows(
        tmp_path,
        ["业务员", "年度", "产品", "1月", "2月"],
        ["张伟", "2021年", "p", 1, 2],
        [None, None, "q", 3, 4],
        ["李娜", 2022, "p", 5, 6],
        ["王芳", "去年", "p", 7, None],
    )
    assert cells(sales) == [
        ("2021-01", "张伟", 100),
        ("2021-02", "张伟", 200),
        ("2021-01", "张伟", 300),
        ("2021-02", "张伟", 400),
        ("2022-01", "李娜", 500),
        ("2022-02", "李娜", 600),
    ]
    assert column(sales, "product") == ["p", "p", "q", "q", "p", "p"]
    assert [str(f.place) for f in findings if f.code == "W202"] == ["sales-2026.xlsx[S1]!5:1月"]


def test_without_any_year_the_table_is_refused(tmp_path: Path) -> None:
    sales, findings = read_rows(tmp_path, ["姓名", "1月", "2月"], ["张伟", 1, 2], name="s.xlsx")
    assert sales.used == 0
    assert shown(findings) == ["s.xlsx[S1]!1 E271 the periods from '1月' to '2月' have no year"]


def test_totals_among_columns_and_rows_are_left_out(tmp_path: Path) -> None:
    sales, findings = read_rows(
        tmp_path,
        ["姓名", "1月", "2月", "3月", "一季度", "4月", "上半年", "合计"],
        ["张伟", 1, 2, 3, 6, 4, 10, 10],
        ["李娜", 1, 1, 1, 4, 1, 4, 4],
        ["小计", 2, 3, 4, 10, 5, 14, 14],
        [None, 2, 3, 4, None, 5, None, None],
        ["备注：未含税", None, None, None, None, None, None, None],
        ["王芳", None, None, None, None, None, None, None],
        ["姓名", "1月", "2月", "3月", "一季度", "4月", "上半年", "合计"],
        ["合计", 2, 3, 4, 10, 5, 14, 14],
    )
    assert sum(column(sales, "amount")) == 1400
    (account,) = sales.accounts
    assert (account.read, account.used, account.left_out) == (14, 8, 6)
    assert dict(account.reasons) == {Reason.TOTAL: 3, Reason.NOTE: 2, Reason.HEADER: 1}
    assert [line for line in shown(findings) if "W271" in line] == [
        "sales-2026.xlsx[S1]!3:一季度 W271 the total 4.00 is not the sum of its periods, 3.00; "
        "the periods count"
    ]


def test_further_columns_are_kept(tmp_path: Path) -> None:
    sales, findings = read_rows(
        tmp_path,
        ["区域", "销售代表", "产品", "2026-01", "2026-02"],
        ["华东", "张伟", "p", 1, None],
        [None, None, "q", 2, 3],
    )
    assert column(sales, "region") == ["华东"] * 3
    assert column(sales, "rep") == ["张伟"] * 3
    assert column(sales, "product") == ["p", "q", "q"]
    assert [line.split(" ", 1)[1] for line in shown(findings)] == [
        "N276 blank cells were read as the name above them, as merged cells are: 区域, 销售代表"
    ]


def test_a_cell_that_is_no_number_is_rejected_in_its_place(tmp_path: Path) -> None:
    sales, findings = read_rows(
        tmp_path, ["姓名", "2026-01", "2026-02", "2026Q3"], ["张伟", "?", "#N/A", "many"],
        ["李娜", 1, 2, 3],
    )  # fmt: skip
    assert sorted(shown(findings))[-3:] == [
        "sales-2026.xlsx[S1]!2:2026-01 W212 '?' is not a number, or could be more than one; "
        "the row is not counted",
        "sales-2026.xlsx[S1]!2:2026-02 W214 the cell holds the error #N/A; the row is not counted",
        "sales-2026.xlsx[S1]!2:2026Q3 W212 'many' is not a number, or could be more than one; "
        "the row is not counted",
    ]
    assert (sales.read, sales.rejected) == (8, 3)


def test_amounts_quantities_and_targets_of_a_month(tmp_path: Path) -> None:
    sales, findings = read_rows(
        tmp_path,
        ["姓名", "1月", None, None, "2月", None, None],
        [None, *["数量", "金额", "目标"] * 2],
        ["张伟", 3, 10, 99, 4, 20, 99],
    )
    assert (column(sales, "amount"), column(sales, "quantity")) == ([1000, 2000], [3000, 4000])
    assert [line.split(" ", 1)[1] for line in shown(findings)] == [
        "N272 periods without a year were read as those of 2026, as 'sales-2026' says",
        "N277 columns of periods that are no sales were not read: 1月 目标, 2月 目标",
    ]


def test_targets_beside_actuals_are_not_counted(tmp_path: Path) -> None:
    sales, findings = read_rows(
        tmp_path,
        ["部门", "姓名", "1月", None, "2月", None],
        [None, None, *["目标", "实际"] * 2],
        ["一部", "张伟", 10, 9, 10, 11],
        [None, "李娜", 10, 8, 10, 12],
    )
    assert column(sales, "amount") == [900, 1100, 800, 1200]
    assert codes(findings) == ["N272", "N277"]


REFUSED: list[tuple[list[list[Cell]], str]] = [
    ([["2026年销售目标", None, None], ["姓名", "1月", "2月"], ["张伟", 1, 2]], "E272"),
    ([["姓名", "1月目标", "2月目标"], ["张伟", 1, 2]], "E272"),
    ([["姓名", "1月销量", "2月销量"], ["张伟", 1, 2]], "E273"),
    ([["产品名称", "1月", "2月", "总量"], ["p", 1, 2, 3]], "E273"),
    ([["姓名", "1月", "一月", "2月"], ["张伟", 1, 2, 3]], "E274"),
]


@pytest.mark.parametrize(("rows", "code"), REFUSED)
def test_what_is_not_amounts_by_period_is_refused(
    tmp_path: Path, rows: list[list[Cell]], code: str
) -> None:
    sales, findings = read_rows(tmp_path, *rows)
    assert (sales.used, codes(findings)) == (0, [code])


def test_a_corner_of_two_names_and_one_without(tmp_path: Path) -> None:
    sales, _ = read_rows(tmp_path, ["业务员/月份", "1月", "2月"], ["张伟", 1, 2])
    assert column(sales, "rep") == ["张伟", "张伟"]
    path = book(tmp_path, [[None, "1月", "2月"], ["张伟", 1, 2]], name="2026.xlsx")
    sales, findings = read(path)
    assert (column(sales, "rep"), codes(findings)) == ([UNASSIGNED] * 2, ["W221", "N272"])
    sales, _ = read(path, history=History.model_validate({"columns": {"rep": "A"}}))
    assert column(sales, "rep") == ["张伟", "张伟"]


def test_two_dates_in_a_row_of_data_are_no_periods(tmp_path: Path) -> None:
    _, findings = read_rows(
        tmp_path, ["x", "y", "z"], ["a", "2024-01-05", "2024-02-07"], ["b", "2024-01-06", "-"]
    )
    assert codes(findings) == ["E215"]


def test_one_month_and_its_quarter_so_far(tmp_path: Path) -> None:
    sales, findings = read_rows(tmp_path, ["姓名", "2026年1月", "2026年Q1"], ["张伟", 5, 5])
    assert (cells(sales), codes(findings)) == ([("2026-01", "张伟", 500)], [])


def test_tables_of_two_years_one_below_another(tmp_path: Path) -> None:
    sales, _ = read_rows(
        tmp_path,
        ["2024年", None, None],
        ["姓名", "1月", "2月"],
        ["张伟", 1, 2],
        ["2025年", None, None],
        ["姓名", "1月", "2月"],
        ["张伟", 3, 4],
        name="s.xlsx",
    )
    assert [month for month, _, _ in cells(sales)] == ["2024-01", "2024-02", "2025-01", "2025-02"]
    assert column(sales, "row") == [3, 3, 6, 6]


@pytest.mark.parametrize("gap", [0, 1])
def test_a_further_table_may_have_dates_for_headers(tmp_path: Path, gap: int) -> None:
    years: list[list[Cell]] = [
        [dt.date(year, month, 1) for month in (1, 2)] for year in (2024, 2025)
    ]
    people: list[list[Cell]] = [["张伟", 1, 2]] * 400
    blank: list[list[Cell]] = [[None, None, None]] * gap
    rows: list[list[Cell]] = [["姓名", *years[0]], *people, *blank]
    rows += [["姓名", *years[1]], ["李娜", 3, 4]]
    sales, _ = read_rows(tmp_path, *rows)
    assert cells(sales)[-3:] == [
        ("2024-02", "张伟", 200),
        ("2025-01", "李娜", 300),
        ("2025-02", "李娜", 400),
    ]


def test_tables_of_two_years_side_by_side(tmp_path: Path) -> None:
    sales, _ = read_rows(
        tmp_path,
        ["姓名", "2024-01", "2024-02", None, "姓名", "2025-01", "2025-02"],
        ["张伟", 1, 2, None, "李娜", 3, 4],
    )
    assert cells(sales) == [
        ("2024-01", "张伟", 100),
        ("2024-02", "张伟", 200),
        ("2025-01", "李娜", 300),
        ("2025-02", "李娜", 400),
    ]


def test_a_summary_beside_single_sales_of_the_same_months_is_not_read(tmp_path: Path) -> None:
    orders: list[list[Cell]] = [["日期", "业务员", "金额"], ["2026-02-05", "张伟", 2]]
    summary: list[list[Cell]] = [["姓名", "2026-01", "2026-02"], ["张伟", None, 2]]
    earlier: list[list[Cell]] = [["姓名", "2025-01", "2025-02"], ["张伟", 7, 8]]
    sales, findings = read(book(tmp_path, summary, orders, earlier))
    assert column(sales, "amount") == [200, 700, 800]
    assert [line.split(" ", 1)[0] for line in shown(findings)] == ["sales.xlsx[S1]!1"]
    assert codes(findings) == ["W272"]
    sales, _ = read(book(tmp_path, summary, orders), history=History(sheet="S1"))
    assert column(sales, "amount") == [200]


@pytest.mark.parametrize(
    ("header", "value", "month"),
    [
        ("月份", "2026-03", "2026-03"),
        ("月份", "2021年3月", "2021-03"),
        ("月份", "3月", "2026-03"),
        ("月份", 3, "2026-03"),
        ("月份", dt.date(2025, 3, 7), "2025-03"),
        ("Month", "Mar 2021", "2021-03"),
        ("日期", "2026-03", "2026-03"),
    ],
)
def test_a_column_of_months_instead_of_dates(
    tmp_path: Path, header: str, value: Cell, month: str
) -> None:
    sales, _ = read_rows(tmp_path, ["姓名", header, "金额"], ["张伟", value, 5])
    assert cells(sales) == [(month, "张伟", 500)]


def test_years_and_months_in_two_columns(tmp_path: Path) -> None:
    sales, findings = read_rows(
        tmp_path,
        ["年份", "月份", "业务员", "金额"],
        [2024, 3, "张伟", 5],
        [None, 4, "张伟", 6],
        [2025, "x", "张伟", 7],
        [None, "合计", None, 11],
        name="s.xlsx",
    )
    assert cells(sales) == [("2024-03", "张伟", 500), ("2024-04", "张伟", 600)]
    assert [str(f.place) for f in findings if f.code == "W202"] == ["s.xlsx[S1]!4:月份"]
    assert [account.left_out for account in sales.accounts] == [1]


def test_a_year_is_divided_with_its_quantity(tmp_path: Path) -> None:
    sales, findings = read_rows(
        tmp_path, ["业务员", "年度", "数量", "金额"], ["张伟", "2021年", 6, 100]
    )
    assert column(sales, "amount") == [834] * 4 + [833] * 8
    assert column(sales, "quantity") == [500] * 12
    assert codes(findings) == ["N271"]


def test_yen_have_no_cents(tmp_path: Path) -> None:
    path = text(tmp_path, "姓名,2026Q1,2026Q2\n张伟,100,200\n")
    sales, _ = read_sales([path], History(), 0)
    assert column(sales, "amount") == [34, 33, 33, 67, 67, 66]


@settings(max_examples=50, deadline=None)
@given(cents=st.lists(st.integers(-(10**13), 10**13), min_size=4, max_size=4))
def test_parts_of_quarters_add_up_and_differ_by_a_cent(cents: list[int]) -> None:
    amounts = ",".join(str(Decimal(cent) / 100) for cent in cents)
    with tempfile.TemporaryDirectory() as folder:
        path = text(Path(folder), f"姓名,2026Q1,2026Q2,2026Q3,2026Q4\n张伟,{amounts}\n")
        parts = column(read(path)[0], "amount")
    quarters = [parts[at : at + 3] for at in range(0, 12, 3)]
    assert [sum(quarter) for quarter in quarters] == cents
    assert all(max(quarter) - min(quarter) <= 1 for quarter in quarters)


# Stretches of months, and units of single columns


@pytest.mark.parametrize(
    ("headers", "amounts", "months"),
    [
        (["1-2月", "3月"], [500, 300], {"2026-01": 250, "2026-02": 250, "2026-03": 300}),
        (["Q1", "4–6月"], [300, 600],
         {**{f"2026-0{n}": 100 for n in (1, 2, 3)}, **{f"2026-0{n}": 200 for n in (4, 5, 6)}}),
        (["Jan-Feb 2026", "Mar 2026"], [500, 300],
         {"2026-01": 250, "2026-02": 250, "2026-03": 300}),
        # the sum of what stands beside it
        (["1月", "2月", "1至2月"], [200, 300, 500], {"2026-01": 200, "2026-02": 300}),
    ],
)  # fmt: skip
def test_stretches_of_months(
    tmp_path: Path, headers: list[str], amounts: list[int], months: dict[str, int]
) -> None:
    path = book(
        tmp_path, [["姓名", *headers], ["a", *(a / 100 for a in amounts)]], name="2026.xlsx"
    )
    sales, findings = read(path, history=History())
    assert dict(zip((d[:7] for d in column(sales, "date")), column(sales, "amount"), strict=True)
                ) == months  # fmt: skip
    assert {finding.code for finding in findings} <= {"N271", "N272"}


@pytest.mark.parametrize(
    ("headers", "blamed"),
    [
        (["2-4月", "5月"], "2-4月"),
        (["1-3月", "1-6月", "1-9月"], "1-6月"),  # cumulated
        (["1月", "1-2月", "1-3月"], "1-2月"),
        (["1-4月", "Q2"], "1-4月"),
        (["Q2-Q3", "Q4"], "Q2-Q3"),
        (["11-2月", "3月"], "11-2月"),
    ],
)
def test_stretches_that_cannot_be_assigned(tmp_path: Path, headers: list[str], blamed: str) -> None:
    path = book(tmp_path, [["姓名", *headers], ["a", *range(len(headers))]], name="2026.xlsx")
    sales, findings = read(path, history=History())
    assert [(f.code, f.values["header"]) for f in findings] == [("E276", blamed)]
    assert sales.used == 0


def test_months_in_different_units(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["姓名", "1月(万)", "2月(元)", "合计(元)"],
        ["张伟", 1.5, 20_000, 35_000],
        ["李娜", "x", 2, 2],
    ]
    sales, findings = read(book(tmp_path, rows, name="2026.xlsx"))
    assert column(sales, "amount") == [1_500_000, 2_000_000, 200]
    assert [f.code for f in findings] == ["N272", "N203", "W212"]
    assert findings[2].values == {"value": "x"}
    assert findings[1].values == {"header": "1月(万)", "factor": 10_000}


def test_a_unit_above_holds_where_a_header_names_none(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["单位：万元"], ["姓名", "1月", "2月(元)"], ["张伟", 1.5, 20_000]]
    sales, _ = read(book(tmp_path, rows, name="2026.xlsx"))
    assert column(sales, "amount") == [1_500_000, 2_000_000]


def test_a_unit_that_may_hold_for_others_is_an_error(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["姓名", "1月(万)", "2月"], ["张伟", 1.5, 2]]
    findings = read(book(tmp_path, rows, name="2026.xlsx"))[1]
    assert shown(findings) == ["2026.xlsx[S1]!1 E277 '1月(万)' names a unit and '2月' names none"]


@pytest.mark.parametrize(
    "upper", [[], [["Sum of Amount", "Column Labels", None]], [["求和项:金额", "列标签", None]]]
)
@pytest.mark.parametrize("corner", ["Row Labels", "行标签"])
def test_the_labels_of_a_pivot_table_are_people(
    tmp_path: Path, upper: list[list[Cell]], corner: str
) -> None:
    sales, _ = read_rows(tmp_path, *upper, [corner, "Jan", "Feb"], ["Ann", 1, 2], ["Bob", 4, 8])
    assert cells(sales) == [
        ("2026-01", "Ann", 100),
        ("2026-02", "Ann", 200),
        ("2026-01", "Bob", 400),
        ("2026-02", "Bob", 800),
    ]
