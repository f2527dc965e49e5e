"""Amounts worked out from quantity, price and discount, exactly.

A number is held as an integer over a divisor, so that products are exact and are rounded once, half
away from zero, to the currency's minor unit; what was rounded off goes along in `Reading.rests`.

A discount says what is taken off (0.15, 15%, 折扣点 0.15) or what is left to pay (0.85, 8.5折). 折
in a value, the words of the header and then a 0 (nothing off) or a 1 (everything to pay) among the
values decide; where none of them does, the user has to. One that is money is another matter
(`money_off`).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from salesplan.errors import Finding
from salesplan.inputs.cells import LARGEST, Reading, State, encoded, read_numbers
from salesplan.inputs.columns import named_unit, unit_factor
from salesplan.inputs.money_off import is_money, less, read_money_off
from salesplan.inputs.tables import Table
from salesplan.numerals import parse_number
from salesplan.profile import DiscountMeaning

PARTS: Final = ("quantity", "price", "discount")
"""The fields that an amount is computed from; the last may be missing."""

WholeNumbers = npt.NDArray[Any]
"""int64, or Python's integers where these are too small."""

_MILLION: Final = 10**6
_SAFE: Final = float(2**61)
_THOUSANDTHS: Final = 3  # decimals of a quantity
_PRICE_DECIMALS: Final = 4  # half of all prices per piece have more than two
_DIGITS: Final = "〇一二三四五六七八九"
_PAYS: Final = re.compile(rf"(?:打)?\s*([{_DIGITS}]{{1,2}}|\d+(?:\.\d+)?)\s*折")
_HALF: Final = frozenset({"对折", "對折", "半价", "半價", "五折"})
_NO_DISCOUNT: Final = frozenset(
    {"", "-", "/", "无", "無", "无折扣", "無折扣", "不打折", "原价", "原價", "none", "no", "n/a"}
)
_SAYS_PAID: Final = re.compile(r"\(折\)|折数|折數|实付比例|to pay|paid")
_SAYS_DEDUCTED: Final = re.compile(
    r"discount|\boff\b|rebate|折扣点|折扣點|扣点|扣點|让利|優惠|优惠|折让"
)
_SAYS_SHARE: Final = re.compile(r"%|率|点|點|折|percent|pct|rate")


@dataclass(frozen=True)
class Exact:
    """A column of exact numbers, `values / divisor`."""

    values: WholeNumbers
    divisor: int = 1


@dataclass(frozen=True)
class Amounts:
    """The amounts of a table, and the columns they were read from.

    `read` maps fields to their readings: `amount`, or `PARTS`.
    """

    reading: Reading
    read: Mapping[str, Reading]
    findings: tuple[Finding, ...] = field(default=())


def amount_fields(table: Table) -> tuple[str, ...]:
    """The fields that the amounts of a table come from: `amount`, or those of `PARTS` it has.

    None where the user says that there are no amounts.
    """
    positions = table.choice.positions
    if "amount" in positions:
        return ("amount",)
    computed = "amount" not in table.choice.without and positions.keys() >= {*PARTS[:2]}
    return tuple(part for part in PARTS if part in positions) if computed else ()


def read_amounts(table: Table, decimals: int, meaning: DiscountMeaning) -> Amounts:
    """The amounts of a table in units of 10**-decimals, read or computed; else nothing each."""
    fields = amount_fields(table)
    if not fields:
        nothing = np.zeros(table.count, np.int64)
        return Amounts(Reading(nothing, nothing.astype(np.uint8)), {})
    if fields == ("amount",):
        position, factor = table.choice.positions["amount"], table.choice.factor
        reading = read_numbers(table.column(position), decimals, factor)
        return Amounts(reading, {"amount": reading})
    return _computed(table, decimals, meaning)


