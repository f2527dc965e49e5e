"""Tables of a report → cells of a sheet, with filters, data bars and coloured differences."""

from __future__ import annotations

from xlsxwriter.format import Format

from salesplan.outputs.layout import FILTER_BUTTON, Placed, number_format_of, number_of
from salesplan.outputs.page import (
    LINE_POINTS,
    TALLEST,
    Page,
    is_left,
    is_quoted,
    runs,
    write_header,
)
from salesplan.outputs.style import (
    BAR,
    GOOD_INK,
    ROW_POINTS,
    WRONG_FILL,
    WRONG_INK,
    mark_of,
    unmarked,
)
from salesplan.outputs.text import lines_needed
from salesplan.reports.values import Cell, Difference, Role, Table


def write_table(page: Page, block: Table, placed: Placed) -> None:
    """Header, rows, filter buttons, data bars, and colours for differences."""
    write_header(page, block.columns, placed.row, extra=FILTER_BUTTON if block.filtered else 0.0)
    origin = (placed.body_row, 0)
    for index, row in enumerate(block.rows):
        points = block.row_height or ROW_POINTS
        for number, cell in enumerate(row.cells):
            look, lines = _look(page, block, row.role, number, cell)
            points = max(points, lines * LINE_POINTS + 2 if lines > 1 else 0)
            page.put((placed.body_row + index, number), cell, look, origin)
        if points != ROW_POINTS:
            page.sheet.set_row(placed.body_row + index, min(points, TALLEST))
    if block.filtered and block.rows:
        page.sheet.autofilter(placed.row, 0, _last_filtered(block, placed), len(block.columns) - 1)
    for number in block.bars:
        _add_bars(page, block, placed, number)
    _colour_differences(page, block, placed)


def _look(page: Page, block: Table, role: Role, number: int, cell: Cell) -> tuple[Format, int]:
    """The format of a table's cell, and the lines it takes."""
    column, value = block.columns[number], unmarked(cell)
    lines = lines_needed(value, page.width(number) - 1) if isinstance(value, str) else 1
    look = page.styles.cell(
        number_format_of(cell, column.kind, block.amount_format),
        role,
        column.role,
        left=is_left(column, cell),
        wrap=lines > 1,
        quoted=is_quoted(cell),
        written=block.row_height is not None,
        mark=mark_of(cell),
    )
    return look, lines


def _last_filtered(block: Table, placed: Placed) -> int:
    """The last row that sorting may move: totals at the end stay where they are."""
    last = len(block.rows)
    while last > 1 and block.rows[last - 1].role is Role.TOTAL:
        last -= 1
    return placed.body_row + last - 1


def _add_bars(page: Page, block: Table, placed: Placed, number: int) -> None:
    rows = [index for index, row in enumerate(block.rows) if row.role is Role.BODY]
    areas = [
        (placed.body_row + first, number, placed.body_row + last, number)
        for first, last in runs(rows)
    ]
    options = {
        "type": "data_bar",
        "bar_solid": True,
        "bar_color": BAR,
        "bar_negative_color": WRONG_FILL,
        "min_type": "num",
        "min_value": 0,
    }
    if any(number_of(block.rows[index].cells[number]) < 0 for index in rows):
        del options["min_type"], options["min_value"]
    page.add_rule(areas, options)


def _colour_differences(page: Page, block: Table, placed: Placed) -> None:
    places = [
        (placed.body_row + index, number)
        for index, row in enumerate(block.rows)
        for number, cell in enumerate(row.cells)
        if isinstance(cell, Difference)
    ]
    wrong = {"font_color": WRONG_INK, "bg_color": WRONG_FILL, "bold": True}
    for criterion, look in (("!=", wrong), ("==", {"font_color": GOOD_INK})):
        rule = {
            "type": "cell",
            "criteria": criterion,
            "value": 0,
            "format": page.styles.make(look, differential=True),
        }
        page.add_rule([(*place, *place) for place in places], rule)
