"""Which column is the date, the person, the amount: names in both languages, as data.

A header is recognised when it equals one of the names of a field after both were normalised:
full-width forms folded, lower case, without spaces, underscores, hyphens and trailing brackets; a
currency's code at its end (TOTAL_PRICE_USD) is no part of a name. Nothing is guessed from parts of
a name. The order of the names is their rank: a sheet with both 下单日期 and 日期 is read by the
former. `owner__r` is what `owner` stands for in dumps of 纷享销客, and comes before it. A unit in
the brackets, 金额（万元）, or at the end, 金额万元, multiplies amounts.

What the columns hold is looked at in `contents`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import lru_cache
from typing import Final

from salesplan.core.sales import Why
from salesplan.inputs.occasions import amount_of_date

NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "date": (
        *("下单日期", "订单日期", "销售日期", "成交日期", "签约日期", "签单日期", "合同日期"),
        *("下单时间", "订单时间", "销售时间", "成交时间", "签约时间", "開單日期", "開立日期"),
        *("下單日期", "訂單日期", "銷售日期", "簽約日期", "簽單日期", "成交時間", "下單時間"),
        *("赢单日期", "赢单时间", "单据日期", "單據日期", "业务日期", "開票日期", "开票日期"),
        *("order date", "sale date", "sales date", "date of sale", "date sold", "closing date"),
        *("close date", "closed date", "won date", "deal date", "contract date", "booking date"),
        *("transaction date", "purchase date", "posting date", "invoice date", "日期", "date"),
        *("付款日期", "付款时间", "支付时间", "回款日期", "收款日期", "payment date"),
    ),
    "rep": (
        *("业务员", "销售员", "销售代表", "销售人员", "客户经理", "业务经理", "销售经理"),
        *("业务员姓名", "销售员姓名", "销售姓名", "业务代表", "业务人员", "销售顾问", "店员"),
        *("业务负责人", "销售负责人", "所属销售", "归属销售", "签单人", "签约人", "成交人"),
        *("業務員", "銷售員", "銷售代表", "銷售人員", "客戶經理", "業務經理", "銷售經理"),
        *("業務代表", "業務人員", "業務負責人", "銷售負責人", "負責人", "店長", "店員"),
        *("sales rep", "salesrep", "sales representative", "salesperson", "sales person"),
        *("sales rep name", "rep name", "salesperson name", "sales owner", "sales executive"),
        *("salesman", "sales agent", "account executive", "account manager", "deal owner"),
        *("opportunity owner", "account owner", "order owner", "record owner", "rep", "seller"),
        *("sold by", "closed by", "owner", "employee name", "employee", "负责人", "销售", "店长"),
        *("sales manager", "地区经理", "区域经理", "大区经理", "地區經理", "區域經理"),
        *("regional manager", "area manager", "经办人", "經辦人"),
        *("员工姓名", "员工", "人员", "員工姓名", "員工", "人員"),
    ),
    "amount": (
        *("销售订单金额", "订单金额", "成交金额", "销售金额", "销售额", "合同金额", "签约金额"),
        *("签单金额", "订单总额", "订单总金额", "合同总额", "合同总金额", "销售总额", "成交额"),
        *("销售收入", "营业额", "业绩金额", "業績金額", "營業額", "成交額", "銷售總額"),
        *("銷售訂單金額", "訂單金額", "成交金額", "銷售金額", "銷售額", "合約金額", "商机金额"),
        *("sales amount", "sale amount", "order amount", "deal amount", "opportunity amount"),
        *("contract amount", "invoice amount", "net amount", "net sales", "net revenue"),
        *("ext price", "extended price", "extended amount", "line total", "line amount"),
        *("order total", "order value", "deal value", "contract value", "sales value"),
        *("total price", "total amount", "total sales", "total revenue", "invoice total"),
        *("close value", "revenue", "turnover", "sales", "amount", "net", "total", "subtotal"),
        *("实收金额", "实收", "实付金额", "回款金额", "回款", "實收金額", "實收", "金额", "金額"),
        *("收款金额", "付款金额", "支付金额", "到账金额", "开票金额", "发票金额", "收款金額"),
        *("付款金額", "開票金額", "發票金額", "payment amount"),
        *("总金额", "总价", "價稅合計", "价税合计", "含税金额", "總金額", "總價", "业绩", "業績"),
        *("合计金额", "合計金額", "小计", "小計", "合计", "合計"),
    ),
    "quantity": (
        *("销售数量", "订单数量", "数量", "件数", "销量", "銷售數量", "訂單數量", "數量", "銷量"),
        *("quantity", "order quantity", "quantity ordered", "quantity sold", "qty", "units"),
        *("units sold", "pieces"),
    ),
    "customer": (
        *("客户名称", "客户", "客户简称", "客户全称", "客户姓名", "客户公司", "顾客姓名"),
        *("顾客名称", "顾客", "购货单位", "购买方", "买方", "买家", "客戶名稱", "客戶", "客戶姓名"),
        *("门店名称", "门店", "店铺名称", "店铺", "門店名稱", "門店"),
        *("customer name", "customer", "account name", "account", "client name", "client"),
        *("company name", "company", "buyer name", "buyer", "公司名称", "公司名稱"),
        *("customer id", "client id", "customer no", "客户 id", "客户编号", "客户编码", "客戶編號"),
    ),
    "product": (
        *("产品名称", "产品", "商品名称", "商品", "货品名称", "货品", "物料名称", "品名"),
        *("產品名稱", "產品", "商品名稱", "product name", "product", "item name", "item", "sku"),
        *("product id", "product code", "item code", "产品 id", "产品编号", "商品编码", "產品編號"),
    ),
    "region": (
        *("销售区域", "所属区域", "区域", "地区", "销售大区", "大区", "片区"),
        *("銷售區域", "區域", "地區", "sales region", "region", "sales territory", "territory"),
        *("sales area",),
    ),
    "order": (
        *("销售订单编号", "订单编号", "订单号", "订单 id", "单据编号", "合同编号", "销售单号"),
        *("合同号", "单号", "銷售訂單編號", "訂單編號", "訂單號", "訂單 id", "合約編號", "單號"),
        *("order id", "order number", "order no", "order no.", "order #", "sales order number"),
        *("sales order no", "sales order", "so number", "invoice number", "invoice no"),
        *("transaction id", "deal id", "opportunity id", "record id"),
    ),
    "status": (
        *("销售阶段", "商机阶段", "商机状态", "订单状态", "销售状态", "成交状态", "交易状态"),
        *("銷售階段", "商機階段", "商機狀態", "訂單狀態", "銷售狀態", "成交狀態", "交易狀態"),
        *("deal stage", "sales stage", "opportunity stage", "stage name", "stage"),
        *("deal status", "order status", "sales status", "opportunity status", "sale status"),
        *("合同状态", "单据状态", "阶段", "状态", "階段", "狀態", "status", "生命周期状态"),
        *("life_status",),
    ),
    "price": (
        *("成交单价", "销售单价", "实际单价", "含税单价", "单价", "标准单价", "单位价格"),
        *("成交單價", "銷售單價", "單價", "售价", "售價", "价格", "價格"),
        *("sales price", "selling price", "sale price", "unit price", "price per unit"),
        *("price each", "price"),
    ),
    "discount": (
        *("折扣率", "折扣", "折扣点", "折扣比例", "折扣點"),
        *("discount rate", "discount %", "discount percent", "discount percentage", "discount"),
        *("折扣额", "折扣金额", "折让金额", "优惠金额", "优惠额", "让利金额", "折扣額", "折扣金額"),
        *("折讓金額", "優惠金額", "優惠額", "discount amount", "discount amt", "discount value"),
        *("discount total", "total discount"),
    ),
    "currency": (
        *("币种", "货币", "币别", "货币代码", "交易币种", "结算币种", "幣別", "幣種", "貨幣"),
        *("currency", "currency code", "deal currency", "order currency", "transaction currency"),
    ),
    "share": (
        *("分成比例", "业绩分成比例", "业绩分成", "业绩分配比例", "业绩比例", "分摊比例"),
        *("業績分成比例", "業績分成", "業績比例", "分攤比例"),
        *("split %", "split percent", "split percentage", "sales split", "credit split"),
        *("credit split %", "credit percent", "credit share", "split"),
    ),
}
"""The names of each field, the best first.

