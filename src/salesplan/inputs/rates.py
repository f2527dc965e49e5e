"""Amounts in other currencies → the plan's, exactly and rounded once.

A row's currency is what its column `currency` says, else the sign in its amount or in the header
where that cannot be the plan's: `$` among 元, 金额（美元）; without a rate that is an error. Blank
is the plan's. A code or a word
counts as what people call it: 人民币, RMB, 美元, US$, Euro.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.errors import Finding
from salesplan.inputs.arrays import Mask
from salesplan.inputs.cells import Reading, State, encoded
from salesplan.inputs.computed import Exact, exact, product
from salesplan.inputs.tables import Table

_DOLLARS: Final = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN"})
_SIGNS: Final[Mapping[str, frozenset[str]]] = {
    **{"us$": frozenset({"USD"}), "hk$": frozenset({"HKD"}), "nt$": frozenset({"TWD"})},
    **{"s$": frozenset({"SGD"}), "a$": frozenset({"AUD"}), "c$": frozenset({"CAD"})},
    **{"$": _DOLLARS, "¥": frozenset({"CNY", "JPY"}), "€": frozenset({"EUR"})},
    **{"£": frozenset({"GBP"}), "₩": frozenset({"KRW"}), "₹": frozenset({"INR"})},
    **{"₽": frozenset({"RUB"}), "฿": frozenset({"THB"}), "₫": frozenset({"VND"})},
    **{"元": frozenset({"CNY", "TWD", "HKD"}), "円": frozenset({"JPY"})},
    **{"美元": frozenset({"USD"}), "欧元": frozenset({"EUR"}), "港元": frozenset({"HKD"})},
    **{"日元": frozenset({"JPY"})},
    **{"rmb": frozenset({"CNY"}), "人民币": frozenset({"CNY"}), "人民幣": frozenset({"CNY"})},
    **{"cn¥": frozenset({"CNY"}), "jp¥": frozenset({"JPY"})},
}
_WORDS: Final[Mapping[str, str]] = {
    **{"美金": "USD", "usdollar": "USD", "usdollars": "USD", "dollar": "USD", "euros": "EUR"},
    **{"欧": "EUR", "歐元": "EUR", "港币": "HKD", "港幣": "HKD", "港纸": "HKD", "台币": "TWD"},
    **{"台幣": "TWD", "新台币": "TWD", "新台幣": "TWD", "日币": "JPY", "日幣": "JPY"},
    **{"日圆": "JPY", "日圓": "JPY", "日元": "JPY", "英镑": "GBP", "英鎊": "GBP", "yuan": "CNY"},
    **{"韩币": "KRW", "韓幣": "KRW", "韩元": "KRW", "新币": "SGD", "澳币": "AUD", "加币": "CAD"},
    **{"renminbi": "CNY", "yen": "JPY", "pound": "GBP", "pounds": "GBP", "pound sterling": "GBP"},
}
_LISTED_CODES: Final = ("cny", "usd", "eur", "gbp", "hkd", "twd", "jpy", "sgd")
# What may stand in a cell that is a number, the longest first.
_TOKEN: Final = re.compile(
    "|".join(
        rf"(?<![a-z]){re.escape(t)}(?![a-z])" if t[0].isascii() and t.isalnum() else re.escape(t)
        for t in sorted([*_SIGNS, *_LISTED_CODES], key=len, reverse=True)
    )
)


@dataclass(frozen=True)
class Money:
    """The plan's currency, its decimals, and what one unit of another is worth in it.

    Without a currency no row is taken to be in another one.
    """

    currency: str
    decimals: int
    rates: Mapping[str, Decimal]

    def rate_of(self, code: str) -> Decimal | None:
        """What one unit of a currency is worth, where the user says so."""
        return self.rates.get(code)


@dataclass(frozen=True)
class Conversion:
    """Amounts in the plan's currency, and the rows (masks) of each other currency.

    `converted` rows were multiplied. Of the others nothing is known of `unknown`, and there is no
    rate for `unrated`, nor for the currencies whose sign the `signed` carry. `several` are the
    currencies that were added up where the plan's is not known; else it is `own`.
    """

    reading: Reading
    position: int | None = None
    converted: tuple[tuple[str, Decimal, Mask], ...] = ()
    unrated: Mask | None = None
    unknown: Mask | None = None
    signed: tuple[tuple[str, Mask], ...] = ()
    several: tuple[str, ...] = ()
    own: str = ""


def currency_code(text: str, own: str = "") -> str | None:
    """The ISO code of a currency's code, sign or name; None where it is none.

    A sign of several currencies is that of `own` where it can be, else of the commonest.

    >>> currency_code("人民币"), currency_code("US$"), currency_code("$", "HKD"), currency_code("x")
    ('CNY', 'USD', 'HKD', None)
    """
    word = re.sub(r"[\s.]+", "", unicodedata.normalize("NFKC", text).casefold())
    word = re.sub(r"\(.*\)$", "", word) or word.strip("()")
    if signs := _SIGNS.get(word):
        return own if own in signs else _commonest(signs)
    return _WORDS.get(word) or _names().get(word)


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    """Codes and names of the world's currencies."""
    from babel import Locale  # noqa: PLC0415 (slow, and rarely needed)

    names: dict[str, str] = {}
    for locale in ("en", "zh", "zh_Hant"):
        for code, name in Locale.parse(locale).currencies.items():
            names.setdefault(re.sub(r"[\s.]+", "", name.casefold()), code)
            names[code.casefold()] = code
    return names


