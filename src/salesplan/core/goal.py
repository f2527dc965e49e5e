"""What of a goal falls into each month, in whole units."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import floor

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import to_minor
from salesplan.core.apportion import split
from salesplan.core.calendar import MONTHS
from salesplan.core.consistency import share_or_amount
from salesplan.core.evidence import metric_finding
from salesplan.core.seasonality import Seasonality
from salesplan.errors import SalesplanError
from salesplan.profile import Goal

Ints = npt.NDArray[np.int64]


def month_totals(
    settings: Goal,
    decimals: int,
    goal: int,
    assigned: int,
    season: Seasonality,
    staffed: npt.NDArray[np.bool_],
) -> Ints:
    """What all people together are to reach in each month."""
    unit = to_minor(settings.unit, decimals)
    weights = season.shares * staffed
    fixed = _fixed_quarters(settings, decimals, goal, assigned, unit)
    months = np.zeros(MONTHS, dtype=np.int64)
    free = np.ones(MONTHS, dtype=bool)
    for quarter, amount in fixed.items():
        part = slice(quarter * 3, quarter * 3 + 3)
        free[part] = False
        if amount and not weights[part].any():
            raise SalesplanError(metric_finding("E422", settings, quarter=f"Q{quarter + 1}"))
        months[part] = split(amount, weights[part], unit)
    rest = assigned - int(months.sum())
    if rest < 0:
        raise SalesplanError(metric_finding("E423", settings))
    if rest and not weights[free].any():
        raise SalesplanError(metric_finding("E424", settings))
    months[free] = split(rest, weights[free], unit)
    return months


def _fixed_quarters(
    settings: Goal, decimals: int, goal: int, assigned: int, unit: int
) -> Mapping[int, int]:
    """Fixed quarters in minor units of what is assigned, by position 0–3."""
    exact = {
        int(name[1]) - 1: assigned
        * (Fraction(value) if share_or_amount(value) else Fraction(to_minor(value, decimals), goal))
        for name, value in settings.quarters.items()
    }
    whole = all(amount.denominator == 1 for amount in exact.values())
    if len(exact) == 4 and not (whole and sum(exact.values()) == assigned):
        amounts = split(assigned, [float(exact[at]) for at in range(4)], unit)
        return dict(enumerate(amounts.tolist()))
    fixed: dict[int, int] = {}
    for at, amount in exact.items():
        left = max(assigned - sum(fixed.values()), 0)  # several halves may all round up
        nearest = floor(amount / unit + Fraction(1, 2)) * unit
        fixed[at] = int(amount) if amount.denominator == 1 else min(nearest, left)
    return fixed
