"""What is not ordinary in a monthly series: shifts of its level, single odd months, gaps.

A plan must not take them for season, and an analysis names them: both look through the same eyes.
Rates are amounts per working day, free of gaps; months are positions in the series, counted from
its first, and stretches of them are half-open. Series of the same months are looked at together:
`…` in a shape stands for any number of axes before the months, none for a single series. Whether
the last months are still what was expected is another question, see `core.breaks`.

Method: logs are freed of a season of medians. A month is odd when it is far from the median of the
seven around it; the level shifts where the medians of the half-years before and after differ. Such
medians keep a step sharp and do not see a few months (Tukey 1977, Exploratory Data Analysis,
chapter 7). Odd months are taken out before shifts are looked for, and both before the season is
measured again: what one is cannot be told without the other (Chen & Liu 1993, Journal of the
American Statistical Association 88:284–297).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from salesplan.core.calendar import MONTHS

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SEEN_TWICE: Final = 2 * MONTHS  # months: in a shorter series a season looks like a shift
ODD_FACTOR: Final = 2.0  # a month is odd from twice, or below half, of the usual: less is everyday
ODD_SCATTERS: Final = 6.0  # … and from so many times the scatter; with 4, one noisy series in five
SHIFT_FACTOR: Final = 1.6  # growth of 60 % within half a year is more than a trend
SHIFT_SCATTERS: Final = 4.0  # of 3, 4 and 5 the best season on the M1 series
MANY: Final = 1 / 6  # with more of its months odd than that, a series is wild rather than odd

_FLOOR: Final = 0.1  # of an average month: logs of small counts and zeros would all look odd
_GRAIN: Final = 2.0**-30  # logs nearer than a billionth are the same
_LEAST_SCATTER: Final = 0.02  # so that a series without noise is not full of events
_AROUND: Final = 7  # months: up to three in a row can be odd, what lasts longer is a shift
_HALF: Final = 6
_YEAR_AROUND: Final = MONTHS + 1
_BEFORE: Final = 3  # months from which the first level has a median
_AFTER: Final = 2
_APART: Final = 3  # months: two shifts that near are one
_ROUNDS: Final = 3  # season and level are each found without the other: a few turns settle them


@dataclass(frozen=True, slots=True)
class Shift:
    """The level changes with `month` and holds until `until`, the next shift or the series' end.

    `before` and `after` are amounts of an average month of the year, from up to twelve months on
    each side. A change in the first three months, or the last three, is not told from odd months.
    `strength` is the change in units of the usual scatter; a shift has four or more.
    """

    month: int
    until: int
    before: float
    after: float
    strength: float


@dataclass(frozen=True, slots=True)
class OddMonth:
    """A month whose amount is far from what season and level would have made of it, `usual`.

    `strength` is the distance in units of the usual scatter; an odd month has six or more.
    """

    month: int
    actual: float
    usual: float
    strength: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Months `[since, until)` without sales, between the first and the last sale.

    `usual` is what season and level would have made of them; None in less than two years.
    """

    since: int
    until: int
    usual: float | None


@dataclass(frozen=True, slots=True)
class Irregularities:
    """What is not ordinary in a series, each kind in the order of months.

    `judged` is False in less than two years, when only gaps can be told. In a wild series
    so many months are far from usual that none of them is named.
    """

    shifts: tuple[Shift, ...]
    odd_months: tuple[OddMonth, ...]
    gaps: tuple[Gap, ...]
    judged: bool
    wild: bool


@dataclass(frozen=True)
class Parts:
    """The logs of rates (…, months) taken apart: season, level, odd months, the rest.

    `season` and `near` (…, months) are logs of the season, around 0, and of the level around each
    month; `distance` is what the month is from both. `odd` says where that is too far. `steps`
    (…, months) are the changes of the level with which months begin, 0 for nearly all. `scatter`
    (…, 1) is how far a month usually is from its level. `wild` (…, 1) says that there were too many
    odd months to name any.
    """

    season: Floats
    near: Floats
    distance: Floats
    odd: Mask
    wild: Mask
    steps: Floats
    scatter: Floats


