"""Tables of targets under bounds: sums over some rows and months that have to be kept.

A table has the shape (rows, 12); a row is a person, or several whose targets only matter together.
A cell where nobody is there is zero and stays zero. Bounds are in minor units.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Block:
    """The sum over some rows and the months `[first, until)`, between `low` and `high`.

    None is no bound; equal bounds fix the sum.
    """

    rows: Ints
    first: int
    until: int
    low: int | None
    high: int | None

    def sum(self, table: npt.NDArray[np.int64 | np.float64]) -> float:
        """What the table has in the block."""
        return float(table[self.rows, self.first : self.until].sum())

    def cells(self, months: int) -> Ints:
        """Positions of the block's cells in a table that is laid out row by row."""
        cells: Ints = (self.rows[:, None] * months + np.arange(self.first, self.until)).ravel()
        return cells


def columns(totals: Ints, rows: int) -> list[Block]:
    """A block for each month whose total is fixed; `totals` has the shape (12,)."""
    everybody = np.arange(rows)
    return [
        Block(everybody, month, month + 1, int(total), int(total))
        for month, total in enumerate(totals)
    ]
