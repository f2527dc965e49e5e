"""What endangers a target: each risk with its figures, ranked by what it may cost.

Amounts are the metric's minor units. What is at stake is part of the stretch's target, except for a
break, where it is what the last months lacked. Where a stretch has no working day left nothing can
be lost in it any more; a customer who stopped and a break are told all the same, since they go on.
Of the same target a landing out of reach takes the place of pace and days, since it says the same
more surely. Customers and breaks are looked for where a metric is the amounts sold.

The whole is everybody, whether on the team or not. A sole team is not told apart from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.choices import Stretch
from salesplan.core.breaks import Break, find_break
from salesplan.core.calendar import Period
from salesplan.core.customers import (
    Purchases,
    customer_names,
    last_sellers,
    purchases,
    shares,
    silent_days,
    stopped,
)
from salesplan.core.known_months import KnownMonths
from salesplan.core.landing import Landing, Landings
from salesplan.core.review import (
    WHOLE,
    MetricReview,
    Review,
    Standing,
    Status,
    Subject,
    SubjectKind,
)
from salesplan.core.sales import Sales
from salesplan.core.stints import owners
from salesplan.profile import Source

Ints = npt.NDArray[np.int64]

SHARE_OF_WHOLE: Final = Fraction(1, 5)  # losing a fifth is a target missed by any band
SHARE_OF_PERSON: Final = Fraction(1, 2)  # half of somebody's sales is more than others can replace
FEWEST_CUSTOMERS: Final = 3  # of two customers one always has half; one or two are an assignment
CUSTOMER_DAYS: Final = 365  # a whole year, so that a customer's season does not look like weight
KNOWN_DAYS: Final = 90  # first orders in a new file are not concentration

EQUAL_SHARES: Final = 2  # twice an equal share cannot be made up by one colleague
SHARE_OF_TEAM: Final = Fraction(1, 3)  # twice an equal share of many people is still little
SMALLEST_TEAM: Final = 3  # of two people one always has half
TELLING_DAYS: Final = 20  # a month's working days say who carries, however long the stretch is
TELLING_PART: Final = Fraction(1, 4)  # of the working days: the first days say nothing

WINDOW_DAYS: Final = 730  # two years: habits older than that are history
MOST_STOPPED: Final = 10  # as many as can be telephoned this week

HURRY: Final = Fraction(3, 2)  # half as much again as so far, every day, is seldom kept up


class RiskKind(StrEnum):
    """What a risk is about, in the order of risks that cost the same."""

    PACE = "pace"  # behind what should have been sold by now
    LANDING = "landing"  # the target is beyond what is likely
    CUSTOMER = "customer"  # one customer buys too much of it
    PERSON = "person"  # one person sells too much of it
    STOPPED = "stopped"  # a regular customer buys no longer
    BREAK = "break"  # the last months are out of line with those before
    DAYS = "days"  # too few days for what is missing


@dataclass(frozen=True, slots=True)
class Behind:
    """Pace below the profile's band: `actual` to date against what was `expected` by now."""

    expected: int
    actual: int


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A landing whose upper end `high` is below the `target`; `expected` is its middle."""

    target: int
    expected: int
    high: int


@dataclass(frozen=True, slots=True)
class Dependence:
    """What a customer bought of a `total` in the days `[since, until)`."""

    amount: int
    total: int
    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True)
class Carrier:
    """What one of `people` sold of the whole's `total` in the stretch to date.

    `person` is a position in `profile.reps`.
    """

    person: int
    amount: int
    total: int
    people: int


@dataclass(frozen=True, slots=True)
class Silence:
    """A customer who bought on `days` days, last on `last`, and not for `silent_days` since.

    `usual_gap` is the median number of calendar days from one purchase to the next, `daily` what
    they used to buy a calendar day.
    """

    days: int
    last: dt.date
    usual_gap: float
    silent_days: int
    daily: Fraction


@dataclass(frozen=True, slots=True)
class Hurry:
    """What is `missing` with `days_left`: so much more a day than so far, in working days."""

    missing: int
    days_left: int
    run_rate: Fraction
    required_run_rate: Fraction


Figures = Behind | OutOfReach | Dependence | Carrier | Silence | Break | Hurry
_KINDS: Final[dict[type, RiskKind]] = {
    Behind: RiskKind.PACE,
    OutOfReach: RiskKind.LANDING,
    Dependence: RiskKind.CUSTOMER,
    Carrier: RiskKind.PERSON,
    Silence: RiskKind.STOPPED,
    Break: RiskKind.BREAK,
    Hurry: RiskKind.DAYS,
}


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that endangers the target of `subject`, and what that may cost.

    The type of `figures` is that of the risk's kind. `customer` is the name of the customer that it
    is about, if any.
    """

    subject: Subject
    at_stake: int
    figures: Figures
    customer: str | None = None

    @property
    def kind(self) -> RiskKind:
        """What the risk is about."""
        return _KINDS[type(self.figures)]


