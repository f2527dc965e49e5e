"""How attainment and pace moved from review to review."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from salesplan.core.standing import Subject, SubjectKind
from salesplan.core.trend import Point, Rates, Trend
from salesplan.reports.review_view import ReviewView, rate
from salesplan.reports.values import (
    Block,
    Chart,
    ChartKind,
    Charts,
    Column,
    Kind,
    Role,
    Row,
    Series,
    Sheet,
    Table,
    Text,
)

_TOLD: Final = 5  # reviews in a sentence
_MOST_DRAWN: Final = 7  # lines in a chart
_CHART_WIDTH: Final = 860


def trend_sentence(report: ReviewView, trend: Trend) -> str:
    """The pace of the year to date at the last few reviews, of those who are shown."""
    labels = report.labels
    told = [(point.as_of, _rates(point, report.scope).pace) for point in trend.points[-_TOLD:]]
    steps = [
        f"{labels.date(day)} {'–' if pace is None else labels.share(float(pace), 0)}"
        for day, pace in told
    ]
    key = "trend_sentence_original" if trend.by_original else "trend_sentence"
    return labels(key, steps=" → ".join(steps))


def trend_sheet(report: ReviewView, trend: Trend) -> Sheet:
    """The whole and the teams by review, then everybody's pace and attainment."""
    labels = report.labels
    metric = report.view.metric_name(report.metrics[0].metric)
    drawn = _drawn_table(report, trend)
    last = len(trend.points) - 1
    chart = Chart(
        labels("trend_pace", metric=metric),
        ChartKind.LINE,
        tuple(
            Series(column.header, drawn.name, (0, 0, last, 0), (0, at, last, at))
            for at, column in enumerate(drawn.columns)
            if at
        ),
        amount_format="0%",
        width=_CHART_WIDTH,
    )
    blocks: list[Block] = [
        Text(f"{metric} · {labels('trend')}", Role.TITLE),
        Text(labels("trend_note_original" if trend.by_original else "trend_note"), Role.NOTE),
        Charts((chart,)),
        drawn,
        Text(labels("trend_pace", metric=metric), Role.HEADING),
        _table(report, trend, "trend_pace", lambda rates: rates.pace),
        Text(labels("trend_attainment", period=report.period_name()), Role.HEADING),
        _table(report, trend, "trend_attainment", lambda rates: rates.attainment),
    ]
    return Sheet(labels("trend"), tuple(blocks), freeze_columns=1)


def _drawn_table(report: ReviewView, trend: Trend) -> Table:
    """Pace of the year to date: reviews × the whole and, where there are few, the teams."""
    *teams, whole = [
        line
        for line in report.lines(0)
        if line.subject is not None and line.subject.kind is not SubjectKind.PERSON
    ]
    lines = [whole, *teams] if len(teams) < _MOST_DRAWN else [whole]
    columns = [Column(report.labels("date"), Kind.DATE)]
    columns += [Column(line.name, Kind.SHARE) for line in lines]
    rows = tuple(
        Row(
            (
                point.as_of,
                *(rate(_rates(point, line.subject).pace) for line in lines if line.subject),
            )
        )
        for point in trend.points
    )
    return Table("trend", tuple(columns), rows)


def _table(
    report: ReviewView, trend: Trend, name: str, figure: Callable[[Rates], Fraction | None]
) -> Table:
    columns = [Column(report.labels("rep"))]
    columns += [Column(point.as_of.isoformat(), Kind.SHARE) for point in trend.points]
    rows = []
    for line in report.lines(0):
        if line.subject is not None:
            rates = [_rates(point, line.subject) for point in trend.points]
            rows.append(Row((line.name, *(rate(figure(each)) for each in rates)), line.role))
    return Table(name, tuple(columns), tuple(rows))


def _rates(point: Point, subject: Subject) -> Rates:
    """Somebody's rates at one review."""
    if subject.kind is SubjectKind.WHOLE:
        return point.whole
    rates = point.people if subject.kind is SubjectKind.PERSON else point.teams
    return rates[subject.position]
