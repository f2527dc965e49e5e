from __future__ import annotations

import pytest

from salesplan.inputs.columns import (
    NAMES,
    Ambiguity,
    choose_columns,
    normalise,
    title_factor,
    unit_factor,
)


@pytest.mark.parametrize(
    ("header", "normal"),
    [
        ("Order_Date ", "orderdate"),
        ("ＯｒｄｅｒＤａｔｅ", "orderdate"),
        ("销售订单金额（元）（必填）", "销售订单金额"),
        ("*客户 名称", "客户名称"),
        ("sales-rep", "salesrep"),
        ("日期：", "日期"),
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
    choice = choose_columns(["date", "金额(元)", "金额(万元)"], {"amount": "金额(万元)"})
    assert (choice.positions["amount"], choice.factor, choice.ambiguities) == (2, 10_000, ())


def test_a_column_named_for_one_field_is_not_taken_for_another() -> None:
    choice = choose_columns(["date", "amount", "owner"], {"customer": "owner"})
    assert choice.positions == {"customer": 2, "date": 0, "amount": 1}


def test_named_header_that_is_absent() -> None:
    choice = choose_columns(["date", "amount"], {"rep": "业务员"})
    assert choice.absent == ("rep",)
    assert choose_columns(["date", "x"], {}).missing == ("amount",)


def test_nothing_is_guessed_from_parts_of_a_name() -> None:
    assert choose_columns(["order date shipped", "amount paid", "unit price"], {}).positions == {}
