"""Money and counts as integers in minor units, and back.

A metric has a number of decimals: those of the currency (CNY 2, JPY 0) for money, none for counts.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def currency_decimals(currency: str) -> int:
    """Decimals of a currency's minor unit, by ISO 4217 as Babel has it."""
    from babel.numbers import get_currency_precision  # noqa: PLC0415 (imported where used)

    return int(get_currency_precision(currency))


def to_minor(amount: Decimal, decimals: int) -> int:
    """An amount in minor units, exactly.

    Raises `ValueError` when the amount has more decimals than that.
    """
    minor = amount.scaleb(decimals)
    if minor != minor.to_integral_value():
        raise ValueError(amount)
    return int(minor)


def round_minor(amount: Decimal) -> int:
    """The nearest integer, half away from zero."""
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))


def to_major(minor: int, decimals: int) -> Decimal:
    """Minor units as an amount in the main unit, with no more decimals than it needs.

    >>> to_major(120050, 2), to_major(120000, 2)
    (Decimal('1200.50'), Decimal('1200'))
    """
    amount = Decimal(int(minor)).scaleb(-decimals)
    whole = amount.to_integral_value()
    return whole if amount == whole else amount
