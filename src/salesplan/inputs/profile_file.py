"""Reading `targets.yaml`: every problem at once, each with its line and column."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pydantic import BaseModel, ValidationError

from salesplan.core.consistency import Path as FieldPath
from salesplan.core.consistency import contradictions
from salesplan.core.roster import nearest
from salesplan.core.scenario import Supposed
from salesplan.errors import ExitCode, Finding, Place, SalesplanError, errors_among
from salesplan.inputs.profile_slips import per_cent, slips
from salesplan.inputs.profile_words import in_own_words
from salesplan.inputs.scenario import suppose
from salesplan.inputs.wide_marks import mark_finding, wide_mark
from salesplan.inputs.yaml_text import Source, read_yaml, shifted
from salesplan.profile import Profile
from salesplan.profile.days import day_examples, parse_day

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MOST_BYTES: Final = 20_000_000
_MOST_REPAIRS: Final = 5
_NOBODY: Final[Mapping[str, Any]] = {
    "goals": [{"metric": "revenue", "annual": 1}],
    "team": [{"name": "-", "reps": [{"name": "-"}]}],
}
"""What makes a profile of settings alone."""
_BOUNDS: Final = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
_OF_ONE: Final = {"≤ 1", "< 1"}
"""Bounds of shares: what is above may be a share without its sign."""
_WRONG_TYPES: Final = {
    "tuple_type": "E140",
    "list_type": "E140",
    "dict_type": "E141",
    "model_type": "E141",
    "model_attributes_type": "E141",
}


def read_profile(path: Path) -> tuple[Profile, list[Finding]]:
    """The profile in a file, with its warnings.

    Raises `SalesplanError` with every error found.
    """
    profile, _, findings = read_scenario(path, ())
    return profile, findings


def read_scenario(
    path: Path, settings: Sequence[str]
) -> tuple[Profile, tuple[Supposed, ...], list[Finding]]:
    """The profile in a file with each `path=value` of the command line, and its warnings.

    Raises `SalesplanError` with every error found.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise OSError("too large")
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SalesplanError(_unreadable(path, error), ExitCode.USAGE) from None
    return parse_scenario(text, settings, str(path))


