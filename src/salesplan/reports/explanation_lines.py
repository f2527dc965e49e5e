"""Lines of a calculation, step by step, that explanations of either kind have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from salesplan.core.rest_steps import RestChain
from salesplan.core.steps import Edit, Limited, MonthChain, Rounding, Share
from salesplan.reports.explanation_view import TargetView
from salesplan.reports.limit_table import limit_text
from salesplan.reports.values import Column, Kind, Role, Row, Table

Line = tuple[str, str, Decimal]
"""A step: its name, its calculation, its figure."""

_CALCULATION: Final = 62.0  # as wide as calculations need at the most


def steps_table(told: TargetView, lines: Iterable[Line]) -> Table:
    """Step, calculation, figure; the target is the last."""
    labels = told.labels
    columns = (
        Column(labels("step")),
        Column(labels("calculation"), width=_CALCULATION),
        Column(labels("figure"), Kind.FIGURE, Role.TOTAL),
    )
    rows = [Row(line) for line in lines]
    rows[-1] = replace(rows[-1], role=Role.TOTAL)
    return Table(f"why_{told.key}", columns, tuple(rows))


def line_text(told: TargetView, line: Line) -> str:
    """A step in a line of text: `FTE: 0.8 (of a full-time job)`."""
    name, calculation, figure = line
    value = told.number(figure)
    return told.labels("assumption_why", name=name, value=value, why=calculation)


def divided(told: TargetView, amount: Decimal, part: Decimal, whole: Decimal) -> str:
    """`57,400 × 0.557 ÷ 10.302`."""
    return f"{told.number(amount)} × {told.number(part)} ÷ {told.number(whole)}"


def limit_texts(told: TargetView) -> list[str]:
    """The limits on the person, and on their team."""
    found = []
    for limit in told.explanation.limits:
        text = limit_text(told.view, told.explanation.metric, limit)
        own = limit.name == told.rep.name
        found.append(text if own else told.labels("assumption", name=limit.name, value=text))
    return found


def _limited_line(told: TargetView, share: Share, limited: Limited) -> Line:
    """What limits of one's own make of the exact share."""
    labels = told.labels
    text = f"{told.number(share.exact)} × {told.number(limited.factor)}"
    if not share.exact:
        text = labels("calc_called_in")
    limits = labels("list_separator").join(limit_texts(told))
    return labels("step_limited"), labels("calc_limited", sum=text, limits=limits), limited.exact


def whole_lines(told: TargetView, month: MonthChain | RestChain, odd: str) -> Iterator[Line]:
    """What stands between the exact share and whole units; `odd` says what is less than one."""
    if month.limited is None:
        yield from _rounding_lines(told, month.rounding, odd)
    else:
        yield _limited_line(told, month.share, month.limited)


def whole_text(told: TargetView, month: MonthChain | RestChain) -> str:
    """How the target in whole units comes about."""
    if month.limited is None:
        return _rounding_text(told, month.rounding)
    return told.labels("calc_limited_whole", units=told.units)


def _rounding_lines(told: TargetView, rounding: Rounding, odd: str) -> Iterator[Line]:
    """What the months before have left, and what is less than a unit."""
    labels = told.labels
    left = rounding.before - rounding.given
    if left:
        before, given = told.number(rounding.before), told.number(rounding.given)
        yield labels("step_before"), labels("calc_before", before=before, given=given), left
    if rounding.odd:
        yield labels("step_odd"), odd, rounding.odd


def _rounding_text(told: TargetView, rounding: Rounding) -> str:
    """`3,104.64 + 9.65 = 3,114.29, down to whole 100s`."""
    left, carried = rounding.before - rounding.given, rounding.carried
    text = told.number(rounding.due)
    if left:
        added = f"{told.number(rounding.exact)} {told.signed(left)}"
        text = told.labels("calc_same", sum=added, due=text)
    if carried:
        text = told.labels("calc_down" if carried > 0 else "calc_up", due=text, units=told.units)
    return f"{text} + {told.number(rounding.odd)}" if rounding.odd else text


def edited_line(told: TargetView, edit: Edit) -> Line:
    """The target that somebody wrote over the one planned."""
    text = told.labels("calc_edited", planned=told.number(edit.planned))
    return told.labels("step_edited"), text, edit.target
