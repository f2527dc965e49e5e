from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt
import pytest

from salesplan.core.festival import LEAST, festival_season, festivals, nearness
from salesplan.core.seasonality import seasonality

Floats = npt.NDArray[np.float64]

MONTHS = np.arange("2008-01", "2025-02", dtype="datetime64[M]").astype("datetime64[D]")
NEAR = nearness(MONTHS)  # 17 years, of which the last is the one to plan
DAYS = np.full(len(NEAR), 21.0)
PATTERN = np.array([0.8, 0.7, 1.1, 1.1, 1.1, 1.0, 0.9, 0.9, 1.1, 1.1, 1.1, 1.1])


def test_dates() -> None:
    assert festivals(2024, 2027) == (
        dt.date(2024, 2, 10),
        dt.date(2025, 1, 29),
        dt.date(2026, 2, 17),
        dt.date(2027, 2, 6),
    )


def test_parts_of_months() -> None:
    # 2025: the 29th of January is the first day. Before: from the 9th, 20 of January's 31 days.
    # The week off: 3 days of January, 4 of February's 28. After: the 5th to 18th, 14 days.
    bounds = np.array(["2024-12-01", "2025-01-01", "2025-02-01", "2025-03-01"], "datetime64[D]")
    assert nearness(bounds) == pytest.approx(
        np.array([[0, 0, 0], [20 / 31, 3 / 31, 0], [0, 4 / 28, 14 / 28]])
    )


def test_months_of_fiscal_years_and_weeks() -> None:
    # A month from 27 January to 23 February 2025 has two of the days before, and all of the others.
    bounds = np.array(["2025-01-27", "2025-02-24"], "datetime64[D]")
    assert nearness(bounds) == pytest.approx(np.array([[2 / 28, 7 / 28, 14 / 28]]))


def _sold(effects: Floats, first: int = 0) -> Floats:
    sold: Floats = np.resize(PATTERN, len(NEAR)) * np.exp(NEAR @ effects) * DAYS
    return sold[first:]


@pytest.mark.parametrize("first", [0, 3])
def test_effects_without_noise_are_found(first: int) -> None:
    # Busy before, closed for the week, slow afterwards.
    sold = _sold(np.array([0.2, -0.9, -0.4]), first)
    near, days = NEAR[first:], DAYS[first:]
    season = festival_season(sold[:-12], first, days[:-12], near[:-12], days[-12:], near[-12:])
    alone = seasonality(sold[:-12] / 21, first, days[-12:])
    actual = sold[-12:] / sold[-12:].sum()
    missed = np.abs(season.shares - actual).sum()
    assert missed < 0.2 * np.abs(alone.shares - actual).sum()
    assert season.festival is not None
    # e^0.2 − 1, e^−0.9 − 1, e^−0.4 − 1; drawn towards none a little.
    assert season.festival == pytest.approx((0.22, -0.59, -0.33), abs=0.1)
    assert season.indices * days[-12:] / (season.indices * days[-12:]).sum() == pytest.approx(
        season.shares
    )
    assert season.indices.mean() == pytest.approx(1)


def test_without_an_effect_nothing_changes() -> None:
    sold = _sold(np.zeros(3))
    season = festival_season(sold[:-12], 0, DAYS[:-12], NEAR[:-12], DAYS[-12:], NEAR[-12:])
    assert season.festival == pytest.approx((0, 0, 0), abs=1e-3)
    assert season.shares == pytest.approx(PATTERN / PATTERN.sum(), abs=1e-4)


def test_noise_is_hardly_an_effect() -> None:
    random = np.random.default_rng(1)
    found = []
    for _ in range(30):
        sold = _sold(np.zeros(3)) * np.exp(random.normal(0, 0.2, len(NEAR)))
        past, near = sold[-60:-12], NEAR[-60:-12]
        season = festival_season(past, 0, DAYS[-60:-12], near, DAYS[-12:], NEAR[-12:])
        alone = seasonality(past / 21, 0, DAYS[-12:])
        found.append(50 * np.abs(season.shares - alone.shares).sum())
    assert np.mean(found) < 1


@pytest.mark.parametrize("months", [0, 11, LEAST - 1])
def test_in_less_than_three_years_working_days_decide(months: int) -> None:
    sold = _sold(np.array([0.2, -0.9, -0.4]))[-12 - months : -12]
    first = (-months) % 12
    near, days = NEAR[-12 - months : -12], DAYS[-12 - months : -12]
    season = festival_season(sold, first, days, near, DAYS[-12:], NEAR[-12:])
    alone = seasonality(sold / 21, first, DAYS[-12:])
    assert season.festival is None
    assert season.shares == pytest.approx(alone.shares)


def test_nothing_sold() -> None:
    season = festival_season(np.zeros(48), 0, DAYS[:48], NEAR[:48], DAYS[:12], NEAR[48:60])
    assert season.shares == pytest.approx(np.full(12, 1 / 12))
