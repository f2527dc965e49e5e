from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from salesplan.core.attainments import Attainments, attainments
from salesplan.core.outlook import LevelBasis, Outlook, Scale

NORMAL = 1e6  # so many degrees of freedom that Student's t is the normal distribution


def outlook(total: float, spread: float, scale: Scale = Scale.AMOUNTS) -> Outlook:
    return Outlook(
        np.array([total]), total, spread, NORMAL, 0.8, 0.0, 0.0, LevelBasis.YEARS, scale,
        below_zero=False, months=24, backtests=1,
    )  # fmt: skip


def expected(people: Sequence[Outlook], targets: Sequence[int], common: float) -> Attainments:
    chances = [seen.chance(target) or 0.0 for seen, target in zip(people, targets, strict=True)]
    return attainments(people, targets, chances, common)


def test_the_share_of_two_people_by_the_normal_table() -> None:
    # 100 ± 10 against 110 and 95: P(z ≥ 1) = 0.1587, P(z ≥ -0.5) = 0.6915; mean 0.4251.
    found = expected([outlook(100, 10)] * 2, [110, 95], 0)
    assert found.reaching.middle == pytest.approx(0.4251, abs=1e-4)
    assert found.people == 2


def test_the_median_of_one_person_is_their_attainment() -> None:
    # 100 ± 10 against 80: 125 %, in 4 of 5 cases (100 ± 12.816) / 80.
    found = expected([outlook(100, 10)], [80], 0).median
    assert found.middle == pytest.approx(1.25, abs=0.005)
    assert found.low == pytest.approx(1.0898, abs=0.01)
    assert found.high == pytest.approx(1.4102, abs=0.01)


def test_errors_in_logs_multiply() -> None:
    # e^(0.2 · 1.2816) = 1.2921
    found = expected([outlook(100, 0.2, Scale.LOGS)], [100], 0).median
    assert found.high == pytest.approx(1.2921, abs=0.012)
    assert found.low == pytest.approx(1 / 1.2921, abs=0.012)


def test_a_common_error_makes_people_reach_together() -> None:
    # Each reaches 110 with 0.1587. Together or not at all: both in 1 of 6 years, so the upper end
    # of the range is everybody. Alone: both in 0.1587² = 0.025 of all years, so it is one of two.
    people, targets = [outlook(100, 10)] * 2, [110, 110]
    together, alone = expected(people, targets, 0.1), expected(people, targets, 0)
    assert (together.reaching.low, together.reaching.high) == (0, 1)
    assert (alone.reaching.low, alone.reaching.high) == (0, 0.5)
    assert together.reaching.middle == alone.reaching.middle


def test_how_many_end_near_their_target() -> None:
    # 100 ± 10 against 100: within 20 with P(|z| ≤ 2) = 0.9545.
    assert expected([outlook(100, 10)], [100], 0).accurate == pytest.approx(0.9545, abs=0.012)


def test_nobody_sells_less_than_nothing() -> None:
    found = expected([outlook(100, 1000)], [100], 0)
    assert found.median.low == 0


def test_the_same_question_has_the_same_answer() -> None:
    people = [outlook(100 + at, 10, Scale.AMOUNTS) for at in range(7)]
    assert expected(people, [105] * 7, 0.05) == expected(people, [105] * 7, 0.05)


def test_many_people_are_as_sure_as_what_they_share() -> None:
    # Without a common error 47 of 100 means nearly half every year; with it, years differ.
    people, targets = [outlook(100, 10)] * 400, [100] * 400
    alone, together = expected(people, targets, 0.0), expected(people, targets, 0.09)
    assert alone.reaching.high - alone.reaching.low < 0.1
    assert together.reaching.high - together.reaching.low > 0.6
