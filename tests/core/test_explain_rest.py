"""Explanations of targets planned anew: every figure follows from those shown before it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from salesplan.choices import Policy
from salesplan.core.decimals import rounded
from salesplan.core.explain_versions import Explainer
from salesplan.core.last_steps import places_of
from salesplan.core.plan import Plan, build_plan, with_targets
from salesplan.core.replan import replan
from salesplan.core.rest_steps import CarryKind, RestChain, RestExplanation
from salesplan.core.steps import Edit, Explanation
from salesplan.core.version import Version
from salesplan.errors import SalesplanError
from tests.core.builders import Row, profile, sales

# Working days of 2027: 21 20 23 22 21 22 22 22 22 21 22 23 = 261, 1,000 fen a person for each.
FLAT = {"metric": "revenue", "annual": 5220, "unit": "1", "daily_unit": "0.01"}
ANN, BOB = {"name": "Ann"}, {"name": "Bob"}


def version(plan: Plan, day: str, policy: Policy = Policy.OWN) -> Version:
    as_of = dt.date.fromisoformat(day)
    return Version(plan.version.number + 1, as_of, "", "because", as_of, policy)


def anew(plan: Plan, rows: Sequence[Row], day: str, policy: Policy = Policy.OWN) -> Plan:
    return replan(plan, sales(rows), version(plan, day, policy)).plan


def anew_with(plan: Plan, rows: Sequence[Row], day: str, *reps: dict[str, Any]) -> Plan:
    changed = profile(*reps, goals=[FLAT])
    return replan(plan, sales(rows), version(plan, day), changed).plan


def yuan(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


def explained(plan: Plan, person: int, key: str) -> RestExplanation:
    found = Explainer(plan, plan.metrics[0]).explain(person, plan.calendar.period(key)).explanation
    assert isinstance(found, RestExplanation)
    return found


@pytest.fixture(scope="module")
def first() -> Plan:
    return build_plan(profile(ANN, BOB, goals=[FLAT]))


# Ann sold 443 yuan of 640 in the first quarter, Bob exactly his.
ROWS: list[Row] = [("2027-02-01", "Ann", 44_300), ("2027-02-02", "Bob", 64_000)]


def test_ones_own_gap_by_hand(first: Plan) -> None:
    found = explained(anew(first, ROWS, "2027-03-31"), 0, "2027-04")
    rest = found.rest
    assert (rest.expected, rest.sold, rest.gap) == yuan(640, 443, 197)
    assert (rest.planned, rest.facts, rest.rest) == yuan(1970, 1970, 2167)
    assert [carry.kind for carry in rest.carries] == [CarryKind.OWN]
    (april,) = found.months
    # 2,167 × 220 ÷ 1,970 = 242; both together 462, in whole yuan.
    assert (april.planned, april.wanted, april.share.weights) == yuan(220, 242, 462)
    assert (april.share.amount, april.share.exact, april.target) == yuan(462, 242, 242)


def test_the_team_carries_by_hand(first: Plan) -> None:
    found = explained(anew(first, ROWS, "2027-03-31", Policy.TEAM), 1, "2027-04")
    # 3,940 to come for two, and 197 missing: Bob's 1,970 become 2,068.5.
    (carry,) = found.rest.carries
    assert carry.kind is CarryKind.TEAM
    assert (carry.have, carry.now) == yuan(3940, 4137)
    assert (carry.before, carry.after) == (Decimal(1970), Decimal("2068.5"))
    assert found.rest.gap == 0


def test_the_year_adds_up_with_what_was_carried_over(first: Plan) -> None:
    found = explained(anew(first, ROWS, "2027-03-31"), 0, "2027")
    assert [month.number for month in found.kept] == [1, 1, 1]
    assert tuple(month.target for month in found.kept) == yuan(210, 200, 230)
    assert found.carried == ((dt.date(2027, 4, 1), Decimal(-197)),)
    assert sum(month.target for month in found.months) == 2167
    assert found.target == 2610


def test_a_month_with_the_day_in_it(first: Plan) -> None:
    rows: list[Row] = [("2027-02-01", "Ann", 79_500), ("2027-02-02", "Bob", 96_000)]
    found = explained(anew(first, rows, "2027-05-15"), 0, "2027-05")
    (may,) = found.months
    # Ten of 21 days are over; 11 of the 165 that are left are 110 + 11.
    assert (may.frozen, may.planned, may.wanted, may.target) == yuan(100, 110, 121, 221)


def test_a_newcomer_by_hand(first: Plan) -> None:
    even: list[Row] = [("2027-02-01", "Ann", 64_000), ("2027-02-02", "Bob", 64_000)]
    cho = {"name": "Cho", "start": "2027-04-01", "ramp": []}
    plan = anew_with(first, even, "2027-03-31", ANN, BOB, cho)
    found = explained(plan, 2, "2027-05")
    (may,) = found.months
    assert may.facts is not None
    assert may.facts.capacity_before is None
    assert (may.planned, may.facts.total) == yuan(0, 420)
    # As much as Ann and Bob each had, of three times as much: a third of 420.
    assert (may.facts.wanted, may.facts.all_wanted, may.facts.facts) == yuan(210, 630, 140)
    assert found.rest.rest == sum(month.wanted for month in explained(plan, 2, "2027").months)


def test_a_month_that_is_over_is_explained_by_the_version_that_planned_it(first: Plan) -> None:
    second = anew(first, ROWS, "2027-03-31")
    third = anew(second, [*ROWS, ("2027-04-05", "Ann", 20_000)], "2027-04-30", Policy.TEAM)
    explainer = Explainer(third, third.metrics[0])
    february = explainer.explain(0, third.calendar.period("2027-02"))
    assert isinstance(february.explanation, Explanation)
    assert (february.plan, february.current) == (first, third)
    april = explainer.explain(0, third.calendar.period("2027-04"))
    assert isinstance(april.explanation, RestExplanation)
    assert april.plan is second
    assert april.explanation.target == 242
    numbers = [month.number for month in explained(third, 0, "2027").kept]
    assert numbers == [1, 1, 1, 2]


def test_facts_alone_leave_everything_as_it_was(first: Plan) -> None:
    plan = anew(first, ROWS, "2027-03-31", Policy.FACTS)
    found = Explainer(plan, plan.metrics[0]).explain(0, plan.calendar.year)
    assert isinstance(found.explanation, Explanation)
    assert found.plan is first


def test_a_lock_in_the_rest(first: Plan) -> None:
    lock = {**ANN, "targets": {"revenue": {"periods": {"Q3": 500}}}}
    plan = anew_with(first, ROWS, "2027-03-31", lock, BOB)
    found = explained(plan, 0, "2027-Q3")
    assert sum(month.target for month in found.months) == 500
    assert all(month.limited is not None for month in found.months)
    assert [limit.name for limit in found.limits] == ["Ann"]
    other = explained(plan, 1, "2027-08").months[0]
    assert other.left is not None
    assert other.left.left == other.share.amount


def test_hand_edits_come_last(first: Plan) -> None:
    second = anew(first, ROWS, "2027-03-31")
    metric = second.metrics[0]
    targets = metric.targets.copy()
    targets[0, 5] += 1_000
    edited = with_targets(metric, targets)
    found = Explainer(second, metric).explain(0, second.calendar.period("2027-06"), edited)
    assert isinstance(found.explanation, RestExplanation)
    (june,) = found.explanation.months
    assert june.edit == Edit(*yuan(242, 252, 0, 462, 472))
    assert found.explanation.target == 252
    # Taken over as a version of its own they are explained as the edits that they were.
    version = Version(3, dt.date(2027, 4, 2), "", "by hand", second.version.as_of, None)
    third = replace(second, metrics=(edited,), version=version, before=second)
    again = Explainer(third, third.metrics[0]).explain(0, third.calendar.period("2027-06"))
    assert again.explanation.target == 252
    assert again.plan is second


def test_a_part_of_a_plan_cannot_be_explained(first: Plan) -> None:
    part = replace(first, part=True)
    with pytest.raises(ValueError, match="part"):
        Explainer(part, part.metrics[0]).explain(0, part.calendar.year)


# Whoever calculates with the figures shown arrives at the target.


@st.composite
def remade(draw: st.DrawFn) -> Plan:
    """A plan made anew once or twice, with people who come, go and change."""
    size = draw(st.integers(1, 4))
    names = [f"P{at}" for at in range(size)]
    people: list[dict[str, Any]] = [
        {"name": name, "fte": draw(st.sampled_from(["1", "0.5"]))} for name in names
    ]
    goal = {
        "metric": "revenue",
        "annual": draw(st.integers(100, 100_000)),
        "unit": draw(st.sampled_from(["0.01", "1", "10"])),
    }
    plan = build_plan(profile(*people, goals=[goal]))
    first, second = sorted(draw(st.lists(st.integers(0, 330), min_size=2, max_size=2)))
    rows: list[Row] = [
        (f"2027-{draw(st.integers(1, 12)):02}-15", name, draw(st.integers(-100, 5_000_000)))
        for name in names
        for _ in range(2)
    ]
    for day in (first, second)[: draw(st.integers(1, 2))]:
        as_of = dt.date(2027, 1, 1) + dt.timedelta(days=day)
        policy = draw(st.sampled_from(list(Policy)))
        change = draw(st.sampled_from(["nothing", "joins", "leaves", "limit"]))
        if change == "joins":
            start = as_of + dt.timedelta(days=draw(st.integers(1, 30)))
            people = [*people, {"name": f"N{day}-{len(people)}", "start": str(start)}]
        elif change == "leaves" and "end" not in people[-1]:
            end = as_of + dt.timedelta(days=draw(st.integers(1, 30)))
            people = [*people[:-1], {**people[-1], "end": str(end)}]
        elif change == "limit":
            people = [{**people[0], "target": {"max": goal["annual"]}}, *people[1:]]
        changed = profile(*people, goals=[goal])
        number = plan.version.number + 1
        try:
            made = Version(number, as_of, "", "", as_of, policy)
            plan = replan(plan, sales(rows), made, changed).plan
        except SalesplanError:
            assume(False)
    return plan


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(remade(), st.data())
def test_the_figures_shown_give_the_target(plan: Plan, data: st.DataObject) -> None:
    metric = plan.metrics[0]
    person = data.draw(st.integers(0, len(plan.keys) - 1))
    found = Explainer(plan, metric).explain(person, plan.calendar.year).explanation
    total = int(metric.targets[person].sum())
    total += sum(int(each.amounts[person]) for each in metric.carried)
    if isinstance(found, Explanation):
        assert found.target == metric.major(int(metric.targets[person].sum()))
        return
    assert found.target == metric.major(total)
    _check_rest(found)
    given_before = exact_before = Decimal(0)
    for month in found.months:
        _check_month(found, month)
        assert month.target == metric.major(int(metric.targets[person, month.month]))
        rounding = month.rounding
        if month.limited is None:
            assert (rounding.before, rounding.given) == (exact_before, given_before)
            assert rounding.due == exact_before + month.share.exact - given_before
            assert abs(rounding.due - (rounding.target - rounding.odd)) < 2 * rounding.unit
            exact_before += month.share.exact
            given_before += rounding.target - rounding.odd


def _check_rest(found: RestExplanation) -> None:
    """From what the person had to come to what they have."""
    rest = found.rest
    if rest.sold is not None:
        assert rest.gap == rest.expected - rest.sold
    amount = rest.facts
    for carry in rest.carries:
        assert carry.before == amount
        places = -int(carry.after.as_tuple().exponent)
        if carry.capacity is not None and carry.capacities:
            all_of = Fraction(carry.capacities)
            shown = rounded(Fraction(carry.now * carry.capacity) / all_of, places)
        elif carry.kind is CarryKind.OWN:
            assert rest.gap is not None
            shown = max(carry.before + rest.gap, Decimal(0))
        else:
            shown = rounded(Fraction(carry.before * carry.now) / Fraction(carry.have), places)
        assert carry.after == shown
        amount = carry.after
    assert rest.rest == amount


def _check_month(found: RestExplanation, month: RestChain) -> None:
    """From the rest of the year to the exact share of the month."""
    share, places = month.share, places_of(found.metric)
    if found.rest.patterns:
        part = Fraction(found.rest.rest * month.pattern) / Fraction(found.rest.patterns)
        digits = -int(month.wanted.as_tuple().exponent)
        assert month.wanted == rounded(part, digits)
    if month.facts is not None and month.facts.all_wanted:
        facts = month.facts
        whole = Fraction(facts.total * facts.wanted * facts.more) / Fraction(facts.all_wanted)
        assert facts.facts == rounded(whole, -int(facts.facts.as_tuple().exponent))
    if share.weights:
        exact = Fraction(share.amount * share.weight) / Fraction(share.weights)
        assert share.exact == rounded(exact, places)
    if month.left is not None:
        assert month.left.left == month.left.total - month.left.limited
    assert month.made == month.frozen + month.rounding.target
