"""Days as people write them in a profile or on the command line: the year first.

2027-03-31, 2027/3/31, 2027.3.31 and 2027年3月31日 are the same day. 3/1/2027 is the first of March
to some and the third of January to others, and refused.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Final

_YEAR_FIRST: Final = re.compile(
    r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|\.(\d{1,2})\.|\s?年\s?(\d{1,2})\s?月\s?)(\d{1,2})\s?[日号號]?"
)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_WITHOUT_YEAR: Final = re.compile(r"(\d{1,2})\s?月\s?(\d{1,2})")
_YEAR: Final = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


def parse_day(text: str) -> dt.date:
    """The day that a text says. Raises `ValueError` where it is none, or could be more than one.

    >>> parse_day("2027年4月1日"), parse_day("2027.8.31")
    (datetime.date(2027, 4, 1), datetime.date(2027, 8, 31))
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _YEAR_FIRST.fullmatch(plain)
    if found is None:
        return dt.date.fromisoformat(plain)
    year, *months, day = found.groups()
    (month,) = filter(None, months)
    return dt.date(int(year), int(month), int(day))


def day_examples(text: str, year: int | None) -> str:
    """How the day might be written that somebody meant with `text`, in `year` where it has none.

    >>> day_examples("3/1/2027", None), day_examples("2027-13-01", None), day_examples("May", 2026)
    ('2027-03-01 / 2027-01-03', '2027-03-31', '2026-03-31')
    """
    found = _YEAR_LAST.fullmatch(text.strip())
    if found:
        first, _, second, last = found.groups()
        meant = [_written(last, month, day) for month, day in ((first, second), (second, first))]
        if any(meant):
            return " / ".join(dict.fromkeys(filter(None, meant)))
    named = _YEAR.search(text)
    known = int(named[0]) if named else year
    if known is None:
        return "YYYY-MM-DD"
    yearless = None if named else _WITHOUT_YEAR.search(text)
    exact = _written(str(known), yearless[1], yearless[2]) if yearless else ""
    return exact or f"{known}-03-31"


def _written(year: str, month: str, day: str) -> str:
    """The day as the profile has it, "" where there is no such day."""
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
