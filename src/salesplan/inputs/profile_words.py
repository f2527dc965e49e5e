"""A profile in the words that people use → the same in the profile's own.

销售额 is `revenue`, 高级 is `senior`, 一季度 is `Q1`, 2027年4月1日 is 2027-04-01, wherever the
profile says such a thing; a skill level of one's own keeps its name. Places follow.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from salesplan.core.consistency import Path as FieldPath
from salesplan.inputs.yaml_text import Source
from salesplan.profile import Skills
from salesplan.profile.days import parse_day
from salesplan.profile.spellings import level_called, metric_called, quarter_called

_KEYS: Final[dict[str, Callable[[str], str]]] = {
    "quarters": quarter_called,
    "goals": metric_called,
    "targets": metric_called,
}
_DAYS: Final = frozenset({"start", "since", "end", "from", "to", "date"})
_LISTS_OF_DAYS: Final = frozenset({"closed", "open", "leave"})
_WITH_DAYS: Final = frozenset({"fiscal_year", "calendar", "team", "handovers"})


def in_own_words(value: dict[str, Any], source: Source) -> dict[str, Any]:
    """The content of a profile with the profile's own words; the places of `source` follow."""
    skills = value.get("skills")
    levels = skills.get("levels") if isinstance(skills, dict) else None
    known = levels if isinstance(levels, dict) else Skills().levels

    def said(field: str, here: str, path: FieldPath) -> str:
        """One text in a field."""
        if field == "metric" and path[0] == "goals":
            return metric_called(here)
        if field == "skill":
            return level_called(here, known)
        return _as_day(here) if path[0] in _WITH_DAYS and field in _DAYS | _LISTS_OF_DAYS else here

    def walk(here: Any, path: FieldPath, field: str) -> Any:  # noqa: ANN401 (parsed YAML)
        if isinstance(here, dict):
            names = _renamed(here, path, field, source)
            return {names[key]: walk(each, (*path, names[key]), key) for key, each in here.items()}
        if isinstance(here, list):
            return [walk(each, (*path, at), field) for at, each in enumerate(here)]
        return said(field, here, path) if isinstance(here, str) and path else here

    changed: dict[str, Any] = walk(value, (), "")
    return changed


def _as_day(text: str) -> str:
    try:
        return parse_day(text).isoformat()
    except ValueError:
        return text


def _renamed(here: dict[str, Any], path: FieldPath, field: str, source: Source) -> dict[str, str]:
    """What each key becomes; one that would meet another stays as it is."""
    called = _KEYS.get(field)
    names = {key: key for key in here}
    for key in here if called else ():
        new = called(key) if called and isinstance(key, str) else key
        if new not in names.values():
            names[key] = new
            source.rename((*path, key), new)
    return names
