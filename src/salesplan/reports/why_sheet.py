"""The sheet that divides everybody's variance into its drivers, each adding up exactly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesplan.core.drivers import CustomerDrivers, OrdersBasis, Part, Why
from salesplan.reports.review_story import Story
from salesplan.reports.review_view import Line, amount
from salesplan.reports.values import Block, Cell, Column, Kind, Role, Row, Sheet, Table, Text

_MOST_PARTS: Final = 20  # names of a mix; the others are one row
_KINDS: Final = ("new", "back", "kept", "lost")


def why_sheet(story: Story) -> Sheet | None:
    """Orders × average order, customers, and the mixes of the whole; None without any of them."""
    report, labels = story.report, story.report.labels
    metric = report.metrics[0].metric
    lines = [
        (line, why)
        for line in report.lines(0)
        if line.subject is not None and (why := story.why_of(line.subject)) is not None
    ]
    blocks: list[Block] = []
    by_orders = [(line, why) for line, why in lines if why.orders is not None]
    if by_orders:
        bases = {why.orders.basis for _, why in by_orders if why.orders is not None}
        note = "orders_note" if bases == {OrdersBasis.PLAN} else "orders_note_last_year"
        blocks += [Text(labels("why_orders_heading"), Role.HEADING), Text(labels(note), Role.NOTE)]
        blocks.append(_orders_table(story, by_orders))
    by_customers = [(line, why) for line, why in lines if why.customers is not None]
    if by_customers:
        blocks += [Text(labels("why_customers_heading"), Role.HEADING)]
        blocks += [Text(labels("customers_note"), Role.NOTE), _customers_table(story, by_customers)]
    whole = story.why_of(report.scope)
    for field, parts in (whole.mixes if whole else {}).items():
        blocks += [Text(labels(f"why_{field}_heading"), Role.HEADING)]
        blocks += [Text(labels("mix_note"), Role.NOTE), _mix_table(story, field, parts)]
    if not blocks:
        return None
    title = f"{report.view.metric_name(metric)} · {labels('why')} · {report.period_name()}"
    return Sheet(labels("why"), (Text(title, Role.TITLE), *blocks), freeze_columns=1)


def _orders_table(story: Story, lines: list[tuple[Line, Why]]) -> Table:
    report, labels = story.report, story.report.labels
    mine = report.metrics[0]
    kind = report.kind(mine.metric)
    columns = (
        Column(labels("rep")),
        Column(labels("orders"), Kind.COUNT),
        Column(labels("expected_orders"), Kind.FACTOR, Role.CONTEXT),
        Column(labels("average_order"), kind),
        Column(labels("expected_average_order"), kind, Role.CONTEXT),
        Column(labels("volume"), kind),
        Column(labels("price"), kind),
        Column(labels("variance"), kind, Role.TOTAL),
    )
    rows = []
    for line, why in lines:
        orders, standing = why.orders, line.standing
        if orders is None or standing.expected is None:
            continue
        cells: tuple[Cell, ...] = (
            line.name,
            orders.orders,
            round(float(standing.expected / orders.expected_average), 6),
            amount(mine.metric, orders.average),
            amount(mine.metric, orders.expected_average),
            amount(mine.metric, orders.volume),
            amount(mine.metric, orders.price),
            amount(mine.metric, standing.variance_to_date),
        )
        rows.append(Row(cells, line.role))
    shown = report.amount_format(mine)
    return Table("why_orders", columns, tuple(rows), amount_format=shown)


def _customers_table(story: Story, lines: list[tuple[Line, Why]]) -> Table:
    report, labels = story.report, story.report.labels
    mine = report.metrics[0]
    kind = report.kind(mine.metric)
    unnamed = any(why.customers and why.customers.unnamed for _, why in lines)
    columns = [Column(labels("rep"))]
    for each in _KINDS:
        columns.append(Column(labels(f"customers_{each}_count"), Kind.COUNT, Role.CONTEXT))
        columns.append(Column(labels(f"customers_{each}"), kind))
    columns += [Column(labels("customers_unnamed"), kind)] if unnamed else []
    columns.append(Column(labels("asked_growth"), kind))
    columns.append(Column(labels("variance"), kind, Role.TOTAL))

    def cells(found: CustomerDrivers, line: Line) -> Iterator[Cell]:
        yield line.name
        for each in _KINDS:
            yield getattr(found, f"{each}_count")
            yield amount(mine.metric, getattr(found, each))
        if unnamed:
            yield amount(mine.metric, found.unnamed)
        yield amount(mine.metric, found.growth)
        yield amount(mine.metric, line.standing.variance_to_date)

    rows = tuple(
        Row(tuple(cells(why.customers, line)), line.role)
        for line, why in lines
        if why.customers is not None
    )
    shown = report.amount_format(mine)
    return Table("why_customers", tuple(columns), rows, amount_format=shown)


def _mix_table(story: Story, field: str, parts: tuple[Part, ...]) -> Table:
    """The largest parts, the others together, and the whole."""
    report, labels = story.report, story.report.labels
    mine = report.metrics[0]
    kind = report.kind(mine.metric)
    columns = (
        Column(labels(f"field_{field}")),
        Column(labels("actual"), kind),
        Column(labels("expected_to_date"), kind),
        Column(labels("variance"), kind, Role.TOTAL),
    )

    def row(name: str, some: tuple[Part, ...], role: Role = Role.BODY) -> Row:
        actual, expected = sum(part.actual for part in some), sum(part.expected for part in some)
        values = (amount(mine.metric, each) for each in (actual, expected, actual - expected))
        return Row((name, *values), role)

    # A row for one other would take as much room as that one.
    named = len(parts) if len(parts) == _MOST_PARTS + 1 else _MOST_PARTS
    rows = [row(story.part_name(part), (part,)) for part in parts[:named]]
    rest = parts[named:]
    if rest:
        rows.append(row(labels("others", count=len(rest)), rest, Role.CONTEXT))
    rows.append(row(labels("total"), parts, Role.TOTAL))
    shown = report.amount_format(mine)
    return Table(f"why_{field}", columns, tuple(rows), amount_format=shown)
