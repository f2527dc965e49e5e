"""How far the sheets of a workbook reach, read from their bytes without a reader.

An extent is (rows, columns): the last row and the last column that a cell with content stands in,
counted from 1; (0, 0) for an empty sheet. Sheets come as XML, as XML with repetitions
(OpenDocument), and as records: a number for the kind, a length, and as many bytes.
"""

from __future__ import annotations

import io
import itertools
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.inputs.raw import OLE, refusal

LONGEST_TEXT: Final = 4 * 1024**2
"""Bytes between two tags; a cell holds 32,767 characters at most."""
_PIECE: Final = 1024**2


def pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> Iterator[bytes]:
    """The inflated bytes of a part, in pieces that end where a tag ends.

    Raises `SalesplanError` with E230 where two tags are further apart than any text may be long.
    """
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            text = rest + piece
            end = text.rfind(b">") + 1
            rest = text[end:]
            if len(rest) > LONGEST_TEXT:
                raise refusal("E230", file, limit=LONGEST_TEXT // 1024**2)
            yield text[:end]
    yield rest


def longest_text(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> int:
    """Bytes of the longest entry of a list of texts, or of the longest cell of a document."""
    divider = re.compile(rb"</(?:\w+:)?(?:si|table-cell|covered-table-cell)>")
    longest, run = 0, 0
    for text in pieces(archive, part, file):
        first, *others = divider.split(text)
        longest = max(longest, run + len(first), *map(len, others), 0)
        run = len(others[-1]) if others else run + len(first)
    return longest


_CLAIM: Final = re.compile(rb"<(?:\w+:)?sst\b[^>]*?\buniqueCount\s*=\s*[\"'](\d{1,20})")


def claimed_strings(head: bytes) -> int:
    """How many different texts the list of texts says that it has; 0 where it says nothing."""
    if head.startswith(b"\x9f\x01\x08"):
        return int(struct.unpack_from("<I", head, 7)[0]) if len(head) >= 11 else 0
    found = _CLAIM.search(head)
    return int(found[1]) if found else 0


# --------------------------------------------------------------------------------------------
# XML
# --------------------------------------------------------------------------------------------

_PREFIXED: Final = re.compile(rb":(?:c|row)[\s>/]")
_DIMENSION: Final = re.compile(rb"<(?:\w+:)?dimension\s+ref\s*=\s*[\"'](?:\w+:)?([A-Z]+)(\d+)[\"']")
# Cells without content are written <c …/>; readers pass over them.
_FILLED: Final = re.compile(
    rb"<(?:[\w.-]+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"'][^>]*(?<!/)>"
)
_BARE: Final = re.compile(rb"<(?:[\w.-]+:)?c(?=[\s>])(?![^>]*\sr\s*=)[^>]*(?<!/)>")
_ROW_START: Final = re.compile(rb"<(?:[\w.-]+:)?row[\s>]")
_ROW: Final = re.compile(rb"row\s[^>]*?\br\s*=\s*[\"'](\d{1,20})[\"']")
_END_IN_QUOTES: Final = re.compile(rb"<(?:[\w.-]+:)?(?:c|row)\s[^<>]*=\s*(?:\"[^\"<>]*>|'[^'<>]*>)")


def declared_extent(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, int]:
    """What the head of a sheet declares, which need not be true; (0, 0) for nothing."""
    with archive.open(part) as stream:
        declared = _DIMENSION.search(stream.read(4096))
    return (int(declared[2]), _column_number(declared[1])) if declared else (0, 0)


def extent_of_sheet(texts: Iterable[bytes]) -> tuple[int, int] | None:
    """Of a sheet in XML, from pieces that end where a tag ends.

    None where it cannot be told: a `>` inside of an attribute may hide where a cell stands.
    """
    rows = columns = unnumbered = 0
    for text in texts:
        if usual := _usual_extent(text):
            rows, columns = max(rows, usual[0]), max(columns, usual[1])
            continue
        if _END_IN_QUOTES.search(text):
            return None
        cells = _FILLED.findall(text)
        rows = max([rows, *(int(row[:20]) for row in {row for _, row in cells})])
        columns = max([columns, *map(_column_number, {column for column, _ in cells})])
        if _BARE.search(text):  # cells that do not say where they are stand side by side
            numbers = [int(row) for row in _ROW.findall(text)]
            rows = max([rows, *numbers])
            unnumbered += max(0, len(_ROW_START.findall(text)) - len(numbers))
            columns = max(columns, *(len(_BARE.findall(row)) for row in _ROW_START.split(text)))
    return rows + unnumbered, columns


def _usual_extent(text: bytes) -> tuple[int, int] | None:
    """Of a piece whose tags that begin with c are all `<c r="B7"…`, each before another tag.

    None where any is not: then every form that is allowed has to be looked for, which takes eight
    times as long.
    """
    data = np.frombuffer(text + bytes(20), np.uint8)
    tags = np.flatnonzero(data == ord("<"))
    ends = np.append(tags[1:], len(text)) - 1
    is_cell = data[tags + 1] == ord("c")
    cells, ends = tags[is_cell], ends[is_cell]
    begin = all((data[cells + at] == sign).all() for at, sign in enumerate(b'<c r="'))
    if not begin or not (data[ends] == ord(">")).all() or _PREFIXED.search(text):
        return None
    column, at = _number_at(data, cells + len(b'<c r="'), b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1, 3)
    row, at = _number_at(data, at, b"0123456789", 0, 7)
    if not (data[at] == ord('"')).all():
        return None
    filled = data[ends - 1] != ord("/")
    return int(row[filled].max(initial=0)), int(column[filled].max(initial=0))


def _number_at(
    data: npt.NDArray[np.uint8], at: npt.NDArray[np.int64], signs: bytes, first: int, most: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The numbers of at most so many `signs`, which count from `first`, and where they end."""
    number = np.zeros(len(at), np.int64)
    for _ in range(most):
        sign = data[at].astype(np.int64) - signs[0]
        is_sign = (sign >= 0) & (sign < len(signs))
        number = np.where(is_sign, number * len(signs) + sign + first, number)
        at = at + is_sign
    return number, at


def _column_number(letters: bytes) -> int:
    """A → 1, AA → 27, nothing → 0."""
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - ord("A") + 1
    return number


_ODS_TAG: Final = re.compile(
    rb"<(/?)table:(table-row|(?:covered-)?table-cell|table)\b([^>]*)>", re.DOTALL
)
_ODS_REPEAT: Final = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d{1,20})[\"']")


_ODS_TABLE: Final = re.compile(rb"<(/?)table:table(?:\s[^>]*?)?(/?)>")


def has_open_table(texts: Iterable[bytes]) -> bool:
    """Whether a table of an OpenDocument is never closed; to its end readers read without end."""
    depth = 0
    for text in texts:
        for closing, empty in _ODS_TABLE.findall(text):
            depth += -1 if closing else not empty
    return depth > 0


_ODS_SPACES: Final = re.compile(rb"<text:s\s[^<>]*?text:c\s*=\s*[\"'](\d{1,20})")


def repeated_spaces(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> int:
    """How many spaces an OpenDocument table says that it has, without having them.

    Raises `SalesplanError` with E230 where they are more than a text may have.
    """
    total = 0
    for text in pieces(archive, part, file):
        counts = [int(count) for count in _ODS_SPACES.findall(text)]
        if max(counts, default=0) > LONGEST_TEXT:
            raise refusal("E230", file, limit=LONGEST_TEXT // 1024**2)
        total += sum(counts)
    return total


def extent_of_open_document(texts: Iterable[bytes]) -> tuple[int, int]:
    """Of the largest OpenDocument table; its rows and cells may say that they are repeated."""
    most = (0, 0)
    rows = columns = filled_rows = filled_columns = 0
    for text in texts:
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


# --------------------------------------------------------------------------------------------
# Records
# --------------------------------------------------------------------------------------------

_ROW_RECORD: Final = 0
_CELL_RECORDS: Final = range(2, 12)


def extent_of_binary(data: bytes) -> tuple[int, int]:
    """Of a sheet in records (.xlsb)."""
    row = rows = columns = 0
    for kind, start, length in binary_records(data):
        if kind == _ROW_RECORD and length >= 4:
            row = int.from_bytes(data[start : start + 4], "little") + 1
        elif kind in _CELL_RECORDS and length >= 4:
            column = int.from_bytes(data[start : start + 4], "little") + 1
            rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def binary_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Kind, start and length of each record; lengths are written seven bits a byte."""
    position, end = 0, len(data)
    while position < end:
        kind = data[position]
        position += 1
        if kind & 0x80 and position < end:
            kind = kind & 0x7F | data[position] << 7
            position += 1
        length = 0
        for shift in (0, 7, 14, 21):
            if position >= end:
                return
            byte = data[position]
            position += 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield kind, position, length
        position += length


_XLS_ROWS: Final = 65_536
XLS_COLUMNS: Final = 256
_XLS_DIMENSIONS: Final = 0x0200
_XLS_PROTECTION: Final = 0x002F
_XLS_CELLS: Final = frozenset(
    {0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0206, 0x0406, 0x0002, 0x0003}
)


def is_protected(whole: bytes) -> bool:
    """Whether a workbook of the older binary format is protected by a password."""
    # The record that says so is among the first: all that follow are encrypted.
    first = itertools.islice(xls_records(workbook_stream(whole) or b""), 20)
    return any(kind == _XLS_PROTECTION for kind, _ in first)


def extent_of_xls(whole: bytes) -> tuple[int, int]:
    """Of the older binary format, all sheets as one.

    What a sheet declares counts where it is more than the format has: the reader sets memory aside
    for it, and a formatted sheet of 65,536 rows may be empty. A workbook that is too broken to be
    found in its container has no extent; the reader will say what is wrong with it.
    """
    rows = columns = 0
    for kind, content in xls_records(workbook_stream(whole) or b""):
        if kind == _XLS_DIMENSIONS and len(content) in {10, 14}:
            form = "<HHHH" if len(content) == 10 else "<IIHH"
            _, last_row, _, last_column = struct.unpack_from(form, content)
            if last_row > _XLS_ROWS or last_column > XLS_COLUMNS:
                rows, columns = max(rows, last_row), max(columns, last_column)
        elif kind in _XLS_CELLS and len(content) >= 4:
            row, column = struct.unpack_from("<HH", content)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


def xls_records(data: bytes, position: int = 0) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record from a position on."""
    end = len(data) - 3
    while position < end:
        kind, length = struct.unpack_from("<HH", data, position)
        position += 4
        yield kind, data[position : position + length]
        position += length


def workbook_stream(whole: bytes) -> bytes | None:
    """The stream of the workbook in its container; b"" where it cannot be had, None without one."""
    if not whole.startswith(OLE):
        return whole  # from before containers
    import olefile  # type: ignore[import-untyped]  # noqa: PLC0415 (only for the oldest format)

    try:
        with olefile.OleFileIO(io.BytesIO(whole)) as container:
            kinds = {name: container.get_type(name) for name in ("Workbook", "Book")}
            streams = [name for name, kind in kinds.items() if kind == olefile.STGTY_STREAM]
            for name in streams:
                # A stream that claims to be larger than its file goes round in circles.
                if container.get_size(name) <= len(whole):
                    return bytes(container.openstream(name).read())
    except (OSError, ValueError, IndexError, struct.error):
        return b""
    return b"" if streams else None
