"""The record of a report as the cells of a hidden column.

A record is JSON text. Joining the cells of the column in order gives JSON of the same value:
the few characters that spreadsheet programs and readers change on the way (carriage returns,
`_x000D_` and its like, characters that XML cannot hold) are written as JSON escapes, and all else
stays as it is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

LONGEST_CELL: Final = 32_000
"""UTF-16 units; a spreadsheet's own limit is 32,767."""

_UNSAFE: Final = re.compile(
    "_(?=x)|[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)


def record_cells(record: str) -> Iterator[str]:
    """The cells that hold `record`, each at most `LONGEST_CELL` long and free of blank ends.

    Raises `ValueError` when something has to be escaped and `record` is not JSON.
    """
    text = _UNSAFE.sub(_escaped, record)
    if text != record and json.loads(text) != json.loads(record):
        raise ValueError("a record is JSON text")
    start = 0
    while start < len(text):
        end = _cut(text, start)
        yield text[start:end]
        start = end


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    return " " if character in "\t\r" else f"\\u{ord(character):04x}"


def _cut(text: str, start: int) -> int:
    """Where the cell that begins at `start` ends."""
    end = start + LONGEST_CELL // 2  # room enough where every character counts two
    rest = text[end : end + LONGEST_CELL // 2]
    room = LONGEST_CELL - len(text[start:end].encode("utf-16-le")) // 2
    end += len(rest.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore"))
    # Readers trim blanks at the ends of a cell; a blank cell is skipped by some.
    while start < end < len(text) and (text[end - 1].isspace() or text[end].isspace()):
        end -= 1
    return end if end > start else min(start + LONGEST_CELL // 2, len(text))
