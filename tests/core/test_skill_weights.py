from __future__ import annotations

from math import exp
from typing import Any

import pytest

from salesplan.core.analysis import analyse
from salesplan.core.skill_weights import Carries, LevelWeight, SkillWeights
from tests.core.builders import Row, profile, sales
from tests.core.histories import monthly

LEVELS = {"levels": {"junior": 0.5, "senior": 1.0}}


def weights(
    rows: list[Row], *reps: dict[str, Any], levels: dict[str, Any] = LEVELS
) -> SkillWeights:
    found = analyse(sales(rows), profile(*reps, skills=levels)).skills
    assert found is not None
    return found


def group(level: str, *amounts: int | list[int], months: int = 12, first: str = "2026-01") -> Any:  # noqa: ANN401
    """People of a level who sell the same each month, or what is listed, and their entries."""
    names = [f"{level} {at}" for at in range(len(amounts))]
    rows = [
        row
        for name, each in zip(names, amounts, strict=True)
        for row in monthly(first, each if isinstance(each, list) else [each] * months, name, day=1)
    ]
    return rows, [{"name": name, "skill": level} for name in names]


def both(juniors: Any, seniors: Any) -> SkillWeights:  # noqa: ANN401
    return weights([*juniors[0], *seniors[0]], *juniors[1], *seniors[1])


def junior(found: SkillWeights) -> LevelWeight:
    assert found.levels[0].level == "junior"
    return found.levels[0]


def test_what_a_level_sells_against_the_reference() -> None:
    found = both(group("junior", 60, 60, 60), group("senior", 100, 100, 100))
    assert found.reference == "senior"
    low, high = found.levels
    assert low.measured is not None
    assert low.measured.value == pytest.approx(0.6)
    assert low.measured.error == pytest.approx(0, abs=1e-9)
    assert low.credibility == pytest.approx(1)
    assert low.suggested == pytest.approx(0.6)
    assert (low.planned, low.people, low.carries) == (0.5, 3, Carries.YES)
    assert low.person_months == pytest.approx(36)
    assert (high.planned, high.suggested, high.credibility) == (1.0, 1.0, 1.0)


def test_people_who_differ_make_doubt() -> None:
    found = junior(both(group("junior", 50, 60, 70), group("senior", 100, 100, 100)))
    assert found.measured is not None
    # Off by -120, 0 and 120 of 720: 3/2 × 2 × 120² / 2160² = 0.00925926, the root is 0.0962250.
    assert found.measured.value == pytest.approx(0.6)
    assert found.measured.error == pytest.approx(0.6 * 0.0962250)
    # Student's t with 3 + 3 − 2 degrees of freedom: 2.7764 × 0.0962250 = 0.267163.
    assert found.measured.high == pytest.approx(0.6 * exp(0.267163), rel=1e-4)
    # 0.0625 / (0.0625 + 0.00925926)
    assert found.credibility == pytest.approx(0.870968)
    assert found.suggested == pytest.approx(0.6**0.870968 * 0.5**0.129032)


def test_a_level_that_came_late_is_not_measured_by_better_months() -> None:
    # Everybody sells twice as much in 2026, when the juniors are there.
    seniors = group("senior", *[[100] * 12 + [200] * 12] * 3, first="2025-01")
    found = junior(both(group("junior", 120, 120, 120), seniors))
    assert found.measured is not None
    assert found.measured.value == pytest.approx(0.6)


def test_part_time_and_leave_are_taken_into_account() -> None:
    rows, people = group("junior", 60, 30, 60)
    people[1]["fte"] = 0.5
    # All of June away, and nothing sold.
    people[2]["leave"] = [{"from": "2026-06-01", "to": "2026-06-30"}]
    rows = [row for row in rows if row[:2] != ("2026-06-01", "junior 2")]
    found = junior(both((rows, people), group("senior", 100, 100, 100)))
    assert found.measured is not None
    assert found.measured.value == pytest.approx(0.6)
    assert found.person_months == pytest.approx(12 + 6 + 11)


def test_two_people_cannot_carry_a_weight() -> None:
    found = both(group("junior", 60, 60, months=24), group("senior", 100, 100, 100, months=24))
    low, high = found.levels
    assert (low.carries, low.people) == (Carries.FEW_PEOPLE, 2)
    assert low.person_months == pytest.approx(48)
    assert (low.measured, low.suggested, low.credibility) == (None, 0.5, 0)
    # One level alone has nothing to be compared with.
    assert (high.carries, high.suggested) == (Carries.NOTHING_TO_COMPARE, 1.0)
    assert found.reference is None


def test_seven_months_of_three_people_cannot_carry_a_weight() -> None:
    juniors = group("junior", 60, 60, 60, months=7, first="2026-06")
    found = junior(both(juniors, group("senior", 100, 100, 100)))
    assert (found.carries, found.suggested) == (Carries.FEW_MONTHS, 0.5)
    assert found.person_months == pytest.approx(21)


def test_more_returned_than_sold_cannot_carry_a_weight() -> None:
    juniors = group("junior", *[[10, -12] * 6] * 3)
    found = junior(both(juniors, group("senior", 100, 100, 100)))
    assert (found.carries, found.suggested) == (Carries.NO_SALES, 0.5)


def test_a_reference_without_a_weight_of_one() -> None:
    # No level has weight 1: the one with more months of work keeps its weight.
    levels = {"levels": {"junior": 0.8, "senior": 1.6}}
    juniors, seniors = group("junior", 60, 60, 60, 60), group("senior", 90, 90, 90)
    found = weights([*juniors[0], *seniors[0]], *juniors[1], *seniors[1], levels=levels)
    assert found.reference == "junior"
    assert found.levels[1].measured is not None
    assert found.levels[1].measured.value == pytest.approx(1.2)


def test_people_who_are_not_on_the_team_change_nothing() -> None:
    juniors, seniors = group("junior", 50, 60, 70), group("senior", 100, 110, 120)
    alone = both(juniors, seniors)
    strangers = monthly("2026-01", [9999] * 12, "Stranger", day=1)
    assert both(([*juniors[0], *strangers], juniors[1]), seniors) == alone


def test_only_the_last_two_years_count() -> None:
    juniors = group("junior", *[[999] * 6 + [60] * 24] * 3, first="2024-07")
    seniors = group("senior", *[[1] * 6 + [100] * 24] * 3, first="2024-07")
    found = junior(both(juniors, seniors))
    assert found.measured is not None
    assert found.measured.value == pytest.approx(0.6)


def test_without_a_profile_there_are_no_levels() -> None:
    assert analyse(sales(monthly("2026-01", [1] * 12))).skills is None
