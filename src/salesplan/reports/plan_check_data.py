"""A plan check as plain data for other programs: the documented shape behind `--json`."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from salesplan.core.attainments import Spread
from salesplan.core.largest_customers import LOOKED_AT
from salesplan.core.plan_check import PersonAhead
from salesplan.reports.plan_check_story import PlanCheckStory


def plan_check_data(story: PlanCheckStory) -> dict[str, Any]:
    """The check with everything behind it; None for what is not known.

    Amounts are numbers in main units; shares, rates and probabilities are fractions of one.
    """
    check = story.check
    return {
        "metric": story.metric.settings.metric,
        "checks": [
            {
                "check": each.value,
                "rating": rating.value,
                "value": _rate(story.value(each)),
                "why": story.why(each),
            }
            for each, rating in check.ratings
        ],
        "expected": _expected(story),
        "asked_growth": _growth(story),
        "correlation": check.fairness
        and {
            "value": _rate(check.fairness.value),
            "people": check.fairness.people,
            "chance": _rate(check.fairness.chance),
        },
        "load": _load(story),
        "over_assignment": _rate(check.over),
        "concentration": _concentration(story),
        "people": [_person(story, each) for each in check.people],
    }


def _expected(story: PlanCheckStory) -> dict[str, Any] | None:
    found = story.check.ahead
    if found is None:
        return None

    def spread(each: Spread) -> dict[str, float | None]:
        return {"expected": _rate(each.middle), "low": _rate(each.low), "high": _rate(each.high)}

    return {
        "people": found.people,
        "reaching": spread(found.reaching),
        "median_attainment": spread(found.median),
        "within_20_percent": _rate(found.accurate),
    }


def _growth(story: PlanCheckStory) -> dict[str, Any] | None:
    found = story.check.growth
    if found is None:
        return None
    return {
        "people": found.people,
        "least": _rate(found.least),
        "median": _rate(found.middle),
        "largest": _rate(found.largest),
        "far_beyond_best": found.far,
    }


def _load(story: PlanCheckStory) -> dict[str, Any] | None:
    found, profile = story.check.load, story.view.plan.profile
    if found is None:
        return None
    teams = zip(profile.teams, (found.teams_beside * found.whole).tolist(), strict=True)
    return {
        "whole": _rate(found.whole),
        "teams": [{"name": team.name, "load": _rate(load) or None} for team, load in teams],
    }


def _concentration(story: PlanCheckStory) -> dict[str, Any]:
    carriers, customers = story.check.carriers, story.check.customers
    return {
        "people": carriers
        and {
            "largest": _name(story, carriers.largest.person),
            "share": _rate(carriers.part),
            "largest_fifth": carriers.fifth,
            "largest_fifth_share": _rate(carriers.fifth_part),
        },
        "customers": customers
        and {
            "largest": customers.largest,
            "count": customers.bought,
            "shares": [
                {"largest": count, "share": _rate(part)}
                for count, part in zip(LOOKED_AT, customers.parts, strict=True)
            ],
        },
    }


def _person(story: PlanCheckStory, each: PersonAhead) -> dict[str, Any]:
    return {
        "name": _name(story, each.person),
        "target": _number(story, each.target),
        "expected": _number(story, each.expected),
        "low": _number(story, each.low),
        "high": _number(story, each.high),
        "own_history": each.own,
        "probability": _rate(each.chance),
        "last_12_months": _number(story, each.last),
        "best_12_months": _number(story, each.best),
        "growth": _rate(each.growth),
        "growth_over_best": _rate(each.beyond),
        "load": _rate(each.load),
    }


def _name(story: PlanCheckStory, person: int) -> str:
    return story.view.plan.profile.reps[person].name


def _number(story: PlanCheckStory, minor: int | None) -> int | float | None:
    if minor is None:
        return None
    value = story.metric.major(minor)
    whole = int(value)
    return whole if value == whole else float(value)


def _rate(value: float | Fraction | None) -> float | None:
    return None if value is None else round(float(value), 6)
