"""The sheet of weights: why each person has the share they have."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.plan import MetricPlan
from salesplan.core.shares import weights_of
from salesplan.reports.limit_table import limits_table
from salesplan.reports.plan_view import View
from salesplan.reports.values import (
    Block,
    Cell,
    Column,
    Kind,
    Role,
    Row,
    Sheet,
    Table,
    Text,
    rounded_once,
)


def weights_name(metric: MetricPlan) -> str:
    """The name of the table of weights of a metric."""
    return f"weights_{metric.settings.metric}"


def weights_sheet(view: View, metric: MetricPlan) -> Sheet:
    """Why each person has the share they have."""
    labels = view.labels
    table = Table(
        weights_name(metric),
        tuple(_weight_columns(view, metric)),
        tuple(_weight_rows(view, metric)),
        amount_format="#,##0",
        filtered=True,
        bars=(12,),
    )
    return Sheet(
        view.sheet_name("weights", metric),
        (
            Text(f"{view.metric_name(metric)} · {labels('weights')}", Role.TITLE),
            Text(labels("weights_note"), Role.NOTE),
            *_changes_note(view),
            table,
            *_limits(view, metric),
        ),
        freeze=table.name,
        freeze_columns=2,
    )


def _weight_columns(view: View, metric: MetricPlan) -> Iterator[Column]:
    labels = view.labels
    for key in ("team", "rep", "title", "skill"):
        yield Column(labels(key))
    kinds = {
        "level_weight": Kind.FACTOR,
        "fte": Kind.FACTOR,
        "availability": Kind.SHARE,
        "ramp": Kind.SHARE,
        "record": Kind.FACTOR,
        "credibility": Kind.SHARE,
        "record_factor": Kind.FACTOR,
        "capacity": Kind.FACTOR,
        "share": Kind.SHARE,
    }
    for key, kind in kinds.items():
        yield Column(labels(key), kind)
    yield view.amount_column(labels("target"), metric, Role.TOTAL)
    if metric.last_year is not None:
        yield view.amount_column(view.last_year_name(metric), metric, Role.CONTEXT)
        yield Column(labels("growth"), Kind.SHARE, Role.CONTEXT)


def _changes_note(view: View) -> Iterator[Text]:
    """That the figures of a row do not make its weight, where something changes in the year."""
    plan = view.plan
    if plan.moved or any(rep.changes for rep in plan.profile.reps):
        yield Text(view.labels("weights_change_note"), Role.NOTE)


def _limits(view: View, metric: MetricPlan) -> tuple[Block, ...]:
    """What limits make of the targets, where there are any."""
    if not metric.limits:
        return ()
    heading = Text(view.labels("limits"), Role.HEADING)
    note = Text(view.labels("limits_note"), Role.NOTE)
    return heading, note, limits_table(view, metric)


def _weight_rows(view: View, metric: MetricPlan) -> Iterator[Row]:
    plan, record = view.plan, metric.record
    capacity = plan.capacity
    mine = weights_of(capacity, record)
    present = capacity.presence.astype(bool).sum(axis=1)
    working = max(int(plan.calendar.working.sum()), 1)
    targets = metric.targets_in(plan.calendar.year).tolist()
    total = max(sum(targets), 1)
    for at, rep in enumerate(plan.profile.reps):
        target = targets[at]
        ramp = capacity.presence[at].sum() / present[at] if present[at] else 0.0
        cells: list[Cell] = [
            plan.teams[plan.team_of[at]].name,
            rep.name,
            rep.title,
            view.level_name(rep),
            plan.profile.skills.levels[rep.skill],
            rep.fte,
            rounded_once(present[at] / working),
            rounded_once(ramp),
            rounded_once(record.record[at]) if record.expected[at] > 0 else None,
            rounded_once(record.credibility[at]) if record.expected[at] > 0 else None,
            rounded_once(record.factor[at]),
            rounded_once(mine[at].mean()),
            rounded_once(target / total),
            view.cell(metric, target),
        ]
        if metric.last_year is not None:
            sold = int(metric.last_year.table[at].sum())
            complete = metric.last_year.complete and sold > 0
            asked = int(metric.targets[list(plan.rows_of[at])].sum())
            cells += [view.cell(metric, sold), rounded_once(asked / sold - 1) if complete else None]
        yield Row(tuple(cells))
