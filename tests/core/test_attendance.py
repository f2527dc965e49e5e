from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from salesplan.core.attendance import Absence, Away, RampStep, attendance_of
from salesplan.core.plan import build_plan
from tests.core.builders import profile

START, END, LEAVE = Away.START, Away.END, Away.LEAVE


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2027-{text}")


# March 2027 has 23 weekdays: the 1st is a Monday, the 31st a Wednesday.
@pytest.mark.parametrize(
    ("rep", "absences", "ramp", "counted"),
    [
        ({}, [], [("1", 23)], "23"),
        ({"start": "2027-03-01"}, [], [("0.25", 23)], "5.75"),
        (
            {"start": "2027-03-15"},
            [(START, "03-01", "03-14", "", 10)],
            [("0.25", 13)],
            "3.25",
        ),
        # From the 10th on the second month counts: 7 days at 25 %, 16 at 50 %.
        ({"start": "2027-02-10"}, [], [("0.25", 7), ("0.5", 16)], "9.75"),
        ({"start": "2027-02-10", "ramp": []}, [], [("1", 23)], "23"),
        # A first month that does not count at all is presence all the same.
        ({"start": "2027-03-01", "ramp": [0, "12.5%"]}, [], [("0", 23)], "0"),
        ({"end": "2027-03-05"}, [(END, "03-06", "03-31", "", 18)], [("1", 5)], "5"),
        (
            {"leave": [{"from": "2027-02-22", "to": "2027-03-02", "reason": "Ski"}]},
            [(LEAVE, "03-01", "03-02", "Ski", 2)],
            [("1", 21)],
            "21",
        ),
        # A weekend takes no working day; two leaves on one day take it once.
        ({"leave": ["2027-03-06"]}, [], [("1", 23)], "23"),
        (
            {"leave": ["2027-03-03", {"from": "2027-03-03", "to": "2027-03-04"}]},
            [(LEAVE, "03-03", "03-03", "", 1), (LEAVE, "03-03", "03-04", "", 1)],
            [("1", 21)],
            "21",
        ),
        ({"start": "2027-05-01"}, [(START, "03-01", "03-31", "", 23)], [], "0"),
    ],
)
def test_a_month_in_days(
    rep: dict[str, Any],
    absences: list[tuple[Away, str, str, str, int]],
    ramp: list[tuple[str, int]],
    counted: str,
) -> None:
    plan = build_plan(profile({"name": "Ann", **rep}, {"name": "Bob"}))
    march = attendance_of(plan, 0, 2)
    assert march.working_days == 23
    assert march.absences == tuple(
        Absence(kind, day(first), day(last), reason, days)
        for kind, first, last, reason, days in absences
    )
    assert march.ramp == tuple(RampStep(Decimal(step), days) for step, days in ramp)
    assert march.counted == Decimal(counted)
    assert march.days == sum(days for _, days in ramp)
    assert march.days + sum(each.days for each in march.absences) == 23
    assert march.ramping == (march.counted != march.days)
