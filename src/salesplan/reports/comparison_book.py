"""The workbook of a comparison: a summary, everybody's movements, goals and assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from salesplan.core.comparison import MetricComparison
from salesplan.errors import Finding, Severity
from salesplan.reports.comparison_tables import (
    changes_table,
    days_table,
    difference_column,
    largest_table,
    months_name,
    months_table,
    movements_name,
    movements_table,
    periods_table,
    records_table,
    teams_table,
)
from salesplan.reports.comparison_view import ComparisonView
from salesplan.reports.values import (
    Block,
    Book,
    Chart,
    ChartKind,
    Charts,
    Column,
    Fact,
    Facts,
    Kind,
    Role,
    Row,
    Series,
    Sheet,
    Table,
    Text,
    height_of_bars,
)

_TOP: Final = 10
_ON_A_PAGE: Final = 2  # tables of months
_HEIGHT: Final = 230  # of charts: two of them and three tables are to fit on a page


def comparison_book(view: ComparisonView, findings: Sequence[Finding] = ()) -> Book:
    """The workbook of a comparison."""
    metrics = view.comparison.metrics
    sheets = (
        _summary(view, findings),
        *(_movements(view, metric) for metric in metrics),
        *_basis(view),
        _months(view),
    )
    return Book(sheets, view.title, created=view.comparison.after.calendar.start)


def _summary(view: ComparisonView, findings: Sequence[Finding]) -> Sheet:
    labels = view.labels
    blocks: list[Block] = [Text(view.title, Role.TITLE), Text(view.subtitle, Role.SUBTITLE)]
    warnings = [found for found in findings if found.severity is not Severity.NOTE]
    pages = []
    for number, metric in enumerate(view.comparison.metrics):
        if len(view.comparison.metrics) > 1:
            pages.append(len(blocks))
            blocks.append(Text(view.metric_name(metric), Role.HEADING))
        blocks.append(Facts(tuple(_facts(view, metric))))
        if not number:
            blocks += [Text(sentence) for sentence in view.sentences()]
            blocks += [Text(labels.message(found), Role.WARNING) for found in warnings]
        blocks += _of_metric(view, metric)
    return Sheet(
        labels("summary"),
        tuple(blocks),
        landscape=False,
        accent=True,
        one_page=not pages,
        breaks=tuple(pages[1:]),
    )


def _of_metric(view: ComparisonView, metric: MetricComparison) -> Iterator[Block]:
    """Periods, charts, teams and people of one metric, as far as they move."""
    labels, name = view.labels, view.metric_name(metric)
    if metric.whole.moved:
        yield Text(labels("by_period", metric=name), Role.HEADING)
        yield periods_table(view, metric)
    if metric.moved:
        yield from (Charts((chart,)) for chart in _charts(view, metric))
    if any(team.difference for team in metric.teams):
        yield Text(labels("by_team", metric=name), Role.HEADING)
        yield teams_table(view, metric)
    if metric.different:
        yield Text(labels("largest_movements", metric=name), Role.HEADING)
        yield largest_table(view, metric, _TOP)


def _facts(view: ComparisonView, metric: MetricComparison) -> Iterator[Fact]:
    labels, whole = view.labels, metric.whole
    name = labels("goal") if view.view.whole_year else view.view.period_name
    pair = (
        (metric.before.goal, metric.after.goal)
        if view.view.whole_year
        else (whole.before or 0, whole.after or 0)
    )
    yield Fact(labels("goal_before", goal=name), view.said(metric, pair[0]))
    yield Fact(labels("goal_after", goal=name), view.said(metric, pair[1]))
    yield Fact(labels("change_rate"), view.rate_said(*pair) or "–")
    changed = [each for each in metric.stayed if each.difference]
    yield Fact(labels("people_changed"), view.changed_of(changed, metric.stayed))


def _charts(view: ComparisonView, metric: MetricComparison) -> Iterator[Chart]:
    """The months of both plans, and who moves most."""
    labels, name = view.labels, view.metric_name(metric)
    unit = view.view.unit_name(metric.after)
    table, last = months_name(metric), len(metric.months) - 1
    series = tuple(
        Series(labels(key), table, (0, 0, last, 0), (0, column, last, column))
        for column, key in enumerate(("before", "after"), 1)
    )
    title = labels("chart_year", metric=name)
    yield Chart(title, ChartKind.COLUMN, series, unit, height=_HEIGHT)
    rows = min(len(metric.different), _TOP) - 1
    if rows > 0:
        table = movements_name(metric)
        by = difference_column(metric)
        bars = Series(labels("moved_by"), table, (0, 0, rows, 0), (0, by, rows, by))
        title = labels("largest_movements", metric=name)
        height = max(_HEIGHT, height_of_bars(rows + 1))
        yield Chart(title, ChartKind.BAR, (bars,), unit, height=height)


def _movements(view: ComparisonView, metric: MetricComparison) -> Sheet:
    labels, name = view.labels, view.metric_name(metric)
    single = len(view.comparison.metrics) == 1
    title = labels("movements")
    if not single:
        title = labels("sheet_of_metric", sheet=title, metric=name)
    blocks = (
        Text(labels("all_movements", metric=name), Role.TITLE),
        Text(view.subtitle, Role.SUBTITLE),
        Text(labels("movements_note"), Role.NOTE),
        movements_table(view, metric),
        Text(labels("moved_months_note"), Role.NOTE),
    )
    return Sheet(title, blocks, freeze=movements_name(metric), freeze_columns=2)


def _basis(view: ComparisonView) -> Iterator[Sheet]:
    """What the two plans rest on, as far as it differs; none where nothing does."""
    labels, comparison = view.labels, view.comparison
    blocks: list[Block] = [Text(labels("what_else"), Role.TITLE)]
    if comparison.changes:
        blocks.append(changes_table(view, comparison.changes))
    if comparison.days:
        blocks += [Text(labels("days_changed"), Role.HEADING), days_table(view)]
    if comparison.records:
        blocks += [Text(labels("records_changed"), Role.HEADING), records_table(view)]
    if len(blocks) > 1:
        yield Sheet(labels("basis_sheet"), tuple(blocks), landscape=False)


def _months(view: ComparisonView) -> Sheet:
    """Goals and months of both plans; the charts of the summary point at it."""
    labels, metrics = view.labels, view.comparison.metrics
    blocks: list[Block] = [Text(labels("goals_and_months"), Role.TITLE), _goals_table(view)]
    for metric in metrics:
        heading = labels("months_compared", metric=view.metric_name(metric))
        blocks += [Text(heading, Role.HEADING), months_table(view, metric)]
    first, each = 2, 2  # blocks before those of the metrics, and of each of them
    breaks = tuple(range(first + each * _ON_A_PAGE, len(blocks), each * _ON_A_PAGE))
    return Sheet(labels("goals_and_months"), tuple(blocks), landscape=False, breaks=breaks)


def _goals_table(view: ComparisonView) -> Table:
    """The goals of both plans, and what people's targets add up to."""
    labels = view.labels
    columns = (
        Column(labels("metric")),
        *(Column(labels(key), Kind.FIGURE) for key in ("before", "after", "moved_by")),
        Column(labels("change_rate"), Kind.SHARE),
        Column(labels("assigned_before"), Kind.FIGURE, Role.CONTEXT),
        Column(labels("assigned_after"), Kind.FIGURE, Role.CONTEXT),
    )
    rows = tuple(
        Row(
            (
                view.metric_name(metric),
                *(
                    view.cell(metric, minor)
                    for minor in (
                        metric.before.goal,
                        metric.after.goal,
                        metric.after.goal - metric.before.goal,
                    )
                ),
                view.rate(metric.before.goal, metric.after.goal),
                view.cell(metric, metric.before.assigned),
                view.cell(metric, metric.after.assigned),
            )
        )
        for metric in view.comparison.metrics
    )
    return Table("goals", columns, rows)
