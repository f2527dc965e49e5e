"""The year of dates and periods that are written without one: 1月5日, Jan 5, 一月.

It is what the profile says, else what a line above the table, the name of the sheet or that of the
file says: the first of these that names a year decides, and only if it names exactly one. The day
on which a list was made is not the year of what it lists, nor is that in which the firm was
founded, nor a number of a version, a contract or a telephone.
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
_LAST_DAY: Final = 31
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
    r"|\b(?:printed|exported|generated|created|downloaded|(?:last )?updated|run (?:on|date))\b"
    r"|(?:编制|編製|填制|填製)(?=日期|时间|時間|人|[于於:：])",
    re.I,
)
_DAY: Final = (
    r"(?<!\d)(?:(?:19|20)\d\d|\d\d(?=\s*年))\s*[年./-]\s*\d{1,2}(?!\d)"
    r"(?:\s*[月./-]\s*\d{1,2}(?!\d)\s*[日号號]?|\s*月)?(?:\s*\d\d?[:：]\d\d(?:[:：]\d\d)?)?"
)
_MADE_THEN: Final = re.compile(
    rf"[(（]?{_DAY}\s{{0,3}}(?:由\S{{1,8}}?|[^\s\d,，]{{1,6}}[部处處科室])?\s{{0,3}}"
    r"(?:[制製填编編][制製作表写寫报報]?|打印|列印|导出|導出|匯出|生成|下载|下載|更新"
    r"|printed|exported|generated|created|downloaded|updated)\s*(?:$|[)）]|(?=[,，;；。]))",
    re.I,
)
"""A day and what was done on it: 2025年1月8日制."""
_FOUNDED: Final = r"(?:成立|[创創](?:立|建|办|辦|始)|始建)"
_NUMBERED: Final = (
    rf"{_FOUNDED}(?:日期|时间|時間|年份|[于於])?|版本[号號]?|[编編][号號]|(?:合同|流水|[单單文])[号號]"
    r"|(?<![a-z_])(?:since|founded|established|est|version|ver|v|no|ref|copyright)(?![a-z])|©|\(c\)|[#№]"
)
_PHONE: Final = r"电话|電話|手机|手機|传真|傳真|(?<![a-z_])(?:tel|phone|fax)(?![a-z])"
_OTHER_NUMBER: Final = re.compile(
    rf"(?:{_NUMBERED})[\s.]*(?:[:：]\s*[^\s\d]{{0,8}}|[于於在为為是自]|\(c\)|©|in\b)?"
    r"\s*(?:[A-Z]{1,6}[-–]?)?\d[\dA-Z./–-]*"
    rf"|(?:{_PHONE})[\s.:：]*[+(]?\d[\d\s()+-]*"
    rf"|(?<!\d)(?:19|20)\d\d\s*年?(?:\s*\d\d?\s*月)?(?:\s*\d\d?\s*日)?\s*{_FOUNDED}"
    r"|(?<!\d)(?:19|20)\d\d(?:[-/]\d\d)?[-/](?!(?:19|20)\d\d(?!\d))\d{3,}",
    re.I,
)
"""What looks like a year and is none of the table: 成立于2003年, 版本2026.1, 2024-001."""
_OTHER_LABEL: Final = re.compile(rf"\S{{0,6}}?(?:{_NUMBERED}|{_PHONE})\s*[:：.]?\s*", re.I)
_BARE_NUMBER: Final = re.compile(r"[\d年月日./()+ -]+")
_MONTHS: Final = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_UNTIL: Final = re.compile(
    r"(?:截至|截止|[至到]|\b(?:as (?:of|at)|until|till|up to|through|to|end(?:ing|ed)))"
    r"(?:日期|时间|時間)?\s*[到至于於:：]?\s*(?:"
    r"(?P<year>20\d\d)\s*[年./-]\s*(?P<month>\d\d?)(?!\d)(?:\s*[月./-]\s*(?P<day>\d\d?)(?!\d))?"
    rf"|(?:(?P<before>\d\d?)(?:st|nd|rd|th)?\s*)?(?P<name>{_MONTHS})[a-z]*\.?\s*"
    r"(?:(?P<after>\d\d?)(?!\d)(?:st|nd|rd|th)?)?[\s,]*(?P<ending>20\d\d))",
    re.I,
)
_MOST_BACK: Final = 6
"""Months back, in a table in order, from which on the year has changed."""


@dataclass(frozen=True, slots=True)
class Year:
    """The year that `text` names; `number` is None where none does, or `several` stand in it.

    `is_given` says that it is the user's word. `until` are the last month and day of it that the
    text speaks of, where it says so: 截至2026年1月.
    """

    number: int | None = None
    text: str = ""
    several: tuple[int, ...] = ()
    is_given: bool = False
    until: tuple[int, int] | None = None


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
        if len(years) == 1:
            return Year(years[0], " · ".join(naming), years, until=_until(naming, years[0]))
        if years:
            return Year(None, " · ".join(naming), years)
    return NO_YEAR


def years_in(text: str) -> tuple[int, ...]:
    """The years that a text names, in order.

    >>> years_in("2026年1月"), years_in("FY26"), years_in("2025/26"), years_in("目标2000万")
    ((2026,), (2026,), (2025, 2026), ())
    """
    plain = _OTHER_NUMBER.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST]))
    years = set()
    for found in _FOUR_DIGITS.finditer(plain):
        year = int(found["year"])
        years.add(year)
        if found["next"] and int(found["next"]) == (year + 1) % 100 > 12:
            years.add(year + 1)
    for found in _TWO_DIGITS.finditer(plain):
        years.add(_CENTURY + int(found["year"] or found["fiscal"]))
    return tuple(sorted(year for year in years if _FIRST <= year < _LAST))


def _until(texts: Iterable[str], year: int) -> tuple[int, int] | None:
    """The last month and day of a year that texts say they go up to."""
    ends = []
    for text in texts:
        for found in _UNTIL.finditer(unicodedata.normalize("NFKC", text[:_LONGEST])):
            if int(found["year"] or found["ending"]) == year:
                named = found["name"] and _MONTHS.split("|").index(found["name"].casefold()) + 1
                day = found["day"] or found["before"] or found["after"] or _LAST_DAY
                ends.append((int(named or found["month"]), int(day)))
    return max(ends, default=None)


def titles(above: Iterable[str]) -> Iterator[str]:
    """The lines without what they say of the day on which they were written."""
    after_label = after_other = False
    for line in above:
        text = _MADE_THEN.sub("", line)
        made, other = _MADE.search(text), _OTHER_LABEL.fullmatch(text)
        is_value = after_label or (after_other and _BARE_NUMBER.fullmatch(text) is not None)
        title = text[: made.start()] if made else "" if other or is_value else text
        if title != line:
            title = title.rstrip(" (（-–:：")
        if title:
            yield title
        after_label = made is not None and not re.search(r"\d", text[made.end() :])
        after_other = other is not None


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
