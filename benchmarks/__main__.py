"""`python -m benchmarks [PART …] [--rounds N] [--skip-slow]`, from the root of the repository."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from typing import Final

from benchmarks import formats, speed
from benchmarks.measure import ROOT

_ROUNDS: Final = {"big": 3, "review": 3, "formats": 3, "mid": 7, "startup": 15, "pieces": 3}
_SHARES: Final = ("seasons", "records")
_ALONE: Final = ("forecasts", "festival", "limits", "replan")
_PACKAGES: Final = (
    *("salesplan", "pandas", "numpy", "pyarrow", "fastexcel", "xlsxwriter", "openpyxl"),
    *("pydantic", "typer", "rich", "babel", "holidays"),
)


def main() -> None:
    """Run the parts that were asked for, or all."""
    parts = (*_ROUNDS, *_SHARES, *_ALONE)
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(parts)}")
    parser.add_argument("--rounds", type=int, help="processes of each contender")
    parser.add_argument(
        "--skip-slow", action="store_true", help="without pandas + openpyxl (minutes)"
    )
    given = parser.parse_args()
    if unknown := set(given.parts) - set(parts):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    _show_surroundings()
    for part in parts:
        if not given.parts or part in given.parts:
            print(f"## {part}\n", flush=True)
            _run(part, given.rounds, skip_slow=given.skip_slow)


def _run(part: str, rounds: int | None, *, skip_slow: bool) -> None:
    if part in _ALONE:
        subprocess.run([sys.executable, "-m", f"benchmarks.{part}"], cwd=ROOT, check=True)
        return
    if part in _SHARES:
        # In a process of its own: this one has to stay small, see `measure`.
        subprocess.run([sys.executable, "-m", "benchmarks.shares", part], cwd=ROOT, check=True)
        return
    count = rounds or _ROUNDS[part]
    if part in {"big", "formats"}:
        slow = speed.big if part == "big" else formats.formats
        slow(count, skip_slow=skip_slow)
        return
    run: Callable[[int], None] = getattr(speed, part)
    run(count)


def _show_surroundings() -> None:
    """What figures depend on; other work on the machine shows in its load."""
    print(f"{dt.datetime.now().astimezone():%Y-%m-%d %H:%M}, {os.cpu_count()} cores, ", end="")
    print(f"load {os.getloadavg()[0]:.1f}, ", end="")
    print(f"{platform.python_implementation()} {platform.python_version()}, {platform.system()}")
    print(", ".join(f"{name} {version(name)}" for name in _PACKAGES), end="\n\n", flush=True)


if __name__ == "__main__":
    main()
