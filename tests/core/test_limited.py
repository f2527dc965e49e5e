"""Targets under limits: worked by hand, and laws over random teams."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.calendar import Period, lay_out
from salesplan.core.limited import divide, in_units
from salesplan.core.limits import Contradiction, Limit, LimitKind
from salesplan.profile import Calendar, FiscalYear

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CALENDAR = lay_out(FiscalYear(start=dt.date(2027, 1, 1)), Calendar(), dt.date(2027, 1, 1))
YEAR, QUARTERS, MONTHS = CALENDAR.year, CALENDAR.quarters, CALENDAR.months
KEYS = ("a", "b", "c", "d")


def limit(people: Iterable[int], period: Period, low: int | None, high: int | None) -> Limit:
    return Limit("x", tuple(people), period, LimitKind.TARGET, low, high)


def goal(people: int, months: Ints) -> list[Limit]:
    total = int(months.sum())
    return [Limit("", tuple(range(people)), YEAR, LimitKind.GOAL, total, total)]


def targets(
    months: Ints, weights: Floats, limits: list[Limit], unit: int = 1, keys: tuple[str, ...] = KEYS
) -> Ints:
    return divide(months, weights, limits, goal(len(weights), months), unit, keys).targets


EVEN = np.full(12, 400)


def test_without_limits_it_is_the_plain_table() -> None:
    weights = np.array([[1.0] * 12, [2.0] * 12, [0.0] * 6 + [1.0] * 6, [1.5] * 12])
    assert (targets(EVEN, weights, []) == in_units(EVEN, weights, 1, KEYS)).all()


def test_a_locked_year_and_equal_others() -> None:
    # 4,800 in all; a keeps 600, so that 4,200 are left for three: 1,400 each, 50 and 350 a month
    table = targets(EVEN, np.ones((4, 12)), [limit([0], YEAR, 600, 600)])
    assert table[0].tolist() == [50] * 12
    assert table.sum(axis=1).tolist() == [600, 1400, 1400, 1400]
    assert table.sum(axis=0).tolist() == [400] * 12


def test_two_locks_and_a_cap_that_bind() -> None:
    # equal weights would give 1,200 each; a is locked at 1,500, b at 900, c may have 1,000 at
    # most: d carries 4,800 - 1,500 - 900 - 1,000 = 1,400
    limits = [
        limit([0], YEAR, 1500, 1500),
        limit([1], YEAR, 900, 900),
        limit([2], YEAR, None, 1000),
    ]
    table = targets(EVEN, np.ones((4, 12)), limits)
    assert table.sum(axis=1).tolist() == [1500, 900, 1000, 1400]
    assert table.sum(axis=0).tolist() == [400] * 12
    assert table[0].tolist() == [125] * 12


def test_a_limit_that_does_not_bind_changes_nothing() -> None:
    weights = np.array([[1.0] * 12, [2.0] * 12, [3.0] * 12, [2.0] * 12])
    # a alone is 4,800 / 8 = 600
    assert targets(EVEN, weights, [limit([0], YEAR, 500, 700)]).sum(axis=1).tolist() == [
        600, 1200, 1800, 1200,
    ]  # fmt: skip


def test_a_locked_quarter_leaves_the_other_months_to_the_weights() -> None:
    # a has 100 a month; 150 in the first quarter is 50 a month, the others have 350 / 3 there
    table = targets(EVEN, np.ones((4, 12)), [limit([0], QUARTERS[0], 150, 150)])
    assert table[0].tolist() == [50, 50, 50, *[100] * 9]
    assert table[1:, :3].sum() == 1050
    assert table[1:, 3:].sum() == 2700


def test_what_is_odd_in_a_lock_falls_to_one_month() -> None:
    # hundreds, but the lock is 60,050: one cell carries the 50, its month's others the rest
    months = np.full(12, 40_000)
    table = targets(months, np.ones((4, 12)), [limit([0], YEAR, 60_050, 60_050)], unit=100)
    assert table[0].sum() == 60_050
    assert sorted(table[0] % 100) == [0] * 11 + [50]
    assert table.sum(axis=0).tolist() == months.tolist()
    assert (table % 100 != 0).sum() == 2


def test_who_leaves_in_may_and_has_a_lock() -> None:
    weights = np.ones((2, 12))
    weights[0, 5:] = 0
    # until May they share 400 a month; a's 500 are 100 a month, b has the rest and all after
    table = targets(EVEN, weights, [limit([0], YEAR, 500, 500)], keys=("a", "b"))
    assert table.tolist() == [[100] * 5 + [0] * 7, [300] * 5 + [400] * 7]


def test_a_team_at_least() -> None:
    # b, c and d would have 3,600; the team of a and b is to have 3,000 of 4,800 and splits it
    # evenly, c and d share 1,800
    table = targets(EVEN, np.ones((4, 12)), [limit([0, 1], YEAR, 3000, None)])
    assert table.sum(axis=1).tolist() == [1500, 1500, 900, 900]


def test_a_locked_person_in_a_limited_team() -> None:
    limits = [limit([0, 1], YEAR, 3000, 3000), limit([0], YEAR, 600, 600)]
    table = targets(EVEN, np.ones((4, 12)), limits)
    assert table.sum(axis=1).tolist() == [600, 2400, 900, 900]


def test_a_month_that_is_asked_of_somebody_who_is_not_there() -> None:
    weights = np.ones((2, 12))
    weights[0, 2] = 0
    table = targets(EVEN, weights, [limit([0], MONTHS[2], 30, 30)], keys=("a", "b"))
    assert table[:, 2].tolist() == [30, 370]


def test_months_give_way_where_limits_leave_them_no_room() -> None:
    # one person alone: March is locked at 100, so the other eleven months carry 300 more
    divided = divide(
        EVEN, np.ones((1, 12)), [limit([0], MONTHS[2], 100, 100)], goal(1, EVEN), 1, ("a",)
    )
    assert divided.months[2] == 100
    assert sorted(set(divided.months[[0, 1, *range(3, 12)]].tolist())) == [427, 428]
    assert divided.months.sum() == 4800


def test_what_contradicts_is_named_with_the_difference() -> None:
    limits = [
        limit([0], YEAR, 3600, 3600),
        limit([1], YEAR, 1300, None),
        limit([2], YEAR, 0, 9_999),
        limit([3], QUARTERS[0], 10, None),
    ]
    with pytest.raises(Contradiction) as caught:
        targets(EVEN, np.ones((4, 12)), limits)
    # 3,600 + 1,300 + 10 = 4,910, 110 more than 4,800; each is needed for it but the last: without
    # the 10 of d the first two are 100 too many all the same
    assert [(found.low, upper) for found, upper in caught.value.bounds] == [
        (4800, True), (3600, False), (1300, False),
    ]  # fmt: skip
    assert caught.value.amount == 100


def test_a_quarter_above_the_year() -> None:
    limits = [limit([0], YEAR, None, 500), limit([0], QUARTERS[1], 700, 700)]
    with pytest.raises(Contradiction) as caught:
        targets(EVEN, np.ones((4, 12)), limits)
    assert {(found.period, upper) for found, upper in caught.value.bounds} == {
        (YEAR, True), (QUARTERS[1], False),
    }  # fmt: skip
    assert caught.value.amount == 200


@st.composite
def feasible(draw: st.DrawFn) -> tuple[Ints, Floats, list[Limit], int]:
    """Limits around a table that exists."""
    people = draw(st.integers(1, 6))
    unit = draw(st.sampled_from((1, 10, 100)))
    seed = draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    table = random.integers(0, 40, (people, 12)) * unit + random.integers(0, 3, (people, 12))
    table[random.random((people, 12)) < 0.15] = 0
    weights = np.where(table > 0, random.uniform(0.2, 3, (people, 12)), 0.0)
    limits = []
    for _ in range(draw(st.integers(0, 2 * people))):
        who = sorted(random.choice(people, random.integers(1, min(people, 3) + 1), replace=False))
        period = [YEAR, *QUARTERS, *MONTHS][random.integers(0, 17)]
        first, until = period.first_month, period.last_month + 1
        total = int(table[who, first:until].sum())
        low = total - int(random.integers(0, 50)) if random.random() < 0.7 else None
        high = total + int(random.integers(0, 50)) if random.random() < 0.7 else None
        if random.random() < 0.4:
            low = high = total
        people_limited = tuple(int(each) for each in who)
        limits.append(limit(people_limited, period, None if low is None else max(low, 0), high))
    return table.sum(axis=0), weights, limits, unit


@settings(max_examples=90, deadline=None)
@given(feasible())
def test_limits_that_can_hold_do_and_totals_are_exact(
    case: tuple[Ints, Floats, list[Limit], int],
) -> None:
    months, weights, limits, unit = case
    keys = tuple(f"n{at}" for at in range(len(weights)))
    divided = divide(months, weights, limits, goal(len(weights), months), unit, keys)
    table = divided.targets
    assert (table >= 0).all()
    assert (table.sum(axis=0) == months).all()
    for each in limits:
        first, until = each.months
        total = table[list(each.people), first:until].sum()
        assert each.low is None or total >= each.low
        assert each.high is None or total <= each.high
    order = np.random.default_rng(1).permutation(len(weights))
    place = {int(old): new for new, old in enumerate(order)}
    moved = [
        limit(sorted(place[person] for person in each.people), each.period, each.low, each.high)
        for each in limits
    ]
    again = divide(
        months,
        weights[order],
        moved,
        goal(len(weights), months),
        unit,
        tuple(keys[at] for at in order),
    )
    assert (again.targets == table[order]).all()


@settings(max_examples=60, deadline=None)
@given(feasible(), st.integers(1, 500))
def test_contradictions_are_named_and_no_bound_too_many(
    case: tuple[Ints, Floats, list[Limit], int], amount: int
) -> None:
    months, weights, limits, unit = case
    keys = tuple(f"n{at}" for at in range(len(weights)))
    total = int(months.sum())
    lock = limit([0], YEAR, total + amount, None)
    with pytest.raises(Contradiction) as caught:
        divide(months, weights, [*limits, lock], goal(len(weights), months), unit, keys)
    named = caught.value.bounds
    assert caught.value.amount > 0
    assert any(each is lock for each, _ in named)
    for left_out in range(len(named)):
        kept = [bound for at, bound in enumerate(named) if at != left_out]
        one_sided = [
            limit(
                each.people, each.period, None if upper else each.low, each.high if upper else None
            )
            for each, upper in kept
        ]
        if any(not each.name for each, _ in kept):  # the goal is among them: months are those
            divide(months, weights, one_sided, goal(len(weights), months), 1, keys)
