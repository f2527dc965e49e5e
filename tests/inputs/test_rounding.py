from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.inputs.cells import read_numbers
from salesplan.inputs.rounding import settled

pa = pytest.importorskip("pyarrow")

AMOUNTS = st.decimals(-1000, 1000, places=5, allow_nan=False)
ROWS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 3), AMOUNTS), min_size=1
)
Row = tuple[int, int, int, Decimal]


def settle(rows: Sequence[Row], days_of_period: int = 10_000) -> list[int]:
    """Cents of rows of a whole, a person, a day and an amount; so many days are a period."""
    reading = read_numbers(pa.array([str(row[3]) for row in rows]), 2)
    assert reading.rests is not None
    whole, person, day = (np.array([row[at] for row in rows]) for at in range(3))
    period = day // days_of_period
    numbers = {"whole": whole, "period": period, "person": person, "day": day}
    found = settled(reading.values, reading.rests, **numbers)
    return [int(cent) for cent in found]


def cents(amounts: Sequence[Decimal]) -> int:
    return int((sum(amounts, Decimal(0)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def alone(*amounts: str) -> list[int]:
    return settle([(0, 0, 0, Decimal(amount)) for amount in amounts])


def test_one_person() -> None:
    assert alone("0.145", "0.145", "0.145", "0.145") == [15, 14, 15, 14]
    assert alone("-0.145", "-0.145", "-0.145") == [-15, -14, -15]
    assert alone("3.3", "-0.01", "747.06") == [330, -1, 74_706]
    assert alone("0.145") == [15]
    assert alone("0.004", "0.004") == [0, 1]
    assert alone("0.0025", "0.0025") == [0, 1]
    assert alone("-0.0025", "-0.0025") == [0, -1]


def test_people_are_rounded_each_where_that_adds_up() -> None:
    rows = [(0, person, 0, Decimal(text)) for person, text in enumerate(("0.016", "0.024", "0.02"))]
    assert settle(rows) == [2, 2, 2]
    # 0.042 is 0.04, and not 0.03 or 0.06.
    thirds = [(0, person, 0, Decimal(text)) for person, text in enumerate(("0.014",) * 3)]
    assert settle(thirds) == [2, 1, 1]
    halves = [(0, person, 0, Decimal(text)) for person, text in enumerate(("0.016",) * 3)]
    assert settle(halves) == [2, 2, 1]


def test_wholes_have_nothing_to_do_with_each_other() -> None:
    rows = [(2009 + at, 0, at, Decimal("0.014")) for at in range(4)]
    assert settle(rows) == [1, 1, 1, 1]


def test_the_whole_is_right_at_the_end_of_each_period() -> None:
    # Three people sell 0.014 a year: 0.042, 0.084, 0.126 in all are 4, 8 and 13 cents, so the years
    # are 4, 4 and 5; each person has 0.042 in the end, which is 4, and one of them 5.
    years = range(3)
    rows = [(0, person, year, Decimal("0.014")) for year in years for person in range(3)]
    found = settle(rows, days_of_period=1)
    assert [sum(found[3 * year : 3 * year + 3]) for year in years] == [4, 4, 5]
    assert sorted(sum(found[person::3]) for person in range(3)) == [4, 4, 5]


def test_who_sold_nothing_in_a_period_stays_as_they_were() -> None:
    # 0.014 of Ann is 1 cent in the first year. In the second Bob's 0.012 makes it 0.026 in all,
    # 3 cents, so Bob has the 2 that are left.
    rows = [(0, 0, 0, Decimal("0.014")), (0, 1, 1, Decimal("0.012"))]
    assert settle(rows, days_of_period=1) == [1, 2]


@given(rows=ROWS)
def test_running_totals_of_the_whole_are_exact_wherever_people_leave_room(rows: list[Row]) -> None:
    everybody = [(0, row[1], row[2], row[3]) for row in rows]
    # Somebody who sells every day, so that a period never lacks a person to settle it with.
    everybody += [(0, person, day, Decimal("1.23456")) for day in range(4) for person in range(4)]
    found = settle(everybody, days_of_period=1)
    for day in range(4):
        until = [at for at, row in enumerate(everybody) if row[2] <= day]
        assert sum(found[at] for at in until) == cents([everybody[at][3] for at in until])


@given(rows=ROWS)
def test_wholes_people_and_days_add_up(rows: list[Row]) -> None:
    found = settle(rows)
    exact = [row[3] for row in rows]
    every = sorted(range(len(rows)), key=lambda at: rows[at][:3])
    for whole, group in groupby(every, lambda at: rows[at][0]):
        inside = list(group)
        assert sum(found[at] for at in inside) == cents([exact[at] for at in inside]), whole
        people = [list(part) for _, part in groupby(inside, lambda at: rows[at][1])]
        sums = [sum(found[at] for at in part) for part in people]
        wanted = [cents([exact[at] for at in part]) for part in people]
        if sum(wanted) == sum(sums) and not any(is_half([exact[at] for at in p]) for p in people):
            assert sums == wanted
        for part in people:
            for _, days in groupby(part, lambda at: rows[at][2]):
                until = part[: part.index(list(days)[-1]) + 1]
                left = sum(found[at] for at in until) - 100 * sum(
                    (exact[at] for at in until), Decimal(0)
                )
                assert abs(left) < 1
    assert all(abs(cent - amount * 100) < 2 for cent, amount in zip(found, exact, strict=True))


def is_half(amounts: Sequence[Decimal]) -> bool:
    return sum(amounts, Decimal(0)) * 1000 % 10 in {5, -5}


@given(rows=ROWS, data=st.data())
def test_the_order_of_rows_does_not_matter(rows: list[Row], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(rows))
    assert sorted(zip(shuffled, settle(shuffled), strict=True)) == sorted(
        zip(rows, settle(rows), strict=True)
    )