def _computed(table: Table, decimals: int, meaning: DiscountMeaning) -> Amounts:
    """Quantity × price × what is left of it after the discount."""
    positions = table.choice.positions
    factor = unit_factor(table.headers[positions["price"]])
    factor = table.choice.factor if factor == 1 else factor
    quantities = read_numbers(table.column(positions["quantity"]), _THOUSANDTHS)
    prices = read_numbers(table.column(positions["price"]), _PRICE_DECIMALS, factor)
    read = {"quantity": quantities, "price": prices}
    factors = [exact(quantities, _THOUSANDTHS), exact(prices, _PRICE_DECIMALS)]
    findings = [_said(table, factor)]
    off = None
    if "discount" in positions and is_money(table.headers[positions["discount"]], meaning):
        unit = named_unit(table.headers[positions["discount"]]) or table.choice.factor
        off = read_money_off(table.column(positions["discount"]), decimals, unit)
        read["discount"] = off
    elif "discount" in positions:
        header, cells = table.headers[positions["discount"]], table.column(positions["discount"])
        left, states, unsettled = read_discounts(cells, header, meaning)
        read["discount"] = Reading(np.zeros(len(states), np.int64), states)
        factors.append(left)
        if unsettled is not None:
            place = table.place(0, positions["discount"])
            findings.append(Finding("E241", place, {"value": unsettled, "header": header}))
    reading = product(factors, decimals)
    if off is not None:
        reading, too_large = less(reading, off, decimals)
        states = np.where(too_large & (off.states == State.FINE), State.UNREADABLE, off.states)
        read["discount"] = replace(off, states=states.astype(np.uint8))
    states = np.maximum.reduce([reading.states, *(part.states for part in read.values())])
    return Amounts(Reading(reading.values, states, rests=reading.rests), read, tuple(findings))


def _said(table: Table, factor: int) -> Finding:
    """That, and from what, the amounts are computed."""
    positions = table.choice.positions
    headers = [table.headers[positions[p]] for p in PARTS if p in positions]
    formula = " × ".join(headers[:2]) + "".join(f" − {header}" for header in headers[2:])
    place = table.place(-1)
    return Finding("N242", place, {"formula": formula + (f" × {factor:,}" if factor != 1 else "")})


# --------------------------------------------------------------------------------------------
# Exact products
# --------------------------------------------------------------------------------------------


def exact(reading: Reading, decimals: int) -> Exact:
    """A reading in units of 10**-decimals, together with what rounding took from it."""
    values, rests = reading.values, reading.rests
    if rests is None or not rests.any():
        return Exact(values, 10**decimals)
    if np.abs(values).max(initial=0) < _SAFE / _MILLION:
        return Exact(values * _MILLION + rests, 10**decimals * _MILLION)
    whole = values.astype(object) * _MILLION + rests.astype(object)
    return Exact(whole, 10**decimals * _MILLION)


def product(factors: Sequence[Exact], decimals: int) -> Reading:
    """The product of columns in units of 10**-decimals; implausible where it is LARGEST or more.

    >>> product([Exact(np.array([3, 5])), Exact(np.array([15, 25]), 1000)], 2).values.tolist()
    [5, 13]
    """
    divisor, scale = math.prod(factor.divisor for factor in factors), 10**decimals
    common = math.gcd(divisor, scale)
    divisor, scale = divisor // common, scale // common
    sizes = [np.abs(factor.values.astype(np.float64)) for factor in factors]
    size = np.multiply.reduce([*sizes, np.full(len(sizes[0]), float(scale))])
    large = (size >= _SAFE) | (divisor >= _SAFE)
    small = [np.where(large, 0, factor.values) for factor in factors]
    values, rests = _quotients(small, scale, min(divisor, int(_SAFE)))
    values, rests = values.astype(np.int64), rests.astype(np.int64)
    states = np.full(len(values), State.FINE, np.uint8)
    rows = np.flatnonzero(large)
    if rows.size:
        whole, rest = _quotients([f.values[rows].astype(object) for f in factors], scale, divisor)
        fits = np.abs(whole) < LARGEST * 10**decimals
        values[rows], rests[rows] = np.where(fits, whole, LARGEST * 10**decimals), rest
    states[np.abs(values) >= LARGEST * 10**decimals] = State.IMPLAUSIBLE
    return Reading(values, states, rests=rests)


def _quotients(
    columns: Sequence[WholeNumbers], scale: int, divisor: int
) -> tuple[WholeNumbers, WholeNumbers]:
    """Products × scale ÷ divisor, rounded half away from zero, and the rests in millionths."""
    total = columns[0] * scale
    for column in columns[1:]:
        total = total * column
    size = np.abs(total)
    whole, rest = size // divisor, size % divisor
    up = rest >= divisor - rest
    sign = np.where(total < 0, -1, 1)
    left = (rest - up * divisor).astype(np.float64) / divisor
    return sign * (whole + up), sign * np.rint(left * _MILLION).astype(np.int64)


# --------------------------------------------------------------------------------------------
# Discounts
# --------------------------------------------------------------------------------------------


