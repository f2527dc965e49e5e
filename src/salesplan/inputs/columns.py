"""Which column is the date, the person, the amount: names in both languages, as data.

A header is recognised when it equals one of the names of a field after both were normalised:
full-width forms folded, lower case, without spaces, underscores, hyphens and trailing brackets.
Nothing is guessed from parts of a name. The order of the names is their rank: a sheet with both
下单日期 and 日期 is read by 下单日期. A unit in the brackets, 金额（万元）, multiplies amounts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": (
        *("下单日期", "订单日期", "销售日期", "成交日期", "签约日期", "签单日期", "合同日期"),
        *("下单时间", "订单时间", "销售时间", "成交时间", "签约时间", "開單日期", "開立日期"),
        *("下單日期", "訂單日期", "銷售日期", "成交日期", "簽約日期", "单据日期", "開票日期"),
        *("order date", "sale date", "sales date", "closing date", "close date", "closed date"),
        *("transaction date", "invoice date", "开票日期", "日期", "date"),
    ),
    "rep": (
        *("业务员", "销售员", "销售代表", "销售人员", "客户经理", "业务经理", "销售经理"),
        *("業務員", "銷售員", "銷售代表", "銷售人員", "客戶經理", "負責人", "店長"),
        *("sales rep", "salesrep", "sales representative", "salesperson", "sales person"),
        *("salesman", "sales agent", "account executive", "account manager", "deal owner"),
        *("opportunity owner", "rep", "seller", "owner", "employee", "负责人", "销售", "店长"),
    ),
    "amount": (
        *("销售订单金额", "订单金额", "成交金额", "销售金额", "销售额", "合同金额", "签约金额"),
        *("銷售訂單金額", "訂單金額", "成交金額", "銷售金額", "銷售額", "合約金額", "商机金额"),
        *("sales amount", "order amount", "net amount", "net sales", "ext price"),
        *("extended price", "line total", "order total", "close value", "revenue", "sales"),
        *("amount", "net", "total", "实收金额", "实收", "回款金额", "回款", "實收", "金额", "金額"),
    ),
    "quantity": (
        *("销售数量", "订单数量", "数量", "件数", "销量", "銷售數量", "訂單數量", "數量", "銷量"),
        *("quantity", "order quantity", "quantity ordered", "qty", "units", "units sold"),
    ),
    "customer": (
        *(
            "客户名称",
            "客户",
            "客户简称",
            "顾客姓名",
            "顾客",
            "客戶名稱",
            "客戶",
            "门店名称",
            "门店",
        ),
        *("customer name", "customer", "account name", "account", "client name", "client"),
        *("company name", "company", "customer id", "客户编号", "門店"),
    ),
    "product": (
        *("产品名称", "产品", "商品名称", "商品", "品名", "產品名稱", "產品", "商品名稱"),
        *("product name", "product", "item name", "item", "sku", "product id", "产品编号"),
    ),
    "region": (
        *("销售区域", "区域", "地区", "大区", "銷售區域", "區域", "地區"),
        *("sales region", "region", "sales territory", "territory"),
    ),
    "order": (
        *("销售订单编号", "订单编号", "订单号", "订单 id", "单据编号", "合同编号", "单号"),
        *("銷售訂單編號", "訂單編號", "訂單號", "order id", "order number", "order no"),
        *("order no.", "sales order", "so number", "invoice number", "record id"),
    ),
}
NEEDED: Final = ("date", "amount")

_UNITS: Final[Mapping[str, int]] = {
    **{"千": 10**3, "万": 10**4, "萬": 10**4, "百万": 10**6, "百萬": 10**6},
    **{"千万": 10**7, "亿": 10**8, "億": 10**8, "k": 10**3, "thousand": 10**3, "thousands": 10**3},
    **{"m": 10**6, "mn": 10**6, "million": 10**6, "millions": 10**6},
}
_BRACKETS: Final = re.compile(r"\s*[(\[【]([^()\[\]【】]*)[)\]】]\s*$")
_TITLE_UNIT: Final = re.compile(
    r"(?:金额|金額)?(?:单位|單位|unit)\s*[::]\s*(\S+?)\s*[)\]】]?\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Two headers with an equal claim to one field."""

    field: str
    headers: tuple[str, str]


