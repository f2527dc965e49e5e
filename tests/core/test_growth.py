from __future__ import annotations

import numpy as np
import pytest

from salesplan.core.growth import growth_within, rise


def years(*totals: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Twelve equal months for each year's total."""
    return np.repeat(np.array(totals) / 12, 12)


def test_half_of_growth_that_is_the_same_every_year() -> None:
    # 21 % a year without any doubt: half of its logarithm is a factor of 1.1.
    assert growth_within(years(100, 121, 146.41, 177.1561), 0) == pytest.approx(0.1)
    assert growth_within(years(177.1561, 146.41, 121, 100), 0) == pytest.approx(1 / 1.1 - 1)


def test_doubtful_growth_is_left_out() -> None:
    # Changes of +0.2, −0.1, +0.2 (logs) with weights 0.2597, 0.3272, 0.4131 (half-life 3 years):
    # mean 0.1019, deviations² 0.00963, 0.04075, 0.00963 → weighted 0.01981; Σ weights² 0.3451 →
    # variance 0.03026, standard error √(0.03026 × 0.3451) = 0.1022: nothing is beyond two of them.
    doubtful = np.exp(np.cumsum([0, 0.2, -0.1, 0.2])) * 100
    assert growth_within(years(*doubtful), 0) == 0


def test_what_is_beyond_two_standard_errors_counts() -> None:
    # Changes of 0.2, 0.1, 0.2: mean 0.16728, deviations² 0.001070, 0.004526, 0.001070, weighted
    # 0.002201; variance 0.003361, standard error 0.03406: (0.16728 − 0.06811) ÷ 2 = 0.04958.
    likely = np.exp(np.cumsum([0, 0.2, 0.1, 0.2])) * 100
    assert np.log1p(growth_within(years(*likely), 0)) == pytest.approx(0.04958, abs=2e-5)


def test_three_years_are_too_few() -> None:
    assert growth_within(years(100, 121, 146.41), 0) == 0
    assert growth_within(np.r_[np.full(11, 5.0), years(100, 121, 146.41)], 0) == 0
    assert growth_within(np.zeros(60), 0) == 0


def test_a_shift_of_the_level_is_no_growth() -> None:
    # A year at a tenth, and the level back afterwards; then an order of half a year's size.
    assert growth_within(years(100, 100, 10, 100, 100), 0) == pytest.approx(0, abs=1e-9)
    odd = years(100, 100, 100, 100)
    odd[40] += 50
    assert growth_within(odd, 0) == pytest.approx(0, abs=1e-9)


def test_growth_runs_around_the_middle_of_the_year() -> None:
    assert rise(0.1)[11] / rise(0.1)[0] == pytest.approx(1.1 ** (11 / 12))
    assert rise(0.1)[0] * rise(0.1)[11] == pytest.approx(1)
    assert rise(0.0) == pytest.approx(np.ones(12))
