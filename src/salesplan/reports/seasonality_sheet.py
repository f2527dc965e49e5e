"""The sheet of the year's shape: why each month has the share it has."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from salesplan.core.calendar import MONTHS
from salesplan.core.plan import MetricPlan
from salesplan.core.seasonality import Basis
from salesplan.labels import Labels
from salesplan.reports.plan_view import View
from salesplan.reports.shape_notes import shape_notes
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
    Table,
    Text,
    rounded_once,
)


def seasonality_sheet(view: View, metric: MetricPlan) -> Sheet:
    """Why each month has the share it has, and how a month falls into weekdays."""
    labels, season = view.labels, metric.season
    table = _months_table(view, metric)
    chart = Chart(
        labels("chart_season"),
        ChartKind.COLUMN,
        (Series(labels("seasonal_index"), table.name, (0, 0, 11, 0), (0, 3, 11, 3)),),
        amount_format="0.00",
    )
    blocks: list[Block] = [
        Text(f"{view.metric_name(metric)} · {labels('seasonality')}", Role.TITLE),
        Text(basis_text(labels, season.basis, season.months), Role.SUBTITLE),
        Text(labels("seasonality_note"), Role.NOTE),
        *shape_notes(labels, season),
        table,
        Charts((chart,)),
    ]
    if not np.allclose(metric.weekday, 1):
        blocks.append(_weekdays_table(view, metric))
    return Sheet(view.sheet_name("seasonality", metric), tuple(blocks), landscape=False)


def _months_table(view: View, metric: MetricPlan) -> Table:
    labels = view.labels
    columns = [
        Column(labels("month")),
        Column(labels("first_day"), Kind.DATE),
        Column(labels("working_days"), Kind.COUNT),
        Column(labels("seasonal_index"), Kind.FACTOR),
        Column(labels("seasonal_share"), Kind.SHARE),
        view.amount_column(labels("target"), metric, Role.TOTAL),
    ]
    if metric.last_year is not None:
        columns.append(view.amount_column(view.last_year_name(metric), metric, Role.CONTEXT))
    rows = tuple(Row(tuple(_month_cells(view, metric, month))) for month in range(MONTHS))
    return Table(f"seasonality_{metric.settings.metric}", tuple(columns), rows)


def _month_cells(view: View, metric: MetricPlan, month: int) -> Iterator[Cell]:
    calendar, season = view.plan.calendar, metric.season
    yield view.month_name(month)
    yield calendar.month_starts[month]
    yield int(calendar.working_days[month])
    yield rounded_once(season.indices[month])
    yield rounded_once(season.shares[month])
    yield view.cell(metric, metric.months[month])
    if metric.last_year is not None:
        yield view.cell(metric, metric.last_year.table[:, month].sum())


def _weekdays_table(view: View, metric: MetricPlan) -> Table:
    labels, indices = view.labels, metric.weekday
    columns = (Column(labels("weekday")), Column(labels("weekday_index"), Kind.FACTOR))
    rows = (Row((labels.weekday(day), rounded_once(indices[day]))) for day in range(7))
    return Table(f"weekdays_{metric.settings.metric}", columns, tuple(rows))


def basis_text(labels: Labels, basis: Basis, months: int) -> str:
    """What a year's shape was taken from."""
    return labels(f"basis_{basis.value}", months=months)
