"""A goal check as plain data for other programs: the documented shape behind `--json`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from salesplan.core.goal_chain import GoalChain
from salesplan.core.goal_drivers import DriverYear, GoalDrivers
from salesplan.reports.goal_story import GoalStory


def goal_data(story: GoalStory) -> dict[str, Any]:
    """The check with its chain, other ways, drivers, path and people; None for what is not there.

    Amounts are numbers in main units; rates and probabilities are fractions of one.
    """
    check, settings = story.check, story.metric.settings
    return {
        "metric": settings.metric,
        "goal": _number(story, story.metric.goal),
        "from": settings.by.value,
        "supports": settings.supports,
        "verdicts": [
            {"aspect": aspect.value, "verdict": verdict.value, "why": story.why(aspect)}
            for aspect, verdict in check.verdicts
        ],
        "likelihood": _likelihood(story),
        "asked_of_people": [
            {
                "name": story.view.plan.profile.reps[each.person].name,
                "best_12_months": _number(story, each.best),
                "target": _number(story, each.target),
                "growth": _rate(each.growth),
                "handed_over": each.handed,
            }
            for each in check.asked
        ],
        "chain": None if check.chain is None else _chain(story, check.chain),
        "compare": [
            {
                "from": other.way.by.value,
                "amount": None if other.amount is None else _number(story, other.amount),
                "probability": None if other.chance is None else round(other.chance, 4),
                "reason": other.reason and story.labels.message(other.reason),
            }
            for other in check.alternatives
        ],
        "drivers": None if check.drivers is None else _drivers(story, check.drivers),
        "path": [
            {"year": point.year, "amount": _number(story, point.amount)} for point in check.path
        ],
        "commitments": _commitments(story),
    }


def _likelihood(story: GoalStory) -> dict[str, Any] | None:
    likely = story.check.likely
    if likely is None:
        return None
    return {
        "probability": round(likely.chance, 4),
        "expected": _number(story, likely.expected),
        "low": _number(story, likely.low),
        "high": _number(story, likely.high),
        "months_of_history": likely.months,
        "backtests": likely.backtests,
        "recent_halves": likely.halves
        and {"older": likely.halves.older, "newer": likely.halves.newer},
    }


def _chain(story: GoalStory, chain: GoalChain) -> dict[str, Any]:
    return {
        "last_year": {"name": chain.base.name, "total": _number(story, chain.base.total)},
        "steps": [
            {
                "step": step.link.value,
                "amount": _number(story, step.amount),
                "of_last_year": _rate(chain.part(step)),
                "assumed": None if step.rate is None else _rate(step.rate),
            }
            for step in chain.steps
        ],
        "growth": _rate(chain.growth),
    }


def _drivers(story: GoalStory, found: GoalDrivers) -> dict[str, Any]:
    def year(each: DriverYear) -> dict[str, Any]:
        return {
            "name": each.name,
            "customers": each.customers,
            "orders": each.orders,
            "orders_per_customer": _rate(each.orders_per_customer),
            "average_order": _number(story, round(each.average_order)),
            "total": _number(story, each.amount),
        }

    return {
        "years": [year(each) for each in found.years],
        "alone": {
            "customers": found.customers_alone,
            "orders_per_customer": _rate(found.orders_alone),
            "average_order": _number(story, round(found.average_alone)),
        },
    }


def _commitments(story: GoalStory) -> dict[str, Any] | None:
    found = story.check.commitments
    if found is None:
        return None
    plan = story.view.plan
    people = [
        (plan.profile.reps[rows[0]], int(found.amounts[rows[0]]), bool(found.committed[rows[0]]))
        for rows in plan.persons
    ]
    return {
        "file": found.file,
        "people": [
            {"name": rep.name, "amount": _number(story, amount) if has else None}
            for rep, amount, has in people
        ],
    }


def _number(story: GoalStory, minor: int) -> int | float:
    value = story.metric.major(minor)
    whole = int(value)
    return whole if value == whole else float(value)


def _rate(value: Fraction) -> float:
    return round(float(value), 6)
