"""Contradictions in a profile that take more than one field to see.

Each finding comes with the path of the field it is about, as in `("team", 0, "reps", 2, "skill")`,
so that a reader of a file can say on which line it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from salesplan.core.amounts import currency_decimals, to_minor
from salesplan.core.calendar import has_holidays, known_countries, lay_out, year_number
from salesplan.core.level_contradictions import level_contradictions
from salesplan.core.limit_contradictions import limit_contradictions
from salesplan.core.roster import nearest, same
from salesplan.core.small_limits import MOST_PER_CENT, SMALL, small_limits
from salesplan.core.stint_contradictions import stint_contradictions
from salesplan.core.team_tree import placed_teams
from salesplan.errors import Finding
from salesplan.profile import (
    DateRange,
    Goal,
    LongTerm,
    Pattern,
    Profile,
    Rep,
    Source,
    Way,
)
from salesplan.profile.spellings import METRICS

_ALIKE: Final = 80
"""How similar, of 100, the name of a metric of one's own is to one that is counted."""

Path = tuple[str | int, ...]
Located = Iterator[tuple[Path, Finding]]


def contradictions(profile: Profile) -> list[tuple[Path, Finding]]:
    """Everything in a profile that contradicts itself, in the order of the profile."""
    return [
        *_fiscal_year(profile),
        *_calendar(profile),
        *_history(profile),
        *_goals(profile),
        *_people(profile),
        *_bands(profile),
    ]


def share_or_amount(value: Decimal) -> bool:
    """Whether a fixed part is a share of the year (`22%`, `0.22`) rather than a number."""
    return 0 <= value <= 1 and value != 1


def _fiscal_year(profile: Profile) -> Located:
    year = profile.fiscal_year
    calendar = year.pattern is Pattern.CALENDAR
    if calendar and year.start is not None and year.start.day > 28:
        yield (
            ("fiscal_year", "start"),
            Finding("E110", values={"start": year.start.isoformat()}),
        )
    for field in ("weeks", "anchor"):
        if calendar and getattr(year, field) is not None:
            yield ("fiscal_year", field), Finding("E111", values={"field": field})
    if not calendar and year.start is None:
        yield ("fiscal_year", "pattern"), Finding("E112", values={"pattern": year.pattern.value})
    if year.anchor is not None:
        month, day = (int(part) for part in year.anchor.split("-"))
        try:
            dt.date(2024, month, day)
        except ValueError:
            yield ("fiscal_year", "anchor"), Finding("E113", values={"anchor": year.anchor})


def _calendar(profile: Profile) -> Located:
    calendar = profile.calendar
    if calendar.country is not None:
        yield from _country(calendar.country, calendar.subdivision)
    elif calendar.subdivision:
        yield (
            ("calendar", "subdivision"),
            Finding("E116", values={"subdivision": calendar.subdivision}),
        )
    for kind in ("closed", "open"):
        for at, period in enumerate(getattr(calendar, kind)):
            yield from _backwards(("calendar", kind, at), period)
    closed = {day for period in calendar.closed for day in period.days()}
    for at, period in enumerate(calendar.open):
        both = closed.intersection(period.days())
        if both:
            yield ("calendar", "open", at), Finding("E117", values={"day": min(both).isoformat()})


def _country(country: str, subdivision: str | None) -> Located:
    if has_holidays(country, subdivision):
        return
    countries = known_countries()
    if country not in countries:
        values = {"country": country}
        near = nearest(country, countries, 50)
        yield ("calendar", "country"), Finding("E114", values=values, nearest=near)
    else:
        known = ", ".join(countries[country]) or "–"
        values = {"subdivision": str(subdivision), "country": country, "known": known}
        yield ("calendar", "subdivision"), Finding("E115", values=values)


def _backwards(path: Path, period: DateRange) -> Located:
    if period.to < period.from_:
        yield (
            path,
            Finding("E118", values={"from": period.from_.isoformat(), "to": period.to.isoformat()}),
        )


def _history(profile: Profile) -> Located:
    history = profile.history
    count = history.count
    left_out = {same(state) for state in count.without}
    for field in ("only", "negative"):
        for at, state in enumerate(getattr(count, field)):
            if same(state) in left_out:
                path: Path = ("history", "count", field, at)
                yield path, Finding("E148", values={"state": state, "field": field})
    if profile.currency in history.rates:
        path = ("history", "rates", profile.currency)
        yield path, Finding("E149", values={"currency": profile.currency})
    if any(sign.isalnum() or sign.isspace() for sign in history.separators):
        path = ("history", "separators")
        yield path, Finding("E150", values={"separators": history.separators})


