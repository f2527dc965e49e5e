"""Punctuation as wide as a Chinese character where YAML needs its own: the usual slip of typists.

YAML takes `中级，leave` for one word. Inside of texts such marks are right; suspected is only what
stands where the syntax has a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import yaml

from salesplan.errors import Finding, Place

_BLANK: Final = "\u3000"
_PLAIN: Final = {
    **{"，": ",", "、": ",", "；": ",", "：": ":", _BLANK: " "},
    **{"“": '"', "”": '"', "‘": "'", "’": "'"},
    **{"｛": "{", "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]"},
}
_FIELD: Final = r"[\"']?[A-Za-z_]\w*[\"']?"
_AS_SYNTAX: Final = re.compile(
    rf"(?P<between>[，、；])\s*{_FIELD}\s*[:：]"
    rf"|(?:^|[{{,，])[\s-]*{_FIELD}\s*(?P<after>：)"
    r"|^\s*?(?P<before>\u3000)"
    r"|[:：\[,-]\s*(?P<around>[｛［【“‘])|(?P<closing>[｝］】])\s*$"
)
_IN_WORD: Final = re.compile(r"[：，、；“”｛｝［］【】\u3000]")
_QUOTED: Final = re.compile(r"“[^“”]*”|‘[^‘’]*’")
_BETWEEN: Final = re.compile(r"[，、；]")


def wide_mark(text: object) -> str | None:
    """The first such mark in what should be a field or a list; None where there is none."""
    found = _IN_WORD.search(text) if isinstance(text, str) else None
    return found[0] if found else None


def mark_finding(mark: str, line: int) -> Finding:
    """The error for a mark on a line, which counts from 1."""
    if mark == _BLANK:
        return Finding("E195", values={"line": line})
    return Finding("E194", values={"line": line, "mark": mark, "plain": _PLAIN[mark]})


def wide_mark_in(name: str, lines: list[str], near: list[int]) -> Finding | None:
    """The mark that YAML cannot be read for, in the first of the lines that has one."""
    for at in near:
        found = _AS_SYNTAX.search(lines[at]) if 0 <= at < len(lines) else None
        if found and found.lastgroup:
            position = found.start(found.lastgroup) + 1
            return _finding(name, at, position, found[found.lastgroup], lines[at])
    return None


def wide_marks(node: yaml.Node, name: str, lines: list[str]) -> Iterator[Finding]:
    """Marks in YAML that can be read, and hardly means what it says: quotes, and lists in one."""
    seen: set[int] = set()
    queue = [node]
    while queue:
        here = queue.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        if isinstance(here, yaml.SequenceNode):
            for each in here.value:
                yield from _one_entry(each, name, lines) if here.flow_style else ()
            queue += here.value
        elif isinstance(here, yaml.MappingNode):
            queue += [part for entry in here.value for part in entry]
        elif isinstance(here, yaml.ScalarNode) and not here.style:
            mark = here.start_mark
            if _QUOTED.fullmatch(here.value) or here.value[:1] + here.value[-1:] in {"“", "”"}:
                first = here.value[0]
                yield _finding(name, mark.line, mark.column + 1, first, lines[mark.line])


def _one_entry(node: yaml.Node, name: str, lines: list[str]) -> Iterator[Finding]:
    """A warning for what is one entry of a list on a line, and looks like several."""
    plain = isinstance(node, yaml.ScalarNode) and not node.style
    found = _BETWEEN.search(node.value) if plain else None
    if found:
        mark = node.start_mark
        values = {"value": node.value, "mark": found[0], "plain": _PLAIN[found[0]]}
        place = Place(name, line=mark.line + 1, position=mark.column + 1)
        yield Finding("W194", place, values, lines[mark.line])


def _finding(name: str, line: int, position: int, mark: str, excerpt: str) -> Finding:
    place = Place(name, line=line + 1, position=position)
    return replace(mark_finding(mark, line + 1), place=place, excerpt=excerpt)
