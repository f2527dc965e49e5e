"""Who is who in two plans: everybody of both, and all teams, each with its rows in each of them.

People and teams are the same by name. A person may have several rows, of several teams.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from salesplan.core.plan import Plan
from salesplan.core.profile_changes import person_key
from salesplan.core.roster import same
from salesplan.core.stints import first_day
from salesplan.profile import Team

_Listed = tuple[tuple[str, ...], str, str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A person or a team, with its rows in each plan; none where it is not in it.

    `team` is that of the plan after, where there is one; of several the last by their days.
    `came_from` is that of the plan before where it is another, else "".
    """

    name: str
    team: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    came_from: str = ""

    def consists_of(self, parts: Iterable[Counterpart]) -> bool:
        """Whether it has all rows of its parts in both plans, and no others."""
        found = list(parts)
        before = sorted(row for part in found for row in part.before)
        after = sorted(row for part in found for row in part.after)
        return (before, after) == (sorted(self.before), sorted(self.after))


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

    def is_vacant(self, person: Counterpart) -> bool:
        """Whether it is a position that nobody is in, in the plan after where that has it."""
        if person.after:
            return self.after.reps[person.after[0]].vacant
        return self.before.reps[person.before[0]].vacant

    @property
    def placed_teams(self) -> list[tuple[Counterpart, list[Counterpart]]]:
        """Teams as they stand in the plan after, each region below its own, with these.

        A team that only the plan before has stands where its region is now.
        """
        below: dict[str, list[Counterpart]] = {}
        for team in self.teams:
            below.setdefault(same(team.team), []).append(team)
        return list(_placed(below, ""))


def _placed(
    below: Mapping[str, Sequence[Counterpart]], above: str
) -> Iterator[tuple[Counterpart, list[Counterpart]]]:
    for each in below.get(above, ()):
        found = list(_placed(below, same(each.name)))
        yield from found
        yield each, [team for team, inside in found if not inside]


def _people(plan: Plan) -> Iterator[_Listed]:
    """Key, name, last team and rows of each person of a plan, the rows in the order of days."""
    stints: dict[tuple[str, ...], list[tuple[dt.date, int, str, str]]] = {}
    rows = ((team, rep) for team in plan.teams for rep in team.reps)
    for row, (team, rep) in enumerate(rows):
        mine = first_day(rep), row, rep.name, team.name
        stints.setdefault(person_key(rep, team), []).append(mine)
    for key, found in stints.items():
        found.sort()
        *_, name, team_name = found[-1]
        yield key, name, team_name, tuple(row for _, row, _, _ in found)


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
    """Those of both plans under one key as one subject."""
    found = {key: Counterpart(name, team, (), rows) for key, name, team, rows in after}
    for key, name, team, rows in before:
        mine = found.get(key) or Counterpart(name, team, (), ())
        came_from = team if mine.team != team else ""
        found[key] = Counterpart(mine.name, mine.team, rows, mine.after, came_from)
    return tuple(found.values())
