from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.sales import Reason, Sales
from salesplan.errors import Finding
from salesplan.inputs.cells import Reading, turned
from salesplan.inputs.counting import NO_SALES, UNCERTAIN, WON, plain
from salesplan.inputs.sales import read_sales
from salesplan.profile import History
from tests.inputs.test_sales import column, shown, text


def read(
    folder: Path, states: list[str], count: dict[str, Any] | None = None
) -> tuple[Sales, list[Finding]]:
    """Sales of 1, 2, 4, 8 … with the states, so that a total tells which rows count."""
    lines = [f"2026-01-05,Ann,{2**n},{state}" for n, state in enumerate(states)]
    path = text(folder, "\n".join(["date,rep,amount,status", *lines]) + "\n")
    history = History.model_validate({"count": count or {}, "columns": {"status": "status"}})
    return read_sales([path], history, 2)


def counted(sales: Sales) -> int:
    return int(sales.rows["amount"].sum()) // 100


@pytest.mark.parametrize(
    "state",
    [
        *("已取消", "取消", "作废", "作廢", "無效", "输单", "輸單", "已驳回", "草稿", "交易关闭"),
        *("Cancelled", "CANCELED", "canceled ", "Ｖｏｉｄ", "voided", "Rejected", "Draft", "Lost"),
        *(
            "Closed Lost",
            "Closed-Lost to Competition",
            "closed_lost",
            "已取消（超时未付款）",
            "Failed",
        ),
    ],
)
def test_states_that_are_no_sales_are_left_out(tmp_path: Path, state: str) -> None:
    sales, findings = read(tmp_path, ["已完成", state, "已发货", state])
    assert counted(sales) == 1 + 4
    (account,) = sales.accounts
    assert (account.read, account.used, account.left_out) == (4, 2, 2)
    assert account.reasons == ((Reason.STATUS, 2),)
    (finding,) = findings
    assert (finding.code, finding.count) == ("N241", 2)
    assert finding.values["states"] == state.strip()


def test_unknown_states_count_and_say_nothing(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, ["已完成", "gold", "", "第三阶段", "Refurbished", "not void"])
    assert (counted(sales), findings) == (63, [])


def test_states_that_may_be_none_count_and_are_said(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, ["已关闭", "Refunded", "ok", "已关闭"])
    assert counted(sales) == 15
    assert shown(findings) == [
        "sales.csv!1:status W241 these states may or may not be sales, and count: "
        "已关闭 2, Refunded 1"
    ]
    assert (findings[0].count, findings[0].values["first"]) == (3, "已关闭")


def test_beside_won_deals_nothing_else_counts(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, ["Closed Won", "Negotiation", "Closed Lost", "", "closed won"])
    assert counted(sales) == 1 + 16
    assert shown(findings) == [
        "sales.csv!1:status W254 some deals are won, so rows in other states do not count: "
        "Negotiation 1, Closed Lost 1, – 1"
    ]
    _, findings = read(tmp_path, ["赢单", "输单"])
    assert [finding.code for finding in findings] == ["N241"]


def test_only_wins_over_everything(tmp_path: Path) -> None:
    states = ["已取消", "谈判审核", "赢单", "完 成"]
    sales, findings = read(tmp_path, states, {"only": ["谈判审核", "完成", "已取消"]})
    assert counted(sales) == 1 + 2 + 8
    assert [finding.code for finding in findings] == ["N241"]


def test_without_adds_to_what_is_known(tmp_path: Path) -> None:
    sales, findings = read(
        tmp_path, ["测试", "Cancelled", "ok", "Pending"], {"without": ["測試", "pending"]}
    )
    assert counted(sales) == 4 + 8 - 8 + 1
    assert {finding.code for finding in findings} == {"N241", "W242"}


