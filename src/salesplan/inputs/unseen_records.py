"""What a workbook of the older binary format hides or merges (.xls, since Excel 97).

A sheet is a run of records from the place that the list of sheets names to its end. Source: the
records BoundSheet8, ColInfo, FilterMode, MergeCells and Row of [MS-XLS].
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice
from typing import Final

import numpy as np

from salesplan.inputs.extents import XLS_COLUMNS, workbook_stream, xls_records
from salesplan.inputs.merged import several_rows
from salesplan.inputs.raw import Unseen, column_letter

_SHEET: Final = 0x0085
_END: Final = 0x000A
_ROW: Final = 0x0208
_COLUMNS: Final = 0x007D
_FILTER_IS_ON: Final = 0x009B
_MERGED: Final = 0x00E5
_HIDDEN_ROW: Final = 0x20
_HIDDEN_COLUMNS: Final = 0x01
_MOST_SHEETS: Final = 256


def unseen_in_records(whole: bytes) -> dict[str, Unseen]:
    """What each sheet hides, by name; nothing of a workbook that is not understood."""
    stream = workbook_stream(whole) or b""
    try:
        sheets = dict(islice(_sheets(stream), _MOST_SHEETS))
        return {name: _of_sheet(stream, start) for name, start in sheets.items()}
    except (IndexError, UnicodeError, struct.error):
        return {}


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """The name of each sheet, and where its records begin."""
    for kind, content in xls_records(stream):
        if kind == _END:
            return
        if kind == _SHEET:
            (start,) = struct.unpack_from("<I", content)
            length, wide = content[6], content[7] & 1
            name = content[8 : 8 + length * (2 if wide else 1)]
            yield name.decode("utf-16-le" if wide else "latin-1"), start


def _of_sheet(stream: bytes, start: int) -> Unseen:
    """What the sheet hides whose records begin there."""
    rows: list[int] = []
    columns: set[str] = set()
    merged: list[tuple[str, int, int]] = []
    filtered = False
    for kind, content in xls_records(stream, start):
        if kind == _END:
            break
        if kind == _ROW and content[12] & _HIDDEN_ROW:
            rows.append(struct.unpack_from("<H", content)[0] + 1)
        elif kind == _COLUMNS and content[8] & _HIDDEN_COLUMNS:
            first, last = struct.unpack_from("<HH", content)
            for number in range(first, min(last + 1, XLS_COLUMNS)):
                columns.add(column_letter(number))
        elif kind == _FILTER_IS_ON:
            filtered = True
        elif kind == _MERGED:
            merged += _merged(content)
    return Unseen(
        np.unique(np.array(rows, np.int64)),
        frozenset(columns),
        filtered,
        merged=several_rows(merged),
    )


def _merged(content: bytes) -> Iterator[tuple[str, int, int]]:
    """The merged cells of a record: how many, then the rows and the columns of each."""
    (count,) = struct.unpack_from("<H", content)
    for number in range(count):
        first, last, column, _ = struct.unpack_from("<HHHH", content, 2 + 8 * number)
        yield column_letter(column), first + 1, last + 1
