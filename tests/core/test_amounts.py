from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.core.amounts import currency_decimals, round_minor, to_major, to_minor


@pytest.mark.parametrize(("currency", "decimals"), [("CNY", 2), ("USD", 2), ("JPY", 0), ("KWD", 3)])
def test_decimals_of_currencies(currency: str, decimals: int) -> None:
    assert currency_decimals(currency) == decimals


@pytest.mark.parametrize(
    ("amount", "decimals", "minor"),
    [("1200.5", 2, 120050), ("0.01", 2, 1), ("-3", 2, -300), ("7.000", 2, 700), ("7", 0, 7)],
)
def test_to_minor(amount: str, decimals: int, minor: int) -> None:
    assert to_minor(Decimal(amount), decimals) == minor


@pytest.mark.parametrize(("amount", "decimals"), [("0.005", 2), ("0.5", 0)])
def test_parts_of_a_minor_unit_are_refused(amount: str, decimals: int) -> None:
    with pytest.raises(ValueError, match=amount):
        to_minor(Decimal(amount), decimals)


@pytest.mark.parametrize(
    ("amount", "expected"), [("2.5", 3), ("-2.5", -3), ("2.49", 2), ("3.5", 4), ("-0.4", 0)]
)
def test_round_minor_takes_halves_away_from_zero(amount: str, expected: int) -> None:
    assert round_minor(Decimal(amount)) == expected


@pytest.mark.parametrize(
    ("minor", "decimals", "text"),
    [(120050, 2, "1200.50"), (120000, 2, "1200"), (-5, 2, "-0.05"), (7, 0, "7"), (0, 2, "0")],
)
def test_to_major(minor: int, decimals: int, text: str) -> None:
    assert str(to_major(minor, decimals)) == text


@given(st.integers(-(10**17), 10**17), st.integers(0, 3))
def test_there_and_back(minor: int, decimals: int) -> None:
    assert to_minor(to_major(minor, decimals), decimals) == minor
