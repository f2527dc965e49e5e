"""Sheets in which people say what they commit to → the numbers that a goal is made from.

Any table of targets will do (`inputs.targets_table`): a row a person with the year, its quarters or
its months; also a row a person and a single column of amounts, which is the year's.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from salesplan.core.amounts import currency_decimals, to_major
from salesplan.core.calendar import FiscalCalendar, lay_out
from salesplan.core.commitments import Commitments
from salesplan.core.grounds import first_day
from salesplan.core.sales import Sales
from salesplan.core.stints import home_rows, in_stints
from salesplan.errors import Finding, Place, SalesplanError, errors_among
from salesplan.inputs.files import find_files
from salesplan.inputs.targets_plan import Found, People, Target, file_team, shortest_periods
from salesplan.inputs.targets_table import origin_of, read_table
from salesplan.profile import Goal, Profile

_NAMED = 10  # names in one finding


def read_commitments(
    profile: Profile, sales: Sales | None, folder: Path
) -> tuple[dict[tuple[str, str], Commitments], list[Finding]]:
    """The commitments of every goal that is made from some, or compared with some.

    `folder` is that of the profile. Raises `SalesplanError` with all that is wrong with the files.
    """
    wanted = [(goal, file) for goal in profile.goals for file in _files(goal)]
    if not wanted:
        return {}, []
    start = first_day(profile, sales)
    calendar = lay_out(profile.fiscal_year, profile.calendar, start)
    read: dict[tuple[str, str], Commitments] = {}
    findings: list[Finding] = []
    for goal, file in dict.fromkeys((goal.metric, file) for goal, file in wanted):
        settings = next(each for each in profile.goals if each.metric == goal)
        paths, missing = find_files([file], folder)
        if missing:
            raise SalesplanError([*findings, *missing])
        read[goal, file], found = _commitments(profile, settings, calendar, paths, file)
        findings += found
        if settings.commitments == file and not read[goal, file].total:
            values = {"metric": goal, "file": file}
            findings.append(Finding("E492", Place(str(paths[0])), values))
    if errors_among(findings):
        raise SalesplanError(findings)
    return read, findings


def _files(goal: Goal) -> list[str]:
    ways = (goal, *goal.compare)
    return [way.commitments for way in ways if way.commitments is not None]


def _commitments(
    profile: Profile, goal: Goal, calendar: FiscalCalendar, paths: Sequence[Path], name: str
) -> tuple[Commitments, list[Finding]]:
    """What the team commits to in some files, as one."""
    profile = in_stints(profile)
    home = home_rows(profile.reps).tolist()
    decimals, origin = currency_decimals(profile.currency), origin_of(calendar)
    found = Found()
    for path in paths:
        table = read_table(path, None, origin, profile.currency, of_year=True)
        found.targets += table.targets
        found.names += table.names
        found.findings += table.findings
    found.stop_at_errors()
    people = People.of(profile, file_team(paths[0]), found.targets)
    kept = shortest_periods(people, origin, calendar, found, decimals)
    amounts = np.zeros(len(profile.reps), dtype=np.int64)
    committed = np.zeros(len(profile.reps), dtype=np.bool_)
    for at, rep in enumerate(profile.reps):
        for target in kept.get(rep.name, ()) if home[at] == at else ():
            amounts[at] += _in_units(target, goal, decimals, found)
            committed[at] = True
    team = {rep.name for rep in profile.reps}
    found.findings += [
        _stranger(person, mine, decimals) for person, mine in kept.items() if person not in team
    ]
    without = [
        rep.name
        for at, rep in enumerate(profile.reps)
        if home[at] == at and not committed[at] and not rep.vacant
    ]
    if without and len(without) < len(team):
        names = ", ".join(without[:_NAMED]) + (", …" if len(without) > _NAMED else "")
        values = {"metric": goal.metric, "names": names, "people": len(without)}
        found.findings.append(Finding("N495", Place(name), values))
    return Commitments(name, amounts, committed), found.findings


def _in_units(target: Target, goal: Goal, decimals: int, found: Found) -> int:
    """A commitment in minor units of the metric; a count has to be whole."""
    if goal.is_money:
        return target.minor
    whole, rest = divmod(target.minor, int(10**decimals))
    if rest:
        values = {"value": f"{to_major(target.minor, decimals).normalize():f}"}
        found.findings.append(Finding("E125", target.place, values))
    return whole


def _stranger(name: str, mine: Sequence[Target], decimals: int) -> Finding:
    """Somebody who commits to something and is not on the team."""
    amount = to_major(sum(target.minor for target in mine), decimals)
    return Finding("W494", mine[0].place, {"name": name, "amount": f"{amount:,f}"})
