from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from salesplan.core.calendar import (
    FiscalCalendar,
    known_countries,
    lay_out,
    month_starts,
    working_days,
    year_start,
)
from salesplan.profile import Calendar, FiscalYear, Pattern

FACTS = Path(__file__).parent / "data" / "facts_cn_workdays.csv"


def year(start: str, calendar: dict[str, Any] | None = None, **fields: object) -> FiscalCalendar:
    begin = dt.date.fromisoformat(start)
    layout = FiscalYear.model_validate({"start": begin, **fields})
    return lay_out(layout, Calendar.model_validate(calendar or {}), begin)


def dates(*texts: str) -> list[dt.date]:
    return [dt.date.fromisoformat(text) for text in texts]


@pytest.mark.parametrize("number", range(2015, 2027))
def test_working_days_in_china(number: int) -> None:
    with FACTS.open(encoding="utf-8") as file:
        facts = {
            int(row["month"]): int(row["cn_workdays"])
            for row in csv.DictReader(file)
            if row["year"] == str(number)
        }
    laid_out = year(f"{number}-01-01", {"country": "CN"})
    assert dict(enumerate(laid_out.working_days.tolist(), 1)) == facts
    assert not laid_out.estimated


def test_china_2025_by_hand() -> None:
    laid_out = year("2025-01-01", {"country": "CN"})
    assert laid_out.working_days.sum() == 248
    worked = set(laid_out.days[laid_out.working].astype(object).tolist())
    # Make-up Sundays and Saturdays are worked; the Spring Festival's Tuesday is not.
    assert set(dates("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")) < worked
    assert not worked & set(dates("2025-01-28", "2025-02-04", "2025-10-08"))


@pytest.mark.parametrize(
    ("country", "start", "estimated"),
    [
        ("CN", "2025-01-01", False),
        ("CN", "2026-01-01", False),
        ("CN", "2027-01-01", True),
        ("CN", "2026-04-01", True),
        ("US", "2031-01-01", False),
        ("DE", "2031-01-01", False),
        (None, "2031-01-01", False),
    ],
)
def test_an_unpublished_calendar_is_an_estimate(
    country: str | None, start: str, estimated: bool
) -> None:
    assert year(start, {"country": country}).estimated is estimated


def test_open_holidays_leave_weekdays_alone() -> None:
    # 2025 begins and ends on a Wednesday: 261 weekdays; and nothing is left to estimate.
    calendar = {"country": "CN", "public_holidays": "open"}
    assert year("2025-01-01", calendar).working_days.sum() == 261
    assert not year("2027-01-01", calendar).estimated


def test_subdivisions_have_holidays_of_their_own() -> None:
    # 2027-01-06, Epiphany, a Wednesday: a holiday in Bavaria, not in Berlin.
    january = {
        land: int(year("2027-01-01", {"country": "DE", "subdivision": land}).working_days[0])
        for land in ("BY", "BE")
    }
    # 21 weekdays, less New Year on a Friday.
    assert january == {"BY": 19, "BE": 20}


def test_own_days_have_the_last_word() -> None:
    calendar = Calendar.model_validate(
        {
            "country": "CN",
            "workdays": ["mon", "tue", "wed", "thu", "fri"],
            "closed": ["2025-01-26", {"from": "2025-03-03", "to": "2025-03-04"}],
            "open": ["2025-01-29", "2025-03-08"],
        }
    )
    working, _ = working_days(calendar, *dates("2025-01-26", "2025-03-09"))
    worked = {dt.date(2025, 1, 26) + dt.timedelta(days=int(at)) for at in np.flatnonzero(working)}
    # The Sunday that makes up is closed, New Year's day and a Saturday are open.
    assert not worked & set(dates("2025-01-26", "2025-03-03", "2025-03-04"))
    assert set(dates("2025-01-29", "2025-03-05", "2025-03-08")) < worked


