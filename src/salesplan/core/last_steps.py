"""The steps from exact shares to targets, the same for a plan and for one made anew."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import Period
from salesplan.core.decimals import fewest_digits, rounded
from salesplan.core.limits import Limit
from salesplan.core.plan import MetricPlan
from salesplan.core.steps import Edit, Left, Limited, Rounding

Ints = npt.NDArray[np.int64]

_ROUGH_UNIT: Final = 100  # minor units from which on exact shares need no more decimals


def places_of(metric: MetricPlan) -> int:
    """Decimals of an exact share: few enough to read, enough to see what is rounded off."""
    return metric.decimals + (2 if metric.unit < _ROUGH_UNIT else 0)


def left_for(metric: MetricPlan, targets: Ints, pool: Sequence[int]) -> Left:
    """What those outside of the pool, who have limits, leave of a month's `targets` (people,)."""
    total, left = int(targets.sum()), int(targets[list(pool)].sum())
    return Left(metric.major(total), metric.major(total - left), metric.major(left))


def limited_shares(
    shares: Sequence[Decimal], wanted: Sequence[Decimal], places: int
) -> list[Limited]:
    """What a person's limits make of their exact shares, month by month.

    `wanted` is what they make of them, with so many decimals.
    """

    def with_digits(digits: int) -> tuple[list[Limited], bool]:
        found = []
        holds = True
        for share, exact in zip(shares, wanted, strict=True):
            factor = rounded(Fraction(exact) / Fraction(share) if share else Fraction(0), digits)
            holds &= not share or rounded(Fraction(share * factor), places) == exact
            found.append(Limited(factor, exact))
        return found, holds

    return fewest_digits(with_digits)


def roundings(
    metric: MetricPlan,
    shares: Sequence[Decimal],
    targets: Sequence[int],
    limited: Sequence[Limited] | None,
) -> list[Rounding]:
    """The step from exact shares to `targets` in minor units, month by month.

    What was given in the months before decides what is due; under limits of one's own, these do.
    """
    unit, before, given, none = metric.settings.unit, Decimal(0), Decimal(0), Decimal(0)
    found = []
    for month, (share, minor) in enumerate(zip(shares, targets, strict=True)):
        target, odd = metric.major(minor), metric.major(minor % metric.unit)
        if limited is not None:
            exact = limited[month].exact
            found.append(Rounding(unit, exact, none, none, exact, odd, target))
            continue
        due = before + share - given
        found.append(Rounding(unit, share, before, given, due, odd, target))
        before += share
        given += target - odd
    return found


def edit_of(metric: MetricPlan, edited: MetricPlan, person: int, month: int) -> Edit | None:
    """The change of the person's target, None where it stands as planned."""
    planned, target = (int(each.targets[person, month]) for each in (metric, edited))
    if planned == target:
        return None
    before, after = (int(each.months[month]) for each in (metric, edited))
    others = (after - before) - (target - planned)
    return Edit(*(metric.major(minor) for minor in (planned, target, others, before, after)))


def limits_on(metric: MetricPlan, person: int, stretch: Period) -> tuple[Limit, ...]:
    """The limits of a person that are on any month of a stretch."""
    return tuple(
        limit
        for limit in metric.limits
        if person in limit.people
        and limit.period.first_month <= stretch.last_month
        and limit.period.last_month >= stretch.first_month
    )
