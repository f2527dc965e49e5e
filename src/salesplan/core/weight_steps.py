"""What a person weighs in each month and their exact share, with figures as they are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from salesplan.core.amounts import currency_decimals, to_major
from salesplan.core.attendance import Attendance, attendance_of
from salesplan.core.calendar import MONTHS
from salesplan.core.capacity import Term
from salesplan.core.decimals import decimal_of, fewest_digits, rounded, shortest
from salesplan.core.last_steps import places_of
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.sales import THOUSANDTHS
from salesplan.core.shares import exact_shares, weights_of
from salesplan.core.steps import LEAST, Rating, Share, Weight, WeightPart, WeightReceived
from salesplan.core.weight_parts import days_by_terms, received_by
from salesplan.profile import Source

_Weighed: TypeAlias = tuple[Rating, list[Weight], list[Share]]


def weigh(plan: Plan, person: int, metric: MetricPlan, pool: tuple[int, ...]) -> _Weighed:
    """What the person brings along, and what of each month of the year is theirs exactly.

    `pool` are those who share by weights, among them the person.
    """
    table = weights_of(plan.capacity, metric.record)[list(pool)]
    unit, places = metric.unit, places_of(metric)
    amounts = metric.targets[list(pool)].sum(axis=0) // unit * unit
    exact = exact_shares(table, amounts)[pool.index(person)] / 10**metric.decimals
    sums = table.sum(axis=0)
    people, vacant = plan.heads(pool)
    attended = [attendance_of(plan, person, month) for month in range(MONTHS)]
    parts = [days_by_terms(plan, person, month) for month in plan.calendar.months]
    handed = [received_by(plan, person, month) for month in range(MONTHS)]

    def with_digits(digits: int) -> tuple[_Weighed, bool]:
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
            shares.append(Share(amount, people, weight, whole, shown, vacant))
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
