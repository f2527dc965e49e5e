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
_WHOLE_DIGITS = 28  # as many as a Decimal keeps
_UNIT_WORD = r"(?:元整|元|圆|円|块)"
_SHAPE = re.compile(
    rf"(?P<minus>[-−–])?\s*{_CURRENCY}?\s*(?P<sign>[-−–+])?\s*"
    r"(?P<digits>\d[\d,._'’ \u00a0\u202f]*|\.\d+)\s*"
    rf"(?P<unit>%|‰|million|billion|mio|mn|bn|[kmbw]|百万|千万|[千万萬亿億])?\s*"
    rf"{_UNIT_WORD}?\s*{_CURRENCY}?\s*(?P<trailing>[-−–])?",
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
    plain = unicodedata.normalize("NFKC", text).strip()
    negative = plain.startswith("(") and plain.endswith(")")
    if negative:
        plain = plain[1:-1].strip()
    found = _SHAPE.fullmatch(plain)
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