What is *not* here is meant: 发货日期 and Ship Date are not when something was sold, 付款状态 and
审批状态 do not say whether, Manager is not who, 提成比例 is what one earns.
"""
NEEDED: Final = ("date", "amount")
NUMERIC: Final = frozenset({"amount", "quantity", "price", "discount", "share"})
_OF_NAMES: Final = frozenset({"rep", "customer", "product", "region", "order"})
"""Fields for which another header does where that of the user is not there: an amount by another
name may be another amount."""

_UNITS: Final[Mapping[str, int]] = {
    **{"千": 10**3, "万": 10**4, "萬": 10**4, "百万": 10**6, "百萬": 10**6},
    **{"千万": 10**7, "亿": 10**8, "億": 10**8, "k": 10**3, "thousand": 10**3, "thousands": 10**3},
    **{"m": 10**6, "mn": 10**6, "million": 10**6, "millions": 10**6},
}
_BRACKETS: Final = re.compile(r"\s*[(\[【]([^()\[\]【】]*)[)\]】]\s*$")
_CODES: Final = r"usd|cny|rmb|eur|gbp|hkd|twd|jpy|sgd"
_CODE_AT_END: Final = re.compile(rf"[\s_\-/]*(?:{_CODES}|元)$")
_UNIT_AT_END: Final = re.compile(r"[\s_\-/]*([十百千]?[万萬亿億]|千)[元圆圓]$")
_MAIN_UNIT: Final = re.compile(r"[(\[【][^()]*(?:元|圆|圓|rmb|cny|usd|eur|[¥$€£])\s*[)\]】]|元$")
_NAMED_BY: Final = re.compile(r"__r$")
_TITLE_UNIT: Final = re.compile(
    r"(?:金额|金額)?(?:单位|單位|unit)\s*[::]\s*(\S+?)\s*[)\]】]?\s*$", re.I
)
_LONGEST_TITLE: Final = 200
_UNIT_IN_BRACKETS: Final = re.compile(
    r"[(\[【]\s*(?:in\s+)?("
    r"(?:人民币|人民幣)?(?:[十百千]?[万萬亿億]元?|千元)"
    rf"|(?:(?:{_CODES}|[¥$€£])\s*(?:in\s+)?)?(?:thousands?|millions?)(?:\s+(?:of\s+)?(?:{_CODES}))?"
    rf"|(?:{_CODES}|[¥$€£])\s*(?:k|m|mn)|(?:k|m|mn)\s*(?:{_CODES}|[¥$€£])"
    r")\s*[)\]】]"
)
"""What a title may have in brackets for the unit of all amounts."""


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """Two headers with an equal claim to one field."""

    field: str
    headers: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A column that has the name of a field and nothing of the kind in it, such as `sample`."""

    field: str
    position: int
    sample: str


