"""Several files at once: their names, their folder, and whether they may be written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from salesplan.errors import ExitCode, Finding, Place, SalesplanError

_FORBIDDEN: Final = re.compile(r'[\x00-\x1f<>:"/\\|?*]')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_LONGEST: Final = 60


def file_names(names: Iterable[str]) -> list[str]:
    """File names without extension that every system allows, each once, in the same order.

    >>> file_names(["East/West", "East:West", " "])
    ['East-West', 'East-West (2)', '_']
    """
    taken: set[str] = set()
    found = []
    for name in names:
        plain = _FORBIDDEN.sub("-", name).strip(" .")[:_LONGEST].rstrip(" .") or "_"
        if _RESERVED.fullmatch(plain):
            plain = f"_{plain}"
        candidate, number = plain, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{plain} ({number})"
        taken.add(candidate.casefold())
        found.append(candidate)
    return found


def check_workbook(path: Path, *, force: bool) -> None:
    """Refuse a workbook's name before any work is done.

    Raises `SalesplanError` with E308 for a name that Excel would not open, E301 or E305 for one
    that is taken.
    """
    if path.suffix.lower() != ".xlsx":
        values = {"suggestion": f"{path.stem or 'book'}.xlsx"}
        raise SalesplanError(Finding("E308", Place(file=str(path)), values), ExitCode.USAGE)
    check_free([path], force=force)


def make_folder(folder: Path) -> None:
    """The folder for several files, where its parent exists.

    Raises `SalesplanError` with E302, E303, E307 or E309.
    """
    if folder.is_dir():
        return
    if folder.suffix.lower() == ".xlsx":
        values = {"folder": folder.stem}
        raise SalesplanError(Finding("E309", Place(file=str(folder)), values), ExitCode.USAGE)
    code, reason = "E302", ""
    if folder.exists():
        code = "E307"
    elif folder.parent.is_dir():
        try:
            folder.mkdir()
            return
        except OSError as problem:
            code, reason = "E303", problem.strerror or str(problem)
    values = {"folder": str(folder.parent), "reason": reason}
    raise SalesplanError(Finding(code, Place(file=str(folder)), values), ExitCode.USAGE)


def check_free(paths: Sequence[Path], *, force: bool) -> None:
    """Refuse all before one is written.

    Raises `SalesplanError` with E301 for each file that exists, E305 for each folder.
    """
    there = [path for path in paths if path.exists() and not (force and path.is_file())]
    if there:
        findings = [
            Finding("E301" if path.is_file() else "E305", Place(file=str(path))) for path in there
        ]
        raise SalesplanError(findings, ExitCode.USAGE)
