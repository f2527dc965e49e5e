"""The plan workbook as a value: the summary, and the order of the sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from salesplan.core.calendar import Period
from salesplan.core.consistency import share_or_amount
from salesplan.core.goal_check import Aspect, GoalCheck, Verdict
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.plan_check import PlanCheck
from salesplan.core.sales import Sales
from salesplan.core.team_tree import regions_of
from salesplan.core.turn import Turn
from salesplan.errors import Finding, Severity
from salesplan.labels import Labels
from salesplan.reports.evidence_sheets import (
    basis_text,
    quality_sheet,
    seasonality_sheet,
    weights_name,
    weights_sheet,
)
from salesplan.reports.goal_sheet import goal_sheet
from salesplan.reports.goal_story import TOLD, VERDICT_ROLES, GoalStory, goal_basis
from salesplan.reports.level_table import levels_table, policy_text
from salesplan.reports.plan_check_sheet import check_blocks, check_sheet
from salesplan.reports.plan_check_story import PlanCheckStory
from salesplan.reports.plan_record import RECORD_SHEET, plan_to_text
from salesplan.reports.plan_view import View
from salesplan.reports.target_sheets import (
    carried_columns,
    daily_sheet,
    quarter_columns,
    region_rows,
    targets_name,
    targets_sheet,
    team_rows,
    total_column,
    weekly_sheet,
)
from salesplan.reports.values import (
    Block,
    Book,
    Cell,
    Chart,
    ChartKind,
    Charts,
    Column,
    Fact,
    Facts,
    Kind,
    Reference,
    Role,
    Row,
    Series,
    Sheet,
    Sum,
    Table,
    Text,
)
from salesplan.reports.version_sheet import version_sheets
from salesplan.reports.version_story import change_sentences, reason_line

_FEW_ROWS = 12  # a longer table comes after the charts
_MOST_BARS = 30  # people or teams in one chart
_LOOKS = {verdict: VERDICT_ROLES[verdict] for verdict in (Verdict.DOUBTFUL, Verdict.NO)}
_ON_ONE_PAGE = 1  # metric; with more of them the print would be too small to read
_WITH_CHECKS = 2  # metrics whose figures and checks go on the first page together
_SAID_ABOVE = frozenset({"W514"})  # who has to reach more: named among what changed
_MOST_WARNINGS = 8  # on the summary; all are in the data quality sheet


def plan_book(
    plan: Plan,
    labels: Labels,
    *,
    period: Period | None = None,
    sales: Sales | None = None,
    findings: Sequence[Finding] = (),
    explanations: Sequence[Sheet] = (),
    checks: Sequence[GoalCheck] = (),
    plan_checks: Sequence[PlanCheck] = (),
) -> Book:
    """The workbook of a plan, or of one stretch of its year.

    `sales` is the history whose rows are accounted for; `findings` are those of reading, shown with
    the plan's own. `explanations` come after the summary; `checks` are those of the goals,
    `plan_checks` those of the targets, each with a sheet of its own.
    """
    view = View(plan, period or plan.calendar.year, labels)
    everything = (*findings, *plan.findings)
    stories = [GoalStory(view, check) for check in checks]
    checked = [PlanCheckStory(view, check) for check in plan_checks]
    sheets = [_summary(view, sales, everything, stories, checked), *explanations]
    for at, metric in enumerate(plan.metrics):
        sheets += [goal_sheet(story) for story in stories if story.check.metric == at]
        sheets += [
            targets_sheet(view, metric),
            *version_sheets(view, metric),
            *(check_sheet(story) for story in checked if story.check.metric == at),
            weekly_sheet(view, metric),
            daily_sheet(view, metric),
            weights_sheet(view, metric),
            seasonality_sheet(view, metric),
        ]
    sheets.append(quality_sheet(labels, sales.accounts if sales else (), everything))
    return Book(
        tuple(sheets),
        title(view),
        created=plan.calendar.start,
        record_sheet=RECORD_SHEET,
        record=plan_to_text(plan),
    )


def title(view: View) -> str:
    """`East China – sales plan 2027`."""
    labels, organisation = view.labels, view.plan.profile.organisation
    text = (
        labels("plan_title_of", organisation=organisation, year=view.plan.calendar.name)
        if organisation
        else labels("plan_title", year=view.plan.calendar.name)
    )
    if view.whole_year:
        return text
    return labels("plan_title_period", title=text, period=view.period_name)


def _summary(
    view: View,
    sales: Sales | None,
    findings: Sequence[Finding],
    stories: Sequence[GoalStory],
    checked: Sequence[PlanCheckStory],
) -> Sheet:
    labels = view.labels
    blocks: list[Block] = [
        Text(title(view), Role.TITLE),
        Text(_subtitle(view), Role.SUBTITLE),
        *_what_changed(view),
    ]
    for metric in view.plan.metrics:
        if len(view.plan.metrics) > 1:
            blocks.append(Text(view.metric_name(metric), Role.HEADING))
        table = quarters_table(view, metric, live=True)
        charts = Charts(tuple(_charts(view, metric)))
        few = len(table.rows) <= _FEW_ROWS
        blocks.append(Facts(tuple(_facts(view, metric))))
        blocks += [table, charts] if few else [charts, table]
        if metric.levels and view.whole_year:
            blocks.append(Text(labels("levels"), Role.HEADING))
            blocks += [Text(labels("level_table_note"), Role.NOTE), levels_table(view, metric)]
    checks_at = len(blocks)
    for story in stories:
        role = _LOOKS.get(story.check.verdict(Aspect.ACHIEVABLE), Role.BODY)
        blocks.append(Text(story.verdicts, Role.HEADING))
        blocks += [Text(sentence, role) for sentence in story.short()]
    for each in checked:
        blocks += check_blocks(each)
    details_at = len(blocks)
    warnings = [
        found
        for found in findings
        if found.severity is not Severity.NOTE and found.code not in _SAID_ABOVE | TOLD
    ]
    if warnings:
        blocks.append(Text(labels("warnings"), Role.HEADING))
        blocks += [Text(labels.message(found), Role.WARNING) for found in warnings[:_MOST_WARNINGS]]
        if len(warnings) > _MOST_WARNINGS:
            blocks.append(
                Text(
                    labels(
                        "more_findings",
                        count=len(warnings) - _MOST_WARNINGS,
                        sheet=labels("data_quality"),
                    ),
                    Role.NOTE,
                )
            )
    blocks.append(Text(labels("assumptions"), Role.HEADING))
    blocks += [Text(line) for line in _assumptions(view, sales)]
    for metric in view.plan.metrics:
        heading = labels("chart_year", metric=view.metric_name(metric))
        blocks += [Text(heading, Role.HEADING), _months_table(view, metric)]
    metrics = len(view.plan.metrics)
    one_page = metrics <= _ON_ONE_PAGE
    return Sheet(
        labels("summary"),
        tuple(blocks),
        landscape=False,
        accent=True,
        one_page=one_page,
        breaks=() if one_page else (details_at if metrics <= _WITH_CHECKS else checks_at,),
    )


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
        text += " · " + labels("amounts_in", currency=profile.currency)
    if view.plan.scenario:
        text += " · " + labels("scenario")
    if view.plan.before is not None:
        text += " · " + labels("version_named", number=view.plan.version.number)
    return text


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
    if before and metric.last_year is not None:
        growth = view.total(metric) / before - 1
        name = labels("growth_over", year=metric.last_year.name)
        yield Fact(name, f"{growth:+.1%}")
    people = len(view.plan.profile.reps)
    yield Fact(labels("per_person"), view.about(metric, view.total(metric) / people))
    days = view.working_days()
    if view.plan.before is not None and view.whole_year:
        turn = Turn.of(view.plan, metric)
        if turn.days:
            daily = view.about(metric, int(turn.rest.sum()) / turn.days)
            yield Fact(labels("per_day_to_come"), daily)
    elif days:
        yield Fact(labels("per_working_day"), view.about(metric, view.total(metric) / days))


def quarters_table(view: View, metric: MetricPlan, *, live: bool = False) -> Table:
    """Teams × quarters of the stretch; months of a single quarter; one column for a month.

    `live` cells point at the table of targets of the same workbook.
    """
    labels = view.labels
    by_month = len(view.quarters) == 1
    parts = _parts(view, metric)
    carried = view.carried(metric)
    last = carried_columns(view, metric).start
    places = list(range(last - len(parts), last)) if by_month else quarter_columns(view)
    places += [*carried_columns(view, metric), total_column(view, metric)]
    headers = [
        view.month_name(months[0]) if by_month else view.quarter_name(months) for months in parts
    ]
    total_header = labels("year") if view.whole_year else view.period_name
    columns = (
        Column(labels("team")),
        Column(labels("lead")),
        *(view.amount_column(header, metric) for header in headers),
        *(view.amount_column(view.carried_name(each), metric) for each in carried),
        view.amount_column(total_header, metric, Role.TOTAL),
        Column(labels("share"), Kind.SHARE, Role.CONTEXT),
    )

    def number(value: int, row: int, column: int) -> Cell:
        cell = view.cell(metric, value)
        return Reference(cell, targets_name(metric), row, column) if live else cell

    everything = max(view.total(metric), 1)
    rows = []
    for name, lead, people, row, role in _groups(view):
        sums = _sums(view, metric, parts, people)
        cells = (number(value, row, at) for value, at in zip(sums, places, strict=True))
        share = round(sums[-1] / everything, 6)  # shown with one decimal
        rows.append(Row((name, lead, *cells, share), role))
    teams = len(view.plan.teams)
    if teams > 1:
        rows.append(_total_row(view, metric, parts, teams, live=live))
    return Table(
        f"quarters_{metric.settings.metric}",
        columns,
        tuple(rows),
        amount_format=view.amount_format(metric),
    )


def _groups(view: View) -> Iterator[tuple[str, str | None, slice, int, Role]]:
    """Teams, then regions: name, lead, people, the row in the table of targets, the look."""
    position = 0
    for team, (row, _) in zip(view.plan.teams, team_rows(view), strict=True):
        people = slice(position, position + len(team.reps))
        yield team.name, team.lead, people, row, Role.BODY
        position = people.stop
    rows = region_rows(view)
    for region in regions_of(view.plan.profile) if rows else ():
        people = slice(region.people.start, region.people.stop)
        name = view.labels("team_total", team=region.name)
        yield name, region.lead, people, rows[region.name], Role.GROUP


def _parts(view: View, metric: MetricPlan) -> list[range]:
    """The months of each column before the total: none where a single month is the total."""
    if len(view.quarters) > 1:
        return list(view.quarters)
    several = len(view.months) > 1 or view.carried(metric)
    return [range(month, month + 1) for month in view.months if several]


def _sums(view: View, metric: MetricPlan, parts: Sequence[range], people: slice) -> list[int]:
    """What some people have in each part of the stretch, carried over inside it, and in all."""
    return [
        *(int(metric.targets[people, list(months)].sum()) for months in parts),
        *(int(each.amounts[people].sum()) for each in view.carried(metric)),
        int(metric.targets_in(view.period)[people].sum()),
    ]


def _total_row(view: View, metric: MetricPlan, parts: list[range], rows: int, *, live: bool) -> Row:
    def number(value: int, column: int) -> Cell:
        cell = view.cell(metric, value)
        return Sum(cell, ((0, column, rows - 1, column),)) if live else cell

    sums = _sums(view, metric, parts, slice(None))
    return Row(
        (
            view.labels("total"),
            None,
            *(number(value, column) for column, value in enumerate(sums, 2)),
            1.0,
        ),
        Role.TOTAL,
    )


def _months_table(view: View, metric: MetricPlan) -> Table:
    """Months of the stretch against the year before; the charts point at it."""
    labels, before = view.labels, metric.last_year
    columns = [
        Column(labels("month")),
        Column(labels("working_days"), Kind.COUNT),
        view.amount_column(labels("target"), metric, Role.TOTAL),
    ]
    if before is not None:
        columns += [
            view.amount_column(view.last_year_name(metric), metric, Role.CONTEXT),
            Column(labels("growth"), Kind.SHARE, Role.CONTEXT),
        ]
    rows = []
    for month in view.months:
        target = int(metric.targets[:, month].sum())
        cells: list[Cell] = [
            view.month_name(month),
            int(view.plan.calendar.working_days[month]),
            view.cell(metric, target),
        ]
        if before is not None:
            sold = int(before.table[:, month].sum())
            growth = round(target / sold - 1, 6) if sold > 0 else None
            cells += [view.cell(metric, sold), growth]
        rows.append(Row(tuple(cells)))
    return Table(
        f"months_{metric.settings.metric}",
        tuple(columns),
        tuple(rows),
        amount_format=view.amount_format(metric),
    )


def _charts(view: View, metric: MetricPlan) -> Iterator[Chart]:
    """The stretch against the year before, and who carries it."""
    labels, before = view.labels, metric.last_year
    name, table = view.metric_name(metric), f"months_{metric.settings.metric}"
    last = len(view.months) - 1
    series = [Series(labels("target"), table, (0, 0, last, 0), (0, 2, last, 2))]
    if before is not None:
        series.append(
            Series(
                view.last_year_name(metric), table, (0, 0, last, 0), (0, 3, last, 3), line=last > 0
            )
        )
    unit = view.plan.profile.currency if metric.is_money else ""
    yield Chart(labels("chart_year", metric=name), ChartKind.COLUMN, tuple(series), unit)
    people = len(view.plan.profile.reps)
    if 1 < people <= _MOST_BARS and view.whole_year:
        table, rows = weights_name(metric), people - 1
        series = [Series(labels("target"), table, (0, 1, rows, 1), (0, 13, rows, 13))]
        if before is not None:
            series.append(
                Series(view.last_year_name(metric), table, (0, 1, rows, 1), (0, 14, rows, 14))
            )
        yield Chart(labels("chart_people", metric=name), ChartKind.BAR, tuple(series), unit)
    elif 1 < len(view.plan.teams) <= _MOST_BARS:
        table, rows = f"quarters_{metric.settings.metric}", len(view.plan.teams) - 1
        column = 2 + len(_parts(view, metric)) + len(view.carried(metric))
        series = [Series(labels("target"), table, (0, 0, rows, 0), (0, column, rows, column))]
        yield Chart(labels("chart_teams", metric=name), ChartKind.BAR, tuple(series), unit)


def _assumptions(view: View, sales: Sales | None) -> Iterator[str]:
    """What the plan rests on, a line each."""
    labels, plan = view.labels, view.plan

    def line(name: str, value: object, why: str) -> str:
        key = "assumption_why" if why else "assumption"
        return labels(key, name=name, value=value, why=why)

    for supposed in supposed_lines(view):
        yield line(labels("scenario"), supposed, "")
    calendar = plan.calendar
    last = calendar.end - dt.timedelta(days=1)
    dates = f"{labels.date(calendar.start)} – {labels.date(last)}"
    yield line(labels("assume_year"), calendar.name, dates)
    settings = plan.profile.calendar
    if settings.country is None:
        why = labels("calendar_plain")
    elif settings.public_holidays == "open":
        why = labels("calendar_open")
    elif calendar.estimated:
        why = labels("calendar_estimate", country=settings.country)
    else:
        why = labels("calendar_country", country=settings.country)
    yield line(labels("assume_calendar"), int(calendar.working.sum()), why)
    for metric in plan.metrics:
        for name, value, why in _metric_assumptions(view, metric):
            yield line(name, value, why)
    yield line(labels("assume_record"), *_record_assumption(view))
    if sales is not None:
        rows = labels(
            "history_rows",
            read=labels.number(sales.read),
            used=labels.number(sales.used),
            rejected=labels.number(sales.rejected),
            left_out=labels.number(sales.left_out),
        )
        files = ", ".join(dict.fromkeys(account.file for account in sales.accounts))
        yield line(labels("assume_history"), files, rows)


def supposed_lines(view: View) -> list[str]:
    """What a scenario supposes: `goals.revenue.annual: 750_000 → 13M`."""
    none = view.labels("not_set")
    return [
        view.labels(
            "supposed",
            path=each.path,
            before=each.before or none,
            after=each.after or none,
        )
        for each in view.plan.scenario
    ]


def _record_assumption(view: View) -> tuple[str, str]:
    """How track records count, and why."""
    labels, trust = view.labels, view.plan.profile.weighting.track_record
    if trust != "auto":
        return labels("record_fixed", share=labels.share(trust, 0)), ""
    if any((metric.record.factor != 1).any() for metric in view.plan.metrics):
        return labels("record_auto"), labels("record_why")
    return labels("record_none"), ""


def _metric_assumptions(view: View, metric: MetricPlan) -> Iterator[tuple[str, str, str]]:
    """What one metric rests on: what, how much, why."""
    labels, settings = view.labels, metric.settings
    name = view.metric_name(metric)
    why = goal_basis(view, metric)
    if settings.quarters or settings.months:
        fixed = ", ".join(
            f"{period} {labels.share(value) if share_or_amount(value) else labels.number(value)}"
            for said in (settings.quarters, settings.months)
            for period, value in sorted(said.items())
        )
        why += "; " + labels("goal_fixed", quarters=fixed)
    yield labels("assume_goal", metric=name), view.said(metric, metric.goal), why
    if settings.over_assignment:
        assigned = labels("over_why", assigned=view.said(metric, metric.assigned))
        share = labels.share(settings.over_assignment)
        yield labels("assume_over", metric=name), share, assigned
    if metric.levels:
        yield labels("assume_levels"), *policy_text(view)
    basis = basis_text(labels, metric.season.basis, metric.season.months)
    yield labels("assume_season", metric=name), basis, ""
    unit = labels.number(settings.unit)
    yield labels("assume_rounding", metric=name), unit, labels("rounding_why")
