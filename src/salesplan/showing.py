"""What the verbs print when they are done: tables and results on stdout, findings on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from salesplan.speaker import console_on

_WIDE: Final = 140  # columns of a screen with room for more than what matters most
_EDITS: Final = frozenset({"N441"})
"""What people wrote over targets: a comparison shows it as what moved."""

_TOLD_OF_REPLANS: Final = frozenset({"W514"})
"""Whose rest rises most: the story of a replan names them."""

if TYPE_CHECKING:
    from salesplan.core.adoption import Adopted, EditedMetric
    from salesplan.core.calendar import Period
    from salesplan.core.goal_check import GoalCheck
    from salesplan.core.plan import Plan
    from salesplan.core.plan_check import PlanCheck
    from salesplan.core.replan import Replanned
    from salesplan.core.sales import Sales
    from salesplan.core.trend import Trend
    from salesplan.errors import Finding
    from salesplan.labels import Labels
    from salesplan.reports.analysis_view import AnalysisView
    from salesplan.reports.comparison_view import ComparisonView
    from salesplan.reports.explanation_view import ExplanationView, RestView
    from salesplan.reports.review_story import Story


def show_plan(
    plan: Plan,
    stretch: Period,
    labels: Labels,
    sales: Sales | None,
    findings: Sequence[Finding],
    files: Sequence[str],
    checks: Sequence[GoalCheck] = (),
    plan_checks: Sequence[PlanCheck] = (),
) -> None:
    """A plan in short: teams by quarter, goals and targets checked, warnings, what was written."""
    from salesplan.errors import Severity
    from salesplan.outputs.terminal import print_findings, print_table, print_told
    from salesplan.reports.goal_story import TOLD, GoalStory
    from salesplan.reports.plan_check_story import PlanCheckStory
    from salesplan.reports.plan_screen import closing_line, screen_tables
    from salesplan.reports.plan_view import View
    from salesplan.reports.sentences import supposed_lines

    view = View(plan, stretch, labels)
    console = console_on()
    if plan.scenario:
        lines = supposed_lines(plan.scenario, labels)
        print_told(console, labels("scenario_heading"), lines)
    for heading, table in screen_tables(view):
        print_table(console, table, labels, heading)
    for story in (GoalStory(view, check) for check in checks):
        print_told(console, story.verdicts, story.short())
    for checked in (PlanCheckStory(view, check) for check in plan_checks):
        print_told(console, checked.counts, checked.not_fine_shortly())
    warnings = [
        found
        for found in findings
        if found.severity is not Severity.NOTE and found.code not in TOLD
    ]
    more = labels("more_findings", count="{count}", sheet=labels("data_quality"))
    print_findings(console_on(stderr=True), labels, warnings, more=more)
    console.print(closing_line(view, sales), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)
    if not files:
        console.print(labels("would_write"), soft_wrap=True)


def show_explanation(told: ExplanationView | RestView, findings: Sequence[Finding]) -> None:
    """Why a target is what it is: sentences, the steps, how they are calculated."""
    from salesplan.outputs.terminal import print_findings, print_table, print_told
    from salesplan.reports.explanation import explanation_parts, said
    from salesplan.reports.values import Table

    console, labels = console_on(), told.labels
    print_told(console, told.title, said(told))
    for heading, part in explanation_parts(told):
        if isinstance(part, Table):
            print_table(console, part, labels, heading)
        else:
            print_told(console, heading, part)
    print_findings(console_on(stderr=True), labels, findings)


def show_comparison(
    view: ComparisonView, top: int, findings: Sequence[Finding], files: Sequence[str]
) -> None:
    """What changed from one plan to another: in words, the largest movements, the assumptions."""
    from salesplan.outputs.terminal import print_findings, print_table, print_told
    from salesplan.reports.comparison_screen import closing_line, comparison_tables, more_changes

    console, labels = console_on(), view.labels
    console.print(view.title, soft_wrap=True)
    console.print(view.subtitle, soft_wrap=True)
    console.print()
    print_told(console, labels("what_matters"), view.sentences())
    for heading, table in comparison_tables(view, top):
        print_table(console, table, labels, heading)
    if line := more_changes(view):
        console.print(line)
        console.print()
    said = [found for found in findings if found.code not in _EDITS]
    print_findings(console_on(stderr=True), labels, said)
    console.print(closing_line(view), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)


def show_review(
    story: Story, trend: Trend, sales: Sales, findings: Sequence[Finding], files: Sequence[str]
) -> None:
    """A review: everybody, why, risks, trend, what was found, what was written."""
    from salesplan.outputs.terminal import print_findings, print_table, print_told
    from salesplan.reports.review_screen import closing_line, review_tables, rows_line, told
    from salesplan.reports.review_versions import version_lines

    report, console = story.report, console_on()
    labels = report.labels
    console.print(report.title, soft_wrap=True)
    for line in version_lines(report, report.scope):
        console.print(line, soft_wrap=True)
    console.print()
    if not len(sales.rows):
        console.print(labels("review_no_actuals"))
    for heading, table in review_tables(report, wide=console.width >= _WIDE):
        print_table(console, table, labels, heading)
    for heading, sentences in told(story, trend):
        print_told(console, heading, sentences)
    print_findings(console_on(stderr=True), labels, findings)
    console.print(closing_line(report), soft_wrap=True)
    console.print(rows_line(report, sales), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)


def show_analysis(view: AnalysisView, findings: Sequence[Finding], files: Sequence[str]) -> None:
    """What past sales say: five sentences, tables, warnings, the three numbers that matter."""
    from salesplan.errors import Severity
    from salesplan.outputs.terminal import print_findings, print_table, print_told
    from salesplan.reports.analysis_screen import (
        analysis_tables,
        closing_line,
        rows_line,
        season_line,
    )
    from salesplan.reports.analysis_story import story
    from salesplan.reports.analysis_suggestions import yaml_lines
    from salesplan.reports.sentences import supposed_lines

    console, labels = console_on(), view.labels
    console.print(view.title, soft_wrap=True)
    console.print(view.subtitle, soft_wrap=True)
    console.print()
    if view.scenario:
        print_told(console, labels("scenario_heading"), supposed_lines(view.scenario, labels))
    numbered = [
        labels("numbered", number=number, text=sentence.text)
        for number, sentence in enumerate(story(view), 1)
    ]
    print_told(console, labels("what_matters"), numbered)
    for heading, table in analysis_tables(view):
        print_table(console, table, labels, heading)
    if line := season_line(view):
        console.print(line)
        console.print()
    if lines := yaml_lines(view):
        print_told(console, labels("paste_heading"), lines)
    everything = (*findings, *view.analysis.findings)
    warnings = [found for found in everything if found.severity is not Severity.NOTE]
    more = labels("more_findings", count="{count}", sheet=labels("data_quality"))
    print_findings(console_on(stderr=True), labels, warnings, more=more)
    console.print(closing_line(view), soft_wrap=True)
    console.print(rows_line(view), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)


def show_adoption(
    adopted: Adopted,
    stretch: Period,
    labels: Labels,
    findings: Sequence[Finding],
    files: Sequence[str],
) -> None:
    """Which targets were changed by hand and taken over, and who took the difference."""
    from salesplan.errors import Severity
    from salesplan.outputs.terminal import print_findings, print_table
    from salesplan.reports.adoption import adoption_tables
    from salesplan.reports.plan_view import View

    view, console = View(adopted.plan, stretch, labels), console_on()
    for heading, table in adoption_tables(view, adopted):
        print_table(console, table, labels, heading)
    warnings = [found for found in findings if found.severity is not Severity.NOTE]
    print_findings(console_on(stderr=True), labels, warnings)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)
    if not files:
        console.print(labels("would_write"), soft_wrap=True)


def show_edits(
    plan: Plan, edits: Sequence[EditedMetric], labels: Labels, findings: Sequence[Finding]
) -> None:
    """Which targets of a plan were changed by hand, and whether they add up all the same."""
    from salesplan.errors import Severity
    from salesplan.outputs.terminal import print_findings, print_table
    from salesplan.reports.adoption import edit_tables, sums_lines
    from salesplan.reports.plan_view import View

    view, console = View(plan, plan.calendar.year, labels), console_on()
    for heading, table in edit_tables(view, edits):
        print_table(console, table, labels, heading)
    for line in sums_lines(view, edits):
        console.print(line)
    said = [found for found in findings if found.severity is not Severity.NOTE]
    print_findings(console_on(stderr=True), labels, said)


def show_replan(
    replanned: Replanned,
    stretch: Period,
    labels: Labels,
    sales: Sales | None,
    findings: Sequence[Finding],
    files: Sequence[str],
) -> None:
    """A plan made anew: the gap, who carries it, everybody's rest, and the stretch handed out."""
    from salesplan.errors import Severity
    from salesplan.outputs.terminal import print_findings, print_table, print_told
    from salesplan.reports.plan_screen import screen_tables
    from salesplan.reports.plan_view import View
    from salesplan.reports.replan_screen import (
        closing_line,
        header_line,
        rows_line,
        settled_tables,
        told,
    )

    plan = replanned.plan
    view, console = View(plan, plan.calendar.year, labels), console_on()
    findings = [found for found in findings if found.code not in _TOLD_OF_REPLANS]
    console.print(header_line(view), soft_wrap=True)
    console.print()
    for heading, sentences in told(view, replanned):
        print_told(console, heading, sentences)
    for heading, table in settled_tables(view, replanned):
        print_table(console, table, labels, heading)
    if stretch != plan.calendar.year:
        for heading, table in screen_tables(View(plan, stretch, labels)):
            print_table(console, table, labels, heading)
    warnings = [found for found in findings if found.severity is not Severity.NOTE]
    more = labels("more_findings", count="{count}", sheet=labels("data_quality"))
    print_findings(console_on(stderr=True), labels, warnings, more=more)
    console.print(closing_line(view), soft_wrap=True)
    if sales is not None:
        console.print(rows_line(view, sales), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)
    if not files:
        console.print(labels("would_write"), soft_wrap=True)
