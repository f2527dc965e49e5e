"""Targets by person and period → a `Plan` that can be reviewed.

Where somebody has a period and its parts, the parts count. People are present exactly in the
periods for which they have a target. Months are counted as in `period_names`; amounts are in minor
units.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

from salesplan.core.amounts import currency_decimals, to_major
from salesplan.core.apportion import split
from salesplan.core.calendar import MONTHS, FiscalCalendar, lay_out, year_start
from salesplan.core.plan import MetricPlan, Plan
from salesplan.core.record import no_record
from salesplan.core.roster import same
from salesplan.core.seasonality import Basis, Seasonality
from salesplan.core.stints import first_day
from salesplan.errors import Finding, Place, SalesplanError, errors_among
from salesplan.inputs.arrays import Ints
from salesplan.inputs.period_names import Span
from salesplan.inputs.raw import BOOKS, TEXTS
from salesplan.profile import (
    Calendar,
    DateRange,
    FiscalYear,
    Goal,
    History,
    Pattern,
    Profile,
    Rep,
    Skills,
    Team,
)

_METRIC: Final = "revenue"
_LONGEST_TEAM: Final = 60
_LARGEST: Final = 10**15  # what a goal may be, in the main unit


@dataclass
class Found:
    """What the sheets of a file hold; `names` are all people, with a target or without.

    `currencies` are those that all signs in the cells may stand for, None without any sign.
    """

    targets: list[Target] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    currencies: frozenset[str] | None = None

    def stop_at_errors(self) -> None:
        """Raises `SalesplanError` with all findings where there are errors among them."""
        if errors_among(self.findings):
            raise SalesplanError(self.findings)


@dataclass(frozen=True, slots=True)
class Target:
    """A filled cell: who, for which months, how much."""

    name: str
    team: str
    span: Span
    minor: int
    place: Place


def year_of(
    year: FiscalYear, calendar: Calendar, day: dt.date
) -> tuple[FiscalYear, FiscalCalendar]:
    """The fiscal year that contains a day, by the rule of `year`."""
    if year.start is None:
        start = dt.date(day.year, 1, 1)
        year = year.model_copy(update={"start": start})
        return year, lay_out(year, calendar, start)
    near = day.year - year.start.year
    for offset in (0, near, near - 1, near + 1):
        start = year_start(year, year.start, offset) if offset else year.start
        laid = lay_out(year, calendar, start)
        if laid.start <= day < laid.end:
            break
    if not offset:
        return year, laid
    anchor = year.anchor or f"{year.start:%m-%d}"
    update: dict[str, object] = {"start": start, "name": None, "weeks": None}
    if year.pattern is not Pattern.CALENDAR:
        update["anchor"] = anchor
    year = year.model_copy(update=update)
    return year, lay_out(year, calendar, start)


def file_team(path: Path) -> str:
    """The file's name without its ending."""
    name = path.name
    ending = next((end for end in (*TEXTS[::-1], *BOOKS) if name.lower().endswith(end)), "")
    return name[: len(name) - len(ending)]


