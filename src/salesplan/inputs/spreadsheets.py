"""Spreadsheet, Parquet and text files → sheets of text cells.

What cannot be read raises `SalesplanError` with one finding.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from salesplan.errors import Finding, SalesplanError
from salesplan.inputs.confined import can_confine, can_limit, read_confined
from salesplan.inputs.delimited import read_text
from salesplan.inputs.parquet import read_parquet
from salesplan.inputs.passwords import known_passwords, unlocked
from salesplan.inputs.precautions import look_at
from salesplan.inputs.raw import BOOKS, PARQUETS, TEXTS, RawSheet, bounded, in_words, refusal
from salesplan.inputs.refusals import refused_reading
from salesplan.inputs.unseen import with_unseen_cells
from salesplan.inputs.workbooks import read_workbook

_RECORDS: Final = ".xlsb"
_HARMLESS: Final = 1024**3
"""Bytes of memory that a reading may need at most to be done without a process of its own."""


def read_sheets(
    path: Path,
    file: str,
    sheet: str | None = None,
    passwords: Sequence[str] | None = None,
    encoding: str | None = None,
) -> Iterator[RawSheet]:
    """The sheets of a file one after the other, or only the one called `sheet`.

    `file` is the name for findings; `passwords`, else the known ones, are tried one after the other
    on a workbook that is protected; `encoding` is that of a text file, else it is recognised.
    Raises `SalesplanError` with one finding for a file that cannot be read, and for a `sheet` that
    a workbook does not have.
    """
    name = path.name.lower()
    if not path.exists():
        raise SalesplanError(Finding("E201", values={"name": file}))
    if path.is_dir():
        raise refusal("E202", file)
    if not name.endswith(BOOKS + TEXTS + PARQUETS):
        raise refusal("E204", file, extension=path.suffix or path.name)
    try:
        if path.stat().st_size == 0:
            raise refusal("E203", file)
        if name.endswith(TEXTS):
            yield bounded(read_text(path, file, encoding))
        elif name.endswith(PARQUETS):
            yield bounded(read_parquet(path, file))
        else:
            known = known_passwords() if passwords is None else passwords
            yield from _read_book(path, file, sheet, known)
    except (OSError, EOFError, zlib.error) as problem:
        if isinstance(problem, gzip.BadGzipFile | EOFError | zlib.error):
            raise refused_reading(problem, file) from problem
        raise refusal("E208", file, reason=in_words(problem)) from problem


def _read_book(
    path: Path, file: str, sheet: str | None, passwords: Sequence[str]
) -> Iterator[RawSheet]:
    source = unlocked(path, file, passwords)
    confinable = can_confine()
    look = look_at(source, file, thorough=not (confinable and can_limit()))
    if isinstance(source, Path) and look.is_zip == (path.suffix.lower() == ".xls"):
        source = path.read_bytes()  # the reader goes by the extension, unless it gets bytes
    # The reader of records can be made to go round in circles, where nothing else could stop it.
    endless = path.suffix.lower() == _RECORDS
    if confinable and (endless or look.bound is None or look.bound > _HARMLESS):
        sheets = read_confined(source, file, sheet, look.unpacked)
    else:
        sheets = read_workbook(source, file, sheet)
    sheets = map(bounded, sheets)
    yield from with_unseen_cells(sheets, source, file)
