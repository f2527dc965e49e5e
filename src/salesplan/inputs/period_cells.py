"""The filled cells of a table of periods, and amounts divided among the months of a period.

Months are counted through: July 2018 is `12 * 2018 + 6`. Periods are those of the calendar year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pyarrow as pa

from salesplan.core.calendar import MONTHS
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import Reading, State, encoded, is_blank, read_numbers
from salesplan.inputs.columns import Choice
from salesplan.inputs.dates import read_dates
from salesplan.inputs.period_names import (
    YEAR_CELL,
    Label,
    bare_size,
    filled_down,
    parse_period,
    span_of,
    stretch_of,
)
from salesplan.inputs.wide_rows import Source
from salesplan.numerals import names_unit, parse_number
from salesplan.profile import DateOrder


@dataclass(frozen=True)
class Cells:
    """Filled cells: row below the header, first month (−1: no year), months, column, text."""

    rows: Ints
    firsts: Ints
    months: Ints
    columns: Ints
    texts: pa.Array
    quantities: pa.Array

    def take(self, order: Ints) -> Cells:
        """Some of the cells, in another order."""
        at = pa.array(order)
        return Cells(
            self.rows[order],
            self.firsts[order],
            self.months[order],
            self.columns[order],
            self.texts.take(at),
            self.quantities.take(at),
        )


def wide_cells(source: Source, skipped: Ints) -> Cells:
    """The filled cells of all periods, row by row."""
    years = _row_years(source)
    parts = []
    for at, label in source.periods.amounts.items():
        rows = np.setdiff1d(_filled_rows(source, at), skipped)
        year = years[rows] if label.year is None else np.full(len(rows), label.year)
        first = MONTHS * year + span_of(replace(label, year=None), 0, 0).first
        take = pa.array(rows)
        pieces = source.periods.quantities.get(at)
        quantities = pa.nulls(len(rows), pa.string())
        if pieces is not None:
            quantities = source.amounts(pieces).take(take)
        months, column = np.full(len(rows), label.size), np.full(len(rows), at)
        texts = _in_unit(source, at, source.amounts(at).take(take))
        first = np.where(year < 0, -1, first)
        parts.append(Cells(rows, first, months, column, texts, quantities))
    cells = Cells(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.firsts for part in parts]),
        np.concatenate([part.months for part in parts]),
        np.concatenate([part.columns for part in parts]),
        pa.concat_arrays([part.texts for part in parts]),
        pa.concat_arrays([part.quantities for part in parts]),
    )
    return cells.take(np.lexsort((cells.columns, cells.rows)))


def _filled_rows(source: Source, position: int) -> Ints:
    """Rows with something in a column, be it an error."""
    filled = ~is_blank(source.amounts(position))
    for row, at, _ in source.sheet.errors:
        if at == position and row > source.header.row:
            filled[row - source.header.row - 1] = True
    return np.flatnonzero(filled)


def _row_years(source: Source) -> Ints:
    """The year of each row: of its own column, else of the table; −1 where there is none."""
    default = -1 if source.year.number is None else source.year.number
    if source.periods.year is None:
        return np.full(source.count, default)
    codes, texts = encoded(_down(source.column(source.periods.year)))
    found = [YEAR_CELL.fullmatch((text or "").strip()) for text in texts.to_pylist()]
    return np.array([*(int(f["year"]) if f else -1 for f in found), default])[codes]


def _down(column: pa.Array) -> pa.Array:
    if not is_blank(column).any():
        return column
    return pa.array(filled_down((cell or "").strip() for cell in column.to_pylist()), pa.string())


def across_cells(source: Source, skipped: Ints) -> Cells:
    """The filled cells of all people, row by row."""
    firsts, sizes = _row_periods(source)
    parts = []
    for at in source.periods.amounts:
        rows = np.setdiff1d(_filled_rows(source, at), skipped)
        texts = source.amounts(at).take(pa.array(rows))
        parts.append((rows, np.full(len(rows), at), _in_unit(source, at, texts)))
    rows, columns = (np.concatenate([part[which] for part in parts]) for which in (0, 1))
    texts = pa.concat_arrays([part[2] for part in parts])
    nothing = pa.nulls(len(rows), pa.string())
    cells = Cells(rows, firsts[rows], sizes[rows], columns, texts, nothing)
    return cells.take(np.lexsort((cells.columns, cells.rows)))


def _in_unit(source: Source, position: int, texts: pa.Array) -> pa.Array:
    """Amounts of a column with a unit of its own in that of the table; others stay as they are."""
    ratio = source.factor_of(position) // source.factor
    if ratio == 1:
        return texts
    return pa.array([text and _multiplied(text, ratio) for text in texts.to_pylist()], pa.string())


def _multiplied(text: str, ratio: int) -> str:
    if names_unit(text):
        return text
    try:
        return format(parse_number(text) * ratio, "f")
    except ValueError:
        return text


def is_period(source: Source) -> Mask:
    """Which rows have a period, or a day, in the column of periods."""
    position = source.periods.column or 0
    days = read_dates(source.column(position), DateOrder.AUTO).states != State.UNREADABLE
    return np.asarray((_row_periods(source)[0] >= 0) | (days & ~is_blank(source.column(position))))


def _row_periods(source: Source) -> tuple[Ints, Ints]:
    """First month and number of months of each row; −1 and 1 where its period is not understood."""
    position = source.periods.column or 0
    codes, texts = encoded(source.column(position))
    size = bare_size(source.header.texts[position])
    labels = [_label((text or "").strip(), size) for text in texts.to_pylist()]
    years = [-1 if not label or label.year is None else label.year for label in labels]
    offsets = [span_of(replace(x, year=None), 0, 0).first if x else 0 for x in labels]
    year = np.array([*years, -1])[codes]
    year = np.where(year < 0, _row_years(source), year)
    known = np.array([*(label is not None for label in labels), False])[codes] & (year >= 0)
    first = np.where(known, MONTHS * year + np.array([*offsets, 0])[codes], -1)
    return first, np.where(known, np.array([*(x.size if x else 1 for x in labels), 1])[codes], 1)


def _label(text: str, size: int) -> Label | None:
    """The period that a cell names, if it has a length: 3月, Q1, 1–3月."""
    label = parse_period(text, size)
    if label is None and (stretch := stretch_of(text)):
        label = stretch.label
    return label if label and label.size else None


def long_cells(source: Source, kept: Sequence[int], choice: Choice) -> Cells:
    """All rows of a long table; where a period is not understood its text stays what it is."""
    first, months = _row_periods(source)
    at_amount = kept[choice.positions["amount"]]
    quantity = choice.positions.get("quantity")
    nothing = pa.nulls(source.count, pa.string())
    return Cells(
        np.arange(source.count),
        first,
        months,
        np.full(source.count, at_amount),
        source.column(at_amount),
        nothing if quantity is None else source.column(kept[quantity]),
    )


def divided(source: Source, cells: Cells) -> Cells:
    """Each amount of several months as one row a month, evenly and exactly."""
    amounts = read_numbers(cells.texts, source.decimals, source.factor)
    fine = (cells.months > 1) & (cells.firsts >= 0) & (amounts.states == State.FINE)
    if not fine.any():
        return cells
    repeats = np.where(fine, cells.months, 1)
    whole = cells.take(np.repeat(np.arange(len(fine)), repeats))
    part = np.arange(len(whole.rows)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    scale = 10**source.decimals * source.factor
    pieces = read_numbers(cells.quantities, 3)
    return replace(
        whole,
        firsts=np.where(whole.firsts < 0, -1, whole.firsts + part),
        texts=_parts(cells.texts, amounts, fine, repeats, part, scale),
        quantities=_parts(cells.quantities, pieces, fine, repeats, part, 1000),
    )


def _parts(
    texts: pa.Array, whole: Reading, chosen: Mask, repeats: Ints, part: Ints, scale: int
) -> pa.Array:
    """Numbers as text, those of `chosen` cells divided; what is left over goes to the first."""
    spread = np.repeat(np.arange(len(chosen)), repeats)
    at = np.flatnonzero((chosen & (whole.states == State.FINE))[spread])
    values, count = whole.values[spread[at]], repeats[spread[at]]
    share = values // count + (part[at] < values % count)
    rests = np.zeros(len(at), np.int64) if whole.rests is None else whole.rests[spread[at]]
    rests = np.where(part[at] == 0, rests, 0)
    pairs, inverse = np.unique(np.stack([share, rests], 1), axis=0, return_inverse=True)
    written = [
        format((Decimal(number) + Decimal(rest).scaleb(-6)) / scale, "f")
        for number, rest in pairs.tolist()
    ]
    pool = pa.concat_arrays([texts, pa.array(written, pa.string())])
    spread[at] = len(texts) + inverse.reshape(-1)
    return pool.take(pa.array(spread))
