"""Workbooks on their way out: for whom, where they are written, and whether all of them may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.choices import SplitBy

if TYPE_CHECKING:
    from salesplan.core.calendar import Period
    from salesplan.core.explain_versions import Explainer
    from salesplan.core.goal_check import GoalCheck
    from salesplan.core.plan import Plan
    from salesplan.core.plan_check import PlanCheck
    from salesplan.core.sales import Sales
    from salesplan.core.trend import Trend
    from salesplan.errors import Finding
    from salesplan.labels import Labels
    from salesplan.reports.review_story import Story
    from salesplan.reports.values import Book


def groups_of(plan: Plan, split_by: SplitBy) -> dict[str, list[int]]:
    """Who gets a workbook together: the people of each team, or each person alone.

    A person in several teams has one; a vacant position has none of its own.
    """
    if split_by is SplitBy.REP:
        return {plan.reps[rows[0]].name: list(rows) for rows in plan.persons}
    return {
        team.name: [at for at, mine in enumerate(plan.team_of) if mine == number]
        for number, team in enumerate(plan.teams)
    }


def places_for(name: str, output: Path | None, groups: Sequence[str] | None) -> list[Path]:
    """Where to write: one workbook, or one for each group in a folder.

    `output` is the workbook, or the folder; without it both are called `name` and stand here.
    """
    from salesplan.outputs.folders import file_names

    stem = file_names([name])[0]
    if groups is None:
        return [output or Path(f"{stem}.xlsx")]
    folder = output or Path(stem)
    return [folder / f"{file}.xlsx" for file in file_names(groups)]


def review_books(
    story: Story,
    trend: Trend,
    split_by: SplitBy | None,
    sales: Sales,
    findings: Sequence[Finding],
) -> list[Callable[[], Book]]:
    """The variance workbooks: one, one a team, or a card a person."""
    from salesplan.reports.variance_book import card_book, team_book, variance_book

    if split_by is None:
        return [lambda: variance_book(story, trend, sales=sales, findings=findings)]
    if split_by is SplitBy.REP:
        return [partial(card_book, story, rows) for rows in story.report.review.plan.persons]
    return [partial(team_book, of_team, trend) for of_team in story.by_team()]


def plan_name(plan: Plan, stretch: Period) -> str:
    """`plan-2027`, `plan-2027-Q2`, `plan-2027-v2`, `plan-2027-scenario`."""
    name = f"plan-{plan.calendar.name}"
    if stretch != plan.calendar.year:
        name += f"-{stretch.key.rpartition('-')[2]}"
    if plan.version.number > 1:
        name += f"-v{plan.version.number}"
    return f"{name}-scenario" if plan.scenario else name


def plan_books(
    plan: Plan,
    split_by: SplitBy | None,
    labels: Labels,
    stretch: Period,
    sales: Sales | None,
    findings: Sequence[Finding],
    checks: Sequence[GoalCheck] = (),
    plan_checks: Sequence[PlanCheck] = (),
) -> list[Callable[[], Book]]:
    """The plan workbooks: one, one a team, or one a person with what explains their numbers.

    A part of a plan says nothing about the files and rows of the whole, nor about its goals
    and checks.
    """
    from salesplan.core.explain_versions import Explainer
    from salesplan.reports.plan_book import plan_book

    if split_by is None:
        return [
            lambda: plan_book(
                plan,
                labels,
                period=stretch,
                sales=sales,
                findings=findings,
                checks=checks,
                plan_checks=plan_checks,
            )
        ]
    groups = groups_of(plan, split_by).values()
    explained = split_by is SplitBy.REP
    explainers = [Explainer(plan, metric) for metric in plan.metrics]
    return [
        partial(_book_of_part, plan, people, labels, stretch, explainers if explained else [])
        for people in groups
    ]


def _book_of_part(
    plan: Plan,
    people: list[int],
    labels: Labels,
    stretch: Period,
    explainers: Sequence[Explainer],
) -> Book:
    """The workbook of some people, with sheets that explain their targets."""
    from salesplan.core.plan_part import part_of
    from salesplan.reports.explanation import explanation_sheet
    from salesplan.reports.explanation_view import view_of
    from salesplan.reports.plan_book import plan_book

    explanations = [
        explanation_sheet(view_of(explainer.explain(person, stretch), labels))
        for person in people
        for explainer in explainers
    ]
    return plan_book(part_of(plan, people), labels, period=stretch, explanations=explanations)


def keep_inputs(places: Sequence[Path], inputs: Sequence[Path]) -> None:
    """Refuse to write over what was read, also by force.

    Raises `SalesplanError` (E468) for the first such place.
    """
    from salesplan.errors import ExitCode, Finding, Place, SalesplanError

    for place in places:
        if place.exists() and any(place.samefile(path) for path in inputs):
            raise SalesplanError(Finding("E468", Place(str(place))), ExitCode.USAGE)


def check_workbook(path: Path | None, *, force: bool) -> None:
    """Refuse the name of a workbook, where there is one, before any work is done.

    Raises `SalesplanError` as `salesplan.outputs.folders.check_workbook` does.
    """
    if path is not None:
        from salesplan.outputs.folders import check_workbook as check

        check(path, force=force)


def write_book(
    path: Path, book: Callable[[], Book], inputs: Sequence[Path], *, force: bool
) -> list[str]:
    """Write one workbook, but not over what was read. The file that was written is returned."""
    keep_inputs([path], inputs)
    return write_books([path], [book], split=False, force=force)


def write_books(
    places: Sequence[Path], books: Sequence[Callable[[], Book]], *, split: bool, force: bool
) -> list[str]:
    """Write each book where it belongs: all of them or, where one cannot be written, none.

    A book is made when its turn comes. The files that were written are returned.
    """
    from salesplan.outputs.files import written
    from salesplan.outputs.folders import check_free, make_folder
    from salesplan.outputs.workbook import save_book

    folder = places[0].parent
    with ExitStack() as undoing:
        if split and not folder.exists():
            undoing.callback(_remove_empty, folder)
        if split:
            make_folder(folder)
        check_free(places, force=force)
        with ExitStack() as putting:  # each takes its place when all are complete
            for path, book in zip(places, books, strict=True):
                temporary = putting.enter_context(written(path, force=force))
                with temporary.open("wb") as target:
                    save_book(book(), target)
        undoing.pop_all()
    return [str(path) for path in places]


def _remove_empty(folder: Path) -> None:
    """A folder that was made for files which were not written after all."""
    with suppress(OSError):
        folder.rmdir()
