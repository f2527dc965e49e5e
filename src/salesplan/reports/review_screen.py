"""What a review says on the screen: a table for each metric, and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from salesplan.core.sales import Sales
from salesplan.core.trend import Trend
from salesplan.reports.plan_screen import with_unit
from salesplan.reports.review_blocks import standings_table
from salesplan.reports.review_story import Story
from salesplan.reports.review_view import ReviewView
from salesplan.reports.trend_sheet import trend_sentence
from salesplan.reports.values import Table

_MOST_RISKS: Final = 3


def review_tables(report: ReviewView, *, wide: bool = False) -> Iterator[tuple[str, Table]]:
    """A table for each metric, with its heading: people by team, others, the whole.

    On a `wide` screen with attainments by another version of the plan, if there is one.
    """
    for at, mine in enumerate(report.metrics):
        heading = report.labels(
            "review_heading",
            metric=report.view.metric_name(mine.metric),
            period=report.period_name(),
        )
        table = standings_table(report, at, beside=wide)
        large = report.in_wan(mine.metric)
        heading, table = with_unit(report.view, mine.metric, heading, table, large=large)
        yield f"{heading} · {report.days_gone()}", table


def told(story: Story, trend: Trend) -> Iterator[tuple[str, list[str]]]:
    """Why, the largest risks, and how the reviews before this one went: headings and sentences."""
    report, labels = story.report, story.report.labels
    why = story.why(report.scope)
    risks = [story.risk(risk) for risk in story.risks[:_MOST_RISKS]]
    moved = [trend_sentence(report, trend)] if len(trend.points) > 1 else []
    for key, lines in (("why", why), ("risks", risks), ("trend", moved)):
        if lines:
            yield labels(key), lines


def rows_line(report: ReviewView, sales: Sales) -> str:
    """What became of the rows of the files."""
    return report.labels(
        "history_rows",
        read=report.labels.number(sales.read),
        used=report.labels.number(sales.used),
        rejected=report.labels.number(sales.rejected),
        left_out=report.labels.number(sales.left_out),
    )


def closing_line(report: ReviewView) -> str:
    """The main metric in a sentence: done, target, expected, landing with its range."""
    mine, landing = report.metrics[0], report.landings(0).whole
    whole, labels, period = mine.whole, report.labels, report.period_name()
    if not report.review.days_gone:
        return labels("review_not_begun", period=period)
    if whole.target is None or whole.expected is None:
        return labels("review_no_target", period=period)
    values = {
        name: report.said_exactly(mine.metric, value)
        for name, value in (
            ("actual", whole.actual),
            ("target", whole.target),
            ("expected", whole.expected),
        )
    }
    parts = [labels("review_closing", period=period, **values)]
    if report.has_landing and landing is not None:
        shown = report.said(mine.metric, landing.expected)
        parts.append(labels("review_landing", landing=shown))
        if landing.low is not None and landing.high is not None and whole.days_left:
            low, high = (report.said(mine.metric, each) for each in (landing.low, landing.high))
            parts.append(labels("review_range", low=low, high=high))
    return " · ".join(parts)


def below(report: ReviewView, threshold: Fraction) -> list[str]:
    """People and teams whose pace in the main metric is below a threshold, as labelled."""
    plan, mine = report.review.plan, report.metrics[0]
    people = [report.view.person_name(at) for at in range(len(plan.profile.reps))]
    names = people + [team.name for team in plan.teams]
    standings = [*mine.people, *mine.teams]
    return [
        f"{name} {report.labels.share(float(standing.pace))}"
        for name, standing in zip(names, standings, strict=True)
        if standing.pace is not None and standing.pace < threshold
    ]
