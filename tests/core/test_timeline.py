from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from salesplan.core.same_days import Days
from salesplan.core.timeline import Comparison, Timeline, observed_calendar
from salesplan.profile import Calendar, FiscalYear, Pattern, Weekday
from tests.core.builders import Row, every_day, sales
from tests.core.histories import monthly


def line_of(rows: list[Row], year: FiscalYear | None = None) -> Timeline:
    """All rows are one owner's."""
    owner = np.zeros(len(rows), dtype=np.int64)
    return Timeline.of(sales(rows), year or FiscalYear(), Calendar(), owner, 1)


def days(first: str, last: str) -> list[Row]:
    return [(day.isoformat(), "Ann", 1) for day in every_day(first, last)]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_what_a_history_covers() -> None:
    span = line_of([*days("2024-02-26", "2025-05-06"), ("2025-05-06", "Ann", 9)]).span()
    assert (span.first, span.last) == (day("2024-02-26"), day("2025-05-06"))
    assert span.whole == Days(day("2024-03-01"), day("2025-05-01"))
    assert span.months == 14
    # Of February its last four days are known, of May its first six.
    assert span.partial == (
        Days(day("2024-02-26"), day("2024-03-01")),
        Days(day("2025-05-01"), day("2025-05-07")),
    )
    assert (span.rows, span.selling_days) == (437, 436)
    assert (span.orders_known, span.customers_known) == (False, False)


def test_a_history_of_a_few_days_has_one_partial_month() -> None:
    line = line_of(days("2026-03-10", "2026-03-11"))
    span = line.span()
    assert span.months == 0
    assert span.partial == (Days(day("2026-03-10"), day("2026-03-12")),)
    assert line.recent == slice(3, 3)
    assert line.year_before is None
    assert line.compare(line.known) is None


def test_no_sales() -> None:
    with pytest.raises(ValueError, match="no sales"):
        line_of([])


@pytest.mark.parametrize(
    ("start", "ahead"),
    [
        (None, "2027-01-01"),
        ("2027-04-01", "2027-04-01"),
        ("2028-01-01", "2028-01-01"),
        # The profile's year has begun, or is over: the next one is ahead.
        ("2026-04-01", "2027-04-01"),
        ("2024-07-01", "2027-07-01"),
    ],
)
def test_the_year_ahead(start: str | None, ahead: str) -> None:
    year = FiscalYear(start=None if start is None else day(start))
    line = line_of(monthly("2025-01", [1] * 24), year)
    assert line.ahead.start == day(ahead)
    assert line.past.years[-1].end == day(ahead)


def test_years_reach_to_the_last_sale() -> None:
    line = line_of(monthly("2025-01", [1] * 12), FiscalYear(start=day("2029-01-01")))
    assert [year.name for year in line.years] == ["2025"]
    assert len(line.past.years) == 4


def test_week_patterns() -> None:
    year = FiscalYear(start=day("2026-02-01"), pattern=Pattern.W454, anchor="02-01")
    line = line_of(days("2024-02-04", "2026-01-31"), year)
    # Weeks of seven days: 4, 5 and 4 of them in each quarter.
    assert line.months.tolist() == [28, 35, 28] * 8
    assert line.compare(slice(12, 24)) == Comparison(
        Days(day("2025-02-02"), day("2026-02-01")), 12, 364, 364
    )


def test_only_whole_months_are_compared() -> None:
    line = line_of([*days("2025-01-01", "2025-12-31"), *days("2026-01-01", "2026-03-10")])
    # March 2026 is not whole: January and February against the same of 2025, 59 days each.
    compared = line.compare(slice(12, 24))
    assert compared == Comparison(Days(day("2026-01-01"), day("2026-03-01")), 2, 59, 59)
    assert compared.growth == 0
    assert line.compare(slice(0, 12)) is None


def test_growth_needs_something_to_grow_from() -> None:
    stretch = Days(day("2026-01-01"), day("2026-02-01"))
    assert Comparison(stretch, 1, 120, 100).growth == pytest.approx(0.2)
    assert Comparison(stretch, 1, 120, 0).growth is None
    assert Comparison(stretch, 1, 120, -5).growth is None


def test_sums_by_owner_month_and_day() -> None:
    rows = [("2026-01-05", "Ann", 3), ("2026-01-06", "Bob", 4), ("2026-02-06", "Ann", -1)]
    line = Timeline.of(sales(rows), FiscalYear(), Calendar(), np.array([0, 1, 0]), 2)
    assert line.table[:, :2].tolist() == [[3, -1], [4, 0]]
    assert not line.table[:, 2:].any()
    assert np.flatnonzero(line.daily).tolist() == [4, 5, 36]
    assert line.daily.sum() == 6
    assert line.month.tolist() == [0, 0, 1]


def test_the_days_that_are_worked_are_those_on_which_something_is_sold() -> None:
    # Tuesdays to Saturdays, and once on a Sunday.
    shop = [row for row in days("2026-01-01", "2026-06-30") if day(row[0]).weekday() in range(1, 6)]
    found = observed_calendar(sales([*shop, ("2026-03-01", "Ann", 1)])).workdays
    assert found == (Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI, Weekday.SAT)


def test_few_days_do_not_show_what_is_worked() -> None:
    sundays = [row for row in days("2026-01-01", "2026-12-31") if day(row[0]).weekday() == 6]
    assert observed_calendar(sales(sundays)) == Calendar()
