"""Targets changed by hand, as they are taken over: what was edited, and who took the difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import numpy as np

from salesplan.core.adoption import Adopted, EditedMetric
from salesplan.core.calendar import Period
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.renewal import Renewed
from salesplan.core.sales import Sales
from salesplan.errors import Finding
from salesplan.labels import Labels
from salesplan.reports.plan_data import findings_data, plan_data
from salesplan.reports.plan_view import View
from salesplan.reports.replan_data import replan_data
from salesplan.reports.values import Cell, Column, Role, Row, Table

FORMAT: Final = "salesplan.replan"


def edits_table(view: View, edit: EditedMetric, adopted: MetricPlan | None = None) -> Table:
    """Every edited target, before and after, and what took the difference where that was done."""
    labels = view.labels
    columns = (
        Column(labels("rep")),
        Column(labels("month")),
        view.amount_column(labels("edit_before"), edit.metric),
        view.amount_column(labels("edit_after"), edit.metric, Role.TOTAL),
        view.amount_column(labels("edit_change"), edit.metric),
    )
    rows = [
        _row(view, edit.metric, row, month, edit.before[row, month], edit.after[row, month])
        for row, month in np.argwhere(edit.cells).tolist()
    ]
    sums = [int(each[edit.cells].sum()) for each in (edit.before, edit.after)]
    rows.append(_total(view, edit.metric, labels("edited_together"), *sums))
    if adopted is not None:
        taken = (adopted.targets != edit.before) & ~edit.cells
        if taken.any():
            sums = [int(each[taken].sum()) for each in (edit.before, adopted.targets)]
            rows.append(_total(view, edit.metric, labels("taken_by_others"), *sums))
        totals = (edit.metric.assigned, adopted.assigned)
        rows.append(_total(view, edit.metric, labels("all_targets"), *totals))
    return Table(f"edits_{edit.metric.settings.metric}", columns, tuple(rows))


def _row(view: View, metric: MetricPlan, row: int, month: int, before: int, after: int) -> Row:
    name = view.plan.profile.reps[row].name
    return Row((name, view.month_name(month), *_change(view, metric, int(before), int(after))))


def _total(view: View, metric: MetricPlan, name: str, before: int, after: int) -> Row:
    return Row((name, None, *_change(view, metric, before, after)), Role.TOTAL)


def _change(view: View, metric: MetricPlan, before: int, after: int) -> Iterator[Cell]:
    for minor in (before, after, after - before):
        yield view.cell(metric, minor)


def edit_tables(view: View, edits: Sequence[EditedMetric]) -> Iterator[tuple[str, Table]]:
    """A heading and a table for each metric in which targets were edited, not taken over yet."""
    for edit in edits:
        yield view.labels("edits_of", metric=view.metric_name(edit.metric)), edits_table(view, edit)


def sums_lines(view: View, edits: Sequence[EditedMetric]) -> Iterator[str]:
    """For each metric whether its targets add up, and what can be done where they do not."""
    named = {edit.metric.settings.metric: edit for edit in edits}
    for metric in view.plan.metrics:
        edit = named.get(metric.settings.metric)
        missed = 0 if edit is None else edit.difference
        values = {
            "metric": view.metric_name(metric),
            "total": view.said(metric, metric.assigned + missed),
            "assigned": view.said(metric, metric.assigned),
            "difference": ("+" if missed > 0 else "-")
            + view.said(metric, abs(missed), beside=metric.assigned),
        }
        key = "edits_none" if edit is None else "edits_add_up" if not missed else "edits_miss"
        yield view.labels(key, **values)
    if any(edit.difference for edit in edits):
        yield view.labels("edits_offer")


def plan_check_data(
    view: View, edits: Sequence[EditedMetric], findings: Sequence[Finding]
) -> dict[str, Any]:
    """A plan workbook that was checked, as JSON-ready data."""
    named = {edit.metric.settings.metric: edit.difference for edit in edits}
    return {
        "format": "salesplan.check",
        "version": 1,
        "plan": {
            "year": view.plan.calendar.name,
            "number": view.plan.version.number,
            "metrics": [
                {
                    "metric": metric.settings.metric,
                    "assigned": _number(metric, metric.assigned),
                    "difference": _number(metric, named.get(metric.settings.metric, 0)),
                }
                for metric in view.plan.metrics
            ],
        },
        "edits": _edits_data(view.plan, edits),
        "findings": findings_data(view.labels, findings),
    }


def adoption_tables(view: View, adopted: Adopted) -> Iterator[tuple[str, Table]]:
    """A heading and a table for each metric in which targets were edited."""
    for edit in adopted.edits:
        metric = adopted.plan.metric(edit.metric.settings.metric)
        heading = view.labels("edits_of", metric=view.metric_name(metric))
        yield heading, edits_table(view, edit, metric)


def renewed_data(
    renewed: Renewed,
    labels: Labels,
    stretch: Period,
    *,
    sales: Sales | None,
    findings: Sequence[Finding],
    files: Sequence[str],
) -> dict[str, Any]:
    """The next version of a plan as JSON-ready data, with the edits that were taken over."""
    plan = renewed.plan
    if renewed.replanned is not None:
        data = replan_data(
            renewed.replanned, labels, period=stretch, sales=sales, findings=findings, files=files
        )
    else:
        data = plan_data(plan, labels, period=stretch, findings=findings, files=files)
        data = {**data, "format": FORMAT, "settled": []}
    edits = () if renewed.adopted is None else renewed.adopted.edits
    return {**data, "edits": _edits_data(plan, edits)}


def _edits_data(plan: Plan, edits: Sequence[EditedMetric]) -> list[dict[str, Any]]:
    return [
        {
            "metric": edit.metric.settings.metric,
            "name": plan.profile.reps[row].name,
            "month": plan.calendar.months[month].key,
            "before": _number(edit.metric, int(edit.before[row, month])),
            "after": _number(edit.metric, int(edit.after[row, month])),
        }
        for edit in edits
        for row, month in np.argwhere(edit.cells).tolist()
    ]


def _number(metric: MetricPlan, minor: int) -> float | int:
    value = metric.major(minor)
    return int(value) if value == value.to_integral_value() else float(value)
