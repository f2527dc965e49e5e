"""Where a stretch of the year will land: what has been sold plus what is still to be expected.

With a complete year before the planned one, the rest is projected from it and the months gone since
(`core.forecast`), with a range from the method's own errors; of a person, for the days on which
they are there. Without, it is what is still planned, at the pace so far, and there is no range.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from salesplan.choices import Stretch
from salesplan.core.calendar import MONTHS, lay_out, year_start
from salesplan.core.forecast import look_ahead
from salesplan.core.plan import Plan
from salesplan.core.review import Review, Standing

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


class LandingBasis(StrEnum):
    """What a landing was taken from."""

    ENDED = "ended"  # nothing is left to expect
    HISTORY = "history"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class Landing:
    """The expected actual at the end of a stretch, in minor units, and its 80 % range if any."""

    expected: int
    low: int | None
    high: int | None
    basis: LandingBasis


@dataclass(frozen=True)
class Landings:
    """Landings of one metric in one stretch; None without a target, or with nothing to go by."""

    people: tuple[Landing | None, ...]
    teams: tuple[Landing | None, ...]
    whole: Landing | None


def landings(review: Review, stretch: Stretch, metric: int) -> Landings:
    """Landings of everybody, for the metric at position `metric` of the review.

    The whole counts those who are not on the team too.
    """
    plan = review.plan
    mine = review.stretches[stretch][1][metric]
    past = _Past.of(review, metric)
    people = len(mine.people)
    working, present = plan.calendar.working, plan.capacity.presence > 0

    def land(standing: Standing, rows: list[int], days: Mask = working) -> Landing | None:
        return _land(standing, past, rows, _days_ahead(review, stretch, days))

    members = [
        [at for at, team in enumerate(plan.team_of) if team == number]
        for number in range(len(plan.profile.team))
    ]
    return Landings(
        tuple(land(standing, [at], present[at]) for at, standing in enumerate(mine.people)),
        tuple(land(standing, rows) for standing, rows in zip(mine.teams, members, strict=True)),
        land(mine.whole, list(range(people + 1))),
    )


@dataclass(frozen=True)
class _Past:
    """Months of the last year and of this one so far, and the working days in them.

    `amounts` has one row a person and one for everybody else; None without a complete year.
    """

    amounts: Floats
    working_days: Floats

    @classmethod
    def of(cls, review: Review, metric: int) -> _Past | None:
        plan, planned = review.plan, review.metrics[metric]
        before = planned.last_year
        if before is None or not before.complete:
            return None
        start = year_start(plan.profile.fiscal_year, plan.calendar.start, -1)
        days = lay_out(plan.profile.fiscal_year, plan.profile.calendar, start).working_days
        gone = _months_gone(plan, review)
        this = review.months[metric][:, :gone]
        others = this[len(plan.profile.reps) :].sum(axis=0)
        now = np.vstack([this[: len(plan.profile.reps)], others[None, :]])
        return cls(
            np.hstack([before.table, now]).astype(float),
            np.concatenate([days, plan.calendar.working_days[:gone]]).astype(float),
        )


def _land(standing: Standing, past: _Past | None, rows: list[int], ahead: Floats) -> Landing | None:
    """One landing."""
    if standing.target is None:
        return None
    if not ahead.any():
        return Landing(standing.actual, standing.actual, standing.actual, LandingBasis.ENDED)
    amounts = past.amounts[rows].sum(axis=0) if past is not None else np.zeros(0)
    if past is not None and amounts.any():
        outlook = look_ahead(amounts, 0, past.working_days, ahead)
        low, high = (
            None if bound is None else standing.actual + round(bound)
            for bound in (outlook.low, outlook.high)
        )
        return Landing(standing.actual + round(outlook.total), low, high, LandingBasis.HISTORY)
    if standing.pace is None or standing.expected is None:
        return None
    rest = standing.pace * (standing.target - standing.expected)
    return Landing(standing.actual + round(rest), None, None, LandingBasis.PACE)


def _months_gone(plan: Plan, review: Review) -> int:
    """Months of the year that have ended by the day of the review."""
    return int((plan.calendar.month_bounds[1:] <= review.days_gone).sum())


def _days_ahead(review: Review, stretch: Stretch, days: Mask) -> Floats:
    """How many of `days` are left in each month that has not ended, 0 outside the stretch."""
    plan = review.plan
    part = plan.calendar.slice_of(review.stretches[stretch][0])
    left = np.zeros(len(plan.calendar.days))
    left[max(part.start, review.days_gone) : part.stop] = 1
    left *= days
    by_month: Floats = np.add.reduceat(left, plan.calendar.month_bounds[:-1])
    return by_month[_months_gone(plan, review) : MONTHS]
