"""`salesplan review`: from a plan and actuals to what is ahead and what is behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salesplan.choices import Stretch
from salesplan.cli import clock
from salesplan.cli.options import (
    ActualsArgument,
    CardsOption,
    Common,
    FailUnderOption,
    ForceOption,
    PlanOrTargetsArgument,
    ProfileForTargetsOption,
    ReviewBookOption,
    ReviewDayOption,
    ReviewsOption,
    SheetOption,
    StretchOption,
    VersionOption,
)
from salesplan.delivery import (
    check_workbook,
    groups_of,
    keep_inputs,
    places_for,
    review_books,
    write_books,
)
from salesplan.intake import language_of_plan, read_for_review, share_of
from salesplan.outputs.streams import print_json
from salesplan.showing import show_review
from salesplan.speaker import Speaker, console_on

if TYPE_CHECKING:
    from salesplan.core.trend import Trend
    from salesplan.errors import Finding
    from salesplan.intake import ReviewInput
    from salesplan.labels import Labels
    from salesplan.reports.review_story import Story


def review(
    plan_path: PlanOrTargetsArgument,
    actuals: ActualsArgument,
    *,
    as_of: ReviewDayOption = None,
    period: StretchOption = Stretch.MONTH,
    version: VersionOption = "current",
    fail_under: FailUnderOption = None,
    profile_path: ProfileForTargetsOption = None,
    reviews: ReviewsOption = None,
    sheet: SheetOption = None,
    output: ReviewBookOption = None,
    split_by: CardsOption = None,
    force: ForceOption = False,
    common: Common,
) -> None:
    """Compare actuals with a plan's targets: who is ahead, who is behind, what is needed."""
    threshold = None if fail_under is None else share_of(fail_under, "--fail-under", most=10)
    writes = output is not None or split_by is not None
    with (
        common.speaking(profile_path, writes=writes) as speaker,
        _errors_as_planned(speaker, plan_path),
    ):
        if split_by is None:
            check_workbook(output, force=force)
        with speaker.working("reading"):
            given = read_for_review(
                plan_path,
                actuals,
                as_of,
                profile_path,
                reviews,
                sheet,
                clock.today(),
                version,
            )
        labels = speaker.use(given.plan.profile.language)
        from fractions import Fraction

        from salesplan.errors import ExitCode
        from salesplan.reports.review_screen import below as those_below

        with speaker.working("reviewing"):
            story, trend, findings = _story(given, period, labels)
            below = [] if threshold is None else those_below(story.report, Fraction(threshold))
        files: list[str] = []
        with speaker.working("writing"):
            if writes:
                groups = None if split_by is None else list(groups_of(given.plan, split_by))
                places = places_for(f"review-{given.day}", output, groups)
                keep_inputs(places, given.files)
                books = review_books(story, trend, split_by, given.sales, findings)
                files = write_books(places, books, split=groups is not None, force=force)
        if common.as_json:
            from salesplan.reports.review_data import review_data

            print_json(review_data(story, trend, given.sales, findings, files))
        elif not common.quiet:
            show_review(story, trend, given.sales, findings, files)
        if below and threshold is not None:
            names = labels("list_separator").join(below)
            line = labels(
                "below_threshold", threshold=labels.share(float(threshold), 0), names=names
            )
            console_on(stderr=True).print(line, soft_wrap=True)
            raise typer.Exit(int(ExitCode.THRESHOLD))


@contextmanager
def _errors_as_planned(speaker: Speaker, plan_path: Path) -> Iterator[None]:
    """Say what is wrong in the plan's language, which may not have been read so far.

    Only then, for a large plan takes a while to open.
    """
    from salesplan.errors import SalesplanError

    try:
        yield
    except SalesplanError:
        speaker.use(language_of_plan(plan_path))
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