def risks(
    review: Review, sales: Sales, stretch: Stretch, metric: int, landings: Landings
) -> tuple[Risk, ...]:
    """What endangers the metric at position `metric` of the review in a stretch, largest first.

    `sales` are those that were reviewed, with the history that there is; `landings` those of the
    same stretch and metric. Risks that cost the same are in the order of `RiskKind`, then of the
    whole, teams and people, then of customers' names.
    """
    period, metrics = review.stretches[stretch]
    every = _targets(metrics[metric], landings)
    if not every[0].held:
        return ()
    found = [*_shortfalls(review, every), *_carriers(every)]
    settings = metrics[metric].metric.settings
    if settings.is_money and settings.resolved_source is Source.AMOUNT:
        owner, others = owners(review.plan.profile, sales)
        rows = len(review.plan.profile.reps) + len(others)
        found += _dependences(review.as_of, sales, owner, rows, every)
        found += _silences(review.as_of, sales, owner, period, every)
        found += _breaks(review, metric, every)
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


@dataclass(frozen=True, slots=True)
class _Target:
    """Somebody's target in the stretch: where they stand and will land."""

    subject: Subject
    standing: Standing
    landing: Landing | None

    @property
    def held(self) -> bool:
        """Whether there is a target."""
        return self.standing.target is not None

    @property
    def open(self) -> bool:
        """Whether there is a target, and time left to miss it."""
        return self.held and self.standing.days_left > 0

    @property
    def to_come(self) -> int:
        """What is still expected by the end of the stretch; never negative."""
        if self.landing is not None:
            return max(self.landing.expected - self.standing.actual, 0)
        return max((self.standing.target or 0) - self.standing.actual, 0)


def _targets(mine: MetricReview, landings: Landings) -> list[_Target]:
    """The whole, the teams where there are several, and the people."""
    teams = list(zip(mine.teams, landings.teams, strict=True))
    people = zip(mine.people, landings.people, strict=True)
    return [
        _Target(WHOLE, mine.whole, landings.whole),
        *(
            _Target(Subject(SubjectKind.TEAM, at), standing, landing)
            for at, (standing, landing) in enumerate(teams if len(teams) > 1 else [])
        ),
        *(
            _Target(Subject(SubjectKind.PERSON, at), standing, landing)
            for at, (standing, landing) in enumerate(people)
            if not standing.vacant
        ),
    ]


def _people(every: list[_Target]) -> list[_Target]:
    return [one for one in every if one.subject.kind is SubjectKind.PERSON]


# Targets that are being missed


def _shortfalls(review: Review, every: list[_Target]) -> Iterator[Risk]:
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


def _out_of_reach(one: _Target) -> Risk | None:
    """A landing below the target even at its best."""
    target, landing = one.standing.target, one.landing
    if target is None or landing is None or landing.high is None or landing.high >= target:
        return None
    figures = OutOfReach(target, landing.expected, landing.high)
    return Risk(one.subject, target - landing.expected, figures)


def _hurry(one: _Target) -> Iterator[Risk]:
    """A required run rate far above the one so far."""
    standing = one.standing
    rate, required = standing.run_rate, standing.required_run_rate
    if standing.target is None or rate is None or not required:
        return
    if _part_gone(standing) >= TELLING_PART and required > HURRY * rate:
        missing, left = standing.target - standing.actual, standing.days_left
        at_stake = round(missing - rate * left)
        yield Risk(one.subject, at_stake, Hurry(missing, left, rate, required))


def _part_gone(standing: Standing) -> Fraction:
    """The part of the stretch's working days that is over."""
    return Fraction(standing.days_gone, standing.days_gone + standing.days_left)


# Sales that hang on one customer or person


