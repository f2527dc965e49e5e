"""Growth within the year: a growing year's December is above its January, season or not.

Ratios to a moving average are free of growth, so that the seasonal indices are, too. Growth is a
fraction a year: 0.06 for sales per working day that are 6 % higher after twelve months.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.shifts import ordinary_rates

Floats = npt.NDArray[np.float64]

LEAST: Final = 4  # years: three changes, in fewer two that are alike by chance would look sure
_HALF_LIFE: Final = 3  # years: recent ones count more, as for the indices
_SURE: Final = 2.0  # standard errors beyond which growth counts
_GOES_ON: Final = 0.5  # of it; growth seldom goes on as it was, and a wrong slope costs more
_FURTHEST: Final = 0.5  # log growth


def growth_within(rates: Floats, first_month: int) -> float:
    """How much the year ahead is expected to grow while it lasts, from past rates (months,).

    Half of what the mean change from year to year has beyond two standard errors; 0 in less than
    four years. Years are twelve months up to the last one; shifts of the level and odd months are
    taken out (`core.shifts`). The first rate is month `first_month` (0–11) of its fiscal year.
    """
    years = len(rates) // MONTHS
    if years < LEAST:
        return 0.0
    ordinary = ordinary_rates(np.maximum(rates, 0.0), first_month)
    totals = ordinary[-years * MONTHS :].reshape(years, MONTHS).sum(axis=1)
    if not (totals > 0).all():
        return 0.0
    changes = np.diff(np.log(totals))
    weights = 0.5 ** (np.arange(len(changes))[::-1] / _HALF_LIFE)
    weights /= weights.sum()
    mean = float(weights @ changes)
    together = float(weights @ weights)
    variance = float(weights @ (changes - mean) ** 2) / (1 - together)
    sure = max(abs(mean) - _SURE * (variance * together) ** 0.5, 0.0)
    return float(np.expm1(np.copysign(min(_GOES_ON * sure, _FURTHEST), mean)))


def rise(growth: float, months: int = MONTHS) -> Floats:
    """What growth makes of each of some months in a row, against the middle of them."""
    factors: Floats = (1 + growth) ** ((np.arange(months) - (months - 1) / 2) / MONTHS)
    return factors
