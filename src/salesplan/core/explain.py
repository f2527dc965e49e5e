"""Why a person has the target they have, from a plan: each step with its figure.

The targets themselves come from `core.plan`. Here the same steps are taken once more, with figures
as they are shown (see `core.steps`), in exact fractions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel

from salesplan.core.amounts import currency_decimals, to_major, to_minor
from salesplan.core.attendance import Attendance, attendance_of, shortest
from salesplan.core.calendar import MONTHS, Period
from salesplan.core.capacity import Term
from salesplan.core.goal import fixed_months, fixed_quarters, month_totals
from salesplan.core.levels import Level
from salesplan.core.limits import Limit
from salesplan.core.moved import Moved
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.sales import THOUSANDTHS
from salesplan.core.shares import exact_shares, weights_of
from salesplan.core.steps import (
    LEAST,
    Edit,
    Explanation,
    GoalStep,
    Left,
    LevelBy,
    LevelStep,
    Limited,
    MonthChain,
    MonthTotal,
    Pool,
    Rating,
    Rounding,
    Share,
    Weight,
    WeightPart,
    WeightReceived,
)
from salesplan.core.team_tree import people_of_teams
from salesplan.core.weight_parts import days_by_terms, received_by
from salesplan.profile import By, Goal, LevelPolicy, Source

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FEWEST_DIGITS: Final = 2
_MOST_DIGITS: Final = 14
_ROUGH_UNIT: Final = 100  # minor units from which on exact shares need no more decimals

_Person: TypeAlias = tuple[Rating, list[Weight], list[Share]]
_Found = TypeVar("_Found")


def explain(
    plan: Plan,
    person: int,
    metric: MetricPlan,
    stretch: Period,
    edited: MetricPlan | None = None,
) -> Explanation:
    """Why a person (a position in `plan.profile.reps`) has their target for a stretch of the year.

    `plan` and `metric` are as they were made, `edited` is the metric with the targets that people
    wrote over them. Raises `ValueError` for a part of a plan, which does not know its whole.
    """
    if plan.part:
        raise ValueError("a part of a plan cannot be explained")
    totals = _month_totals(plan, metric)
    everybody = tuple(range(len(plan.profile.reps)))
    pool = next((pool for pool in metric.pools if person in pool), None)
    rating, weights, shares = _person(plan, person, metric, pool or everybody)
    own = metric.exact is not None and pool is None
    limited = _limited(person, metric, shares) if own else [None] * MONTHS
    roundings = _roundings(person, metric, shares, limited)
    chains = tuple(
        MonthChain(
            month,
            totals[month],
            None if pool is None or len(pool) == len(everybody) else _left(metric, pool, month),
            weights[month],
            shares[month],
            limited[month],
            roundings[month],
            None if edited is None else edit_of(metric, edited, person, month),
        )
        for month in range(stretch.first_month, stretch.last_month + 1)
    )
    limits = limits_on(metric, person, stretch)
    goal = goal_of(plan, metric, person)
    people = len(plan.persons) if len(plan.persons) > 1 else len(set(plan.rows_of))
    moved = _moved(plan, person, stretch)
    return Explanation(person, people, metric, stretch, goal, rating, chains, limits, moved)


def limits_on(metric: MetricPlan, person: int, stretch: Period) -> tuple[Limit, ...]:
    """The limits of a person that are on any month of a stretch."""
    return tuple(
        limit
        for limit in metric.limits
        if person in limit.people
        and limit.period.first_month <= stretch.last_month
        and limit.period.last_month >= stretch.first_month
    )


def goal_of(plan: Plan, metric: MetricPlan, person: int) -> GoalStep:
    """What the goal of a metric comes from, with the levels above a person."""
    settings, base = metric.settings, metric.growth_base
    return GoalStep(
        settings.by,
        "" if base is None else base.name,
        None if base is None else metric.major(base.total),
        tuple(_rates(settings)),
        settings.unit,
        metric.major(metric.goal),
        settings.over_assignment,
        metric.major(metric.assigned),
        tuple(_levels(plan, metric, person)),
    )


def _levels(plan: Plan, metric: MetricPlan, person: int) -> Iterator[LevelStep]:
    """The levels of the person below the company."""
    people = people_of_teams(plan.profile) if metric.levels else {}
    for level in metric.levels[1:]:
        if person in people.get(level.name, ()):
            yield LevelStep(
                level.name,
                _level_by(plan, level),
                None if level.said is None else metric.major(level.said),
                metric.major(level.base),
                level.over_assignment,
                metric.major(level.assigned),
            )


def _level_by(plan: Plan, level: Level) -> LevelBy:
    """What a level's base comes from."""
    up = plan.profile.levels.policy is LevelPolicy.BOTTOM_UP
    if level.base == level.below and (up or level.said is None):
        return LevelBy.BELOW
    if level.said is None:
        return LevelBy.REST
    return LevelBy.GOAL if level.base == level.said else LevelBy.SCALED


