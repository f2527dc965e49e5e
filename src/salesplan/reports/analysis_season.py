"""The sheet that says when sales are made: months of the year, days of the week, how surely."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.year_shape import MonthShape
from salesplan.reports.analysis_story import Topic, about
from salesplan.reports.analysis_view import AnalysisView, first_of, known_columns
from salesplan.reports.shape_notes import shape_notes
from salesplan.reports.values import (
    Block,
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

_SIDES = {"above": Role.GOOD, "below": Role.WARNING, "unclear": Role.CONTEXT}


def season_sheet(view: AnalysisView) -> Sheet:
    """Months and weekdays."""
    labels, shape = view.labels, view.analysis.shape
    blocks: list[Block] = [
        Text(labels("seasonality"), Role.TITLE),
        Text(about(view, Topic.SEASON) or labels("season_none"), Role.SUBTITLE),
    ]
    if shape.strength is not None:
        blocks.append(Text(labels("strength_note", strength=f"{shape.strength:.2f}"), Role.NOTE))
    blocks.append(Text(labels(f"basis_{shape.basis.value}", months=shape.history), Role.NOTE))
    blocks += shape_notes(labels, shape)
    blocks.append(_months(view))
    name = "season_months"
    chart = Chart(
        labels("chart_season"),
        ChartKind.COLUMN,
        (Series(labels("seasonal_index"), name, (0, 0, 11, 0), (0, 1, 11, 1)),),
        amount_format="0.00",
    )
    blocks += [Text(labels("season_note"), Role.NOTE), Charts((chart,))]
    blocks += _weekdays(view)
    return Sheet(labels("seasonality"), tuple(blocks), landscape=False, one_page=True)


def _months(view: AnalysisView) -> Table:
    labels, months = view.labels, view.analysis.shape.months
    ranged = any(month.index.low is not None for month in months)
    columns = (
        Column(labels("month")),
        Column(labels("seasonal_index"), Kind.FACTOR, Role.TOTAL),
        *(
            [Column(labels("range_low"), Kind.FACTOR), Column(labels("range_high"), Kind.FACTOR)]
            if ranged
            else []
        ),
        Column(labels("seasonal_share"), Kind.SHARE),
        Column(labels("months_seen"), Kind.COUNT, Role.CONTEXT),
        *([Column(labels("season_verdict"))] if ranged else []),
    )
    return Table("season_months", columns, tuple(_month(view, m, ranged=ranged) for m in months))


def _month(view: AnalysisView, month: MonthShape, *, ranged: bool) -> Row:
    index, side = month.index, month.side.value
    verdict = Marked(view.labels(f"side_{side}"), _SIDES[side])
    return Row(
        (
            view.month_name(month.key, with_year=False),
            view.rounded(index.value),
            *([view.rounded(index.low), view.rounded(index.high)] if ranged else []),
            view.rounded(month.share),
            month.seen,
            *([verdict] if ranged else []),
        )
    )


def _weekdays(view: AnalysisView) -> Iterator[Block]:
    labels, days = view.labels, view.analysis.weekdays
    columns = (
        Column(labels("weekday")),
        Column(labels("weekday_index"), Kind.FACTOR, Role.TOTAL),
        Column(labels("range_low"), Kind.FACTOR),
        Column(labels("range_high"), Kind.FACTOR),
        Column(labels("share_of_sales"), Kind.SHARE),
        Column(labels("days_sold"), Kind.COUNT, Role.CONTEXT),
        Column(labels("season_verdict")),
    )
    rows = []
    for day in days:
        index = day.index
        figures = (index.value, index.low, index.high) if index is not None else (None,) * 3
        verdict = (
            Marked(labels(f"side_{day.side.value}"), _SIDES[day.side.value])
            if index is not None
            else labels("not_worked")
        )
        rows.append(
            Row(
                (
                    labels.weekday(day.weekday),
                    *(view.rounded(figure) for figure in figures),
                    view.rounded(day.share),
                    day.sold,
                    verdict,
                ),
                Role.BODY if index is not None else Role.CLOSED,
            )
        )
    table = known_columns(Table("season_weekdays", columns, tuple(rows)))
    yield Text(labels("weekdays_heading"), Role.HEADING)
    yield table
    yield Text(labels("weekdays_note"), Role.NOTE)
    share = first_of(table, Kind.SHARE)
    if share is not None:
        values = Series(labels("share_of_sales"), table.name, (0, 0, 6, 0), (0, share, 6, share))
        title = labels("chart_weekdays")
        yield Charts((Chart(title, ChartKind.COLUMN, (values,), amount_format="0%"),))
