"""`salesplan decompose`: from goals to a plan workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salesplan.cli.options import (
    Common,
    Delivery,
    GoOnFromOption,
    GoOnOption,
    HistoryOption,
    MaxRejectedOption,
    ProfileArgument,
    Renewal,
    SetOption,
    SheetOption,
)
from salesplan.cli.renewing import GoingOn, go_on
from salesplan.delivery import groups_of, places_for, plan_books, plan_name, write_books
from salesplan.intake import read_history, share_of, stretch_of
from salesplan.outputs.streams import print_json
from salesplan.showing import show_plan

if TYPE_CHECKING:
    from salesplan.profile import Profile


def decompose(
    profile_path: ProfileArgument = Path("targets.yaml"),
    *,
    settings: SetOption = None,
    history: HistoryOption = None,
    sheet: SheetOption = None,
    max_rejected: MaxRejectedOption = None,
    actuals: GoOnOption = None,
    plan_path: GoOnFromOption = None,
    renewal: Renewal,
    delivery: Delivery,
    common: Common,
) -> None:
    """Break the year's goals down and write the plan workbook."""
    if not actuals and (plan_path or renewal != Renewal()):
        raise typer.BadParameter("give what was sold, to go on with a plan", param_hint="--actuals")
    occasion = renewal.occasion() if actuals else None
    with common.speaking(profile_path) as speaker:
        from salesplan.inputs.profile_file import read_scenario

        delivery.check()
        profile, supposed, findings = read_scenario(profile_path, settings or [])
        profile = _with_options(profile, max_rejected, sheet)
        labels = speaker.use(profile.language)
        if actuals and occasion is not None:
            going_on = GoingOn(plan_path, actuals, occasion, renewal.policy)
            go_on(speaker, profile, profile_path, supposed, going_on, findings, delivery, common)
            return
        with speaker.working("reading"):
            sales, found = read_history(profile, history, profile_path)
        with speaker.working("planning"):
            from salesplan.core.planning import plan_and_check
            from salesplan.inputs.commitments import read_commitments

            committed, said = read_commitments(profile, sales, profile_path.parent)
            planned = plan_and_check(profile, sales, committed)
            plan = replace(planned.plan, scenario=supposed)
            checks, plan_checks = planned.goal_checks, planned.plan_checks
            stretch = stretch_of(plan, delivery.period)
        findings += [*found, *said, *planned.warnings]
        files: list[str] = []
        with speaker.working("writing"):
            if not delivery.dry_run:
                split_by = delivery.split_by
                groups = None if split_by is None else list(groups_of(plan, split_by))
                places = places_for(plan_name(plan, stretch), delivery.output, groups)
                books = plan_books(
                    plan, split_by, labels, stretch, sales, findings, checks, plan_checks
                )
                files = write_books(places, books, split=groups is not None, force=delivery.force)
        if common.as_json:
            from salesplan.reports.plan_data import plan_data

            print_json(
                plan_data(
                    plan,
                    labels,
                    period=stretch,
                    sales=sales,
                    findings=findings,
                    files=files,
                    checks=checks,
                    plan_checks=plan_checks,
                )
            )
        elif not common.quiet:
            findings += plan.findings
            show_plan(plan, stretch, labels, sales, findings, files, checks, plan_checks)


def _with_options(profile: Profile, max_rejected: str | None, sheet: str | None) -> Profile:
    """The profile with what the command line says differently."""
    said: dict[str, object] = {}
    if max_rejected is not None:
        said["max_rejected"] = share_of(max_rejected, "--max-rejected")
    if sheet is not None:
        said["sheet"] = sheet
    return profile.model_copy(update={"history": profile.history.model_copy(update=said)})
