"""Charts of a report → native charts whose series point at the cells of the report's tables."""

from __future__ import annotations

from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as DrawnChart
from xlsxwriter.worksheet import Worksheet

from salesplan.outputs.layout import Placed, Tables, number_of
from salesplan.outputs.style import ACCENT, AREAS, GREY, INK, LINES, RULE, Properties
from salesplan.outputs.text import is_wide, one_line
from salesplan.reports.values import Chart, ChartKind, Charts, Grid, Series, Table

_BETWEEN: Final = 16
"""Pixels between two charts."""

_TYPES: Final[dict[ChartKind, Properties]] = {
    ChartKind.COLUMN: {"type": "column"},
    ChartKind.STACKED: {"type": "column", "subtype": "stacked"},
    ChartKind.BAR: {"type": "bar"},
    ChartKind.LINE: {"type": "line"},
}


def insert_charts(
    workbook: Workbook, sheet: Worksheet, block: Charts, placed: Placed, tables: Tables, font: str
) -> None:
    """Draw the charts side by side from the left edge.

    Raises `KeyError` for a series of a table that is not in the workbook.
    """
    offset = 0
    for chart in block.charts:
        drawn = _draw(workbook, chart, tables, font)
        options = {"x_offset": offset, "object_position": 2, "description": one_line(chart.title)}
        if sheet.insert_chart(placed.row, 0, drawn, options):
            raise AssertionError(f"chart {chart.title!r} at row {placed.row}")
        offset += chart.width + _BETWEEN


def _draw(workbook: Workbook, chart: Chart, tables: Tables, font: str) -> DrawnChart:
    drawn = workbook.add_chart(_TYPES[chart.kind])
    lines = [series for series in chart.series if series.line and chart.kind is not ChartKind.LINE]
    columns = [series for series in chart.series if series not in lines]
    for index, series in enumerate(columns):
        if chart.kind is ChartKind.LINE:
            look = _line((AREAS[:1] + LINES + AREAS[1:])[index % (len(AREAS) + len(LINES))])
        else:
            look = _fill(AREAS[index % len(AREAS)], len(columns))
        drawn.add_series(_references(series, tables) | look)
    if lines:
        over = workbook.add_chart({"type": "line"})
        for index, series in enumerate(lines):
            over.add_series(_references(series, tables) | _line(LINES[index % len(LINES)]))
        drawn.combine(over)
    from_zero = chart.kind is not ChartKind.LINE and not any(
        _is_negative(series, tables) for series in chart.series
    )
    _dress(drawn, chart, font, from_zero=from_zero)
    return drawn


def _references(series: Series, tables: Tables) -> Properties:
    sheet_name, placed = tables[series.table]

    def cells(area: tuple[int, int, int, int]) -> list[object]:
        first_row, first, last_row, last = area
        down, right = placed.body_row, placed.body_column
        return [sheet_name, first_row + down, first + right, last_row + down, last + right]

    return {
        "name": one_line(series.name),
        "categories": cells(series.categories),
        "values": cells(series.values),
    }


def _is_negative(series: Series, tables: Tables) -> bool:
    """Whether any value of the series is below zero."""
    block = tables[series.table][1].block
    first_row, first, last_row, last = series.values
    if isinstance(block, Grid):
        return bool((block.values[first_row : last_row + 1, first : last + 1] < 0).any())
    rows = block.rows[first_row : last_row + 1] if isinstance(block, Table) else ()
    return any(number_of(cell) < 0 for row in rows for cell in row.cells[first : last + 1])


def _fill(colour: str, count: int) -> Properties:
    return {
        "fill": {"color": colour},
        "border": {"none": True},
        "gap": 60 if count > 1 else 70,
    }


def _line(colour: str) -> Properties:
    return {
        "line": {"color": colour, "width": 2.25},
        "marker": {
            "type": "circle",
            "size": 5,
            "fill": {"color": colour},
            "border": {"color": "#FFFFFF"},
        },
    }


def _dress(drawn: DrawnChart, chart: Chart, font: str, *, from_zero: bool) -> None:
    """Title with the unit, quiet axes, legend below, no frame."""

    def letters(size: int, colour: str, *, bold: bool = False) -> Properties:
        return {"name": font, "size": size, "color": colour, "bold": bold}

    drawn.set_title(
        {
            "name": titled(chart),
            "name_font": letters(12, ACCENT, bold=True),
            "overlay": False,
        }
    )
    values: Properties = {
        "num_format": chart.amount_format,
        "num_font": letters(9, GREY),
        "major_gridlines": {"visible": True, "line": {"color": RULE, "width": 0.75}},
        "line": {"none": True},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
    }
    if from_zero:  # a column that does not start at zero exaggerates
        values["min"] = 0
    categories: Properties = {
        "num_font": letters(9, INK),
        "line": {"color": RULE},
        "major_gridlines": {"visible": False},
        "major_tick_mark": "none",
        "minor_tick_mark": "none",
        "label_position": "low",
        "text_axis": True,
    }
    if chart.kind is ChartKind.BAR:  # first category on top, as in the table
        drawn.set_x_axis(values)
        drawn.set_y_axis(categories | {"reverse": True, "crossing": "max"})
    else:
        drawn.set_x_axis(categories)
        drawn.set_y_axis(values)
    if len(chart.series) > 1:
        drawn.set_legend({"position": "bottom", "font": letters(9, INK)})
    else:
        drawn.set_legend({"none": True})
    drawn.set_size({"width": chart.width, "height": chart.height})
    drawn.set_chartarea({"border": {"color": RULE}, "fill": {"color": "#FFFFFF"}})
    drawn.set_plotarea({"fill": {"none": True}})
    drawn.show_blanks_as("gap")


def titled(chart: Chart) -> str:
    """The title with the unit, in brackets of its script.

    >>> titled(Chart("Quarters", ChartKind.COLUMN, (), unit="CNY"))
    'Quarters (CNY)'
    """
    title, unit = one_line(chart.title), one_line(chart.unit)
    if not unit:
        return title
    return f"{title}（{unit}）" if is_wide(title) else f"{title} ({unit})"
