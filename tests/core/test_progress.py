from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Stretch
from salesplan.core.plan import Plan, build_plan
from salesplan.core.progress import progress
from salesplan.core.review import review
from salesplan.core.sales import UNASSIGNED
from tests.core.builders import Row, profile, sales

MONTH, QUARTER, HALF, YEAR = Stretch.MONTH, Stretch.QUARTER, Stretch.HALF, Stretch.YEAR
WEEK, YEAR_TO_DATE = Stretch.WEEK, Stretch.YEAR_TO_DATE

# 1,000 fen a person on each of the 261 working days of 2027; the year begins on a Friday.
FLAT = {"metric": "revenue", "annual": 5220}
ROWS = [
    ("2027-01-04", "Ann", 5000),
    ("2027-01-09", "Ann", 700),  # a Saturday
    ("2027-01-12", "Bob", 4000),
    ("2027-01-12", "Zoe", 300),
    ("2027-01-15", "Ann", 88_888),
]
WEDNESDAY = "2027-01-13"
EVERYBODY = (0, 1, 2)


def flat(*goals: dict[str, Any], **fields: Any) -> Plan:  # noqa: ANN401 (as in a file)
    return build_plan(profile(goals=goals or [FLAT], **fields))


def points(
    stretch: Stretch,
    rows: Sequence[int] = EVERYBODY,
    day: str = WEDNESDAY,
    sold: Sequence[Row] = ROWS,
    plan: Plan | None = None,
) -> tuple[list[str], list[int], list[int]]:
    """Days as in `01-13`, expected and actual."""
    found = review(plan or flat(), sales(sold), dt.date.fromisoformat(day))
    seen = progress(found, stretch, 0, rows)
    days = [str(each)[5:] for each in seen.days.astype("datetime64[D]")]
    return days, seen.expected.tolist(), seen.actual.tolist()


def test_a_month_by_hand() -> None:
    days, expected, actual = points(MONTH)
    # Working days, and the Sunday with which the month ends.
    worked = [1, *range(4, 9), *range(11, 16), *range(18, 23), *range(25, 30), 31]
    assert days == [f"01-{day:02}" for day in worked]
    assert expected == [*range(2000, 42_001, 2000), 42_000]
    # Saturday's sale shows on Monday; nothing is known after the Wednesday.
    assert actual == [0, *[5000] * 5, 5700, 10_000, 10_000]


def test_of_some_people_and_of_somebody_without_a_target() -> None:
    _, expected, actual = points(MONTH, [0])
    assert (expected[8], expected[-1], actual[-1]) == (9000, 21_000, 5700)
    _, expected, actual = points(MONTH, [2])
    assert (set(expected), actual[-2:]) == ({0}, [300, 300])


def test_a_day_on_a_weekend_is_a_point_of_its_own() -> None:
    days, expected, actual = points(MONTH, [0], "2027-01-09")
    assert days[4:8] == ["01-07", "01-08", "01-09", "01-11"]
    assert expected[4:8] == [5000, 6000, 6000, 7000]
    assert actual == [0, *[5000] * 5, 5700]


def test_a_year_goes_by_weeks() -> None:
    days, expected, actual = points(YEAR, [0])
    # 52 Sundays from 3 January to 26 December, the last day, and the day of the review.
    assert len(days) == 54
    assert days[:4] == ["01-03", "01-10", "01-13", "01-17"]
    assert days[-2:] == ["12-26", "12-31"]
    assert expected[:4] == [1000, 6000, 9000, 11_000]
    assert expected[-2:] == [256_000, 261_000]
    assert actual == [0, 5700, 5700]


def test_a_day_that_ends_a_week_is_one_point() -> None:
    days, _, actual = points(YEAR, day="2027-01-10")
    assert (len(days), days[:3], actual) == (53, ["01-03", "01-10", "01-17"], [0, 5700])


@pytest.mark.parametrize(
    ("stretch", "count"),
    [
        (WEEK, 6),  # five days and the Sunday
        (QUARTER, 64),  # 31 March is a working day
        (HALF, 28),  # 26 Sundays of 181 days, 30 June, and the day
        (YEAR_TO_DATE, 9),
    ],
)
def test_how_many_points(stretch: Stretch, count: int) -> None:
    assert len(points(stretch)[0]) == count


def test_a_week_counts_from_its_own_first_day() -> None:
    assert points(WEEK) == (
        ["01-11", "01-12", "01-13", "01-14", "01-15", "01-17"],
        [2000, 4000, 6000, 8000, 10_000, 10_000],
        [0, 4300, 4300],
    )


def test_before_the_year_there_are_targets_and_no_actuals() -> None:
    days, expected, actual = points(MONTH, day="2026-12-31")
    assert (len(days), expected[-1], actual) == (22, 42_000, [])


def test_before_the_year_the_year_to_date_has_no_days() -> None:
    assert points(YEAR_TO_DATE, day="2026-12-31") == ([], [], [])


def test_after_the_year_everything_is_known() -> None:
    days, expected, actual = points(YEAR, day="2028-02-01")
    assert (len(days), len(actual)) == (53, 53)
    assert (expected[-1], actual[-1]) == (522_000, 98_888)


def test_pieces_are_rounded_as_in_the_standings() -> None:
    # 0.4 + 0.4 pieces of Ann are 1, 0.4 of Bob are none; together they are 1 and not 1.2.
    plan = flat({"metric": "quantity", "annual": 522})
    rows = [("2027-01-04", "Ann", 1), ("2027-01-05", "Ann", 1), ("2027-01-05", "Bob", 1)]
    three = [*rows, ("2027-01-05", "Zoe", 1)]
    found = review(plan, sales(three, quantity=[400] * 4), dt.date(2027, 1, 5))
    assert found.stretches[MONTH][1][0].whole.actual == 1
    assert progress(found, MONTH, 0, EVERYBODY).actual.tolist() == [0, 0, 1]


SOLD = st.lists(
    st.tuples(
        st.dates(dt.date(2026, 12, 25), dt.date(2028, 1, 5)).map(str),
        st.sampled_from(["Ann", "Bob", "Zoe", UNASSIGNED]),
        st.integers(-5000, 50_000),
        st.integers(-900, 2900),
    ),
    max_size=20,
)
PLANS = [flat(), flat({"metric": "quantity", "annual": 997}), flat(FLAT, fiscal_year={
    "start": "2027-01-04", "pattern": "4-4-5"})]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(PLANS),
    SOLD,
    st.dates(dt.date(2026, 12, 20), dt.date(2028, 1, 10)),
    st.sampled_from(Stretch),
)
def test_the_ends_are_those_of_the_standings(
    plan: Plan, rows: list[tuple[str, str, int, int]], day: dt.date, stretch: Stretch
) -> None:
    found = review(plan, sales([row[:3] for row in rows], quantity=[row[3] for row in rows]), day)
    _, (mine,) = found.stretches[stretch]
    subjects = [([at], standing) for at, standing in enumerate(mine.people)]
    subjects.append((list(range(len(found.tables[0].actual))), mine.whole))
    for who, standing in subjects:
        seen = progress(found, stretch, 0, who)
        days, expected = seen.days.tolist(), seen.expected.tolist()
        assert days == sorted(set(days))
        assert len(expected) == len(days) >= len(seen.actual)
        assert expected == sorted(expected)
        assert expected[-1:] == ([standing.target or 0] if days else [])
        assert seen.actual.tolist()[-1:] == ([standing.actual] if len(seen.actual) else [])
        if not len(seen.actual):
            assert standing.actual == 0
        known = len(seen.actual)
        if known:
            assert expected[known - 1] == (standing.expected or 0)
