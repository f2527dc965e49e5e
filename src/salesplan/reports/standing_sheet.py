"""The sheet with every figure of a metric: all stretches of the year, everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salesplan.choices import Stretch
from salesplan.core.standing import MetricReview
from salesplan.reports.plan_view import per_day
from salesplan.reports.review_versions import year_by_version
from salesplan.reports.review_view import Line, ReviewView, amount, rate
from salesplan.reports.values import Block, Cell, Column, Kind, Role, Row, Sheet, Table, Text


def standing_sheet(
    report: ReviewView, metric: int, wanted: Callable[[Line], bool] = lambda _: True
) -> Sheet:
    """A table for each stretch; of the lines those that are `wanted`."""
    mine = report.metrics[metric]
    name = report.view.metric_name(mine.metric)
    blocks: list[Block] = [
        Text(f"{name} · {report.title}", Role.TITLE),
        Text(report.labels("standing_note"), Role.NOTE),
    ]
    for stretch in Stretch:
        heading = f"{report.period_name(stretch)} · {report.days_gone(stretch)}"
        blocks += [Text(heading, Role.HEADING), _table(report, metric, stretch, wanted)]
    lines = [line for line in report.lines(metric, Stretch.YEAR) if wanted(line)]
    blocks += year_by_version(report, metric, lines)
    # All tables have the same columns, so that one header serves for every page.
    repeat = next(block.name for block in blocks if isinstance(block, Table))
    title = report.view.sheet_name("standings", mine.metric)
    return Sheet(title, tuple(blocks), freeze_columns=1, repeat=repeat)


def _table(
    report: ReviewView, metric: int, stretch: Stretch, wanted: Callable[[Line], bool]
) -> Table:
    mine = report.review.stretches[stretch][1][metric]
    rows = [
        Row(tuple(_cells(report, mine, line)), line.role)
        for line in report.lines(metric, stretch)
        if wanted(line)
    ]
    return Table(
        f"standings_{mine.metric.settings.metric}_{stretch.value}",
        tuple(_columns(report, mine)),
        tuple(rows),
        amount_format=report.amount_format(mine),
    )


def _columns(report: ReviewView, mine: MetricReview) -> Iterator[Column]:
    labels, kind = report.labels, report.kind(mine.metric)
    yield Column(labels("rep"))
    yield Column(labels("rank"), Kind.COUNT)
    yield Column(labels("status"))
    for key in ("target", "actual", "variance_of_period"):
        yield Column(labels(key), kind)
    yield Column(labels("attainment"), Kind.SHARE)
    for key in ("expected_to_date", "variance"):
        yield Column(labels(key), kind)
    yield Column(labels("pace"), Kind.SHARE)
    for key in ("run_rate", "required_run_rate"):
        yield report.view.rate_column(labels(key), mine.metric)
    for key in ("landing", "landing_low", "landing_high"):
        yield Column(labels(key), kind)
    for key in ("days_gone", "days_left"):
        yield Column(labels(key), Kind.COUNT, Role.CONTEXT)


def _cells(report: ReviewView, mine: MetricReview, line: Line) -> Iterator[Cell]:
    metric, standing, landing = mine.metric, line.standing, line.landing
    yield line.name
    yield line.rank
    yield report.status_cell(standing)
    yield amount(metric, standing.target)
    yield amount(metric, standing.actual)
    yield amount(metric, standing.variance)
    yield rate(standing.attainment)
    yield amount(metric, standing.expected)
    yield amount(metric, standing.variance_to_date)
    yield rate(standing.pace)
    yield per_day(metric, standing.run_rate)
    yield per_day(metric, standing.required_run_rate)
    yield amount(metric, landing.expected if landing else None)
    yield amount(metric, landing.low if landing else None)
    yield amount(metric, landing.high if landing else None)
    counted = line.subject is not None or line.role is Role.GROUP
    yield standing.days_gone if counted else None
    yield standing.days_left if counted else None
