"""Where things stand in the table of targets: the rows of teams, the columns of months and totals.

Rows and columns are counted from 0 inside the table, headers not among them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan
from salesplan.core.team_tree import Region, regions_of
from salesplan.reports.plan_view import View
from salesplan.reports.values import Column, Kind, Role

Ints = npt.NDArray[np.int64]

LABEL_COLUMNS = 3
"""Columns before the first month: team, person, skill level."""


def targets_name(metric: MetricPlan) -> str:
    """The name of the table of targets of a metric."""
    return f"targets_{metric.settings.metric}"


def targets_title(view: View, metric: MetricPlan) -> str:
    """The title of a sheet of targets, by which it is known when it is read back."""
    return f"{view.metric_name(metric)} · {view.period_name}"


def team_rows(view: View) -> list[tuple[int, list[int]]]:
    """For each team, the table row of its total and the rows of its people.

    A single team has no total of its own: its row is that of the grand total. Totals of regions
    come after the last of their teams.
    """
    found, row = [], 0
    single = len(view.plan.teams) == 1
    regions = regions_after(view)
    for at, team in enumerate(view.plan.teams):
        people = list(range(row, row + len(team.reps)))
        row += len(team.reps) + (0 if single else 1)
        found.append((row if single else row - 1, people))
        row += len(regions.get(at, ()))
    return found


def region_rows(view: View) -> dict[str, int]:
    """For each region the table row of its total; none where there is a single team."""
    rows = [row for row, _ in team_rows(view)]
    return {
        region.name: rows[last] + number
        for last, regions in regions_after(view).items()
        for number, region in enumerate(regions, 1)
    }


def regions_after(view: View) -> dict[int, list[Region]]:
    """The regions by the position of their last team, inner ones first."""
    found: dict[int, list[Region]] = {}
    for region in regions_of(view.plan.profile) if len(view.plan.teams) > 1 else ():
        found.setdefault(region.teams[-1], []).append(region)
    return found


def quarter_columns(view: View) -> list[int]:
    """The column of each quarter's total in the table of targets."""
    columns, column = [], LABEL_COLUMNS
    for months in view.quarters:
        column += len(months)
        columns.append(column if has_quarters(view) else LABEL_COLUMNS + len(view.months))
        column += 1 if has_quarters(view) else 0
    return columns


def carried_columns(view: View, metric: MetricPlan) -> range:
    """The columns of what was carried over inside the stretch, left of its sum."""
    extra = len(view.quarters) if has_quarters(view) else 0
    first = LABEL_COLUMNS + len(view.months) + extra
    return range(first, first + len(view.carried(metric)))


def total_column(view: View, metric: MetricPlan) -> int:
    """The column with the sum of the stretch."""
    return carried_columns(view, metric).stop


def month_columns(view: View, metric: MetricPlan) -> dict[int, tuple[int, str]]:
    """For each month of the stretch, its column in the table of targets and the header there."""
    headers = [column.header for column in target_columns(view, metric)]
    found, column = {}, LABEL_COLUMNS
    for months in view.quarters:
        for month in months:
            found[month] = (column, headers[column])
            column += 1
        column += 1 if has_quarters(view) else 0
    return found


@dataclass(frozen=True)
class TotalColumn:
    """Where a total of months stands in the table of targets, and the header there.

    `carried` (people,) is what it adds to the months; a column of what was carried over has none.
    """

    months: range
    column: int
    header: str
    carried: Ints


def total_columns(view: View, metric: MetricPlan) -> tuple[TotalColumn, ...]:
    """The months and the column of each total in the table of targets."""
    headers = [column.header for column in target_columns(view, metric)]
    found = []
    if has_quarters(view):
        none = np.zeros(len(metric.targets), dtype=np.int64)
        for months, column in zip(view.quarters, quarter_columns(view), strict=True):
            found.append(TotalColumn(months, column, headers[column], none))
    carried = view.carried(metric)
    for each, column in zip(carried, carried_columns(view, metric), strict=True):
        found.append(TotalColumn(range(0), column, headers[column], each.amounts))
    if len(view.months) > 1 or carried:
        column = total_column(view, metric)
        inside = metric.carried_in(view.period)
        found.append(TotalColumn(view.months, column, headers[column], inside))
    return tuple(found)


def target_columns(view: View, metric: MetricPlan) -> Iterator[Column]:
    """The columns of the table of targets."""
    yield Column(view.labels("team"))
    yield Column(view.labels("rep"))
    yield Column(view.labels("skill"))
    for months in view.quarters:
        for month in months:
            role = Role.FROZEN if month in view.frozen else Role.BODY
            yield view.amount_column(view.month_name(month), metric, role)
        if has_quarters(view):
            yield view.amount_column(view.quarter_name(months), metric, Role.GROUP)
    for each in view.carried(metric):
        yield view.amount_column(view.carried_name(each), metric, Role.GROUP)
    yield view.amount_column(total_name(view), metric, Role.TOTAL)
    if not view.whole_year:
        header = view.labels("year_context", year=view.plan.calendar.name)
        yield view.amount_column(header, metric, Role.CONTEXT)
    if metric.limits:
        yield Column(view.labels("limits"), Kind.TEXT, Role.CONTEXT)


def total_name(view: View) -> str:
    """What the sum of the stretch is called."""
    return view.labels("year") if view.whole_year else view.period_name


def has_quarters(view: View) -> bool:
    """Whether quarter totals stand between the months: not for a single quarter or month."""
    return len(view.quarters) > 1
