"""Why a target of a plan made anew is what it is, in the sentences one would say to the person."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.choices import Policy
from salesplan.reports.explanation_lines import limit_texts
from salesplan.reports.explanation_story import kept_sentence
from salesplan.reports.explanation_view import RestView


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
    planned, now = told.amount(rest.planned), told.amount(rest.target)
    yield labels("rest_of_year", planned=planned, rest=now, before=told.before_name)


def _carried(told: RestView) -> Iterator[str]:
    """That the stretch holds what was taken out of its past."""
    for day, amount in told.explanation.carried:
        yield told.labels("rest_carried", amount=told.signed(amount), day=told.labels.date(day))


def _limits(told: RestView) -> Iterator[str]:
    limits = limit_texts(told)
    if limits:
        yield told.labels("rest_limits", limits=told.labels("list_separator").join(limits))


def _edited(told: RestView) -> Iterator[str]:
    made = sum((month.made for month in told.explanation.months), Decimal(0))
    final = sum((month.target for month in told.explanation.months), Decimal(0))
    if told.explanation.edited:
        planned = told.amount(told.explanation.target - final + made)
        target = told.amount(told.explanation.target)
        yield told.labels("explain_edited", period=told.period, target=target, planned=planned)
