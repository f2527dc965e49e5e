"""Tables of cells → files, also in formats that no library at hand writes.

A grid is rows of equal length: texts, numbers, days and empty cells.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import openpyxl
import pyarrow as pa
import pyarrow.parquet

Cell = str | int | float | dt.date | None
Grid = Sequence[Sequence[Cell]]

_EXCEL_ZERO: Final = dt.date(1899, 12, 30)


def write_xlsx(path: Path, grid: Grid) -> None:
    """A workbook of one sheet."""
    workbook = openpyxl.Workbook()
    page = workbook.worksheets[0]
    for row in grid:
        page.append(list(row))
    workbook.save(path)


def write_text(path: Path, grid: Grid, encoding: str = "utf-8", delimiter: str = ",") -> None:
    """Delimited text, compressed where the name ends so."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter).writerows(grid)
    data = buffer.getvalue().encode(encoding)
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def write_parquet(path: Path, grid: Grid) -> None:
    """A table of texts; the first row is the names of its columns."""
    names, *rows = grid
    columns = [pa.array([_text(row[at]) for row in rows], pa.string()) for at in range(len(names))]
    table = pa.Table.from_arrays(columns, [str(name) for name in names])
    pa.parquet.write_table(table, path)


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


# --------------------------------------------------------------------------------------------
# OpenDocument
# --------------------------------------------------------------------------------------------

_NAMES: Final = "urn:oasis:names:tc:opendocument:xmlns"
_SPREADSHEET: Final = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, grid: Grid) -> None:
    """An OpenDocument spreadsheet of one table."""
    rows = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in grid
    )
    spaces = "".join(f' xmlns:{name}="{_NAMES}:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<office:document-content{spaces} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="S1">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_SPREADSHEET}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _SPREADSHEET)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)


def _ods_cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    kind = f'office:value-type="float" office:value="{cell}"'
    if isinstance(cell, dt.date):
        kind = f'office:value-type="date" office:date-value="{cell}"'
    elif isinstance(cell, str):
        kind = 'office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).splitlines())
    return f"<table:table-cell {kind}>{lines}</table:table-cell>"


# --------------------------------------------------------------------------------------------
# The format of Excel 97 to 2003: records in a container of sectors
# --------------------------------------------------------------------------------------------

_SECTOR: Final = 512
_END: Final = 0xFFFFFFFE
_FREE: Final = 0xFFFFFFFF
_TABLE: Final = 0xFFFFFFFD


def write_xls(path: Path, grid: Grid) -> None:
    """A workbook of one sheet in the older binary format; days are plain numbers there."""
    name = struct.pack("<BB", 2, 1) + "S1".encode("utf-16-le")
    bounds = 4 + 6 + len(name)
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0x0600))
    start += _record(0x0042, struct.pack("<H", 1200))
    begin = len(start) + bounds + 4
    start += _record(0x0085, struct.pack("<IBB", begin, 0, 0) + name) + _record(0x000A)
    cells = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0x0600))
    cells += _record(0x0200, struct.pack("<IIHHH", 0, len(grid), 0, len(grid[0]), 0))
    for row, line in enumerate(grid):
        cells += b"".join(_xls_cell(row, at, cell) for at, cell in enumerate(line))
    path.write_bytes(_contained(start + cells + _record(0x000A)))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _xls_cell(row: int, column: int, cell: Cell) -> bytes:
    if cell is None or cell == "":
        return b""
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(cell, str):
        return _record(0x0204, place + struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le"))
    number = (cell - _EXCEL_ZERO).days if isinstance(cell, dt.date) else cell
    return _record(0x0203, place + struct.pack("<d", number))


def _contained(stream: bytes) -> bytes:
    """A container with one stream, called Workbook: the table of sectors, the directory, data."""
    stream = stream.ljust(4096, b"\0")  # shorter ones are kept in another way
    count = -(-len(stream) // _SECTOR)
    if count > 126:
        raise ValueError("one table of sectors holds 126 of data")
    chain = [_TABLE, _END, *range(3, count + 2), _END]
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    directory += (bytes(68) + struct.pack("<III", _FREE, _FREE, _FREE)).ljust(128, b"\0") * 2
    return header + table + directory + stream.ljust(count * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII36x", len(text) + 2, kind, 1, _FREE, _FREE, child)
        + struct.pack("<IQ", start, size)
    )


# --------------------------------------------------------------------------------------------
# A workbook in binary parts
# --------------------------------------------------------------------------------------------

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_EXCEL: Final = "application/vnd.ms-excel"
_PART_TYPES: Final = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.bin" ContentType="{_EXCEL}.sheet.binary.macroEnabled.main"/>'
    f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{_EXCEL}.worksheet"/></Types>'
)


def write_xlsb(
    path: Path,
    grid: Grid,
    *,
    hidden_rows: Collection[int] = (),
    hidden_column: int | None = None,
    filtered: bool = False,
) -> None:
    """A workbook of one sheet; rows count from 0, as columns do. Days are plain numbers there."""
    body = [_part_record(129), _part_record(148, struct.pack("<IIII", 0, len(grid) - 1, 0, 9))]
    if hidden_column is not None:
        widths = struct.pack("<IIIIH", hidden_column, hidden_column, 2304, 0, 1)
        body += [_part_record(390), _part_record(60, widths), _part_record(391)]
    body.append(_part_record(145))
    for row, line in enumerate(grid):
        flags = bytes([0, 0x10 if row in hidden_rows else 0, 0])
        body.append(_part_record(0, struct.pack("<IIH", row, 0, 300) + flags + bytes(4)))
        body += [_part_cell(struct.pack("<II", at, 0), cell) for at, cell in enumerate(line)]
    body.append(_part_record(146))
    if filtered:
        body.append(_part_record(163, bytes(6)))
    sheet = _wide_text("r1") + _wide_text("S1")
    book = [
        _part_record(131),
        _part_record(143),
        _part_record(156, struct.pack("<II", 0, 1) + sheet),
    ]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", _PART_TYPES)
        archive.writestr("_rels/.rels", _part_link("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/workbook.bin", b"".join([*book, _part_record(144), _part_record(132)]))
        links = _part_link("worksheet", "worksheets/sheet1.bin")
        archive.writestr("xl/_rels/workbook.bin.rels", links)
        archive.writestr("xl/worksheets/sheet1.bin", b"".join([*body, _part_record(130)]))


def _part_link(kind: str, target: str) -> str:
    link = f'<Relationship Id="r1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_PACKAGE}">{link}</Relationships>'


def _part_record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    length = bytes([size]) if size < 0x80 else bytes([size & 0x7F | 0x80, size >> 7])
    return head + length + content


def _wide_text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _part_cell(place: bytes, cell: Cell) -> bytes:
    if cell is None or cell == "":
        return b""
    if isinstance(cell, str):
        return _part_record(6, place + _wide_text(cell))
    number = (cell - _EXCEL_ZERO).days if isinstance(cell, dt.date) else cell
    return _part_record(5, place + struct.pack("<d", number))


WRITERS: Final[dict[str, Callable[[Path, Grid], None]]] = {
    ".xlsx": write_xlsx,
    ".ods": write_ods,
    ".xls": write_xls,
    ".xlsb": write_xlsb,
    ".parquet": write_parquet,
    ".csv": write_text,
    ".csv.gz": write_text,
}
"""How a grid becomes a file, by the file's ending."""
