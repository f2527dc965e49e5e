"""Sheets of cells → the bytes of a file of each format.

The writers are bare on purpose: they write what no careful one would, such as NaN or a control
character, and stay fast enough to write a hundred files a second.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from random import Random
from typing import Final
from xml.sax.saxutils import quoteattr

from tests.inputs.test_reader_corpus import record
from tests.inputs.test_spreadsheets import MAIN, OFFICE, PACKAGE

from fuzz.cells import Cell, ErrorCell, Formula, Rows, plain_text
from fuzz.dressing import SheetOfRows
from fuzz.old_format import contained, workbook_records
from fuzz.parquet import parquet
from salesplan.inputs.raw import column_letter

_EPOCH: Final = dt.date(1899, 12, 30)
_ENCODINGS: Final = ("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "cp1252")
_LINE_ENDS: Final = ("\r\n", "\r\n", "\n", "\r")
_XLSB_CODES: Final = {
    "#NULL!": 0,
    "#DIV/0!": 7,
    "#VALUE!": 15,
    "#REF!": 23,
    "#NAME?": 29,
    "#N/A": 42,
}


def written(random: Random, sheets: Sequence[SheetOfRows], kind: str) -> bytes:
    """The sheets as a file of a kind; text and Parquet hold the first one alone."""
    return _WRITERS[kind](random, sheets)


def _packed(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            data = content if isinstance(content, bytes) else content.encode(errors="surrogatepass")
            archive.writestr(name, data)
    return stream.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# --------------------------------------------------------------------------------------------
# Office Open XML
# --------------------------------------------------------------------------------------------

_STYLES: Final = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/m/d"/>'
    '</numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/>'
    "</cellXfs></styleSheet>"
)


def _xlsx(random: Random, sheets: Sequence[SheetOfRows]) -> bytes:
    strings: dict[str, int] | None = {} if random.random() < 0.7 else None
    parts: dict[str, str | bytes] = {
        f"xl/worksheets/sheet{number}.xml": _sheet_xml(random, sheet, strings)
        for number, sheet in enumerate(sheets, 1)
    }
    names = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}" '
        f"""{'state="hidden" ' if sheet.hidden else ""}r:id="r{n}"/>"""
        for n, sheet in enumerate(sheets, 1)
    )
    dates = '<workbookPr date1904="1"/>' if random.random() < 0.05 else ""
    links = [(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    links.append(("rs", "styles", "styles.xml"))
    if strings is not None:
        links.append(("rt", "sharedStrings", "sharedStrings.xml"))
        items = "".join(f"<si><t>{_escaped(text)}</t></si>" for text in strings)
        parts["xl/sharedStrings.xml"] = (
            f'<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">{items}</sst>'
        )
    parts |= {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"/>',
        "_rels/.rels": _links([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{dates}'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _links(links),
        "xl/styles.xml": _STYLES,
    }
    return _packed(parts)


def _links(links: Sequence[tuple[str, str, str]]) -> str:
    inner = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}">{inner}</Relationships>'


def _sheet_xml(random: Random, sheet: SheetOfRows, strings: dict[str, int] | None) -> str:
    named = random.random() < 0.9
    body = []
    for at, row in enumerate(sheet.rows):
        cells = [
            _cell_xml(cell, f' r="{column_letter(i)}{at + 1}"' if named else "", strings)
            for i, cell in enumerate(row)
            if cell is not None or not named
        ]
        hidden = ' hidden="1"' if random.random() < 0.03 else ""
        body.append(f'<row r="{at + 1}"{hidden}>{"".join(cells)}</row>')
    width = max((len(row) for row in sheet.rows), default=0)
    dimension = f'<dimension ref="A1:{column_letter(max(width, 1) - 1)}{max(len(sheet.rows), 1)}"/>'
    merged = "".join(
        f'<mergeCell ref="{column_letter(c1)}{r1 + 1}:{column_letter(c2)}{r2 + 1}"/>'
        for r1, c1, r2, c2 in sheet.merged
    )
    merges = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    data = f"<sheetData>{''.join(body)}</sheetData>"
    return f'<worksheet xmlns="{MAIN}">{dimension}{data}{merges}</worksheet>'


def _cell_xml(cell: Cell, at: str, strings: dict[str, int] | None) -> str:
    match cell:
        case None:
            return f"<c{at}/>"
        case bool():
            return f'<c{at} t="b"><v>{int(cell)}</v></c>'
        case ErrorCell(name):
            return f'<c{at} t="e"><v>{name}</v></c>'
        case Formula(text, cached):
            kind = ' t="str"' if isinstance(cached, str) else ""
            value = "" if cached is None else f"<v>{_escaped(str(cached))}</v>"
            return f"<c{at}{kind}><f>{_escaped(text)}</f>{value}</c>"
        case dt.date():
            return f'<c{at} s="1"><v>{(cell - _EPOCH).days}</v></c>'
        case str():
            if strings is None:
                return f'<c{at} t="inlineStr"><is><t>{_escaped(cell)}</t></is></c>'
            return f'<c{at} t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>'
    return f"<c{at}><v>{cell!r}</v></c>"


# --------------------------------------------------------------------------------------------
# Binary records
# --------------------------------------------------------------------------------------------


def _wide(text: str) -> bytes:
    data = text.encode("utf-16-le", errors="surrogatepass")
    return struct.pack("<I", len(data) // 2) + data


def _record(kind: int, content: bytes) -> bytes:
    """A record of any length."""
    if len(content) < 0x80:
        return record(kind, content)
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(content)
    while size >= 0x80:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + content


def _xlsb(_: Random, sheets: Sequence[SheetOfRows]) -> bytes:
    numbers = range(1, len(sheets) + 1)
    listed = b"".join(
        _record(156, struct.pack("<II", int(sheet.hidden), n) + _wide(f"r{n}") + _wide(sheet.name))
        for n, sheet in zip(numbers, sheets, strict=True)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _links([("r1", "officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": b"".join(
            (_record(131, b""), _record(143, b""), listed, _record(144, b""), _record(132, b""))
        ),
        "xl/_rels/workbook.bin.rels": _links(
            [(f"r{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in numbers]
        ),
    }
    for n, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{n}.bin"] = _sheet_records(sheet.rows)
    return _packed(parts)


def _sheet_records(rows: Rows) -> bytes:
    width = max((len(row) for row in rows), default=0)
    extent = struct.pack("<IIII", 0, max(len(rows), 1) - 1, 0, max(width, 1) - 1)
    body = [_record(129, b""), _record(148, extent), _record(145, b"")]
    for at, row in enumerate(rows):
        body.append(_record(0, struct.pack("<I", at) + bytes(13)))
        body += [_cell_record(cell, struct.pack("<II", i, 0)) for i, cell in enumerate(row)]
    return b"".join([*body, _record(146, b""), _record(130, b"")])


def _cell_record(cell: Cell, at: bytes) -> bytes:
    match cell:
        case None:
            return _record(1, at)
        case bool():
            return _record(4, at + bytes([cell]))
        case ErrorCell(name):
            return _record(3, at + bytes([_XLSB_CODES.get(name, 42)]))
        case Formula(_, cached):
            return _cell_record(cached, at)
        case dt.date():
            return _record(5, at + struct.pack("<d", (cell - _EPOCH).days))
        case str():
            return _record(6, at + _wide(cell))
    return _record(5, at + struct.pack("<d", cell))


def _xls(_: Random, sheets: Sequence[SheetOfRows]) -> bytes:
    return contained(workbook_records([(s.name, s.hidden, s.rows) for s in sheets]))


# --------------------------------------------------------------------------------------------
# OpenDocument
# --------------------------------------------------------------------------------------------

_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"


def _ods(random: Random, sheets: Sequence[SheetOfRows]) -> bytes:
    tables = "".join(
        f"<table:table table:name={quoteattr(sheet.name)}>"
        + "".join(
            f"<table:table-row>{''.join(map(_cell_ods, row))}</table:table-row>"
            for row in sheet.rows
        )
        + _repeated(random)
        + "</table:table>"
        for sheet in sheets
    )
    spaces = " ".join(f'xmlns:{n}="{_ODF}:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    manifest = (
        f'<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0">{listed}</manifest:manifest>'
    )
    return _packed({"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def _repeated(random: Random) -> str:
    if random.random() < 0.7:
        return ""
    rows, columns = random.choice(((3, 2), (1_048_000, 1), (65_000, 1_000)))
    return (
        f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell '
        f'table:number-columns-repeated="{columns}"/></table:table-row>'
    )


def _cell_ods(cell: Cell) -> str:
    match cell:
        case None:
            return "<table:table-cell/>"
        case bool():
            kind, text = f'boolean" office:boolean-value="{str(cell).lower()}', str(cell)
        case ErrorCell(name):
            kind, text = "string", name
        case Formula(_, cached):
            return _cell_ods(cached)
        case dt.date():
            kind, text = f'date" office:date-value="{cell.isoformat()}', str(cell)
        case str():
            kind, text = "string", cell
        case _:
            kind, text = f'float" office:value="{cell!r}', str(cell)
    inner = f"<text:p>{_escaped(text)}</text:p>"
    return f'<table:table-cell office:value-type="{kind}">{inner}</table:table-cell>'


# --------------------------------------------------------------------------------------------
# Text
# --------------------------------------------------------------------------------------------


def _text(random: Random, sheets: Sequence[SheetOfRows], delimiters: str = ",;\t|") -> bytes:
    buffer = io.StringIO(newline="")
    rows = [[plain_text(cell) for cell in row] for row in sheets[0].rows]
    ends = random.choice(_LINE_ENDS)
    delimiter = random.choice(delimiters)
    if random.random() < 0.3:
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator=ends, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator=ends)
    writer.writerows(rows)
    encoding = random.choice(_ENCODINGS)
    errors = "surrogatepass" if encoding.startswith("utf") else "replace"
    return buffer.getvalue().encode(encoding, errors=errors)


def _tsv(random: Random, sheets: Sequence[SheetOfRows]) -> bytes:
    return _text(random, sheets, "\t")


def _gzipped(random: Random, sheets: Sequence[SheetOfRows]) -> bytes:
    return gzip.compress(_text(random, sheets), compresslevel=1, mtime=0)


_WRITERS: Final[dict[str, Callable[[Random, Sequence[SheetOfRows]], bytes]]] = {
    "xlsx": _xlsx,
    "xlsm": _xlsx,
    "xls": _xls,
    "xlsb": _xlsb,
    "ods": _ods,
    "csv": _text,
    "tsv": _tsv,
    "csv.gz": _gzipped,
    "parquet": parquet,
}
