"""Why a person has the target they have in a plan that was made anew: each step with its figure.

The targets themselves come from `core.replan`. Here the same steps are taken once more, with
figures as they are shown (see `core.rest_steps`), in exact fractions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.choices import Policy
from salesplan.core.attendance import shortest
from salesplan.core.calendar import MONTHS, Period
from salesplan.core.carrying import close_gaps
from salesplan.core.elapsed import months_until_cut
from salesplan.core.explain import (
    decimal_of,
    edit_of,
    fewest_digits,
    goal_of,
    limits_on,
    places_of,
    rounded,
    unit_of,
)
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.replan import carrying_rounds, closed_rest, first_changed
from salesplan.core.rest import Rest, pools_of_rest
from salesplan.core.rest_steps import (
    Carry,
    CarryKind,
    Facts,
    KeptMonth,
    PersonRest,
    RestChain,
    RestExplanation,
)
from salesplan.core.steps import Left, Limited, Rounding, Share
from salesplan.core.turn import Turn

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_SAME: Final = 1e-9
"""Factors as near to 1 as this change nothing."""


@dataclass(frozen=True)
class Remade:
    """What a version of a plan did with one metric; tables (people, 12) in minor units."""

    plan: Plan
    metric: MetricPlan

    @cached_property
    def elapsed(self) -> Ints:
        """Targets of the days that were over."""
        return months_until_cut(self.plan, self.metric)

    @cached_property
    def turn(self) -> Turn:
        """What was sold and carried over."""
        return Turn.of(self.plan, self.metric)

    @cached_property
    def rest(self) -> Rest:
        """What was planned for the days to come, and by who is there now."""
        assert self.plan.before is not None
        then = self.plan.before.metric(self.metric.settings.metric).targets
        targets = np.zeros_like(self.metric.targets)
        for row, place in enumerate(self.plan.rows_before):
            if place is not None:
                targets[row] = then[place]
        return Rest.of(self.plan, replace(self.metric, targets=targets), self.elapsed)

    @cached_property
    def gaps(self) -> Ints:
        """What was missing, by person."""
        gaps: Ints = -self.turn.moved
        return gaps

    @cached_property
    def owed(self) -> int:
        """What all have to come."""
        return max(self.metric.assigned - int(self.turn.sold.sum()), 0)

    @cached_property
    def wanted(self) -> Floats:
        """What everybody has to come, before it became whole."""
        return closed_rest(self.plan, self.metric, self.rest, self.gaps, self.owed)

    @cached_property
    def first(self) -> int:
        """The first month that was planned anew; 12 if none was."""
        return first_changed(self.plan, self.metric, self.rest, self.wanted)

    @cached_property
    def amounts(self) -> list[tuple[CarryKind, Floats]]:
        """Everybody's amount to come after each of the steps, shape (people,)."""
        facts = self.rest.facts.sum(axis=1)
        shared = self.plan.version.policy in {Policy.OWN, Policy.TEAM}
        stated = self.owed - int(self.gaps.sum()) if shared else self.owed
        if facts.any():
            amounts = facts * (max(stated, 0) / facts.sum())
        else:
            capacity = self.rest.capacity.sum(axis=1)
            amounts = max(stated, 0) * capacity / (capacity.sum() or 1.0)
        found = [(CarryKind.GOAL, amounts)]
        if shared and self.gaps.any():
            rounds = carrying_rounds(self.plan, self.metric)
            kinds = (CarryKind.OWN, CarryKind.TEAM, CarryKind.ALL)[-len(rounds) :]
            capacity = self.rest.capacity.sum(axis=1)
            for at, kind in enumerate(kinds, 1):
                found.append((kind, close_gaps(amounts, self.gaps, capacity, rounds[:at])))
        return [*found, (CarryKind.TOTAL, self.wanted.sum(axis=1))]

    @property
    def targets(self) -> Ints:
        """The targets of the days to come."""
        rest: Ints = self.metric.targets - self.elapsed
        return rest


