"""What two profiles say differently, field by field.

Fields are named as in the profile; values are as it writes them, "" where there is none. Goals go
by metric, people and teams by name: a new name is a new person, never somebody renamed. Who changes
teams during the year is one person, whose team is written `East → West (2027-07-01)`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel

from salesplan.core.roster import same
from salesplan.core.scenario import written
from salesplan.core.stints import as_one, first_day
from salesplan.profile import Change as Step
from salesplan.profile import Profile, Rep, Team


class Topic(StrEnum):
    """What a change is about."""

    GOALS = "goals"
    PEOPLE = "people"
    TEAMS = "teams"
    LIMITS = "limits"
    WEIGHTS = "weights"
    CALENDAR = "calendar"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Change:
    """A field of `subject` (a metric, a person, a team; "" for the whole) that is different.

    The fields `joined` and `left` have the team as their value.
    """

    topic: Topic
    subject: str
    field: str
    before: str
    after: str


JOINED: Final = "joined"
LEFT: Final = "left"
_WHOLE: Final = (
    ("fiscal_year", Topic.CALENDAR),
    ("calendar", Topic.CALENDAR),
    ("weighting", Topic.WEIGHTS),
    ("skills", Topic.WEIGHTS),
    ("handovers", Topic.PEOPLE),
    ("history", Topic.OTHER),
    ("review", Topic.OTHER),
    ("replan", Topic.OTHER),
)
_LIMITS: Final = ("target", "targets")
_NAMES: Final = frozenset({"name", "reps", "teams", "metric"})


def profile_changes(before: Profile, after: Profile) -> Iterator[Change]:
    """Everything that `after` says differently, but for titles, language and currency."""
    yield from _goals(before, after)
    yield from _teams(before, after)
    yield from _people(before, after)
    for field, topic in _WHOLE:
        yield from _fields(topic, "", field, getattr(before, field), getattr(after, field))


def _goals(before: Profile, after: Profile) -> Iterator[Change]:
    """Fields of the goals that both have."""
    old = {goal.metric: goal for goal in before.goals}
    for goal in after.goals:
        if goal.metric in old:
            yield from _fields(Topic.GOALS, goal.metric, "", old[goal.metric], goal)


def _teams(before: Profile, after: Profile) -> Iterator[Change]:
    old, new = (
        {same(team.name): (team, above) for team, above in _levels(profile.team)}
        for profile in (before, after)
    )
    for key, (team, above) in new.items():
        if key not in old:
            yield Change(Topic.TEAMS, team.name, JOINED, "", above)
    for key, (team, above) in old.items():
        if key not in new:
            yield Change(Topic.TEAMS, team.name, LEFT, above, "")
            continue
        now, over = new[key]
        if above != over:
            yield Change(Topic.TEAMS, team.name, "team", above, over)
        yield from _fields(Topic.TEAMS, team.name, "", team, now)


def _levels(teams: tuple[Team, ...], above: str = "") -> Iterator[tuple[Team, str]]:
    """All teams and levels of teams, each with the name of the level above it."""
    for team in teams:
        yield team, above
        yield from _levels(team.teams, team.name)


def _people(before: Profile, after: Profile) -> Iterator[Change]:
    old, new = _places(before), _places(after)
    for key, (rep, team) in new.items():
        if key not in old:
            yield Change(Topic.PEOPLE, rep.name, JOINED, "", team)
            for said in _of_newcomer(rep):
                yield replace(said, before="")
    for key, (rep, team) in old.items():
        if key not in new:
            yield Change(Topic.PEOPLE, rep.name, LEFT, team, "")
            for said in _of_newcomer(rep):
                yield replace(said, before=said.after, after="")
            continue
        now, other = new[key]
        if team != other:
            yield Change(Topic.PEOPLE, now.name, "team", team, other)
        yield from _fields(Topic.PEOPLE, now.name, "", rep, now)


def _of_newcomer(rep: Rep) -> Iterator[Change]:
    """What is said of somebody who is in one profile only."""
    return _fields(Topic.PEOPLE, rep.name, "", Rep(name=rep.name), rep)


def _places(profile: Profile) -> dict[tuple[str, ...], tuple[Rep, str]]:
    """Everybody as one person, with the teams that they are in."""
    stints: dict[tuple[str, ...], list[tuple[Rep, str]]] = {}
    for team in profile.teams:
        for rep in team.reps:
            stints.setdefault(person_key(rep, team), []).append((rep, team.name))
    return {key: _person(sorted(mine, key=_begun)) for key, mine in stints.items()}


def _begun(stint: tuple[Rep, str]) -> dt.date:
    return first_day(stint[0])


def _person(stints: Sequence[tuple[Rep, str]]) -> tuple[Rep, str]:
    """Stints in the order of their days as one person, and their teams."""
    (first, team), *later = stints
    if not later:
        return first, team
    places = [team, *(f"{name} ({first_day(rep)})" for rep, name in later)]
    whole = as_one([rep for rep, _ in stints])
    steps = tuple(_telling(whole))
    return whole.model_copy(update={"changes": steps}), " → ".join(places)


def _telling(rep: Rep) -> Iterator[Step]:
    """The changes that are some, with what they change: another level or FTE than before."""
    skill, fte = rep.skill, rep.fte
    for step in sorted(rep.changes, key=lambda each: each.from_):
        level = step.skill if step.skill != skill else None
        hours = step.fte if step.fte != fte else None
        if level is not None or hours is not None:
            yield step.model_copy(update={"skill": level, "fte": hours})
        skill, fte = step.skill or skill, step.fte or fte


def person_key(rep: Rep, team: Team) -> tuple[str, ...]:
    """What makes two rows one person's: the name; of a vacant position its team, too."""
    return (same(rep.name), team.name) if rep.vacant else (same(rep.name),)


def _fields(topic: Topic, subject: str, path: str, old: Any, new: Any) -> Iterator[Change]:  # noqa: ANN401
    """The fields in which two values differ, at any depth."""
    old, new = _said(old), _said(new)
    if isinstance(old, dict) or isinstance(new, dict):
        # None where the other side has fields: it has none of them.
        before, after = (each if isinstance(each, dict) else {} for each in (old, new))
        for field in dict.fromkeys((*before, *after)):
            if not path and field in _NAMES:
                continue
            inner = f"{path}.{field}" if path else field
            about = Topic.LIMITS if not path and subject and field in _LIMITS else topic
            yield from _fields(about, subject, inner, before.get(field), after.get(field))
        return
    shown = written(old), written(new)
    if shown[0] != shown[1]:
        yield Change(topic, subject, path, *shown)


def _said(value: Any) -> Any:  # noqa: ANN401
    """A model as the fields that it has; a list without those that say nothing."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {field.alias or name: getattr(value, name) for name, field in fields.items()}
    if isinstance(value, tuple):
        return [_short(each) for each in value] or None
    return None if value == "" else value


def _short(value: Any) -> Any:  # noqa: ANN401
    """An entry of a list, without fields that say nothing."""
    said = _said(value)
    if isinstance(said, dict):
        return {key: short for key, each in said.items() if (short := _short(each)) is not None}
    return said
