"""What a person has to come in a plan made anew, with figures as they are shown.

By whom there is now first (`facts`), then who carries which gap (`carries`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import numpy as np

from salesplan.core.decimals import decimal_of, rounded, shortest
from salesplan.core.goal_pools import carriers, goal_pools
from salesplan.core.plan import MetricPlan
from salesplan.core.remade import Remade
from salesplan.core.rest_steps import Carry, CarryKind, Facts, PersonRest

_SAME: Final = 1e-9
"""Factors as near to 1 as this change nothing."""


def amount_with(metric: MetricPlan, minor: float, digits: int) -> Decimal:
    """Minor units as so many decimals of the main unit."""
    return shortest(decimal_of(float(minor) / 10**metric.decimals, digits))


def facts_of(remade: Remade, person: int, month: int, digits: int) -> Facts:
    """What who is there now makes of the person's month."""
    metric, rest = remade.metric, remade.rest
    pools = goal_pools(remade.plan, metric).values()
    pool = list(next(pool for pool in pools if person in pool))
    then, now = rest.capacity_before[pool, month], rest.capacity[pool, month]
    planned = metric.major(int(rest.planned[person, month]))
    facts = float(rest.facts[person, month])
    capacity = decimal_of(rest.capacity[person, month], digits)
    if np.array_equal(then, now):
        more = _factor(facts, float(rest.planned[person, month]), digits)
        shown = shortest(rounded(Fraction(planned * more), digits)) if more != 1 else planned
        return Facts(planned, capacity, capacity, planned, planned, planned, more, shown)
    total = float(rest.planned[pool, month].sum())
    average = total / then.sum() if then.sum() else 1.0
    rates = np.full(len(pool), average)
    np.divide(rest.planned[pool, month], then, out=rates, where=then > 0)
    all_wanted = float((rates * now).sum())
    before = float(rest.capacity_before[person, month])
    shown_before = decimal_of(before, digits) if before > 0 else None
    if shown_before:
        exact = Fraction(planned) * Fraction(capacity) / Fraction(shown_before)
    else:
        exact = Fraction(amount_with(metric, average, digits) * capacity)
    wanted, whole = shortest(rounded(exact, digits)), amount_with(metric, all_wanted, digits)
    of_all = amount_with(metric, total, metric.decimals)
    plain = total * float((rates * now)[pool.index(person)]) / (all_wanted or 1.0)
    more = _factor(facts, plain, digits)
    share = Fraction(of_all * wanted) / Fraction(whole) if whole else Fraction(0)
    shown = shortest(rounded(share * Fraction(more), digits))
    return Facts(planned, shown_before, capacity, wanted, of_all, whole, more, shown)


def _factor(after: float, before: float, digits: int) -> Decimal:
    """By what an amount has become another; 1 where it is the same, or was nothing."""
    factor = after / before if before else 1.0
    return Decimal(1) if abs(factor - 1) < _SAME else decimal_of(factor, digits)


def rest_of(
    remade: Remade, person: int, facts: Sequence[Facts], digits: int
) -> tuple[PersonRest, list[Decimal]]:
    """What the person has to come, and by what it falls into the year's months."""
    metric, turn = remade.metric, remade.turn
    total = sum((each.facts for each in facts), Decimal(0))
    by_capacity = float(remade.rest.facts[person].sum()) <= 0
    capacity = remade.rest.capacity[person]
    patterns = [
        decimal_of(capacity[month], digits) if by_capacity else each.facts
        for month, each in enumerate(facts)
    ]
    carries = tuple(_carries(remade, person, total, digits))
    moved = bool(remade.gaps.any())
    gap = metric.major(int(remade.gaps[person])) if moved else None
    return PersonRest(
        metric.major(int(turn.expected[person])),
        metric.major(int(turn.sold[person])) if moved else None,
        gap,
        metric.major(int(remade.rest.planned[person].sum())),
        total,
        carries,
        carries[-1].after if carries else total,
        sum(patterns, Decimal(0)),
        by_capacity,
        metric.major(int(remade.targets[person].sum())),
    ), patterns


def _carries(remade: Remade, person: int, facts: Decimal, digits: int) -> Iterator[Carry]:
    """The steps from what the person had to come to what they have."""
    metric, team = remade.metric, remade.plan.team_of[person]
    everybody = list(range(len(remade.plan.keys)))
    carried = (rows for rows in carriers(remade.plan, metric) if person in rows)
    own = list(next(carried, (person,)))
    groups = {
        CarryKind.OWN: own,
        CarryKind.TEAM: [at for at in everybody if remade.plan.team_of[at] == team],
    }
    then, shown = remade.rest.facts.sum(axis=1), facts
    for kind, amounts in remade.amounts:
        group = groups.get(kind, everybody)
        have, now = float(then[group].sum()), float(amounts[group].sum())
        then = amounts
        if abs(now - have) <= _SAME * max(abs(have), 1.0):
            continue
        before = shown
        several = kind is CarryKind.OWN and len(own) > 1
        told = CarryKind.PERSON if several else kind
        if told is CarryKind.OWN and have > 0:
            gap = metric.major(int(remade.gaps[person]))
            shown = max(before + gap, Decimal(0))
            yield Carry(told, before, shown, before, shown)
            continue
        of_all, of_all_now = amount_with(metric, have, digits), amount_with(metric, now, digits)
        if have > 0:
            shown = shortest(rounded(Fraction(before * of_all_now) / Fraction(of_all), digits))
            yield Carry(told, of_all, of_all_now, before, shown)
            continue
        mine, whole = (
            decimal_of(remade.rest.capacity[rows].sum(), digits) for rows in (person, group)
        )
        share = Fraction(of_all_now * mine) / Fraction(whole) if whole else Fraction(0)
        shown = shortest(rounded(share, digits))
        yield Carry(told, of_all, of_all_now, before, shown, mine, whole)
