"""The variance workbook as a value: what is in it, in which order, and what it remembers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from salesplan.core.sales import Sales
from salesplan.core.standing import Subject, SubjectKind
from salesplan.core.trend import Trend, snapshot
from salesplan.errors import Finding
from salesplan.reports.card_sheet import card_sheet
from salesplan.reports.meeting_sheet import meeting_sheet
from salesplan.reports.plan_record import RECORD_SHEET
from salesplan.reports.quality_sheet import quality_sheet
from salesplan.reports.review_charts import ReviewCharts
from salesplan.reports.review_record import snapshot_to_text
from salesplan.reports.review_story import Story
from salesplan.reports.review_view import Line
from salesplan.reports.risk_sheet import risk_sheet
from salesplan.reports.standing_sheet import standing_sheet
from salesplan.reports.trend_sheet import trend_sheet
from salesplan.reports.values import Book, Sheet
from salesplan.reports.why_sheet import why_sheet

MOST_CARDS: Final = 30
"""People whose cards are sheets of the common workbook; of more, each wants a file."""


def variance_book(story: Story, trend: Trend, *, sales: Sales, findings: Sequence[Finding]) -> Book:
    """Everything about a review: the meeting, the figures, why, risks, trend, cards, the data."""
    report = story.report
    original = None if report.versions is None else report.versions.original
    return Book(
        (*_sheets(story, trend, findings), quality_sheet(report.labels, sales.accounts, findings)),
        report.title,
        created=report.review.as_of,
        record_sheet=RECORD_SHEET,
        record=snapshot_to_text(snapshot(report.review, original)),
    )


def team_book(story: Story, trend: Trend) -> Book:
    """The same of one team, the scope of the story, with nobody else's numbers."""
    report = story.report
    return Book(tuple(_sheets(story, trend, ())), report.title, created=report.review.as_of)


def _sheets(story: Story, trend: Trend, findings: Sequence[Finding]) -> Iterator[Sheet]:
    report = story.report
    people = report.cards if len(report.cards) <= MOST_CARDS else ()
    cards = tuple(Subject(SubjectKind.PERSON, at) for at in people)
    charts = ReviewCharts(report, (report.scope, *cards))
    yield meeting_sheet(story, charts, trend, findings)
    for at in range(len(report.metrics)):
        yield standing_sheet(report, at)
    drivers = why_sheet(story)
    if drivers is not None:
        yield drivers
    yield risk_sheet(story)
    if len(trend.points) > 1:
        yield trend_sheet(report, trend)
    for at in people:
        yield card_sheet(story, charts, at)
    yield charts.sheet()


def card_book(story: Story, rows: Sequence[int]) -> Book:
    """One person's card with their figures, and nobody else's; several rows are several cards."""
    report = story.report
    stints = tuple(Subject(SubjectKind.PERSON, at) for at in rows)
    charts = ReviewCharts(report, stints)

    def own(line: Line) -> bool:
        return line.subject in stints

    sheets = (
        *(card_sheet(story, charts, at) for at in rows),
        *(standing_sheet(report, metric, own) for metric in range(len(report.metrics))),
        charts.sheet(),
    )
    name = report.review.plan.profile.reps[rows[0]].name
    title = report.labels("card_title", name=name, title=report.title)
    return Book(sheets, title, created=report.review.as_of)
