"""`python -m fuzz [--minutes N] [--seed N] [--kinds xlsx,csv] [FILE …]`, from the repository.

Starts a process that reads made and mutated files, watches over it, and keeps each input that is a
failure, beside it how it was read and what happened. With files: reads those once.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final

from fuzz.cases import KINDS, ROOT

_FOUND: Final = ROOT / "fuzz" / ".found"
_PATIENCE: Final = 40.0
"""Seconds after which the process is ended: longer than any small input may take."""
_EXAMPLES: Final = 3
_PER_PROCESS: Final = 1_000
"""Inputs of one process: memory that is never given back then shows in a new one."""


@dataclass
class Tally:
    """What was read so far. `failures` are their names with how often each came."""

    started: float = field(default_factory=time.monotonic)
    kinds: Counter[str] = field(default_factory=Counter)
    outcomes: set[tuple[str, str]] = field(default_factory=set)
    failures: Counter[str] = field(default_factory=Counter)
    peak: int = 0
    whole: int = 0
    slowest: dict[str, Any] = field(default_factory=lambda: {"seconds": 0.0})

    def take(self, told: dict[str, Any]) -> None:
        """Count one input."""
        self.kinds[told["kind"]] += 1
        self.outcomes.add((told["kind"], told["outcome"]))
        self.peak, self.whole = max(self.peak, told["peak"]), max(self.whole, told["whole"])
        if told["seconds"] > self.slowest["seconds"]:
            self.slowest = told
        if told["failure"]:
            self.failures[told["failure"]] += 1

    def lines(self) -> Iterator[str]:
        """What there is to say, a line each."""
        seconds, count = time.monotonic() - self.started, self.kinds.total()
        kinds = ", ".join(f"{kind} {n:,}" for kind, n in sorted(self.kinds.items()))
        yield f"{count:,} inputs in {seconds:,.0f} s, {count / max(seconds, 1e-9):.1f} a second"
        yield f"by kind: {kinds}"
        yield f"different outcomes: {len(self.outcomes):,}"
        peak, whole = self.peak / 1e6, self.whole / 1e6
        yield f"memory: at most {peak:.0f} MB for one input, {whole:.0f} in all"
        slow = self.slowest
        yield (
            f"slowest: {slow['seconds']:.2f} s, {slow.get('kind')}, {slow.get('size', 0):,} bytes, "
            + (f"{slow.get('outcome') or slow.get('failure')}")
        )
        yield f"failures: {len(self.failures)} different ones, {self.failures.total()} in all"
        for name, times in self.failures.most_common():
            yield f"  {times} × {name}"


def main() -> int:
    """Fuzz for some minutes; 1 where a failure was found."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="read these, once")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", default="0", help="the same one gives the same inputs")
    parser.add_argument("--kinds", default=",".join(KINDS), help=f"of {', '.join(KINDS)}")
    given = parser.parse_args()
    if unknown := set(given.kinds.split(",")) - set(KINDS):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    with contextlib.suppress(OSError):
        os.nice(10)
    tally = Tally()
    end = time.monotonic() + given.minutes * 60
    for number in range(sys.maxsize):
        arguments = ["--seed", f"{given.seed}:{number}", "--kinds", given.kinds]
        if given.files:
            arguments += ["--again", *map(str, given.files)]
        if _watch(arguments, tally, end, show=bool(given.files)) or given.files:
            break
    print("\n".join(tally.lines()), flush=True)
    return 1 if tally.failures else 0


def _watch(arguments: Sequence[str], tally: Tally, end: float, *, show: bool) -> bool:
    """One process until it dies, hangs or has read enough; whether the time is over."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        folder = Path(name)
        command = [sys.executable, "-m", "fuzz.worker", "--folder", name, *arguments]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, cwd=ROOT, start_new_session=True
        ) as process:
            assert process.stdout is not None
            count = 0
            try:
                for told in _told(process.stdout):
                    count += 1
                    tally.take(told)
                    if told["failure"] and tally.failures[told["failure"]] <= _EXAMPLES:
                        _keep(folder, told)
                    if show:
                        print(told["kind"], told["setting"], told["outcome"], told["trace"])
                    if time.monotonic() > end and not show:
                        return True
                    if count >= _PER_PROCESS:
                        return False
                failure = _end(process, show=show)
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
        if failure and not count:
            raise SystemExit(f"the reading process {failure} before it had read anything")
        if failure and not (folder / "current.json").exists():
            print(f"the next input could not be made: {failure}", flush=True)
        elif failure:
            about = json.loads((folder / "current.json").read_text(encoding="utf-8"))
            about |= {"failure": failure, "trace": "", "outcome": "", "seconds": 0.0}
            about |= {"peak": 0, "whole": 0, "size": 0}
            tally.take(about)
            _keep(folder, about)
    return time.monotonic() > end


def _told(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    """What the process tells, as long as it tells something in time."""
    os.set_blocking(stream.fileno(), False)
    rest = b""
    with selectors.DefaultSelector() as selector:
        selector.register(stream, selectors.EVENT_READ)
        while selector.select(_PATIENCE):
            piece = os.read(stream.fileno(), 1 << 16)
            if not piece:
                return
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                yield json.loads(line)


def _end(process: subprocess.Popen[bytes], *, show: bool) -> str:
    """Why nothing more is told, "" where nothing more was to come."""
    try:
        code = process.wait(1)
    except subprocess.TimeoutExpired:
        return f"hangs for {_PATIENCE:.0f} s"
    if code == 0 and show:
        return ""
    return f"died: {signal.Signals(-code).name if code < 0 else code}"


def _keep(folder: Path, told: dict[str, Any]) -> None:
    """Copy an input that is a failure, with what is known about it."""
    content = (folder / (told.get("kept") or f"input/{told['name']}")).read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:8]
    _FOUND.mkdir(exist_ok=True)
    path = _FOUND / f"{told['kind']}-{digest}{''.join(Path(told['name']).suffixes)}"
    path.write_bytes(content)
    path.with_name(path.name + ".json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    print(f"{path.name}: {told['failure']}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
