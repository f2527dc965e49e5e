"""The shape of a year: how much of it falls into each month, and into each weekday of a month.

Indices are multiplicative and have mean 1. They are measured on sales *per working day*, so that
multiplying by next year's working days moves a target with a moving holiday. Every index is shrunk
towards 1 as far as the history is noisy. Series of the same months are measured together: `…` in a
shape stands for any number of axes before the months, none for a single series.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from salesplan.core.growth import growth_within, rise
from salesplan.core.shifts import ordinary_rates

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MONTHS: Final = 12
_HALF_LIFE: Final = 36  # months: recent years count more
_HUBER: Final = 2.0  # robust standard deviations beyond which a month counts less
_LEAST_SPREAD: Final = 0.02  # so that one odd month among exact ones counts less, too
_ONE_YEAR_SHRINKAGE: Final = 0.35  # best on the M1 series with 12 to 23 months of history
_FLOOR: Final = 0.02  # a month without sales counts as this share of an average one


class Basis(StrEnum):
    """What a year's shape was taken from."""

    YEARS = "years"  # two years or more: ratios to a moving average
    ONE_YEAR = "one_year"  # 12 to 23 months: last year's shares, shrunk hard
    WORKING_DAYS = "working_days"  # less, or asked for


@dataclass(frozen=True)
class Seasonality:
    """The shape of the year to plan.

    `indices` (12,) are per working day with mean 1; `shares` (12,) add up to 1. `shrinkage` is how
    far the measured indices were drawn towards 1: 0 not at all, 1 entirely. `months` is the length
    of the history used. `festival` is what working days before, in and after Spring Festival are
    worth more (0.1: a tenth) or less than others, where that was measured (`core.festival`).
    `growth` is how much the year grows while it lasts (`core.growth`). The indices have both in.
    """

    basis: Basis
    indices: Floats
    shares: Floats
    shrinkage: float
    months: int
    festival: tuple[float, float, float] | None = None
    growth: float = 0.0


def seasonality(rates: Floats, first_month: int, working_days: Floats) -> Seasonality:
    """The shape of a year from past sales per working day.

    `rates` has one entry for each past month without gaps, the last being the latest; the first
    is month `first_month` (0–11) of its fiscal year. `working_days` (12,) are those of the year to
    plan. Fewer than 24 months fall back to one year's shares, fewer than 12 or no sales at all to
    working days alone.
    """
    basis = Basis.WORKING_DAYS
    if len(rates) >= MONTHS and (rates > 0).any():
        basis = Basis.ONE_YEAR if len(rates) < 2 * MONTHS else Basis.YEARS
    indices, shrinkage = seasonal_indices(rates, first_month)
    growth = growth_within(rates, first_month)
    indices = indices * rise(growth)
    indices = indices / indices.mean()
    weight: Floats = indices * working_days
    if weight.sum() <= 0:
        weight = np.ones(MONTHS)
    shares = weight / weight.sum()
    return Seasonality(basis, indices, shares, float(shrinkage), len(rates), growth=growth)


def seasonal_indices(rates: Floats, first_month: int) -> tuple[Floats, Floats]:
    """Indices (…, 12) of series of rates (…, months) over the same months, and their shrinkage (…).

    `rates` and `first_month` as in `seasonality`; where they say nothing, the indices are 1 and
    the shrinkage is 1.
    """
    months = rates.shape[-1]
    position = (first_month + np.arange(months)) % MONTHS
    plain = np.ones((*rates.shape[:-1], MONTHS)), np.ones(rates.shape[:-1])
    if months < MONTHS:
        return plain
    indices, shrinkage = (_one_year if months < 2 * MONTHS else _ratios)(rates, position)
    sold = rates.max(axis=-1) > 0
    return np.where(sold[..., None], indices, plain[0]), np.where(sold, shrinkage, plain[1])


