"""Where a stretch of the year will land: what has been sold plus what is still to be expected.

With a complete year before the planned one, the rest is projected from it and the months gone since
(`core.forecast`), with a range from the method's own errors, for the days on which people are
there: of a team, those who sold in it. Without, it is what is still planned, at the pace so far,
and there is no range; gaps that were carried over count in neither (`core.without_gaps`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.choices import Stretch
from salesplan.core.calendar import MONTHS
from salesplan.core.forecast import look_ahead_all
from salesplan.core.known_months import KnownMonths, months_gone
from salesplan.core.outlook import Outlook
from salesplan.core.plan import Plan
from salesplan.core.review import Review
from salesplan.core.standing import Standing
from salesplan.core.without_gaps import targets_without_gaps

Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

_WITH_AN_END: Final = (Stretch.WEEK, Stretch.MONTH, Stretch.QUARTER, Stretch.HALF, Stretch.YEAR)


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
    return _landings(review, (stretch,), metric)[stretch]


def landing_of_whole(review: Review, stretch: Stretch, metric: int) -> Landing | None:
    """The landing of all together, as `landings` has it, without forecasting anybody else."""
    past = KnownMonths.of(review, metric)
    ahead = _days_ahead(review, stretch, past)[-1:]
    past = None if past is None else replace(past, amounts=past.amounts[-1:])
    [[seen]] = _outlooks(past, ahead[None])
    mine = review.stretches[stretch][1][metric]
    rest = _rest(mine.whole)
    if review.tables[metric].carried:
        *_, rest = _rests(review, stretch, metric, (*mine.people, *mine.teams, mine.whole))
    return _land(mine.whole, bool(ahead.any()), seen, rest)


def all_landings(review: Review, metric: int) -> dict[Stretch, Landings]:
    """`landings` in the week, month, quarter, half and year, for little more than one takes."""
    return _landings(review, _WITH_AN_END, metric)


def _landings(review: Review, stretches: Sequence[Stretch], metric: int) -> dict[Stretch, Landings]:
    """People, teams and the whole as rows of one table, in the order of `Landings`."""
    people, teams = len(review.plan.team_of), len(review.plan.teams)
    past = KnownMonths.of(review, metric)
    aheads = np.stack([_days_ahead(review, stretch, past) for stretch in stretches])
    outlooks = _outlooks(past, aheads)
    carried = bool(review.tables[metric].carried)
    found = {}
    for stretch, ahead, seen in zip(stretches, aheads, outlooks, strict=True):
        mine = review.stretches[stretch][1][metric]
        standings = (*mine.people, *mine.teams, mine.whole)
        rests = _rests(review, stretch, metric, standings) if carried else map(_rest, standings)
        each = tuple(map(_land, standings, ahead.any(axis=1), seen, rests))
        found[stretch] = Landings(each[:people], each[people : people + teams], each[-1])
    return found


def _outlooks(past: KnownMonths | None, aheads: Floats) -> list[list[Outlook | None]]:
    """For each stretch, what the past of each row says of it; None where there is no past."""
    found: list[list[Outlook | None]] = [[None] * aheads.shape[1] for _ in aheads]
    if past is None or not aheads.any():
        return found
    amounts = past.amounts
    rows = np.flatnonzero(amounts.any(axis=1))
    seen = look_ahead_all(amounts[rows], 0, past.working_days, aheads[:, rows])
    for mine, outlooks in zip(found, seen, strict=True):
        for row, outlook in zip(rows, outlooks, strict=True):
            mine[row] = outlook
    return found


def _rest(standing: Standing) -> Fraction | None:
    """What is still planned, at the pace so far."""
    if standing.pace is None or standing.target is None or standing.expected is None:
        return None
    return standing.pace * (standing.target - standing.expected)


def _rests(
    review: Review, stretch: Stretch, metric: int, standings: Sequence[Standing]
) -> Iterator[Fraction | None]:
    """The same of each row of a plan with gaps that were carried over."""
    plan = review.plan
    part = plan.calendar.slice_of(review.stretches[stretch][0])
    targets = targets_without_gaps(plan, review.tables[metric])
    gone = min(max(review.days_gone, part.start), part.stop)
    people = np.stack(
        [targets[:, part.start : gone].sum(axis=1), targets[:, gone : part.stop].sum(axis=1)]
    )
    teams = np.stack([people[:, np.equal(plan.team_of, at)].sum(axis=1) for at in _teams(plan)])
    rows = np.vstack([people.T, teams, people.sum(axis=1)])
    for standing, (expected, rest) in zip(standings, rows.tolist(), strict=True):
        unknown = standing.vacant or expected <= 0
        yield None if unknown else Fraction(standing.actual * rest / expected)


def _teams(plan: Plan) -> range:
    return range(len(plan.teams))


def _land(
    standing: Standing, left: bool, outlook: Outlook | None, rest: Fraction | None
) -> Landing | None:
    """One landing; `left` says whether a day is still to come, `rest` what comes by the pace."""
    if standing.target is None:
        return None
    if not left:
        return Landing(standing.actual, standing.actual, standing.actual, LandingBasis.ENDED)
    if outlook is not None:
        low, high = (
            None if bound is None else standing.actual + round(bound)
            for bound in (outlook.low, outlook.high)
        )
        return Landing(standing.actual + round(outlook.total), low, high, LandingBasis.HISTORY)
    if rest is None:
        return None
    return Landing(standing.actual + round(rest), None, None, LandingBasis.PACE)


def _days_ahead(review: Review, stretch: Stretch, past: KnownMonths | None) -> Floats:
    """(rows, months that have not ended): days left in each, 0 outside the stretch.

    Of a person, the days on which they are there; of the others, the working days, as far as those
    who sold in the `past` are there.
    """
    plan = review.plan
    left = np.vstack([plan.capacity.presence > 0, plan.calendar.working])
    days = _by_month(review, left * _coming(review, stretch))
    together = np.tile(days[-1], (len(plan.teams) + 1, 1))
    if past is not None:
        together *= past.staffed(plan.team_of, days)
    return np.vstack([days[:-1], together])


def _coming(review: Review, stretch: Stretch) -> Floats:
    """(days of the year,): 1 for those of the stretch that have not gone, else 0."""
    calendar = review.plan.calendar
    part = calendar.slice_of(review.stretches[stretch][0])
    coming = np.zeros(len(calendar.days))
    coming[max(part.start, review.days_gone) : part.stop] = 1
    return coming


def _by_month(review: Review, days: Floats) -> Floats:
    """Sums of days (…, days of the year) in each month that has not ended."""
    bounds = review.plan.calendar.month_bounds[:-1]
    by_month: Floats = np.add.reduceat(days, bounds, axis=-1)
    return by_month[..., months_gone(review) : MONTHS]
