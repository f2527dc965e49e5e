from __future__ import annotations

import numpy as np
import pytest

from salesplan.core.months_present import months_present, selling_days
from salesplan.core.timeline import Timeline
from salesplan.profile import Calendar, FiscalYear, Profile
from tests.core.builders import Row, profile, sales

# Ann all year; Bob from Monday, 16 March, to Friday, 12 June.
ROWS: list[Row] = [
    ("2026-01-01", "Ann", 1),
    ("2026-03-16", "Bob", 1),
    ("2026-06-12", "Bob", 1),
    ("2026-12-31", "Ann", 1),
]


def line() -> Timeline:
    """Owners are Ann, Bob, and a third who never sold."""
    return Timeline.of(sales(ROWS), FiscalYear(), Calendar(), np.array([0, 1, 1, 0]), 3)


def present(team: Profile | None = None) -> list[list[float]]:
    table: list[list[float]] = months_present(line(), team).round(6).tolist()
    return table


def test_first_and_last_days() -> None:
    first, last = selling_days(line())
    assert first[:2].tolist() == [0, 74]
    assert last.tolist() == [364, 162, -1]
    assert first[2] > last[2]


def test_without_a_profile_from_the_first_sale_to_the_last() -> None:
    ann, bob, nobody = present()
    assert ann == [1] * 12
    # 12 of the 22 working days of March are left from the 16th, 10 of June's 22 are gone by the
    # 12th.
    assert bob == [0, 0, round(12 / 22, 6), 1, 1, round(10 / 22, 6), *[0] * 6]
    assert nobody == [0] * 12


def test_on_the_team_people_stay_until_the_profile_says_otherwise() -> None:
    _, bob, eve = present(profile({"name": "Ann"}, {"name": "Bob"}, {"name": "Eve"}))
    assert bob == [0, 0, round(12 / 22, 6), *[1] * 9]
    assert eve == [0] * 12


def test_start_ramp_and_part_time_are_those_of_the_profile() -> None:
    reps = {"name": "Ann", "fte": 0.5}, {"name": "Bob", "start": "2026-02-02", "end": "2026-06-30"}
    ann, bob, _ = present(profile(*reps, {"name": "Eve"}, skills={"ramp": [0.5]}))
    assert ann == [0.5] * 12
    # February has 20 working days, all from the 2nd; the ramp ends with 1 March.
    assert bob == [0, 0.5, 1, 1, 1, 1, *[0] * 6]


def test_levels_are_alike() -> None:
    team = profile({"name": "Ann", "skill": "expert"}, {"name": "Bob"}, {"name": "Eve"})
    assert present(team)[0] == pytest.approx([1] * 12)
