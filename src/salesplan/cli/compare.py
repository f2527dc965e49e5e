"""`salesplan compare`: what changed from one plan, or one version of it, to another."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from salesplan.cli.options import (
    BookOption,
    Common,
    FailOnChangeOption,
    FirstPlanArgument,
    ForceOption,
    FromOption,
    PeriodComparedOption,
    SecondPlanArgument,
    ToOption,
    TopOption,
)
from salesplan.delivery import check_workbook, write_book
from salesplan.intake import language_of_plan, stretch_of
from salesplan.outputs.streams import print_json
from salesplan.showing import show_comparison

if TYPE_CHECKING:
    from salesplan.core.comparison import Comparison
    from salesplan.core.plan import Plan
    from salesplan.errors import Finding
    from salesplan.labels import Labels


def compare(
    first: FirstPlanArgument,
    second: SecondPlanArgument = None,
    *,
    version_from: FromOption = None,
    version_to: ToOption = None,
    period: PeriodComparedOption = None,
    top: TopOption = 20,
    fail_on_change: FailOnChangeOption = False,
    output: BookOption = None,
    force: ForceOption = False,
    common: Common,
) -> None:
    """See what changed between two plans or versions: goals, people, assumptions, targets."""
    with common.speaking(writes=output is not None) as speaker:
        speaker.use(language_of_plan(second or first))
        check_workbook(output, force=force)
        with speaker.working("reading"):
            sides = _sides(first, second, version_from, version_to)
        labels = speaker.use(sides[1].plan.profile.language)
        from salesplan.core.comparison import compare as compared
        from salesplan.reports.comparison_view import ComparisonView

        with speaker.working("comparing"):
            before, after = (side.plan for side in sides)
            comparison = compared(before, after, stretch_of(after, period))
        names = sides[0].name(labels, sides[1]), sides[1].name(labels, sides[0])
        view = ComparisonView(comparison, names, labels)
        findings = [*sides[0].findings, *sides[1].findings, *_findings(comparison)]
        files: list[str] = []
        if output is not None:
            from salesplan.reports.comparison_book import comparison_book

            with speaker.working("writing"):
                book = partial(comparison_book, view, findings)
                files = write_book(output, book, [side.path for side in sides], force=force)
        if common.as_json:
            from salesplan.reports.comparison_data import comparison_data

            print_json(comparison_data(view, findings, files))
        elif not common.quiet:
            show_comparison(view, top, findings, files)
    if fail_on_change and comparison.changed:
        from salesplan.errors import ExitCode

        raise typer.Exit(int(ExitCode.THRESHOLD))


@dataclass(frozen=True)
class _Side:
    """A version of a plan, from the workbook `path`, with or without what people wrote over it."""

    path: Path
    plan: Plan
    findings: list[Finding]
    edited: bool

    def name(self, labels: Labels, other: _Side) -> str:
        """What it is called beside the other: by file, version, hand edits."""
        file, number = str(self.path), self.plan.version.number
        several = self.plan.version.number != other.plan.version.number
        if self.path != other.path:
            if not several:
                return file
            version = labels("version_named", number=number)
            return labels("named_in_file", file=file, version=version)
        key = "with_edits" if self.edited else "as_written"
        if several:
            key = "version_named_edited" if self.edited else "version_named"
        return labels("named_in_file", file=file, version=labels(key, number=number))


def _sides(
    first: Path, second: Path | None, version_from: int | None, version_to: int | None
) -> tuple[_Side, _Side]:
    """What to compare with what.

    Raises `SalesplanError` (E542) where a plan alone has neither versions nor hand edits, E543
    where it lacks the version asked for.
    """
    from salesplan.errors import ExitCode, Finding, Place, SalesplanError

    current = _current(first)
    if second is not None:
        return _version(current, version_from), _version(_current(second), version_to)
    after = _version(current, version_to)
    if version_from is not None:
        return _version(current, version_from), after
    if after.plan.before is not None:
        return _Side(first, after.plan.before, [], edited=False), after
    if after.edited:
        from salesplan.inputs.plan_book import read_plan

        return _Side(first, read_plan(first), [], edited=False), after
    raise SalesplanError(Finding("E542", Place(str(first))), ExitCode.USAGE)


def _current(path: Path) -> _Side:
    """The current version in a workbook, as people left it."""
    from salesplan.inputs.plan_edits import read_edited_plan

    plan, findings = read_edited_plan(path)
    return _Side(path, plan, findings, edited=any(found.code == "N441" for found in findings))


def _version(side: _Side, number: int | None) -> _Side:
    """The version of that number; the current one where none is asked for."""
    from salesplan.errors import ExitCode, Finding, Place, SalesplanError

    if number is None or number == side.plan.version.number:
        return side
    known = {plan.version.number: plan for plan in side.plan.versions}
    if number not in known:
        values = {"number": number, "known": ", ".join(str(each) for each in known)}
        raise SalesplanError(Finding("E543", Place(str(side.path)), values), ExitCode.USAGE)
    return _Side(side.path, known[number], [], edited=False)


def _findings(comparison: Comparison) -> list[Finding]:
    """What cannot be compared as it stands."""
    from salesplan.errors import Finding

    before, after = comparison.before, comparison.after
    findings = [
        Finding("N541", values={"metric": metric.settings.metric})
        for metric in (*comparison.only_before, *comparison.only_after)
    ]
    if not comparison.same_year:
        values = {"before": before.calendar.name, "after": after.calendar.name}
        findings.append(Finding("N540", values=values))
    if before.part != after.part:
        findings.append(Finding("W540"))
    return findings
