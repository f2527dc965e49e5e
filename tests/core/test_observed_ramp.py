from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from salesplan.core.analysis import analyse
from salesplan.core.observed_ramp import ObservedRamp, _rising
from salesplan.core.skill_weights import Carries
from tests.core.builders import Row, profile, sales
from tests.core.histories import daily, weekdays

DAYS = weekdays("2025-01-01", "2026-12-31")
START = dt.date(2025, 9, 1)  # a Monday
MONTHS = np.array(
    [(day.year - START.year) * 12 + day.month - START.month for day in DAYS]
)  # months since the start


def sells(rep: str, level: int, ramp: list[float], late: int = 0) -> list[Row]:
    """The same on each working day, less in the first months; everything doubles in 2026."""
    step = np.array([*ramp, 1.0])[np.clip(MONTHS - late, 0, len(ramp))]
    there = step * np.isin(MONTHS, range(late, 24))
    year = np.where([day.year == 2026 for day in DAYS], 2, 1)
    return daily(DAYS, (level * there * year).round().astype(int).tolist(), rep)


def veterans() -> list[Row]:
    year = [2 if day.year == 2026 else 1 for day in DAYS]
    return [row for rep in ("Old", "Older") for row in daily(DAYS, [1000 * at for at in year], rep)]


def ramp_of(*newcomers: list[Row]) -> ObservedRamp:
    return analyse(sales([*veterans(), *(row for each in newcomers for row in each)])).ramp


def test_newcomers_who_grow_alike() -> None:
    steps = [0.25, 0.5, 0.75]
    found = ramp_of(sells("A", 1000, steps), sells("B", 2000, steps), sells("C", 400, steps))
    assert found.carries is Carries.YES
    assert found.newcomers == ("A", "B", "C")
    assert [month.measured.value for month in found.months] == pytest.approx(
        [0.25, 0.5, 0.75, 1, 1, 1]
    )
    assert [month.measured.error for month in found.months] == pytest.approx([0] * 6, abs=1e-9)
    assert [month.month for month in found.months] == [1, 2, 3, 4, 5, 6]
    assert found.length == 3
    assert found.suggested == pytest.approx((0.25, 0.5, 0.75))
    assert {month.people for month in found.months} == {3}


def test_newcomers_who_differ_make_doubt() -> None:
    # In the first month 0, 1/4 and 1/2 of the same later level; full from the second on.
    found = ramp_of(sells("A", 1000, [0.001]), sells("B", 1000, [0.25]), sells("C", 1000, [0.499]))
    first, *others = found.months
    # Off by -0.249, 0 and 0.249 of 1: √(3/2 × 2 × 0.249²) / 3.
    assert first.measured.value == pytest.approx(0.25)
    assert first.measured.error == pytest.approx(0.249 / 3**0.5)
    # Student's t with two degrees of freedom is 4.3027.
    assert first.measured.high == pytest.approx(0.25 + 4.3027 * 0.249 / 3**0.5, rel=1e-4)
    credibility = 0.0625 / (0.0625 + 0.249**2 / 3)
    assert first.credibility == pytest.approx(credibility)
    # The program's own ramp begins with 25 %.
    assert first.planned == 0.25
    assert first.suggested == pytest.approx(0.25)
    assert [month.suggested for month in others] == pytest.approx([1] * 5)
    assert found.length == 1
    assert found.suggested == pytest.approx((0.25,))


def test_doubt_leans_towards_the_planned_ramp() -> None:
    rows = [*sells("A", 1000, [0.001]), *sells("B", 1000, [0.25]), *sells("C", 1000, [0.499])]
    team = profile({"name": "Old"}, skills={"ramp": [0.65]})
    first = analyse(sales([*veterans(), *rows]), team).ramp.months[0]
    assert first.suggested == pytest.approx(0.25 + 0.4 * (1 - first.credibility))


def test_two_newcomers_cannot_carry_a_ramp() -> None:
    found = ramp_of(sells("A", 1000, [0.25]), sells("B", 1000, [0.25]))
    assert found.carries is Carries.FEW_PEOPLE
    assert found.newcomers == ("A", "B")
    assert found.months == ()
    assert found.suggested == found.planned == (0.25, 0.5, 0.75)


def test_who_came_lately_has_no_later_level() -> None:
    # From January to December 2026 there are twelve months, the later level has six; from
    # February there are eleven.
    known, late = sells("A", 1000, [0.25], late=4), sells("B", 1000, [0.25], late=5)
    found = ramp_of(known, late)
    assert (found.newcomers, found.left_out) == (("A",), ("B",))


def test_who_left_has_no_later_level() -> None:
    gone = [row for row in sells("A", 1000, [0.25]) if row[0] < "2026-06-01"]
    assert ramp_of(gone).left_out == ("A",)


def test_who_sells_from_the_beginning_is_no_newcomer() -> None:
    assert ramp_of().newcomers == ()
    # The first sale in the sixth month: somebody who sells seldom.
    assert ramp_of(sells("A", 1000, [0.25], late=-3)).newcomers == ()
    assert ramp_of(sells("A", 1000, [0.25], late=-2)).newcomers == ("A",)


def test_a_start_in_the_profile_counts() -> None:
    # In March 2025, when somebody without a start could have been there long.
    rows = [row for name in "ABC" for row in sells(name, 1000, [0.5, 0.8], late=-6)]
    reps = [{"name": name, "start": "2025-03-03"} for name in "ABC"]
    found = analyse(sales([*veterans(), *rows]), profile(*reps)).ramp
    assert found.newcomers == ("A", "B", "C")
    # The first month ends on 3 April: 21 working days at 0.5 and two at 0.8.
    assert found.months[0].measured.value == pytest.approx((21 * 0.5 + 2 * 0.8) / 23)
    assert analyse(sales([*veterans(), *rows])).ramp.newcomers == ()


def test_leave_is_no_ramp() -> None:
    # Away in the second month, which is the plan's, and not what the person sells when there.
    rows = [
        row
        for name in "ABC"
        for row in sells(name, 1000, [0.5])
        if not "2025-10-01" <= row[0] <= "2025-10-21"
    ]
    away = [{"from": "2025-10-01", "to": "2025-10-21"}]
    reps = [{"name": name, "start": "2025-09-01", "leave": away} for name in "ABC"]
    found = analyse(sales([*veterans(), *rows]), profile(*reps)).ramp
    assert [month.measured.value for month in found.months] == pytest.approx([0.5, *[1] * 5])


def test_values_that_fall_are_pooled() -> None:
    weights = np.array([1.0, 1.0, 2.0, 1.0])
    assert _rising(np.array([0.5, 0.3, 0.8, 0.9]), weights) == pytest.approx([0.4, 0.4, 0.8, 0.9])
    # (0.9 + 2 × 0.6) / 3, and both together with what stands before.
    assert _rising(np.array([0.8, 0.9, 0.6, 1.0]), weights) == pytest.approx(
        [0.725, 0.725, 0.725, 1.0]
    )
