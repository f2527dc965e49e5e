"""The plan workbook as a value: which sheets it has, in which order."""

from __future__ import annotations

from collections.abc import Sequence

from salesplan.core.calendar import Period
from salesplan.core.goal_check import GoalCheck
from salesplan.core.plan import Plan
from salesplan.core.plan_check import PlanCheck
from salesplan.core.sales import Sales
from salesplan.errors import Finding
from salesplan.labels import Labels
from salesplan.reports.day_sheets import daily_sheet, weekly_sheet
from salesplan.reports.goal_sheet import goal_sheet
from salesplan.reports.goal_story import GoalStory
from salesplan.reports.plan_check_sheet import check_sheet
from salesplan.reports.plan_check_story import PlanCheckStory
from salesplan.reports.plan_record import RECORD_SHEET, plan_to_text
from salesplan.reports.plan_view import View
from salesplan.reports.quality_sheet import quality_sheet
from salesplan.reports.seasonality_sheet import seasonality_sheet
from salesplan.reports.summary_sheet import summary_sheet
from salesplan.reports.targets_sheet import targets_sheet
from salesplan.reports.values import Book, Sheet
from salesplan.reports.version_sheet import version_sheets
from salesplan.reports.weights_sheet import weights_sheet


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
    sheets = [summary_sheet(view, sales, everything, stories, checked), *explanations]
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
    # Rows are accounted for where the history was read: in the workbook of everybody.
    elsewhere = any(metric.season.months or metric.last_year for metric in plan.metrics)
    accounts = sales.accounts if sales else ()
    sheets.append(quality_sheet(labels, accounts, everything, elsewhere=elsewhere))
    return Book(
        tuple(sheets),
        view.title,
        created=plan.calendar.start,
        record_sheet=RECORD_SHEET,
        record=plan_to_text(plan),
    )
