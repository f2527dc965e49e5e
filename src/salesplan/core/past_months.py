"""Past months to project from: season, smoothed level and trend, and how far totals may miss.

Histories come in stacks of equal length; `…` in a shape stands for any number of axes before the
months. Rates are amounts per working day. Spreads are of a *total* over months, never of a single
month, and come from the method's own errors on the same history.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.outlook import LevelBasis, Scale
from salesplan.core.seasonality import MONTHS, seasonal_indices
from salesplan.core.smoothing import DAMPED, SLOW, Smoothing, smooth

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FLOOR: Final = 0.02  # a month counts as at least this share of an average one before its log
_OWN_WEIGHT: Final = 3.0  # the model's own variance counts as so many independent backtests


@dataclass(frozen=True)
class Past:
    """Histories (…, months) from their first sale, in units of their mean rate, to project from.

    All of them are on the same scale. `days` (months,) are the same for all. `adjusted` says
    whether the season is taken out; its indices are those of the whole history, at past months,
    too. `ahead` (…, steps) may have one more axis in front: several choices of months.
    """

    amounts: Floats
    days: Floats
    first_month: int
    adjusted: bool

    @property
    def months(self) -> int:
        """Length of the histories."""
        months: int = self.amounts.shape[-1]
        return months

    @property
    def basis(self) -> LevelBasis:
        """What a projection from here stands on."""
        if self.months < MONTHS:
            return LevelBasis.MONTHS
        return LevelBasis.ONE_YEAR if self.months < 2 * MONTHS else LevelBasis.YEARS

    @cached_property
    def scale(self) -> Scale:
        """Logs where every month has one."""
        return Scale.LOGS if (self.amounts > 0).all() else Scale.AMOUNTS

    @cached_property
    def _indices(self) -> Floats:
        """(…, 12) by month of the year."""
        often_negative = (self.amounts < 0).mean(axis=-1) > 1 / MONTHS
        if not self.adjusted:
            return np.ones((*often_negative.shape, MONTHS))
        rates = np.maximum(self.amounts / self.days, 0)
        indices, _ = seasonal_indices(rates, self.first_month)
        # Indices multiply: they cannot make a month's sales negative.
        return np.where(often_negative[..., None], 1.0, indices)

    def season(self, months: Ints) -> Floats:
        """Indices of months counted from the first of the history."""
        season: Floats = self._indices[..., (self.first_month + months) % MONTHS]
        return season

    @cached_property
    def smoothings(self) -> tuple[Smoothing, ...]:
        """The methods whose mean is the projection."""
        rates, season = self.amounts / self.days, self.season(np.arange(self.months))
        if self.scale is Scale.AMOUNTS:
            # A month that usually sells little says little about the level.
            return (smooth(rates / season, np.minimum(season, 1), SLOW),)
        least = _FLOOR * rates.mean(axis=-1, keepdims=True)
        values = np.log(np.maximum(rates, least) / season)
        return tuple(smooth(values, np.ones_like(values), grid) for grid in (DAMPED, SLOW))

    def _rates(self, known: Ints, steps: int) -> Floats:
        """(…, known, steps): rates free of season, from after each number of months."""
        paths = [smoothing.paths(known, steps) for smoothing in self.smoothings]
        mean: Floats = np.mean(paths, axis=0)
        return np.exp(mean) if self.scale is Scale.LOGS else mean

    def expected(self, known: Ints, ahead: Floats) -> Floats:
        """(…, known, steps): amounts projected from after each number of known months."""
        steps = ahead.shape[-1]
        months = known[:, None] + np.arange(steps)
        return self._rates(known, steps) * self.season(months) * ahead[..., None, :]

    def level_and_trend(self) -> tuple[Floats, Floats]:
        """Present rates free of season, and their change over the first month as a fraction."""
        known = np.array([self.months])
        last = [
            (each.weights(known)[..., 0, :] * each.levels[..., -1, :]).sum(axis=-1)
            for each in self.smoothings
        ]
        level: Floats = np.mean(last, axis=0)
        if self.scale is Scale.AMOUNTS:
            return level, np.zeros_like(level)
        return np.exp(level), self._rates(known, 1)[..., 0, 0] / np.exp(level) - 1

    def backtest_errors(self, ahead: Floats) -> Floats:
        """(…, backtests): what past totals missed what would have been projected for them."""
        steps = ahead.shape[-1]
        known = np.arange(max(MONTHS, min(2 * MONTHS, self.months // 2)), self.months - steps + 1)
        if not len(known):
            return np.zeros((*ahead.shape[:-1], 0))
        target = known[:, None] + np.arange(steps)
        counted = (ahead > 0).astype(float)[..., None, :]
        actual = (self.amounts[..., target] * counted).sum(axis=-1)
        rates = self._rates(known, steps) * self.season(target)
        projected = (rates * self.days[target] * counted).sum(axis=-1)
        errors: Floats = actual - projected
        return np.log(actual / projected) if self.scale is Scale.LOGS else errors


def spread_of(past: Past, ahead: Floats) -> tuple[Floats, float, Ints]:
    """Spread (…,) of totals, its degrees of freedom, and the number of backtests that it is from.

    With less than two years a month's season has not been seen twice, and indices fitted to one
    year leave next to no errors: the range is then that of the history with its season in.
    """
    if past.basis is not LevelBasis.YEARS:
        past = Past(past.amounts, past.days, past.first_month, adjusted=False)
    asked = np.count_nonzero(ahead, axis=-1) > 0
    # Where no month counts, there has to be something to divide by; the spread is 0 all the same.
    ahead = np.where(asked[..., None], ahead, 1.0)
    errors = past.backtest_errors(ahead)
    variance, freedom = variance_of(past, ahead, errors)
    return asked * np.sqrt(variance), freedom, asked * errors.shape[-1]


def variance_of(past: Past, ahead: Floats, errors: Floats) -> tuple[Floats, float]:
    """Variance (…,) of totals over months ahead, and its degrees of freedom.

    Two estimates, weighted: the mean squared error of backtests over as many months, and the
    variance that the smoothing's one-step errors imply. Backtests overlap, so n of them over
    h months count as n ÷ h; the model's own variance counts as three, or as half of its one-step
    errors in a short history. The backtests used the indices of the whole history, which makes
    them look 3 to 10 % better than they were; the t quantile makes up for it.
    """
    known, steps = past.months, ahead.shape[-1]
    parts = past.expected(np.array([known]), ahead)[..., 0, :]
    if past.scale is Scale.LOGS:
        parts = parts / parts.sum(axis=-1, keepdims=True)
    else:
        parts = past.season(known + np.arange(steps)) * ahead
    own = np.mean([smoothing.variance(parts) for smoothing in past.smoothings], axis=0)
    counted = known - past.smoothings[0].warm_up - 1
    own_weight = min(_OWN_WEIGHT, max(counted / 2, 1.0))
    independent = errors.shape[-1] / steps
    squared = (errors**2).sum(axis=-1) / steps
    return (own_weight * own + squared) / (own_weight + independent), own_weight + independent
