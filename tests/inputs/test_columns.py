from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.errors import Finding, Place
from salesplan.inputs.column_report import refusal_findings, rival_findings
from salesplan.inputs.columns import (
    NAMES,
    Ambiguity,
    Choice,
    Refusal,
    choose_columns,
    normalise,
    title_factor,
    unit_factor,
)
from salesplan.inputs.contents import confirmed
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.suggestions import with_candidates


@pytest.mark.parametrize(
    ("header", "normal"),
    [
        ("Order_Date ", "orderdate"),
        ("ＯｒｄｅｒＤａｔｅ", "orderdate"),
        ("销售订单金额（元）（必填）", "销售订单金额"),
        ("*客户 名称", "客户名称"),
        ("sales-rep", "salesrep"),
        ("日期：", "日期"),
        ("Opportunity Owner  ↑", "opportunityowner"),
        ("(元)", "(元)"),
    ],
)
def test_what_is_compared_of_a_header(header: str, normal: str) -> None:
    assert normalise(header) == normal


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("金额", 1),
        ("金额（元）", 1),
        ("金额(万元)", 10_000),
        ("金额（万）（必填）", 10_000),
        ("Amount (k)", 1_000),
        ("Amount [k USD]", 1_000),
        ("金额(单位：亿元)", 100_000_000),
        ("金额(含税)", 1),
    ],
)
def test_unit_in_the_header(header: str, factor: int) -> None:
    assert unit_factor(header) == factor


@pytest.mark.parametrize(
    ("title", "factor"),
    [
        ("单位：万元", 10_000),
        ("單位 : 萬", 10_000),
        ("2025 销售表（单位:千元）", 1_000),
        ("单位：元", 1),
        ("2026年业绩（万元）", 10_000),
        ("营收（人民币万元）明细", 10_000),
        ("Bookings by rep (USD k)", 1_000),
        ("Revenue (in thousands)", 1_000),
        ("Sales [€ m]", 1_000_000),
        ("Sales (M)", 1),
        ("2026年度（未税）", 1),
    ],
)
def test_unit_above_the_table(title: str, factor: int) -> None:
    assert title_factor(title) == factor


@pytest.mark.parametrize(
    ("headers", "positions"),
    [
        (
            "Record Id|Deal Owner.id|Deal Owner|Amount|Deal Name|Closing Date|Account Name",
            {"order": 0, "rep": 2, "amount": 3, "date": 5, "customer": 6},
        ),
        (
            "销售订单编号|客户名称|下单日期（必填）|销售订单金额(元)|负责人|已回款金额(元)",
            {"order": 0, "customer": 1, "date": 2, "amount": 3, "rep": 4},
        ),
        (
            "行 ID|订单 ID|订单日期|发货日期|地区|产品名称|销售额|数量",
            {"order": 1, "date": 2, "region": 4, "product": 5, "amount": 6, "quantity": 7},
        ),
        (
            "account number|sales rep|sku|ext price|date",
            {"rep": 1, "product": 2, "amount": 3, "date": 4},
        ),
        ("業務員|訂單日期|銷售額", {"rep": 0, "date": 1, "amount": 2}),
    ],
)
def test_exports_are_recognised(headers: str, positions: dict[str, int]) -> None:
    assert choose_columns(headers.split("|"), {}).positions == positions


def test_every_name_is_recognised_as_its_field() -> None:
    for field, names in NAMES.items():
        for name in names:
            assert choose_columns(["", name], {}).positions == {field: 1}, name


def test_an_earlier_name_wins_whatever_the_order_of_columns() -> None:
    assert choose_columns(["日期", "下单日期", "金额"], {}).positions["date"] == 1
    assert choose_columns(["下单日期", "日期", "金额"], {}).positions["date"] == 0


def test_equal_claims_are_an_ambiguity() -> None:
    choice = choose_columns(["date", "金额(元)", "金额(万元)"], {})
    assert choice.ambiguities == (Ambiguity("amount", ("金额(元)", "金额(万元)")),)


def test_the_user_settles_it() -> None:
    choice = choose_columns(["date", "金额(元)", "金额(万元)"], {"amount": ("金额(万元)",)})
    assert (choice.positions["amount"], choice.factor, choice.ambiguities) == (2, 10_000, ())


def test_a_column_named_for_one_field_is_not_taken_for_another() -> None:
    choice = choose_columns(["date", "amount", "owner"], {"customer": ("owner",)})
    assert choice.positions == {"customer": 2, "date": 0, "amount": 1}


