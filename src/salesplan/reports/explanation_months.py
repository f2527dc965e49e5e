"""The table of an explanation: a row a month, from everybody's target to the person's own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.core.decimals import shortest
from salesplan.core.steps import MonthChain
from salesplan.reports.explanation_view import ExplanationView
from salesplan.reports.values import Cell, Column, Kind, Role, Row, Table, amount_format


def months_table(told: ExplanationView) -> Table:
    """A row a month, from everybody's target to the person's own."""
    labels, explanation = told.labels, told.explanation
    view, metric = told.view, explanation.metric
    keys = ("season_index", "days_short", "days_counted", "weight", "all_weights", "exact_share")
    plain = {key: Column(labels(key), Kind.FIGURE) for key in (*keys, "under_limits")}
    left, limited = explanation.months[0].left, explanation.months[0].limited
    columns = (
        Column(labels("month")),
        plain["season_index"],
        plain["days_short"],
        view.amount_column(labels("all_together"), metric),
        *([view.amount_column(labels("left_over"), metric)] if left else []),
        *(plain[key] for key in keys[2:]),
        *([plain["under_limits"]] if limited else []),
        *([view.amount_column(labels("planned"), metric)] if explanation.edited else []),
        view.amount_column(labels("target"), metric, Role.TOTAL),
    )
    rows = [Row(tuple(_month_cells(told, month))) for month in explanation.months]
    rows.append(Row(tuple(_total_cells(told)), Role.TOTAL))
    name = f"why_months_{told.key}"
    return Table(name, columns, tuple(rows), amount_format=_amount_format(told))


def _amount_format(told: ExplanationView) -> str:
    """Decimals only where a target, of the person or of all, has any."""
    metric, months = told.explanation.metric, told.explanation.months
    amounts = [each for month in months for each in (month.target, month.total.total)]
    whole = all(amount == amount.to_integral_value() for amount in amounts)
    return amount_format(0 if whole else metric.decimals)


def _month_cells(told: ExplanationView, month: MonthChain) -> Iterator[Cell]:
    total, attendance = month.total, month.weight.attendance
    yield told.month_name(month.month)
    yield total.index
    yield total.working_days
    yield total.total
    if month.left is not None:
        yield month.left.left
    yield attendance.counted
    yield month.weight.weight
    yield month.share.weights
    yield month.share.exact
    if month.limited is not None:
        yield month.limited.exact
    if told.explanation.edited:
        yield month.rounding.target
    yield month.target


def _total_cells(told: ExplanationView) -> Iterator[Cell]:
    months, nothing = told.explanation.months, Decimal(0)
    yield told.labels("total")
    yield None
    yield sum(month.total.working_days for month in months)
    yield told.explanation.total
    if any(month.left for month in months):
        yield sum((month.left.left for month in months if month.left), nothing)
    yield shortest(sum((month.weight.attendance.counted for month in months), nothing))
    yield None
    yield None
    yield sum((month.share.exact for month in months), nothing)
    if any(month.limited for month in months):
        yield sum((month.limited.exact for month in months if month.limited), nothing)
    if told.explanation.edited:
        yield sum((month.rounding.target for month in months), nothing)
    yield told.explanation.target
