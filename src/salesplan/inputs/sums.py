"""Sums of stretches of rows, with which rows of totals are found and compared.

Amounts are minor units; rows count from zero below the header. What rounding took from amounts is
added up, too, so that a sum is the exact one, rounded once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import Reading, State

_MILLION: Final = 10**6
_NEAR: Final = 100
"""Totals above and below one that it may sum up from; further ones would be its own totals."""


@dataclass(frozen=True)
class Sums:
    """Sums of the `counted` rows of one column."""

    amounts: Reading
    counted: Mask
    _running: Ints = field(init=False)
    _counts: Ints = field(init=False)

    def __post_init__(self) -> None:
        values = np.where(self.counted, self.amounts.values, 0)
        rests = np.zeros(1) if self.amounts.rests is None else self.amounts.rests
        whole = np.cumsum(values) + np.rint(np.cumsum(rests * self.counted) / _MILLION)
        object.__setattr__(self, "_running", np.concatenate([[0], whole.astype(np.int64)]))
        object.__setattr__(self, "_counts", np.concatenate([[0], np.cumsum(self.counted)]))

    @property
    def is_rounded(self) -> bool:
        """Whether rounding took something from the amounts, so that a sum may be one off."""
        rests = self.amounts.rests
        return rests is not None and bool(rests[self.counted].any())

    def between(self, start: int, end: int) -> int:
        """The sum of the rows from `start` up to, without, `end`."""
        return int(self._running[end] - self._running[start])

    def around(self, row: int, totals: Ints) -> Ints:
        """What a total in this row may sum up: stretches that end above it, or begin below it.

        `totals` are the rows of all totals, in order.
        """
        at = int(np.searchsorted(totals, row))
        starts = [0, *(totals[max(0, at - _NEAR) : at] + 1).tolist()]
        ends = [*totals[at + 1 : at + 1 + _NEAR].tolist(), len(self.counted)]
        running, counts = self._running, self._counts
        above, below = running[row] - running[starts], running[ends] - running[row + 1]
        # Nothing between two totals is no sum that could be meant.
        there = np.concatenate([counts[row] > counts[starts], counts[ends] > counts[row + 1]])
        return np.append(np.concatenate([above, below])[there], running[-1])

    def of_rows(self, rows: Mask) -> int:
        """The sum of some rows."""
        return int(self.amounts.values[rows & self.counted].sum())


def unnamed_totals(
    columns: Sequence[Reading], counted: Mask, candidates: Ints, totals: Ints
) -> Mask:
    """Which of the candidate rows are, in every column, the sum of at least two counted rows.

    Of all above, or of those since the last total; of all below where none is above. `totals` are
    the rows of known totals, of which none is counted. Candidates may be counted: one that is found
    to be a total is none of the rows of the next. All rows are in order.
    """
    sums = [Sums(reading, counted & (reading.states == State.FINE)) for reading in columns]
    rough = [each.is_rounded for each in sums]
    values = np.array([np.where(r.states == State.FINE, r.values, 0) for r in columns])
    rows_until = np.concatenate([[0], np.cumsum(counted)])
    found, gone = np.zeros(len(counted), bool), np.zeros(len(columns), np.int64)
    since = gone_rows = 0
    for row in candidates.tolist():
        since = max(since, int(totals[:at][-1]) + 1 if (at := np.searchsorted(totals, row)) else 0)
        if rows_until[row]:
            stretches = [(0, row, gone, gone_rows), (since, row, 0 * gone, 0)]
        else:
            stretches = [(row + 1, len(counted), 0 * gone, 0)]
        for start, end, less, fewer in stretches:
            inside = np.array([each.between(start, end) for each in sums]) - less
            enough = rows_until[end] - rows_until[start] - fewer >= 2
            if enough and (np.abs(inside - values[:, row]) <= rough).all():
                found[row], since = True, row + 1
                if counted[row]:
                    gone, gone_rows = gone + values[:, row], gone_rows + 1
                break
    return found


def in_figures(minor: int, decimals: int) -> str:
    """A sum of minor units as findings show it.

    >>> in_figures(123456, 2)
    '1,234.56'
    """
    return f"{minor / 10**decimals:,.{decimals}f}"
