"""YAML text → plain values, with the line and column of every field.

YAML is read by the rules that people expect: a key may stand once, `NO` is a country and not
false, 00123 and 1:30 are text, and dates stay text until the schema asks for a date. Positions come
from the parsed nodes, never from searching the text.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from salesplan.core.consistency import Path as FieldPath
from salesplan.errors import Finding, Place
from salesplan.inputs.wide_marks import wide_mark_in, wide_marks

_MOST_VALUES: Final = 1_000_000


class _Loader(yaml.SafeLoader):
    """YAML with the few scalar types that a profile needs."""


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same by the C parser, about six times as fast; its error messages are poorer."""


_Loader.yaml_implicit_resolvers = {}
for _tag, _shape, _first in (
    ("bool", r"true|false|True|False", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9_]*)", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9][0-9_]*)?\.[0-9]+", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("merge", r"<<", "<"),
):
    _Loader.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}",
        re.compile(rf"^(?:{_shape})$"),
        [*_first.replace("\0", "")] + ([""] if "\0" in _first else []),
    )
_FastLoader.yaml_implicit_resolvers = _Loader.yaml_implicit_resolvers


@dataclass(frozen=True, slots=True)
class Source:
    """A profile's text and where each field stands in it; `settings` stand on the command line."""

    name: str
    lines: Sequence[str]
    marks: dict[FieldPath, tuple[int, int]]
    settings: dict[FieldPath, str] = field(default_factory=dict)

    def place(self, path: FieldPath) -> Place:
        """Line and column of a field, or of the nearest field around it."""
        for at, setting in self.settings.items():
            if path == at[:-1]:  # a contradiction among the fields around it
                return Place(setting)
        for end in range(len(path), -1, -1):
            if path[:end] in self.settings:
                return Place(self.settings[path[:end]])
            mark = self.marks.get(path[:end])
            if mark is not None:
                return Place(self.name, line=mark[0] + 1, position=mark[1] + 1)
        return Place(self.name)

    def forget(self, gone: FieldPath) -> None:
        """Let the places follow when the field or list entry at `gone` is removed."""
        _shift(self.marks, gone)
        _shift(self.settings, gone)

    def rename(self, path: FieldPath, name: str) -> None:
        """Let the places follow when the field at `path` is called otherwise."""
        for places in (self.marks, self.settings):
            _rename(places, path, name)

    def located(self, path: FieldPath, finding: Finding) -> Finding:
        """The finding with its place and the line as written."""
        place = self.place(path)
        excerpt = self.lines[place.line - 1] if place.line and self.lines else None
        return Finding(finding.code, place, finding.values, excerpt, finding.nearest, finding.count)


def _rename(places: dict[FieldPath, Any], path: FieldPath, name: str) -> None:
    depth = len(path)
    for place in [place for place in places if place[:depth] == path]:
        places[*path[:-1], name, *place[depth:]] = places.pop(place)


def _shift(places: dict[FieldPath, Any], gone: FieldPath) -> None:
    moved = {shifted(path, gone): place for path, place in places.items()}
    places.clear()
    places.update({path: place for path, place in moved.items() if path is not None})


def shifted(path: FieldPath, gone: FieldPath) -> FieldPath | None:
    """Where a field stands after the one at `gone` was removed; None inside of what was removed."""
    *around, entry = gone
    depth = len(around)
    if path[:depth] != tuple(around) or len(path) <= depth:
        return path
    step = path[depth]
    if step == entry:
        return None
    if isinstance(step, int) and isinstance(entry, int) and step > entry:
        return (*around, step - 1, *path[depth + 1 :])
    return path


def read_yaml(text: str, name: str) -> tuple[Any, Source, list[Finding]]:
    """Plain values with the marks of all fields, and what is wrong as YAML."""
    lines = text.splitlines()
    source = Source(name, lines, {})
    try:
        loader: Any = _FastLoader(text)
        try:
            node = loader.get_single_node()
        except yaml.YAMLError:
            loader = _Loader(text)
            node = loader.get_single_node()
        if node is None:
            return {}, source, []
        _as_meant(node)
        findings = [*_duplicates(node, source), *wide_marks(node, name, lines)]
        if _size(node, {}) > _MOST_VALUES:
            return None, source, [Finding("E139", Place(name), {"most": _MOST_VALUES})]
        _mark(node, (), source)
        return loader.construct_document(node), source, findings
    except yaml.YAMLError as error:
        return None, source, [_yaml_finding(error, source)]
    except (ValueError, RecursionError) as error:
        return None, source, [Finding("E101", Place(name), {"reason": str(error)})]


