"""Periods of a fiscal year as people say them: 一季度, 2027年3月, 上半年, 全年, March, Q1 2027.

Where months are calendar months, 3月 and March are the March of the year, wherever that begins; by
weeks a month has its number alone, and only M03 is sure.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from salesplan.profile.spellings import quarter_called

_ENGLISH: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_CHINESE: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_MONTHS: Final = {
    **{f"{number}月": number for number in range(1, 13)},
    **{f"0{number}月": number for number in range(1, 10)},
    **{f"{numeral}月": number for number, numeral in enumerate(_CHINESE, 1)},
    **{name: number for number, name in enumerate(_ENGLISH, 1)},
    **{name[:3]: number for number, name in enumerate(_ENGLISH, 1)},
    "sept": 9,
}
_PARTS: Final = {"上半年": "H1", "下半年": "H2", "全年": "year", "全年度": "year"}
_YEAR_FIRST: Final = re.compile(r"(?P<year>\d{4})(?:年度?|[-/. ])?(?P<part>.*)")
_YEAR_LAST: Final = re.compile(r"(?P<part>\D\S*) (?P<year>\d{4})")
_NUMBER: Final = re.compile(r"0?([1-9]|1[0-2])")


def period_key(text: str, first_month: str) -> str:
    """What a calendar calls the period that `text` says; the text itself where it says none.

    `first_month` is the key of the year's first month, which shows what months are.

    >>> period_key("2027年3月", "2027-01"), period_key("一季度", "2027-01")
    ('2027-03', 'Q1')
    >>> period_key("3月", "2027-07"), period_key("Q1 2027", "2027-01")
    ('2028-03', '2027-Q1')
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    found = _YEAR_FIRST.fullmatch(plain) or _YEAR_LAST.fullmatch(plain)
    part = (found["part"] if found else plain).strip().replace(" ", "")
    year = found["year"] if found else ""
    group = _PARTS.get(part, quarter_called(part))
    if group in {"Q1", "Q2", "Q3", "Q4", "H1", "H2"}:
        return f"{year}-{group}" if year else group
    if group == "year" or not part:
        return year or group
    return _month(plain, part.casefold().removesuffix("份").rstrip("."), year, first_month)


def _month(plain: str, part: str, year: str, first_month: str) -> str:
    """The key of a calendar month; `plain` where it is none."""
    begin = re.fullmatch(r"(\d{4})-(\d\d)", first_month)
    number = _MONTHS.get(part)
    if number is None and year and (digits := _NUMBER.fullmatch(part)):
        number = int(digits[1])
    if begin is None or number is None:
        return plain
    known = year or str(int(begin[1]) + (number < int(begin[2])))
    return f"{known}-{number:02}"
