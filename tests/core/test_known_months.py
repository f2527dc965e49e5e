from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from salesplan.core.known_months import KnownMonths, months_gone
from salesplan.core.plan import build_plan
from salesplan.core.review import Review, review
from salesplan.core.sales import UNASSIGNED
from tests.core.builders import Row, every_day, profile, sales

FLAT = {"metric": "revenue", "annual": 5220}
TEAMS = [
    {"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob"}]},
    {"name": "West", "reps": [{"name": "Cho"}]},
]
# In month n of 2026 Ann sold n, Cho 10 n, Zoe, who is not on the team, 100 n; Bob 7,000 in May.
PAST = [
    row
    for month in range(1, 13)
    for row in (
        (f"2026-{month:02}-{'02' if month == 1 else '31' if month == 12 else '15'}", "Ann", month),
        (f"2026-{month:02}-15", "Cho", 10 * month),
        (f"2026-{month:02}-15", "Zoe", 100 * month),
    )
] + [("2026-05-20", "Bob", 7000)]
NOW = [
    ("2027-01-31", "Ann", 5),
    ("2027-02-01", "Bob", 40),
    ("2027-02-10", "Yan", 300),
    ("2027-02-10", UNASSIGNED, 2000),
    ("2027-03-02", "Ann", 90_000),
]
WORKED_2026 = [22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23]


def reviewed(
    day: str,
    past: Sequence[Row] = PAST,
    now: Sequence[Row] = NOW,
    **fields: Any,  # noqa: ANN401 (as in a file)
) -> Review:
    plan = build_plan(profile(**{"goals": [FLAT], "team": TEAMS, **fields}), sales(past))
    return review(plan, sales(now), dt.date.fromisoformat(day))


def known(of: Review) -> KnownMonths:
    found = KnownMonths.of(of, 0)
    assert found is not None
    return found


def test_by_hand() -> None:
    found = known(reviewed("2027-03-30"))
    months = list(range(1, 13))
    bob = [0] * 4 + [7000] + [0] * 7
    cho = [10 * month for month in months]
    east = [month + more for month, more in zip(months, bob, strict=True)]
    whole = [111 * month + more for month, more in zip(months, bob, strict=True)]
    assert found.amounts.tolist() == [
        [*months, 5, 0],
        [*bob, 0, 40],
        [*cho, 0, 0],
        [*east, 5, 40],
        [*cho, 0, 0],
        # Zoe then, and Yan and nobody now, are of the whole alone.
        [*whole, 5, 2340],
    ]
    assert found.working_days.tolist() == [*WORKED_2026, 21, 20]
    assert found.gone == 2
    assert [str(day) for day in found.ends] == ["2027-01-01", "2027-02-01", "2027-03-01"]


@pytest.mark.parametrize(
    ("day", "gone"),
    [
        ("2026-06-30", 0),
        ("2027-01-30", 0),
        ("2027-01-31", 1),
        ("2027-02-27", 1),
        ("2027-02-28", 2),
        ("2027-12-30", 11),
        ("2027-12-31", 12),
        ("2029-01-01", 12),
    ],
)
def test_a_month_has_gone_with_its_last_day(day: str, gone: int) -> None:
    of = reviewed(day)
    assert months_gone(of) == gone
    found = known(of)
    assert (found.gone, found.amounts.shape) == (gone, (6, 12 + gone))
    assert (len(found.working_days), len(found.ends)) == (12 + gone, gone + 1)


def test_months_of_weeks() -> None:
    # Months of 4, 4 and 5 weeks from Monday 4 January; the year before began on 5 January.
    days = [
        (str(day), "Ann", 1) for day in every_day("2026-01-05", "2027-01-03") if day.weekday() < 5
    ]
    year = {"start": "2027-01-04", "pattern": "4-4-5"}
    found = known(reviewed("2027-03-01", days, fiscal_year=year))
    assert found.working_days.tolist() == [*[20, 20, 25] * 4, 20, 20]
    assert found.amounts[0, :12].tolist() == [20, 20, 25] * 4
    # 31 January is the last day of the first month, 10 February in the second.
    assert found.amounts[-1, 12:].tolist() == [5, 2340]
    assert [str(day) for day in found.ends] == ["2027-01-04", "2027-02-01", "2027-03-01"]


def test_without_a_complete_last_year_nothing_is_known() -> None:
    assert KnownMonths.of(reviewed("2027-03-31", [row for row in PAST if row[0] > "2026-02"]), 0) \
        is None  # fmt: skip
    bare = build_plan(profile(goals=[FLAT], team=TEAMS))
    assert KnownMonths.of(review(bare, sales(NOW), dt.date(2027, 3, 31)), 0) is None


def test_each_metric_has_its_own_months() -> None:
    goals = [FLAT, {"metric": "quantity", "annual": 12}]
    plan = build_plan(profile(goals=goals), sales(PAST, quantity=[2000] * len(PAST)))
    now = sales([("2027-01-04", "Ann", 1)], quantity=[3000])
    found = KnownMonths.of(review(plan, now, dt.date(2027, 1, 31)), 1)
    assert found is not None
    assert found.amounts[0].tolist() == [*[2] * 12, 3]
    assert found.amounts[-1].tolist() == [6, 6, 6, 6, 8, *[6] * 7, 3]
