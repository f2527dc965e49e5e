"""Periods as people say them, in years that begin anywhere."""

from __future__ import annotations

import datetime as dt

import pytest

from salesplan.core.calendar import FiscalCalendar, lay_out
from salesplan.profile import Calendar, FiscalYear


def year(start: str, pattern: str = "calendar") -> FiscalCalendar:
    begin = dt.date.fromisoformat(start)
    layout = FiscalYear.model_validate({"start": begin, "pattern": pattern})
    return lay_out(layout, Calendar(), begin)


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        (("一季度", "第一季度", "1季度", "2027年一季度"), "2027-Q1"),
        (("Q1 2027", "2027Q1", "quarter 1"), "2027-Q1"),
        (("3月", "三月", "03月", "3月份", "2027年3月"), "2027-03"),
        (("2027/3", "2027.03", "Mar", "March 2027"), "2027-03"),
        (("上半年", "2027年上半年"), "2027-H1"),
        (("全年", "2027年", "2027年度", "2027年全年"), "2027"),
    ],
)
def test_of_a_calendar_year(texts: tuple[str, ...], key: str) -> None:
    laid_out = year("2027-01-01")
    assert [laid_out.period(text).key for text in texts] == [key] * len(texts)


def test_months_have_their_names_and_numbers_count_from_the_start() -> None:
    laid_out = year("2027-07-01")
    assert laid_out.period("3月").key == "2028-03"
    assert laid_out.period("Jul").key == "2027-07"
    assert laid_out.period("3").key == "2027-09"
    assert laid_out.period("三季度").start == dt.date(2028, 1, 1)
    with pytest.raises(KeyError):
        laid_out.period("2027年3月")


@pytest.mark.parametrize(
    "text", ["2026年一季度", "五季度", "13月", "2028年3月", "27年3月", "3/2027"]
)
def test_what_the_year_does_not_have(text: str) -> None:
    with pytest.raises(KeyError):
        year("2027-01-01").period(text)


@pytest.mark.parametrize("text", ["3月", "March", "2027-03"])
def test_months_of_weeks_have_numbers_alone(text: str) -> None:
    laid_out = year("2027-01-31", "4-4-5")
    assert laid_out.period("M03").key == "2027-M03"
    with pytest.raises(KeyError):
        laid_out.period(text)
