"""Quarters below their months count once."""

from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.core.sales import Reason
from salesplan.profile import History
from tests.inputs.test_sales import column, read, shown, text

LONG = "业务员,期间,金额\n"
ACROSS = "月份/业务员,张伟,李娜\n"


def amounts(folder: Path, content: str) -> list[tuple[str, str, int]]:
    sales, findings = read(text(folder, content), history=History())
    assert not [found for found in findings if found.severity == "error"], shown(findings)
    names = ("date", "rep", "amount")
    return sorted(zip(*(column(sales, name) for name in names), strict=True))


def test_a_quarter_and_a_year_below_months(tmp_path: Path) -> None:
    rows = "张伟,2026年1月,1\n张伟,2026年2月,2\n张伟,2026年一季度,3\n张伟,2026年,3\n"
    assert amounts(tmp_path, LONG + rows) == [
        ("2026-01-01", "张伟", 100),
        ("2026-02-01", "张伟", 200),
    ]


def test_the_account_says_that_they_are_totals(tmp_path: Path) -> None:
    rows = "张伟,2026年1月,1\n张伟,2026年一季度,1\n"
    (account,) = read(text(tmp_path, LONG + rows))[0].accounts
    assert dict(account.reasons) == {Reason.TOTAL: 1}
    assert (account.read, account.used, account.left_out) == (2, 1, 1)


def test_a_quarter_of_another_person_counts(tmp_path: Path) -> None:
    rows = "张伟,2026年1月,1\n李娜,2026年一季度,3\n"
    assert amounts(tmp_path, LONG + rows) == [
        ("2026-01-01", "张伟", 100),
        *[(f"2026-0{month}-01", "李娜", 100) for month in (1, 2, 3)],
    ]


def test_a_quarter_without_its_months_counts(tmp_path: Path) -> None:
    rows = "张伟,2026年1月,1\n张伟,2026年二季度,3\n"
    assert [day for day, _, _ in amounts(tmp_path, LONG + rows)] == [
        *("2026-01-01", "2026-04-01", "2026-05-01", "2026-06-01")
    ]


def test_a_quarter_that_differs_from_its_months_is_said(tmp_path: Path) -> None:
    rows = "张伟,2026年1月,1\n张伟,2026年2月,2\n张伟,2026年一季度,9\n"
    sales, findings = read(text(tmp_path, LONG + rows), history=History())
    assert column(sales, "amount") == [100, 200]
    assert shown(findings) == [
        "sales.csv!4:金额 W271 the total 9.00 is not the sum of its periods, 3.00; "
        "the periods count"
    ]


@pytest.mark.parametrize(("quarter", "codes"), [("4,6", ["N279"]), ("4,7", ["W273", "N279"])])
def test_quarters_where_people_have_columns(tmp_path: Path, quarter: str, codes: list[str]) -> None:
    rows = f"2026年1月,1,2\n2026年2月,3,4\n2026年一季度,{quarter}\n2026年4月,5,5\n"
    sales, findings = read(text(tmp_path, ACROSS + rows), history=History())
    assert column(sales, "amount") == [100, 200, 300, 400, 500, 500]
    assert sorted(found.code for found in findings) == sorted(codes)


def test_which_months_a_quarter_was_taken_for_is_said(tmp_path: Path) -> None:
    _, findings = read(text(tmp_path, "姓名,2026Q3,2026Q4\n张伟,3,3\n"), history=History())
    assert "'2026Q3' is 2026-07 to 2026-09" in shown(findings)[0]