def read_settings(path: Path) -> Profile | None:
    """What a profile with errors says about its files, as a profile of nobody; None for nothing.

    Taken are the language, the currency and those settings of the history that are right by
    themselves.
    """
    try:
        value, _, _ = read_yaml(path.read_bytes().decode("utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError):
        return None
    if not isinstance(value, dict):
        return None
    history = value.get("history")
    whole = {name: value.get(name) for name in ("language", "currency")}
    right = {n: p for n, p in whole.items() if p is not None and _fits({**_NOBODY, n: p})}
    fields = history.items() if isinstance(history, dict) else ()
    files = {n: part for n, part in fields if _fits({**_NOBODY, "history": {n: part}})}
    return Profile.model_validate({**_NOBODY, **right, "history": files})


def _fits(value: Mapping[str, Any]) -> bool:
    try:
        Profile.model_validate(value)
    except ValidationError:
        return False
    return True


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
    profile, _, findings = parse_scenario(text, (), name)
    return profile, findings


def parse_scenario(
    text: str, settings: Sequence[str], name: str = "targets.yaml"
) -> tuple[Profile, tuple[Supposed, ...], list[Finding]]:
    """The same with each `path=value` said differently, as `inputs.scenario` understands it."""
    value, source, findings = read_yaml(text, name)
    if value is None:
        raise SalesplanError(findings)
    supposed: tuple[Supposed, ...] = ()
    if isinstance(value, dict):
        value, supposed, found = suppose(value, source, settings)
        value = in_own_words(value, source)
        findings += [*found, *slips(value, source)]
    profile, faulty, found = _validated(value, source)
    findings += found
    if profile is not None:
        said = {error.place for error in errors_among(findings)}
        found = [
            source.located(path, finding)
            for path, finding in contradictions(profile)
            if not _follows(path, finding, faulty)
        ]
        findings += [each for each in found if each.place not in said]
    if profile is None or errors_among(findings):
        order = sorted(findings, key=lambda each: (each.place.line or 0, each.place.position or 0))
        raise SalesplanError(order)
    return profile, supposed, findings


def _validated(
    value: object, source: Source
) -> tuple[Profile | None, list[FieldPath], list[Finding]]:
    """The profile, the places of faulty fields, and what is wrong with them.

    With faults the profile is what is left without them, so that contradictions in the rest are
    found at the same time; None where too little is left. Places are those in what is left, and
    the marks of `source` follow.
    """
    findings: list[Finding] = []
    faulty: list[FieldPath] = []
    left = copy.deepcopy(value)
    for _ in range(_MOST_REPAIRS):
        try:
            return Profile.model_validate(left), faulty, findings
        except ValidationError as error:
            findings = findings or _validation_findings(error, value, source)
            wrong = {_field_path(detail["loc"], left) for detail in error.errors()}
        for path in sorted(wrong, key=_last_first):
            gone = _cut_out(left, path)
            if gone is None:
                return None, faulty, findings
            if gone == path and isinstance(path[-1], str):
                faulty.append(path)
            elif gone:
                moved = [shifted(fault, gone) for fault in faulty]
                faulty = [fault for fault in moved if fault is not None]
                source.forget(gone)
    return None, faulty, findings


def _last_first(path: FieldPath) -> list[tuple[int, str]]:
    """A key that puts later entries of a list before earlier ones, and fields before entries."""
    return [*((-step, "") if isinstance(step, int) else (0, step) for step in path), (1, "")]


def _cut_out(value: Any, path: FieldPath) -> FieldPath | None:  # noqa: ANN401 (parsed YAML)
    """Remove a faulty field, or the list entry that lacks one, and say what was removed.

    `()` where it is gone already, None where there is nothing to remove.
    """
    parents = [value]
    for step in path[:-1]:
        if not _holds(parents[-1], step):
            return ()
        parents.append(parents[-1][step])
    if path and _holds(parents[-1], path[-1]):
        del parents[-1][path[-1]]
        return path
    for depth in range(len(path) - 2, -1, -1):
        if isinstance(parents[depth], list):
            del parents[depth][path[depth]]
            return path[: depth + 1]
    return None


def _follows(path: FieldPath, finding: Finding, faulty: Sequence[FieldPath]) -> bool:
    """Whether a contradiction may only be there because a faulty field was left out."""
    around = {"E104": "skills", "E124": "currency", "E149": "currency"}.get(finding.code)
    return any(
        fault[:1] == (around,) or (len(fault) > 1 and path[: len(fault) - 1] == fault[:-1])
        for fault in faulty
    )


def _validation_findings(error: ValidationError, value: object, source: Source) -> list[Finding]:
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
        finding = _wide(detail, path, source) or _finding(detail, path, _year(value))
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


def _year(value: object) -> int | None:
    """The year that a profile plans, where it says so."""
    year = value.get("fiscal_year") if isinstance(value, dict) else None
    try:
        return parse_day(str(year.get("start"))).year if isinstance(year, dict) else None
    except ValueError:
        return None


def _wide(detail: ErrorDetails, path: FieldPath, source: Source) -> Finding | None:
    """A mark as wide as a Chinese character where a field or a list should be."""
    of_key = detail["type"] == "extra_forbidden"
    if not of_key and detail["type"] not in _WRONG_TYPES:
        return None
    mark = wide_mark(path[-1] if of_key and path else detail["input"])
    line = source.place((*path, "[key]") if of_key else path).line
    return mark_finding(mark, line or 1) if mark else None


def _finding(detail: ErrorDetails, path: FieldPath, year: int | None) -> Finding:
    """One pydantic error as a finding; examples are of the profile's own `year`."""
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
        example = day_examples(str(raw), year)
        return Finding("E107", values={"value": shown or _plain(raw), "example": example})
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
        number = detail["input"]
        if bound in _OF_ONE and isinstance(number, int | float) and 1 <= number <= 100:
            return per_cent(field, number, Decimal(repr(number)))
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
