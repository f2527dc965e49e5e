"""`salesplan decompose`: from goals to a plan workbook."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesplan.choices import SplitBy
from salesplan.cli.options import (
    AuthorOption,
    DateOption,
    DryRunOption,
    ForceOption,
    JsonOption,
    LanguageOption,
    OutputOption,
    PasswordOption,
    PolicyOption,
    ProfilePath,
    QuietOption,
    SetOption,
    SheetOption,
)
from salesplan.cli.renewing import Delivery, GoingOn, go_on, occasion_of
from salesplan.delivery import groups_of, places_for, plan_books, plan_name, write_books
from salesplan.intake import read_history, share_of, stretch_of
from salesplan.showing import show_plan
from salesplan.speaker import print_json, speaking

if TYPE_CHECKING:
    from salesplan.profile import Profile


def decompose(
    profile_path: ProfilePath = Path("targets.yaml"),
    history: Annotated[
        list[str] | None,
        typer.Option(
            "--history",
            metavar="FILE",
            help="Sales history to read instead of the profile's; may be repeated, or a pattern.",
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="Hand out one stretch of the year: Q2, H1, 2027-03. Default: the whole year.",
        ),
    ] = None,
    settings: SetOption = None,
    output: OutputOption = None,
    split_by: Annotated[
        SplitBy | None,
        typer.Option("--split-by", help="Write one workbook for each team or person."),
    ] = None,
    max_rejected: Annotated[
        str | None,
        typer.Option(
            "--max-rejected",
            metavar="SHARE",
            help="Share of unreadable rows to go on with: 5%. Default: the profile's, 1%.",
        ),
    ] = None,
    actuals: Annotated[
        list[str] | None,
        typer.Option(
            "--actuals",
            metavar="FILE",
            help="During the year: what was sold. The current plan goes on, and its past stays.",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help="With --actuals: why the plan changes.")
    ] = "",
    plan_path: Annotated[
        Path | None,
        typer.Option(
            "--plan",
            metavar="PLAN",
            help="With --actuals: the plan to go on from. Default: the latest plan-*.xlsx here.",
        ),
    ] = None,
    policy: PolicyOption = None,
    author: AuthorOption = None,
    made: DateOption = None,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    sheet: SheetOption = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """Break the year's goals down and write the plan workbook."""
    if actuals and not reason.strip():
        raise typer.BadParameter("say why the plan changes", param_hint="--reason")
    if not actuals and (reason or plan_path or policy or author or made):
        raise typer.BadParameter("what was sold, to go on with a plan", param_hint="--actuals")
    with speaking(profile_path, language, as_json=as_json) as speaker:
        from salesplan.inputs.passwords import use_passwords
        from salesplan.inputs.profile_file import read_scenario
        from salesplan.outputs.folders import check_workbook

        if output is not None and split_by is None:
            check_workbook(output, force=force or dry_run)  # before the work, not after it
        use_passwords(password_file)
        profile, supposed, findings = read_scenario(profile_path, settings or [])
        profile = _with_options(profile, max_rejected, sheet)
        labels = speaker.use(language or profile.language.value)
        if actuals:
            going_on = GoingOn(plan_path, actuals, occasion_of(reason, author, made), policy)
            wanted = Delivery(period, output, split_by, force, dry_run, as_json, quiet)
            go_on(speaker, profile, profile_path, supposed, going_on, wanted, findings)
            return
        with speaker.working("reading", quiet=quiet or as_json):
            sales, found = read_history(profile, history, profile_path)
        with speaker.working("planning", quiet=quiet or as_json):
            from salesplan.core.planning import plan_and_check
            from salesplan.inputs.commitments import read_commitments

            committed, said = read_commitments(profile, sales, profile_path.parent)
            planned = plan_and_check(profile, sales, committed)
            plan = replace(planned.plan, scenario=supposed)
            checks, plan_checks = planned.goal_checks, planned.plan_checks
            stretch = stretch_of(plan, period)
        findings += [*found, *said, *planned.warnings]
        files: list[str] = []
        with speaker.working("writing", quiet=quiet or as_json):
            if not dry_run:
                name = plan_name(plan, stretch)
                groups = None if split_by is None else groups_of(plan, split_by)
                places = places_for(name, output, None if groups is None else list(groups))
                books = plan_books(
                    plan, split_by, labels, stretch, sales, findings, checks, plan_checks
                )
                files = write_books(places, books, split=groups is not None, force=force)
        if as_json:
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
        elif not quiet:
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
