"""Zip files → the same with changes in their parts, in XML and records there, and around them."""

from __future__ import annotations

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from random import Random
from typing import Final

from fuzz.byte_mutations import Mutation, any_bytes
from fuzz.cells import DATES, NUMBERS, TEXTS

_BROKEN: Final = (
    *(zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError),
    *(zlib.error, lzma.LZMAError, EOFError, OSError),
)


def parts(random: Random, data: bytes) -> bytes:
    """One or more parts of a zip changed; the zip itself stays whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            content = {name: archive.read(name) for name in archive.namelist()}
    except _BROKEN:
        return any_bytes(random, data)
    if not content:
        return any_bytes(random, data)
    names = sorted(content)
    weights = [5 if "sheet" in name or name == "content.xml" else 1 for name in names]
    extra: list[tuple[str, bytes]] = []
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        (name,) = random.choices(names, weights)
        if name not in content:
            continue
        match random.randrange(24):
            case 0:
                del content[name]
            case 1:
                other = random.choice(names)
                content[name] = content.get(other, b"")
            case 2:
                content[random.choice(("x", name.upper(), "xl/" + name, "../x"))] = content.pop(
                    name
                )
            case 3:
                extra.append((name, content[name]))
            case 4:
                content[name] = any_bytes(random, content[name])
            case _:
                change = xml if content[name].lstrip()[:1] == b"<" else records
                content[name] = change(random, content[name])
    stream = io.BytesIO()
    method = random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED))
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(stream, "w", method, compresslevel=1) as archive,
    ):
        warnings.simplefilter("ignore")  # two parts of one name are meant
        for name, each in [*content.items(), *extra]:
            archive.writestr(name, each)
    return stream.getvalue()


_ATTRIBUTE: Final = re.compile(rb'([\w:.-]+)="([^"]*)"')
_CONTENT: Final = re.compile(rb">([^<]*)<")
_ELEMENT: Final = re.compile(rb"<([\w:]+)(?:\s[^<>]*)?(?:/>|>(?:[^<]|<(?!/\1>)){0,300}</\1>)")
_TAG: Final = re.compile(rb"</?[\w:]+[^<>]*>")
_REFERENCES: Final = (
    *("A0", "A-1", "1A", "a1", "A", "1", "", "A1:A1", "$A$1", "A1048576", "A1048577", "XFD1"),
    *("XFE1", "ZZZZZ1", "XFD1048576", "A99999999999999999999", "A1 ", "Ａ1"),
    *("B2:A1", "A1:XFD1048576"),
)
_KINDS: Final = (
    "s",
    "str",
    "inlineStr",
    "b",
    "e",
    "n",
    "d",
    "",
    "x",
    "string",
    "float",
    "date",
    "void",
)
_COUNTS: Final = (
    *("0", "-1", "1", "2", "7", "99", "65536", "1048576", "4294967295", "4294967296", "1e308"),
    *("x", "", "18446744073709551616", "99999999999999999999999", "0.5", " 1", "+1", "NaN", "１"),
)
_SNIPPETS: Final = (
    *(b"<c>", b"</c>", b"<row>", b"</row>", b"<v>1</v>", b"<v/>", b"<!-- x -->", b"<![CDATA[5]]>"),
    *(b"<?x?>", b"&amp;", b"&lol;", b"&#0;", b"&#xD800;", b"&#55296;", b"_x0000_"),
    *(b"<r><t>a</t></r>", b"\x00", b"]]>"),
    b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>',
    b"<rPh sb='0' eb='1'><t>x</t></rPh>",
    *(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', b"<f>1</f>"),
    *(b'<f t="shared" si="0"/>', b'<table:table-cell table:number-columns-repeated="16000"/>'),
    *(b"\xff\xfe", b"\xef\xbb\xbf", b"<a:b/>", b"<table:covered-table-cell/>"),
    *(b"<text:s text:c='999999999'/>", b"<text:tab/>", b"<a><a><a><a><a>"),
)


_MOST_XML: Final = 100_000


def xml(random: Random, data: bytes) -> bytes:
    """Attributes, values and elements of XML changed."""
    if len(data) > _MOST_XML:  # to look for whole elements would take longer than reading
        return any_bytes(random, data)
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        data = random.choice(_XML)(random, data)
    return data


def _one(random: Random, shape: re.Pattern[bytes], data: bytes) -> re.Match[bytes] | None:
    """A match somewhere, found from a random place on."""
    start = random.randrange(len(data) + 1)
    return shape.search(data, start) or shape.search(data)


def _attribute(random: Random, data: bytes) -> bytes:
    found = _one(random, _ATTRIBUTE, data)
    if found is None:
        return data
    name, value = found[1], found[2]
    choices: tuple[str, ...]
    if name in {b"r", b"ref"}:
        choices = _REFERENCES
    elif name in {b"t", b"office:value-type"}:
        choices = _KINDS
    else:
        choices = (*_COUNTS, *_REFERENCES[:4], *TEXTS[-20:], value.decode(errors="replace") * 2)
    new = random.choice(choices).encode(errors="replace").replace(b'"', b"").replace(b"<", b"")
    return data[: found.start(2)] + new + data[found.end(2) :]


def _value(random: Random, data: bytes) -> bytes:
    found = _one(random, _CONTENT, data)
    if found is None:
        return data
    text = str(random.choice((*_COUNTS, *TEXTS, *DATES, *NUMBERS)))
    new = text.encode(errors="surrogatepass").replace(b"<", b"&lt;")
    return data[: found.start(1)] + new + data[found.end(1) :]


def _remove_element(random: Random, data: bytes) -> bytes:
    found = _one(random, _ELEMENT, data)
    return data if found is None else data[: found.start()] + data[found.end() :]


def _repeat_element(random: Random, data: bytes) -> bytes:
    found = _one(random, _ELEMENT, data)
    if found is None:
        return data
    times = random.choice((1, 1, 2, 30)) if len(found[0]) < 3000 else 1
    return data[: found.start()] + found[0] * times + data[found.start() :]


def _nest_element(random: Random, data: bytes) -> bytes:
    outer, inner = _one(random, _ELEMENT, data), _one(random, _ELEMENT, data)
    if outer is None or inner is None:
        return data
    at = data.find(b">", outer.start()) + 1
    return data[:at] + inner[0] + data[at:]


def _remove_tag(random: Random, data: bytes) -> bytes:
    found = _one(random, _TAG, data)
    return data if found is None else data[: found.start()] + data[found.end() :]


def _insert(random: Random, data: bytes) -> bytes:
    found = _one(random, _TAG, data)
    at = random.randrange(len(data) + 1) if found is None else random.choice(found.span())
    return data[:at] + random.choice(_SNIPPETS) + data[at:]


def _deepen(random: Random, data: bytes) -> bytes:
    found = _one(random, _TAG, data)
    if found is None:
        return data
    depth = random.choice((100, 5_000))
    return data[: found.end()] + b"<a>" * depth + b"</a>" * depth + data[found.end() :]


def _reencode(random: Random, data: bytes) -> bytes:
    text = data.decode(errors="replace")
    match random.randrange(3):
        case 0:
            return text.encode(random.choice(("utf-16", "utf-16-le", "gb18030", "utf-8-sig")))
        case 1:
            declared = random.choice(("utf-16", "GBK", "x", "us-ascii", ""))
            return f'<?xml version="1.0" encoding="{declared}"?>'.encode() + data
        case _:
            return text.replace('"', "'").encode()


_XML: Final[tuple[Mutation, ...]] = (
    *(_attribute, _attribute, _attribute, _attribute, _value, _value, _value, _remove_element),
    *(_repeat_element, _nest_element, _remove_tag, _insert, _insert, _deepen),
    *(_reencode, any_bytes),
)


def records(random: Random, data: bytes) -> bytes:
    """Binary records (.xlsb): numbers in them set to edges."""
    result = bytearray(data)
    for _ in range(random.choice((1, 2, 4))):
        if len(result) < 8:
            break
        at = random.randrange(len(result) - 7)
        match random.randrange(5):
            case 0:
                edge = random.choice((0, 1, 16_383, 16_384, 1_048_575, 1_048_576, 2**31, 2**32 - 1))
                struct.pack_into("<I", result, at, edge)
            case 1:
                number = random.choice([n for n in NUMBERS if isinstance(n, float)])
                struct.pack_into("<d", result, at, number)
            case 2:
                result[at] = random.choice((0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0x80, 0xFF))
            case _:
                result = bytearray(any_bytes(random, bytes(result)))
    return bytes(result)


# --------------------------------------------------------------------------------------------
# The zip itself
# --------------------------------------------------------------------------------------------

_LOCAL: Final = ((4, 2), (6, 2), (8, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))
_CENTRAL: Final = ((8, 2), (10, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (42, 4))
_END: Final = ((4, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2))


def directory(random: Random, data: bytes) -> bytes:
    """Fields of a zip's directory, of its parts' heads and of its end set to edges."""
    result = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 3))):
        mark, fields = random.choice(
            ((b"PK\3\4", _LOCAL), (b"PK\1\2", _CENTRAL), (b"PK\5\6", _END))
        )
        places = [found.start() for found in re.finditer(re.escape(mark), result)]
        if not places:
            continue
        offset, size = random.choice(fields)
        at = random.choice(places) + offset
        edge = random.choice((0, 1, 8, 9, 12, 99, 100, 0x7FFF, 0xFFFF, 2**31 - 1, 2**32 - 1))
        result[at : at + size] = (edge & (256**size - 1)).to_bytes(size, "little")
    return bytes(result)
