"""`salesplan decompose PROFILE --output FILE --force` with a watch: `python -m benchmarks.phases`.

Calls what the command calls, in its order, and prints the seconds of each phase as one JSON line.
Libraries that the command imports on its way are imported first, so that they count as `imports`.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import sys
import time
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
    from salesplan import cli, intake
    from salesplan.core.plan import build_plan
    from salesplan.inputs.profile_file import read_profile
    from salesplan.labels import Labels
    from salesplan.outputs.workbook import write_book
    from salesplan.reports.plan_book import plan_book

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
        cli._show_plan(plan, stretch, labels, sales, (*findings, *plan.findings), [str(output)])
    watch.stop("screen")
    return watch.seconds


if __name__ == "__main__":
    print(json.dumps(decompose(Path(sys.argv[1]), Path(sys.argv[2]))))
