"""The sheets of customers, products and regions: few or many, who grows, who is new or lost."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.concentration import Class, Concentration, NameFigures
from salesplan.core.customer_years import CustomerYear
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
    Role,
    Row,
    Series,
    Sheet,
    Sum,
    Table,
    Text,
)

TOPICS = {"customer": Topic.CUSTOMERS, "product": Topic.PRODUCTS}
_MOST_LOST = 20
_MOST_BARS = 15
_TIMES = 10.0  # growth from which it is told in multiples


def names_sheet(view: AnalysisView, found: Concentration) -> Sheet:
    """How the sales fall to customers, products or regions."""
    labels, field = view.labels, found.field
    text = about(view, TOPICS[field]) if field in TOPICS else ""
    period = labels("names_period", days=view.days_text(found.days))
    blocks: list[Block] = [
        Text(labels(f"mix_{field}"), Role.TITLE),
        *([Text(text, Role.SUBTITLE)] if text else []),
        Text(period, Role.NOTE),
    ]
    if field == "customer":
        blocks += _bridge(view)
    if found.count > _MOST_BARS:
        blocks += _classes(view, found)
    blocks += _largest(view, found)
    blocks += _lost(view, found)
    return Sheet(labels(f"mix_{field}"), tuple(blocks), landscape=False)


def _class_name(kind: Class) -> str:
    return "–" if kind is Class.NONE else kind.value


def _classes(view: AnalysisView, found: Concentration) -> Iterator[Block]:
    """The ABC analysis."""
    labels = view.labels
    columns = (
        Column(labels("abc_class")),
        Column(labels("count_of_names"), Kind.COUNT),
        view.amount_column(labels("sales_column"), Role.TOTAL),
        Column(labels("share_of_sales"), Kind.SHARE),
    )
    rows = [
        Row(
            (
                _class_name(each.kind),
                each.count,
                view.cell(each.amount),
                view.rounded(each.share),
            )
        )
        for each in found.classes
        if each.count or each.kind is not Class.NONE
    ]
    name = f"classes_{found.field}"
    yield Text(labels("classes_heading"), Role.HEADING)
    yield Table(name, columns, tuple(rows), amount_format=view.amount_format, bars=(3,))
    if found.equal_names is not None:
        equal = labels.number(round(found.equal_names))
        yield Text(labels(f"equal_{found.field}", equal=equal), Role.NOTE)
    yield Text(labels("classes_note"), Role.NOTE)


def _largest(view: AnalysisView, found: Concentration) -> Iterator[Block]:
    """The largest names with what they brought the year before."""
    labels = view.labels
    compared = any(each.before is not None for each in found.largest)
    columns = (
        Column(labels(f"one_{found.field}")),
        *([Column(labels("abc_class"))] if found.count > _MOST_BARS else []),
        view.amount_column(labels("sales_column"), Role.TOTAL),
        Column(labels("share_of_sales"), Kind.SHARE),
        *(
            [
                view.amount_column(labels("year_before"), Role.CONTEXT),
                Column(labels("growth_column"), Kind.SHARE),
            ]
            if compared
            else []
        ),
    )
    rows = [_name(view, found, each, compared=compared) for each in found.largest]
    column = 2 if found.count > _MOST_BARS else 1
    for what, brought in _rest(view, found):
        cells: list[Cell] = [what, *([None] * (len(columns) - 1))]
        cells[column] = view.cell(brought)
        rows.append(Row(tuple(cells), Role.CONTEXT))
    name = f"largest_{found.field}"
    yield Text(labels(f"largest_{found.field}"), Role.HEADING)
    table = Table(name, columns, tuple(rows), amount_format=view.amount_format)
    last = min(len(found.largest), _MOST_BARS) - 1
    series = Series(labels("sales_column"), name, (0, 0, last, 0), (0, column, last, column))
    title = labels(f"chart_{found.field}")
    chart = Chart(title, ChartKind.BAR, (series,), view.unit, width=700, height=26 * last + 110)
    if last > 0:
        yield Charts((chart,))
    yield table


def _rest(view: AnalysisView, found: Concentration) -> Iterator[tuple[str, int]]:
    """What is sold under other names, and without one."""
    count, amount = found.others
    if count:
        yield view.labels.counted("other_names", count), amount
    if found.unnamed:
        yield view.labels("without_name"), found.unnamed


def _name(view: AnalysisView, found: Concentration, figures: NameFigures, *, compared: bool) -> Row:
    before = None if figures.before is None else view.cell(figures.before)
    kind = _class_name(figures.kind)
    return Row(
        (
            figures.name,
            *([kind] if found.count > _MOST_BARS else []),
            view.cell(figures.amount),
            view.rounded(figures.share),
            *([before, _growth(view, figures)] if compared else []),
        )
    )


def _growth(view: AnalysisView, figures: NameFigures) -> Cell:
    """Growth, or how many times as much where per cent say little."""
    growth = figures.growth
    if growth is None or growth < _TIMES:
        return view.rounded(growth)
    return view.labels("times_as_much", times=view.labels.number(round(growth + 1)))


def _lost(view: AnalysisView, found: Concentration) -> Iterator[Block]:
    """Who brought something a year before and nothing since."""
    if not found.lost:
        return
    labels = view.labels
    columns = (
        Column(labels(f"one_{found.field}")),
        view.amount_column(labels("year_before"), Role.TOTAL),
    )
    rows = tuple(Row((each.name, view.cell(each.before or 0))) for each in found.lost[:_MOST_LOST])
    yield Text(labels(f"lost_{found.field}"), Role.HEADING)
    yield Table(f"lost_{found.field}", columns, rows, amount_format=view.amount_format)


def _bridge(view: AnalysisView) -> Iterator[Block]:
    """New, repeat, returned and lost customers of each year."""
    years, labels = view.analysis.customer_years, view.labels
    if not years:
        return
    unnamed = any(year.unnamed for year in years)
    counts = (
        Column(labels("year_column")),
        Column(labels("bridge_kept_count"), Kind.COUNT),
        Column(labels("bridge_new_count"), Kind.COUNT),
        Column(labels("bridge_returned_count"), Kind.COUNT),
        Column(labels("bridge_lost_count"), Kind.COUNT, Role.CONTEXT),
        Column(labels("bridge_kept_share"), Kind.SHARE),
    )
    amounts = (
        Column(labels("year_column")),
        view.amount_column(labels("bridge_kept_amount")),
        view.amount_column(labels("bridge_new_amount")),
        view.amount_column(labels("bridge_returned_amount")),
        *([view.amount_column(labels("without_name"))] if unnamed else []),
        view.amount_column(labels("sales_column"), Role.TOTAL),
        view.amount_column(labels("bridge_lost_amount"), Role.CONTEXT),
    )
    yield Text(labels("bridge_heading"), Role.HEADING)
    yield Text(labels("bridge_note"), Role.NOTE)
    yield Table("customer_counts", counts, tuple(_counts_row(view, year) for year in years))
    yield Text(labels("bridge_amounts"), Role.HEADING)
    rows = tuple(_amounts_row(view, year, at, unnamed) for at, year in enumerate(years))
    yield Table("customer_amounts", amounts, rows, amount_format=view.amount_format)


def _counts_row(view: AnalysisView, year: CustomerYear) -> Row:
    counts = year.repeat_count, year.new_count, year.returned_count, year.lost_count
    return Row((_year_name(view, year), *counts, view.rounded(year.kept)), _year_role(year))


def _amounts_row(view: AnalysisView, year: CustomerYear, row: int, unnamed: bool) -> Row:
    parts = [year.repeat, year.new, year.returned, *([year.unnamed] if unnamed else [])]
    return Row(
        (
            _year_name(view, year),
            *(view.cell(part) for part in parts),
            Sum(view.cell(year.total), ((row, 1, row, len(parts)),)),
            view.cell(year.lost),
        ),
        _year_role(year),
    )


def _year_name(view: AnalysisView, year: CustomerYear) -> str:
    return year.name if year.complete else view.labels("year_unfinished", year=year.name)


def _year_role(year: CustomerYear) -> Role:
    return Role.BODY if year.complete else Role.CONTEXT
