"""A column called 姓名, which does not say whose name it is: whether it holds the people who sell.

In an office's own table of sales it does; in a list of customers or of parcels it holds those who
buy. It is taken where nothing better is called so, no header beside it speaks of telephones or
addresses, and its names come again and again; else it is suggested.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.columns import normalise
from salesplan.inputs.samples import filled
from salesplan.inputs.tables import Table

_PLAIN: Final = frozenset({"姓名", "名字"})
_OF_BUYERS: Final = re.compile(
    r"电话|電話|手机|手機|联系|聯繫|地址|收货|收貨|收件|邮编|郵編|邮箱|微信|会员|會員|身份证"
    r"|\b(?:phone|mobile|tel|address|e-?mail|recipient|zip|member)\b",
    re.I,
)
_FEW: Final = 10
"""Names below which nobody can tell whether they repeat."""
_ROWS_A_NAME: Final = 2
"""Rows that a name has on average, at least, where they are those of people who sell."""


def plain_column(table: Table) -> int | None:
    """The one column whose header is no more than 姓名; None where none is free, or several."""
    taken = set(table.choice.positions.values())
    found = [
        at
        for at, header in enumerate(table.headers)
        if normalise(header) in _PLAIN and at not in taken
    ]
    return found[0] if len(found) == 1 else None


def with_plain_names(table: Table) -> Table:
    """The table with that column as the person, where there is none and it holds such people."""
    choice = table.choice
    if "rep" in choice.positions or "rep" in choice.without:
        return table
    at = plain_column(table)
    if at is None or any(map(_OF_BUYERS.search, table.headers)) or not _repeats(table.column(at)):
        return table
    return replace(table, choice=replace(choice, positions={**choice.positions, "rep": at}))


def _repeats(column: pa.Array) -> bool:
    """Whether names come again, or are too few to tell."""
    names = pc.replace_substring_regex(filled(column), r"\s+", "")
    different = pc.count_distinct(names).as_py()
    return len(names) < _FEW or different * _ROWS_A_NAME <= len(names)
