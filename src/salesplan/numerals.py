"""Numbers as people write them, in a profile or in a cell: text → `Decimal`.

Understood: thousands separators (`1,200` `12_000` `1'200` `1 200`), Chinese and Latin multipliers
(`1,200万` `1.2亿` `12M` `35k`), per cent (`20%`), currency signs and codes (`¥12` `12元`
`USD 12`), full-width digits, brackets or a trailing minus for negatives, and the continental
form where both separators are present (`1.234,50`). What could be read in two ways (`1,5`) is
refused.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

_MULTIPLIERS: dict[str, int | Decimal] = {
    "": 1,
    "%": Decimal("0.01"),
    "‰": Decimal("0.001"),
    "k": 10**3,
    "千": 10**3,
    "万": 10**4,
    "萬": 10**4,
    "w": 10**4,
    "百万": 10**6,
    "m": 10**6,
    "mn": 10**6,
    "mio": 10**6,
    "million": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "億": 10**8,
    "bn": 10**9,
    "b": 10**9,
    "billion": 10**9,
}
_CURRENCY = r"(?:[¥$€£₩₹₽฿₫]|人民币|RMB|CNY|USD|EUR|GBP|HKD|TWD|JPY|SGD|US\$|HK\$|NT\$)"
_SIGNED = ("EUR", "INR", "RUB", "THB", "VND", "KRW")
_DOLLARS = frozenset(
    {"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MXN", "ARS", "CLP", "COP", "BND", "MOP"}
)
_YUAN = frozenset({"CNY", "HKD", "TWD", "MOP", "SGD"})
_NAMED_BY: dict[str, frozenset[str]] = {
    **{code: frozenset({code}) for code in ("USD", "EUR", "GBP", "HKD", "TWD", "JPY", "SGD")},
    **{sign: frozenset({code}) for sign, code in zip("€₹₽฿₫₩", _SIGNED, strict=True)},
    **dict.fromkeys(("CNY", "RMB", "人民币"), frozenset({"CNY"})),
    "HK$": frozenset({"HKD"}),
    "NT$": frozenset({"TWD"}),
    "US$": frozenset({"USD"}),
    "£": frozenset({"GBP", "EGP", "LBP", "SYP", "SDG", "GIP", "FKP", "SHP"}),
    "¥": frozenset({"CNY", "JPY"}),
    "$": _DOLLARS,
    **dict.fromkeys(("元", "元整", "块"), _YUAN),
    **dict.fromkeys(("圆", "円"), _YUAN | {"JPY"}),
}
"""The currencies that a sign or a word may stand for."""
_WHOLE_DIGITS = 28  # as many as a Decimal keeps
_UNIT_WORD = r"(?:元整|元|圆|円|块)"
_NAMING = re.compile("|".join(map(re.escape, sorted(_NAMED_BY, key=len, reverse=True))))
_SHAPE = re.compile(
    rf"(?P<minus>[-−–])?\s*{_CURRENCY}?\s*(?P<sign>[-−–+])?\s*"
    r"(?P<digits>\d[\d,._'’ \u00a0\u202f]*|\.\d+)\s*"
    rf"(?P<unit>%|‰|million|billion|mio|mn|bn|[kmbw]|百万|千万|[千万萬亿億])?\s*"
    rf"(?P<word>{_UNIT_WORD})?\s*{_CURRENCY}?\s*(?P<trailing>[-−–])?",
    re.IGNORECASE,
)
_GROUPED = re.compile(r"\d{1,3}(?:(?P<s>[,_' ])\d{3})(?:(?P=s)\d{3})*|\d+(?:_\d+)*")


def parse_number(text: str) -> Decimal:
    """The number that `text` stands for.

    Raises `ValueError` when it is not a number, or could be more than one.

    >>> parse_number("1,200万"), parse_number("(1,234.50)"), parse_number("20%")
    (Decimal('12000000'), Decimal('-1234.50'), Decimal('0.20'))
    """
    if any(unicodedata.category(character) == "No" for character in text):  # 10² is not 102
        raise ValueError(text)
    found, negative = _shaped(text)
    if found is None:
        raise ValueError(text)
    signs = [found["minus"], found["sign"], found["trailing"]]
    minuses = sum(sign is not None and sign != "+" for sign in signs) + negative
    if sum(sign is not None for sign in signs) + negative > 1:
        raise ValueError(text)
    value = _digits(found["digits"].strip(), text) * _MULTIPLIERS[(found["unit"] or "").lower()]
    if value.adjusted() >= _WHOLE_DIGITS:
        raise ValueError(text)
    return -value if minuses else value


def names_unit(text: str) -> bool:
    """Whether a number says itself what it is in: 12.5万, 9元, 35k; a currency's sign does not.

    >>> names_unit("12.5万"), names_unit("¥9元"), names_unit("¥9"), names_unit("20%")
    (True, True, False, False)
    """
    found, _ = _shaped(text)
    return found is not None and (bool(found["word"]) or (found["unit"] or "%") not in "%‰")


def currencies_named(text: str) -> frozenset[str]:
    """The currencies that a number may be in by its own sign or word; none where it has none.

    >>> sorted(currencies_named("¥1,200")), currencies_named("12M")
    (['CNY', 'JPY'], frozenset())
    """
    if _shaped(text)[0] is None:
        return frozenset()
    found = _NAMING.findall(unicodedata.normalize("NFKC", text).upper())
    return frozenset.intersection(*(_NAMED_BY[each] for each in found)) if found else frozenset()


def _shaped(text: str) -> tuple[re.Match[str] | None, bool]:
    """The parts of a number, and whether brackets make it negative."""
    plain = unicodedata.normalize("NFKC", text).strip()
    negative = plain.startswith("(") and plain.endswith(")")
    return _SHAPE.fullmatch(plain[1:-1].strip() if negative else plain), negative


def _digits(digits: str, text: str) -> Decimal:
    """Digits with separators, without sign and unit."""
    digits = re.sub(r"[’\u00a0\u202f]", lambda m: "'" if m[0] == "’" else " ", digits)
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma > point >= 0:  # 1.234,50
        if digits.count(",") != 1:
            raise ValueError(text)
        whole, fraction = digits[:comma].replace(".", ","), digits[comma + 1 :]
    elif digits.count(".") > 1:  # 1.234.567 is grouped, 1.2.3 is not a number
        whole, fraction = digits.replace(".", ","), ""
        if "," in digits:
            raise ValueError(text)
    else:
        whole, _, fraction = digits.partition(".")
    if not _GROUPED.fullmatch(whole or "0") or not (fraction.isdigit() or not fraction):
        raise ValueError(text)
    return Decimal(re.sub(r"\D", "", whole or "0") + (f".{fraction}" if fraction else ""))
