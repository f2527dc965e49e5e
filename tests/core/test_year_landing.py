from __future__ import annotations

import datetime as dt

import pytest

from salesplan.core.analysis import analyse
from salesplan.core.same_days import Days
from salesplan.core.year_landing import YearLanding
from salesplan.profile import Profile
from tests.core.builders import sales
from tests.core.histories import daily, monthly, weekdays


def landing(since: str, until: str, amounts: int = 10) -> YearLanding | None:
    """Of as much on every working day."""
    days = weekdays(since, until)
    return analyse(sales(daily(days, [amounts] * len(days), "Ann"))).landing


def test_what_has_been_sold_and_what_is_to_come() -> None:
    # 2026 has 261 working days: 173 up to the end of August, 88 after it. 2025 has 261, too.
    found = landing("2024-01-01", "2026-08-31")
    assert found is not None
    assert (found.name, found.sold, found.expected) == ("2026", 1730, 2610)
    assert (found.low, found.high) == (2610, 2610)
    assert (found.base_name, found.base, found.growth) == ("2025", 2610, 0)
    assert found.known == Days(dt.date(2026, 1, 1), dt.date(2026, 9, 1))


def test_of_a_month_that_is_running_the_days_after_the_last_sale_are_to_come() -> None:
    # Up to Tuesday 11 August: 152 working days until July, 7 of August; 14 + 88 to come.
    found = landing("2024-01-01", "2026-08-11")
    assert found is not None
    assert (found.sold, found.expected) == (1590, 2610)


def test_a_range_holds_the_landing_and_begins_above_what_has_been_sold() -> None:
    swings = [100_000, 140_000, 90_000, 120_000, 150_000, 80_000, 110_000] * 5
    found = analyse(sales(monthly("2024-01", swings[:31]))).landing
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    assert found.sold < found.low < found.expected < found.high


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024-01-01", "2026-12-31"),  # the year is complete
        ("2026-03-02", "2026-08-31"),  # its beginning is not known
        ("2024-01-01", "2026-01-14"),  # no month of it is whole
    ],
)
def test_no_landing(since: str, until: str) -> None:
    assert landing(since, until) is None


def test_without_a_complete_year_nothing_to_compare_with() -> None:
    found = landing("2026-01-01", "2026-08-31")
    assert found is not None
    assert (found.expected, found.base, found.growth) == (2610, None, None)


def test_the_running_year_is_the_fiscal_one() -> None:
    profile = Profile.model_validate(
        {
            "fiscal_year": {"start": "2026-07-01"},
            "goals": [{"metric": "revenue", "annual": 1000}],
            "team": [{"name": "a", "reps": [{"name": "Ann"}]}],
        }
    )
    days = weekdays("2023-07-03", "2026-03-31")
    found = analyse(sales(daily(days, [10] * len(days), "Ann")), profile).landing
    assert found is not None
    assert found.days == Days(dt.date(2025, 7, 1), dt.date(2026, 7, 1))
    assert found.expected == 10 * len(weekdays("2025-07-01", "2026-06-30"))
