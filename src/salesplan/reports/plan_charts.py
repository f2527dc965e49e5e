"""The charts of a plan's summary, and the tables that they point at."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.plan import MetricPlan
from salesplan.reports.plan_view import View
from salesplan.reports.quarters_table import parts_of
from salesplan.reports.target_columns import regions_after, targets_name, team_rows, total_column
from salesplan.reports.values import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Kind,
    Reference,
    Role,
    Row,
    Series,
    Table,
    Text,
    height_of_bars,
)
from salesplan.reports.weights_sheet import weights_name

_MOST_BARS = 30  # people or teams in one chart
_HEIGHT = 300
_TALLEST_MONTHS = 380  # of the chart of months beside a taller one


def chart_tables(view: View, metric: MetricPlan) -> Iterator[Block]:
    """What the charts point at, as far as it stands nowhere else, each with its heading."""
    name = view.metric_name(metric)
    yield Text(view.labels("chart_year", metric=name), Role.HEADING)
    yield months_table(view, metric)
    if _draws_teams(view) and regions_after(view):
        yield Text(view.labels("chart_teams", metric=name), Role.HEADING)
        yield _teams_table(view, metric)


def _draws_teams(view: View) -> bool:
    """Whether there is a chart of teams, not of people."""
    people, teams = len(view.plan.profile.reps), len(view.plan.teams)
    return 1 < teams <= _MOST_BARS and not (people <= _MOST_BARS and view.whole_year)


def _teams_table(view: View, metric: MetricPlan) -> Table:
    """Teams alone: in the table at the head of the summary regions stand between them."""
    labels, first, rows = view.labels, 0, []
    column = total_column(view, metric)
    targets = metric.targets_in(view.period)
    for team, (row, _) in zip(view.plan.teams, team_rows(view), strict=True):
        amount = view.cell(metric, targets[first : first + len(team.reps)].sum())
        first += len(team.reps)
        rows.append(Row((team.name, Reference(amount, targets_name(metric), row, column))))
    return Table(
        f"teams_{metric.settings.metric}",
        (Column(labels("team")), view.amount_column(labels("target"), metric, Role.TOTAL)),
        tuple(rows),
        amount_format=view.amount_format(metric),
    )


def months_table(view: View, metric: MetricPlan) -> Table:
    """Months of the stretch against the year before; the charts point at it."""
    labels, before = view.labels, metric.last_year
    columns = [
        Column(labels("month")),
        Column(labels("working_days"), Kind.COUNT),
        view.amount_column(labels("target"), metric, Role.TOTAL),
    ]
    if before is not None:
        columns += [
            view.amount_column(view.last_year_name(metric), metric, Role.CONTEXT),
            Column(labels("growth"), Kind.SHARE, Role.CONTEXT),
        ]
    rows = []
    for month in view.months:
        target = int(metric.targets[:, month].sum())
        cells: list[Cell] = [
            view.month_name(month),
            int(view.plan.calendar.working_days[month]),
            view.cell(metric, target),
        ]
        if before is not None:
            sold = int(before.table[:, month].sum())
            growth = round(target / sold - 1, 6) if sold > 0 else None
            cells += [view.cell(metric, sold), growth]
        rows.append(Row(tuple(cells)))
    return Table(
        f"months_{metric.settings.metric}",
        tuple(columns),
        tuple(rows),
        amount_format=view.amount_format(metric),
    )


def plan_charts(view: View, metric: MetricPlan) -> Iterator[Chart]:
    """The stretch against the year before, and who carries it."""
    labels, before = view.labels, metric.last_year
    name, table = view.metric_name(metric), f"months_{metric.settings.metric}"
    last = len(view.months) - 1
    series = [Series(labels("target"), table, (0, 0, last, 0), (0, 2, last, 2))]
    if before is not None:
        series.append(
            Series(
                view.last_year_name(metric), table, (0, 0, last, 0), (0, 3, last, 3), line=last > 0
            )
        )
    unit = view.unit_name(metric)
    people, teams = len(view.plan.profile.reps), len(view.plan.teams)
    by_people = 1 < people <= _MOST_BARS and view.whole_year
    bars = people if by_people else teams if _draws_teams(view) else 0
    height = max(_HEIGHT, height_of_bars(bars))
    title = labels("chart_year", metric=name)
    lower = min(height, _TALLEST_MONTHS)
    yield Chart(title, ChartKind.COLUMN, tuple(series), unit, height=lower)
    if by_people:
        table, rows = weights_name(metric), people - 1
        series = [Series(labels("target"), table, (0, 1, rows, 1), (0, 13, rows, 13))]
        if before is not None:
            series.append(
                Series(view.last_year_name(metric), table, (0, 1, rows, 1), (0, 14, rows, 14))
            )
        title = labels("chart_people", metric=name)
        yield Chart(title, ChartKind.BAR, tuple(series), unit, height=height)
    elif bars:
        table, rows, column = f"teams_{metric.settings.metric}", teams - 1, 1
        if not regions_after(view):
            table = f"quarters_{metric.settings.metric}"
            column = 2 + len(parts_of(view, metric)) + len(view.carried(metric))
        series = [Series(labels("target"), table, (0, 0, rows, 0), (0, column, rows, column))]
        title = labels("chart_teams", metric=name)
        yield Chart(title, ChartKind.BAR, tuple(series), unit, height=height)
