"""The sheets of years, quarters and months: what each brought and how it grew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from salesplan.core.calendar import MONTHS
from salesplan.core.year_figures import MonthFigures, QuarterFigures, YearFigures
from salesplan.reports.analysis_story import Topic, about
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.values import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Charts,
    Column,
    Kind,
    Marked,
    Role,
    Row,
    Series,
    Sheet,
    Table,
    Text,
)

_MEAN_WIDTH: Final = 17  # so that its long header breaks between words
_ON_A_PAGE: Final = 60  # months that can be read when they are fitted to it


def years_name() -> str:
    """The name of the table of years."""
    return "analysis_years"


def months_name() -> str:
    """The name of the table of months."""
    return "analysis_months"


def years_sheet(view: AnalysisView) -> Sheet:
    """Years and quarters."""
    labels = view.labels
    blocks: list[Block] = [
        Text(labels("years_and_quarters"), Role.TITLE),
        Text(about(view, Topic.GROWTH), Role.SUBTITLE),
        years_table(view),
        Text(labels("years_note"), Role.NOTE),
        Text(labels("quarters_heading"), Role.HEADING),
        _quarters_table(view),
    ]
    if chart := _quarters_chart(view):
        blocks.append(Charts((chart,)))
    return Sheet(labels("years_and_quarters"), tuple(blocks), landscape=False)


def months_sheet(view: AnalysisView) -> Sheet:
    """Every month; the charts of the overview point at it."""
    labels, table = view.labels, _months_table(view)
    blocks = (
        Text(labels("months_sheet"), Role.TITLE),
        Text(labels("months_note"), Role.NOTE),
        table,
    )
    return Sheet(
        labels("months_sheet"),
        blocks,
        landscape=False,
        freeze=table.name,
        one_page=len(table.rows) <= _ON_A_PAGE,
    )


def years_table(view: AnalysisView, *, short: bool = False) -> Table:
    """A row a year; a `short` one, for the screen, without the average order."""
    columns = list(_year_columns(view, short=short))
    rows = tuple(
        Row(
            tuple(cell_of(year) for _, cell_of in columns),
            Role.BODY if year.complete else Role.CONTEXT,
        )
        for year in view.analysis.years
    )
    headers = tuple(column for column, _ in columns)
    rows += tuple(_landing_row(view, headers))
    return Table(years_name(), headers, rows, amount_format=view.amount_format)


def _landing_row(view: AnalysisView, headers: Sequence[Column]) -> Iterator[Row]:
    """What the running year will bring in all, where one is running."""
    landing = view.analysis.landing
    if landing is not None:
        name = view.labels("landing_row", year=landing.name)
        known = (name, view.cell(landing.expected), view.rounded(landing.growth))
        yield Row((*known, *[None] * (len(headers) - len(known))), Role.GROUP)


def _year_columns(
    view: AnalysisView, *, short: bool
) -> Iterator[tuple[Column, Callable[[YearFigures], Cell]]]:
    """Columns with what stands in them; only those that the sales can tell."""
    labels, analysis = view.labels, view.analysis
    yield Column(labels("year_column")), view.year_name
    yield (
        view.amount_column(labels("sales_column"), Role.TOTAL),
        lambda year: view.cell(year.total),
    )
    yield Column(labels("growth_column"), Kind.SHARE), lambda year: view.growth(year.comparison)
    if analysis.span.orders_known:
        yield Column(labels("orders"), Kind.COUNT), lambda year: year.orders
        if not short:
            yield view.amount_column(labels("average_order")), partial(_average_order, view)
    else:
        yield Column(labels("rows_of_person"), Kind.COUNT), lambda year: year.orders
    if analysis.span.customers_known:
        yield Column(labels("customers_column"), Kind.COUNT), lambda year: year.customers
    yield Column(labels("best_month")), lambda year: _month_name(view, year.best)
    yield Column(labels("worst_month")), lambda year: _month_name(view, year.worst)


def _average_order(view: AnalysisView, year: YearFigures) -> Cell:
    average = year.average_order
    return None if average is None else view.cell(round(average))


def _month_name(view: AnalysisView, month: MonthFigures | None) -> Cell:
    return None if month is None else view.month_name(month.key, with_year=False)


def _quarters_table(view: AnalysisView) -> Table:
    """Years down, quarters across: what each brought, and growth over the same a year before."""
    labels = view.labels
    numbers = range(1, 5)
    names = [labels("quarter", number=number) for number in numbers]
    columns = (
        Column(labels("year_column")),
        *(view.amount_column(name) for name in names),
        *(
            Column(labels("growth_of", period=name), Kind.SHARE, Role.CONTEXT, width=12)
            for name in names
        ),
    )
    rows = []
    for year in view.analysis.years:
        known = [_quarter_cell(view, quarter) for quarter in year.quarters]
        grown = [view.growth(quarter.comparison) for quarter in year.quarters]
        rows.append(Row((year.name, *known, *grown)))
    return Table("analysis_quarters", columns, tuple(rows), amount_format=view.amount_format)


def _quarter_cell(view: AnalysisView, quarter: QuarterFigures) -> Cell:
    """What a quarter brought, in grey what is known of an incomplete one."""
    if quarter.complete:
        return view.cell(quarter.total)
    return Marked(view.cell(quarter.total), Role.CONTEXT) if quarter.total else None


def _quarters_chart(view: AnalysisView) -> Chart | None:
    """The quarters of up to four years side by side; None with a single year."""
    years = view.analysis.years[-4:]
    if len(years) < 2:
        return None
    first = len(view.analysis.years) - len(years)
    series = tuple(
        Series(year.name, "analysis_quarters", (-1, 1, -1, 4), (at, 1, at, 4))
        for at, year in enumerate(years, first)
    )
    return Chart(view.labels("chart_quarters"), ChartKind.COLUMN, series, view.unit)


def _months_table(view: AnalysisView) -> Table:
    labels = view.labels
    columns = (
        Column(labels("month")),
        view.amount_column(labels("sales_column"), Role.TOTAL),
        replace(view.amount_column(labels("twelve_mean"), Role.CONTEXT), width=_MEAN_WIDTH),
        Column(labels("working_days"), Kind.COUNT),
        view.amount_column(labels("per_working_day")),
        Column(""),
    )
    rows = [
        Row(
            (
                month.key,
                view.cell(month.amount),
                None if month.last_twelve is None else view.cell(round(month.last_twelve / MONTHS)),
                month.working_days,
                None if month.per_day is None else view.cell(round(month.per_day)),
                None if month.whole else labels("month_partial"),
            ),
            Role.BODY if month.whole else Role.CONTEXT,
        )
        for month in view.analysis.months
    ]
    table = Table(months_name(), columns, tuple(rows), amount_format=view.amount_format)
    return table if any(not month.whole for month in view.analysis.months) else _complete(table)


def _complete(table: Table) -> Table:
    """The table without its last column, which marks partial months."""
    rows = tuple(replace(row, cells=row.cells[:-1]) for row in table.rows)
    return replace(table, columns=table.columns[:-1], rows=rows)
