from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from salesplan.core.analysis import Analysis, analyse
from salesplan.core.calendar import working_days
from salesplan.core.estimates import Side
from salesplan.core.festival import festivals
from salesplan.core.plan import build_plan
from salesplan.core.seasonality import Basis
from salesplan.profile import Profile, Weekday
from tests.core.builders import every_day, sales
from tests.core.histories import daily, monthly, weekdays

SEASON = [0.5, 0.6, 1.1, 1.1, 1.2, 1.0, 0.9, 0.8, 1.1, 1.3, 1.1, 1.3]  # mean 1
WORKED = np.busday_count(
    np.arange("2022-01", "2026-01", dtype="datetime64[M]").astype("datetime64[D]"),
    np.arange("2022-02", "2026-02", dtype="datetime64[M]").astype("datetime64[D]"),
)


def seasonal(years: int, noise: float = 0.0, season: list[float] = SEASON) -> Analysis:
    """A history with a season per working day, and noise of some size from month to month."""
    months = 12 * years
    shaken = np.exp(noise * np.sin(12.9898 * np.arange(months) ** 2))
    rates = 100_000 * np.tile(season, years) * shaken
    return analyse(
        sales(monthly("2022-01", (rates * WORKED[:months]).round().astype(int).tolist()))
    )


def test_a_season_without_noise_is_known_exactly() -> None:
    shape = seasonal(3).shape
    assert shape.basis is Basis.YEARS
    assert shape.history == 36
    assert shape.strength == pytest.approx(1, abs=1e-6)
    assert [month.index.value for month in shape.months] == pytest.approx(SEASON, rel=1e-3)
    assert [month.side for month in shape.months] == [
        Side.BELOW, Side.BELOW, *[Side.ABOVE] * 3, Side.UNCLEAR,
        Side.BELOW, Side.BELOW, *[Side.ABOVE] * 4,
    ]  # fmt: skip
    assert [month.seen for month in shape.months] == [3] * 12
    assert shape.months[0].key == "2025-01"
    # 0.5 × 23 working days of January 2025, of the same for all months.
    ahead = np.array([23, 20, 21, 22, 22, 21, 23, 21, 22, 23, 20, 23]) * SEASON
    assert [month.share for month in shape.months] == pytest.approx(
        (ahead / ahead.sum()).tolist(), rel=1e-3
    )


def test_a_history_may_begin_in_any_month() -> None:
    # From July 2023 to December 2025: the first half of a year was seen twice, the second thrice.
    months = np.tile(SEASON, 4)[18:] * WORKED[18:] * 100_000
    shape = analyse(sales(monthly("2023-07", months.round().astype(int).tolist()))).shape
    assert [month.seen for month in shape.months] == [2] * 6 + [3] * 6
    assert [month.index.value for month in shape.months] == pytest.approx(SEASON, rel=1e-3)
    assert shape.strength == pytest.approx(1, abs=1e-6)
    assert {month.side for month in shape.months if month.month != 5} == {Side.BELOW, Side.ABOVE}


def test_noise_makes_ranges_wider_and_strength_smaller() -> None:
    quiet, loud = seasonal(4, 0.05).shape, seasonal(4, 0.4).shape
    assert quiet.strength is not None
    assert loud.strength is not None
    assert quiet.strength > 0.9 > loud.strength
    for before, after in zip(quiet.months, loud.months, strict=True):
        assert (after.index.error or 0) > 3 * (before.index.error or 0)
    assert quiet.months[0].side is Side.BELOW


def test_noise_alone_is_no_season() -> None:
    shape = seasonal(4, 0.4, [1.0] * 12).shape
    assert shape.strength is not None
    assert shape.strength < 0.35
    assert {month.side for month in shape.months} == {Side.UNCLEAR}


def test_ranges_hold_the_true_index() -> None:
    """Of many noisy histories: 95 % ranges that hold from 91 to 98 % of the true indices."""
    generator = np.random.default_rng(7)
    held = []
    for _ in range(60):
        rates = 1e6 * np.tile(SEASON, 4) * np.exp(0.2 * generator.standard_normal(48))
        amounts = (rates * WORKED).round().astype(int).tolist()
        shape = analyse(sales(monthly("2022-01", amounts))).shape
        held += [
            (month.index.low or 0) <= true <= (month.index.high or 0)
            for month, true in zip(shape.months, SEASON, strict=True)
        ]
    assert 0.91 <= np.mean(held) <= 0.98


@pytest.mark.parametrize(("years", "basis"), [(1, Basis.ONE_YEAR), (2, Basis.YEARS)])
def test_what_was_seen_once_has_no_range(years: int, basis: Basis) -> None:
    shape = seasonal(years).shape
    assert shape.basis is basis
    assert shape.strength is None
    assert {month.index.error for month in shape.months} == {None}
    assert {month.side for month in shape.months} == {Side.UNCLEAR}


