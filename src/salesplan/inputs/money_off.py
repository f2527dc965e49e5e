"""Discounts that are sums of money: 折扣额, Discount Amount, 折扣（元）.

Such a discount is that of the whole row, in the amounts' currency, and is taken from quantity ×
price. Some write it with a minus; it brings what is to pay nearer to 0 all the same, in a return,
too. One larger than what it is taken from cannot be.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.arrays import Ints, Mask
from salesplan.inputs.cells import LARGEST, Reading, State, read_numbers
from salesplan.inputs.columns import named_unit
from salesplan.profile import DiscountMeaning

_MILLION: Final = 10**6
_SAYS_MONEY: Final = re.compile(r"额|額|amount|amt|\bvalue\b|\btotal\b|[$¥€£]")
_SAYS_SHARE: Final = re.compile(r"%|率|比例|percent|pct|\brate\b")
_NOTHING: Final = r"(?i)^\s*(?:[-–—/]|无|無|无折扣|無折扣|不打折|none|no|n/a)?\s*$"
_SHARES: Final = r"[%％折]"


def is_money(header: str, meaning: DiscountMeaning) -> bool:
    """Whether a discount is money: as the user says, else by its header.

    >>> is_money("折扣（元）", DiscountMeaning.AUTO), is_money("折扣率", DiscountMeaning.AUTO)
    (True, False)
    """
    if meaning is not DiscountMeaning.AUTO:
        return meaning is DiscountMeaning.MONEY
    words = unicodedata.normalize("NFKC", header).casefold()
    says = named_unit(header) is not None or bool(_SAYS_MONEY.search(words))
    return says and not _SAYS_SHARE.search(words)


def read_money_off(column: pa.Array, decimals: int, factor: int) -> Reading:
    """Discounts in minor units, times `factor`; blank cells are none, shares are unreadable."""
    nothing = pc.fill_null(pc.match_substring_regex(column, _NOTHING), True)
    plain = pc.if_else(nothing, "0", column)
    reading = read_numbers(plain, decimals, factor)
    shares = pc.fill_null(pc.match_substring_regex(plain, _SHARES), False)
    states = np.where(shares.to_numpy(zero_copy_only=False), State.UNREADABLE, reading.states)
    return replace(reading, states=states.astype(np.uint8))


def less(gross: Reading, off: Reading, decimals: int) -> tuple[Reading, Mask]:
    """What is left of amounts, and which discounts are larger than what they are taken from."""
    sign = np.where((gross.values < 0) | ((gross.values == 0) & (_rests(gross) < 0)), -1, 1)
    size, size_rest = gross.values * sign, _rests(gross) * sign
    turned = np.where((off.values < 0) | ((off.values == 0) & (_rests(off) < 0)), -1, 1)
    rest = size_rest - _rests(off) * turned
    carried = np.where(2 * np.abs(rest) >= _MILLION, np.sign(rest), 0)
    left, rest = size - off.values * turned + carried, rest - carried * _MILLION
    too_large = (left < 0) | ((left == 0) & (rest < 0))
    states = np.where(left >= LARGEST * 10**decimals, State.IMPLAUSIBLE, gross.states)
    return Reading(left * sign, states.astype(np.uint8), rests=rest * sign), too_large


def _rests(reading: Reading) -> Ints:
    return np.zeros(len(reading.values), np.int64) if reading.rests is None else reading.rests
