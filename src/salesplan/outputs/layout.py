"""Where the blocks of a workbook stand, and how wide the columns of a sheet must be.

Rows and columns count from zero, as in the values of a report; the first body cell of a block is
what its positions are relative to. Widths are in digits of the default font, heights in rows.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from salesplan.outputs.listed import widest_cells
from salesplan.outputs.style import ROW_PIXELS, number_format, unmarked
from salesplan.outputs.text import number_width, text_width
from salesplan.reports.values import (
    Block,
    Cell,
    Charts,
    Column,
    Difference,
    Facts,
    Grid,
    Kind,
    Listing,
    Reference,
    Role,
    Sheet,
    Sum,
    Table,
    Text,
)

NARROWEST: Final = 7.0
WIDEST: Final = 60.0
PAGE: Final = 110.0
"""Widest line of text on a sheet of its own."""
_PADDING: Final = 2.2
_INDENT: Final = 1.3
FILTER_BUTTON: Final = 3.0
"""What a header with a filter button needs beside its text."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A block with its first row and the place of its first body cell."""

    block: Block
    row: int
    body_row: int
    body_column: int
    rows: int


Tables = Mapping[str, tuple[str, Placed]]
"""Where each named table or grid stands: its sheet's name and its place there."""


@dataclass(frozen=True)
class SheetLayout:
    """A sheet with everything in its place. `widths` are of the columns from the left."""

    sheet: Sheet
    name: str
    placed: tuple[Placed, ...]
    widths: tuple[float, ...] = field(default=())

    def find(self, block_name: str) -> Placed | None:
        """The table, grid or listing called `block_name`."""
        for placed in self.placed:
            if isinstance(placed.block, Table | Grid | Listing) and placed.block.name == block_name:
                return placed
        return None


def lay_out(sheet: Sheet, name: str) -> SheetLayout:
    """Blocks from top to bottom with an empty row between, and the widths of the columns."""
    placed: list[Placed] = []
    row = 0
    for block in sheet.blocks:
        if placed and _wants_space(placed[-1].block, block):
            row += 1
        head, column, rows = _measure(block)
        placed.append(Placed(block, row, row + head, column, rows))
        row += rows
    return SheetLayout(sheet, name, tuple(placed), _column_widths(sheet.blocks))


def _wants_space(above: Block, below: Block) -> bool:
    """Lines of text belong together, and a text belongs to what follows it."""
    if not isinstance(above, Text) or isinstance(below, Facts):
        return True
    return isinstance(below, Text) and below.role is Role.HEADING


def _measure(block: Block) -> tuple[int, int, int]:
    """Rows above the body, columns left of it, rows in all."""
    match block:
        case Text():
            return 0, 0, 1
        case Facts():
            return 0, 0, 3 if any(fact.note for fact in block.facts) else 2
        case Table():
            return 1, 0, 1 + len(block.rows)
        case Listing():
            return 1, 0, 1 + len(block)
        case Grid():
            heads = max(len(block.headers), 1)
            return heads, len(block.label_columns), heads + len(block.values)
        case Charts():
            tallest = max((chart.height for chart in block.charts), default=0)
            return 0, 0, math.ceil(tallest / ROW_PIXELS)


def _column_widths(blocks: Iterable[Block]) -> tuple[float, ...]:
    """For each column the most that any block needs."""
    widths: list[float] = []
    for block in blocks:
        needed = _needed(block)
        widths += [0.0] * (len(needed) - len(widths))
        widths[: len(needed)] = map(max, widths, needed)
    return tuple(width or NARROWEST for width in widths)


def _needed(block: Block) -> list[float]:
    match block:
        case Table():
            columns = zip(*(row.cells for row in block.rows), strict=True)
            cells = list(columns) or [()] * len(block.columns)
            extra = FILTER_BUTTON if block.filtered else 0.0
            widths = [
                fitted_width(column, held, block.amount_format, extra)
                for column, held in zip(block.columns, cells, strict=True)
            ]
            return _evened(block.columns, widths)
        case Listing():
            extra = FILTER_BUTTON if block.filtered else 0.0
            widths = [
                fitted_width(each.column, widest_cells(each), block.amount_format, extra)
                for each in block.columns
            ]
            return _evened((each.column for each in block.columns), widths)
        case Grid():
            labels = list(zip(*block.labels, strict=True)) or [()] * len(block.label_columns)
            left = [
                fitted_width(column, held, block.amount_format)
                for column, held in zip(block.label_columns, labels, strict=True)
            ]
            return left + [_grid_width(block)] * block.values.shape[1]
        case _:
            return []


