from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.sales import UNASSIGNED, Account, Sales
from salesplan.errors import Finding, Severity, errors_among
from salesplan.inputs.sales import read_sales
from salesplan.labels.findings_files import FILES
from salesplan.labels.findings_reading import READING
from salesplan.labels.findings_tables import TABLES
from salesplan.profile import DateOrder, History

TEXTS = {**FILES, **READING, **TABLES}

Cell = str | int | float | dt.date | None
TOLERANT = History(max_rejected=Decimal(1))


def book(folder: Path, *sheets: Sequence[Sequence[Cell]], name: str = "sales.xlsx") -> Path:
    """A workbook with sheets S1, S2 …; a cell #DIV/0! is an error cell."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for number, rows in enumerate(sheets, 1):
        page = workbook.create_sheet(f"S{number}")
        for row in rows:
            page.append(list(row))
        for cell in (cell for row in page.iter_rows() for cell in row):
            if cell.value in {"#DIV/0!", "#N/A"}:
                cell.data_type = "e"
    workbook.save(folder / name)
    return folder / name


def text(folder: Path, content: str, name: str = "sales.csv") -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder / name


def read(*paths: Path, history: History = TOLERANT) -> tuple[Sales, list[Finding]]:
    return read_sales(paths, history, 2)


def column(sales: Sales, name: str) -> list[Any]:
    """A column as plain values, days as ISO text."""
    values = sales.rows[name]
    return [str(value)[:10] for value in values] if name == "date" else values.tolist()


def shown(findings: Sequence[Finding]) -> list[str]:
    """Place, code and English message of each finding."""
    return [
        f"{f.place} {f.code} {TEXTS[f.code]['en'][0].format(**f.values)}".strip() for f in findings
    ]


def test_a_clean_table(tmp_path: Path) -> None:
    path = book(
        tmp_path,
        [
            ["订单编号", "下单日期", "业务员", "客户名称", "产品", "区域", "数量", "金额"],
            ["00123", dt.date(2024, 1, 5), "张三", "甲", "p", "华东", 2, 1.1 * 3],
            ["00124", dt.date(2024, 1, 6), "李四", "乙", "q", "华北", 0.5, -747.06],
        ],
    )
    sales, findings = read(path, history=History())
    assert findings == []
    assert sales.rows.dtypes.astype(str).to_dict() == {
        "date": "datetime64[s]",
        "rep": "category",
        "amount": "int64",
        "quantity": "int64",
        "customer": "category",
        "product": "category",
        "region": "category",
        "order": "category",
        "file": "category",
        "sheet": "category",
        "row": "int64",
    }
    assert column(sales, "date") == ["2024-01-05", "2024-01-06"]
    assert column(sales, "rep") == ["张三", "李四"]
    assert column(sales, "amount") == [330, -74_706]
    assert column(sales, "quantity") == [2000, 500]
    assert column(sales, "order") == ["00123", "00124"]
    assert column(sales, "row") == [2, 3]
    assert column(sales, "sheet") == ["S1", "S1"]
    assert sales.accounts == (
        Account(
            *("sales.xlsx", "S1", 2, 2, 0, 0),
            (
                ("date", "下单日期"),
                ("rep", "业务员"),
                ("amount", "金额"),
                ("quantity", "数量"),
                ("customer", "客户名称"),
                ("product", "产品"),
                ("region", "区域"),
                ("order", "订单编号"),
            ),
        ),
    )


def test_titles_blank_rows_totals_and_repeated_headers_are_left_out(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["2024 年销售", None, None],
        [None, None, None],
        ["日期", "业务员", "金额"],
        ["2024-01-05", "张三", 1],
        [None, "小计", 1],
        [None, " ", None],
        ["日期", "业务员", "金额"],
        ["2024-01-06", "合计科技", 2],
        ["总计：", None, 3],
        [None, "Grand Total", 3],
    ]
    sales, findings = read(book(tmp_path, rows), history=History())
    assert shown(findings) == []
    assert column(sales, "amount") == [100, 200]
    assert column(sales, "row") == [4, 8]
    assert [(a.read, a.used, a.rejected, a.left_out) for a in sales.accounts] == [(7, 2, 0, 5)]


def test_names_are_cleaned_and_missing_ones_are_unassigned(tmp_path: Path) -> None:
    path = text(
        tmp_path, "date,rep,amount\n2024-01-05, 张三 ,1\n2024-01-05,,2\n2024-01-05,张三,3\n"
    )
    sales, _ = read(path)
    assert column(sales, "rep") == ["张三", UNASSIGNED, "张三"]
    assert sales.rows["rep"].cat.categories.tolist() == ["张三", UNASSIGNED]


def test_rejected_rows_each_have_a_finding(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Date", "Rep", "Amount", "Qty"],
        ["2024-01-05", "a", 1, 1],
        [None, "b", 1, 1],
        ["soon", "b", 1, 1],
        ["1970-01-01", "b", 1, 1],
        ["5/1/24", "b", 1, 1],
        ["#N/A", "b", 1, 1],
        ["2024-01-05", "b", None, 1],
        ["2024-01-05", "b", "12件", 1],
        ["2024-01-05", "b", 1e15, 1],
        ["2024-01-05", "b", "#DIV/0!", 1],
        ["2024-01-05", "#N/A", 2, 1],
        ["2024-01-05", "b", 3, "few"],
        [None, None, "#DIV/0!", None],
    ]
    sales, findings = read(book(tmp_path, rows))
    assert sorted(shown(findings)) == sorted(
        [
            "sales.xlsx[S1]!3:Date W201 the date is blank; the row is not counted",
            "sales.xlsx[S1]!4:Date W202 'soon' is not a date; the row is not counted",
            "sales.xlsx[S1]!5:Date W203 the date '1970-01-01' is before 1980 or after 2100; "
            "the row is not counted",
            "sales.xlsx[S1]!6:Date W204 the date '5/1/24' has a year of two digits; "
            "the row is not counted",
            "sales.xlsx[S1]!7:Date W214 the cell holds the error #N/A; the row is not counted",
            "sales.xlsx[S1]!8:Amount W211 the amount is blank; the row is not counted",
            "sales.xlsx[S1]!9:Amount W212 '12件' is not a number, or could be more than one; "
            "the row is not counted",
            "sales.xlsx[S1]!10:Amount W213 the amount '1000000000000000' is too large to be true; "
            "the row is not counted",
            "sales.xlsx[S1]!11:Amount W214 the cell holds the error #DIV/0!; "
            "the row is not counted",
            "sales.xlsx[S1]!12:Rep W224 the cell holds the error #N/A; "
            "the row is counted without it",
            "sales.xlsx[S1]!13:Qty W225 the quantity 'few' is not understood and counts as 0",
            "sales.xlsx[S1]!14:Amount W214 the cell holds the error #DIV/0!; "
            "the row is not counted",
        ]
    )
    assert column(sales, "amount") == [100, 200, 300]
    assert column(sales, "rep") == ["a", UNASSIGNED, "b"]
    assert column(sales, "quantity") == [1000, 1000, 0]
    assert [(a.read, a.used, a.rejected, a.left_out) for a in sales.accounts] == [(13, 3, 10, 0)]


def test_too_many_rejected_rows_stop_the_run(tmp_path: Path) -> None:
    good = "2024-01-05,a,1\n" * 97
    path = text(tmp_path, "date,rep,amount\n" + good + "x,a,1\n,合计,97\n2024-01-05,a,\n")
    _, findings = read(path, history=History(max_rejected=Decimal("0.02")))
    assert shown(errors_among(findings)) == [
        "E218 2 of 99 rows cannot be used, more than the 2.0% allowed"
    ]
    assert sorted(f.code for f in findings) == ["E218", "W202", "W211"]
    _, findings = read(path, history=History(max_rejected=Decimal("0.021")))
    assert errors_among(findings) == ()


def test_many_cells_of_a_kind_are_listed_to_1000_and_then_counted(tmp_path: Path) -> None:
    rows = "2024-01-05,a,?\n" * 1003
    sales, findings = read(text(tmp_path, "date,rep,amount\n" + rows + "x,a,1\n2024-01-05,a,1\n"))
    assert len([f for f in findings if f.code == "W212"]) == 1000
    assert shown(findings[-1:]) == ["sales.csv W299 3 more cells like the ones listed under W212"]
    assert findings[-1].count == 3
    assert (sales.used, sales.rejected) == (1, 1004)


def test_a_delimiter_inside_an_amount_does_not_cut_it(tmp_path: Path) -> None:
    sales, findings = read(text(tmp_path, "date,rep,amount\n2024-01-05,a,1,234\n2024-01-05,a,5\n"))
    assert shown(findings) == [
        "sales.csv!2 W223 the row has more cells than there are headers; it is not counted"
    ]
    assert column(sales, "amount") == [500]
    assert column(sales, "row") == [3]


def test_two_files_one_without_the_optional_columns(tmp_path: Path) -> None:
    first = text(tmp_path, "date,rep,amount,qty,customer\n2024-01-05,a,1,2,x\n", "1.csv")
    second = text(tmp_path, "date,rep,amount,product\n2024-01-06,b,2,p\n", "2.csv")
    sales, findings = read(first, second)
    assert findings == []
    assert column(sales, "quantity") == [2000, 0]
    assert sales.rows["customer"].isna().tolist() == [False, True]
    assert sales.rows["product"].isna().tolist() == [True, False]
    assert column(sales, "rep") == ["a", "b"]
    assert column(sales, "file") == ["1.csv", "2.csv"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        text(tmp_path / folder, f"date,rep,amount\n2024-01-05,{folder},1\n")
    sales, _ = read(tmp_path / "a" / "sales.csv", tmp_path / "b" / "sales.csv")
    assert column(sales, "file") == [str(tmp_path / f / "sales.csv") for f in ("a", "b")]


def test_no_files_give_an_empty_table() -> None:
    sales, findings = read()
    assert (len(sales.rows), findings) == (0, [])
    assert sales.rows.columns.tolist() == ["date", "rep", "amount", "file", "sheet", "row"]
    assert str(sales.rows["date"].dtype) == "datetime64[s]"


def test_prices_of_half_a_cent_add_up(tmp_path: Path) -> None:
    sales, _ = read(text(tmp_path, "date,rep,amount\n" + "2024-01-05,a,0.145\n" * 4))
    assert column(sales, "amount") == [15, 14, 15, 14]


def test_date_order_comes_from_the_column_or_from_the_profile(tmp_path: Path) -> None:
    path = text(tmp_path, "date,rep,amount\n3/4/2024,a,1\n1/2/2024,a,1\n5/5/2024,a,1\n")
    sales, findings = read(path)
    assert shown(findings) == [
        "sales.csv:date E224 dates such as 3/4/2024, 1/2/2024 can be read in two ways"
    ]
    assert findings[0].count == 2
    assert [(a.read, a.used, a.rejected) for a in sales.accounts] == [(3, 1, 2)]
    sales, findings = read(path, history=History(date_order=DateOrder.DAY_FIRST))
    assert (column(sales, "date"), findings) == (["2024-04-03", "2024-02-01", "2024-05-05"], [])


def test_several_sheets(tmp_path: Path) -> None:
    head = ["date", "rep", "amount"]
    path = book(
        tmp_path,
        [head, ["2024-01-05", "a", 1]],
        [["notes", "nothing"]],
        [],
        [head, ["2024-01-06", "b", 2]],
    )
    sales, findings = read(path)
    assert column(sales, "sheet") == ["S1", "S4"]
    assert shown(findings) == [
        "sales.xlsx[S2] N201 the sheet was not read: it has no date and amount columns"
    ]
    sales, findings = read(path, history=History(sheet="S4"))
    assert (column(sales, "amount"), findings) == ([200], [])


def test_a_hidden_sheet_is_read_only_by_name(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["date", "rep", "amount"], ["2024-01-05", "a", 1]]
    path = book(tmp_path, rows, rows)
    workbook = openpyxl.load_workbook(path)
    workbook["S2"].sheet_state = "hidden"
    workbook.save(path)
    sales, findings = read(path)
    assert shown(findings) == ["sales.xlsx[S2] N202 the sheet was not read because it is hidden"]
    assert sales.used == 1
    sales, findings = read(path, history=History(sheet="S2"))
    assert (column(sales, "sheet"), findings) == (["S2"], [])


def test_units_multiply_and_are_told(tmp_path: Path) -> None:
    path = text(tmp_path, "日期,业务员,金额（万元）\n2024-01-05,a,1.5\n2024-01-05,a,0.00015\n")
    sales, findings = read(path)
    assert column(sales, "amount") == [1_500_000, 150]
    assert shown(findings) == [
        "sales.csv!1 N203 the amounts under '金额（万元）' were multiplied by 10,000, "
        "as the unit says"
    ]
    sales, _ = read(text(tmp_path, "单位：万元,,\n日期,业务员,金额\n2024-01-05,a,1.5\n"))
    assert column(sales, "amount") == [1_500_000]


def test_headers_named_in_the_profile(tmp_path: Path) -> None:
    path = text(tmp_path, "date,amount,Who Sold,paid\n2024-01-05,9,a,1\n")
    named = History.model_validate({"columns": {"rep": "Who Sold", "amount": "Paid"}})
    sales, findings = read(path, history=named)
    assert (column(sales, "rep"), column(sales, "amount"), findings) == (["a"], [100], [])


def one(*texts: str, name: str = "sales.csv") -> dict[str, str]:
    return {name: "\n".join(texts) + "\n"}


MESSAGES: list[tuple[dict[str, str], dict[str, Any], list[str]]] = [
    ({"empty.csv": ""}, {}, ["empty.csv E203 the file is empty"]),
    ({"a.docx": "x"}, {}, ["a.docx E204 files of type '.docx' cannot be read"]),
    (
        {"a.xlsx": "<html>"},
        {},
        ["a.xlsx E205 the name ends in .xlsx, but the content is something else"],
    ),
    (
        {"a.xlsx": "PK\x03\x04"},
        {},
        ["a.xlsx E207 the file is damaged or cut off"],
    ),
    (
        one("rep,amount", "a,1"),
        {},
        ["sales.csv!1 E213 there is no date column; the headers are: rep, amount"],
    ),
    (
        one("Title,", "date,qty,weight", "2024-01-05,2,3"),
        {},
        ["sales.csv!2 E214 there is no amount column; the headers are: date, qty, weight"],
    ),
    (
        one("name,Q1,Q2", "a,1,2"),
        {},
        ["sales.csv!1 E271 the periods from 'Q1' to 'Q2' have no year"],
    ),
    (
        one("name,city,age", "a,b,2"),
        {},
        [
            "sales.csv!1 E215 no row at the top has the headers of a date and an amount; "
            "the likeliest has: name, city, age"
        ],
    ),
    (
        one("date,rep,paid_sum", "2024-01-05,a,1"),
        {"columns": {"amount": "paid sums"}},
        [
            "sales.csv!1 E216 the profile takes 'paid sums' as amount, but there is no such "
            "header; the headers are: date, rep, paid_sum"
        ],
    ),
    (
        one("date,rep,amount", "2024-01-05,a,1"),
        {"columns": {"region": "area"}},
        [
            "sales.csv!1 E216 the profile takes 'area' as region, but there is no such header; "
            "the headers are: date, rep, amount"
        ],
    ),
    (
        one("date,rep,金额(元),金额(含税)", "2024-01-05,a,1,2"),
        {},
        ["sales.csv!1 E217 two columns could be the amount: '金额(元)' and '金额(含税)'"],
    ),
    (
        one("date,rep,amount", ",合计,5"),
        {},
        ["E219 no sales were found below the headers (1 rows read, none counts)"],
    ),
    (
        one("date,rep,amount", *["2024-01-05,a,900000000000000"] * 103),
        {},
        ["E220 the amounts are too large to be added up exactly"],
    ),
    (
        one("date,rep,amount", '2024-01-05,"a,1', "2024-01-05,b,1"),
        {},
        [
            "sales.csv!2 E221 a quotation mark is opened in this row and never closed, so the "
            "rest of the file cannot be told apart"
        ],
    ),
    (
        one("date,amount", "2024-01-05,1"),
        {},
        ["sales.csv!1 W221 there is no column for the salesperson; all rows count as unassigned"],
    ),
    (
        one("date,rep,amount,产品(型号),产品", "2024-01-05,a,1,x,y"),
        {},
        [
            "sales.csv!1 W222 two columns could be the product: '产品(型号)' and '产品'; "
            "the first is taken"
        ],
    ),
    (
        one("date,rep,amount", "1704384000000,a,1"),
        {},
        [
            "sales.csv:date N204 dates given as milliseconds were read in the time zone "
            "UTC+8.00 (hours)"
        ],
    ),
]


@pytest.mark.parametrize(("files", "history", "messages"), MESSAGES)
def test_messages(
    tmp_path: Path, files: dict[str, str], history: dict[str, Any], messages: list[str]
) -> None:
    paths = [text(tmp_path, content, name) for name, content in files.items()]
    _, findings = read(*paths, history=History.model_validate({"max_rejected": 1, **history}))
    assert shown(findings) == messages


def test_messages_about_files(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "a.csv").write_bytes(b"a\xff\xff")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "p.xlsx").write_bytes(ole)
    names = ("no.csv", "folder", "a.csv", "p.xlsx")
    _, findings = read(*(tmp_path / name for name in names))
    assert shown(findings) == [
        "E201 there is no file 'no.csv'",
        "folder E202 this is a folder, not a file",
        "a.csv E212 the characters of the text file cannot be understood",
        "p.xlsx E206 the workbook is protected by a password",
    ]


def test_messages_about_workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path, [], [])
    assert shown(read(path)[1]) == [
        "sales.xlsx[S1] E223 the sheet has no text at its top",
        "sales.xlsx[S2] E223 the sheet has no text at its top",
    ]
    assert shown(read(path, history=History(sheet="S3"))[1]) == [
        "sales.xlsx E211 there is no sheet 'S3'; the sheets are: S1, S2"
    ]
    monkeypatch.setattr("salesplan.inputs.precautions._FREE_CELLS", -(10**6))
    far = book(tmp_path, [["x"] * 3] * 2)
    assert shown(read(far)[1]) == [
        "sales.xlsx E210 a sheet has cells as far away as row 2, column 3, and next to nothing "
        "between"
    ]
    monkeypatch.setattr("salesplan.inputs.precautions.LARGEST_PART", 10)
    (finding,) = read(far)[1]
    assert TEXTS["E209"]["en"][0].format(size=2.5) == (
        "unpacked, the file is larger than 2 GiB (2.5 GiB)"
    )
    assert (finding.code, list(finding.values)) == ("E209", ["size"])


def test_a_workbook_of_hidden_sheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("salesplan.inputs.sales.read_sheets", lambda *_, **__: iter(()))
    assert shown(read(book(tmp_path, [["x"]]))[1]) == [
        "sales.xlsx E222 all sheets of the workbook are hidden"
    ]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    _, findings = read(text(tmp_path, "date,amount\n"))
    assert shown(findings) == ["sales.csv E208 the file cannot be opened (Permission denied)"]


def test_every_finding_has_both_languages_and_fills_in() -> None:
    values = {
        **{"name": "n", "names": "n", "extension": ".x", "reason": "r", "size": 1.0, "rows": 1},
        **{"columns": 1, "headers": "h", "field": "f", "header": "h", "first": "a", "second": "b"},
        **{"rejected": 1, "counted": 2, "limit": 0.1, "value": "v", "count": 1, "code": "W201"},
        **dict.fromkeys(("states", "keys", "source", "key", "total", "formula"), "x"),
        **dict.fromkeys(("separators", "currency", "rate", "other", "others", "currencies"), "x"),
        **{"own": "x", "read": 1},
        **{"last": "l", "year": 2026, "encoding": "e"},
        **{"factor": 10, "zone": 8.0, "preset": "p", "presets": "p"},
        **{"dates": "d", "amounts": "a", "reps": "r", "sample": "s"},
        **{"period": "p", "text": "t", "day": "d", "years": "y", "before": "b", "after": "a"},
        **{"taken": "t", "spelling": "s"},
    }
    for code, languages in TEXTS.items():
        assert list(languages) == ["en", "zh"]
        assert Finding(code).severity in Severity
        for template in (part for parts in languages.values() for part in parts):
            assert "{{" not in template.format(**values)


@pytest.mark.parametrize("error", ["#REF!", " #N/A ", "#NAME?"])
def test_errors_in_a_text_file_are_those_of_a_workbook(tmp_path: Path, error: str) -> None:
    content = f"date,rep,amount\n2026-01-05,{error},1\n2026-01-05,a,{error}\n2026-01-05,#b,4\n"
    sales, findings = read(text(tmp_path, content))
    assert sales.rows["rep"].tolist() == ["<unassigned>", "#b"]
    assert column(sales, "amount") == [100, 400]
    name = error.strip()
    assert shown(findings)[-2:] == [
        f"sales.csv!3:amount W214 the cell holds the error {name}; the row is not counted",
        f"sales.csv!2:rep W224 the cell holds the error {name}; the row is counted without it",
    ]


JUNK = st.sampled_from(
    ["", "2024-01-05", "合计", "x", "12", "1,234", "#N/A", "date", "amount", " "]
)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(JUNK, JUNK, JUNK), max_size=15))
def test_accounts_add_up_and_every_rejected_row_is_told(rows: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        sales, findings = read(book(Path(folder), [("date", "rep", "amount"), *rows]))
    for account in sales.accounts:  # date and amount in a row of junk begin another table
        assert account.read == account.used + account.rejected + account.left_out
    assert sales.used == len(sales.rows)
    told = [f for f in findings if f.code in {"W201", "W202", "W211", "W212", "W214"}]
    assert sales.rejected == len(told)
    assert sales.read <= len(rows)


@pytest.mark.skipif(sys.platform != "linux", reason="names are text elsewhere")
def test_a_file_whose_name_is_no_text_is_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.csv"))
    path.write_text("Date,Rep,Amount\n2026-01-05,Ann,100\n", encoding="utf-8")
    sales, findings = read_sales([path], History(), 2)
    assert sales.rows["amount"].tolist() == [10_000]
    assert sales.accounts[0].file == "\ufffd.csv"
    assert not errors_among(findings)


@pytest.mark.parametrize("day", ["1月5日", "1/6", "01-07", "08.01.", "5-Jan", "１月５日"])
def test_dates_without_a_year_are_called_so(tmp_path: Path, day: str) -> None:
    rows = f"date,rep,amount\n2026-01-05,Ann,1\n{day},Ann,2\n"
    sales, findings = read(text(tmp_path, rows))
    assert (sales.used, [found.code for found in findings]) == (1, ["W207"])


def test_rows_without_a_name_among_others_are_said(tmp_path: Path) -> None:
    rows = ["2026-01-05,张伟,1", *(f"2026-01-0{day},,2" for day in (6, 7, 9)), "2026-01-08,李娜,3"]
    path = text(tmp_path, "\n".join(["日期,业务员,金额", *rows, ""]))
    sales, (finding,) = read(path)
    assert (finding.code, str(finding.place)) == ("W233", "sales.csv!3:业务员")
    assert finding.values == {"count": 3, "rows": 5, "total": "6.00"}
    assert sales.used == 5


@pytest.mark.parametrize(("nameless", "count"), [(2, 4), (3, 30)])
def test_a_house_account_now_and_then_is_not_said(
    tmp_path: Path, nameless: int, count: int
) -> None:
    rows = [f"2026-01-05,{'' if row < nameless else '张伟'},1" for row in range(count)]
    assert read(text(tmp_path, "\n".join(["日期,业务员,金额", *rows, ""])))[1] == []
