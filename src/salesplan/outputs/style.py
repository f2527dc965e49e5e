"""How a workbook looks: one accent colour on neutral greys, and the formats made from it.

A look is decided by what a cell is (its row's role, its column's role, a mark of its own, its
kind) and by nothing else, so that equal things look equal on every sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from salesplan.outputs.listed import wide_text
from salesplan.outputs.text import is_wide
from salesplan.reports.values import (
    Block,
    Book,
    Cell,
    Charts,
    Difference,
    Facts,
    Grid,
    Kind,
    Listing,
    Marked,
    Reference,
    Role,
    Sum,
    Table,
    Text,
)

ACCENT: Final = "#1B5E7B"
ACCENT_TINT: Final = "#E3EEF3"
NEUTRAL: Final = "#F4F6F7"
RULE: Final = "#DDE3E7"
WRITING_RULE: Final = "#9AA4AB"
"""Lines to write on: dark enough to be printed by any printer."""
INK: Final = "#1F2A33"
GREY: Final = "#7B8790"
CLOSED_FILL: Final = "#ECEFF1"
CLOSED_INK: Final = "#9AA4AB"
FROZEN_INK: Final = "#5B6770"
GOOD_INK: Final = "#2C7A4B"
GOOD_FILL: Final = "#E6F4EA"
WARNING_INK: Final = "#8A5A00"
WARNING_FILL: Final = "#FFF3D6"
WRONG_INK: Final = "#9C1C1C"
WRONG_FILL: Final = "#F9D0D0"
BAR: Final = "#C3DBE6"
AREAS: Final = (ACCENT, "#7FB2C8", "#A3ADB4", "#4C8C9E", "#C9DCE5", "#5B6770", "#2F7F73", "#9CC3B8")
"""Colours of a chart's columns and bars, in order: shades of the accent."""
LINES: Final = ("#E0A03A", "#B5654A", "#5B6770")
"""Colours of lines drawn over columns."""
LINES_ALONE: Final = tuple(dict.fromkeys((ACCENT, *LINES, *AREAS)))
"""Colours of the lines of a line chart, those first that are most unlike each other."""

DATE_FORMAT: Final = "yyyy-mm-dd"
ROW_POINTS: Final = 16.5
ROW_PIXELS: Final = 22

Plain = str | int | float | Decimal | dt.date | Sum | Difference | Reference | None
"""A cell without a look of its own."""

Properties = dict[str, Any]
_TEXTS: Final[dict[Role, Properties]] = {
    Role.TITLE: {"font_size": 18, "bold": True, "font_color": ACCENT},
    Role.SUBTITLE: {"font_size": 11, "font_color": GREY},
    Role.HEADING: {"font_size": 13, "bold": True, "font_color": ACCENT},
    Role.NOTE: {"font_size": 9, "font_color": GREY},
    Role.GROUP: {"bold": True},
    Role.TOTAL: {"bold": True},
    Role.CONTEXT: {"font_color": GREY},
    Role.GOOD: {"font_color": GOOD_INK},
    Role.WARNING: {"font_color": WARNING_INK},
    Role.WRONG: {"font_color": WRONG_INK},
    Role.CLOSED: {"font_color": CLOSED_INK},
    Role.FROZEN: {"font_color": FROZEN_INK},
}
TEXT_POINTS: Final[dict[Role, float]] = {Role.TITLE: 30, Role.SUBTITLE: 18, Role.HEADING: 24}
"""Row heights of texts that are larger than a cell's."""

_ROWS: Final[dict[Role, Properties]] = {
    Role.TITLE: {"bold": True, "font_color": ACCENT},
    Role.SUBTITLE: {"font_color": GREY},
    Role.HEADING: {"bold": True, "font_color": ACCENT},
    Role.NOTE: {"font_color": GREY},
    Role.GROUP: {"bold": True, "bg_color": ACCENT_TINT},
    Role.TOTAL: {"bold": True, "top": 1, "top_color": ACCENT, "bg_color": NEUTRAL},
    Role.CONTEXT: {"font_color": GREY},
    Role.GOOD: {"font_color": GOOD_INK, "bg_color": GOOD_FILL},
    Role.WARNING: {"font_color": WARNING_INK, "bg_color": WARNING_FILL},
    Role.WRONG: {"font_color": WRONG_INK, "bg_color": WRONG_FILL},
    Role.CLOSED: {"font_color": CLOSED_INK, "bg_color": CLOSED_FILL},
    Role.FROZEN: {"font_color": FROZEN_INK, "bg_color": CLOSED_FILL},
}
_TO_WRITE: Final[Properties] = {"bottom": 1, "bottom_color": WRITING_RULE}
_COLUMNS: Final[dict[Role, Properties]] = {
    **_ROWS,
    Role.GROUP: {"bold": True, "bg_color": NEUTRAL},
    Role.TOTAL: {"bold": True, "bg_color": ACCENT_TINT},
}


def unmarked(cell: Cell) -> Plain:
    """The value of a cell, marked or not."""
    return cell.value if isinstance(cell, Marked) else cell


def mark_of(cell: Cell) -> Role:
    """The look that a cell has of its own; `Role.BODY` for none."""
    return cell.role if isinstance(cell, Marked) else Role.BODY


def number_format(kind: Kind, amount_format: str) -> str:
    """The spreadsheet's number format of a column or grid of that kind."""
    return {
        Kind.TEXT: "General",
        Kind.AMOUNT: amount_format,
        Kind.COUNT: "#,##0",
        Kind.SHARE: "0.0%",
        Kind.FACTOR: "0.00",
        Kind.FIGURE: "#,##0",
        Kind.DATE: DATE_FORMAT,
    }[kind]


