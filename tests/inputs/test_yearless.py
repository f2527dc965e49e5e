from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.sales import Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import DateOrder, History
from tests.inputs.test_sales import Cell, column, read, shown, text

HEADER: list[Cell] = ["日期", "业务员", "金额"]
ENGLISH: list[Cell] = ["Date", "Rep", "Amount"]


def write(folder: Path, rows: Sequence[Sequence[Cell]], sheet: str = "S1") -> Path:
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    page.title = sheet
    for row in rows:
        page.append(list(row))
    workbook.save(folder / "sales.xlsx")
    return folder / "sales.xlsx"


def read_days(
    folder: Path, *days: str, title: str = "2026年1月销售明细", header: list[Cell] = HEADER
) -> tuple[Sales, list[Finding]]:
    rows: list[list[Cell]] = [[day, "张伟", 1] for day in days]
    return read(write(folder, [[title], header, *rows]))


@pytest.mark.parametrize(
    "day", ["1月5日", "01月05日", "1月5号", "１月５日 周一", "1/5", "01-05", "1/5 14:30", "05.01."]
)
def test_dates_without_a_year_are_of_the_year_above_them(tmp_path: Path, day: str) -> None:
    sales, findings = read_days(tmp_path, day, "1月31日")
    assert column(sales, "date") == ["2026-01-05", "2026-01-31"]
    assert shown(findings) == [
        "sales.xlsx[S1]!2:日期 N210 2 dates without a year were read as those of 2026, as "
        f"'2026年1月销售明细' says: '{day}' is 2026-01-05"
    ]


@pytest.mark.parametrize("day", ["Jan 5", "January 5th", "5 Jan", "5-Jan", "Mon, 5 January"])
def test_english_dates_without_a_year(tmp_path: Path, day: str) -> None:
    sales, findings = read_days(tmp_path, day, title="Sales 2026", header=ENGLISH)
    assert (column(sales, "date"), [f.code for f in findings]) == (["2026-01-05"], ["N210"])


def test_days_of_months_are_no_months_of_years(tmp_path: Path) -> None:
    days = ["Jan 12", "Jan 25", "Feb 14", "Feb 27"]
    sales, _ = read_days(tmp_path, *days, title="Sales 2026", header=ENGLISH)
    assert column(sales, "date") == ["2026-01-12", "2026-01-25", "2026-02-14", "2026-02-27"]
    days = ["Jan 24", "Feb 24", "Jan 25", "Feb 25"]
    sales, _ = read_days(tmp_path, *days, title="Sales", header=ENGLISH)
    assert column(sales, "date") == ["2024-01-01", "2024-02-01", "2025-01-01", "2025-02-01"]


@pytest.mark.parametrize(
    ("days", "header", "read_as"),
    [
        (["4/5", "25/5"], ENGLISH, ["2026-05-04", "2026-05-25"]),
        (["4/5", "5/25"], ENGLISH, ["2026-04-05", "2026-05-25"]),
        (["4/5", "25/12/2026"], ENGLISH, ["2026-05-04", "2026-12-25"]),
        (["4/5", "6/7"], HEADER, ["2026-04-05", "2026-06-07"]),  # nobody writes it otherwise
        (["4/5", "25/5"], HEADER, ["2026-05-04", "2026-05-25"]),
        (["5/5"], ENGLISH, ["2026-05-05"]),
    ],
)
def test_day_or_month_first(
    tmp_path: Path, days: list[str], header: list[Cell], read_as: list[str]
) -> None:
    sales, findings = read_days(tmp_path, *days, title="2026", header=header)
    assert (column(sales, "date"), [f.code for f in findings]) == (read_as, ["N210"])


