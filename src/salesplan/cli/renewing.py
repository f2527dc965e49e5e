"""What `replan` and `decompose --actuals` have in common: who renews a plan, and handing it out."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.choices import Policy
from salesplan.cli import clock
from salesplan.cli.options import Common, Delivery
from salesplan.delivery import (
    groups_of,
    keep_inputs,
    places_for,
    plan_books,
    plan_name,
    write_books,
)
from salesplan.intake import ReplanInput, current_plan, day_of, read_for_replan, stretch_of
from salesplan.outputs.streams import print_json
from salesplan.showing import show_adoption, show_replan
from salesplan.speaker import Speaker, console_on

if TYPE_CHECKING:
    from decimal import Decimal

    from salesplan.core.renewal import Occasion, Renewed
    from salesplan.core.scenario import Supposed
    from salesplan.errors import Finding
    from salesplan.profile import Profile


@dataclass(frozen=True)
class GoingOn:
    """A plan that goes on during its year: from which workbook, with which actuals, and why."""

    plan_path: Path | None
    actuals: Sequence[str]
    occasion: Occasion
    policy: Policy | None


def go_on(
    speaker: Speaker,
    profile: Profile,
    profile_path: Path,
    supposed: Sequence[Supposed],
    wish: GoingOn,
    findings: Sequence[Finding],
    delivery: Delivery,
    common: Common,
) -> None:
    """The current version of the profile's plan, made anew from the start of the stretch on."""
    from salesplan.core.renewal import renew

    with speaker.working("reading"):
        plan_path = wish.plan_path or current_plan(profile, Path())
        day = _eve(plan_path, delivery.period)
        folder = profile_path.parent
        today = clock.today()
        given = read_for_replan(plan_path, wish.actuals, day, profile, folder, None, today)
    if not (common.quiet or common.as_json):
        values = {"path": plan_path, "number": given.plan.version.number}
        console_on().print(speaker.labels("goes_on_from", **values), soft_wrap=True)
    with speaker.working("planning"), with_edits(given):
        renewed = renew(
            given.plan,
            given.edited,
            wish.occasion,
            sales=given.sales,
            as_of=given.day,
            policy=wish.policy,
            profile=profile,
        )
        renewed = replace(renewed, plan=replace(renewed.plan, scenario=tuple(supposed)))
    findings = [*findings, *given.findings, *renewed.findings]
    deliver(speaker, renewed, given, findings, delivery, common)


@contextmanager
def with_edits(given: ReplanInput) -> Iterator[None]:
    """Name the edits of the plan beside what is wrong with them."""
    from salesplan.errors import SalesplanError

    try:
        yield
    except SalesplanError as error:
        edits = [found for found in given.findings if found.code == "N441"]
        raise SalesplanError([*edits, *error.findings], error.exit_code) from None


def _eve(plan_path: Path, period: str | None) -> dt.date | None:
    """The day before a stretch of the plan's year; None without one, or for the year."""
    from salesplan.inputs.plan_book import read_plan

    if period is None:
        return None
    plan = read_plan(plan_path)
    stretch = stretch_of(plan, period)
    return None if stretch == plan.calendar.year else stretch.start - dt.timedelta(days=1)


def occasion_of(reason: str, author: str | None, made: str | None) -> Occasion:
    """Why, by whom and when; by default the one who is logged in, and today."""
    from salesplan.core.renewal import Occasion

    today = clock.today()
    day = today if made is None else day_of(made, today)
    return Occasion(reason.strip(), _user() if author is None else author, day)


def _user() -> str:
    """The name of who is logged in, "" where nobody is known."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def with_rise(profile: Profile, rise: Decimal | None) -> Profile:
    """The profile with another rise of remaining targets from which on people are named."""
    if rise is None:
        return profile
    settings = profile.replan.model_copy(update={"max_rise": rise})
    return profile.model_copy(update={"replan": settings})


def deliver(
    speaker: Speaker,
    renewed: Renewed,
    given: ReplanInput,
    findings: Sequence[Finding],
    delivery: Delivery,
    common: Common,
) -> None:
    """Write the workbooks of a plan's next version, and show what has changed."""
    sales = given.sales
    plan, labels = renewed.plan, speaker.labels
    stretch = stretch_of(plan, delivery.period)
    files: list[str] = []
    with speaker.working("writing"):
        if not delivery.dry_run:
            split_by = delivery.split_by
            groups = None if split_by is None else list(groups_of(plan, split_by))
            places = places_for(plan_name(plan, stretch), delivery.output, groups)
            keep_inputs(places, given.files)
            books = plan_books(plan, split_by, labels, stretch, sales, findings)
            files = write_books(places, books, split=groups is not None, force=delivery.force)
    if common.as_json:
        from salesplan.reports.adoption import renewed_data

        print_json(
            renewed_data(renewed, labels, stretch, sales=sales, findings=findings, files=files)
        )
    elif not common.quiet:
        if renewed.adopted is not None:
            alone = renewed.replanned is None
            show_adoption(renewed.adopted, stretch, labels, findings if alone else (), files)
        if renewed.replanned is not None:
            show_replan(renewed.replanned, stretch, labels, sales, findings, files)
