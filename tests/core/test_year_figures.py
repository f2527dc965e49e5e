from __future__ import annotations

import datetime as dt

import pytest

from salesplan.core.analysis import Analysis, analyse
from salesplan.core.same_days import Days
from salesplan.core.timeline import Comparison
from tests.core.builders import sales
from tests.core.histories import monthly

# July 2024 to March 2026: 10, 20, 30 … 210.
GROWING = sales(monthly("2024-07", range(10, 220, 10)))


@pytest.fixture(scope="module")
def growing() -> Analysis:
    return analyse(GROWING)


def days(first: str, end: str) -> Days:
    return Days(dt.date.fromisoformat(first), dt.date.fromisoformat(end))


def test_years(growing: Analysis) -> None:
    early, middle, late = growing.years
    assert [year.name for year in growing.years] == ["2024", "2025", "2026"]
    assert [year.total for year in growing.years] == [210, 1500, 600]
    assert [year.complete for year in growing.years] == [False, True, False]
    assert early.whole == days("2024-07-01", "2025-01-01")
    assert early.known == days("2024-07-15", "2025-01-01")
    assert late.whole == days("2026-01-01", "2026-04-01")
    assert late.known == days("2026-01-01", "2026-03-16")
    assert late.days == days("2026-01-01", "2027-01-01")
    assert [year.orders for year in growing.years] == [6, 12, 3]
    assert middle.average_order == 125
    assert middle.customers is None


def test_a_year_is_compared_over_the_months_that_both_years_have(growing: Analysis) -> None:
    early, middle, late = growing.years
    assert early.comparison is None
    # July to December: 130 to 180 against 10 to 60.
    assert middle.comparison == Comparison(days("2025-07-01", "2026-01-01"), 6, 930, 210)
    # January to March: 190 + 200 + 210 against 70 + 80 + 90.
    assert late.comparison == Comparison(days("2026-01-01", "2026-04-01"), 3, 600, 240)
    assert late.comparison is not None
    assert late.comparison.growth == 1.5


def test_quarters(growing: Analysis) -> None:
    _, middle, late = growing.years
    assert [(q.key, q.total, q.complete) for q in middle.quarters] == [
        ("2025-Q1", 240, True),
        ("2025-Q2", 330, True),
        ("2025-Q3", 420, True),
        ("2025-Q4", 510, True),
    ]
    assert [q.comparison and q.comparison.growth for q in middle.quarters] == [
        None, None, 6, pytest.approx(2.4),
    ]  # fmt: skip
    assert [(q.total, q.complete) for q in late.quarters] == [(600, True), *[(0, False)] * 3]
    assert late.quarters[0].comparison is not None
    assert late.quarters[1].comparison is None


def test_best_and_worst_months_are_by_working_day(growing: Analysis) -> None:
    early, middle, _ = growing.years
    # December 2025 brought 180 on 23 working days, November 170 on 20.
    assert middle.best is not None
    assert middle.best.key == "2025-11"
    assert middle.best.per_day == 8.5
    assert middle.worst is not None
    assert middle.worst.key == "2025-01"
    assert early.best is not None
    assert early.best.key == "2024-12"


def test_months(growing: Analysis) -> None:
    assert len(growing.months) == 21
    first, last = growing.months[0], growing.months[-1]
    assert (first.key, first.amount, first.working_days, first.whole) == ("2024-07", 10, 23, True)
    assert first.last_twelve is None
    assert growing.months[10].last_twelve is None
    # Twelve months to June 2025: 10 + 20 + … + 120.
    assert growing.months[11].last_twelve == 780
    # Twelve months to March 2026: 100 + … + 210.
    assert last.last_twelve == 1860
    assert last.days == days("2026-03-01", "2026-04-01")


def test_a_partial_month_has_no_rate() -> None:
    rows = [(f"2026-{month:02}-{day:02}", "Ann", 1) for month in (1, 2) for day in range(1, 29)]
    found = analyse(sales([*rows, ("2026-03-02", "Ann", 5)]))
    march = found.months[-1]
    assert (march.key, march.amount, march.whole) == ("2026-03", 5, False)
    assert march.per_day is None
    assert march.last_twelve is None
    assert found.years[0].total == 61
    assert found.years[0].quarters[0].complete is False


def test_one_month_has_neither_a_best_nor_a_worst() -> None:
    [year] = analyse(sales(monthly("2026-01", [5]))).years
    assert year.best is None
    assert year.worst is None


def test_customers_by_year() -> None:
    rows = monthly("2025-01", [10] * 24)
    found = analyse(sales(rows, customer=["Acme", "Beta", None] * 4 + ["Acme"] * 12))
    assert [year.customers for year in found.years] == [2, 1]


def test_orders_count_in_the_year_of_their_first_row() -> None:
    rows = monthly("2025-01", [10] * 24)
    found = analyse(sales(rows, order=[str(at // 2) for at in range(22)] + ["0", "10"]))
    # Eleven orders of two rows, the last two rows belong to the first and to the eleventh.
    assert [year.orders for year in found.years] == [6, 5]
    assert found.span.orders_known
