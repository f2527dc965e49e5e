from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.large_orders import LargeOrder, large_orders
from salesplan.core.sales import Sales
from tests.core.builders import Row, sales

# 1,000 on each day of two years of 365: a year's other sales are 365,000, less the day of the order
DAYS = [dt.date(2025, 1, 1) + dt.timedelta(at) for at in range(730)]
STEADY: list[Row] = [(day.isoformat(), "Ann", 1000) for day in DAYS]


def _with(*orders: Row) -> tuple[LargeOrder, ...]:
    return large_orders(sales([*STEADY, *orders]))


@pytest.mark.parametrize("day", ["2025-01-01", "2025-09-17", "2026-12-31"])
def test_an_order_of_half_a_years_size_is_found_wherever_it_is(day: str) -> None:
    expected = LargeOrder(
        order="",
        date=dt.date.fromisoformat(day),
        rep="Bob",
        customer="",
        amount=182_500,
        rest=365_000,
        file="sales.csv",
        sheet="",
        row=732,
    )
    assert _with((day, "Bob", 182_500)) == (expected,)
    assert expected.share == 0.5


def test_a_twelfth_of_the_year_is_where_it_begins() -> None:
    # 365,000 ÷ 12 = 30,416.7
    assert _with(("2025-06-01", "Bob", 30_416)) == ()
    assert [one.amount for one in _with(("2025-06-01", "Bob", 30_417))] == [30_417]


def test_among_projects_a_twelfth_of_the_year_is_everyday() -> None:
    # 24 orders of 10,000 in two years; the fifth largest of a year is 10,000, times three 30,000.
    projects: list[Row] = [
        (f"{year}-{month:02}-{day}", "Ann", 10_000)
        for year in (2025, 2026)
        for month in range(1, 13)
        for day in (10, 20)
    ]
    assert large_orders(sales([*projects, ("2025-06-15", "Ann", 29_999)])) == ()
    assert len(large_orders(sales([*projects, ("2025-06-15", "Ann", 30_000)]))) == 1


def test_four_large_ones_do_not_hide_each_other_a_fifth_makes_them_everyday() -> None:
    large: list[Row] = [(f"2025-0{month}-15", "Bob", 100_000 + month) for month in (2, 3, 4, 5, 6)]
    assert [one.amount for one in _with(*large[:4])] == [100_005, 100_004, 100_003, 100_002]
    assert _with(*large) == ()


def test_of_few_orders_each_is_a_large_part() -> None:
    few: list[Row] = [(f"2025-{month:02}-10", "Ann", 100) for month in range(1, 13)]
    assert large_orders(sales([*few, ("2025-06-15", "Bob", 600)])) == ()
    assert large_orders(sales([])) == ()


def test_lines_of_one_order_are_one() -> None:
    lines: list[Row] = [
        ("2025-06-03", "Bob", 20_000),
        ("2025-06-02", "Cid", 20_000),
        ("2025-06-02", "Dan", 20_000),
    ]
    names = [f"S{at}" for at in range(len(STEADY))]
    found = large_orders(sales([*STEADY, *lines], order=[*names, "X1", "X1", "X2"]))
    # X2 alone is 20,000, less than a twelfth; X1 begins with the row of Cid.
    assert [(one.order, one.amount, one.date, one.rep, one.row) for one in found] == [
        ("X1", 40_000, dt.date(2025, 6, 2), "Cid", 733)
    ]


def test_without_orders_a_customers_day_is_one() -> None:
    lines: list[Row] = [
        ("2025-06-02", "Bob", 20_000),
        ("2025-06-02", "Bob", 20_000),
        ("2025-06-03", "Bob", 20_000),
    ]
    customers: list[str | None] = [None] * len(STEADY)
    found = large_orders(sales([*STEADY, *lines], customer=[*customers, "Acme", "Acme", "Acme"]))
    assert [(one.customer, one.amount, one.order) for one in found] == [("Acme", 40_000, "")]


def test_a_large_order_that_came_back_is_none() -> None:
    lines: list[Row] = [("2025-06-02", "Bob", 200_000), ("2025-08-02", "Bob", -200_000)]
    names = [f"S{at}" for at in range(len(STEADY))]
    assert large_orders(sales([*STEADY, *lines], order=[*names, "X1", "X1"])) == ()


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 900), st.integers(-500, 100_000)), min_size=1, max_size=40),
    st.randoms(use_true_random=False),
)
def test_the_order_of_rows_does_not_matter(
    amounts: list[tuple[int, int]], chance: random.Random
) -> None:
    rows: list[Row] = [
        ((DAYS[0] + dt.timedelta(at)).isoformat(), "Ann", amount) for at, amount in amounts
    ]
    usual = sales([*rows, *STEADY[::7]])
    shuffled = Sales(usual.rows.sample(frac=1, random_state=chance.randrange(1000)))
    assert large_orders(shuffled) == large_orders(usual)
