"""Rows of a table that are no sales: blank ones, repeated headers, totals and notes.

A total is told by its word (合计, 张伟 小计, Total Q1) in a row without a date, or in the cell of
the person in a row with one. A row of numbers alone, without date and name, is a total where it
equals the sum of the rows above it, of those since the total before, or of all rows if it is the
first; this is said. A note is a row with text in one cell only, or of remarks: 制表人：王芳.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import Reason
from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import Reading, State, encoded, is_blank
from salesplan.inputs.raw import UNCALCULATED
from salesplan.inputs.sums import unnamed_totals
from salesplan.inputs.total_words import TOTAL_CELL, TOTAL_NAME

if TYPE_CHECKING:
    from salesplan.inputs.tables import Table

_LISTED: Final = 20
_LABELLED: Final = r"^\s*\p{L}[^:：]{0,11}[:：]"
_LABELLED_PERSON: Final = (
    r"(?i)^\s*(?:业务|業務|销售|銷售|负责人|負責人|店|客户经理|rep\b|sales|owner)"
)


def left_out_rows(
    table: Table, dates: Reading, amounts: Reading
) -> tuple[dict[Reason, Mask], list[Finding]]:
    """Which rows are no sales, each for one reason, and what there is to say about it."""
    suspects = np.flatnonzero((dates.states != State.FINE) | _total_people(table))
    take = pa.array(suspects)
    cells = [table.column(p).take(take) for p in range(len(table.headers))]
    empty = [is_blank(column) for column in cells]
    # A formula without a value does not make a sale of a row: totals are formulas.
    names = table.in_error()
    in_error = marked(table.count, [r for r in names if names[r] != UNCALCULATED])[suspects]
    undated = dates.states[suspects] == State.BLANK
    numbers = undated & _numbers_alone(cells, empty) & ~in_error
    wordless = np.zeros(len(suspects), bool)
    found = {
        Reason.BLANK: np.logical_and.reduce(empty) & ~in_error,
        Reason.HEADER: _headers(table, cells),
        Reason.TOTAL: _totals(table, cells, undated, dates.states[suspects] == State.FINE),
        Reason.NOTE: (_notes(cells, empty) | remarks(cells)) & ~in_error,
    }
    if numbers.any():
        wordless = _unnamed(suspects, found[Reason.TOTAL], numbers, dates, amounts)
        found[Reason.TOTAL] |= wordless
    return _one_reason_each(table, suspects, found), _about_sums(table, suspects[wordless])


def _one_reason_each(table: Table, suspects: Ints, found: dict[Reason, Mask]) -> dict[Reason, Mask]:
    reasons: dict[Reason, Mask] = {}
    taken = np.zeros(table.count, bool)
    for known in table.left_out.values():
        taken[known] = True
    for reason, rows in found.items():
        new = marked(table.count, suspects[rows]) & ~taken
        taken |= new
        reasons[reason] = new | marked(table.count, table.left_out.get(reason, []))
    return reasons


def _total_people(table: Table) -> Mask:
    """Rows in which a total stands where the person should."""
    position = table.choice.positions.get("rep")
    if position is None:
        return np.zeros(table.count, bool)
    codes, names = encoded(table.column(position))
    # The last is for missing cells, whose code is −1.
    return np.append(matches(names, TOTAL_NAME), False)[codes]


def _totals(table: Table, cells: list[pa.Array], undated: Mask, dated: Mask) -> Mask:
    words = [matches(column, TOTAL_CELL) for column in cells]
    date = table.choice.positions["date"]
    return np.asarray(words[date] | undated & np.logical_or.reduce(words) | dated)


def _headers(table: Table, cells: list[pa.Array]) -> Mask:
    """Rows that repeat the header of the date, and of the amount where there is one."""
    positions = [table.choice.positions.get(name) for name in ("date", "amount")]
    equal = [np.ones(len(cells[0]), bool)]
    for position in (p for p in positions if p is not None):
        bare = pc.utf8_trim_whitespace(cells[position])
        same = pc.fill_null(pc.equal(bare, table.headers[position]), False)
        equal.append(np.asarray(same.to_numpy(zero_copy_only=False)))
    return np.asarray(np.logical_and.reduce(equal))


def _notes(cells: list[pa.Array], empty: list[Mask]) -> Mask:
    """Rows with one filled cell, and text in it."""
    single = np.sum([~blank for blank in empty], axis=0) == 1
    words = [matches(column, r"\p{L}|^\s*[*※]") for column in cells]
    return np.asarray(single & np.logical_or.reduce(words))


def remarks(columns: Sequence[pa.Array]) -> Mask:
    """Rows of words, the first of them labelled (制表人：王芳), but not as somebody who sells."""
    labelled, seen = np.zeros((2, len(columns[0])), bool)
    worded = np.ones(len(columns[0]), bool)
    for column in columns:
        filled = ~is_blank(column)
        names = [matches(column, shape) for shape in (_LABELLED, _LABELLED_PERSON)]
        labelled |= filled & ~seen & names[0] & ~names[1]
        worded &= ~filled | matches(column, r"^\s*\p{L}")
        seen |= filled
    return np.asarray(labelled & worded)


def _numbers_alone(cells: list[pa.Array], empty: list[Mask]) -> Mask:
    """Rows whose filled cells are all numbers."""
    numbers = [matches(column, r"^\s*[-(]?[¥￥$€£]?\d[\d,. ]*\)?\s*$") for column in cells]
    parts = [number | blank for number, blank in zip(numbers, empty, strict=True)]
    return np.asarray(np.logical_and.reduce(parts) & np.logical_or.reduce(numbers))


def _unnamed(suspects: Ints, total: Mask, numbers: Mask, dates: Reading, amounts: Reading) -> Mask:
    """Which of the suspects with `numbers` alone are totals, beside those known to be `total`."""
    counted = (dates.states == State.FINE) & (amounts.states == State.FINE)
    fine = amounts.states[suspects] == State.FINE
    known = suspects[total]
    counted[known] = False
    found = unnamed_totals([amounts], counted, suspects[numbers & fine & ~total], known)
    return np.asarray(found[suspects])


def _about_sums(table: Table, rows: Ints) -> list[Finding]:
    if not rows.size:
        return []
    numbers = ", ".join(str(table.place(row).row) for row in rows[:_LISTED].tolist())
    place = Place(table.sheet.file, sheet=table.sheet.name or None)
    return [Finding("N273", place, {"rows": numbers}, count=len(rows))]


def matches(column: pa.Array, pattern: str) -> Mask:
    """Which cells contain the pattern."""
    found = pc.match_substring_regex(column, pattern)
    return np.asarray(pc.fill_null(found, False).to_numpy(zero_copy_only=False))


def marked(count: int, rows: Iterable[int]) -> Mask:
    """A mask of `count` rows with some of them set."""
    mask = np.zeros(count, bool)
    mask[np.fromiter(rows, np.int64)] = True
    return mask
