"""Delimited text, YAML and JSON → the same with mistakes in it, some of them nobody's yet."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from random import Random
from typing import Any, Final

from fuzz.byte_mutations import any_bytes
from fuzz.cells import DATES, NUMBERS, TEXTS

_SIGNS: Final = (
    *(b'"', b'""', b'"""', b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\x00", b"\x1a"),
    *(b"\\", b"'", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x80", b"\xe4\xb8", b"\xb0\xa1"),
    *(b"\xed\xa0\x80", b"\x81\x30", b"sep=;\n", b'="1"', b"\n" * 40, b"," * 300, b" " * 50),
    *(b"\n\n", b"\x85", "\u2028".encode(), b"\x0b\x0c"),
)


def text(random: Random, data: bytes) -> bytes:
    """Delimiters, quotation marks, line ends, encodings and cells of delimited text changed."""
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        at = random.randrange(len(data) + 1)
        match random.randrange(8):
            case 0 | 1:
                data = data[:at] + random.choice(_SIGNS) + data[at:]
            case 2:
                cell = str(random.choice((*TEXTS, *DATES, *NUMBERS))).encode(errors="surrogatepass")
                end = min(
                    (n for s in b",;\t|\n" if (n := data.find(bytes([s]), at)) >= 0), default=at
                )
                data = data[:at] + cell + data[end:]
            case 3:
                old, new = random.choice(
                    ((b",", b";"), (b"\n", b"\r"), (b"\r\n", b"\n"), (b'"', b"'"))
                )
                data = data.replace(old, new, random.choice((1, 3, -1)))
            case 4:
                lines = data.splitlines(keepends=True) or [b""]
                lines.insert(random.randrange(len(lines) + 1), random.choice(lines))
                data = b"".join(lines)
            case 5:
                lines = data.splitlines(keepends=True) or [b""]
                del lines[random.randrange(len(lines))]
                data = b"".join(lines)
            case 6:
                encoding = random.choice(
                    ("gb18030", "utf-16", "utf-16-be", "cp1252", "big5", "utf-32")
                )
                part = data[at:].decode(errors="replace").encode(encoding, errors="replace")
                data = data[:at] + part
            case _:
                data = any_bytes(random, data)
        data = data[:2_000_000]
    return data


def gzipped(random: Random, data: bytes) -> bytes:
    """The text inside changed, or the file around it."""
    if random.random() < 0.3:
        return any_bytes(random, data)
    try:
        inner = gzip.decompress(data)
    except (OSError, EOFError, zlib.error):
        return any_bytes(random, data)
    return gzip.compress(text(random, inner), compresslevel=1, mtime=0)


_WORDS: Final = (
    *("&a ", "*a", "*a\n", "<<: *a\n", "!!python/object:os.system ", "!!binary ", "!!set ", "? "),
    *("- ", "-", ": ", ":", "|\n", ">\n", "{", "}", "[", "]", "#", "---\n", "...\n"),
    *("%YAML 9.9\n", "\t", "'", '"', "@", "`", "null", "~", "true", "no", "1e400", ".inf", ".nan"),
    *("0o17", "0x1F", "1:30", "2027-02-30", "9999-12-31", "0001-01-01", "10000-01-01", "-5%"),
    *("1e999999999", "99999999999999999999", "[]", "{}", "[[[[[[]]]]]]"),
)


def yaml(random: Random, data: bytes) -> bytes:
    """Lines, indents, keys and values of a profile changed."""
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        lines = data.decode(errors="surrogateescape").splitlines(keepends=True) or [""]
        at = random.randrange(len(lines))
        word = random.choice((*_WORDS, *_WORDS, *TEXTS, *DATES, *map(str, NUMBERS)))
        match random.randrange(9):
            case 0:
                del lines[at]
            case 1:
                lines.insert(at, random.choice(lines))
            case 2:
                lines[at] = random.choice(("  ", " ", "    ", "- ")) + lines[at]
            case 3:
                lines[at] = lines[at].replace("  ", "", 1)
            case 4 | 5 if ":" in lines[at]:
                lines[at] = lines[at].partition(":")[0] + f": {word}\n"
            case 6:
                spot = random.randrange(len(lines[at]) + 1)
                lines[at] = lines[at][:spot] + word + lines[at][spot:]
            case 7:
                other = random.randrange(len(lines))
                lines[at], lines[other] = lines[other], lines[at]
            case _:
                data = any_bytes(random, "".join(lines).encode(errors="replace"))
                continue
        data = "".join(lines).encode(errors="surrogatepass")[:200_000]
    return data


_ODD: Final[tuple[object, ...]] = (None, True, [], {}, [[]], "", 2**70, -1, "2026-02-30", 0.5)


def json_text(random: Random, record: str) -> str:
    """Values of a JSON record changed, its fields removed or repeated elsewhere."""
    value = json.loads(record)
    for _ in range(random.choice((0, 1, 1, 2, 4))):
        holders = list(_holders(value))
        holder = random.choice(holders)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys:
            continue
        key = random.choice(keys)
        match random.randrange(5):
            case 0:
                del holder[key]
            case 1:
                other = random.choice(holders)
                holder[key] = json.loads(json.dumps(other))
            case _:
                holder[key] = random.choice((*_ODD, *TEXTS, *DATES, *NUMBERS))
        if len(record) > 500_000:
            break
    return json.dumps(value, ensure_ascii=random.random() < 0.5)


def _holders(value: Any) -> Iterator[Any]:  # noqa: ANN401 (JSON)
    """The lists and mappings in a value, itself included."""
    if isinstance(value, dict | list):
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from _holders(each)
