"""What each person can be expected to sell in the year ahead, and how surely.

Who has sold for a year or more is projected from their own months (`core.forecast`), for the days
on which they are there, and drawn to the forecast of the whole. All others are expected to sell
what their level does: their capacity, by season, times what a unit of it brings by the projections
of the former. Amounts are floats in the metric's minor units; errors are relative to them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log, sqrt
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.forecast import look_ahead_all
from salesplan.core.grounds import Grounds, MetricGrounds
from salesplan.core.outlook import LevelBasis, Outlook, Scale
from salesplan.core.past_years import year_behind
from salesplan.core.shares import weights_of
from salesplan.core.stints import at_home

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

LOOKED_AT: Final = 24
"""Months of a person's history that are projected, as many as make a track record."""
FEWEST_PEERS: Final = 3
"""People with projections of their own from which something is said of the others."""
COVERAGE: Final = 0.8


@dataclass(frozen=True)
class PeopleAhead:
    """The projections of all people, by position; None where nothing can be said.

    `own` says whose is from their own history. `common` is the error that all of them share, as a
    part of what is expected: a bad year for everybody.
    """

    outlooks: tuple[Outlook | None, ...]
    own: Mask
    common: float


def people_ahead(grounds: Grounds, past: MetricGrounds) -> PeopleAhead | None:
    """The projections of a metric; None where nobody has sold for a year."""
    sold = past.sold
    if sold is None:
        return None
    weights = at_home(weights_of(grounds.capacity, past.record), grounds.home) @ past.season.shares
    own = year_behind(sold) & (weights > 0)
    if not own.any():
        return None
    outlooks: list[Outlook | None] = [None] * len(own)
    rows = np.flatnonzero(own)
    for row, outlook in zip(rows, _projected(grounds, past, rows), strict=True):
        outlooks[row] = outlook
    known = [(seen, float(weights[at])) for at, seen in enumerate(outlooks) if seen is not None]
    rate, spread = _of_peers(known)
    if spread is not None:
        for row in np.flatnonzero(~own & (weights > 0)):
            outlooks[row] = _by_level(rate * float(weights[row]), spread, len(known) - 1)
    return PeopleAhead(
        tuple(outlooks), own, common_error([each for each, _ in known], past.outlook)
    )


def _projected(grounds: Grounds, past: MetricGrounds, rows: Ints) -> list[Outlook]:
    """What the months of some people say of the days on which they will be there.

    The medians of many unsteady people add up to less than the median of all together, so they are
    drawn to what the forecast of the whole leaves for these people.
    """
    sold = past.sold
    assert sold is not None
    first = max(sold.first, sold.last - LOOKED_AT)
    gap = np.zeros(len(sold.past.years) * MONTHS - sold.last)
    days = sold.past.working_days[first : sold.last].astype(float)
    amounts = sold.table[:, first : sold.last].astype(float)
    ahead: Floats = np.append(gap, past.days_ahead.astype(float))
    aheads = np.tile(ahead, (1, len(rows), 1))
    seen = look_ahead_all(amounts[rows], first % MONTHS, days, aheads, COVERAGE)[0]
    drawn = _drawn_to_whole(seen, amounts, rows, past.outlook)
    there = _there(grounds, past)[rows]
    return [
        _scaled(each, drawn * each.expected[-MONTHS:] * present)
        for each, present in zip(seen, there, strict=True)
    ]


def _there(grounds: Grounds, past: MetricGrounds) -> Floats:
    """How much each person is there in the months to come, in all their rows; 1 is all of it.

    Another level or FTE makes it more or less than in the past.
    """
    capacity = grounds.capacity
    plain: Floats = capacity.availability * capacity.ramp
    weights = at_home(weights_of(capacity, past.record), grounds.home)
    before = capacity.skill * past.record.factor
    changed: Floats = weights / before[:, None]
    return np.where(np.isclose(changed, plain), plain, changed)


def _drawn_to_whole(
    seen: list[Outlook], amounts: Floats, rows: Ints, whole: Outlook | None
) -> float:
    """What the projections have to be multiplied with to be these people's part of the whole.

    Their part is that of the last twelve months.
    """
    year = amounts[:, -MONTHS:]
    everybody, total = float(year.sum()), sum(each.total for each in seen)
    if whole is None or min(everybody, total, whole.total) <= 0:
        return 1.0
    return max(whole.total * float(year[rows].sum()) / everybody / total, 0.0)


def _scaled(outlook: Outlook, expected: Floats) -> Outlook:
    """The projection with other months, its relative error as it was."""
    total, spread = float(expected.sum()), outlook.spread
    if spread is not None and outlook.scale is Scale.AMOUNTS and outlook.total > 0:
        spread *= total / outlook.total
    return replace(outlook, expected=expected, total=total, spread=spread)


def _of_peers(known: list[tuple[Outlook, float]]) -> tuple[float, float | None]:
    """What a unit of capacity brings, and the relative error of that for one more person.

    The error is both that of a person with a history, and how much such people differ from their
    capacity. None from fewer than three people, or where they bring nothing.
    """
    rate = sum(outlook.total for outlook, _ in known) / sum(weight for _, weight in known)
    ratios = [outlook.total / (rate * weight) for outlook, weight in known] if rate > 0 else []
    logs = [log(ratio) for ratio in ratios if ratio > 0]
    spreads = [spread for outlook, _ in known if (spread := relative(outlook)) is not None]
    if len(logs) < FEWEST_PEERS or not spreads:
        return rate, None
    return rate, sqrt(float(np.var(logs, ddof=1)) + float(np.median(spreads)) ** 2)


def _by_level(total: float, spread: float, freedom: float) -> Outlook:
    """What somebody without a year of their own is expected to sell."""
    return Outlook(
        expected=np.array([total]),
        total=total,
        spread=spread,
        freedom=freedom,
        coverage=COVERAGE,
        level=0.0,
        trend=0.0,
        basis=LevelBasis.NOTHING,
        scale=Scale.LOGS,
        below_zero=False,
        months=0,
        backtests=0,
    )


def relative(outlook: Outlook) -> float | None:
    """The spread of a total as a part of it; None where there is none."""
    if outlook.spread is None or outlook.scale is Scale.LOGS:
        return outlook.spread
    return outlook.spread / outlook.total if outlook.total > 0 else None


def common_error(people: list[Outlook], whole: Outlook | None) -> float:
    """The error that all people share, from the error of the whole.

    Were people independent, the variance of the whole would be the sum of w² · s² with the shares w
    and the errors s of people; the variance that they share adds itself, less its part in theirs.
    """
    total = sum(each.total for each in people)
    spread = relative(whole) if whole is not None else None
    if spread is None or total <= 0:
        return 0.0
    shares = [each.total / total for each in people]
    squared = sum(share**2 for share in shares)
    if squared >= 1:
        return 0.0
    pairs = zip(people, shares, strict=True)
    alone = sum((share * (relative(each) or 0.0)) ** 2 for each, share in pairs)
    return sqrt(max(spread**2 - alone, 0.0) / (1 - squared))