def test_a_column_that_may_hold_states_is_said(tmp_path: Path) -> None:
    content = "日期,业务员,单据类型,金额\n2026-01-05,a,销售,1\n2026-01-06,a,退货,2\n"
    sales, findings = read_sales([text(tmp_path, content)], History(), 2)
    assert column(sales, "amount") == [100, 200]
    assert shown(findings) == [
        "sales.csv!1:单据类型 W256 all rows count, but the column '单据类型' says of some that "
        "they may be no sales: 退货"
    ]
    told = History.model_validate(
        {"columns": {"status": "单据类型"}, "count": {"negative": ["退货"]}}
    )
    sales, findings = read_sales([text(tmp_path, content)], told, 2)
    assert (column(sales, "amount"), findings) == ([100, -200], [])


def test_negative_states_are_returns(tmp_path: Path) -> None:
    path = text(
        tmp_path,
        "date,rep,amount,qty,status\n"
        "2026-01-05,Ann,10,3,ok\n2026-01-05,Ann,4.005,2,退货\n2026-01-05,Ann,-1,-1,退 货\n",
    )
    history = History.model_validate(
        {"count": {"negative": ["退货"]}, "columns": {"status": "status", "quantity": "qty"}}
    )
    sales, findings = read_sales([path], history, 2)
    # 10 − 4.005 − 1 is 4.995, and a half goes away from zero: the sum is 5.00.
    assert sorted(column(sales, "amount")) == [-400, -100, 1000]
    assert column(sales, "quantity") == [3000, -2000, -1000]
    assert findings == []
    both, _ = read(tmp_path, ["ok", "退货", "x"], {"only": ["ok"], "negative": ["退货"]})
    assert counted(both) == 1 - 2


@given(
    rows=st.lists(
        st.tuples(st.sampled_from("ab"), st.decimals(0, 9, places=4), st.booleans()), min_size=1
    )
)
@settings(max_examples=60, deadline=None)
def test_returns_count_as_if_they_were_written_negative(
    rows: list[tuple[str, Decimal, bool]],
) -> None:
    told = "date,rep,amount,status\n" + "".join(
        f"2026-01-05,{rep},{amount},{'退货' if back else 'ok'}\n" for rep, amount, back in rows
    )
    written = "date,rep,amount,status\n" + "".join(
        f"2026-01-05,{rep},{-amount if back else amount},ok\n" for rep, amount, back in rows
    )
    history = History.model_validate(
        {"count": {"negative": ["退货"]}, "columns": {"status": "status"}}
    )
    with tempfile.TemporaryDirectory() as folder:
        both = [
            column(read_sales([text(Path(folder), content)], history, 2)[0], "amount")
            for content in (told, written)
        ]
    assert both[0] == both[1]


def test_states_that_the_user_names_and_nobody_has_are_said(tmp_path: Path) -> None:
    sales, findings = read(tmp_path, ["Closed Won", "x"], {"only": ["Closed Wonn", "Closed Won"]})
    assert counted(sales) == 1
    assert shown(findings)[-1] == (
        "W242 no row has the state 'Closed Wonn' that history: {count: …} names"
    )
    assert findings[-1].nearest == "Closed Won"


def test_a_state_in_one_of_several_files_is_enough(tmp_path: Path) -> None:
    head = "date,rep,amount,status\n2026-01-05,Ann,1,"
    paths = [text(tmp_path, head + state, f"{state}.csv") for state in ("a", "b")]
    history = History.model_validate(
        {"count": {"only": ["a", "b"]}, "columns": {"status": "status"}}
    )
    assert read_sales(paths, history, 2)[1] == []


@pytest.mark.parametrize(("field", "code"), [("only", "E246"), ("without", "W252")])
def test_states_without_a_column_of_states(tmp_path: Path, field: str, code: str) -> None:
    path = text(tmp_path, "date,rep,amount\n2026-01-05,Ann,1\n")
    history = History.model_validate({"count": {field: ["x"]}})
    assert [finding.code for finding in read_sales([path], history, 2)[1]] == [code]


