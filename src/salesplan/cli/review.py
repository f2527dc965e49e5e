"""`salesplan review`: from a plan and actuals to what is ahead and what is behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesplan.choices import Language, SplitBy, Stretch
from salesplan.cli.options import (
    ForceOption,
    JsonOption,
    LanguageOption,
    PasswordOption,
    QuietOption,
    SheetOption,
)
from salesplan.delivery import groups_of, keep_inputs, places_for, review_books, write_books
from salesplan.intake import language_of_plan, read_for_review, share_of
from salesplan.showing import show_review
from salesplan.speaker import Speaker, console_on, print_json, speaking

if TYPE_CHECKING:
    from salesplan.core.trend import Trend
    from salesplan.errors import Finding
    from salesplan.intake import ReviewInput
    from salesplan.labels import Labels
    from salesplan.reports.review_story import Story


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
    version: Annotated[
        str,
        typer.Option(
            "--version",
            metavar="VERSION",
            help="The version of a plan made anew to judge by: original, current, or its number.",
        ),
    ] = "current",
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
                version,
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


def _story(
    given: ReviewInput, stretch: Stretch, labels: Labels
) -> tuple[Story, Trend, list[Finding]]:
    """The review with its reasons, risks and earlier reviews, and what was found on the way."""
    from salesplan.core.fit import check_fit, trend_findings
    from salesplan.core.review import review as compare
    from salesplan.core.trend import trend
    from salesplan.core.version_reviews import VersionReviews
    from salesplan.reports.review_story import Story
    from salesplan.reports.review_view import ReviewView

    found = compare(given.plan, given.sales, given.day)
    findings = [*given.findings, *check_fit(found, given.sales)]
    versions = VersionReviews(found, given.versions, given.sales)
    story = Story.of(ReviewView(found, stretch, labels, versions=versions), given.sales)
    moved = trend(found, given.earlier, stretch, 0, versions.original)
    return story, moved, [*findings, *trend_findings(moved)]
