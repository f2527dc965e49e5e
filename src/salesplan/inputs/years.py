"""The year of dates and periods that are written without one: 1月5日, Jan 5, 一月.

It is what the profile says, else what a line above the table, the name of the sheet or that of the
file says: the first of these that names a year decides, and only if it names exactly one. The day
on which a list was made is not the year of what it lists.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from salesplan.inputs.raw import RawSheet

_FIRST, _LAST = 1980, 2100
_LONGEST: Final = 200
_CENTURY: Final = 2000
_FOUR_DIGITS: Final = re.compile(
    r"(?<![\d.,¥$€])(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d{3}|\s*(?:[万萬亿億千百元件台人家%]|k\b))"
    r"(?:\s*[-/–]\s*(?P<next>\d\d)(?![\d月]))?",
    re.I,
)
_TWO_DIGITS: Final = re.compile(
    r"(?<!\d)(?P<year>\d\d)\s*年(?=度|\s*\d{1,2}\s*月)|\bFY\s?'?(?P<fiscal>\d\d)(?!\d)", re.I
)
_FULL_DATE: Final = re.compile(r"(?<!\d)20\d\d([-_.]?)[01]\d\1[0-3]\d(?!\d)")
_MADE: Final = re.compile(
    r"制表|打印|列印|导出|導出|匯出|生成|下载|下載|更新"
    r"|\b(?:printed|exported|generated|created|downloaded|(?:last )?updated|run (?:on|date))\b",
    re.I,
)
_MOST_BACK: Final = 6
"""Months back, in a table in order, from which on the year has changed."""


@dataclass(frozen=True, slots=True)
class Year:
    """The year that `text` names; `number` is None where none does, or `several` stand in it.

    `is_given` says that it is the user's word.
    """

    number: int | None = None
    text: str = ""
    several: tuple[int, ...] = ()
    is_given: bool = False


NO_YEAR: Final = Year()


def year_of(sheet: RawSheet, above: Sequence[str], given: int | None = None) -> Year:
    """The year of what a table has without one.

    `above` are the lines over it, `given` is what the user says.
    """
    if given is not None:
        return Year(given, f"history: {{year: {given}}}", is_given=True)
    names = [_without_day(name) for name in (sheet.name, Path(sheet.file).stem)]
    for texts in (list(titles(above)), *([name] for name in names)):
        naming = [text for text in texts if years_in(text)]
        years = tuple(sorted({year for text in naming for year in years_in(text)}))
        if years:
            return Year(years[0] if len(years) == 1 else None, " · ".join(naming), years)
    return NO_YEAR


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, in order.

    >>> years_in("2026年1月"), years_in("FY26"), years_in("2025/26"), years_in("目标2000万")
    ((2026,), (2026,), (2025, 2026), ())
    """
    plain = unicodedata.normalize("NFKC", text[:_LONGEST])
    years = set()
    for found in _FOUR_DIGITS.finditer(plain):
        year = int(found["year"])
        years.add(year)
        if found["next"] and int(found["next"]) == (year + 1) % 100 > 12:
            years.add(year + 1)
    for found in _TWO_DIGITS.finditer(plain):
        years.add(_CENTURY + int(found["year"] or found["fiscal"]))
    return tuple(sorted(year for year in years if _FIRST <= year < _LAST))


def titles(above: Iterable[str]) -> Iterator[str]:
    """The lines without what they say of the day on which they were written."""
    label_alone = False
    for text in above:
        found = _MADE.search(text)
        if found is None and not label_alone:
            yield text
        elif found is not None and found.start():
            yield text[: found.start()].rstrip(" (（-–:：")
        label_alone = found is not None and not re.search(r"\d", text[found.end() :])


def _without_day(name: str) -> str:
    """A name without the one day in it: that of an export."""
    days = _FULL_DATE.findall(name)
    return _FULL_DATE.sub("", name) if len(days) == 1 else name


def turn_of_year(months: Sequence[int]) -> int | None:
    """Where in a row of months in order the next year begins; None where it does not.

    Order may be that of time or its reverse, if there is more to show it than the one jump. Several
    jumps are those of an unsorted table; what runs on beyond its beginning is a second run through
    the year.

    >>> turn_of_year([11, 12, 12, 1, 2]), turn_of_year([1, 2, 12, 1, 2]), turn_of_year([2, 1, 12])
    (3, None, 2)
    """
    forward = _turn(months)
    if forward is not None:
        return forward
    backward = _turn(months[::-1], shown=1)
    return None if backward is None else len(months) - backward


def _turn(months: Sequence[int], shown: int = 0) -> int | None:
    """The same in order of time, which at least `shown` more steps show than speak against it."""
    steps = [later - earlier for earlier, later in pairwise(months)]
    jumps = [at + 1 for at, step in enumerate(steps) if step <= -_MOST_BACK]
    if len(jumps) != 1 or max(months[jumps[0] :]) >= min(months[: jumps[0]]):
        return None
    balance = sum(step > 0 for step in steps) - sum(step < 0 for step in steps) + 1
    return jumps[0] if balance >= shown else None
