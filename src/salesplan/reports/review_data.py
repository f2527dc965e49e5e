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
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.standing import MetricReview, Standing
from salesplan.core.team_tree import regions_of
from salesplan.core.trend import Trend
from salesplan.errors import Finding
from salesplan.reports.plan_data import findings_data, rows_data
from salesplan.reports.review_story import Story
from salesplan.reports.review_versions import versions_data
from salesplan.reports.review_view import ReviewView
from salesplan.reports.story_data import (
    amount_data,
    per_day_data,
    rate_data,
    risks_data,
    trend_data,
    why_data,
)

FORMAT: Final = "salesplan.review"
VERSION: Final = 1


def review_data(
    story: Story,
    trend: Trend,
    sales: Sales | None,
    findings: Sequence[Finding],
    files: Sequence[str] = (),
) -> dict[str, Any]:
    """The review as JSON-ready data: every stretch; why and risks for the one asked for."""
    report = story.report
    review = report.review
    return {
        "format": FORMAT,
        "version": VERSION,
        "organisation": review.plan.profile.organisation,
        "currency": review.plan.profile.currency,
        "as_of": str(review.as_of),
        "plan_version": review.plan.version.number,
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
        "why": why_data(story),
        "risks": risks_data(story),
        "trend": trend_data(report, trend),
        "versions": versions_data(report),
        "rows": rows_data(sales),
        "findings": findings_data(report.labels, findings),
        "files": list(files),
    }


def _metric_data(report: ReviewView, stretch: Stretch, at: int) -> dict[str, Any]:
    plan = report.review.plan
    mine = report.review.stretches[stretch][1][at]
    landing = report.landings(at, stretch)
    ranks, team_ranks = mine.ranks(), mine.team_ranks()
    people = [
        {
            "name": rep.name,
            "team": plan.teams[plan.team_of[row]].name,
            "vacant": rep.vacant,
            "rank": ranks[row],
            **_standing_data(report, mine, mine.people[row], landing.people[row]),
        }
        for row, rep in enumerate(plan.profile.reps)
    ]
    teams = [
        {
            "name": team.name,
            "rank": team_ranks[row],
            **_standing_data(report, mine, mine.teams[row], landing.teams[row]),
        }
        for row, team in enumerate(plan.teams)
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
        "whole": _standing_data(report, mine, mine.whole, landing.whole),
        "regions": [
            {"name": region.name, **_standing_data(report, mine, standing, None)}
            for region, standing in zip(regions_of(plan.profile), mine.regions, strict=True)
        ],
        "teams": teams,
        "people": people,
        "others": others,
    }


def _standing_data(
    report: ReviewView, mine: MetricReview, standing: Standing, landing: Landing | None
) -> dict[str, Any]:
    def amount(value: int | Fraction | None) -> int | float | None:
        return amount_data(mine.metric, value)

    return {
        "target": amount(standing.target),
        "expected": amount(standing.expected),
        "actual": amount(standing.actual),
        "variance": amount(standing.variance),
        "variance_to_date": amount(standing.variance_to_date),
        "attainment": rate_data(standing.attainment),
        "pace": rate_data(standing.pace),
        "run_rate": per_day_data(mine.metric, standing.run_rate),
        "required_run_rate": per_day_data(mine.metric, standing.required_run_rate),
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