def test_named_header_that_is_absent() -> None:
    choice = choose_columns(["date", "amount"], {"rep": ("业务员",)})
    assert choice.absent == ("rep",)
    assert choose_columns(["date", "x"], {}).missing == ("amount",)


def test_nothing_is_guessed_from_parts_of_a_name() -> None:
    assert choose_columns(["order date shipped", "amount paid", "price list"], {}).positions == {}


@pytest.mark.parametrize(
    "header",
    [
        *("Ship Date", "发货日期", "创建时间", "Created Time", "预计结单日期", "Due Date"),
        *("Manager", "创建人", "Created By", "联系人", "Standard Cost", "成本", "利润", "Profit"),
        *("付款状态", "审批状态", "发货状态", "Payment Status", "提成比例", "产品类别"),
        *("Deal Owner.id", "Account Name.id", "Currency Rate", "产品合计", "Market Share", "Name"),
    ],
)
def test_false_friends_are_nothing(header: str) -> None:
    assert choose_columns([header], {}).positions == {}


@pytest.mark.parametrize(
    ("headers", "positions"),
    [
        ("Order Date|Ship Date|Sales", {"date": 0, "amount": 2}),
        ("客户 ID|客户名称|产品 ID|产品名称", {"customer": 1, "product": 3}),
        ("客户 ID|产品编号", {"customer": 0, "product": 1}),
        (
            "Unit Price|Qty|Total|Discount %",
            {"price": 0, "quantity": 1, "amount": 2, "discount": 3},
        ),
        ("單價|數量|銷售額|折扣率", {"price": 0, "quantity": 1, "amount": 2, "discount": 3}),
        ("单价(元)|数量|小计|合计", {"price": 0, "quantity": 1, "amount": 2}),
        ("Sales Order|Sales|Sales Rep", {"order": 0, "amount": 1, "rep": 2}),
        ("业务员|地区经理|地区", {"rep": 0, "region": 2}),
        ("地区|地区经理", {"region": 0, "rep": 1}),
        ("Stage|Currency|Split (%)|Deal Owner", {"status": 0, "currency": 1, "share": 2, "rep": 3}),
        (
            "订单状态（必填）|币种|分成比例|負責人",
            {"status": 0, "currency": 1, "share": 2, "rep": 3},
        ),
        ("owner|owner__r|order_date", {"rep": 1, "date": 2}),
        ("TOTAL_PRICE_USD|INVOICE_DATE|UNIT_PRICE_USD", {"amount": 0, "date": 1, "price": 2}),
    ],
)
def test_neighbours_are_told_apart(headers: str, positions: dict[str, int]) -> None:
    choice = choose_columns(headers.split("|"), {})
    assert choice.positions == positions
    assert choice.ambiguities == ()


def test_no_name_belongs_to_two_fields() -> None:
    owners: dict[str, set[str]] = {}
    for field, names in NAMES.items():
        for name in names:
            owners.setdefault(normalise(name), set()).add(field)
    assert [name for name, fields in owners.items() if len(fields) > 1] == []


@pytest.mark.parametrize(
    ("header", "factor"),
    [("销售额万元", 10_000), ("金额_千元", 1_000), ("金额元", 1), ("万元", 1), ("Total_USD", 1)],
)
def test_a_unit_without_brackets(header: str, factor: int) -> None:
    assert unit_factor(header) == factor
    if header != "万元":
        assert choose_columns([header], {}).positions == {"amount": 0}


def test_an_empty_header_says_that_there_is_none() -> None:
    choice = choose_columns(["date", "owner"], {"amount": ("",)})
    assert (choice.without, choice.absent, choice.missing) == (("amount",), (), ())
    assert choose_columns(["date", "金额"], {"amount": ("",)}).positions == {"date": 0}


def test_quantity_and_price_make_an_amount() -> None:
    assert choose_columns(["date", "qty", "price"], {}).missing == ()
    assert choose_columns(["date", "price"], {}).missing == ("amount",)


# What columns hold


def look(headers: str, *rows: str, named: dict[str, str] | None = None) -> Choice:
    """The choice after a look into rows written as `a|b|c`."""
    names = headers.split("|")
    cells = list(zip(*(row.split("|") for row in rows), strict=True))
    columns = [pa.array([cell or None for cell in column], pa.string()) for column in cells]
    return confirmed(
        choose_columns(names, {what: (own,) for what, own in (named or {}).items()}),
        names,
        lambda at: columns[at],
    )


