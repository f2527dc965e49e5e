"""The tables of a comparison: who moves by how much, by period and team, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from salesplan.core.comparison import MetricComparison, Movement
from salesplan.core.profile_changes import Change
from salesplan.reports.comparison_view import ComparisonView
from salesplan.reports.values import Cell, Column, Kind, Role, Row, Sum, Table

_WIDTH: Final = 13  # of small figures under long headers


def movements_name(metric: MetricComparison) -> str:
    """The name of the table of everybody's movements."""
    return f"movements_{metric.after.settings.metric}"


def months_name(metric: MetricComparison) -> str:
    """The name of the table of months."""
    return f"months_{metric.after.settings.metric}"


def periods_table(view: ComparisonView, metric: MetricComparison) -> Table:
    """Before, after and the difference, by quarters or months and for the whole stretch."""
    labels = view.labels
    names = [view.period_name(part.first_month, part.last_month) for part, _, _ in metric.parts]
    total = labels("year") if view.view.whole_year else view.view.period_name
    whole = metric.whole.before or 0, metric.whole.after or 0
    pairs = [*((before, after) for _, before, after in metric.parts), whole]
    columns = (
        Column(""),
        *(view.amount_column(name, metric) for name in names),
        view.amount_column(total, metric, Role.TOTAL),
    )
    rows = (
        Row((labels("before"), *(view.cell(metric, then) for then, _ in pairs)), Role.CONTEXT),
        Row((labels("after"), *(view.cell(metric, now) for _, now in pairs))),
        Row(
            (labels("moved_by"), *(view.cell(metric, now - then) for then, now in pairs)),
            Role.TOTAL,
        ),
    )
    return Table(
        f"periods_{metric.after.settings.metric}", columns, rows, view.amount_format(metric)
    )


def teams_table(view: ComparisonView, metric: MetricComparison) -> Table:
    """Every team with the regions below theirs, in the order of the plan."""
    labels = view.labels
    columns = (Column(labels("team")), *_amount_columns(view, metric))
    rows = [_team_row(view, metric, team) for team in metric.teams]
    rows.append(Row((labels("total"), *_amounts(view, metric, metric.whole)), Role.TOTAL))
    name = f"teams_{metric.after.settings.metric}"
    return Table(name, columns, tuple(rows), view.amount_format(metric))


def _team_row(view: ComparisonView, metric: MetricComparison, team: Movement) -> Row:
    amounts = _amounts(view, metric, team)
    if team.parts:
        return Row((view.labels("team_total", team=team.name), *amounts), Role.GROUP)
    return Row((team.name, *amounts))


def largest_table(view: ComparisonView, metric: MetricComparison, most: int) -> Table:
    """The largest movements of people, those of all others together, and of everybody."""
    labels = view.labels
    columns = (Column(labels("rep")), *_amount_columns(view, metric))
    shown = metric.different[:most]
    rows = [Row((each.name, *_amounts(view, metric, each))) for each in shown]
    named = {each.name for each in shown}
    others = [each for each in metric.people if each.name not in named]
    if others:
        cells = _others(view, metric, others)
        rows.append(Row((view.others(others), *cells), Role.CONTEXT))
    rows.append(Row((labels("total"), *_amounts(view, metric, metric.whole)), Role.TOTAL))
    name = f"largest_{metric.after.settings.metric}"
    return Table(name, columns, tuple(rows), view.amount_format(metric))


def _amount_columns(view: ComparisonView, metric: MetricComparison) -> Iterator[Column]:
    labels = view.labels
    yield view.amount_column(labels("before"), metric, Role.CONTEXT)
    yield view.amount_column(labels("after"), metric)
    yield view.amount_column(labels("moved_by"), metric, Role.TOTAL)
    yield Column(labels("change_rate"), Kind.SHARE)
    for key in ("why_goal", "why_timing", "why_share"):
        yield view.amount_column(labels(key), metric, Role.CONTEXT)


def _amounts(view: ComparisonView, metric: MetricComparison, movement: Movement) -> Iterator[Cell]:
    """The cells of `_amount_columns`; who joined or left has that instead of a rate."""
    why = movement.why
    yield view.cell(metric, movement.before)
    yield view.cell(metric, movement.after)
    yield view.cell(metric, movement.difference)
    yield view.status(movement) or view.rate(movement.before, movement.after)
    for part in (why.goal, why.timing, why.share):
        yield view.cell(metric, part)


def _others(
    view: ComparisonView, metric: MetricComparison, others: Sequence[Movement]
) -> Iterator[Cell]:
    before, after = (
        sum(each.before or 0 for each in others),
        sum(each.after or 0 for each in others),
    )
    whys = [each.why for each in others]
    yield view.cell(metric, before)
    yield view.cell(metric, after)
    yield view.cell(metric, after - before)
    yield view.rate(before, after)
    for part in ("goal", "timing", "share"):
        yield view.cell(metric, sum(getattr(why, part) for why in whys))