@dataclass(frozen=True)
class Choice:
    """What each column of a sheet is.

    `positions` maps fields to columns, counted from zero. `factor` multiplies amounts.
    `absent` are the fields whose header was named by the user and is not there.
    """

    positions: Mapping[str, int]
    factor: int = 1
    ambiguities: tuple[Ambiguity, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which a sheet cannot be read, and that it does not have."""
        return tuple(field for field in NEEDED if field not in self.positions)


def normalise(header: str) -> str:
    """What is compared of a header.

    >>> normalise("销售订单金额（元）（必填）"), normalise("Order_Date ")
    ('销售订单金额', 'orderdate')
    """
    plain = unicodedata.normalize("NFKC", header).casefold().strip().strip("*:")
    while found := _BRACKETS.search(plain):
        if not found.start():
            break
        plain = plain[: found.start()]
    return re.sub(r"[\s_\-]+", "", plain)


def unit_factor(header: str) -> int:
    """What the unit in a header's brackets multiplies its numbers by; 1 where there is none.

    >>> unit_factor("金额（万元）"), unit_factor("Amount (k)"), unit_factor("金额(元)")
    (10000, 1000, 1)
    """
    plain = unicodedata.normalize("NFKC", header).casefold().strip()
    while found := _BRACKETS.search(plain):
        factor = _factor_of(found[1])
        if factor != 1:
            return factor
        if not found.start():
            break
        plain = plain[: found.start()]
    return 1


def title_factor(text: str) -> int:
    """The same for a line above the table that says `单位：万元`; 1 where it says nothing."""
    found = _TITLE_UNIT.search(unicodedata.normalize("NFKC", text).casefold())
    return _factor_of(found[1]) if found else 1


def _factor_of(unit: str) -> int:
    word = re.sub(r"^(?:单位|單位|unit)\s*[::]?\s*", "", unit.strip())
    word = re.sub(r"(?:人民币|人民幣|rmb|cny|usd|eur|元|圆|圓|[¥$€£\s])+", "", word)
    return _UNITS.get(word, 1)


_RANKS: Final[Mapping[str, tuple[str, int]]] = {
    normalise(name): (field, rank)
    for field, names in NAMES.items()
    for rank, name in reversed(tuple(enumerate(names)))
}


def choose_columns(headers: Sequence[str], named: Mapping[str, str]) -> Choice:
    """The column of each field, among the `headers` of one row; `named` are the user's own.

    A header named by the user counts for that field alone; the others go by their names' ranks.
    """
    positions: dict[str, int] = {}
    absent: list[str] = []
    for field, header in named.items():
        position = _position(headers, header)
        if position is None:
            absent.append(field)
        else:
            positions[field] = position
    taken = set(positions.values())
    ambiguities: list[Ambiguity] = []
    for field, claims in _claims(headers, taken).items():
        if field in named:
            continue
        rank = min(claims)
        first, *others = claims[rank]
        positions[field] = first
        if others:
            ambiguities.append(Ambiguity(field, (headers[first], headers[others[0]])))
    amount = positions.get("amount")
    factor = 1 if amount is None else unit_factor(headers[amount])
    return Choice(positions, factor, tuple(ambiguities), tuple(absent))


def _position(headers: Sequence[str], wanted: str) -> int | None:
    """Where a header named by the user stands: as written first, then by its normal form."""
    for form in (str.strip, normalise):
        forms = [form(header) for header in headers]
        if form(wanted) in forms and form(wanted):
            return forms.index(form(wanted))
    return None


def _claims(headers: Sequence[str], taken: set[int]) -> dict[str, dict[int, list[int]]]:
    """For each field the columns that carry one of its names, by the rank of the name."""
    claims: dict[str, dict[int, list[int]]] = {}
    for position, field, rank in _recognised(headers):
        if position not in taken:
            claims.setdefault(field, {}).setdefault(rank, []).append(position)
    return claims


def _recognised(headers: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    for position, header in enumerate(headers):
        if header and (found := _RANKS.get(normalise(header))):
            yield position, *found
