"""Columns of text → numbers and names; `dates` is about the days among them.

Everything works on whole columns, and on the *different* texts of a column where a text needs a
closer look. A reading has a value and a `State` for each row; values of rows that are not `FINE`
mean nothing.

A number with more decimals than the currency is rounded half away from zero, exactly, from its
decimal text; `rounding` then keeps what was rounded off from adding up.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import IntEnum
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.arrays import Floats, Ints, Mask
from salesplan.numerals import names_unit, parse_number

LARGEST: Final = 10**15

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
_MAY_NAME_UNIT: Final = r"\pN[\s\p{Z}]*\p{L}"
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
    YEARLESS = 6


@dataclass(frozen=True)
class Reading:
    """Values and states of a column, both as long as the column.

    `values` are days since 1970 for dates, and scaled integers for numbers. `samples` are two
    texts of dates that could be read in two ways, or one of a number with a decimal comma. `zone`
    is the hour offset applied to milliseconds. `rests` are what rounding took from numbers (or
    gave, if negative), in millionths of a unit. `with_unit` numbers name a unit of their own.
    """

    values: Ints
    states: npt.NDArray[np.uint8]
    samples: tuple[str, ...] = ()
    zone: float | None = None
    rests: Ints | None = None
    with_unit: int = 0


def turned(reading: Reading, rows: Mask) -> Reading:
    """A reading in which some rows count as minus their absolute value."""
    rests = _rests(reading)
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


def read_numbers(column: pa.Array, decimals: int, factor: int = 1) -> Reading:
    """Numbers as integers in units of 10**-decimals, multiplied by `factor`.

    What names a unit of its own, 12.5万 or 9元 in a column of 万元, is not multiplied.
    Unreadable: not a number, or more than one. Implausible: not finite, or LARGEST and more.
    """
    column, sample = _with_points(column)
    samples = (sample,) if sample else ()
    with_unit = _name_unit(column) if factor != 1 else np.zeros(0, bool)
    if not with_unit.any():
        return replace(_read(column, decimals, factor), samples=samples)
    others = _read(pc.if_else(pa.array(with_unit), None, column), decimals, factor)
    own = _read(pc.if_else(pa.array(with_unit), column, None), decimals, 1)
    return Reading(
        np.where(with_unit, own.values, others.values),
        np.where(with_unit, own.states, others.states),
        samples,
        rests=np.where(with_unit, _rests(own), _rests(others)),
        with_unit=int((with_unit & (own.states == State.FINE)).sum()),
    )


def _rests(reading: Reading) -> Ints:
    return np.zeros(len(reading.values), np.int64) if reading.rests is None else reading.rests


def _name_unit(column: pa.Array) -> Mask:
    """Which cells are numbers that name a unit of their own."""
    found = _shaped(column, _MAY_NAME_UNIT)
    rows = np.flatnonzero(found)
    if rows.size:
        codes, texts = encoded(column.take(pa.array(rows)))
        found[rows] = np.array([names_unit(text) for text in texts.to_pylist()])[codes]
    return found


def _read(column: pa.Array, decimals: int, factor: int) -> Reading:
    scale = factor * 10**decimals
    blank = is_blank(column)
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
    return Reading(whole, states, rests=rests)


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
