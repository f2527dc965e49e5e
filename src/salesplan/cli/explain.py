"""`salesplan explain`: from the goal to one person's number, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from salesplan.cli.options import (
    Common,
    MetricOption,
    MonthOption,
    PeriodExplainedOption,
    PlanArgument,
    RepOption,
)
from salesplan.intake import language_of_plan, stretch_of
from salesplan.outputs.streams import print_json
from salesplan.showing import show_explanation

if TYPE_CHECKING:
    from salesplan.core.calendar import Period
    from salesplan.core.plan import Plan
    from salesplan.errors import Finding, SalesplanError

_HALF: Final = 50  # one of two characters, as Chinese names have
_NO_WORKBOOK: Final = frozenset({"E203", "E204", "E205"})  # a file of another kind


def explain(
    plan_path: PlanArgument,
    *,
    name: RepOption,
    month: MonthOption = None,
    period: PeriodExplainedOption = None,
    wanted: MetricOption = None,
    common: Common,
) -> None:
    """Explain one person's target: every step from the goal, to be checked with a calculator."""
    if month is not None and period is not None:
        raise typer.BadParameter("give either --month or --period", param_hint="--month")
    with common.speaking(writes=False) as speaker:
        speaker.use(language_of_plan(plan_path))
        with speaker.working("reading"):
            plan, edited, found = _read(plan_path)
        labels = speaker.use(plan.profile.language)
        from salesplan.core.explain_versions import Explainer
        from salesplan.reports.explanation_view import view_of

        person, at = _person(plan, name), _metric(plan, wanted)
        stretch = stretch_of(plan, period) if month is None else _month(plan, month)
        explainer = Explainer(plan, plan.metrics[at])
        first, *others = (
            view_of(explainer.explain(row, stretch, edited.metrics[at]), labels)
            for row in _rows_in(plan, person, stretch)
        )
        findings = [finding for finding in found if _concerns(finding, first.rep.name)]
        if common.as_json:
            from salesplan.reports.explanation_data import explanation_data

            stints = [explanation_data(other) for other in others]
            more = {"other_teams": stints} if stints else {}
            print_json({**explanation_data(first, findings), **more})
        elif not common.quiet:
            for other in (first, *others):
                show_explanation(other, [] if other is not first else findings)


def _read(plan_path: Path) -> tuple[Plan, Plan, list[Finding]]:
    """The plan as it was made, with hand edits, and what was found.

    Raises `SalesplanError` where the file holds no plan of this program, or a part of one.
    """
    from salesplan.errors import SalesplanError
    from salesplan.inputs.plan_book import read_plan
    from salesplan.inputs.plan_edits import read_edited_plan
    from salesplan.inputs.record_sheet import read_hidden_record

    try:
        record = read_hidden_record(plan_path)
    except SalesplanError as error:
        if any(problem.code not in _NO_WORKBOOK for problem in error.findings):
            raise
        record = None
    if record is None:
        raise _refusal("E497", plan_path)
    plan = read_plan(plan_path)
    if plan.part:
        raise _refusal("E498", plan_path)
    edited, findings = read_edited_plan(plan_path)
    return plan, edited, findings


def _refusal(code: str, plan_path: Path) -> SalesplanError:
    from salesplan.errors import ExitCode, Finding, Place, SalesplanError

    return SalesplanError(Finding(code, Place(str(plan_path))), ExitCode.USAGE)


def _concerns(finding: Finding, name: str) -> bool:
    """Whether to tell the person: edits are steps of the explanation, others' are not theirs."""
    return finding.code != "N441" and finding.values.get("name", name) == name


def _person(plan: Plan, name: str) -> int:
    """The position of the person called `name`, by any spelling."""
    from salesplan.core.roster import nearest, same
    from salesplan.errors import ExitCode, Finding, SalesplanError

    spellings = {
        same(spelling): at
        for at, rep in enumerate(plan.profile.reps)
        for spelling in (*rep.aliases, rep.name)
    }
    if same(name) in spellings:
        return spellings[same(name)]
    names = [rep.name for rep in plan.profile.reps]
    values = {"name": name, "people": len(plan.persons)}
    finding = Finding("E495", values=values, nearest=nearest(name, names, _HALF))
    raise SalesplanError(finding, ExitCode.USAGE)


def _rows_in(plan: Plan, person: int, stretch: Period) -> list[int]:
    """The rows of the person in which they are there at some time in the stretch, or the first."""
    days = plan.calendar.slice_of(stretch)
    rows = plan.rows_of[person]
    there = [row for row in rows if plan.capacity.presence[row, days].any()]
    return there or [rows[0]]


def _metric(plan: Plan, wanted: str | None) -> int:
    """The position of the metric called `wanted`, or of the main one."""
    from salesplan.core.roster import nearest, same
    from salesplan.errors import ExitCode, Finding, SalesplanError
    from salesplan.profile.spellings import metric_called

    if wanted is None:
        return 0
    goals = [metric.settings for metric in plan.metrics]
    for at, goal in enumerate(goals):
        names = {same(goal.metric), same(goal.label or goal.metric)}
        if not names.isdisjoint({same(wanted), same(metric_called(wanted))}):
            return at
    known = [goal.metric for goal in goals]
    values = {"wanted": wanted, "metrics": ", ".join(known)}
    finding = Finding("E496", values=values, nearest=nearest(wanted, known))
    raise SalesplanError(finding, ExitCode.USAGE)


def _month(plan: Plan, text: str) -> Period:
    """The month called `text`."""
    from salesplan.errors import ExitCode, Finding, SalesplanError

    calendar = plan.calendar
    try:
        found = calendar.period(text)
    except KeyError:
        found = calendar.year
    if found in calendar.months:
        return found
    values = {"month": text, "year": calendar.name, "example": calendar.months[1].key}
    raise SalesplanError(Finding("E499", values=values), ExitCode.USAGE)
