"""Longer periods below shorter ones that they sum up: 一季度 below its months, 2026年 below 一季度.

In a wide table the headers show them. Where periods stand below each other, a longer one is the
total of the shorter ones within it that have the same names beside them, or the same column. As in
wide tables one shorter period is enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from salesplan.core.sales import Reason
from salesplan.errors import Finding
from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import Reading, State, encoded, read_numbers
from salesplan.inputs.columns import Choice
from salesplan.inputs.period_cells import Cells
from salesplan.inputs.sums import in_figures
from salesplan.inputs.totals import LISTED
from salesplan.inputs.wide_rows import Source

_WHOSE: Final = frozenset({"rep", "customer", "product", "region", "order"})


@dataclass(frozen=True)
class Summed:
    """Cells that are totals of others, and the sums of those that differ from theirs, by cell."""

    totals: Mask
    wrong: Mapping[int, int]


def without_summed(
    source: Source,
    kept: Sequence[int],
    choice: Choice,
    cells: Cells,
    left_out: Mapping[Reason, Ints],
) -> tuple[Cells, dict[Reason, Ints], list[Finding]]:
    """The cells without the rows that sum up others; what is said of sums that are wrong.

    Where people have columns these rows are compared with theirs as all rows of totals are.
    """
    amounts = read_numbers(cells.texts, source.decimals, source.factor)
    found = summed_periods(cells, _whose(source, kept, choice, cells), amounts)
    rows = np.unique(cells.rows[found.totals])
    if not rows.size:
        return cells, dict(left_out), []
    findings = []
    for at, total in list(found.wrong.items())[:LISTED] if not source.periods.people else ():
        numbers = {"value": int(amounts.values[at]), "total": total}
        values = {what: in_figures(minor, source.decimals) for what, minor in numbers.items()}
        place = source.place(int(cells.rows[at]), int(cells.columns[at]))
        findings.append(Finding("W271", place, values))
    totals = np.union1d(left_out.get(Reason.TOTAL, rows), rows)
    others = np.flatnonzero(~np.isin(cells.rows, rows))
    return cells.take(others), {**left_out, Reason.TOTAL: totals}, findings


def _whose(source: Source, kept: Sequence[int], choice: Choice, cells: Cells) -> Ints:
    """A number for each cell, the same where its names are the same."""
    if source.periods.people:
        return cells.columns
    names = [kept[at] for what, at in choice.positions.items() if what in _WHOSE]
    codes = [encoded(source.column(at))[0][cells.rows] for at in names]
    whole = np.stack([np.zeros(len(cells.rows), np.int64), *codes], 1)
    return np.unique(whole, axis=0, return_inverse=True)[1].reshape(-1)


def summed_periods(cells: Cells, whose: Ints, amounts: Reading) -> Summed:
    """The cells that sum up others of the same `whose`; rounding may take a unit of each."""
    totals = np.zeros(len(whose), bool)
    wrong: dict[int, int] = {}
    known = (cells.firsts >= 0) & (amounts.states == State.FINE)
    for size in np.unique(cells.months[known])[1:].tolist():
        longer = np.flatnonzero(known & (cells.months == size))
        parts = np.flatnonzero(known & ~totals & (cells.months < size))
        # Every period begins at a multiple of its length.
        ends = cells.firsts[parts] + cells.months[parts] - 1
        parts = parts[cells.firsts[parts] // size == ends // size]
        both = np.concatenate([longer, parts])
        pairs = np.stack([whose[both], cells.firsts[both] // size], 1)
        group = np.unique(pairs, axis=0, return_inverse=True)[1].reshape(-1)
        mine, theirs = np.split(group, [len(longer)])
        own, sums, counts = np.zeros((3, len(both)), np.int64)
        np.add.at(own, mine, amounts.values[longer])
        np.add.at(sums, theirs, amounts.values[parts])
        np.add.at(counts, theirs, 1)
        totals[longer] = counts[mine] > 0
        off = totals[longer] & (np.abs(own - sums)[mine] > counts[mine])
        wrong |= {int(longer[at]): int(sums[mine[at]]) for at in np.flatnonzero(off)}
    return Summed(totals, wrong)
