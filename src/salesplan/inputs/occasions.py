"""What dates and amounts are of: a deal, an invoice or a payment.

A list of payments has the amount of the contract beside each of its instalments. By the days of
payments it is the amount of the payment that counts, whatever its name's rank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum
from typing import Final


class Occasion(Enum):
    """When a sale may be counted."""

    DEAL = "deal"
    INVOICE = "invoice"
    PAYMENT = "payment"


_WORDS: Final = {
    Occasion.PAYMENT: re.compile(
        r"回款|收款|付款|支付|实收|實收|实付|實付|到账|到賬|payment|paid|received"
    ),
    Occasion.INVOICE: re.compile(r"开票|開票|发票|發票|invoice"),
    Occasion.DEAL: re.compile(
        r"下单|下單|订单|訂單|签约|簽約|签单|簽單|合同|合約|成交|销售|銷售|赢单|贏單|商机|商機"
        r"|order|contract|deal|sale|booking|clos|won|opportunity"
    ),
}


def occasion_of(header: str) -> Occasion | None:
    """What a header says that its date or amount is of.

    >>> occasion_of("回款日期"), occasion_of("合同金额"), occasion_of("金额")
    (<Occasion.PAYMENT: 'payment'>, <Occasion.DEAL: 'deal'>, None)
    """
    plain = unicodedata.normalize("NFKC", header).casefold()
    return next((occasion for occasion, words in _WORDS.items() if words.search(plain)), None)


def amount_of_date(date: str, amounts: Sequence[str]) -> tuple[int, ...] | None:
    """Which of several headers of amounts, the best name first, belongs to that of a date.

    None where their names' ranks decide; two where the date is of none of them.

    >>> amount_of_date("回款日期", ("合同金额", "回款金额"))
    (1,)
    >>> amount_of_date("回款日期", ("合同金额", "开票金额"))
    (0, 1)
    """
    wanted = occasion_of(date)
    occasions = [occasion_of(amount) for amount in amounts]
    if wanted is None or len(amounts) < 2 or occasions[0] in {None, wanted}:
        return None
    if wanted in occasions:
        return (occasions.index(wanted),)
    return (0, 1) if None not in occasions and len(set(occasions)) > 1 else None
