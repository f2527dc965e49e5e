from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest

from salesplan.core.seasonality import (
    Basis,
    seasonal_indices,
    seasonal_shares,
    seasonality,
    weekday_indices,
)

Floats = npt.NDArray[np.float64]

EVEN = np.ones(12)
PATTERN = np.array([0.5, 0.6, 1.1, 1.1, 1.2, 1.0, 0.9, 0.8, 1.1, 1.3, 1.1, 1.3])  # mean 1
M1 = Path(__file__).parents[3] / "shared" / "data" / "m1_monthly.csv"


@pytest.mark.parametrize("months", [12, 18, 24, 36, 60])
def test_a_constant_history_has_no_season(months: int) -> None:
    season = seasonality(np.full(months, 100.0), 0, EVEN)
    assert season.indices == pytest.approx(EVEN)
    assert season.shares == pytest.approx(EVEN / 12)


def test_an_exact_pattern_is_recovered() -> None:
    season = seasonality(np.tile(PATTERN, 5) * 1000, 0, EVEN)
    assert season.basis is Basis.YEARS
    assert season.months == 60
    assert season.shrinkage == pytest.approx(0, abs=1e-9)
    assert season.indices == pytest.approx(PATTERN, abs=1e-6)
    assert season.shares == pytest.approx(PATTERN / 12, abs=1e-6)


def test_indices_belong_to_fiscal_months() -> None:
    # A history that begins in the fourth month of its fiscal year.
    season = seasonality(np.tile(PATTERN, 5)[3:], 3, EVEN)
    assert season.indices == pytest.approx(PATTERN, abs=1e-6)


def _growing(months: int) -> Floats:
    """Two per cent more every month."""
    rates: Floats = np.power(1.02, np.arange(months))
    return rates


def test_growth_is_not_season() -> None:
    # 2 % a month over five years: a constant ratio to the moving average in every month.
    indices, _ = seasonal_indices(_growing(60), 0)
    assert indices == pytest.approx(EVEN, abs=1e-6)


def test_half_of_sure_growth_is_in_the_year_to_plan() -> None:
    # 2 % a month, surely: half of it is a factor of 1.02 ** 0.5 = 1.00995 from month to month.
    season = seasonality(_growing(60), 0, EVEN)
    assert season.growth == pytest.approx(1.02**6 - 1)
    assert season.shares[1:] / season.shares[:-1] == pytest.approx([1.00995] * 11, abs=1e-5)
    months = pd.period_range("2027-01", periods=12, freq="M")
    history = pd.Series(_growing(60), pd.period_range("2022-01", periods=60, freq="M"))
    assert seasonal_shares(history, months).to_numpy() == pytest.approx(season.shares)


def test_the_year_to_plan_may_begin_in_any_month() -> None:
    # The same sales, whichever month the fiscal year begins with: growth runs along the months
    # of the year to plan, season along those of the calendar.
    rates = np.tile(PATTERN, 6) * np.power(1.02, np.arange(72))
    history = pd.Series(rates, pd.period_range("2020-01", periods=72, freq="M"))
    july = pd.period_range("2026-07", periods=12, freq="M")
    season = seasonality(rates, 6, EVEN)
    assert seasonal_shares(history, july).to_numpy() == pytest.approx(season.shares)
    assert season.shares[6] / season.shares[0] == pytest.approx(
        PATTERN[0] / PATTERN[6] * 1.02**3, rel=1e-2
    )


def test_noise_is_not_season() -> None:
    # Six years of noise of a fifth: the means by month wander by 0.2/√6 = 8 %, of which most has
    # to go; the exact season of the same swing in the test above stays whole.
    random = np.random.default_rng(1)
    seasons = [
        seasonality(100 * np.exp(0.2 * random.standard_normal(72)), 0, EVEN) for _ in range(40)
    ]
    assert np.mean([season.shrinkage for season in seasons]) > 0.6
    assert np.mean([np.abs(season.indices - 1).mean() for season in seasons]) < 0.03


def test_shares_follow_next_years_working_days() -> None:
    days = np.array([20, 16, 23, 21, 20, 21, 23, 21, 22, 18, 22, 23], dtype=float)
    season = seasonality(np.full(36, 5.0), 0, days)
    assert season.shares == pytest.approx(days / 250)


