"""Grids of a report → cells of a sheet: the numbers in bulk, closed days as one rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from salesplan.outputs.bulk import RowLook
from salesplan.outputs.layout import Placed, number_format_of
from salesplan.outputs.page import LINE_POINTS, Page, is_left, is_quoted, runs, write_header
from salesplan.outputs.style import CLOSED_FILL, CLOSED_INK, mark_of, unmarked
from salesplan.outputs.text import lines_needed
from salesplan.reports.values import Grid, Kind, Role

_FILLED: Final = frozenset(
    {Role.GROUP, Role.TOTAL, Role.GOOD, Role.WARNING, Role.WRONG, Role.FROZEN}
)


def write_grid(page: Page, block: Grid, placed: Placed) -> None:
    """Labels and headers as cells, the numbers in bulk, closed days as one rule."""
    _write_grid_headers(page, block, placed)
    height, width = block.values.shape
    row_roles = block.row_roles or (Role.BODY,) * height
    column_roles = block.column_roles or (Role.BODY,) * width
    origin = (placed.body_row, placed.body_column)
    for index, labels in enumerate(block.labels):
        for number, (cell, column) in enumerate(zip(labels, block.label_columns, strict=True)):
            look = page.styles.cell(
                number_format_of(cell, column.kind, block.amount_format),
                _drawn(row_roles[index]),
                column.role,
                left=is_left(column, cell),
                quoted=is_quoted(cell),
                ruled=False,
                mark=mark_of(cell),
            )
            page.put((placed.body_row + index, number), cell, look, origin)
    looks = {role: _row_look(page, block, role, column_roles) for role in dict.fromkeys(row_roles)}
    page.sheet.place_numbers(
        *origin, block.values, [looks[role] for role in row_roles], block.decimals
    )
    _shade_closed(page, placed, row_roles, column_roles)


def _write_grid_headers(page: Page, block: Grid, placed: Placed) -> None:
    for index in range(placed.body_row - placed.row):
        row = placed.row + index
        if row == placed.body_row - 1:
            write_header(page, block.label_columns, row)
        else:
            for number in range(placed.body_column):
                page.put((row, number), None, page.styles.header(left=True))
        lines = 1
        for number, cell in enumerate(block.headers[index] if block.headers else ()):
            role = block.column_roles[number] if block.column_roles else Role.BODY
            shown = number_format_of(cell, Kind.TEXT, block.amount_format)
            column = placed.body_column + number
            look = page.styles.header(left=False, role=role, shown=shown)
            page.put((row, column), cell, look)
            value = unmarked(cell)
            if isinstance(value, str):
                lines = max(lines, lines_needed(value, page.width(column) - 1.5))
        page.sheet.set_row(row, max(lines * LINE_POINTS + 6, 21))


def _drawn(role: Role) -> Role:
    """Closed days are drawn by a rule over the whole row."""
    return Role.BODY if role is Role.CLOSED else role


def _row_look(page: Page, block: Grid, role: Role, column_roles: Sequence[Role]) -> RowLook:
    """Formats of a grid's row; where the look has a fill, zeros get blank cells to carry it."""
    formats = {
        column: page.styles.cell(block.amount_format, _drawn(role), _drawn(column), ruled=False)
        for column in dict.fromkeys(column_roles)
    }
    return RowLook(
        tuple(formats[column] for column in column_roles),
        tuple(role in _FILLED or column in _FILLED for column in column_roles),
    )


def _shade_closed(
    page: Page, placed: Placed, row_roles: Sequence[Role], column_roles: Sequence[Role]
) -> None:
    last_row = placed.body_row + len(row_roles) - 1
    last_column = placed.body_column + len(column_roles) - 1
    rows = [index for index, role in enumerate(row_roles) if role is Role.CLOSED]
    columns = [index for index, role in enumerate(column_roles) if role is Role.CLOSED]
    areas = [
        (placed.body_row + first, 0, placed.body_row + last, last_column)
        for first, last in runs(rows)
    ] + [
        (placed.body_row, placed.body_column + first, last_row, placed.body_column + last)
        for first, last in runs(columns)
    ]
    look = page.styles.make({"font_color": CLOSED_INK, "bg_color": CLOSED_FILL}, differential=True)
    page.add_rule(areas, {"type": "formula", "criteria": "=TRUE", "format": look})
