"""Parts of a sheet: tables side by side or one below another, and headers in two lines.

A part is a `RawSheet` of its own over the same cells: its `letters` and `rows` are those of the
spreadsheet program. Rows are counted from zero within a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.arrays import Ints
from salesplan.inputs.cells import encoded, is_blank
from salesplan.inputs.columns import choose_columns
from salesplan.inputs.period_names import parse_period
from salesplan.inputs.raw import RawSheet

_SMALL: Final = 300
"""Rows up to which each is looked at for a further header."""
_MIDDLING: Final = 20_000
"""The same below a wide table, where a header begins with a digit as the numbers do."""
_LONGEST_HEADER: Final = 40
_NO_HEADER: Final = r"^\s*[-+]?(?:\d{1,3}|\d{5,})[.,]\d|(?:^|\D)\d{5}(?:\D|$)|\d{7}"
_YEAR: Final = r"^\D.*(?:19|20)\d\d"
_REAL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d 00:00:00$")
_NUMBER: Final = re.compile(r"[-+(¥￥$€£]?\s*\d")


@dataclass(frozen=True, slots=True)
class Header:
    """The headers of a table: `row` is their last line, `lines` how many there are."""

    row: int
    texts: tuple[str, ...]
    lines: int = 1

    @property
    def first(self) -> int:
        """The row of the first line."""
        return self.row - self.lines + 1


def columns_of(sheet: RawSheet, positions: Sequence[int]) -> RawSheet:
    """Some of a sheet's columns."""
    place = {position: at for at, position in enumerate(positions)}
    return replace(
        sheet,
        columns=tuple(sheet.columns[position] for position in positions),
        letters=tuple(sheet.letters[position] for position in positions),
        errors=tuple((row, place[at], name) for row, at, name in sheet.errors if at in place),
    )


def rows_of(sheet: RawSheet, start: int, end: int) -> RawSheet:
    """The rows from `start` up to, without, `end`."""
    return replace(
        sheet,
        columns=tuple(column.slice(start, end - start) for column in sheet.columns),
        rows=sheet.rows[start:end],
        errors=tuple(
            (row - start, at, name) for row, at, name in sheet.errors if start <= row < end
        ),
    )


def side_by_side(sheet: RawSheet) -> list[RawSheet]:
    """The parts between columns that are blank from top to bottom; the sheet where none is."""
    filled = [not _is_all_blank(column) for column in sheet.columns]
    filled = [full or any(at == p for _, p, _ in sheet.errors) for at, full in enumerate(filled)]
    groups: list[list[int]] = [[]]
    for position, full in enumerate(filled):
        if full:
            groups[-1].append(position)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    return [columns_of(sheet, group) for group in groups] if len(groups) > 1 else [sheet]


def _is_all_blank(column: pa.Array) -> bool:
    if column.null_count == len(column):
        return True
    return bool(is_blank(column.slice(0, _SMALL)).all()) and bool(is_blank(column).all())


def header_at(lines: Sequence[Sequence[str]], row: int) -> Iterator[Header]:
    """What the headers may be if `row` is their first line, the likeliest first."""
    upper = [cell.strip() for cell in lines[row]]
    if row + 1 < len(lines):
        lower = [cell.strip() for cell in lines[row + 1]]
        if _is_lower(upper, lower):
            yield Header(row + 1, _joined(upper, lower), 2)
    yield Header(row, tuple(upper))


def _is_lower(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether `lower` continues a line of headers: words below nothing, or below one of them."""
    parents = _spread(upper, lower)
    words = [cell for cell in lower if cell]
    hanging = any(cell and parents[at] and not upper[at] for at, cell in enumerate(lower))
    merged_down = any(above and not below for above, below in zip(upper, lower, strict=True))
    known = [is_known(cell) for cell in words]
    repeated = len(set(words)) < len(words)  # 目标 and 实际 below each month
    return (
        sum(map(bool, upper)) > 1
        and not any(re.search("[:：]", cell) for cell in upper)
        and all(_is_header(cell) for cell in words)
        and ((hanging and (any(known) or repeated)) or (merged_down and bool(known) and all(known)))
    )


def _is_header(text: str) -> bool:
    return not _NUMBER.match(text) or parse_period(text) is not None


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The parent of each cell: its own upper one, or a merged one to the left."""
    parents, last = [], ""
    for own, below in zip(upper, lower, strict=True):
        last = own or (last if below else "")
        parents.append(last)
    return parents


def _joined(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """The lower line counts; with its parent where it says nothing by itself."""
    texts = []
    for parent, text in zip(_spread(upper, lower), lower, strict=True):
        alone = lower.count(text) == 1 and is_known(text) and parse_period(parent) is None
        texts.append(text if alone or not parent else f"{parent} {text}".strip())
    return tuple(texts)


@lru_cache(maxsize=4096)
def is_known(text: str) -> bool:
    """Whether a text by itself is the header of a field or a period."""
    return bool(choose_columns((text,), {}).positions) or parse_period(text) is not None


def likely_headers(
    sheet: RawSheet, header: Header, position: int, named: Iterable[str], *, wide: bool = False
) -> list[int]:
    """Rows below a header with at least two texts that are headers; dates are, below a `wide` one.

    `position` is a column of the table above in which data begin with a digit.
    """
    rows = np.arange(header.row + 1, len(sheet.rows))
    if len(rows) > (_MIDDLING if wide else _SMALL):
        odd = without_digit(sheet.columns[position], header.row + 1)
        rows = _near(odd, len(sheet.rows))
    wanted = {name.strip() for name in named}
    counts = np.zeros(len(rows), np.int64)
    take = pa.array(rows)
    for column in sheet.columns:
        codes, texts = encoded(column.take(take))
        # Most texts of most columns have the digits of amounts and order numbers.
        worth = pc.invert(pc.match_substring_regex(texts, _NO_HEADER))
        at = np.flatnonzero(worth.to_numpy(zero_copy_only=False))
        known = np.zeros(len(texts) + 1, np.int64)
        known[at] = [
            _may_be_header(text, wanted) or (wide and bool(_REAL_DATE.match(text)))
            for text in texts.take(pa.array(at)).to_pylist()
        ]
        counts += known[codes]
    return [int(row) for row in rows[counts >= 2]]


def _may_be_header(text: str, named: set[str]) -> bool:
    plain = text.strip()
    if not plain or len(plain) > _LONGEST_HEADER or (plain.isdigit() and len(plain) > 2):
        return False
    return plain in named or is_known(plain)


def without_digit(column: pa.Array, start: int) -> Ints:
    """Rows from `start` on whose cell is blank, or neither begins with a digit nor has a year."""
    cells = column.slice(start)
    odd = pc.fill_null(pc.or_(pc.less(cells, "0"), pc.greater_equal(cells, ":")), True)
    rows = np.flatnonzero(odd.to_numpy(zero_copy_only=False))
    digits = pc.fill_null(pc.match_substring_regex(cells.take(pa.array(rows)), _YEAR), False)
    return np.asarray(rows[~digits.to_numpy(zero_copy_only=False)] + start)


def _near(rows: Ints, end: int) -> Ints:
    """The rows and the two below each of them."""
    near = np.unique(np.concatenate([rows, rows + 1, rows + 2]))
    return near[near < end]
