"""Fields of a profile said differently on the command line: `goals.revenue.annual=13M`.

A path names fields as the file does. An entry of a list goes by its name, people and teams at any
depth (`team.张伟.fte`), or by its number from 1; `+` adds one. A name with dots stands in quotes.
The value is YAML, and no value takes the field or the entry away. What the file leaves to its
default starts from the default: a level is changed among the levels, not instead of them.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BaseModel

from salesplan.core.consistency import Path as FieldPath
from salesplan.core.roster import nearest, same
from salesplan.core.scenario import Supposed, written
from salesplan.errors import Finding, Place
from salesplan.inputs.yaml_text import Source, read_yaml
from salesplan.profile import By, Profile
from salesplan.profile.spellings import metric_spellings

_STEP: Final = re.compile(r""""(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>[^.="']+)""")
_MEMBERS: Final = ("reps", "teams")
_NEW: Final = "+"
_FIXED_NAMES: Final = frozenset({("skills", "levels")})
"""Fields with names of one's own that others refer to: a new one would be a slip of the pen."""
_MOST_KNOWN: Final = 12
_ALIKE: Final = 50  # one of two characters, as Chinese names have
_WAYS: Final = tuple(by.value for by in By if by is not By.MARKET)
"""Fields of a goal of which one alone says its number."""


class _Unknown(Exception):  # noqa: N818 (what a path leads to, not a failure of the program)
    """A step that leads nowhere, with the finding that says why."""

    def __init__(self, code: str, nearest: str | None = None, **values: object) -> None:
        super().__init__(code)
        self.finding = Finding(code, values=values, nearest=nearest)


def suppose(
    value: dict[str, Any], source: Source, settings: Sequence[str]
) -> tuple[dict[str, Any], tuple[Supposed, ...], list[Finding]]:
    """The content of a profile with each `path=value`, what was supposed, and what is wrong.

    `value` stays what it was; the places of `source` follow, so that what is wrong with a field is
    said of the setting.
    """
    supposed: list[Supposed] = []
    findings: list[Finding] = []
    for setting in settings:
        try:
            path, text = _parted(setting)
        except ValueError:
            findings.append(Finding("E530", Place("--set"), {"setting": setting}))
            continue
        place = Place(f"--set {path}")
        new, _, found = read_yaml(text, str(place))
        findings += found
        if found:
            continue
        new = None if not text.strip() else new
        try:
            at = _Walk(value).along(_steps(path))
        except _Unknown as unknown:
            said = unknown.finding
            findings.append(Finding(said.code, place, said.values, None, said.nearest))
            continue
        value = _changed(value, at, new)
        supposed.append(Supposed(path, written(at.before), text.strip() if new is not None else ""))
        _follow(source, at.path, str(place), removed=new is None)
        if new is not None:
            value = _one_way(value, source, at.path, path, supposed)
    return value, tuple(supposed), findings


def _one_way(
    value: dict[str, Any], source: Source, at: FieldPath, path: str, supposed: list[Supposed]
) -> dict[str, Any]:
    """A goal has one way to its number: the one just set takes the place of that in the file."""
    if at[:1] != ("goals",) or len(at) != len(("goals", 0, "annual")) or at[-1] not in _WAYS:
        return value
    goal = value["goals"][at[1]]
    for way in _WAYS:
        other = (*at[:-1], way)
        if way == at[-1] or way not in goal or other in source.settings:
            continue
        said = path.removesuffix(str(at[-1])) + way
        supposed.append(Supposed(said, written(goal[way]), ""))
        value = _changed(value, _Found(other, goal[way], {}), None)
        _follow(source, other, "", removed=True)
    return value


def _parted(setting: str) -> tuple[str, str]:
    """Path and value. Raises `ValueError` where there is no path, or no equals sign after it."""
    at = 0
    while True:
        found = _STEP.match(setting, at)
        if found is None:
            raise ValueError(setting)
        at = found.end()
        if setting[at : at + 1] == "=":
            return setting[:at].strip(), setting[at + 1 :]
        if setting[at : at + 1] != ".":
            raise ValueError(setting)
        at += 1