def seasonal_shares(
    history: pd.Series[float],
    months: pd.PeriodIndex,
    working_days: pd.Series[float] | None = None,
) -> pd.Series[float]:
    """Shares of the months to plan, adding up to 1.

    `history` is a Series of monthly sums with a monthly PeriodIndex (gaps count as zero), `months`
    the PeriodIndex to plan. `working_days`, with a monthly PeriodIndex that covers both, makes the
    measurement per working day; without it every month counts alike.

    Method: shifts of the level and odd months are taken out (`core.shifts`); log ratios to a
    centred 2×12 moving average, averaged by month of the year with a half-life of three years and
    Huber weights, shrunk by James–Stein as in Miller & Williams 2003, International Journal of
    Forecasting 19:669–684. Half of the growth that is sure is in the shares, see `core.growth`.
    """
    import pandas as pd  # noqa: PLC0415 (imported where used: start-up)

    full = pd.period_range(history.index.min(), history.index.max(), freq="M")
    sums = history.groupby(level=0).sum().reindex(full, fill_value=0).to_numpy(dtype=float)
    days: npt.NDArray[np.floating] = np.ones(len(full))
    ahead: npt.NDArray[np.floating] = np.ones(len(months))
    if working_days is not None:
        days = np.maximum(working_days.reindex(full).to_numpy(dtype=float), 1)
        ahead = working_days.reindex(months).to_numpy(dtype=float)
    rates, first = sums / days, full[0].month - 1
    indices, _ = seasonal_indices(rates, first)
    rising = rise(growth_within(rates, first), len(months))
    weight = indices[months.month.to_numpy() - 1] * rising * ahead
    return pd.Series(weight / weight.sum(), index=months)


def weekday_indices(
    amounts: npt.NDArray[np.int64], weekday: npt.NDArray[np.int64], working: npt.NDArray[np.bool_]
) -> Floats:
    """How a working day's sales depend on its weekday: seven indices, Monday first, around 1.

    `amounts`, `weekday` (Monday 0) and `working` have one entry for each day of the history. Each
    day is compared with the mean working day of its own week. Where sales are booked on fewer than
    half of the working days, or the history is short, all are 1.
    """
    indices = np.ones(7)
    worked = working & (np.cumsum(amounts != 0) > 0)
    if worked.sum() < 60 or (amounts[worked] != 0).mean() < 0.5:
        return indices
    week = (np.arange(len(amounts)) - weekday + 6) // 7
    days = np.bincount(week, weights=worked)
    sums = np.bincount(week, weights=np.where(worked, amounts, 0))
    mean = np.divide(sums, days, out=np.zeros_like(sums), where=days > 0)[week]
    usable = worked & (mean > 0) & (days[week] >= 3)
    ratio = np.divide(amounts, mean, out=np.zeros(len(amounts)), where=usable)
    common = [day for day in range(7) if (usable & (weekday == day)).sum() >= 12]
    if len(common) < 4:
        return indices
    groups = [ratio[usable & (weekday == day)] for day in common]
    means = np.array([group.mean() for group in groups])
    noise = np.mean([group.var(ddof=1) / len(group) for group in groups])
    indices[common] = 1 + (1 - _shrinkage(means, noise)) * (means / means.mean() - 1)
    return np.maximum(indices, 0.1)