def explain_rest(
    remade: Remade,
    person: int,
    stretch: Period,
    kept: Sequence[KeptMonth],
    edited: MetricPlan | None = None,
) -> RestExplanation:
    """Why a person has their target in a stretch that ends after the version began to plan anew.

    `kept` are the months of the stretch that stand as they were; `edited` is the metric with the
    targets that people wrote over it.
    """
    plan, metric = remade.plan, remade.metric
    assert plan.before is not None
    rest, chains = _chains(remade, person, edited)
    months = range(stretch.first_month, stretch.last_month + 1)
    return RestExplanation(
        person,
        len(set(plan.rows_of)),
        metric,
        stretch,
        goal_of(plan, metric, person),
        plan.version,
        plan.before.version,
        metric.major(plan.before.metric(metric.settings.metric).goal),
        rest,
        tuple(kept),
        tuple(chain for chain in chains if chain.month in months),
        tuple(
            (each.day, metric.major(int(each.since(stretch.first_month)[person])))
            for each in metric.carried
            if len(months) > 1
            and each.counts_in(stretch.start, stretch.end)
            and each.since(stretch.first_month)[person]
        ),
        limits_on(metric, person, stretch),
    )


def _chains(
    remade: Remade, person: int, edited: MetricPlan | None
) -> tuple[PersonRest, list[RestChain]]:
    """The person's rest of the year and its months, with the fewest decimals that hold."""
    metric = remade.metric
    pool = next((list(pool) for pool in metric.pools if person in pool), None)
    group = list(range(len(remade.plan.keys))) if pool is None else pool
    own = metric.exact is not None and pool is None
    unit, places = unit_of(metric), places_of(metric)
    amounts = remade.targets[group].sum(axis=0) // unit * unit
    weights = remade.wanted[group].sum(axis=0)
    people = len({remade.plan.rows_of[at] for at in group})
    ahead = range(remade.first, MONTHS)

    def with_digits(digits: int) -> tuple[tuple[PersonRest, list[RestChain]], bool]:
        facts = {month: _facts(remade, person, month, digits) for month in range(MONTHS)}
        rest, patterns = _rest(remade, person, facts, digits)
        chains, holds = [], True
        for month in ahead:
            wanted = rest.rest * patterns[month] / (rest.patterns or 1)
            shown = shortest(rounded(Fraction(wanted), digits)) if rest.patterns else Decimal(0)
            whole = _shown(metric, weights[month], digits)
            amount = metric.major(int(amounts[month]))
            exact = rounded(
                Fraction(amount) * Fraction(shown) / Fraction(whole) if whole else Fraction(0),
                places,
            )
            true = amounts[month] * remade.wanted[person, month] / (weights[month] or 1.0)
            holds &= exact == _shown(metric, true, places)
            share = Share(amount, people, shown, whole, exact)
            chains.append(
                RestChain(
                    month,
                    metric.major(int(remade.elapsed[person, month])),
                    metric.major(int(remade.rest.planned[person, month])),
                    facts[month] if facts[month].facts != facts[month].planned else None,
                    patterns[month],
                    shown,
                    None if len(group) == len(remade.plan.keys) else _left(remade, group, month),
                    share,
                    None,
                    _NO_ROUNDING,
                    None if edited is None else edit_of(metric, edited, person, month),
                )
            )
        return (rest, chains), holds

    rest, chains = fewest_digits(with_digits)
    limited = _limited(remade, person, chains) if own else [None] * len(chains)
    return rest, list(_rounded(remade, person, chains, limited))


_NO_ROUNDING: Final = Rounding(*(Decimal(0),) * 7)


def _shown(metric: MetricPlan, minor: float, digits: int) -> Decimal:
    """Minor units as so many decimals of the main unit."""
    return shortest(decimal_of(float(minor) / 10**metric.decimals, digits))


def _facts(remade: Remade, person: int, month: int, digits: int) -> Facts:
    """What who is there now makes of the person's month."""
    metric, rest = remade.metric, remade.rest
    pool = next(pool for pool in pools_of_rest(remade.plan, metric) if person in pool)
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
        exact = Fraction(_shown(metric, average, digits) * capacity)
    wanted, whole = shortest(rounded(exact, digits)), _shown(metric, all_wanted, digits)
    of_all = _shown(metric, total, metric.decimals)
    plain = total * float((rates * now)[pool.index(person)]) / (all_wanted or 1.0)
    more = _factor(facts, plain, digits)
    share = Fraction(of_all * wanted) / Fraction(whole) if whole else Fraction(0)
    shown = shortest(rounded(share * Fraction(more), digits))
    return Facts(planned, shown_before, capacity, wanted, of_all, whole, more, shown)


