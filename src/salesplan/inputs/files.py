"""The files that a profile or a command line names."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from salesplan.core.roster import nearest
from salesplan.errors import Finding
from salesplan.inputs.raw import BOOKS, PARQUETS, TEXTS


def find_files(patterns: Sequence[str], base: Path) -> tuple[list[Path], list[Finding]]:
    """The files that names and patterns such as `sales-*.xlsx` stand for, relative to `base`.

    Sorted, each once, without the owner files that Excel leaves beside open workbooks. What
    matches nothing is finding E201.
    """
    files: dict[Path, Path] = {}
    findings: list[Finding] = []
    for pattern in patterns:
        matches = {path.resolve(): path for path in _matches(pattern, base)}
        files = matches | files
        if not matches:
            findings.append(_unmatched(pattern, base))
    return sorted(files.values()), findings


def _matches(pattern: str, base: Path) -> list[Path]:
    exact = base / pattern
    try:
        if exact.exists():
            return [exact]
    except OSError:  # longer than a name may be
        return []
    if not any(sign in pattern for sign in "*?["):
        return []
    start = Path(exact.anchor) if Path(pattern).is_absolute() else base
    relative = str(exact.relative_to(start)) if Path(pattern).is_absolute() else pattern
    try:
        found = list(start.glob(relative))
    except ValueError:  # not a pattern, such as `**.xlsx`
        return []
    return [path for path in found if path.is_file() and not path.name.startswith("~$")]


def _unmatched(pattern: str, base: Path) -> Finding:
    folder = (base / pattern).parent
    there: list[Path] = []
    with contextlib.suppress(OSError):  # a folder that may not be looked into has no names to offer
        there = list(folder.iterdir())
    names = [
        path.name
        for path in there
        if path.name.lower().endswith(BOOKS + TEXTS + PARQUETS) and not path.name.startswith("~$")
    ]
    wanted = Path(pattern)
    found = nearest(wanted.name, names)
    path = (wanted.parent / found).as_posix() if found else None
    return Finding("E201", values={"name": pattern}, nearest=path)
