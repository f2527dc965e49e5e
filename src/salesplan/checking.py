"""What `salesplan check` does: reads files, or a profile and its files, and stops at no error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from salesplan.choices import Language

if TYPE_CHECKING:
    from rich.console import Console

    from salesplan.core.planning import Planned
    from salesplan.core.sales import Sales
    from salesplan.errors import Finding
    from salesplan.labels import Labels
    from salesplan.profile import Profile
    from salesplan.reports.recognition import Recognition
    from salesplan.reports.values import Book

_PROFILES: Final = (".yaml", ".yml")
_DECIMALS: Final = 2  # where no profile says what the currency is
_EVERY: Final = 10**9


@dataclass(frozen=True)
class Checked:
    """What was found in the files; `sales` is None where there were none to read.

    `planned` is what a profile and its files make together, None where they make nothing.
    """

    profile: Profile | None
    sales: Sales | None
    findings: list[Finding]
    paths: Sequence[Path]
    planned: Planned | None = None

    @property
    def decimals(self) -> int:
        """Decimals of the currency's minor unit."""
        from salesplan.core.amounts import currency_decimals

        return _DECIMALS if self.profile is None else currency_decimals(self.profile.currency)

    @cached_property
    def recognition(self) -> Recognition | None:
        """What was understood of the files."""
        from salesplan.reports.recognition import Recognition

        if self.sales is None:
            return None
        currency = self.profile.currency if self.profile else ""
        return Recognition.of(self.sales, currency, self.decimals)

    @property
    def has_rows(self) -> bool:
        """Whether a table of sales was read."""
        return self.sales is not None and bool(self.sales.accounts)

    @property
    def language(self) -> Language:
        """The language to say it in, unless another is asked for."""
        return self.profile.language if self.profile else Language.EN

    @property
    def exit_code(self) -> int:
        """0 without errors; else 2 where no file could be read at all, and 1."""
        from salesplan.errors import SalesplanError, errors_among

        errors = errors_among(self.findings)
        return int(SalesplanError(errors).exit_code) if errors else 0


def profile_among(paths: Sequence[str], given: Path | None) -> tuple[Path | None, list[str]]:
    """The profile and the files that a command line means.

    Without any it is the profile `targets.yaml`. Raises `typer.BadParameter` where a profile
    stands among other files, or two are given.
    """
    profiles = [path for path in paths if path.lower().endswith(_PROFILES)]
    if not paths and given is None:
        return Path("targets.yaml"), []
    if not profiles:
        return given, list(paths)
    if len(paths) > 1 or given is not None:
        problem = "give one profile alone, or files with --profile"
        raise typer.BadParameter(problem, param_hint="FILES")
    return Path(profiles[0]), []


def check_files(
    profile_path: Path | None,
    paths: Sequence[str],
    sheet: str | None,
    settings: Sequence[str] = (),
    *,
    every: bool,
) -> Checked:
    """What there is to say about `paths`, or about the files of the profile and the plan they make.

    `sheet` is the only one of each workbook to read, `settings` are fields of the profile said
    differently. `every` lists all rejected rows among the
    findings, and not only the first. Where the profile has errors, its files are read all the same
    by what it says of them. Raises `SalesplanError` for a profile that says nothing.
    """
    profile, findings, whole = _profile(profile_path, settings)
    wanted = paths or (profile.history.files if profile else ())
    base = profile_path.parent if profile_path is not None and not paths else Path()
    found, missing = _found(wanted, base)
    checked = Checked(profile, None, [*findings, *missing], found)
    if found:
        folder = profile_path.parent if profile_path is not None else Path()
        checked = _read(checked, folder, sheet, every=every)
    if not whole:
        return checked
    if profile_path is not None and not paths:
        checked = _planned(checked, profile_path)
    elif checked.sales is not None:
        checked.findings.extend(_about_people(checked.sales, profile))
    return checked


def _profile(
    path: Path | None, settings: Sequence[str]
) -> tuple[Profile | None, list[Finding], bool]:
    """The profile, what is wrong with it, and whether it is more than settings for its files."""
    from salesplan.errors import SalesplanError
    from salesplan.inputs.profile_file import read_scenario, read_settings

    if path is None:
        return None, [], True
    try:
        whole, _, findings = read_scenario(path, settings)
        return whole, findings, True
    except SalesplanError as problem:
        profile = read_settings(path)
        if profile is None:
            raise
        return profile, list(problem.findings), False


def _found(patterns: Sequence[str], base: Path) -> tuple[list[Path], list[Finding]]:
    from salesplan.inputs.files import find_files

    return find_files(patterns, base)


def _read(checked: Checked, folder: Path, sheet: str | None, *, every: bool) -> Checked:
    """The same with the sales in its files."""
    from salesplan.inputs.file_report import LISTED
    from salesplan.inputs.sales import read_sales
    from salesplan.profile import History

    profile = checked.profile
    history = profile.history if profile else History()
    if sheet is not None:
        history = history.model_copy(update={"sheet": sheet})
    sales, findings = read_sales(
        checked.paths,
        history,
        checked.decimals,
        currency=profile.currency if profile else "",
        folder=folder,
        listed=_EVERY if every else LISTED,
    )
    return replace(checked, sales=sales, findings=[*checked.findings, *findings])