def irregularities(amounts: Floats, first_month: int, working_days: Floats) -> Irregularities:
    """Shifts, odd months and gaps of a series of amounts (months,).

    The first month is month `first_month` (0–11) of its year; `working_days` (months,) make rates.

    >>> steady = np.full(36, 100.0)
    >>> steady[20] = 700
    >>> round(irregularities(steady, 0, np.ones(36)).odd_months[0].usual, 2)
    100.0

    Of series of noise, the share with a false alarm is below 1 % where months scatter by 15 %, and
    up to 7 % (odd months) and 1 % (shifts) where they scatter by 30 to 60 %.
    """
    days = np.maximum(working_days, 1.0)
    if len(amounts) < SEEN_TWICE or not (amounts > 0).any():
        return Irregularities((), (), _gaps(amounts, None), judged=False, wild=False)
    parts = take_apart(amounts / days, first_month)
    usual = np.exp(parts.near + parts.season) * days
    odd = tuple(
        OddMonth(
            month,
            float(amounts[month]),
            float(usual[month]),
            float(abs(parts.distance[month]) / parts.scatter[0]),
        )
        for month in np.flatnonzero(parts.odd & (amounts != 0)).tolist()
    )
    average = float(np.exp(parts.season).mean() * days.mean())
    wild = bool(parts.wild[0])
    return Irregularities(_shifts(parts, average), odd, _gaps(amounts, usual), True, wild)


def take_apart(rates: Floats, first_month: int) -> Parts:
    """What season and level would have made of each month, and where they did not.

    `rates` (…, months) of at least seven months; the first is month `first_month` (0–11) of its
    year. In a wild series (`MANY`) no month is odd.
    """
    months = rates.shape[-1]
    floor = _floor(rates)
    # On a grid, sums and medians are exact: what is equal stays equal, in fen as in yuan.
    logs = np.round(np.log(np.maximum(rates, floor) / floor) / _GRAIN) * _GRAIN
    position = (first_month + np.arange(months)) % MONTHS
    ordinary = logs
    for _ in range(_ROUNDS):
        around_year = _running_median(ordinary, _YEAR_AROUND)
        season = _season(ordinary - around_year, position)[..., position]
        free = logs - season
        near = _running_median(free, _AROUND)
        distance = free - near
        scatter = _scatter(free)
        odd = np.abs(distance) > np.maximum(ODD_SCATTERS * scatter, np.log(ODD_FACTOR))
        wild = odd.mean(axis=-1, keepdims=True) > MANY
        odd &= ~wild
        steady = np.where(odd, near, free)
        steps = _steps(steady)
        ordinary = steady + season - np.cumsum(steps, axis=-1)
    return Parts(season, near + np.log(floor), distance, odd, wild, steps, scatter)


def ordinary_rates(rates: Floats, first_month: int) -> Floats:
    """The rates (…, months) as if no month had been odd and the last level had always held.

    `first_month` as in `take_apart`. Series shorter than two years, and those with nothing odd,
    are what they were.
    """
    if rates.shape[-1] < SEEN_TWICE:
        return rates
    parts = take_apart(rates, first_month)
    to_come = parts.steps.sum(axis=-1, keepdims=True) - np.cumsum(parts.steps, axis=-1)
    usual = np.exp(parts.near + parts.season)
    ordinary: Floats = np.where(parts.odd, usual, rates) * np.exp(to_come)
    return ordinary


def _shifts(parts: Parts, average: float) -> tuple[Shift, ...]:
    """The shifts of a single series; `average` is what a level of 1 makes in an average month."""
    begins = np.flatnonzero(parts.steps).tolist()
    free = parts.near + np.where(parts.odd, 0.0, parts.distance)
    found = []
    for before, month, until in zip([0, *begins], begins, [*begins[1:], len(free)], strict=False):
        sides = free[max(before, month - MONTHS) : month], free[month : min(until, month + MONTHS)]
        then, now = (float(np.exp(np.median(side))) * average for side in sides)
        strength = float(abs(parts.steps[month]) / parts.scatter[0])
        found.append(Shift(month, until, then, now, strength))
    return tuple(found)