def test_a_lasting_drop_does_not_blur_the_season() -> None:
    level = np.r_[np.full(30, 100_000), np.full(18, 10_000)]
    months = np.tile(SEASON, 4) * WORKED * level
    shape = analyse(sales(monthly("2022-01", months.round().astype(int).tolist()))).shape
    assert shape.strength is not None
    assert shape.strength > 0.95
    assert shape.months[0].side is Side.BELOW
    assert shape.months[11].side is Side.ABOVE


def test_weekdays() -> None:
    # Mondays bring 200, Fridays 50, the others 100, shaken by a tenth.
    days = weekdays("2026-01-01", "2026-12-31")
    usual = np.array([{0: 20000, 4: 5000}.get(day.weekday(), 10000) for day in days])
    shaken = usual * np.exp(0.1 * np.sin(12.9898 * np.arange(len(days)) ** 2))
    found = analyse(sales(daily(days, shaken.astype(int).tolist(), "Ann"))).weekdays
    # The mean day of a week brings 110.
    assert [day.index and day.index.value for day in found[:5]] == pytest.approx(
        [200 / 110, *[100 / 110] * 3, 50 / 110], rel=0.03
    )
    assert [day.side for day in found] == [
        Side.ABOVE, *[Side.BELOW] * 4, Side.UNCLEAR, Side.UNCLEAR,
    ]  # fmt: skip
    for day in found[:5]:
        assert day.index is not None
        assert 0 < (day.index.error or 0) < 0.02
    assert [day.index for day in found[5:]] == [None, None]
    # Of 261 weekdays, 53 are Thursdays; nothing is sold on the others.
    assert [(day.worked, day.sold) for day in found] == [
        (52, 52), (52, 52), (52, 52), (53, 53), (52, 52), (0, 0), (0, 0),
    ]  # fmt: skip
    assert sum(day.share or 0 for day in found) == pytest.approx(1)


def test_without_a_pattern_hardly_a_weekday_stands_out() -> None:
    """Of a hundred weekdays that differ by chance alone, five may."""
    days = weekdays("2025-01-01", "2026-12-31")
    generator = np.random.default_rng(7)
    standing_out = 0
    for _ in range(20):
        amounts = 10_000 * np.exp(0.5 * generator.standard_normal(len(days)))
        found = analyse(sales(daily(days, amounts.astype(int).tolist(), "Ann"))).weekdays
        standing_out += sum(day.side is not Side.UNCLEAR for day in found)
    assert standing_out <= 5


def test_few_selling_days_have_no_profile() -> None:
    found = analyse(sales(monthly("2025-01", [10] * 24))).weekdays
    assert [day.index and day.index.value for day in found] == [1] * 5 + [None] * 2
    assert [day.index and day.index.error for day in found] == [None] * 7
    assert sum(day.sold for day in found) == 24


def test_a_shop_that_sells_every_day() -> None:
    rows = [(day.isoformat(), "Ann", 100) for day in every_day("2026-01-01", "2026-12-31")]
    found = analyse(sales(rows))
    assert found.calendar.workdays == tuple(Weekday)
    assert [day.worked for day in found.weekdays] == [52, 52, 52, 53, 52, 52, 52]


def test_the_festival_and_growth_are_in_the_shape_as_in_the_plan() -> None:
    # Six growing years in China; a working day of the three weeks before the festival sells more.
    profile = Profile.model_validate(
        {
            "fiscal_year": {"start": "2027-01-01"},
            "calendar": {"country": "CN"},
            "goals": [{"metric": "revenue", "annual": 1_000_000}],
            "team": [{"name": "a", "reps": [{"name": "Ann"}]}],
        }
    )
    days = np.arange("2021-01-01", "2027-01-01", dtype="datetime64[D]")
    worked, _ = working_days(profile.calendar, dt.date(2021, 1, 1), dt.date(2027, 1, 1))
    busy = np.zeros(len(days))
    for first in festivals(2021, 2027):
        at = (np.datetime64(first) - days).astype(int)
        busy += (at > 0) & (at <= 20)
    grown = 1.2 ** (days.astype("datetime64[Y]").astype(int) - 51)  # a fifth more each year
    amounts = np.where(worked, 100_000 * grown * (1 + busy), 0).round().astype(int)
    history = sales(
        [(str(day), "Ann", int(cents)) for day, cents in zip(days, amounts, strict=True) if cents]
    )
    shape, season = analyse(history, profile).shape, build_plan(profile, history).metrics[0].season
    assert [month.share for month in shape.months] == pytest.approx(season.shares.tolist())
    assert [month.index.value for month in shape.months] == pytest.approx(season.indices.tolist())
    assert shape.festival == season.festival
    assert shape.festival is not None
    assert shape.festival[0] > 0.4
    assert shape.growth == season.growth == pytest.approx(1.2**0.5 - 1, abs=0.02)
    # Without the country the rush before the festival would be noise.
    alone = profile.model_copy(
        update={"calendar": profile.calendar.model_copy(update={"country": None})}
    )
    assert analyse(history, alone).shape.festival is None
