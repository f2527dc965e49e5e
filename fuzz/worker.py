"""The process that reads: it makes input after input and tells what became of each.

It stands under limits and may die of an input; the bytes of the input, and how it was to be read,
are on disk before. A line of JSON on standard output tells of each.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import resource
import shutil
import sys
import time
import traceback
import warnings
from pathlib import Path
from random import Random
from typing import IO, Any, Final

from fuzz.cases import KINDS, Case, Source, kind_of
from fuzz.judging import ViolationError

MEMORY: Final = 6 * 1024**3
"""Bytes of address space of the process; libraries set aside more than they use."""
MOST_MEMORY: Final = 1280 * 1024**2
"""Bytes that a small input may need beyond what the process had."""
MOST_SECONDS: Final = 10.0
"""How long a small input may take."""
_SMALL: Final = 4 * 1024**2


def main() -> None:
    """Read inputs until the process is ended, or those that are given."""
    parser = argparse.ArgumentParser(prog="python -m fuzz.worker", description=__doc__)
    parser.add_argument("--seed", default="0")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--again", type=Path, nargs="*", default=None, help="inputs that were kept")
    given = parser.parse_args()
    _limit()
    stream = os.fdopen(os.dup(1), "w")  # what the program prints is not ours
    os.dup2(2, 1)
    warnings.simplefilter("error")
    unraised: list[str] = []
    sys.unraisablehook = lambda found: unraised.append(repr(found.exc_value))
    source = Source(Random(given.seed), tuple(given.kinds.split(",")), given.folder)
    if given.again is not None:
        for path in given.again:
            for case in _kept(path):
                _tell(stream, source, case, given.folder, unraised)
        return
    while True:
        (given.folder / "current.json").unlink(missing_ok=True)  # none is being read
        _tell(stream, source, source.case(), given.folder, unraised)


def _limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _kept(path: Path) -> list[Case]:
    """A kept input as it was read; another file under every setting."""
    from fuzz.judging import HISTORIES, ROLES  # noqa: PLC0415

    beside = path.with_name(path.name + ".json")
    content = path.read_bytes()
    if beside.exists():
        told = json.loads(beside.read_text(encoding="utf-8"))
        names = [told["setting"]]
        kind, name = told["kind"], told["name"]
    else:
        kind, name = kind_of(path) or "csv", path.name
        names = [*HISTORIES]
    if kind in {"plan", "targets"}:
        names = [n for n in names if n in ROLES] or [*ROLES]
    return [Case(kind, name, content, setting, mutated=True, thorough=True) for setting in names]


def _tell(stream: IO[str], source: Source, case: Case, folder: Path, unraised: list[str]) -> None:
    place = folder / "input"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    path = place / case.name
    path.write_bytes(case.content)
    about = {"kind": case.kind, "name": case.name, "setting": case.setting}
    (folder / "current.json").write_text(json.dumps(about), encoding="utf-8")
    told = {
        **about,
        "mutated": case.mutated,
        "size": len(case.content),
        **_judged(source, case, path),
    }
    if unraised and not told["failure"]:
        told |= {"failure": f"unraised {unraised[0]}", "trace": "\n".join(unraised)}
    unraised.clear()
    if told["failure"]:
        told["kept"] = f"failed-{time.monotonic_ns()}"
        (folder / told["kept"]).write_bytes(case.content)
    stream.write(json.dumps(told) + "\n")
    stream.flush()


def _judged(source: Source, case: Case, path: Path) -> dict[str, Any]:
    """The outcome, or the failure, with time and memory."""
    before = _reset_peak()
    start = time.perf_counter()
    outcome = failure = trace = ""
    try:
        outcome = source.judged(case, path)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # a panic of a reader is no Exception
        failure, trace = _name(problem), traceback.format_exc()
    seconds = time.perf_counter() - start
    peak = _peak() - before
    small = len(case.content) <= _SMALL
    if not failure and small and peak > MOST_MEMORY:
        failure = f"memory: {outcome}"
    if not failure and small and seconds > MOST_SECONDS:
        failure = f"slow: {outcome}"
    if not failure:
        source.keep(case, outcome)
    return {
        "outcome": outcome,
        "failure": failure,
        "trace": trace,
        "seconds": seconds,
        "peak": peak,
        "whole": _peak(),
    }


def _name(problem: BaseException) -> str:
    """One name for failures with one cause: the exception and the last line of the program."""
    if isinstance(problem, ViolationError):
        return f"law: {str(problem).partition(':')[0]}"
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [frame for frame in frames if "/salesplan/" in frame.filename] or frames
    return (
        f"{type(problem).__name__} {Path(ours[-1].filename).name}:{ours[-1].name}:{ours[-1].lineno}"
    )


def _reset_peak() -> int:
    """Bytes resident now; the peak counts anew from here, where the system can."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    return _peak()


def _peak() -> int:
    """Most bytes resident since."""
    with contextlib.suppress(OSError):
        status = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
        if found := re.search(r"VmHWM:\s+(\d+) kB", status):
            return int(found[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    main()