def test_where_nothing_says_what_comes_first_it_is_asked(tmp_path: Path) -> None:
    sales, findings = read_days(tmp_path, "4/5", "6/7", title="2026", header=ENGLISH)
    assert sales.used == 0
    assert "E224 dates such as 4/5, 6/7 can be read in two ways" in shown(findings)[0]
    path = write(tmp_path, [["2026"], ENGLISH, ["4/5", "Ann", 1]])
    sales, _ = read(path, history=History(date_order=DateOrder.DAY_FIRST))
    assert column(sales, "date") == ["2026-05-04"]


def test_a_day_that_the_year_does_not_have_is_an_error_of_its_row(tmp_path: Path) -> None:
    sales, findings = read_days(tmp_path, "2月28日", "2月29日", "13/13", "2月30日")
    assert column(sales, "date") == ["2026-02-28"]
    assert sorted(f.code for f in findings) == ["N210", "W202", "W202", "W202"]
    sales, _ = read_days(tmp_path, "2月29日", title="2028年")
    assert column(sales, "date") == ["2028-02-29"]


def test_two_years_are_a_question(tmp_path: Path) -> None:
    sales, findings = read_days(tmp_path, "1月5日", title="2025-2026年销售")
    assert (sales.used, sales.rejected) == (0, 1)
    assert shown(findings) == [
        "sales.xlsx[S1]!2:日期 E248 '1月5日' has no year, and could be of several: 2025, 2026"
    ]
    path = tmp_path / "sales.xlsx"
    sales, findings = read(path, history=History(year=2026))
    assert (column(sales, "date"), [f.code for f in findings]) == (["2026-01-05"], ["N210"])


def test_dates_of_another_year_make_it_uncertain(tmp_path: Path) -> None:
    rows = ["2025-12-30", "1月5日", "1月6日"]
    sales, findings = read_days(tmp_path, *rows)
    assert (sales.used, [f.code for f in findings]) == (1, ["E248"])
    assert findings[0].values["years"] == "2025, 2026"
    # A single date among many with a year is a slip, and the error of its row.
    sales, findings = read_days(tmp_path, "2025-12-29", "2025-12-30", "2026-01-04", "1月5日")
    assert (sales.used, [f.code for f in findings]) == (3, ["W207"])


def test_a_date_after_the_day_that_the_title_goes_up_to_makes_it_uncertain(
    tmp_path: Path,
) -> None:
    title = "销售明细（截至2026年1月15日）"
    sales, findings = read_days(tmp_path, "1月5日", "12月20日", "12月21日", title=title)
    assert (sales.used, sales.rejected) == (0, 3)
    assert shown(findings) == [
        "sales.xlsx[S1]!4:日期 E248 '12月20日' has no year, and could be of several: 2025, 2026"
    ]
    sales, _ = read(tmp_path / "sales.xlsx", history=History(year=2025))
    assert column(sales, "date") == ["2025-01-05", "2025-12-20", "2025-12-21"]
    sales, findings = read_days(tmp_path, "1月5日", "1月15日", title=title)
    assert column(sales, "date") == ["2026-01-05", "2026-01-15"]
    assert [found.code for found in findings] == ["N210"]


def test_a_year_that_changes_inside_the_table_is_not_put_into_one(tmp_path: Path) -> None:
    sales, findings = read_days(tmp_path, "11月5日", "12月6日", "1月7日", "2月8日")
    assert sales.used == 0
    assert shown(findings) == [
        "sales.xlsx[S1]!5:日期 E249 the year seems to change from '12月6日' to '1月7日', and only "
        "2026 is named ('2026年1月销售明细')"
    ]
    sales, _ = read(tmp_path / "sales.xlsx", history=History(year=2026))
    assert [day[:7] for day in column(sales, "date")] == [
        "2026-11",
        "2026-12",
        "2026-01",
        "2026-02",
    ]


def test_the_year_changes_in_the_rows_of_each_person(tmp_path: Path) -> None:
    days = ["11月5日", "12月6日", "1月7日"]
    rows: list[list[Cell]] = [[day, name, 1] for name in ("张伟", "李娜") for day in days]
    sales, findings = read(write(tmp_path, [["2026年"], HEADER, *rows]))
    assert (sales.used, [f.code for f in findings]) == (0, ["E249"])


