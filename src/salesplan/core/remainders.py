"""What cells have beyond multiples of a unit, brought together into as few of them as sums allow.

A table in ones keeps its sums, and is odd nearly everywhere. Moving an odd amount round a cycle of
cells, added to one and taken from the next, changes no sum and makes one of them even; what is left
are the cells by which the months that have to be odd hang together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from salesplan.core.blocks import Block

Ints = npt.NDArray[np.int64]
_Joint = tuple[int, int, int]
"""Two months, and the row that has an odd cell in both."""


def gathered(table: Ints, blocks: Sequence[Block], unit: int) -> Ints:
    """Remainders of a table (rows, 12) by `unit`, whose sums are those of the table.

    Sums of months and of blocks are meant, up to multiples of the unit. No cell is odd that was
    even before.
    """
    rest = table % unit
    lines = _lines(table.shape, blocks)
    joints: list[_Joint] = []
    for row in np.flatnonzero(rest.any(axis=1)).tolist():
        odd = np.flatnonzero(rest[row])
        for line in np.unique(lines[row, odd]):
            _gather(rest, row, odd[lines[row, odd] == line].tolist(), joints, unit)
    return rest


def _lines(shape: tuple[int, ...], blocks: Sequence[Block]) -> Ints:
    """A number for each cell: cells of a row with the same one are in the same blocks.

    Blocks of one month for all rows do not count: months are kept anyway.
    """
    lines = np.zeros(shape[0] * shape[1], dtype=np.int64)
    last = 0
    for block in blocks:
        if len(block.rows) == shape[0] and block.until - block.first == 1:
            continue
        cells = block.cells(shape[1])
        _, inside = np.unique(lines[cells], return_inverse=True)
        lines[cells] = last + 1 + inside
        last += 1 + int(inside.max(initial=0))
    return lines.reshape(shape)


def _gather(rest: Ints, row: int, months: list[int], joints: list[_Joint], unit: int) -> None:
    """The odd cells of a line brought into its first, or kept as a joint of two months."""
    first, *others = months
    for month in others:
        amount = int(rest[row, month])
        way = _way(joints, first, month)
        if way is None:
            joints.append((first, month, row))
            continue
        rest[row, month] = 0
        rest[row, first] += amount
        for start, end, through in way:
            rest[through, start] -= amount
            rest[through, end] += amount
            rest[through, [start, end]] %= unit
        rest[row, first] %= unit


def _way(joints: Sequence[_Joint], start: int, end: int) -> list[_Joint] | None:
    """The joints that lead from one month to another, each as it is passed; None without any."""
    ways: dict[int, list[_Joint]] = {start: []}
    ahead = [start]
    for month in ahead:
        for one, other, row in joints:
            for here, there in ((one, other), (other, one)):
                if here == month and there not in ways:
                    ways[there] = [*ways[month], (here, there, row)]
                    ahead.append(there)
    return ways.get(end)