def test_what_is_left_out_is_not_rejected(tmp_path: Path) -> None:
    path = text(tmp_path, "date,rep,amount,status\nx,Ann,1,已取消\n2026-01-05,Ann,y,Void\n,,,\n")
    history = History.model_validate({"columns": {"status": "status"}})
    (account,) = read_sales([path], history, 2)[0].accounts
    assert (account.read, account.used, account.rejected, account.left_out) == (3, 0, 0, 3)
    assert dict(account.reasons) == {Reason.BLANK: 1, Reason.STATUS: 2}


def test_no_word_is_in_two_lists() -> None:
    assert not NO_SALES & UNCERTAIN
    assert not WON & (NO_SALES | UNCERTAIN)
    assert plain(" Closed — LOST") == "closedlost"


def test_turning_looks_at_the_rest_of_small_amounts() -> None:
    reading = Reading(np.array([0, 0, 5]), np.zeros(3, np.uint8), rests=np.array([400, -400, 0]))
    result = turned(reading, np.array([True, True, True]))
    assert result.rests is not None
    assert (result.values.tolist(), result.rests.tolist()) == ([0, 0, -5], [-400, -400, 0])


def returns(folder: Path, *amounts: int, state: str = "退货") -> list[Finding]:
    rows = [f"2026-01-05,Ann,{amount},{state}" for amount in amounts]
    lines = ["date,rep,amount,status", "2026-01-05,Ann,9,完成", *rows, ""]
    return read_sales([text(folder, "\n".join(lines))], History(), 2)[1]


def test_negative_returns_are_settled(tmp_path: Path) -> None:
    assert returns(tmp_path, -3, -5) == []
    # Of those that are not negative nobody knows.
    (finding,) = returns(tmp_path, -3, 5, 7)
    assert (finding.code, finding.count) == ("W241", 2)
    assert finding.values == {"states": "退货", "first": "退货"}
    # Other states do not say why they are negative.
    assert [found.code for found in returns(tmp_path, -3, state="已关闭")] == ["W241"]


def test_sheets_that_say_the_same_say_it_once(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for number, name in enumerate(["一季度", "二季度", "三季度", "四季度", "备用"], 1):
        page = workbook.create_sheet(name)
        page.append(["日期", "业务员", "金额（万元）", "状态"])
        page.append([f"2026-0{number}-05", "张伟", 1, "完成"])
        for _ in range(number if number < 4 else 0):
            page.append([f"2026-0{number}-06", "张伟", 1, "已取消"])
    workbook.save(tmp_path / "a.xlsx")
    _, findings = read_sales([tmp_path / "a.xlsx"], History(), 2)
    assert [(f.code, str(f.place), f.count) for f in findings] == [
        ("N203", "a.xlsx[一季度, 二季度, 三季度, …, 备用]!1", 5),
        ("N241", "a.xlsx[一季度, 二季度, 三季度]!1:状态", 6),
    ]


@pytest.mark.parametrize("word", ["Credit Note", "贷项通知单", "红字发票", "Gutschrift"])
def test_credit_notes_without_a_minus_are_said(tmp_path: Path, word: str) -> None:
    content = "日期,业务员,Type,金额\n2026-01-05,a,Invoice,5\n2026-01-06,a,{word},{amount}\n"
    path = text(tmp_path, content.format(word=word, amount=2))
    _, findings = read_sales([path], History(), 2)
    assert [(found.code, found.values["states"]) for found in findings] == [("W256", word)]
    path = text(tmp_path, content.format(word=word, amount=-2))
    assert read_sales([path], History(), 2)[1] == []


def test_the_pipeline_behind_a_stage_is_no_part_of_it() -> None:
    assert plain("Closed Won (Sales Pipeline)") in WON
    assert plain("Closed Lost (Partner pipeline)") in NO_SALES
    assert plain("Closed Won (lost since)") not in WON
