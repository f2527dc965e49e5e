"""From a goal to targets: for each metric an exact table people × months.

Time first, people second, days last: the year's goal falls into months by season and working days,
each month falls to people by capacity, each person's month falls into days by presence. Quarters,
half-years, years and teams are sums of the table; weeks are sums of days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import currency_decimals, round_minor, to_major, to_minor
from salesplan.core.apportion import split, split_table, spread
from salesplan.core.calendar import MONTHS, FiscalCalendar, lay_out
from salesplan.core.capacity import Capacity, capacities
from salesplan.core.consistency import share_or_amount
from salesplan.core.history import Past, count, first_counted, in_ones, look_back
from salesplan.core.record import Record, no_record, track_record
from salesplan.core.roster import match_people
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.seasonality import Basis, Seasonality, seasonality, weekday_indices
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Goal, Profile, Shape, Source

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_RECORD_MONTHS = 24
_ONE_YEAR_BACK = -1


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
class MetricPlan:
    """The targets of one metric, in minor units (money) or ones (counts).

    `goal` is the organisation's number, `assigned` what the people's targets add up to (the goal
    plus over-assignment), `months` (12,) and `targets` (people, 12) its parts. `weekday` are the
    seven indices by which a month falls into days. `growth_base` is the year that a growth rate
    was applied to, `last_year` the year before the one planned.
    """

    settings: Goal
    decimals: int
    goal: int
    assigned: int
    season: Seasonality
    weekday: Floats
    record: Record
    months: Ints
    targets: Ints
    growth_base: Before | None
    last_year: Before | None

    def major(self, minor: int) -> Decimal:
        """A number of this metric in its main unit."""
        return to_major(minor, self.decimals)

    @property
    def is_money(self) -> bool:
        """Whether the metric is in the profile's currency."""
        return self.settings.is_money


@dataclass(frozen=True)
class Plan:
    """Targets for a team and a fiscal year, with everything needed to explain them."""

    profile: Profile
    calendar: FiscalCalendar
    metrics: tuple[MetricPlan, ...]
    findings: tuple[Finding, ...] = ()

    @cached_property
    def capacity(self) -> Capacity:
        """Capacities before track record."""
        return capacities(self.profile, self.calendar)

    @cached_property
    def team_of(self) -> tuple[int, ...]:
        """Position of each person's team."""
        return tuple(at for at, team in enumerate(self.profile.team) for _ in team.reps)

    def daily(self, metric: MetricPlan) -> Ints:
        """Targets by day, shape (people, days of the year)."""
        weekday = (self.calendar.days.astype(np.int64) + 3) % 7
        weights = self.capacity.presence * metric.weekday[weekday]
        unit = to_minor(metric.settings.daily_unit, metric.decimals)
        days = np.zeros(weights.shape, dtype=np.int64)
        bounds = self.calendar.month_bounds
        for month in range(MONTHS):
            part = slice(int(bounds[month]), int(bounds[month + 1]))
            days[:, part] = spread(metric.targets[:, month], weights[:, part], unit)
        return days

    def weekly(self, metric: MetricPlan) -> Ints:
        """Targets by week, shape (people, weeks of the year)."""
        changes = np.flatnonzero(np.diff(self.calendar.week_of_day, prepend=-1))
        weeks: Ints = np.add.reduceat(self.daily(metric), changes, axis=1)
        return weeks


def build_plan(profile: Profile, sales: Sales | None = None) -> Plan:
    """The plan for a profile and a history of sales (none: targets by working days alone).

    Raises `SalesplanError` with every reason why there can be no plan.
    """
    start = _start(profile, sales)
    calendar = lay_out(profile.fiscal_year, profile.calendar, start)
    findings: list[Finding] = []
    if calendar.estimated:
        last = calendar.end - dt.timedelta(days=1)
        values = {"country": profile.calendar.country, "year": last.year}
        findings.append(Finding("W410", values=values))
    capacity = capacities(profile, calendar)
    findings += _absent(profile, calendar, capacity)
    past = _Past.of(profile, sales, start) if sales is not None else None
    if past is not None:
        findings += past.findings
    else:
        findings.append(Finding("N411"))
    metrics = []
    for goal in profile.goals:
        metric, found = _plan_metric(profile, goal, calendar, capacity, past)
        metrics.append(metric)
        findings += found
    return Plan(profile, calendar, tuple(metrics), tuple(findings))


