"""The command line: one short function a verb, each read → compute → report → write.

Results go to stdout, messages to stderr. This is the one place that knows about exit codes, the
screen and today's files; libraries are imported inside the verbs, so that help is instant.
"""

from __future__ import annotations

import datetime as dt
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesplan.checking import as_data, check_files, clean_book_of, profile_among, show
from salesplan.choices import Language, SplitBy, Stretch
from salesplan.delivery import (
    groups_of,
    keep_inputs,
    places_for,
    plan_books,
    plan_name,
    review_books,
    write_books,
)
from salesplan.intake import language_of_plan, read_for_review, read_history, share_of
from salesplan.showing import show_plan, show_review
from salesplan.speaker import Speaker, console_on, print_json, speaking

if TYPE_CHECKING:
    from salesplan.core.calendar import Period
    from salesplan.core.plan import Plan
    from salesplan.core.trend import Trend
    from salesplan.errors import Finding
    from salesplan.intake import ReviewInput
    from salesplan.labels import Labels
    from salesplan.profile import Profile
    from salesplan.reports.review_story import Story

app = typer.Typer(
    help="From an annual sales goal to targets for every person, quarter, month, week and day.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


ProfilePath = Annotated[
    Path, typer.Argument(metavar="PROFILE", help="The profile of team, goals and calendar.")
]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", help="Language of labels; default: the profile's."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="File to write (with --split-by: folder). Default: plan-YEAR.xlsx here.",
    ),
]
ForceOption = Annotated[
    bool, typer.Option("--force", "-f", help="Overwrite files that exist.", show_default=False)
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print the result as JSON on stdout.", show_default=False),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print errors only.", show_default=False)
]


SheetOption = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help="The sheet of sales to read in each workbook. Default: every sheet that fits.",
    ),
]
PasswordOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="File with the passwords of protected workbooks, one a line.",
    ),
]


@app.callback(invoke_without_command=True)
def _common(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True)
    ] = False,
) -> None:
    if version:
        from salesplan import __version__

        typer.echo(f"salesplan {__version__}")
        raise typer.Exit


@app.command()
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
    force: ForceOption = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="Do everything but write files.", show_default=False),
    ] = False,
    sheet: SheetOption = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """Break the year's goals down and write the plan workbook."""
    with speaking(profile_path, language, as_json=as_json) as speaker:
        from salesplan.inputs.passwords import use_passwords
        from salesplan.inputs.profile_file import read_profile
        from salesplan.outputs.folders import check_workbook

        if output is not None and split_by is None:
            check_workbook(output, force=force or dry_run)  # before the work, not after it
        use_passwords(password_file)
        profile, findings = read_profile(profile_path)
        profile = _with_options(profile, max_rejected, sheet)
        labels = speaker.use(language or profile.language.value)
        with speaker.working("reading", quiet=quiet or as_json):
            sales, found = read_history(profile, history, profile_path)
        with speaker.working("planning", quiet=quiet or as_json):
            from salesplan.core.plan import build_plan

            plan = build_plan(profile, sales)
            stretch = _stretch(plan, period)
        findings += found
        files: list[str] = []
        with speaker.working("writing", quiet=quiet or as_json):
            if not dry_run:
                name = plan_name(plan, stretch)
                groups = None if split_by is None else groups_of(plan, split_by)
                places = places_for(name, output, None if groups is None else list(groups))
                books = plan_books(plan, groups, labels, stretch, sales, findings)
                files = write_books(places, books, split=groups is not None, force=force)
        if as_json:
            from salesplan.reports.plan_data import plan_data

            print_json(
                plan_data(plan, labels, period=stretch, sales=sales, findings=findings, files=files)
            )
        elif not quiet:
            show_plan(plan, stretch, labels, sales, (*findings, *plan.findings), files)