def _goals(profile: Profile) -> Located:
    seen: dict[str, int] = {}
    for at, goal in enumerate(profile.goals):
        if seen.setdefault(goal.metric.casefold(), at) != at:
            yield ("goals", at, "metric"), Finding("E120", values={"metric": goal.metric})
        yield from _ways(profile, at, goal)
        yield from _units(profile, at, goal)
        yield from _quarters(at, goal)
        yield from _small_parts(at, goal)
        yield from _own_metric(at, goal)
        if goal.over_assignment > Decimal("0.1"):
            yield (
                ("goals", at, "over_assignment"),
                Finding(
                    "W123",
                    values={"metric": goal.metric, "share": f"{goal.over_assignment:.0%}"},
                ),
            )


def _ways(profile: Profile, at: int, goal: Goal) -> Located:
    """What is wrong with the ways to the goal's number, its own and those to compare."""
    own: Path = ("goals", at)
    ways: list[tuple[Path, Way]] = [(own, goal)]
    ways += [((*own, "compare", which), way) for which, way in enumerate(goal.compare)]
    for path, way in ways:
        if not way.deciding:
            yield path, Finding("E121", values={"metric": goal.metric})
        elif len(way.deciding) > 1:
            values = {"metric": goal.metric, "fields": ", ".join(way.deciding)}
            yield (*path, way.deciding[1].value), Finding("E122", values=values)
        if way.drivers is not None and goal.resolved_source is not Source.AMOUNT:
            yield (*path, "drivers"), Finding("E151", values={"metric": goal.metric})
        if way.long_term is not None:
            yield from _long_term((*path, "long_term"), profile, way.long_term)


def _long_term(path: Path, profile: Profile, goal: LongTerm) -> Located:
    year = profile.fiscal_year
    if year.start is None:
        return  # which year is planned, only the history will tell
    planned = year_number(lay_out(year, profile.calendar, year.start))
    if goal.year < planned:
        values = {"year": goal.year, "planned": planned}
        yield (*path, "year"), Finding("E152", values=values)


def _units(profile: Profile, at: int, goal: Goal) -> Located:
    decimals = currency_decimals(profile.currency) if goal.is_money else 0
    fields = {"annual": goal.annual, "unit": goal.unit, "daily_unit": goal.daily_unit}
    fixed = {name: value for name, value in goal.quarters.items() if not share_or_amount(value)}
    numbers: list[tuple[Path, Decimal | None]] = [
        ((field,), value) for field, value in fields.items()
    ]
    numbers += [(("quarters", field), value) for field, value in fixed.items()]
    numbers += [
        (("months", key), value) for key, value in goal.months.items() if not share_or_amount(value)
    ]
    numbers += [
        (("compare", which, "annual"), way.annual) for which, way in enumerate(goal.compare)
    ]
    if goal.long_term is not None:
        numbers.append((("long_term", "annual"), goal.long_term.annual))
    for field, value in numbers:
        if value is None:
            continue
        path: Path = ("goals", at, *field)
        try:
            to_minor(value, decimals)
        except ValueError:
            yield (
                path,
                Finding(
                    "E124" if goal.is_money else "E125",
                    values={"value": str(value), "currency": profile.currency},
                ),
            )


def _quarters(at: int, goal: Goal) -> Located:
    for field in ("quarters", "months"):
        said: dict[str, Decimal] = getattr(goal, field)
        for name, value in said.items():
            if value < 0:
                yield ("goals", at, field, name), Finding("E126", values={"quarter": name})
    shares = [value for value in goal.quarters.values() if share_or_amount(value)]
    amounts = [value for value in goal.quarters.values() if not share_or_amount(value)]
    total = sum(shares, Decimal(0))
    if goal.annual is not None:
        total += sum(amounts, Decimal(0)) / goal.annual
    values = {"metric": goal.metric, "total": f"{_plain(total * 100)}%"}
    if total > 1:
        yield ("goals", at, "quarters"), Finding("E127", values=values)
    elif len(goal.quarters) == 4 and (total != 1 and (not amounts or goal.annual is not None)):
        yield ("goals", at, "quarters"), Finding("E128", values=values)


