"""The sheet of breaks and outliers: what in the history is not ordinary, and what follows."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.sales import UNASSIGNED
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.values import Block, Column, Kind, Role, Row, Sheet, Table, Text


def events_sheet(view: AnalysisView) -> Sheet:
    """Shifts of level, single orders, odd months, gaps."""
    labels, found = view.labels, view.analysis.unusual
    parts = [block for part in (_shifts, _orders, _months, _gaps) for block in part(view)]
    blocks: list[Block] = [Text(labels("events_sheet"), Role.TITLE)]
    none = "events_none" if found.judged else "events_none_so_far"
    blocks.append(Text(labels("events_note" if parts else none), Role.SUBTITLE))
    if not found.judged:
        blocks.append(Text(labels("events_not_judged"), Role.NOTE))
    if found.wild:
        blocks.append(Text(labels("events_wild"), Role.NOTE))
    return Sheet(labels("events_sheet"), (*blocks, *parts), landscape=False)


def _table(
    view: AnalysisView, name: str, columns: list[Column], rows: list[Row]
) -> Iterator[Block]:
    if rows:
        yield Text(view.labels(f"{name}_heading"), Role.HEADING)
        yield Table(name, tuple(columns), tuple(rows), amount_format=view.amount_format)


def _shifts(view: AnalysisView) -> Iterator[Block]:
    labels = view.labels
    columns = [
        Column(labels("since_month")),
        view.amount_column(labels("shift_before"), Role.CONTEXT),
        view.amount_column(labels("shift_after"), Role.TOTAL),
        Column(labels("growth_column"), Kind.SHARE),
        Column(labels("event_strength"), Kind.FACTOR, Role.CONTEXT),
    ]
    rows = [
        Row(
            (
                view.month_name(each.key),
                view.cell(each.before),
                view.cell(each.after),
                view.rounded(each.change),
                view.rounded(each.strength),
            )
        )
        for each in view.analysis.unusual.shifts
    ]
    yield from _table(view, "shifts", columns, rows)


def _orders(view: AnalysisView) -> Iterator[Block]:
    labels = view.labels
    columns = [
        Column(labels("date"), Kind.DATE),
        view.amount_column(labels("amount_column"), Role.TOTAL),
        Column(labels("order_share"), Kind.SHARE),
        Column(labels("one_order")),
        Column(labels("one_customer")),
        Column(labels("rep")),
        Column(labels("file")),
        Column(labels("sheet")),
        Column(labels("row"), Kind.COUNT),
    ]
    rows = [
        Row(
            (
                each.date,
                view.cell(each.amount),
                view.rounded(each.share),
                each.order,
                each.customer,
                labels("nobody") if each.rep == UNASSIGNED else each.rep,
                each.file,
                each.sheet,
                each.row,
            )
        )
        for each in view.analysis.unusual.orders
    ]
    yield from _table(view, "large_orders", columns, rows)


def _months(view: AnalysisView) -> Iterator[Block]:
    labels = view.labels
    columns = [
        Column(labels("month")),
        view.amount_column(labels("sales_column"), Role.TOTAL),
        view.amount_column(labels("usual_amount"), Role.CONTEXT),
        Column(labels("event_strength"), Kind.FACTOR, Role.CONTEXT),
        Column(labels("odd_why")),
    ]
    rows = [
        Row(
            (
                view.month_name(each.key),
                view.cell(each.actual),
                view.cell(each.usual),
                view.rounded(each.strength),
                labels("odd_order") if each.orders else None,
            )
        )
        for each in view.analysis.unusual.months
    ]
    yield from _table(view, "odd_months", columns, rows)


def _gaps(view: AnalysisView) -> Iterator[Block]:
    labels = view.labels
    columns = [
        Column(labels("months_without")),
        view.amount_column(labels("usual_amount"), Role.CONTEXT),
    ]
    rows = [
        Row((view.days_text(each.days), None if each.usual is None else view.cell(each.usual)))
        for each in view.analysis.unusual.gaps
    ]
    yield from _table(view, "gaps", columns, rows)
