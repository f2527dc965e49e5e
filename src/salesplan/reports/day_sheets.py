"""The sheets of targets by week and by day: days or weeks × people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan
from salesplan.profile import Pattern
from salesplan.reports.plan_view import View
from salesplan.reports.shape_notes import festival_days
from salesplan.reports.values import Cell, Column, Grid, Kind, Role, Sheet, Text

Ints = npt.NDArray[np.int64]


def weekly_sheet(view: View, metric: MetricPlan) -> Sheet:
    """Weeks × people."""
    calendar, labels = view.plan.calendar, view.labels
    part = calendar.slice_of(view.period)
    week = calendar.week_of_day[part]
    changes = np.flatnonzero(np.diff(week, prepend=-1))
    days = calendar.days[part].astype(object)
    last = [*(changes[1:] - 1).tolist(), len(week) - 1]
    worked = np.add.reduceat(calendar.working[part].astype(np.int64), changes)
    sums = np.add.reduceat(_across_people(view, metric)[part], changes, axis=0)
    rows: list[tuple[Cell, ...]] = [
        (labels("week_number", number=int(week[at]) + 1), days[at], days[end], int(count))
        for at, end, count in zip(changes, last, worked, strict=True)
    ]
    total = sums.sum(axis=0)
    moved = _carried_rows(view, metric)
    rows += [(name, None, None, None) for name, _ in moved]
    rows.append((labels("total"), None, None, int(worked.sum())))
    grid = _people_grid(
        view,
        metric,
        "weekly",
        (
            Column(labels("week")),
            Column(labels("first_day"), Kind.DATE),
            Column(labels("last_day"), Kind.DATE),
            Column(labels("working_days"), Kind.COUNT),
        ),
        rows,
        np.vstack([sums, *(row for _, row in moved), sum((row for _, row in moved), total)]),
        [*(Role.BODY for _ in changes), *(Role.GROUP for _ in moved), Role.TOTAL],
    )
    fiscal = calendar.pattern is not Pattern.CALENDAR
    weekday = labels.weekday(calendar.week_start)
    note = labels("weekly_note_fiscal") if fiscal else labels("weekly_note", weekday=weekday)
    return _people_sheet(view, metric, "weekly", note, grid)


def daily_sheet(view: View, metric: MetricPlan) -> Sheet:
    """Days × people, with a row for each month's total."""
    calendar, labels = view.plan.calendar, view.labels
    table = _across_people(view, metric)
    rows: list[tuple[Cell, ...]] = []
    roles: list[Role] = []
    values: list[Ints] = []
    for month in view.months:
        part = slice(int(calendar.month_bounds[month]), int(calendar.month_bounds[month + 1]))
        for offset in range(part.start, part.stop):
            day: dt.date = calendar.days[offset].astype(object)
            week = labels("week_number", number=int(calendar.week_of_day[offset]) + 1)
            rows.append((day, labels.weekday(day.weekday()), week))
            roles.append(Role.BODY if calendar.working[offset] else Role.CLOSED)
        values += list(table[part])
        rows.append((labels("month_total", month=view.month_name(month)), None, None))
        roles.append(Role.GROUP)
        values.append(table[part].sum(axis=0))
    total = table[calendar.slice_of(view.period)].sum(axis=0)
    for name, moved in _carried_rows(view, metric):
        rows.append((name, None, None))
        roles.append(Role.GROUP)
        values.append(moved)
        total = total + moved
    rows.append((labels("total"), None, None))
    roles.append(Role.TOTAL)
    values.append(total)
    columns = (
        Column(labels("date"), Kind.DATE),
        Column(labels("weekday")),
        Column(labels("week")),
    )
    stacked = np.array(values, dtype=np.int64)
    grid = _people_grid(view, metric, "daily", columns, rows, stacked, roles)
    return _people_sheet(view, metric, "daily", labels("daily_note"), grid)


def _across_people(view: View, metric: MetricPlan) -> Ints:
    """Every day of the year: the total, each team's where there are several, each person's."""
    return _with_sums(view, view.plan.daily(metric)).T


def _with_sums(view: View, people: Ints) -> Ints:
    """Rows of people with that of all, and of each team where there are several, above them."""
    teams = view.plan.teams
    if len(teams) == 1:
        return np.vstack([people.sum(axis=0)[None, :], people])
    starts = np.cumsum([0, *(len(team.reps) for team in teams[:-1])])
    by_team = np.add.reduceat(people, starts, axis=0)
    return np.vstack([people.sum(axis=0)[None, :], by_team, people])


def _carried_rows(view: View, metric: MetricPlan) -> list[tuple[str, Ints]]:
    """What was carried over inside the stretch, with its name, by the columns of such a grid."""
    return [
        (view.carried_name(each), _with_sums(view, each.amounts[:, None])[:, 0])
        for each in view.carried(metric)
    ]


def _people_grid(
    view: View,
    metric: MetricPlan,
    name: str,
    label_columns: tuple[Column, ...],
    labels: Sequence[tuple[Cell, ...]],
    values: Ints,
    row_roles: Sequence[Role],
) -> Grid:
    """A grid with the columns of `_across_people`."""
    teams = view.plan.teams
    groups = [team.name for team in teams] if len(teams) > 1 else []
    blank: list[Cell] = [None] * (1 + len(groups))
    return Grid(
        f"{name}_{metric.settings.metric}",
        label_columns,
        tuple(labels),
        (
            (*blank, *(team.name for team in teams for _ in team.reps)),
            (view.labels("total"), *groups, *(rep.name for rep in view.plan.profile.reps)),
        ),
        values,
        metric.decimals,
        view.amount_format(metric),
        tuple(row_roles),
        (
            Role.TOTAL,
            *(Role.GROUP for _ in groups),
            *(Role.BODY for _ in view.plan.profile.reps),
        ),
    )


def _people_sheet(view: View, metric: MetricPlan, key: str, note: str, grid: Grid) -> Sheet:
    """A sheet with a title, notes and a grid of people."""
    notes = (note, *festival_days(view, metric))
    name = f"{view.metric_name(metric)} · {view.labels(key)} · {view.period_name}"
    return Sheet(
        view.sheet_name(key, metric),
        (Text(name, Role.TITLE), *(Text(each, Role.NOTE) for each in notes), grid),
        freeze=grid.name,
        freeze_columns=len(grid.label_columns),
    )