def read_discounts(
    column: pa.Array, header: str, meaning: DiscountMeaning
) -> tuple[Exact, npt.NDArray[np.uint8], str | None]:
    """What is left to pay of each price, the state of each cell, and a value nobody can settle.

    Blank cells are no discount.
    """
    codes, texts = encoded(column)
    plain = [unicodedata.normalize("NFKC", t).strip().casefold() for t in texts.to_pylist()]
    words = unicodedata.normalize("NFKC", header).casefold()
    open_ones = [text for text in plain if text not in _NO_DISCOUNT and _by_word(text) is None]
    numbers = {text: _number(text) for text in open_ones}
    scale = _scale(numbers)
    settled = meaning
    if meaning is DiscountMeaning.AUTO:
        read = [(n, 1 if percentage else scale) for n, percentage in numbers.values()]
        settled = _meaning(words, {number / of for number, of in read if number is not None})
        if scale > 1 and settled is DiscountMeaning.DEDUCTED and not _SAYS_SHARE.search(words):
            settled = DiscountMeaning.AUTO  # 15 may be money
    left = [_left(text, numbers, scale, settled) for text in plain]
    unsettled = None
    if settled is DiscountMeaning.AUTO:
        unsettled = next((t for t in open_ones if numbers[t][0]), None)
    return (*_as_columns(left, codes), unsettled)


def _as_columns(
    left: Sequence[Decimal | None], codes: npt.NDArray[np.int32]
) -> tuple[Exact, npt.NDArray[np.uint8]]:
    """Shares of different texts as columns; the last is for missing cells, whose code is −1."""
    shares = [Decimal(1) if share is None else share for share in left]
    digits = max([0, *(-int(share.normalize().as_tuple().exponent) for share in shares)])
    values = [int(share.scaleb(digits)) for share in shares]
    wide = np.array([*values, 10**digits], np.int64 if digits < 18 else object)
    states = np.array([*(State.UNREADABLE if s is None else State.FINE for s in left), 0], np.uint8)
    return Exact(wide[codes], 10**digits), states[codes]


def _by_word(text: str) -> Decimal | None:
    """What 8.5折, 85折 or 九五折 leaves to pay."""
    if text in _HALF:
        return Decimal("0.5")
    found = _PAYS.fullmatch(text)
    if found is None:
        return None
    digits = "".join(str(_DIGITS.index(d)) if d in _DIGITS else d for d in found[1])
    return _of_ten(Decimal(digits))


def _of_ten(number: Decimal) -> Decimal:
    """8.5 and 85 are the same share."""
    return number / (10 if number <= 10 else 100)


def _number(text: str) -> tuple[Decimal | None, bool]:
    """A discount's number, and whether it is written as a percentage."""
    bare = re.sub(r"\s*off$", "", text)
    try:
        return parse_number(bare), "%" in bare
    except ValueError:
        return None, False


def _scale(numbers: Mapping[str, tuple[Decimal | None, bool]]) -> int:
    """100 where some number without a percent sign is larger than one."""
    bare = [n for n, percentage in numbers.values() if n is not None and not percentage]
    return 100 if max(bare, default=Decimal(0)) > 1 else 1


def _meaning(words: str, shares: Iterable[Decimal]) -> DiscountMeaning:
    """What the header says, or else what a 0 or a 1 among the values shows."""
    if _SAYS_PAID.search(words):
        return DiscountMeaning.PAID
    if _SAYS_DEDUCTED.search(words):
        return DiscountMeaning.DEDUCTED
    found = set(shares)
    nothing_off, all_to_pay = Decimal(0) in found, not found.isdisjoint({Decimal(1)})
    if nothing_off == all_to_pay:
        return DiscountMeaning.AUTO
    return DiscountMeaning.DEDUCTED if nothing_off else DiscountMeaning.PAID


def _left(
    text: str,
    numbers: Mapping[str, tuple[Decimal | None, bool]],
    scale: int,
    meaning: DiscountMeaning,
) -> Decimal | None:
    """What a discount leaves to pay of a price, or None where it cannot be read."""
    if text in _NO_DISCOUNT:
        return Decimal(1)
    if text not in numbers:
        return _by_word(text)
    number, percentage = numbers[text]
    if number is None:
        return None
    share = number if percentage else number / scale
    if meaning is DiscountMeaning.PAID and scale > 1 and not percentage:
        share = _of_ten(number)
    left = share if meaning is DiscountMeaning.PAID else 1 - share
    return left if 0 <= left <= 1 else None
