"""What contradicts itself in one limit of a profile; limits together are `core.limited`'s."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.roster import nearest
from salesplan.core.team_tree import placed_teams
from salesplan.errors import Finding
from salesplan.profile import Bounds, Limits, Profile, Rates, Rep, Team

Path = tuple[str | int, ...]
Located = Iterator[tuple[Path, Finding]]


def limit_contradictions(profile: Profile) -> Located:
    """Bounds the wrong way round, beside an exact number, or on a metric without a goal."""
    metrics = [goal.metric for goal in profile.goals]
    for placed in placed_teams(profile):
        yield from _of_owner(placed.path, placed.team, metrics)
        for row, rep in enumerate(placed.team.reps):
            yield from _of_owner((*placed.path, "reps", row), rep, metrics)


def _of_owner(path: Path, owner: Team | Rep, metrics: list[str]) -> Located:
    if owner.target is not None:
        yield from _of_limits((*path, "target"), owner.name, owner.target)
    for metric, limits in owner.targets.items():
        here = (*path, "targets", metric)
        if metric not in metrics:
            values = {"name": owner.name, "metric": metric, "metrics": ", ".join(metrics)}
            yield here, Finding("E155", values=values, nearest=nearest(metric, metrics))
        yield from _of_limits(here, owner.name, limits)


def _of_limits(path: Path, name: str, limits: Limits) -> Located:
    yield from _of_bounds(path, name, limits)
    for key, bounds in limits.periods.items():
        yield from _of_bounds((*path, "periods", key), name, bounds)
    for field in ("growth", "share"):
        rates: Rates | None = getattr(limits, field)
        if rates is not None:
            yield from _backwards((*path, field), name, rates)


def _of_bounds(path: Path, name: str, bounds: Bounds) -> Located:
    if bounds.exact is not None and not (bounds.min is None and bounds.max is None):
        yield path, Finding("E154", values={"name": name})
    else:
        yield from _backwards(path, name, bounds)


def _backwards(path: Path, name: str, bounds: Bounds | Rates) -> Located:
    if bounds.min is not None and bounds.max is not None and bounds.min > bounds.max:
        values = {"name": name, "low": f"{bounds.min:,}", "high": f"{bounds.max:,}"}
        yield (*path, "min"), Finding("E153", values=values)
