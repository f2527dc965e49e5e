"""Whole numbers that add up: one total over weights, a table with exact columns, days of a month.

All results are int64. Nothing depends on the order of rows: ties are settled by `keys`.
A total that is not a multiple of `unit` leaves a remainder smaller than one unit, which goes to
the single cell with the largest weight.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_RELATIVE_NOISE: Final = 1e-12
_DIGITS: Final = 9  # remainders alike to so many digits are equal


def split(
    total: int,
    weights: npt.ArrayLike,
    unit: int = 1,
    *,
    keys: Sequence[str] | None = None,
) -> Ints:
    """One total over weights, by largest remainder.

    `weights` has shape (n,) and is not negative; the result has the same shape and adds up to
    `total`; every cell but one is a multiple of `unit`. Equal remainders are settled by weight
    (the larger first), then by `keys`, then by position.

    Raises `ValueError` when no weight is positive and `total` is not zero.
    Source: Hamilton's method of apportionment.

    >>> split(100, [1, 1, 1]).tolist()
    [34, 33, 33]
    """
    share = np.asarray(weights, dtype=np.float64)
    if total == 0:
        return np.zeros(share.shape, dtype=np.int64)
    if total < 0:
        return -split(-total, share, unit, keys=keys)
    if not (share > 0).any():
        raise ValueError("a total needs at least one positive weight")
    by_key = _by_key(keys, share.size)
    share = share[by_key]
    units, rest = divmod(total, unit)
    ideal = _denoised(units * (share / share.sum()))
    digits = min(_DIGITS, 14 - len(str(units)))  # what floats of this size carry
    whole = np.floor(ideal).astype(np.int64)
    # Down, or more than once, only where numbers of more than 15 digits outgrow floats.
    while (missing := units - int(whole.sum())) != 0:
        step = 1 if missing > 0 else -1
        allowed = (share > 0) & (whole + step >= 0)
        order = np.lexsort((-share, -step * np.round(ideal - whole, digits), ~allowed))
        whole[order[: min(abs(missing), int(allowed.sum()))]] += step
    whole *= unit
    whole[np.argmax(share)] += rest
    result = np.empty_like(whole)
    result[by_key] = whole
    return result


def split_table(
    ideal: npt.ArrayLike,
    column_totals: npt.ArrayLike,
    *,
    keys: Sequence[str] | None = None,
) -> Ints:
    """A table of units with exact column totals, every row's running sum near its exact share.

    `ideal` has shape (people, periods): the exact shares, whose columns add up to
    `column_totals` (shape (periods,), whole units). In the result the columns are exact and, after
    every period, each person's running sum is less than one unit from the running sum of `ideal`.
    A cell whose ideal is zero (a person who is not there) stays zero.

    Every unit has a window: the running sum may reach it when the exact share has passed the unit
    before it, and must have it when the share has passed the unit itself. In each period the units
    with the earliest end of window go first. Where people come and go that order alone may leave
    a running sum outside its window; it is brought back by moving units along a cycle of the flow
    network months → people's running sums, which exists because such networks have whole solutions.

    Source: the chairman assignment problem, Tijdeman 1980, Discrete Mathematics 32:323–330; by
    earliest due date as Steiner & Yeomans 1993, Management Science 39:728–735; the repair is the
    out-of-kilter method, Fulkerson 1961, SIAM Journal 9:18–27.
    """
    by_key = _by_key(keys, len(np.asarray(ideal)))
    exact = np.asarray(ideal, dtype=np.float64)[by_key]
    totals = np.asarray(column_totals, dtype=np.int64)
    present = exact > 0
    running = _denoised(np.cumsum(exact, axis=1))
    floor, ceiling = np.floor(running).astype(np.int64), np.ceil(running).astype(np.int64)
    have = np.zeros(exact.shape[0], dtype=np.int64)
    table = np.zeros(exact.shape, dtype=np.int64)
    for period, total in enumerate(totals):
        given = np.maximum(floor[:, period] - have, 0) * present[:, period]
        behind = np.round(running[:, period] - have - given, _DIGITS)
        candidate = present[:, period] & (have + given < ceiling[:, period])
        due = _due(floor, have + given + 1, period, present)
        order = np.lexsort((-behind, due, ~candidate))
        missing = int(total - given.sum())
        free = int(candidate.sum())
        given[order[: max(0, min(missing, free))]] += 1
        _force(given, total, running[:, period] - have, present[:, period])
        table[:, period] = given
        have += given
    _repair(table, floor, ceiling, present)
    result = np.empty_like(table)
    result[by_key] = table
    return result


def spread(totals: Ints, weights: Floats, unit: int = 1) -> Ints:
    """Row totals over the days of a period, by rounding the running sum.

    `totals` has shape (people,), `weights` (people, days); the result has the shape of `weights`,
    its rows add up to `totals`, and every running sum is within half a `unit` of its exact share of
    the whole units. What is left of a total that is not a multiple of `unit` falls on the last day
    with weight.

    Raises `ValueError` when a person has a total and no day with weight.
    """
    running = np.cumsum(weights, axis=1)
    whole = running[:, -1:]
    if ((whole[:, 0] <= 0) & (totals != 0)).any():
        raise ValueError("a target needs at least one day")
    units, rest = np.divmod(totals, unit)
    share = np.divide(running, whole, out=np.zeros_like(running), where=whole > 0)
    steps = np.floor(units[:, None] * share + 0.5).astype(np.int64)
    days = np.diff(steps, axis=1, prepend=0) * unit
    last = weights.shape[1] - 1 - np.argmax(weights[:, ::-1] > 0, axis=1)
    days[np.arange(len(totals)), last] += rest
    return days


def _by_key(keys: Sequence[str] | None, size: int) -> Ints:
    """Positions of the rows in the order of their keys, in which all ties are settled."""
    if keys is None:
        return np.arange(size)
    return np.argsort(np.asarray(keys, dtype=object), kind="stable").astype(np.int64)


def _denoised(values: Floats) -> Floats:
    """Values with floating-point noise around whole numbers removed."""
    nearest = np.round(values)
    noise = 1e-9 + np.abs(values) * _RELATIVE_NOISE
    return np.where(np.abs(values - nearest) <= noise, nearest, values)


def _due(floor: Ints, unit: Ints, period: int, present: npt.NDArray[np.bool_]) -> Ints:
    """How many periods of presence are left until each person must have their next unit."""
    reached = floor[:, period:] >= unit[:, None]
    ahead = np.cumsum(present[:, period:], axis=1)
    never = ahead[:, -1] + floor.shape[1]
    first = np.argmax(reached, axis=1)
    due: Ints = np.where(reached.any(axis=1), ahead[np.arange(len(unit)), first], never)
    return due


def _force(given: Ints, total: np.int64, owed: Floats, present: npt.NDArray[np.bool_]) -> None:
    """Bring a column to its total where windows alone do not, changing those furthest off."""
    while (missing := int(total - given.sum())) != 0:
        step = 1 if missing > 0 else -1
        order = np.lexsort(
            (-step * np.round(owed - given, _DIGITS), ~(present & (given + step >= 0)))
        )
        given[order[: min(abs(missing), int(present.sum()))]] += step


def _repair(table: Ints, floor: Ints, ceiling: Ints, present: npt.NDArray[np.bool_]) -> None:
    """Move units until every running sum is within `[floor, ceiling]`, columns unchanged."""
    have = np.cumsum(table, axis=1)
    while (outside := np.argwhere((have < floor) | (have > ceiling))).size:
        person, period = (int(index) for index in outside[0])
        step = 1 if have[person, period] < floor[person, period] else -1
        moves = _cycle(person, period, step, table, have, floor, ceiling, present)
        if not moves:
            return  # floating-point noise has closed the window
        for row, column, change in moves:
            table[row, column] += change
        have = np.cumsum(table, axis=1)


def _cycle(
    person: int,
    period: int,
    step: int,
    table: Ints,
    have: Ints,
    floor: Ints,
    ceiling: Ints,
    present: npt.NDArray[np.bool_],
) -> list[tuple[int, int, int]]:
    """Changes of cells that move one running sum by `step` and keep all columns, or none.

    A search in breadth through the network whose nodes are the periods `("period", t)`, the
    running sums `(p, t)` and the end of the year `("end",)`.
    """
    periods = table.shape[1]
    end = ("end", 0)

    def after(row: int, column: int) -> tuple[int | str, int]:
        return (row, column + 1) if column + 1 < periods else end

    def neighbours(node: tuple[int | str, int]) -> list[tuple[int | str, int]]:
        kind, column = node
        if kind == "period":
            return [(int(row), column) for row in np.flatnonzero(present[:, column])]
        if kind == "end":
            last = periods - 1
            return [(int(row), last) for row in np.flatnonzero(have[:, last] > floor[:, last])]
        row = int(kind)
        found: list[tuple[int | str, int]] = []
        if table[row, column] > 0:
            found.append(("period", column))
        if have[row, column] < ceiling[row, column]:
            found.append(after(row, column))
        if column > 0 and have[row, column - 1] > floor[row, column - 1]:
            found.append((row, column - 1))
        return found

    here, there = (person, period), after(person, period)
    source, target = (there, here) if step > 0 else (here, there)
    came: dict[tuple[int | str, int], tuple[int | str, int]] = {source: source}
    queue = deque([source])
    while queue and target not in came:
        node = queue.popleft()
        for following in neighbours(node):
            if following not in came:
                came[following] = node
                queue.append(following)
    moves: list[tuple[int, int, int]] = []
    node = target
    while node in came and node != source:
        previous = came[node]
        if previous[0] == "period":
            moves.append((int(node[0]), node[1], 1))
        elif node[0] == "period":
            moves.append((int(previous[0]), previous[1], -1))
        node = previous
    return moves if target in came else []
