"""A review of a plan that was made anew: by which version it judges, and how another one would."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from salesplan.choices import Stretch
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.review import Review
from salesplan.core.standing import MetricReview, Standing, Subject
from salesplan.reports.review_view import Line, ReviewView, amount, rate
from salesplan.reports.story_data import amount_data, rate_data
from salesplan.reports.values import Block, Cell, Column, Kind, Role, Row, Table, Text


def version_lines(report: ReviewView, subject: Subject) -> list[str]:
    """By which version is judged, and pace and attainment of somebody by the one beside it."""
    versions, labels = report.versions, report.labels
    if versions is None or versions.beside is None:
        return []
    version = versions.chosen.plan.version
    known = version.as_of is not None
    judged = labels(
        "judged_by_as_of" if known else "judged_by",
        version=version_name(report, versions.chosen.plan),
        count=len(versions.plans),
        day=labels.date(version.as_of) if version.as_of else "",
    )
    if version.reason:
        judged = labels("assumption", name=judged, value=version.reason)
    return [judged, *_beside_line(report, subject, versions.beside)]


def _beside_line(report: ReviewView, subject: Subject, beside: Review) -> Iterator[str]:
    """`Against version 1 (the original): pace 87%, attainment of the year 61%`."""
    labels, metric = report.labels, report.metrics[0].metric.settings.metric
    standing = report.beside(subject, Stretch.YEAR, metric)
    if standing is None:
        return
    yield labels(
        "judged_beside",
        version=version_name(report, beside.plan),
        pace="–" if standing.pace is None else labels.share(float(standing.pace), 0),
        attainment="–" if standing.attainment is None else _share(report, standing),
        year=report.period_name(Stretch.YEAR),
    )


def _share(report: ReviewView, standing: Standing) -> str:
    return report.labels.share(float(standing.attainment or 0), 0)


def version_name(report: ReviewView, plan: Plan) -> str:
    """`version 1 (the original)`, `version 3 (the current one)`, `version 2`."""
    labels, number = report.labels, plan.version.number
    assert report.versions is not None
    name = labels("version_number", number=number)
    if number == report.versions.plans[-1].version.number:
        return labels("version_current", version=name)
    first = number == report.versions.plans[0].version.number
    return labels("version_original", version=name) if first else name


def beside_header(report: ReviewView) -> str | None:
    """The header of the column with attainments by the version beside; None without one."""
    if report.versions is None or report.versions.beside is None:
        return None
    number = report.versions.beside.plan.version.number
    return report.labels("attained_of_version", number=number)


def year_by_version(report: ReviewView, metric: int, lines: list[Line]) -> list[Block]:
    """The year by the version beside and by the chosen one; nothing where there is one alone."""
    versions, labels = report.versions, report.labels
    if versions is None or versions.beside is None:
        return []
    mine = report.review.stretches[Stretch.YEAR][1][metric]
    beside = version_name(report, versions.beside.plan)
    chosen = version_name(report, versions.chosen.plan)
    heading = labels(
        "year_by_versions",
        year=report.period_name(Stretch.YEAR),
        beside=beside,
        chosen=chosen,
    )
    return [
        Text(heading, Role.HEADING),
        Text(labels("year_by_versions_note"), Role.NOTE),
        _year_table(report, mine, lines, (versions.beside.plan, versions.chosen.plan)),
    ]


def _year_table(
    report: ReviewView, mine: MetricReview, lines: list[Line], plans: tuple[Plan, Plan]
) -> Table:
    labels, kind = report.labels, report.kind(mine.metric)
    columns = [Column(labels("rep")), Column(labels("actual"), kind)]
    for plan in plans:
        for key, shown in (
            ("target", kind),
            ("attainment", Kind.SHARE),
            ("expected_to_date", kind),
            ("pace", Kind.SHARE),
        ):
            name, number = labels(key), plan.version.number
            columns.append(Column(labels("of_version", name=name, number=number), shown))
    rows = tuple(Row(tuple(_year_cells(report, mine.metric, line)), line.role) for line in lines)
    name = f"versions_{mine.metric.settings.metric}"
    return Table(name, tuple(columns), rows, amount_format=report.amount_format(mine))


def _year_cells(report: ReviewView, metric: MetricPlan, line: Line) -> Iterator[Cell]:
    yield line.name
    yield amount(metric, line.standing.actual)
    beside = report.beside_line(line, Stretch.YEAR, metric.settings.metric)
    for standing in (beside, line.standing):
        yield None if standing is None else amount(metric, standing.target)
        yield None if standing is None else rate(standing.attainment)
        yield None if standing is None else amount(metric, standing.expected)
        yield None if standing is None else rate(standing.pace)


def versions_data(report: ReviewView) -> list[dict[str, Any]]:
    """The year by each version as plain data; empty where there is one version alone."""
    if report.versions is None or report.versions.beside is None:
        return []
    return [_version_data(review) for review in report.versions.every]


def _version_data(review: Review) -> dict[str, Any]:
    version = review.plan.version
    return {
        "number": version.number,
        "as_of": None if version.as_of is None else version.as_of.isoformat(),
        "reason": version.reason or None,
        "metrics": [_metric_data(review, part) for part in review.stretches[Stretch.YEAR][1]],
    }


def _metric_data(review: Review, part: MetricReview) -> dict[str, Any]:
    return {
        "metric": part.metric.settings.metric,
        "whole": _standing_data(part, part.whole),
        "teams": [
            {"name": team.name, **_standing_data(part, standing)}
            for team, standing in zip(review.plan.teams, part.teams, strict=True)
        ],
        "people": [
            {"name": name, "team": team, **_standing_data(part, standing)}
            for (team, name), standing in zip(review.plan.keys, part.people, strict=True)
        ],
    }


def _standing_data(part: MetricReview, standing: Standing) -> dict[str, Any]:
    return {
        "target": amount_data(part.metric, standing.target),
        "expected": amount_data(part.metric, standing.expected),
        "attainment": rate_data(standing.attainment),
        "pace": rate_data(standing.pace),
    }
