"""What the goals of levels ask of people: each team's year is exact, and its months are free."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.choices import Language
from salesplan.core.amounts import to_major
from salesplan.core.evidence import metric_finding
from salesplan.core.grounds import Grounds, MetricGrounds
from salesplan.core.levels import Disagreement, Level, resolve
from salesplan.core.limits import Limit, LimitKind
from salesplan.core.team_tree import people_of_teams
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import LevelPolicy

Floats = npt.NDArray[np.float64]

_COMPANY: Final = {Language.EN: "company", Language.ZH: "公司"}


def levels_of(
    grounds: Grounds, metric: MetricGrounds, goal: int, alone: Floats
) -> tuple[tuple[Level, ...], list[Finding]]:
    """What every level is to reach, and a warning for each goal that does not agree with others.

    `alone` (people, 12) is what everybody would have by weight alone. Raises `SalesplanError` where
    goals do not agree and the policy refuses that.
    """
    weights = alone.sum(axis=1)
    try:
        levels = resolve(grounds.profile, metric.settings, metric.decimals, goal, weights)
    except Disagreement as found:
        refused = [
            _finding(grounds, metric, level, "E438" if level.left_out else "E437")
            for level in found.levels
        ]
        raise SalesplanError(refused) from None
    _check_present(grounds, metric, levels, weights)
    up = grounds.profile.levels.policy is LevelPolicy.BOTTOM_UP
    return levels, [
        _finding(grounds, metric, level, "W492" if level.left_out else "W491" if up else "W490")
        for level in levels
        if level.difference is not None
    ]


def level_limits(grounds: Grounds, levels: Sequence[Level]) -> Iterator[Limit]:
    """The year of each team, from which those of the levels above follow, in the order of names.

    Where a unit can go to one of two cells, the order of limits may decide: not that of the file.
    """
    people = people_of_teams(grounds.profile) if levels else {}
    year = grounds.calendar.year
    for level in sorted(levels, key=lambda each: each.name):
        if not level.parts:
            amount = level.assigned
            yield Limit(level.name, people[level.name], year, LimitKind.LEVEL, amount, amount)


def _check_present(
    grounds: Grounds, metric: MetricGrounds, levels: Sequence[Level], weights: Floats
) -> None:
    """Raises `SalesplanError` for each team that has a goal and nobody to reach it."""
    people = people_of_teams(grounds.profile) if levels else {}
    empty = [
        level
        for level in levels
        if not level.parts and level.base and not weights[list(people[level.name])].any()
    ]
    if empty:
        raise SalesplanError(_finding(grounds, metric, level, "E493") for level in empty)


def _finding(grounds: Grounds, metric: MetricGrounds, level: Level, code: str) -> Finding:
    """A disagreement with its numbers."""
    profile = grounds.profile
    amounts = {"said": level.wanted, "below": level.below or 0}
    shown = {name: f"{to_major(amount, metric.decimals):,}" for name, amount in amounts.items()}
    return metric_finding(
        code,
        metric.settings,
        name=level.name or profile.organisation or _COMPANY[profile.language],
        difference=f"{to_major(level.difference or 0, metric.decimals):+,}",
        names=", ".join(level.left_out),
        **shown,
    )
