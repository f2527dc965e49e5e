"""What a plan says on the screen: a table for each metric and a closing line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from salesplan.choices import Language
from salesplan.core.plan import MetricPlan
from salesplan.core.sales import Sales
from salesplan.reports.level_table import levels_table
from salesplan.reports.plan_view import View
from salesplan.reports.quarters_table import quarters_table
from salesplan.reports.values import Cell, Kind, Table

_WAN: Final = 10_000
_READS_BETTER: Final = 10 * _WAN  # from 10万 on, Chinese readers think in 万


def screen_tables(view: View) -> Iterator[tuple[str, Table]]:
    """Each metric's teams by quarter (by month for a quarter), with its heading and unit."""
    for metric in view.plan.metrics:
        table = quarters_table(view, metric)
        key = "months_by_team" if len(view.quarters) == 1 else "quarters_by_team"
        heading = view.labels(key, metric=view.metric_name(metric))
        large = metric.major(view.total(metric)) >= _READS_BETTER
        yield with_unit(view, metric, heading, table, large=large)
        if metric.levels and view.whole_year:
            heading = view.labels("levels_of", metric=view.metric_name(metric))
            yield with_unit(view, metric, heading, levels_table(view, metric), large=large)


def with_unit(
    view: View, metric: MetricPlan, heading: str, table: Table, *, large: bool
) -> tuple[str, Table]:
    """The heading with the unit of amounts and the table in it: in Chinese `large` ones in 万."""
    if not metric.is_money:
        return heading, table
    currency = view.plan.profile.currency
    unit = view.labels.unit(currency)
    if large and view.labels.language is Language.ZH:
        table, unit = in_wan(table), view.labels.wan(currency)
    return view.labels("with_unit", heading=heading, unit=unit), table


def closing_line(view: View, sales: Sales | None) -> str:
    """The numbers that matter: goal, people, rows."""
    labels, metric = view.labels, view.plan.metrics[0]
    shown = metric.goal if view.whole_year else view.total(metric)
    key = "goal_of" if view.whole_year else "period_target"
    name = labels(key, metric=view.metric_name(metric), period=view.period_name)
    over = view.whole_year and metric.assigned != metric.goal
    parts = [
        f"{name} {view.said(metric, shown)}",
        *([f"{labels('assigned')} {view.said(metric, metric.assigned)}"] if over else []),
        view.people_text,
    ]
    if sales is not None:
        parts.append(
            labels(
                "history_rows",
                read=labels.number(sales.read),
                used=labels.number(sales.used),
                rejected=labels.number(sales.rejected),
                left_out=labels.number(sales.left_out),
            )
        )
    return " · ".join(parts)


def in_wan(table: Table) -> Table:
    """The table with its amounts in 万, to two decimals."""

    def scale(cell: Cell, kind: Kind) -> Cell:
        if kind is not Kind.AMOUNT or not isinstance(cell, int | Decimal):
            return cell
        return round(Decimal(cell) / _WAN, 2) + 0  # never -0.00

    rows = tuple(
        replace(
            row,
            cells=tuple(
                scale(cell, column.kind)
                for cell, column in zip(row.cells, table.columns, strict=True)
            ),
        )
        for row in table.rows
    )
    return replace(table, rows=rows, amount_format="#,##0.00")
