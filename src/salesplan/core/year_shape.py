"""When sales are made: the months of a year and the days of a week, and how sure that is.

Indices are those that a plan is made with (`core.seasonality`): per working day, around 1, already
drawn towards 1 as far as the history is noisy. Ranges hold the true index with 95 % probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.estimates import Estimate, Side
from salesplan.core.festival import factors, nearness, season_ahead
from salesplan.core.seasonality import Basis, Seasonality, seasonal_indices, weekday_indices
from salesplan.core.shifts import ordinary_rates
from salesplan.core.timeline import Timeline

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FLOOR: Final = 0.02  # a month without sales counts as this share of an average one
_GROUPS: Final = 20  # of weeks


@dataclass(frozen=True, slots=True)
class MonthShape:
    """A month of the fiscal year: 0 to 11, with the key it has in the year ahead.

    `index` is per working day. `share` is of the year ahead's sales, by index and working days; the
    twelve add up to 1. `seen` counts the whole months behind it. `side` says whether the month is
    surely above or below an average one.
    """

    month: int
    key: str
    index: Estimate
    share: float
    seen: int
    side: Side


@dataclass(frozen=True, slots=True)
class YearShape:
    """The year's shape.

    `strength` is 0 without any season and 1 where season explains all that is not trend: 1 minus
    the variance of the remainder ÷ that of season and remainder, in logs, after Wang, Smith &
    Hyndman 2006, Data Mining and Knowledge Discovery 13:335–364. Odd months and shifts of level
    (`core.shifts`) are taken out before, and the remainder's variance is corrected for the indices
    fitted to it, which in a short history would look strong by themselves. None until some month
    has been compared with its moving average twice: a season cannot be told from chance.
    `shrinkage` is how far the indices were drawn towards 1 (1: entirely), `basis` what they are
    from, `history` the number of whole months looked at. `festival` and `growth`, as in
    `core.seasonality.Seasonality`, are in the indices, but neither in strength nor in ranges.
    """

    basis: Basis
    months: tuple[MonthShape, ...]
    strength: float | None
    shrinkage: float
    history: int
    festival: tuple[float, float, float] | None = None
    growth: float = 0.0


@dataclass(frozen=True, slots=True)
class WeekdayShape:
    """A day of the week, Monday 0.

    `index` is the plan's: sales of a working day of this kind against the mean working day of its
    week; None where the day is not worked. `amount` and `share` are of all sales of the history,
    `worked` counts working days of this kind between the first and the last sale, `sold` days of
    this kind with sales, working days or not. `side` says whether the day is surely above or below
    an average working day.
    """

    weekday: int
    index: Estimate | None
    amount: int
    share: float | None
    worked: int
    sold: int
    side: Side


def year_shape(line: Timeline, country: str | None = None) -> YearShape:
    """The shape of the year ahead, from the whole months; in `country` a festival may move it."""
    first = line.whole.start % MONTHS
    worked = np.maximum(line.past.working_days[line.whole], 1)
    sold = np.maximum(line.months[line.whole], 0).astype(float)
    bounds = line.past.bounds[line.whole.start : line.whole.stop + 1]
    season = season_ahead(sold, first, worked, bounds, line.ahead, country)
    rates = sold / worked
    if season.festival is not None:
        rates = rates / factors(nearness(bounds), season.festival)
    month = (first + np.arange(len(rates))) % MONTHS
    errors: Floats | None = None
    strength: float | None = None
    freedom = 1.0
    if season.basis is Basis.YEARS:
        logs, inner = _ratios(ordinary_rates(rates, first)), month[MONTHS // 2 : -(MONTHS // 2)]
        seasonal = np.log(seasonal_indices(rates, first)[0])[inner]
        remainder = logs - seasonal
        freedom = len(logs) - MONTHS
        if freedom > 0:
            variance = float((remainder**2).sum()) / freedom
            strength = _strength(seasonal, variance)
            errors = _errors(logs, inner, variance, season.shrinkage)
    seen = np.bincount(month, minlength=MONTHS)
    months = tuple(
        _month_shape(line, season, at, None if errors is None else float(errors[at]), freedom, seen)
        for at in range(MONTHS)
    )
    return YearShape(
        *(season.basis, months, strength, season.shrinkage, len(rates)),
        festival=season.festival,
        growth=season.growth,
    )


def weekday_shape(line: Timeline) -> tuple[WeekdayShape, ...]:
    """The seven days of a week, Monday first, from all days of the history."""
    days = line.past.bounds[0].astype(np.int64) + np.arange(len(line.daily))
    weekday = (days + 3) % 7
    known = slice(line.first_day, line.last_day + 1)
    amount = [int(line.daily[weekday == at].sum()) for at in range(7)]
    total = sum(amount)
    worked = np.bincount(weekday[known], weights=line.working[known], minlength=7)
    sold = np.bincount(weekday[line.selling_days], minlength=7)
    indices = _weekday_indices(line, weekday)
    return tuple(
        WeekdayShape(
            at,
            indices[at] if worked[at] else None,
            amount[at],
            amount[at] / total if total > 0 else None,
            int(worked[at]),
            int(sold[at]),
            indices[at].side_of(1) if worked[at] else Side.UNCLEAR,
        )
        for at in range(7)
    )


def _month_shape(
    line: Timeline, season: Seasonality, at: int, error: float | None, freedom: float, seen: Ints
) -> MonthShape:
    value = float(season.indices[at])
    index = Estimate(value) if error is None else Estimate.relative(value, error, freedom)
    share = float(season.shares[at])
    return MonthShape(at, line.ahead.months[at].key, index, share, int(seen[at]), index.side_of(1))


def _ratios(rates: Floats) -> Floats:
    """Logs of the rates against their centred 2×12 moving average, without half a year each end."""
    kernel = np.r_[0.5, np.ones(MONTHS - 1), 0.5] / MONTHS
    trend = np.convolve(rates, kernel, mode="valid")
    least = max(float(rates.mean()) * _FLOOR, np.finfo(float).tiny)
    inner = rates[MONTHS // 2 : -(MONTHS // 2)]
    logs: Floats = np.log(np.maximum(inner, least) / np.maximum(trend, least))
    return logs


def _strength(seasonal: Floats, remainder: float) -> float:
    """Of the variance of season and remainder, the part that is season's."""
    own = float(seasonal.var())
    return own / (own + remainder) if own > 0 else 0.0