def _yaml_finding(error: yaml.YAMLError, source: Source) -> Finding:
    """What the parser stumbled over; the usual mistakes in words of our own."""
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    code = "E101"
    if r"'\t'" in reason:
        code = "E144"
    elif reason.startswith("mapping values"):
        code = "E146"
    elif getattr(error, "context", None) == "while scanning a quoted scalar":
        code, mark = "E145", getattr(error, "context_mark", None) or mark
    if mark is None:
        return Finding(code, Place(source.name), {"reason": reason})
    begun = getattr(error, "context_mark", None) or mark
    near = [mark.line, begun.line, *range(mark.line - 1, -1, -1)]
    wide = wide_mark_in(source.name, list(source.lines), near) if code != "E145" else None
    if wide is not None:
        return wide
    place = Place(source.name, line=mark.line + 1, position=mark.column + 1)
    excerpt = source.lines[mark.line] if mark.line < len(source.lines) else None
    return Finding(code, place, {"reason": reason}, excerpt)


def _as_meant(node: yaml.Node) -> None:
    """Read `{annual: 1,200万, unit: 100}` as people mean it, and every key as text.

    To YAML the comma inside braces ends the value, and `200万` is a key without one.
    """
    seen: set[int] = set()
    queue = [node]
    while queue:
        here = queue.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        if isinstance(here, yaml.SequenceNode):
            queue += here.value
        elif isinstance(here, yaml.MappingNode):
            entries: list[tuple[yaml.Node, yaml.Node]] = []
            for key, value in here.value:
                if here.flow_style and entries and _continues(entries[-1][1], key, value):
                    number = entries[-1][1]
                    number.value += f",{key.value}"
                    number.tag = "tag:yaml.org,2002:str"
                    continue
                if isinstance(key, yaml.ScalarNode) and key.value != "<<":
                    key.tag = "tag:yaml.org,2002:str"
                entries.append((key, value))
                queue.append(value)
            here.value = entries


def _continues(number: yaml.Node, key: yaml.Node, value: yaml.Node) -> bool:
    """Whether a key without a value is the rest of a number with thousands separators."""
    plain = all(isinstance(each, yaml.ScalarNode) for each in (number, key, value))
    return (
        plain
        and value.value == ""
        and re.fullmatch(r"\D{0,4}\d{1,3}(?:,\d{3})*", number.value) is not None
        and re.fullmatch(r"\d{3}(?:\.\d+)?\D{0,8}", key.value) is not None
    )


def _size(node: yaml.Node, known: dict[int, int]) -> int:
    """How many values a node stands for once its aliases are expanded."""
    if id(node) in known:
        return known[id(node)]
    known[id(node)] = _MOST_VALUES  # an anchor inside itself has no end
    size = 1
    if isinstance(node, yaml.MappingNode):
        size += sum(_size(value, known) for _, value in node.value)
    elif isinstance(node, yaml.SequenceNode):
        size += sum(_size(value, known) for value in node.value)
    known[id(node)] = size
    return size


def _duplicates(node: yaml.Node, source: Source) -> Iterator[Finding]:
    """Keys that stand twice in one mapping."""
    seen_nodes: set[int] = set()

    def walk(node: yaml.Node) -> Iterator[Finding]:
        if id(node) in seen_nodes:
            return
        seen_nodes.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            for value in node.value:
                yield from walk(value)
        if not isinstance(node, yaml.MappingNode):
            return
        first: dict[Hashable, int] = {}
        for key, value in node.value:
            mark = key.start_mark
            if isinstance(key, yaml.ScalarNode) and key.value in first:
                yield Finding(
                    "E102",
                    Place(source.name, line=mark.line + 1, position=mark.column + 1),
                    {"key": key.value, "first": first[key.value] + 1},
                    source.lines[mark.line],
                )
            if isinstance(key, yaml.ScalarNode):
                first.setdefault(key.value, mark.line)
            yield from walk(value)

    yield from walk(node)


def _mark(node: yaml.Node, path: FieldPath, source: Source) -> None:
    """Remember where every field stands: at its value, or at its key where that is a block."""
    source.marks.setdefault(path, (node.start_mark.line, node.start_mark.column))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _mark(value, (*path, str(key.value)), source)
            if not isinstance(value, yaml.ScalarNode):
                begin = key.start_mark
                source.marks[(*path, str(key.value))] = (begin.line, begin.column)
            source.marks[(*path, str(key.value), "[key]")] = (
                key.start_mark.line,
                key.start_mark.column,
            )
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            _mark(value, (*path, at), source)
