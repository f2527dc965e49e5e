from __future__ import annotations

import pytest

from salesplan.core.estimates import Estimate, Side


def test_a_range_around_a_figure() -> None:
    # Student's t with 4 degrees of freedom: 97.5 % lie below 2.776.
    found = Estimate.around(10.0, 2.0, 4)
    assert (found.value, found.error) == (10.0, 2.0)
    assert found.low == pytest.approx(10 - 2 * 2.7764, abs=1e-3)
    assert found.high == pytest.approx(10 + 2 * 2.7764, abs=1e-3)


def test_a_relative_range_is_a_factor() -> None:
    # exp(0.1 × 2.7764) = 1.3201
    found = Estimate.relative(2.0, 0.1, 4)
    assert found.error == pytest.approx(0.2)
    assert found.high == pytest.approx(2 * 1.3201, abs=1e-3)
    assert found.low == pytest.approx(2 / 1.3201, abs=1e-3)


@pytest.mark.parametrize(
    ("low", "high", "side"),
    [
        (1.01, 2.0, Side.ABOVE),
        (0.5, 0.99, Side.BELOW),
        (0.9, 1.1, Side.UNCLEAR),
        (1.0, 1.0, Side.UNCLEAR),
        (None, None, Side.UNCLEAR),
    ],
)
def test_sides(low: float | None, high: float | None, side: Side) -> None:
    assert Estimate(1.0, None, low, high).side_of(1) is side