@pytest.mark.parametrize(
    ("rates", "basis", "months"),
    [
        (np.zeros(0), Basis.WORKING_DAYS, 0),
        (np.full(11, 3.0), Basis.WORKING_DAYS, 11),
        (np.zeros(36), Basis.WORKING_DAYS, 36),
        (np.full(12, 3.0), Basis.ONE_YEAR, 12),
        (np.full(23, 3.0), Basis.ONE_YEAR, 23),
        (np.full(24, 3.0), Basis.YEARS, 24),
    ],
)
def test_fall_backs(rates: Floats, basis: Basis, months: int) -> None:
    season = seasonality(rates, 0, EVEN)
    assert (season.basis, season.months) == (basis, months)
    assert season.shares == pytest.approx(EVEN / 12)


def test_one_year_is_drawn_to_the_mean_by_a_fixed_part() -> None:
    # 35 % of the way from 0.5 to 1 is 0.675; from 1.3 it is 1.195.
    season = seasonality(PATTERN * 70, 0, EVEN)
    assert season.shrinkage == 0.35
    assert season.indices[[0, 11]] == pytest.approx([0.675, 1.195])


def test_one_year_is_freed_of_growth() -> None:
    # 23 months with the same 2 % a month: the first index would be 11 % below the mean, 7 % after
    # drawing it in. Eleven months to compare with show eleven twelfths of the growth.
    season = seasonality(_growing(23), 0, EVEN)
    assert np.abs(season.indices - 1).max() < 0.01


def test_a_year_without_working_days_is_even() -> None:
    assert seasonality(np.zeros(0), 0, np.zeros(12)).shares == pytest.approx(EVEN / 12)


