"""What contradicts itself in people who change during the year; what they sell is not looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from salesplan.core.roster import nearest, same
from salesplan.core.stints import first_day, stints_of
from salesplan.core.team_tree import placed_teams
from salesplan.errors import Finding
from salesplan.profile import Change, Handover, Profile, Rep

Path = tuple[str | int, ...]
Located = Iterator[tuple[Path, Finding]]


def stint_contradictions(profile: Profile) -> Located:
    """People in two places at once, changes that cannot be, and handovers of nobody."""
    yield from _twice(profile)
    teams = [team.name for team in profile.teams]
    for placed in placed_teams(profile):
        for row, rep in enumerate(placed.team.reps):
            path: Path = (*placed.path, "reps", row)
            yield from _since(path, rep)
            for at, change in enumerate(rep.changes):
                yield from _change((*path, "changes", at), rep, change, profile, teams)
            yield from _same_day(path, rep)
    names = [rep.name for rep in profile.reps]
    for at, handover in enumerate(profile.handovers):
        yield from _handover(("handovers", at), handover, names)


@dataclass(frozen=True)
class _Stint:
    """The days, both included, that somebody is in a team."""

    team: str
    rep: Rep
    first: dt.date
    last: dt.date


def _twice(profile: Profile) -> Located:
    """Names that stand for a person twice in a team, or in two on the same day."""
    names = {same(team.name): team.name for team in profile.teams}
    seen: dict[str, list[_Stint]] = {}
    for placed in placed_teams(profile):
        for row, rep in enumerate(placed.team.reps):
            before = seen.setdefault(same(rep.name), [])
            mine = [
                _Stint(
                    names.get(team, placed.team.name),
                    stint,
                    first_day(stint),
                    stint.end or dt.date.max,
                )
                for team, stint in stints_of(rep, same(placed.team.name), names)
            ]
            found = _clash(before, mine)
            if found is not None:
                yield (*placed.path, "reps", row, "name"), found
            before += mine


def _clash(before: list[_Stint], mine: list[_Stint]) -> Finding | None:
    """The first that is wrong with stints of one name, if anything; `mine` are of one entry."""
    for at, stint in enumerate(mine):
        for other in (*before, *mine[:at]):
            values = {"name": stint.rep.name, "team": other.team}
            if stint.rep.vacant or other.rep.vacant:
                return Finding("E131", values=values)
            begin = max(stint.first, other.first)
            if begin <= min(stint.last, other.last) and other in before:
                if begin == dt.date.min:
                    return Finding("E131", values=values)
                days = {"other": stint.team, "day": begin.isoformat()}
                return Finding("E170", values={**values, **days})
            if same(stint.team) == same(other.team):
                return Finding("E171", values=values)
    return None


def _since(path: Path, rep: Rep) -> Located:
    if rep.since is not None and (rep.start is None or rep.since > rep.start):
        yield (*path, "since"), Finding("E172", values={"name": rep.name})


def _change(path: Path, rep: Rep, change: Change, profile: Profile, teams: list[str]) -> Located:
    levels = profile.skills.levels
    if change.skill is None and change.fte is None and change.team is None:
        yield path, Finding("E173", values={"name": rep.name})
    if change.skill is not None and change.skill not in levels:
        values = {"level": change.skill, "levels": ", ".join(levels)}
        yield (
            (*path, "skill"),
            Finding("E104", values=values, nearest=nearest(change.skill, levels)),
        )
    if change.team is not None and same(change.team) not in map(same, teams):
        values = {"name": rep.name, "team": change.team, "teams": ", ".join(teams)}
        yield (*path, "team"), Finding("E174", values=values, nearest=nearest(change.team, teams))
    first, last = first_day(rep), rep.end or dt.date.max
    if not first < change.from_ <= last:
        day = change.from_.isoformat()
        yield (*path, "from"), Finding("E175", values={"name": rep.name, "day": day})


def _same_day(path: Path, rep: Rep) -> Located:
    days = [change.from_ for change in rep.changes]
    for at, day in enumerate(days):
        if day in days[:at]:
            values = {"name": rep.name, "day": day.isoformat()}
            yield (*path, "changes", at, "from"), Finding("E176", values=values)


def _handover(path: Path, handover: Handover, names: list[str]) -> Located:
    known = {same(name) for name in names}
    for field, name in (("from", handover.from_), ("to", handover.to)):
        if same(name) not in known:
            yield (
                (*path, field),
                Finding("E177", values={"name": name}, nearest=nearest(name, names)),
            )
    if same(handover.from_) == same(handover.to):
        yield (*path, "to"), Finding("E178", values={"name": handover.to})
    if handover.customers and handover.share is not None:
        yield (*path, "share"), Finding("E179", values={"name": handover.from_})
