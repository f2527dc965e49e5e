"""The first sheet of a variance workbook: one page for the weekly meeting of the team."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from salesplan.core.standing import Subject, SubjectKind
from salesplan.core.trend import Trend
from salesplan.errors import Finding
from salesplan.reports.plan_view import per_day
from salesplan.reports.review_blocks import head, lines_to_write, standings_table, told
from salesplan.reports.review_charts import ReviewCharts
from salesplan.reports.review_story import Story
from salesplan.reports.review_versions import version_lines
from salesplan.reports.review_view import Line, ReviewView, amount, rate
from salesplan.reports.trend_sheet import trend_sentence
from salesplan.reports.values import (
    Block,
    Cell,
    Charts,
    Column,
    Kind,
    Role,
    Row,
    Sheet,
    Table,
    Text,
)

_MOST_PEOPLE: Final = 25  # people that a page has room for
_FURTHEST: Final = 6  # of a larger team, so many who are furthest behind and furthest ahead
_MOST_RISKS: Final = 5
_CHART: Final = (400, 250)


def meeting_sheet(
    story: Story, charts: ReviewCharts, trend: Trend, findings: Sequence[Finding]
) -> Sheet:
    """Where the team stands, why, what endangers the target, and room to agree on what to do."""
    report, labels = story.report, story.report.labels
    table = standings_table(report, 0, _wanted(report))
    width, height = _CHART
    if charts.has_variances:
        height = max(height, charts.height_of_names)
    drawn = [charts.progress(report.scope, width, height)] if charts.has_progress else []
    drawn += [charts.variances(width, height)] if charts.has_variances else []
    blocks: list[Block] = [
        Text(report.title, Role.TITLE),
        Text(_subtitle(report), Role.SUBTITLE),
        *(Text(line) for line in version_lines(report, report.scope)),
        head(report, report.scope),
        *([Charts(tuple(drawn))] if drawn else []),
        table,
    ]
    if len(report.metrics) > 1:
        blocks.append(_other_metrics(report))
    blocks += told(labels("why"), story.why(report.scope))
    blocks += told(labels("risks"), [story.risk(risk) for risk in story.risks[:_MOST_RISKS]])
    if len(trend.points) > 1:
        blocks += told(labels("trend"), [trend_sentence(report, trend)])
    edits = sum(found.count for found in findings if found.code == "N441")
    if edits:
        blocks.append(Text(labels.counted("edits", edits), Role.NOTE))
    blocks += lines_to_write(report, "agreed", len(table.columns))
    return Sheet(labels("meeting"), tuple(blocks), landscape=False, accent=True, one_page=True)


def _subtitle(report: ReviewView) -> str:
    labels, profile = report.labels, report.review.plan.profile
    parts = [
        report.period_name(),
        report.days_gone(),
        labels.counted("people_count", len(report.people)),
    ]
    if any(mine.metric.is_money for mine in report.metrics):
        parts.append(labels("amounts_in", currency=labels.unit(profile.currency)))
    return " · ".join(parts)


def _wanted(report: ReviewView) -> Callable[[Line], bool]:
    """The lines that a page has room for: of a large team the ends of the ranking."""
    people = [
        line
        for line in report.lines(0)
        if line.subject is not None and line.subject.kind is SubjectKind.PERSON
    ]
    if len(people) <= _MOST_PEOPLE:
        return lambda _: True
    held = [line for line in people if line.standing.variance_to_date is not None]
    by_variance = sorted(held, key=lambda line: line.standing.variance_to_date or 0)
    ends = (*by_variance[:_FURTHEST], *by_variance[-_FURTHEST:])
    shown = {report.scope, *(line.subject for line in ends)}
    if len(report.members) <= _MOST_PEOPLE:
        shown |= {Subject(SubjectKind.TEAM, number) for number in range(len(report.members))}
    return lambda line: line.subject in shown


def _other_metrics(report: ReviewView) -> Table:
    """The other metrics of the whole, a line each."""
    labels = report.labels
    rows = []
    for at, mine in enumerate(report.metrics[1:], 1):
        line = report.line(at, report.scope)
        standing, metric = line.standing, mine.metric
        cells: list[Cell] = [
            report.view.metric_name(metric),
            None,
            report.status_cell(standing),
            rate(standing.pace),
            amount(metric, standing.actual),
            amount(metric, standing.expected),
            amount(metric, standing.variance_to_date),
            amount(metric, standing.target),
        ]
        if report.has_days_ahead:
            cells.append(per_day(metric, standing.required_run_rate))
        if report.has_landing:
            cells.append(amount(metric, line.landing.expected if line.landing else None))
        rows.append(Row(tuple(cells)))
    columns = [
        Column(labels("other_metrics")),
        Column(""),
        Column(labels("status")),
        Column(labels("pace"), Kind.SHARE),
    ]
    keys = ["actual", "expected_to_date", "variance", "target"]
    keys += ["required_run_rate"] if report.has_days_ahead else []
    keys += ["landing"] if report.has_landing else []
    kinds = {"required_run_rate": Kind.FIGURE}
    columns += [Column(labels(key), kinds.get(key, Kind.COUNT)) for key in keys]
    return Table("other_metrics", tuple(columns), tuple(rows))
