"""Remainders brought together: sums stay, and next to nothing stays odd."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.blocks import Block
from salesplan.core.remainders import gathered


def block(rows: list[int], first: int, until: int) -> Block:
    return Block(np.array(rows), first, until, 0, 0)


def test_two_rows_and_two_months() -> None:
    # rows have 100 and 200, months 150 and 150: 50 are odd in each month, and in one row only
    rest = gathered(np.array([[40, 60], [110, 90]]), [block([0], 0, 2), block([1], 0, 2)], 100)
    assert (rest.sum(axis=0) % 100).tolist() == [50, 50]
    assert (rest.sum(axis=1) % 100).tolist() == [0, 0]
    assert np.count_nonzero(rest) == 2


def test_even_sums_leave_nothing_odd() -> None:
    table = np.array([[33, 67, 100], [167, 33, 0], [100, 100, 100]])
    assert not gathered(table, [block([0], 0, 3), block([1], 0, 3), block([2], 0, 3)], 100).any()


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 8), st.sampled_from((1, 7, 100)))
def test_sums_stay(seed: int, rows: int, unit: int) -> None:
    random = np.random.default_rng(seed)
    table = random.integers(0, 5000, (rows, 12)) * (random.random((rows, 12)) < 0.8)
    blocks = [block([row], 0, 12) for row in range(rows)]
    for _ in range(int(random.integers(0, 4))):
        who = sorted(random.choice(rows, random.integers(1, rows + 1), replace=False).tolist())
        first = int(random.integers(0, 12))
        blocks.append(block(who, first, int(random.integers(first + 1, 13))))
    rest = gathered(table, blocks, unit)
    assert ((rest >= 0) & (rest < unit)).all()
    assert not rest[table == 0].any()
    assert (rest.sum(axis=0) % unit == table.sum(axis=0) % unit).all()
    for each in blocks:
        assert each.sum(rest) % unit == each.sum(table) % unit
    if len(blocks) == rows:
        # One a row that is odd in all, and two for each of the at most eleven joints.
        odd = int((table.sum(axis=1) % unit > 0).sum())
        assert np.count_nonzero(rest) <= odd + 22