def _carriers(every: list[_Target]) -> Iterator[Risk]:
    """People who sell far more of the whole than an equal share."""
    whole = every[0]
    present = [one for one in _people(every) if one.standing.days_gone]
    total = whole.standing.actual
    if not whole.open or len(present) < SMALLEST_TEAM or total <= 0:
        return
    if whole.standing.days_gone < TELLING_DAYS and _part_gone(whole.standing) < TELLING_PART:
        return
    threshold = max(Fraction(EQUAL_SHARES, len(present)), SHARE_OF_TEAM)
    for one in present:
        sold = one.standing.actual
        if sold >= threshold * total:
            figures = Carrier(one.subject.position, sold, total, len(present))
            yield Risk(WHOLE, _part_of(whole.to_come, sold, total), figures)


def _dependences(
    as_of: dt.date, sales: Sales, owner: Ints, rows: int, every: list[_Target]
) -> Iterator[Risk]:
    """Customers who buy a large part of what the whole, or a person, sells in a year."""
    until = as_of + dt.timedelta(days=1)
    since = until - dt.timedelta(days=CUSTOMER_DAYS)
    days = sales.rows["date"]
    first = days.min().date() if len(days) else until
    if (until - first).days < KNOWN_DAYS:
        return
    names = customer_names(sales)
    people = {one.subject.position: one for one in _people(every)}
    for targets, who, threshold, fewest in (
        ({0: every[0]}, np.zeros_like(owner), SHARE_OF_WHOLE, 1),
        (people, owner, SHARE_OF_PERSON, FEWEST_CUSTOMERS),
    ):
        found = shares(sales, who, rows, until, since)
        if found is None:
            return
        for at in found.heavy(threshold, fewest).tolist():
            whose = int(found.owner[at])
            one = targets.get(whose)
            if one is not None and one.open:
                figures = Dependence(int(found.amount[at]), int(found.total[whose]), since, until)
                at_stake = _part_of(one.to_come, figures.amount, figures.total)
                yield Risk(one.subject, at_stake, figures, names[found.customer[at]])


def _part_of(to_come: int, amount: int, total: int) -> int:
    """The part of what is to come that stands behind a part of what was; never more than all."""
    return round(to_come * min(Fraction(amount, total), Fraction(1)))


# What has stopped


def _silences(
    as_of: dt.date, sales: Sales, owner: Ints, period: Period, every: list[_Target]
) -> list[Risk]:
    """The regular customers who stopped and cost most; the subject is who sold to them last."""
    until = as_of + dt.timedelta(days=1)
    found = purchases(sales, until, until - dt.timedelta(days=WINDOW_DAYS))
    if found is None:
        return []
    names, silent = customer_names(sales), silent_days(found, as_of)
    lost = [
        (at, names[found.customer[at]], _lost(found, at, int(silent[at]), period))
        for at in np.flatnonzero(stopped(found, as_of)).tolist()
    ]
    lost = sorted(lost, key=lambda each: (-each[2][0], each[1]))[:MOST_STOPPED]
    chosen = [at for at, _, _ in lost]
    sellers = last_sellers(sales, owner, found.customer[chosen], found.last[chosen])
    people = {one.subject.position: one.subject for one in _people(every) if one.held}
    return [
        Risk(people.get(seller, WHOLE), at_stake, figures, name)
        for (_, name, (at_stake, figures)), seller in zip(lost, sellers.tolist(), strict=True)
    ]


def _lost(found: Purchases, at: int, silent: int, period: Period) -> tuple[int, Silence]:
    """What the stretch lacks for a customer's silence.

    Their purchases are spread over the time in which they were used up: from the first to the last
    day and one mean gap more, or a rate taken from few of them would be too high.
    """
    days, last = int(found.days[at]), found.last[at].item()
    span = (last - found.first[at].item()).days
    daily = Fraction(int(found.amount[at]) * (days - 1), days * span)
    silent_from = max(last + dt.timedelta(days=1), period.start)
    at_stake = round(daily * max((period.end - silent_from).days, 0))
    return at_stake, Silence(days, last, float(found.usual_gap[at]), silent, daily)


def _breaks(review: Review, metric: int, every: list[_Target]) -> Iterator[Risk]:
    """The last months against what those before let expect, for the whole and for teams."""
    known = KnownMonths.of(review, metric)
    people = len(review.plan.profile.reps)
    for one in every:
        if known is None or one.subject.kind is SubjectKind.PERSON or not one.held:
            continue
        row = -1 if one.subject == WHOLE else people + one.subject.position
        found = find_break(known, row)
        if found is not None:
            yield Risk(one.subject, found.expected - found.actual, found)
