"""Reading `targets.yaml`: every problem at once, each with its line and column.

YAML is read by the rules that people expect: a key may stand once, `NO` is a country and not
false, 00123 and 1:30 are text, and dates stay text until the schema asks for a date. Positions come
from the parsed nodes, never from searching the text.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml
from pydantic import BaseModel, ValidationError

from salesplan.core.consistency import Path as FieldPath
from salesplan.core.consistency import contradictions
from salesplan.core.roster import nearest
from salesplan.errors import ExitCode, Finding, Place, SalesplanError
from salesplan.profile import Profile

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MOST_VALUES: Final = 1_000_000
_MOST_BYTES: Final = 20_000_000
_BOUNDS: Final = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
_WRONG_TYPES: Final = {
    "tuple_type": "E140",
    "list_type": "E140",
    "dict_type": "E141",
    "model_type": "E141",
    "model_attributes_type": "E141",
}


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
class _Source:
    """A profile's text and where each field stands in it."""

    name: str
    lines: Sequence[str]
    marks: dict[FieldPath, tuple[int, int]]

    def place(self, path: FieldPath) -> Place:
        """Line and column of a field, or of the nearest field around it."""
        for end in range(len(path), -1, -1):
            mark = self.marks.get(path[:end])
            if mark is not None:
                return Place(self.name, line=mark[0] + 1, position=mark[1] + 1)
        return Place(self.name)

    def located(self, path: FieldPath, finding: Finding) -> Finding:
        """The finding with its place and the line as written."""
        place = self.place(path)
        excerpt = self.lines[place.line - 1] if place.line and self.lines else None
        return Finding(finding.code, place, finding.values, excerpt, finding.nearest, finding.count)


def read_profile(path: Path) -> tuple[Profile, list[Finding]]:
    """The profile in a file, with its warnings.

    Raises `SalesplanError` with every error found.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise OSError("too large")
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SalesplanError(_unreadable(path, error), ExitCode.USAGE) from None
    return parse_profile(text, str(path))


def _unreadable(path: Path, error: OSError | UnicodeDecodeError) -> Finding:
    """Why a file cannot be read as a profile."""
    if isinstance(error, FileNotFoundError):
        return Finding("E142", Place(str(path)))
    if isinstance(error, UnicodeDecodeError):
        return Finding("E143", Place(str(path)))
    return Finding("E100", Place(str(path)), {"reason": error.strerror or str(error)})


def language_of(path: Path) -> str | None:
    """The language that a profile asks for, even where the rest of it has errors."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as lines:
            found = re.search(r"(?m)^language:\s*['\"]?(en|zh)\b", lines.read(_MOST_BYTES))
    except OSError:
        return None
    return found[1] if found else None


def parse_profile(text: str, name: str = "targets.yaml") -> tuple[Profile, list[Finding]]:
    """The profile in a text, with its warnings; `name` is shown in findings.

    Raises `SalesplanError` with every error found.
    """
    value, source, findings = _values(text, name)
    if findings:
        raise SalesplanError(findings)
    try:
        profile = Profile.model_validate(value)
    except ValidationError as error:
        raise SalesplanError(_validation_findings(error, value, source)) from None
    found = [source.located(path, finding) for path, finding in contradictions(profile)]
    if any(finding.code.startswith("E") for finding in found):
        raise SalesplanError(found)
    return profile, found


def _values(text: str, name: str) -> tuple[Any, _Source, list[Finding]]:
    """Plain values with the marks of all fields, and what is wrong as YAML."""
    lines = text.splitlines()
    source = _Source(name, lines, {})
    try:
        loader: Any = _FastLoader(text)
        try:
            node = loader.get_single_node()
        except yaml.YAMLError:
            loader = _Loader(text)
            node = loader.get_single_node()
        if node is None:
            return {}, source, []
        _join_thousands(node)
        findings = list(_duplicates(node, source))
        if _size(node, {}) > _MOST_VALUES:
            return None, source, [Finding("E139", Place(name), {"most": _MOST_VALUES})]
        _mark(node, (), source)
        return loader.construct_document(node), source, findings
    except yaml.YAMLError as error:
        return None, source, [_yaml_finding(error, source)]
    except (ValueError, RecursionError) as error:
        return None, source, [Finding("E101", Place(name), {"reason": str(error)})]


def _yaml_finding(error: yaml.YAMLError, source: _Source) -> Finding:
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
    place = Place(source.name, line=mark.line + 1, position=mark.column + 1)
    excerpt = source.lines[mark.line] if mark.line < len(source.lines) else None
    return Finding(code, place, {"reason": reason}, excerpt)