@dataclass(frozen=True)
class People:
    """Everybody in the table: a person of the base by any spelling, or a name of its own.

    `key_of` maps names, as `same` makes them alike, to the spelling that stands for the person.
    """

    key_of: Mapping[str, str]
    known: Mapping[str, Rep]
    base_teams: tuple[Team, ...]
    team_of: Mapping[str, str]

    @classmethod
    def of(cls, base: Profile | None, file_team: str, targets: Iterable[Target]) -> People:
        """Everybody with a target, with what the base knows of them."""
        known: dict[str, Rep] = {}
        for rep in sorted(base.reps, key=first_day) if base else ():
            known.setdefault(rep.name, rep)  # of several stints the first stands for the person
        known = {rep.name: known[rep.name] for rep in base.reps} if base else {}
        key_of = {
            same(spelling): rep.name
            for rep in known.values()
            for spelling in (rep.name, *rep.aliases)
        }
        team_of: dict[str, str] = {}
        for target in targets:
            key = key_of.setdefault(same(target.name), target.name)
            team_of.setdefault(key, (target.team or file_team)[:_LONGEST_TEAM])
        return cls(key_of, known, base.team if base else (), team_of)

    def key(self, name: str) -> str:
        """The spelling that stands for the person."""
        return self.key_of.get(same(name), name)

    def teams(self, reps: Mapping[str, Rep]) -> tuple[Team, ...]:
        """Those who have `reps`, in the order of the base, then of the table."""
        members: dict[str, list[Rep]] = {team.name: [] for team in self.base_teams}
        for team in self.base_teams:
            members[team.name] += [
                reps[rep.name]
                for rep in team.reps
                if rep.name in reps and self.known[rep.name] is rep
            ]
        for name, rep in reps.items():
            if name not in self.known:
                members.setdefault(self.team_of[name], []).append(rep)
        leads = {team.name: team.lead for team in self.base_teams}
        return tuple(
            Team(name=name, lead=leads.get(name), reps=tuple(group))
            for name, group in members.items()
            if group
        )


