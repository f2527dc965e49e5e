"""Goals of levels: company → region → team, and what each hands down to the level below.

Amounts are in minor units (money) or ones (counts). What a level is to reach without any
over-assignment is its *base*: those of the levels right below it add up to it exactly. What the
people of a level are asked for is its *assigned*: the base grown by the over-assignment of every
level from the company down to the team, one on top of the other.

A level without a goal of its own, all of whose parts have one, is taken to want their sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from math import floor

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import to_minor
from salesplan.core.apportion import split
from salesplan.profile import Goal, LevelPolicy, Profile, Team

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Portion:
    """How a level without a goal got its part: (`amount` − `taken`) × `weight` ÷ `weights`.

    `amount` is what the level above has. Of it goals beside it take `taken` = `goals` × `amount` ÷
    `own`, where `own` is what these goals were to fit into: the same, unless they are scaled.
    `weight` is what its people would have by weight alone, `weights` the sum of that over all who
    share like this.
    """

    amount: int
    own: int
    goals: int
    weight: float
    weights: float

    @property
    def taken(self) -> Fraction:
        """What goals beside it take of the amount."""
        return Fraction(self.goals * self.amount, self.own)


@dataclass(frozen=True, slots=True)
class Level:
    """The company (`depth` 0, without a name), a region or a team, and what it is to reach.

    `parts` is how many levels are right below it, none below a team. `said` is its goal as written,
    `below` the sum of the goals right below it, None where there are none. `difference` is `below`
    − its goal where the two do not agree; where they leave nothing to those without a goal, these
    are `left_out`. `compound` is the over-assignment of all levels down to this one, as one rate;
    `assigned` is what its people have. `portion` is how the base was found where it is a part by
    weight.
    """

    name: str
    depth: int
    parts: int
    said: int | None
    below: int | None
    base: int
    over_assignment: Decimal
    compound: Decimal
    assigned: int = 0
    difference: int | None = None
    left_out: tuple[str, ...] = ()
    portion: Portion | None = None

    @property
    def wanted(self) -> int:
        """The goal that `below` does not agree with: as written, or what came from above."""
        return self.base if self.said is None else self.said


class Disagreement(Exception):  # noqa: N818 (what goals have, not a failure of the program)
    """Goals of levels that the policy refuses, or that leave nothing to those without one."""

    def __init__(self, levels: Sequence[Level]) -> None:
        super().__init__(levels)
        self.levels = tuple(levels)


def resolve(
    profile: Profile, settings: Goal, decimals: int, goal: int, weights: Floats
) -> tuple[Level, ...]:
    """What every level is to reach in a metric, each before those below it.

    `weights` (people,) is what everybody would have by weight alone. There are no levels where no
    team has a goal in the metric or over-assigns. Raises `Disagreement` where goals do not agree
    and the policy refuses that, or where bottom up they leave nothing to those without one.
    """
    tree = _Tree(profile, settings, decimals, weights)
    top = tree.company(goal)
    if not tree.speaks:
        return ()
    policy = profile.levels.policy
    amount = goal if top.wanted is None or policy is not LevelPolicy.BOTTOM_UP else top.wanted
    levels = list(_handed_down(top, amount, Decimal(0), 0, to_minor(settings.unit, decimals)))
    refused = [
        each
        for each in levels
        if each.difference is not None
        and (policy is LevelPolicy.REFUSE or (policy is LevelPolicy.BOTTOM_UP and each.left_out))
    ]
    if refused:
        raise Disagreement(refused)
    return _with_assigned(levels, to_minor(settings.unit, decimals))


@dataclass(frozen=True)
class _Node:
    """A level as the profile has it.

    `weight` is what its people would have by weight alone. `wanted` is what it is to get where that
    is known, `below` the sum of what the parts want, `known` whether that is so of all of them.
    """

    name: str
    said: int | None
    over: Decimal
    weight: float
    parts: tuple[_Node, ...]
    wanted: int | None
    below: int | None
    known: bool


@dataclass
class _Tree:
    """The levels of a profile in one metric; `speaks` once one below the company says anything."""

    profile: Profile
    settings: Goal
    decimals: int
    weights: Floats
    speaks: bool = False

    def company(self, goal: int) -> _Node:
        """The company with everything below it."""
        parts = self._parts(self.profile.team, 0)
        weight = float(self.weights.sum())
        return self._node("", weight, goal, self.settings.over_assignment, parts)

    def _parts(self, teams: Sequence[Team], first: int) -> Iterator[_Node]:
        for team in teams:
            until = first + sum(len(leaf.reps) for leaf in team.leaves)
            said = self._said(team)
            self.speaks |= said is not None or team.over_assignment > 0
            parts = self._parts(team.teams, first)
            weight = float(self.weights[first:until].sum())
            yield self._node(team.name, weight, said, team.over_assignment, parts)
            first = until

    def _said(self, team: Team) -> int | None:
        metric = self.settings.metric
        main = metric == self.profile.goals[0].metric
        amount = team.goal if main and team.goal is not None else team.goals.get(metric)
        return None if amount is None else to_minor(amount, self.decimals)

    def _node(
        self,
        name: str,
        weight: float,
        said: int | None,
        over: Decimal,
        parts: Iterator[_Node],
    ) -> _Node:
        found = tuple(parts)
        wants = [part.wanted for part in found if part.wanted is not None]
        known = bool(found) and len(wants) == len(found)
        below = sum(wants) if any(wants) else None
        orders = [said, sum(wants) if known else None]
        if self.profile.levels.policy is LevelPolicy.BOTTOM_UP:
            orders.reverse()
        wanted = next((each for each in orders if each is not None), None)
        if wanted is None and not weight:
            wanted = 0  # nobody is there to take a part
        return _Node(name, said, over, weight, found, wanted, below, known)


def _handed_down(
    node: _Node,
    amount: int,
    compound: Decimal,
    depth: int,
    unit: int,
    portion: Portion | None = None,
) -> Iterator[Level]:
    """The level with its amount, and those below it with theirs."""
    compound = (1 + compound) * (1 + node.over) - 1
    said, below, over = node.said, node.below, node.over
    level = Level(node.name, depth, len(node.parts), said, below, amount, over, compound)
    difference, left_out = _difference(node, amount)
    yield replace(level, difference=difference, left_out=left_out, portion=portion)
    shares, portions = _shares(node, amount, unit), _portions(node, amount)
    for part, share, how in zip(node.parts, shares, portions, strict=True):
        yield from _handed_down(part, share, compound, depth + 1, unit, how)


def _difference(node: _Node, amount: int) -> tuple[int | None, tuple[str, ...]]:
    """By how much goals below miss the level's own, and to whom they leave nothing."""
    if node.below is None:
        return None, ()
    if node.known:
        agree = node.said is None or node.said == node.below
        return (None if agree else node.below - (node.said or 0)), ()
    difference = node.below - (amount if node.said is None else node.said)
    left_out = tuple(part.name for part in node.parts if part.wanted is None)
    return (difference, left_out) if difference >= 0 else (None, ())


