"""What a plan stands on, counted once: calendar, capacities, and each metric's past.

Made from the profile and the sales before anything is decided, so that the goal, the targets and
the checks of both look at the same figures. Months of the past are counted as in `core.history`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from salesplan.core.amounts import currency_decimals, to_minor
from salesplan.core.calendar import MONTHS, FiscalCalendar, lay_out
from salesplan.core.capacity import Capacity, capacities
from salesplan.core.commitments import Committed
from salesplan.core.evidence import (
    Before,
    Evidence,
    basis_findings,
    metric_finding,
    shape_and_records,
    years_before,
)
from salesplan.core.forecast import look_ahead
from salesplan.core.handovers import hand_over
from salesplan.core.history import Past, count, first_counted, in_ones
from salesplan.core.moved import Moved
from salesplan.core.outlook import Outlook
from salesplan.core.record import Record
from salesplan.core.sales import Sales
from salesplan.core.seasonality import Seasonality
from salesplan.core.stints import at_home, home_rows, in_stints
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Goal, Profile, Source

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SoldBefore:
    """What was sold of a metric before the year to plan.

    `table` (people + 1, past months) is in minor units or ones, the last row for everybody else;
    its months `[first, last)` lie wholly inside the history and can be trusted.
    """

    past: Past
    table: Ints
    first: int
    last: int

    @property
    def months(self) -> Ints:
        """What all together sold in each of the months `[first, last)`."""
        months: Ints = self.table[:, self.first : self.last].sum(axis=0)
        return months


@dataclass(frozen=True)
class MetricGrounds:
    """The past of one metric, and what it says of the year to plan.

    `decimals` are those of its minor unit. `sold` is None where nothing of it can be counted.
    `before` are the past fiscal years, oldest first; `days_ahead` (12,) the working days to come.
    """

    settings: Goal
    decimals: int
    sold: SoldBefore | None
    season: Seasonality
    record: Record
    weekday: Floats
    before: tuple[Before, ...]
    days_ahead: Ints = field(repr=False)

    @property
    def unit(self) -> int:
        """What targets are multiples of, in minor units."""
        return to_minor(self.settings.unit, self.decimals)

    @property
    def base(self) -> Before | None:
        """The last complete year, from which growth is reckoned."""
        return next((year for year in reversed(self.before) if year.complete), None)

    @cached_property
    def outlook(self) -> Outlook | None:
        """What the year will bring if things go on as they do; None without whole months."""
        sold = self.sold
        if sold is None or sold.first >= sold.last:
            return None
        ahead = np.zeros(len(sold.past.years) * MONTHS - sold.last + MONTHS)
        ahead[-MONTHS:] = self.days_ahead
        days = sold.past.working_days[sold.first : sold.last].astype(float)
        return look_ahead(sold.months.astype(float), sold.first % MONTHS, days, ahead)


@dataclass(frozen=True)
class Grounds:
    """What all metrics of a plan stand on, with what there is to say about it."""

    profile: Profile
    calendar: FiscalCalendar
    capacity: Capacity
    evidence: Evidence | None
    metrics: tuple[MetricGrounds, ...]
    committed: Committed
    findings: tuple[Finding, ...]
    moved: tuple[Moved, ...] = ()

    @cached_property
    def home(self) -> Ints:
        """The home row of each row's person, shape (people,)."""
        return home_rows(self.profile.reps)


def prepare(
    profile: Profile, sales: Sales | None = None, committed: Committed | None = None
) -> Grounds:
    """The grounds of a plan; `committed` are the commitments that its goals are made from.

    Who changes teams has a row for each stint (`core.stints`) in all that is made of them. Raises
    `SalesplanError` when the year is not known, or nobody works in it.
    """
    profile = in_stints(profile)
    start = first_day(profile, sales)
    calendar = lay_out(profile.fiscal_year, profile.calendar, start)
    findings: list[Finding] = []
    if calendar.estimated:
        last = calendar.end - dt.timedelta(days=1)
        values = {"country": profile.calendar.country, "year": last.year}
        findings.append(Finding("W410", values=values))
    evidence = Evidence.of(profile, sales, start) if sales is not None else None
    moved, handed = _handed(profile, calendar, evidence)
    capacity = capacities(profile, calendar, moved)
    findings += [*_absent(profile, calendar, capacity), *handed]
    findings += evidence.findings if evidence is not None else (Finding("N411"),)
    metrics = []
    for goal in profile.goals:
        metric, found = _metric(profile, goal, calendar, evidence)
        metrics.append(metric)
        findings += found
    given = committed or {}
    metric_grounds = tuple(metrics)
    return Grounds(
        profile, calendar, capacity, evidence, metric_grounds, given, tuple(findings), moved
    )


def _handed(
    profile: Profile, calendar: FiscalCalendar, evidence: Evidence | None
) -> tuple[tuple[Moved, ...], list[Finding]]:
    """What handovers move, by the sales of the months that make track records."""
    if evidence is None:
        return hand_over(profile, calendar, None)
    since, until = evidence.record_days
    return hand_over(profile, calendar, evidence.sales, since, until)


def first_day(profile: Profile, sales: Sales | None) -> dt.date:
    """First day of the year to plan.

    Raises `SalesplanError` (E425) when neither the profile nor the sales tell it.
    """
    if profile.fiscal_year.start is not None:
        return profile.fiscal_year.start
    if sales is None or not len(sales.rows):
        raise SalesplanError(Finding("E425"))
    last: dt.date = sales.rows["date"].max().date()
    return dt.date(last.year + 1, 1, 1)


def _metric(
    profile: Profile, settings: Goal, calendar: FiscalCalendar, evidence: Evidence | None
) -> tuple[MetricGrounds, list[Finding]]:
    """The past of one metric."""
    findings: list[Finding] = []
    decimals = currency_decimals(profile.currency) if settings.is_money else 0
    source, people = settings.resolved_source, len(profile.reps)
    counted = None
    if evidence is not None and source is not Source.NONE:
        counted = count(evidence.sales, source, evidence.past, evidence.person, people)
        if counted is None:
            findings.append(metric_finding("W412", settings))
    season, record, weekday = shape_and_records(profile, settings, calendar, evidence, counted)
    findings += basis_findings(settings, season)
    sold = None
    if evidence is not None and counted is not None:
        first = first_counted(source, evidence.past)
        sold = SoldBefore(evidence.past, in_ones(counted[0], source), first, evidence.past.last)
    before = tuple(years_before(settings, evidence, counted))
    days = calendar.working_days
    return (
        MetricGrounds(settings, decimals, sold, season, record, weekday, before, days),
        findings,
    )


def _absent(profile: Profile, calendar: FiscalCalendar, capacity: Capacity) -> list[Finding]:
    """People and months without any capacity."""
    if not capacity.capacity.any():
        raise SalesplanError(Finding("E426", values={"year": calendar.name}))
    home = home_rows(profile.reps)
    there = at_home(capacity.capacity, home)[home]
    findings = [
        Finding("W427", values={"name": rep.name, "year": calendar.name})
        for rep, mine in zip(profile.reps, there, strict=True)
        if not mine.any()
    ]
    staffed = capacity.capacity.sum(axis=0) > 0
    empty = [period.key for month, period in enumerate(calendar.months) if not staffed[month]]
    if empty:
        findings.append(Finding("W428", values={"months": ", ".join(empty)}))
    return findings
