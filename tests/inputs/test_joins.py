from __future__ import annotations

from pathlib import Path
from typing import Any

from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.errors import Finding
from salesplan.inputs.sales import read_sales
from salesplan.profile import History
from tests.inputs.test_sales import Cell, book, column, shown, text

SALES: list[list[Cell]] = [
    ["日期", "地区", "金额"],
    ["2026-01-05", "华东", 1],
    ["2026-01-06", " 华北", 2],
    ["2026-01-07", "华南", 4],
    ["2026-01-08", None, 8],
    [None, "合计", 15],
]
PEOPLE: list[list[Cell]] = [
    ["各地区负责人", None],
    ["大区", "经理"],
    ["华东", "张伟"],
    ["华北", "李娜"],
    ["东北", "王芳"],
]
JOIN = {"sheet": "S2", "key": "地区", "to": "大区", "columns": {"rep": "经理"}}


def read(
    *paths: Path, joins: list[dict[str, Any]], folder: Path = Path()
) -> tuple[Sales, list[Finding]]:
    return read_sales(paths, History.model_validate({"joins": joins}), 2, folder=folder)


def test_a_sheet_of_the_same_file_brings_the_person(tmp_path: Path) -> None:
    sales, findings = read(book(tmp_path, SALES, PEOPLE), joins=[JOIN])
    assert column(sales, "rep") == ["张伟", "李娜", UNASSIGNED, UNASSIGNED]
    assert column(sales, "amount") == [100, 200, 400, 800]
    assert column(sales, "row") == [2, 3, 4, 5]
    assert shown(findings) == [
        "sales.xlsx[S1]!1:地区 W245 rows whose key is not in sales.xlsx[S2] keep what they have; "
        "the keys are: 华南 (1)"
    ]
    assert findings[0].count == 2
    (account,) = sales.accounts
    assert ("rep", "经理") in account.columns


def test_the_first_sheet_with_both_headers_is_taken(tmp_path: Path) -> None:
    join = {name: value for name, value in JOIN.items() if name != "sheet"}
    path = book(tmp_path, SALES, [["经理", "电话"], ["x", "1"]], PEOPLE)
    assert column(read(path, joins=[join])[0], "rep")[:2] == ["张伟", "李娜"]


def test_rows_without_a_match_keep_what_they_have(tmp_path: Path) -> None:
    users = text(tmp_path, "Id,Full Name\nu1,Ann\nU2,\n", "users.csv")
    path = text(
        tmp_path,
        "date,owner,owner id,amount\n2026-01-05,x,U１ ,1\n2026-01-05,y,u2,2\n2026-01-05,z,u3,4\n",
    )
    join = {"file": users.name, "key": "owner id", "to": "Id", "columns": {"rep": "Full Name"}}
    sales, findings = read(path, joins=[join], folder=tmp_path)
    assert column(sales, "rep") == ["Ann", "y", "z"]
    assert [(f.code, f.values["keys"], f.count) for f in findings] == [("W245", "u3 (1)", 1)]
    beside, _ = read(path, joins=[join], folder=tmp_path / "elsewhere")
    assert column(beside, "rep") == ["Ann", "y", "z"]


def test_a_join_may_go_on_from_another(tmp_path: Path) -> None:
    text(tmp_path, "city,area\nA,North\nB,South\n", "cities.csv")
    text(tmp_path, "area,head\nNorth,Ann\nSouth,Bob\n", "heads.csv")
    path = text(tmp_path, "date,city,amount\n2026-01-05,A,1\n2026-01-05,B,2\n")
    joins = [
        {"file": "cities.csv", "key": "city", "columns": {"region": "area"}},
        {"file": "heads.csv", "key": "area", "columns": {"rep": "head"}},
    ]
    sales, findings = read(path, joins=joins, folder=tmp_path)
    assert (column(sales, "region"), column(sales, "rep")) == (["North", "South"], ["Ann", "Bob"])
    assert findings == []


def test_a_key_with_two_values_is_an_error_with_both_places(tmp_path: Path) -> None:
    people: list[list[Cell]] = [*PEOPLE, ["华东", "张 伟"], ["华东", "赵敏"], ["东北", "钱七"]]
    _, findings = read(book(tmp_path, SALES, people), joins=[JOIN])
    assert shown(findings)[:1] == [
        "sales.xlsx[S2]!7 E244 the key '华东' stands in row 3 and in row 7 with different values"
    ]
    people = [*PEOPLE, ["华东", "张伟 "], ["华东", None], ["东北", "钱七"]]  # no sale is from 东北
    assert [f.code for f in read(book(tmp_path, SALES, people), joins=[JOIN])[1]] == ["W245"]


def test_what_cannot_be_joined_is_an_error(tmp_path: Path) -> None:
    path = book(tmp_path, SALES, PEOPLE)
    cases = [
        ({**JOIN, "key": "地区名"}, "sales.xlsx[S1]!1 E242"),
        ({**JOIN, "to": "省"}, "sales.xlsx[S2] E243"),
        ({**JOIN, "sheet": "S3"}, "sales.xlsx E211"),
        ({"file": "no.csv", "key": "地区", "columns": {"rep": "经理"}}, "E201"),
    ]
    for join, expected in cases:
        _, findings = read(path, joins=[join])
        assert [s for s in shown(findings) if s.startswith(expected)], shown(findings)


def test_a_table_without_the_key_may_have_all_that_is_joined(tmp_path: Path) -> None:
    path = text(tmp_path, "date,rep,amount\n2026-01-05,Ann,1\n")
    assert (
        read(path, joins=[{"file": "no.csv", "key": "area", "columns": {"rep": "head"}}])[1] == []
    )


LINES = "OrderID,Quantity,UnitPrice\n1,2,10\n1,1,5\n2,1,40\n3,1,80\n9,1,160\n,,\n合计,,315\n"
HEADS = """\
OrderID,Placed,Number,State
1,2026-01-05,A1,Shipped
2,2026-02-06,A2,Shipped
3,2026-03-07,A3,Cancelled
"""
BRINGS = {"date": "Placed", "order": "Number", "status": "State"}


def test_a_join_brings_the_date_the_order_and_the_state(tmp_path: Path) -> None:
    path = text(tmp_path, LINES, "lines.csv")
    text(tmp_path, HEADS, "heads.csv")
    sales, findings = read(path, joins=[{"file": "heads.csv", "key": "OrderID", "columns": BRINGS}])
    assert [str(day.date()) for day in sales.rows["date"]] == ["2026-01-05"] * 2 + ["2026-02-06"]
    assert column(sales, "amount") == [2000, 500, 4000]
    assert column(sales, "order") == ["A1", "A1", "A2"]
    (account,) = sales.accounts
    # Order 3 is cancelled, order 9 is unknown and has no date; a blank line and a total follow.
    assert (account.read, account.used, account.rejected, account.left_out) == (7, 3, 1, 3)
    codes = {finding.code: finding.place.row for finding in findings}
    assert codes["W201"] == 6
    assert {"N241", "N242"} <= codes.keys()


def test_without_the_joined_table_there_is_no_date(tmp_path: Path) -> None:
    path = text(tmp_path, LINES, "lines.csv")
    joins = [{"file": "heads.csv", "key": "OrderID", "columns": BRINGS}]
    sales, findings = read(path, joins=joins)
    assert (len(sales.rows), [f.code for f in findings]) == (0, ["E201"])
    # A table without the key is none of those that the join completes.
    other = text(tmp_path, LINES.replace("OrderID", "Ref"), "other.csv")
    assert [f.code for f in read(other, joins=joins)[1]] == ["E213"]