def _evened(columns: Iterable[Column], widths: Iterable[float]) -> list[float]:
    """Columns of amounts that play the same part, such as months, get the width of the widest."""
    pairs = list(zip(columns, widths, strict=True))
    widest: dict[Role, float] = {}
    for column, width in pairs:
        if column.kind is Kind.AMOUNT and column.width is None:
            widest[column.role] = max(width, widest.get(column.role, 0.0))
    return [
        widest[column.role] if column.kind is Kind.AMOUNT and column.width is None else width
        for column, width in pairs
    ]


def fitted_width(
    column: Column, cells: Iterable[Cell], amount_format: str, extra: float = 0.0
) -> float:
    """The width of a column that shows its cells whole and its header on at most two lines.

    Text beyond `WIDEST` wraps. `extra` is what the header needs beside its text.
    """
    if column.width is not None:
        return column.width
    heading = text_width(column.header)
    broken = max((text_width(word) for word in column.header.split()), default=0)
    if broken == heading:  # Chinese breaks anywhere
        broken = math.ceil(heading / 2) if heading > len(column.header) else heading
    needed = max(broken, math.ceil(heading / 2)) + extra
    if column.kind is Kind.FIGURE:
        each = [[cell] for cell in cells]
        formats = (number_format_of(cell, column.kind, amount_format) for [cell] in each)
        needs = (_content_width(one, shown) for one, shown in zip(each, formats, strict=True))
        content = min(max(needs, default=0), WIDEST)
    else:
        content = min(_content_width(cells, number_format(column.kind, amount_format)), WIDEST)
    padding = _PADDING + (_INDENT if column.kind in {Kind.TEXT, Kind.DATE} else 0)
    return max(needed + padding, content + padding, NARROWEST)


def _content_width(cells: Iterable[Cell], shown: str) -> float:
    """Width of the widest cell; of numbers only the extremes are formatted."""
    widest = 0
    lowest = highest = 0.0
    for cell in map(unmarked, cells):
        if isinstance(cell, str):
            widest = max(widest, text_width(cell))
        elif isinstance(cell, dt.date):
            widest = max(widest, 10)
        elif cell is not None:
            value = number_of(cell)
            lowest, highest = min(lowest, value), max(highest, value)
    if lowest or highest:
        widest = max(widest, number_width(lowest, shown), number_width(highest, shown))
    return widest


def number_of(cell: Cell) -> float:
    """The number of a cell, calculated or not; zero for anything else."""
    value = unmarked(cell)
    if isinstance(value, Sum | Difference | Reference):
        return float(value.value)
    return 0.0 if value is None or isinstance(value, str | dt.date) else float(value)


def _grid_width(grid: Grid) -> float:
    """One width for all columns of numbers, so that the grid looks even."""
    if grid.column_width is not None:
        return grid.column_width
    headers = [unmarked(cell) for row in grid.headers for cell in row]
    names = [text_width(cell) for cell in headers if isinstance(cell, str)]
    dates = [10 for cell in headers if isinstance(cell, dt.date)]
    values = grid.values
    scale = 10**grid.decimals
    ends = (int(values.min()) / scale, int(values.max()) / scale) if values.size else ()
    numbers = [number_width(end, grid.amount_format) for end in ends]
    # Long names wrap on two lines rather than making a thousand columns wide.
    return max([NARROWEST, *numbers, *dates, min(max(names, default=0), 12)]) + _PADDING


def number_format_of(cell: Cell, kind: Kind, amount_format: str) -> str:
    """The number format of one cell: dates are dates wherever they stand."""
    value = unmarked(cell)
    if isinstance(value, str):
        return "General"
    if kind is Kind.FIGURE and isinstance(value, Decimal):
        places = max(0, -int(value.as_tuple().exponent))
        return "#,##0." + "0" * places if places else "#,##0"
    return number_format(Kind.DATE if isinstance(value, dt.date) else kind, amount_format)
