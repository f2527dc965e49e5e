"""A look at a workbook before a reader gets it.

A workbook of two cells far apart makes readers ask for the whole rectangle between them, and a few
kilobytes may inflate to gigabytes. What would overwhelm the reader is refused in one line; so is
what is encrypted, or no workbook at all.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from salesplan.inputs.raw import LARGEST_PART, OLE, ZIP, in_words, refusal

_SMALL_PART: Final = 1024**2  # compressed bytes that are cheap to look through
_FREE_CELLS: Final = 5_000_000
_PIECE: Final = 1024**2


def look_at(path: Path, file: str) -> bool:
    """Refuses what is no workbook, is encrypted or would overwhelm the reader; True for a zip."""
    with path.open("rb") as stream:
        start = stream.read(8)
    if start == OLE:
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise refusal("E206", file)
        if path.suffix.lower() != ".xls":
            raise refusal("E205", file, extension=path.suffix)
        return False
    if start.startswith(ZIP):
        try:
            with zipfile.ZipFile(path) as archive:
                _look_inside(archive, file)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
            raise refusal("E207", file, reason=in_words(problem)) from problem
        return True
    if path.suffix.lower() == ".xls" and start[:1] == b"\x09" and start[3:4] == b"\0":
        return False  # a workbook from before 1995
    raise refusal("E205", file, extension=path.suffix)


def _look_inside(archive: zipfile.ZipFile, file: str) -> None:
    for part in archive.infolist():
        if part.file_size > LARGEST_PART:
            raise refusal("E209", file, size=part.file_size / 1024**3)
        name = part.filename.lower()
        if name == "meta-inf/manifest.xml" and b"encryption-data" in archive.read(part):
            raise refusal("E206", file)
        if re.search(r"worksheets/[^/]+\.xml$", name):
            rows, columns = _extent(archive, part)
        elif name == "content.xml":
            rows, columns = _repeated_extent(archive, part)
        else:
            continue
        if rows * columns > _FREE_CELLS + part.file_size:
            raise refusal("E210", file, rows=rows, columns=columns)


_DIMENSION: Final = re.compile(rb"<(?:\w+:)?dimension\s+ref\s*=\s*[\"'](?:\w+:)?([A-Z]+)(\d+)[\"']")
# Cells without content are written <c …/>; readers pass over them.
_FILLED: Final = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Z]+)(\d+)[\"'][^>]*(?<!/)>")
_BARE: Final = re.compile(rb"<(?:\w+:)?c(?=[\s>])(?![^>]*\sr\s*=)[^>]*(?<!/)>")
_ROW: Final = re.compile(rb"row\s[^>]*?\br\s*=\s*[\"'](\d+)[\"']")


def _extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """The last row and column that a sheet addresses.

    A large part is believed what its head declares, unless that is implausible: looking through
    it would cost a quarter of reading it.
    """
    with archive.open(part) as stream:
        declared = _DIMENSION.search(stream.read(4096))
    if declared and part.compress_size > _SMALL_PART:
        rows, columns = int(declared[2]), _column_number(declared[1])
        if rows * columns <= _FREE_CELLS + part.file_size:
            return rows, columns
    rows = columns = 0
    for text in _pieces(archive, part):
        cells = _FILLED.findall(text)
        rows = max([rows, *(int(row) for row in {row for _, row in cells})])
        columns = max([columns, *map(_column_number, {column for column, _ in cells})])
        if _BARE.search(text):  # cells that do not say where they are stand side by side
            rows = max([rows, *map(int, _ROW.findall(text))])
            columns = max(columns, *(len(_BARE.findall(row)) for row in text.split(b"row ")))
    return rows, columns


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The inflated bytes of a part, in pieces that end where a tag ends."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            end = text.rfind(b">") + 1
            rest = text[end:]
            yield text[:end]
    yield rest


def _column_number(letters: bytes) -> int:
    """A → 1, AA → 27, nothing → 0."""
    number = 0
    for letter in letters[:8]:
        number = number * 26 + letter - ord("A") + 1
    return number


_ODS_TAG: Final = re.compile(
    rb"<(/?)table:(table-row|(?:covered-)?table-cell|table)\b([^>]*)>", re.DOTALL
)
_ODS_REPEAT: Final = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d+)[\"']")


def _repeated_extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """The same for an OpenDocument table, whose rows and cells may say that they are repeated."""
    most = (0, 0)
    rows = columns = filled_rows = filled_columns = 0
    for text in _pieces(archive, part):
        for closing, tag, attributes in _ODS_TAG.findall(text):
            if closing:
                continue
            found = _ODS_REPEAT.search(attributes)
            repeat = int(found[1]) if found else 1
            if tag == b"table":
                rows = filled_rows = filled_columns = 0
            elif tag == b"table-row":
                rows, columns = rows + repeat, 0
            else:
                columns += repeat
                if b"value-type" in attributes:
                    filled_rows, filled_columns = rows, max(filled_columns, columns)
            if filled_rows * filled_columns > most[0] * most[1]:
                most = filled_rows, filled_columns
    return most
