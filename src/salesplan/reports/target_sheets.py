"""The sheets with the targets themselves: by month, by week and by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan
from salesplan.core.team_tree import Region, regions_of
from salesplan.profile import Pattern
from salesplan.reports.limit_table import limits_of_rows
from salesplan.reports.plan_view import View
from salesplan.reports.values import (
    Cell,
    Column,
    Difference,
    Grid,
    Kind,
    Role,
    Row,
    Sheet,
    Sum,
    Table,
    Text,
)

Ints = npt.NDArray[np.int64]
Range = tuple[int, int, int, int]

_LABELS = 3  # columns before the first month: team, person, skill level


def targets_name(metric: MetricPlan) -> str:
    """The name of the table of targets of a metric."""
    return f"targets_{metric.settings.metric}"


def team_rows(view: View) -> list[tuple[int, list[int]]]:
    """For each team, the table row of its total and the rows of its people.

    A single team has no total of its own: its row is that of the grand total. Totals of regions
    come after the last of their teams.
    """
    found, row = [], 0
    single = len(view.plan.teams) == 1
    regions = _regions(view)
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
        for last, regions in _regions(view).items()
        for number, region in enumerate(regions, 1)
    }


def _regions(view: View) -> dict[int, list[Region]]:
    """The regions by the position of their last team, inner ones first."""
    found: dict[int, list[Region]] = {}
    for region in regions_of(view.plan.profile) if len(view.plan.teams) > 1 else ():
        found.setdefault(region.teams[-1], []).append(region)
    return found


def quarter_columns(view: View) -> list[int]:
    """The column of each quarter's total in the table of targets."""
    columns, column = [], _LABELS
    for months in view.quarters:
        column += len(months)
        columns.append(column if _has_quarters(view) else _LABELS + len(view.months))
        column += 1 if _has_quarters(view) else 0
    return columns


def carried_columns(view: View, metric: MetricPlan) -> range:
    """The columns of what was carried over inside the stretch, left of its sum."""
    extra = len(view.quarters) if _has_quarters(view) else 0
    first = _LABELS + len(view.months) + extra
    return range(first, first + len(view.carried(metric)))


def total_column(view: View, metric: MetricPlan) -> int:
    """The column with the sum of the stretch."""
    return carried_columns(view, metric).stop


def targets_sheet(view: View, metric: MetricPlan) -> Sheet:
    """People × months with quarter, stretch and team totals as live formulas."""
    note = "targets_note" if _held_to_goal(view, metric) else "targets_note_part"
    table = Table(
        targets_name(metric),
        tuple(_columns(view, metric)),
        tuple(_rows(view, metric)),
        amount_format=view.amount_format(metric),
    )
    return Sheet(
        view.sheet_name("targets", metric),
        (
            Text(targets_title(view, metric), Role.TITLE),
            Text(view.labels(note), Role.NOTE),
            *_notes_of_version(view, metric),
            table,
        ),
        freeze=table.name,
        freeze_columns=2,
        accent=True,
    )


def _notes_of_version(view: View, metric: MetricPlan) -> Iterator[Text]:
    """Which targets are those of the version before, and what was carried over."""
    plan, labels = view.plan, view.labels
    if plan.before is not None and plan.version.as_of is not None:
        date, number = labels.date(plan.version.as_of), plan.before.version.number
        yield Text(labels("frozen_note", date=date, number=number), Role.NOTE)
    if view.carried(metric):
        yield Text(labels("carried_note", total=_total_name(view)), Role.NOTE)


def _total_name(view: View) -> str:
    return view.labels("year") if view.whole_year else view.period_name


def targets_title(view: View, metric: MetricPlan) -> str:
    """The title of a sheet of targets, by which it is known when it is read back."""
    return f"{view.metric_name(metric)} · {view.period_name}"


def month_columns(view: View, metric: MetricPlan) -> dict[int, tuple[int, str]]:
    """For each month of the stretch, its column in the table of targets and the header there."""
    headers = [column.header for column in _columns(view, metric)]
    found, column = {}, _LABELS
    for months in view.quarters:
        for month in months:
            found[month] = (column, headers[column])
            column += 1
        column += 1 if _has_quarters(view) else 0
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
    headers = [column.header for column in _columns(view, metric)]
    found = []
    if _has_quarters(view):
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


def _has_quarters(view: View) -> bool:
    """Whether quarter totals stand between the months: not for a single quarter or month."""
    return len(view.quarters) > 1


def _held_to_goal(view: View, metric: MetricPlan) -> bool:
    """Whether people's targets add up to the goal itself: not in a part, not over-assigned."""
    return view.whole_year and metric.assigned == metric.goal


def _columns(view: View, metric: MetricPlan) -> Iterator[Column]:
    yield Column(view.labels("team"))
    yield Column(view.labels("rep"))
    yield Column(view.labels("skill"))
    for months in view.quarters:
        for month in months:
            role = Role.FROZEN if month in view.frozen else Role.BODY
            yield view.amount_column(view.month_name(month), metric, role)
        if _has_quarters(view):
            yield view.amount_column(view.quarter_name(months), metric, Role.GROUP)
    for each in view.carried(metric):
        yield view.amount_column(view.carried_name(each), metric, Role.GROUP)
    yield view.amount_column(_total_name(view), metric, Role.TOTAL)
    if not view.whole_year:
        header = view.labels("year_context", year=view.plan.calendar.name)
        yield view.amount_column(header, metric, Role.CONTEXT)
    if metric.limits:
        yield Column(view.labels("limits"), Kind.TEXT, Role.CONTEXT)


