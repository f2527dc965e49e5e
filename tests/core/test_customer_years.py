from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.analysis import analyse
from salesplan.core.customer_years import CustomerYear
from tests.core.builders import sales
from tests.core.histories import monthly

ROWS = [
    ("2024-01-02", "Ann", 100, "Acme"),
    ("2024-07-01", "Ann", 50, "Beta"),
    ("2024-12-30", "Ann", 5, None),
    ("2025-01-02", "Bob", 120, "Acme"),
    ("2025-05-05", "Ann", 30, "Cora"),
    ("2025-10-01", "Ann", 8, None),
    ("2026-01-05", "Ann", 70, "Beta"),
    ("2026-06-01", "Ann", 40, "Cora"),
    ("2026-12-30", "Ann", 20, "Dora"),
]


def years(rows: list[tuple[str, str, int, str | None]]) -> tuple[CustomerYear, ...]:
    found = sales([row[:3] for row in rows], customer=[row[3] for row in rows])
    return analyse(found).customer_years


def test_the_bridge_by_hand() -> None:
    second, third = years(ROWS)
    assert (second.name, second.complete, second.before_complete) == ("2025", True, True)
    # Acme again, from another person; Cora is new; Beta is lost.
    assert (second.total, second.before) == (158, 155)
    assert (second.new, second.repeat, second.returned, second.unnamed) == (30, 120, 0, 8)
    assert (second.repeat_before, second.lost, second.unnamed_before) == (100, 50, 5)
    assert (second.new_count, second.repeat_count) == (1, 1)
    assert (second.returned_count, second.lost_count) == (0, 1)
    assert (second.count, second.kept) == (2, 0.5)
    # Beta is back after a year, Cora buys again, Dora is new; Acme is lost.
    assert (third.total, third.before) == (130, 158)
    assert (third.new, third.repeat, third.returned, third.unnamed) == (20, 40, 70, 0)
    assert (third.repeat_before, third.lost, third.unnamed_before) == (30, 120, 8)
    assert (third.returned_count, third.lost_count, third.count) == (1, 1, 3)


def test_years_that_are_not_covered_say_so() -> None:
    rows = monthly("2024-07", [10] * 24)
    found = analyse(sales(rows, customer=["Acme"] * 24)).customer_years
    assert [(each.complete, each.before_complete) for each in found] == [
        (True, False),
        (False, True),
    ]


def test_no_customers_and_a_single_year() -> None:
    assert analyse(sales(monthly("2024-01", [10] * 24))).customer_years == ()
    assert analyse(sales(monthly("2024-01", [10]), customer=["Acme"])).customer_years == ()


def test_nobody_to_keep() -> None:
    lost, back = years([("2023-03-01", "Ann", 10, "Acme"), ("2025-03-01", "Ann", 20, "Acme")])
    assert (lost.lost_count, lost.kept) == (1, 0)
    assert (back.returned_count, back.kept) == (1, None)


def test_a_year_that_tells_no_customers_is_compared_with_none() -> None:
    rows = [
        ("2023-01-02", "Ann", 10, "Acme"),
        ("2024-01-02", "Ann", 10, None),
        ("2025-01-02", "Ann", 10, "Acme"),
        ("2026-01-02", "Ann", 10, "Acme"),
    ]
    assert [(year.name, year.repeat_count) for year in years(rows)] == [("2026", 1)]


@given(
    st.lists(
        st.tuples(st.integers(2022, 2026), st.integers(-500, 900), st.integers(-1, 6)), min_size=2
    )
)
@settings(max_examples=30, deadline=None)
def test_the_parts_add_up_to_both_years(bought: list[tuple[int, int, int]]) -> None:
    rows = [
        (f"{year}-03-02", "Ann", amount, None if who < 0 else f"C{who}")
        for year, amount, who in bought
    ]
    found = sales([row[:3] for row in rows], customer=[row[3] for row in rows])
    totals = {year.name: year.total for year in analyse(found).years}
    names = list(totals)
    untold = {row[0][:4] for row in rows} - {row[0][:4] for row in rows if row[3]}
    pairs = [pair for pair in pairwise(names) if not untold & set(pair)]
    for (before, name), year in zip(pairs, years(rows), strict=True):
        assert year.name == name
        assert year.new + year.repeat + year.returned + year.unnamed == totals[year.name]
        assert year.repeat_before + year.lost + year.unnamed_before == totals[before]
        there = {who for when, _, who in bought if str(when) == year.name and who >= 0}
        then = {who for when, _, who in bought if str(when) == before and who >= 0}
        earlier = {who for when, _, who in bought if str(when) < year.name and who >= 0}
        assert year.new_count == len(there - earlier)
        assert year.repeat_count == len(there & then)
        assert year.returned_count == len((there & earlier) - then)
        assert year.lost_count == len(then - there)


@pytest.mark.parametrize("amount", [0, -10])
def test_who_only_returned_something_was_there(amount: int) -> None:
    [year] = years([("2025-01-02", "Ann", 10, "Acme"), ("2026-01-02", "Ann", amount, "Acme")])
    assert (year.repeat_count, year.lost_count, year.repeat) == (1, 0, amount)
