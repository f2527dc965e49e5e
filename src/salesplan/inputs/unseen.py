"""What readers do not tell of a workbook: what it hides or merges, and formulas without values.

People do not see what is hidden, and it is read as all else.
The parts of the workbook are searched for it, in a thread beside the reader: unpacking takes no
turn from it. A row that is hidden where a filter is on is hidden by the filter.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.extents import pieces
from salesplan.inputs.formulas import Search, with_uncalculated
from salesplan.inputs.merged import several_rows
from salesplan.inputs.raw import OLE, RawSheet, Unseen, column_letter
from salesplan.inputs.unseen_binary import sheets_in_binary, unseen_in_binary
from salesplan.inputs.unseen_records import unseen_in_records

if TYPE_CHECKING:
    from salesplan.inputs.tables import Table

_LAST_ROW: Final = 2**20
_LAST_COLUMN: Final = 2**14
_LISTED: Final = 8
_BOOK: Final = "xl/workbook.xml"
_BINARY_BOOK: Final = "xl/workbook.bin"
_DOCUMENT: Final = "content.xml"
_LONGEST_LIST: Final = 2**24
_ATTRIBUTE: Final = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
# No element is longer than this; a bound on what follows an opening keeps every search linear.
_SHEET: Final = re.compile(r"<(?:\w{1,9}:)?sheet\s([^<>]{0,2000})>")
_LINK: Final = re.compile(r"<(?:\w{1,9}:)?Relationship\s([^<>]{0,2000})>")
_COLUMN: Final = re.compile(rb"<(?:\w{1,9}:)?col\s([^<>]{0,2000})>")
_HIDDEN_ROW: Final = re.compile(
    rb"<(?:\w{1,9}:)?row\s(?=[^<>]{0,2000}?\bhidden\s*=\s*[\"'](?:1|true)[\"'])"
    rb"[^<>]{0,2000}?\br\s*=\s*[\"'](\d{1,7})[\"']"
)
_MERGED: Final = re.compile(
    rb"<(?:\w{1,9}:)?mergeCell\s[^<>]{0,200}?\bref\s*=\s*[\"']"
    rb"([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']"
)
_FILTER_IS_ON: Final = re.compile(
    rb"\bfilterMode\s*=\s*[\"'](?:1|true)[\"']|<(?:\w+:)?filterColumn"
)
_ODS_TAG: Final = re.compile(rb"<table:(table-row|table-column|table)(?=[\s/>])([^<>]{0,2000})>")
_ODS_REPEATED: Final = re.compile(r"^table:number-(?:rows|columns)-repeated$")


def with_unseen_cells(
    sheets: Iterable[RawSheet], source: Path | bytes, file: str
) -> Iterator[RawSheet]:
    """The sheets of a workbook, each with what is hidden in it."""
    with ThreadPoolExecutor(1) as searcher:
        search = searcher.submit(unseen_in, source, file)
        for sheet in sheets:
            unseen = search.result().get(sheet.name, Unseen())
            yield with_uncalculated(replace(sheet, unseen=unseen), unseen.formulas)


def unseen_in(source: Path | bytes, file: str) -> dict[str, Unseen]:
    """What each sheet of a workbook hides, by name; nothing where the parts are not understood."""
    found: dict[str, Unseen] = {}
    if _is_container(source):
        whole = source if isinstance(source, bytes) else source.read_bytes()
        return unseen_in_records(whole)
    try:
        with zipfile.ZipFile(
            io.BytesIO(source) if isinstance(source, bytes) else source
        ) as archive:
            names = set(archive.namelist())
            if _DOCUMENT in names:
                return _of_document(archive, file)
            if _BINARY_BOOK in names:
                return dict(_of_binary(archive))
            for name, part in _sheets_of(archive) if _BOOK in names else ():
                if part in names:
                    found[name] = _of_sheet(archive, part, file)
    except (OSError, SalesplanError, zipfile.BadZipFile, zlib.error):
        return {}  # the reader finds the words for what is wrong
    except (EOFError, KeyError, NotImplementedError, RuntimeError, UnicodeError, struct.error):
        return {}
    return found


def _is_container(source: Path | bytes) -> bool:
    """Whether a file is of the older binary format."""
    if isinstance(source, bytes):
        return source.startswith(OLE)
    with source.open("rb") as file:
        return file.read(len(OLE)) == OLE


# --------------------------------------------------------------------------------------------
# Where it stands
# --------------------------------------------------------------------------------------------


def _attributes(text: str) -> dict[str, str]:
    return {name: html.unescape(one or two) for name, one, two in _ATTRIBUTE.findall(text)}


def _listed(archive: zipfile.ZipFile, part: str, shape: re.Pattern[str]) -> list[dict[str, str]]:
    """The attributes of all elements of a shape in a part."""
    with archive.open(part) as stream:
        text = stream.read(_LONGEST_LIST).decode("utf-8", "replace")
    return [_attributes(found) for found in shape.findall(text)]


def _linked(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that another one links to, by the name of the link."""
    path = PurePosixPath(part)
    links = str(path.parent / "_rels" / f"{path.name}.rels")
    if links not in archive.namelist():
        return {}
    found = {}
    for link in _listed(archive, links, _LINK):
        target = link.get("Target", "")
        base = PurePosixPath() if target.startswith("/") else path.parent
        parts: list[str] = []
        for step in (base / target.lstrip("/")).parts:
            parts = parts[:-1] if step == ".." else [*parts, step]
        found[link.get("Id", "")] = "/".join(parts)
    return found


