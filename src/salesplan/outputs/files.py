"""Writing a file whole or not at all.

What is written goes to a temporary file in the same folder, which takes the target's place at the
very end. Whatever goes wrong before that leaves the old file as it was, and no temporary file.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Final

from salesplan.errors import ExitCode, Finding, Place, SalesplanError

_NUMBERS: Final = count()  # of temporary files: a thousand at once need not look for free names
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


@contextmanager
def written(path: Path, *, force: bool) -> Iterator[Path]:
    """A temporary path beside `path`, which becomes `path` when the block ends well.

    Folders are not created: a misspelt one should be noticed. A link is followed, and the file it
    points to replaced. Any exception of the block removes the temporary file and goes on up.

    Raises `SalesplanError` with E301 (`path` exists and `force` is not given), E302 (no such
    folder), E303 (folder or file cannot be written), E304 (open in another program), E305 (not
    a file) or E306 (no room on the disk).
    """
    target = _resolved(path)
    _check_target(path, target, force=force)
    temporary = _reserve(path, target.parent)
    try:
        try:
            yield temporary
        except OSError as problem:
            if problem.errno in _NO_ROOM:
                raise _refusal("E306", path, problem) from problem
            raise
        _put(temporary, target, path, force=force)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _resolved(path: Path) -> Path:
    """Where the file really stands."""
    try:
        return path.resolve()
    except (OSError, RuntimeError) as problem:  # a loop of links
        raise _refusal("E303", path, problem) from problem


def _check_target(path: Path, target: Path, *, force: bool) -> None:
    """Refuse what can be refused before any work is done."""
    try:
        if not target.parent.is_dir():
            raise _refusal("E302", path)
        if not target.exists():
            return
        if not target.is_file():
            raise _refusal("E305", path)
    except OSError as problem:  # a name that is too long, or not allowed here
        raise _refusal("E303", path, problem) from problem
    if not force:
        raise _refusal("E301", path)
    # Replacing asks the folder, not the file: a file marked read-only would be replaced.
    if not os.access(target, os.W_OK):
        raise _refusal("E303", path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))


def _reserve(path: Path, folder: Path) -> Path:
    """A new empty file in `folder`, with the permissions that a new file gets here."""
    for number in _NUMBERS:
        candidate = folder / f".salesplan-{os.getpid()}-{number}.tmp"
        try:
            candidate.touch(exist_ok=False)
        except FileExistsError:
            continue
        except OSError as problem:
            code = "E306" if problem.errno in _NO_ROOM else "E303"
            raise _refusal(code, path, problem) from problem
        return candidate
    raise AssertionError("unreachable")


def _put(temporary: Path, target: Path, path: Path, *, force: bool) -> None:
    """Let the temporary file take the target's place, keeping the old file's permissions."""
    try:
        if target.exists():
            if not force:  # another run has written it in the meantime
                raise _refusal("E301", path)
            shutil.copymode(target, temporary)
        os.replace(temporary, target)  # noqa: PTH105 (the one call that tests can make fail)
    except OSError as problem:
        in_use = isinstance(problem, PermissionError) and _is_open(target)
        raise _refusal("E304" if in_use else "E303", path, problem) from problem


def _is_open(target: Path) -> bool:
    """Whether a refused replacement means that another program holds the file.

    Windows refuses to replace a file that is open. Elsewhere only the owner file that a
    spreadsheet program keeps beside an open workbook tells.
    """
    return os.name == "nt" or (target.parent / f"~${target.name}").exists()


def _refusal(code: str, path: Path, problem: BaseException | None = None) -> SalesplanError:
    reason = getattr(problem, "strerror", None) or str(problem or "")
    values = {"folder": str(path.parent), "reason": reason}
    return SalesplanError(Finding(code, Place(file=str(path)), values), ExitCode.USAGE)
