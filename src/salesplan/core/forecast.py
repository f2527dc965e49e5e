"""Level and landing: what the coming months will bring if things go on as they do, and how surely.

Amounts are floats in the history's own unit. Rates are amounts per working day (per month where no
working days are given). An array of months has no gaps; `ahead` has one entry for each month after
the last known one. Ranges are of a *total* over months, never of a single month, and come from the
method's own errors on the same history (see `core.past_months`). A landing is what has been sold
plus the projection of what is left. Many histories are projected together, in stacks of equal
length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from salesplan.core.outlook import LevelBasis, Outlook, Scale
from salesplan.core.past_months import Past, spread_of
from salesplan.core.seasonality import MONTHS

if TYPE_CHECKING:
    import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SMOOTHED: Final = 3  # months from which there is anything to smooth
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

    Range: see `core.past_months.variance_of`; Student's t with as many degrees of freedom as there
    are independent backtests. The low of a history without negative months is never negative.

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
    past = Past(amounts / unit[:, None], days, first_month, adjusted=True)
    expected = past.expected(np.array([months]), aheads)[..., 0, :]
    total = expected.sum(axis=-1)
    spread, freedom, backtests = spread_of(past, aheads)
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
