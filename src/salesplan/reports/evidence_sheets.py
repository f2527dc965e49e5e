"""The sheets that say why: weights, seasonality, data quality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from salesplan.core.plan import MetricPlan
from salesplan.core.sales import Account
from salesplan.core.seasonality import Basis
from salesplan.core.shares import weights_of
from salesplan.errors import Finding, Severity
from salesplan.labels import Labels
from salesplan.reports.limit_table import limits_table
from salesplan.reports.plan_view import View
from salesplan.reports.shape_notes import shape_notes
from salesplan.reports.values import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Charts,
    Column,
    Kind,
    Role,
    Row,
    Series,
    Sheet,
    Table,
    Text,
)


def weights_name(metric: MetricPlan) -> str:
    """The name of the table of weights of a metric."""
    return f"weights_{metric.settings.metric}"


def weights_sheet(view: View, metric: MetricPlan) -> Sheet:
    """Why each person has the share they have."""
    labels = view.labels
    columns = [
        Column(labels("team")),
        Column(labels("rep")),
        Column(labels("title")),
        Column(labels("skill")),
        Column(labels("level_weight"), Kind.FACTOR),
        Column(labels("fte"), Kind.FACTOR),
        Column(labels("availability"), Kind.SHARE),
        Column(labels("ramp"), Kind.SHARE),
        Column(labels("record"), Kind.FACTOR),
        Column(labels("credibility"), Kind.SHARE),
        Column(labels("record_factor"), Kind.FACTOR),
        Column(labels("capacity"), Kind.FACTOR),
        Column(labels("share"), Kind.SHARE),
        view.amount_column(labels("target"), metric, Role.TOTAL),
    ]
    if metric.last_year is not None:
        columns += [
            view.amount_column(view.last_year_name(metric), metric, Role.CONTEXT),
            Column(labels("growth"), Kind.SHARE, Role.CONTEXT),
        ]
    table = Table(
        weights_name(metric),
        tuple(columns),
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
            _round(present[at] / working),
            _round(ramp),
            _round(record.record[at]) if record.expected[at] > 0 else None,
            _round(record.credibility[at]) if record.expected[at] > 0 else None,
            _round(record.factor[at]),
            _round(mine[at].mean()),
            _round(target / total),
            view.cell(metric, target),
        ]
        if metric.last_year is not None:
            sold = int(metric.last_year.table[at].sum())
            complete = metric.last_year.complete and sold > 0
            asked = int(metric.targets[list(plan.rows_of[at])].sum())
            cells += [view.cell(metric, sold), _round(asked / sold - 1) if complete else None]
        yield Row(tuple(cells))


def _round(value: float) -> float:
    """Six decimals: more than people see, so that what they see is rounded once."""
    return round(float(value), 6)


def seasonality_sheet(view: View, metric: MetricPlan) -> Sheet:
    """Why each month has the share it has, and how a month falls into weekdays."""
    labels, calendar, season = view.labels, view.plan.calendar, metric.season
    columns = [
        Column(labels("month")),
        Column(labels("first_day"), Kind.DATE),
        Column(labels("working_days"), Kind.COUNT),
        Column(labels("seasonal_index"), Kind.FACTOR),
        Column(labels("seasonal_share"), Kind.SHARE),
        view.amount_column(labels("target"), metric, Role.TOTAL),
    ]
    before = metric.last_year
    if before is not None:
        columns.append(view.amount_column(view.last_year_name(metric), metric, Role.CONTEXT))
    rows = [
        Row(
            (
                view.month_name(month),
                calendar.month_starts[month],
                int(calendar.working_days[month]),
                _round(season.indices[month]),
                _round(season.shares[month]),
                view.cell(metric, metric.months[month]),
                *([view.cell(metric, before.table[:, month].sum())] if before is not None else []),
            )
        )
        for month in range(12)
    ]
    name = f"seasonality_{metric.settings.metric}"
    table = Table(name, tuple(columns), tuple(rows))
    chart = Chart(
        labels("chart_season"),
        ChartKind.COLUMN,
        (Series(labels("seasonal_index"), name, (0, 0, 11, 0), (0, 3, 11, 3)),),
        amount_format="0.00",
    )
    blocks: list[Block] = [
        Text(f"{view.metric_name(metric)} · {labels('seasonality')}", Role.TITLE),
        Text(basis_text(labels, season.basis, season.months), Role.SUBTITLE),
        Text(labels("seasonality_note"), Role.NOTE),
        *shape_notes(labels, season),
        table,
        Charts((chart,)),
    ]
    if not np.allclose(metric.weekday, 1):
        blocks += [
            Table(
                f"weekdays_{metric.settings.metric}",
                (Column(labels("weekday")), Column(labels("weekday_index"), Kind.FACTOR)),
                tuple(Row((labels.weekday(day), _round(metric.weekday[day]))) for day in range(7)),
            )
        ]
    return Sheet(view.sheet_name("seasonality", metric), tuple(blocks), landscape=False)


def basis_text(labels: Labels, basis: Basis, months: int) -> str:
    """What a year's shape was taken from."""
    return labels(f"basis_{basis.value}", months=months)


def quality_sheet(
    labels: Labels, accounts: Sequence[Account], findings: Sequence[Finding]
) -> Sheet:
    """Every row accounted for, every finding with its place."""
    blocks: list[Block] = [Text(labels("data_quality"), Role.TITLE)]
    if accounts:
        blocks += [Text(labels("left_out_note"), Role.NOTE), _accounts_table(labels, accounts)]
    else:
        blocks.append(Text(labels("no_history"), Role.NOTE))
    if findings:
        blocks.append(findings_table(labels, findings))
    else:
        blocks.append(Text(labels("no_findings"), Role.GOOD))
    return Sheet(labels("data_quality"), tuple(blocks))


def _accounts_table(labels: Labels, accounts: Sequence[Account]) -> Table:
    counts = ("rows_read", "rows_used", "rows_rejected", "rows_left_out")
    rows = [
        Row(
            (
                account.file,
                account.sheet,
                account.read,
                account.used,
                account.rejected,
                account.left_out,
                ", ".join(
                    f"{labels(f'field_{field}')} ← {header}" for field, header in account.columns
                ),
            )
        )
        for account in accounts
    ]
    return Table(
        "accounts",
        (
            Column(labels("file")),
            Column(labels("sheet")),
            *(Column(labels(key), Kind.COUNT) for key in counts),
            Column(labels("columns_recognised"), width=60),
        ),
        tuple(rows),
    )


def findings_table(labels: Labels, findings: Sequence[Finding]) -> Table:
    """Findings with place, message and hint, the gravest first."""
    gravest = list(Severity)
    ordered = sorted(
        findings,
        key=lambda found: (
            gravest.index(found.severity),
            found.place.file,
            found.place.sheet or "",
            found.place.row or 0,
        ),
    )
    keys = ("severity", "code", "file", "sheet", "row", "column", "message", "hint")
    widths = {"message": 70.0, "hint": 60.0}
    return Table(
        "findings",
        tuple(
            Column(labels(key), Kind.COUNT if key == "row" else Kind.TEXT, width=widths.get(key))
            for key in keys
        ),
        tuple(
            Row(
                (
                    labels(found.severity.value),
                    found.code,
                    found.place.file,
                    found.place.sheet,
                    found.place.row or found.place.line,
                    found.place.column,
                    labels.message(found),
                    labels.hint(found),
                ),
                Role.WARNING if found.severity is not Severity.NOTE else Role.BODY,
            )
            for found in ordered
        ),
        filtered=True,
    )
