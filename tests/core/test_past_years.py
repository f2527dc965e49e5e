from __future__ import annotations

from typing import Any

import pytest

from salesplan.core.grounds import prepare
from salesplan.core.past_years import PastYears, past_years
from salesplan.core.planning import plan_and_check
from salesplan.core.sales import Sales
from tests.core.builders import every_day, profile, sales

ANN, BOB, CID = range(3)
PEOPLE: list[dict[str, Any]] = [{"name": "Ann"}, {"name": "Bob"}, {"name": "Cid"}]


def monthly(amounts: dict[str, int], first: int = 2025) -> Sales:
    """So much on the 15th of each month to the end of 2026, and nothing on its first and last."""
    rows = [
        (f"{year}-{month:02}-15", name, amount)
        for year in range(first, 2027)
        for month in range(1, 13)
        for name, amount in amounts.items()
    ]
    return sales([(f"{first}-01-01", "Zoe", 0), *rows, ("2026-12-31", "Zoe", 0)])


def years(history: Sales, *handovers: dict[str, Any]) -> PastYears:
    content = {"goals": [{"metric": "revenue", "annual": 100}], "handovers": list(handovers)}
    made = prepare(profile(*PEOPLE, **content), history)
    found = past_years(made, made.metrics[0])
    assert found is not None
    return found


def over(giver: str, receiver: str, date: str, share: str) -> dict[str, Any]:
    return {"from": giver, "to": receiver, "date": date, "share": share}


HISTORY = monthly({"Ann": 100, "Bob": 300})


def test_everybody_has_their_own_past() -> None:
    found = years(HISTORY)
    assert found.last.tolist() == found.best.tolist() == [1_200, 3_600, 0]
    assert found.behind.tolist() == [True, True, False]
    assert not found.handed.any()


def test_half_of_a_business_brings_half_of_its_past() -> None:
    # From the first day on Ann has half of Bob's business: 1,200 + 1,800, and 1,800 are left.
    found = years(HISTORY, over("Bob", "Ann", "2027-01-01", "50%"))
    assert found.last.tolist() == [3_000, 1_800, 0]
    assert found.best.tolist() == [3_000, 1_800, 0]
    assert found.handed.tolist() == [True, True, False]


def test_a_past_counts_for_the_part_of_the_year() -> None:
    # Equal months in both years: the season follows the working days, so that the days from
    # July on, 132 of 261 in 2027, are their part of the year: 3,600 × 132 / 261 = 1,820.7.
    found = years(HISTORY, over("Bob", "Ann", "2027-07-01", "100%"))
    assert found.last.sum() == pytest.approx(4_800, abs=12)  # a rounding a month and person
    assert found.last[ANN] == pytest.approx(1_200 + 3_600 * 132 / 261, rel=0.02)


def test_who_hands_on_what_they_were_handed_keeps_nothing_of_it() -> None:
    first, second = (
        over("Bob", "Ann", "2027-01-01", "100%"),
        over("Ann", "Cid", "2027-01-02", "50%"),
    )
    found = years(HISTORY, first, second)
    # Half of Ann's 1,200 and of Bob's 3,600, but for New Year's Day, go on to Cid.
    assert found.last[BOB] == 0
    assert found.last[CID] == pytest.approx(2_400, rel=0.01)
    # Cid has sold nothing: there is no past of theirs to be measured by.
    assert found.behind.tolist() == [True, True, False]


def test_a_best_year_is_that_of_the_business_that_is_held() -> None:
    # Ann was best in 2025, Bob in 2026; with all of Bob's business their 12 best are in 2026.
    rows = [(str(day), "Ann", 50) for day in every_day("2025-01-01", "2025-12-31")]
    rows += [(str(day), "Ann", 20) for day in every_day("2026-01-01", "2026-12-31")]
    rows += [(str(day), "Bob", 10) for day in every_day("2025-01-01", "2025-12-31")]
    rows += [(str(day), "Bob", 90) for day in every_day("2026-01-01", "2026-12-31")]
    found = years(sales(rows), over("Bob", "Ann", "2027-01-01", "100%"))
    assert found.best[ANN] == 365 * (20 + 90)
    assert found.best[BOB] == 0


def test_the_checks_measure_by_what_was_handed_over() -> None:
    team = profile(
        *PEOPLE[:2],
        goals=[{"metric": "revenue", "annual": 48, "unit": "0.01"}],
        skills={"ramp": []},
        handovers=[over("Bob", "Ann", "2027-01-01", "50%")],
    )
    found = plan_and_check(team, HISTORY)
    asked = {each.person: each for each in found.goal_checks[0].asked}
    # 4,800 as before: nobody is asked for more than came with the customers, but for rounding.
    assert {person: each.best for person, each in asked.items()} == {ANN: 3_000, BOB: 1_800}
    assert all(each.handed for each in asked.values())
    ahead = {each.person: (each.last, each.best) for each in found.plan_checks[0].people}
    assert ahead == {ANN: (3_000, 3_000), BOB: (1_800, 1_800)}
    assert float(max(each.growth for each in asked.values())) < 0.25


def test_less_than_a_year_says_nothing() -> None:
    short = sales([(str(day), "Ann", 10) for day in every_day("2026-03-01", "2026-12-31")])
    made = prepare(profile(*PEOPLE, goals=[{"metric": "revenue", "annual": 100}]), short)
    assert past_years(made, made.metrics[0]) is None