def test_a_week_of_one_day() -> None:
    # 2027 has 52 Saturdays, its first and last day being Fridays.
    assert year("2027-01-01", {"workdays": ["sat"]}).working_days.sum() == 52


def test_years_of_the_retail_calendar() -> None:
    # National Retail Federation, 4-5-4 calendar: 2023 has 53 weeks.
    published = dates("2022-01-30", "2023-01-29", "2024-02-04", "2025-02-02", "2026-02-01")
    layout = FiscalYear(start=published[-1], pattern=Pattern.W454, anchor="02-01")
    assert [year_start(layout, published[-1], back) for back in range(-4, 1)] == published
    weeks = [(month_starts(layout, start)[-1] - start).days // 7 for start in published]
    assert weeks == [52, 53, 52, 52, 52]


@pytest.mark.parametrize(
    ("pattern", "second", "third"),
    [("4-4-5", 4, 8), ("4-5-4", 4, 9), ("5-4-4", 5, 9)],
)
@pytest.mark.parametrize("weeks", [52, 53])
def test_months_of_whole_weeks(pattern: str, second: int, third: int, weeks: int) -> None:
    laid_out = year("2026-02-01", pattern=pattern, weeks=weeks)
    begins = [(start - laid_out.start).days // 7 for start in laid_out.month_starts]
    assert begins[:5] == [0, second, third, 13, 13 + second]
    assert begins[9:] == [39, 39 + second, 39 + third, weeks]
    assert len(laid_out.weeks) == weeks
    assert {(week.end - week.start).days for week in laid_out.weeks} == {7}


def test_the_53rd_week_belongs_to_the_last_month() -> None:
    layout = FiscalYear(start=dt.date(2026, 2, 1), pattern=Pattern.W454, anchor="02-01")
    starts = month_starts(layout, dt.date(2023, 1, 29))
    # Published: fiscal January 2023 runs from 31 December 2023 to 3 February 2024.
    assert list(starts[11:]) == dates("2023-12-31", "2024-02-04")


def test_a_week_pattern_without_anchor_stays_near_its_start() -> None:
    layout = FiscalYear(start=dt.date(2026, 12, 28), pattern=Pattern.W445)
    # Mondays nearest to 28 December: 27 December 2027 and 29 December 2025.
    assert year_start(layout, dt.date(2026, 12, 28), 1) == dt.date(2027, 12, 27)
    assert year_start(layout, dt.date(2026, 12, 28), -1) == dt.date(2025, 12, 29)


def test_an_anchor_in_the_next_calendar_year() -> None:
    # Mondays nearest to 1 January: 29 December 2025 (Thursday − 3), 4 January 2027 (Friday + 3).
    layout = FiscalYear(start=dt.date(2025, 12, 29), pattern=Pattern.W445, anchor="01-01")
    assert year_start(layout, dt.date(2025, 12, 29), 1) == dt.date(2027, 1, 4)
    assert year_start(layout, dt.date(2027, 1, 4), -1) == dt.date(2025, 12, 29)


def test_a_year_from_april() -> None:
    laid_out = year("2027-04-01")
    assert laid_out.name == "2027-28"
    assert [month.key for month in laid_out.months][::11] == ["2027-04", "2028-03"]
    assert laid_out.end == dt.date(2028, 4, 1)
    assert len(laid_out.days) == 366  # with 29 February 2028
    quarter = laid_out.period("Q4")
    assert (quarter.start, quarter.end) == (dt.date(2028, 1, 1), dt.date(2028, 4, 1))
    assert laid_out.period("2027-28-q4") == laid_out.period("2027-Q4") == quarter


@pytest.mark.parametrize(
    ("start", "pattern", "name"),
    [
        ("2026-12-28", "4-4-5", "2027"),  # four days of December 2026
        ("2027-01-31", "4-5-4", "2027"),  # 335 days of 2027
        ("2027-02-01", "calendar", "2027"),  # 334 days of 2027
        ("2027-03-01", "calendar", "2027-28"),  # 306 days of 2027
        ("2027-10-01", "calendar", "2027-28"),
    ],
)
def test_a_year_is_called_by_the_year_that_holds_nearly_all_of_it(
    start: str, pattern: str, name: str
) -> None:
    first = dt.date.fromisoformat(start)
    settings = FiscalYear(start=first, pattern=Pattern(pattern))
    assert lay_out(settings, Calendar(), first).name == name


def test_a_year_from_the_15th() -> None:
    laid_out = year("2027-01-15")
    assert [month.key for month in laid_out.months][:2] == ["2027-M01", "2027-M02"]
    assert list(laid_out.month_starts[1:3]) == dates("2027-02-15", "2027-03-15")


@pytest.mark.parametrize(
    ("text", "start", "end", "months"),
    [
        ("Q2", "2027-04-01", "2027-07-01", (3, 5)),
        (" q2 ", "2027-04-01", "2027-07-01", (3, 5)),
        ("2027-Q2", "2027-04-01", "2027-07-01", (3, 5)),
        ("H1", "2027-01-01", "2027-07-01", (0, 5)),
        ("2027-h2", "2027-07-01", "2028-01-01", (6, 11)),
        ("2027-03", "2027-03-01", "2027-04-01", (2, 2)),
        ("M03", "2027-03-01", "2027-04-01", (2, 2)),
        ("m3", "2027-03-01", "2027-04-01", (2, 2)),
        ("12", "2027-12-01", "2028-01-01", (11, 11)),
        ("year", "2027-01-01", "2028-01-01", (0, 11)),
        ("2027", "2027-01-01", "2028-01-01", (0, 11)),
    ],
)
def test_names_of_periods(text: str, start: str, end: str, months: tuple[int, int]) -> None:
    laid_out = year("2027-01-01")
    found = laid_out.period(text)
    assert [found.start, found.end] == dates(start, end)
    assert (found.first_month, found.last_month) == months
    days = laid_out.days[laid_out.slice_of(found)].astype(object).tolist()
    assert (days[0], days[-1]) == (found.start, found.end - dt.timedelta(days=1))


@pytest.mark.parametrize("text", ["Q5", "H3", "M13", "0", "13", "2026-03", "2028-Q1", "", "März"])
def test_unknown_periods(text: str) -> None:
    with pytest.raises(KeyError):
        year("2027-01-01").period(text)


def test_a_name_of_ones_own() -> None:
    laid_out = year("2027-01-01", name="FY27")
    assert laid_out.period("fy27") == laid_out.year
    assert laid_out.period("FY27-Q1") == laid_out.quarters[0]


def test_weeks_are_cut_at_the_ends_of_the_year() -> None:
    # 2027 begins and ends on a Friday: three days, 51 whole weeks, five days.
    laid_out = year("2027-01-01")
    lengths = [(week.end - week.start).days for week in laid_out.weeks]
    assert lengths == [3, *[7] * 51, 5]
    assert [laid_out.weeks[at].key for at in (0, 52)] == ["2027-W01", "2027-W53"]
    assert laid_out.weeks[1].start == dt.date(2027, 1, 4)
    # 29 March to 4 April.
    assert (laid_out.weeks[13].first_month, laid_out.weeks[13].last_month) == (2, 3)


def test_weeks_from_sunday() -> None:
    lengths = [
        (week.end - week.start).days for week in year("2027-01-01", {"week_start": "sun"}).weeks
    ]
    assert lengths == [2, *[7] * 51, 6]


def test_every_day_has_its_month() -> None:
    laid_out = year("2028-01-01")
    assert np.bincount(laid_out.month_of_day).tolist() == [
        31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31,
    ]  # fmt: skip


def test_known_countries_have_their_subdivisions() -> None:
    countries = known_countries()
    assert "BY" in countries["DE"]
    assert "CN" in countries
