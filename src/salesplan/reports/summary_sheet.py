"""The first sheet of a plan: its figures, charts, checks, warnings and what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from salesplan.core.goal_check import Aspect, Verdict
from salesplan.core.plan import MetricPlan
from salesplan.core.sales import Sales
from salesplan.core.turn import Turn
from salesplan.errors import Finding, Severity
from salesplan.reports.assumptions import assumption_lines
from salesplan.reports.goal_story import TOLD, VERDICT_ROLES, GoalStory
from salesplan.reports.level_table import levels_table
from salesplan.reports.plan_charts import chart_tables, plan_charts
from salesplan.reports.plan_check_sheet import check_blocks
from salesplan.reports.plan_check_story import PlanCheckStory
from salesplan.reports.plan_view import View
from salesplan.reports.quarters_table import quarters_table
from salesplan.reports.values import Block, Charts, Fact, Facts, Role, Sheet, Text
from salesplan.reports.version_story import change_sentences, reason_line

_FEW_ROWS = 12  # a longer table comes after the charts
_LOOKS = {verdict: VERDICT_ROLES[verdict] for verdict in (Verdict.DOUBTFUL, Verdict.NO)}
_ON_ONE_PAGE = 1  # metric; with more of them the print would be too small to read
_WITH_CHECKS = 2  # metrics whose figures and checks go on the first page together
_SAID_ABOVE = frozenset({"W514"})  # who has to reach more: named among what changed
_MOST_WARNINGS = 8  # on the summary; all are in the data quality sheet


def summary_sheet(
    view: View,
    sales: Sales | None,
    findings: Sequence[Finding],
    stories: Sequence[GoalStory],
    checked: Sequence[PlanCheckStory],
) -> Sheet:
    """The summary; `findings` are all that there is to say of data and plan."""
    labels, metrics = view.labels, view.plan.metrics
    blocks: list[Block] = [
        Text(view.title, Role.TITLE),
        Text(_subtitle(view), Role.SUBTITLE),
        *_what_changed(view),
    ]
    for metric in metrics:
        blocks += _metric_blocks(view, metric)
    checks_at = len(blocks)
    for story in stories:
        role = _LOOKS.get(story.check.verdict(Aspect.ACHIEVABLE), Role.BODY)
        blocks.append(Text(story.verdicts, Role.HEADING))
        blocks += [Text(sentence, role) for sentence in story.short()]
    for each in checked:
        blocks += check_blocks(each)
    details_at = len(blocks)
    blocks += _warnings(view, findings)
    blocks.append(Text(labels("assumptions"), Role.HEADING))
    blocks += [Text(line) for line in assumption_lines(view, sales)]
    for metric in metrics:
        blocks += chart_tables(view, metric)
    one_page = len(metrics) <= _ON_ONE_PAGE
    return Sheet(
        labels("summary"),
        tuple(blocks),
        landscape=False,
        accent=True,
        one_page=one_page,
        breaks=() if one_page else (details_at if len(metrics) <= _WITH_CHECKS else checks_at,),
    )


def _metric_blocks(view: View, metric: MetricPlan) -> Iterator[Block]:
    """Figures, quarters, charts and levels of a metric."""
    if len(view.plan.metrics) > 1:
        yield Text(view.metric_name(metric), Role.HEADING)
    yield Facts(tuple(_facts(view, metric)))
    table = quarters_table(view, metric, live=True)
    charts = Charts(tuple(plan_charts(view, metric)))
    yield from (table, charts) if len(table.rows) <= _FEW_ROWS else (charts, table)
    if metric.levels and view.whole_year:
        yield Text(view.labels("levels"), Role.HEADING)
        yield Text(view.labels("level_table_note"), Role.NOTE)
        yield levels_table(view, metric)


def _warnings(view: View, findings: Sequence[Finding]) -> Iterator[Text]:
    """What is to be looked at, as far as there is room and it is not said above."""
    labels = view.labels
    warnings = [
        found
        for found in findings
        if found.severity is not Severity.NOTE and found.code not in _SAID_ABOVE | TOLD
    ]
    if warnings:
        yield Text(labels("warnings"), Role.HEADING)
    for found in warnings[:_MOST_WARNINGS]:
        yield Text(labels.message(found), Role.WARNING)
    if len(warnings) > _MOST_WARNINGS:
        more, sheet = len(warnings) - _MOST_WARNINGS, labels("data_quality")
        yield Text(labels("more_findings", count=more, sheet=sheet), Role.NOTE)


def _what_changed(view: View) -> Iterator[Text]:
    """Of a later version: why it was made, the gap, who carries it, what is left."""
    if view.plan.before is None:
        return
    yield Text(view.labels("what_changed"), Role.HEADING)
    yield Text(reason_line(view))
    for metric in view.plan.metrics:
        if len(view.plan.metrics) > 1:
            yield Text(view.metric_name(metric), Role.GROUP)
        yield from (Text(sentence) for sentence in change_sentences(view, metric))


def _subtitle(view: View) -> str:
    labels, profile = view.labels, view.plan.profile
    text = labels(
        "plan_subtitle",
        start=labels.date(view.period.start),
        end=labels.date(view.period.end - dt.timedelta(days=1)),
        people=view.people_text,
        teams=labels.counted("teams_count", len(profile.teams)),
        days=view.working_days(),
    )
    if any(metric.is_money for metric in view.plan.metrics):
        text += " · " + labels("amounts_in", currency=labels.unit(profile.currency))
    if view.plan.scenario:
        text += " · " + labels("scenario")
    if view.plan.before is not None:
        text += " · " + labels("version_named", number=view.plan.version.number)
    return text


def _newcomer(view: View, metric: MetricPlan) -> bool:
    """Whether one person alone had no sales yet in the first months of the year before."""
    year = metric.last_year
    first = view.months[0]
    return len(view.plan.persons) == 1 and year is not None and not year.table[:, first].any()


def _facts(view: View, metric: MetricPlan) -> Iterator[Fact]:
    """The figures at the head of the summary."""
    labels = view.labels
    if view.whole_year:
        yield Fact(labels("goal"), view.said(metric, metric.goal))
        if metric.assigned != metric.goal:
            yield Fact(labels("assigned"), view.said(metric, metric.assigned))
    else:
        name = labels("period_target", period=view.period_name)
        yield Fact(name, view.said(metric, view.total(metric)))
    before = view.last_year(metric)
    if before and metric.last_year is not None and not _newcomer(view, metric):
        # The goal grows; what is assigned beyond it is there for safety.
        growth = view.total(metric) * metric.goal / (metric.assigned or 1) / before - 1
        name = labels("growth_over", year=metric.last_year.name)
        yield Fact(name, f"{growth:+.1%}")
    people = len(view.plan.persons)
    if people > 1:
        yield Fact(labels("per_person"), view.about(metric, view.total(metric) / people))
    days = view.working_days()
    if view.plan.before is not None and view.whole_year:
        turn = Turn.of(view.plan, metric)
        if turn.days:
            daily = view.about(metric, int(turn.rest.sum()) / turn.days)
            yield Fact(labels("per_day_to_come"), daily)
    elif days:
        yield Fact(labels("per_working_day"), view.about(metric, view.total(metric) / days))
