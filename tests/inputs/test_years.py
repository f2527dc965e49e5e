from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.inputs.raw import RawSheet
from salesplan.inputs.years import Year, turn_of_year, year_of, years_in

SHEET = RawSheet("sales.xlsx", "S1", (), (), np.empty(0, np.int64))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026年1月销售明细", (2026,)),
        ("２０２６年度", (2026,)),
        ("销售_2026", (2026,)),
        ("FY2026", (2026,)),
        ("FY26", (2026,)),
        ("26年1月明细", (2026,)),
        ("26年度", (2026,)),
        ("2026-01", (2026,)),
        ("2026-12-31", (2026,)),
        ("2025-2026", (2025, 2026)),
        ("FY2025/26", (2025, 2026)),
        ("2025–26", (2025, 2026)),
        ("2026年对比2025年", (2025, 2026)),
        ("10年店庆", ()),
        ("目标2000万", ()),
        ("2,026 orders", ()),
        ("20260105", ()),
        ("1978年", ()),
        ("Sheet1", ()),
        # Not every number that looks like a year is that of the table.
        ("华泰公司成立于2003年", ()),
        ("创立时间：2003-03-05", ()),
        ("2003年3月成立", ()),
        ("Since 2003", ()),
        ("Founded in 2003", ()),
        ("© 2020–2026 华泰", ()),
        ("版本2026.1", ()),
        ("Version: 2026.1", ()),
        ("v2026.1", ()),
        ("No. 2024", ()),
        ("合同编号2024-001", ()),
        ("合同号：HT-2024-01", ()),
        ("文号：华泰字〔2024〕12号", ()),
        ("2024-001", ()),
        ("2024-01-0012", ()),
        ("电话：010-2024 1999", ()),
        ("2026年1月销售 编号：2024-001", (2026,)),
        ("编号明细2026年", (2026,)),
        ("电话销售2026年", (2026,)),
        ("Sales since January 2026", (2026,)),
    ],
)
def test_the_years_of_a_text(text: str, years: tuple[int, ...]) -> None:
    assert years_in(text) == years


@pytest.mark.parametrize(
    ("above", "sheet", "file", "year"),
    [
        (["2026年1月销售明细"], "2025年", "2024.xlsx", Year(2026, "2026年1月销售明细", (2026,))),
        (["1月销售明细"], "2025年", "2024.xlsx", Year(2025, "2025年", (2025,))),
        ([], "S1", "销售_2026.xlsx", Year(2026, "销售_2026", (2026,))),
        ([], "S1", "sales.xlsx", Year()),
        (["2025-2026 销售"], "2026", "x.xlsx", Year(None, "2025-2026 销售", (2025, 2026))),
        (["2026 sales", "unit: k"], "S1", "x.xlsx", Year(2026, "2026 sales", (2026,))),
        (["Of 2025", "and 2026"], "S1", "x.xlsx", Year(None, "Of 2025 · and 2026", (2025, 2026))),
        # The day on which the list was made is not the year of what it lists.
        (["12月销售明细", "制表日期：2027-01-05"], "S1", "x.xlsx", Year()),
        (["12月销售明细", "打印时间", "2027-01-05"], "2026", "x.xlsx", Year(2026, "2026", (2026,))),
        (["2026年12月 (导出于2027-01-05)"], "S1", "x.xlsx", Year(2026, "2026年12月", (2026,))),
        (["2027年1月8日制"], "S1", "x.xlsx", Year()),
        (["2027年1月8日财务部填"], "S1", "x.xlsx", Year()),
        (["2027-01-08 10:00 导出", "2026年"], "S1", "x.xlsx", Year(2026, "2026年", (2026,))),
        (["2026年销售（2027年1月8日制）"], "S1", "x.xlsx", Year(2026, "2026年销售", (2026,))),
        (["2026年1月31日 导出于2027-01-05"], "S1", "x.xlsx", Year(2026, "2026年1月31日", (2026,))),
        (["2026年1月填报数据"], "S1", "x.xlsx", Year(2026, "2026年1月填报数据", (2026,))),
        (["编制日期：2027-01-05"], "S1", "x.xlsx", Year()),
        (["版本", "2025.1", "成立于", "2003-1-1"], "S1", "x.xlsx", Year()),
        (["合同号：", "2026年销售"], "S1", "x.xlsx", Year(2026, "2026年销售", (2026,))),
        ([], "S1", "orders_2027-01-05.csv", Year()),
        ([], "S1", "2026-01-01_2026-01-31.csv", Year(2026, "2026-01-01_2026-01-31", (2026,))),
    ],
)  # fmt: skip
def test_where_a_year_is_taken_from(above: list[str], sheet: str, file: str, year: Year) -> None:
    assert year_of(replace(SHEET, name=sheet, file=file), above) == year


@pytest.mark.parametrize(
    ("title", "until"),
    [
        ("销售明细（截至2026年1月）", (1, 31)),
        ("截止日期：2026-03-15", (3, 15)),
        ("2026年1月1日至2026年3月15日", (3, 15)),
        ("Sales as of January 31, 2026", (1, 31)),
        ("Sales as at 5 Feb 2026", (2, 5)),
        ("2026年1月", None),
        ("2026年至今", None),
    ],
)
def test_the_day_up_to_which_a_title_goes(title: str, until: tuple[int, int] | None) -> None:
    assert year_of(SHEET, [title]) == Year(2026, title, (2026,), until=until)


def test_what_the_user_says_comes_first() -> None:
    year = year_of(SHEET, ["2025年"], 2026)
    assert (year.number, year.text, year.is_given) == (2026, "history: {year: 2026}", True)


@pytest.mark.parametrize(
    ("months", "turn"),
    [
        ([], None),
        ([1, 1, 2, 5, 12], None),
        ([11, 12, 1, 2], 2),
        ([7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6], 6),
        ([12, 1], 1),
        ([11, 12, 11, 1, 2], 3),
        ([2, 1, 12, 11], 2),  # the newest first
        ([12, 8, 5, 1], None),
        ([1, 12], None),
        ([1, 6, 12, 1, 6, 12], None),  # two people, one below the other
        ([11, 1, 12, 2], None),  # unsorted
        ([3, 2], None),
    ],
)
def test_where_the_next_year_begins(months: list[int], turn: int | None) -> None:
    assert turn_of_year(months) == turn


@given(st.lists(st.integers(1, 12)))
def test_months_of_one_year_in_order_have_no_turn(months: list[int]) -> None:
    rising = sorted(months)
    assert turn_of_year(rising) is None


@given(st.integers(2, 12), st.integers(0, 5))
def test_a_year_that_begins_in_any_other_month_has_one(first: int, more: int) -> None:
    months = [(first + at - 1) % 12 + 1 for at in range(12)]
    repeated = [month for month in months for _ in range(more + 1)]
    assert turn_of_year(repeated) == (13 - first) * (more + 1)
    assert turn_of_year(repeated[::-1]) == (first - 1) * (more + 1)
