"""People who change teams: a row for each of their stints, their days in one team.

Rows with the same name are one person's, whose days do not overlap. The *home row* is the row of
the first of them: the history before the year, and with it the track record, belongs to it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from salesplan.core.roster import match_people, same
from salesplan.core.sales import Sales
from salesplan.profile import Change, Profile, Rep, Team

Ints = npt.NDArray[np.int64]
_Number = TypeVar("_Number", np.int64, np.float64)

_DAYS: Final = 1 << 23  # more than there are days in a calendar


def in_stints(profile: Profile) -> Profile:
    """The profile with a row for each stint, where people change teams; done twice, done once.

    A stint keeps what is said of the person; limits stay with the first and hold for all together.
    The ramp goes on from the person's first day, and who had none needs none in another team.
    A change to a team of which nobody has heard is none: `core.consistency` speaks of it.
    """
    if not any(rep.changes for rep in profile.reps) and not _several(profile.reps):
        return profile
    names = {same(team.name) for team in profile.teams}
    arriving: dict[str, list[Rep]] = defaultdict(list)
    staying: dict[str, list[Rep]] = defaultdict(list)
    for team in profile.teams:
        for rep in team.reps:
            first, *others = stints_of(rep, same(team.name), names)
            staying[same(team.name)].append(first[1])
            for place, stint in others:
                arriving[place].append(stint)
    reps = {
        name: (*staying[name], *sorted(arriving[name], key=lambda rep: (first_day(rep), rep.name)))
        for name in names
    }
    everybody = [rep for group in reps.values() for rep in group]
    begun: dict[str, Rep] = {}
    for rep in sorted(everybody, key=first_day):
        begun.setdefault(same(rep.name), rep)
    teams = tuple(_with_reps(team, reps, begun) for team in profile.team)
    return profile.model_copy(update={"team": teams})


def stints_of(rep: Rep, team: str, teams: Iterable[str]) -> list[tuple[str, Rep]]:
    """The stints that the changes of a person make, with their teams, in the order of their days.

    `team` and `teams` are names as `same` makes them alike.
    """
    found = [(team, rep)]
    if all(change.team is None for change in rep.changes):
        return found
    kept: list[Change] = []
    for change in sorted(rep.changes, key=lambda each: each.from_):
        here, stint = found[-1]
        place = here if change.team is None else same(change.team)
        if place == here or place not in teams:
            kept.append(change)
            continue
        found[-1] = (here, _ended(stint, kept, change.from_))
        found.append((place, _moved(found[-1][1], change, rep)))
        kept = []
    here, stint = found[-1]
    found[-1] = (here, stint.model_copy(update={"changes": tuple(_alone(kept)), "end": rep.end}))
    return found


def as_persons(profile: Profile) -> Profile:
    """The profile with a single row for each person, in their first team, and without vacancies.

    Later stints are changes of level and FTE. For what looks at people and not at their targets.
    """
    reps = profile.reps
    if not any(rep.vacant for rep in reps) and not _several(reps):
        return profile
    rows = rows_of(reps)
    teams, first = [], 0
    for team in profile.teams:
        own = range(first, first + len(team.reps))
        first = own.stop
        people = tuple(
            as_one([reps[row] for row in rows[at]])
            for at in own
            if rows[at][0] == at and not reps[at].vacant
        )
        if people:
            teams.append(team.model_copy(update={"reps": people}))
    return profile.model_copy(update={"team": tuple(teams)})


def as_one(stints: Sequence[Rep]) -> Rep:
    """The stints of a person, in the order of their days, as one with level and FTE of each."""
    first, *later = stints
    changes = list(first.changes)
    for stint in later:
        begun = {"from": first_day(stint), "skill": stint.skill, "fte": stint.fte}
        changes += [Change.model_validate(begun), *stint.changes]
    leave = tuple(dict.fromkeys(days for stint in stints for days in stint.leave))
    update = {"end": stints[-1].end, "changes": tuple(changes), "leave": leave}
    return first.model_copy(update=update) if later else first


def first_day(rep: Rep) -> dt.date:
    """The day from which somebody is there; without one the first of the calendar."""
    return rep.start or dt.date.min


def home_rows(reps: Sequence[Rep]) -> Ints:
    """For each row the position of the same person's home row, shape (people,)."""
    home: dict[str, int] = {}
    for at in sorted(range(len(reps)), key=lambda each: (first_day(reps[each]), each)):
        home.setdefault(same(reps[at].name), at)
    return np.array([home[same(rep.name)] for rep in reps], dtype=np.int64)


def rows_of(reps: Sequence[Rep]) -> tuple[tuple[int, ...], ...]:
    """For each row all rows of the same person, in the order of their days."""
    home = home_rows(reps).tolist()
    rows: dict[int, tuple[int, ...]] = {}
    for at in sorted(range(len(reps)), key=lambda each: (first_day(reps[each]), each)):
        rows[home[at]] = (*rows.get(home[at], ()), at)
    return tuple(rows[first] for first in home)