def shortest_periods(
    people: People, origin: int, calendar: FiscalCalendar, found: Found, decimals: int
) -> dict[str, list[Target]]:
    """Each person's targets of the year, without totals of others that are there."""
    turn = origin % MONTHS
    year = Span(origin, MONTHS)
    inside: dict[str, dict[Span, Target]] = defaultdict(dict)
    twice: dict[str, list[tuple[Target, Target]]] = defaultdict(list)
    other = sorted({(t.span.first - turn) // MONTHS for t in found.targets} - {origin // MONTHS})
    years = ", ".join(str(number) for number in other)
    for target in found.targets:
        if year.covers(target.span):
            key = people.key(target.name)
            first = inside[key].setdefault(target.span, target)
            if first is not target:
                twice[key].append((first, target))
    found.findings += [_two(pairs, turn) for pairs in twice.values()]
    if not inside:
        values = {"year": calendar.name, "years": years}
        raise SalesplanError([*found.findings, Finding("E451", found.targets[0].place, values)])
    if other:
        values = {"year": calendar.name, "years": years}
        found.findings.append(Finding("N472", values=values))
    absent = [name for name in dict.fromkeys(found.names) if people.key(name) not in inside]
    if absent:
        values = {"year": calendar.name, "names": ", ".join(absent)}
        found.findings.append(Finding("N475", values=values))
    totals: dict[str, None] = {}
    kept = {
        name: _parts(list(mine.values()), turn, decimals, found, totals)
        for name, mine in inside.items()
    }
    if totals:
        found.findings.append(Finding("N474", values={"periods": ", ".join(totals)}))
    return kept


def _two(pairs: list[tuple[Target, Target]], turn: int) -> Finding:
    """All targets that a person has twice, as one finding about the first."""
    first, second = pairs[0]
    period, row = second.span.key(turn), first.place.row
    values = {"name": second.name, "period": period, "row": row}
    return Finding("E452", second.place, values, count=len(pairs))


def _parts(
    mine: list[Target], turn: int, decimals: int, found: Found, totals: dict[str, None]
) -> list[Target]:
    """The shortest periods of a person; longer ones that contain some of them are `totals`."""
    kept: list[Target] = []
    for target in sorted(mine, key=lambda each: each.span.months):
        parts = [part for part in kept if target.span.covers(part.span)]
        if not parts:
            kept.append(target)
            continue
        key = target.span.key(turn)
        totals[key] = None
        added = sum(part.minor for part in parts)
        if abs(added - target.minor) > len(parts):  # each was rounded by less than one unit
            sums = {"total": to_major(target.minor, decimals), "parts": to_major(added, decimals)}
            values = {"name": target.name, "period": key, **sums}
            found.findings.append(Finding("W460", target.place, values))
    return kept


def month_table(
    people: People,
    kept: Mapping[str, list[Target]],
    origin: int,
    calendar: FiscalCalendar,
    found: Found,
) -> tuple[dict[str, Ints], dict[str, set[int]]]:
    """Each person's targets by month, shape (12,), and the months in which they have one."""
    order = [name for name in people.known if name in kept]
    order += [name for name in kept if name not in people.known]
    table = {name: np.zeros(MONTHS, dtype=np.int64) for name in order}
    held: dict[str, set[int]] = {name: set() for name in order}
    for name in order:
        for target in kept[name]:
            first = target.span.first - origin
            part = slice(first, first + target.span.months)
            days = calendar.working_days[part]
            if not days.any():
                values = {"name": name, "period": target.span.key(origin % MONTHS)}
                found.findings.append(Finding("E457", target.place, values))
                continue
            table[name][part] = split(target.minor, days)
            held[name] |= set(range(part.start, part.stop))
    return table, held


def plan_of(
    base: Profile | None,
    currency: str,
    year: FiscalYear,
    calendar: FiscalCalendar,
    people: People,
    table: Mapping[str, Ints],
    held: Mapping[str, set[int]],
) -> Plan:
    """The plan of the people in `table`."""
    decimals = currency_decimals(currency)
    total = sum(int(value) for row in table.values() for value in row)
    if total >= _LARGEST * 10**decimals:
        raise SalesplanError(Finding("E459"))
    levels = (base.skills if base else Skills()).levels
    skill = str(Rep.model_fields["skill"].default)
    skill = skill if skill in levels else next(iter(levels))
    reps = {
        name: _rep(people.known.get(name) or Rep(name=name, skill=skill), held[name], calendar)
        for name in table
    }
    teams = people.teams(reps)
    before = next((goal for goal in base.goals if goal.metric == _METRIC), None) if base else None
    goal = Goal(
        metric=_METRIC,
        label=before.label if before else None,
        annual=to_major(total, decimals) or None,
    )
    update = {"fiscal_year": year, "goals": (goal,), "team": teams, "history": History()}
    profile = (
        base.model_copy(update=update)
        if base
        else Profile(currency=currency, fiscal_year=year, goals=(goal,), team=teams)
    )
    targets = np.array([table[rep.name] for rep in profile.reps], dtype=np.int64)
    findings = _estimate(profile, calendar)
    metric = _metric(goal, decimals, calendar, targets)
    return Plan(profile, calendar, (metric,), findings, of_table=True)


def _estimate(profile: Profile, calendar: FiscalCalendar) -> tuple[Finding, ...]:
    last = calendar.end - dt.timedelta(days=1)
    values = {"country": profile.calendar.country, "year": last.year}
    return (Finding("W410", values=values),) if calendar.estimated else ()


def _rep(rep: Rep, held: set[int], calendar: FiscalCalendar) -> Rep:
    """The person, there in the months `held` and in no other."""
    starts, one = calendar.month_starts, dt.timedelta(days=1)
    first, last = min(held), max(held)
    leave = tuple(
        DateRange.model_validate({"from": starts[before + 1], "to": starts[after] - one})
        for before, after in pairwise(sorted(held))
        if after > before + 1
    )
    return rep.model_copy(
        update={
            "start": starts[first] if first else None,
            "end": starts[last + 1] - one if last + 1 < MONTHS else None,
            "leave": leave,
            "ramp": (),
        }
    )


def _metric(goal: Goal, decimals: int, calendar: FiscalCalendar, targets: Ints) -> MetricPlan:
    months = targets.sum(axis=0)
    total = int(months.sum())
    weights = (months if total else calendar.working_days).astype(np.float64)
    season = Seasonality(
        Basis.WORKING_DAYS, np.ones(MONTHS), weights / weights.sum(), shrinkage=1.0, months=0
    )
    return MetricPlan(
        goal,
        decimals,
        total,
        total,
        season,
        np.ones(7),
        no_record(len(targets)),
        months,
        targets,
        growth_base=None,
        last_year=None,
    )
