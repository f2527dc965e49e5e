"""Handovers: which part of whose weight goes to whom, from the sales of those who hand over.

The part of some customers is their share of the giver's sales in the months that also make a track
record. Shares of one day are parts of what the giver had before that day; of somebody's own weight
and of what they had been handed alike.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import FiscalCalendar
from salesplan.core.moved import Moved
from salesplan.core.roster import match_people, nearest, same
from salesplan.core.sales import Sales
from salesplan.errors import Finding, SalesplanError
from salesplan.profile import Handover, Profile

Ints = npt.NDArray[np.int64]
_Parts = dict[str, float]

_NOISE = 1e-9


def hand_over(
    profile: Profile,
    calendar: FiscalCalendar,
    sales: Sales | None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> tuple[tuple[Moved, ...], list[Finding]]:
    """What the handovers of the profile move, in the order of days, and what there is to say.

    The sales `[since, until)` tell what somebody's customers bought. Raises `SalesplanError` where
    customers are to be handed over of whom the sales tell nothing, or more than somebody has.
    """
    ordered = sorted(profile.handovers, key=lambda each: (each.date, each.from_, each.to))
    if not ordered:
        return (), []
    spellings = {same(rep.name): rep.name for rep in profile.reps}
    book = _book(profile, sales, since, until) if any(each.customers for each in ordered) else None
    held: dict[str, _Parts] = {name: {name: 1.0} for name in spellings.values()}
    moved: list[Moved] = []
    findings: list[Finding] = []
    for day, group in groupby(ordered, key=lambda each: each.date):
        before = {name: dict(parts) for name, parts in held.items()}
        for each in group:
            giver, receiver = spellings[same(each.from_)], spellings[same(each.to)]
            shares = _shares(each, before[giver], book, giver, findings)
            customers = () if book is None else book.known(each.customers)
            for source, share in shares.items():
                moved.append(Moved(day, giver, receiver, source, share, customers))
                _move(held, moved[-1])
        if day >= calendar.end:
            findings.append(Finding("W173", values={"day": day.isoformat()}))
    return tuple(moved), findings


def _move(held: dict[str, _Parts], each: Moved) -> None:
    """Take a part from the one and give it to the other."""
    left = held[each.giver].get(each.source, 0.0) - each.share
    if left < -_NOISE:
        values = {"name": each.giver, "day": each.day.isoformat()}
        raise SalesplanError(Finding("E181", values=values))
    held[each.giver][each.source] = max(left, 0.0)
    mine = held[each.receiver]
    mine[each.source] = mine.get(each.source, 0.0) + each.share


def _shares(
    handover: Handover, held: _Parts, book: _Book | None, giver: str, findings: list[Finding]
) -> _Parts:
    """The parts that go, by whose they were first."""
    if not handover.customers:
        rate = 1.0 if handover.share is None else float(handover.share)
        return {source: part * rate for source, part in held.items() if part > 0}
    if book is None:
        raise SalesplanError(Finding("E180", values={"name": giver}))
    customers = [same(customer) for customer in book.known(handover.customers)]
    findings += book.unknown(handover)
    shares = {source: min(book.share(source, customers), held[source]) for source in held}
    found = {source: share for source, share in shares.items() if share > 0}
    if customers and not found:
        names = ", ".join(handover.customers)
        findings.append(Finding("W172", values={"name": giver, "customers": names}))
    return found


@dataclass(frozen=True)
class _Book:
    """What customers bought of people: the net amounts by person and customer, and the names."""

    amounts: Mapping[str, Mapping[str, int]]
    names: Mapping[str, str]

    def known(self, customers: Sequence[str]) -> tuple[str, ...]:
        """Those whom the sales know."""
        return tuple(each for each in dict.fromkeys(customers) if same(each) in self.names)

    def unknown(self, handover: Handover) -> Iterator[Finding]:
        """What there is to say of customers whom the sales do not know."""
        for customer in dict.fromkeys(handover.customers):
            if same(customer) not in self.names:
                near = nearest(customer, self.names.values())
                values = {"name": handover.from_, "customer": customer}
                yield Finding("W171", values=values, nearest=near)

    def share(self, person: str, customers: Sequence[str]) -> float:
        """The part of a person's sales that was with some customers, from 0 to 1."""
        mine = self.amounts.get(person, {})
        total = sum(mine.values())
        theirs = sum(mine.get(customer, 0) for customer in set(customers))
        return min(max(theirs / total, 0.0), 1.0) if total > 0 else 0.0


def _book(
    profile: Profile, sales: Sales | None, since: dt.date | None, until: dt.date | None
) -> _Book | None:
    """What the sales `[since, until)` tell of customers; None where they tell nothing."""
    if sales is None or "customer" not in sales.rows:
        return None
    rows = sales.rows
    days = rows["date"].to_numpy().astype("datetime64[D]")
    inside = np.ones(len(rows), dtype=bool)
    if since is not None:
        inside &= days >= np.datetime64(since, "D")
    if until is not None:
        inside &= days < np.datetime64(until, "D")
    reps = [str(name) for name in rows["rep"].cat.categories]
    customers = [str(name) for name in rows["customer"].cat.categories]
    matched, _ = match_people(profile, reps)
    people = profile.reps
    width = len(customers) + 1  # the last for rows without a customer
    codes = rows["customer"].cat.codes.to_numpy().astype(np.int64) % width
    table = np.zeros((len(reps), width), dtype=np.int64)
    whose = rows["rep"].cat.codes.to_numpy()
    np.add.at(table, (whose[inside], codes[inside]), rows["amount"].to_numpy()[inside])
    amounts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for at, name in enumerate(reps):
        if name not in matched:
            continue
        mine = amounts[people[matched[name]].name]
        for column in np.flatnonzero(table[at]).tolist():
            key = same(customers[column]) if column < len(customers) else ""
            mine[key] += int(table[at, column])
    return _Book(amounts, {same(name): name for name in customers})
