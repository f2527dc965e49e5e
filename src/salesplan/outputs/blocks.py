"""Text and large figures of a report → cells of a sheet."""

from __future__ import annotations

from salesplan.outputs.layout import PAGE, Placed, number_format_of, number_of
from salesplan.outputs.page import LINE_POINTS, Page, is_quoted
from salesplan.outputs.style import DATE_FORMAT, ROW_POINTS, TEXT_POINTS, mark_of, unmarked
from salesplan.outputs.text import is_formula_like, lines_needed, number_width, text_width
from salesplan.reports.values import Cell, Fact, Facts, Text


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
                quoted=is_quoted(cell),
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