def row_keys(reps: Sequence[Rep]) -> list[str]:
    """A text for each row that no other has, in whose order ties are settled: mostly the name."""
    home = home_rows(reps)
    return [
        rep.name if home[at] == at else f"{rep.name} {first_day(rep)}"
        for at, rep in enumerate(reps)
    ]


def at_home(table: npt.NDArray[_Number], home: Ints) -> npt.NDArray[_Number]:
    """The table (people, …) with what all stints of a person have in their home row, 0 in others.

    The table itself where everybody has one row.
    """
    if (home == np.arange(len(home))).all():
        return table
    gathered = np.zeros_like(table)
    np.add.at(gathered, home, table[: len(home)])
    gathered[len(home) :] = table[len(home) :]
    return gathered


def owners(profile: Profile, sales: Sales) -> tuple[Ints, tuple[str, ...]]:
    """Whose each row of the sales is, and the names of those who are not on the team.

    A row's number is the position in `profile.reps`, or the number of people plus the position
    among the others, who stand in the order of the alphabet. Of several stints of a person it is
    the one of the day, or the last that had begun by then; before all of them, the first.
    """
    names = [str(name) for name in sales.rows["rep"].cat.categories]
    matched, _ = match_people(profile, names)
    others = tuple(sorted(set(names) - set(matched)))
    people = len(profile.reps)
    row = {name: people + at for at, name in enumerate(others)} | matched
    codes = np.array([row[name] for name in names], dtype=np.int64)
    whose = codes[sales.rows["rep"].cat.codes.to_numpy()]
    home = home_rows(profile.reps)
    if (home == np.arange(people)).all():
        return whose, others
    days = sales.rows["date"].to_numpy().astype("datetime64[D]").astype(np.int64)
    return _on_their_days(whose, days, home, profile.reps), others


def _on_their_days(whose: Ints, days: Ints, home: Ints, reps: Sequence[Rep]) -> Ints:
    """The rows `whose` (sales,), which are home rows, as those of the stints of the days."""
    origin = np.datetime64(0, "D").astype(dt.date).toordinal()
    begun = np.array([first_day(rep).toordinal() for rep in reps], dtype=np.int64)
    begun[home == np.arange(len(reps))] = 0
    keys = home * _DAYS + begun
    order = np.argsort(keys)
    place = np.searchsorted(keys[order], whose * _DAYS + days + origin, "right") - 1
    found: Ints = np.where(whose < len(reps), order[place], whose)
    return found


def _several(reps: Sequence[Rep]) -> bool:
    return len({same(rep.name) for rep in reps}) < len(reps)


def _ended(stint: Rep, changes: Sequence[Change], until: dt.date) -> Rep:
    """The stint up to the day before `until`, with the changes in it."""
    last = until - dt.timedelta(days=1)
    end = last if stint.end is None else min(stint.end, last)
    return stint.model_copy(update={"end": end, "changes": tuple(_alone(changes))})


def _alone(changes: Iterable[Change]) -> Iterator[Change]:
    """Changes of level or FTE, whatever they say of the team that one is in anyway."""
    for change in changes:
        if change.skill is not None or change.fte is not None:
            yield change.model_copy(update={"team": None})


def _moved(before: Rep, change: Change, rep: Rep) -> Rep:
    """The stint in another team: level and FTE as they were, or as the change says."""
    skill, fte = before.skill, before.fte
    for each in (*before.changes, change):
        skill, fte = each.skill or skill, each.fte or fte
    since = rep.since or rep.start
    return rep.model_copy(
        update={
            **{"skill": skill, "fte": fte, "start": change.from_, "end": rep.end},
            **{"since": since, "ramp": () if since is None else rep.ramp},
            **{"changes": (), "target": None, "targets": {}},
        }
    )


def _with_reps(team: Team, reps: dict[str, tuple[Rep, ...]], begun: dict[str, Rep]) -> Team:
    """The team, or the level with all below it, with other people."""
    if team.teams:
        below = tuple(_with_reps(each, reps, begun) for each in team.teams)
        return team.model_copy(update={"teams": below})
    own = tuple(_ramping_on(rep, begun[same(rep.name)]) for rep in reps[same(team.name)])
    return team.model_copy(update={"reps": own})


def _ramping_on(rep: Rep, first: Rep) -> Rep:
    """A later stint with the ramp of the person's first one, unless it says something itself."""
    if rep is first or rep.since is not None or rep.ramp is not None:
        return rep
    began = first.since or first.start
    ramp = () if began is None else first.ramp
    return rep.model_copy(update={"since": began, "ramp": ramp})
