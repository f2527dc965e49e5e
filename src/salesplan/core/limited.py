"""Targets under limits: the table nearest to everybody's exact shares that keeps every limit.

Everybody with limits of their own is divided for by themselves; the others, who are limited at
most through their team, share what is left of each month by their weights, as they do without
limits. The months keep their totals where limits allow it; where they cannot, months that nobody
fixed give way, in proportion.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.apportion import split, split_table
from salesplan.core.blocks import Block, columns
from salesplan.core.limits import Contradiction, Limit
from salesplan.core.programme import Conflict, find_conflict, is_possible
from salesplan.core.proportional import proportional_table
from salesplan.core.shares import exact_shares
from salesplan.core.whole_table import whole_table

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_TOLERANCE = 0.05  # minor units: far less than what is rounded


@dataclass(frozen=True)
class Divided:
    """Targets under limits.

    `targets` has the shape (people, 12), `months` (12,) are its sums; `exact` (people, 12) is what
    they were before they became whole. `pools` are those who divide among them what is left: people
    without limits of their own, by position.
    """

    targets: Ints
    exact: Floats
    months: Ints
    pools: tuple[tuple[int, ...], ...]


def divide(
    months: Ints,
    weights: Floats,
    limits: Sequence[Limit],
    whole: Sequence[Limit],
    unit: int,
    keys: Sequence[str],
    alone: Collection[int] = (),
) -> Divided:
    """Targets that add up to `months` (12,) by weights (people, 12), within the limits.

    `whole` are the limits of all together that months may not give up: the goal and its fixed
    parts. Targets are multiples of `unit` where the limits leave room for it; ties are settled by
    `keys`. Who is in `alone`, or the only one in a limit, is divided for by themselves.

    Raises `Contradiction` where no table keeps all limits.
    """
    parts, pools = _parts(len(weights), limits, keys, alone)
    shares = exact_shares(weights, months)
    ideal = np.array([shares[list(part)].sum(axis=0) for part in parts])
    inside = [_rows(limit, parts) for limit in limits]
    for limit, rows in zip(limits, inside, strict=True):
        _called_in(ideal, limit, rows)
    bounds = [_block(limit, rows) for limit, rows in zip(limits, inside, strict=True)]
    found = _whole(ideal, [*columns(months, len(parts)), *bounds], unit)
    if found is None:
        everybody = np.arange(len(parts))
        free = [*(_block(limit, everybody) for limit in whole), *bounds]
        found = _whole(ideal, free, unit)
        if found is None:
            raise _contradiction(ideal, free, [*whole, *limits])
    fitted, table = found
    targets, exact = np.zeros(weights.shape, dtype=np.int64), np.zeros(weights.shape)
    for at, part in enumerate(parts):
        people = list(part)
        if part in pools:
            names = [keys[person] for person in people]
            targets[people] = in_units(table[at], weights[people], unit, names)
            exact[people] = exact_shares(weights[people], table[at])
        else:
            targets[people], exact[people] = table[at], fitted[at]
    return Divided(targets, exact, table.sum(axis=0), pools)


def in_units(months: Ints, weights: Floats, unit: int, keys: Sequence[str]) -> Ints:
    """The table people × months by weights (people, 12), exact in its columns `months`.

    Cells are multiples of `unit`, but for one in a month whose total is none.
    """
    units, rest = np.divmod(months, unit)
    targets = split_table(exact_shares(weights, units), units, keys=keys) * unit
    for month in np.flatnonzero(rest):
        targets[:, month] += split(int(rest[month]), weights[:, month], unit, keys=keys)
    return targets


def _parts(
    people: int, limits: Sequence[Limit], keys: Sequence[str], alone: Collection[int]
) -> tuple[list[tuple[int, ...]], tuple[tuple[int, ...], ...]]:
    """Who is divided for together: each person with limits alone, the others by their team limits.

    In the order of the keys, so that nothing depends on the order of people. The pools are those
    of several people or of none with limits.
    """
    single = {limit.people[0] for limit in limits if len(limit.people) == 1}.union(alone)
    shared: dict[tuple[int, ...], list[int]] = {}
    several = [set(limit.people) for limit in limits if len(limit.people) > 1]
    for person in range(people):
        if person not in single:
            member = tuple(at for at, group in enumerate(several) if person in group)
            shared.setdefault(member, []).append(person)
    pools = tuple(tuple(pool) for pool in shared.values())
    parts = [*((person,) for person in single), *pools]
    return sorted(parts, key=lambda part: min(keys[person] for person in part)), pools


def _rows(limit: Limit, parts: Sequence[tuple[int, ...]]) -> Ints:
    """The parts that a limit is about."""
    meant = set(limit.people)
    return np.array([at for at, part in enumerate(parts) if meant.issuperset(part)], dtype=np.int64)


def _block(limit: Limit, rows: Ints) -> Block:
    return Block(rows, *limit.months, limit.low, limit.high)


def _called_in(ideal: Floats, limit: Limit, rows: Ints) -> None:
    """A month that is asked of somebody who is not there: whoever wrote it knows better."""
    first, until = limit.months
    if until - first == 1 and limit.low and not ideal[rows, first].any():
        ideal[rows, first] = limit.low / len(rows)


def _whole(ideal: Floats, blocks: Sequence[Block], unit: int) -> tuple[Floats, Ints] | None:
    """The nearest table within all blocks, and the whole one; None where there is none."""
    exact = proportional_table(ideal, blocks, _TOLERANCE)
    if exact is None and not is_possible(ideal > 0, blocks):
        return None
    # Where there is next to no room it is found from the ideal itself.
    fitted = ideal if exact is None else exact
    table = whole_table(fitted, blocks, unit, 2 * _TOLERANCE)
    if table is None:
        return None
    return table.astype(float) if exact is None else exact, table


def _contradiction(
    ideal: Floats, blocks: Sequence[Block], limits: Sequence[Limit]
) -> Contradiction:
    found = find_conflict(ideal > 0, blocks) or Conflict((), 0.0)
    bounds = [(limits[at], upper) for at, upper in found.bounds]
    return Contradiction(bounds, round(found.amount))
