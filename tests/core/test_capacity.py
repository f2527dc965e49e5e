from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from salesplan.core.calendar import lay_out
from salesplan.core.capacity import Capacity, capacities
from tests.core.builders import profile

WHOLE_WEEK = {"workdays": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]}


def capacity_of(
    rep: dict[str, Any],
    start: str = "2027-01-01",
    calendar: dict[str, Any] | None = None,
    skills: dict[str, Any] | None = None,
) -> Capacity:
    planned = profile(
        {"name": "Ann", **rep},
        fiscal_year={"start": start},
        calendar=calendar or {},
        skills=skills or {},
    )
    assert planned.fiscal_year.start is not None
    year = lay_out(planned.fiscal_year, planned.calendar, planned.fiscal_year.start)
    return capacities(planned, year)


def days(capacity: Capacity, first: int, last: int) -> list[float]:
    """Presence from day `first` to day `last` of the year, counted from 1."""
    presence: npt.NDArray[np.float64] = capacity.presence[0, first - 1 : last]
    return [float(each) for each in presence]


def test_level_and_part_time_multiply() -> None:
    capacity = capacity_of({"skill": "expert", "fte": 0.5})
    assert capacity.skill.tolist() == [0.9]
    assert capacity.capacity[0] == pytest.approx([0.9] * 12)
    assert capacity.availability.tolist() == [[1.0] * 12]
    assert capacity.ramp.tolist() == [[1.0] * 12]


def test_levels_of_ones_own() -> None:
    capacity = capacity_of({"skill": "king"}, skills={"levels": {"king": 3}})
    assert capacity.capacity[0] == pytest.approx([3.0] * 12)


def test_a_start_in_mid_month() -> None:
    # Monday 15 March 2027. March has 23 working days, 13 of them from the 15th, at a quarter.
    # April has 22: ten before the 15th at a quarter, twelve from it at a half. May has 21: ten
    # before the 15th (a Saturday) at a half, eleven at three quarters. June has 22: ten before
    # the 15th at three quarters, twelve in full. Then full.
    capacity = capacity_of({"start": "2027-03-15"})
    assert capacity.availability[0, :4] == pytest.approx([0, 0, 13 / 23, 1])
    assert capacity.ramp[0, :7] == pytest.approx([0, 0, 0.25, 8.5 / 22, 13.25 / 21, 19.5 / 22, 1])
    assert capacity.capacity[0, :7] == pytest.approx(
        [0, 0, 3.25 / 23, 8.5 / 22, 13.25 / 21, 19.5 / 22, 1]
    )


def test_a_start_on_the_31st_counts_to_the_end_of_shorter_months() -> None:
    capacity = capacity_of({"start": "2027-01-31"}, calendar=WHOLE_WEEK)
    assert days(capacity, 30, 32) == [0, 0.25, 0.25]
    assert days(capacity, 58, 60) == [0.25, 0.5, 0.5]  # 27 February, 28 February, 1 March
    assert days(capacity, 89, 91) == [0.5, 0.75, 0.75]  # 30 March, 31 March, 1 April
    assert days(capacity, 119, 121) == [0.75, 1, 1]  # 29 April, 30 April, 1 May


def test_a_ramp_begun_in_the_year_before_goes_on() -> None:
    capacity = capacity_of({"start": "2026-12-01"}, calendar=WHOLE_WEEK)
    assert capacity.ramp[0, :3] == pytest.approx([0.5, 0.75, 1])


def test_people_without_a_start_have_no_ramp() -> None:
    assert capacity_of({"ramp": []}).ramp[0].tolist() == [1.0] * 12


@pytest.mark.parametrize(
    ("ramp", "expected"), [([], [1, 1, 1]), ([0.1], [0.1, 1, 1]), ([0, 0.5], [0, 0.5, 1])]
)
def test_a_ramp_of_ones_own(ramp: list[float], expected: list[float]) -> None:
    capacity = capacity_of({"start": "2027-01-01", "ramp": ramp})
    assert capacity.capacity[0, :3] == pytest.approx(expected)


def test_leave_includes_its_last_day() -> None:
    # Monday 10 to Friday 21 May 2027: ten of 21 working days; and a single Tuesday in June of 22.
    capacity = capacity_of({"leave": [{"from": "2027-05-10", "to": "2027-05-21"}, "2027-06-01"]})
    assert capacity.availability[0, 3:7] == pytest.approx([1, 11 / 21, 21 / 22, 1])
    assert capacity.capacity[0, 3:7] == pytest.approx([1, 11 / 21, 21 / 22, 1])


def test_leave_over_the_ends_of_the_year() -> None:
    capacity = capacity_of(
        {
            "leave": [
                {"from": "2026-12-01", "to": "2027-01-31"},
                {"from": "2027-12-01", "to": "2028-02-01"},
            ]
        }
    )
    assert capacity.availability[0].tolist() == [0, *[1] * 10, 0]


def test_the_last_day_is_worked() -> None:
    capacity = capacity_of({"end": "2027-02-01"})
    assert capacity.availability[0, :3] == pytest.approx([1, 1 / 20, 0])


def test_a_stay_outside_the_year() -> None:
    assert not capacity_of({"end": "2026-12-31"}).capacity.any()
    assert not capacity_of({"start": "2028-01-01"}).capacity.any()


def test_nobody_is_present_on_closed_days() -> None:
    capacity = capacity_of({}, calendar={"closed": [{"from": "2027-08-01", "to": "2027-08-31"}]})
    assert capacity.capacity[0].tolist() == [*[1] * 7, 0, *[1] * 4]
