"""Why a person has the target they have in a plan that was made anew: each step with its figure.

The targets themselves come from `core.replan`. Here the same steps are taken once more, with
figures as they are shown (see `core.rest_steps`), in exact fractions.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from salesplan.core.calendar import MONTHS, Period
from salesplan.core.decimals import fewest_digits, rounded, shortest
from salesplan.core.goal_step import goal_of
from salesplan.core.last_steps import (
    edit_of,
    left_for,
    limited_shares,
    limits_on,
    places_of,
    roundings,
)
from salesplan.core.person_rest import amount_with, facts_of, rest_of
from salesplan.core.plan import MetricPlan
from salesplan.core.remade import Remade
from salesplan.core.rest_steps import Facts, KeptMonth, PersonRest, RestChain, RestExplanation
from salesplan.core.steps import Limited, Share

_Divided: TypeAlias = tuple[PersonRest, list[Facts], list[Decimal], list[Share]]


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
    people, vacant = plan.heads(range(len(plan.reps)))
    return RestExplanation(
        person,
        people,
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
        vacant,
    )


def _chains(
    remade: Remade, person: int, edited: MetricPlan | None
) -> tuple[PersonRest, list[RestChain]]:
    """The person's rest of the year, and its months that were planned anew."""
    metric, first = remade.metric, remade.first
    pool = next((list(pool) for pool in metric.pools if person in pool), None)
    everybody = list(range(len(remade.plan.keys)))
    some = pool if pool is not None and len(pool) < len(everybody) else None
    rest, facts, patterns, shares = _divided(remade, person, pool or everybody)
    own = metric.exact is not None and pool is None
    limited = _limited(remade, person, shares) if own else None
    exact, targets = [share.exact for share in shares], remade.targets[person, first:].tolist()
    rounds = roundings(metric, exact, targets, limited)
    return rest, [
        RestChain(
            month,
            metric.major(int(remade.elapsed[person, month])),
            metric.major(int(remade.rest.planned[person, month])),
            facts[month] if facts[month].facts != facts[month].planned else None,
            patterns[month],
            share.weight,
            None if some is None else left_for(metric, remade.targets[:, month], some),
            share,
            None if limited is None else limited[at],
            rounds[at],
            None if edited is None else edit_of(metric, edited, person, month),
        )
        for at, (month, share) in enumerate(zip(range(first, MONTHS), shares, strict=True))
    ]


def _divided(remade: Remade, person: int, group: Sequence[int]) -> _Divided:
    """The person's rest, by what it falls into months, and exact shares of those planned anew.

    With the fewest decimals that hold. `group` are those who share the months.
    """
    metric, rows = remade.metric, list(group)
    places = places_of(metric)
    amounts = remade.targets[rows].sum(axis=0) // metric.unit * metric.unit
    weights = remade.wanted[rows].sum(axis=0)
    people, vacant = remade.plan.heads(rows)

    def with_digits(digits: int) -> tuple[_Divided, bool]:
        facts = [facts_of(remade, person, month, digits) for month in range(MONTHS)]
        rest, patterns = rest_of(remade, person, facts, digits)
        shares = []
        holds = True
        for month in range(remade.first, MONTHS):
            wanted = Fraction(rest.rest * patterns[month] / (rest.patterns or 1))
            mine = shortest(rounded(wanted, digits)) if rest.patterns else Decimal(0)
            whole = amount_with(metric, weights[month], digits)
            amount = metric.major(int(amounts[month]))
            share = Fraction(amount) * Fraction(mine) / Fraction(whole) if whole else Fraction(0)
            exact = rounded(share, places)
            true = amounts[month] * remade.wanted[person, month] / (weights[month] or 1.0)
            holds &= exact == amount_with(metric, true, places)
            shares.append(Share(amount, people, mine, whole, exact, vacant))
        return (rest, facts, patterns, shares), holds

    return fewest_digits(with_digits)


def _limited(remade: Remade, person: int, shares: Sequence[Share]) -> list[Limited]:
    """What the person's limits make of their exact shares; only for who has some."""
    metric = remade.metric
    assert metric.exact is not None
    places = places_of(metric)
    wanted = [amount_with(metric, exact, places) for exact in metric.exact[person, remade.first :]]
    return limited_shares([share.exact for share in shares], wanted, places)
