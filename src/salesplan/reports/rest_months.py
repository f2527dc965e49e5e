"""The table of an explanation of a plan made anew: a row a month, and how its columns follow."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.core.rest_steps import KeptMonth, RestChain
from salesplan.reports.explanation_view import RestView
from salesplan.reports.values import Cell, Column, Kind, Role, Row, Table, amount_format


def rest_months_table(told: RestView) -> Table:
    """A row a month, those that stand as they were first, and what was carried over."""
    labels, found, view = told.labels, told.explanation, told.view
    metric, shows = found.metric, _Shown(told)
    columns = [Column(labels("month")), Column(labels("version"), Kind.COUNT, Role.CONTEXT)]
    columns.append(view.amount_column(labels("planned_before"), metric))
    keys = [
        *(["with_people_now"] if shows.facts else []),
        *("your_part", "all_parts"),
    ]
    columns += [Column(labels(key), Kind.FIGURE) for key in keys]
    columns.append(
        view.amount_column(labels("left_over" if shows.left else "all_together"), metric)
    )
    columns.append(Column(labels("exact_share"), Kind.FIGURE))
    columns += [Column(labels("under_limits"), Kind.FIGURE)] if shows.limited else []
    columns += [view.amount_column(labels("frozen"), metric)] if shows.frozen else []
    columns += [view.amount_column(labels("planned"), metric)] if found.edited else []
    columns.append(view.amount_column(labels("target"), metric, Role.TOTAL))
    empty = len(columns) - 3
    rows = [Row(tuple(_kept_cells(told, month, empty))) for month in found.kept]
    rows += [Row(tuple(_chain_cells(told, month, shows))) for month in found.months]
    for day, amount in found.carried:
        name = labels("carried_over_on", day=labels.date(day))
        rows.append(Row((name, *(None,) * (empty + 1), amount), Role.CONTEXT))
    rows.append(Row((labels("total"), *(None,) * (empty + 1), found.target), Role.TOTAL))
    amounts = [row.cells[-1] for row in rows]
    whole = all(isinstance(each, Decimal) and each == int(each) for each in amounts)
    shown = amount_format(0 if whole else metric.decimals)
    return Table(f"why_months_{told.key}", tuple(columns), tuple(rows), amount_format=shown)


class _Shown:
    """Which columns the months of an explanation need."""

    def __init__(self, told: RestView) -> None:
        months = told.explanation.months
        self.facts = any(month.facts is not None for month in months)
        self.left = any(month.left is not None for month in months)
        self.limited = any(month.limited is not None for month in months)
        self.frozen = any(month.frozen for month in months)
        self.edited = told.explanation.edited


def _kept_cells(told: RestView, month: KeptMonth, empty: int) -> Iterator[Cell]:
    yield told.month_name(month.month)
    yield month.number
    yield from (None,) * empty
    yield month.target


def _chain_cells(told: RestView, month: RestChain, shows: _Shown) -> Iterator[Cell]:
    yield told.month_name(month.month)
    yield told.explanation.version.number
    yield month.planned
    if shows.facts:
        yield month.planned if month.facts is None else month.facts.facts
    yield month.wanted
    yield month.share.weights
    yield month.share.amount
    yield month.share.exact
    if shows.limited:
        yield None if month.limited is None else month.limited.exact
    if shows.frozen:
        yield month.frozen or None
    if shows.edited:
        yield month.made
    yield month.target


def rest_formulas(told: RestView) -> Iterator[str]:
    """How the columns of the table of months follow from each other."""
    labels, found, number = told.labels, told.explanation, told.number
    rest, shows = found.rest, _Shown(told)
    if found.kept:
        versions = dict.fromkeys(str(month.number) for month in found.kept)
        names = labels("list_separator").join(versions)
        yield labels("formula_kept", versions=names, version=told.version_name(found.version))
    values = {"rest": number(rest.rest), "patterns": number(rest.patterns)}
    key = "formula_part_facts" if shows.facts else "formula_part"
    yield labels("formula_part_presence" if rest.by_capacity else key, **values)
    yield labels("formula_exact_left" if shows.left else "formula_exact")
    if shows.limited:
        yield labels("formula_limited", units=told.units)
    elif found.months:
        first = found.months[0]
        if first.rounding.before or first.rounding.given:
            yield labels(
                "formula_before",
                month=told.month_name(first.month),
                before=number(first.rounding.before),
                given=number(first.rounding.given),
            )
        yield labels("formula_rest_rounding", units=told.units, unit=told.unit)
    if shows.frozen:
        yield labels("formula_frozen", day=told.day)
    if found.carried:
        yield labels("formula_carried")
