"""Who is who in two plans: everybody of both, and all teams, each with its rows in each of them.

People and teams are the same by name. A person may have several rows, of several teams.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salesplan.core.plan import Plan
from salesplan.core.profile_changes import person_key
from salesplan.core.roster import same
from salesplan.profile import Team

_Listed = tuple[tuple[str, ...], str, str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A person or a team, with its rows in each plan; none where it is not in it."""

    name: str
    team: str
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True)
class Counterparts:
    """Everybody of both plans, and all teams, those of the plan after first."""

    before: Plan
    after: Plan
    people: tuple[Counterpart, ...]
    teams: tuple[Counterpart, ...]

    @classmethod
    def of(cls, before: Plan, after: Plan) -> Counterparts:
        """Matched by name."""
        people = _matched(list(_people(before)), list(_people(after)))
        teams = _matched(list(_teams(before)), list(_teams(after)))
        return cls(before, after, people, teams)


def _people(plan: Plan) -> Iterator[_Listed]:
    """Key, name, team and row of each row of a plan."""
    rows = ((team, rep) for team in plan.teams for rep in team.reps)
    for row, (team, rep) in enumerate(rows):
        yield person_key(rep, team), rep.name, team.name, (row,)


def _teams(plan: Plan) -> Iterator[_Listed]:
    """The same of each team and level of teams."""

    def rows_of(team: Team, first: int) -> int:
        return sum(len(leaf.reps) for leaf in team.leaves) + first

    def walk(teams: Sequence[Team], first: int, above: str) -> Iterator[_Listed]:
        for team in teams:
            until = rows_of(team, first)
            yield (same(team.name),), team.name, above, tuple(range(first, until))
            yield from walk(team.teams, first, team.name)
            first = until

    yield from walk(plan.profile.team, 0, "")


def _matched(before: Sequence[_Listed], after: Sequence[_Listed]) -> tuple[Counterpart, ...]:
    """Those of both plans under one key as one subject, with all of their rows."""
    found: dict[tuple[str, ...], Counterpart] = {}
    for key, name, team, rows in after:
        mine = found.get(key)
        found[key] = Counterpart(name, team, (), (*(mine.after if mine else ()), *rows))
    for key, name, team, rows in before:
        mine = found.get(key) or Counterpart(name, team, (), ())
        found[key] = Counterpart(mine.name, mine.team, (*mine.before, *rows), mine.after)
    return tuple(found.values())
