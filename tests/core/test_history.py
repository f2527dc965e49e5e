from __future__ import annotations

import datetime as dt

import numpy as np
import numpy.typing as npt
import pytest

from salesplan.core.history import Past, count, first_counted, in_ones, look_back
from salesplan.core.sales import Sales
from salesplan.profile import Calendar, FiscalYear, Pattern, Source
from tests.core.builders import every_day, sales


def past_of(first: str, last: str, start: str = "2027-01-01", step: int = 1) -> Past | None:
    days = np.array(every_day(first, last)[::step], dtype="datetime64[D]")
    begin = dt.date.fromisoformat(start)
    return look_back(FiscalYear(start=begin), Calendar(), begin, days)


@pytest.mark.parametrize(
    ("first", "last", "years", "months", "complete"),
    [
        ("2024-01-01", "2026-12-31", 3, (0, 36), [0, 1, 2]),
        # Six working days are missing from 1 to 8 January 2025, a Wednesday; five to 7 January.
        ("2025-01-09", "2026-12-31", 2, (1, 24), [1]),
        ("2025-01-08", "2026-12-31", 2, (0, 24), [0, 1]),
        # After 23 December 2026, a Wednesday, six are missing; after the 24th five.
        ("2025-01-01", "2026-12-23", 2, (0, 23), [0]),
        ("2025-01-01", "2026-12-24", 2, (0, 24), [0, 1]),
        # Nothing of the year to plan counts.
        ("2026-01-01", "2027-06-30", 1, (0, 12), [0]),
        # A year without sales before the one to plan.
        ("2025-01-01", "2025-12-31", 2, (0, 12), [0]),
    ],
)
def test_which_months_are_whole(
    first: str, last: str, years: int, months: tuple[int, int], complete: list[int]
) -> None:
    past = past_of(first, last)
    assert past is not None
    assert len(past.years) == years
    assert (past.first, past.last) == months
    assert past.complete_years() == complete


def test_sparse_sales_leave_longer_gaps_at_the_edges() -> None:
    # Every 21 days: 15 working days between two sales, so ten before the first are no gap.
    past = past_of("2025-01-15", "2026-12-31", step=21)
    assert past is not None
    assert past.first == 0


def test_no_sales_before_the_year() -> None:
    assert past_of("2027-01-01", "2027-03-31") is None


def test_past_years_follow_the_pattern() -> None:
    days = np.array(every_day("2023-03-01", "2026-01-31"), dtype="datetime64[D]")
    year = FiscalYear(start=dt.date(2026, 2, 1), pattern=Pattern.W454, anchor="02-01")
    past = look_back(year, Calendar(), dt.date(2026, 2, 1), days)
    assert past is not None
    assert [each.start.isoformat() for each in past.years] == [
        "2023-01-29", "2024-02-04", "2025-02-02",
    ]  # fmt: skip
    assert len(past.bounds) == 37
    assert past.bounds[-1] == np.datetime64("2026-02-01")
    # 53 weeks of five days, then two years of 52.
    assert past.working_days.reshape(3, 12).sum(axis=1).tolist() == [265, 260, 260]


SALES = sales(
    [
        ("2026-01-05", "Ann", 1000),
        ("2026-01-05", "Bob", 500),
        ("2026-02-02", "Ann", -200),
        ("2026-02-03", "Zoe", 70),
        ("2026-03-02", "Bob", 30),
        ("2027-01-04", "Bob", 9999),
    ],
    quantity=[1500, 2000, -500, 400, 499, 9000],
    customer=["Acme", "Acme", "Beta", "Acme", None, "Gamma"],
    order=["1", "1", "2", "3", "3", "4"],
)
PERSON = np.array([0, 1, 0, 2, 1, 1])  # Ann, Bob, everybody else


def counted(
    source: Source, of: Sales = SALES, person: npt.NDArray[np.int64] = PERSON
) -> npt.NDArray[np.int64] | None:
    """January to March 2026, people by months."""
    past = past_of("2026-01-01", "2026-12-31")
    assert past is not None
    found = count(of, source, past, person, 2)
    if found is None:
        return None
    table, daily = found
    assert table.shape == (3, 12)
    assert daily.shape == (365,)
    assert daily[:31].sum() == table[:, 0].sum()
    assert daily.sum() == table.sum()
    assert not table[:, 3:].any()
    return table[:, :3]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (Source.AMOUNT, [[1000, -200, 0], [500, 0, 30], [0, 70, 0]]),
        (Source.QUANTITY, [[1500, -500, 0], [2000, 0, 499], [0, 400, 0]]),
        # Order 1 on one day by two people: the first on the team has it. Order 3 is Zoe's.
        (Source.ORDERS, [[1, 1, 0], [0, 0, 0], [0, 1, 0]]),
        # Acme is Ann's, Beta Ann's; the row without a customer is nobody's new customer.
        (Source.NEW_CUSTOMERS, [[1, 1, 0], [0, 0, 0], [0, 0, 0]]),
    ],
)
def test_what_counts(source: Source, expected: list[list[int]]) -> None:
    table = counted(source)
    assert table is not None
    assert table.tolist() == expected


@pytest.mark.parametrize("source", [Source.AMOUNT, Source.ORDERS, Source.NEW_CUSTOMERS])
def test_the_order_of_rows_changes_nothing(source: Source) -> None:
    table, turned = counted(source), counted(source, Sales(SALES.rows[::-1]), PERSON[::-1])
    assert table is not None
    assert turned is not None
    assert turned.tolist() == table.tolist()


def test_columns_that_are_missing() -> None:
    bare = sales([("2026-01-05", "Ann", 1000), ("2026-01-06", "Ann", 1)])
    person = np.array([0, 0])
    assert counted(Source.QUANTITY, bare, person) is None
    assert counted(Source.NEW_CUSTOMERS, bare, person) is None
    # Without order numbers every row is an order.
    orders = counted(Source.ORDERS, bare, person)
    assert orders is not None
    assert orders.tolist() == [[2, 0, 0], [0, 0, 0], [0, 0, 0]]


def test_everybody_is_a_new_customer_in_the_first_year() -> None:
    past = past_of("2025-01-01", "2026-12-31")
    assert past is not None
    assert first_counted(Source.NEW_CUSTOMERS, past) == 12
    assert first_counted(Source.AMOUNT, past) == 0


def test_thousandths_as_pieces() -> None:
    table = np.array([[1499, 1500, -499, -1500]])
    assert in_ones(table, Source.QUANTITY).tolist() == [[1, 2, 0, -1]]
    assert in_ones(table, Source.AMOUNT).tolist() == table.tolist()