FIVE = [f"2024-01-0{day}" for day in range(1, 6)]


def test_of_two_equal_names_the_one_that_holds_something_wins() -> None:
    choice = look("日期|金额|金额", *(f"{day}||{at}.50" for at, day in enumerate(FIVE)))
    assert (choice.positions["amount"], choice.ambiguities, choice.decided) == (2, (), ("amount",))
    assert choice.refusals == ()  # an empty column is not worth a word


def test_where_nothing_is_held_an_empty_column_is_kept() -> None:
    choice = look("日期|折扣|折扣率", *(f"{day}||没有" for day in FIVE))
    assert (choice.positions, choice.ambiguities) == ({"date": 0, "discount": 1}, ())
    assert choice.refusals == (Refusal("discount", 2, "没有"),)


def test_of_two_equal_names_the_one_with_numbers_wins() -> None:
    choice = look("日期|金额(元)|金额", *(f"{day}|见附件|3" for day in FIVE))
    assert (choice.positions["amount"], choice.ambiguities) == (2, ())
    assert choice.refusals == (Refusal("amount", 1, "见附件"),)


def test_two_that_both_hold_something_stay_ambiguous() -> None:
    choice = look("日期|金额|金额(元)", *(f"{day}|{at}|见附件 {at}" for at, day in enumerate(FIVE)))
    assert choice.ambiguities == ()
    choice = look("日期|金额|金额(元)", *(f"{day}|1|2" for day in FIVE[:4]), f"{FIVE[4]}|x|2")
    assert choice.ambiguities == (Ambiguity("amount", ("金额", "金额(元)")),)


def test_a_better_name_over_the_wrong_content_gives_way() -> None:
    choice = look("下单日期|日期|金额", *(f"{at}|{day}|3" for at, day in enumerate(FIVE, 1)))
    assert (choice.positions["date"], choice.decided) == (1, ("date",))
    assert choice.refusals == (Refusal("date", 0, "1"),)


def test_the_only_candidate_is_kept_and_said() -> None:
    choice = look("日期|金额", *(f"{month}|3" for month in range(1, 13)))
    assert (choice.positions, choice.decided) == ({"date": 0, "amount": 1}, ())
    (finding,) = refusal_findings(choice, ["日期", "金额"], Place())
    assert (finding.code, finding.values) == (
        "E261",
        {"field": "date", "header": "日期", "value": "1"},
    )


def test_an_amount_of_words_gives_way_to_quantity_and_price() -> None:
    choice = look("日期|金额|数量|单价", *(f"{day}|面议|1|2" for day in FIVE))
    assert choice.positions == {"date": 0, "quantity": 2, "price": 3}
    (finding,) = refusal_findings(choice, ["日期", "金额", "数量", "单价"], Place())
    assert finding.code == "N261"


def test_a_person_is_no_amount_of_money() -> None:
    choice = look("日期|销售|金额", *(f"{day}|{at}.25|3" for at, day in enumerate(FIVE)))
    assert choice.positions == {"date": 0, "amount": 2}
    choice = look("日期|销售|金额", *(f"{day}|100{at}|3" for at, day in enumerate(FIVE)))
    assert choice.positions["rep"] == 1  # the number of a person


def test_few_cells_decide_nothing() -> None:
    choice = look("日期|折扣|金额", *(f"{day}|无|3" for day in FIVE[:4]))
    assert (choice.positions["discount"], choice.refusals) == (1, ())


def test_what_is_named_by_the_user_is_not_looked_into() -> None:
    rows = [f"{month}|3" for month in range(1, 13)]
    choice = look("日期|金额", *rows, named={"date": "日期"})
    assert (choice.positions["date"], choice.refusals) == (0, ())


def test_a_late_cell_is_seen() -> None:
    rows = [f"2024-01-01|{'面议' if at != 777 else '12件'}" for at in range(1000)]
    assert look("日期|数量", *rows).positions == {"date": 0, "quantity": 1}


def test_a_unit_above_the_table_stays_with_an_amount_that_moves() -> None:
    above = replace(choose_columns(["日期", "金额", "金额"], {}), factor=10_000)
    columns = [pa.array(cells) for cells in (FIVE, [""] * 5, ["3"] * 5)]
    choice = confirmed(above, ["日期", "金额", "金额"], lambda at: columns[at])
    assert (choice.positions["amount"], choice.factor) == (2, 10_000)


