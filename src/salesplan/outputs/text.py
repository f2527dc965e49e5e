"""Text on its way into a workbook: what a cell can carry, and how wide it is.

Widths are in digits of the default font, the unit of a spreadsheet's columns. Chinese and other
full-width characters count two.
"""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import Final

_NOT_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL: Final = re.compile("[\x00-\x1f\x7f]+")
_FORMULA_LIKE: Final = ("=", "+", "-", "@", "\t", "\r", "'")
_SECTIONS: Final = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[[^\]]*\]|_.|\*.')
_DIGITS: Final = re.compile(r"[#0?](?:[#0?,]*[#0?])?(?:\.(?P<places>[#0?]+))?(?P<thousands>,*)")


def writable(text: str) -> str:
    """`text` with the characters that no XML file can hold replaced by U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def utf16_length(text: str) -> int:
    """Length in the units that spreadsheets count; characters outside the BMP are two."""
    return len(text.encode("utf-16-le")) // 2


def one_line(text: str) -> str:
    """`text` for a chart, a footer or a tab: control characters become blanks."""
    return _CONTROL.sub(" ", writable(text)).strip()


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet program would take `text` for a formula when it is edited."""
    return text.startswith(_FORMULA_LIKE)


@lru_cache(maxsize=65536)
def text_width(text: str) -> int:
    """Width of the longest line of `text`.

    >>> text_width("Q1 目标")
    7
    """
    return max((_line_width(line) for line in text.split("\n")), default=0)


def _line_width(line: str) -> int:
    if line.isascii():
        return len(line)
    return sum(_character_width(character) for character in line)


def _character_width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def is_wide(text: str) -> bool:
    """Whether `text` has characters of full width, such as Chinese."""
    return not text.isascii() and any(unicodedata.east_asian_width(c) in "WF" for c in text)


def lines_needed(text: str, width: float) -> int:
    """Lines that `text` takes in a column of that width when it wraps."""
    room = max(width, 1)
    return sum(max(1, math.ceil(_line_width(line) / room)) for line in text.split("\n"))


def number_width(value: float, number_format: str) -> int:
    """Width of `value` as `number_format` shows it, about right for any usual format.

    >>> number_width(-1234567.5, '#,##0.00" 元"')
    16
    """
    sections = number_format.split(";")
    section = sections[1] if value < 0 and len(sections) > 1 else sections[0]
    literals = sum(
        text_width(m["quoted"] or m["escaped"] or "") for m in _SECTIONS.finditer(section)
    )
    pattern = _SECTIONS.sub("", section)
    digits = _DIGITS.search(pattern)
    if digits is None:  # General
        return literals + len(f"{value:.10g}")
    places = len(digits["places"] or "")
    scaled = abs(value) * (100 if "%" in pattern else 1) / 1000 ** len(digits["thousands"])
    grouped = "," in digits[0].rstrip(",")
    shown = f"{scaled:{',' if grouped else ''}.{places}f}"
    sign = 1 if value < 0 and len(sections) == 1 else 0
    rest = text_width(_DIGITS.sub("", pattern, count=1))
    return literals + len(shown) + sign + rest
