from __future__ import annotations

import datetime as dt

import pytest

from salesplan.core.analysis import analyse
from salesplan.core.estimates import Side
from salesplan.core.people_figures import PersonFigures
from salesplan.core.sales import UNASSIGNED
from tests.core.builders import Row, profile, sales
from tests.core.histories import monthly


def people(*rows: list[Row]) -> dict[str | None, PersonFigures]:
    found = analyse(sales([row for each in rows for row in each]))
    return {person.name: person for person in found.people}


def test_totals_shares_and_years() -> None:
    found = people(
        monthly("2025-01", [10] * 24),
        monthly("2025-01", [20] * 12 + [40] * 12, "Bob"),
        monthly("2026-07", [10] * 6, UNASSIGNED),
    )
    ann, bob, nobody = found["Ann"], found["Bob"], found[None]
    assert [each.name for each in found.values()] == ["Bob", "Ann", None]
    assert (ann.total, ann.years, ann.recent) == (240, (120, 120), 120)
    assert (bob.total, bob.years, bob.recent) == (720, (240, 480), 480)
    assert (nobody.total, nobody.years) == (60, (0, 60))
    # 240 + 720 + 60 in all, 120 + 480 + 60 in the last twelve months.
    assert ann.share == pytest.approx(240 / 1020)
    assert bob.recent_share == pytest.approx(480 / 660)
    assert bob.trend is not None
    assert bob.trend.growth == 1
    assert nobody.trend is None  # nothing a year before
    assert nobody.equal_share is None
    assert ann.orders == 24
    assert ann.average_order == 10
    assert (ann.first, ann.last) == (dt.date(2025, 1, 15), dt.date(2026, 12, 15))
    assert ann.customers is None


@pytest.mark.parametrize(
    ("changes", "side"),
    [
        # Mean 10, standard error 5.22 / √12 = 1.51: 2.2 of them are 3.3.
        ([5, 15] * 6, Side.ABOVE),
        # Mean 5, standard error 36.6 / √12 = 10.6.
        ([-30, 40] * 6, Side.UNCLEAR),
        ([-10] * 12, Side.BELOW),
        ([0] * 12, Side.UNCLEAR),
        # Mean 25, all of it from one month.
        ([300] + [0] * 11, Side.UNCLEAR),
    ],
)
def test_whether_a_change_is_chance(changes: list[int], side: Side) -> None:
    season = [100, 50, 200, 100, 90, 80, 100, 300, 100, 100, 100, 100]
    now = [usual + change for usual, change in zip(season, changes, strict=True)]
    found = analyse(sales(monthly("2025-01", [*season, *now])))
    assert found.people[0].trend_side is side
    assert found.recent_side is side


def test_who_came_during_the_year_before_has_no_trend() -> None:
    found = people(
        monthly("2025-01", [10] * 24, day=1),
        monthly("2025-03", [10] * 22, "March"),
        monthly("2025-04", [10] * 21, "April"),
    )
    assert found["March"].trend is not None
    assert found["April"].trend is None
    assert found["April"].trend_side is Side.UNCLEAR


def test_who_is_still_active() -> None:
    # 92 days before 31 December are 30 September.
    found = people(
        monthly("2025-01", [10] * 12, day=28),
        [("2025-01-05", "Gone", 5), ("2025-09-30", "Gone", 5)],
        [("2025-01-05", "There", 5), ("2025-10-01", "There", 5)],
        [("2025-12-31", "New", 5)],
    )
    assert [found[name].active for name in ("Ann", "Gone", "There", "New")] == [
        True, False, True, True,
    ]  # fmt: skip
    # From January to September there are nine months, two with sales; to December twelve.
    assert (found["Gone"].months_active, found["Gone"].months_without) == (2, 7)
    assert (found["There"].months_active, found["There"].months_without) == (2, 10)
    assert (found["New"].months_active, found["New"].months_without) == (1, 0)


def test_a_month_of_returns_is_one_without_sales() -> None:
    found = people(monthly("2025-01", [10, -20, 10, 0, 10]))
    assert (found["Ann"].months_active, found["Ann"].months_without) == (3, 2)


