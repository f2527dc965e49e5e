from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.goal_drivers import GoalDrivers, goal_drivers
from salesplan.core.grounds import prepare
from salesplan.core.sales import Sales
from tests.core.builders import every_day, profile, sales

REVENUE = {"metric": "revenue", "annual": 100}


def found_in(history: Sales, goal: int = 100, metric: str = "revenue") -> GoalDrivers | None:
    goals = [{**REVENUE, "metric": metric}]
    grounds = prepare(profile(goals=goals), history)
    return goal_drivers(grounds.evidence, grounds.metrics[0], goal)


def two_years() -> Sales:
    """2025: two customers, four orders, 800 in all; 2026: three customers, six orders, 1500.

    Every month has a sale, so that the years are whole; those of other months are small change of
    the order that began in January.
    """
    rows, customers, orders = [], [], []

    def sell(day: str, amount: int, customer: str, order: str) -> None:
        rows.append((day, "Ann", amount))
        customers.append(customer)
        orders.append(order)

    for day in every_day("2025-01-01", "2026-12-31"):
        this = day.year
        sell(str(day), 0, "A", f"{this}-1")  # its first row is in January of each year
    for year, amounts in ((2025, "200 200 200 200"), (2026, "250 250 250 250 250 250")):
        for number, amount in enumerate(amounts.split(), 1):
            customer = "AB"[number % 2] if year == 2025 else "ABC"[number % 3]
            sell(f"{year}-06-01", int(amount), customer, f"{year}-{number}")
    return sales(rows, customer=customers, order=orders)


def test_the_drivers_of_two_years() -> None:
    found = found_in(two_years(), 1800)
    assert found is not None
    assert [(year.name, year.amount, year.customers, year.orders) for year in found.years] == [
        ("2025", 800, 2, 4),
        ("2026", 1500, 3, 6),
    ]
    last = found.base
    assert last.orders_per_customer == 2
    assert last.average_order == 250
    # 1800 is 1.2 times 1500: 3.6 customers, 2.4 orders from each, or 300 an order.
    assert found.factor == Fraction(6, 5)
    assert found.customers_alone == 4
    assert found.orders_alone == Fraction(12, 5)
    assert found.average_alone == 300


def test_no_drivers_of_other_metrics_or_without_customers() -> None:
    days = every_day("2026-01-01", "2026-12-31")
    plain = sales((str(day), "Ann", 100) for day in days)
    assert found_in(plain) is None
    assert found_in(two_years(), metric="orders") is None
    assert found_in(two_years()) is not None


def test_no_drivers_without_a_whole_year() -> None:
    days = every_day("2026-07-01", "2026-12-31")
    rows = [(str(day), "Ann", 100) for day in days]
    assert found_in(sales(rows, customer=["A"] * len(rows))) is None


def test_rows_without_a_customer_are_nobodys() -> None:
    days = every_day("2026-01-01", "2026-12-31")
    rows = [(str(day), "Ann", 100) for day in days]
    customers = ["A", *[None] * (len(rows) - 1)]
    found = found_in(sales(rows, customer=customers, order=[str(at) for at in range(len(rows))]))
    assert found is not None
    assert (found.base.customers, found.base.orders, found.base.amount) == (1, 365, 36_500)


@given(st.lists(st.tuples(st.sampled_from("ABCDE"), st.integers(1, 10**9)), min_size=1))
def test_the_identity_is_exact(bought: list[tuple[str, int]]) -> None:
    days = [str(day) for day in every_day("2026-01-01", "2026-12-31")]
    rows = [(day, "Ann", 1) for day in days]
    rows += [(days[at % 365], "Ann", amount) for at, (_, amount) in enumerate(bought)]
    customers = ["Z"] * 365 + [customer for customer, _ in bought]
    found = found_in(sales(rows, customer=customers, order=[str(at) for at in range(len(rows))]))
    assert found is not None
    year = found.base
    assert year.customers == 1 + len({customer for customer, _ in bought})
    assert year.customers * year.orders_per_customer * year.average_order == year.amount
    assert year.amount == 365 + sum(amount for _, amount in bought)


@pytest.mark.parametrize("goal", [1, 1499, 1500, 1501, 10**12])
def test_each_driver_alone_reaches_the_goal(goal: int) -> None:
    found = found_in(two_years(), goal)
    assert found is not None
    base = found.base
    assert base.customers * found.orders_alone * base.average_order == goal
    assert base.orders * found.average_alone == goal
    enough = found.customers_alone * base.orders_per_customer * base.average_order
    one_less = (found.customers_alone - 1) * base.orders_per_customer * base.average_order
    assert one_less < goal <= enough
