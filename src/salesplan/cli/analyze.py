"""`salesplan analyze`: what a sales history says, on screen and as a workbook with charts."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import typer

from salesplan.checking import profile_among
from salesplan.cli.options import (
    AnalysisBookOption,
    Common,
    CurrencyOption,
    ForceOption,
    HistoryArgument,
    MaxRejectedOption,
    ProfileForHistoryOption,
    SetOption,
    SheetOption,
)
from salesplan.delivery import check_workbook, write_book
from salesplan.intake import read_for_analysis, share_of
from salesplan.outputs.streams import print_json
from salesplan.showing import show_analysis

_WORKBOOK: Final = Path("analysis.xlsx")


def analyze(
    paths: HistoryArgument = None,
    *,
    given: ProfileForHistoryOption = None,
    currency: CurrencyOption = None,
    max_rejected: MaxRejectedOption = None,
    settings: SetOption = None,
    sheet: SheetOption = None,
    output: AnalysisBookOption = None,
    force: ForceOption = False,
    common: Common,
) -> None:
    """See what past sales say: growth, people, season, customers, and what to expect next year."""
    profile_path, files = profile_among(paths or [], given)
    if not paths and given is None and profile_path is not None and not profile_path.exists():
        profile_path = None  # nothing was named: say so, rather than that there is no profile
    if settings and profile_path is None:
        raise typer.BadParameter("there is no profile to set fields of", param_hint="--set")
    book = output or (None if common.as_json else _WORKBOOK)
    limit = None if max_rejected is None else share_of(max_rejected, "--max-rejected")
    money = None if currency is None else _currency(currency)
    with common.speaking(profile_path) as speaker:
        check_workbook(book, force=force)
        with speaker.working("reading"):
            read = read_for_analysis(files, profile_path, sheet, money, limit, settings or [])
        labels = speaker.use(read.language)
        from salesplan.core.analysis import analyse
        from salesplan.reports.analysis_view import AnalysisView

        with speaker.working("analysing"):
            organisation = read.profile.organisation if read.profile else ""
            analysis = analyse(read.sales, read.profile)
            view = AnalysisView(
                analysis,
                read.sales,
                labels,
                read.currency,
                read.decimals,
                organisation,
                read.supposed,
            )
        written: list[str] = []
        if book is not None:
            from salesplan.reports.analysis_book import analysis_book

            with speaker.working("writing"):
                made = partial(analysis_book, view, read.findings)
                written = write_book(book, made, read.files, force=force)
        if common.as_json:
            from salesplan.reports.analysis_data import analysis_data

            print_json(analysis_data(view, read.findings, written))
        elif not common.quiet:
            show_analysis(view, read.findings, written)


def _currency(code: str) -> str:
    """A currency's code from the command line."""
    from babel.numbers import list_currencies

    if code.upper() not in list_currencies():
        raise typer.BadParameter(f"'{code}' is not a code such as USD", param_hint="--currency")
    return code.upper()
