"""Charts of a report → native charts whose series point at the cells of the report's tables."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart as DrawnChart
from xlsxwriter.worksheet import Worksheet

from salesplan.outputs.layout import Placed, Tables, number_of
from salesplan.outputs.style import (
    ACCENT,
    AREAS,
    DATE_FORMAT,
    GREY,
    INK,
    LINES,
    LINES_ALONE,
    RULE,
    Properties,
    unmarked,
)
from salesplan.outputs.text import is_wide, one_line, text_width
from salesplan.reports.values import Block, Cell, Chart, ChartKind, Charts, Grid, Series, Table

_BETWEEN: Final = 16
"""Pixels between two charts."""
_MOST_MARKERS: Final = 31
"""A line through more points than a month has days is drawn without a mark at each."""
_LABELS: Final = 12
"""About as many labels stand below a line chart."""
_LABEL_PIXELS: Final = 6.2
"""Width of a digit of a label."""
_BESIDE_PLOT: Final = 90
"""Pixels of a chart's width that its plot does not have."""
_MONTH_DAYS: Final = 30.44
_MOST_DAYS_BY_WEEK: Final = 200
"""Longer spans get labels at months instead of weeks."""

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
            look = _line(series, LINES_ALONE[index % len(LINES_ALONE)], tables)
        else:
            look = _fill(AREAS[index % len(AREAS)], len(columns))
        drawn.add_series(_references(series, tables) | look)
    if lines:
        over = workbook.add_chart({"type": "line"})
        for index, series in enumerate(lines):
            over.add_series(
                _references(series, tables) | _line(series, LINES[index % len(LINES)], tables)
            )
        drawn.combine(over)
    from_zero = chart.kind is not ChartKind.LINE and not any(
        value is not None and value < 0
        for series in chart.series
        for value in _values(series, tables)
    )
    _dress(drawn, chart, font, _labels(chart, tables), from_zero=from_zero)
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
        # Stored with the chart for programs that draw without reading the cells. XlsxWriter
        # would take an empty cell that has a format for a zero.
        "values_data": [
            None if value is None else f"{value:.16g}" for value in _values(series, tables)
        ],
    }


def _values(series: Series, tables: Tables) -> list[float | None]:
    """The numbers of a series, None where there is none."""
    cells = _cells(series.values, tables[series.table][1])
    return [None if unmarked(cell) in {None, ""} else number_of(cell) for cell in cells]


def _cells(area: tuple[int, int, int, int], placed: Placed) -> Iterator[Cell]:
    """The cells of an area; negative places are in a block's headers and labels."""
    first_row, first, last_row, last = area
    for row in range(first_row, last_row + 1):
        for column in range(first, last + 1):
            yield _cell(placed.block, row, column)


def _cell(block: Block, row: int, column: int) -> Cell:
    match block:
        case Table():
            return block.rows[row].cells[column] if row >= 0 else block.columns[column].header
        case Grid() if column < 0:
            return block.labels[row][column]
        case Grid() if row < 0:
            return block.headers[row][column]
        case Grid():
            return int(block.values[row, column]) / 10**block.decimals or None  # 0 is shown empty
        case _:
            raise TypeError(f"a {type(block).__name__} has no cells to draw")


def _labels(chart: Chart, tables: Tables) -> Properties:
    """How the labels of the categories are written, and which of many."""
    series = chart.series[0]
    cells = [unmarked(cell) for cell in _cells(series.categories, tables[series.table][1])]
    days = [cell for cell in cells if isinstance(cell, dt.date)]
    many = chart.kind is ChartKind.LINE and len(cells) > _LABELS
    if days:
        shown = _date_format(days)
        axis: Properties = {"text_axis": True}
        if (
            many
            and len(days) == len(cells)
            and all(before < after for before, after in pairwise(days))
        ):
            axis = {"date_axis": True} | _date_steps(days, _fitting(chart, len(shown)))
        return axis | {"num_format": shown}
    if not many:  # every bar has its name, however close they stand
        return {"text_axis": True} | ({"interval_unit": 1} if chart.kind is ChartKind.BAR else {})
    widest = max(text_width(str(cell)) for cell in cells)
    return {"text_axis": True, "interval_unit": _step(len(cells), _fitting(chart, widest))}


def _fitting(chart: Chart, width: int) -> float:
    """How many labels of that width stand side by side, with a gap between them."""
    return max(1.0, (chart.width - _BESIDE_PLOT) / ((width + 1.5) * _LABEL_PIXELS))


def _step(count: float, fitting: float) -> int:
    """How far apart the labels that are shown stand among `count`."""
    return max(1, round(count / _LABELS), math.ceil(count / fitting))


def _date_steps(days: Sequence[dt.date], fitting: float) -> Properties:
    """Labels every few days, weeks or months.

    Not every spreadsheet program leaves out labels of text when asked; of dates they all do.
    """
    span = (days[-1] - days[0]).days + 1
    if span > _MOST_DAYS_BY_WEEK or all(day.day == 1 for day in days):
        return {"major_unit": _step(span / _MONTH_DAYS, fitting), "major_unit_type": "months"}
    step = _step(span, fitting)
    if step >= 7:
        step = 7 * _step(span / 7, fitting)
    return {"major_unit": step, "major_unit_type": "days"}


def _date_format(days: Sequence[dt.date]) -> str:
    """The shortest format that tells these days apart.

    >>> _date_format([dt.date(2027, 1, 4), dt.date(2027, 1, 5)])
    'mm-dd'
    """
    if len(days) > 1 and all(day.day == 1 for day in days):
        return "yyyy-mm"
    return "mm-dd" if len({day.year for day in days}) == 1 else DATE_FORMAT


def _fill(colour: str, count: int) -> Properties:
    return {
        "fill": {"color": colour},
        "border": {"none": True},
        "gap": 60 if count > 1 else 70,
    }


def _line(series: Series, colour: str, tables: Tables) -> Properties:
    values = _values(series, tables)
    crowded = len(values) > _MOST_MARKERS
    line: Properties = {"color": colour, "width": 1.75 if crowded else 2.25}
    if series.dashed:
        line["dash_type"] = "dash"
    # Marks would hide the dashes; but a single point has no line to be seen by.
    if (crowded or series.dashed) and sum(value is not None for value in values) > 1:
        return {"line": line, "marker": {"type": "none"}}
    return {
        "line": line,
        "marker": {
            "type": "circle",
            "size": 5,
            "fill": {"color": colour},
            "border": {"color": "#FFFFFF"},
        },
    }


def _dress(
    drawn: DrawnChart, chart: Chart, font: str, labels: Properties, *, from_zero: bool
) -> None:
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
        **labels,
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
