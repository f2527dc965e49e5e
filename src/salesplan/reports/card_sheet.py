"""A person's card: what lead and person look at together in their 1-on-1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesplan.choices import Stretch
from salesplan.core.plan import MetricPlan
from salesplan.core.standing import Standing, Subject, SubjectKind
from salesplan.reports.plan_view import per_day
from salesplan.reports.review_blocks import head, lines_to_write, told
from salesplan.reports.review_charts import ReviewCharts
from salesplan.reports.review_story import Story
from salesplan.reports.review_versions import version_lines
from salesplan.reports.review_view import ReviewView, amount, rate
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

_CHART: Final = (816, 250)
_STRETCHES: Final = (Stretch.WEEK, Stretch.MONTH, Stretch.QUARTER, Stretch.YEAR)


def card_sheet(story: Story, charts: ReviewCharts, at: int) -> Sheet:
    """The card of the person at position `at`: figures, chart, why, questions, what is agreed."""
    report, labels = story.report, story.report.labels
    rep = report.review.plan.profile.reps[at]
    table, person = _numbers(report, at), Subject(SubjectKind.PERSON, at)
    blocks: list[Block] = [
        Text(rep.name, Role.TITLE),
        Text(_subtitle(report, at), Role.SUBTITLE),
        *(Text(line) for line in version_lines(report, person)),
        head(report, person),
        *([Charts((charts.progress(person, *_CHART),))] if charts.has_progress else []),
        table,
    ]
    blocks += told(labels("against_team"), story.points(at))
    blocks += told(labels("why"), story.why(person))
    blocks += told(labels("open_questions"), story.questions(at))
    blocks += lines_to_write(report, f"agreed_{at}", len(table.columns))
    return Sheet(report.view.person_name(at), tuple(blocks), landscape=False, one_page=True)


def _subtitle(report: ReviewView, at: int) -> str:
    plan, labels = report.review.plan, report.labels
    rep = plan.profile.reps[at]
    parts = [plan.teams[plan.team_of[at]].name]
    parts += [rep.title] if rep.title else []
    parts += [labels.level(rep.skill), report.period_name()]
    standing = report.metrics[0].people[at]
    days = standing.days_gone + standing.days_left
    parts += [labels("review_days", gone=standing.days_gone, days=days)]
    parts += [labels("as_of", day=labels.date(report.review.as_of))]
    return " · ".join(parts)


def _numbers(report: ReviewView, at: int) -> Table:
    """Each metric in the stretches of the year that people think in."""
    labels = report.labels
    columns = [
        Column(labels("metric")),
        Column(labels("period")),
        Column(labels("status")),
        Column(labels("rank")),
        Column(labels("pace"), Kind.SHARE),
        *(
            Column(labels(key), Kind.COUNT)
            for key in ("actual", "expected_to_date", "variance", "target")
        ),
        Column(labels("required_run_rate"), Kind.FIGURE),
        Column(labels("landing"), Kind.COUNT),
    ]
    return Table(f"card_{at}", tuple(columns), tuple(_number_rows(report, at)))


def _number_rows(report: ReviewView, at: int) -> Iterator[Row]:
    for number in range(len(report.metrics)):
        for stretch in _STRETCHES:
            mine = report.review.stretches[stretch][1][number]
            standing, ranks = mine.people[at], mine.ranks()
            ranked = sum(rank is not None for rank in ranks)
            landing = report.landings(number, stretch).people[at]
            metric = mine.metric
            rank = None
            if ranks[at] is not None and ranked > 1:
                rank = report.labels("rank_of", rank=ranks[at], count=ranked)
            cells: list[Cell] = [
                report.view.metric_name(metric) if stretch is _STRETCHES[0] else None,
                report.period_name(stretch),
                report.status_cell(standing),
                rank,
                rate(standing.pace),
                amount(metric, standing.actual),
                amount(metric, standing.expected),
                amount(metric, standing.variance_to_date),
                amount(metric, standing.target),
                _needed(metric, standing),
                amount(metric, landing.expected if landing else None),
            ]
            yield Row(tuple(cells))


def _needed(metric: MetricPlan, standing: Standing) -> Cell:
    """What is needed per working day; money is shown in whole units, as in the other columns."""
    needed = per_day(metric, standing.required_run_rate)
    return needed if needed is None or not metric.is_money else float(needed)
