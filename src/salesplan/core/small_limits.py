"""Limits and goals of people and levels that are hardly anything of the goal: 600 of 100 millions.

Amounts are in main units. An even part is the goal divided by everybody; a limit of 0 is meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from salesplan.core.team_tree import Path, placed_teams
from salesplan.errors import Finding
from salesplan.profile import Bounds, Goal, Limits, Profile, Rep, Team

SMALL: Final = Decimal("0.01")
"""The part of a goal below which an amount is asked about."""
MOST_PER_CENT: Final = 100
"""Up to here a number may be per cent."""

Located = Iterator[tuple[Path, Finding]]
Said = Iterator[tuple[Path, Decimal]]


def small_limits(profile: Profile) -> Located:
    """Amounts below 1 % of an even part of a goal of money that says its number.

    An error up to a hundred, where a share may be meant; a warning above.
    """
    for placed in placed_teams(profile):
        yield from _of_owner(profile, placed.path, placed.team)
        for row, rep in enumerate(placed.team.reps):
            yield from _of_owner(profile, (*placed.path, "reps", row), rep)


def as_share(path: Path, share: str) -> str:
    """How a limit at `path`, such as `("target", "max")`, is written as a share of all targets."""
    both = f"{{min: {share}, max: {share}}}"
    bounds = f"{{{path[-1]}: {share}}}" if path[-1] in {"min", "max"} else both
    if path[0] in {"targets", "goals"}:
        return f"targets: {{{path[1]}: {{share: {bounds}}}}}"
    return f"target: {{share: {bounds}}}"


def _of_owner(profile: Profile, path: Path, owner: Team | Rep) -> Located:
    goals = {goal.metric: goal for goal in reversed(profile.goals)}
    for at, said in _said(owner):
        goal = goals.get(str(at[1])) if at[0] in {"targets", "goals"} else profile.goals[0]
        if goal is None or not goal.is_money or goal.annual is None:
            continue
        finding = _small(owner.name, at, said, goal, goal.annual / max(1, len(profile.reps)))
        if finding is not None:
            yield (*path, *at), finding


def _said(owner: Team | Rep) -> Said:
    """Every amount of a person or a level, with its path in it."""
    if isinstance(owner, Team):
        if owner.goal is not None:
            yield ("goal",), owner.goal
        for metric, amount in owner.goals.items():
            yield ("goals", metric), amount
    if owner.target is not None:
        yield from _of_limits(("target",), owner.target)
    for metric, limits in owner.targets.items():
        yield from _of_limits(("targets", metric), limits)


def _of_limits(path: Path, limits: Limits) -> Said:
    yield from _of_bounds(path, limits)
    for period, bounds in limits.periods.items():
        yield from _of_bounds((*path, "periods", period), bounds)


def _of_bounds(path: Path, bounds: Bounds) -> Said:
    for field in ("exact", "min", "max"):
        said: Decimal | None = getattr(bounds, field)
        if said is not None:
            yield (*path, field), said


def _small(name: str, at: Path, said: Decimal, goal: Goal, even: Decimal) -> Finding | None:
    if said <= 0 or said >= even * SMALL:
        return None
    per_cent = said if said > 1 else said * 100
    values = {
        "field": ".".join(str(step) for step in at if step != "exact"),
        "name": name,
        "metric": goal.metric,
        "value": f"{said:,f}",
        "part": f"{Decimal(f'{said / even * 100:.1g}'):f}%",
        "even": f"{round(even):,}",
        "share": as_share(at, f"{per_cent.normalize():f}%"),
    }
    return Finding("E197" if said <= MOST_PER_CENT else "W197", values=values)