def _rows(view: View, metric: MetricPlan) -> Iterator[Row]:
    labels, lines = view.labels, _Lines.of(view, metric)
    places = team_rows(view)
    single = len(places) == 1
    said = limits_of_rows(view, metric)
    limited = bool(metric.limits)

    def noted(*people: int) -> Iterator[Cell]:
        if limited:
            yield said.get(people)

    position = 0
    regions = _regions(view)
    for at, (team, (_, rows)) in enumerate(zip(view.plan.teams, places, strict=True)):
        people = slice(position, position + len(team.reps))
        for row, rep in zip(rows, team.reps, strict=True):
            values = _across(view, metric, lines.line(position), row)
            named = (team.name, rep.name, view.level_name(rep))
            yield Row((*named, *values, *noted(*view.plan.rows_of[position])))
            position += 1
        if not single:
            name = labels("team_total", team=team.name)
            down = [(rows[0], rows[-1])]
            values = _down(view, metric, lines.added(people), down)
            members = range(people.start, people.stop)
            yield Row((team.name, name, None, *values, *noted(*members)), Role.GROUP)
        for region in regions.get(at, ()):
            name = labels("team_total", team=region.name)
            down = [(places[each][0], places[each][0]) for each in region.teams]
            inside = lines.added(slice(region.people.start, region.people.stop))
            values = _down(view, metric, inside, down)
            yield Row((region.name, name, None, *values, *noted(*region.people)), Role.GROUP)
    everybody = lines.added(slice(None))
    alone = [(places[0][1][0], places[0][1][-1])]
    down = alone if single else [(row, row) for row, _ in places]
    after = len(regions.get(len(places) - 1, ()))
    total_row = places[-1][0] if single else places[-1][0] + 1 + after
    sums = _down(view, metric, everybody, down)
    yield Row((labels("total"), None, None, *sums, *noted(-1)), Role.TOTAL)
    goal = labels("goal_row" if _held_to_goal(view, metric) else "plan_of_period")
    planned = _across(view, metric, replace(everybody, months=metric.months), None)
    yield Row((goal, None, None, *planned, *noted(-1)), Role.CONTEXT)
    key = "difference" if _held_to_goal(view, metric) else "difference_period"
    width = total_column(view, metric) + 1
    differences: list[Cell] = [
        Difference(0, (total_row, column), (total_row + 1, column))
        for column in range(_LABELS, width)
    ]
    if not view.whole_year:
        differences.append(None)
    yield Row((labels(key), None, None, *differences, *noted(-1)), Role.CONTEXT)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a row holds: targets of the year by month, what was carried over, all of the year."""

    months: Ints
    carried: tuple[int, ...]
    year: int


@dataclass(frozen=True)
class _Lines:
    """The same of everybody, a row each; `carried` has a column for each in the stretch."""

    months: Ints
    carried: Ints
    years: Ints

    @classmethod
    def of(cls, view: View, metric: MetricPlan) -> _Lines:
        carried = [each.amounts for each in view.carried(metric)]
        none = np.zeros((len(metric.targets), 0), dtype=np.int64)
        return cls(
            metric.targets,
            np.stack(carried, axis=1) if carried else none,
            metric.targets_in(view.plan.calendar.year),
        )

    def line(self, person: int) -> _Line:
        """One person's."""
        carried = tuple(self.carried[person].tolist())
        return _Line(self.months[person], carried, int(self.years[person]))

    def added(self, people: slice) -> _Line:
        """Those of some people added up."""
        carried = tuple(self.carried[people].sum(axis=0).tolist())
        return _Line(self.months[people].sum(axis=0), carried, int(self.years[people].sum()))


def _across(view: View, metric: MetricPlan, line: _Line, row: int | None) -> Iterator[Cell]:
    """A row of months with its quarter and stretch totals; formulas where `row` is given."""
    values = line.months
    column = _LABELS
    parts: list[Range] = []
    for months in view.quarters:
        for month in months:
            yield view.cell(metric, values[month])
        span = (row or 0, column, row or 0, column + len(months) - 1)
        column += len(months)
        total = view.cell(metric, values[list(months)].sum())
        if _has_quarters(view):
            parts.append((row or 0, column, row or 0, column))
            yield total if row is None else Sum(total, (span,))
            column += 1
        else:
            parts.append(span)
    if line.carried:
        yield from (view.cell(metric, amount) for amount in line.carried)
        parts.append((row or 0, column, row or 0, column + len(line.carried) - 1))
    total = view.cell(metric, values[list(view.months)].sum() + sum(line.carried))
    yield total if row is None else Sum(total, tuple(parts))
    if not view.whole_year:
        yield view.cell(metric, line.year)


def _down(
    view: View, metric: MetricPlan, line: _Line, rows: Sequence[tuple[int, int]]
) -> Iterator[Cell]:
    """A row of totals over the rows above."""
    last = total_column(view, metric)
    for column, cell in enumerate(_across(view, metric, line, 0), _LABELS):
        value = cell.value if isinstance(cell, Sum) else cell
        if column > last:
            yield value
        else:
            ranges = tuple((first, column, last, column) for first, last in rows)
            yield Sum(value, ranges)  # type: ignore[arg-type]


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
    """A sheet with a title, a note and a grid of people."""
    name = f"{view.metric_name(metric)} · {view.labels(key)} · {view.period_name}"
    return Sheet(
        view.sheet_name(key, metric),
        (Text(name, Role.TITLE), Text(note, Role.NOTE), grid),
        freeze=grid.name,
        freeze_columns=len(grid.label_columns),
    )
