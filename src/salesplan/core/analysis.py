"""What a sales history says, with a profile or without.

With a profile its fiscal year, calendar, team and levels count; without one the calendar year, the
weekdays on which sales were booked, and people as they stand in the history. Amounts are minor
units, periods half-open; a share or growth of 0.2 is 20 %, and None where it is not defined.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.concentration import FIELDS, Concentration, concentration
from salesplan.core.customer_years import CustomerYear, customer_years, customers_by_year
from salesplan.core.customers import shares
from salesplan.core.estimates import Side
from salesplan.core.history import lines_of
from salesplan.core.large_orders import LargeOrder
from salesplan.core.months_present import months_present
from salesplan.core.observed_ramp import ObservedRamp, observed_ramp
from salesplan.core.people_figures import Owner, PersonFigures, people_figures, recent_side
from salesplan.core.recent_halves import RecentHalves, telling_halves
from salesplan.core.roster import alike_names, match_people
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.same_days import ORDER, UNNUMBERED
from salesplan.core.skill_weights import SkillWeights, skill_weights
from salesplan.core.stints import as_persons
from salesplan.core.timeline import Comparison, Span, Timeline, observed_calendar
from salesplan.core.unusual import Unusual, unusual
from salesplan.core.year_ahead import YearAhead, year_ahead
from salesplan.core.year_figures import MonthFigures, YearFigures, month_figures, year_figures
from salesplan.core.year_landing import YearLanding, year_landing
from salesplan.core.year_shape import WeekdayShape, YearShape, weekday_shape, year_shape
from salesplan.errors import Finding
from salesplan.profile import Calendar, FiscalYear, Profile, Source

Ints = npt.NDArray[np.int64]
Counts = list[int | None]


@dataclass(frozen=True)
class Analysis:
    """Everything that the history says.

    `total` is the sum of all rows, of `years`, of `months` and of `people`. `calendar` is that of
    the profile, or the one that the history shows. `recent` compares the last twelve whole months
    with the twelve before, None with fewer than 24; `recent_side` says whether the difference is
    more than chance would make, and `recent_halves` are the older and the newer six of the twelve
    months where they explain the year ahead, else None. `people` are those on the team in the order
    of the profile, then all others by what they sold, sales nobody owns last. `concentration` has
    an entry for each of `customer`, `product` and `region` that the sales have. `customer_years`
    has one for each year but the first, as far as the sales tell customers. `landing` is that of
    the running year, None where the history ends with a year. `year_ahead_without_outlier` is the
    year ahead as if the largest of `unusual.orders` had never been, neither in the history nor in
    the year that growth is measured from; None without one in the whole months. `skills` is None
    without a profile. `findings` are about people and about months at the edges.
    """

    span: Span
    total: int
    calendar: Calendar
    recent: Comparison | None
    recent_side: Side
    recent_halves: RecentHalves | None
    years: tuple[YearFigures, ...]
    months: tuple[MonthFigures, ...]
    shape: YearShape
    weekdays: tuple[WeekdayShape, ...]
    people: tuple[PersonFigures, ...]
    concentration: tuple[Concentration, ...]
    customer_years: tuple[CustomerYear, ...]
    unusual: Unusual
    landing: YearLanding | None
    year_ahead: YearAhead
    year_ahead_without_outlier: YearAhead | None
    skills: SkillWeights | None
    ramp: ObservedRamp
    findings: tuple[Finding, ...]


def analyse(sales: Sales, profile: Profile | None = None) -> Analysis:
    """What the sales say, seen through the profile where there is one.

    Raises `ValueError` where there are no sales.
    """
    profile = None if profile is None else as_persons(profile)
    owner, owners, findings = _owners(sales, profile)
    year = FiscalYear() if profile is None else profile.fiscal_year
    calendar = observed_calendar(sales) if profile is None else profile.calendar
    line = Timeline.of(sales, year, calendar, owner, len(owners))
    there = months_present(line, profile)
    orders, by_owner = _orders(line)
    people = people_figures(line, owners, there, by_owner, _customers(line))
    span, strange, ahead = line.span(), unusual(line), year_ahead(line)
    return Analysis(
        span,
        int(line.months.sum()),
        calendar,
        None if line.year_before is None else line.compare(line.recent),
        recent_side(line),
        telling_halves(line.months[line.whole], ahead.expected),
        year_figures(line, orders, customers_by_year(line)),
        month_figures(line),
        year_shape(line, calendar.country),
        weekday_shape(line),
        _in_order(people, 0 if profile is None else len(profile.reps)),
        tuple(concentration(line, field) for field in FIELDS if field in sales.rows),
        customer_years(line),
        strange,
        year_landing(line),
        ahead,
        _year_ahead_without(line, strange.orders),
        None if profile is None else skill_weights(line, profile, there),
        observed_ramp(line, profile, owners, there),
        (*findings, *_edges(span)),
    )


def _owners(sales: Sales, profile: Profile | None) -> tuple[Ints, list[Owner], list[Finding]]:
    """Whose each row is, who the owners are, the profile's people first, and what is odd."""
    rep = sales.rows["rep"].cat
    names = [str(name) for name in rep.categories]
    codes = rep.codes.to_numpy()
    listed = [names[code] for code in np.flatnonzero(np.bincount(codes, minlength=len(names)))]
    last = sales.rows["date"].max().date() if len(sales.rows) else None
    if profile is None:
        matched: dict[str, int] = {}
        findings, owners = list(alike_names(listed)), []
    else:
        matched, findings = match_people(profile, listed, last)
        owners = [
            Owner(member.name, team.name, member.skill)
            for team in profile.teams
            for member in team.reps
        ]
    position = dict(matched)
    for name in sorted(set(listed) - set(matched)):
        position[name] = len(owners)
        owners.append(Owner(None if name == UNASSIGNED else name))
    spellings: dict[int, list[str]] = {at: [] for at in range(len(owners))}
    for name in sorted(listed):
        spellings[position[name]].append(name)
    owners = [replace(each, spellings=tuple(spellings[at])) for at, each in enumerate(owners)]
    row = np.array([position.get(name, -1) for name in names], dtype=np.int64)
    return row[codes], owners, findings