def _errors(logs: Floats, month: Ints, variance: float, shrinkage: float) -> Floats:
    """Standard errors (12,) of the logs of indices drawn together.

    Morris 1983, Journal of the American Statistical Association 78:47–55: the further a month was
    drawn in, the more of the distance is doubt.
    """
    seen = np.bincount(month, minlength=MONTHS)
    means = np.bincount(month, weights=logs, minlength=MONTHS) / np.maximum(seen, 1)
    own = variance / np.maximum(seen, 1) * (1 - shrinkage * (MONTHS - 1) / MONTHS)
    drawn = 2 / (MONTHS - 3) * shrinkage**2 * (means - means.mean()) ** 2
    errors: Floats = np.sqrt(own + drawn)
    return errors


def _weekday_indices(line: Timeline, weekday: Ints) -> list[Estimate]:
    """The plan's seven indices; ranges from leaving out a twentieth of the weeks at a time.

    The delete-a-group jackknife, Kott 2001, Journal of Official Statistics 17:521–526.
    """
    indices = weekday_indices(line.daily, weekday, line.working)
    if np.all(indices == 1):
        return [Estimate(1.0)] * 7
    week = (np.arange(len(weekday)) - weekday + 6) // 7
    without = np.array(
        [
            weekday_indices(
                np.where(week % _GROUPS == group, 0, line.daily),
                weekday,
                line.working & (week % _GROUPS != group),
            )
            for group in range(_GROUPS)
        ]
    )
    spread = ((without - without.mean(axis=0)) ** 2).sum(axis=0)
    errors = np.sqrt(spread * (_GROUPS - 1) / _GROUPS)
    return [
        Estimate.around(float(index), float(error), _GROUPS - 1)
        for index, error in zip(indices, errors, strict=True)
    ]