def _about_people(sales: Sales, profile: Profile | None) -> Iterable[Finding]:
    """Who is not on the team; without one, whose names may be one person's."""
    from salesplan.core.roster import alike_names, match_people

    names = [str(name) for name in sales.rows["rep"].cat.categories]
    if profile is None:
        return alike_names(names)
    return [found for found in match_people(profile, names)[1] if found.code == "W401"]


def _planned(checked: Checked, profile_path: Path) -> Checked:
    """The same with what planning would say; nothing where the files have errors already."""
    from salesplan.core.planning import plan_and_check
    from salesplan.errors import Place, SalesplanError, errors_among
    from salesplan.inputs.commitments import read_commitments

    profile, sales = checked.profile, checked.sales
    if profile is None or errors_among(checked.findings):
        return checked
    try:
        committed, said = read_commitments(profile, sales, profile_path.parent)
        planned = plan_and_check(profile, sales, committed)
    except SalesplanError as problem:
        here = Place(str(profile_path))
        said = [f if str(f.place) else replace(f, place=here) for f in problem.findings]
        return replace(checked, findings=[*checked.findings, *said])
    findings = [*checked.findings, *said, *planned.plan.findings, *planned.warnings]
    return replace(checked, findings=findings, planned=planned)


def clean_book_of(checked: Checked, labels: Labels) -> Book:
    """The workbook of what was understood and what was rejected; for files that have rows."""
    from salesplan.reports.clean_book import clean_book

    assert checked.sales is not None
    return clean_book(checked.sales, labels, checked.decimals, checked.findings)


def as_data(
    checked: Checked, labels: Labels, profile_path: Path | None, files: Sequence[str]
) -> dict[str, Any]:
    """What was found as JSON-ready data."""
    from salesplan.reports.recognition import check_data

    path = None if profile_path is None else str(profile_path)
    data = check_data(checked.recognition, labels, checked.findings, profile=path, files=files)
    return {**data, **_planned_data(checked.planned, labels)}


def _planned_data(planned: Planned | None, labels: Labels) -> dict[str, list[dict[str, Any]]]:
    """The checks of what was planned."""
    from salesplan.reports.plan_data import goal_checks_data, plan_checks_data
    from salesplan.reports.plan_view import View

    if planned is None:
        return {"goal_checks": [], "plan_checks": []}
    view = View(planned.plan, planned.plan.calendar.year, labels)
    return {
        "goal_checks": goal_checks_data(view, planned.goal_checks),
        "plan_checks": plan_checks_data(view, planned.plan_checks),
    }


def show(
    checked: Checked,
    labels: Labels,
    console: Console,
    messages: Console,
    *,
    quiet: bool,
    files: Sequence[str],
) -> None:
    """What was understood on one console, and what is wrong on the other; `quiet`: errors only."""
    from salesplan.errors import errors_among
    from salesplan.outputs.terminal import print_findings
    from salesplan.reports.goal_story import TOLD
    from salesplan.reports.recognition import verdict_line

    if quiet:
        print_findings(messages, labels, errors_among(checked.findings))
        return
    if checked.recognition is not None:
        _show_recognition(checked.recognition, labels, console)
    if checked.planned is not None:
        _show_checks(checked.planned, labels, console)
    told: frozenset[str] = frozenset() if checked.planned is None else TOLD
    untold = [found for found in checked.findings if found.code not in told]
    print_findings(messages, labels, untold)
    console.print(verdict_line(checked.findings, labels), soft_wrap=True)
    for path in files:
        console.print(labels("written", path=path), soft_wrap=True)


def _show_checks(planned: Planned, labels: Labels, console: Console) -> None:
    from salesplan.outputs.terminal import print_told
    from salesplan.reports.goal_story import GoalStory
    from salesplan.reports.plan_check_story import PlanCheckStory
    from salesplan.reports.plan_view import View

    view = View(planned.plan, planned.plan.calendar.year, labels)
    for story in (GoalStory(view, check) for check in planned.goal_checks):
        print_told(console, story.heading, [why for _, why in story.sentences()])
    for checked in (PlanCheckStory(view, check) for check in planned.plan_checks):
        print_told(console, checked.counts, checked.not_fine())


def _show_recognition(found: Recognition, labels: Labels, console: Console) -> None:
    from salesplan.outputs.terminal import print_table
    from salesplan.reports import recognition as report

    for sheet in found.sheets:
        for account in sheet.accounts:
            heading = report.sheet_heading(sheet, account, labels)
            print_table(console, report.columns_table(account, labels), labels, heading)
            console.print(report.rows_line(account, labels), soft_wrap=True)
        if line := report.figures_line(found, sheet.figures, labels):
            console.print(line, soft_wrap=True)
        console.print()
    if found.whole.people:
        print_table(console, report.people_table(found, labels), labels, labels("people"))
