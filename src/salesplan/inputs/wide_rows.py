"""Rows of a wide table: which are people, whose a row below a merged cell is, and totals.

Rows are counted from zero below the header. A blank cell or a dash is no amount.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import Reason
from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.blocks import Header
from salesplan.inputs.cells import Reading, State, is_blank, read_numbers
from salesplan.inputs.columns import Choice
from salesplan.inputs.left_out import remarks
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.sums import in_figures, unnamed_totals
from salesplan.inputs.total_words import TOTAL_ROW
from salesplan.inputs.wide import Periods, is_within
from salesplan.inputs.years import Year

DASH: Final = r"^\s*[-–—－−]+\s*$"
_LABELS: Final = frozenset({"rep", "customer", "product", "region"})


@dataclass(frozen=True)
class Source:
    """A table of periods with what its rows need; `factor` is the unit of its amounts.

    `factors` are the units of columns that have another one.
    """

    sheet: RawSheet
    header: Header
    periods: Periods
    decimals: int
    factor: int
    year: Year
    factors: Mapping[int, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """Rows below the header."""
        return len(self.sheet.rows) - self.header.row - 1

    def column(self, position: int) -> pa.Array:
        """The cells of a column below the header."""
        return self.sheet.columns[position].slice(self.header.row + 1)

    def amounts(self, position: int) -> pa.Array:
        """The same, without dashes."""
        column = self.column(position)
        dashes = pc.fill_null(pc.match_substring_regex(column, DASH), True)
        return pc.if_else(dashes, pa.scalar(None, pa.string()), column)

    def numbers(self, position: int) -> Reading:
        """The amounts of a column in minor units."""
        return read_numbers(self.amounts(position), self.decimals, self.factor_of(position))

    def factor_of(self, position: int) -> int:
        """The unit of the amounts of a column."""
        return self.factors.get(position, self.factor)

    def place(self, row: int | None = None, position: int | None = None) -> Place:
        """Of a row counted from zero below the header; without one, of the header."""
        at = self.header.row if row is None else self.header.row + 1 + row
        name = None
        if position is not None:
            name = self.header.texts[position] or self.sheet.letters[position]
        sheet = self.sheet
        return Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[at]), column=name)


def rows_left_out(source: Source, kept: Sequence[int]) -> dict[Reason, Ints]:
    """The rows of a wide table that are no people, each for one reason."""
    periods = source.periods
    blank = {at: is_blank(source.column(at)) for at in (*kept, *periods.amounts)}
    for row, at, _ in source.sheet.errors:
        if at in blank and row > source.header.row:
            blank[at][row - source.header.row - 1] = False
    amounts = [~is_blank(source.amounts(at)) | ~blank[at] for at in periods.amounts]
    empty = ~np.logical_or.reduce(amounts)
    texts = np.sum([~blank[at] for at in kept], axis=0, dtype=int) + np.zeros(source.count, int)
    header = np.logical_and.reduce(
        [_equals(source.column(at), source.header.texts[at]) for at in periods.amounts]
    )
    total = _total_rows(source, kept)
    total |= _unnamed(source, ~empty & ~header & (texts == 0), total)
    words = remarks([source.column(at) for at in sorted((*kept, *periods.amounts))])
    found = {
        Reason.HEADER: header,
        Reason.TOTAL: total,
        Reason.NOTE: (empty & (texts == 1)) | words,
        Reason.BLANK: empty,
    }
    return _each_once(found, source.count)


def rows_aside(source: Source, periods: Mask) -> dict[Reason, Ints]:
    """The same where people stand in columns; `periods` are the rows that have one."""
    position = source.periods.column or 0
    column = source.column(position)
    empty = np.logical_and.reduce([is_blank(source.amounts(at)) for at in source.periods.amounts])
    for row, at, _ in source.sheet.errors:
        if at in source.periods.amounts and row > source.header.row:
            empty[row - source.header.row - 1] = False
    header = _equals(column, source.header.texts[position]) & ~is_blank(column)
    words = pc.fill_null(pc.match_substring_regex(column, TOTAL_ROW), False)
    total = np.asarray(words.to_numpy(zero_copy_only=False)) & ~periods
    total |= _unnamed(source, ~empty & is_blank(column), total)
    found = {
        Reason.HEADER: header,
        Reason.TOTAL: total,
        Reason.NOTE: empty & ~periods & ~is_blank(column),
        Reason.BLANK: empty,
    }
    return _each_once(found, source.count)


def _each_once(found: Mapping[Reason, Mask], count: int) -> dict[Reason, Ints]:
    """The rows of each reason, without those that have one before."""
    taken = np.zeros(count, bool)
    reasons = {}
    for reason, rows in found.items():
        reasons[reason] = np.flatnonzero(rows & ~taken)
        taken |= rows
    return reasons


def _equals(column: pa.Array, header: str) -> Mask:
    same = pc.fill_null(pc.equal(pc.utf8_trim_whitespace(column), header), False)
    return np.asarray(same.to_numpy(zero_copy_only=False))


def _total_rows(source: Source, kept: Sequence[int]) -> Mask:
    """Rows that a word left of the periods calls a total."""
    first = min(source.periods.amounts)
    found = np.zeros(source.count, bool)
    for at in (at for at in kept if at < first):
        words = pc.fill_null(pc.match_substring_regex(source.column(at), TOTAL_ROW), False)
        found |= np.asarray(words.to_numpy(zero_copy_only=False))
    return found


def _unnamed(source: Source, nameless: Mask, totals: Mask) -> Mask:
    """Rows without any name whose amounts are the sums of others that are no totals."""
    if not nameless.any():
        return nameless
    columns = [source.numbers(at) for at in source.periods.amounts]
    rows, known = np.flatnonzero(nameless & ~totals), np.flatnonzero(totals)
    return unnamed_totals(columns, ~totals, rows, known)


def filled_columns(
    source: Source, kept: Sequence[int], choice: Choice, skipped: Ints
) -> tuple[RawSheet, tuple[str, ...]]:
    """Names that a merged cell holds for the rows below it, where another name stands in these."""
    sheet, columns, headers = source.sheet, list(source.sheet.columns), []
    labels = sorted(kept[at] for what, at in choice.positions.items() if what in _LABELS)
    blank = {at: is_blank(source.column(at)) for at in labels}
    counted = np.ones(source.count, bool)
    counted[skipped] = False
    for at in labels[:-1]:
        named = np.logical_or.reduce([~blank[other] for other in labels if other > at])
        wanted = blank[at] & named & counted
        if not wanted.any() or not (~blank[at] & counted).any():
            continue
        held = np.where(~blank[at] & counted, np.arange(source.count), -1)
        above = np.maximum.accumulate(held)
        above = np.where(wanted & (above >= 0), above, np.arange(source.count))
        top = columns[at].slice(0, source.header.row + 1)
        columns[at] = pa.concat_arrays([top, source.column(at).take(pa.array(above))])
        headers.append(source.header.texts[at] or sheet.letters[at])
    return replace(sheet, columns=tuple(columns)), tuple(headers)


def wrong_totals(source: Source, left_out: Mapping[Reason, Ints]) -> list[Finding]:
    """Columns of totals that are not what their periods add up to: the first row of each."""
    counted = np.ones(source.count, bool)
    for rows in left_out.values():
        counted[rows] = False
    findings = []
    for position, label in source.periods.totals.items():
        parts = [at for at, p in source.periods.amounts.items() if is_within(p, label)]
        total = source.numbers(position)
        readings = [source.numbers(at) for at in parts]
        known = counted & (total.states == State.FINE)
        for reading in readings:
            known &= (reading.states == State.FINE) | (reading.states == State.BLANK)
        fine = [np.where(r.states == State.FINE, r.values, 0) for r in readings]
        sums = np.sum(fine, axis=0, dtype=np.int64) + np.zeros(source.count, np.int64)
        wrong = np.flatnonzero(known & (np.abs(sums - total.values) > len(parts)))
        if wrong.size:
            row = int(wrong[0])
            numbers = {"value": int(total.values[row]), "total": int(sums[row])}
            values = {what: in_figures(minor, source.decimals) for what, minor in numbers.items()}
            place = source.place(row, position)
            findings.append(Finding("W271", place, values, count=len(wrong)))
    return findings
