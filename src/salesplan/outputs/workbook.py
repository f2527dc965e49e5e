"""A report's values → an .xlsx workbook that is ready to be handed out.

Nothing is calculated here. Equal books give equal bytes, whenever and wherever they are written.
"""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Final

from xlsxwriter import Workbook

from salesplan.outputs.blocks import write_facts, write_text
from salesplan.outputs.bulk import BulkSheet
from salesplan.outputs.cells import write_cell
from salesplan.outputs.charts import insert_charts
from salesplan.outputs.files import written
from salesplan.outputs.grids import write_grid
from salesplan.outputs.layout import Placed, SheetLayout, Tables, lay_out
from salesplan.outputs.listing import write_listing
from salesplan.outputs.page import Page
from salesplan.outputs.pouring import pour
from salesplan.outputs.record import record_cells
from salesplan.outputs.sheet_names import is_sheet_name, sheet_names
from salesplan.outputs.style import ACCENT, ROW_POINTS, Styles, default_font
from salesplan.outputs.tables import write_table
from salesplan.outputs.text import one_line
from salesplan.reports.values import Book, Charts, Facts, Grid, Listing, Sheet, Table, Text

_OPTIONS: Final = {
    # In memory the parts get a fixed time stamp, and nothing is left in a temporary folder.
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_A4: Final = 9
_ONE_PAGE: Final = 280.0
"""Widest sheet, in digits, that is still legible when it is fitted to one page."""
_WIDE_SCALE: Final = 60
_LONGEST_FOOTER_TITLE: Final = 80


def write_book(book: Book, path: Path, *, force: bool = False) -> None:
    """Write `book` to `path`, whole or not at all.

    Raises `SalesplanError` (E301 to E306, see `files.written`) where the file cannot be written;
    `UnwritableCellError` and `ValueError` where the report holds what a workbook cannot.
    """
    with written(path, force=force) as temporary, temporary.open("wb") as target:
        save_book(book, target)


def book_bytes(book: Book) -> bytes:
    """The workbook file of `book`."""
    target = BytesIO()
    save_book(book, target)
    return target.getvalue()


def save_book(book: Book, target: IO[bytes]) -> None:
    """Write the workbook file of `book` into an open file; listings go there as they are made."""
    layouts = _layouts(book)
    buffer = BytesIO()
    font = default_font(book)
    workbook = Workbook(buffer, {**_OPTIONS, "default_format_properties": font})
    workbook.set_properties(_properties(book))
    workbook.set_size(1600, 1000)
    styles = Styles(workbook, font)
    tables = _named_tables(layouts)
    pages = [
        Page(workbook.add_worksheet(layout.name, worksheet_class=BulkSheet), layout, styles, tables)
        for layout in layouts
    ]
    for page in pages:
        _set_up(page, book.title)
        _write_blocks(workbook, page)
    if book.record_sheet:
        _write_record(workbook, book, styles)
    if pages:
        pages[0].sheet.activate()
    workbook.close()
    rows = {
        f"xl/worksheets/sheet{number}.xml": page.sheet.poured
        for number, page in enumerate(pages, 1)
        if page.sheet.poured
    }
    if rows:
        pour(buffer, rows, target)
    else:
        target.write(buffer.getbuffer())


def _layouts(book: Book) -> list[SheetLayout]:
    if book.record_sheet and not is_sheet_name(book.record_sheet):
        raise ValueError(f"{book.record_sheet!r} cannot be the name of a sheet")
    if not book.sheets:
        raise ValueError("a workbook without sheets")
    taken = [book.record_sheet] if book.record_sheet else []
    names = sheet_names((sheet.name for sheet in book.sheets), taken)
    return [lay_out(sheet, name) for sheet, name in zip(book.sheets, names, strict=True)]


def _named_tables(layouts: list[SheetLayout]) -> Tables:
    """Where each named table and grid stands. Raises `ValueError` for a name used twice."""
    tables: dict[str, tuple[str, Placed]] = {}
    for layout in layouts:
        for placed in layout.placed:
            if isinstance(placed.block, Table | Grid):
                if placed.block.name in tables:
                    raise ValueError(f"two tables are called {placed.block.name!r}")
                tables[placed.block.name] = (layout.name, placed)
    return tables


def _properties(book: Book) -> dict[str, Any]:
    created = dt.datetime(book.created.year, book.created.month, book.created.day)  # noqa: DTZ001
    return {**book.properties, "title": book.title, "created": created}


def _set_up(page: Page, title: str) -> None:
    """Columns, panes, print set-up and tab of a sheet."""
    sheet, layout, values = page.sheet, page.layout, page.layout.sheet
    sheet.set_default_row(ROW_POINTS)
    _set_widths(sheet, layout.widths)
    sheet.hide_gridlines(1 if values.gridlines else 2)
    if values.accent:
        sheet.set_tab_color(ACCENT)
    _set_panes(sheet, layout, values)
    sheet.set_paper(_A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    if values.landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    if values.one_page:
        sheet.fit_to_pages(1, 1)
    elif sum(layout.widths) <= _ONE_PAGE:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_WIDE_SCALE)
        sheet.print_across()
    sheet.set_h_pagebreaks([layout.placed[at].row for at in values.breaks])
    left = one_line(title)[:_LONGEST_FOOTER_TITLE].replace("&", "&&")
    sheet.set_footer(f"&L&8&K7B8790{left}&C&8&K7B8790&A&R&8&K7B8790&P / &N")


def _set_widths(sheet: BulkSheet, widths: tuple[float, ...]) -> None:
    first = 0
    for column in range(1, len(widths) + 1):
        if column == len(widths) or widths[column] != widths[first]:
            if sheet.set_column(first, column - 1, widths[first]):
                raise ValueError(f"a sheet has no column {column}")
            first = column


def _named(layout: SheetLayout, name: str) -> Placed:
    """The block called `name`."""
    block = layout.find(name)
    if block is None:
        raise ValueError(f"{layout.sheet.name!r} has no table called {name!r}")
    return block


def _set_panes(sheet: BulkSheet, layout: SheetLayout, values: Sheet) -> None:
    """Keep the header of the named block and the first columns on screen and on every page."""
    rows = 0
    if values.freeze is not None:
        rows = _named(layout, values.freeze).body_row
    if values.repeat or values.freeze:
        block = _named(layout, values.repeat or values.freeze or "")
        sheet.repeat_rows(block.row, block.body_row - 1)
    if rows or values.freeze_columns:
        sheet.freeze_panes(rows, values.freeze_columns)
    if values.freeze_columns:
        sheet.repeat_columns(0, values.freeze_columns - 1)


def _write_blocks(workbook: Workbook, page: Page) -> None:
    for placed in page.layout.placed:
        match placed.block:
            case Text() as block:
                write_text(page, block, placed)
            case Facts() as block:
                write_facts(page, block, placed)
            case Table() as block:
                write_table(page, block, placed)
            case Grid() as block:
                write_grid(page, block, placed)
            case Listing() as block:
                write_listing(page, block, placed)
            case Charts() as block:
                font = page.styles.font["font_name"]
                insert_charts(workbook, page.sheet, block, placed, page.tables, font)


def _write_record(workbook: Workbook, book: Book, styles: Styles) -> None:
    """The record in column A; column B numbers the pieces, so that a missing one shows."""
    sheet = workbook.add_worksheet(book.record_sheet, worksheet_class=BulkSheet)
    sheet.very_hidden()
    pieces = list(record_cells(book.record))
    plain = styles.make({"quote_prefix": True})
    for row, piece in enumerate(pieces):
        write_cell(sheet, (row, 0), piece, plain)
        write_cell(sheet, (row, 1), f"{row + 1}/{len(pieces)}", plain)
