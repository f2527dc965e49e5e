"""What is said to the outside: the program's own stdout and stderr.

Encodings: what a terminal cannot show becomes a question mark. JSON is never damaged: where stdout
is not UTF-8, characters beyond ASCII are escaped.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, Final

from salesplan.errors import ExitCode, Finding, SalesplanError

_GONE: Final = frozenset({errno.EPIPE, errno.EINVAL})  # EINVAL: how Windows says it


def prepare_streams() -> None:
    """Make stdout and stderr such that writing to them never fails for a character.

    Where they were closed by whoever started the program, what is said goes nowhere.
    """
    for number in range(3):  # or the next file that is opened would be taken for one of them
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@contextmanager
def delivering(stream: IO[str]) -> Iterator[None]:
    """Write to a stream; the program ends where nobody reads it any more, as `head` does.

    Raises `SystemExit` in that case, and `SalesplanError` (E310) where it cannot be written for
    another reason, such as a full disk.
    """
    try:
        yield
        stream.flush()
    except OSError as problem:
        _forget(stream)
        if problem.errno in _GONE:
            raise SystemExit(int(ExitCode.UNHEARD)) from None
        values = {"reason": problem.strerror or str(problem)}
        raise SalesplanError(Finding("E310", values=values), ExitCode.USAGE) from None


def _forget(stream: IO[str]) -> None:
    """Let what is still to be written go nowhere, or it would fail again at the very end."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def print_text(text: str) -> None:
    """Text as it stands on stdout."""
    with delivering(sys.stdout):
        sys.stdout.write(text)


def print_json(data: dict[str, Any]) -> None:
    """Data as JSON on stdout."""
    import json  # noqa: PLC0415 (not for every run)

    whole = "utf" in (sys.stdout.encoding or "").lower()
    print_text(json.dumps(data, ensure_ascii=not whole, indent=2) + "\n")
