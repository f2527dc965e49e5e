from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.core.shifts import (
    Gap,
    Irregularities,
    irregularities,
    ordinary_rates,
    take_apart,
)

Floats = npt.NDArray[np.float64]

PATTERN = np.array([0.5, 0.6, 1.1, 1.1, 1.2, 1.0, 0.9, 0.8, 1.1, 1.3, 1.1, 1.3])  # mean 1
NOISE = np.exp(0.1 * np.sin(12.9898 * np.arange(60) ** 2))  # around 1, within a tenth
YEARS = 100 * np.tile(PATTERN, 5)  # five years without noise
USUAL = YEARS * NOISE
M1 = Path(__file__).parents[3] / "shared" / "data" / "m1_monthly.csv"
NOTHING = Irregularities((), (), (), judged=True, wild=False)


def _look(amounts: Floats) -> Irregularities:
    return irregularities(amounts, 0, np.ones(len(amounts)))


@pytest.mark.parametrize(
    "amounts", [np.full(24, 7.0), np.full(60, 7.0), YEARS, USUAL, USUAL * 1.02 ** np.arange(60)]
)
def test_an_ordinary_series_is_one(amounts: Floats) -> None:
    # The last grows by 2 % a month.
    assert _look(amounts) == NOTHING


@pytest.mark.parametrize("month", range(4, 57))
@pytest.mark.parametrize(("factor", "noise"), [(0.1, 1.0), (2.0, 0.5)])
def test_a_lasting_change_is_found_in_its_month(month: int, factor: float, noise: float) -> None:
    # Before its fourth month, and in the last three, it could still be a few odd months.
    amounts = YEARS * NOISE**noise
    amounts[month:] *= factor
    found = _look(amounts)
    [shift] = found.shifts
    assert (shift.month, shift.until) == (month, 60)
    assert shift.after / shift.before == pytest.approx(factor, rel=0.1)
    assert shift.before == pytest.approx(100, rel=0.1)  # an average month
    assert shift.strength > 4
    assert found.odd_months == ()


@pytest.mark.parametrize("month", range(49))
def test_a_year_at_a_tenth_begins_and_ends(month: int) -> None:
    amounts = USUAL.copy()
    amounts[month : month + 12] /= 10
    # The edges are those of three months and of three months before the end: see above.
    edges = [edge for edge in (month, month + 12) if 4 <= edge <= 56]
    assert [shift.month for shift in _look(amounts).shifts] == edges
    assert [shift.until for shift in _look(amounts).shifts] == [*edges[1:], 60]


@pytest.mark.parametrize("month", range(60))
def test_one_order_of_half_a_years_size_is_an_odd_month(month: int) -> None:
    # 600 on top of 50 to 130: five to thirteen times the usual month.
    amounts = USUAL.copy()
    amounts[month] += 600
    found = _look(amounts)
    [odd] = found.odd_months
    assert (odd.month, odd.actual) == (month, amounts[month])
    assert odd.usual == pytest.approx(YEARS[month], rel=0.2)
    assert odd.strength > 6
    assert (found.shifts, found.gaps) == ((), ())


def test_size_is_told_in_scatters() -> None:
    # Ten times the usual, where months without noise count as scattering by 0.02: ln 10 ÷ 0.02.
    amounts = YEARS.copy()
    amounts[30] *= 10
    assert _look(amounts).odd_months[0].strength == pytest.approx(115.13, abs=0.01)
    assert _look(amounts).odd_months[0].usual == pytest.approx(YEARS[30])
    amounts = YEARS.copy()
    amounts[30:] *= 2
    assert _look(amounts).shifts[0].strength == pytest.approx(34.66, abs=0.01)  # ln 2 ÷ 0.02


@pytest.mark.parametrize("months", [1, 2, 3])
def test_up_to_three_months_are_odd_and_no_shift(months: int) -> None:
    amounts = YEARS.copy()
    amounts[30 : 30 + months] /= 10
    found = _look(amounts)
    assert [odd.month for odd in found.odd_months] == list(range(30, 30 + months))
    assert found.shifts == ()


@pytest.mark.parametrize(("factor", "count"), [(1.9, 0), (2.1, 1), (0.55, 0), (0.45, 1)])
def test_twice_or_half_is_where_oddness_begins(factor: float, count: int) -> None:
    amounts = YEARS.copy()
    amounts[30] *= factor
    assert len(_look(amounts).odd_months) == count


@pytest.mark.parametrize(("factor", "count"), [(1.55, 0), (1.65, 1), (0.64, 0), (0.6, 1)])
def test_shifts_begin_at_a_change_of_sixty_per_cent(factor: float, count: int) -> None:
    amounts = YEARS.copy()
    amounts[30:] *= factor
    assert len(_look(amounts).shifts) == count