def _gaps(amounts: Floats, usual: Floats | None) -> tuple[Gap, ...]:
    """Runs of months (months,) without sales between others."""
    sold = np.flatnonzero(amounts)
    return tuple(
        Gap(
            before + 1,
            after,
            None if usual is None else float(usual[before + 1 : after].sum()),
        )
        for before, after in zip(sold[:-1].tolist(), sold[1:].tolist(), strict=True)
        if after - before > 1
    )


def _floor(rates: Floats) -> Floats:
    """(…, 1): the least that a month counts as."""
    least: Floats = np.maximum(rates, 0).mean(axis=-1, keepdims=True) * _FLOOR
    return np.maximum(least, np.finfo(float).tiny)


def _scatter(values: Floats) -> Floats:
    """(…, 1): standard deviation of values (…, n) around a level, from half of their changes."""
    changes = np.abs(np.diff(values, axis=-1)) / np.sqrt(2)
    median: Floats = np.median(changes, axis=-1, keepdims=True)
    return np.maximum(1.4826 * median, _LEAST_SCATTER)


def _running_median(values: Floats, width: int) -> Floats:
    """Medians of the `width` values around each of (…, n); at the edges of the nearest so many."""
    count = values.shape[-1]
    width = min(width, count)
    medians = np.median(sliding_window_view(values, width, axis=-1), axis=-1)
    window = np.clip(np.arange(count) - width // 2, 0, count - width)
    found: Floats = medians[..., window]
    return found


def _season(deviations: Floats, position: Ints) -> Floats:
    """(…, 12): the median deviation by month of the year; of two in the middle the nearer to 0.

    In two years, the one with the odd month is told from the other by that alone.
    """
    season = np.zeros((*deviations.shape[:-1], MONTHS))
    for month in range(MONTHS):
        mine = deviations[..., position == month]
        if mine.shape[-1] % 2 == 0:
            mine = np.append(mine, np.zeros((*mine.shape[:-1], 1)), axis=-1)
        season[..., month] = np.median(mine, axis=-1)
    centred: Floats = season - np.median(season, axis=-1, keepdims=True)
    return centred


def _steps(steady: Floats) -> Floats:
    """Changes of level with which months (…, n) begin, 0 for nearly all."""
    rise = np.diff(steady, axis=-1, prepend=steady[..., :1])
    gap = _gap(steady)
    shifted = np.abs(gap) > np.maximum(SHIFT_SCATTERS * _scatter(steady), np.log(SHIFT_FACTOR))
    # Several months around it see the step; it is where the series itself jumps.
    size = np.where(shifted & (rise * gap > 0), np.abs(rise), 0.0)
    around = np.pad(size, [(0, 0)] * (size.ndim - 1) + [(_APART, _APART)])
    highest = sliding_window_view(around, 2 * _APART + 1, axis=-1).max(axis=-1)
    return np.where((size > 0) & (size == highest), gap, 0.0)


def _gap(steady: Floats) -> Floats:
    """Median of the half-year from each month (…, n) on less that of the half-year before."""
    count = steady.shape[-1]
    after, before = np.zeros((2, *steady.shape))
    medians = np.median(sliding_window_view(steady, _HALF, axis=-1), axis=-1)
    after[..., : count - _HALF + 1], before[..., _HALF:] = medians, medians[..., :-1]
    for months in range(_AFTER, _HALF):
        after[..., count - months] = np.median(steady[..., count - months :], axis=-1)
    for months in range(_BEFORE, _HALF):
        before[..., months] = np.median(steady[..., :months], axis=-1)
    gap: Floats = after - before
    gap[..., :_BEFORE] = gap[..., count - _AFTER + 1 :] = 0
    return gap
