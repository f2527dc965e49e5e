"""A sheet that is being written: its cells, headers and conditional formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range

from salesplan.outputs.bulk import BulkSheet
from salesplan.outputs.cells import write_cell
from salesplan.outputs.layout import SheetLayout, Tables
from salesplan.outputs.style import Styles, unmarked
from salesplan.outputs.text import is_formula_like, lines_needed
from salesplan.reports.values import Cell, Column, Difference, Kind, Reference, Sum

_DEFAULT_WIDTH: Final = 8.43
LINE_POINTS: Final = 15.0
"""Height of a line of text."""
TALLEST: Final = 409.5
"""Height that no row exceeds in a spreadsheet program."""
_RANGES_AT_ONCE: Final = 100
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column of a sheet."""


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet that is being written, its layout, the workbook's formats and named tables."""

    sheet: BulkSheet
    layout: SheetLayout
    styles: Styles
    tables: Tables

    def width(self, column: int) -> float:
        """Width of a column, also right of all blocks."""
        widths = self.layout.widths
        return widths[column] if column < len(widths) else _DEFAULT_WIDTH

    def put(
        self,
        place: tuple[int, int],
        cell: Cell,
        cell_format: Format,
        origin: tuple[int, int] = (0, 0),
    ) -> None:
        """Write one cell."""
        write_cell(self.sheet, place, cell, cell_format, origin, self.tables)

    def put_across(self, area: Area, cell: Cell, cell_format: Format) -> None:
        """Write one cell over several."""
        if area[:2] != area[2:]:
            self.sheet.merge_range(*area, "", cell_format)
        self.put(area[:2], cell, cell_format)

    def add_rule(self, areas: Sequence[Area], options: dict[str, object]) -> None:
        """A conditional format over several areas, without a cell for each."""
        if options["type"] != "data_bar" and len(areas) > _RANGES_AT_ONCE:
            for start in range(0, len(areas), _RANGES_AT_ONCE):
                self.add_rule(areas[start : start + _RANGES_AT_ONCE], options)
        elif areas:
            ranges = " ".join(xl_range(*area) for area in areas)
            code = self.sheet.conditional_format(*areas[0], {**options, "multi_range": ranges})
            if code:
                raise AssertionError(f"conditional format {options['type']} over {ranges}: {code}")


def write_header(page: Page, columns: Sequence[Column], row: int, extra: float = 0.0) -> None:
    """The headers of columns; `extra` is what each needs beside its text."""
    lines = 1
    for number, column in enumerate(columns):
        left = is_left(column)
        look = page.styles.header(left=left, role=column.role)
        page.put((row, number), column.header, look)
        room = page.width(number) - (1.5 if left else 1.0) - extra
        lines = max(lines, lines_needed(column.header, room))
    page.sheet.set_row(row, max(lines * LINE_POINTS + 6, 21))


def is_left(column: Column, cell: Cell = None) -> bool:
    """Text and dates stand left, numbers right, also where they stray into such a column."""
    labels = column.kind in {Kind.TEXT, Kind.DATE}
    numbers = int | float | Decimal | Sum | Difference | Reference
    return labels and not isinstance(unmarked(cell), numbers)


def is_quoted(cell: Cell) -> bool:
    """Whether editing the cell would turn its text into a formula."""
    value = unmarked(cell)
    return isinstance(value, str) and is_formula_like(value)


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number != last + 1:
            yield first, last
            first = None
        first, last = number if first is None else first, number
    if first is not None and last is not None:
        yield first, last
