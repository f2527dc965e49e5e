"""What a month's weight is made of: days by level, FTE and what is one's own, and what was handed.

Only for months in which a weight is more than level × FTE × days × record factor.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import numpy as np

from salesplan.core.calendar import Period
from salesplan.core.capacity import Term, ramp_of, terms_of
from salesplan.core.decimals import shortest
from salesplan.core.moved import held_parts
from salesplan.core.plan import Plan


def days_by_terms(plan: Plan, person: int, period: Period) -> list[tuple[Term, float, Decimal]]:
    """The days of a period by level and FTE and by the part kept of one's weight.

    Each with the days present, as far as they count. Empty where all is as it was at first.
    """
    rep, calendar = plan.reps[person], plan.calendar
    part = calendar.slice_of(period)
    kept = held_parts(plan.moved, calendar).get((rep.name, rep.name), np.ones(len(calendar.days)))
    terms = terms_of(rep)
    begun = [(term.start - calendar.start).days for term in terms[1:] if term.start is not None]
    term_of = np.searchsorted(begun, np.arange(part.start, part.stop), "right")
    changes = np.flatnonzero((np.diff(term_of) != 0) | (np.diff(kept[part]) != 0)) + 1
    edges = [0, *changes.tolist(), part.stop - part.start]
    found = []
    for first, end in pairwise(edges):
        days = slice(part.start + first, part.start + end)
        counted = _counted(plan, person, days)
        if counted:
            found.append((terms[term_of[first]], float(kept[days.start]), counted))
    usual = all(term is terms[0] and mine == 1 for term, mine, _ in found)
    return [] if usual else found


def _counted(plan: Plan, person: int, days: slice) -> Decimal:
    """Days present, each as far as it counts."""
    ramp = ramp_of(plan.reps[person], plan.profile)
    exact = {float(step): step for step in (*ramp, Decimal(1), Decimal(0))}
    presence = plan.capacity.presence[person, days]
    counts = Counter(presence[plan.calendar.working[days]].tolist())
    return shortest(sum((exact[each] * count for each, count in counts.items()), Decimal(0)))


def received_by(
    plan: Plan, person: int, month: int
) -> list[tuple[str, tuple[str, ...], int, float]]:
    """What the person carries of others: giver, customers, row of whose it was, capacity."""
    name, end = plan.reps[person].name, plan.calendar.months[month].end
    found = []
    for each in plan.capacity.received:
        if each.row != person or not each.months[month] > 0:
            continue
        source = plan.reps[each.source].name
        told = [
            moved
            for moved in plan.moved
            if (moved.receiver, moved.source) == (name, source) and moved.day < end
        ]
        customers = dict.fromkeys(customer for moved in told for customer in moved.customers)
        some = all(moved.customers for moved in told)
        giver = told[-1].giver if told else source
        listed = tuple(customers) if some else ()
        found.append((giver, listed, each.source, float(each.months[month])))
    return found
