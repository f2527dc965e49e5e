"""The files that a profile or a command line names."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from salesplan.core.roster import nearest
from salesplan.errors import Finding, Place
from salesplan.inputs.raw import BOOKS, PARQUETS, TEXTS, in_words

_READABLE: Final = BOOKS + TEXTS + PARQUETS
_NAMED: Final = 5  # files left out that are named


def find_files(patterns: Sequence[str], base: Path) -> tuple[list[Path], list[Finding]]:
    """The files that names, folders and patterns such as `sales-*.xlsx` stand for.

    Relative names begin in `base`. A folder stands for the tables in it, those of folders below it
    left out. Sorted, each once, without the owner files that Excel leaves beside open workbooks.
    What matches nothing is finding E201, a folder without a table E239; N239 names what is left
    out of a folder.
    """
    files: dict[Path, Path] = {}
    findings: list[Finding] = []
    for pattern in patterns:
        matches = _matches(pattern, base)
        if not matches:
            findings.append(_unmatched(pattern, base))
        elif matches[0].is_dir() and not is_table(matches[0]):
            matches, said = _tables_in(matches[0])
            findings += said
        files = {path.resolve(): path for path in matches} | files
    return sorted(files.values()), findings


def is_table(path: Path) -> bool:
    """Whether a file has the name of a table, and is not Excel's or hidden."""
    return path.name.lower().endswith(_READABLE) and not path.name.startswith(("~$", "."))


def _tables_in(folder: Path) -> tuple[list[Path], list[Finding]]:
    """The tables in a folder, and what is to be said about the rest."""
    try:
        there = sorted(path for path in folder.iterdir() if not path.name.startswith(("~$", ".")))
    except OSError as problem:
        return [], [Finding("E208", Place(str(folder)), {"reason": in_words(problem)})]
    tables = [path for path in there if is_table(path) and path.is_file()]
    if not tables:
        return [], [Finding("E239", Place(str(folder)))]
    others = [path.name for path in there if path not in tables]
    if not others:
        return tables, []
    more = ["…"] if len(others) > _NAMED else []
    values = {"names": ", ".join([*others[:_NAMED], *more])}
    return tables, [Finding("N239", Place(str(folder)), values)]


def _matches(pattern: str, base: Path) -> list[Path]:
    """What a name or pattern stands for, also when it was written on Windows."""
    found = _matches_as_written(pattern, base)
    if not found and os.sep == "/" and "\\" in pattern:
        return _matches_as_written(pattern.replace("\\", "/"), base)
    return found


def _matches_as_written(pattern: str, base: Path) -> list[Path]:
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
    unwanted = ("~$",) if exact.name.startswith(".") else ("~$", ".")  # as the shell has it
    return [path for path in found if path.is_file() and not path.name.startswith(unwanted)]


def _unmatched(pattern: str, base: Path) -> Finding:
    wanted = Path(pattern.replace("\\", "/"))
    folder = (base / wanted).parent
    there: list[Path] = []
    with contextlib.suppress(OSError):  # a folder that may not be looked into has no names to offer
        there = list(folder.iterdir())
    names = [path.name for path in there if is_table(path)]
    found = nearest(wanted.name, names)
    path = (wanted.parent / found).as_posix() if found else None
    return Finding("E201", values={"name": pattern}, nearest=path)