def _factor(after: float, before: float, digits: int) -> Decimal:
    """By what an amount has become another; 1 where it is the same, or was nothing."""
    factor = after / before if before else 1.0
    return Decimal(1) if abs(factor - 1) < _SAME else decimal_of(factor, digits)


def _rest(
    remade: Remade, person: int, facts: dict[int, Facts], digits: int
) -> tuple[PersonRest, dict[int, Decimal]]:
    """What the person has to come, and by what it falls into months."""
    metric, turn = remade.metric, remade.turn
    total = sum((each.facts for each in facts.values()), Decimal(0))
    by_capacity = float(remade.rest.facts[person].sum()) <= 0
    patterns = {
        month: decimal_of(remade.rest.capacity[person, month], digits)
        if by_capacity
        else each.facts
        for month, each in facts.items()
    }
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
        sum(patterns.values(), Decimal(0)),
        by_capacity,
    ), patterns


def _carries(remade: Remade, person: int, facts: Decimal, digits: int) -> Iterator[Carry]:
    """The steps from what the person had to come to what they have."""
    metric, team = remade.metric, remade.plan.team_of[person]
    everybody = list(range(len(remade.plan.keys)))
    own = [person] if metric.levels else list(remade.plan.rows_of[person])
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
        of_all, of_all_now = _shown(metric, have, digits), _shown(metric, now, digits)
        if have > 0:
            shown = shortest(rounded(Fraction(before * of_all_now) / Fraction(of_all), digits))
            yield Carry(told, of_all, of_all_now, before, shown)
            continue
        able = remade.rest.capacity[group].sum()
        mine, all_of = (
            decimal_of(remade.rest.capacity[person].sum(), digits),
            decimal_of(able, digits),
        )
        share = Fraction(of_all_now * mine) / Fraction(all_of) if all_of else Fraction(0)
        shown = shortest(rounded(share, digits))
        yield Carry(told, of_all, of_all_now, before, shown, mine, all_of)


def _left(remade: Remade, group: Sequence[int], month: int) -> Left:
    """What those outside of the pool, who have limits, leave of a month."""
    metric = remade.metric
    total = int(remade.targets[:, month].sum())
    left = int(remade.targets[list(group), month].sum())
    return Left(metric.major(total), metric.major(total - left), metric.major(left))


def _limited(remade: Remade, person: int, chains: Sequence[RestChain]) -> list[Limited | None]:
    """What the person's limits make of their exact shares."""
    metric = remade.metric
    assert metric.exact is not None
    places = places_of(metric)
    exact = [_shown(metric, metric.exact[person, chain.month], places) for chain in chains]

    def with_digits(digits: int) -> tuple[list[Limited | None], bool]:
        found: list[Limited | None] = []
        holds = True
        for chain, wanted in zip(chains, exact, strict=True):
            share = chain.share.exact
            factor = rounded(Fraction(wanted) / Fraction(share) if share else Fraction(0), digits)
            holds &= not share or rounded(Fraction(share * factor), places) == wanted
            found.append(Limited(factor, wanted))
        return found, holds

    return fewest_digits(with_digits)


def _rounded(
    remade: Remade, person: int, chains: Sequence[RestChain], limited: Sequence[Limited | None]
) -> Iterator[RestChain]:
    """The chains with their last step: to whole units, month by month."""
    metric, unit = remade.metric, unit_of(remade.metric)
    before = given = none = Decimal(0)
    targets = remade.targets[person].tolist()
    for chain, mine in zip(chains, limited, strict=True):
        target = metric.major(targets[chain.month])
        odd = metric.major(targets[chain.month] % unit)
        whole, exact = metric.settings.unit, chain.share.exact
        if mine is not None:
            rounding = Rounding(whole, mine.exact, none, none, mine.exact, odd, target)
        else:
            due = before + exact - given
            rounding = Rounding(whole, exact, before, given, due, odd, target)
            before += exact
            given += target - odd
        yield replace(chain, limited=mine, rounding=rounding)
