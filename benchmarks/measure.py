"""Whole processes, measured by what the system charged them, and tables of their ratios.

`wall`, `cpu` (user + system) in seconds, resident memory in MB: `peak` of the largest process, and
`together` of a process and those that it started, at the moment when they held most. Contenders
take turns, so that a slow minute of the machine falls on all of them; figures are medians.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parent.parent

_PAUSE: Final = 0.05
"""Seconds from one look at the memory of all processes to the next."""

Command = Sequence[str | Path]


@dataclass(frozen=True)
class Figures:
    """What one or (as medians) several processes took.

    `said` is their last line as JSON, seconds by phase; `unsaid` is `wall` without them.
    """

    wall: float
    cpu: float
    peak: float
    together: float
    said: Mapping[str, float]
    unsaid: float


def python(*arguments: str | Path) -> Command:
    """A command of this interpreter."""
    return (sys.executable, *arguments)


def task(*arguments: str | Path) -> Command:
    """One of the programs in `tasks`."""
    return python("-m", "benchmarks.tasks", *arguments)


def salesplan(*arguments: str | Path) -> Command:
    """The command line, by the script that belongs to this interpreter."""
    return (Path(sys.executable).with_name("salesplan"), *arguments)


def measure(command: Command) -> Figures:
    """One process.

    The system counts the memory of the process that starts another as the other's; this one
    therefore must stay small, and import none of the libraries that are measured.

    Raises `RuntimeError` with what the process said when it fails.
    """
    # Compiled modules are kept, as they are on a user's machine.
    surroundings = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
        start = time.perf_counter()
        child = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT,
            env=surroundings,
            stdout=stdout,
            stderr=stderr,
        )
        with _Together(child.pid) as together:
            _, status, usage = os.wait4(child.pid, 0)
            wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        stdout.seek(0)
        stderr.seek(0)
        if child.returncode:
            raise RuntimeError(f"{command}: {child.returncode}\n{stderr.read().decode()[-2000:]}")
        unit = 1 if sys.platform == "darwin" else 1024
        said = _last_json(stdout.read().decode(errors="replace"))
    cpu, peak = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1e6
    unsaid = wall - sum(said.values())
    return Figures(wall, cpu, peak, max(peak, together.most), said, unsaid)


class _Together:
    """The memory of a process and its descendants while it runs, looked at again and again.

    Pages of files that several of them have (libraries) count once. Linux; elsewhere `most` is 0.
    """

    def __init__(self, process: int) -> None:
        self.most = 0.0
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Together:
        if Path("/proc/self/statm").exists():
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()

    def _look(self) -> None:
        while not self._over.wait(_PAUSE):
            pages = [found for number in _family(self._process) if (found := _pages(number))]
            own = sum(resident - shared for resident, shared in pages)
            shared = max((shared for _, shared in pages), default=0)
            self.most = max(self.most, (own + shared) * os.sysconf("SC_PAGE_SIZE") / 1e6)


def _family(process: int) -> list[int]:
    """A process and its descendants, from the list of all."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended
            parents[int(status.parent.name)] = int(status.read_text().rsplit(")")[-1].split()[1])
    family = [process]
    for number in family:
        family += [child for child, parent in parents.items() if parent == number]
    return family


def _pages(process: int) -> tuple[int, int] | None:
    """Pages in memory, and how many of them are of files; None for a process that has ended."""
    try:
        _, resident, shared, *_ = Path(f"/proc/{process}/statm").read_text().split()
    except OSError:
        return None
    return int(resident), int(shared)


def _last_json(text: str) -> dict[str, Any]:
    lines = text.strip().splitlines()
    return json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}


def take_turns(
    contenders: Mapping[str, Command], rounds: int, *, warm: bool = False
) -> dict[str, Figures]:
    """Medians of `rounds` processes of each contender; `warm` runs each once before."""
    runs: dict[str, list[Figures]] = {name: [] for name in contenders}
    for number in range(-int(warm), rounds):
        for name, command in contenders.items():
            figures = measure(command)
            if number >= 0:
                runs[name].append(figures)
    return {name: _median(figures) for name, figures in runs.items()}


def _median(runs: Sequence[Figures]) -> Figures:
    said = {key: statistics.median(run.said[key] for run in runs) for key in runs[0].said}
    return Figures(
        statistics.median(run.wall for run in runs),
        statistics.median(run.cpu for run in runs),
        statistics.median(run.peak for run in runs),
        statistics.median(run.together for run in runs),
        said,
        statistics.median(run.unsaid for run in runs),
    )


def show_figures(figures: Mapping[str, Figures], reference: str) -> None:
    """A table of processes; the ratios are to `reference`."""
    base = figures[reference]
    rows = [
        (
            name,
            f"{each.wall:.3f}",
            f"{each.cpu:.3f}",
            f"{each.peak:.0f}",
            f"{each.together:.0f}",
            f"{each.wall / base.wall:.2f}",
            f"{each.cpu / base.cpu:.2f}",
        )
        for name, each in figures.items()
    ]
    show_table(("", "wall s", "cpu s", "peak MB", "all MB", "× wall", "× cpu"), rows)
    print(f"× is to: {reference}\n")


def show_table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A Markdown table, its columns aligned."""
    widths = [max(len(row[at]) for row in (headers, *rows)) for at in range(len(headers))]
    for row in (headers, ["-" * width for width in widths], *rows):
        cells = [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        print(f"| {' | '.join(cells)} |")


def show_verdict(what: str, value: float, limit: float, *, at_least: bool = False) -> None:
    """A figure beside its target."""
    met = value >= limit if at_least else value <= limit
    sign = "≥" if at_least else "≤"
    print(f"- {what}: {value:.2f} (target {sign} {limit:g}): {'met' if met else 'MISSED'}")
