from __future__ import annotations

import datetime as dt
from fractions import Fraction
from itertools import pairwise
from random import Random
from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.customers import (
    NOBODY,
    Purchases,
    customer_names,
    last_sellers,
    purchases,
    shares,
    silent_days,
    stopped,
)
from salesplan.core.sales import Sales
from tests.core.builders import Row, sales

FAR = dt.date(2030, 1, 1)


def sold(*rows: tuple[str, str | None, int]) -> Sales:
    """Sales of Ann from (day, customer, minor units)."""
    return sales(
        [(day, "Ann", amount) for day, _, amount in rows], customer=[name for _, name, _ in rows]
    )


def table(found: Purchases | None, names: tuple[str, ...]) -> dict[str, tuple[object, ...]]:
    assert found is not None
    columns = (found.amount, found.days, found.first, found.last, found.usual_gap)
    return {
        names[who]: (*(column[at].item() for column in columns), found.longest_gap[at].item())
        for at, who in enumerate(found.customer)
    }


def test_purchases_by_hand() -> None:
    given_sales = sold(
        ("2027-03-01", "Beta", 50),
        ("2027-01-01", "Acme", 100),
        ("2027-01-04", "Acme", 200),
        ("2027-02-03", "Acme", 30),
        ("2027-01-14", "Acme", 40),
        ("2027-01-14", "Acme", 5),
    )
    found = table(purchases(given_sales, FAR), customer_names(given_sales))
    # Gaps of 3, 10 and 20 days.
    acme = (375, 4, dt.date(2027, 1, 1), dt.date(2027, 2, 3), 10.0, 20)
    assert found["Acme"] == acme
    assert found["Beta"][:4] == (50, 1, dt.date(2027, 3, 1), dt.date(2027, 3, 1))
    assert np.isnan(found["Beta"][4])  # type: ignore[call-overload]
    assert found["Beta"][5] == 0


def test_the_middle_of_an_even_number_of_gaps_is_between_two() -> None:
    # Gaps of 2, 9 and 1 days, and one of 4: 1, 2, 4, 9.
    days = ["2027-01-01", "2027-01-03", "2027-01-12", "2027-01-13", "2027-01-17"]
    given_sales = sold(*((day, "Acme", 1) for day in days))
    assert table(purchases(given_sales, FAR), ("Acme",))["Acme"][4] == 3.0


def test_returns_are_no_purchases_but_lessen_the_amount() -> None:
    given_sales = sold(
        ("2027-01-01", "Acme", 100),
        ("2027-01-05", "Acme", -30),
        ("2027-01-08", "Acme", 50),
        ("2027-01-08", "Acme", -50),  # an order and its correction
        ("2027-01-11", "Acme", 80),
        ("2027-01-11", "Acme", -20),
        ("2027-01-02", "Only returns", -5),
    )
    found = table(purchases(given_sales, FAR), customer_names(given_sales))
    acme = (130, 2, dt.date(2027, 1, 1), dt.date(2027, 1, 11), 10.0, 10)
    assert found == {"Acme": acme}


def test_only_days_of_the_period_count() -> None:
    days = ["2027-01-01", "2027-01-02", "2027-01-03", "2027-01-04"]
    given_sales = sold(*((day, "Acme", 10**at) for at, day in enumerate(days)))
    found = purchases(given_sales, dt.date(2027, 1, 4), dt.date(2027, 1, 2))
    assert found is not None
    assert (found.amount.tolist(), found.days.tolist()) == ([110], [2])
    assert purchases(given_sales, dt.date(2027, 1, 4)).amount.tolist() == [111]  # type: ignore[union-attr]


def test_rows_without_a_customer_are_nobodys() -> None:
    given_sales = sold(("2027-01-01", None, 100), ("2027-01-02", "Acme", 5))
    found = purchases(given_sales, FAR)
    assert found is not None
    assert (found.customer.tolist(), found.amount.tolist()) == ([0], [5])


def test_without_customers_nothing_is_known() -> None:
    plain = sales([("2027-01-01", "Ann", 5)])
    assert purchases(plain, FAR) is None
    assert shares(plain, np.zeros(1, dtype=np.int64), 1, FAR) is None
    assert customer_names(plain) == ()
    with pytest.raises(ValueError, match="do not have customers"):
        last_sellers(plain, *(np.zeros(1, dtype=np.int64),) * 2, np.array(["2027-01-01"], "M8[D]"))


def test_no_sales() -> None:
    none = sales([], customer=[])
    found = purchases(none, FAR)
    assert found is not None
    assert len(found.customer) == len(found.usual_gap) == len(stopped(found, FAR)) == 0
    parts = shares(none, np.zeros(0, dtype=np.int64), 2, FAR)
    assert parts is not None
    assert (parts.total.tolist(), parts.heavy(Fraction(1, 5)).tolist()) == ([0, 0], [])


# Who stopped


def buyer(*gaps: int, amount: int = 100) -> Sales:
    """A customer who bought on 1 January 2026 and after each gap."""
    day, rows = dt.date(2026, 1, 1), []
    for gap in (0, *gaps):
        day += dt.timedelta(days=gap)
        rows.append((str(day), "Acme", amount))
    return sold(*rows)


