"""What is different during the year about the person whose target is explained: in sentences.

Of others there is a name and, of what they handed over, the part: no amounts of theirs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.core.capacity import Term, terms_of
from salesplan.core.decimals import shortest
from salesplan.core.moved import Moved
from salesplan.reports.explanation_view import ExplanationView


def change_sentences(told: ExplanationView) -> Iterator[str]:
    """Changes of team, of level or FTE, and what was handed over, by the end of the stretch."""
    yield from _teams(told)
    labels = told.labels
    terms = terms_of(told.rep)
    for before, term in zip(terms, _later_terms(told), strict=False):
        day, weight = _day(told, term.start), told.number(_level_weight(told, term))
        key = "explain_change" if term.fte == 1 else "explain_change_part"
        key = "explain_change_fte" if term.skill == before.skill else key
        values = {"level": labels.level(term.skill), "fte": told.percent(term.fte)}
        yield labels(key, day=day, weight=weight, **values)
    for giver, receiver, group in _by_party(told.explanation.moved):
        yield _handed(told, giver, receiver, group)


def change_lines(told: ExplanationView) -> Iterator[str]:
    """Level and FTE from the day on which they change, as lines beside those of all year."""
    labels = told.labels
    for term in _later_terms(told):
        level, fte = labels.level(term.skill), told.number(shortest(term.fte))
        weight = told.number(_level_weight(told, term))
        text = labels("changed_to", level=level, weight=weight, fte=fte)
        yield labels("assumption", name=labels("from_day", day=_day(told, term.start)), value=text)


def labels_of(told: ExplanationView, customers: Sequence[str]) -> str:
    """What was handed over, in words."""
    if not customers:
        return told.labels("handed_part")
    return told.labels("list_separator").join(customers)


def _teams(told: ExplanationView) -> Iterator[str]:
    """The team before and the team after, where the person changes."""
    plan, labels = told.view.plan, told.labels
    rows = plan.rows_of[told.explanation.person]
    at = rows.index(told.explanation.person)
    if at:
        team = plan.teams[plan.team_of[rows[at - 1]]].name
        yield labels("explain_came", team=told.team, before=team, day=_day(told, told.rep.start))
    if at + 1 < len(rows):
        later = rows[at + 1]
        team = plan.teams[plan.team_of[later]].name
        day = _day(told, plan.reps[later].start)
        yield labels("explain_goes", team=told.team, after=team, day=day)


def _later_terms(told: ExplanationView) -> Iterator[Term]:
    """Level and FTE after the first, as far as they begin by the end of the stretch."""
    end = told.explanation.stretch.end
    for term in terms_of(told.rep)[1:]:
        if term.start is not None and term.start < end:
            yield term


def _level_weight(told: ExplanationView, term: Term) -> Decimal:
    return told.view.plan.profile.skills.levels[term.skill]


def _by_party(moved: Sequence[Moved]) -> Iterator[tuple[str, str, list[Moved]]]:
    """What was handed over at once, together: giver, receiver, parts."""
    keys = dict.fromkeys((each.day, each.giver, each.receiver, each.customers) for each in moved)
    for key in keys:
        group = [
            each for each in moved if (each.day, each.giver, each.receiver, each.customers) == key
        ]
        yield key[1], key[2], group


def _handed(told: ExplanationView, giver: str, receiver: str, group: Sequence[Moved]) -> str:
    """One handover, as the giver or the receiver is told of it."""
    first, given = group[0], giver == told.rep.name
    if first.customers:
        key = "explain_given_customers" if given else "explain_received_customers"
    else:
        key = "explain_given_part" if given else "explain_received_part"
    return told.labels(
        key,
        day=_day(told, first.day),
        giver=giver,
        receiver=receiver,
        share=told.labels.share(sum(each.share for each in group if each.source == giver)),
        customers=labels_of(told, first.customers),
    )


def _day(told: ExplanationView, day: dt.date | None) -> str:
    return "" if day is None else told.labels.date(day)
