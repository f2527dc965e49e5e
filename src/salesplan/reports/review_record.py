"""A review's snapshot as text and back: what the hidden sheet of a variance workbook holds.

Amounts are integers in the metric's minor unit. A standing is the list of target, expected, actual,
days gone and days left. Reading what was written gives the same snapshot.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

from salesplan.choices import Stretch
from salesplan.core.standing import Standing
from salesplan.core.trend import Figures, Snapshot
from salesplan.errors import Finding, Place, SalesplanError

FORMAT: Final = "salesplan.review-record"
VERSION: Final = 1

_LARGEST: Final = 2**63


def snapshot_to_text(snapshot: Snapshot) -> str:
    """A snapshot as one line of JSON, equal for equal snapshots."""
    return json.dumps(_record(snapshot), separators=(",", ":"), sort_keys=True)


def _record(snapshot: Snapshot) -> dict[str, Any]:
    metrics: dict[str, dict[str, Any]] = {metric: {} for metric in snapshot.decimals}
    for (metric, stretch), figures in snapshot.figures.items():
        metrics[metric][stretch.value] = _figures_record(figures)
    record: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "organisation": snapshot.organisation,
        "year": snapshot.year,
        "start": snapshot.start.isoformat(),
        "as_of": snapshot.as_of.isoformat(),
        "teams": snapshot.teams,
        "people": snapshot.people,
        "decimals": dict(snapshot.decimals),
        "metrics": metrics,
    }
    if snapshot.version > 1:
        record["plan_version"] = snapshot.version
        record["original"] = None if snapshot.original is None else _record(snapshot.original)
    return record


def snapshot_from_text(text: str, name: str = "") -> Snapshot:
    """The snapshot that `snapshot_to_text` wrote; `name` is the file shown in findings.

    Raises `SalesplanError` (E462) when the text is not such a record, or of a later version.
    """
    try:
        return _snapshot(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        reason = f"{type(error).__name__} {error}"[:200]
        raise SalesplanError(Finding("E462", Place(name), {"reason": reason})) from None


def _snapshot(record: Any) -> Snapshot:  # noqa: ANN401 (JSON)
    if record["format"] != FORMAT or record["version"] > VERSION:
        raise ValueError(f"{record['format']!r} {record['version']!r}")
    teams = tuple(_text(team) for team in record["teams"])
    people = tuple((_text(team), _text(person)) for team, person in record["people"])
    original = record.get("original")
    decimals = {metric: _whole(places) for metric, places in record["decimals"].items()}
    if decimals.keys() != record["metrics"].keys():
        raise ValueError("metrics without decimals")
    return Snapshot(
        _text(record["organisation"]),
        _text(record["year"]),
        dt.date.fromisoformat(record["start"]),
        dt.date.fromisoformat(record["as_of"]),
        teams,
        people,
        decimals,
        {
            (metric, Stretch(stretch)): _figures(figures, len(teams), len(people))
            for metric, stretches in record["metrics"].items()
            for stretch, figures in stretches.items()
        },
        _whole(record.get("plan_version", 1)),
        None if original is None else _snapshot(original),
    )


def _figures_record(figures: Figures) -> dict[str, Any]:
    return {
        "key": figures.key,
        "whole": _standing_record(figures.whole),
        "teams": [_standing_record(standing) for standing in figures.teams],
        "people": [_standing_record(standing) for standing in figures.people],
    }


def _figures(record: dict[str, Any], teams: int, people: int) -> Figures:
    if (len(record["teams"]), len(record["people"])) != (teams, people):
        raise ValueError("standings are missing")
    return Figures(
        _text(record["key"]),
        _standing(record["whole"]),
        tuple(_standing(standing) for standing in record["teams"]),
        tuple(_standing(standing) for standing in record["people"]),
    )


def _standing_record(standing: Standing) -> list[int | None]:
    return [
        standing.target,
        standing.expected,
        standing.actual,
        standing.days_gone,
        standing.days_left,
        *([1] if standing.vacant else []),
    ]


def _standing(record: list[Any]) -> Standing:
    target, expected, actual, gone, left, *vacant = record
    return Standing(
        None if target is None else _whole(target),
        None if expected is None else _whole(expected),
        _whole(actual),
        _whole(gone),
        _whole(left),
        bool(vacant),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _whole(value: object) -> int:
    """A whole number of 64 bits: with more, rates could not be shown as numbers."""
    if type(value) is not int or abs(value) >= _LARGEST:
        raise TypeError(f"{value!r} is not a whole number")
    return value
