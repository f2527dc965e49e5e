"""Why a target of a plan made anew is what it is: sentences, and steps to be calculated again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from salesplan.choices import Policy
from salesplan.core.rest_steps import Carry, CarryKind, Facts, KeptMonth, RestChain
from salesplan.core.steps import Rounding
from salesplan.reports.explanation_story import kept_sentence
from salesplan.reports.explanation_view import RestView
from salesplan.reports.limit_table import limit_text
from salesplan.reports.values import Cell, Column, Kind, Role, Row, Table

_CALCULATION: Final = 62.0
_Line = tuple[str, str, Decimal]
_WHO: Final = {
    CarryKind.GOAL: "carry_by_goal",
    CarryKind.OWN: "carry_by_own",
    CarryKind.PERSON: "carry_by_person",
    CarryKind.TEAM: "carry_by_team",
    CarryKind.ALL: "carry_by_all",
    CarryKind.TOTAL: "carry_by_total",
}


def rest_sentences(told: RestView) -> list[str]:
    """Which version made the target, the gap and who carries it, limits."""
    return [
        *kept_sentence(told),
        _made(told),
        *_gap(told),
        *_carried(told),
        *_limits(told),
        *_edited(told),
    ]


def _made(told: RestView) -> str:
    labels, found = told.labels, told.explanation
    return labels(
        "rest_made" if found.version.reason else "rest_made_plain",
        period=told.period,
        target=told.amount(found.target),
        version=told.version_name(found.version),
        reason=found.version.reason,
    )


def _gap(told: RestView) -> Iterator[str]:
    """What was missing or ahead, and who carries it."""
    labels, found = told.labels, told.explanation
    rest = found.rest
    if rest.sold is None or rest.gap is None:
        yield labels("rest_no_gap")
    else:
        key = "rest_ahead" if rest.gap < 0 else "rest_behind" if rest.gap > 0 else "rest_even"
        yield labels(
            key,
            day=told.day,
            expected=told.amount(rest.expected),
            sold=told.amount(rest.sold),
            gap=told.amount(abs(rest.gap)),
        )
        policy = found.version.policy
        if policy is Policy.OWN and rest.gap:
            yield labels("told_own")
        elif policy is Policy.TEAM:
            yield labels("told_team")
    if found.version.policy is Policy.LANDING and found.goal.goal != found.goal_before:
        goals = told.amount(found.goal_before), told.amount(found.goal.goal)
        yield labels("told_landing", before=goals[0], after=goals[1])
    planned, now = told.amount(rest.planned), told.roughly(rest.rest)
    yield labels("rest_of_year", planned=planned, rest=now, before=_before(told))


def _before(told: RestView) -> str:
    return told.version_name(told.explanation.before)


def _carried(told: RestView) -> Iterator[str]:
    """That the stretch holds what was taken out of its past."""
    for day, amount in told.explanation.carried:
        yield told.labels("rest_carried", amount=told.signed(amount), day=told.labels.date(day))


def _limits(told: RestView) -> Iterator[str]:
    limits = limit_texts(told)
    if limits:
        yield told.labels("rest_limits", limits=told.labels("list_separator").join(limits))


def limit_texts(told: RestView) -> list[str]:
    """The limits on the person, and on their team."""
    found = []
    for limit in told.explanation.limits:
        text = limit_text(told.view, told.explanation.metric, limit)
        own = limit.name == told.rep.name
        found.append(text if own else told.labels("assumption", name=limit.name, value=text))
    return found


def _edited(told: RestView) -> Iterator[str]:
    made = sum((month.made for month in told.explanation.months), Decimal(0))
    final = sum((month.target for month in told.explanation.months), Decimal(0))
    if told.explanation.edited:
        planned = told.amount(told.explanation.target - final + made)
        target = told.amount(told.explanation.target)
        yield told.labels("explain_edited", period=told.period, target=target, planned=planned)


def rest_parts(told: RestView) -> Iterator[tuple[str, Table | list[str]]]:
    """What comes after the sentences, each part with its heading.

    Of a month its steps; of more the rest of the year, a row a month, and how columns follow.
    """
    labels, found = told.labels, told.explanation
    unit = told.view.plan.profile.currency if found.metric.is_money else ""

    def heading(text: str) -> str:
        return labels("with_unit", heading=text, unit=unit) if unit else text

    if len(found.months) == 1 and not found.kept:
        yield heading(labels("rest_steps")), _steps_table(told, found.months[0])
        return
    lines = [
        labels("assumption_why", name=name, value=told.number(figure), why=calculation)
        for name, calculation, figure in _person_lines(told)
    ]
    yield heading(labels("rest_constants")), lines
    yield heading(labels("explain_months")), _months_table(told)
    yield labels("explain_formulas"), list(_formulas(told))


def _steps_table(told: RestView, month: RestChain) -> Table:
    """Step, calculation, figure; the target is the last."""
    labels = told.labels
    columns = (
        Column(labels("step")),
        Column(labels("calculation"), width=_CALCULATION),
        Column(labels("figure"), Kind.FIGURE, Role.TOTAL),
    )
    rows = [Row(line) for line in (*_person_lines(told), *_month_lines(told, month))]
    rows[-1] = replace(rows[-1], role=Role.TOTAL)
    return Table(f"why_{told.key}", columns, tuple(rows))


def _person_lines(told: RestView) -> Iterator[_Line]:
    """From what the person had to come to what they have."""
    labels, rest = told.labels, told.explanation.rest
    yield (
        labels("step_rest_planned"),
        labels("calc_rest_planned", version=_before(told)),
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
        text = f"{number(carry.now)} × {number(carry.capacity)} ÷ {number(carry.capacities)}"
    else:
        text = f"{number(carry.before)} × {number(carry.now)} ÷ {number(carry.have)}"
    return labels("calc_carry", sum=text, why=labels(_WHO[carry.kind]))


def _month_lines(told: RestView, month: RestChain) -> Iterator[_Line]:
    """All steps of a month."""
    labels, name, number = told.labels, told.month_name(month.month), told.number
    if month.frozen:
        key = "calc_month_rest_planned"
        yield labels("step_frozen", month=name), labels("calc_frozen", day=told.day), month.frozen
    else:
        key = "calc_month_planned"
    yield (
        labels("step_month_planned", month=name),
        labels(key, version=_before(told)),
        month.planned,
    )
    if month.facts is not None:
        yield from _facts_lines(told, month.facts)
    rest, share = told.explanation.rest, month.share
    text = f"{number(rest.rest)} × {number(month.pattern)} ÷ {number(rest.patterns)}"
    if rest.by_capacity:
        text = labels("calc_by_presence", sum=text)
    yield labels("step_part", month=name), text, month.wanted
    text = labels.counted("calc_parts", share.people)
    yield labels("step_parts", month=name), text, share.weights
    if month.left is not None:
        left = f"{number(month.left.total)} − {number(month.left.limited)}"
        yield labels("step_left"), labels("calc_left", sum=left), month.left.left
    else:
        text = labels("calc_total", units=told.units)
        yield labels("step_total", month=name), text, share.amount
    text = f"{number(share.amount)} × {number(share.weight)} ÷ {number(share.weights)}"
    yield labels("step_exact"), text, share.exact
    yield from _last_lines(told, month)


def _facts_lines(told: RestView, facts: Facts) -> Iterator[_Line]:
    """What who is there now makes of the person's month."""
    labels, number = told.labels, told.number
    if facts.wanted != facts.planned:
        if facts.capacity_before is None:
            text = labels("calc_new_here", capacity=number(facts.capacity))
        else:
            text = (
                f"{number(facts.planned)} × {number(facts.capacity)} ÷ "
                f"{number(facts.capacity_before)}"
            )
            text = labels("calc_presence", sum=text)
        yield labels("step_presence"), text, facts.wanted
    text = f"{number(facts.total)} × {number(facts.wanted)} ÷ {number(facts.all_wanted)}"
    if facts.total == facts.all_wanted:
        text = number(facts.wanted)
    if facts.more != 1:
        text = labels("calc_taken_over", sum=f"{text} × {number(facts.more)}")
    yield labels("step_facts"), labels("calc_facts", sum=text), facts.facts


