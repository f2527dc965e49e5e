"""Why a target is what it is, as tables and as the sheet of the person's own workbook.

A month is a list of steps, each with its calculation and its figure; a longer stretch is what holds
all year, and a row a month.
"""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.steps import MonthChain
from salesplan.reports.explanation_changes import change_lines
from salesplan.reports.explanation_goal import goal_lines, total_lines
from salesplan.reports.explanation_lines import (
    Line,
    edited_line,
    line_text,
    steps_table,
    whole_lines,
    whole_text,
)
from salesplan.reports.explanation_months import months_table
from salesplan.reports.explanation_story import day_lines, days_text, formulas, sentences
from salesplan.reports.explanation_view import ExplanationView, RestView
from salesplan.reports.explanation_weight import (
    part_lines,
    rating_lines,
    received_lines,
    share_lines,
    weight_text,
)
from salesplan.reports.rest_explanation import rest_parts
from salesplan.reports.rest_story import rest_sentences
from salesplan.reports.values import Block, Role, Sheet, Table, Text


def explanation_sheet(told: ExplanationView | RestView) -> Sheet:
    """The sheet "Why this number" of a metric."""
    blocks: list[Block] = [
        Text(told.title, Role.TITLE),
        Text(told.view.title, Role.SUBTITLE),
        *(Text(line) for line in said(told)),
    ]
    for heading, part in explanation_parts(told):
        blocks.append(Text(heading, Role.HEADING))
        blocks += [part] if isinstance(part, Table) else [Text(line) for line in part]
    name = told.view.sheet_name("why_number", told.explanation.metric)
    if told.several:
        name = told.labels("name_in_team", name=name, team=told.team)
    return Sheet(name, tuple(blocks), landscape=False, one_page=True)


def said(told: ExplanationView | RestView) -> list[str]:
    """Why a target is what it is, in sentences."""
    return rest_sentences(told) if isinstance(told, RestView) else sentences(told)


def explanation_parts(
    told: ExplanationView | RestView,
) -> Iterator[tuple[str, Table | list[str]]]:
    """What comes after the sentences, each part with its heading.

    Of a month its steps; of more what holds all year, a row a month, how days are counted, and how
    the columns follow from each other.
    """
    if isinstance(told, RestView):
        yield from rest_parts(told)
        return
    labels, months = told.labels, told.explanation.months
    if len(months) == 1:
        lines = [*goal_lines(told), *_month_lines(told, months[0])]
        yield told.with_unit(labels("explain_steps")), steps_table(told, lines)
        return
    constants = [line_text(told, line) for line in (*goal_lines(told), *rating_lines(told))]
    yield told.with_unit(labels("explain_constants")), [*constants, *change_lines(told)]
    yield told.with_unit(labels("explain_months")), months_table(told)
    days = list(day_lines(told))
    if days:
        yield labels("explain_days_heading"), days
    weights = list(_weight_formulas(told))
    if weights:
        yield labels("explain_weights"), weights
    yield labels("explain_formulas"), list(formulas(told))


def _weight_formulas(told: ExplanationView) -> Iterator[str]:
    """How the weight comes about, for each month in which it is not as in all others."""
    for month in told.explanation.months:
        weight = month.weight
        if weight.parts or weight.received:
            value = told.number(weight.weight)
            text = told.labels("calc_same", sum=weight_text(told, weight), due=value)
            name = told.month_name(month.month)
            yield told.labels("assumption", name=name, value=text)


def _month_lines(told: ExplanationView, month: MonthChain) -> Iterator[Line]:
    """All steps of a month."""
    labels, attendance = told.labels, month.weight.attendance
    yield from total_lines(told, month.total, month.month)
    if month.left is not None:
        left = month.left
        text = f"{told.number(left.total)} − {told.number(left.limited)}"
        key = "step_left_team" if told.explanation.goal.levels else "step_left"
        yield labels(key), labels("calc_left", sum=text), left.left
    level, fte, record = rating_lines(told)
    if not month.weight.parts:
        yield from (level, fte)
    yield labels("step_days"), days_text(told, attendance), attendance.counted
    yield from part_lines(told, month.weight)
    yield record
    yield from received_lines(told, month.weight)
    yield from share_lines(told, month.weight, month.share)
    yield from whole_lines(told, month, labels("calc_odd"))
    yield labels("step_target"), whole_text(told, month), month.rounding.target
    if month.edit is not None:
        yield edited_line(told, month.edit)
