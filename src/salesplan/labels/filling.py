"""Chinese sentences filled in: a blank parts Chinese from Latin characters, never two Chinese ones.

Templates have a blank beside a field that may be a number or a Latin name; where what is filled in
is Chinese at that end, the blank goes: `由 {low} 至 {high} 之间` is `由 5,000 至 50 万元之间`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Final

_FORMATTER: Final = Formatter()
_DATE: Final = re.compile(r"\d+[年月]")


def fill(template: str, values: Mapping[str, object]) -> str:
    """The template with its fields filled in, which are names of `values`, with a form or not."""
    if " {" not in template and "} " not in template:
        return template.format_map(values)
    pieces: list[str] = []
    filled = ""
    for literal, field, form in _parts(template):
        text = literal
        if text[:1] == " " and is_chinese(text[1:2]) and is_chinese(filled[-1:]):
            text = text[1:]
        filled = format(values[field], form) if field else ""
        if text[-1:] == " " and is_chinese(text[-2:-1]) and _begins_chinese(filled):
            text = text[:-1]
        pieces += [text, filled]
    return "".join(pieces)


def is_chinese(character: str) -> bool:
    """Whether it is a Chinese character, or a mark as wide as one; "" is not."""
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\uffef"


def _begins_chinese(text: str) -> bool:
    """Whether no blank is wanted before it; dates such as 2027年1月1日 are written close."""
    return is_chinese(text[:1]) or _DATE.match(text) is not None


@cache
def _parts(template: str) -> tuple[tuple[str, str, str], ...]:
    """Each stretch of text with the field after it and its form; "" for no field."""
    return tuple(_split(template))


def _split(template: str) -> Iterator[tuple[str, str, str]]:
    for literal, field, form, _ in _FORMATTER.parse(template):
        yield literal, field or "", form or ""
