"""Other spellings of the profile's own words: those that the program itself shows, and like ones.

Spellings are compared after width, case, blanks and underscores are made alike. What is merely
similar is suggested elsewhere, never taken.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Mapping
from typing import Final

METRICS: Final[Mapping[str, tuple[str, ...]]] = {
    "revenue": ("销售额", "销售金额", "销售收入", "销售业绩", "sales", "sales revenue"),
    "quantity": ("销量", "数量", "销售数量", "quantities"),
    "orders": ("订单数", "订单数量", "订单量", "order count", "number of orders"),
    "new_customers": ("新客户数", "新客户", "新增客户", "新增客户数", "new customer count"),
}
"""Spellings of the metrics that are counted from the history."""
LEVELS: Final[Mapping[str, tuple[str, ...]]] = {
    "junior": ("初级",),
    "intermediate": ("中级",),
    "senior": ("高级",),
    "expert": ("专家",),
}
"""Spellings of the skill levels that there are without any in the profile."""
_QUARTERS: Final[Mapping[str, tuple[str, ...]]] = {
    f"Q{number}": (
        *(f"{number}Q", f"{number}季度", f"第{number}季度", f"quarter {number}"),
        *(f"{numeral}季度", f"第{numeral}季度"),
    )
    for number, numeral in enumerate("一二三四", 1)
}


def plain(text: str) -> str:
    """A word with width, case, blanks and underscores made alike."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().replace("_", " ").split())


def _known(spellings: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {plain(each): word for word, others in spellings.items() for each in (word, *others)}


_KNOWN_METRICS: Final = _known(METRICS)
_KNOWN_LEVELS: Final = _known(LEVELS)
_KNOWN_QUARTERS: Final = _known(_QUARTERS)


def metric_called(name: str) -> str:
    """The metric that goes by a name; one's own stay as they are.

    >>> metric_called("销售额"), metric_called("New customers"), metric_called("calls")
    ('revenue', 'new_customers', 'calls')
    """
    return _KNOWN_METRICS.get(plain(name), name)


def metric_spellings(name: str) -> tuple[str, ...]:
    """Everything that a metric is called by."""
    metric = metric_called(name)
    return (name, metric, *METRICS.get(metric, ()))


def level_called(name: str, levels: Container[str]) -> str:
    """The one of the skill levels that goes by a name, which stays where it is one of them.

    >>> level_called("高级", ["junior", "senior"]), level_called("高级", ["高级", "senior"])
    ('senior', '高级')
    """
    known = _KNOWN_LEVELS.get(plain(name), name)
    return known if name not in levels and known in levels else name


def quarter_called(name: str) -> str:
    """Q1 to Q4 for one of their spellings; anything else stays as it is.

    >>> quarter_called("第一季度"), quarter_called("q2"), quarter_called("Q5")
    ('Q1', 'Q2', 'Q5')
    """
    return _KNOWN_QUARTERS.get(plain(name), name)
