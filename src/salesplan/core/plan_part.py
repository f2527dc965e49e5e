"""The plan of some people alone, for a workbook that tells nothing of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from salesplan.core.calendar import MONTHS
from salesplan.core.evidence import Before
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.record import no_record
from salesplan.core.version import Carried
from salesplan.profile import Goal, History, Rep, Team

_OF_THE_WHOLE = frozenset({"W401", "N403", "N414"})
"""Findings that speak of sales or people outside a part of the plan."""


def part_of(plan: Plan, people: Sequence[int]) -> Plan:
    """The plan of some people alone, with nothing in it from which others' numbers follow.

    `people` are positions in `plan.profile.reps`. The goal becomes the sum of their targets; shares
    of the year and indices stay as they are. Of the track records only the factors stay: a record
    tells what all others sold, since it is measured against them.
    """
    chosen = sorted(people)
    names = {plan.reps[at].name for at in chosen}
    others = {rep.name for rep in plan.reps} - names
    goals = tuple(_goal_of(metric, chosen) for metric in plan.metrics)
    alone = {"team": _teams_of(plan, chosen), "goals": goals}
    return Plan(
        plan.profile.model_copy(update=alone | {"history": History(), "handovers": ()}),
        plan.calendar,
        tuple(
            _part_of_metric(metric, goal, chosen)
            for metric, goal in zip(plan.metrics, goals, strict=True)
        ),
        tuple(
            finding
            for finding in plan.findings
            if finding.values.get("name") not in others and finding.code not in _OF_THE_WHOLE
        ),
        part=True,
        version=plan.version,
        moved=tuple(each for each in plan.moved if each.giver in names),
        before=None if plan.before is None else part_of(plan.before, _there_before(plan, chosen)),
    )


def _teams_of(plan: Plan, people: Sequence[int]) -> tuple[Team, ...]:
    """The teams of some people, with them alone and without what the whole team is held to."""
    members: dict[int, list[Rep]] = {}
    for at in people:
        members.setdefault(plan.team_of[at], []).append(plan.reps[at])
    no_goals: dict[str, object] = {"target": None, "targets": {}, "goal": None, "goals": {}}
    return tuple(
        team.model_copy(
            update=no_goals | {"reps": tuple(members[at]), "over_assignment": Decimal(0)}
        )
        for at, team in enumerate(plan.teams)
        if at in members
    )


def _goal_of(metric: MetricPlan, people: Sequence[int]) -> Goal:
    """The sum of some people's targets as a goal."""
    settings = metric.settings
    return Goal(
        metric=settings.metric,
        label=settings.label,
        kind="money" if metric.is_money else "count",
        source=settings.source,
        unit=settings.unit,
        daily_unit=settings.daily_unit,
        annual=metric.major(metric.held_by(people)) or None,
    )


def _there_before(plan: Plan, people: Sequence[int]) -> list[int]:
    """Where those of some people stood in the version before who were in it."""
    places = (plan.rows_before[at] for at in people)
    return [place for place in places if place is not None]


def _part_of_metric(metric: MetricPlan, goal: Goal, people: list[int]) -> MetricPlan:
    targets = metric.targets[people]
    before = metric.last_year
    if before is not None:
        table = np.vstack([before.table[people], np.zeros((1, MONTHS), dtype=np.int64)])
        before = Before(before.name, table, before.complete)
    return replace(
        metric,
        settings=goal,
        goal=metric.held_by(people),
        assigned=metric.held_by(people),
        record=replace(no_record(len(people)), factor=metric.record.factor[people]),
        months=targets.sum(axis=0),
        targets=targets,
        growth_base=None,
        last_year=before,
        limits=(),
        exact=None,
        pools=(),
        carried=tuple(Carried(each.day, each.months[people]) for each in metric.carried),
        levels=(),
    )
