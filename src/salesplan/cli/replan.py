"""`salesplan replan`: the next version of a plan, its past as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesplan.choices import Balance, SplitBy
from salesplan.cli.options import (
    AuthorOption,
    DateOption,
    DryRunOption,
    ForceOption,
    JsonOption,
    LanguageOption,
    PasswordOption,
    PolicyOption,
    QuietOption,
    SheetOption,
)
from salesplan.cli.renewing import Delivery, deliver, occasion_of, with_edits, with_rise
from salesplan.intake import day_of, language_of_plan, read_for_replan, share_of
from salesplan.speaker import speaking

if TYPE_CHECKING:
    from salesplan.errors import Finding


def replan(
    plan_path: Annotated[
        Path, typer.Argument(metavar="PLAN", help="A plan workbook, of the whole team.")
    ],
    actuals: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ACTUALS]...",
            help="Files of sales, or patterns; none to take over hand edits alone.",
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar="DAY",
            help="Last day that stays as it is, 2027-03-31. Default: the last sale.",
        ),
    ] = None,
    reason: Annotated[
        str, typer.Option("--reason", help="Why: it stands in the plan from now on.")
    ] = "",
    policy: PolicyOption = None,
    profile_path: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar="PROFILE",
            help="The profile with what has changed: who joined or left, limits, the goal.",
        ),
    ] = None,
    max_rise: Annotated[
        str | None,
        typer.Option(
            "--max-rise",
            metavar="SHARE",
            help="Name whose remaining target rises by more: 30%. Default: the profile's, 20%.",
        ),
    ] = None,
    adopt_edits: Annotated[
        bool,
        typer.Option(
            "--adopt-edits",
            help="Take over the targets that were changed by hand.",
            show_default=False,
        ),
    ] = False,
    balance: Annotated[
        Balance | None,
        typer.Option(
            "--balance",
            help="Who takes the difference where edits no longer add up to the goal.",
        ),
    ] = None,
    author: AuthorOption = None,
    made: DateOption = None,
    period: Annotated[
        str | None,
        typer.Option(
            "--period",
            metavar="PERIOD",
            help="Hand out one stretch of the year: Q2, H2, 2027-04. Default: the whole year.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="File to write (with --split-by: folder). Default: plan-YEAR-v2.xlsx here.",
        ),
    ] = None,
    split_by: Annotated[
        SplitBy | None,
        typer.Option("--split-by", help="Write one workbook for each team or person."),
    ] = None,
    force: ForceOption = False,
    dry_run: DryRunOption = False,
    sheet: SheetOption = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """Make a plan anew for the rest of its year: the past stays, the goal is kept."""
    if not reason.strip():
        raise typer.BadParameter("say why the plan changes", param_hint="--reason")
    if not actuals and not adopt_edits:
        raise typer.BadParameter("actuals, or --adopt-edits", param_hint="ACTUALS")
    rise = None if max_rise is None else share_of(max_rise, "--max-rise", most=10)
    with speaking(profile_path, language, as_json=as_json) as speaker:
        from salesplan.inputs.passwords import use_passwords
        from salesplan.inputs.plan_book import refuse_review
        from salesplan.inputs.profile_file import read_profile
        from salesplan.outputs.folders import check_workbook

        speaker.use(language or language_of_plan(plan_path) or speaker.labels.language)
        if output is not None and split_by is None:
            check_workbook(output, force=force or dry_run)
        use_passwords(password_file)
        refuse_review(plan_path)
        said: list[Finding] = []
        profile = None
        with speaker.working("reading", quiet=quiet or as_json):
            if profile_path is not None:
                profile, said = read_profile(profile_path)
            day = None if as_of is None else day_of(as_of)
            folder = (profile_path or plan_path).parent
            given = read_for_replan(plan_path, actuals or [], day, profile, folder, sheet)
        if language is None:
            speaker.use((profile or given.plan.profile).language.value)
        with speaker.working("planning", quiet=quiet or as_json), with_edits(given):
            from salesplan.core.renewal import renew

            renewed = renew(
                given.plan,
                given.edited,
                occasion_of(reason, author, made),
                sales=given.sales,
                as_of=given.day,
                policy=policy,
                profile=with_rise(profile or given.plan.profile, rise),
                adopting=adopt_edits,
                balance=balance,
            )
        wanted = Delivery(period, output, split_by, force, dry_run, as_json, quiet)
        deliver(speaker, renewed, wanted, given, [*said, *given.findings, *renewed.findings])
