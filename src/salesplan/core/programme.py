"""Linear programmes over the cells of a table: does a table exist, and which is nearest in units.

Solved by HiGHS (Huangfu & Hall 2018, Mathematical Programming Computation 10:119–142), which is
imported only where there are bounds to keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.blocks import Block
from salesplan.errors import Finding, SalesplanError

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
_Bound = tuple[int, bool]

_SECONDS = 60.0


@dataclass(frozen=True)
class Row:
    """`low` ≤ Σ coefficient × variable ≤ `high`; `variables` are positions."""

    variables: Ints
    coefficients: Floats
    low: float
    high: float


@dataclass(frozen=True)
class Programme:
    """Find variables within `low` and `high` that keep all rows and cost least.

    `cost`, `low`, `high` and `whole` have one entry for each variable.
    """

    cost: Floats
    low: Floats
    high: Floats
    whole: Mask
    rows: Sequence[Row]

    def solve(self) -> Floats | None:
        """The variables; None where there is no solution.

        What was found by the end of a minute counts, though there may be something nearer. Raises
        `SalesplanError` (E477) where nothing was: that is no contradiction.
        """
        import highspy  # noqa: PLC0415 (imported where used: start-up)

        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("time_limit", _SECONDS)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self.cost), len(self.rows)
        model.col_cost_, model.col_lower_, model.col_upper_ = self.cost, self.low, self.high
        model.row_lower_ = np.array([row.low for row in self.rows])
        model.row_upper_ = np.array([row.high for row in self.rows])
        lengths = [len(row.variables) for row in self.rows]
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        model.a_matrix_.index_ = _joined([row.variables for row in self.rows]).astype(np.int32)
        model.a_matrix_.value_ = _joined([row.coefficients for row in self.rows]).astype(float)
        if self.whole.any():
            kinds = highspy.HighsVarType
            model.integrality_ = [
                kinds.kInteger if whole else kinds.kContinuous for whole in self.whole.tolist()
            ]
        solver.passModel(model)
        solver.run()
        late = solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit
        feasible = int(highspy.SolutionStatus.kSolutionStatusFeasible)
        if late and solver.getInfo().primal_solution_status != feasible:
            raise SalesplanError(Finding("E477", values={"seconds": round(_SECONDS)}))
        if not late and solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return np.array(solver.getSolution().col_value)


def _joined(parts: Sequence[npt.NDArray[np.int64 | np.float64]]) -> npt.NDArray[np.float64]:
    return np.concatenate(parts).astype(np.float64) if parts else np.zeros(0)


@dataclass(frozen=True)
class Conflict:
    """Bounds that cannot all hold: positions of blocks, and which of the two bounds of each.

    Without any of them the others can hold. `amount` is the least by which they miss each other.
    """

    bounds: tuple[tuple[int, bool], ...]
    """Position of the block, and whether it is its upper bound."""
    amount: float


def is_possible(present: Mask, blocks: Sequence[Block]) -> bool:
    """Whether a table has all sums within their bounds; `present` as for `find_conflict`."""
    return _stretched(present, blocks, _bounds(blocks), []) is not None


def _bounds(blocks: Sequence[Block]) -> list[_Bound]:
    """Position of each block that has a bound, and whether it is the upper one."""
    return [
        (at, upper)
        for at, block in enumerate(blocks)
        for upper in (False, True)
        if (block.high if upper else block.low or None) is not None
    ]


def find_conflict(present: Mask, blocks: Sequence[Block]) -> Conflict | None:
    """The smallest set of bounds that contradict each other; None where all can hold.

    `present` (rows, 12) are the cells that may have targets. Nothing can be left out of the set,
    which is the sense of smallest; it is found by halving (QuickXplain, Junker 2004, Proceedings of
    the 19th National Conference on Artificial Intelligence, 167–172). Of several sets it is one
    that needs the bounds furthest in front.
    """
    bounds = _bounds(blocks)

    def fails(some: Sequence[_Bound]) -> bool:
        return _stretched(present, blocks, some, []) is None

    def needed(given: list[_Bound], new: bool, among: list[_Bound]) -> list[_Bound]:
        """Those of `among` that it takes beside `given`, which has been added to if `new`."""
        if new and fails(given):
            return []
        if len(among) == 1:
            return among
        first, second = among[: len(among) // 2], among[len(among) // 2 :]
        of_second = needed([*given, *first], True, second)
        return [*needed([*given, *of_second], bool(of_second), first), *of_second]

    if not bounds or not fails(bounds):
        return None
    found = needed([], False, bounds)
    missing = _stretched(present, blocks, [], found) or {}
    return Conflict(tuple(sorted(found)), sum(missing.values()))


def _stretched(
    present: Mask,
    blocks: Sequence[Block],
    rigid: Sequence[_Bound],
    elastic: Sequence[_Bound],
) -> dict[_Bound, float] | None:
    """By how much each elastic bound is missed where they are missed least; None: not even so."""
    months = present.shape[1]
    cells = np.flatnonzero(present.ravel())
    variable = np.full(present.size, -1)
    variable[cells] = np.arange(len(cells))
    rows = []
    for number, (at, upper) in enumerate((*elastic, *rigid)):
        block = blocks[at]
        inside = variable[block.cells(months)]
        inside = inside[inside >= 0]
        values = np.ones(len(inside))
        if number < len(elastic):
            inside = np.append(inside, len(cells) + number)
            values = np.append(values, -1.0 if upper else 1.0)
        low = -np.inf if upper else float(block.low or 0)
        high = float(block.high or 0) if upper else np.inf
        rows.append(Row(inside, values, low, high))
    size = len(cells) + len(elastic)
    cost = np.concatenate([np.zeros(len(cells)), np.ones(len(elastic))])
    unbounded = np.full(size, np.inf)
    solved = Programme(cost, np.zeros(size), unbounded, np.zeros(size, dtype=bool), rows).solve()
    if solved is None:
        return None
    return dict(zip(elastic, solved[len(cells) :].tolist(), strict=True))
