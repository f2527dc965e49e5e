"""The table of whole numbers nearest to a real-valued one that keeps the same bounds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from salesplan.core.blocks import Block
from salesplan.core.programme import Programme, Row
from salesplan.core.remainders import gathered

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_NEAR = 1e-6  # of a unit: closer to a whole number is whole
_FURTHER = 2.0  # what a cell costs beyond the two whole numbers around it


def whole_table(exact: Floats, blocks: Sequence[Block], unit: int, tolerance: float) -> Ints | None:
    """Whole minor units near `exact` (rows, 12), within the bounds of every block.

    Cells are multiples of `unit` but for what fixed sums leave over, which falls to the largest
    cell of each; where that is not possible, in ones. Sums that are at a bound to within
    `tolerance` stay at it. None where no such table exists.
    """
    pinned = [_pinned(block, exact, tolerance) for block in blocks]
    for kept, step in itertools.product((pinned, blocks), dict.fromkeys((unit, 1))):
        rest = _remainders(exact, kept, step)
        if rest is None and step != 1:
            rest = _woven(exact, kept, step)
        if rest is None:
            continue
        for anywhere in (False, True):
            table = _solve(exact, kept, rest, step, anywhere=anywhere)
            if table is not None:
                return table
    return None


def _pinned(block: Block, exact: Floats, tolerance: float) -> Block:
    """The block with the sum fixed at the bound that it is at."""
    total = block.sum(exact)
    for bound in (block.low, block.high):
        if bound is not None and abs(total - bound) <= tolerance:
            return replace(block, low=bound, high=bound)
    return block


def _remainders(exact: Floats, blocks: Sequence[Block], unit: int) -> Ints | None:
    """What each cell has beyond a multiple of the unit; None where that cannot be had.

    Blocks of few rows come first, then those of few months; a cell of one that is done is left
    alone.
    """
    months = exact.shape[1]
    rest = np.zeros(exact.size, dtype=np.int64)
    done = np.zeros(exact.size, dtype=bool)
    flat = exact.ravel()
    fixed = [block for block in blocks if block.low is not None and block.low == block.high]
    for block in sorted(fixed, key=_size):
        cells = block.cells(months)
        missing = (_fixed(block) - int(rest[cells].sum())) % unit
        free = cells[~done[cells] & (flat[cells] > 0)]
        if missing and not len(free):
            return None
        if missing:
            rest[free[np.argmax(flat[free])]] += missing
        done[cells] = True
    return (rest % unit).reshape(exact.shape)


def _woven(exact: Floats, blocks: Sequence[Block], unit: int) -> Ints | None:
    """Remainders where rows and months are fixed together: those of a table in ones, gathered."""
    for anywhere in (False, True):
        table = _solve(exact, blocks, np.zeros_like(exact, dtype=np.int64), 1, anywhere=anywhere)
        if table is not None:
            return gathered(table, blocks, unit)
    return None


def _fixed(block: Block) -> int:
    assert block.low is not None
    return block.low


def _size(block: Block) -> tuple[int, int]:
    return len(block.rows), block.until - block.first


def _solve(
    exact: Floats, blocks: Sequence[Block], rest: Ints, unit: int, *, anywhere: bool
) -> Ints | None:
    """The nearest table of `rest` plus multiples of the unit.

    A cell is the multiple below its exact value, or the one above; or `anywhere`, at a price.
    """
    months = exact.shape[1]
    cells = np.flatnonzero(exact.ravel() > 0)
    variable = np.full(exact.size, -1)
    variable[cells] = np.arange(len(cells))
    left = (exact - rest).ravel()[cells] / unit
    whole = np.round(left)
    left = np.where(np.abs(left - whole) <= _NEAR, whole, left)
    below = np.maximum(np.floor(left), 0.0)
    up_cost = 1 - 2 * (left - below)
    size = len(cells)
    first = below * unit + rest.ravel()[cells]
    rows = []
    for block in blocks:
        inside = variable[block.cells(months)]
        inside = inside[inside >= 0]
        base = float(first[inside].sum())
        low = -np.inf if block.low is None else _units(block.low - base, unit, up=True)
        high = np.inf if block.high is None else _units(block.high - base, unit, up=False)
        if low > high:
            return None
        ones = np.ones(len(inside))
        places, signs = [inside], [ones]
        if anywhere:
            places += [inside + size, inside + 2 * size]
            signs += [ones, -ones]
        rows.append(Row(np.concatenate(places), np.concatenate(signs), low, high))
    cost, most = up_cost, np.ones(size)
    if anywhere:
        cost = np.concatenate([cost, np.full(2 * size, _FURTHER)])
        most = np.concatenate([most, np.full(size, np.inf), below])
    everything = np.ones(len(cost), dtype=bool)
    solved = Programme(cost, np.zeros(len(cost)), most, everything, rows).solve()
    if solved is None:
        return None
    steps = np.round(solved).astype(np.int64)
    moved = steps[:size] + (steps[size : 2 * size] - steps[2 * size :] if anywhere else 0)
    table = np.zeros(exact.size, dtype=np.int64)
    table[cells] = first.astype(np.int64) + moved * unit
    return table.reshape(exact.shape)


def _units(amount: float, unit: int, *, up: bool) -> float:
    """An amount in units, inwards to a whole number."""
    return float(-((-amount) // unit)) if up else float(amount // unit)
