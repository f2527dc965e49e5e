"""What a plan made anew says on the screen: the gap, who carries it, what everybody has left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.plan import MetricPlan
from salesplan.core.replan import Replanned, Settled
from salesplan.core.sales import Sales
from salesplan.core.turn import Turn
from salesplan.reports.plan_screen import with_unit
from salesplan.reports.plan_view import View, per_day
from salesplan.reports.values import Cell, Column, Kind, Role, Row, Table
from salesplan.reports.version_story import change_sentences, policy_text, reason_line

Ints = npt.NDArray[np.int64]

_MOST_PEOPLE: Final = 60  # of a larger plan, teams alone
_LARGE: Final = 10_000_000  # main units; below it, what a person needs per day is lost in 万


def header_line(view: View) -> str:
    """`Northwind Traders – sales plan 1998 · version 2 · as of 31 Mar 1998 · gap: …`."""
    labels, version = view.labels, view.plan.version
    parts = [view.title, labels("version_named", number=version.number)]
    if version.as_of is not None:
        parts.append(labels("as_of", day=labels.date(version.as_of)))
    parts.append(labels("gap_is", policy=policy_text(labels, view.plan)))
    return " · ".join(parts)


def told(view: View, replanned: Replanned) -> Iterator[tuple[str, list[str]]]:
    """Why the plan was made anew, and for each metric the gap, who carries it, what is left."""
    labels = view.labels
    yield labels("what_changed"), [reason_line(view)]
    for settled in replanned.settled:
        yield view.metric_name(settled.metric), change_sentences(view, settled.metric)


def settled_tables(view: View, replanned: Replanned) -> Iterator[tuple[str, Table]]:
    """For each metric people by team, so far and to come, with its heading and unit."""
    for settled in replanned.settled:
        metric = settled.metric
        heading = view.labels("replanned_heading", metric=view.metric_name(metric))
        large = metric.major(metric.assigned) >= _LARGE
        yield with_unit(view, metric, heading, settled_table(view, settled), large=large)


def settled_table(view: View, settled: Settled) -> Table:
    """Everybody's targets so far, actuals, gap, and what is left before and now.

    Teams stand below their people, where there are several; in a large plan they stand alone.
    """
    labels, metric = view.labels, settled.metric
    columns = (
        Column(labels("rep")),
        view.amount_column(labels("expected_to_date"), metric),
        view.amount_column(labels("actual"), metric),
        view.amount_column(labels("gap"), metric),
        view.amount_column(labels("rest_before"), metric),
        view.amount_column(labels("rest_now"), metric, Role.TOTAL),
        Column(labels("rest_change"), Kind.SHARE),
        view.rate_column(labels("rest_per_day"), metric),
    )
    rows = tuple(_rows(view, settled))
    return Table(f"settled_{metric.settings.metric}", columns, rows)


def _rows(view: View, settled: Settled) -> Iterator[Row]:
    plan, labels = view.plan, view.labels
    days = _days_left(view)
    people = len(plan.keys) <= _MOST_PEOPLE
    several = len(plan.teams) > 1
    members: dict[int, list[int]] = {}
    for at, number in enumerate(plan.team_of):
        members.setdefault(number, []).append(at)
    for number, mine in members.items():
        if people or not several:
            for at in mine:
                cells = _cells(view, settled, [at], int(days[at]))
                yield Row((view.person_name(at), *cells))
        if several:
            team = plan.teams[number].name
            name = labels("team_total", team=team) if people else team
            cells = _cells(view, settled, mine, None)
            yield Row((name, *cells), Role.GROUP if people else Role.BODY)
    if settled.elapsed.others:
        others = view.cell(settled.metric, settled.elapsed.others)
        name = labels("not_in_plan")
        yield Row((name, None, others, None, None, None, None, None), Role.CONTEXT)
    cells = _cells(view, settled, range(len(plan.keys)), None)
    yield Row((labels("total"), *cells), Role.TOTAL)


def _cells(view: View, settled: Settled, people: Sequence[int], days: int | None) -> Iterator[Cell]:
    """The figures of some people; `days` are theirs that are left, by default the calendar's."""
    metric, mine = settled.metric, list(people)
    expected = int(settled.elapsed.expected[mine].sum())
    actual = settled.elapsed.actual
    before, now = (int(each[mine].sum()) for each in (settled.planned, settled.rest))
    left = int(view.plan.calendar.working[view.plan.cut :].sum()) if days is None else days
    yield view.cell(metric, expected)
    yield None if actual is None else view.cell(metric, int(actual[mine].sum()))
    yield None if actual is None else view.cell(metric, int(actual[mine].sum()) - expected)
    yield view.cell(metric, before)
    yield view.cell(metric, now)
    yield round(now / before - 1, 6) if before > 0 else None
    yield _per_day(settled.metric, now, left)


def _per_day(metric: MetricPlan, rest: int, days: int) -> Cell:
    """What is left for each working day: whole units of money, counts with decimals."""
    left = per_day(metric, Fraction(rest, days) if days else None)
    return left if left is None or not metric.is_money else round(left)


def _days_left(view: View) -> Ints:
    """The working days on which everybody is there from now on, shape (people,)."""
    days: Ints = (view.plan.capacity.presence[:, view.plan.cut :] > 0).sum(axis=1)
    return days


def closing_line(view: View) -> str:
    """The main metric in three numbers: the goal, what was carried over, what is left."""
    labels, metric = view.labels, view.plan.metrics[0]
    turn = Turn.of(view.plan, metric)
    days = labels.counted("workdays_left", turn.days)
    rest = view.whole_units(metric, int(turn.rest.sum()))
    carried = view.whole_units(metric, int(turn.carried.sum()))
    parts = (
        f"{labels('goal_of', metric=view.metric_name(metric))} {view.said(metric, metric.goal)}",
        labels("closing_carried", amount=carried),
        labels("closing_rest", amount=rest, days=days),
    )
    return " · ".join(parts)


def rows_line(view: View, sales: Sales) -> str:
    """What became of the rows of the actuals."""
    number = view.labels.number
    return view.labels(
        "history_rows",
        read=number(sales.read),
        used=number(sales.used),
        rejected=number(sales.rejected),
        left_out=number(sales.left_out),
    )