@app.command()
def review(
    plan_path: Annotated[
        Path,
        typer.Argument(
            metavar="PLAN", help="A plan workbook, edited by hand or not, or a table of targets."
        ),
    ],
    actuals: Annotated[
        list[str], typer.Argument(metavar="ACTUALS...", help="Files of sales, or patterns.")
    ],
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DAY", help="Day to review, 2027-03-31. Default: the last sale."
        ),
    ] = None,
    period: Annotated[
        Stretch, typer.Option("--period", help="The stretch that contains the day.")
    ] = Stretch.MONTH,
    profile_path: Annotated[
        Path | None,
        typer.Option(
            "--profile",
            metavar="PROFILE",
            help="For a table of targets: the profile with its currency, calendar and teams.",
        ),
    ] = None,
    fail_under: Annotated[
        str | None,
        typer.Option(
            "--fail-under",
            metavar="SHARE",
            help="Exit with 3 when the pace of a person or team is below: 90%.",
        ),
    ] = None,
    reviews: Annotated[
        Path | None,
        typer.Option(
            "--history-dir",
            metavar="FOLDER",
            help="Folder of earlier variance workbooks, for the trend from review to review.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="Variance workbook to write (with --split-by: folder). Default: none.",
        ),
    ] = None,
    split_by: Annotated[
        SplitBy | None,
        typer.Option(
            "--split-by", help="Write a workbook for each team, or a card for each person."
        ),
    ] = None,
    force: ForceOption = False,
    sheet: SheetOption = None,
    password_file: PasswordOption = None,
    as_json: JsonOption = False,
    quiet: QuietOption = False,
    language: LanguageOption = None,
) -> None:
    """Compare actuals with a plan's targets: who is ahead, who is behind, what is needed."""
    threshold = None if fail_under is None else share_of(fail_under, "--fail-under", most=10)
    writes = output is not None or split_by is not None
    with (
        speaking(profile_path, language, as_json=as_json, writes=writes) as speaker,
        _errors_as_planned(speaker, language, plan_path),
    ):
        if output is not None and split_by is None:
            from salesplan.outputs.folders import check_workbook

            check_workbook(output, force=force)  # before the work, not after it
        from salesplan.inputs.passwords import use_passwords

        use_passwords(password_file)
        with speaker.working("reading", quiet=quiet or as_json):
            given = read_for_review(
                plan_path,
                actuals,
                as_of,
                profile_path,
                reviews,
                sheet,
                dt.date.today(),  # noqa: DTZ011
            )
        labels = speaker.use(language or given.plan.profile.language.value)
        from fractions import Fraction

        from salesplan.reports.review_screen import below as those_below

        with speaker.working("reviewing", quiet=quiet or as_json):
            story, trend, findings = _story(given, period, labels)
            below = [] if threshold is None else those_below(story.report, Fraction(threshold))
        files: list[str] = []
        with speaker.working("writing", quiet=quiet or as_json):
            if writes:
                groups = None if split_by is None else list(groups_of(given.plan, split_by))
                places = places_for(f"review-{given.day}", output, groups)
                keep_inputs(places, given.files)
                books = review_books(story, trend, split_by, given.sales, findings)
                files = write_books(places, books, split=groups is not None, force=force)
        if as_json:
            from salesplan.reports.review_data import review_data

            print_json(review_data(story, trend, given.sales, findings, files))
        elif not quiet:
            show_review(story, trend, given.sales, findings, files)
        if below and threshold is not None:
            names = labels("list_separator").join(below)
            line = labels(
                "below_threshold", threshold=labels.share(float(threshold), 0), names=names
            )
            console_on(stderr=True).print(line, soft_wrap=True)
            raise typer.Exit(3)


@app.command()
def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; default: stdout.")
    ] = None,
    force: ForceOption = False,
) -> None:
    """Print the JSON Schema of the profile, for editors that complete and check YAML."""
    import json

    from salesplan.profile import profile_schema

    text = json.dumps(profile_schema(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
        return
    with speaking(None, None):
        from salesplan.outputs.files import written

        with written(output, force=force) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")


@app.command()
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


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without Chinese gets question marks
    gc.disable()  # a short run of large tables: collecting takes 6 % of it and frees nothing
    try:
        app()
    finally:
        gc.freeze()  # nor is anything to be found at the end


@contextmanager
def _errors_as_planned(
    speaker: Speaker, language: Language | None, plan_path: Path
) -> Iterator[None]:
    """Say what is wrong in the plan's language, which may not have been read so far.

    Only then, for a large plan takes a while to open.
    """
    from salesplan.errors import SalesplanError

    try:
        yield
    except SalesplanError:
        found = language or language_of_plan(plan_path)
        if found is not None:
            speaker.use(found)
        raise


def _with_options(profile: Profile, max_rejected: str | None, sheet: str | None) -> Profile:
    """The profile with what the command line says differently."""
    said: dict[str, object] = {}
    if max_rejected is not None:
        said["max_rejected"] = share_of(max_rejected, "--max-rejected")
    if sheet is not None:
        said["sheet"] = sheet
    return profile.model_copy(update={"history": profile.history.model_copy(update=said)})


def _story(
    given: ReviewInput, stretch: Stretch, labels: Labels
) -> tuple[Story, Trend, list[Finding]]:
    """The review with its reasons, risks and earlier reviews, and what was found on the way."""
    from salesplan.core.fit import check_fit, trend_findings
    from salesplan.core.review import review as compare
    from salesplan.core.trend import trend
    from salesplan.reports.review_story import Story
    from salesplan.reports.review_view import ReviewView

    found = compare(given.plan, given.sales, given.day)
    findings = [*given.findings, *check_fit(found, given.sales)]
    story = Story.of(ReviewView(found, stretch, labels), given.sales)
    moved = trend(found, given.earlier, stretch, 0)
    return story, moved, [*findings, *trend_findings(moved)]


def _stretch(plan: Plan, period: str | None) -> Period:
    """The stretch of the year that was asked for."""
    if period is None:
        return plan.calendar.year
    try:
        return plan.calendar.period(period)
    except KeyError:
        from salesplan.errors import ExitCode, Finding, SalesplanError

        values = {"period": period, "month": plan.calendar.months[1].key}
        raise SalesplanError(Finding("E430", values=values), ExitCode.USAGE) from None
