"""Rows of totals compared with the rows that they sum up: a total that differs is said.

A total may stand below its rows or above them, and sum up all of them, those of a stretch between
totals, or those of one name (张伟 小计). It is right if it equals any of these sums; rows that do
not count, such as cancelled orders, may be in it. Averages, rates, targets and cumulated numbers
beside a word for a total are none. Amounts are minor units; rows count from zero below the header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.sales import Reason
from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import Reading, State, turned
from salesplan.inputs.columns import Choice
from salesplan.inputs.sums import Sums, in_figures
from salesplan.inputs.total_words import NO_SUM, without_total_words

if TYPE_CHECKING:
    from salesplan.inputs.tables import Table
    from salesplan.inputs.wide_rows import Source

LISTED: Final = 20
"""How many totals that differ are listed for a table."""
_NAMES: Final = ("rep", "customer", "product", "region")


@dataclass(frozen=True)
class _Compared:
    """Rows of totals, and the sums that they may be, made when asked for: what counts is the first.

    `names` are the columns of names; `texts` are those of each row of a total that has words.
    """

    totals: Ints
    amounts: Reading
    sums: Callable[[], Iterable[Sums]]
    tolerance: int
    names: Sequence[pa.Array]
    texts: Mapping[int, Sequence[str]]


def _wrong_totals(compared: _Compared) -> dict[int, int]:
    """The rows of totals that no sum equals, each with the nearest sum of what counts."""
    amounts, fine = compared.amounts.values, compared.amounts.states == State.FINE
    near: dict[int, list[int]] = {
        row: []
        for row in compared.totals[fine[compared.totals]].tolist()
        if not any(map(NO_SUM.search, compared.texts.get(row, ())))
    }
    marks: dict[int, list[Mask]] = {}
    anything = False
    for by_name in (False, True):
        marks = {row: _of_names(compared, row) for row in near} if by_name else marks
        for place, sums in enumerate(compared.sums() if near else ()):
            anything |= bool(sums.counted.any())
            for row in tuple(near):
                totals = (
                    np.array([sums.of_rows(rows) for rows in marks[row]], np.int64)
                    if by_name
                    else sums.around(row, compared.totals)
                )
                off = np.abs(totals - amounts[row])
                near[row] += [int(totals[off.argmin()])] if off.size and not place else []
                if (off <= compared.tolerance).any():
                    del near[row]
    return {
        row: min(found, key=lambda total: abs(total - int(amounts[row])))
        for row, found in near.items()
        if anything
    }


def _of_names(compared: _Compared, row: int) -> list[Mask]:
    """The rows of the names that stand in a row of a total, column by column."""
    words = compared.texts.get(row, ())
    names = {name for text in words if (name := without_total_words(text))}
    found = []
    for column in compared.names if names else ():
        bare = pc.replace_substring_regex(column, r"[\s:：()（）_-]+", "")
        same = pc.fill_null(pc.is_in(bare, value_set=pa.array(sorted(names))), False)
        rows = np.asarray(same.to_numpy(zero_copy_only=False))
        found += [rows] if rows.any() else []
    return found


def _tolerance(decimals: int, factor: int, rows: int) -> int:
    """What rounding may do: a minor unit, or what 万 with two decimals leave open in each row."""
    return 1 if factor == 1 else max(1, rows * factor * 10**decimals // 200)


# --------------------------------------------------------------------------------------------
# Tables with a date in each row
# --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Summed:
    """What a table's totals are compared with: its amounts as written and as they count.

    `returns` are rows that count as negative, or that may be meant to.
    """

    written: Reading
    counting: Reading
    returns: Mask
    dates: Reading
    decimals: int


def total_findings(
    table: Table, summed: Summed, reasons: Mapping[Reason, Mask]
) -> Iterator[Finding]:
    """W273 for each row of a total that is not the sum of its rows.

    Where rows that it may sum up cannot be read nobody can say; N275 for all of these together.
    """
    totals = np.flatnonzero(reasons.get(Reason.TOTAL, np.zeros(table.count, bool)))
    position = table.choice.positions.get("amount")
    if not totals.size or position is None or table.unfolded is not None:
        return
    shape = [rows for reason, rows in reasons.items() if reason is not Reason.STATUS]
    rows = ~np.logical_or.reduce(shape)
    fine = rows & (summed.written.states == State.FINE)
    tolerance = _tolerance(summed.decimals, table.choice.factor, int(fine.sum()))
    counted = fine & ~np.logical_or.reduce(list(reasons.values()))
    names = [at for name in _NAMES if (at := table.choice.positions.get(name)) is not None]
    compared = _Compared(
        totals,
        summed.written,
        partial(_plausible, summed, fine, counted),
        tolerance,
        [table.column(at) for at in names],
        _texts([table.column(at) for at in range(len(table.headers)) if at != position], totals),
    )
    blank = summed.written.states == State.BLANK
    blank[list(table.in_error(position))] = False
    unread = np.flatnonzero(rows & ~fine & ~blank)
    unsure = []
    for row, total in _wrong_totals(compared).items():
        finding = _finding(table.place(row, position), int(summed.written.values[row]), total,
                           summed.decimals)  # fmt: skip
        if _sums_up(row, unread, rows, totals):
            unsure.append(finding)
        else:
            yield finding
    if unsure:
        yield replace(unsure[0], code="N275", count=len(unsure))


def _plausible(summed: Summed, fine: Mask, counted: Mask) -> Iterator[Sums]:
    """What may have been added up, as it counts first.

    Rows that are no sales may be in it or not; returns may be in it as they are written, as
    negative amounts, or not at all; and so may rows without a date.
    """
    dated = summed.dates.states == State.FINE
    negative = turned(summed.written, summed.returns)
    kept = ~summed.returns
    yield Sums(summed.counting, counted)
    there = [fine, counted] if (fine != counted).any() else [fine]
    days = [np.ones(len(fine), bool), dated] if (fine & ~dated).any() else [dated]
    for rows, day in product(there, days):
        yield Sums(summed.written, rows & day)
        if (fine & summed.returns).any():
            yield Sums(negative, rows & day)
            yield Sums(summed.written, rows & day & kept)


def _sums_up(row: int, wanted: Ints, there: Mask, totals: Ints) -> bool:
    """Whether a total sums up some of the rows, by where it stands among all that are `there`.

    Totals stand below their rows, or all above them. One without rows of its own sums up others.
    """
    at = int(np.searchsorted(totals, row))
    if there[: totals[0]].any():
        start, end = int(totals[at - 1]) + 1 if at else 0, row
        start = start if there[start:end].any() else 0
    else:
        start, end = row + 1, int(totals[at + 1]) if at + 1 < len(totals) else len(there)
        end = end if there[start:end].any() else len(there)
    return bool(((wanted >= start) & (wanted < end)).any())


def _texts(columns: Sequence[pa.Array], totals: Ints) -> dict[int, list[str]]:
    take = pa.array(totals)
    cells = [column.take(take).to_pylist() for column in columns]
    words = [[text for text in row if text and text.strip()] for row in zip(*cells, strict=True)]
    return dict(zip(totals.tolist(), words, strict=True)) if cells else {}


def _finding(place: Place, value: int, total: int, decimals: int, count: int = 1) -> Finding:
    values = {"value": in_figures(value, decimals), "total": in_figures(total, decimals)}
    return Finding("W273", place, values, count=count)


# --------------------------------------------------------------------------------------------
# Wide tables
# --------------------------------------------------------------------------------------------


def wide_total_findings(
    source: Source, kept: Sequence[int], choice: Choice, left_out: Mapping[Reason, Ints]
) -> list[Finding]:
    """W273 for each row of a total with a column that is not the sum of its rows: the first."""
    totals = left_out.get(Reason.TOTAL, np.empty(0, np.int64))
    if not totals.size:
        return []
    counted = np.ones(source.count, bool)
    for rows in left_out.values():
        counted[rows] = False
    names = [source.column(kept[choice.positions[n]]) for n in _NAMES if n in choice.positions]
    texts = _texts([source.column(at) for at in kept], totals)
    wrong: dict[int, list[tuple[int, int, int]]] = {}
    for position in (*source.periods.amounts, *source.periods.totals):
        amounts = source.numbers(position)
        fine = counted & (amounts.states == State.FINE)
        tolerance = _tolerance(source.decimals, source.factor_of(position), int(fine.sum()))
        sums = (Sums(amounts, fine),)
        compared = _Compared(totals, amounts, partial(iter, sums), tolerance, names, texts)
        for row, total in _wrong_totals(compared).items():
            wrong.setdefault(row, []).append((position, int(amounts.values[row]), total))
    return [
        _finding(source.place(row, found[0][0]), *found[0][1:], source.decimals, len(found))
        for row, found in sorted(wrong.items())[:LISTED]
    ]
