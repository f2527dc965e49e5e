from __future__ import annotations

import csv
import itertools
from collections import defaultdict
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.forecast import Projection, look_ahead, look_ahead_all, project
from salesplan.core.outlook import LevelBasis, Outlook, Scale
from salesplan.core.past_months import Past, variance_of

Floats = npt.NDArray[np.float64]

PATTERN = np.array([0.5, 0.6, 1.1, 1.1, 1.2, 1.0, 0.9, 0.8, 1.1, 1.3, 1.1, 1.3])  # mean 1
WAVES = 100 * np.exp(0.1 * np.sin(12.9898 * np.arange(60) ** 2))  # around 100, within a tenth
M1 = Path(__file__).parents[3] / "shared" / "data" / "m1_monthly.csv"


def _ahead(amounts: Floats, months: int = 12, coverage: float = 0.8) -> Outlook:
    return look_ahead(amounts, 0, np.ones(len(amounts)), np.ones(months), coverage)


def _monthly(amounts: Floats | list[float], first: str = "2020-01") -> pd.Series[float]:
    return pd.Series(amounts, pd.period_range(first, periods=len(amounts), freq="M"), dtype=float)


def _range(outlook: Outlook) -> tuple[float, float]:
    assert outlook.low is not None
    assert outlook.high is not None
    return outlook.low, outlook.high


def _width(outlook: Outlook) -> float:
    low, high = _range(outlook)
    return high - low


@pytest.mark.parametrize("months", [3, 11, 12, 23, 24, 60])
def test_a_constant_history_goes_on_without_a_doubt(months: int) -> None:
    outlook = _ahead(np.full(months, 100.0))
    assert outlook.expected == pytest.approx(np.full(12, 100))
    assert (outlook.total, outlook.level) == pytest.approx((1200, 100))
    assert outlook.trend == pytest.approx(0, abs=1e-9)
    assert _range(outlook) == pytest.approx((1200, 1200))


@pytest.mark.parametrize("first", [0, 7])
def test_a_pattern_without_noise_is_continued(first: int) -> None:
    # Six years and a half of it: the next month is the eighth of the pattern.
    amounts = np.roll(np.tile(PATTERN, 7), -first)[:78] * 1000
    outlook = look_ahead(amounts, first, np.ones(78), np.ones(12))
    expected = np.roll(PATTERN, -first - 6) * 1000
    assert outlook.expected == pytest.approx(expected, rel=1e-6)
    assert _range(outlook) == pytest.approx((12_000, 12_000), rel=1e-4)


def test_steps_are_followed_to_the_last() -> None:
    # No noise between the steps: what was last is what will be.
    outlook = _ahead(np.repeat([100.0, 200.0, 50.0], 30))
    assert outlook.total == pytest.approx(600, rel=0.03)
    # Two months on, the slow levels lag behind, the quick ones do not: nearer to 600 than 1,200.
    assert 600 < _ahead(np.repeat([100.0, 50.0], [36, 2])).total < 670


def test_growth_goes_on_damped() -> None:
    # Two per cent a month: more than the last month twelve times, less than all of the growth.
    amounts = 1.02 ** np.arange(48.0)
    outlook = _ahead(amounts)
    assert 12 * amounts[-1] < outlook.total < float((1.02 ** np.arange(48.0, 60)).sum())
    assert 0.005 < outlook.trend < 0.02


def test_half_a_year_at_a_tenth_is_the_new_level() -> None:
    amounts = WAVES.copy()
    amounts[-6:] /= 10
    outlook = _ahead(amounts)
    low, high = _range(outlook)
    assert outlook.total == pytest.approx(120, rel=0.25)
    assert low < 120 < high < 600  # unlike a range of a tenth, which would say nothing of this


def test_an_old_outlier_is_no_level_but_a_reason_for_doubt() -> None:
    amounts = WAVES.copy()
    amounts[30] *= 10
    outlook, usual = _ahead(amounts), _ahead(WAVES)
    assert outlook.total == pytest.approx(usual.total, rel=0.1)
    assert _width(outlook) > 2 * _width(usual)


def test_one_last_month_of_ten_times_the_size_is_believed_in_part_only() -> None:
    amounts = WAVES.copy()
    amounts[-1] *= 10
    assert 1200 < _ahead(amounts).total < 3600  # a month at that size twelve times: 12,000


