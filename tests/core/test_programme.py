"""What a solver that runs out of time is taken to have said."""

from __future__ import annotations

import numpy as np
import pytest

from salesplan.core import programme
from salesplan.core.programme import Programme, Row
from salesplan.errors import SalesplanError


def knapsack(size: int = 60) -> Programme:
    """A programme of whole numbers that takes its time: many of nearly the same use."""
    random = np.random.default_rng(7)
    weights = random.integers(1000, 2000, size).astype(float)
    rows = [
        Row(np.arange(size), np.roll(weights, shift), weights.sum() / 2, weights.sum() / 2 + 1)
        for shift in range(5)
    ]
    ones = np.ones(size)
    return Programme(-weights, np.zeros(size), ones, ones.astype(bool), rows)


def test_out_of_time_is_no_contradiction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programme, "_SECONDS", 0.0)
    with pytest.raises(SalesplanError) as problem:
        knapsack().solve()
    assert [each.code for each in problem.value.findings] == ["E477"]


def test_no_solution_is_none() -> None:
    one, never = np.ones(1), Row(np.array([0]), np.ones(1), 2.0, 3.0)
    assert Programme(one, np.zeros(1), one, np.ones(1, dtype=bool), [never]).solve() is None
