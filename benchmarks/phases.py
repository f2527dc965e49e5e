"""The commands with a watch in hand, as `python -m benchmarks.phases NAME …`.

`decompose PROFILE OUTPUT` is `salesplan decompose PROFILE --output OUTPUT --force`, `review PLAN
ACTUALS` is `salesplan review PLAN ACTUALS`. Each calls what the command calls, in its order, and
prints the seconds of each phase as one JSON line. Libraries that the command imports on its way are
imported first, so that they count as `libraries`.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

LIBRARIES: Final = (
    *("pandas", "numpy", "pyarrow", "fastexcel", "xlsxwriter", "pydantic", "typer", "rich"),
    *("babel", "holidays", "yaml"),
)
"""What decompose is built on."""

USED: Final = (
    *("pyarrow.compute", "pyarrow.csv", "babel.numbers", "rich.console", "rich.table"),
    *("rich.text", "rapidfuzz.process", "rapidfuzz.fuzz", "numpy.typing", "xlsxwriter.workbook"),
    "holidays.countries",
)
"""The parts of them that decompose needs and the bare names do not load."""

_OWN: Final = (
    *("salesplan.cli", "salesplan.inputs.profile_file", "salesplan.inputs.sales"),
    *("salesplan.core.plan", "salesplan.reports.plan_book", "salesplan.outputs.workbook"),
    *("salesplan.outputs.terminal", "salesplan.reports.plan_screen"),
)
_OWN_REVIEW: Final = (
    *("salesplan.cli", "salesplan.inputs.plan_edits", "salesplan.inputs.sales"),
    *("salesplan.core.fit", "salesplan.reports.review_screen", "salesplan.outputs.terminal"),
)


class Watch:
    """Seconds between one call and the next."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._last = time.perf_counter()

    def stop(self, phase: str) -> None:
        now = time.perf_counter()
        self.seconds[phase] = now - self._last
        self._last = now


def decompose(profile_path: Path, output: Path) -> dict[str, float]:
    """Seconds of: libraries, modules, profile, read, plan, report, write, screen."""
    watch = Watch()
    for name in (*LIBRARIES, *USED):
        importlib.import_module(name)
    watch.stop("libraries")
    for name in _OWN:
        importlib.import_module(name)
    from salesplan import intake
    from salesplan.core.plan import build_plan
    from salesplan.inputs.profile_file import read_profile
    from salesplan.labels import Labels
    from salesplan.outputs.workbook import write_book
    from salesplan.reports.plan_book import plan_book
    from salesplan.showing import show_plan

    watch.stop("modules")
    profile, findings = read_profile(profile_path)
    labels = Labels(profile.language)
    watch.stop("profile")
    sales, found = intake.read_history(profile, None, profile_path)
    findings += found
    watch.stop("read")
    plan = build_plan(profile, sales)
    watch.stop("plan")
    stretch = plan.calendar.year
    book = plan_book(plan, labels, period=stretch, sales=sales, findings=findings)
    watch.stop("report")
    write_book(book, output, force=True)
    watch.stop("write")
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        show_plan(plan, stretch, labels, sales, (*findings, *plan.findings), [str(output)])
    watch.stop("screen")
    return watch.seconds


def review(plan_path: Path, actuals: Path) -> dict[str, float]:
    """Seconds of: libraries, modules, plan, read, review, landings, reasons, report, screen.

    `plan` reads the plan workbook and `read` the actuals; `landings` are those of the month, the
    quarter, the half and the year; `reasons` are drivers and risks.
    """
    watch = Watch()
    for name in (*LIBRARIES, *USED):
        if not name.startswith("xlsxwriter"):  # nothing is written
            importlib.import_module(name)
    watch.stop("libraries")
    for name in _OWN_REVIEW:
        importlib.import_module(name)
    from salesplan import intake
    from salesplan.choices import Stretch
    from salesplan.core.fit import check_fit
    from salesplan.core.review import review as compare
    from salesplan.core.trend import trend
    from salesplan.inputs.plan_edits import read_edited_plan
    from salesplan.labels import Labels
    from salesplan.outputs.terminal import print_findings, print_table, print_told
    from salesplan.reports.review_screen import closing_line, review_tables, rows_line, told
    from salesplan.reports.review_story import Story
    from salesplan.reports.review_view import ReviewView
    from salesplan.speaker import console_on

    watch.stop("modules")
    plan, findings = read_edited_plan(plan_path)
    watch.stop("plan")
    sales, found = intake._read_sales(plan.profile, [actuals], intake._ALL_FIELDS)
    watch.stop("read")
    reviewed = compare(plan, sales)
    findings = [*findings, *found, *check_fit(reviewed, sales)]
    watch.stop("review")
    report = ReviewView(reviewed, Stretch.MONTH, Labels(plan.profile.language))
    for metric in range(len(reviewed.metrics)):
        report.landings(metric)
    watch.stop("landings")
    story, moved = Story.of(report, sales), trend(reviewed, (), Stretch.MONTH, 0)
    watch.stop("reasons")
    tables = list(review_tables(report))
    said = list(told(story, moved))
    lines = [closing_line(report), rows_line(report, sales)]
    watch.stop("report")
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        console = console_on()
        for heading, table in tables:
            print_table(console, table, report.labels, heading)
        for heading, sentences in said:
            print_told(console, heading, sentences)
        print_findings(console, report.labels, findings)
        for line in lines:
            console.print(line, soft_wrap=True)
    watch.stop("screen")
    return watch.seconds


COMMANDS: Final[dict[str, Callable[[Path, Path], dict[str, float]]]] = {
    command.__name__: command for command in (decompose, review)
}

if __name__ == "__main__":
    gc.disable()  # as the command does
    print(json.dumps(COMMANDS[sys.argv[1]](*map(Path, sys.argv[2:]))))
