"""`salesplan check`: what is recognised, and what is wrong."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from salesplan.checking import as_data, check_files, clean_book_of, profile_among, show
from salesplan.choices import Language
from salesplan.cli.options import (
    ForceOption,
    JsonOption,
    LanguageOption,
    PasswordOption,
    QuietOption,
    SetOption,
    SheetOption,
)
from salesplan.delivery import keep_inputs, write_books
from salesplan.intake import plan_alone
from salesplan.showing import show_edits
from salesplan.speaker import console_on, print_json, speaking


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Files of sales, or patterns; or one profile, or one plan. Default: targets.yaml.",
            show_default=False,
        ),
    ] = None,
    given: Annotated[
        Path | None,
        typer.Option("--profile", metavar="PROFILE", help="Read files as this profile says."),
    ] = None,
    clean: Annotated[
        Path | None,
        typer.Option(
            "--write-clean",
            metavar="FILE",
            help="Write what was understood as one plain table, and what was rejected beside it.",
        ),
    ] = None,
    settings: SetOption = None,
    force: ForceOption = False,
    sheet: SheetOption = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """See what is recognised in files of sales, and what is wrong with them or with a profile.

    Of a plan workbook, which targets were changed by hand and whether they still add up.
    """
    profile_path, files = profile_among(paths or [], given)
    if given is None and clean is None and plan_alone(files):
        _check_plan(Path(files[0]), password_file, as_json=as_json, quiet=quiet, language=language)
        return
    if settings and profile_path is None:
        raise typer.BadParameter("there is no profile to set fields of", param_hint="--set")
    with speaking(profile_path, language, as_json=as_json, writes=clean is not None) as speaker:
        if clean is not None:
            from salesplan.outputs.folders import check_workbook

            check_workbook(clean, force=force)  # before the work, not after it
        from salesplan.inputs.passwords import use_passwords

        use_passwords(password_file)
        with speaker.working("reading", quiet=quiet or as_json):
            checked = check_files(
                profile_path, files, sheet, settings or [], every=clean is not None
            )
        labels = speaker.use(language or checked.language)
        written: list[str] = []
        if clean is not None and checked.has_rows:
            with speaker.working("writing", quiet=quiet or as_json):
                keep_inputs([clean], checked.paths)
                book = partial(clean_book_of, checked, labels)
                written = write_books([clean], [book], split=False, force=force)
        if as_json:
            print_json(as_data(checked, labels, profile_path, written))
        elif not quiet or checked.exit_code:
            show(checked, labels, console_on(), console_on(stderr=True), quiet=quiet, files=written)
    if checked.exit_code:
        raise typer.Exit(checked.exit_code)


def _check_plan(
    path: Path,
    password_file: Path | None,
    *,
    as_json: bool,
    quiet: bool,
    language: Language | None,
) -> None:
    """What was changed by hand in a plan workbook."""
    with speaking(None, language, as_json=as_json, writes=False) as speaker:
        from salesplan.core.adoption import edits_of
        from salesplan.inputs.passwords import use_passwords
        from salesplan.inputs.plan_book import read_plan
        from salesplan.inputs.plan_edits import read_edited_plan

        use_passwords(password_file)
        plan = read_plan(path)
        labels = speaker.use(language or plan.profile.language.value)
        edited, findings = read_edited_plan(path)
        edits = edits_of(plan, edited)
        if as_json:
            from salesplan.reports.adoption import plan_check_data
            from salesplan.reports.plan_view import View

            view = View(plan, plan.calendar.year, labels)
            print_json(plan_check_data(view, edits, findings))
        elif not quiet:
            show_edits(plan, edits, labels, findings)
