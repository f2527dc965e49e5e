"""The sheet of people: who carries the sales, who grows, how far a record is to be believed."""

from __future__ import annotations

from dataclasses import replace

from salesplan.core.estimates import Side
from salesplan.core.people_figures import PersonFigures
from salesplan.reports.analysis_story import Topic, about
from salesplan.reports.analysis_view import AnalysisView, first_of, known_columns
from salesplan.reports.values import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Charts,
    Column,
    Kind,
    Marked,
    Role,
    Row,
    Series,
    Sheet,
    Table,
    Text,
)

_LOOKS = {Side.ABOVE: Role.GOOD, Side.BELOW: Role.WRONG, Side.UNCLEAR: Role.BODY}
_MOST_BARS = 25
_SCREEN = 10


def people_sheet(view: AnalysisView) -> Sheet:
    """A row a person, the strongest of the recent months first."""
    labels = view.labels
    table = _table(view)
    blocks: list[Block] = [
        Text(labels("people"), Role.TITLE),
        Text(about(view, Topic.PEOPLE), Role.SUBTITLE),
        *([Text(text, Role.WARNING)] if (text := about(view, Topic.UNOWNED)) else []),
        table,
        Text(labels("people_note", recent=view.recent_name), Role.NOTE),
    ]
    if len(view.sellers) > 1:
        blocks.append(Charts((_chart(view, table),)))
    return Sheet(labels("people"), tuple(blocks), freeze=table.name, freeze_columns=1)


def ordered(view: AnalysisView) -> list[PersonFigures]:
    """Everybody, the strongest of the recent months first; what nobody owns last."""
    return sorted(
        view.analysis.people,
        key=lambda each: (each.name is None, -each.recent, -each.total, each.name or ""),
    )


def trend_cell(view: AnalysisView, person: PersonFigures) -> Cell:
    """Growth over the year before, coloured where it is surely more than chance."""
    growth = view.growth(person.trend)
    return None if growth is None else Marked(growth, _LOOKS[person.trend_side])


def screen_table(view: AnalysisView) -> Table:
    """The ten strongest, and what all others brought."""
    labels = view.labels
    people = [each for each in ordered(view) if each.recent or each.active]
    columns = (
        Column(labels("rep")),
        view.amount_column(labels("sales_column")),
        Column(labels("share"), Kind.SHARE),
        Column(labels("growth_column"), Kind.SHARE),
        Column(labels("months_active"), Kind.COUNT),
    )
    rows = [
        Row(
            (
                view.name_of(each),
                view.cell(each.recent),
                view.rounded(each.recent_share),
                trend_cell(view, each),
                each.months_active,
            )
        )
        for each in (people if len(people) <= _SCREEN + 1 else people[:_SCREEN])
    ]
    rest = people[_SCREEN:] if len(people) > _SCREEN + 1 else []
    if rest:
        share = sum(each.recent_share or 0.0 for each in rest)
        amount = view.cell(sum(each.recent for each in rest))
        name = labels.counted("more_people", len(rest))
        rows.append(Row((name, amount, view.rounded(share), None, None), Role.CONTEXT))
    return Table("people", columns, tuple(rows), amount_format=view.amount_format)


def _table(view: AnalysisView) -> Table:
    labels, people = view.labels, ordered(view)
    teams = any(each.team for each in people)
    records = any(each.equal_share is not None for each in people)
    customers = any(each.customers is not None for each in people)
    columns = [
        Column(labels("rep")),
        *([Column(labels("team")), Column(labels("skill"))] if teams else []),
        view.amount_column(
            labels("sales_column" if view.recent_total is None else "recent_column"), Role.TOTAL
        ),
        Column(labels("share"), Kind.SHARE),
        Column(labels("growth_column"), Kind.SHARE),
        *(view.amount_column(view.year_name(year), Role.CONTEXT) for year in view.analysis.years),
        Column(labels("months_active"), Kind.COUNT),
        Column(labels("last_sale"), Kind.DATE),
        Column(
            labels("orders") if view.analysis.span.orders_known else labels("rows_of_person"),
            Kind.COUNT,
        ),
        *([Column(labels("customers_column"), Kind.COUNT)] if customers else []),
        view.amount_column(labels("best_twelve")),
        *(
            [
                Column(labels("against_equal"), Kind.FACTOR),
                Column(labels("credibility"), Kind.SHARE),
            ]
            if records
            else []
        ),
    ]
    shown = (_row(view, each, teams=teams, records=records, customers=customers) for each in people)
    table = known_columns(Table("people", tuple(columns), tuple(shown), view.amount_format))
    share = first_of(table, Kind.SHARE)
    return replace(table, filtered=True, bars=() if share is None else (share,))


def _row(
    view: AnalysisView, person: PersonFigures, *, teams: bool, records: bool, customers: bool
) -> Row:
    labels, best, equal = view.labels, person.best_year, person.equal_share
    level = labels.level(person.level) if person.level else None
    cells: list[Cell] = [
        view.name_of(person),
        *([person.team, level] if teams else []),
        view.cell(person.recent),
        view.rounded(person.recent_share),
        trend_cell(view, person),
        *(view.cell(amount) if amount else None for amount in person.years),
        person.months_active,
        person.last,
        person.orders,
        *([person.customers] if customers else []),
        None if best is None else view.cell(best.amount),
    ]
    if records:
        cells += (
            [None, None]
            if equal is None
            else [view.rounded(equal.record), view.rounded(equal.credibility)]
        )
    return Row(tuple(cells), Role.BODY if person.active else Role.CONTEXT)


def _chart(view: AnalysisView, table: Table) -> Chart:
    """Recent sales by person, the strongest first."""
    last = min(len(view.sellers), _MOST_BARS) - 1
    column = next(at for at, each in enumerate(table.columns) if each.role is Role.TOTAL)
    series = Series(
        view.labels("sales_column"), table.name, (0, 0, last, 0), (0, column, last, column)
    )
    title = view.labels("chart_people_recent", recent=view.recent_name)
    height = max(260, 24 * last + 110)
    return Chart(title, ChartKind.BAR, (series,), view.unit, width=760, height=height)
