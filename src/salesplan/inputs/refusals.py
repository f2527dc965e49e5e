"""What readers say about files that they cannot read, in the words of the program.

A reader's own text stays in the value `reason`; only a sentence about something unknown shows it.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from typing import Final

from salesplan.errors import SalesplanError
from salesplan.inputs.raw import in_words, refusal

_WORDS: Final = (
    ("E206", r"password|encrypted"),
    ("E232", r"no item named|not found|filenotfound|missing|cannot find|no such"),
    ("E233", r"compression (?:method|type)|not supported|unsupported|not implemented"),
    (
        "E207",
        r"zip|central.directory|crc|checksum|declared uncompressed|truncat|end of (?:file|stream)"
        r"|eof|deflate|decompress|fill whole buffer|gzip|magic (?:number|bytes)|overlap"
        r"|invalid (?:ole|sector)|cfb error|smaller than the|too small|end-of-stream",
    ),
    (
        "E234",
        r"xml|utf.?8|parse|digit|unexpected|attribute|overflow|out of (?:range|bounds)|slice"
        r"|thrift|deserial|corrupt|invalid|panic|unwrap|unrecognized|malformed|detect file format",
    ),
)


@contextlib.contextmanager
def silenced() -> Iterator[None]:
    """Keeps off the screen what a reader writes there by itself when it panics."""
    try:
        screen = os.dup(2)
    except OSError:  # there is no screen to keep it off
        yield
        return
    try:
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a device, not a file)
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(screen, 2)
        os.close(screen)


def refused_reading(problem: BaseException | str, file: str) -> SalesplanError:
    """The exception for a file that a reader could not read, `reason` being the reader's words."""
    reason = problem if isinstance(problem, str) else in_words(problem)
    found = (code for code, words in _WORDS if re.search(words, reason, re.IGNORECASE))
    return refusal(next(found, "E231"), file, reason=reason)