def _last_lines(told: RestView, month: RestChain) -> Iterator[_Line]:
    """From the exact share to the target."""
    labels, number, rounding = told.labels, told.number, month.rounding
    if month.limited is not None:
        text = f"{number(month.share.exact)} × {number(month.limited.factor)}"
        if not month.share.exact:
            text = labels("calc_called_in")
        limits = labels("list_separator").join(limit_texts(told))
        text = labels("calc_limited", sum=text, limits=limits)
        yield labels("step_limited"), text, month.limited.exact
        text = labels("calc_limited_whole", units=told.units)
    else:
        left = rounding.before - rounding.given
        if left:
            before, given = number(rounding.before), number(rounding.given)
            yield labels("step_before"), labels("calc_before", before=before, given=given), left
        if rounding.odd:
            yield labels("step_odd"), labels("calc_odd_part"), rounding.odd
        text = _due_text(told, rounding, left)
    if month.frozen:
        yield labels("step_rest_target"), text, rounding.target
        text = f"{number(month.frozen)} + {number(rounding.target)}"
    yield labels("step_target"), text, month.made
    if month.edit is not None:
        text = labels("calc_edited", planned=number(month.edit.planned))
        yield labels("step_edited"), text, month.edit.target


def _due_text(told: RestView, rounding: Rounding, left: Decimal) -> str:
    """`6,157.42 + 3.56 = 6,160.98, up to whole 100s`."""
    text = told.number(rounding.due)
    if left:
        added = f"{told.number(rounding.exact)} {told.signed(left)}"
        text = told.labels("calc_same", sum=added, due=text)
    if rounding.carried:
        key = "calc_down" if rounding.carried > 0 else "calc_up"
        text = told.labels(key, due=text, units=told.units)
    return f"{text} + {told.number(rounding.odd)}" if rounding.odd else text


def _months_table(told: RestView) -> Table:
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
    decimals = "" if whole or not metric.decimals else "." + "0" * metric.decimals
    name = f"why_months_{told.key}"
    return Table(name, tuple(columns), tuple(rows), amount_format=f"#,##0{decimals}")


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


def _formulas(told: RestView) -> Iterator[str]:
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
