"""Periods as people write them: `2018Q3`, `2018年7月`, `Jan`, `第一季度`, `上半年`, `合计`.

Months are counted through: July 2018 is `12 * 2018 + 6`. A month with a year is that of the
calendar; quarters, half-years and years, and months without a year, are those of the fiscal year
that begins in the calendar year of that number.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa

from salesplan.core.calendar import MONTHS
from salesplan.errors import Finding
from salesplan.inputs.cells import State
from salesplan.inputs.columns import normalise
from salesplan.inputs.dates import read_dates
from salesplan.inputs.total_words import SUM
from salesplan.profile import DateOrder

TOTAL: Final = 0  # the size of a label that sums up whatever stands beside it

PERIOD_HEADERS: Final = (
    *("期间", "月份", "季度", "周期", "年月", "月", "期間", "period", "month", "quarter"),
    *("year month", "month year", "fiscal month", "fiscal quarter"),
)
YEAR_HEADERS: Final = ("年份", "年度", "年", "财年", "year", "fiscal year")


@dataclass(frozen=True, slots=True)
class Label:
    """A period as written: the `number`-th stretch, from 0, of `size` months in a year.

    `size` is 1, 3, 6, 12, or 0 for a total of whatever stands beside it. `year` is None where the
    label names none.
    """

    size: int
    number: int
    year: int | None = None


_LONGEST: Final = 200
"""Characters of a header that may be a period; notes are longer, and slow to search."""
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_YEAR_FIRST: Final = re.compile(rf"{_YEAR}\s*(?P<mark>年度?|[-/._])?\s*(?P<part>.*)")
_YEAR_LAST: Final = re.compile(rf"(?P<part>.*?)\s*(?P<mark>[-/.,']?)\s*{_YEAR}(?:\s*年)?")
_SHORT_YEAR: Final = re.compile(r"(?P<part>[a-z]{3,9}\.?|q[1-4]|h[12])\s*[-/' ]\s*(?P<year>\d\d)")
LONE_YEAR: Final = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
YEAR_CELL: Final = re.compile(rf"{_YEAR}(?:\.0)?\s*(?:年度?)?")
_WHOLE: Final = re.compile(
    rf"(?:全?年度?)?(?:{SUM})|全?年度?|(?:full |whole )?year|(?:year |annual |grand |sub)?total"
    r"|annual|yearly"
)
_WORDS: Final = r"(?:销售|业绩)?(?:目标|目標|指标|任务|配额|计划|targets?|quotas?|plan)(?:金额|额)?"
_AROUND: Final = re.compile(rf"^{_WORDS}\s*|\s*{_WORDS}$")
_BRACKETS: Final = re.compile(r"(?<=.)\s*[(\[【][^()\[\]【】]*[)\]】]\s*$")
_CHINESE: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_ENGLISH: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NUMBERS: Final = {
    **{numeral: number for number, numeral in enumerate(_CHINESE)},
    **{str(number + 1): number for number in range(MONTHS)},
    **{f"{number + 1:02}": number for number in range(9)},
    **{"上": 0, "下": 1},
    **{name: number for number, name in enumerate(_ENGLISH)},
    **{name[:3]: number for number, name in enumerate(_ENGLISH)},
    **{"sept": 8},
}
_PARTS: Final = (
    (3, re.compile(r"q([1-4])|([1-4])q|第?([1-4一二三四])季度?|quarter ([1-4])")),
    (6, re.compile(r"h([12])|([12])h|(上|下)半年度?")),
    (1, re.compile(r"m(\d\d?)|(\d\d?)月份?|([一二三四五六七八九十]{1,2})月份?|([a-z]+)\.?")),
)


def parse_period(text: str, bare: int = TOTAL) -> Label | None:
    """The period that a header or a cell names, or None.

    `bare` is the size in months of what a number alone stands for: `7` under 月份 is July.

    >>> parse_period("2018年7月"), parse_period("Q3")
    (Label(size=1, number=6, year=2018), Label(size=3, number=2, year=None))
    """
    if len(text) > _LONGEST:
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").casefold().split())
    while found := _BRACKETS.search(plain):
        plain = plain[: found.start()]
    plain = _AROUND.sub("", plain)
    if bare and (number := _NUMBERS.get(plain)) is not None and plain.isdigit():
        return Label(bare, number) if number < MONTHS // bare else None
    if found := _SHORT_YEAR.fullmatch(plain):
        return _label(found["part"], 2000 + int(found["year"]))
    if found := _YEAR_FIRST.fullmatch(plain):
        return _dated(found["part"], found["mark"] or "", int(found["year"]))
    if found := _YEAR_LAST.fullmatch(plain):
        return _dated(found["part"], found["mark"] or " ", int(found["year"]), last=True)
    return _label(plain, None)


def _dated(part: str, mark: str, year: int, *, last: bool = False) -> Label | None:
    """A label beside its year; a number alone is a month where no digit can be missing."""
    if not part or part == ".0" or (mark == "." and part == "0"):
        return Label(12, 0, year)
    # The number 2018.10 arrives as 2018.1, and 20181 may have lost a digit, too.
    marks = {"-", "/"} if last else {"-", "/", "_", "年"}
    if re.fullmatch(r"\d\d" if mark in {"", "."} and not last else r"\d\d?", part):
        known = mark in marks or (not last and mark in {"", "."})
        return Label(1, _NUMBERS[part], year) if known and part in _NUMBERS else None
    return _label(part, year)


def _label(part: str, year: int | None) -> Label | None:
    if _WHOLE.fullmatch(part):
        return Label(TOTAL if year is None else 12, 0, year)
    for size, shape in _PARTS:
        if found := shape.fullmatch(part):
            number = _NUMBERS.get(next(group for group in found.groups() if group))
            return None if number is None else Label(size, number, year)
    return None


@dataclass(frozen=True, slots=True)
class Span:
    """`months` months from `first`, counted through."""

    first: int
    months: int

    def covers(self, other: Span) -> bool:
        """Whether all months of the other are among these."""
        return self.first <= other.first and other.first + other.months <= self.first + self.months

    def key(self, turn: int) -> str:
        """2018-07, 2018-Q3, 2018-H2, 2018."""
        if self.months == 1:
            return f"{self.first // MONTHS}-{self.first % MONTHS + 1:02}"
        year, month = divmod(self.first - turn, MONTHS)
        letter = {3: "-Q", 6: "-H"}.get(self.months)
        return f"{year}{letter}{month // self.months + 1}" if letter else str(year)


def span_of(label: Label, year: int, turn: int) -> Span:
    """The months of a label; `turn` is the month, from 0, in which years begin."""
    if label.size == 1 and label.year is not None:
        return Span(MONTHS * label.year + label.number, 1)
    start = MONTHS * (year if label.year is None else label.year) + turn
    if label.size == 1:
        return Span(start + (label.number - turn) % MONTHS, 1)
    return Span(start + label.size * label.number, label.size or MONTHS)


def months_of(span: Span) -> tuple[str, str]:
    """The first and the last month of a span, as findings name them.

    >>> months_of(Span(12 * 2017 + 6, 3))
    ('2017-07', '2017-09')
    """
    last = span.first + span.months - 1
    return Span(span.first, 1).key(0), Span(last, 1).key(0)


def period_labels(
    texts: Sequence[str], bare: int, turn: int
) -> tuple[list[Label | None], list[Finding]]:
    """The periods of a column of cells, or of a row of headers; dates are judged together."""
    labels = [parse_period(text, bare) for text in texts]
    rest = [text if label is None else "" for text, label in zip(texts, labels, strict=True)]
    dates = read_dates(pa.array(rest, pa.string()), DateOrder.AUTO)
    fine = np.flatnonzero(dates.states == State.FINE)
    days = {int(at): dt.date(1970, 1, 1) + dt.timedelta(int(dates.values[at])) for at in fine}
    size = bare or _size_of(set(days.values()), turn)
    for at, day in days.items():
        year, month = divmod(MONTHS * day.year + day.month - 1 - turn, MONTHS)
        labels[at] = (
            Label(1, day.month - 1, day.year) if size == 1 else Label(size, month // size, year)
        )
    return labels, [Finding("N479")] if days and size == 3 and not bare else []


def _size_of(days: set[dt.date], turn: int) -> int:
    """3 where all of several days begin, or all end, a quarter; else 1."""
    begin = all(day.day == 1 and (day.month - 1 - turn) % 3 == 0 for day in days)
    after = [day + dt.timedelta(days=1) for day in days]
    end = all(day.day == 1 and (day.month - 1 - turn) % 3 == 0 for day in after)
    return 3 if len(days) > 1 and (begin or end) else 1


_TO: Final = re.compile(r"(?P<first>[^-–—~]+?)\s*(?:[-–—~]+|至|到|\bto\b|\+)\s*(?P<last>\S.*)")
_YEAR_BEFORE: Final = re.compile(rf"{_YEAR}\s*年?度?[\s/._-]*(?P<part>\D.*|\d{{1,2}}\D.*)")
_YEAR_AFTER: Final = re.compile(rf"(?P<part>.*)[\s/._,-]+{_YEAR}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months in a row, `first` counted from 0; `months` is 0 where it ends in another year."""

    first: int
    months: int
    year: int | None = None

    @property
    def label(self) -> Label | None:
        """The same as one of several equal parts of a year; None where it is none."""
        if not self.months or self.first % self.months:
            return None
        return Label(self.months, self.first // self.months, self.year)


def stretch_of(text: str) -> Stretch | None:
    """The stretch of months that a header names by its first and last; None where it names none.

    >>> stretch_of("1-3月"), stretch_of("2026年 Q3–Q4").label
    (Stretch(first=0, months=3, year=None), Label(size=6, number=1, year=2026))
    """
    if len(text) > _LONGEST:
        return None
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    while found := _BRACKETS.search(plain):
        plain = plain[: found.start()]
    dated = _YEAR_BEFORE.fullmatch(plain) or _YEAR_AFTER.fullmatch(plain)
    found = _TO.fullmatch(dated["part"].strip() if dated else plain)
    if not found:
        return None
    first, last = _like_each_other(found["first"], found["last"])
    start, end = _label(first, None), _label(last, None)
    if start is None or end is None or start.size != end.size or start.size not in {1, 3}:
        return None
    count = max(end.number - start.number + 1, 0)
    year = int(dated["year"]) if dated else None
    return Stretch(start.number * start.size, count * start.size, year)


def _like_each_other(first: str, last: str) -> tuple[str, str]:
    """1-3月 is 1月 to 3月, Q1-2 is Q1 to Q2, 第一至三季度 is 一季度 to 三季度."""
    first, last = first.removeprefix("第"), last.removeprefix("第")
    if first in _NUMBERS and (unit := re.search(r"(?:月份?|季度?)$", last)):
        return first + unit[0], last
    return first, f"q{last}" if first.startswith("q") and last.isdecimal() else last


def bare_size(header: str) -> int:
    """The size of the periods that a header names: 季度 3, 月份 1; `TOTAL` where it names none."""
    name = normalise(header)
    if "季" in name or "quarter" in name:
        return 3
    return 1 if "月" in name or "month" in name else TOTAL


def named_year(*texts: str) -> int | None:
    """The one year in the first of the texts that names exactly one."""
    for text in texts:
        years = {int(found["year"]) for found in LONE_YEAR.finditer(text)}
        if len(years) == 1:
            return years.pop()
    return None


def filled_down(texts: Iterable[str]) -> list[str]:
    """Blank cells below a filled one are what a merged cell looks like."""
    filled = [""]
    for text in texts:
        filled.append(text or filled[-1])
    return filled[1:]
