"""As of which day a plan is reviewed, and what is said about it. Weekdays are working days."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from salesplan.core.calendar import FiscalCalendar, lay_out
from salesplan.core.last_day import day_findings, last_day
from salesplan.core.sales import Sales
from salesplan.inputs.sales import read_sales
from salesplan.profile import Calendar, FiscalYear, History

TODAY = dt.date(2026, 11, 22)
FRIDAY = dt.date(2026, 7, 17)


def calendar(year: int = 2026) -> FiscalCalendar:
    return lay_out(FiscalYear(), Calendar(), dt.date(year, 1, 1))


def deals(folder: Path, *rows: str) -> Sales:
    path = folder / "deals.csv"
    text = "\n".join(["Close Date,Owner,Amount,Stage", *(f"{row}" for row in rows), ""])
    path.write_text(text, encoding="utf-8")
    return read_sales([path], History(), 2)[0]


def codes(sales: Sales, day: dt.date, *, given: bool, year: int = 2026) -> list[str]:
    found = day_findings(sales, calendar(year), day, TODAY, given=given)
    return [finding.code for finding in found]


def test_a_lost_deal_shows_how_far_the_files_go(tmp_path: Path) -> None:
    sales = deals(tmp_path, "2026-07-15,Ann,5,Closed Won", "2026-07-17,Ann,5,Closed Lost")
    assert last_day(sales, calendar(), TODAY) == FRIDAY
    (finding,) = day_findings(sales, calendar(), FRIDAY, TODAY, given=False)
    assert finding.code == "N465"
    assert finding.values == {"last": "2026-07-15", "day": "2026-07-17"}


def test_the_day_of_an_open_deal_is_an_expectation(tmp_path: Path) -> None:
    sales = deals(tmp_path, "2026-07-15,Ann,5,Closed Won", "2026-09-30,Ann,5,Negotiation")
    assert last_day(sales, calendar(), TODAY) == dt.date(2026, 7, 15)
    assert codes(sales, dt.date(2026, 7, 15), given=False) == []


@pytest.mark.parametrize("late", ["2062-07-01", "2026-12-01"])
def test_a_day_after_today_moves_nothing_and_is_said(tmp_path: Path, late: str) -> None:
    sales = deals(tmp_path, "2026-07-17,Ann,5,Closed Won", f"{late},Ann,5,Closed Won")
    assert last_day(sales, calendar(), TODAY) == FRIDAY
    (finding,) = day_findings(sales, calendar(), FRIDAY, TODAY, given=False)
    assert (finding.code, str(finding.place)) == ("W465", "deals.csv!3")
    assert finding.values == {"value": late, "rows": 1, "day": "2026-07-17"}


def test_an_example_of_a_year_to_come_has_its_last_row(tmp_path: Path) -> None:
    sales = deals(tmp_path, "2026-07-17,Ann,5,Closed Won", "2027-03-05,Ann,5,Closed Won")
    assert last_day(sales, calendar(2027), TODAY) == dt.date(2027, 3, 5)
    assert codes(sales, dt.date(2027, 3, 5), given=False, year=2027) == []


def test_a_year_that_is_over_is_reviewed_at_its_end(tmp_path: Path) -> None:
    sales = deals(tmp_path, "2025-12-30,Ann,5,Closed Won", "2026-07-17,Ann,5,Closed Won")
    assert last_day(sales, calendar(2025), TODAY) == dt.date(2025, 12, 31)


def test_without_rows_there_is_no_day(tmp_path: Path) -> None:
    assert last_day(deals(tmp_path), calendar(), TODAY) is None


@pytest.mark.parametrize(
    ("day", "said"), [("2026-07-17", []), ("2026-07-19", []), ("2026-07-20", ["N469"])]
)
def test_a_given_day_that_the_files_do_not_reach(tmp_path: Path, day: str, said: list[str]) -> None:
    sales = deals(tmp_path, "2026-07-15,Ann,5,Closed Won", "2026-07-17,Ann,5,Closed Lost")
    assert codes(sales, dt.date.fromisoformat(day), given=True) == said


def test_where_a_gap_is_carried_over_it_is_a_warning(tmp_path: Path) -> None:
    sales = deals(tmp_path, "2026-07-17,Ann,5,Closed Won")
    day, of = dt.date(2026, 12, 31), calendar()
    (found,) = day_findings(sales, of, dt.date(2026, 7, 31), TODAY, given=True, carried=True)
    assert (found.code, found.values) == ("W469", {"last": "2026-07-17", "day": "2026-07-31"})
    # After the year the days to its end count, and the review is of that day.
    assert codes(sales, dt.date(2027, 3, 1), given=True) == ["N468", "N469"]
    found = list(day_findings(sales, of, dt.date(2027, 3, 1), TODAY, given=True))[1]
    assert found.values == {"last": "2026-07-17", "day": str(day)}


def test_rows_after_a_given_day_show_that_the_files_reach_it(tmp_path: Path) -> None:
    sales = deals(tmp_path, "2026-07-06,Ann,5,Closed Won", "2026-07-17,Ann,5,Closed Won")
    assert codes(sales, dt.date(2026, 7, 10), given=True) == []


def test_a_table_of_months_reaches_to_the_end_of_its_last(tmp_path: Path) -> None:
    sales = deals(tmp_path, "2026-06-01,Ann,5,Closed Won", "2026-07-01,Ann,5,Closed Won")
    assert codes(sales, dt.date(2026, 7, 31), given=True) == []
    assert codes(sales, dt.date(2026, 8, 3), given=True) == ["N469"]