@dataclass(frozen=True)
class Choice:
    """What each column of a sheet is.

    `positions` maps fields to columns, counted from zero. `factor` multiplies amounts.
    `absent` are the fields whose header was named by the user and is not there: such a field of
    names has the column that has one of its names, if only one has. `without` are those that the
    user says there are none of, by an empty header. `claims` are all columns that have a
    name of a field, those with equal claims together, the best first. `refusals` are columns that
    were not taken for what they hold, and `decided` the fields for which that settled the choice.
    `from_preset` are the fields whose header the export called `preset` gave.
    """

    positions: Mapping[str, int]
    factor: int = 1
    ambiguities: tuple[Ambiguity, ...] = ()
    absent: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    claims: Mapping[str, tuple[tuple[int, ...], ...]] = dataclass_field(default_factory=dict)
    refusals: tuple[Refusal, ...] = ()
    decided: tuple[str, ...] = ()
    preset: str = ""
    from_preset: frozenset[str] = frozenset()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields without which a sheet cannot be read, and that it does not have.

        An amount may be computed from quantity and price.
        """
        there = {*self.positions, *self.without}
        if there >= {"quantity", "price"}:  # from which amounts are computed
            there.add("amount")
        return tuple(field for field in NEEDED if field not in there)

    def why(self, field: str, named: Collection[str]) -> Why:
        """Why a field has its column; `named` are the fields whose header the profile gives."""
        if field in self.from_preset:
            return Why.PRESET
        if field in named and field not in self.absent:
            return Why.PROFILE
        return Why.CONTENT if field in self.decided else Why.NAME


@lru_cache(maxsize=4096)
def normalise(header: str) -> str:
    """What is compared of a header.

    >>> normalise("销售订单金额（元）（必填）"), normalise("Order_Date ")
    ('销售订单金额', 'orderdate')
    """
    plain = unicodedata.normalize("NFKC", header).casefold().strip().strip("*:↑↓▲▼ ")
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
    at_end = _UNIT_AT_END.search(plain)
    return _factor_of(at_end[1]) if at_end and at_end.start() else 1


def named_unit(header: str) -> int | None:
    """What the unit in a header multiplies by: 1 for 元; None where it names none.

    >>> named_unit("1月(元)"), named_unit("1月(万)"), named_unit("1月")
    (1, 10000, None)
    """
    if (factor := unit_factor(header)) != 1:
        return factor
    plain = unicodedata.normalize("NFKC", header).casefold().strip()
    return 1 if _MAIN_UNIT.search(plain) else None


def title_factor(text: str) -> int:
    """The same for a line above the table; 1 where it says nothing.

    >>> (
    ...     title_factor("单位：万元"),
    ...     title_factor("2026年业绩（万元）"),
    ...     title_factor("Sales (USD k)"),
    ... )
    (10000, 10000, 1000)
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST_TITLE]).casefold()
    if found := _TITLE_UNIT.search(plain):
        return _factor_of(found[1])
    factors = (_factor_of(found[1]) for found in _UNIT_IN_BRACKETS.finditer(plain))
    return next((factor for factor in factors if factor != 1), 1)


