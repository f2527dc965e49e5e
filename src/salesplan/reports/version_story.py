"""What a version of a plan changed, in words: why, the gap, who carries it, what is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesplan.choices import Policy
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.turn import Turn
from salesplan.labels import Labels
from salesplan.reports.plan_view import View

_MOST_NAMES: Final = 8


def policy_text(labels: Labels, plan: Plan) -> str:
    """Who carries the gap, in a few words; "" for a first version."""
    if plan.before is None:
        return ""
    policy = plan.version.policy
    return labels("policy_edits" if policy is None else f"policy_{policy.value}")


def reason_line(view: View) -> str:
    """`Version 2 of 2 Apr 1998, by Ann: the first quarter missed`."""
    labels, version = view.labels, view.plan.version
    if version.made is None:
        name = labels("version_line", number=version.number)
    else:
        name = labels("version_made", number=version.number, date=labels.date(version.made))
    key = "said_because" if version.author else "said_because_nobody"
    values = {"author": version.author} if version.author else {}
    return labels(key, version=name, reason=version.reason, **values)


def change_sentences(view: View, metric: MetricPlan) -> list[str]:
    """The gap so far, who carries it, what is left of the year, and whose share of it rises most.

    Of a first version there is nothing to say.
    """
    if view.plan.before is None:
        return []
    turn = Turn.of(view.plan, metric)
    if not turn.rest.any():  # what went beyond the goal is not carried over: the gap is not known
        return [view.labels("rest_none")]
    return [
        *_gap(view, turn),
        *_who_carries(view, turn),
        _rest(view, turn),
        *_rising(view, turn),
    ]


def _gap(view: View, turn: Turn) -> Iterator[str]:
    """What was sold against what was to be reached, where that is known."""
    plan, labels = view.plan, view.labels
    if plan.version.as_of is None or plan.version.policy is None:
        return
    expected, gap = int(turn.expected.sum()), int(turn.moved.sum())
    values = {
        "date": labels.date(plan.version.as_of),
        "expected": view.whole_units(turn.metric, expected),
    }
    if not turn.moved.any():
        yield labels("gap_not_moved", **values)
        return
    values["actual"] = view.whole_units(turn.metric, int(turn.sold.sum()))
    if not gap:
        del values["expected"]
        yield labels("sold_as_planned", **values)
        return
    key = "sold_ahead" if gap > 0 else "sold_behind"
    rate = f"{gap / expected:+.1%}" if expected > 0 else "–"
    yield labels(key, **values, gap=view.whole_units(turn.metric, abs(gap)), rate=rate)


def _who_carries(view: View, turn: Turn) -> Iterator[str]:
    """What became of the gap and of the goal."""
    labels, metric, before = view.labels, turn.metric, turn.before
    policy = view.plan.version.policy
    goals = {} if before is None else {
        "before": view.said(metric, before.goal),
        "after": view.said(metric, metric.goal),
    }  # fmt: skip
    moved = before is not None and before.goal != metric.goal
    if policy is None:
        yield labels("told_edits")
    elif policy is Policy.LANDING:
        if moved:
            yield labels("told_landing", **goals)
    elif policy is Policy.FACTS or turn.moved.any():
        yield labels(f"told_{policy.value}")
    if moved and policy is not Policy.LANDING and not view.plan.part:
        yield labels("goal_moved", **goals)


def _rest(view: View, turn: Turn) -> str:
    """What is left to reach, for each working day against what had been planned."""
    labels = view.labels
    rest, planned = int(turn.rest.sum()), int(turn.planned.sum())
    values = {
        "rest": view.whole_units(turn.metric, rest),
        "days": labels.counted("workdays_left", turn.days),
        "daily": view.about(turn.metric, rest / max(turn.days, 1)),
    }
    if planned <= 0:
        return labels("rest_told_alone", **values)
    if rest == planned:
        return labels("rest_told_same", **values)
    return labels(
        "rest_told",
        **values,
        daily_before=view.about(turn.metric, planned / max(turn.days, 1)),
        rate=f"{rest / planned - 1:+.1%}",
    )


def _rising(view: View, turn: Turn) -> Iterator[str]:
    """Who has clearly more to reach than was planned for them."""
    labels, limit = view.labels, view.plan.profile.replan.max_rise
    rising = turn.rising(limit)
    if not rising:
        return
    names = [
        labels("rising_person", name=view.plan.reps[row].name, rate=f"{rise:+.0%}")
        for row, rise in rising[:_MOST_NAMES]
    ]
    people = labels("list_separator").join(names)
    if len(rising) > _MOST_NAMES:
        more = labels.number(len(rising) - _MOST_NAMES)
        people = labels("rising_more", people=people, count=more)
    yield labels("rising_people", limit=labels.share(limit, 0), people=people)
