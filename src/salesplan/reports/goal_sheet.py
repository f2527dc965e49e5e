"""The sheet of a goal: the check, the way from last year, other ways, drivers, path, people.

Only the parts that exist are there. Amounts are in main units, like all cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from salesplan.core.goal_chain import GoalChain, Link, Step
from salesplan.core.goal_drivers import DriverYear, GoalDrivers
from salesplan.core.large_orders import LargeOrder
from salesplan.reports.goal_story import VERDICT_ROLES, GoalStory, shares_text, signed, way_text
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
    Sum,
    Table,
    Text,
)

_MOST_PEOPLE: Final = 20  # of those who are asked for most


def goal_sheet(story: GoalStory) -> Sheet:
    """Everything there is to say about one goal."""
    view, labels = story.view, story.labels
    title = f"{view.metric_name(story.metric)} · {labels('goal')}"
    parts = (_check, _chain, _ways, _drivers, _path, _commitments, _asked)
    blocks: list[Block] = [Text(title, Role.TITLE)]
    for part in parts:
        blocks += part(story)
    return Sheet(view.sheet_name("goal", story.metric), tuple(blocks), landscape=False)


def _check(story: GoalStory) -> Iterator[Block]:
    labels, likely = story.labels, story.check.likely
    for verdict, sentence in story.sentences():
        yield Text(sentence, VERDICT_ROLES[verdict])
    if likely is not None:
        tested = {"backtests": likely.backtests} if likely.backtests else {}
        key = "likely_note" if tested else "likely_note_model"
        yield Text(labels(key, months=likely.months, **tested), Role.NOTE)


def _chain(story: GoalStory) -> Iterator[Block]:
    """From last year to the goal: a row a step, each beginning where the one before ends."""
    chain, labels, view = story.check.chain, story.labels, story.view
    if chain is None:
        return
    metric, base = story.metric, chain.base
    amount = "chain_amount" if metric.is_money else "chain_count"
    columns = (
        Column(labels("chain_step")),
        view.amount_column(labels("chain_before"), metric, Role.CONTEXT),
        view.amount_column(labels(amount), metric),
        Column(labels("chain_part", year=base.name), Kind.SHARE),
        Column(labels("chain_assumed")),
    )
    rows = [Row((labels("last_year", year=base.name), None, _cell(story, base.total), 1.0, None))]
    reached = base.total
    for step, level in zip(chain.steps, chain.levels, strict=True):
        cells = (_cell(story, min(reached, level)), _cell(story, step.amount))
        part = round(float(chain.part(step)), 6)
        rows.append(Row((labels(f"link_{step.link}"), *cells, part, _assumed(story, step))))
        reached = level
    last = len(rows) - 1
    total = Sum(_cell(story, chain.goal), ((0, 2, last, 2),))
    whole = round(float(1 + chain.growth), 6)
    rows.append(Row((labels("goal"), None, total, whole, None), Role.TOTAL))
    name = _name("goal_chain", story)
    yield Text(labels("chain_heading", year=base.name), Role.HEADING)
    yield Table(name, columns, tuple(rows), amount_format=view.amount_format(metric))
    if len(chain.steps) > 1 and all(step.amount > 0 for step in chain.steps):
        yield Charts((_chain_chart(story, chain, name, last + 1),))


def _chain_chart(story: GoalStory, chain: GoalChain, table: str, last: int) -> Chart:
    """Steps that stand on what was reached before them."""
    labels, view = story.labels, story.view
    names = (0, 0, last, 0)
    key = "chain_amount" if story.metric.is_money else "chain_count"
    series = (
        Series(labels("chain_before"), table, names, (0, 1, last, 1)),
        Series(labels(key), table, names, (0, 2, last, 2)),
    )
    title = labels("chart_chain", metric=view.metric_name(story.metric), year=chain.base.name)
    return Chart(title, ChartKind.STACKED, series, _unit(story))


def _assumed(story: GoalStory, step: Step) -> str | None:
    market = story.metric.settings.market
    if step.link is Link.ONE_OFF:
        return ", ".join(_order_text(story, order) for order in story.check.one_offs)
    if step.rate is None:
        return None
    if step.link is Link.SHARE and market is not None:
        return shares_text(market)
    return signed(step.rate)


def _order_text(story: GoalStory, order: LargeOrder) -> str:
    """Whose it was, and when."""
    name = order.customer or order.order or order.rep
    return f"{name} {story.labels.date(order.date)}"


def _ways(story: GoalStory) -> Iterator[Block]:
    """The goal beside the other ways to it that the profile asks to compare."""
    check, labels, view, metric = story.check, story.labels, story.view, story.metric
    if not check.alternatives:
        return
    base = check.chain.base.total if check.chain is not None else None
    columns = (
        Column(labels("way")),
        view.amount_column(labels("goal"), metric),
        Column(labels("growth"), Kind.SHARE),
        Column(labels("chance"), Kind.SHARE),
    )

    def row(text: str, amount: int | None, chance: float | None, role: Role = Role.BODY) -> Row:
        if amount is None:
            return Row((text, None, None, None), Role.NOTE)
        growth = round(amount / base - 1, 6) if base else None
        shown = None if chance is None else round(chance, 3)
        return Row((text, _cell(story, amount), growth, shown), role)

    own = labels("way_the_goal", way=way_text(view, metric, metric.settings))
    mine = check.likely.chance if check.likely is not None else None
    rows = [row(own, metric.goal, mine, Role.TOTAL)]
    for other in check.alternatives:
        text = way_text(view, metric, other.way)
        if other.reason is not None:
            text = labels("way_none", way=text, why=labels.message(other.reason))
        rows.append(row(text, other.amount, other.chance))
    yield Text(labels("ways_heading"), Role.HEADING)
    yield Text(labels("ways_note"), Role.NOTE)
    name = _name("goal_ways", story)
    yield Table(name, columns, tuple(rows), amount_format=view.amount_format(metric))


def _drivers(story: GoalStory) -> Iterator[Block]:
    found, labels = story.check.drivers, story.labels
    if found is None:
        return
    yield Text(labels("drivers_heading"), Role.HEADING)
    yield _driver_years(story, found)
    yield Text(labels("drivers_alone_heading"), Role.HEADING)
    yield _drivers_alone(story, found)


def _driver_years(story: GoalStory, found: GoalDrivers) -> Table:
    """The drivers of each complete year, and how they changed."""
    labels, view, metric = story.labels, story.view, story.metric
    change = Column(labels("driver_change"), Kind.SHARE, Role.CONTEXT)
    columns = (
        Column(labels("year")),
        Column(labels("driver_customers"), Kind.COUNT),
        change,
        Column(labels("driver_orders"), Kind.FACTOR),
        change,
        view.amount_column(labels("driver_average"), metric),
        change,
        view.amount_column(labels("driver_sales"), metric, Role.TOTAL),
        change,
    )
    figures: tuple[Callable[[DriverYear], Fraction], ...] = (
        lambda year: Fraction(year.customers),
        lambda year: year.orders_per_customer,
        lambda year: year.average_order,
        lambda year: Fraction(year.amount),
    )
    rows = []
    for before, year in zip((None, *found.years), found.years, strict=False):
        shown: tuple[Cell, ...] = (
            year.customers,
            round(float(year.orders_per_customer), 6),
            _cell(story, year.average_order),
            _cell(story, year.amount),
        )
        cells: list[Cell] = [year.name]
        for cell, figure in zip(shown, figures, strict=True):
            grown = None if before is None else figure(year) / figure(before) - 1
            cells += [cell, None if grown is None else round(float(grown), 6)]
        rows.append(Row(tuple(cells)))
    name = _name("goal_driver_years", story)
    return Table(name, columns, tuple(rows), amount_format=view.amount_format(metric))


def _drivers_alone(story: GoalStory, found: GoalDrivers) -> Table:
    """What each driver would have to be; beside it what the profile plans to change."""
    labels, base, planned = story.labels, found.base, found.planned
    columns = [
        Column(labels("driver")),
        Column(base.name, Kind.FIGURE, Role.CONTEXT),
        Column(labels("driver_needed"), Kind.FIGURE),
        Column(labels("driver_more"), Kind.FIGURE),
        Column(labels("driver_change"), Kind.SHARE),
    ]
    columns += [Column(labels("driver_planned"), Kind.SHARE)] if planned else []

    def row(
        key: str, before: Fraction, needed: Fraction, places: int, change: Decimal | None
    ) -> Row:
        asked = round(float(found.factor - 1), 6)
        own = () if change is None else (change,)
        figures = (_figure(each, places) for each in (before, needed, needed - before))
        return Row((labels(f"driver_{key}"), *figures, asked, *own))

    changes = (
        (planned.customers, planned.orders_per_customer, planned.average_order)
        if planned
        else (None, None, None)
    )
    customers = Fraction(base.customers), Fraction(found.customers_alone)
    orders = base.orders_per_customer, found.orders_alone
    unit = 10**story.metric.decimals
    average = base.average_order / unit, found.average_alone / unit
    rows = (
        row("customers", *customers, 0, changes[0]),
        row("orders", *orders, 2, changes[1]),
        row("average", *average, 0, changes[2]),
    )
    return Table(_name("goal_drivers_alone", story), tuple(columns), rows)


def _path(story: GoalStory) -> Iterator[Block]:
    """Year by year to a long-term goal."""
    path, labels, view, metric = story.check.path, story.labels, story.view, story.metric
    if not path:
        return
    columns = (
        Column(labels("year")),
        view.amount_column(labels("goal"), metric),
        Column(labels("driver_change"), Kind.SHARE, Role.CONTEXT),
        Column(""),
    )
    growth = (path[-1].amount / path[0].amount) ** (1 / (len(path) - 1)) - 1
    rows = []
    for before, point in zip((None, *path), path, strict=False):
        change = None if before is None else round(point.amount / before.amount - 1, 6)
        kind = "sold" if before is None else "planned" if point.amount == metric.goal else "later"
        role = Role.TOTAL if kind == "planned" else Role.BODY
        cells = (str(point.year), _cell(story, point.amount), change, labels(f"path_{kind}"))
        rows.append(Row(cells, role))
    name, last = _name("goal_path", story), len(rows) - 1
    series = (Series(labels("goal"), name, (0, 0, last, 0), (0, 1, last, 1)),)
    title = labels("chart_path", metric=view.metric_name(metric))
    yield Text(labels("path_heading", year=path[-1].year), Role.HEADING)
    yield Text(labels("path_note", growth=labels.share(growth)), Role.NOTE)
    yield Table(name, columns, tuple(rows), amount_format=view.amount_format(metric))
    yield Charts((Chart(title, ChartKind.COLUMN, series, _unit(story)),))


def _commitments(story: GoalStory) -> Iterator[Block]:
    """Each person's commitment beside the target that the plan gives them."""
    found, labels, view, metric = story.check.commitments, story.labels, story.view, story.metric
    if found is None:
        return
    columns = (
        Column(labels("team")),
        Column(labels("rep")),
        view.amount_column(labels("commitment"), metric),
        view.amount_column(labels("target"), metric, Role.TOTAL),
        view.amount_column(labels("commitment_difference"), metric),
    )
    rows = []
    for stints in dict.fromkeys(view.plan.rows_of):
        at, rep = stints[0], view.plan.profile.reps[stints[0]]
        team = view.plan.teams[view.plan.team_of[at]].name
        target, mine = int(metric.targets[list(stints)].sum()), int(found.amounts[at])
        has = bool(found.committed[at])
        cells = _cell(story, mine) if has else None, _cell(story, target)
        rows.append(Row((team, rep.name, *cells, _cell(story, target - mine) if has else None)))
    last = len(rows) - 1
    sums = (
        Sum(_cell(story, value), ((0, column, last, column),))
        for column, value in ((2, found.total), (3, metric.assigned))
    )
    rows.append(Row((labels("total"), None, *sums, None), Role.TOTAL))
    name = _name("goal_commitments", story)
    yield Text(labels("commitments_heading"), Role.HEADING)
    yield Table(name, columns, tuple(rows), amount_format=view.amount_format(metric))


