from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from salesplan.choices import Stretch
from salesplan.core.plan import build_plan
from salesplan.core.review import Review, review
from salesplan.core.same_days import Days, covers, days_so_far, same_days
from salesplan.profile import Calendar
from tests.core.builders import profile, sales

WEEK, MONTH, QUARTER = Stretch.WEEK, Stretch.MONTH, Stretch.QUARTER
HALF, YEAR, YEAR_TO_DATE = Stretch.HALF, Stretch.YEAR, Stretch.YEAR_TO_DATE

WEEKS = {"fiscal_year": {"start": "2027-02-01", "pattern": "4-4-5"}}
LONG_YEAR = {"fiscal_year": {"start": "2027-02-01", "pattern": "4-4-5", "weeks": 53}}
APRIL = {"fiscal_year": {"start": "2027-04-01"}}
SHORT_JANUARY = {"calendar": {"closed": [{"from": "2026-01-05", "to": "2026-01-30"}]}}


def days(first: str, last: str) -> Days:
    return Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


def reviewed(day: str, **fields: Any) -> Review:  # noqa: ANN401 (as in a file)
    return review(build_plan(profile(**fields)), sales([]), dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "stretch", "now"),
    [
        ("2027-01-13", MONTH, days("2027-01-01", "2027-01-14")),
        ("2027-01-13", WEEK, days("2027-01-11", "2027-01-14")),
        ("2027-05-06", QUARTER, days("2027-04-01", "2027-05-07")),
        ("2027-05-06", YEAR_TO_DATE, days("2027-01-01", "2027-05-07")),
        ("2027-01-31", MONTH, days("2027-01-01", "2027-02-01")),
        ("2030-01-31", HALF, days("2027-07-01", "2028-01-01")),
        ("2026-12-31", YEAR, days("2027-01-01", "2027-01-01")),
    ],
)
def test_now_ends_with_the_day_of_the_review(day: str, stretch: Stretch, now: Days) -> None:
    assert days_so_far(reviewed(day), stretch) == now


@pytest.mark.parametrize(
    ("day", "stretch", "fields", "then"),
    [
        # Nine working days: the 1st and 2nd, the 5th to 9th, the 12th and 13th of January 2026.
        ("2027-01-13", MONTH, {}, days("2026-01-01", "2026-01-14")),
        ("2027-01-13", QUARTER, {}, days("2026-01-01", "2026-01-14")),
        # Four of May gone: 2027 the 3rd to 6th, 2026 the 1st and the 4th to 6th.
        ("2027-05-06", QUARTER, {}, days("2026-04-01", "2026-05-07")),
        ("2027-05-06", YEAR_TO_DATE, {}, days("2026-01-01", "2026-05-07")),
        ("2027-05-06", QUARTER, APRIL, days("2026-04-01", "2026-05-07")),
        # The 20th working day of February: in 2026 it is the 27th, a Saturday is left.
        ("2027-02-26", MONTH, {}, days("2026-02-01", "2026-02-28")),
        # A month that is over is compared with a whole one.
        ("2027-02-28", MONTH, {}, days("2026-02-01", "2026-03-01")),
        ("2027-12-31", YEAR, {}, days("2026-01-01", "2027-01-01")),
        # Nine working days gone, where a year before there were only two.
        ("2027-01-13", MONTH, SHORT_JANUARY, days("2026-01-01", "2026-02-01")),
        # A month that begins with a weekend: nothing has gone.
        ("2027-05-02", MONTH, {}, days("2026-05-01", "2026-05-01")),
        ("2027-05-02", QUARTER, {}, days("2026-04-01", "2026-05-01")),
        ("2026-12-31", YEAR, {}, days("2026-01-01", "2026-01-01")),
        # Weeks: Monday to Wednesday.
        ("2027-01-13", WEEK, {}, days("2026-01-12", "2026-01-15")),
        # The year before begins on Monday 2 February 2026, its second month on 2 March; on
        # Wednesday of the second week eight working days have gone.
        ("2027-03-10", MONTH, WEEKS, days("2026-03-02", "2026-03-12")),
        ("2027-03-10", QUARTER, WEEKS, days("2026-02-02", "2026-03-12")),
        # A 53rd week is compared with the one 52 weeks before.
        ("2028-02-01", WEEK, LONG_YEAR, days("2027-02-01", "2027-02-03")),
    ],
)
def test_the_same_days_of_the_year_before(
    day: str, stretch: Stretch, fields: dict[str, Any], then: Days
) -> None:
    assert same_days(reviewed(day, **fields), stretch) == then


@pytest.mark.parametrize(
    ("first", "covered"),
    [
        ("2025-06-30", True),
        ("2026-01-01", True),
        # Missed are the 1st, 2nd and the 5th to 7th: five working days.
        ("2026-01-08", True),
        ("2026-01-09", False),
        ("2027-01-01", False),
    ],
)
def test_how_late_the_first_sale_may_be(first: str, covered: bool) -> None:
    found = sales([("2027-01-04", "Ann", 1), (first, "Zoe", 1)])
    assert covers(found, days("2026-01-01", "2026-02-01"), Calendar()) is covered


def test_closed_days_are_not_missed() -> None:
    closed = Calendar.model_validate({"closed": [{"from": "2026-01-01", "to": "2026-01-08"}]})
    assert covers(sales([("2026-01-16", "Ann", 1)]), days("2026-01-01", "2026-02-01"), closed)
    assert not covers(sales([("2026-01-19", "Ann", 1)]), days("2026-01-01", "2026-02-01"), closed)


def test_nothing_covers_no_days_and_no_sales_cover_any() -> None:
    assert not covers(
        sales([("2025-01-01", "Ann", 1)]), days("2026-01-01", "2026-01-01"), Calendar()
    )
    assert not covers(sales([]), days("2026-01-01", "2026-02-01"), Calendar())


def test_days_are_half_open() -> None:
    listed = np.array(["2025-12-31", "2026-01-01", "2026-01-02", "2026-01-03"], "datetime64[D]")
    assert days("2026-01-01", "2026-01-03").among(listed).tolist() == [False, True, True, False]
    assert len(days("2026-01-01", "2026-01-03")) == 2
