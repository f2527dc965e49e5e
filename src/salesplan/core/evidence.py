"""What the history says about a metric: the year's shape, the records, the years before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS, FiscalCalendar
from salesplan.core.capacity import capacities
from salesplan.core.festival import season_ahead
from salesplan.core.history import Past, count, first_counted, in_ones, look_back
from salesplan.core.record import Record, no_record, track_record
from salesplan.core.roster import match_people
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.seasonality import Basis, Seasonality, seasonality, weekday_indices
from salesplan.core.stints import at_home, home_rows
from salesplan.errors import Finding
from salesplan.profile import Goal, Profile, Shape, Source

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_RECORD_MONTHS: Final = 24


@dataclass(frozen=True)
class Before:
    """A past fiscal year of a metric: sales by person and month, the last row for everybody else.

    `complete` says whether the history covers the whole year.
    """

    name: str
    table: Ints
    complete: bool

    @property
    def total(self) -> int:
        """Sum of the year."""
        return int(self.table.sum())


@dataclass(frozen=True)
class Evidence:
    """The history as all metrics share it.

    `person` is the position on the team of each row's person (the number of people for everybody
    else); `capacity` (people, past months) is what each could have carried then. Of a person with
    several rows everything is in the home row.
    """

    sales: Sales
    past: Past
    person: Ints
    capacity: Floats
    findings: tuple[Finding, ...]

    @property
    def record_days(self) -> tuple[dt.date, dt.date]:
        """First day of the months that make a track record of amounts, and the day after them."""
        past = self.past
        bounds = past.bounds[[max(past.first, past.last - _RECORD_MONTHS), past.last]]
        since, until = bounds.astype(object)
        return since, until

    @classmethod
    def of(cls, profile: Profile, sales: Sales, start: dt.date) -> Evidence | None:
        """The history before `start`, the year to plan; None when there is none."""
        rows = sales.rows
        days = np.unique(rows["date"].to_numpy().astype("datetime64[D]"))
        past = look_back(profile.fiscal_year, profile.calendar, start, days)
        if past is None:
            return None
        names = [str(name) for name in rows["rep"].cat.categories]
        matched, findings = match_people(profile, names, days[-1].astype(dt.date))
        people = len(profile.reps)
        position = np.array([matched.get(name, people) for name in names], dtype=np.int64)
        person = position[rows["rep"].cat.codes.to_numpy()]
        findings += _edges(past, days, start)
        if UNASSIGNED in names:
            unowned = int((rows["rep"] == UNASSIGNED).sum())
            if unowned:
                findings.append(Finding("N403", values={"rows": unowned}))
        capacity = np.hstack([capacities(profile, year).capacity for year in past.years])
        capacity = at_home(capacity, home_rows(profile.reps))
        amounts = count(sales, Source.AMOUNT, past, person, people)
        if amounts is not None:
            for row, rep in enumerate(profile.reps):
                # Present since the first sale, or the start; a person without any sale has no
                # record, for that is more often a name spelt differently than a year without sales.
                sold = np.flatnonzero(amounts[0][row])
                if rep.start is None or not len(sold):
                    capacity[row, : sold[0] if len(sold) else capacity.shape[1]] = 0
        return cls(sales, past, person, capacity, tuple(findings))


def shape_and_records(
    profile: Profile,
    settings: Goal,
    calendar: FiscalCalendar,
    past: Evidence | None,
    counted: tuple[Ints, Ints] | None,
) -> tuple[Seasonality, Record, Floats]:
    """The year's shape, the track records and the weekday profile."""
    ahead = calendar.working_days.astype(float)
    people = len(profile.reps)
    if past is None or counted is None:
        return seasonality(np.zeros(0), 0, ahead), no_record(people), np.ones(7)
    table, daily = counted
    first, last = first_counted(settings.resolved_source, past.past), past.past.last
    if settings.seasonality is Shape.WORKING_DAYS:
        season = seasonality(np.zeros(0), 0, ahead)
    else:
        season = season_ahead(
            np.maximum(table[:, first:last].sum(axis=0), 0).astype(float),
            first % MONTHS,
            past.past.working_days[first:last],
            past.past.bounds[first : last + 1],
            calendar,
            profile.calendar.country,
        )
    recent = slice(max(first, last - _RECORD_MONTHS), max(first, last))
    trust = profile.weighting.track_record
    record = track_record(
        table[:people, recent].astype(float),
        past.capacity[:, recent],
        trust if isinstance(trust, str) else float(trust),
    )
    record = record.of_rows(home_rows(profile.reps))
    working = np.concatenate([year.working for year in past.past.years])
    days_of_past = np.concatenate([year.days for year in past.past.years])
    weekday = weekday_indices(daily, (days_of_past.astype(np.int64) + 3) % 7, working)
    return season, record, weekday


def years_before(
    settings: Goal, past: Evidence | None, counted: tuple[Ints, Ints] | None
) -> list[Before]:
    """The past fiscal years of a metric, oldest first."""
    if past is None or counted is None:
        return []
    complete = set(past.past.complete_years())
    source = settings.resolved_source
    return [
        Before(
            year.name,
            in_ones(counted[0][:, at * MONTHS : (at + 1) * MONTHS], source),
            at in complete and at * MONTHS >= first_counted(source, past.past),
        )
        for at, year in enumerate(past.past.years)
    ]


def _edges(past: Past, days: npt.NDArray[np.datetime64], start: dt.date) -> list[Finding]:
    """What of the history is not used for the year's shape."""
    begun = int(np.searchsorted(past.bounds, days[0], "right")) - 1
    inside = days[days < np.datetime64(start, "D")]
    ended = int(np.searchsorted(past.bounds, inside[-1], "right")) - 1
    findings = [
        Finding("N413", values={"month": past.years[at // MONTHS].months[at % MONTHS].key})
        for at in sorted({begun, ended})
        if not past.first <= at < past.last
    ]
    later = len(days) - len(inside)
    if later:
        findings.append(Finding("N414", values={"start": start.isoformat(), "days": later}))
    return findings


def basis_findings(settings: Goal, season: Seasonality) -> list[Finding]:
    """How thin the history is, where it is."""
    if settings.seasonality is Shape.WORKING_DAYS or season.basis is Basis.YEARS:
        return []
    code = "N415" if season.basis is Basis.ONE_YEAR else "N416"
    return [metric_finding(code, settings, months=season.months)]


def metric_finding(code: str, settings: Goal, **values: object) -> Finding:
    """A finding about a metric."""
    return Finding(code, values={"metric": settings.metric, **values})
