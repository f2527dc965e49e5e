"""Exponential smoothing of series with many sets of parameters at once.

Nothing is chosen: every set counts by its likelihood. Values are in whatever scale the caller
smooths, such as logs of seasonally adjusted rates. Series of the same months are smoothed together:
`…` in a shape stands for any number of axes before the months, none for a single series.

Source: damped trend, Gardner & McKenzie 1985, Management Science 31:1237–1246.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_EXACT: Final = 1e-12  # squared errors below are rounding


@dataclass(frozen=True)
class Grid:
    """Sets of smoothing parameters (sets,): of level and trend, and the trend's damping."""

    alpha: Floats
    beta: Floats
    phi: Floats

    @classmethod
    def of(cls, alphas: tuple[float, ...], trends: tuple[tuple[float, float], ...]) -> Grid:
        """All alphas with all trends (beta, phi)."""
        sets = np.array([(alpha, *trend) for alpha in alphas for trend in trends])
        return cls(*sets.T)

    def responses(self, steps: int) -> Floats:
        """(sets, steps): what an error of 1 does to the errors 0, 1, 2… months later."""
        damped = np.cumsum(self.phi[:, None] ** np.arange(1, steps), axis=1)
        later = self.alpha[:, None] * (1 + self.beta[:, None] * damped)
        return np.hstack([np.ones((len(self.alpha), 1)), later])


DAMPED: Final = Grid.of(
    (0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    ((0.0, 0.8), *((beta, phi) for beta in (0.02, 0.05, 0.1, 0.2) for phi in (0.8, 0.9))),
)
SLOW: Final = Grid.of((0.1, 0.2, 0.3, 0.4), ((0.0, 0.8),))


@dataclass(frozen=True)
class Smoothing:
    """Level, trend and sum of squared errors (…, months, sets) as they stood after each month."""

    grid: Grid
    levels: Floats
    trends: Floats
    squares: Floats
    warm_up: int  # first months, whose errors do not count

    def weights(self, known: Ints) -> Floats:
        """(…, known, sets): likelihood of each set of parameters, adding up to 1."""
        squares = self.squares[..., known - 1, :] + _EXACT
        count = np.maximum(known - self.warm_up, 0)[:, None]
        likelihood = (squares / squares.min(axis=-1, keepdims=True)) ** (-count / 2)
        weights: Floats = likelihood / likelihood.sum(axis=-1, keepdims=True)
        return weights

    def paths(self, known: Ints, steps: int) -> Floats:
        """(…, known, steps): values projected from after each number of known months."""
        weights = self.weights(known)
        level = (weights * self.levels[..., known - 1, :]).sum(axis=-1)
        damped = np.cumsum(self.grid.phi[:, None] ** np.arange(1, steps + 1), axis=1)
        paths: Floats = level[..., None] + (weights * self.trends[..., known - 1, :]) @ damped
        return paths

    def variance(self, parts: Floats) -> Floats:
        """Variance (…,) of the sum of coming values, each times its entry in `parts` (…, steps).

        One-step errors are taken to be independent, and to act on later months as the parameters
        say (Hyndman et al. 2008, Forecasting with Exponential Smoothing, chapter 6).
        """
        known, steps = self.levels.shape[-2], parts.shape[-1]
        # (…, steps, steps): row n has what stands n months later, 0 beyond the last.
        later = sliding_window_view(np.append(parts, np.zeros_like(parts), axis=-1), steps, axis=-1)
        reach = self.grid.responses(steps) @ later[..., :steps, :]
        freedom = max(known - self.warm_up - 1, 1)
        one_step = self.squares[..., -1, :] / freedom
        weights = self.weights(np.array([known]))[..., 0, :]
        variance: Floats = (weights * one_step * (reach**2).sum(axis=-1)).sum(axis=-1)
        return variance


def smooth(values: Floats, trust: Floats, grid: Grid) -> Smoothing:
    """Run through the months of series (…, months) with all sets of parameters at once.

    `trust` (…, months) is how much of each month's error counts.
    """
    months = values.shape[-1]
    warm_up = min(4, months // 3)
    shape = (*values.shape[:-1], len(grid.alpha))
    levels, trends, squares = np.empty((3, *values.shape, len(grid.alpha)))
    level = np.broadcast_to(values[..., :6].mean(axis=-1, keepdims=True), shape)
    trend, square = np.zeros(shape), np.zeros(shape)
    trend_gain = grid.alpha * grid.beta
    for month in range(months):
        trend = grid.phi * trend
        level = level + trend
        error = trust[..., month, None] * (values[..., month, None] - level)
        level = level + grid.alpha * error
        trend = trend + trend_gain * error
        if month >= warm_up:
            square = square + error**2
        levels[..., month, :], trends[..., month, :], squares[..., month, :] = level, trend, square
    return Smoothing(grid, levels, trends, squares, warm_up)
