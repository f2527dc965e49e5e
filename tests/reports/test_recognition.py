from __future__ import annotations

import datetime as dt
import io
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.choices import Language
from salesplan.core.sales import Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes
from salesplan.profile import History
from salesplan.reports.clean_book import clean_book
from salesplan.reports.recognition import (
    Person,
    Recognition,
    check_data,
    columns_table,
    figures_line,
    people_table,
    rows_line,
    verdict_line,
)
from salesplan.reports.values import Listing

EN, ZH = Labels(Language.EN), Labels(Language.ZH)
TOLERANT = History(max_rejected=Decimal(1))


def read(folder: Path, text: str, name: str = "a.csv") -> tuple[Sales, list[Finding]]:
    (folder / name).write_text(text, encoding="utf-8")
    return read_sales([folder / name], TOLERANT, 2, listed=10**9)


def again(folder: Path, sales: Sales, findings: Sequence[Finding], labels: Labels) -> Sales:
    """What is read from the clean workbook."""
    path = folder / "clean.xlsx"
    path.write_bytes(book_bytes(clean_book(sales, labels, 2, findings)))
    found, _ = read_sales([path], TOLERANT, 2)
    return found


def content(sales: Sales) -> list[tuple[object, ...]]:
    """The rows without where they stand; missing names are None."""
    frame = sales.rows.drop(columns=["file", "sheet", "row"]).astype({"date": str})
    frame = frame.astype(object).where(frame.notna(), None)
    return sorted(frame.itertuples(index=False, name=None), key=repr)


TWO = """日期,业务员,金额（元）,客户
2026-01-05,张伟,100.50,甲
2026-03-02,李娜,200,乙
,合计,300.50,
2026-02-01,张伟,12件,甲
2026-02-03,,-0.25,丙
"""


def test_what_a_sheet_says(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, TWO)
    found = Recognition.of(sales, "CNY", 2)
    (sheet,) = found.sheets
    assert (sheet.name, sheet.figures.total) == ("a.csv", 30_025)
    assert (sheet.figures.first, sheet.figures.last) == (dt.date(2026, 1, 5), dt.date(2026, 3, 2))
    assert sheet.figures.people[:2] == (Person("李娜", 1, 20_000), Person("张伟", 1, 10_050))
    (account,) = sheet.accounts
    assert [row.cells for row in columns_table(account, EN).rows] == [
        ("date", "A", "日期", "its name"),
        ("person", "B", "业务员", "its name"),
        ("amount", "C", "金额（元）", "its name"),
        ("customer", "D", "客户", "its name"),
    ]
    assert rows_line(account, EN) == "5 rows read: 3 used, 1 rejected, 1 left out (totals 1)"
    assert rows_line(account, ZH) == "读取 5 行：采用 3，无效 1，略过 1（合计行 1）"
    line = "total CN¥300.25, 5 Jan 2026 to 2 Mar 2026, 2 people"
    assert figures_line(found, sheet.figures, EN) == line
    assert verdict_line(findings, EN) == "0 errors, 1 warning"
    assert verdict_line([], ZH) == "没有错误，没有警告"


def test_people_beyond_ten_are_counted_together(tmp_path: Path) -> None:
    lines = [f"2026-01-05,P{at:02},{at}" for at in range(1, 14)]
    sales, _ = read(tmp_path, "\n".join(["date,rep,amount", *lines, ""]))
    table = people_table(Recognition.of(sales, "", 2), EN)
    assert len(table.rows) == 12
    assert table.rows[0].cells == ("P13", 1, Decimal("13.00"))
    assert table.rows[10].cells == ("3 more people", 3, Decimal("6.00"))  # 1 + 2 + 3
    assert table.rows[11].cells == ("Total", 13, Decimal("91.00"))


@pytest.mark.parametrize(
    ("labels", "currency", "header", "amount", "total"),
    [
        (ZH, "CNY", "金额（万元）", "12.35", "12.35 万元"),
        (ZH, "USD", "金额（万美元）", "12.35", "12.35 万美元"),
        (ZH, "", "金额（万）", "12.35", "12.35 万"),
        (EN, "CNY", "amount (CNY)", "123456.00", "CN¥123,456.00"),
        (EN, "", "amount", "123456.00", "123,456.00"),
    ],
)
def test_people_and_the_sum_above_them_are_in_one_unit(
    tmp_path: Path, labels: Labels, currency: str, header: str, amount: str, total: str
) -> None:
    sales, _ = read(tmp_path, "date,rep,amount\n2026-01-05,Ann,123456\n")
    found = Recognition.of(sales, currency, 2)
    table = people_table(found, labels)
    assert table.columns[2].header == header
    assert str(table.rows[0].cells[2]) == amount
    assert total in figures_line(found, found.whole, labels)


def test_small_amounts_are_in_the_main_unit(tmp_path: Path) -> None:
    sales, _ = read(tmp_path, "date,rep,amount\n2026-01-05,Ann,99999.99\n")
    table = people_table(Recognition.of(sales, "CNY", 2), ZH)
    assert (table.columns[2].header, table.rows[0].cells[2]) == ("金额（元）", Decimal("99999.99"))