def test_one_month_of_half_a_years_size_moves_little() -> None:
    # Averaging the shares of five years, such a month turns a share s of one year into
    # (s + 0.5) / 1.5: for s = 1/12 the mean moves by 6.1 hundredths of the year. Wherever the month
    # stands, no share may move by more than half of what averaging would do; where it stands in
    # the first or last half-year, for which there is no moving average, by hardly anything.
    noise = np.exp(0.1 * np.sin(12.9898 * np.arange(60) ** 2))
    usual = 100 * np.tile(PATTERN, 5) * noise
    moved, averaged = np.zeros(60), np.zeros(60)
    for at in range(60):
        odd = usual.copy()
        odd[at] += usual.reshape(5, 12)[at // 12].sum() / 2
        moved[at] = _furthest(lambda rates: seasonality(rates, 0, EVEN).shares, odd, usual)
        averaged[at] = _furthest(_mean_shares, odd, usual)
    assert moved.max() < averaged.max() / 2
    assert moved[[*range(6), *range(54, 60)]].max() < 0.01


@pytest.mark.parametrize("what", ["order", "year at a tenth", "tenth for good", "doubled"])
@pytest.mark.parametrize(("months", "noise"), [(60, 0.1), (36, 0.05)])
def test_neither_a_break_nor_an_outlier_distorts_the_shape(
    what: str, months: int, noise: float
) -> None:
    # Wherever it stands, not one hundredth of the year is planned in another month for it.
    for pattern in (PATTERN, np.sqrt(PATTERN) / np.sqrt(PATTERN).mean()):
        wobble = np.exp(noise * np.sin(12.9898 * np.arange(months) ** 2))
        usual = 100 * np.resize(pattern, months) * wobble
        series = np.tile(usual, (months, 1))
        for at in range(months):
            if what == "order":
                series[at, at] += 600  # half of a year's 1,200
            elif what == "year at a tenth":
                series[at, at : at + 12] /= 10
            else:
                series[at, at:] *= 0.1 if what == "tenth for good" else 2
        assert _misallocated(series, usual).max() <= 1


def test_in_two_years_a_break_or_an_outlier_distorts_little() -> None:
    # It is not known which of the two years is odd, but for what is around it.
    wobble = np.exp(0.05 * np.sin(12.9898 * np.arange(24) ** 2))
    usual = 100 * np.tile(np.sqrt(PATTERN) / np.sqrt(PATTERN).mean(), 2) * wobble
    order, drop = np.tile(usual, (24, 1)), np.tile(usual, (24, 1))
    for at in range(24):
        order[at, at] += 600
        drop[at, at:] /= 10
    for series in (order, drop):
        assert _misallocated(series, usual).max() <= 3
        assert _misallocated(series, usual).mean() <= 1


def _misallocated(series: Floats, usual: Floats) -> Floats:
    """Per cent of the year that series (n, months) would have planned in other months."""
    (odd, _), (clean, _) = seasonal_indices(series, 0), seasonal_indices(usual, 0)
    missed: Floats = 50 * np.abs(odd - clean).sum(axis=-1) / 12
    return missed


def _furthest(shares: Callable[[Floats], Floats], odd: Floats, usual: Floats) -> float:
    return float(np.abs(shares(odd) - shares(usual)).max())


def _mean_shares(rates: Floats) -> Floats:
    years = rates.reshape(-1, 12)
    mean: Floats = (years / years.sum(axis=1, keepdims=True)).mean(axis=0)
    return mean


def test_months_without_sales_are_no_reason_to_fail() -> None:
    rates = np.tile(PATTERN, 3) * 100
    rates[[0, 12, 24]] = 0
    season = seasonality(rates, 0, EVEN)
    assert season.shares.sum() == pytest.approx(1)
    assert 0 < season.shares[0] < season.shares[1:].min()


def test_the_m1_competition() -> None:
    if not M1.exists():
        pytest.skip("the M1 series are not beside the repository")
    misallocated = []
    with M1.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            values = np.array(row["values_then_18_test_months"].split(), dtype=float)
            known = int(row["n_history"])
            shares = seasonality(values[:known], -known % 12, EVEN).shares
            actual = values[known : known + 12]
            misallocated.append(50 * np.abs(shares - actual / actual.sum()).sum())
    assert len(misallocated) == 617
    assert np.mean(misallocated) <= 4.28


@pytest.mark.parametrize("months", [0, 11, 12, 13, 23, 24, 25, 37, 60])
def test_a_stack_of_series_is_each_of_them(months: int) -> None:
    # Beside each other: noise, an exact season, growth, gaps, one odd month, nothing at all.
    rates = np.exp(np.random.default_rng(1).normal(0, 0.4, (6, 60)))
    rates[1], rates[2], rates[5] = np.tile(PATTERN, 5), _growing(60), 0
    rates[3, ::5], rates[4, -8] = 0, 400
    indices, shrinkage = seasonal_indices(rates[:, 60 - months :].reshape(2, 3, months), 3)
    assert (indices.shape, shrinkage.shape) == ((2, 3, 12), (2, 3))
    for row, series in enumerate(rates[:, 60 - months :]):
        alone, drawn = seasonal_indices(series, 3)
        at = np.unravel_index(row, (2, 3))
        assert indices[at] == pytest.approx(alone, rel=1e-9)
        assert shrinkage[at] == pytest.approx(drawn, rel=1e-9, abs=1e-12)
    assert indices[1, 2] == pytest.approx(EVEN)
    assert shrinkage[1, 2] == 1
    if months > 24:  # at 24 it is drawn in by a fixed part
        assert indices[0, 1] == pytest.approx(np.roll(PATTERN, (months + 3) % 12), abs=1e-6)


def test_seasonal_shares_from_a_series_with_gaps() -> None:
    months = pd.period_range("2022-01", "2026-12", freq="M")
    history = pd.Series(np.tile(PATTERN, 5) * 1000, index=months)
    ahead = pd.period_range("2027-04", "2028-03", freq="M")
    shares = seasonal_shares(history, ahead)
    assert shares.index.equals(ahead)
    assert shares.to_numpy() == pytest.approx(np.roll(PATTERN, -3) / 12, abs=1e-6)
    # A missing month counts as zero, the same as one with nothing in it.
    hole = history.copy()
    hole.iloc[7] = 0
    pd.testing.assert_series_equal(
        seasonal_shares(hole.drop(months[7]), ahead), seasonal_shares(hole, ahead)
    )


def test_seasonal_shares_per_working_day() -> None:
    months = pd.period_range("2023-01", "2027-12", freq="M")
    number = np.arange(60)
    days = pd.Series(18.0 + (number * 7 + number // 12) % 6, index=months)
    shares = seasonal_shares(days[:48] * 40, months[48:], days)
    assert shares.to_numpy() == pytest.approx(days[48:].to_numpy() / days[48:].sum())


def weekdays(weeks: int) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    weekday = np.tile(np.arange(7), weeks)
    return weekday, weekday < 5


def test_an_exact_week_is_recovered() -> None:
    weekday, working = weekdays(30)
    amounts = np.array([50, 100, 100, 100, 150, 0, 0])[weekday]
    indices = weekday_indices(amounts, weekday, working)
    # Saturday and Sunday have never been worked and stay at 1.
    assert indices == pytest.approx([0.5, 1, 1, 1, 1.5, 1, 1])


@pytest.mark.parametrize(
    ("weeks", "every"),
    [(11, 1), (30, 3)],  # 55 working days; sales on a third of the days
)
def test_too_little_for_a_week(weeks: int, every: int) -> None:
    weekday, working = weekdays(weeks)
    amounts = np.array([50, 100, 100, 100, 150, 0, 0])[weekday]
    amounts[np.arange(len(amounts)) % every != 0] = 0
    assert weekday_indices(amounts, weekday, working).tolist() == [1] * 7
