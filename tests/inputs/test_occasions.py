"""Dates and amounts of deals, invoices and payments, and which belong together."""

from __future__ import annotations

import pytest

from salesplan.inputs.columns import choose_columns


@pytest.mark.parametrize(
    ("headers", "taken"),
    [
        ("回款日期|合同金额|回款金额", "回款金额"),
        ("合同金额|回款金额|签约日期", "合同金额"),
        ("合同金额|回款金额|签约日期|回款日期", "合同金额"),
        ("付款时间|订单金额|实付金额", "实付金额"),
        ("开票日期|合同金额|开票金额", "开票金额"),
        ("Payment Date|Contract Amount|Payment Amount", "Payment Amount"),
        ("Invoice Date|Order Total|Invoice Total", "Invoice Total"),
        ("日期|合同金额|回款金额", "合同金额"),
        ("回款日期|金额|合同金额", "合同金额"),
        ("回款日期|合同金额", "合同金额"),
    ],
)
def test_the_amount_goes_with_the_date(headers: str, taken: str) -> None:
    names = headers.split("|")
    choice = choose_columns(names, {})
    assert names[choice.positions["amount"]] == taken
    assert choice.ambiguities == ()


def test_two_amounts_of_other_occasions_than_the_date_are_ambiguous() -> None:
    choice = choose_columns(["回款日期", "合同金额", "开票金额"], {})
    (ambiguity,) = choice.ambiguities
    assert (ambiguity.field, ambiguity.headers) == ("amount", ("合同金额", "开票金额"))


def test_the_user_decides() -> None:
    choice = choose_columns(["回款日期", "合同金额", "回款金额"], {"amount": ("合同金额",)})
    assert (choice.positions["amount"], choice.ambiguities) == (1, ())
