"""What endangers a target: each risk with its figures, ranked by what it may cost.

Amounts are the metric's minor units. What is at stake is part of the stretch's target, except for a
break, where it is what the last months lacked. Where a stretch has no working day left nothing can
be lost in it any more; a customer who stopped and a break are told all the same, since they go on.
Of the same target a landing out of reach takes the place of pace and days, since it says the same
more surely. Customers and breaks are looked for where a metric is the amounts sold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from salesplan.choices import Stretch
from salesplan.core.breaks import find_break
from salesplan.core.dependences import carriers, dependences, silences
from salesplan.core.endangered import TELLING_PART, Endangered, endangered
from salesplan.core.held_months import owners_in
from salesplan.core.history import EDGE_DAYS
from salesplan.core.known_months import KnownMonths
from salesplan.core.landing import Landings
from salesplan.core.last_day import known_until
from salesplan.core.review import Review
from salesplan.core.risk_kinds import Behind, Hurry, OutOfReach, Risk, RiskKind
from salesplan.core.sales import Sales
from salesplan.core.standing import WHOLE, Status, SubjectKind
from salesplan.profile import Source

HURRY: Final = Fraction(3, 2)  # half as much again as so far, every day, is seldom kept up


def risks(
    review: Review, sales: Sales, stretch: Stretch, metric: int, landings: Landings
) -> tuple[Risk, ...]:
    """What endangers the metric at position `metric` of the review in a stretch, largest first.

    `sales` are those that were reviewed, with the history that there is; `landings` those of the
    same stretch and metric. Risks that cost the same are in the order of `RiskKind`, then of the
    whole, teams and people, then of customers' names.
    """
    period, metrics = review.stretches[stretch]
    every = endangered(metrics[metric], landings)
    if not every[0].held:
        return ()
    found = [*_shortfalls(review, every), *carriers(every)]
    settings = metrics[metric].metric.settings
    if settings.is_money and settings.resolved_source is Source.AMOUNT:
        owner, others = owners_in(review.plan, sales)
        rows = len(review.plan.profile.reps) + len(others)
        found += dependences(review.as_of, sales, owner, rows, every)
        found += silences(review.as_of, sales, owner, period, every)
        found += _breaks(review, sales, metric, every)
    return tuple(sorted((risk for risk in found if risk.at_stake > 0), key=_rank))


def _rank(risk: Risk) -> tuple[int, int, int, int, str]:
    kinds, subjects = list(RiskKind), list(SubjectKind)
    subject = risk.subject
    return (
        -risk.at_stake,
        kinds.index(risk.kind),
        subjects.index(subject.kind),
        subject.position,
        risk.customer or "",
    )


def _shortfalls(review: Review, every: Sequence[Endangered]) -> Iterator[Risk]:
    """Landings out of reach, paces behind, too few days."""
    bands = review.plan.profile.review
    on_track, at_risk = Fraction(bands.on_track), Fraction(bands.at_risk)
    several = any(one.subject.kind is SubjectKind.TEAM for one in every)
    for one in every:
        if not one.open:
            continue
        beyond = _out_of_reach(one)
        if beyond is not None:
            yield beyond
            continue
        standing = one.standing
        # Of several teams those behind are named; their sum adds nothing to them.
        named = one.subject is not WHOLE or not several
        if named and standing.status(on_track, at_risk) is Status.BEHIND:
            expected = standing.expected or 0
            figures = Behind(expected, standing.actual)
            yield Risk(one.subject, expected - standing.actual, figures)
        if one.subject.kind is not SubjectKind.TEAM:
            yield from _hurry(one)


def _out_of_reach(one: Endangered) -> Risk | None:
    """A landing below the target even at its best."""
    target, landing = one.standing.target, one.landing
    if target is None or landing is None or landing.high is None or landing.high >= target:
        return None
    figures = OutOfReach(target, landing.expected, landing.high)
    return Risk(one.subject, target - landing.expected, figures)


def _hurry(one: Endangered) -> Iterator[Risk]:
    """A required run rate far above the one so far."""
    standing = one.standing
    rate, required = standing.run_rate, standing.required_run_rate
    if standing.target is None or rate is None or not required:
        return
    if one.part_gone >= TELLING_PART and required > HURRY * rate:
        missing, left = standing.target - standing.actual, standing.days_left
        at_stake = round(missing - rate * left)
        yield Risk(one.subject, at_stake, Hurry(missing, left, rate, required))


def _breaks(
    review: Review, sales: Sales, metric: int, every: Sequence[Endangered]
) -> Iterator[Risk]:
    """The last months against what those before let expect, for the whole and for teams.

    Months of which the files tell nothing are not known to be bad.
    """
    known = KnownMonths.of(review, metric)
    if known is not None:
        known = known.first(_months_told(review, sales, known.gone))
    people = len(review.plan.profile.reps)
    for one in every:
        if known is None or one.subject.kind is SubjectKind.PERSON or not one.held:
            continue
        row = -1 if one.subject == WHOLE else people + one.subject.position
        found = find_break(known, row)
        if found is not None:
            yield Risk(one.subject, found.expected - found.actual, found)


def _months_told(review: Review, sales: Sales, gone: int) -> int:
    """How many of the first `gone` months of the year the files tell of, but for a few days."""
    if not len(sales.rows):
        return 0
    calendar = review.plan.calendar
    told = max((known_until(sales) - calendar.start).days, 0)
    ends = calendar.month_bounds[1 : gone + 1].tolist()
    return sum(int(calendar.working[told:end].sum()) <= EDGE_DAYS for end in ends)