def _asked(story: GoalStory) -> Iterator[Block]:
    """Who is asked for most over their best twelve months."""
    asked, labels, view, metric = story.check.asked, story.labels, story.view, story.metric
    if not asked:
        return
    columns = (
        Column(labels("team")),
        Column(labels("rep")),
        view.amount_column(labels("best_year"), metric),
        view.amount_column(labels("target"), metric, Role.TOTAL),
        Column(labels("growth"), Kind.SHARE),
    )
    rows = [
        Row(
            (
                view.plan.teams[view.plan.team_of[each.person]].name,
                view.plan.profile.reps[each.person].name,
                _cell(story, each.best),
                _cell(story, each.target),
                round(float(each.growth), 6),
            )
        )
        for each in asked[:_MOST_PEOPLE]
    ]
    name = _name("goal_asked", story)
    yield Text(labels("asked_heading"), Role.HEADING)
    yield Text(labels("asked_note"), Role.NOTE)
    if any(each.handed for each in asked):
        yield Text(labels("asked_handed"), Role.NOTE)
    yield Table(name, columns, tuple(rows), amount_format=view.amount_format(metric))


def _figure(value: Fraction, places: int) -> Decimal:
    """A number with so many decimals."""
    return round(Decimal(value.numerator) / value.denominator, places)


def _name(table: str, story: GoalStory) -> str:
    return f"{table}_{story.metric.settings.metric}"


def _cell(story: GoalStory, minor: int | Fraction) -> Decimal:
    """A number of the metric as a cell, to the minor unit."""
    return story.view.cell(story.metric, round(minor))


def _unit(story: GoalStory) -> str:
    return story.view.unit_name(story.metric)
