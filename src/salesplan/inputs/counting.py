"""Which rows are sales, by what their state or stage says.

What the user names decides: `only`, `without`, `negative`. Else states that are no sales (已取消,
作废, Cancelled …) leave rows out, and where a state says that a deal is won nothing else counts. A
state that may mean either (已关闭, Refunded, Pending) counts and is said. States are compared
without spaces, signs, width and case, and in simplified characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.roster import nearest
from salesplan.errors import Finding
from salesplan.inputs.arrays import Mask
from salesplan.inputs.cells import Reading, encoded
from salesplan.inputs.tables import Table
from salesplan.profile import Counting

_SIMPLIFIED: Final = str.maketrans(
    "關閉無輸單審核廢銷駁絕終丟贏敗戰廢棄過駁回訂購貨訖開啟撤刪除確認結複報價談判約簽暫掛未",
    "关闭无输单审核废销驳绝终丢赢败战废弃过驳回订购货讫开启撤删除确认结复报价谈判约签暂挂未",
)
_NO_SALES: Final = (
    *("取消", "已取消", "订单取消", "取消订单", "交易取消", "客户取消", "已撤单", "撤单", "撤销"),
    *("已撤销", "撤回", "已撤回", "作废", "已作废", "废弃", "已废弃", "无效", "已无效", "无效订单"),
    *("删除", "已删除", "交易关闭", "输单", "已输单", "丢单", "已丢单", "失单", "战败", "败单"),
    *("失败", "交易失败", "支付失败", "付款失败", "驳回", "已驳回", "审核驳回", "审批驳回"),
    *("拒绝", "已拒绝", "审核不通过", "审批不通过", "未通过", "草稿", "cancelled", "canceled"),
    *("cancel", "void", "voided", "rejected", "declined", "denied", "invalid", "draft", "deleted"),
    "ineffective",
    *("failed", "payment failed", "abandoned", "lost", "closed lost", "deal lost", "lost deal"),
    *("closed lost to competition", "lost to competition", "lost to competitor", "disqualified"),
)
_UNCERTAIN: Final = (
    *("关闭", "已关闭", "终止", "已终止", "暂停", "挂起", "过期", "已过期", "失效", "已失效"),
    *("待审核", "待审批", "审核中", "审批中", "未审核", "未审批", "未提交", "待确认", "未确认"),
    *("待付款", "待支付", "未付款", "未支付", "等待买家付款", "退款", "已退款", "退款中"),
    *("退款成功", "退货", "已退货", "退货中", "退换货", "closed", "pending", "pending approval"),
    *("awaiting approval", "awaiting payment", "pending payment", "unpaid", "on hold", "hold"),
    *("open", "new", "expired", "terminated", "refunded", "refund", "returned", "return"),
    *("under_review", "in_change", "chargeback", "in review", "quote", "quotation"),
)
_REVERSED: Final = (
    *(
        "credit note",
        "credit memo",
        "creditnote",
        "gutschrift",
        "storno",
        "reversal",
        "sales return",
    ),
    *(
        "红冲",
        "冲红",
        "红字",
        "红票",
        "红字发票",
        "贷项",
        "贷项通知单",
        "退货单",
        "销售退货单",
        "退款单",
    ),
)
"""Papers that take back a sale, with a minus or without."""
_WON: Final = (
    "赢单",
    "已赢单",
    "赢单成交",
    "成功赢单",
    "won",
    "closed won",
    "deal won",
    "won deal",
)
_SHOWN: Final = 8
_SAMPLE: Final = 1000
_MOST_STATES: Final = 30
"""Different texts of a column of states, at most."""
"""How many different states a finding lists."""


def plain(state: str) -> str:
    """What is compared of a state; the pipeline that HubSpot puts behind its stages is not.

    >>> plain("Closed-Lost "), plain("無效"), plain("Closed Won (Sales Pipeline)")
    ('closedlost', '无效', 'closedwon')
    """
    folded = unicodedata.normalize("NFKC", state).casefold().translate(_SIMPLIFIED)
    folded = re.sub(r"\([^()]*pipeline\)\s*$", "", folded)
    return re.sub(r"[\s_\-–—/.,:;、。]+", "", folded)


_RETURNED: Final = frozenset(
    map(plain, ("退货", "已退货", "销售退货", "退款", "已退款", "returned", "refunded", *_REVERSED))
)
NO_SALES: Final = frozenset(map(plain, _NO_SALES))
UNCERTAIN: Final = frozenset(map(plain, (*_UNCERTAIN, *_REVERSED)))
WON: Final = frozenset(map(plain, _WON))


@dataclass(frozen=True)
class States:
    """What the states of a table say of its rows.

    `texts` are the different states, `codes` say which of them each row has; the last is blank.
    `omitted` and `uncertain` are marks of texts, `left_out` and `returned` of rows; `returns` are
    the rows of these and of all that are called so.
    """

    position: int
    texts: tuple[str, ...]
    codes: npt.NDArray[np.int32]
    omitted: Mask
    uncertain: Mask
    won: bool
    returned: Mask
    returns: Mask

    @property
    def left_out(self) -> Mask:
        """Rows that are no sales."""
        return self.omitted[self.codes]

    @property
    def lost(self) -> Mask:
        """Rows whose state says that there was none: lost, cancelled."""
        stems = [re.sub(r"\(.*\)$", "", plain(text)) for text in self.texts]
        return np.array([stem in NO_SALES for stem in stems])[self.codes]


def read_states(table: Table, count: Counting) -> States | None:
    """What the column of states says; None without one."""
    position = table.choice.positions.get("status")
    if position is None:
        return None
    codes, different = encoded(table.column(position))
    texts = (*(text.strip() for text in different.to_pylist()), "")
    words = [plain(text) for text in texts]
    bare = [re.sub(r"\(.*\)$", "", word) or word for word in words]  # 已取消(超时)
    only, without, negative = (
        frozenset(map(plain, named)) for named in (count.only, count.without, count.negative)
    )
    won = not only and not WON.isdisjoint(words)
    wanted = only or (WON if won else frozenset())
    omitted, uncertain = [], []
    for word, stem in zip(words, bare, strict=True):
        counts = word in wanted if wanted else stem not in NO_SALES
        omitted.append(word not in negative and (not counts or (not only and word in without)))
        uncertain.append(not wanted and stem in UNCERTAIN and word not in negative | without)
    returned = np.array([word in negative for word in words])[codes]
    returns = returned | np.array([stem in _RETURNED for stem in bare])[codes]
    return States(
        position, texts, codes, np.array(omitted), np.array(uncertain), won, returned, returns
    )


def report_states(
    table: Table, states: States, left_out: Mask, counted: Mask, negative: Mask
) -> Iterator[Finding]:
    """What there is to say: `left_out` are rows left out for their state, `counted` are used.

    A return whose amount is `negative` counts as what it is, and nothing is said.
    """
    place = table.place(-1, states.position)
    gone = _by_text(states, left_out)
    if gone:
        known = all(plain(text) in NO_SALES for text in gone) or not states.won
        values = {"states": _listed(gone)}
        yield Finding("N241" if known else "W254", place, values, count=sum(gone.values()))
    settled = states.returns & negative
    doubtful = _by_text(states, counted & states.uncertain[states.codes] & ~settled)
    if doubtful:
        total = sum(doubtful.values())
        first = next(iter(doubtful))
        yield Finding("W241", place, {"states": _listed(doubtful), "first": first}, count=total)


def suggest_states(table: Table, used: Mask, amounts: Reading) -> Iterator[Finding]:
    """Columns that nothing is read from, and that say of used rows that they are no sales.

    Returns whose amounts are negative already are as they should be.
    """
    taken = set(table.choice.positions.values())
    rows = np.flatnonzero(used)
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    for position in range(len(table.headers)) if "status" not in table.choice.positions else ():
        header = table.headers[position].strip()
        if position in taken or not header or not sample.size:
            continue
        different = pc.unique(table.column(position).take(pa.array(sample))).to_pylist()
        texts = [text.strip() for text in different if text and text.strip()]
        telling = [text for text in texts if plain(text) in NO_SALES | _RETURNED]
        if len(texts) <= _MOST_STATES and not NO_SALES.issuperset(map(plain, telling)):
            positive = _positive(table.column(position), used, amounts)
            telling = [text for text in telling if plain(text) in NO_SALES or text in positive]
        if telling and len(texts) <= _MOST_STATES:
            values = {"header": header, "states": ", ".join(telling[:_SHOWN])}
            yield Finding("W256", table.place(-1, position), values)


def _positive(column: pa.Array, used: Mask, amounts: Reading) -> set[str]:
    """The different texts of used rows with a positive amount."""
    rows = pa.array(np.flatnonzero(used & (amounts.values > 0)))
    return {(text or "").strip() for text in pc.unique(column.take(rows)).to_pylist()}


def _by_text(states: States, rows: Mask) -> dict[str, int]:
    """How many of some rows have which state, the most frequent first."""
    counts = np.bincount(states.codes[rows] % len(states.texts), minlength=len(states.texts))
    by_text: Counter[str] = Counter()
    for text, count in zip(states.texts, counts.tolist(), strict=True):
        by_text[text] += count
    return {text: count for text, count in by_text.most_common() if count}


def _listed(by_text: dict[str, int]) -> str:
    """States with how many rows have each; of one alone the finding's count says it."""
    if len(by_text) == 1:
        return next(iter(by_text)) or "–"
    shown = [f"{text or '–'} {count:,}" for text, count in list(by_text.items())[:_SHOWN]]
    return ", ".join([*shown, "…"] if len(by_text) > _SHOWN else shown)


def unknown_states(count: Counting, seen: Iterable[str]) -> Iterator[Finding]:
    """The states that the user names and no row of any table has."""
    there = {plain(text): text for text in seen if text}
    for name in dict.fromkeys((*count.only, *count.without, *count.negative)):
        if plain(name) not in there:
            near = nearest(name, there.values())
            yield Finding("W242", values={"value": name}, nearest=near)
