"""Columns of text → dates, numbers and names.

Everything works on whole columns, and on the *different* texts of a column where a text needs a
closer look. A reading has a value and a `State` for each row; values of rows that are not `FINE`
mean nothing.

Conventions: the time of day is dropped, and a time zone with it: the day counts as written.
Milliseconds since 1970 are days of the place where they all begin at midnight, if there is one,
else of Greenwich. Plain numbers from 20000 to 80000 are Excel's days. A number with more decimals
than the currency is rounded half away from zero, exactly, from its decimal text; `rounding`
then keeps what was rounded off from adding up.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.arrays import Floats, Ints, Mask
from salesplan.numerals import parse_number
from salesplan.profile import DateOrder

FIRST_DAY: Final = dt.date(1980, 1, 1)
END_DAY: Final = dt.date(2101, 1, 1)
LARGEST: Final = 10**15

_DAY: Final = 86_400_000
_QUARTER_HOUR: Final = 900_000
_MANY: Final = 20_000
"""Different texts of dates from which on it is faster to cut off times of day than to read each."""
_MILLION: Final = 10**6
_NOISE: Final = 2.0**-50
_PLAIN: Final = r"^-?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?$"
_SIGNS: Final = "$¥￥€£"
_COMMON: Final = rf"^-?[{_SIGNS}]?(\d{{1,3}}(,\d{{3}})+|\d+)(\.\d+)?元?$"
"""The commonest of what is no plain number; all else is looked at cell by cell."""
_COMMA_IS_DECIMAL: Final = r"^[^,]*\d\.\d{3},\d+[^\d,.]*$"
_COMMA_BEFORE_CENTS: Final = r"^[^,.]*\d,\d{1,2}[^\d,.]*$"
_POINT_IS_DECIMAL: Final = r",\d{3}(?:\.\d|,\d{3})"
_POINT_NOT_GROUPING: Final = r"\.(?:\d{0,2}(?:\D|$)|\d{4})"
_TRIED: Final = 1000
"""Cells from the top that are plain numbers before all are taken to be."""
_EASY: Final = float(2**43)
"""Minor units up to which a float, of 53 bits, is exact to a thousandth of one."""


class State(IntEnum):
    """What became of a cell."""

    FINE = 0
    BLANK = 1
    UNREADABLE = 2
    IMPLAUSIBLE = 3
    SHORT_YEAR = 4
    AMBIGUOUS = 5


@dataclass(frozen=True)
class Reading:
    """Values and states of a column, both as long as the column.

    `values` are days since 1970 for dates, and scaled integers for numbers. `samples` are two
    texts of dates that could be read in two ways, or one of a number with a decimal comma. `zone`
    is the hour offset applied to milliseconds. `rests` are what rounding took from numbers (or
    gave, if negative), in millionths of a unit.
    """

    values: Ints
    states: npt.NDArray[np.uint8]
    samples: tuple[str, ...] = ()
    zone: float | None = None
    rests: Ints | None = None


def turned(reading: Reading, rows: Mask) -> Reading:
    """A reading in which some rows count as minus their absolute value."""
    rests = np.zeros(len(rows), np.int64) if reading.rests is None else reading.rests
    above = rows & ((reading.values > 0) | ((reading.values == 0) & (rests > 0)))
    sign = np.where(above, -1, 1)
    return Reading(reading.values * sign, reading.states, rests=rests * sign)


def encoded(column: pa.Array) -> tuple[npt.NDArray[np.int32], pa.Array]:
    """The column as codes into its different texts; a missing cell is −1."""
    coded = pc.dictionary_encode(column)
    codes = coded.indices if not coded.indices.null_count else pc.fill_null(coded.indices, -1)
    return codes.to_numpy(zero_copy_only=False), coded.dictionary


def is_blank(column: pa.Array) -> Mask:
    """Whether a cell is missing or holds nothing but spaces."""
    bare = pc.equal(pc.utf8_trim_whitespace(column), "")
    return np.asarray(pc.fill_null(bare, True).to_numpy(zero_copy_only=False))


def clean_names(column: pa.Array, missing: str | None = None) -> pa.DictionaryArray:
    """Names as they are compared: width folded, no outer spaces, inner ones single.

    Blank cells become `missing`.
    """
    codes, names = encoded(column)
    if not column.null_count and not _any(names, r"[^!-~]|^$"):
        return pa.DictionaryArray.from_arrays(pa.array(codes), names)  # codes such as SO-0001
    plain = pc.utf8_normalize(names, form="NFKC")
    plain = pc.utf8_trim_whitespace(pc.replace_substring_regex(plain, r"[\s\x00-\x1f]+", " "))
    plain = pc.if_else(pc.equal(plain, ""), missing, plain)
    # The last name is for missing cells, whose code is −1.
    lookup, different = encoded(pa.concat_arrays([plain, pa.array([missing], pa.string())]))
    rows = lookup[codes]
    if missing is not None and not (rows == lookup[-1]).any():
        different = different.slice(0, int(rows.max(initial=-1)) + 1)
    return pa.DictionaryArray.from_arrays(pa.array(rows, mask=rows < 0), different)


# --------------------------------------------------------------------------------------------
# Numbers
# --------------------------------------------------------------------------------------------


def read_numbers(column: pa.Array, decimals: int, factor: int = 1) -> Reading:
    """Numbers as integers in units of 10**-decimals, multiplied by `factor`.

    Unreadable: not a number, or more than one. Implausible: not finite, or LARGEST and more.
    """
    scale = factor * 10**decimals
    blank = is_blank(column)
    column, sample = _with_points(column)
    floats, refused = _cast(column, blank)
    with np.errstate(over="ignore"):  # 1e308 is not easy either
        scaled = floats * scale
    easy = np.abs(scaled) < _EASY
    scaled[~easy] = 0
    nearest = np.rint(scaled)
    # Near a half, floats cannot say which side the decimal text is on.
    tie = np.abs(np.abs(scaled - nearest) - 0.5) < 0.01
    states = np.where(blank, State.BLANK, State.FINE).astype(np.uint8)
    rows = np.flatnonzero((refused | tie | ~easy) & ~blank)
    whole = nearest.astype(np.int64)
    off = scaled - nearest
    off[np.abs(off) <= np.abs(scaled) * _NOISE] = 0
    rests = np.rint(off * _MILLION).astype(np.int64)
    if rows.size:
        codes, texts = encoded(pc.take(column, pa.array(rows)))
        exact = [_exact(text, scale, factor) for text in texts.to_pylist()]
        whole[rows] = np.array([value for value, _, _ in exact], np.int64)[codes]
        rests[rows] = np.array([rest for _, rest, _ in exact], np.int64)[codes]
        states[rows] = np.array([state for _, _, state in exact], np.uint8)[codes]
    return Reading(whole, states, (sample,) if sample else (), rests=rests)


def _with_points(column: pa.Array) -> tuple[pa.Array, str]:
    """The column with points for its decimal commas, and one of them; as it is where it has none.

    1.234,50 shows what a comma is, and so do several numbers that each have one before one or two
    digits. A point that can only be a decimal one speaks against it.
    """
    with_comma = pc.fill_null(pc.match_substring(column, ","), False)
    cells = column.filter(with_comma)
    if not len(cells) or _shaped(cells, _POINT_IS_DECIMAL).any():
        return column, ""
    shown = _shaped(cells, _COMMA_IS_DECIMAL)
    alone = len(cells) > 1 and bool(_shaped(cells, _COMMA_BEFORE_CENTS).all())
    if not (shown.any() or alone) or _any(column, _POINT_NOT_GROUPING):
        return column, ""
    sample = cells[int(shown.argmax())].as_py().strip()
    dotless = pc.replace_substring_regex(column, r"\.(\d{3})", r"\1")
    return pc.replace_substring_regex(dotless, r"(\d),(\d)", r"\1.\2"), sample


def _cast(column: pa.Array, blank: Mask) -> tuple[Floats, Mask]:
    """The column as floats, and which cells are not plain numbers."""
    if _shaped(column.slice(0, _TRIED), _PLAIN).all():
        with contextlib.suppress(pa.ArrowInvalid):
            return _floats(column, blank), np.zeros(len(column), bool)
    # Each cell that cannot be cast costs ten times what it costs to see that.
    plain = _shaped(column, _PLAIN)
    if not (plain | blank).all():
        column = _bare(column)
        plain = _shaped(column, _PLAIN)
    return _floats(pc.if_else(pa.array(plain), column, None), ~plain), ~plain & ~blank


def _floats(column: pa.Array, blank: Mask) -> Floats:
    """Plain numbers, 0 for what is `blank`."""
    numbers = pc.cast(column, pa.float64()).to_numpy(zero_copy_only=False)
    return np.where(blank, 0.0, np.asarray(numbers, np.float64))


def _bare(column: pa.Array) -> pa.Array:
    """The column with amounts of the commonest forms, ¥1,234.50 and 12元, as plain numbers."""
    common = pc.match_substring_regex(column, _COMMON)
    numbers = pc.utf8_trim(column.filter(common), f"{_SIGNS}元")
    numbers = pc.replace_substring(numbers, ",", "")
    numbers = pc.replace_substring_regex(numbers, f"^-[{_SIGNS}]", "-")
    return pc.replace_with_mask(column, common, numbers)


def _shaped(column: pa.Array, pattern: str) -> Mask:
    found = pc.fill_null(pc.match_substring_regex(column, pattern), False)
    return np.asarray(found.to_numpy(zero_copy_only=False))


def _any(column: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(column, pattern)).as_py())


def _exact(text: str, scale: int, factor: int) -> tuple[int, int, State]:
    """One number by decimal arithmetic, in units of 1/scale, and what rounding took from it."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        try:
            number = parse_number(text)
        except (ValueError, InvalidOperation):
            return 0, 0, State.UNREADABLE
    finite = number.is_finite() and number.copy_abs() < LARGEST  # before an exponent overflows
    if not finite or abs(number) * factor >= LARGEST:
        return 0, 0, State.IMPLAUSIBLE
    scaled = number * scale
    value = int(scaled.quantize(Decimal(1), ROUND_HALF_UP))
    if abs(value) >= 2**62:
        return 0, 0, State.IMPLAUSIBLE
    return value, int((scaled - value) * _MILLION), State.FINE


