"""Risks as values: what each kind of them is about, with its figures in minor units."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from salesplan.core.breaks import Break
from salesplan.core.standing import Subject


class RiskKind(StrEnum):
    """What a risk is about, in the order of risks that cost the same."""

    PACE = "pace"  # behind what should have been sold by now
    LANDING = "landing"  # the target is beyond what is likely
    CUSTOMER = "customer"  # one customer buys too much of it
    PERSON = "person"  # one person sells too much of it
    STOPPED = "stopped"  # a regular customer buys no longer
    BREAK = "break"  # the last months are out of line with those before
    DAYS = "days"  # too few days for what is missing


@dataclass(frozen=True, slots=True)
class Behind:
    """Pace below the profile's band: `actual` to date against what was `expected` by now."""

    expected: int
    actual: int


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """A landing whose upper end `high` is below the `target`; `expected` is its middle."""

    target: int
    expected: int
    high: int


@dataclass(frozen=True, slots=True)
class Dependence:
    """What a customer bought of a `total` in the days `[since, until)`."""

    amount: int
    total: int
    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True)
class Carrier:
    """What one of `people` sold of the whole's `total` in the stretch to date.

    `person` is a position in `profile.reps`.
    """

    person: int
    amount: int
    total: int
    people: int


@dataclass(frozen=True, slots=True)
class Silence:
    """A customer who bought on `days` days, last on `last`, and not for `silent_days` since.

    `usual_gap` is the median number of calendar days from one purchase to the next, `daily` what
    they used to buy a calendar day.
    """

    days: int
    last: dt.date
    usual_gap: float
    silent_days: int
    daily: Fraction


@dataclass(frozen=True, slots=True)
class Hurry:
    """What is `missing` with `days_left`: so much more a day than so far, in working days."""

    missing: int
    days_left: int
    run_rate: Fraction
    required_run_rate: Fraction


Figures = Behind | OutOfReach | Dependence | Carrier | Silence | Break | Hurry
_KINDS: Final[dict[type, RiskKind]] = {
    Behind: RiskKind.PACE,
    OutOfReach: RiskKind.LANDING,
    Dependence: RiskKind.CUSTOMER,
    Carrier: RiskKind.PERSON,
    Silence: RiskKind.STOPPED,
    Break: RiskKind.BREAK,
    Hurry: RiskKind.DAYS,
}


@dataclass(frozen=True, slots=True)
class Risk:
    """Something that endangers the target of `subject`, and what that may cost.

    The type of `figures` is that of the risk's kind. `customer` is the name of the customer that it
    is about, if any.
    """

    subject: Subject
    at_stake: int
    figures: Figures
    customer: str | None = None

    @property
    def kind(self) -> RiskKind:
        """What the risk is about."""
        return _KINDS[type(self.figures)]
