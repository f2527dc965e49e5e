"""What the verbs print when they are done: tables and results on stdout, findings on stderr."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesplan.speaker import console_on

if TYPE_CHECKING:
    from salesplan.core.calendar import Period
    from salesplan.core.plan import Plan
    from salesplan.core.sales import Sales
    from salesplan.core.trend import Trend
    from salesplan.errors import Finding
    from salesplan.labels import Labels
    from salesplan.reports.review_story import Story


def show_plan(
    plan: Plan,
    stretch: Period,
    labels: Labels,
    sales: Sales | None,
    findings: Sequence[Finding],
    files: Sequence[str],
) -> None:
    """A plan in short: teams by quarter, warnings, what was written."""
    from salesplan.errors import Severity
    from salesplan.outputs.terminal import print_findings, print_table
    from salesplan.reports.plan_screen import closing_line, screen_tables
    from salesplan.reports.plan_view import View

    view = View(plan, stretch, labels)
    console = console_on()
    for heading, table in screen_tables(view):
        print_table(console, table, labels, heading)
    warnings = [found for found in findings if found.severity is not Severity.NOTE]
    more = labels("more_findings", count="{count}", sheet=labels("data_quality"))
    print_findings(console_on(stderr=True), labels, warnings, more=more)
    console.print(closing_line(view, sales), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)
    if not files:
        console.print(labels("would_write"), soft_wrap=True)


def show_review(
    story: Story, trend: Trend, sales: Sales, findings: Sequence[Finding], files: Sequence[str]
) -> None:
    """A review: everybody, why, risks, trend, what was found, what was written."""
    from salesplan.outputs.terminal import print_findings, print_table, print_told
    from salesplan.reports.review_screen import closing_line, review_tables, rows_line, told

    report, console = story.report, console_on()
    labels = report.labels
    console.print(report.title, soft_wrap=True)
    console.print()
    if not len(sales.rows):
        console.print(labels("review_no_actuals"))
    for heading, table in review_tables(report):
        print_table(console, table, labels, heading)
    for heading, sentences in told(story, trend):
        print_told(console, heading, sentences)
    print_findings(console_on(stderr=True), labels, findings)
    console.print(closing_line(report), soft_wrap=True)
    console.print(rows_line(report, sales), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)
