"""Columns of text → days.

The time of day is dropped, and a time zone with it: the day counts as written. Milliseconds since
1970 are days of the place where they all begin at midnight, if there is one, else of Greenwich.
Plain numbers from 20000 to 80000 are Excel's days.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.cells import Reading, State, encoded
from salesplan.profile import DateOrder

FIRST_DAY: Final = dt.date(1980, 1, 1)
END_DAY: Final = dt.date(2101, 1, 1)
_DAY: Final = 86_400_000
_QUARTER_HOUR: Final = 900_000
_MANY: Final = 20_000
"""Different texts of dates from which on it is faster to cut off times of day than to read each."""
_TIME: Final = (
    r"(?:[T\s]*\(?(?:星期|周|週)[一二三四五六日天]\)?)?"
    r"(?:[T\s]+(?:[AP]M|上午|下午|中午|晚上)?\s*\d{1,2}(?:[::时時]\d{1,2}){1,2}[分秒]?(?:\.\d+)?"
    r"\s*(?:[AP]\.?M\.?)?\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)?"
)
_YEAR_FIRST: Final = re.compile(
    rf"(\d{{4}})\s*(?:[-/.]|年)\s*(\d{{1,2}})\s*(?:[-/.]|月)\s*(\d{{1,2}})\s*[日号號]?{_TIME}", re.I
)
_COMPACT: Final = re.compile(rf"(\d{{4}})(\d\d)(\d\d)(?:\.0|\d{{6}}|{_TIME})", re.I)
_YEAR_LAST: Final = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.I)
_DAY_NAME: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY_MONTH: Final = re.compile(
    rf"{_DAY_NAME}(\d{{1,2}})(?:st|nd|rd|th)?[-\s/.]*([a-z]{{3,9}})\.?[-\s/.,]+(\d{{4}}){_TIME}",
    re.I,
)
_MONTH_DAY: Final = re.compile(
    rf"{_DAY_NAME}([a-z]{{3,9}})\.?[-\s]+(\d{{1,2}})(?:st|nd|rd|th)?[-\s,]+(\d{{4}}){_TIME}", re.I
)
_SHORT_YEAR: Final = re.compile(
    r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|\d{2}[-/.]\d{1,2}[-/.]\d{1,2}|\d{2}年\d{1,2}月\d{1,2}日?"
    rf"|\d{{1,2}}[-\s][a-z]{{3,9}}[-\s]\d{{2}}){_TIME}",
    re.I,
)
_NO_YEAR: Final = re.compile(rf"(\d{{1,2}})\s*([-/月])\s*(\d{{1,2}})\s*[日号號]?{_TIME}", re.I)
_NO_YEAR_DOTTED: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.")  # 1.10 may be a number, cut
_NO_YEAR_DAY_MONTH: Final = re.compile(
    rf"{_DAY_NAME}(\d{{1,2}})(?:st|nd|rd|th|\.)?[-\s/]*(?:of\s)?([a-z]{{3,9}})\.?", re.I
)
_NO_YEAR_MONTH_DAY: Final = re.compile(
    rf"{_DAY_NAME}([a-z]{{3,9}})\.?[-\s]+(\d{{1,2}})(?:st|nd|rd|th)?", re.I
)
_NUMBER: Final = re.compile(r"\d{5}(?:\.\d+)?")
_MILLISECONDS: Final = re.compile(r"(\d{13})(?:\.0)?")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_Order = tuple[int, int]  # where month and day stand in 03/04/2026


def read_dates(
    column: pa.Array,
    date_order: DateOrder,
    year: int | None = None,
    *,
    month_first: bool = False,
) -> Reading:
    """Days since 1970. Implausible: before 1980 or after 2100.

    Whether 03/04/2026 is in March or April is what `date_order` says, else what the column shows
    (a part above 12); where it shows nothing, or both, such cells are `AMBIGUOUS`. Dates without a
    year are of `year`, and `YEARLESS` where there is none; what shows nothing else of them,
    `month_first` says.
    """
    codes, texts = _different_dates(column)
    plain = [unicodedata.normalize("NFKC", text).strip() for text in texts]
    order = _settled(plain, date_order)
    zone = _zone(plain)
    known = _OfYear(year, (0, 1) if order is None and month_first else order)
    read = [_one_date(text, order, zone, known) for text in plain]
    # The last entry is for missing cells, whose code is −1.
    days = np.array([*(day for day, _ in read), 0], np.int64)
    states = np.array([*(state for _, state in read), State.BLANK], np.uint8)
    ambiguous = (t for t, (_, s) in zip(plain, read, strict=True) if s is State.AMBIGUOUS)
    samples = [*dict.fromkeys(ambiguous)][:2]
    return Reading(days[codes], states[codes], tuple(samples), zone and zone / 3_600_000)


def _different_dates(column: pa.Array) -> tuple[npt.NDArray[np.int32], list[str]]:
    """The column as codes and texts; times of day are cut off first where texts are many."""
    codes, texts = encoded(column)
    if len(texts) <= _MANY:
        return codes, texts.to_pylist()
    short = pc.replace_substring_regex(
        texts, r"^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2})[ T]\d{1,2}:\d\d(:\d\d(\.\d+)?)?$", r"\1"
    )
    short_codes, different = encoded(short)
    return np.append(short_codes, -1).astype(np.int32)[codes], different.to_pylist()


def _settled(texts: Iterable[str], date_order: DateOrder) -> _Order | None:
    """Where month and day stand, as far as the user or the column says."""
    day_first, month_first = (1, 0), (0, 1)
    if date_order is not DateOrder.AUTO:
        return day_first if date_order is DateOrder.DAY_FIRST else month_first
    found = [m for text in texts if (m := _YEAR_LAST.fullmatch(text) or _unordered(text))]
    shows_day_first = any(int(m[1]) > 12 for m in found)
    shows_month_first = any(int(m[3]) > 12 for m in found)
    if shows_day_first == shows_month_first:
        return None
    return day_first if shows_day_first else month_first


def _unordered(text: str) -> re.Match[str] | None:
    """A date without a year whose parts may stand in either order."""
    found = _NO_YEAR.fullmatch(text)
    return found if found and found[2] != "月" else None


def _zone(texts: Iterable[str]) -> float | None:
    """Milliseconds to add to times since 1970, if there are any, to get the day of their place."""
    rests = {int(m[1]) % _DAY for text in texts if (m := _MILLISECONDS.fullmatch(text))}
    if not rests:
        return None
    rest = rests.pop()
    if rests or rest % _QUARTER_HOUR:
        return 0.0
    return float(_DAY - rest if rest > _DAY // 2 else -rest)


@dataclass(frozen=True, slots=True)
class _OfYear:
    """The year of dates that have none, and where month and day stand in them."""

    year: int | None
    order: _Order | None

    def read(self, text: str) -> tuple[int, State] | None:
        """The day that a text without a year stands for; None where it is no such text."""
        for shape, parts in _NO_YEAR_SHAPES:
            if found := shape.fullmatch(text):
                month, day = parts(found)
                break
        else:
            if not (found := _NO_YEAR.fullmatch(text)):
                return None
            order = (0, 1) if found[2] == "月" else self.order
            pair = int(found[1]), int(found[3])
            if self.year is not None and order is None and pair[0] != pair[1] and max(pair) <= 12:
                return 0, State.AMBIGUOUS
            order = order or ((1, 0) if pair[0] > 12 else (0, 1))
            month, day = pair[order[0]], pair[order[1]]
        if not 0 < month <= 12 or not 0 < day <= 31:
            return 0, State.UNREADABLE
        return (0, State.YEARLESS) if self.year is None else _day(self.year, month, day)


def _one_date(
    text: str, order: _Order | None, zone: float | None, yearless: _OfYear
) -> tuple[int, State]:
    """The day that a text stands for."""
    if not text:
        return 0, State.BLANK
    for shape, parts in _SHAPES:
        if found := shape.fullmatch(text):
            return _day(*parts(found))
    if found := _YEAR_LAST.fullmatch(text):
        return _year_last(found, order)
    if _NUMBER.fullmatch(text) and 20_000 <= float(text) <= 80_000:
        return _plausible(dt.date(1899, 12, 30) + dt.timedelta(days=int(float(text))))
    if found := _MILLISECONDS.fullmatch(text):
        days = int((int(found[1]) + (zone or 0)) // _DAY)
        return _plausible(dt.date(1970, 1, 1) + dt.timedelta(days=days))
    if _SHORT_YEAR.fullmatch(text):
        return 0, State.SHORT_YEAR
    return yearless.read(text) or (0, State.UNREADABLE)


def _year_last(found: re.Match[str], order: _Order | None) -> tuple[int, State]:
    parts = int(found[1]), int(found[3])
    if order is None:
        if max(parts) <= 12 and parts[0] != parts[1]:
            return 0, State.AMBIGUOUS
        order = (1, 0) if parts[0] > 12 else (0, 1)
    return _day(int(found[4]), parts[order[0]], parts[order[1]])


def _month(name: str) -> int:
    """1 to 12, or 0 for a word that is no month."""
    word = name.lower()
    fits = [n for n, month in enumerate(_MONTHS, 1) if word in {month, month[:3], month[:4]}]
    return fits[0] if fits else 0


def _day(year: int, month: int, day: int) -> tuple[int, State]:
    try:
        return _plausible(dt.date(year, month, day))
    except ValueError:
        return 0, State.UNREADABLE


def _plausible(day: dt.date) -> tuple[int, State]:
    if not FIRST_DAY <= day < END_DAY:
        return 0, State.IMPLAUSIBLE
    return (day - dt.date(1970, 1, 1)).days, State.FINE


_Parts = Callable[[re.Match[str]], tuple[int, int, int]]
_SHAPES: Final[tuple[tuple[re.Pattern[str], _Parts], ...]] = (
    (_YEAR_FIRST, lambda m: (int(m[1]), int(m[2]), int(m[3]))),
    (_COMPACT, lambda m: (int(m[1]), int(m[2]), int(m[3]))),
    (_DAY_MONTH, lambda m: (int(m[3]), _month(m[2]), int(m[1]))),
    (_MONTH_DAY, lambda m: (int(m[3]), _month(m[1]), int(m[2]))),
)
_NO_YEAR_SHAPES: Final[
    tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int]]], ...]
] = (
    (_NO_YEAR_DOTTED, lambda m: (int(m[2]), int(m[1]))),
    (_NO_YEAR_DAY_MONTH, lambda m: (_month(m[2]), int(m[1]))),
    (_NO_YEAR_MONTH_DAY, lambda m: (_month(m[1]), int(m[2]))),
)