def convert(table: Table, reading: Reading, money: Money, amount: int | None) -> Conversion:
    """The amounts of a table in the plan's currency; `amount` is the position they come from."""
    if amount is None:
        return Conversion(reading)
    position = table.choice.positions.get("currency")
    if not money.currency:
        several = _named(table, position) if position is not None else _signed(table, amount)
        return Conversion(reading, amount if position is None else position, several=several)
    if position is None:
        return _by_signs(table, reading, money, amount)
    codes, texts = encoded(table.column(position))
    blank = [not text.strip() for text in texts.to_pylist()]
    named = [currency_code(text, money.currency) for text in texts.to_pylist()]
    # The last entry is for missing cells, whose code is −1.
    own = np.array([*blank, True]) | np.array([*(n == money.currency for n in named), True])
    if own[codes].all():
        return Conversion(reading, position)
    unknown = ~own & np.array([*(name is None for name in named), False])
    reading, converted, rated = _converted(reading, money, [*named, None], codes, own)
    return Conversion(
        reading,
        position,
        converted,
        unrated=(~own & ~unknown & ~rated)[codes],
        unknown=unknown[codes],
    )


def _named(table: Table, position: int) -> tuple[str, ...]:
    """The currencies of a column, where there are several."""
    codes = {currency_code(text) for text in encoded(table.column(position))[1].to_pylist()}
    named = tuple(sorted(code for code in codes if code))
    return named if len(named) > 1 else ()


def _converted(
    reading: Reading,
    money: Money,
    named: Sequence[str | None],
    codes: npt.NDArray[np.int32],
    own: Mask,
) -> tuple[Reading, tuple[tuple[str, Decimal, Mask], ...], Mask]:
    """The reading with every currency that has a rate, these currencies, and which texts have."""
    foreign = sorted({name for name, is_own in zip(named, own, strict=True) if name and not is_own})
    rates = {code: rate for code in foreign if (rate := money.rate_of(code)) is not None}
    converted = []
    for code, rate in rates.items():
        of_code = np.array([name == code for name in named])[codes]
        reading = _multiplied(reading, of_code, rate, money.decimals)
        converted.append((code, rate, of_code))
    return reading, tuple(converted), np.array([name in rates for name in named])


def _multiplied(reading: Reading, rows: Mask, rate: Decimal, decimals: int) -> Reading:
    """A reading with some of its rows multiplied."""
    numerator, denominator = rate.as_integer_ratio()
    taken = np.flatnonzero(rows & (reading.states == State.FINE))
    rests = np.zeros(len(rows), np.int64) if reading.rests is None else reading.rests.copy()
    part = Reading(reading.values[taken], reading.states[taken], rests=rests[taken])
    factor = np.full(len(taken), numerator, np.int64 if abs(numerator) < 2**62 else object)
    result = product([exact(part, decimals), Exact(factor, denominator)], decimals)
    values, states = reading.values.copy(), reading.states.copy()
    assert result.rests is not None
    values[taken], states[taken], rests[taken] = result.values, result.states, result.rests
    return replace(reading, values=values, states=states, rests=rests)


