"""The sheet of a plan's versions: all of them, what the last one changed, and how they were.

Shown for the whole year, whatever stretch of it a workbook is about: a change in one quarter is
mostly the price of another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.stints import home_rows
from salesplan.core.turn import Turn
from salesplan.reports.plan_view import View
from salesplan.reports.values import (
    Block,
    Cell,
    Column,
    Grid,
    Kind,
    Role,
    Row,
    Sheet,
    Sum,
    Table,
    Text,
)
from salesplan.reports.version_story import policy_text

Ints = npt.NDArray[np.int64]

_REASON_WIDTH = 30.0
_POLICY_WIDTH = 20.0
_AUTHOR_WIDTH = 12.0
_PARTS = 8, 10  # columns of what makes up a year: so far, carried over, to come


def version_sheets(view: View, metric: MetricPlan) -> Iterator[Sheet]:
    """The sheet of a metric's versions, where the plan has more than one."""
    if view.plan.before is not None:
        whole = View(view.plan, view.plan.calendar.year, view.labels)
        blocks = tuple(_blocks(whole, metric))
        yield Sheet(view.sheet_name("versions", metric), blocks, freeze_columns=2)


def _blocks(view: View, metric: MetricPlan) -> Iterator[Block]:
    labels, name = view.labels, view.metric_name(metric)
    yield Text(f"{name} · {labels('versions')}", Role.TITLE)
    yield Text(labels("versions_note"), Role.NOTE)
    yield versions_table(view, metric)
    assert view.plan.before is not None
    numbers = {"number": view.plan.version.number, "before": view.plan.before.version.number}
    yield Text(labels("changes_heading", metric=name, **numbers), Role.HEADING)
    yield from _changes(view, metric)
    for plan in reversed(view.plan.before.versions):
        then = View(plan, plan.calendar.year, labels)
        number = plan.version.number
        yield Text(labels("version_heading", metric=name, number=number), Role.HEADING)
        yield _targets(then, plan.metric(metric.settings.metric))


def versions_table(view: View, metric: MetricPlan) -> Table:
    """A row for each version: why it was made, and how its year adds up."""
    labels = view.labels
    columns = (
        Column(labels("version")),
        Column(labels("reason"), width=_REASON_WIDTH),
        Column(labels("gap_policy"), width=_POLICY_WIDTH),
        Column(labels("made_on"), Kind.DATE),
        Column(labels("made_by"), width=_AUTHOR_WIDTH),
        Column(labels("frozen_until"), Kind.DATE),
        view.amount_column(labels("goal"), metric),
        Column(labels("people_number"), Kind.COUNT),
        view.amount_column(labels("targets_so_far"), metric),
        view.amount_column(labels("carried_over"), metric),
        view.amount_column(labels("targets_to_come"), metric),
        view.amount_column(labels("year"), metric, Role.TOTAL),
    )
    name = metric.settings.metric
    rows = [
        Row(tuple(_version_cells(view, plan, plan.metric(name), row)))
        for row, plan in enumerate(view.plan.versions)
    ]
    return Table(f"versions_{name}", columns, tuple(rows), view.amount_format(metric))


def _version_cells(view: View, plan: Plan, metric: MetricPlan, row: int) -> Iterator[Cell]:
    labels, version, turn = view.labels, plan.version, Turn.of(plan, metric)
    yield labels("version_line", number=version.number)
    yield version.reason or ("" if plan.before is not None else labels("first_version"))
    yield policy_text(labels, plan)
    yield version.made
    yield version.author
    yield version.as_of
    yield view.cell(metric, metric.goal)
    yield len(plan.persons)
    parts = [int(each.sum()) for each in (turn.elapsed, turn.carried, turn.rest)]
    first = plan.before is None  # nothing was over, and nothing carried
    yield from (None if first and not part else view.cell(metric, part) for part in parts)
    yield Sum(view.cell(metric, sum(parts)), ((row, _PARTS[0], row, _PARTS[1]),))


