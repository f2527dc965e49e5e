from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.student import cumulative, quantile


@pytest.mark.parametrize(
    ("probability", "freedom", "value"),
    [
        (0.5, 3, 0),
        (0.9, 1, 3.078),
        (0.9, 2, 1.886),
        (0.9, 3, 1.638),
        (0.9, 10, 1.372),
        (0.95, 5, 2.015),
        (0.975, 1, 12.706),
        (0.975, 30, 2.042),
        (0.995, 4, 4.604),
        (0.9995, 2, 31.599),
        (0.1, 3, -1.638),
        (0.975, 1e6, 1.960),
    ],
)
def test_the_printed_table(probability: float, freedom: float, value: float) -> None:
    assert quantile(probability, freedom) == pytest.approx(value, abs=6e-4)
    assert cumulative(value, freedom) == pytest.approx(probability, abs=3e-4)


@pytest.mark.parametrize(
    ("t", "freedom", "probability"),
    # One and two degrees of freedom have formulas: 1/2 + atan(t)/π, 1/2 + t/√(8 + 4t²).
    [
        (1, 1, 0.75),
        (3**0.5, 1, 5 / 6),
        (-1, 1, 0.25),
        (1, 2, 0.5 + 1 / 12**0.5),
        (10, 2, 0.5 + 10 / 408**0.5),
    ],
)
def test_formulas(t: float, freedom: float, probability: float) -> None:
    assert cumulative(t, freedom) == pytest.approx(probability, abs=1e-12)


@pytest.mark.parametrize(
    ("t", "freedom", "probability"),
    [(1, 1.5, 0.7744323163), (4, 1.5, 0.9550837365), (3.3921483832, 2.7, 0.975)],
)
def test_freedom_between_whole_numbers(t: float, freedom: float, probability: float) -> None:
    # scipy.special.stdtr of SciPy 1.17.
    assert cumulative(t, freedom) == pytest.approx(probability, abs=1e-6)


@given(st.floats(0.001, 0.999), st.floats(1, 500))
def test_one_is_the_inverse_of_the_other(probability: float, freedom: float) -> None:
    t = quantile(probability, freedom)
    assert cumulative(t, freedom) == pytest.approx(probability, abs=1e-9)
    assert quantile(1 - probability, freedom) == pytest.approx(-t, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("probability", [0, 1, -0.1, 1.5])
def test_no_such_probability(probability: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile(probability, 3)