def default_font(book: Book) -> Properties:
    """The font of a workbook: one that has every character it needs, at an even size.

    Microsoft YaHei comes with Windows and with Office for Mac, draws Chinese and Latin in one
    hand, and LibreOffice replaces it by its own Chinese sans serif; Calibri leaves Chinese to
    whatever font the program falls back on. Digits of both sizes are seven pixels wide, which is
    what column widths are counted in. `font_scheme` none keeps the theme's font from winning.
    """
    if any(is_wide(text) for text in _texts(book)):
        return {"font_name": "Microsoft YaHei", "font_size": 10, "font_scheme": "none"}
    return {"font_name": "Calibri", "font_size": 11, "font_scheme": "none"}


def _texts(book: Book) -> list[str]:
    """Enough of a workbook's texts to know its script."""
    found = [book.title]
    for sheet in book.sheets:
        found.append(sheet.name)
        for block in sheet.blocks:
            found += _block_texts(block)
    return found


def _block_texts(block: Block) -> list[str]:
    match block:
        case Text():
            return [block.text]
        case Facts():
            return [
                text
                for fact in block.facts
                for text in (fact.label, fact.note, *_strings([fact.value]))
            ]
        case Charts():
            return [chart.title for chart in block.charts]
        case Table():
            cells = _strings(cell for row in block.rows for cell in row.cells)
            return [column.header for column in block.columns] + cells
        case Listing():
            headers = [listed.column.header for listed in block.columns]
            return headers + [wide_text(listed) for listed in block.columns]
        case Grid():
            return _strings(cell for row in block.labels + block.headers for cell in row)


def _strings(cells: Iterable[Cell]) -> list[str]:
    return [value for value in map(unmarked, cells) if isinstance(value, str)]


class Styles:
    """The formats of one workbook, each made once, in the order in which they are first asked."""

    def __init__(self, workbook: Workbook, font: Properties) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self._cells: dict[tuple[object, ...], Format] = {}
        self.font: Final = font

    def make(self, properties: Properties, *, differential: bool = False) -> Format:
        """A format with these properties; `differential` ones are for conditional formats."""
        key = (("differential", differential), *sorted(properties.items()))
        if key not in self._made:
            base = {} if differential else {"font_color": INK, "valign": "vcenter"}
            made = self._workbook.add_format(base | properties)
            if not differential:
                # Numbers the format now, so that a file depends on what is asked for alone.
                made._get_xf_index()
            self._made[key] = made
        return self._made[key]

    def cell(
        self,
        shown: str,
        row: Role = Role.BODY,
        column: Role = Role.BODY,
        *,
        left: bool = False,
        wrap: bool = False,
        quoted: bool = False,
        ruled: bool = True,
        written: bool = False,
        mark: Role = Role.BODY,
    ) -> Format:
        """The format of a cell of a table; `shown` is its number format.

        `ruled` draws a line below it, `written` a darker one, to write on by hand. `mark`
        is a look of the cell's own, whose colours win over those of row and column. `quoted` keeps
        text that looks like a formula text when somebody edits the cell.
        """
        key = (shown, row, column, left, wrap, quoted, ruled, written, mark)
        if key not in self._cells:
            properties: Properties = {"bottom": 1, "bottom_color": RULE} if ruled else {}
            properties |= _TO_WRITE if written else {}
            properties |= _COLUMNS.get(column, {}) | _ROWS.get(row, {}) | _ROWS.get(mark, {})
            properties |= {"align": "left", "indent": 1} if left else {"align": "right"}
            properties |= {} if shown == "General" else {"num_format": shown}
            properties |= {"text_wrap": True} if wrap else {}
            properties |= {"quote_prefix": True} if quoted else {}
            self._cells[key] = self.make(properties)
        return self._cells[key]

    def header(self, *, left: bool, role: Role = Role.BODY, shown: str = "General") -> Format:
        """The format of a column's header."""
        quiet = role in {Role.CONTEXT, Role.CLOSED, Role.FROZEN}
        return self.make(
            {
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": GREY if quiet else ACCENT,
                "text_wrap": True,
                "align": "left" if left else "right",
                "indent": 1 if left else 0,
                "num_format": shown,
            }
        )

    def text(self, role: Role, *, wrap: bool = False, quoted: bool = False) -> Format:
        """The format of a line of text of its own."""
        properties = dict(_TEXTS.get(role, {}))
        properties |= {"text_wrap": True, "valign": "top"} if wrap else {}
        properties |= {"quote_prefix": True} if quoted else {}
        return self.make(properties)

    def fact(
        self,
        part: str,
        shown: str = "General",
        *,
        quoted: bool = False,
        mark: Role = Role.BODY,
    ) -> Format:
        """The format of a part of a fact: its `figure`, `label` or `note`.

        A `mark` gives its ink to the figure; the fill stays that of the whole fact.
        """
        look: Properties = {
            "figure": {"font_size": 18, "bold": True, "font_color": ACCENT, "num_format": shown},
            "label": {"font_color": INK, "font_size": 10},
            "note": {"font_color": GREY, "font_size": 9},
        }[part]
        if part == "figure":
            look["font_color"] = _TEXTS.get(mark, {}).get("font_color", ACCENT)
        edge: Properties = {"bg_color": NEUTRAL, "left": 5, "left_color": "#FFFFFF", "indent": 1}
        edge |= {"align": "left"} | ({"top": 2, "top_color": ACCENT} if part == "figure" else {})
        return self.make(look | edge | ({"quote_prefix": True} if quoted else {}))