def _join_thousands(node: yaml.Node) -> None:
    """Read `{annual: 1,200万, unit: 100}` as people mean it.

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
                else:
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


def _duplicates(node: yaml.Node, source: _Source) -> Iterator[Finding]:
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


def _mark(node: yaml.Node, path: FieldPath, source: _Source) -> None:
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


def _validation_findings(error: ValidationError, value: object, source: _Source) -> list[Finding]:
    """What pydantic found, in our words and places, each once."""
    details = error.errors(include_url=False)
    findings: dict[tuple[object, ...], Finding] = {}
    for detail in details:
        path = _field_path(detail["loc"], value)
        deeper = any(
            other is not detail
            and _field_path(other["loc"], value)[: len(path)] == path
            and len(_field_path(other["loc"], value)) > len(path)
            for other in details
        )
        if deeper and detail["type"] in {"too_short", "literal_error", "union_tag_invalid"}:
            continue  # an empty list that is only empty because its entries are wrong
        finding = _finding(detail, path)
        of_key = detail["type"] == "extra_forbidden" or "[key]" in detail["loc"]
        at = (*path, "[key]") if of_key else path
        findings.setdefault((path,), source.located(at, finding))
    return sorted(
        findings.values(), key=lambda found: (found.place.line or 0, found.place.position or 0)
    )


def _field_path(loc: tuple[int | str, ...], value: object) -> FieldPath:
    """The part of pydantic's location that exists in the file, or the missing field at its end."""
    path: list[str | int] = []
    here: Any = value
    for step in loc:
        if _holds(here, step):
            here = here[step]
        elif isinstance(here, dict) and isinstance(step, str) and re.fullmatch(r"\w+", step):
            path.append(step)
            break
        else:
            continue
        path.append(step)
    return tuple(path)


def _holds(value: Any, step: int | str) -> bool:  # noqa: ANN401 (parsed YAML)
    if isinstance(value, list):
        return isinstance(step, int) and step < len(value)
    return isinstance(value, dict) and step in value


def _finding(detail: ErrorDetails, path: FieldPath) -> Finding:
    """One pydantic error as a finding."""
    kind, raw = detail["type"], detail["input"]
    shown = "" if isinstance(raw, dict | list) else str(raw)
    field = str(path[-1]) if path else ""
    context = detail.get("ctx", {})
    reason = str(context.get("error", ""))
    if kind == "extra_forbidden":
        known = _fields(path[:-1])
        return Finding(
            "E103",
            values={"field": field, "known": ", ".join(known)},
            nearest=nearest(field, known),
        )
    if kind == "missing" or (raw is None and field):
        return Finding("E105", values={"field": field, "example": _example(field)})
    if reason == "currency":
        return Finding("E136", values={"value": shown})
    if reason == "number" or kind.startswith(("decimal", "is_instance")):
        return Finding("E106", values={"value": shown or _plain(raw)})
    if kind.startswith("date") or kind == "datetime_from_date_parsing":
        return Finding("E107", values={"value": shown or _plain(raw)})
    if field == "track_record":
        return Finding("E108", values={"value": shown or _plain(raw), "known": "auto, 0 – 1"})
    if kind in {"enum", "literal_error"}:
        names = re.findall(r"[^', ]+(?<!or)", str(context.get("expected", "")).replace(" or ", " "))
        return Finding(
            "E108",
            values={"value": shown or _plain(raw), "known": ", ".join(names)},
            nearest=nearest(shown, names),
        )
    if kind in {"string_too_short", "string_too_long"}:
        return Finding("E119", values={"most": context.get("max_length", 80)})
    if kind == "too_short":
        return Finding("E138")
    if reason == "number_range" or not _BOUNDS.keys().isdisjoint(context):
        bounds = [f"{sign} {context[key]}" for key, sign in _BOUNDS.items() if key in context]
        bound = bounds[0] if bounds else "< 10^15"
        return Finding("E109", values={"value": shown, "field": field, "bound": bound})
    if kind == "string_pattern_mismatch":
        return Finding("E113", values={"anchor": shown})
    return Finding(_WRONG_TYPES.get(kind, "E137"), values={"value": _plain(raw)})


def _plain(raw: object) -> str:
    """A value in a few words."""
    if isinstance(raw, dict):
        return "{…}"
    if isinstance(raw, list):
        return "[…]"
    return "null" if raw is None else str(raw)


def _fields(path: FieldPath) -> list[str]:
    """The fields that exist at a place of the profile."""
    model: Any = Profile
    for step in path:
        if isinstance(step, int):
            continue
        if isinstance(model, type) and issubclass(model, BaseModel):
            field = next(
                (info for name, info in model.model_fields.items() if step in {name, info.alias}),
                None,
            )
            model = _inner(field.annotation) if field is not None else None
    if isinstance(model, type) and issubclass(model, BaseModel):
        return [info.alias or name for name, info in model.model_fields.items()]
    return []


def _inner(annotation: Any) -> Any:  # noqa: ANN401 (a type expression)
    """The model inside `tuple[Model, ...]`, `Model | None` and the like."""
    arguments = getattr(annotation, "__args__", None)
    if not arguments:
        return annotation
    found = [_inner(argument) for argument in arguments]
    return next(
        (each for each in found if isinstance(each, type) and issubclass(each, BaseModel)), None
    )


def _example(field: str) -> str:
    """How a missing field might be written."""
    examples = {
        "goals": "goals: [{metric: revenue, annual: 12M}]",
        "team": "team: [{name: Sales, reps: [{name: Li Na}]}]",
        "reps": "reps: [{name: Li Na, skill: senior}]",
        "metric": "metric: revenue",
        "name": "name: Li Na",
        "from": "from: 2027-05-10",
        "to": "to: 2027-05-21",
    }
    return examples.get(field, f"{field}: …")
