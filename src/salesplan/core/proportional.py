"""The table nearest to an ideal one in which some sums are kept: everything else in proportion.

Nearest is the least Kullback–Leibler divergence: cells that bounds do not tell apart keep their
proportions. Each bound in turn multiplies its block by what brings the sum to it, or takes back
what it multiplied with before where the sum no longer needs it.

Source: Deming & Stephan 1940, Annals of Mathematical Statistics 11:427–444 (sums fixed); Bregman
1967, USSR Computational Mathematics 7:200–217, and Censor & Lent 1981, Journal of Optimization
Theory and Applications 34:321–353 (sums within bounds).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.blocks import Block

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_MOST_ROUNDS = 400  # what has not settled by then is at the edge of what is possible


@dataclass
class _Layer:
    """Blocks without a cell in common; `log_factor` is what each has multiplied with so far."""

    cells: Ints
    start: Ints
    block: Ints  # of each cell
    low: Floats
    high: Floats
    log_factor: Floats

    def apply(self, values: Floats) -> float:
        """Bring all sums within their bounds; how far the furthest was outside."""
        total = np.add.reduceat(values[self.cells], self.start)
        outside = np.maximum(np.maximum(self.low - total, total - self.high), 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            log_free = np.log(total) - self.log_factor  # of the sum without this bound
            wanted = np.clip(log_free, np.log(self.low), np.log(self.high)) - log_free
        wanted = np.where(total > 0, wanted, 0.0)
        values[self.cells] *= np.exp(wanted - self.log_factor)[self.block]
        self.log_factor = wanted
        return float(outside.max(initial=0.0))


def proportional_table(ideal: Floats, blocks: Sequence[Block], tolerance: float) -> Floats | None:
    """The table nearest to `ideal` (rows, 12) in which every block is within its bounds.

    None where it is not found: the bounds contradict each other, or leave next to no room. A sum
    may miss its bounds by `tolerance`.
    """
    values = np.array(ideal, dtype=np.float64).ravel()
    months = ideal.shape[1]
    for block in blocks:
        if block.high == 0:
            values[block.cells(months)] = 0.0
    layers = _layers([block for block in blocks if block.high != 0], months)
    for _ in range(_MOST_ROUNDS):
        furthest = [layer.apply(values) for layer in layers]
        if max(furthest, default=0.0) <= tolerance:
            return values.reshape(ideal.shape)
    return None


def _layers(blocks: Sequence[Block], months: int) -> list[_Layer]:
    """Blocks in groups whose cells do not meet, in the order of the blocks."""
    groups: list[tuple[set[int], list[Block]]] = []
    for block in blocks:
        cells = set(block.cells(months).tolist())
        home = next((group for group in groups if group[0].isdisjoint(cells)), None)
        if home is None:
            home = (set(), [])
            groups.append(home)
        home[0].update(cells)
        home[1].append(block)
    return [_layer(members, months) for _, members in groups]


def _layer(blocks: Sequence[Block], months: int) -> _Layer:
    parts = [block.cells(months) for block in blocks]
    sizes = np.array([len(part) for part in parts])
    return _Layer(
        np.concatenate(parts),
        np.cumsum(sizes) - sizes,
        np.repeat(np.arange(len(blocks)), sizes),
        np.array([0.0 if block.low is None else float(block.low) for block in blocks]),
        np.array([np.inf if block.high is None else float(block.high) for block in blocks]),
        np.zeros(len(blocks)),
    )