@settings(max_examples=60, deadline=None)
@given(
    amounts=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30),
    form=st.sampled_from(["{:.2f}", "{:,.2f}", "¥{:,.2f}", "{:.2f}元", "({:.2f})"]),
)
def test_real_columns_are_never_refused(amounts: list[int], form: str) -> None:
    rows = [f"2024-01-05|张三|{form.format(abs(amount) / 100)}" for amount in amounts]
    choice = look("日期|业务员|金额", *rows)
    assert (choice.positions, choice.refusals) == ({"date": 0, "rep": 1, "amount": 2}, ())


def test_other_columns_with_a_name_of_the_field_are_said() -> None:
    headers = ["日期", "合同金额", "业务员", "金额", "负责人", "回款金额"]
    place = Place("s.xlsx", row=1)
    choice = choose_columns(headers, {})
    amount = {"field": "amount", "header": "合同金额", "other": "回款金额"}
    person = {"field": "rep", "header": "业务员", "other": "负责人"}
    assert list(rival_findings(choice, headers, place)) == [
        Finding("N263", place, {**amount, "others": "回款金额, 金额"}),
        Finding("N263", place, {**person, "others": "负责人"}),
    ]
    chosen = choose_columns(headers, {"amount": ("金额",), "rep": ("负责人",)})
    assert list(rival_findings(chosen, headers, place)) == []
    alike = choose_columns(["日期", "金额", "金额"], {})  # which is an error of its own
    assert list(rival_findings(alike, ["日期", "金额", "金额"], place)) == []


# Columns that could be meant


def sheet(*rows: str) -> RawSheet:
    cells = zip(*(row.split("|") for row in rows), strict=True)
    columns = tuple(pa.array([cell or None for cell in column], pa.string()) for column in cells)
    letters = tuple("ABCDEFG"[: len(columns)])
    return RawSheet("s.xlsx", "S", columns, letters, np.arange(1, len(rows) + 1))


def test_missing_columns_are_suggested_by_what_they_hold() -> None:
    raw = sheet(
        "title||||",
        "when|ref|what|worth|金额",
        *(f"{day}|{at}|x|{at}.5|1" for at, day in enumerate(FIVE)),
    )
    place = Place("s.xlsx", sheet="S", row=2)
    said = with_candidates(Finding("E213", place, {"headers": "h"}), raw)
    assert (said.code, said.values["columns"]) == ("E263", "{date: 'when'}")
    assert said.values["dates"] == "A 'when' (100%)"
    said = with_candidates(Finding("E214", place, {"headers": "h"}), raw)
    assert (said.code, said.values["amounts"]) == ("E264", "D 'worth' (100%), B 'ref' (100%)")
    said = with_candidates(Finding("E215", place, {"headers": "h"}), raw)
    assert (said.code, said.values["columns"]) == ("E265", "{date: 'when', amount: 'worth'}")


def test_a_small_table_with_headers_of_its_own_is_suggested_by_what_it_holds() -> None:
    raw = sheet(
        "第几单|谁|卖给|什么时候|多少钱",
        "1|张伟|甲公司|1月5日|800",
        "2|李娜|乙公司|1月6日|90",
        "3|张伟|丙（集团）|1月7日|500",
    )
    said = with_candidates(Finding("E215", Place("s.xlsx", row=1), {"headers": "h"}), raw)
    assert said.code == "E266"
    assert {name: said.values[name] for name in ("dates", "reps", "amounts", "columns")} == {
        "dates": "D '什么时候' (100%)",
        "reps": "B '谁' (张伟, 李娜)",
        "amounts": "E '多少钱' (100%), A '第几单' (100%)",
        "columns": "{date: '什么时候', rep: '谁', amount: '多少钱'}",
    }


def test_a_header_with_an_apostrophe_is_quoted() -> None:
    raw = sheet("when's it|who|what", *["2026-01-05|Ann Lee|9.50", "2026-01-06|Bob|8.25"] * 2)
    said = with_candidates(Finding("E215", Place("s.xlsx", row=1), {"headers": "h"}), raw)
    assert said.values["columns"] == "{date: 'when''s it', rep: 'who', amount: 'what'}"


def test_nothing_is_suggested_where_nothing_fits() -> None:
    raw = sheet("a|b", *["x|y"] * 9)
    finding = Finding("E213", Place("s.xlsx", sheet="S", row=1), {"headers": "a, b"})
    assert with_candidates(finding, raw) is finding
    data = sheet(*["2024-01-01|3"] * 9)  # a table without headers
    assert with_candidates(finding, data) is finding
