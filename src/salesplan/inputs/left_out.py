"""Rows of a table that are no sales: blank ones, repeated headers, totals and notes.

A total is told by its word (合计, 张伟 小计, Total Q1) in a row without a date, or in the cell of
the person in a row with one. A row of numbers alone, without date and name, is a total where it
equals the sum of the rows above it, of those since the total before, or of all rows if it is the
first; this is said. A note is a row with text in one cell only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import Reason
from salesplan.errors import Finding, Place
from salesplan.inputs.cells import Reading, State, is_blank
from salesplan.inputs.period_names import SUM

if TYPE_CHECKING:
    from salesplan.inputs.tables import Table

Mask = npt.NDArray[np.bool_]

_WORDS: Final = r"[合总總小累]\s*[计計]"
TOTAL_CELL: Final = (
    rf"(?i)^\s*(?:本页|本頁|本月|本年|全部|全年)?(?:{_WORDS})|(?:{_WORDS})\s*[::]?\s*$"
    r"|\b(?:grand|sub)?[- ]?totals?\b"
)
"""What a cell of a row that is a total contains."""
TOTAL_LABEL: Final = re.compile(
    rf"合\s*计|(?:本页|全部|团队|部门|公司)?(?:{SUM}).*|.*(?:{SUM})\s*:?|"
    r"(?:.*\b)?(?:grand|sub)?[- ]?totals?\b.*",
    re.I,
)
"""The same for a cell that names the row of a table of people."""
_TOTAL_NAMES: Final = (
    *("合计", "总计", "小计", "合計", "總計", "小計", "合计：", "总计：", "小计："),
    *("Total", "total", "TOTAL", "Grand Total", "Subtotal", "Sub-total", "Totals"),
)
_LISTED: Final = 20


def left_out_rows(
    table: Table, dates: Reading, amounts: Reading
) -> tuple[dict[Reason, Mask], list[Finding]]:
    """Which rows are no sales, each for one reason, and what there is to say about it."""
    suspects = np.flatnonzero((dates.states != State.FINE) | _total_people(table))
    take = pa.array(suspects)
    cells = [table.column(p).take(take) for p in range(len(table.headers))]
    empty = [is_blank(column) for column in cells]
    in_error = _marked(table.count, table.in_error())[suspects]
    undated = dates.states[suspects] == State.BLANK
    numbers = undated & _numbers_alone(cells, empty) & ~in_error
    wordless = np.zeros(len(suspects), bool)
    found = {
        Reason.BLANK: np.logical_and.reduce(empty) & ~in_error,
        Reason.HEADER: _headers(table, cells),
        Reason.TOTAL: _totals(table, cells, undated, dates.states[suspects] == State.FINE),
        Reason.NOTE: _notes(cells, empty) & ~in_error,
    }
    if numbers.any():
        wordless = _sums(suspects[numbers], suspects, dates, amounts, numbers)
        found[Reason.TOTAL] |= wordless
    return _one_reason_each(table, suspects, found), _about_sums(table, suspects[wordless])


def _one_reason_each(
    table: Table, suspects: npt.NDArray[np.int64], found: dict[Reason, Mask]
) -> dict[Reason, Mask]:
    reasons: dict[Reason, Mask] = {}
    taken = np.zeros(table.count, bool)
    for known in table.left_out.values():
        taken[known] = True
    for reason, rows in found.items():
        new = _marked(table.count, suspects[rows]) & ~taken
        taken |= new
        reasons[reason] = new | _marked(table.count, table.left_out.get(reason, []))
    return reasons


def _total_people(table: Table) -> Mask:
    """Rows in which a total stands where the person should."""
    position = table.choice.positions.get("rep")
    if position is None:
        return np.zeros(table.count, bool)
    found = pc.is_in(table.column(position), value_set=pa.array(_TOTAL_NAMES))
    return np.asarray(found.to_numpy(zero_copy_only=False))


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


def _numbers_alone(cells: list[pa.Array], empty: list[Mask]) -> Mask:
    """Rows whose filled cells are all numbers."""
    numbers = [matches(column, r"^\s*[-(]?[¥￥$€£]?\d[\d,. ]*\)?\s*$") for column in cells]
    parts = [number | blank for number, blank in zip(numbers, empty, strict=True)]
    return np.asarray(np.logical_and.reduce(parts) & np.logical_or.reduce(numbers))


def _sums(
    candidates: npt.NDArray[np.int64],
    suspects: npt.NDArray[np.int64],
    dates: Reading,
    amounts: Reading,
    chosen: Mask,
) -> Mask:
    """Which of the candidates, `chosen` among the suspects, equal the sum of at least two rows."""
    counted = (dates.states == State.FINE) & (amounts.states == State.FINE)
    sums = np.concatenate([[0], np.cumsum(np.where(counted, amounts.values, 0))])
    counts = np.concatenate([[0], np.cumsum(counted)])
    rough = amounts.rests is not None and bool(amounts.rests[counted].any())
    equal, before = np.zeros(len(suspects), bool), 0
    for at, row in zip(np.flatnonzero(chosen).tolist(), candidates.tolist(), strict=True):
        if amounts.states[row] != State.FINE:
            continue
        stretches = [(0, row), (before, row)] if counts[row] else [(row, len(counted))]
        for start, end in stretches:
            difference = abs(int(sums[end] - sums[start]) - int(amounts.values[row]))
            if counts[end] - counts[start] >= 2 and difference <= rough:
                equal[at], before = True, row
                break
    return equal


def _about_sums(table: Table, rows: npt.NDArray[np.int64]) -> list[Finding]:
    if not rows.size:
        return []
    numbers = ", ".join(str(table.place(row).row) for row in rows[:_LISTED].tolist())
    place = Place(table.sheet.file, sheet=table.sheet.name or None)
    return [Finding("N273", place, {"rows": numbers}, count=len(rows))]


def matches(column: pa.Array, pattern: str) -> Mask:
    """Which cells contain the pattern."""
    found = pc.match_substring_regex(column, pattern)
    return np.asarray(pc.fill_null(found, False).to_numpy(zero_copy_only=False))


def _marked(count: int, rows: Iterable[int]) -> Mask:
    mask = np.zeros(count, bool)
    mask[np.fromiter(rows, np.int64)] = True
    return mask
