"""The hidden sheet in which a workbook of this program carries what it was made from, as text.

Plans and variance workbooks alike; what people see in the other sheets is not read here.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.passwords import known_passwords, unlocked
from salesplan.inputs.precautions import look_at
from salesplan.inputs.raw import in_words, refusal
from salesplan.inputs.refusals import silenced
from salesplan.reports.plan_record import RECORD_SHEET

# Quotation marks inside of a name are escaped, so that no name can be taken for the format.
_NAMED_FORMAT: Final = re.compile(r'"format": ?"([^"\\]*)"')
_SHEETS: Final = "xl/workbook.xml"
_LONGEST_LIST: Final = 1 << 24  # bytes of a list of sheets; a thousand sheets take a hundredth


@dataclass(frozen=True, slots=True)
class HiddenRecord:
    """The text in the hidden sheet of a workbook; not `complete` where pieces of it are missing."""

    text: str
    complete: bool

    @property
    def format(self) -> str:
        """The format that it names, "" where the piece that names it is missing."""
        found = _NAMED_FORMAT.search(self.text)
        return found[1] if found else ""


def read_hidden_record(path: Path) -> HiddenRecord | None:
    """The record in a workbook, None where it has no sheet for it; other sheets are not read.

    Raises `SalesplanError` with one finding, E201 to E210, for a file that cannot be read.
    """
    file = str(path)
    if not path.is_file():
        code = "E202" if path.is_dir() else "E201"
        raise SalesplanError(Finding(code, Place(file), {"name": file}))
    with translated(file):
        state = path.stat()
        return _read_record(path, known_passwords(), (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=4)
def _read_record(
    path: Path,
    passwords: tuple[str, ...],
    state: tuple[int, int],  # noqa: ARG001 (what is read again is a file that has changed)
) -> HiddenRecord | None:
    """The record; a plan is asked for it several times, and large ones take a while to open."""
    file = str(path)
    with translated(file):
        source = unlocked(path, file, passwords)
        look_at(source, file)
        if not _may_hold_record(source):
            return None
        with opened(source) as workbook:
            if RECORD_SHEET not in workbook.sheet_names:
                return None
            rows = workbook.get_sheet_by_name(RECORD_SHEET).to_python()
    pieces = [row for row in rows if row and row[0] != ""]
    # Beside each piece stands its number and how many there are: "2/13".
    numbers = [str(row[1]) if len(row) > 1 else "" for row in pieces]
    wanted = [f"{number}/{len(pieces)}" for number in range(1, len(pieces) + 1)]
    return HiddenRecord("".join(str(row[0]) for row in pieces), numbers == wanted)


@contextmanager
def translated(file: str) -> Iterator[None]:
    """Turns what the reader raises into one finding."""
    try:
        with silenced():
            yield
    except OSError as problem:
        raise refusal("E208", file, reason=in_words(problem)) from problem
    except (CalamineError, EOFError, zlib.error) as problem:
        raise refusal("E207", file, reason=in_words(problem)) from problem
    except BaseException as problem:
        # A panic of the reader, its way to say that a file is corrupt, is no Exception.
        if type(problem).__name__ != "PanicException":
            raise
        raise refusal("E207", file, reason=in_words(problem)) from problem


def opened(source: Path | bytes) -> CalamineWorkbook:
    """A workbook, or the bytes of one, ready to be read."""
    if isinstance(source, bytes):
        return CalamineWorkbook.from_filelike(io.BytesIO(source))
    return CalamineWorkbook.from_path(source)


def _may_hold_record(source: Path | bytes) -> bool:
    """Whether the list of sheets names that of the record: a large workbook is slow to open."""
    try:
        stream = io.BytesIO(source) if isinstance(source, bytes) else source
        with ZipFile(stream) as archive, archive.open(_SHEETS) as part:
            sheets = part.read(_LONGEST_LIST)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError):
        return True  # the reader finds the words for what is wrong
    return RECORD_SHEET.encode() in sheets or b"sheets>" not in sheets
