"""Merged cells: what stands in the first of their rows is meant for each of them.

So it is with names and days. An amount over several rows is one amount, and stays in its row.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pyarrow as pa

from salesplan.inputs.arrays import Ints
from salesplan.inputs.cells import is_blank
from salesplan.inputs.raw import RawSheet

Merged = tuple[str, int, int]
"""The letter of the column, the first and the last row, counted from 1."""


def several_rows(merged: Iterable[Merged]) -> tuple[Merged, ...]:
    """The merged cells that stand for more than one row."""
    return tuple(dict.fromkeys(each for each in merged if each[2] > each[1]))


def with_merged_filled(
    sheet: RawSheet, header: int, positions: Iterable[int]
) -> tuple[RawSheet, tuple[int, ...]]:
    """The sheet with merged cells of some columns filled down, and those of them that changed.

    `header` is the row of the headers, counted from zero: only what is merged below it counts.
    """
    columns, changed = list(sheet.columns), []
    for at in positions:
        above = _rows_above(sheet, header, sheet.letters[at])
        above[~is_blank(columns[at])] = -1
        rows = np.where(above < 0, np.arange(len(above)), above)
        filled = columns[at].take(pa.array(rows)) if (above >= 0).any() else columns[at]
        if not filled.equals(columns[at]):
            columns[at] = filled
            changed.append(at)
    return (replace(sheet, columns=tuple(columns)) if changed else sheet), tuple(changed)


def _rows_above(sheet: RawSheet, header: int, letter: str) -> Ints:
    """For each row the first row of the merged cell that it lies in, else −1."""
    above = np.full(len(sheet.rows), -1, np.int64)
    for column, first, last in sheet.unseen.merged:
        if column == letter:
            start, end = np.searchsorted(sheet.rows, [first, last + 1]).tolist()
            if header < start < end and sheet.rows[start] == first:
                above[start + 1 : end] = start
    return above
