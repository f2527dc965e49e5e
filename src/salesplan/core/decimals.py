"""Decimals as they are shown: no more of them than a calculation needs, and rounded half up."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Final, TypeVar

_FEWEST_DIGITS: Final = 2
_MOST_DIGITS: Final = 14

_Found = TypeVar("_Found")


def fewest_digits(attempt: Callable[[int], tuple[_Found, bool]]) -> _Found:
    """What is found with the fewest decimals that hold, or with the most where none do."""
    for digits in range(_FEWEST_DIGITS, _MOST_DIGITS):
        found, holds = attempt(digits)
        if holds:
            return found
    return attempt(_MOST_DIGITS)[0]


def decimal_of(value: float, places: int) -> Decimal:
    """A float with so many decimals, half up."""
    return rounded(Fraction(Decimal(repr(float(value)))), places)


def rounded(value: Fraction, places: int) -> Decimal:
    """A fraction with so many decimals, half up."""
    return Decimal(floor(value * 10**places + Fraction(1, 2))).scaleb(-places)


def shortest(value: Decimal) -> Decimal:
    """Without trailing zeros: 5.50 → 5.5, 11.00 → 11."""
    return value.normalize() if value % 1 else value.to_integral_value()