def _orders(line: Timeline) -> tuple[Counts, Counts]:
    """Orders by year (years,) and by owner (owners,), each counted at its first row.

    None where too many rows have no number by which to count them.
    """
    lines = lines_of(line.sales, Source.ORDERS, line.owner, line.owners)
    if lines is None:  # for the type checker: rows count where there are no orders
        raise ValueError("orders cannot be counted")
    day = lines.day - line.past.bounds[0].astype(np.int64)
    years = np.bincount(line.month_of_day[day] // MONTHS, minlength=len(line.years))
    owners = np.bincount(lines.person, minlength=line.owners)
    return _numbered(line, line.month // MONTHS, years), _numbered(line, line.owner, owners)


def _numbered(line: Timeline, group: Ints, counts: Ints) -> Counts:
    """The orders of each group of rows, None where more of them have no number than may."""
    if ORDER not in line.sales.rows:
        return [*counts.tolist()]
    blank = line.sales.rows[ORDER].cat.codes.to_numpy() < 0
    without = np.bincount(group[blank], minlength=len(counts))
    rows = np.bincount(group, minlength=len(counts))
    known = without <= UNNUMBERED * rows
    return [count if sure else None for count, sure in zip(counts.tolist(), known, strict=True)]


def _customers(line: Timeline) -> Ints | None:
    """Customers of each owner, (owners,)."""
    found = shares(line.sales, line.owner, line.owners, line.ahead.start)
    return None if found is None else found.customers


def _in_order(people: tuple[PersonFigures, ...], team: int) -> tuple[PersonFigures, ...]:
    """The team as the profile has it, then the others by what they sold, nobody's sales last."""
    others = sorted(
        people[team:], key=lambda each: (each.name is None, -each.total, each.name or "")
    )
    return (*people[:team], *others)


def _year_ahead_without(line: Timeline, orders: tuple[LargeOrder, ...]) -> YearAhead | None:
    """The year ahead from a history in which the largest of some orders had not been."""
    if not orders:
        return None
    begun = int((np.datetime64(orders[0].date, "D") - line.past.bounds[0]).astype(np.int64))
    month = int(line.month_of_day[begun])
    if not line.whole.start <= month < line.whole.stop:
        return None
    amounts = line.months.copy()
    amounts[month] -= orders[0].amount
    return year_ahead(line, amounts)


def _edges(span: Span) -> list[Finding]:
    """The months at the edges that are not whole."""
    return [Finding("N413", values={"month": days.start.isoformat()[:7]}) for days in span.partial]
