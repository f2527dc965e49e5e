"""Rows of cells → records of the older binary format, in the smallest container around them."""

from __future__ import annotations

import datetime as dt
import struct
from collections.abc import Sequence
from typing import Final

from fuzz.cells import Cell, ErrorCell, Formula, Rows
from salesplan.inputs.raw import OLE

_SECTOR: Final = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_LEAST: Final = 4096  # bytes of a part below which it would be kept among the small ones
_EPOCH: Final = dt.date(1899, 12, 30)
_ERROR_CODES: Final = {
    "#NULL!": 0,
    "#DIV/0!": 7,
    "#VALUE!": 15,
    "#REF!": 23,
    "#NAME?": 29,
    "#N/A": 42,
}


def contained(stream: bytes) -> bytes:
    """A container with one part, the workbook.

    Sector 0 is the directory; the workbook follows, and the table of sectors comes last.
    """
    size = max(len(stream), _LEAST)
    count = -(-size // _SECTOR)
    tables = -(-(1 + count + 1) // 127)
    follows = [_END, *range(2, count + 1), _END, *[_TABLE] * tables]
    table = struct.pack(f"<{len(follows)}I", *follows)
    entries = _entry("Root Entry", 5, _END, 0, child=1) + _entry("Workbook", 2, 1, size)
    listed = [*range(count + 1, count + 1 + tables)][:109]
    head = OLE + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIIII", 0, tables, 0, 0, _LEAST, _END, 0, _END, 0, *listed[:1])
    head += struct.pack(f"<{108}I", *listed[1:], *[_FREE] * (109 - len(listed)))
    body = stream.ljust(count * _SECTOR, b"\0")
    return head + entries.ljust(_SECTOR, b"\0") + body + table.ljust(tables * _SECTOR, b"\xff")


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    data = name.encode("utf-16-le")
    head = data.ljust(64, b"\0") + struct.pack("<HBB", len(data) + 2, kind, 1)
    return (
        head
        + struct.pack("<III", _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def workbook_records(sheets: Sequence[tuple[str, bool, Rows]]) -> bytes:
    """The stream of a workbook: name, whether it is hidden, and rows of each sheet."""
    names = [name.encode("utf-16-le", errors="replace")[:62] for name, _, _ in sheets]
    pages = [_start(0x10) + _cells(rows) + _record(0x0A) for _, _, rows in sheets]
    opening = _start(0x05)
    at = len(opening) + sum(4 + 8 + len(name) for name in names) + 4
    listed = b""
    for name, page, (_, hidden, _) in zip(names, pages, sheets, strict=True):
        told = struct.pack("<IBBBB", at, hidden, 0, len(name) // 2, 1)
        listed += _record(0x85, told + name)
        at += len(page)
    return b"".join([opening, listed, _record(0x0A), *pages])


def _start(kind: int) -> bytes:
    return _record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _cells(rows: Rows) -> bytes:
    return b"".join(
        _cell(cell, struct.pack("<HHH", row, column, 0))
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells[:256])
        if cell is not None
    )


def _cell(cell: Cell, at: bytes) -> bytes:
    match cell:
        case None:
            return _record(0x201, at)
        case bool():
            return _record(0x205, at + bytes([cell, 0]))
        case ErrorCell(name):
            return _record(0x205, at + bytes([_ERROR_CODES.get(name, 42), 1]))
        case Formula(_, cached):
            value = (
                struct.pack("<d", cached)
                if isinstance(cached, float)
                else b"\3" + bytes(5) + b"\xff\xff"
            )
            return _record(0x06, at + value + bytes(6) + b"\3\0\x1e\1\0")
        case dt.date():
            return _record(0x203, at + struct.pack("<d", (cell - _EPOCH).days))
        case str():
            data = cell.encode("utf-16-le", errors="surrogatepass")[:8000]
            return _record(0x204, at + struct.pack("<HB", len(data) // 2, 1) + data)
    return _record(0x203, at + struct.pack("<d", cell))