def _steps(path: str) -> list[str]:
    """`team."A. N. Other".fte` → its three steps."""
    return [(found[found.lastgroup or 0]).strip() for found in _STEP.finditer(path)]


@dataclass(frozen=True)
class _Found:
    """Where a path leads.

    `before` is the value there, or the default; `started` are the lists and fields on the way that
    the file leaves to their defaults, by path.
    """

    path: FieldPath
    before: Any
    started: dict[FieldPath, Any]


class _Walk:
    """A walk through the content of a profile and its schema at the same time."""

    def __init__(self, value: dict[str, Any]) -> None:
        self.value: Any = value
        self.kind: Any = Profile
        self.path: FieldPath = ()
        self.said: list[str] = []
        self.started: dict[FieldPath, Any] = {}

    def along(self, steps: Sequence[str]) -> _Found:
        """Where the steps lead. Raises `_Unknown` at the first that leads nowhere."""
        for number, step in enumerate(steps):
            if number and self.value is None:
                self._start(self.said[-1])
            self._step(step)
            self.said.append(step)
        return _Found(self.path, self.value, self.started)

    def _start(self, field: str) -> None:
        """Begin a container that is not there, as its default or empty."""
        if _model(self.kind) is not None or _values(self.kind) is not None:
            self.value = {}
        elif _items(self.kind) is not None:
            self.value = []
        else:
            raise _Unknown("E532", field=field, value="")
        self.started[self.path] = self.value

    def _step(self, step: str) -> None:
        if isinstance(self.value, dict):
            self._into_fields(step)
        elif isinstance(self.value, list):
            self._into_list(step)
        else:
            raise _Unknown("E532", field=".".join(self.said), value=written(self.value))

    def _into_fields(self, step: str) -> None:
        model, values = _model(self.kind), _values(self.kind)
        if model is not None:
            fields = {info.alias or name: info for name, info in model.model_fields.items()}
            if step in fields:
                default = fields[step].get_default(call_default_factory=True, validated_data={})
                self._enter(step, fields[step].annotation, _plain(default))
                return
        elif step in self.value or (values is not None and self.path not in _FIXED_NAMES):
            self._enter(step, values, None)
            return
        people = [
            ((member, *path), spellings)
            for member in _MEMBERS
            for path, spellings in _named(self.value.get(member))
        ]
        if people and self._by_name(step, people):
            return
        known = list(fields) if model is not None else list(self.value)
        known += [spellings[0] for _, spellings in people]
        raise self._unknown(step, known)

    def _into_list(self, step: str) -> None:
        entries = list(_named(self.value))
        if self._by_name(step, entries):
            return
        if step == _NEW:
            self._enter(len(self.value), _items(self.kind), None)
        elif step.isdecimal() and 1 <= int(step) <= len(self.value):
            self._enter(int(step) - 1, _items(self.kind), None)
        else:
            names = [spellings[0] for _, spellings in entries]
            raise self._unknown(step, names or [f"1 – {len(self.value)}", _NEW])

    def _unknown(self, step: str, known: Sequence[str]) -> _Unknown:
        shown = ", ".join(known[:_MOST_KNOWN]) + (", …" if len(known) > _MOST_KNOWN else "")
        where = ".".join(self.said)
        code = "E531" if where else "E534"
        return _Unknown(code, nearest(step, known, _ALIKE), step=step, field=where, known=shown)

    def _by_name(self, step: str, entries: Sequence[tuple[FieldPath, list[str]]]) -> bool:
        """Enter the entry called `step`, and say whether there is one."""
        meant = [
            path
            for path, spellings in entries
            if same(step) in {same(spelling) for spelling in spellings}
        ]
        if len(meant) > 1:
            places = [_numbered((*self.path, *path)) for path in meant]
            raise _Unknown("E533", name=step, places=", ".join(places))
        for part in meant[0] if meant else ():
            if isinstance(part, int):
                self._enter(part, _items(self.kind), None)
            else:
                model = _model(self.kind)
                assert model is not None
                self._enter(part, model.model_fields[part].annotation, None)
        return bool(meant)

    def _enter(self, part: str | int, kind: Any, default: Any) -> None:  # noqa: ANN401
        """Go to a field or an entry, which may not be there yet."""
        self.path, self.kind = (*self.path, part), kind
        there = part in self.value if isinstance(part, str) else part < len(self.value)
        self.value = self.value[part] if there else None
        if self.value is None and default is not None:
            self.value = default
            if isinstance(default, dict | list):
                self.started[self.path] = default


