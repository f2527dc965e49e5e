from __future__ import annotations

import numpy as np
import pytest

from salesplan.core.smoothing import DAMPED, Grid, Smoothing, smooth

HALF = Grid.of((0.5,), ((0.0, 0.8),))


def test_levels_by_hand() -> None:
    # Mean 14. Half of each error: 14 − 1 = 13, 13 + 2.5 = 15.5, 15.5 − 1.75 = 13.75.
    smoothing = smooth(np.array([12.0, 18.0, 12.0]), np.ones(3), HALF)
    assert smoothing.levels[:, 0] == pytest.approx([13, 15.5, 13.75])
    assert smoothing.squares[:, 0] == pytest.approx([0, 25, 37.25])  # the first is warming up


def test_trends_by_hand() -> None:
    # Mean 14, alpha 0.5, beta 0.5, phi 0.8. The first error, −2, moves the level to 13 and the
    # trend to −0.5. Then −0.4 from 13 is 12.6: an error of 5.4, level 15.3, trend 0.95. Then 0.76
    # more is 16.06: an error of −4.06, level 14.03, trend −0.255.
    smoothing = smooth(np.array([12.0, 18.0, 12.0]), np.ones(3), Grid.of((0.5,), ((0.5, 0.8),)))
    assert smoothing.levels[:, 0] == pytest.approx([13, 15.3, 14.03])
    assert smoothing.trends[:, 0] == pytest.approx([-0.5, 0.95, -0.255])
    # 14.03 − 0.204 and another − 0.1632.
    paths = smoothing.paths(np.array([3]), 2)
    assert paths == pytest.approx(np.array([[13.826, 13.6628]]))


def test_series_are_smoothed_together_by_hand() -> None:
    # The second one's last month is believed by half: 13.75 becomes 15.5 − 0.875.
    values, trust = np.array([[12.0, 18.0, 12.0]] * 2), np.array([[1, 1, 1], [1, 1, 0.5]])
    smoothing = smooth(values, trust, HALF)
    assert smoothing.levels[..., 0] == pytest.approx(
        np.array([[13, 15.5, 13.75], [13, 15.5, 14.625]])
    )
    assert smoothing.squares[..., -1, 0] == pytest.approx([37.25, 25 + 1.75**2])


def test_a_set_counts_by_its_likelihood() -> None:
    # Four months of which one is warming up: squares of 1 and 4 give 4 ** (−3 / 2) = 1 / 8.
    squares = np.ones((4, 2)) * [1, 4]
    grid = Grid.of((0.5, 0.6), ((0.0, 0.8),))
    smoothing = Smoothing(grid, np.ones((4, 2)) * [9, 18], np.zeros((4, 2)), squares, 1)
    assert smoothing.weights(np.array([4, 1])) == pytest.approx(
        np.array([[8 / 9, 1 / 9], [0.5] * 2])
    )
    assert smoothing.paths(np.array([4]), 1) == pytest.approx(np.array([[10]]))


@pytest.mark.parametrize(
    ("beta", "parts", "variance"),
    [
        (0.0, [1.0], 4.0),
        (0.0, [1.0, 1.0], 4 * (1.5**2 + 1)),
        (0.0, [0.0, 1.0], 4 * (0.5**2 + 1)),
        # An error of 1 moves the next month by 0.5 × (1 + 0.5 × 0.8) = 0.7, the one after by 0.86.
        (0.5, [1.0, 1.0, 1.0], 4 * (2.56**2 + 1.7**2 + 1)),
    ],
)
def test_variance_by_hand(beta: float, parts: list[float], variance: float) -> None:
    # Four months, one warming up, one for the level: squares of 8 on two degrees of freedom.
    squares = np.array([[0.0], [2.0], [5.0], [8.0]])
    grid = Grid.of((0.5,), ((beta, 0.8),))
    smoothing = Smoothing(grid, np.zeros((4, 1)), np.zeros((4, 1)), squares, 1)
    assert smoothing.variance(np.array(parts)) == pytest.approx(variance)


def test_variances_of_series_and_choices() -> None:
    # The second series has half of the first one's squares: 2 for a month's error instead of 4.
    squares = np.array([[[0.0], [2.0], [5.0], [8.0]], [[0.0], [1.0], [3.0], [4.0]]])
    smoothing = Smoothing(HALF, np.zeros((2, 4, 1)), np.zeros((2, 4, 1)), squares, 1)
    parts = np.array([[[1.0, 1.0], [0.0, 1.0]], [[0.0, 0.0], [1.0, 0.0]]])
    assert smoothing.variance(parts) == pytest.approx(np.array([[13, 2.5], [0, 2]]))


def test_a_stack_is_its_series() -> None:
    random = np.random.default_rng(1)
    values, trust = random.normal(0, 1, (2, 3, 30)), random.uniform(0.1, 1, (2, 3, 30))
    parts, known = random.uniform(0, 1, (2, 3, 5)), np.array([3, 14, 30])
    stack = smooth(values, trust, DAMPED)
    paths, variance = stack.paths(known, 5), stack.variance(parts)
    assert (paths.shape, variance.shape) == ((2, 3, 3, 5), (2, 3))
    for at in np.ndindex(2, 3):
        alone = smooth(values[at], trust[at], DAMPED)
        assert paths[at] == pytest.approx(alone.paths(known, 5), rel=1e-9)
        assert variance[at] == pytest.approx(alone.variance(parts[at]), rel=1e-9)
