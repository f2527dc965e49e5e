"""`salesplan check`: what is recognised, and what is wrong."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from salesplan.checking import as_data, check_files, clean_book_of, profile_among, show
from salesplan.cli.options import (
    ForceOption,
    JsonOption,
    LanguageOption,
    PasswordOption,
    QuietOption,
    SheetOption,
)
from salesplan.delivery import keep_inputs, write_books
from salesplan.speaker import console_on, print_json, speaking


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATHS]...",
            help="Files of sales, or patterns; or one profile. Default: targets.yaml.",
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
    force: ForceOption = False,
    sheet: SheetOption = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """See what is recognised in files of sales, and what is wrong with them or with a profile."""
    profile_path, files = profile_among(paths or [], given)
    with speaking(profile_path, language, as_json=as_json, writes=clean is not None) as speaker:
        if clean is not None:
            from salesplan.outputs.folders import check_workbook

            check_workbook(clean, force=force)  # before the work, not after it
        from salesplan.inputs.passwords import use_passwords

        use_passwords(password_file)
        with speaker.working("reading", quiet=quiet or as_json):
            checked = check_files(profile_path, files, sheet, every=clean is not None)
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