# --------------------------------------------------------------------------------------------
# Dates
# --------------------------------------------------------------------------------------------

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
_NUMBER: Final = re.compile(r"\d{5}(?:\.\d+)?")
_MILLISECONDS: Final = re.compile(r"(\d{13})(?:\.0)?")
_MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_Order = tuple[int, int]  # where month and day stand in 03/04/2026


def read_dates(column: pa.Array, date_order: DateOrder) -> Reading:
    """Days since 1970. Implausible: before 1980 or after 2100.

    Whether 03/04/2026 is in March or April is what `date_order` says, else what the column shows
    (a part above 12); where it shows nothing, or both, such cells are `AMBIGUOUS`.
    """
    codes, texts = _different_dates(column)
    plain = [unicodedata.normalize("NFKC", text).strip() for text in texts]
    order = _settled(plain, date_order)
    zone = _zone(plain)
    read = [_one_date(text, order, zone) for text in plain]
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
    found = [m for text in texts if (m := _YEAR_LAST.fullmatch(text))]
    shows_day_first = any(int(m[1]) > 12 for m in found)
    shows_month_first = any(int(m[3]) > 12 for m in found)
    if shows_day_first == shows_month_first:
        return None
    return day_first if shows_day_first else month_first


def _zone(texts: Iterable[str]) -> float | None:
    """Milliseconds to add to times since 1970, if there are any, to get the day of their place."""
    rests = {int(m[1]) % _DAY for text in texts if (m := _MILLISECONDS.fullmatch(text))}
    if not rests:
        return None
    rest = rests.pop()
    if rests or rest % _QUARTER_HOUR:
        return 0.0
    return float(_DAY - rest if rest > _DAY // 2 else -rest)


def _one_date(text: str, order: _Order | None, zone: float | None) -> tuple[int, State]:
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
    return 0, State.SHORT_YEAR if _SHORT_YEAR.fullmatch(text) else State.UNREADABLE


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
