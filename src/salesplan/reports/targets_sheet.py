"""The sheet of targets: people × months, with live totals of quarters, teams, regions and all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan
from salesplan.reports.limit_table import limits_of_rows
from salesplan.reports.plan_view import View
from salesplan.reports.target_columns import (
    LABEL_COLUMNS,
    has_quarters,
    regions_after,
    target_columns,
    targets_name,
    targets_title,
    team_rows,
    total_column,
    total_name,
)
from salesplan.reports.values import Cell, Difference, Role, Row, Sheet, Sum, Table, Text

Ints = npt.NDArray[np.int64]
Range = tuple[int, int, int, int]


def targets_sheet(view: View, metric: MetricPlan) -> Sheet:
    """People × months with quarter, stretch and team totals as live formulas."""
    note = "targets_note" if _held_to_goal(view, metric) else "targets_note_part"
    table = Table(
        targets_name(metric),
        tuple(target_columns(view, metric)),
        tuple(_Rows(view, metric).every()),
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
        yield Text(labels("carried_note", total=total_name(view)), Role.NOTE)


def _held_to_goal(view: View, metric: MetricPlan) -> bool:
    """Whether people's targets add up to the goal itself: not in a part, not over-assigned."""
    return view.whole_year and metric.assigned == metric.goal


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


@dataclass(frozen=True)
class _Rows:
    """The rows of the table of targets."""

    view: View
    metric: MetricPlan

    @cached_property
    def _lines(self) -> _Lines:
        return _Lines.of(self.view, self.metric)

    @cached_property
    def _places(self) -> list[tuple[int, list[int]]]:
        return team_rows(self.view)

    @cached_property
    def _limits(self) -> dict[tuple[int, ...], str]:
        return limits_of_rows(self.view, self.metric)

    def every(self) -> Iterator[Row]:
        """People with the totals of their teams and regions, then those of all."""
        regions, first = regions_after(self.view), 0
        for at, (team, (_, rows)) in enumerate(
            zip(self.view.plan.teams, self._places, strict=True)
        ):
            people = range(first, first + len(team.reps))
            first = people.stop
            yield from (self._person(person, row) for person, row in zip(people, rows, strict=True))
            if len(self._places) > 1:
                yield self._group(team.name, people, [(rows[0], rows[-1])])
            for region in regions.get(at, ()):
                totals = [self._places[each][0] for each in region.teams]
                yield self._group(region.name, region.people, [(row, row) for row in totals])
        yield from self._totals(len(regions.get(len(self._places) - 1, ())))

    def _noted(self, *people: int) -> Iterator[Cell]:
        """The cell of the column of limits, where there is one."""
        if self.metric.limits:
            yield self._limits.get(people)

    def _person(self, person: int, row: int) -> Row:
        plan, rep = self.view.plan, self.view.plan.reps[person]
        values = _across(self.view, self.metric, self._lines.line(person), row)
        team = plan.teams[plan.team_of[person]].name
        named = (team, rep.name, self.view.level_name(rep))
        return Row((*named, *values, *self._noted(*plan.rows_of[person])))

    def _group(self, name: str, people: range, rows: Sequence[tuple[int, int]]) -> Row:
        """The total of a team or region over ranges of rows."""
        inside = self._lines.added(slice(people.start, people.stop))
        values = _down(self.view, self.metric, inside, rows)
        total = self.view.labels("team_total", team=name)
        return Row((name, total, None, *values, *self._noted(*people)), Role.GROUP)

    def _totals(self, regions_last: int) -> Iterator[Row]:
        """All targets, the goal, and by how much they differ; `regions_last` rows stand before."""
        labels, view, metric = self.view.labels, self.view, self.metric
        last, people = self._places[-1]
        rows, total_row = [(row, row) for row, _ in self._places], last + 1 + regions_last
        if len(self._places) == 1:
            rows, total_row = [(people[0], people[-1])], last
        everybody = self._lines.added(slice(None))
        sums = _down(view, metric, everybody, rows)
        yield Row((labels("total"), None, None, *sums, *self._noted(-1)), Role.TOTAL)
        held = _held_to_goal(view, metric)
        planned = _across(view, metric, replace(everybody, months=metric.months), None)
        name = labels("goal_row" if held else "plan_of_period")
        yield Row((name, None, None, *planned, *self._noted(-1)), Role.CONTEXT)
        differences: list[Cell] = [
            Difference(0, (total_row, column), (total_row + 1, column))
            for column in range(LABEL_COLUMNS, total_column(view, metric) + 1)
        ]
        if not view.whole_year:
            differences.append(None)
        name = labels("difference" if held else "difference_period")
        yield Row((name, None, None, *differences, *self._noted(-1)), Role.CONTEXT)


def _across(view: View, metric: MetricPlan, line: _Line, row: int | None) -> Iterator[Cell]:
    """A row of months with its quarter and stretch totals; formulas where `row` is given."""
    values = line.months
    column = LABEL_COLUMNS
    parts: list[Range] = []
    for months in view.quarters:
        for month in months:
            yield view.cell(metric, values[month])
        span = (row or 0, column, row or 0, column + len(months) - 1)
        column += len(months)
        total = view.cell(metric, values[list(months)].sum())
        if has_quarters(view):
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
    for column, cell in enumerate(_across(view, metric, line, 0), LABEL_COLUMNS):
        value = cell.value if isinstance(cell, Sum) else cell
        if column > last:
            yield value
        else:
            ranges = tuple((first, column, last, column) for first, last in rows)
            yield Sum(value, ranges)  # type: ignore[arg-type]