def movements_table(view: ComparisonView, metric: MetricComparison) -> Table:
    """Everybody who moves, with the differences by month, and the sums as live formulas.

    Only months in which somebody moves, and the status only where somebody joined or left.
    """
    moved = metric.moved
    months = [at for at in range(len(metric.months)) if any(each.months[at] for each in moved)]
    keys, called = _naming_keys(metric), list(view.view.months)
    columns = (
        *(Column(view.labels(key)) for key in keys),
        *_amount_columns(view, metric),
        *(view.amount_column(view.view.month_name(called[at]), metric) for at in months),
    )
    cells = (_movement_cells(view, metric, each, months) for each in moved)
    rows = [
        Row((*_names(view, each)[: len(keys)], *amounts))
        for each, amounts in zip(moved, cells, strict=True)
    ]
    rows.append(_sums(view, metric, len(keys), months))
    return Table(
        movements_name(metric), columns, tuple(rows), view.amount_format(metric), filtered=True
    )


def difference_column(metric: MetricComparison) -> int:
    """Which column of the table of everybody's movements has the differences."""
    before_and_after = 2
    return len(_naming_keys(metric)) + before_and_after


def _naming_keys(metric: MetricComparison) -> tuple[str, ...]:
    """What the first columns of everybody's movements are called."""
    stayed = all(each.in_both for each in metric.moved)
    return ("rep", "team") if stayed else ("rep", "team", "status")


def _names(view: ComparisonView, movement: Movement) -> tuple[Cell, ...]:
    """What stands in these columns."""
    return movement.name, view.team(movement), view.status(movement)


def _movement_cells(
    view: ComparisonView, metric: MetricComparison, movement: Movement, months: Sequence[int]
) -> Iterator[Cell]:
    amounts = list(_amounts(view, metric, movement))
    amounts[3] = view.rate(movement.before, movement.after)
    yield from amounts
    for at in months:
        yield view.cell(metric, movement.months[at]) if movement.months[at] else None


def _sums(view: ComparisonView, metric: MetricComparison, names: int, months: Sequence[int]) -> Row:
    """All movements added up; those who do not move are not in the table."""
    moved = metric.moved
    people = len(moved)
    values = [
        sum(each.before or 0 for each in moved),
        sum(each.after or 0 for each in moved),
        sum(each.difference for each in moved),
        None,
        *(sum(getattr(each.why, part) for each in moved) for part in ("goal", "timing", "share")),
        *(sum(each.months[month] for each in moved) for month in months),
    ]
    cells: list[Cell] = [view.labels("total"), *[None] * (names - 1)]
    for column, value in enumerate(values, len(cells)):
        if value is None:
            cells.append(view.rate(values[0], values[1]))
        elif people:
            total = metric.after.major(value)
            cells.append(Sum(total, ((0, column, people - 1, column),)))
        else:
            cells.append(0)
    return Row(tuple(cells), Role.TOTAL)


def months_table(view: ComparisonView, metric: MetricComparison) -> Table:
    """Each month: working days, share of the year by season, targets; the charts point at it."""
    labels = view.labels
    plans = view.comparison.before, view.comparison.after
    columns = (
        Column(labels("month")),
        view.amount_column(labels("before"), metric, Role.CONTEXT),
        view.amount_column(labels("after"), metric),
        view.amount_column(labels("moved_by"), metric, Role.TOTAL),
        Column(labels("days_before"), Kind.COUNT, Role.CONTEXT, _WIDTH),
        Column(labels("days_after"), Kind.COUNT, width=_WIDTH),
        Column(labels("share_before"), Kind.SHARE, Role.CONTEXT, _WIDTH),
        Column(labels("share_after"), Kind.SHARE, width=_WIDTH),
    )
    rows = []
    for month, (then, now) in zip(view.view.months, metric.months, strict=True):
        days = (int(plan.calendar.working_days[month]) for plan in plans)
        shares = (float(each.season.shares[month]) for each in (metric.before, metric.after))
        rows.append(
            Row(
                (
                    view.view.month_name(month),
                    view.cell(metric, then),
                    view.cell(metric, now),
                    view.cell(metric, now - then),
                    *days,
                    *(round(share, 6) for share in shares),
                )
            )
        )
    return Table(months_name(metric), columns, tuple(rows), view.amount_format(metric))


def changes_table(view: ComparisonView, changes: Sequence[Change]) -> Table:
    """What the profiles say differently."""
    labels = view.labels
    headers = ("topic", "who_or_what", "field", "before", "after")
    rows = tuple(
        Row(
            (
                labels(f"topic_{change.topic.value}"),
                view.subject(change),
                view.field(change),
                view.value(change, change.before),
                view.value(change, change.after),
            )
        )
        for change in changes
    )
    return Table("changes", tuple(Column(labels(header)) for header in headers), rows)


def records_table(view: ComparisonView) -> Table:
    """Whose record counts for more or less."""
    labels = view.labels
    columns = (
        Column(labels("metric")),
        Column(labels("rep")),
        Column(labels("before"), Kind.FACTOR, Role.CONTEXT),
        Column(labels("after"), Kind.FACTOR),
    )
    rows = tuple(
        Row((view.view.metric_name(metric), name, round(before, 6), round(after, 6)))
        for metric, name, before, after in view.comparison.records
    )
    return Table("records", columns, rows)


def days_table(view: ComparisonView) -> Table:
    """Which days are worked now, or not any more."""
    labels = view.labels
    columns = (Column(labels("day"), Kind.DATE), Column(""))
    rows = tuple(
        Row((day, labels("day_open" if works else "day_closed")))
        for day, works in view.comparison.days
    )
    return Table("days", columns, rows)
