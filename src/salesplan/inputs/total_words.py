"""How totals are called: 合计, 张伟 小计, 本月累计, Grand Total; in cells, headers, sheet names.

How much a word proves depends on where it stands, so each place has a shape of its own, made of the
same words. Shapes that are texts are searched by Arrow as well as by `re`, those that are compiled
by `re` alone. Spaces inside (合 计) count nowhere.
"""

from __future__ import annotations

import re
from typing import Final

SUM: Final = r"[合总總小]\s*[计計]"
"""合计, 总计, 小计: what adds up what stands beside it."""
_ANY: Final = r"[合总總小累]\s*[计計]"
"""The same and 累计, which adds up what came before."""
_CHINESE: Final = rf"^\s*(?:本页|本頁|本月|本季|本年|全部|全年|年度)?{_ANY}|{_ANY}\s*[:：]?\s*$"
_ENGLISH: Final = r"\b(?:grand|sub)?[- ]?totals?\b"

TOTAL_CELL: Final = rf"(?i){_CHINESE}|{_ENGLISH}"
"""Searched in any cell of a row without a date: nothing else would have a word for a total."""
TOTAL_NAME: Final = rf"(?i)^\s*(?:{SUM}|(?:grand|sub)?[- ]?totals?)\s*[:：]?\s*$"
"""The whole of a person's cell in a row with a date; Total Wine is a customer's name."""
TOTAL_ROW: Final = (
    rf"(?i){_CHINESE}|^\s*[总總](?:业绩|業績|额|額|销售|銷售)"
    r"|^\s*[月季年]?(?:平均|均值)|^\s*最[高低大小]"
    r"|^\s*(?:grand |sub[- ]?)?totals?\b|\b(?:sub)?totals?\s*[:：]?\s*$|^\s*(?:average|max|min)\b"
)
"""Searched in the name of a row of a table of periods, where averages stand below totals."""
TOTAL_LABEL: Final = re.compile(
    rf"(?:本页|全部|团队|部门|公司)?{SUM}.*|.*{SUM}\s*[:：]?"
    r"|(?:.*\b)?(?:grand|sub)?[- ]?totals?\b.*",
    re.I,
)
"""The whole of the name of a row of a table of people."""
TOTAL_HEADER: Final = re.compile(
    rf"[总總][额額]?|{_ANY}(?:[金总總]?[额額])?|ytd|sum|(?:grand |sub[- ]?)?totals?", re.I
)
"""The whole of the header of a column that adds up the others."""
SUMMARY_NAME: Final = re.compile(
    r"汇总|彙總|匯總|[总總][表览覽]|合[计計]|[总總][计計]|^全部|^[总總]$"
    r"|\b(?:summary|totals?|overview|all|overall)\b",
    re.I,
)
"""Searched in the name of a sheet."""
NO_SUM: Final = re.compile(
    r"平均|均值|最高|最低|最大|最小|[占比率]|%|增长|去年|上年|同期|目标|目標|计划|計劃|预算|預算|累\s*[计計]"
    r"|\b(?:average|avg|mean|max|min|rate|share|growth|last year|prior|target|quota|budget|plan"
    r"|ytd|cumulative|running)\b",
    re.I,
)
"""Searched beside a word for a total: the number is no sum of these rows."""
_WORDS: Final = re.compile(rf"{_ANY}|[总總][额額]|{_ENGLISH}|[\s:：()（）_-]+", re.I)


def without_total_words(text: str) -> str:
    """What is left of the name of a total: whose it is.

    >>> without_total_words("张伟 小计："), without_total_words("Total (Ann)")
    ('张伟', 'Ann')
    """
    return _WORDS.sub("", text)