def test_the_data_is_complete_and_the_same(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, TWO)
    data = check_data(Recognition.of(sales, "CNY", 2), EN, findings, profile="t.yaml")
    assert list(data) == [
        *("format", "version", "profile", "currency", "sheets", "rows", "whole", "findings"),
        "files",
    ]
    (sheet,) = data["sheets"]
    assert sheet["tables"] == [
        {
            "preset": None,
            "columns": [
                {"field": "date", "header": "日期", "letter": "A", "why": "name"},
                {"field": "rep", "header": "业务员", "letter": "B", "why": "name"},
                {"field": "amount", "header": "金额（元）", "letter": "C", "why": "name"},
                {"field": "customer", "header": "客户", "letter": "D", "why": "name"},
            ],
            "rows": {
                **{"read": 5, "used": 3, "rejected": 1, "left_out": 1},
                "reasons": {"total": 1},
            },
        }
    ]
    assert (sheet["total"], sheet["first_day"]) == (300.25, "2026-01-05")
    assert sheet["people"][-1] == {"name": None, "rows": 1, "total": -0.25}
    assert data["whole"]["total"] == 300.25
    empty = check_data(None, EN, [])
    assert (empty["sheets"], empty["rows"], empty["whole"]) == ([], None, None)


@pytest.mark.parametrize(("labels", "names"), [(EN, ["Sales", "Rejected"]), (ZH, ["销售", "无效"])])
def test_the_clean_workbook(tmp_path: Path, labels: Labels, names: list[str]) -> None:
    sales, findings = read(tmp_path, TWO)
    data = book_bytes(clean_book(sales, labels, 2, findings))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == names
    used, rejected = (list(page.iter_rows(values_only=True)) for page in book.worksheets)
    day = dt.datetime(2026, 1, 5)  # noqa: DTZ001
    assert used[1] == (day, "张伟", 100.5, "甲", "a.csv", None, 2)
    assert used[3][1:3] == (None, -0.25)
    assert len(rejected) == 2
    assert rejected[1][:4] == ("2026-02-01", "张伟", "12件", "甲")
    assert rejected[1][5:] == ("a.csv", None, 5)
    assert "12件" in str(rejected[1][4])


def test_rejected_rows_are_added_when_they_are_corrected(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, "日期,业务员,金额（万元）\n2026-01-05,张伟,1\n昨天,李娜,2\n")
    path = tmp_path / "clean.xlsx"
    path.write_bytes(book_bytes(clean_book(sales, EN, 2, findings)))
    book = openpyxl.load_workbook(path)
    assert book.worksheets[1]["A2"].value == "昨天"
    book.worksheets[1]["A2"] = "2026-01-06"
    book.save(path)
    again, _ = read_sales([path], History(), 2)
    assert content(again) == [
        ("2026-01-05", "张伟", 1_000_000),
        ("2026-01-06", "李娜", 2_000_000),
    ]


def test_every_rejected_row_has_its_reason(tmp_path: Path) -> None:
    lines = [f"2026-01-05,P,{'x' * (at % 7 + 1)}" for at in range(1500)]
    sales, findings = read(tmp_path, "\n".join(["date,rep,amount", "2026-01-05,P,1", *lines, ""]))
    (_, rejected) = clean_book(sales, EN, 2, findings).sheets
    (table,) = rejected.blocks
    assert isinstance(table, Listing)
    reasons = table.columns[3].values.to_pylist()
    assert len(reasons) == 1500
    assert all("is not a number" in str(reason) for reason in reasons)


NAMES = st.sampled_from(
    ["张伟", "李娜", "=1+1", "合计", "O'Neil", "Ann [bold]", "", "1001", "<r>x</r>"]
)
LINES = st.lists(
    st.tuples(
        st.dates(dt.date(2020, 1, 1), dt.date(2026, 12, 31)),
        NAMES,
        st.sampled_from(["0", "-3.5", "1,234.56", "¥99.99", "12件", "999999999.99", "0.005", ""]),
        NAMES,
        st.sampled_from(["1", "0.125", "", "-2"]),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=40, deadline=None)
@given(lines=LINES, language=st.sampled_from([EN, ZH]), fine=st.booleans())
def test_reading_the_clean_workbook_gives_the_same_sales(
    lines: list[tuple[dt.date, str, str, str, str]], language: Labels, fine: bool
) -> None:
    text = "Order Date,Rep,Amount,Customer,Qty\n"
    for day, rep, amount, customer, quantity in lines:
        written = day.isoformat() if fine else f"{day:%d/%m}/{day.year}"
        text += f'{written},{rep},"{amount}",{customer},{quantity}\n'
    with tempfile.TemporaryDirectory() as folder:
        sales, findings = read(Path(folder), text)
        found = again(Path(folder), sales, findings, language)
    assert content(found) == content(sales)
    assert found.rejected == sales.rejected
