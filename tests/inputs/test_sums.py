from __future__ import annotations

import numpy as np
import pytest

from salesplan.inputs.cells import Reading, State
from salesplan.inputs.sums import Sums, unnamed_totals


def reading(*amounts: int | None) -> Reading:
    states = [State.BLANK if amount is None else State.FINE for amount in amounts]
    return Reading(np.array([amount or 0 for amount in amounts]), np.array(states, np.uint8))


@pytest.mark.parametrize(
    ("amounts", "candidates", "found"),
    [
        ([1, 2, 3, 4, 7], [2, 4], [2, 4]),  # of all above, without the total between
        ([1, 2, 3, 4, 5, 9], [2, 5], [2, 5]),  # of those since the last total
        ([7, 3, 4], [0], [0]),  # of all below
        ([3, 3], [1], []),  # one row is no sum
        ([1, 2, 4], [2], []),
        ([1, 2, 4, 7], [2, 3], [3]),  # a candidate that is no total is a row
    ],
)
def test_unnamed_totals(amounts: list[int], candidates: list[int], found: list[int]) -> None:
    rows, none = np.array(candidates), np.empty(0, np.int64)
    counted = np.ones(len(amounts), bool)
    counted[0] &= 0 not in candidates
    result = unnamed_totals([reading(*amounts)], counted, rows, none)
    assert np.flatnonzero(result).tolist() == found


def test_every_column_has_to_add_up() -> None:
    columns = [reading(1, 2, 3), reading(None, 5, 5)]
    counted, rows, none = np.ones(3, bool), np.array([2]), np.empty(0, np.int64)
    assert unnamed_totals(columns, counted, rows, none).tolist() == [False, False, True]
    columns[1] = reading(1, 5, 5)
    assert not unnamed_totals(columns, counted, rows, none).any()


def test_sums_around_a_total() -> None:
    sums = Sums(reading(1, 2, 3, 4, 8), np.array([True, True, False, True, True]))
    # Rows 0–1 above, rows 3–4 below, and all.
    assert sums.around(2, np.array([2])).tolist() == [3, 12, 15]
