"""Amounts finer than the minor unit → whole ones whose sums are what people get who add them up.

Rounding each row by itself makes 2,000 prices of half a cent 10.00 that nobody sold. So what was
rounded off is carried along: a *whole*, such as a table, has its exact sum, rounded once, and so
has its running total at the end of each *period*, such as a year; people's running totals at these
ends are theirs by largest remainder, so each is rounded once, too, unless these do not add up to
the whole's; within a person every running total over the days is less than a unit off. No row moves
by more than one unit, and the order of rows in the file does not matter.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

_Ints = npt.NDArray[np.int64]

_MILLION: Final = 10**6


def settled(
    values: _Ints, rests: _Ints, *, whole: _Ints, period: _Ints, person: _Ints, day: _Ints
) -> npt.NDArray[np.int64]:
    """Rounded values, corrected by what rounding took from others of the same whole and person.

    `rests` are in millionths of a unit, as in `Reading`; `whole`, `period`, `person` and `day` are
    numbers that tell which of them a row belongs to, `period` in the order of days. All are as long
    as `values`.

    >>> one = np.zeros(3, np.int64)
    >>> settled(
    ...     *(np.array([15, 15, 15]), np.array([-500_000] * 3)),
    ...     **dict.fromkeys(("whole", "period", "person", "day"), one),
    ... ).tolist()
    [15, 14, 15]
    """
    order = np.lexsort((rests, values, day, person, whole))
    if not order.size:
        return values
    wholes = _numbered(whole[order])
    group = _numbered(wholes, person[order])
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    stretch = _numbered(group, period[order])
    ends = np.flatnonzero(np.diff(stretch, append=-1))
    running = _running(rests[order], starts, group)
    amounts = _running(values[order], starts, group)
    total = running[ends]
    units = _carried(total, amounts[ends], group[ends], wholes[ends], period[order][ends])
    half = _half(amounts, running)
    # The smallest summand with which the last running total of a stretch is rounded up.
    least = (_MILLION - total % _MILLION)[stretch]
    up = (units > total // _MILLION)[stretch]
    half = np.where(up, np.maximum(half, least), np.minimum(half, least - 1))
    carried = (running + half) // _MILLION
    steps = np.diff(carried, prepend=0)
    steps[starts] = carried[starts]
    result = values.copy()
    result[order] += steps
    return result


def _numbered(*keys: _Ints) -> _Ints:
    """Numbers from zero for the runs of rows in which all keys stay the same."""
    return np.cumsum(_changes(*keys))


def _running(numbers: _Ints, starts: _Ints, group: _Ints) -> _Ints:
    """Running totals that begin anew with each group."""
    total = np.cumsum(numbers)
    running: _Ints = total - (total[starts] - numbers[starts])[group]
    return running


def _half(values: _Ints, rests: _Ints) -> _Ints:
    """What is added before rounding down, so that a half goes away from zero."""
    half: _Ints = _MILLION // 2 - (values + rests // _MILLION < 0)
    return half


def _carried(total: _Ints, amount: _Ints, group: _Ints, wholes: _Ints, period: _Ints) -> _Ints:
    """Whole units in the rests of each stretch's end, by largest remainder in whole and period.

    A stretch is what a person (`group`) sold in a period; `total` and `amount` are running totals
    of rests and values at its end. Who sold nothing in a period stays as they were.
    """
    units = total // _MILLION
    last = np.full(int(group.max()) + 1, -1)  # each person's latest stretch so far
    whole_of = np.zeros(len(last), dtype=np.int64)
    whole_of[group] = wholes
    order = np.lexsort((period, wholes))
    for stretches in np.split(order, np.flatnonzero(_changes(wholes[order], period[order]))):
        last[group[stretches]] = stretches
        known = last[(whole_of == wholes[stretches[0]]) & (last >= 0)]
        sums = total[known].sum(keepdims=True)
        wanted = (sums + _half(amount[known].sum(keepdims=True), sums)) // _MILLION
        missing = int(wanted[0] - units[known].sum())
        negative = amount[stretches] + units[stretches] < 0
        by_rest = stretches[np.lexsort((negative, -(total[stretches] % _MILLION)))]
        units[by_rest[: max(missing, 0)]] += 1
    return units


def _changes(*keys: _Ints) -> npt.NDArray[np.bool_]:
    """Where any of the keys differs from the one before."""
    changes: npt.NDArray[np.bool_] = np.zeros(len(keys[0]), dtype=bool)
    for key in keys:
        changes |= np.diff(key, prepend=key[:1]) != 0
    return changes