def _shares(node: _Node, amount: int, unit: int) -> list[int]:
    """What each part gets of the level's amount; they add up to it.

    Goals are met as written where they can be; else all of them are scaled. Who has none shares
    what they leave by weight, or has the part of its weight where they leave nothing.
    """
    parts, names = node.parts, [part.name for part in node.parts]
    if not parts:
        return []
    own = amount if node.said is None or node.known else node.said
    left = own - (node.below or 0)
    unknown = [part.wanted is None for part in parts]
    weights = [part.weight * silent for part, silent in zip(parts, unknown, strict=True)]
    if left >= 0 and own == amount and (left == 0) == node.known:
        rest = _split(left, weights, unit, names)
        return [
            given if part.wanted is None else part.wanted
            for part, given in zip(parts, rest, strict=True)
        ]
    silent = sum(weights)
    room = float(left) if left > 0 else own * silent / (node.weight or 1.0)
    goals = max(own - room, 0.0) / (node.below or 1)
    wanted = [
        room * weight / silent if part.wanted is None else goals * part.wanted
        for part, weight in zip(parts, weights, strict=True)
    ]
    return _split(amount, wanted, unit, names)


def _portions(node: _Node, amount: int) -> Iterator[Portion | None]:
    """How `_shares` finds the part of each that has no goal."""
    own = amount if node.said is None or node.known else node.said
    goals = node.below or 0
    if left_something := own > goals:
        weights = sum(part.weight for part in node.parts if part.wanted is None)
    else:
        weights = node.weight
    for part in node.parts:
        if part.wanted is not None or not own:
            yield None
        else:
            yield Portion(amount, own, goals if left_something else 0, part.weight, weights)


def _split(total: int, weights: Sequence[float], unit: int, keys: Sequence[str]) -> list[int]:
    """A total by weights; evenly where nothing has any, which nobody will be able to reach."""
    found = split(total, weights if any(weights) else np.ones(len(weights)), unit, keys=keys)
    return [int(each) for each in found]


def _with_assigned(levels: Sequence[Level], unit: int) -> tuple[Level, ...]:
    """The levels with what their people are asked for.

    A team's part is exact where nothing is over-assigned, and else in whole units. So is what all
    have together, except where the company alone over-assigns: then it is that number to the cent.
    """
    grown = [level for level in levels if not level.parts and level.compound]
    exact = [team.base * (1 + Fraction(team.compound)) for team in grown]
    step = 1 if len({level.compound for level in levels}) == 1 else unit
    total = floor(sum(exact, Fraction(0)) / step + Fraction(1, 2)) * step
    names = [team.name for team in grown]
    parts = _split(total, [float(each) for each in exact], unit, names) if grown else []
    assigned = dict(zip(names, parts, strict=True))
    found: list[Level] = []
    open_sums: list[int] = []  # of levels whose upper level is still to come
    for level in reversed(levels):
        below = [open_sums.pop() for _ in range(level.parts)]
        open_sums.append(sum(below) if below else assigned.get(level.name, level.base))
        found.append(replace(level, assigned=open_sums[-1]))
    return tuple(reversed(found))