def test_people_below_each_other_have_a_year_each(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        [f"{month}月1日", name, 1] for name in ("张伟", "李娜") for month in range(1, 13)
    ]
    sales, findings = read(write(tmp_path, [["2026年"], HEADER, *rows]))
    assert (sales.used, [f.code for f in findings]) == (24, ["N210"])
    unsorted = [rows[at] for at in (0, 11, 2, 9, 1, 10)]
    sales, findings = read(write(tmp_path, [["2026年"], HEADER, *unsorted]))
    assert (sales.used, [f.code for f in findings]) == (6, ["N210"])


def test_each_block_has_the_year_of_its_own_title(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["2025年销售"],
        HEADER,
        ["1月5日", "张伟", 1],
        [None],
        ["2026年销售"],
        HEADER,
        ["1月6日", "张伟", 2],
    ]
    sales, _ = read(write(tmp_path, rows))
    assert column(sales, "date") == ["2025-01-05", "2026-01-06"]


def test_the_header_of_the_dates_may_say_it(tmp_path: Path) -> None:
    header: list[Cell] = ["日期（2026年）", "业务员", "金额"]
    sales, _ = read(write(tmp_path, [header, ["1月5日", "张伟", 1]], sheet="2025"))
    assert column(sales, "date") == ["2026-01-05"]


def test_days_below_each_other_and_people_across(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["2026年1月个人日报"],
        ["日期", "张伟", "李娜", "合计"],
        ["1月1日", 1, 2, 3],
        ["1月2日", 3, 4, 7],
        ["合计", 4, 6, 10],
    ]
    sales, findings = read(write(tmp_path, rows))
    assert column(sales, "date") == ["2026-01-01"] * 2 + ["2026-01-02"] * 2
    assert [f.code for f in findings] == ["N210", "N279"]


@pytest.mark.parametrize(
    ("header", "title", "code"),
    [
        (["姓名", "10月", "11月", "12月", "1月", "2月"], "2026年度", "E249"),
        (["姓名", "Q2", "Q3", "Q4", "Q1", None], "2026年度", "E249"),
        (["姓名", "1月", "2月", "3月", "4月", "5月"], "2025-2026年度", "E248"),
        (["姓名", "2025年12月", "1月", "2月", "3月", "4月"], "2026年度", "E248"),
    ],
)
def test_the_same_holds_for_periods(
    tmp_path: Path, header: list[Cell], title: str, code: str
) -> None:
    row: list[Cell] = ["张伟", 1, 2, 3, 4, 5 if header[-1] else None]
    rows: list[list[Cell]] = [[title], header, row]
    sales, findings = read(write(tmp_path, rows))
    assert (sales.used, [f.code for f in findings]) == (0, [code])
    sales, findings = read(tmp_path / "sales.xlsx", history=History(year=2026))
    assert sales.used > 0
    assert "N272" in [f.code for f in findings]


@settings(max_examples=40, deadline=None)
@given(
    days=st.lists(st.dates(), min_size=1, max_size=12),
    form=st.sampled_from(["{m}月{d}日", "{m:02}-{d:02}", "{m}/{d}"]),
)
def test_taking_the_year_out_and_writing_it_above_changes_nothing(
    days: list[dt.date], form: str
) -> None:
    shifted = sorted(day.replace(year=2028) for day in days)
    with tempfile.TemporaryDirectory() as folder:
        lines = [f"{form.format(m=day.month, d=day.day)},张伟,1" for day in shifted]
        path = text(Path(folder), "\n".join(["2028年,,", "日期,业务员,金额", *lines]))
        sales, _ = read_sales([path], History(date_order=DateOrder.MONTH_FIRST), 2)
    assert column(sales, "date") == [day.isoformat() for day in shifted]