def _ratios(rates: Floats, position: Ints) -> tuple[Floats, Floats]:
    """Indices from ratios to the moving average, and their shrinkage.

    Without what is not ordinary: a moving average carries it into the year around.
    """
    rates = ordinary_rates(rates, int(position[0]))
    kernel = np.r_[0.5, np.ones(MONTHS - 1), 0.5] / MONTHS
    trend = sliding_window_view(rates, MONTHS + 1, axis=-1) @ kernel
    inner = slice(MONTHS // 2, rates.shape[-1] - MONTHS // 2)
    floor = _floor(rates)
    logs = np.log(np.maximum(rates[..., inner], floor) / np.maximum(trend, floor))
    month, age = position[inner], np.arange(rates.shape[-1])[::-1][inner]
    weight = 0.5 ** (age / _HALF_LIFE)
    groups = [month == which for which in range(MONTHS)]
    usual = np.stack([np.median(logs[..., mine], axis=-1) for mine in groups], axis=-1)
    distance = np.abs(logs - usual[..., month])
    spread = np.maximum(1.4826 * np.median(distance, axis=-1), _LEAST_SPREAD)
    limit = _HUBER * spread[..., None]
    means = np.stack(
        [_huber_mean(logs[..., mine], weight[mine], limit) for mine in groups], axis=-1
    )
    residuals = logs - means[..., month]
    means -= means.mean(axis=-1, keepdims=True)
    freedom = logs.shape[-1] - MONTHS
    if freedom > 0:
        variance = np.average(residuals**2, axis=-1, weights=weight) * logs.shape[-1] / freedom
        share = np.mean([(weight[mine] ** 2).sum() / weight[mine].sum() ** 2 for mine in groups])
        shrinkage = _shrinkage(means, variance * share)
    else:
        shrinkage = np.full(rates.shape[:-1], _ONE_YEAR_SHRINKAGE)
    indices = np.exp(means * (1 - shrinkage[..., None]))
    return indices / indices.mean(axis=-1, keepdims=True), shrinkage


def _one_year(rates: Floats, position: Ints) -> tuple[Floats, Floats]:
    """Last year's indices, less the growth that the months before it show, shrunk hard."""
    last = rates[..., -MONTHS:]
    floor = _floor(last)
    overlap = rates.shape[-1] - MONTHS
    drift = np.zeros_like(floor)
    if overlap:
        now = rates[..., -overlap:].sum(axis=-1, keepdims=True)
        before = rates[..., :overlap].sum(axis=-1, keepdims=True)
        growth = np.log(np.maximum(now, floor) / np.maximum(before, floor)) / MONTHS
        drift = np.clip(growth, -0.1, 0.1) * overlap / MONTHS
    level = np.log(np.maximum(last, floor)) - drift * (np.arange(MONTHS) - (MONTHS - 1) / 2)
    ratio = np.exp(level - level.mean(axis=-1, keepdims=True))
    indices = np.empty((*rates.shape[:-1], MONTHS))
    drawn = 1 + (1 - _ONE_YEAR_SHRINKAGE) * (ratio / ratio.mean(axis=-1, keepdims=True) - 1)
    indices[..., position[-MONTHS:]] = drawn
    return indices, np.full(rates.shape[:-1], _ONE_YEAR_SHRINKAGE)


def _floor(rates: Floats) -> Floats:
    """(…, 1): the least that a month counts as."""
    least: Floats = rates.mean(axis=-1, keepdims=True) * _FLOOR
    return np.maximum(least, np.finfo(float).tiny)


def _huber_mean(values: Floats, weights: Floats, limit: Floats) -> Floats:
    """Weighted means of values (…, n) in which those further than `limit` (…, 1) count less."""
    mean = np.average(values, axis=-1, weights=weights)
    for _ in range(5):
        distance = np.abs(values - mean[..., None])
        damped = weights * np.minimum(1.0, limit / np.maximum(distance, 1e-12))
        mean = (values * damped).sum(axis=-1) / damped.sum(axis=-1)
    return np.asarray(mean)


def _shrinkage(means: Floats, noise: Floats) -> Floats:
    """How far to draw indices (…, n) together: positive-part James–Stein.

    `noise` (…,) is the sampling variance of one of the `means`.
    """
    count = means.shape[-1]
    observed = ((means - means.mean(axis=-1, keepdims=True)) ** 2).sum(axis=-1) / (count - 1)
    with np.errstate(divide="ignore", invalid="ignore"):  # equal means: all the way
        shrinkage = (count - 3) / (count - 1) * noise / observed
    return np.where(observed > 0, np.minimum(1.0, shrinkage), 1.0)