def test_who_stopped_selling_is_not_expected_to_sell() -> None:
    amounts = WAVES.copy()
    amounts[-18:] = 0
    outlook = _ahead(amounts)
    assert (outlook.scale, outlook.low) == (Scale.AMOUNTS, 0)
    assert 0 <= outlook.total < 12


def test_a_month_without_sales_every_year_stays_one() -> None:
    amounts = WAVES.copy()
    amounts[7::12] = 0
    outlook = _ahead(amounts)
    assert outlook.expected[7] < 10
    assert np.delete(outlook.expected, 7) == pytest.approx(np.full(11, 100), rel=0.2)


def test_what_a_dead_month_sells_says_little_about_the_level() -> None:
    # Ten times as much as usual in the last August is still next to nothing.
    amounts = WAVES[:56].copy()
    amounts[[7, 19, 31, 43, 55]] = [0, 1, 1, 1, 10]
    assert _ahead(amounts, 11).total == pytest.approx(1100, rel=0.1)


def test_more_returned_than_sold() -> None:
    # By turns 50 and −80: around −15 a month; nothing keeps the low from being negative.
    outlook = _ahead(np.tile([50.0, -80.0], 24))
    low, high = _range(outlook)
    assert outlook.scale is Scale.AMOUNTS
    assert low < outlook.total < 0 < high
    assert -180 - 200 < outlook.total < -180 + 200
    assert _ahead(np.full(24, -100.0)).total == pytest.approx(-1200)


@pytest.mark.parametrize(
    ("amounts", "total", "basis", "months"),
    [
        ([], 0, LevelBasis.NOTHING, 0),
        ([0.0] * 24, 0, LevelBasis.NOTHING, 0),
        ([100.0], 300, LevelBasis.MEAN, 1),
        ([100.0, 200.0], 450, LevelBasis.MEAN, 2),
        ([0.0, 0.0, 100.0, 0.0], 150, LevelBasis.MEAN, 2),
    ],
)
def test_too_little_for_a_range(
    amounts: list[float], total: float, basis: LevelBasis, months: int
) -> None:
    outlook = _ahead(np.array(amounts), 3)
    assert outlook.total == pytest.approx(total)
    assert (outlook.basis, outlook.months, outlook.backtests) == (basis, months, 0)
    assert outlook.low is outlook.high is None


@pytest.mark.parametrize(
    ("months", "basis", "backtests"),
    # Backtests of a year begin with half of the history, at least one year and at most two.
    [
        (3, LevelBasis.MONTHS, 0),
        (11, LevelBasis.MONTHS, 0),
        (12, LevelBasis.ONE_YEAR, 0),
        (23, LevelBasis.ONE_YEAR, 0),
        (24, LevelBasis.YEARS, 1),
        (36, LevelBasis.YEARS, 7),
        (60, LevelBasis.YEARS, 25),
    ],
)
def test_what_a_projection_stands_on(months: int, basis: LevelBasis, backtests: int) -> None:
    outlook = _ahead(WAVES[:months])
    assert (outlook.basis, outlook.backtests) == (basis, backtests)
    assert (outlook.scale, outlook.months) == (Scale.LOGS, months)
    low, high = _range(outlook)
    assert 0 < low < outlook.total < high


def test_a_season_seen_once_counts_as_uncertainty() -> None:
    # Indices drawn from the same year leave hardly any errors; its months differ by half.
    once, thrice = _ahead(np.tile(PATTERN, 1) * 100), _ahead(np.tile(PATTERN, 3) * 100)
    assert _width(once) > 0.6 * once.total
    assert _width(thrice) < 0.01 * thrice.total


def test_working_days_move_the_projection() -> None:
    # Five a day: in February, with 16 days, 80.
    index = pd.period_range("2024-01", "2027-12", freq="M")
    days = pd.Series(np.resize([21.0, 16, 23, 22, 18, 21, 23], len(index)), index)
    found = project(days[:36] * 5, index[36:], working_days=days)
    assert found.expected.to_numpy() == pytest.approx(days[36:].to_numpy() * 5, rel=1e-6)
    assert found.outlook.level == pytest.approx(5)


