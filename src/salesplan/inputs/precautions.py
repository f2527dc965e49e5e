"""A look at a workbook before a reader gets it.

A workbook of two cells far apart makes readers ask for the whole rectangle between them, a few
kilobytes may inflate to gigabytes, and a list of texts may claim any length: readers believe it,
and what they cannot have aborts the program. What would overwhelm the reader is refused in one
line; so is what is encrypted, what no spreadsheet program writes, and what is no workbook at all.

A part is known by how its content begins, not by its name. Looking through everything would cost a
quarter of reading a large workbook, so only small ones are; a `Look` says how far it went.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from salesplan.inputs.containers import refuse_endless
from salesplan.inputs.extents import (
    XLS_COLUMNS,
    claimed_strings,
    declared_extent,
    extent_of_binary,
    extent_of_open_document,
    extent_of_sheet,
    extent_of_xls,
    has_open_table,
    is_protected,
    longest_text,
    pieces,
    repeated_spaces,
    workbook_stream,
)
from salesplan.inputs.raw import LARGEST_PART, OLE, ZIP, refusal
from salesplan.inputs.refusals import refused_reading

MOST_PARTS: Final = 10_000
_BROKEN: Final = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError),
    *(zlib.error, lzma.LZMAError, struct.error, UnicodeDecodeError),
)
"""What is raised for an archive that is none, or whose names are no text."""
_FREE_CELLS: Final = 5_000_000
_CELL: Final = 48
"""Bytes that the reader takes for a cell, whatever it holds, and for its place in the answer."""
_SMALL: Final = 16 * 1024**2
"""Inflated bytes of XML that are looked through faster than a process starts."""
_SMALL_RECORDS: Final = 2 * 1024**2
"""The same for binary records."""
_HEAD: Final = 64 * 1024
_END: Final = b"PK\x05\x06"
_LONGEST_END: Final = 22 + 2**16
_COUNTED_ELSEWHERE: Final = 2**16 - 1
"""The count of an archive with so many parts that another record has it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: whether it is a zip, and how large the workbook is unpacked, in bytes.

    `bound` is what the reader may need at most, in bytes; None where not all was looked through.
    """

    is_zip: bool
    unpacked: int
    bound: int | None


def look_at(source: Path | bytes, file: str, *, thorough: bool = False) -> Look:
    """Refuses what is no workbook, is encrypted or would overwhelm the reader.

    `file` is its name, for findings and for what the ending promises. Where `thorough`, a large
    workbook is looked through as well. Raises `SalesplanError` with one finding.
    """
    data = source if isinstance(source, bytes) else None
    with io.BytesIO(data) if data is not None else Path(str(source)).open("rb") as stream:
        start = stream.read(8)
        stream.seek(0)
        ending = Path(file).suffix
        if start == OLE:
            whole = stream.read()
            if "EncryptedPackage".encode("utf-16-le") in whole:
                raise refusal("E206", file)
            if ending.lower() != ".xls":
                raise refusal("E205", file, extension=ending)
            refuse_endless(whole, file)
            return _look_at_records(whole, file, thorough=thorough)
        if start.startswith(ZIP):
            try:
                with zipfile.ZipFile(stream) as archive:
                    _refuse_other_count(stream, len(archive.infolist()), file)
                    return _look_inside(archive, file, thorough=thorough)
            except _BROKEN as problem:
                raise refused_reading(problem, file) from problem
        if ending.lower() == ".xls" and start[:1] == b"\x09" and start[3:4] == b"\0":
            return _look_at_records(stream.read(), file, thorough=thorough)  # from before 1995
    raise refusal("E205", file, extension=ending)


def _look_at_records(whole: bytes, file: str, *, thorough: bool) -> Look:
    """At a workbook of the older binary format, whose sheets have 65,536 × 256 cells at most."""
    if is_protected(whole):
        raise refusal("E206", file)
    if workbook_stream(whole) is None:
        raise refusal("E234", file, reason="no workbook in it")
    if len(whole) > _SMALL_RECORDS and not thorough:
        return Look(False, len(whole), None)
    rows, columns = extent_of_xls(whole)
    if not rows:  # nothing was found in its container, where the reader may find something
        return Look(False, len(whole), None)
    _refuse_far(rows, columns, len(whole), file)
    if columns > XLS_COLUMNS:  # readers take seconds for columns that the format does not have
        raise refusal("E234", file, reason=f"column {columns} of {XLS_COLUMNS}")
    return Look(False, len(whole), rows * columns * _CELL + len(whole) * 8)


def _look_inside(archive: zipfile.ZipFile, file: str, *, thorough: bool) -> Look:
    parts = archive.infolist()
    unpacked = _refuse_odd_archive(parts, file)
    bound: int | None = 2 * unpacked
    cells, longest = 0, 0
    for part in parts:
        with archive.open(part) as stream:
            head = stream.read(_HEAD)
        _refuse_definitions(head, part, file)
        if part.filename.lower() == "meta-inf/manifest.xml" and b"encryption-data" in (
            archive.read(part)
        ):
            raise refusal("E225", file)
        kind = _kind(head)
        if kind is None:
            continue
        if kind == "strings":
            if claimed_strings(head) > part.file_size:
                raise refusal("E234", file, reason=part.filename)
            longest = max(longest, longest_text(archive, part, file) if _is_small(part) else 0)
        else:
            rows, columns, whole = _extent(archive, part, kind, file, thorough=thorough)
            _refuse_far(rows, columns, part.file_size, file)
            cells += min(rows * columns, _FREE_CELLS + part.file_size)
            if kind == "document":
                if has_open_table(pieces(archive, part, file)):
                    raise refusal("E234", file, reason=part.filename)
                spaces = repeated_spaces(archive, part, file)
                unpacked += spaces
                _refuse_inflated(unpacked, file)
                longest = max(longest, longest_text(archive, part, file) if whole else 0) + spaces
            bound = bound if whole else None
        if not _is_small(part):
            bound = None
    return Look(True, unpacked, None if bound is None else bound + cells * (_CELL + longest))


def _refuse_other_count(stream: BinaryIO, parts: int, file: str) -> None:
    """Refuses an archive whose end tells another number of parts, which other readers find."""
    stream.seek(-min(_LONGEST_END, stream.seek(0, io.SEEK_END)), io.SEEK_END)
    end = stream.read()
    at = end.rfind(_END)
    count = int(struct.unpack_from("<H", end, at + 10)[0])
    if count not in {parts, _COUNTED_ELSEWHERE}:
        raise refusal("E234", file, reason=f"{count} parts, {parts} found")


def _refuse_odd_archive(parts: list[zipfile.ZipInfo], file: str) -> int:
    """Refuses what no spreadsheet program packs; the bytes of all parts, unpacked."""
    if len(parts) > MOST_PARTS:
        raise refusal("E229", file, count=len(parts), limit=MOST_PARTS)
    unpacked = sum(part.file_size for part in parts)
    _refuse_inflated(unpacked, file)
    seen: set[str] = set()
    for part in parts:
        name = part.filename
        if name in seen or name.startswith("/") or ".." in PurePosixPath(name).parts:
            raise refusal("E228", file, name=name)
        seen.add(name)
    return unpacked


def _refuse_inflated(unpacked: int, file: str) -> None:
    if unpacked > LARGEST_PART:
        raise refusal("E209", file, size=unpacked / 1024**3)


_DEFINITION: Final = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)")
_KINDS: Final = (
    ("sheet", re.compile(rb"<(?:\w+:)?worksheet[\s>/]")),
    ("strings", re.compile(rb"<(?:\w+:)?sst[\s>/]")),
    ("document", re.compile(rb"<office:(?:document-content|document|spreadsheet)[\s>]|<table:")),
)
_BINARY_SHEET: Final = b"\x81\x01\x00"
_BINARY_STRINGS: Final = b"\x9f\x01\x08"


def _refuse_definitions(head: bytes, part: zipfile.ZipInfo, file: str) -> None:
    """Definitions stand before the first element; no part of a workbook has any."""
    if head.lstrip()[:1] in {b"<", b"\xef", b"\xff", b"\xfe"} and _DEFINITION.search(head):
        raise refusal("E227", file, name=part.filename)


def _kind(head: bytes) -> str | None:
    """What a part holds, if it takes more than a little to read it."""
    if head.startswith(_BINARY_SHEET):
        return "binary"
    if head.startswith(_BINARY_STRINGS):
        return "strings"
    return next((kind for kind, shape in _KINDS if shape.search(head)), None)


def _is_small(part: zipfile.ZipInfo) -> bool:
    return part.file_size <= (_SMALL_RECORDS if part.filename.endswith(".bin") else _SMALL)


def _extent(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, kind: str, file: str, *, thorough: bool
) -> tuple[int, int, bool]:
    """The last row and column that a sheet addresses, and whether all of it was looked through.

    A large part is believed what its head declares, unless that is implausible.
    """
    if kind == "document":  # its repetitions cannot be believed, and it has no head to believe
        return *extent_of_open_document(pieces(archive, part, file)), True
    if not thorough and not _is_small(part):
        rows, columns = declared_extent(archive, part)
        if kind == "binary" or 0 < rows * columns <= _FREE_CELLS + part.file_size:
            return rows, columns, False
    if kind == "binary":
        return *extent_of_binary(archive.read(part)), True
    extent = extent_of_sheet(pieces(archive, part, file))
    return (*extent, True) if extent else (0, 0, False)


def _refuse_far(rows: int, columns: int, size: int, file: str) -> None:
    if rows * columns > _FREE_CELLS + size:
        raise refusal("E210", file, rows=rows, columns=columns)