def _sheets_of(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name and the part of each sheet."""
    links = _linked(archive, _BOOK)
    for sheet in _listed(archive, _BOOK, _SHEET):
        link = next((text for name, text in sheet.items() if name.endswith(":id")), "")
        if "name" in sheet and link in links:
            yield sheet["name"], links[link]


def _of_sheet(archive: zipfile.ZipFile, part: str, file: str) -> Unseen:
    rows: list[int] = []
    columns: set[str] = set()
    merged: list[tuple[bytes, bytes, bytes]] = []
    filtered, formulas = False, Search()
    for text in pieces(archive, archive.getinfo(part), file):
        formulas.look_at(text)
        filtered = filtered or _has_filter(text)
        if b"mergeCell" in text:
            merged += _MERGED.findall(text)
        if b"hidden" not in text:
            continue
        rows += map(int, _HIDDEN_ROW.findall(text))
        for found in _COLUMN.findall(text):
            columns.update(_hidden_columns(_attributes(found.decode("utf-8", "replace"))))
    if rows and not filtered:  # a table within the sheet has a filter of its own
        tables = [t for t in _linked(archive, part).values() if t in archive.namelist()]
        filtered = any(_has_filter(archive.read(t)) for t in tables if "/table" in t)
    hidden = np.unique(np.array(rows, np.int64))
    zeros = formulas.all_zero()
    down = [(letter.decode(), int(first), int(last)) for letter, first, last in merged]
    return Unseen(
        hidden, frozenset(columns), filtered, tuple(formulas.found), zeros, several_rows(down)
    )


def _of_binary(archive: zipfile.ZipFile) -> Iterator[tuple[str, Unseen]]:
    """What each sheet of a workbook in binary parts hides, by name."""
    links = _linked(archive, _BINARY_BOOK)
    for name, link in sheets_in_binary(archive.read(_BINARY_BOOK)):
        if links.get(link, "") in archive.namelist():
            yield name, unseen_in_binary(archive.read(links[link]))


def _has_filter(text: bytes) -> bool:
    return (b"filterMode" in text or b"filterColumn" in text) and bool(_FILTER_IS_ON.search(text))


def _hidden_columns(column: dict[str, str]) -> Iterator[str]:
    """The letters of an entry of a list of widths, if it hides them."""
    if column.get("hidden") not in {"1", "true"}:
        return
    first, last = (column.get(name, "") for name in ("min", "max"))
    if first.isdecimal() and last.isdecimal():
        for number in range(int(first), min(int(last), _LAST_COLUMN) + 1):
            yield column_letter(number - 1)


def _of_document(archive: zipfile.ZipFile, file: str) -> dict[str, Unseen]:
    """The tables of an OpenDocument; their rows and columns may say that they are repeated."""
    document = archive.getinfo(_DOCUMENT)
    if not any(b"table:visibility" in text for text in pieces(archive, document, file)):
        return {}
    found: dict[str, Unseen] = {}
    rows: list[int] = []
    columns: set[str] = set()
    name, filtered, row, column = "", False, 0, 0
    for text in pieces(archive, document, file):
        for tag, written in _ODS_TAG.findall(text):
            attributes = _attributes(written.decode("utf-8", "replace"))
            if tag == b"table":
                rows, columns, filtered, row, column = [], set(), False, 0, 0
                name = attributes.get("table:name", "")
                continue
            counts = [n for key, n in attributes.items() if _ODS_REPEATED.fullmatch(key)]
            count = int(counts[0]) if counts and counts[0].isdecimal() else 1
            visibility = attributes.get("table:visibility", "visible")
            if tag == b"table-row":
                if visibility != "visible":
                    rows += range(row + 1, min(row + count, _LAST_ROW) + 1)
                    filtered = filtered or visibility == "filter"
                row += count
            else:
                if visibility != "visible":
                    last = min(column + count, _LAST_COLUMN)
                    columns.update(column_letter(at) for at in range(column, last))
                column += count
            if rows or columns:
                found[name] = Unseen(np.array(rows, np.int64), frozenset(columns), filtered)
    return found


# --------------------------------------------------------------------------------------------
# What is said about it
# --------------------------------------------------------------------------------------------


def unseen_findings(table: Table, used: npt.NDArray[np.bool_]) -> Iterator[Finding]:
    """What there is to say about hidden rows that count, and of columns that were read.

    These may be hidden, or have nothing but formulas that are 0.
    """
    sheet, unseen = table.sheet, table.sheet.unseen
    place = Place(sheet.file, sheet=sheet.name or None)
    if unseen.rows.size:
        counted = np.unique(sheet.rows[table.header + 1 :][used])
        rows = counted[np.isin(counted, unseen.rows)]
        if rows.size:
            values = {"count": len(rows), "rows": stretches(rows)}
            yield Finding("W206" if unseen.filtered else "W205", place, values)
    if unseen.columns:
        columns = [f"{letter} '{header}'" for letter, header in _columns_read(table)
                   if letter in unseen.columns]  # fmt: skip
        if columns:
            yield Finding("N207", place, {"columns": ", ".join(columns[:_LISTED])})
    free = table.choice.positions.get("discount")
    for letter, header in _columns_read(table) if unseen.zeros else ():
        if letter in unseen.zeros and (free is None or letter != sheet.letters[free]):
            values = {"header": header, "count": unseen.zeros[letter]}
            yield Finding("W227", replace(place, column=header or letter), values)


def _columns_read(table: Table) -> Iterator[tuple[str, str]]:
    """Letter and header of each column that something is read from."""
    for position in sorted(set(table.choice.positions.values())):
        if letter := table.sheet.letters[position]:
            yield letter, table.headers[position].strip()
    if table.unfolded is not None:
        yield from table.unfolded.columns_read()


def stretches(rows: npt.NDArray[np.int64]) -> str:
    """Row numbers in order, as people write them: 3, 5–9, 12."""
    breaks = [0, *(np.flatnonzero(np.diff(rows) > 1) + 1).tolist(), len(rows)]
    shown = []
    for start, end in list(pairwise(breaks))[:_LISTED]:
        first, last = int(rows[start]), int(rows[end - 1])
        shown.append(str(first) if first == last else f"{first}–{last}")
    return ", ".join([*shown, "…"] if len(breaks) - 1 > _LISTED else shown)