def report_conversion(table: Table, found: Conversion, used: Mask) -> Iterator[Finding]:
    """How many of the used rows were converted at which rate; E247 for those without any."""
    place = table.place(-1, found.position)
    for code, rate, rows in found.converted:
        if count := int((rows & used).sum()):
            values = {"currency": code, "rate": format(rate.normalize(), "f")}
            yield Finding("N243", place, values, count=count)
    if found.several:
        yield Finding("W255", place, {"currencies": ", ".join(found.several)})
    for code, rows in found.signed:
        signed = np.flatnonzero(rows & used)
        if signed.size and found.position is not None:
            first = int(signed[0])
            cell = table.column(found.position)[first].as_py()
            value = cell.strip() if _signs_of(cell) else table.headers[found.position]
            values = {"value": value, "currency": code, "own": found.own}
            place = table.place(first, found.position)
            yield Finding("E247", place, values, count=len(signed))


# --------------------------------------------------------------------------------------------
# Signs in the amounts themselves
# --------------------------------------------------------------------------------------------


def _by_signs(table: Table, reading: Reading, money: Money, amount: int) -> Conversion:
    """Amounts with a sign of another currency: multiplied where there is a rate for it."""
    column = table.column(amount)
    header = _signs_of(table.headers[amount])
    if money.currency in header:
        header = frozenset()
    if not header and not _may_hold(column, _foreign(money.currency)):
        return Conversion(reading, amount)
    codes, texts = encoded(column)
    signs = [_signs_of(text) or header for text in texts.to_pylist()]
    foreign = [bool(each) and money.currency not in each for each in signs]
    named = [_meant(each, money) if is_foreign else None
             for each, is_foreign in zip(signs, foreign, strict=True)]  # fmt: skip
    own = np.array([*(not is_foreign for is_foreign in foreign), True])
    reading, converted, rated = _converted(reading, money, [*named, None], codes, own)
    unrated = sorted(
        {code for code, known in zip(named, rated[:-1], strict=True) if code and not known}
    )
    signed = tuple(
        (code, np.array([*(n == code for n in named), False])[codes]) for code in unrated
    )
    return Conversion(reading, amount, converted, signed=signed, own=money.currency)


def _signed(table: Table, amount: int) -> tuple[str, ...]:
    """Signs among the amounts that cannot all be of one currency; empty if they can."""
    words = pc.unique(pc.replace_substring_regex(table.column(amount), r"[\d.,\s()+-]+", ""))
    signs: dict[frozenset[str], str] = {}
    for word in words.to_pylist():
        if found := _signs_of(word or ""):
            signs.setdefault(found, word)
    one = not signs or bool(frozenset.intersection(*signs))
    return () if one else tuple(sorted(signs.values()))


def _foreign(own: str) -> Iterator[str]:
    """The signs and codes that cannot be the plan's currency."""
    yield from (sign for sign, currencies in _SIGNS.items() if own not in currencies)
    yield from (code for code in _LISTED_CODES if code != own.casefold())


def _may_hold(column: pa.Array, words: Iterable[str]) -> bool:
    """Whether some cell may hold one of the words: a look at the bytes, cells unseen."""
    data = column.buffers()[-1]
    if data is None:
        return False
    content = data.to_pybytes().translate(None, b"0123456789.,-").lower()
    wide = {"$": "＄", "¥": "￥", "£": "￡", "₩": "￦"}
    return any(form.encode() in content for word in words for form in {word, wide.get(word, word)})


def _signs_of(text: str) -> frozenset[str]:
    """The currencies that an amount's sign or code may stand for; empty without one."""
    found = _TOKEN.search(unicodedata.normalize("NFKC", text).casefold())
    return frozenset() if found is None else _SIGNS.get(found[0], frozenset({found[0].upper()}))


def _meant(currencies: frozenset[str], money: Money) -> str:
    """Which of the currencies of a sign is meant: the only one with a rate, else the commonest."""
    rated = [code for code in currencies if money.rate_of(code) is not None]
    return rated[0] if len(rated) == 1 else _commonest(currencies)


def _commonest(currencies: frozenset[str]) -> str:
    return max(sorted(currencies), key=("CNY", "USD").__contains__)