@dataclass(frozen=True)
class _Past:
    """The history as all metrics share it."""

    sales: Sales
    past: Past
    person: Ints
    capacity: Floats
    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, profile: Profile, sales: Sales, start: dt.date) -> _Past | None:
        rows = sales.rows
        days = np.unique(rows["date"].to_numpy().astype("datetime64[D]"))
        past = look_back(profile.fiscal_year, profile.calendar, start, days)
        if past is None:
            return None
        names = [str(name) for name in rows["rep"].cat.categories]
        matched, findings = match_people(profile, names)
        people = len(profile.reps)
        position = np.array([matched.get(name, people) for name in names], dtype=np.int64)
        person = position[rows["rep"].cat.codes.to_numpy()]
        findings += _edges(past, days, start)
        if UNASSIGNED in names:
            unowned = int((rows["rep"] == UNASSIGNED).sum())
            if unowned:
                findings.append(Finding("N403", values={"rows": unowned}))
        capacity = np.hstack([capacities(profile, year).capacity for year in past.years])
        amounts = count(sales, Source.AMOUNT, past, person, people)
        if amounts is not None:
            for row, rep in enumerate(profile.reps):
                # Present since the first sale, or the start; a person without any sale has no
                # record, for that is more often a name spelt differently than a year without sales.
                sold = np.flatnonzero(amounts[0][row])
                if rep.start is None or not len(sold):
                    capacity[row, : sold[0] if len(sold) else capacity.shape[1]] = 0
        return cls(sales, past, person, capacity, tuple(findings))


def _plan_metric(
    profile: Profile,
    settings: Goal,
    calendar: FiscalCalendar,
    capacity: Capacity,
    past: _Past | None,
) -> tuple[MetricPlan, list[Finding]]:
    """One metric of the plan."""
    findings: list[Finding] = []
    decimals = currency_decimals(profile.currency) if settings.is_money else 0
    people = len(profile.reps)
    counted = None
    if past is not None and settings.resolved_source is not Source.NONE:
        counted = count(past.sales, settings.resolved_source, past.past, past.person, people)
        if counted is None:
            findings.append(_metric_finding("W412", settings))
    season, record, weekday = _evidence(profile, settings, calendar, past, counted)
    before = _years_before(settings, past, counted)
    base = next((year for year in reversed(before) if year.complete), None)
    findings += _basis_findings(settings, season)
    goal = _goal(settings, decimals, base, before, findings)
    assigned = goal + round_minor(goal * settings.over_assignment)
    weights = capacity.capacity * record.factor[:, None]
    months = _months(settings, decimals, goal, assigned, season, weights.sum(axis=0) > 0)
    targets = _targets(profile, settings, decimals, months, weights)
    return (
        MetricPlan(
            settings,
            decimals,
            goal,
            assigned,
            season,
            weekday,
            record,
            months,
            targets,
            base if settings.growth is not None else None,
            before[-1] if before else None,
        ),
        findings,
    )


def _evidence(
    profile: Profile,
    settings: Goal,
    calendar: FiscalCalendar,
    past: _Past | None,
    counted: tuple[Ints, Ints] | None,
) -> tuple[Seasonality, Record, Floats]:
    """The year's shape, the track records and the weekday profile."""
    ahead = calendar.working_days.astype(float)
    people = len(profile.reps)
    if past is None or counted is None:
        return seasonality(np.zeros(0), 0, ahead), no_record(people), np.ones(7)
    table, daily = counted
    first, last = first_counted(settings.resolved_source, past.past), past.past.last
    days = np.maximum(past.past.working_days[first:last], 1)
    rates = table[:, first:last].sum(axis=0) / days
    if settings.seasonality is Shape.WORKING_DAYS:
        rates = rates[:0]
    season = seasonality(np.maximum(rates, 0), first % MONTHS, ahead)
    recent = slice(max(first, last - _RECORD_MONTHS), max(first, last))
    trust = profile.weighting.track_record
    record = track_record(
        table[:people, recent].astype(float),
        past.capacity[:, recent],
        trust if trust == "auto" else float(trust),
    )
    working = np.concatenate([year.working for year in past.past.years])
    days_of_past = np.concatenate([year.days for year in past.past.years])
    weekday = weekday_indices(daily, (days_of_past.astype(np.int64) + 3) % 7, working)
    return season, record, weekday


