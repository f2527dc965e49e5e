from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.fairness import rank_correlation


def correlation(first: list[float], second: list[float]) -> tuple[float, float] | None:
    found = rank_correlation(np.array(first, dtype=float), np.array(second, dtype=float))
    return None if found is None else (round(found.value, 6), round(found.chance, 4))


def test_a_small_table() -> None:
    # Ranks 1 2 3 4 5 and 2 1 4 3 5: squared differences 1+1+1+1+0 = 4, so 1 - 6·4/(5·24) = 0.8;
    # t = 0.8 · √(3 / 0.36) = 2.3094, two-sided with 3 degrees of freedom 0.1041.
    assert correlation([10, 20, 30, 40, 50], [7, 5, 80, 9, 81]) == (0.8, 0.1041)


def test_equals_share_their_rank() -> None:
    # Ranks 1.5 1.5 3 4 5 and 1 2 3 4 5: covariance 9.5, variances 9.5 and 10: √(9.5 / 10).
    found = correlation([1, 1, 2, 3, 4], [1, 2, 3, 4, 5])
    assert found is not None
    assert found[0] == 0.974679


@pytest.mark.parametrize("direction", [1, -1])
def test_a_perfect_order_is_no_chance(direction: int) -> None:
    figures = [1.0, 2.0, 3.0, 4.0, 5.0]
    assert correlation(figures, figures[::direction]) == (direction, 0)


@pytest.mark.parametrize(
    ("first", "second"), [([1, 2, 3, 4], [1, 2, 3, 4]), ([1] * 6, [1, 2, 3, 4, 5, 6]), ([], [])]
)
def test_too_little_to_tell(first: list[float], second: list[float]) -> None:
    assert correlation(first, second) is None


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=5, max_size=30))
def test_only_the_order_counts_and_both_ways_are_alike(pairs: list[tuple[int, int]]) -> None:
    first, second = ([float(pair[at]) for pair in pairs] for at in (0, 1))
    found = correlation(first, second)
    assert correlation(second, first) == found
    assert correlation([value**3 + 5 for value in first], second) == found