def _named(entries: Any) -> Iterator[tuple[FieldPath, list[str]]]:  # noqa: ANN401
    """Entries of a list by their spellings, with those of the teams and people below them."""
    for at, entry in enumerate(entries if isinstance(entries, list) else ()):
        if not isinstance(entry, dict):
            continue
        aliases = entry.get("aliases")
        spellings = [entry.get("name"), entry.get("metric"), entry.get("label")]
        if isinstance(entry.get("metric"), str):
            spellings += metric_spellings(entry["metric"])
        spellings += aliases if isinstance(aliases, list) else []
        known = [str(spelling) for spelling in spellings if spelling is not None]
        if known:
            yield (at,), known
        for member in _MEMBERS:
            for path, below in _named(entry.get(member)):
                yield (at, member, *path), below


def _numbered(path: FieldPath) -> str:
    """A path by numbers alone, as people write it."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in path)


def _arms(kind: Any) -> Iterator[Any]:  # noqa: ANN401 (a type expression)
    """The types that a type expression allows."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _arms(get_args(kind)[0])
    elif origin is Union or isinstance(kind, types.UnionType):
        for part in get_args(kind):
            yield from _arms(part)
    else:
        yield kind


def _model(kind: Any) -> type[BaseModel] | None:  # noqa: ANN401
    """The fields that a type has."""
    found = (arm for arm in _arms(kind) if isinstance(arm, type) and issubclass(arm, BaseModel))
    return next(found, None)


def _items(kind: Any) -> Any:  # noqa: ANN401
    """What a list of this type holds; None where it is no list."""
    found = (get_args(arm)[0] for arm in _arms(kind) if get_origin(arm) in {tuple, list})
    return next(found, None)


def _values(kind: Any) -> Any:  # noqa: ANN401
    """What stands under the names of this type; None where it has none of its own."""
    return next((get_args(arm)[1] for arm in _arms(kind) if get_origin(arm) is dict), None)


def _plain(default: object) -> Any:  # noqa: ANN401
    """A default as a file would say it; None for what is not there or has fields of its own."""
    plain: dict[type, Callable[[Any], Any]] = {
        dict: lambda value: {str(key): _plain(each) for key, each in value.items()},
        tuple: lambda value: [_plain(each) for each in value],
        Enum: lambda value: value.value,
        Decimal: str,
        bool: bool,
        int: int,
        str: str,
    }
    for kind, say in plain.items():
        if isinstance(default, kind):
            return say(default) if default not in ("", (), {}) else None
    return None


def _changed(value: dict[str, Any], at: _Found, new: Any) -> dict[str, Any]:  # noqa: ANN401
    """A copy with another value at a place; what is not on the way there is shared."""
    changed = dict(value)
    here: Any = changed
    for depth, part in enumerate(at.path[:-1], 1):
        below = here[part] if _has(here, part) else None
        below = at.started.get(at.path[:depth]) if below is None else below
        inner = list(below) if isinstance(below, list) else dict(below or {})
        _put(here, part, inner)
        here = inner
    if new is not None:
        _put(here, at.path[-1], new)
    elif _has(here, at.path[-1]):
        del here[at.path[-1]]
    return changed


def _has(container: Any, part: str | int) -> bool:  # noqa: ANN401
    return part < len(container) if isinstance(part, int) else part in container


def _put(container: Any, part: str | int, value: Any) -> None:  # noqa: ANN401
    if isinstance(part, int) and part == len(container):
        container.append(value)
    else:
        container[part] = value


def _follow(source: Source, path: FieldPath, place: str, *, removed: bool) -> None:
    """Let the places of a profile follow a change."""
    if removed:
        source.forget(path)
        return
    for mark in [mark for mark in source.marks if mark[: len(path)] == path]:
        del source.marks[mark]
    source.settings[path] = place
