"""A review as plain data for other programs: the documented shape behind `--json`.

Amounts are numbers in main units, rates fractions of one, and what has no value is null. See
docs/json.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from salesplan.choices import Stretch
from salesplan.core.landing import Landing
from salesplan.core.review import MetricReview, Standing
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.errors import Finding
from salesplan.reports.plan_data import findings_data, rows_data
from salesplan.reports.review_report import ReviewReport

FORMAT: Final = "salesplan.review"
VERSION: Final = 1


def review_data(
    report: ReviewReport, sales: Sales | None, findings: Sequence[Finding]
) -> dict[str, Any]:
    """The review as JSON-ready data: every stretch; landings for the one asked for."""
    review = report.review
    return {
        "format": FORMAT,
        "version": VERSION,
        "organisation": review.plan.profile.organisation,
        "currency": review.plan.profile.currency,
        "as_of": str(review.as_of),
        "period": report.stretch.value,
        "periods": {
            stretch.value: {
                "name": period.key,
                "first_day": str(period.start),
                "last_day": str(period.end - dt.timedelta(days=1)),
                "metrics": [_metric_data(report, stretch, at) for at in range(len(review.metrics))],
            }
            for stretch, (period, _) in review.stretches.items()
        },
        "rows": rows_data(sales),
        "findings": findings_data(report.labels, findings),
    }


def _metric_data(report: ReviewReport, stretch: Stretch, at: int) -> dict[str, Any]:
    plan = report.review.plan
    mine = report.review.stretches[stretch][1][at]
    landing = report.landings[at] if stretch is report.stretch else None
    people_land = landing.people if landing else (None,) * len(mine.people)
    teams_land = landing.teams if landing else (None,) * len(mine.teams)
    ranks = mine.ranks()
    people = [
        {
            "name": rep.name,
            "team": plan.profile.team[plan.team_of[row]].name,
            "rank": ranks[row],
            **_standing_data(report, mine, mine.people[row], people_land[row]),
        }
        for row, rep in enumerate(plan.profile.reps)
    ]
    teams = [
        {
            "name": team.name,
            **_standing_data(report, mine, mine.teams[row], teams_land[row]),
        }
        for row, team in enumerate(plan.profile.team)
    ]
    others = [
        {
            "name": None if name == UNASSIGNED else name,
            **_standing_data(report, mine, standing, None),
        }
        for name, standing in mine.others
    ]
    return {
        "metric": mine.metric.settings.metric,
        "whole": _standing_data(report, mine, mine.whole, landing.whole if landing else None),
        "teams": teams,
        "people": people,
        "others": others,
    }


def _standing_data(
    report: ReviewReport, mine: MetricReview, standing: Standing, landing: Landing | None
) -> dict[str, Any]:
    def amount(value: int | Fraction | None) -> int | float | None:
        if value is None:
            return None
        major = mine.metric.major(round(value))
        return int(major) if major == int(major) else float(major)

    def rate(value: Fraction | None) -> float | None:
        return None if value is None else round(float(value), 6)

    return {
        "target": amount(standing.target),
        "expected": amount(standing.expected),
        "actual": amount(standing.actual),
        "variance": amount(standing.variance),
        "variance_to_date": amount(standing.variance_to_date),
        "attainment": rate(standing.attainment),
        "pace": rate(standing.pace),
        "run_rate": amount(standing.run_rate),
        "required_run_rate": amount(standing.required_run_rate),
        "days_gone": standing.days_gone,
        "days_left": standing.days_left,
        "landing": None
        if landing is None
        else {
            "expected": amount(landing.expected),
            "low": amount(landing.low),
            "high": amount(landing.high),
            "basis": landing.basis.value,
        },
        "status": report.status(standing).value,
    }