def _small_parts(at: int, goal: Goal) -> Located:
    """Fixed amounts that are hardly anything of the goal: 22 where 22% is meant."""
    if goal.annual is None:
        return
    for field in ("quarters", "months"):
        said: dict[str, Decimal] = getattr(goal, field)
        for name, value in said.items():
            found = small_part(goal, name, value, goal.annual)
            if found is not None:
                yield ("goals", at, field, name), found


def small_part(goal: Goal, name: str, value: Decimal, whole: Decimal) -> Finding | None:
    """What there is to say of a fixed part of a goal of `whole`: an error where it cannot be meant.

    Amounts are in main units.
    """
    if share_or_amount(value) or value < 0 or value >= whole * SMALL:
        return None
    per_cent_meant = goal.is_money and value <= MOST_PER_CENT
    values = {
        "metric": goal.metric,
        "period": name,
        "value": f"{value:,f}",
        "goal": f"{whole:,f}",
        "part": f"{Decimal(f'{value / whole * 100:.1g}'):f}%",
    }
    return Finding("E193" if per_cent_meant else "W193", values=values)


def _own_metric(at: int, goal: Goal) -> Located:
    """A metric that nothing in the history counts for, and that sounds like one of those it does.

    Nothing is said where `source` or `kind` shows that it is meant.
    """
    if goal.resolved_source is not Source.NONE or goal.source or goal.kind:
        return
    spellings = {each: metric for metric, others in METRICS.items() for each in (metric, *others)}
    near = nearest(goal.metric, spellings, _ALIKE)
    if near is not None:
        values = {"metric": goal.metric, "known": spellings[near]}
        yield ("goals", at, "metric"), Finding("W195", values=values)


def _plain(value: Decimal) -> str:
    return format(round(value, 4).normalize(), "f")


def _people(profile: Profile) -> Located:
    teams: set[str] = set()
    for placed in placed_teams(profile):
        team = placed.team
        if same(team.name) in teams:
            yield (*placed.path, "name"), Finding("E130", values={"team": team.name})
        teams.add(same(team.name))
        for row, rep in enumerate(team.reps):
            path: Path = (*placed.path, "reps", row)
            yield from _rep(path, rep, profile)
    yield from stint_contradictions(profile)
    yield from _aliases(profile)
    yield from limit_contradictions(profile)
    yield from small_limits(profile)
    yield from level_contradictions(profile)


def _rep(path: Path, rep: Rep, profile: Profile) -> Located:
    levels = profile.skills.levels
    if rep.skill not in levels:
        yield (
            (*path, "skill"),
            Finding(
                "E104",
                values={"level": rep.skill, "levels": ", ".join(levels)},
                nearest=nearest(rep.skill, levels),
            ),
        )
    if rep.start is not None and rep.end is not None and rep.end < rep.start:
        yield (
            (*path, "end"),
            Finding(
                "E132",
                values={
                    "name": rep.name,
                    "start": rep.start.isoformat(),
                    "end": rep.end.isoformat(),
                },
            ),
        )
    if rep.ramp and rep.start is None:
        yield (*path, "ramp"), Finding("E133", values={"name": rep.name})
    for at, leave in enumerate(rep.leave):
        yield from _backwards((*path, "leave", at), leave)
        outside = (rep.start is not None and leave.to < rep.start) or (
            rep.end is not None and leave.from_ > rep.end
        )
        if outside:
            yield (
                (*path, "leave", at),
                Finding(
                    "E134",
                    values={
                        "name": rep.name,
                        "from": leave.from_.isoformat(),
                        "to": leave.to.isoformat(),
                    },
                ),
            )


def _bands(profile: Profile) -> Located:
    bands = profile.review
    if bands.at_risk > bands.on_track:
        values = {
            "at_risk": f"{_plain(bands.at_risk * 100)}%",
            "on_track": f"{_plain(bands.on_track * 100)}%",
        }
        yield ("review", "at_risk"), Finding("E147", values=values)


def _aliases(profile: Profile) -> Located:
    owner = {same(rep.name): rep.name for rep in profile.reps}
    for placed in placed_teams(profile):
        for row, rep in enumerate(placed.team.reps):
            for which, alias in enumerate(rep.aliases):
                other = owner.setdefault(same(alias), rep.name)
                if other != rep.name:
                    yield (
                        (*placed.path, "reps", row, "aliases", which),
                        Finding("E135", values={"alias": alias, "name": rep.name, "other": other}),
                    )
