"""What a workbook in binary parts hides or merges (.xlsb).

Source: the records BrtBundleSh, BrtRowHdr, BrtColInfo, BrtMergeCell and BrtBeginFilterColumn of
[MS-XLSB].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

import numpy as np

from salesplan.inputs.extents import binary_records
from salesplan.inputs.merged import several_rows
from salesplan.inputs.raw import Unseen, column_letter

_SHEET: Final = 156
_ROW: Final = 0
_COLUMNS: Final = 60
_FILTER: Final = 163
_MERGED: Final = 176
_HIDDEN_ROW: Final = 0x10
_HIDDEN_COLUMNS: Final = 0x01
_LAST_COLUMN: Final = 2**14


def sheets_in_binary(book: bytes) -> Iterator[tuple[str, str]]:
    """The name of each sheet, and of the link to its part."""
    for kind, start, length in binary_records(book):
        if kind == _SHEET:
            link, at = _text(book[start : start + length], 8)
            name, _ = _text(book[start : start + length], at)
            yield name, link


def _text(content: bytes, at: int) -> tuple[str, int]:
    """The text that begins there with its length, and where it ends."""
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le"), end


def unseen_in_binary(sheet: bytes) -> Unseen:
    """What a sheet hides."""
    rows: list[int] = []
    columns: set[str] = set()
    merged: list[tuple[str, int, int]] = []
    filtered = False
    for kind, start, length in binary_records(sheet):
        if kind == _ROW and length >= 12 and sheet[start + 11] & _HIDDEN_ROW:
            rows.append(int.from_bytes(sheet[start : start + 4], "little") + 1)
        elif kind == _COLUMNS and length >= 17 and sheet[start + 16] & _HIDDEN_COLUMNS:
            first, last = struct.unpack_from("<II", sheet, start)
            columns.update(map(column_letter, range(first, min(last + 1, _LAST_COLUMN))))
        elif kind == _MERGED and length >= 16:
            top, bottom, column, _ = struct.unpack_from("<IIII", sheet, start)
            merged.append((column_letter(min(column, _LAST_COLUMN)), top + 1, bottom + 1))
        filtered = filtered or kind == _FILTER
    return Unseen(
        np.unique(np.array(rows, np.int64)),
        frozenset(columns),
        filtered,
        merged=several_rows(merged),
    )
