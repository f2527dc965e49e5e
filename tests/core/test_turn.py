"""What a version did, worked out by hand from `tests.reports.replans`."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesplan.choices import Policy
from salesplan.core.turn import Turn
from salesplan.profile import Profile
from tests.reports.replans import TEAM, even, second, third


def major(amounts: object) -> list[int]:
    return [int(each) // 100 for each in amounts]  # type: ignore[attr-defined]


def test_each_carries_their_own() -> None:
    plan = second().plan
    turn = Turn.of(plan, plan.metrics[0])
    assert major(turn.elapsed) == [300, 600, 900]
    assert major(turn.moved) == major(turn.carried) == [-90, 90, -90]
    assert major(turn.sold) == [210, 690, 810]
    assert major(turn.expected) == [300, 600, 900]
    assert major(turn.planned) == [900, 1800, 2700]
    assert major(turn.rest) == [990, 1710, 2790]
    assert turn.days == 261 - 64  # weekdays of 2027 less those of its first quarter


def test_of_the_first_version_everything_is_to_come() -> None:
    plan = even()
    turn = Turn.of(plan, plan.metrics[0])
    assert major(turn.rest) == [1200, 2400, 3600]
    assert not turn.elapsed.any()
    assert not turn.planned.any()
    assert turn.before is None
    assert turn.days == 261
    assert turn.rises == {}


def test_within_a_month() -> None:
    """10 of May's 21 weekdays are over, and 110 ÷ 21 × 10 = 52.4 of Ann's 110."""
    plan = third().plan
    turn = Turn.of(plan, plan.metrics[0])
    assert major(turn.elapsed)[0] == 300 + 110 + 52
    # carried over before: −90; sold 210 + 240 = 450 = 462 − 90 + 78
    assert major(turn.carried)[0] == 450 - 462
    assert major(turn.moved)[0] == 78
    assert major(turn.sold) == [450, 690, 810]
    total = turn.elapsed + turn.carried + turn.rest
    assert int(total.sum()) == 7200_00
    assert turn.days == 261 - 64 - 22 - 10


@pytest.mark.parametrize(
    ("limit", "people"), [("0.05", [0]), ("0.03", [0, 2]), ("0.1", []), ("-0.5", [0, 2, 1])]
)
def test_who_rises_by_more(limit: str, people: list[int]) -> None:
    plan = second().plan  # +10 %, −5 %, +3.3 %
    rising = Turn.of(plan, plan.metrics[0]).rising(Decimal(limit))
    assert [row for row, _ in rising] == people


def test_nothing_was_planned_for_who_is_new() -> None:
    team = [TEAM[0], {**TEAM[1], "reps": [{"name": "Cho"}, {"name": "Dee", "start": "2027-04-01"}]}]
    old = even().profile
    content = old.model_dump(mode="json", by_alias=True) | {"team": team}
    plan = second(Policy.FACTS, Profile.model_validate(content)).plan
    turn = Turn.of(plan, plan.metrics[0])
    assert major(turn.planned) == [900, 1800, 2700, 0]
    assert 3 not in turn.rises
    assert int(turn.rest.sum()) == 5400_00
    assert turn.rest[3] > 0
    assert not turn.moved.any()
