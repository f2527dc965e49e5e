"""The first step of an explanation: what the goal comes from, down to a person's team."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import BaseModel

from salesplan.core.decimals import fewest_digits, rounded, shortest
from salesplan.core.levels import Level, Portion
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.steps import GoalStep, LevelBy, LevelShare, LevelStep
from salesplan.core.team_tree import people_of_teams
from salesplan.profile import By, Goal, LevelPolicy


def goal_of(plan: Plan, metric: MetricPlan, person: int) -> GoalStep:
    """What the goal of a metric comes from, with the levels above a person."""
    settings, base = metric.settings, metric.growth_base
    return GoalStep(
        settings.by,
        "" if base is None else base.name,
        None if base is None else metric.major(base.total),
        tuple(_rates(settings)),
        settings.unit,
        metric.major(metric.goal),
        settings.over_assignment,
        metric.major(metric.assigned),
        tuple(_levels(plan, metric, person)),
    )


def _levels(plan: Plan, metric: MetricPlan, person: int) -> Iterator[LevelStep]:
    """The levels of the person below the company."""
    people = people_of_teams(plan.profile) if metric.levels else {}
    for level in metric.levels[1:]:
        if person in people.get(level.name, ()):
            yield LevelStep(
                level.name,
                _level_by(plan, level),
                _said(metric, level),
                metric.major(level.base),
                level.over_assignment,
                metric.major(level.assigned),
                None if level.portion is None else _share(metric, level.base, level.portion),
            )


def _level_by(plan: Plan, level: Level) -> LevelBy:
    """What a level's base comes from."""
    up = plan.profile.levels.policy is LevelPolicy.BOTTOM_UP
    if level.base == level.below and (up or level.said is None):
        return LevelBy.BELOW
    if level.portion is not None:
        return LevelBy.REST
    return LevelBy.GOAL if level.base == level.said else LevelBy.SCALED


def _said(metric: MetricPlan, level: Level) -> Decimal | None:
    """The goal of a level: its own, or without a part by weight those below it added up."""
    if level.said is None and (level.portion is not None or level.below is None):
        return None
    return metric.major(level.wanted if level.said is not None else level.below or 0)


def _share(metric: MetricPlan, base: int, portion: Portion) -> LevelShare:
    """A part by weight, with as many decimals as it takes to be recalculated."""
    places, one = metric.decimals, 10**metric.decimals
    left = portion.amount - portion.taken
    whole, weight, weights = (
        Fraction(each) / one for each in (left, Fraction(portion.weight), Fraction(portion.weights))
    )
    exact, odd = rounded(whole * weight / weights, places), metric.major(base % metric.unit)

    def with_digits(digits: int) -> tuple[LevelShare, bool]:
        amount, shown = metric.major(portion.amount), rounded(whole, max(digits, places))
        mine, all_ = shortest(rounded(weight, digits)), shortest(rounded(weights, digits))
        found = LevelShare(
            *(amount, shortest(amount - shown), shortest(shown)),
            *(mine, all_, exact, odd),
        )
        again = rounded(Fraction(shown) * Fraction(mine) / Fraction(all_ or 1), places)
        return found, again == exact

    return fewest_digits(with_digits)


def _rates(settings: Goal) -> Iterator[tuple[str, Decimal]]:
    """The figures by which the goal was set, but for a number that is the goal itself."""
    said = getattr(settings, settings.by.value)
    if isinstance(said, BaseModel):
        for name, value in said.model_dump(by_alias=True).items():
            parts = value.items() if isinstance(value, dict) else ()
            yield from ((f"{name}_{part}", Decimal(rate)) for part, rate in parts)
            if isinstance(value, Decimal | int):
                yield name, Decimal(value)
    elif settings.by is not By.ANNUAL and isinstance(said, Decimal):
        yield settings.by.value, said