def _years_before(
    settings: Goal, past: _Past | None, counted: tuple[Ints, Ints] | None
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


def _goal(
    settings: Goal,
    decimals: int,
    base: Before | None,
    before: list[Before],
    findings: list[Finding],
) -> int:
    """The year's goal in minor units."""
    if settings.annual is not None:
        return to_minor(settings.annual, decimals)
    if base is None or base.total <= 0:
        raise SalesplanError(_metric_finding("E420", settings))
    unit = to_minor(settings.unit, decimals)
    grown = base.total * (1 + (settings.growth or Decimal(0)))
    if base is not before[-1]:
        findings.append(_metric_finding("W421", settings, base=base.name, latest=before[-1].name))
    return round_minor(grown / unit) * unit


def _months(
    settings: Goal,
    decimals: int,
    goal: int,
    assigned: int,
    season: Seasonality,
    staffed: npt.NDArray[np.bool_],
) -> Ints:
    """What all people together are to reach in each month."""
    unit = to_minor(settings.unit, decimals)
    weights = season.shares * staffed
    fixed = _fixed_quarters(settings, decimals, goal, assigned, unit)
    months = np.zeros(MONTHS, dtype=np.int64)
    free = np.ones(MONTHS, dtype=bool)
    for quarter, amount in fixed.items():
        part = slice(quarter * 3, quarter * 3 + 3)
        free[part] = False
        if amount and not weights[part].any():
            raise SalesplanError(_metric_finding("E422", settings, quarter=f"Q{quarter + 1}"))
        months[part] = split(amount, weights[part], unit)
    rest = assigned - int(months.sum())
    if rest < 0:
        raise SalesplanError(_metric_finding("E423", settings))
    if rest and not weights[free].any():
        raise SalesplanError(_metric_finding("E424", settings))
    months[free] = split(rest, weights[free], unit)
    return months


def _fixed_quarters(
    settings: Goal, decimals: int, goal: int, assigned: int, unit: int
) -> Mapping[int, int]:
    """Fixed quarters in minor units of what is assigned, by position 0–3."""
    exact: dict[int, Decimal] = {}
    for name, value in settings.quarters.items():
        share = value if share_or_amount(value) else Decimal(to_minor(value, decimals)) / goal
        exact[int(name[1]) - 1] = share
    if len(exact) == 4:
        amounts = split(assigned, [float(exact[at]) for at in range(4)], unit)
        return dict(enumerate(amounts.tolist()))
    return {
        at: round_minor(assigned * share / unit) * unit
        if (assigned * share) % 1
        else int(assigned * share)
        for at, share in exact.items()
    }


def _targets(
    profile: Profile, settings: Goal, decimals: int, months: Ints, weights: Floats
) -> Ints:
    """The table people × months, exact in its columns."""
    unit = to_minor(settings.unit, decimals)
    names = [rep.name for rep in profile.reps]
    units, rest = np.divmod(months, unit)
    total = weights.sum(axis=0)
    shares = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    targets = split_table(shares * units, units, keys=names) * unit
    for month in np.flatnonzero(rest):
        targets[:, month] += split(int(rest[month]), weights[:, month], unit, keys=names)
    return targets


def _start(profile: Profile, sales: Sales | None) -> dt.date:
    """First day of the year to plan."""
    if profile.fiscal_year.start is not None:
        return profile.fiscal_year.start
    if sales is None or not len(sales.rows):
        raise SalesplanError(Finding("E425"))
    last: dt.date = sales.rows["date"].max().date()
    return dt.date(last.year + 1, 1, 1)


def _absent(profile: Profile, calendar: FiscalCalendar, capacity: Capacity) -> list[Finding]:
    """People and months without any capacity."""
    if not capacity.capacity.any():
        raise SalesplanError(Finding("E426", values={"year": calendar.name}))
    findings = [
        Finding("W427", values={"name": rep.name, "year": calendar.name})
        for rep, mine in zip(profile.reps, capacity.capacity, strict=True)
        if not mine.any()
    ]
    empty = [
        period.key
        for period, staffed in zip(calendar.months, capacity.capacity.any(axis=0), strict=True)
        if not staffed
    ]
    if empty:
        findings.append(Finding("W428", values={"months": ", ".join(empty)}))
    return findings


def _edges(past: Past, days: npt.NDArray[np.datetime64], start: dt.date) -> list[Finding]:
    """What of the history is not used for the year's shape."""
    begun = int(np.searchsorted(past.bounds, days[0], "right")) - 1
    inside = days[days < np.datetime64(start, "D")]
    ended = int(np.searchsorted(past.bounds, inside[-1], "right")) - 1
    findings = [
        Finding("N413", values={"month": str(past.bounds[at])[:7]})
        for at in sorted({begun, ended})
        if not past.first <= at < past.last
    ]
    later = len(days) - len(inside)
    if later:
        findings.append(Finding("N414", values={"start": start.isoformat(), "days": later}))
    return findings


def _basis_findings(settings: Goal, season: Seasonality) -> list[Finding]:
    """How thin the history is, where it is."""
    if settings.seasonality is Shape.WORKING_DAYS or season.basis is Basis.YEARS:
        return []
    code = "N415" if season.basis is Basis.ONE_YEAR else "N416"
    return [_metric_finding(code, settings, months=season.months)]


def _metric_finding(code: str, settings: Goal, **values: object) -> Finding:
    return Finding(code, values={"metric": settings.metric, **values})
