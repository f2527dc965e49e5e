"""The table at the head of a plan: teams × quarters, on the summary and on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.core.plan import MetricPlan
from salesplan.reports.plan_view import View
from salesplan.reports.target_columns import (
    carried_columns,
    quarter_columns,
    region_rows,
    regions_after,
    targets_name,
    team_rows,
    total_column,
    total_name,
)
from salesplan.reports.values import Cell, Column, Kind, Reference, Role, Row, Sum, Table


def quarters_table(view: View, metric: MetricPlan, *, live: bool = False) -> Table:
    """Teams × quarters of the stretch; months of a single quarter; one column for a month.

    `live` cells point at the table of targets of the same workbook.
    """
    parts = parts_of(view, metric)
    places = _places(view, metric, parts)

    def number(value: int, row: int, column: int) -> Cell:
        cell = view.cell(metric, value)
        return Reference(cell, targets_name(metric), row, column) if live else cell

    everything = max(view.total(metric), 1)
    rows = []
    for name, lead, people, row, role in _groups(view):
        sums = _sums(view, metric, parts, people)
        cells = (number(value, row, at) for value, at in zip(sums, places, strict=True))
        share = round(sums[-1] / everything, 6)  # shown with one decimal
        rows.append(Row((name, lead, *cells, share), role))
    if len(view.plan.teams) > 1:
        teams = [at for at, row in enumerate(rows) if row.role is Role.BODY]
        rows.append(_total_row(view, metric, parts, teams, live=live))
    return Table(
        f"quarters_{metric.settings.metric}",
        tuple(_columns(view, metric, parts)),
        tuple(rows),
        amount_format=view.amount_format(metric),
    )


def _columns(view: View, metric: MetricPlan, parts: Sequence[range]) -> Iterator[Column]:
    labels, by_month = view.labels, len(view.quarters) == 1
    yield Column(labels("team"))
    yield Column(labels("lead"))
    for months in parts:
        header = view.month_name(months[0]) if by_month else view.quarter_name(months)
        yield view.amount_column(header, metric)
    for each in view.carried(metric):
        yield view.amount_column(view.carried_name(each), metric)
    yield view.amount_column(total_name(view), metric, Role.TOTAL)
    yield Column(labels("share"), Kind.SHARE, Role.CONTEXT)


def _places(view: View, metric: MetricPlan, parts: Sequence[range]) -> list[int]:
    """The column of each of these amounts in the table of targets."""
    carried = carried_columns(view, metric)
    by_month = len(view.quarters) == 1
    months = range(carried.start - len(parts), carried.start)
    return [*(months if by_month else quarter_columns(view)), *carried, total_column(view, metric)]


def _groups(view: View) -> Iterator[tuple[str, str | None, slice, int, Role]]:
    """Teams, each region below its last one: name, lead, people, row of targets, look."""
    position, rows, regions = 0, region_rows(view), regions_after(view)
    for at, (team, (row, _)) in enumerate(zip(view.plan.teams, team_rows(view), strict=True)):
        people = slice(position, position + len(team.reps))
        yield team.name, team.lead, people, row, Role.BODY
        position = people.stop
        for region in regions.get(at, ()):
            people = slice(region.people.start, region.people.stop)
            name = view.labels("team_total", team=region.name)
            yield name, region.lead, people, rows[region.name], Role.GROUP


def parts_of(view: View, metric: MetricPlan) -> list[range]:
    """The months of each column before the total: none where a single month is the total."""
    if len(view.quarters) > 1:
        return list(view.quarters)
    several = len(view.months) > 1 or view.carried(metric)
    return [range(month, month + 1) for month in view.months if several]


def _sums(view: View, metric: MetricPlan, parts: Sequence[range], people: slice) -> list[int]:
    """What some people have in each part of the stretch, carried over inside it, and in all."""
    return [
        *(int(metric.targets[people, list(months)].sum()) for months in parts),
        *(int(each.amounts[people].sum()) for each in view.carried(metric)),
        int(metric.targets_in(view.period)[people].sum()),
    ]


def _total_row(
    view: View, metric: MetricPlan, parts: list[range], teams: Sequence[int], *, live: bool
) -> Row:
    """Everybody's; live, it adds up the rows of `teams`, not those of regions between them."""
    runs = list(_runs(teams))

    def number(value: int, column: int) -> Cell:
        cell = view.cell(metric, value)
        spans = tuple((first, column, last, column) for first, last in runs)
        return Sum(cell, spans) if live else cell

    sums = _sums(view, metric, parts, slice(None))
    return Row(
        (
            view.labels("total"),
            None,
            *(number(value, column) for column, value in enumerate(sums, 2)),
            1.0,
        ),
        Role.TOTAL,
    )


def _runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of rows that stand together."""
    first = rows[0]
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        if after != row + 1:
            yield first, row
            first = after or 0
