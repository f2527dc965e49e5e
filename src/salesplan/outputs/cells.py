"""One cell of a report → one cell of a sheet.

Text is always written as text. Numbers are written whole or not at all: a value that a
spreadsheet would round or cut is refused, since that is a fault of the report and not of the
user's data.
"""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

from salesplan.outputs.bulk import LARGEST, BulkSheet
from salesplan.outputs.layout import Tables
from salesplan.outputs.text import writable
from salesplan.reports.values import Cell, Difference, Marked, Reference, Sum

LONGEST_TEXT: Final = 32_767
"""UTF-16 units of a cell."""
_MOST_ARGUMENTS: Final = 250
_LONGEST_FORMULA: Final = 8192
_SHARED_UNDERSCORE: Final = re.compile("(?<=_x[0-9a-fA-F]{4})(?=_x[0-9a-fA-F]{4}_)")


class UnwritableCellError(ValueError):
    """A report holds what no spreadsheet cell can hold."""


def write_cell(
    sheet: BulkSheet,
    place: tuple[int, int],
    cell: Cell,
    cell_format: Format,
    origin: tuple[int, int] = (0, 0),
    tables: Tables | None = None,
) -> None:
    """Write `cell` at `place`; the positions of its formula are relative to `origin`.

    `tables` are the workbook's, for cells that show a cell of another one.

    Raises `UnwritableCellError` for text of more than 32,767 characters, numbers of more than
    fifteen digits or none at all, and places beyond the edge of a sheet; `KeyError`
    for a table that is not in the workbook.
    """
    row, column = place
    if isinstance(cell, Marked):
        cell = cell.value
    match cell:
        case None | "":
            code = sheet.write_blank(row, column, None, cell_format)
        case str():
            code = sheet.write_string(row, column, protected(writable(cell)), cell_format)
        case dt.date():
            code = sheet.write_datetime(row, column, cell, cell_format)
        case Sum() | Difference() | Reference():
            value = exact(cell.value)
            formula = formula_of(cell, origin, tables or {})
            if formula:
                code = sheet.write_formula(row, column, formula, cell_format, value)
            else:
                code = sheet.write_number(row, column, value, cell_format)
        case int() | float() | Decimal():
            code = sheet.write_number(row, column, exact(cell), cell_format)
    if code:
        raise UnwritableCellError(f"{xl_rowcol_to_cell(row, column)}: {str(cell)[:80]!r}")


def protected(text: str) -> str:
    """`text` so that XlsxWriter stores it unchanged.

    It takes `<r>…</r>` for rich text and would write the tags as they stand; and of two escapes
    that share an underscore (`_x0041_x0042_`) it protects the first alone. Both go out as rich
    text of plain runs.
    """
    looks_rich = text.startswith("<r>") and text.endswith("</r>")
    if not looks_rich and not _SHARED_UNDERSCORE.search(text):
        return text
    runs = _SHARED_UNDERSCORE.split(text)
    return "".join(
        f'<r><t xml:space="preserve">{html.escape(run, quote=False)}</t></r>' for run in runs
    )


def exact(value: float | Decimal) -> int | float:
    """`value` as a spreadsheet stores it: whole numbers stay whole."""
    if not math.isfinite(value) or not -LARGEST < value < LARGEST:
        raise UnwritableCellError(f"{value} is not a number of up to fifteen digits")
    return int(value) if value == int(value) else float(value)


def formula_of(cell: Sum | Difference | Reference, origin: tuple[int, int], tables: Tables) -> str:
    """The live formula of a calculated cell, empty for a sum of nothing.

    A difference of amounts with decimals is rounded to them: binary fractions of thousands of
    cells do not add up to exactly zero.
    """
    if isinstance(cell, Reference):
        sheet_name, placed = tables[cell.table]
        row, column = placed.body_row + cell.row, placed.body_column + cell.column
        return f"={quote_sheetname(sheet_name)}!{xl_rowcol_to_cell(row, column)}"
    row, column = origin
    if isinstance(cell, Sum):
        parts = [
            _range(r1 + row, c1 + column, r2 + row, c2 + column) for r1, c1, r2, c2 in cell.ranges
        ]
        return f"={_sum(parts)}" if parts else ""
    minuend, subtrahend = (
        xl_rowcol_to_cell(r + row, c + column) for r, c in (cell.minuend, cell.subtrahend)
    )
    if isinstance(cell.value, Decimal):
        exponent = cell.value.as_tuple().exponent
        places = max(2, -exponent) if isinstance(exponent, int) else 2
        return f"=ROUND({minuend}-{subtrahend},{places})"
    return f"={minuend}-{subtrahend}"


def _range(first_row: int, first: int, last_row: int, last: int) -> str:
    return str(xl_range(first_row, first, last_row, last))


def _sum(parts: Iterable[str]) -> str:
    """A sum of ranges, in nested parts where there are more than a function takes."""
    terms = list(parts)
    while len(terms) > _MOST_ARGUMENTS:
        steps = range(0, len(terms), _MOST_ARGUMENTS)
        terms = [f"SUM({','.join(terms[i : i + _MOST_ARGUMENTS])})" for i in steps]
    text = f"SUM({','.join(terms)})"
    if len(text) >= _LONGEST_FORMULA:
        raise UnwritableCellError(f"a sum of {len(terms)} ranges is too long for a formula")
    return text
