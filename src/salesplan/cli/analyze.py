"""`salesplan analyze`: what a sales history says, on screen and as a workbook with charts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from salesplan.checking import profile_among
from salesplan.cli.options import (
    ForceOption,
    JsonOption,
    LanguageOption,
    PasswordOption,
    QuietOption,
    SheetOption,
)
from salesplan.delivery import keep_inputs, write_books
from salesplan.intake import read_for_analysis, share_of
from salesplan.showing import show_analysis
from salesplan.speaker import print_json, speaking

_WORKBOOK: Final = Path("analysis.xlsx")


def analyze(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="HISTORY",
            help="Files of sales, or patterns; or one profile. Default: the profile's files.",
            show_default=False,
        ),
    ] = None,
    given: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar="PROFILE",
            help="The profile with calendar, team and currency. Without one: calendar years.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Workbook to write. Default: analysis.xlsx here; with --json none.",
        ),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option(
            "--currency",
            metavar="CODE",
            help="Currency of the amounts: USD. Default: the profile's.",
        ),
    ] = None,
    max_rejected: Annotated[
        str | None,
        typer.Option(
            "--max-rejected",
            metavar="SHARE",
            help="Share of unreadable rows to go on with: 5%. Default: the profile's, 1%.",
        ),
    ] = None,
    force: ForceOption = False,
    sheet: SheetOption = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """See what past sales say: growth, people, season, customers, and what to expect next year."""
    profile_path, files = profile_among(paths or [], given)
    if not paths and given is None and profile_path is not None and not profile_path.exists():
        profile_path = None  # nothing was named: say so, rather than that there is no profile
    book = output or (None if as_json else _WORKBOOK)
    limit = None if max_rejected is None else share_of(max_rejected, "--max-rejected")
    money = None if currency is None else _currency(currency)
    with speaking(profile_path, language, as_json=as_json) as speaker:
        if book is not None:
            from salesplan.outputs.folders import check_workbook

            check_workbook(book, force=force)  # before the work, not after it
        from salesplan.inputs.passwords import use_passwords

        use_passwords(password_file)
        with speaker.working("reading", quiet=quiet or as_json):
            read = read_for_analysis(files, profile_path, sheet, money, limit)
        labels = speaker.use(language or read.language)
        from salesplan.core.analysis import analyse
        from salesplan.reports.analysis_view import AnalysisView

        with speaker.working("analysing", quiet=quiet or as_json):
            organisation = read.profile.organisation if read.profile else ""
            analysis = analyse(read.sales, read.profile)
            view = AnalysisView(
                analysis, read.sales, labels, read.currency, read.decimals, organisation
            )
        written: list[str] = []
        if book is not None:
            from salesplan.reports.analysis_book import analysis_book

            with speaker.working("writing", quiet=quiet or as_json):
                keep_inputs([book], read.files)
                books = [lambda: analysis_book(view, read.findings)]
                written = write_books([book], books, split=False, force=force)
        if as_json:
            from salesplan.reports.analysis_data import analysis_data

            print_json(analysis_data(view, read.findings, written))
        elif not quiet:
            show_analysis(view, read.findings, written)


def _currency(code: str) -> str:
    """A currency's code from the command line."""
    from babel.numbers import list_currencies

    if code.upper() not in list_currencies():
        raise typer.BadParameter(f"'{code}' is not a code such as USD", param_hint="--currency")
    return code.upper()
