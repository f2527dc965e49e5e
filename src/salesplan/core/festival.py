"""Spring Festival in the year's shape: what a working day in the weeks around it is worth.

Working days alone move a target with the festival as if each day off cost a day's sales, no more
and no less. Where customers buy ahead, are slow to return or make up for the days off, a working
day of such a month counts for more or less than another: by how much is measured on the history.

Months are fiscal months without gaps; windows are half-open, in days from the festival's first.
Regressors of this kind: Bell & Hillmer 1983, Journal of the American Statistical Association
78:526–534; three windows, before, during and after: Lin & Liu 2002, Modeling lunar calendar holiday
effects in Taiwan.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from salesplan.core.calendar import FiscalCalendar
from salesplan.core.seasonality import MONTHS, Seasonality, seasonality
from salesplan.core.shifts import ordinary_rates

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Days = npt.NDArray[np.datetime64]

COUNTRIES: Final = frozenset({"CN"})
"""Where the festival closes most businesses for a week."""
WINDOWS: Final = ((-20, 0), (0, 7), (7, 21))
"""Before, during and after: three weeks, the week off, two weeks of return."""
LEAST: Final = 3 * MONTHS  # months; in less, two festivals would have to say everything

_HALF_LIFE: Final = 36  # months, as for the indices
_USUAL: Final = 0.5  # log effect of a whole month in a window that is thought usual beforehand
_FURTHEST: Final = 1.5  # log effect on a month, so that a few odd ones cannot empty it
_HUBER: Final = 2.0
_LEAST_SPREAD: Final = 0.02
_FLOOR: Final = 0.02  # a month without sales counts as this share of an average one
_NAME: Final = "Chinese New Year (Spring Festival)"


@cache
def festivals(first_year: int, last_year: int) -> tuple[dt.date, ...]:
    """The festival's first day in each of the years, both included."""
    import holidays  # noqa: PLC0415 (imported where used: start-up)

    years = range(first_year, last_year + 1)
    official = holidays.country_holidays("CN", years=years, language="en_US")
    first: dict[int, dt.date] = {}
    for day in sorted(official):
        if _NAME in official[day].split("; "):
            first.setdefault(day.year, day)
    return tuple(first.values())


def nearness(bounds: Days) -> Floats:
    """(months, 3): the part of each month's days that lies before, during and after a festival.

    `bounds` (months + 1,) are the first days of the months, and the day after the last.
    """
    edges = bounds.astype("datetime64[D]").astype(np.int64)
    years = bounds.astype("datetime64[Y]").astype(np.int64) + 1970
    near = np.zeros((len(bounds) - 1, len(WINDOWS)))
    for festival in festivals(int(years[0]) - 1, int(years[-1]) + 1):
        day = int(np.datetime64(festival, "D").astype(np.int64))
        for at, (since, until) in enumerate(WINDOWS):
            inside = np.clip(edges, day + since, day + until)
            near[:, at] += np.diff(inside) / np.diff(edges)
    return near


def season_ahead(
    amounts: Floats,
    first_month: int,
    days: npt.NDArray[np.number],
    bounds: Days,
    ahead: FiscalCalendar,
    country: str | None,
) -> Seasonality:
    """The shape of the year `ahead`, with the festival's effects in a country that keeps it.

    `amounts` and `days` (working days) are those of the past months, `bounds` (months + 1,) their
    first days and the day after the last; the first is month `first_month` (0–11) of its year.
    """
    days_ahead = ahead.working_days.astype(float)
    if country not in COUNTRIES or len(amounts) < LEAST:
        return seasonality(amounts / np.maximum(days, 1), first_month, days_ahead)
    near_ahead = nearness(np.array(ahead.month_starts, dtype="datetime64[D]"))
    near = nearness(bounds)
    return festival_season(amounts, first_month, days, near, days_ahead, near_ahead)


def factors(near: Floats, effects: tuple[float, float, float] | Floats) -> Floats:
    """What effects of the festival (0.1: a tenth more) make of working days in `near` months."""
    logs: Floats = near @ np.log1p(effects)
    return np.exp(np.clip(logs, -_FURTHEST, _FURTHEST))


def day_factors(calendar: FiscalCalendar, effects: tuple[float, float, float]) -> Floats:
    """(days of the year,): what effects of the festival make of a working day, 1 far from it."""
    bounds = np.append(calendar.days, np.datetime64(calendar.end, "D"))
    return factors(nearness(bounds), effects)


def festival_season(
    amounts: Floats,
    first_month: int,
    days: npt.NDArray[np.number],
    near: Floats,
    days_ahead: Floats,
    near_ahead: Floats,
) -> Seasonality:
    """The shape of the year to plan, with the festival's own effects.

    `amounts`, `days` (working days) and `near` (`nearness`) are those of the past months, the first
    being month `first_month` (0–11) of its fiscal year; `days_ahead` (12,) and `near_ahead` (12, 3)
    those of the year to plan. In less than three years working days alone decide. The indices are
    per working day of the year to plan, festival included, so that index × days gives the shares.
    """
    rates = amounts / np.maximum(days, 1)
    if len(amounts) < LEAST or not (amounts > 0).any():
        return seasonality(rates, first_month, days_ahead)
    before, during, after = np.expm1(_slopes(rates, first_month, near)).tolist()
    effects = before, during, after
    ahead = factors(near_ahead, effects)
    season = seasonality(rates / factors(near, effects), first_month, days_ahead * ahead)
    indices = season.indices * ahead
    return replace(season, indices=indices / indices.mean(), festival=effects)


def _slopes(rates: Floats, first_month: int, near: Floats) -> Floats:
    """Log effects (3,) of the windows: how Januaries differ among each other with the festival.

    Log ratios to the moving average, less their mean by month of the year, are regressed on the
    windows, less theirs; recent years count more, odd months less, and little evidence is drawn
    towards no effect.
    """
    kernel = np.r_[0.5, np.ones(MONTHS - 1), 0.5] / MONTHS
    rates = ordinary_rates(np.maximum(rates, 0), first_month)
    rates = np.maximum(rates, rates.mean() * _FLOOR)
    inner = slice(MONTHS // 2, len(rates) - MONTHS // 2)
    ratio = np.log(rates[inner] / (sliding_window_view(rates, MONTHS + 1) @ kernel))
    window = near[inner] * _USUAL
    month = (first_month + np.arange(len(rates)))[inner] % MONTHS
    weight = 0.5 ** (np.arange(len(rates))[::-1][inner] / _HALF_LIFE)
    for which in range(MONTHS):
        mine = month == which
        ratio[mine] -= np.average(ratio[mine], weights=weight[mine])
        window[mine] -= np.average(window[mine], axis=0, weights=weight[mine])
    touched = np.abs(window).max(axis=1) > 0
    ratio, window, weight = ratio[touched], window[touched], weight[touched]
    slopes = np.zeros(len(WINDOWS))
    if not touched.any():
        return slopes
    for _ in range(5):
        distance = np.abs(ratio - window @ slopes)
        spread = max(1.4826 * float(np.median(distance)), _LEAST_SPREAD)
        trusted = weight * np.minimum(1.0, _HUBER * spread / np.maximum(distance, 1e-12))
        evidence = window.T @ (trusted[:, None] * window) + np.eye(len(WINDOWS)) * spread**2
        slopes = np.linalg.solve(evidence, window.T @ (trusted * ratio))
    return slopes * _USUAL