def _changes(view: View, metric: MetricPlan) -> Iterator[Block]:
    """By how much targets differ from the version before: who moves, teams, everybody."""
    labels, plan = view.labels, view.plan
    assert plan.before is not None
    now = _year(metric)
    then = _laid(_year(plan.before.metric(metric.settings.metric)), plan.rows_before)
    moved = now - then
    different = np.flatnonzero(moved.any(axis=1)).tolist()
    if not different:
        yield Text(labels("changes_none"), Role.NOTE)
        return
    home = home_rows(plan.profile.reps)
    same = set(home.tolist()) - set(home[different].tolist())
    yield Text(labels("changes_note"), Role.NOTE)
    if same:
        people = labels.counted("people_count", len(same))
        yield Text(labels("changes_same", people=people), Role.NOTE)
    third = Column(labels("status"))
    status = _statuses(view)
    amounts = view.amount_format(metric)
    yield _grid(
        view,
        metric,
        f"changes_{metric.settings.metric}",
        (third, status),
        moved,
        different,
        f"+{amounts};-{amounts}",
    )


def _targets(view: View, metric: MetricPlan) -> Grid:
    """Everybody's targets in an earlier version."""
    plan = view.plan
    levels = [view.level_name(rep) for rep in plan.profile.reps]
    name = f"version_{plan.version.number}_{metric.settings.metric}"
    third = Column(view.labels("skill"))
    people = list(range(len(plan.profile.reps)))
    shown = view.amount_format(metric)
    return _grid(view, metric, name, (third, levels), _year(metric), people, shown)


def _year(metric: MetricPlan) -> Ints:
    """Months, what was carried over, and the year; shape (people, 14)."""
    carried = sum((each.amounts for each in metric.carried), np.zeros(len(metric.targets), int))
    table = np.column_stack([metric.targets, carried])
    return np.column_stack([table, table.sum(axis=1)])


def _laid(table: Ints, places: Sequence[int | None]) -> Ints:
    """The rows of the version before where these people stand now; zeros for who is new."""
    laid = np.zeros((len(places), table.shape[1]), dtype=np.int64)
    for row, place in enumerate(places):
        if place is not None:
            laid[row] = table[place]
    return laid


def _statuses(view: View) -> list[str]:
    """Who joined, left or changed teams since the version before; "" for all others."""
    plan, labels = view.plan, view.labels
    assert plan.before is not None
    earlier = plan.before.profile.reps
    said = []
    for row, (rep, place) in enumerate(zip(plan.profile.reps, plan.rows_before, strict=True)):
        several = len(plan.rows_of[row]) > 1
        if place is None:
            said.append(labels("status_moved" if several else "status_joined"))
        elif rep.end != earlier[place].end and _within(plan, rep.end):
            later = several and plan.rows_of[row][-1] != row
            said.append(labels("status_moved" if later else "status_left"))
        else:
            said.append("")
    return said


def _within(plan: Plan, day: dt.date | None) -> bool:
    """Whether somebody's last day ends their year early."""
    return day is not None and day < plan.calendar.end - dt.timedelta(days=1)


def _grid(
    view: View,
    metric: MetricPlan,
    name: str,
    third: tuple[Column, Sequence[str]],
    table: Ints,
    people: Sequence[int],
    amount_format: str,
) -> Grid:
    """Some people by month, carried over and year, with totals of all people and of teams."""
    plan, labels = view.plan, view.labels
    shown: list[tuple[Cell, ...]] = []
    values: list[Ints] = []
    roles: list[Role] = []
    reps = plan.profile.reps
    members_of: dict[int, list[int]] = {}
    for at in people:
        members_of.setdefault(plan.team_of[at], []).append(at)
    for number, members in members_of.items():
        team = plan.teams[number].name
        shown += [(team, reps[at].name, third[1][at]) for at in members]
        values += list(table[members])
        roles += [Role.BODY] * len(members)
        if len(plan.teams) > 1:
            shown.append((team, labels("team_total", team=team), ""))
            values.append(table[members].sum(axis=0))
            roles.append(Role.GROUP)
    shown.append((labels("total"), "", ""))
    values.append(table[list(people)].sum(axis=0))
    roles.append(Role.TOTAL)
    months = range(table.shape[1] - 2)
    return Grid(
        name,
        (Column(labels("team")), Column(labels("rep")), third[0]),
        tuple(shown),
        ((*map(view.month_name, months), labels("carried_over"), labels("year")),),
        np.array(values, dtype=np.int64),
        metric.decimals,
        amount_format,
        tuple(roles),
        (
            *(Role.FROZEN if month in view.frozen else Role.BODY for month in months),
            Role.GROUP,
            Role.TOTAL,
        ),
    )
