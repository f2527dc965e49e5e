"""Sales that hang on one customer or one person, and customers who have stopped buying."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

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
from salesplan.core.endangered import TELLING_PART, Endangered, people_among
from salesplan.core.last_day import known_until
from salesplan.core.risk_kinds import Carrier, Dependence, Risk, Silence
from salesplan.core.sales import Sales
from salesplan.core.standing import WHOLE

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

WINDOW_DAYS: Final = 730  # two years: habits older than that are history
MOST_STOPPED: Final = 10  # as many as can be telephoned this week


def carriers(every: Sequence[Endangered]) -> Iterator[Risk]:
    """People who sell far more of the whole than an equal share."""
    whole = every[0]
    present = [one for one in people_among(every) if one.standing.days_gone]
    total = whole.standing.actual
    if not whole.open or len(present) < SMALLEST_TEAM or total <= 0:
        return
    if whole.standing.days_gone < TELLING_DAYS and whole.part_gone < TELLING_PART:
        return
    threshold = max(Fraction(EQUAL_SHARES, len(present)), SHARE_OF_TEAM)
    for one in present:
        sold = one.standing.actual
        if sold >= threshold * total:
            figures = Carrier(one.subject.position, sold, total, len(present))
            yield Risk(WHOLE, _part_of(whole.to_come, sold, total), figures)


def dependences(
    as_of: dt.date, sales: Sales, owner: Ints, rows: int, every: Sequence[Endangered]
) -> Iterator[Risk]:
    """Customers who buy a large part of what the whole, or a person, sells in a year."""
    until = as_of + dt.timedelta(days=1)
    since = until - dt.timedelta(days=CUSTOMER_DAYS)
    days = sales.rows["date"]
    first = days.min().date() if len(days) else until
    if (until - first).days < KNOWN_DAYS:
        return
    names = customer_names(sales)
    people = {one.subject.position: one for one in people_among(every)}
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


def silences(
    as_of: dt.date, sales: Sales, owner: Ints, period: Period, every: Sequence[Endangered]
) -> list[Risk]:
    """The regular customers who stopped and cost most; the subject is who sold to them last.

    Days of which the files tell nothing are nobody's silence.
    """
    until = as_of + dt.timedelta(days=1)
    found = purchases(sales, until, until - dt.timedelta(days=WINDOW_DAYS))
    if found is None or not len(sales.rows):
        return []
    names, silent = customer_names(sales), silent_days(found, as_of)
    told = min(as_of, known_until(sales) - dt.timedelta(days=1))
    lost = [
        (at, names[found.customer[at]], _lost(found, at, int(silent[at]), period))
        for at in np.flatnonzero(stopped(found, told)).tolist()
    ]
    lost = sorted(lost, key=lambda each: (-each[2][0], each[1]))[:MOST_STOPPED]
    chosen = [at for at, _, _ in lost]
    sellers = last_sellers(sales, owner, found.customer[chosen], found.last[chosen])
    people = {one.subject.position: one.subject for one in people_among(every) if one.held}
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
