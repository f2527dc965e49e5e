"""`salesplan check`: what is recognised, and what is wrong."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import typer

from salesplan.checking import as_data, check_files, clean_book_of, profile_among, show
from salesplan.cli.options import (
    CleanBookOption,
    Common,
    FilesArgument,
    ForceOption,
    ProfileForFilesOption,
    SetOption,
    SheetOption,
)
from salesplan.delivery import check_workbook, write_book
from salesplan.intake import plan_alone
from salesplan.outputs.streams import print_json
from salesplan.showing import show_edits
from salesplan.speaker import console_on


def check(
    paths: FilesArgument = None,
    *,
    settings: SetOption = None,
    given: ProfileForFilesOption = None,
    sheet: SheetOption = None,
    clean: CleanBookOption = None,
    force: ForceOption = False,
    common: Common,
) -> None:
    """See what is recognised in files of sales, and what is wrong with them or with a profile.

    Of a plan workbook, which targets were changed by hand and whether they still add up.
    """
    profile_path, files = profile_among(paths or [], given)
    if given is None and clean is None and plan_alone(files):
        _check_plan(Path(files[0]), common)
        return
    if settings and profile_path is None:
        raise typer.BadParameter("there is no profile to set fields of", param_hint="--set")
    with common.speaking(profile_path, writes=clean is not None) as speaker:
        check_workbook(clean, force=force)
        with speaker.working("reading"):
            checked = check_files(
                profile_path, files, sheet, settings or [], every=clean is not None
            )
        labels = speaker.use(checked.language)
        written: list[str] = []
        if clean is not None and checked.has_rows:
            with speaker.working("writing"):
                book = partial(clean_book_of, checked, labels)
                written = write_book(clean, book, checked.paths, force=force)
        if common.as_json:
            print_json(as_data(checked, labels, profile_path, written))
        elif not common.quiet or checked.exit_code:
            screens = console_on(), console_on(stderr=True)
            show(checked, labels, *screens, quiet=common.quiet, files=written)
    if checked.exit_code:
        raise typer.Exit(checked.exit_code)


def _check_plan(path: Path, common: Common) -> None:
    """What was changed by hand in a plan workbook."""
    with common.speaking(writes=False) as speaker:
        from salesplan.core.adoption import edits_of
        from salesplan.inputs.plan_book import read_plan
        from salesplan.inputs.plan_edits import read_edited_plan

        plan = read_plan(path)
        labels = speaker.use(plan.profile.language)
        edited, findings = read_edited_plan(path)
        edits = edits_of(plan, edited)
        if common.as_json:
            from salesplan.reports.adoption import plan_check_data
            from salesplan.reports.plan_view import View

            view = View(plan, plan.calendar.year, labels)
            print_json(plan_check_data(view, edits, findings))
        elif not common.quiet:
            show_edits(plan, edits, labels, findings)
