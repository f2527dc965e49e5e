"""The levels of a profile's team, each with its place: company → region → team → person.

Positions of people are those in `profile.reps`; the people of a level stand together there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from salesplan.profile import Profile, Team

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A team, or a level above teams: where it stands in the profile, and its people.

    `depth` is 0 for the first level below the company; `people` are the positions `[first, until)`.
    """

    team: Team
    path: Path
    depth: int
    first: int
    until: int

    @property
    def people(self) -> tuple[int, ...]:
        """Positions of its people."""
        return tuple(range(self.first, self.until))


def placed_teams(profile: Profile) -> tuple[Placed, ...]:
    """Every team and level, each before those below it, in the order of the profile."""
    return tuple(_placed(profile.team, ("team",), 0, 0))


@dataclass(frozen=True, slots=True)
class Region:
    """A level above teams: the positions of its teams in `profile.teams`, and of its people."""

    name: str
    lead: str | None
    teams: range
    people: range


def regions_of(profile: Profile) -> tuple[Region, ...]:
    """The levels above teams, each after those below it; none where all teams stand alone."""
    starts = [0]
    for team in profile.teams:
        starts.append(starts[-1] + len(team.reps))

    def region(placed: Placed) -> Region:
        teams = range(starts.index(placed.first), starts.index(placed.until))
        return Region(placed.team.name, placed.team.lead, teams, range(placed.first, placed.until))

    found = [region(placed) for placed in placed_teams(profile) if placed.team.teams]
    return tuple(sorted(found, key=lambda each: (each.teams.stop, -each.teams.start)))


def people_of_teams(profile: Profile) -> dict[str, tuple[int, ...]]:
    """The people of every team and level by its name; of the company, everybody, by no name."""
    named = {placed.team.name: placed.people for placed in placed_teams(profile)}
    return {"": tuple(range(len(profile.reps))), **named}


def _placed(teams: Iterable[Team], path: Path, depth: int, first: int) -> Iterator[Placed]:
    for at, team in enumerate(teams):
        here = (*path, at)
        until = first + sum(len(leaf.reps) for leaf in team.leaves)
        yield Placed(team, here, depth, first, until)
        yield from _placed(team.teams, (*here, "teams"), depth + 1, first)
        first = until