@pytest.mark.parametrize(
    ("gaps", "silent", "gone"),
    [
        ((10,) * 9, 31, True),
        ((10,) * 9, 30, False),  # three usual gaps, not more
        ((45, 45), 200, False),  # three days say little
        ((30, 30, 30), 91, True),
        ((30, 30, 29), 200, False),  # a quarter makes a habit, not a day less
        ((1,) * 90, 30, True),
        ((1,) * 90, 29, False),
        ((*(5,) * 10, 40), 41, True),
        ((*(5,) * 10, 40), 40, False),  # as long as once before
        ((5, 7, 9, 11) * 3, 30, True),  # usual 8: 24 days would do, 30 are needed
        ((10, 11, 12, 13) * 2, 35, True),  # usual 11.5: 34.5 days
        ((10, 11, 12, 13) * 2, 34, False),
    ],
)
def test_who_stopped(gaps: tuple[int, ...], silent: int, gone: bool) -> None:
    found = purchases(buyer(*gaps), FAR)
    assert found is not None
    day = dt.date(2026, 1, 1) + dt.timedelta(days=sum(gaps) + silent)
    assert silent_days(found, day).tolist() == [silent]
    assert stopped(found, day).tolist() == [gone]


# Shares


def test_shares_by_hand() -> None:
    rows: list[Row] = [
        ("2027-01-01", "Ann", 100),
        ("2027-01-02", "Ann", 50),
        ("2027-01-03", "Ann", -20),
        ("2027-01-03", "Ann", 40),
        ("2027-01-03", "Bob", 7),
        ("2027-01-04", "Bob", 900),
    ]
    given_sales = sales(rows, customer=["Acme", "Beta", "Acme", None, "Beta", "Acme"])
    owner = np.array([0, 0, 0, 0, 1, 1])
    found = shares(given_sales, owner, 3, dt.date(2027, 1, 4))
    assert found is not None
    entries = zip(found.owner, found.customer, found.amount, strict=True)
    assert {(int(who), int(customer)): int(amount) for who, customer, amount in entries} == {
        (0, NOBODY): 40,
        (0, 0): 80,
        (0, 1): 50,
        (1, 1): 7,
    }
    assert (found.total.tolist(), found.customers.tolist()) == ([170, 7, 0], [2, 1, 0])


@pytest.mark.parametrize(
    ("amounts", "part", "fewest", "heavy"),
    [
        ([200, 800], Fraction(1, 5), 1, [0, 1]),
        ([199, 801], Fraction(1, 5), 1, [1]),
        ([500, 300, 200], Fraction(1, 2), 3, [0]),
        ([499, 301, 200], Fraction(1, 2), 3, []),
        ([500, 500], Fraction(1, 2), 3, []),
        ([500, 600, -100], Fraction(1, 2), 3, []),  # who returned more is no customer
        ([500, -500], Fraction(1, 5), 1, []),  # nothing sold at all
        ([500, -600], Fraction(1, 5), 1, []),
    ],
)
def test_heavy_customers(amounts: list[int], part: Fraction, fewest: int, heavy: list[int]) -> None:
    given_sales = sold(*(("2027-01-01", f"C{at}", amount) for at, amount in enumerate(amounts)))
    found = shares(given_sales, np.zeros(len(amounts), dtype=np.int64), 1, FAR)
    assert found is not None
    assert found.customer[found.heavy(part, fewest)].tolist() == heavy


def test_sales_without_a_customer_weigh_but_are_not_heavy() -> None:
    found = shares(
        sold(("2027-01-01", None, 900), ("2027-01-01", "Acme", 100)),
        np.zeros(2, dtype=np.int64),
        1,
        FAR,
    )
    assert found is not None
    assert found.heavy(Fraction(1, 5)).tolist() == []


# Who sold last


def test_who_sold_most_on_the_last_day() -> None:
    rows: list[Row] = [
        ("2027-01-01", "Bob", 900),
        ("2027-01-09", "Ann", 40),
        ("2027-01-09", "Bob", 30),
        ("2027-01-09", "Bob", 30),
        ("2027-01-05", "Bob", 10),
        ("2027-01-05", "Ann", 10),
    ]
    given_sales = sales(rows, customer=["Acme", "Acme", "Acme", "Acme", "Beta", "Beta"])
    owner = np.array([1, 0, 1, 1, 1, 0])
    found = last_sellers(
        given_sales, owner, np.array([1, 0]), np.array(["2027-01-05", "2027-01-09"], "M8[D]")
    )
    assert found.tolist() == [0, 1]
    with pytest.raises(ValueError, match="no sales on the day"):
        last_sellers(given_sales, owner, np.array([1]), np.array(["2027-01-06"], "M8[D]"))


# Laws

CUSTOMERS = st.lists(
    st.tuples(
        st.dates(dt.date(2026, 12, 1), dt.date(2027, 1, 31)).map(str),
        st.sampled_from(["Acme", "Beta", "Gamma", None]),
        st.integers(-300, 500),
    ),
    max_size=30,
)


@given(CUSTOMERS, st.randoms(use_true_random=False))
def test_purchases_are_those_of_each_customer_by_itself(
    rows: list[tuple[str, str | None, int]],
    random: Random,
) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    found_sales = sold(*shuffled)
    found = table(purchases(found_sales, FAR), customer_names(found_sales))
    expected = {}
    for name in {name for _, name, _ in rows if name}:
        mine = [(day, amount) for day, who, amount in rows if who == name]
        by_day = {day: sum(sold for when, sold in mine if when == day) for day, _ in mine}
        days = sorted(dt.date.fromisoformat(day) for day, amount in by_day.items() if amount > 0)
        gaps = [(after - before).days for before, after in pairwise(days)]
        if days:
            middle = median(gaps) if gaps else None
            edges = (len(days), days[0], days[-1])
            expected[name] = (sum(by_day.values()), *edges, middle, max(gaps, default=0))
    plain = {
        name: (*row[:4], None if np.isnan(row[4]) else row[4], row[5])  # type: ignore[call-overload]
        for name, row in found.items()
    }
    assert plain == expected