def test_the_best_twelve_months() -> None:
    # The best run is from the 7th to the 18th month: 6 × 20 + 6 × 30.
    found = people(monthly("2024-01", [10] * 6 + [20] * 6 + [30] * 6 + [5] * 6))
    best = found["Ann"].best_year
    assert best is not None
    assert best.amount == 300
    assert best.days.start == dt.date(2024, 7, 1)
    assert best.days.end == dt.date(2025, 7, 1)


def test_of_equal_years_the_latest_is_the_best() -> None:
    best = people(monthly("2024-01", [10] * 24))["Ann"].best_year
    assert best is not None
    assert best.days.start == dt.date(2025, 1, 1)


def test_less_than_a_year_has_no_best_one() -> None:
    assert people(monthly("2024-01", [10] * 11))["Ann"].best_year is None


def test_against_an_equal_share() -> None:
    # The hand computation in test_record: records 30/20 and 10/20, credibility 0.98.
    found = people(
        [("2026-01-01", "Ann", 14), ("2026-02-02", "Ann", 16)],
        [("2026-01-01", "Bob", 6), ("2026-02-02", "Bob", 4)],
    )
    mine, yours = found["Ann"].equal_share, found["Bob"].equal_share
    assert mine is not None
    assert yours is not None
    assert (mine.months, mine.sold, mine.expected) == (2, 30, 20)
    assert (mine.record, yours.record) == (1.5, 0.5)
    assert mine.credibility == pytest.approx(0.98)
    assert mine.factor == pytest.approx(1.49)


def test_part_time_is_no_weakness() -> None:
    team = profile({"name": "Ann"}, {"name": "Bob", "fte": 0.5})
    rows = [*monthly("2026-01", [20] * 12, day=1), *monthly("2026-01", [10] * 12, "Bob", day=1)]
    bob = analyse(sales(rows), team).people[1].equal_share
    assert bob is not None
    assert bob.record == pytest.approx(1)
    assert bob.months == pytest.approx(6)


def test_the_team_comes_first_and_aliases_count() -> None:
    team = profile(
        {"name": "Zoe", "skill": "senior"}, {"name": "Bob", "aliases": ["Bobby"]}, {"name": "Eve"}
    )
    rows = [
        *monthly("2026-01", [10] * 12, "Bobby"),
        *monthly("2026-01", [1] * 12, "Bob"),
        *monthly("2026-01", [100] * 12, "Large"),
        *monthly("2026-01", [5] * 12, "Zoe"),
        *monthly("2026-01", [7] * 12, "Small"),
    ]
    found = analyse(sales(rows), team)
    assert [(each.name, each.total, each.spellings) for each in found.people] == [
        ("Zoe", 60, ("Zoe",)),
        ("Bob", 132, ("Bob", "Bobby")),
        ("Eve", 0, ()),
        ("Large", 1200, ("Large",)),
        ("Small", 84, ("Small",)),
    ]
    assert [each.level for each in found.people[:3]] == ["senior", "intermediate", "intermediate"]
    assert [each.team for each in found.people] == ["East"] * 3 + [None] * 2
    assert [found.code for found in found.findings] == ["W401", "W401", "W402"]


def test_a_person_who_never_sold() -> None:
    eve = analyse(sales(monthly("2025-01", [10] * 24)), profile({"name": "Ann"}, {"name": "Eve"}))
    person = eve.people[1]
    assert (person.name, person.total, person.years, person.share) == ("Eve", 0, (0, 0), 0)
    assert (person.first, person.last, person.active) == (None, None, False)
    assert (person.months_active, person.months_without, person.orders) == (0, 0, 0)
    assert person.average_order is None
    assert person.trend is None
    assert person.equal_share is None


def test_customers_of_a_person_are_those_who_bought_more_than_they_returned() -> None:
    rows = [*monthly("2026-01", [10, 10, -10, 5]), *monthly("2026-01", [1], "Bob")]
    found = analyse(sales(rows, customer=["Acme", "Beta", "Beta", None, "Acme"]))
    assert {each.name: each.customers for each in found.people} == {"Ann": 1, "Bob": 1}
