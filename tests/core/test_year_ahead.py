from __future__ import annotations

import numpy as np
import pytest

from salesplan.core.analysis import Analysis, analyse
from salesplan.core.outlook import LevelBasis
from tests.core.builders import Row, sales
from tests.core.histories import daily, monthly, weekdays

DAYS = weekdays("2024-01-01", "2026-12-31")


def steady(*more: Row, last: str = "2026-12-31") -> Analysis:
    """Ten minor units on every working day of three years."""
    days = [day for day in DAYS if day.isoformat() <= last]
    return analyse(sales([*daily(days, [10] * len(days), "Ann"), *more]))


def noisy(noise: float = 0.2) -> Analysis:
    amounts = 10_000 * np.exp(noise * np.sin(12.9898 * np.arange(48) ** 2))
    return analyse(sales(monthly("2023-01", amounts.round().astype(int).tolist())))


def test_a_steady_history_goes_on() -> None:
    ahead = steady().year_ahead
    # 2027 has 261 working days: 64, 65, 66 and 66 by quarter. 2026 had 261, too.
    assert (ahead.name, ahead.expected) == ("2027", 2610)
    assert ahead.quarters == (640, 650, 660, 660)
    assert ahead.months[:3] == (210, 200, 230)
    assert (ahead.base_name, ahead.base, ahead.growth) == ("2026", 2610, 0)
    assert (ahead.basis, ahead.history, ahead.skipped) == (LevelBasis.YEARS, 36, 0)


def test_unknown_months_until_the_year_are_skipped() -> None:
    ahead = steady(last="2026-08-31").year_ahead
    assert (ahead.skipped, ahead.history) == (4, 32)
    assert (ahead.base_name, ahead.expected) == ("2025", 2610)


def test_ranges_and_chances_are_of_one_distribution() -> None:
    ahead = noisy().year_ahead
    assert [each.coverage for each in ahead.ranges] == [0.5, 0.8, 0.95]
    chances = {each.probability: each for each in ahead.chances}
    assert list(chances) == [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]
    # Nine of ten times at least the low of the 80 % range, once in ten its high.
    assert chances[0.9].total == ahead.ranges[1].low
    assert chances[0.1].total == ahead.ranges[1].high
    assert chances[0.5].total == pytest.approx(ahead.expected, abs=1)
    totals = [each.total for each in ahead.chances]
    assert totals == sorted(totals)
    assert len(set(totals)) == 9
    narrow, wide, widest = ahead.ranges
    assert widest.low < wide.low < narrow.low < ahead.expected
    assert ahead.expected < narrow.high < wide.high < widest.high
    assert ahead.base is not None
    assert chances[0.2].growth == pytest.approx(chances[0.2].total / ahead.base - 1, abs=1e-4)


def test_parts_add_up() -> None:
    ahead = noisy().year_ahead
    assert sum(ahead.months) == sum(ahead.quarters) == ahead.expected
    assert len(ahead.months) == 12


def test_a_month_or_two_have_no_range() -> None:
    ahead = analyse(sales(monthly("2026-11", [210, 230]))).year_ahead
    assert (ahead.basis, ahead.ranges, ahead.chances) == (LevelBasis.MEAN, (), ())
    assert (ahead.base, ahead.growth) == (None, None)
    # 210 on 21 working days, 230 on 23: ten a day, on 261 days.
    assert ahead.expected == 2610


def test_without_the_largest_outlier() -> None:
    # One order of half a year's size in March 2026.
    found = steady(("2026-03-11", "Ann", 1300))
    [order] = found.unusual.orders
    assert order.amount == 1300
    ahead, without = found.year_ahead, found.year_ahead_without_outlier
    assert without is not None
    assert (without.base, without.expected) == (2610, 2610)
    assert ahead.base == 3910
    assert without == steady().year_ahead
    assert steady().year_ahead_without_outlier is None


def test_more_returned_than_sold() -> None:
    ahead = analyse(sales(monthly("2024-01", [100, -300] * 18))).year_ahead
    assert sum(ahead.months) == ahead.expected
    assert ahead.growth is None
    assert {each.growth for each in ahead.chances} == {None}
