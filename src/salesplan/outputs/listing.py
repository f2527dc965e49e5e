"""A listing → rows of a sheet as XML, made some thousand rows at a time by Arrow.

Different texts become cells once, and rows are put together from them: a cell here is a text from
after its place on, such as `" s="7"><v>12.5</v></c>`. Texts that occur again and again stand in the
workbook's list of texts; others, such as order numbers, in their cells, since the list is held as a
whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.utility import xl_col_to_name

from salesplan.outputs.bulk import LARGEST, Buffer, Poured
from salesplan.outputs.cells import LONGEST_TEXT, UnwritableCellError, protected
from salesplan.outputs.layout import FILTER_BUTTON, Placed
from salesplan.outputs.listed import breadths
from salesplan.outputs.page import LINE_POINTS, TALLEST, Page, is_left, write_header
from salesplan.outputs.style import ROW_POINTS, number_format
from salesplan.outputs.text import is_formula_like, lines_needed, utf16_length, writable
from salesplan.reports.values import Listed, Listing

_TEXT: Final = pa.large_string()
_AT_ONCE: Final = 8192
"""Rows, some megabytes of XML."""
_REPEATED: Final = 8
"""Times that the texts of a column occur on average for them to be listed."""
# What has to be escaped, or has a look of its own, or spaces that must be kept.
_SPECIAL: Final = (
    r"[&<>\x00-\x1f\x{fffe}\x{ffff}]|_x[0-9a-fA-F]{4}_|^[=+\-@']"
    r"|^[\s\p{Z}\x{85}]|[\s\p{Z}\x{85}]$"
)
_FIRST_MARCH_1900: Final = 61
_DAYS_BEFORE_1970: Final = 25_569

_Lines = npt.NDArray[np.int64]
_Cells = Callable[[int, int], pa.Array]
"""The cells of a column, from one row to before another."""


def write_listing(page: Page, block: Listing, placed: Placed) -> None:
    """Header, room for the rows, and filter buttons."""
    columns = [listed.column for listed in block.columns]
    write_header(page, columns, placed.row, extra=FILTER_BUTTON if block.filtered else 0.0)
    if not len(block):
        return
    heights = np.ones(len(block), np.int64)
    cells = [_cells(page, block, number, heights) for number in range(len(columns))]
    chunks = partial(_chunks, cells, heights, placed.body_row)
    page.sheet.place_rows(Poured(placed.body_row, len(block), chunks), len(columns))
    if block.filtered:
        last = placed.body_row + len(block) - 1
        page.sheet.autofilter(placed.row, 0, last, len(columns) - 1)


def _cells(page: Page, block: Listing, number: int, heights: _Lines) -> _Cells:
    """The cells of a column; rows of `heights`, in lines, are made as high as its texts need."""
    listed = block.columns[number]
    if not pa.types.is_dictionary(listed.values.type):
        return _numbers(page, block, listed)
    texts, lines = _texts(page, number, listed)
    # At the end stands the empty text.
    codes = listed.values.indices.cast(pa.int32()).fill_null(len(texts) - 1)
    if (lines > 1).any():
        np.maximum(heights, lines[codes.to_numpy()], out=heights)
    return lambda start, end: texts.take(codes.slice(start, end - start))


def _chunks(cells: Sequence[_Cells], heights: _Lines, row: int) -> Iterator[Buffer]:
    """The rows as bytes; the first is `row`, counted from zero."""
    looks = pa.array([_row_look(lines) for lines in range(int(heights.max()) + 1)], _TEXT)
    for start in range(0, len(heights), _AT_ONCE):
        end = min(start + _AT_ONCE, len(heights))
        numbers = pc.cast(pa.array(np.arange(row + start, row + end) + 1), _TEXT)
        parts = ['<row r="', numbers, looks.take(pa.array(heights[start:end]))]
        for number, column in enumerate(cells):
            parts += [f'<c r="{xl_col_to_name(number)}', numbers, column(start, end)]
        rows = _joined(*parts, "</row>")
        yield memoryview(rows.buffers()[2])[: pc.sum(pc.binary_length(rows)).as_py()]


def _joined(*parts: str | pa.Array) -> pa.Array:
    """Texts one after another, row by row; null where one is."""
    texts = [pa.scalar(part, _TEXT) if isinstance(part, str) else part for part in parts]
    return pc.binary_join_element_wise(*texts, pa.scalar("", _TEXT))


def _row_look(lines: int) -> str:
    """The height of a row, as XlsxWriter stores it: in whole pixels."""
    points = max(ROW_POINTS, lines * LINE_POINTS + 2 if lines > 1 else 0)
    pixels = int(min(points, TALLEST) * 4 / 3 + 0.5)
    return f'" ht="{pixels * 0.75:.16g}" customHeight="1">'


# --------------------------------------------------------------------------------------------
# Texts
# --------------------------------------------------------------------------------------------


def _texts(page: Page, number: int, listed: Listed) -> tuple[pa.Array, _Lines]:
    """A cell for each different text, and the lines it takes; at the end an empty one."""
    texts = listed.values.dictionary.cast(_TEXT)
    plain = page.styles.cell("General", column=listed.column.role, left=is_left(listed.column))
    style = plain._get_xf_index()
    cells = _joined(f'" s="{style}" t="inlineStr"><is><t>', texts, "</t></is></c>")
    lines = np.ones(len(texts) + 1, np.int64)
    room = page.width(number) - 1
    odd = pc.or_(pc.greater(breadths(texts), room), pc.match_substring_regex(texts, _SPECIAL))
    odd = pc.or_(odd, pc.equal(pc.binary_length(texts), 0)).fill_null(True)
    repeated = len(texts) * _REPEATED <= len(listed.values)
    if repeated:
        odd = pa.repeat(True, len(texts))
    empty = f'" s="{style}"/>'
    others = []
    for at in np.flatnonzero(odd.to_numpy(zero_copy_only=False)).tolist():
        text = texts[at].as_py()
        if not text:
            others.append(empty)
            continue
        lines[at] = lines_needed(text, room)
        others.append(_text_cell(page, listed, text, wrap=lines[at] > 1, repeated=repeated))
    cells = pc.replace_with_mask(cells, odd, pa.array(others, _TEXT))
    return pa.concat_arrays([cells, pa.array([empty], _TEXT)]), lines


def _text_cell(page: Page, listed: Listed, text: str, *, wrap: bool, repeated: bool) -> str:
    """The cell of a text of any kind."""
    stored = protected(writable(text))
    if utf16_length(stored) > LONGEST_TEXT:
        raise UnwritableCellError(f"{listed.column.header}: {text[:80]!r}")
    look = page.styles.cell(
        "General",
        column=listed.column.role,
        left=is_left(listed.column),
        wrap=wrap,
        quoted=is_formula_like(text),
    )
    content = page.sheet.shared(stored) if repeated else page.sheet.inline(stored)
    return f'" s="{look._get_xf_index()}"{content}</c>'


# --------------------------------------------------------------------------------------------
# Numbers and days
# --------------------------------------------------------------------------------------------


def _numbers(page: Page, block: Listing, listed: Listed) -> _Cells:
    """Cells of numbers, or of days, which are numbers to a spreadsheet."""
    column, values = listed.column, listed.values
    is_days = pa.types.is_date32(values.type)
    if not is_days:
        _refuse_large(listed)
    shown = number_format(column.kind, block.amount_format)
    look = page.styles.cell(shown, column=column.role, left=is_left(column) and is_days)
    style = look._get_xf_index()

    def cells(start: int, end: int) -> pa.Array:
        part = values.slice(start, end - start)
        texts = _serials(part) if is_days else _decimal_texts(part, listed.decimals)
        full = _joined(f'" s="{style}"><v>', texts, "</v></c>")
        return full.fill_null(f'" s="{style}"/>')

    return cells


def _refuse_large(listed: Listed) -> None:
    limit = LARGEST * 10**listed.decimals
    for end in pc.min_max(listed.values).values():
        if end.is_valid and not -limit < end.as_py() < limit:
            value = Decimal(end.as_py()).scaleb(-listed.decimals)
            raise UnwritableCellError(f"{value} is not a number of up to fifteen digits")


def _serials(days: pa.Array) -> pa.Array:
    """Days counted as spreadsheets do, for which 1900 was a leap year."""
    count = pc.add(days.cast(pa.int32()), _DAYS_BEFORE_1970)
    early = pc.less(count, _FIRST_MARCH_1900)
    return pc.subtract(count, early.cast(pa.int32())).cast(_TEXT)


def _decimal_texts(values: pa.Array, decimals: int) -> pa.Array:
    """Whole numbers of 10**-`decimals` with their point."""
    if not decimals:
        return values.cast(_TEXT)
    unit = pa.scalar(Decimal(1).scaleb(-decimals), pa.decimal128(decimals + 1, decimals))
    return pc.multiply(values.cast(pa.decimal128(19, 0)), unit).cast(_TEXT)
