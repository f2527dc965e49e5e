"""The sheet of a plan check: each check with its thresholds, and the people behind them.

Amounts are in main units, like all cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final

from salesplan.core.plan_check import PersonAhead
from salesplan.core.plan_ratings import FAR, OVERLOAD
from salesplan.reports.plan_check_story import RATING_ROLES, PlanCheckStory
from salesplan.reports.values import (
    Block,
    Cell,
    Column,
    Kind,
    Marked,
    Role,
    Row,
    Sheet,
    Table,
    Text,
)

_FIRST: Final = 2  # columns that stay on screen: person and team


def check_blocks(story: PlanCheckStory) -> Iterator[Block]:
    """The compact form for the summary: a line for each check, coloured by its rating."""
    yield Text(story.counts, Role.HEADING)
    for rating, line in story.short():
        yield Text(line, RATING_ROLES[rating])


def check_sheet(story: PlanCheckStory) -> Sheet:
    """Everything there is to say about the targets of one metric."""
    labels, view = story.labels, story.view
    title = f"{view.metric_name(story.metric)} · {labels('plan_check')}"
    blocks: list[Block] = [Text(title, Role.TITLE)]
    for rating, check, line in story.lines():
        blocks.append(Text(line, RATING_ROLES[rating]))
        blocks.append(Text(story.limits(check), Role.NOTE))
    people = _people_table(story)
    blocks.append(Text(labels("people_ahead"), Role.HEADING))
    blocks.append(Text(labels("people_ahead_note"), Role.NOTE))
    blocks.append(people)
    name = view.sheet_name("plan_check", story.metric)
    return Sheet(name, tuple(blocks), freeze_columns=_FIRST)


def _people_table(story: PlanCheckStory) -> Table:
    """A row for each person with a target, in the order of the team."""
    labels, view, metric = story.labels, story.view, story.metric
    columns = (
        Column(labels("rep")),
        Column(labels("team")),
        view.amount_column(labels("target"), metric, Role.TOTAL),
        view.amount_column(labels("expected_sales"), metric),
        view.amount_column(labels("ahead_low"), metric, Role.CONTEXT),
        view.amount_column(labels("ahead_high"), metric, Role.CONTEXT),
        Column(labels("ahead_basis"), role=Role.CONTEXT),
        Column(labels("chance"), Kind.SHARE),
        view.amount_column(labels("last_twelve"), metric, Role.CONTEXT),
        Column(labels("ahead_growth"), Kind.SHARE),
        Column(labels("over_best"), Kind.SHARE),
        Column(labels("load"), Kind.SHARE),
    )
    rows = tuple(_person(story, each) for each in story.check.people)
    name = f"people_ahead_{metric.settings.metric}"
    shown = view.amount_format(metric)
    return Table(name, columns, rows, amount_format=shown, filtered=len(rows) > 1, bars=(7,))


def _person(story: PlanCheckStory, each: PersonAhead) -> Row:
    labels, plan = story.labels, story.view.plan
    team = plan.teams[plan.team_of[each.person]].name
    basis = None
    if each.expected is not None:
        basis = labels("basis_own" if each.own else "basis_level")
    return Row(
        (
            plan.profile.reps[each.person].name,
            team,
            _amount(story, each.target),
            _amount(story, each.expected),
            _amount(story, each.low),
            _amount(story, each.high),
            basis,
            None if each.chance is None else round(each.chance, 3),
            _amount(story, each.last),
            _rate(each.growth),
            _beyond(each),
            _load(story, each),
        )
    )


def _amount(story: PlanCheckStory, minor: int | None) -> Decimal | None:
    """Whole main units, as exact as a forecast can be."""
    if minor is None:
        return None
    unit = 10**story.metric.decimals
    return story.metric.major(round(Fraction(minor, unit)) * unit)


def _rate(value: Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)


def _beyond(each: PersonAhead) -> Cell:
    """Target over the best twelve months, marked where it is far beyond them."""
    value = _rate(each.beyond)
    far = each.beyond is not None and each.beyond + 1 >= FAR
    return Marked(value, Role.WARNING) if value is not None and far else value


def _load(story: PlanCheckStory, each: PersonAhead) -> Cell:
    """The load, marked where it is far above that of the whole."""
    found = story.check.load
    if each.load is None or found is None:
        return None
    value = round(each.load, 6)
    return Marked(value, Role.WARNING) if each.load > OVERLOAD * found.whole else value
