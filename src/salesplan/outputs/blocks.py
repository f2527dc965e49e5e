"""Text, facts, tables and grids of a report → cells of a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range

from salesplan.outputs.bulk import BulkSheet, RowLook
from salesplan.outputs.cells import write_cell
from salesplan.outputs.layout import (
    FILTER_BUTTON,
    PAGE,
    Placed,
    SheetLayout,
    Tables,
    number_format_of,
    number_of,
)
from salesplan.outputs.style import (
    BAR,
    CLOSED_FILL,
    CLOSED_INK,
    DATE_FORMAT,
    GOOD_INK,
    ROW_POINTS,
    TEXT_POINTS,
    WRONG_FILL,
    WRONG_INK,
    Styles,
    mark_of,
    unmarked,
)
from salesplan.outputs.text import is_formula_like, lines_needed, number_width, text_width
from salesplan.reports.values import (
    Cell,
    Column,
    Difference,
    Fact,
    Facts,
    Grid,
    Kind,
    Reference,
    Role,
    Sum,
    Table,
    Text,
)

_DEFAULT_WIDTH: Final = 8.43
LINE_POINTS: Final = 15.0
"""Height of a line of text."""
TALLEST: Final = 409.5
"""Height that no row exceeds in a spreadsheet program."""
_FILLED: Final = frozenset(
    {Role.GROUP, Role.TOTAL, Role.GOOD, Role.WARNING, Role.WRONG, Role.FROZEN}
)
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


def write_text(page: Page, block: Text, placed: Placed) -> None:
    """A line of text; what is longer than a page wraps over the columns of one."""
    size = page.styles.text(block.role).font_size / page.styles.font["font_size"]
    width = text_width(block.text) * size
    quoted = is_formula_like(block.text)
    points = TEXT_POINTS.get(block.role, ROW_POINTS)
    if width <= PAGE and "\n" not in block.text:
        page.sheet.set_row(placed.row, points)
        page.put((placed.row, 0), block.text, page.styles.text(block.role, quoted=quoted))
        return
    last, room = _page_columns(page)
    lines = lines_needed(block.text, room / size * 0.95)
    page.sheet.set_row(placed.row, max(points, lines * LINE_POINTS * max(size, 1) + 3))
    wrapped = page.styles.text(block.role, wrap=True, quoted=quoted)
    page.put_across((placed.row, 0, placed.row, last), block.text, wrapped)


def _page_columns(page: Page) -> tuple[int, float]:
    """The last of the columns that make up a page's width, and that width."""
    column, width = 0, page.width(0)
    while width + page.width(column + 1) <= PAGE:
        column += 1
        width += page.width(column)
    return column, width


def write_facts(page: Page, block: Facts, placed: Placed) -> None:
    """Large figures over small labels, each over as many columns as it needs."""
    heights = (33.0, ROW_POINTS, ROW_POINTS)[: placed.rows]
    for index, points in enumerate(heights):
        page.sheet.set_row(placed.row + index, points)
    column = 0
    for fact in block.facts:
        shown = number_format_of(fact.value, fact.kind, block.amount_format)
        last = _last_column(page, column, _fact_width(fact, shown))
        parts: tuple[tuple[str, Cell], ...] = (
            ("figure", fact.value),
            ("label", fact.label),
            ("note", fact.note),
        )
        for index, (part, cell) in enumerate(parts[: placed.rows]):
            look = page.styles.fact(
                part,
                shown if part == "figure" else "General",
                quoted=_is_quoted(cell),
                mark=mark_of(cell),
            )
            row = placed.row + index
            page.put_across((row, column, row, last), cell, look)
        column = last + 1


def _fact_width(fact: Fact, shown: str) -> float:
    value = unmarked(fact.value)
    if isinstance(value, str):
        figure = text_width(value)
    elif shown == DATE_FORMAT:
        figure = len(DATE_FORMAT)
    else:
        figure = number_width(number_of(value), shown)
    return max(figure * 1.9, text_width(fact.label) * 1.05, text_width(fact.note) * 0.95, 12) + 3


def _last_column(page: Page, first: int, width: float) -> int:
    last, room = first, page.width(first)
    while room < width:
        last += 1
        room += page.width(last)
    return last


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
        quoted=_is_quoted(cell),
        written=block.row_height is not None,
        mark=mark_of(cell),
    )
    return look, lines


def _is_quoted(cell: Cell) -> bool:
    """Whether editing the cell would turn its text into a formula."""
    value = unmarked(cell)
    return isinstance(value, str) and is_formula_like(value)


def is_left(column: Column, cell: Cell = None) -> bool:
    """Text and dates stand left, numbers right, also where they stray into such a column."""
    labels = column.kind in {Kind.TEXT, Kind.DATE}
    numbers = int | float | Decimal | Sum | Difference | Reference
    return labels and not isinstance(unmarked(cell), numbers)


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
        for first, last in _runs(rows)
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
    _add_rule(page, areas, options)


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
        _add_rule(page, [(*place, *place) for place in places], rule)


def _add_rule(page: Page, areas: Sequence[Area], options: dict[str, object]) -> None:
    """A conditional format over several areas, without a cell for each."""
    if options["type"] != "data_bar" and len(areas) > _RANGES_AT_ONCE:
        for start in range(0, len(areas), _RANGES_AT_ONCE):
            _add_rule(page, areas[start : start + _RANGES_AT_ONCE], options)
    elif areas:
        ranges = " ".join(xl_range(*area) for area in areas)
        code = page.sheet.conditional_format(*areas[0], {**options, "multi_range": ranges})
        if code:
            raise AssertionError(f"conditional format {options['type']} over {ranges}: {code}")


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of consecutive numbers."""
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number != last + 1:
            yield first, last
            first = None
        first, last = number if first is None else first, number
    if first is not None and last is not None:
        yield first, last


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
                quoted=_is_quoted(cell),
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
    lines = 1
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
        for first, last in _runs(rows)
    ] + [
        (placed.body_row, placed.body_column + first, last_row, placed.body_column + last)
        for first, last in _runs(columns)
    ]
    look = page.styles.make({"font_color": CLOSED_INK, "bg_color": CLOSED_FILL}, differential=True)
    _add_rule(page, areas, {"type": "formula", "criteria": "=TRUE", "format": look})
