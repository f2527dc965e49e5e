"""Why a target of a plan made anew is what it is, as steps to be calculated again."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from salesplan.choices import Policy
from salesplan.core.rest_steps import Carry, CarryKind, Facts, RestChain
from salesplan.reports.explanation_lines import (
    Line,
    divided,
    edited_line,
    line_text,
    steps_table,
    whole_lines,
    whole_text,
)
from salesplan.reports.explanation_view import RestView
from salesplan.reports.rest_months import rest_formulas, rest_months_table
from salesplan.reports.values import Table

_WHO: Final = {
    CarryKind.GOAL: "carry_by_goal",
    CarryKind.OWN: "carry_by_own",
    CarryKind.PERSON: "carry_by_person",
    CarryKind.TEAM: "carry_by_team",
    CarryKind.ALL: "carry_by_all",
    CarryKind.TOTAL: "carry_by_total",
}


def rest_parts(told: RestView) -> Iterator[tuple[str, Table | list[str]]]:
    """What comes after the sentences, each part with its heading.

    Of a month its steps; of more the rest of the year, a row a month, and how columns follow.
    """
    labels, found = told.labels, told.explanation
    if len(found.months) == 1 and not found.kept:
        lines = [*_person_lines(told), *_month_lines(told, found.months[0])]
        yield told.with_unit(labels("rest_steps")), steps_table(told, lines)
        return
    constants = [line_text(told, line) for line in _person_lines(told)]
    yield told.with_unit(labels("rest_constants")), constants
    yield told.with_unit(labels("explain_months")), rest_months_table(told)
    yield labels("explain_formulas"), list(rest_formulas(told))


def _person_lines(told: RestView) -> Iterator[Line]:
    """From what the person had to come to what they have."""
    labels, rest = told.labels, told.explanation.rest
    yield (
        labels("step_rest_planned"),
        labels("calc_rest_planned", version=told.before_name),
        rest.planned,
    )
    if rest.facts != rest.planned:
        yield labels("step_rest_facts"), labels("calc_rest_facts"), rest.facts
    restated = told.explanation.version.policy is Policy.LANDING
    if rest.sold is not None and rest.gap is not None and not restated:
        yield labels("step_expected", day=told.day), labels("calc_expected"), rest.expected
        yield labels("step_sold", day=told.day), labels("calc_sold"), rest.sold
        text = f"{told.number(rest.expected)} − {told.number(rest.sold)}"
        yield labels("step_gap"), text, rest.gap
    for carry in rest.carries:
        yield labels("step_rest_now"), _carry_text(told, carry), carry.after


def _carry_text(told: RestView, carry: Carry) -> str:
    """`82,700 × 304,102.69 ÷ 395,500: your team carries its gap together`."""
    labels, number = told.labels, told.number
    if carry.kind is CarryKind.OWN and carry.have:
        gap = told.explanation.rest.gap or Decimal(0)
        text = f"{number(carry.before)} {told.signed(gap)}"
        if not carry.after:
            return labels("calc_rest_none", sum=text)
    elif carry.capacity is not None and carry.capacities is not None:
        text = divided(told, carry.now, carry.capacity, carry.capacities)
    else:
        text = divided(told, carry.before, carry.now, carry.have)
    return labels("calc_carry", sum=text, why=labels(_WHO[carry.kind]))


def _month_lines(told: RestView, month: RestChain) -> Iterator[Line]:
    """All steps of a month."""
    labels, name, number = told.labels, told.month_name(month.month), told.number
    if month.frozen:
        key = "calc_month_rest_planned"
        yield labels("step_frozen", month=name), labels("calc_frozen", day=told.day), month.frozen
    else:
        key = "calc_month_planned"
    yield (
        labels("step_month_planned", month=name),
        labels(key, version=told.before_name),
        month.planned,
    )
    if month.facts is not None:
        yield from _facts_lines(told, month.facts)
    rest, share = told.explanation.rest, month.share
    text = divided(told, rest.rest, month.pattern, rest.patterns)
    if rest.by_capacity:
        text = labels("calc_by_presence", sum=text)
    yield labels("step_month_part", month=name), text, month.wanted
    text = labels("calc_parts_one" if share.alone else "calc_parts", people=told.sharing(share))
    yield labels("step_parts", month=name), text, share.weights
    if month.left is not None:
        left = f"{number(month.left.total)} − {number(month.left.limited)}"
        yield labels("step_left"), labels("calc_left", sum=left), month.left.left
    else:
        text = labels("calc_total", units=told.units)
        yield labels("step_total", month=name), text, share.amount
    text = divided(told, share.amount, share.weight, share.weights)
    yield labels("step_exact"), text, share.exact
    yield from _last_lines(told, month)


def _facts_lines(told: RestView, facts: Facts) -> Iterator[Line]:
    """What who is there now makes of the person's month."""
    labels, number = told.labels, told.number
    if facts.wanted != facts.planned:
        if facts.capacity_before is None:
            text = labels("calc_new_here", capacity=number(facts.capacity))
        else:
            text = divided(told, facts.planned, facts.capacity, facts.capacity_before)
            text = labels("calc_presence", sum=text)
        yield labels("step_presence"), text, facts.wanted
    text = divided(told, facts.total, facts.wanted, facts.all_wanted)
    if facts.total == facts.all_wanted:
        text = number(facts.wanted)
    if facts.more != 1:
        text = labels("calc_taken_over", sum=f"{text} × {number(facts.more)}")
    yield labels("step_facts"), labels("calc_facts", sum=text), facts.facts


def _last_lines(told: RestView, month: RestChain) -> Iterator[Line]:
    """From the exact share to the target."""
    labels, rest = told.labels, month.rounding.target
    yield from whole_lines(told, month, labels("calc_odd_part"))
    text = whole_text(told, month)
    if month.frozen:
        yield labels("step_rest_target"), text, rest
        text = f"{told.number(month.frozen)} + {told.number(rest)}"
    yield labels("step_target"), text, month.made
    if month.edit is not None:
        yield edited_line(told, month.edit)