def test_only_the_months_asked_for_count() -> None:
    # The year to come, of which the first half is unknown and does not count.
    history = _monthly(np.tile(PATTERN, 4) * 100)
    found = project(history, pd.period_range("2024-07", "2024-12", freq="M"))
    assert list(found.expected.index.astype(str)) == [f"2024-{month:02}" for month in range(7, 13)]
    assert found.expected.to_numpy() == pytest.approx(PATTERN[6:] * 100, rel=1e-6)
    assert found.total == pytest.approx(650)  # 0.9 + 0.8 + 1.1 + 1.3 + 1.1 + 1.3


def test_further_away_is_less_certain() -> None:
    drift = 100 * np.exp(np.cumsum(0.1 * np.sin(12.9898 * np.arange(60) ** 2)))
    soon = look_ahead(drift, 0, np.ones(60), np.ones(3))
    late = look_ahead(drift, 0, np.ones(60), np.array([0.0] * 9 + [1.0] * 3))
    year = look_ahead(drift, 0, np.ones(60), np.ones(12))
    assert _width(soon) / soon.total < _width(year) / year.total < _width(late) / late.total


def test_a_year_without_working_days_brings_nothing() -> None:
    outlook = look_ahead(WAVES, 0, np.ones(60), np.zeros(12))
    assert (outlook.total, outlook.low, outlook.high) == (0, 0, 0)


def test_backtests_overlap() -> None:
    # 24 of a year each say as much as two; the model's own variance, here 0, counts as three:
    # 2 × 0.1² ÷ 5.
    past = Past(np.ones(48), np.ones(48), 0, adjusted=True)
    assert variance_of(past, np.ones(12), np.full(24, 0.1)) == pytest.approx((0.004, 5))


def test_backtests_compare_the_months_that_count() -> None:
    # After 24 equal months comes one of five times the size, and one like the others.
    past = Past(np.array([1.0] * 24 + [5, 1]), np.ones(26), 0, adjusted=False)
    assert past.backtest_errors(np.array([0.0, 1.0]))[-1] == pytest.approx(0)
    assert past.backtest_errors(np.array([1.0, 1.0]))[-1] == pytest.approx(np.log(3))