def _rates(settings: Goal) -> Iterator[tuple[str, Decimal]]:
    """The figures by which the goal was set, but for a number that is the goal itself."""
    said = getattr(settings, settings.by.value)
    if isinstance(said, BaseModel):
        for name, value in said.model_dump(by_alias=True).items():
            parts = value.items() if isinstance(value, dict) else ()
            yield from ((f"{name}_{part}", Decimal(rate)) for part, rate in parts)
            if isinstance(value, Decimal | int):
                yield name, Decimal(value)
    elif settings.by is not By.ANNUAL and isinstance(said, Decimal):
        yield settings.by.value, said


def _month_totals(plan: Plan, metric: MetricPlan) -> list[MonthTotal]:
    """The first step of all months; pools that have no months of their own do not matter."""
    staffed = weights_of(plan.capacity, metric.record).sum(axis=0) > 0
    settings, goal, assigned = metric.settings, metric.goal, metric.assigned
    seasonal = metric.months
    if metric.limits or metric.levels:
        seasonal = month_totals(
            settings, metric.decimals, goal, assigned, metric.season, staffed, plan.calendar
        )
    days = plan.calendar.working_days
    # Shares ÷ days rather than the indices themselves: it is the shares that were divided by.
    rates = metric.season.shares / np.maximum(days, 1) * (metric.season.indices * days).sum()
    rates = rates * staffed
    found: dict[int, MonthTotal] = {}
    for pool, months in _pools(plan, metric):
        amount = int(metric.months[months].sum())
        moved = metric.months - seasonal
        for month, total in _of_pool(metric, pool, months, amount, rates, days, moved).items():
            found[month] = replace(total, fixed=_fixed(plan, metric, month))
    return [found[month] for month in range(MONTHS)]