def test_gaps_lie_between_sales() -> None:
    amounts = YEARS.copy()
    amounts[[0, 1, 20, 21, 40, 59]] = 0
    # 20 and 21 are September and October, 110 and 130; 40 is May, 120.
    gaps = _look(amounts).gaps
    assert [(gap.since, gap.until) for gap in gaps] == [(20, 22), (40, 41)]
    assert [gap.usual for gap in gaps] == pytest.approx([240, 120])
    assert _look(amounts).odd_months == ()  # one thing has one name


def test_a_month_without_sales_every_year_is_season() -> None:
    amounts = YEARS.copy()
    amounts[7::12] = 0
    found = _look(amounts)
    assert (found.odd_months, found.shifts) == ((), ())
    assert [gap.since for gap in found.gaps] == [7, 19, 31, 43, 55]
    assert max(gap.usual or 0 for gap in found.gaps) < 15  # next to nothing was to be expected


def test_in_less_than_two_years_only_gaps_are_told() -> None:
    amounts = YEARS[:23].copy()
    amounts[5], amounts[10:] = 0, 5
    assert _look(amounts) == Irregularities((), (), (Gap(5, 6, None),), judged=False, wild=False)
    assert _look(np.zeros(36)).judged is False
    assert _look(np.zeros(0)).gaps == ()


def test_a_wild_series_has_no_odd_months() -> None:
    # Every fifth month ten times the others.
    amounts = np.full(60, 100.0)
    amounts[::5] = 1000
    found = _look(amounts)
    assert (found.odd_months, found.wild) == ((), True)


def test_working_days_explain_a_month() -> None:
    amounts, days = np.full(36, 100.0), np.full(36, 20.0)
    amounts[20], days[20] = 40, 8
    assert _look(amounts).odd_months
    assert irregularities(amounts, 0, days).odd_months == ()


def test_months_belong_to_fiscal_years() -> None:
    amounts = np.roll(YEARS, -3)
    amounts[10] *= 10
    found = irregularities(amounts, 3, np.ones(60))
    assert [odd.month for odd in found.odd_months] == [10]


def test_ordinary_rates_are_at_the_last_level() -> None:
    amounts = YEARS.copy()
    amounts[24:36] /= 3
    amounts[50] += 600
    amounts[3:5] = 0
    assert ordinary_rates(amounts, 0) == pytest.approx(YEARS, rel=1e-6)
    lasting = YEARS.copy()
    lasting[24:] *= 3
    assert ordinary_rates(lasting, 0) == pytest.approx(YEARS * 3, rel=1e-6)
    assert ordinary_rates(amounts[:23], 0).tolist() == amounts[:23].tolist()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 999), st.sampled_from([24, 25, 37, 60]), st.sampled_from([0.01, 1e6]))
def test_each_series_of_a_stack_and_each_currency(seed: int, months: int, unit: float) -> None:
    random = np.random.default_rng(seed)
    rates = np.exp(random.normal(0, 0.4, (4, months)))
    rates[1, months // 2 :] *= 9
    rates[2, ::6] = 0
    rates[3, 7] *= 50
    parts, together = take_apart(rates, 5), ordinary_rates(rates, 5)
    for row, series in enumerate(rates):
        alone = take_apart(series * unit, 5)
        assert alone.odd.tolist() == parts.odd[row].tolist()
        assert alone.steps == pytest.approx(parts.steps[row], abs=1e-6)
        assert ordinary_rates(series * unit, 5) == pytest.approx(together[row] * unit, rel=1e-6)


def test_equal_steps_are_equal_in_every_currency() -> None:
    rates = 100.0 * np.array([12, 0, 0, 19, 14, *[0] * 7, 9, 0, 0, 9, 7, 0, 0, 14, *[0] * 5])
    one = take_apart(rates, 0)
    for unit in (1 / 7, 3, 100):
        assert take_apart(rates * unit, 0).steps.tolist() == one.steps.tolist()


def test_false_alarms_are_rare() -> None:
    random = np.random.default_rng(1)
    season = np.tile(np.log(PATTERN), 5)
    for scatter, odd, shifts in ((0.05, 0, 0), (0.15, 0.01, 0.01), (0.4, 0.1, 0.02)):
        parts = take_apart(np.exp(season + random.normal(0, scatter, (400, 60))), 0)
        assert parts.odd.any(axis=-1).mean() <= odd
        assert (parts.steps != 0).any(axis=-1).mean() <= shifts


@pytest.mark.skipif(not M1.exists(), reason="the M1 series are not beside the repository")
def test_the_m1_competition() -> None:
    # Series of real firms and economies, some of which do break.
    odd = shifted = 0
    with M1.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        values = np.array(row["values_then_18_test_months"].split(), dtype=float)
        found = _look(values[: int(row["n_history"])])
        odd += bool(found.odd_months)
        shifted += bool(found.shifts)
    assert len(rows) == 617
    assert odd / 617 < 0.08
    assert shifted / 617 < 0.12