@pytest.mark.parametrize(
    ("months", "coverage", "message"),
    [
        (pd.period_range("2021-12", periods=3, freq="M"), 0.8, "2021-12 is not after"),
        (pd.period_range("2022-01", periods=3, freq="M")[::-1], 0.8, "not months in order"),
        (pd.period_range("2022Q1", periods=3, freq="Q"), 0.8, "not months in order"),
        (pd.period_range("2022-01", periods=0, freq="M"), 0.8, "no months"),
        (pd.period_range("2022-01", periods=3, freq="M"), 1.0, "coverage"),
        (pd.period_range("2022-01", periods=3, freq="M"), 0.0, "coverage"),
    ],
)
def test_questions_without_an_answer(months: pd.PeriodIndex, coverage: float, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        project(_monthly(WAVES[:24]), months, coverage)


def test_what_is_not_a_number_is_no_history() -> None:
    ahead = pd.period_range("2021-01", periods=3, freq="M")
    with pytest.raises(ValueError, match="finite"):
        project(_monthly([1.0] * 11 + [np.inf]), ahead)
    with pytest.raises(ValueError, match="no working days for 2021-03"):
        project(_monthly([1.0] * 12), ahead, working_days=_monthly([20.0] * 14))


def test_no_history_at_all() -> None:
    found = project(_monthly([]), pd.period_range("2021-01", periods=3, freq="M"))
    assert (found.total, found.low, found.high) == (0, None, None)
    assert list(found.expected) == [0, 0, 0]


histories = st.lists(st.integers(0, 10_000), min_size=3, max_size=48).filter(
    lambda amounts: sum(amount > 0 for amount in amounts) >= 3 and amounts[0] > 0
)


@settings(max_examples=60, deadline=None)
@given(histories, st.sampled_from([0.01, 100.0, 1e7]), st.integers(1, 18))
def test_another_currency_changes_nothing(amounts: list[int], k: float, months: int) -> None:
    once, scaled = _ahead(np.array(amounts, float), months), _ahead(k * np.array(amounts), months)
    tolerance = pytest.approx(k * once.expected, rel=1e-6, abs=1e-6 * k)
    assert scaled.expected == tolerance
    assert _range(scaled) == pytest.approx([k * b for b in _range(once)], rel=1e-6, abs=1e-6 * k)
    assert (scaled.basis, scaled.scale) == (once.basis, once.scale)


@settings(max_examples=60, deadline=None)
@given(histories.map(lambda amounts: [*amounts, 7]), st.integers(0, 15), st.randoms())
def test_a_missing_month_is_one_without_sales(
    amounts: list[int], before: int, random: object
) -> None:
    full = _monthly([0.0] * before + [float(amount) for amount in amounts])
    ahead = pd.period_range(full.index[-1] + 1, periods=6, freq="M")
    shuffled = full[full > 0].sample(frac=1, random_state=hash(str(random)) % 1000)
    found, expected = project(shuffled, ahead), project(full, ahead)
    assert list(found.expected) == pytest.approx(list(expected.expected))
    assert _bounds(found) == pytest.approx(_bounds(expected))
    assert found.outlook.months == len(amounts)


# Many histories at once


def test_each_history_of_a_stack_speaks_for_itself() -> None:
    amounts = np.zeros((5, 36))
    amounts[0] = 100
    amounts[1, 20:] = 7  # begins late
    amounts[2, 34:] = 100, 200  # too little to smooth
    amounts[3, [0, 35]] = 1e-9, 1e9  # with months that have no logarithm
    choices = np.stack([np.ones((5, 3)), np.tile([0.0, 2, 0], (5, 1)), np.zeros((5, 3))])
    choices[0, 1, 2] = 0  # the second has less time than the others
    found = look_ahead_all(amounts, 4, np.ones(36), choices)
    steady = [0, 1, 2, 4]
    totals = [[choice[row].total for row in steady] for choice in found]
    assert totals[0] == pytest.approx([300, 14, 450, 0])
    assert totals[1] == pytest.approx([200, 14, 300, 0])
    assert totals[2] == [0, 0, 0, 0]
    assert [one.months for one in found[0]] == [36, 16, 2, 36, 0]
    assert [one.scale.value for one in found[0]] == ["logs", "logs", *["amounts"] * 3]
    # Backtests of three months begin after 18 of 36 and after 12 of 16.
    assert [one.backtests for one in found[0]] == [16, 2, 0, 16, 0]
    assert [one.backtests for one in found[2]] == [0] * 5
    assert _range(found[2][0]) == _range(found[2][3]) == (0, 0)


@st.composite
def stacks(draw: st.DrawFn) -> tuple[Floats, Floats, Floats]:
    """Histories with gaps and returns that begin anywhere, working days, and months to come."""
    months, steps = (
        draw(st.sampled_from([0, 1, 2, 3, 11, 12, 17, 23, 24, 30])),
        draw(st.integers(1, 12)),
    )
    count = draw(st.integers(1, 5))
    random = np.random.default_rng(draw(st.integers(0, 999)))
    amounts = random.integers(1, 10_000, (count, months)).astype(float)
    for row in amounts:
        row[: draw(st.integers(0, months))] = 0
        row[random.random(months) < draw(st.sampled_from([0, 0, 0.1, 0.5]))] = 0
        row[random.random(months) < draw(st.sampled_from([0, 0, 0.05, 0.5]))] *= -1
    aheads = random.integers(0, 3, (draw(st.integers(1, 3)), count, steps)).astype(float)
    aheads[0, 0] = 0
    return amounts, random.integers(0, 23, months).astype(float), aheads


@settings(max_examples=60, deadline=None)
@given(stacks(), st.integers(0, 11))
def test_a_stack_says_what_single_histories_say(
    stack: tuple[Floats, Floats, Floats], first: int
) -> None:
    amounts, days, aheads = stack
    found = look_ahead_all(amounts, first, days, aheads)
    assert [len(outlooks) for outlooks in found] == [len(amounts)] * len(aheads)
    for outlooks, ahead in zip(found, aheads, strict=True):
        for one, history, mine in zip(outlooks, amounts, ahead, strict=True):
            alone = look_ahead(history, first, days, mine)
            assert _numbers(one) == pytest.approx(_numbers(alone), rel=1e-9, abs=1e-9)
            assert (one.low is None, one.high is None) == (alone.low is None, alone.high is None)
            for name in ("basis", "scale", "months", "backtests", "coverage"):
                assert getattr(one, name) == getattr(alone, name)


def _numbers(one: Outlook) -> list[float]:
    return [*one.expected, one.total, one.low or 0, one.high or 0, one.level, one.trend]


def test_more_histories_than_are_taken_together() -> None:
    # A thousand histories of one length, each at its own level.
    levels = np.arange(1.0, 1001)
    found = look_ahead_all(np.outer(levels, WAVES[:24]), 0, np.ones(24), np.ones((1, 1000, 2)))
    first = _ahead(WAVES[:24], 2).total
    assert [one.total for one in found[0]] == pytest.approx((first * levels).tolist())


def _bounds(projection: Projection) -> list[float]:
    return list(_range(projection.outlook))


@settings(max_examples=60, deadline=None)
@given(histories, st.integers(1, 18))
def test_more_coverage_is_a_wider_range(amounts: list[int], months: int) -> None:
    ranges = [
        _ahead(np.array(amounts, float), months, coverage)
        for coverage in (0.1, 0.5, 0.8, 0.95, 0.999)
    ]
    lows, highs = zip(*(_range(outlook) for outlook in ranges), strict=True)
    assert list(lows) == sorted(lows, reverse=True)
    assert list(highs) == sorted(highs)
    assert 0 <= lows[-1] <= lows[0] <= ranges[0].total <= highs[0]


@pytest.mark.skipif(not M1.exists(), reason="shared/data/m1_monthly.csv is not there")
@pytest.mark.parametrize(("known", "bar"), [(0, 8.8), (3, 6.93), (6, 4.04), (9, 1.80)])
def test_m1_bars(known: int, bar: float) -> None:
    # Landing of the year after `known` months of it; the bars are the best of others.
    alike = defaultdict(list)  # histories of the same months are looked at together
    with M1.open(encoding="utf-8") as file:
        for row in list(csv.reader(file))[1:]:
            values = np.array([float(word) for word in row[4].split()])
            alike[int(row[3]), int(row[2].rpartition("-")[2]) - 1].append(values)
    errors, inside = [], []
    for (length, first), series in alike.items():
        now, end = length + known, length + 12
        stack = np.stack([values[:end] for values in series])
        ahead = np.ones((1, len(stack), end - now))
        outlooks = look_ahead_all(stack[:, :now], first, np.ones(now), ahead)[0]
        for outlook, values in zip(outlooks, stack, strict=True):
            low, high = _range(outlook)
            actual = float(values[now:].sum())
            errors.append(abs(outlook.total - actual) / float(values[-12:].sum()))
            inside.append(low <= actual <= high)
    assert len(errors) == 617
    assert 100 * np.mean(errors) <= bar
    assert 0.76 <= np.mean(inside) <= 0.84


@settings(max_examples=60, deadline=None)
@given(
    stacks(),
    st.floats(0.01, 0.99),
    st.floats(0.01, 0.99),
)
def test_quantiles_and_chances_are_two_sides_of_one_thing(
    stack: tuple[Floats, Floats, Floats], coverage: float, probability: float
) -> None:
    amounts, days, aheads = stack
    for outlook in itertools.chain(*look_ahead_all(amounts, 0, days, aheads, coverage)):
        bound = outlook.quantile(probability)
        if bound is None or outlook.spread is None:
            assert outlook.low is outlook.high is outlook.chance(0) is None
            continue
        assert outlook.low == outlook.quantile((1 - coverage) / 2)
        assert outlook.high == outlook.quantile((1 + coverage) / 2)
        chance = outlook.chance(bound)
        assert chance is not None
        if bound == 0:
            assert chance == (1 if not outlook.below_zero else chance)
        elif outlook.scale is Scale.LOGS and abs(np.log(bound / outlook.total)) > 99:
            assert chance > 0.5 if probability < 0.5 else chance < 0.5  # as far as bounds go
        elif outlook.spread > 1e-3 * abs(outlook.total):
            assert chance == pytest.approx(1 - probability, abs=1e-6)
        assert 0 <= (outlook.chance(bound + abs(bound) / 10) or 0) <= chance