def _pools(plan: Plan, metric: MetricPlan) -> Iterator[tuple[Pool, list[int]]]:
    alone, quarters = fixed_months(metric.settings, plan.calendar), fixed_quarters(metric.settings)
    yield from ((Pool.MONTH, [month]) for month in sorted(alone))
    for quarter in sorted(quarters):
        months = [month for month in range(quarter * 3, quarter * 3 + 3) if month not in alone]
        if months:
            yield Pool.QUARTER if len(months) == 3 else Pool.LEFT, months
    rest = [month for month in range(MONTHS) if month not in alone and month // 3 not in quarters]
    if rest:
        yield Pool.REST if alone or quarters else Pool.YEAR, rest


def _fixed(plan: Plan, metric: MetricPlan, month: int) -> Decimal | None:
    """What the profile says of a month, or else of its quarter."""
    quarter = fixed_quarters(metric.settings).get(month // 3)
    return fixed_months(metric.settings, plan.calendar).get(month, quarter)


def _of_pool(
    metric: MetricPlan,
    pool: Pool,
    months: list[int],
    amount: int,
    rates: Floats,
    days: Ints,
    moved: Ints,
) -> dict[int, MonthTotal]:
    """The months that share an amount, in minor units, by season and working days."""
    season = rates[months] * days[months]
    if pool is Pool.MONTH and not season.any():
        season = np.ones(1)
    exact = amount * season / (season.sum() or 1.0) / 10**metric.decimals
    unit, places = unit_of(metric), places_of(metric)

    def with_digits(digits: int) -> tuple[dict[int, MonthTotal], bool]:
        indices = [decimal_of(rates[month], digits) for month in months]
        seasons = [index * int(days[month]) for index, month in zip(indices, months, strict=True)]
        whole = sum(seasons, Decimal(0))
        found = {}
        holds = True
        for at, month in enumerate(months):
            none = Fraction(pool is Pool.MONTH)
            share = Fraction(seasons[at]) / Fraction(whole) if whole else none
            shown = rounded(share * amount / 10**metric.decimals, places)
            holds &= shown == decimal_of(exact[at], places)
            total = int(metric.months[month])
            found[month] = MonthTotal(
                pool,
                None,
                metric.major(amount),
                indices[at],
                int(days[month]),
                seasons[at],
                whole,
                shown,
                metric.major(int(moved[month])),
                metric.major(total),
                metric.major(total % unit),
            )
        return found, holds

    return fewest_digits(with_digits)


def _person(plan: Plan, person: int, metric: MetricPlan, pool: tuple[int, ...]) -> _Person:
    """What the person brings along, and what of each month of the year is theirs exactly.

    `pool` are those who share by weights, among them the person.
    """
    table = weights_of(plan.capacity, metric.record)[list(pool)]
    unit, places = unit_of(metric), places_of(metric)
    amounts = metric.targets[list(pool)].sum(axis=0) // unit * unit
    exact = exact_shares(table, amounts)[pool.index(person)] / 10**metric.decimals
    sums = table.sum(axis=0)
    people = len({plan.rows_of[at] for at in pool})
    attended = [attendance_of(plan, person, month) for month in range(MONTHS)]
    parts = [days_by_terms(plan, person, month) for month in plan.calendar.months]
    handed = [received_by(plan, person, month) for month in range(MONTHS)]

    def with_digits(digits: int) -> tuple[_Person, bool]:
        rating, factor = _rating(plan, person, metric, digits)
        weights, shares = [], []
        holds = True
        for month, attendance in enumerate(attended):
            shown_parts = tuple(_parts(plan, parts[month], digits))
            received = tuple(_received(metric, handed[month], digits))
            constant = _constant(rating, attendance, shown_parts)
            more = Fraction(sum((each.weight for each in received), Decimal(0)))
            weight = rounded(constant * Fraction(rating.factor) + more, digits)
            whole, amount = decimal_of(sums[month], digits), metric.major(int(amounts[month]))
            # Whoever rounds each figure, and whoever only the last, arrives at the same share.
            shown, unrounded = (
                rounded(Fraction(amount) * mine / Fraction(whole) if whole else Fraction(0), places)
                for mine in (Fraction(weight), constant * factor + more)
            )
            holds &= shown == unrounded == decimal_of(exact[month], places)
            weights.append(Weight(attendance, weight, shown_parts, received))
            shares.append(Share(amount, people, weight, whole, shown))
        return (rating, weights, shares), holds

    return fewest_digits(with_digits)


def _constant(rating: Rating, attendance: Attendance, parts: Sequence[WeightPart]) -> Fraction:
    """A month's weight before the record factor."""
    working = max(attendance.working_days, 1)
    if not parts:
        worked = Fraction(attendance.counted) / working
        return Fraction(rating.level_weight) * Fraction(rating.fte) * worked
    products = (
        Fraction(each.level_weight) * Fraction(each.fte) * Fraction(each.kept * each.counted)
        for each in parts
    )
    return sum(products, Fraction(0)) / working


def _parts(
    plan: Plan, days: Sequence[tuple[Term, float, Decimal]], digits: int
) -> Iterator[WeightPart]:
    levels = plan.profile.skills.levels
    for term, kept, counted in days:
        own = shortest(decimal_of(kept, digits))
        yield WeightPart(term.skill, levels[term.skill], term.fte, own, counted)


def _received(
    metric: MetricPlan, handed: Sequence[tuple[str, tuple[str, ...], int, float]], digits: int
) -> Iterator[WeightReceived]:
    for name, customers, source, capacity in handed:
        weight = decimal_of(capacity * metric.record.factor[source], digits)
        yield WeightReceived(name, customers, weight)


def _moved(plan: Plan, person: int, stretch: Period) -> tuple[Moved, ...]:
    """What the person handed over or was handed until the end of the stretch."""
    name = plan.reps[person].name
    return tuple(
        each
        for each in plan.moved
        if name in {each.giver, each.receiver} and each.day < stretch.end
    )


def _rating(plan: Plan, person: int, metric: MetricPlan, digits: int) -> tuple[Rating, Fraction]:
    """Level, FTE and record with so many decimals, and the factor that follows from them."""
    rep, record = plan.reps[person], metric.record
    constant = (rep.skill, plan.profile.skills.levels[rep.skill], rep.fte)
    if not record.expected[person] > 0:
        return Rating(*constant, None, None, None, None, None, Decimal(1)), Fraction(1)
    decimals = _decimals_of_source(plan, metric)
    sold = to_major(int(record.sold[person]), decimals)
    expected = decimal_of(record.expected[person] / 10**decimals, max(2, digits - 5))
    credibility = decimal_of(record.credibility[person], digits)
    ratio = Fraction(sold) / Fraction(expected) if expected else Fraction(1)
    factor = max(1 + Fraction(credibility) * (ratio - 1), Fraction(LEAST))
    shown = rounded(factor, digits)
    months = int(record.months[person])
    rating = Rating(*constant, sold, expected, months, rounded(ratio, digits), credibility, shown)
    return rating, factor


def _decimals_of_source(plan: Plan, metric: MetricPlan) -> int:
    """Decimals of what a history is counted in."""
    source = metric.settings.resolved_source
    if source is Source.AMOUNT:
        return currency_decimals(plan.profile.currency)
    return len(str(THOUSANDTHS)) - 1 if source is Source.QUANTITY else 0


def _left(metric: MetricPlan, pool: Sequence[int], month: int) -> Left:
    """What those outside of the pool, who have limits, leave of a month."""
    total = int(metric.months[month])
    left = int(metric.targets[list(pool), month].sum())
    return Left(metric.major(total), metric.major(total - left), metric.major(left))


def _limited(person: int, metric: MetricPlan, shares: Sequence[Share]) -> list[Limited]:
    """What the person's limits make of their exact shares; only for who has some."""
    assert metric.exact is not None
    places = places_of(metric)
    exact = [decimal_of(minor / 10**metric.decimals, places) for minor in metric.exact[person]]

    def with_digits(digits: int) -> tuple[list[Limited], bool]:
        found = []
        holds = True
        for share, wanted in zip(shares, exact, strict=True):
            ratio = Fraction(wanted) / Fraction(share.exact) if share.exact else Fraction(0)
            factor = rounded(ratio, digits)
            holds &= not share.exact or rounded(Fraction(share.exact * factor), places) == wanted
            found.append(Limited(factor, wanted))
        return found, holds

    return fewest_digits(with_digits)


def _roundings(
    person: int,
    metric: MetricPlan,
    shares: Sequence[Share],
    limited: Sequence[Limited | None],
) -> list[Rounding]:
    """The step to whole units, month by month: what was given decides what is due."""
    unit = unit_of(metric)
    before = given = Decimal(0)
    found = []
    targets = metric.targets[person].tolist()
    for share, mine, target in zip(shares, limited, targets, strict=True):
        odd, whole = metric.major(target % unit), metric.settings.unit
        if mine is not None:
            none = Decimal(0)
            due, given_now = mine.exact, metric.major(target)
            found.append(Rounding(whole, due, none, none, due, odd, given_now))
            continue
        found.append(
            Rounding(
                whole,
                share.exact,
                before,
                given,
                before + share.exact - given,
                odd,
                metric.major(target),
            )
        )
        before += share.exact
        given += metric.major(target) - odd
    return found


def edit_of(metric: MetricPlan, edited: MetricPlan, person: int, month: int) -> Edit | None:
    """The change of the person's target, None where it stands as planned."""
    planned, target = (int(each.targets[person, month]) for each in (metric, edited))
    if planned == target:
        return None
    before, after = (int(each.months[month]) for each in (metric, edited))
    others = (after - before) - (target - planned)
    return Edit(*(metric.major(minor) for minor in (planned, target, others, before, after)))


def unit_of(metric: MetricPlan) -> int:
    """What targets are multiples of, in minor units."""
    return to_minor(metric.settings.unit, metric.decimals)


def places_of(metric: MetricPlan) -> int:
    """Decimals of an exact share: few enough to read, enough to see what is rounded off."""
    return metric.decimals + (2 if unit_of(metric) < _ROUGH_UNIT else 0)


def fewest_digits(attempt: Callable[[int], tuple[_Found, bool]]) -> _Found:
    """What is found with the fewest decimals that hold, or with the most where none do."""
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS):
        found, holds = attempt(digits)
        if holds:
            return found
    return attempt(_MOST_DIGITS)[0]


def decimal_of(value: float, places: int) -> Decimal:
    """A float with so many decimals, half up."""
    return rounded(Fraction(Decimal(repr(float(value)))), places)


def rounded(value: Fraction, places: int) -> Decimal:
    """A fraction with so many decimals, half up."""
    return Decimal(floor(value * 10**places + Fraction(1, 2))).scaleb(-places)
