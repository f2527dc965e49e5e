"""The shape of a year: how much of it falls into each month, and into each weekday of a month.

Indices are multiplicative and have mean 1. They are measured on sales *per working day*, so that
multiplying by next year's working days moves a target with a moving holiday. Every index is shrunk
towards 1 as far as the history is noisy.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]

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
    of the history used.
    """

    basis: Basis
    indices: Floats
    shares: Floats
    shrinkage: float
    months: int


def seasonality(rates: Floats, first_month: int, working_days: Floats) -> Seasonality:
    """The shape of a year from past sales per working day.

    `rates` has one entry for each past month without gaps, the last being the latest; the first
    is month `first_month` (0–11) of its fiscal year. `working_days` (12,) are those of the year to
    plan. Fewer than 24 months fall back to one year's shares, fewer than 12 or no sales at all to
    working days alone.
    """
    position = (first_month + np.arange(len(rates))) % MONTHS
    indices: Floats = np.ones(MONTHS)
    shrinkage: float = 1.0
    if len(rates) < MONTHS or not (rates > 0).any():
        basis = Basis.WORKING_DAYS
    elif len(rates) < 2 * MONTHS:
        basis, shrinkage = Basis.ONE_YEAR, _ONE_YEAR_SHRINKAGE
        indices = _one_year(rates, position)
    else:
        basis = Basis.YEARS
        indices, shrinkage = _ratios(rates, position)
    weight: Floats = indices * working_days
    if weight.sum() <= 0:
        weight = np.ones(MONTHS)
    return Seasonality(basis, indices, weight / weight.sum(), shrinkage, len(rates))


def seasonal_shares(
    history: pd.Series[float],
    months: pd.PeriodIndex,
    working_days: pd.Series[float] | None = None,
) -> pd.Series[float]:
    """Shares of the months to plan, adding up to 1.

    `history` is a Series of monthly sums with a monthly PeriodIndex (gaps count as zero), `months`
    the PeriodIndex to plan. `working_days`, with a monthly PeriodIndex that covers both, makes the
    measurement per working day; without it every month counts alike.

    Method: log ratios to a centred 2×12 moving average, averaged by month of the year with a
    half-life of three years and Huber weights, shrunk by James–Stein as in Miller & Williams 2003,
    International Journal of Forecasting 19:669–684.
    """
    import pandas as pd  # noqa: PLC0415 (imported where used: start-up)

    full = pd.period_range(history.index.min(), history.index.max(), freq="M")
    sums = history.groupby(level=0).sum().reindex(full, fill_value=0).to_numpy(dtype=float)
    days: npt.NDArray[np.floating] = np.ones(len(full))
    ahead: npt.NDArray[np.floating] = np.ones(len(months))
    if working_days is not None:
        days = np.maximum(working_days.reindex(full).to_numpy(dtype=float), 1)
        ahead = working_days.reindex(months).to_numpy(dtype=float)
    indices = seasonality(sums / days, full[0].month - 1, np.ones(MONTHS)).indices
    weight = indices[months.month.to_numpy() - 1] * ahead
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
    noise = float(np.mean([group.var(ddof=1) / len(group) for group in groups]))
    indices[common] = 1 + (1 - _shrinkage(means, noise)) * (means / means.mean() - 1)
    return np.maximum(indices, 0.1)


def _ratios(rates: Floats, position: npt.NDArray[np.int64]) -> tuple[Floats, float]:
    """Indices from ratios to the moving average, and their shrinkage."""
    kernel = np.r_[0.5, np.ones(MONTHS - 1), 0.5] / MONTHS
    trend = np.convolve(rates, kernel, "valid")
    half = MONTHS // 2
    floor = max(float(np.mean(rates)) * _FLOOR, np.finfo(float).tiny)
    middle = np.maximum(rates[half : len(rates) - half], floor)
    logs = np.log(middle / np.maximum(trend, floor))
    month = position[half : len(rates) - half]
    age = len(rates) - 1 - np.arange(half, len(rates) - half)
    weight = 0.5 ** (age / _HALF_LIFE)
    usual = np.array([np.median(logs[month == which]) for which in range(MONTHS)])
    spread = max(1.4826 * float(np.median(np.abs(logs - usual[month]))), _LEAST_SPREAD)
    means, residuals, share = np.zeros(MONTHS), np.zeros(len(logs)), np.zeros(MONTHS)
    for which in range(MONTHS):
        mine = month == which
        means[which] = _huber_mean(logs[mine], weight[mine], _HUBER * spread)
        residuals[mine] = logs[mine] - means[which]
        share[which] = (weight[mine] ** 2).sum() / weight[mine].sum() ** 2
    means -= means.mean()
    freedom = len(logs) - MONTHS
    if freedom > 0:
        variance = float(np.average(residuals**2, weights=weight)) * len(logs) / freedom
        shrinkage = _shrinkage(means, variance * float(share.mean()))
    else:
        shrinkage = _ONE_YEAR_SHRINKAGE
    indices = np.exp(means * (1 - shrinkage))
    return indices / indices.mean(), shrinkage


def _one_year(rates: Floats, position: npt.NDArray[np.int64]) -> Floats:
    """Last year's indices, less the growth that the months before it show, shrunk hard."""
    last = rates[-MONTHS:]
    floor = max(float(last.mean()) * _FLOOR, np.finfo(float).tiny)
    overlap = len(rates) - MONTHS
    drift = 0.0
    if overlap:
        now, before = rates[-overlap:].sum(), rates[:overlap].sum()
        growth = np.log(max(now, floor) / max(before, floor)) / MONTHS
        drift = float(np.clip(growth, -0.1, 0.1)) * overlap / MONTHS
    level = np.log(np.maximum(last, floor)) - drift * (np.arange(MONTHS) - (MONTHS - 1) / 2)
    ratio = np.exp(level - level.mean())
    indices = np.ones(MONTHS)
    indices[position[-MONTHS:]] = 1 + (1 - _ONE_YEAR_SHRINKAGE) * (ratio / ratio.mean() - 1)
    return indices


def _huber_mean(values: Floats, weights: Floats, limit: float) -> float:
    """Weighted mean in which values further than `limit` from it count less."""
    mean = float(np.average(values, weights=weights))
    for _ in range(5):
        distance = np.abs(values - mean)
        damping = np.minimum(1.0, limit / np.maximum(distance, 1e-12))
        mean = float(np.average(values, weights=weights * damping))
    return mean


def _shrinkage(means: Floats, noise: float) -> float:
    """How far to draw indices together: positive-part James–Stein.

    `noise` is the sampling variance of one of the `means`.
    """
    observed = float(((means - means.mean()) ** 2).sum()) / (len(means) - 1)
    if observed <= 0:
        return 1.0
    return min(1.0, (len(means) - 3) / (len(means) - 1) * noise / observed)