def _factor_of(unit: str) -> int:
    word = re.sub(r"^(?:单位|單位|unit)\s*[::]?\s*", "", unit.strip())
    word = re.sub(
        r"(?:人民币|人民幣|rmb|cny|usd|eur|gbp|hkd|twd|jpy|sgd|\b(?:in|of)\b|元|圆|圓|[¥$€£\s])+",
        "",
        word,
    )
    return _UNITS.get(word, 1)


_RANKS: Final[Mapping[str, tuple[str, int]]] = {
    normalise(name): (field, rank)
    for field, names in NAMES.items()
    for rank, name in reversed(tuple(enumerate(names)))
}


def choose_columns(headers: Sequence[str], named: Mapping[str, tuple[str, ...]]) -> Choice:
    """The column of each field, among the `headers` of one row; `named` are the user's own.

    The first header named by the user that is there counts, and for that field alone; the others go
    by their names' ranks.
    """
    positions: dict[str, int] = {}
    absent: list[str] = []
    without = tuple(field for field, own in named.items() if not any(map(str.strip, own)))
    for field, own in named.items():
        there = [at for header in own if (at := position_of(headers, header)) is not None]
        if there:
            positions[field] = there[0]
        elif field not in without:
            absent.append(field)
    claims = _claims(headers, set(positions.values()))
    if "amount" in claims:
        date = positions.get("date", claims.get("date", ((None,),))[0][0])
        claims["amount"] = _by_occasion(headers, date, claims["amount"])
    ambiguities: list[Ambiguity] = []
    for field, ranks in claims.items():
        first, *others = ranks[0]
        if field in named and (others or field not in absent or field not in _OF_NAMES):
            continue
        positions[field] = first
        if others:
            ambiguities.append(Ambiguity(field, (headers[first], headers[others[0]])))
    factor = factor_at(headers, positions)
    return Choice(positions, factor, tuple(ambiguities), tuple(absent), without, claims)


def _by_occasion(
    headers: Sequence[str], date: int | None, ranks: tuple[tuple[int, ...], ...]
) -> tuple[tuple[int, ...], ...]:
    """The claims to the amount, first of them those that belong to the date."""
    amounts = [at for rank in ranks for at in rank]
    if date is None or not ranks or len(ranks[0]) > 1:
        return ranks
    found = amount_of_date(headers[date], [headers[at] for at in amounts])
    if found is None:
        return ranks
    first = tuple(amounts[place] for place in found)
    rest = (tuple(at for at in rank if at not in first) for rank in ranks)
    return (first, *filter(None, rest))


def factor_at(headers: Sequence[str], positions: Mapping[str, int]) -> int:
    """What the unit in the header of the amount multiplies; 1 without an amount."""
    amount = positions.get("amount")
    return 1 if amount is None else unit_factor(headers[amount])


def position_of(headers: Sequence[str], wanted: str) -> int | None:
    """Where a header named by the user stands: as written first, then by its normal form."""
    for form in (str.strip, normalise):
        forms = [form(header) for header in headers]
        if form(wanted) in forms and form(wanted):
            return forms.index(form(wanted))
    return None


def _claims(headers: Sequence[str], taken: set[int]) -> dict[str, tuple[tuple[int, ...], ...]]:
    """For each field the columns that carry one of its names, by the rank of the name."""
    claims: dict[str, dict[int, list[int]]] = {}
    for position, header in enumerate(headers):
        if position not in taken and (found := field_named(header)):
            field, rank = found
            claims.setdefault(field, {}).setdefault(rank, []).append(position)
    return {
        field: tuple(tuple(positions) for _, positions in sorted(ranks.items()))
        for field, ranks in claims.items()
    }


def field_named(header: str) -> tuple[str, int] | None:
    """The field that a header names, and the rank of that name: 0 is the best.

    >>> field_named("Order_Date"), field_named("总价（元）")[0], field_named("Ship Date")
    (('date', 28), 'amount', None)
    """
    if not header:
        return None
    if found := _RANKS.get(normalise(header)):
        return found
    if _NAMED_BY.search(header):
        found = field_named(_NAMED_BY.sub("", header))
        return found and (found[0], found[1] - len(_RANKS))
    plain = normalise(header)
    for end in (_UNIT_AT_END, _CODE_AT_END):
        if (bare := end.sub("", plain)) != plain and (found := _RANKS.get(bare)):
            return found
    return None
