"""Level and landing: what the coming months will bring if things go on as they do, and how surely.

Amounts are floats in the history's own unit. Rates are amounts per working day (per month where no
working days are given). An array of months has no gaps; `ahead` has one entry for each month after
the last known one. Ranges are of a *total* over months, never of a single month, and come from the
method's own errors on the same history. A landing is what has been sold plus the projection of what
is left. Many histories are projected together, in stacks of equal length; `…` in a shape stands for
any number of axes before the months.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from salesplan.core.outlook import LevelBasis, Outlook, Scale
from salesplan.core.seasonality import MONTHS, seasonal_indices
from salesplan.core.smoothing import DAMPED, SLOW, Smoothing, smooth

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SMOOTHED: Final = 3  # months from which there is anything to smooth
_FLOOR: Final = 0.02  # a month counts as at least this share of an average one before its log
_OWN_WEIGHT: Final = 3.0  # the model's own variance counts as so many independent backtests
_TOGETHER: Final = 256  # histories in one stack: more of them leave the processor's cache


@dataclass(frozen=True)
class Projection:
    """A projection by calendar month; `outlook` says what it stands on."""

    expected: pd.Series[float]
    outlook: Outlook

    @property
    def total(self) -> float:
        """Sum of the months."""
        return self.outlook.total

    @property
    def low(self) -> float | None:
        """Lower bound of the total; None where there is nothing to estimate it from."""
        return self.outlook.low

    @property
    def high(self) -> float | None:
        """Upper bound of the total; None where there is nothing to estimate it from."""
        return self.outlook.high


def project(
    history: pd.Series[float],
    months: pd.PeriodIndex,
    coverage: float = 0.8,
    working_days: pd.Series[float] | None = None,
) -> Projection:
    """The sales to expect in `months`, and a range for their total.

    `history` is a Series of monthly sums with a monthly PeriodIndex; missing months between its
    first and last count as zero, months before the first sale not at all. Its last month should be
    complete. `months` come after it, in order; months in between are unknown ones. `working_days`,
    with a monthly PeriodIndex that covers both, moves the projection with holidays.

    >>> history = pd.Series(100.0, pd.period_range("2025-01", "2026-12", freq="M"))
    >>> project(history, pd.period_range("2027-01", "2027-03", freq="M")).total
    300.0

    Method: see `look_ahead`. Raises `ValueError` when `months` are not monthly, out of order or not
    after the history, when `coverage` is not between 0 and 1, when a sum is infinite, or when
    `working_days` misses a month.
    """
    import pandas as pd  # noqa: PLC0415 (imported where used: start-up)

    if months.freqstr != "M" or not (months.is_monotonic_increasing and months.is_unique):
        raise ValueError("the months to project are not months in order")
    if not len(months):
        raise ValueError("there are no months to project")
    if len(history) and history.index.max() >= months[0]:
        raise ValueError(f"{months[0]} is not after the history's last month")
    first = history.index.min() if len(history) else months[0]
    last = history.index.max() if len(history) else months[0] - 1
    past = pd.period_range(first, last, freq="M")
    future = pd.period_range(last + 1, months[-1], freq="M")
    amounts = history.groupby(level=0).sum().reindex(past, fill_value=0)
    days: Floats = np.ones(len(past))
    days_ahead: Floats = np.ones(len(future))
    if working_days is not None:
        days = _days_of(working_days, past)
        days_ahead = _days_of(working_days, future)
    wanted = future.isin(months)
    ahead = np.where(wanted, days_ahead, 0.0)
    first_month = past[0].month - 1 if len(past) else 0
    seen = look_ahead(np.asarray(amounts, dtype=np.float64), first_month, days, ahead, coverage)
    return Projection(pd.Series(seen.expected[wanted], index=months), seen)


def _days_of(working_days: pd.Series[float], months: pd.PeriodIndex) -> Floats:
    """Working days of the months."""
    days = working_days.reindex(months)
    if days.isna().any():
        raise ValueError(f"no working days for {days.index[days.isna()][0]}")
    return np.asarray(days, dtype=np.float64)


def look_ahead(
    amounts: Floats,
    first_month: int,
    working_days: Floats,
    ahead: Floats,
    coverage: float = 0.8,
) -> Outlook:
    """What to expect of the months after a history, and a range for their total.

    `amounts` and `working_days` have one entry for each past month, the first being month
    `first_month` (0–11) of its year; `ahead` are the working days of the months that follow, 0 for
    those that do not count.

    Level and trend: exponential smoothing of the logs of the seasonally adjusted rates, the mean of
    two kinds. One has a damped trend (Gardner & McKenzie 1985, Management Science 31:1237–1246),
    the other a slow level without trend; in each, every set of parameters of a grid counts by its
    likelihood. Averages of methods do better than one chosen (Bates & Granger 1969, Operational
    Research Quarterly 20:451–468). A history with months at or below zero is smoothed in amounts,
    without trend, and without season where more than one month in twelve is negative. The
    projection of logs is a median rather than a mean.

    Range: see `_variance`; Student's t with as many degrees of freedom as there are independent
    backtests. The low of a history without negative months is never negative.

    Raises `ValueError` when `coverage` is not between 0 and 1 or a number is infinite.
    """
    stacked = amounts[None], first_month, working_days, ahead[None, None]
    return look_ahead_all(*stacked, coverage)[0][0]


def look_ahead_all(
    amounts: Floats,
    first_month: int,
    working_days: Floats,
    aheads: Floats,
    coverage: float = 0.8,
) -> list[list[Outlook]]:
    """What `look_ahead` says of many histories and several choices of months, far quicker.

    `amounts` (histories, months) and `working_days` (months,) are of the same past months, the
    first being `first_month`; `aheads` (choices, histories, months ahead) are working days. The
    result has a list for each choice, with an outlook for each history.

    Raises `ValueError` as `look_ahead` does.
    """
    if not 0 < coverage < 1:
        raise ValueError(f"coverage {coverage} is not between 0 and 1")
    if not (np.isfinite(amounts).all() and np.isfinite(aheads).all()):
        raise ValueError("amounts and working days have to be finite numbers")
    found: dict[int, list[Outlook]] = {}
    for begun, rows in _stacks(amounts):
        since, month = amounts[rows, begun:], (first_month + begun) % MONTHS
        days = np.maximum(working_days[begun:], 1.0)
        look = _mean if since.shape[1] < _SMOOTHED else _smoothed
        outlooks = look(since, month, days, aheads[:, rows], coverage)
        found.update(zip(rows.tolist(), outlooks, strict=True))
    return [[found[row][choice] for row in range(len(amounts))] for choice in range(len(aheads))]


def _stacks(amounts: Floats) -> Iterator[tuple[int, Ints]]:
    """Months before the first sale, and the histories (rows) that share them and their scale."""
    begun = np.cumsum(amounts != 0, axis=1) > 0
    before = np.count_nonzero(~begun, axis=1)
    without_log = np.count_nonzero((amounts <= 0) & begun, axis=1) > 0
    for months, scale in np.unique(np.stack([before, without_log], axis=1), axis=0).tolist():
        rows = np.flatnonzero((before == months) & (without_log == scale))
        for at in range(0, len(rows), _TOGETHER):
            yield months, rows[at : at + _TOGETHER]


def _smoothed(
    amounts: Floats, first_month: int, days: Floats, aheads: Floats, coverage: float
) -> Iterator[list[Outlook]]:
    """For each history of a stack, what it says of each choice of months."""
    months = amounts.shape[1]
    unit = np.abs(amounts / days).mean(axis=1)
    past = _Past(amounts / unit[:, None], days, first_month, adjusted=True)
    expected = past.expected(np.array([months]), aheads)[..., 0, :]
    total = expected.sum(axis=-1)
    spread, freedom, backtests = _spread(past, aheads)
    if past.scale is Scale.AMOUNTS:
        spread = spread * unit
    level, trend = past.level_and_trend()
    negative = amounts.min(axis=-1) < 0
    for row in range(len(amounts)):
        yield [
            Outlook(
                expected=expected[choice, row] * unit[row],
                total=float(total[choice, row] * unit[row]),
                spread=float(spread[choice, row]),
                freedom=freedom,
                coverage=coverage,
                level=float(level[row] * unit[row]),
                trend=float(trend[row]),
                basis=past.basis,
                scale=past.scale,
                below_zero=bool(negative[row]),
                months=months,
                backtests=int(backtests[choice, row]),
            )
            for choice in range(len(aheads))
        ]


def _mean(
    amounts: Floats, _first_month: int, days: Floats, aheads: Floats, coverage: float
) -> Iterator[list[Outlook]]:
    """What one or two months say, or none."""
    months = amounts.shape[1]
    basis = LevelBasis.MEAN if months else LevelBasis.NOTHING
    for row, sold in enumerate(amounts):
        level = float((sold / days).mean()) if months else 0.0
        yield [
            Outlook(
                expected=level * ahead,
                total=float((level * ahead).sum()),
                spread=None,
                freedom=0.0,
                coverage=coverage,
                level=level,
                trend=0.0,
                basis=basis,
                scale=Scale.AMOUNTS,
                below_zero=bool((sold < 0).any()),
                months=months,
                backtests=0,
            )
            for ahead in aheads[:, row]
        ]


@dataclass(frozen=True)
class _Past:
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


def _spread(past: _Past, ahead: Floats) -> tuple[Floats, float, Ints]:
    """Spread (…,) of totals, its degrees of freedom, and the number of backtests that it is from.

    With less than two years a month's season has not been seen twice, and indices fitted to one
    year leave next to no errors: the range is then that of the history with its season in.
    """
    if past.basis is not LevelBasis.YEARS:
        past = _Past(past.amounts, past.days, past.first_month, adjusted=False)
    asked = np.count_nonzero(ahead, axis=-1) > 0
    # Where no month counts, there has to be something to divide by; the spread is 0 all the same.
    ahead = np.where(asked[..., None], ahead, 1.0)
    errors = past.backtest_errors(ahead)
    variance, freedom = _variance(past, ahead, errors)
    return asked * np.sqrt(variance), freedom, asked * errors.shape[-1]


def _variance(past: _Past, ahead: Floats, errors: Floats) -> tuple[Floats, float]:
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
