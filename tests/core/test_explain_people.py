"""Explanations of people who change during the year: what is shown makes what is planned."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from salesplan.core.decimals import rounded
from salesplan.core.explain import explain
from salesplan.core.plan import build_plan
from salesplan.core.steps import Explanation, MonthChain, WeightPart
from tests.core.test_people_in_time import HISTORY, laid_out, planned, profiles


def weight_of(told: Explanation, month: MonthChain) -> Fraction:
    """The weight, from the figures that are shown."""
    attendance, rating = month.weight.attendance, told.rating
    whole = WeightPart(
        rating.level, rating.level_weight, rating.fte, Decimal(1), attendance.counted
    )
    days = sum(
        (
            Fraction(part.level_weight * part.fte * part.kept * part.counted)
            for part in month.weight.parts or (whole,)
        ),
        Fraction(0),
    )
    own = days / max(attendance.working_days, 1) * Fraction(rating.factor)
    return own + sum((Fraction(each.weight) for each in month.weight.received), Fraction(0))


def test_the_parts_of_a_month() -> None:
    # May 2027: ten days of intermediate, eleven of senior at half of a job.
    change = {"from": "2027-05-17", "skill": "senior", "fte": "50%"}
    plan = planned({"name": "Ann", "changes": [change]}, {"name": "Bob"})
    told = explain(plan, 0, plan.metrics[0], plan.calendar.year)
    parts = [
        (part.level, *map(float, (part.level_weight, part.fte, part.kept, part.counted)))
        for part in told.months[4].weight.parts
    ]
    assert parts == [
        ("intermediate", 1, 1, 1, 10),
        ("senior", 1.4, 0.5, 1, 11),
    ]
    assert told.months[3].weight.parts == ()
    # (10 + 1.4 × 0.5 × 11) ÷ 21 = 17.7 ÷ 21
    assert float(told.months[4].weight.weight) == pytest.approx(17.7 / 21, abs=1e-4)


def test_both_sides_of_a_handover() -> None:
    handover = {"from": "Ann", "to": "Bob", "date": "2027-05-17", "customers": ["永辉", "大润发"]}
    plan = planned(
        {"name": "Ann"},
        {"name": "Bob"},
        history=HISTORY,
        handovers=[handover],
        weighting={"track_record": 0},
    )
    ann, bob = (explain(plan, row, plan.metrics[0], plan.calendar.year) for row in (0, 1))
    kept = [(float(part.kept), float(part.counted)) for part in ann.months[4].weight.parts]
    assert kept == [(1, 10), (0.6, 11)]
    (received,) = bob.months[5].weight.received
    assert (received.name, received.customers) == ("Ann", ("永辉", "大润发"))
    assert received.weight == Decimal("0.4")
    assert bob.months[3].weight.received == ()
    assert [each.share for each in bob.moved] == [0.4]


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(profiles())
def test_what_is_shown_makes_the_weight_and_the_share(
    drawn: tuple[list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    found = laid_out(*drawn)
    if found is None:
        return
    plan = build_plan(found)
    (metric,) = plan.metrics
    for row in range(len(plan.profile.reps)):
        told = explain(plan, row, metric, plan.calendar.year)
        for month in told.months:
            shown = month.weight.weight
            places = -int(shown.as_tuple().exponent)
            assert rounded(weight_of(told, month), places) == shown
            share = month.share
            if share.weights:
                exact = Fraction(share.amount) * Fraction(shown) / Fraction(share.weights)
                decimals = -int(share.exact.as_tuple().exponent)
                assert rounded(exact, decimals) == share.exact
        assert told.target == metric.major(int(metric.targets[row].sum()))
