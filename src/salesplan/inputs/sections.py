"""Texts that stand once for many rows: the name in a row above them, `业务员：张伟`; a sheet's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.arrays import Mask
from salesplan.inputs.blocks import without_digit
from salesplan.inputs.cells import is_blank
from salesplan.inputs.columns import choose_columns
from salesplan.inputs.raw import RawSheet

_NAMED: Final = r"^\s*([^:：]{1,20}?)\s*[:：]\s*(\S.*?)\s*$"
_SHAPE: Final = re.compile(_NAMED)


def with_section_names(
    sheet: RawSheet, header: int, date: int, rep: int | None, above: Sequence[str]
) -> tuple[RawSheet, int] | None:
    """The sheet with the names in the column `rep`, or in a new last one, and its position.

    A name holds for the rows below it in which there is no other, up to the next such row; one in
    the lines `above` the header for all. None where no row holds a name.
    """
    names = _names_below(sheet, header, date)
    first = next((name for text in above if (name := _person(text))), None)
    if not names and (first is None or rep is not None):
        return None
    count = len(sheet.rows)
    starts = np.array([header, *names], np.int64)
    texts = pa.array([first, *names.values()], pa.string())
    below = np.searchsorted(starts, np.arange(count), "right") - 1
    spread = texts.take(pa.array(below, mask=below < 0))
    wanted = _records(sheet, header, date)
    if rep is None:
        column = pc.if_else(pa.array(wanted), spread, pa.scalar(None, pa.string()))
        letters = (*sheet.letters, "")
        return replace(sheet, columns=(*sheet.columns, column), letters=letters), len(letters) - 1
    own = sheet.columns[rep]
    column = pc.if_else(pa.array(wanted & is_blank(own)), spread, own)
    columns = tuple(column if at == rep else old for at, old in enumerate(sheet.columns))
    return replace(sheet, columns=columns), rep


def with_one_text(sheet: RawSheet, header: int, date: int, text: str) -> tuple[RawSheet, int]:
    """The sheet with a new last column that has a text in each record, and its position."""
    wanted = pa.array(_records(sheet, header, date))
    column = pc.if_else(wanted, pa.scalar(text), pa.scalar(None, pa.string()))
    sheet = replace(sheet, columns=(*sheet.columns, column), letters=(*sheet.letters, ""))
    return sheet, len(sheet.letters) - 1


def _records(sheet: RawSheet, header: int, date: int) -> Mask:
    """Rows below the header with more than one filled cell: no notes, and no names themselves."""
    wanted = np.ones(len(sheet.rows), bool)
    wanted[: header + 1] = False
    rows = without_digit(sheet.columns[date], header + 1)
    cells = [column.take(pa.array(rows)) for column in sheet.columns]
    wanted[rows] = np.sum([~is_blank(column) for column in cells], axis=0) > 1
    return wanted


def _names_below(sheet: RawSheet, header: int, date: int) -> dict[int, str]:
    """Rows with nothing but a name and what it is, and the name."""
    rows = without_digit(sheet.columns[date], header + 1)
    take = pa.array(rows)
    cells = [column.take(take) for column in sheet.columns]
    named = [pc.fill_null(pc.match_substring_regex(c, _NAMED), False) for c in cells]
    marks = [np.asarray(mask.to_numpy(zero_copy_only=False)) for mask in named]
    if not np.any(marks):
        return {}
    single = np.sum([~is_blank(column) for column in cells], axis=0) == 1
    found = {}
    for column, mark in zip(cells, marks, strict=True):
        for at in np.flatnonzero(mark & single).tolist():
            if person := _person(column[at].as_py()):
                found[int(rows[at])] = person
    return dict(sorted(found.items()))


def _person(text: str) -> str | None:
    found = _SHAPE.fullmatch(text)
    return found[2] if found and "rep" in choose_columns((found[1],), {}).positions else None
