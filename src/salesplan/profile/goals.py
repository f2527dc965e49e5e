"""Goals, as the profile says them: what is counted, and what the number comes from.

Growth and changes are fractions of one over the last complete year of the history.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from pydantic import Field

from salesplan.profile.fields import Model, Number


class Source(StrEnum):
    """What a metric counts in the history."""

    AMOUNT = "amount"
    QUANTITY = "quantity"
    ORDERS = "orders"
    NEW_CUSTOMERS = "new_customers"
    NONE = "none"


class Shape(StrEnum):
    """Where the year's shape comes from."""

    AUTO = "auto"
    WORKING_DAYS = "working_days"


class By(StrEnum):
    """What a goal's number comes from, by the field that says it."""

    ANNUAL = "annual"
    GROWTH = "growth"
    PROBABILITY = "probability"
    COMMITMENTS = "commitments"
    DRIVERS = "drivers"
    LONG_TERM = "long_term"
    MARKET = "market"


class DriverChanges(Model):
    """What is to change in sales = customers × orders per customer × average order."""

    customers: Number = Field(default=Decimal(0), gt=-1)
    """More customers who buy: `10%`."""
    orders_per_customer: Number = Field(default=Decimal(0), gt=-1)
    """More orders from each: `5%`."""
    average_order: Number = Field(default=Decimal(0), gt=-1)
    """Larger orders: `3%`."""

    @property
    def factor(self) -> Fraction:
        """What the three changes make of last year's sales."""
        changes = (self.customers, self.orders_per_customer, self.average_order)
        factor = Fraction(1)
        for change in changes:
            factor *= 1 + Fraction(change)
        return factor


class ShareChange(Model):
    """One's share of a market, before and after."""

    from_: Number = Field(alias="from", gt=0, le=1)
    """Share in the last complete year: `12%`."""
    to: Number = Field(gt=0, le=1)
    """Share in the year to plan: `12.5%`."""


class Market(Model):
    """What is assumed of the market."""

    growth: Number = Field(default=Decimal(0), gt=-1)
    """Growth of the market over the last complete year: `4%`."""
    share: ShareChange | None = None
    """One's share of it: `{from: 12%, to: 12.5%}`. Default: it stays."""

    @property
    def gain(self) -> Fraction:
        """What the change of the share makes of sales."""
        return Fraction(self.share.to) / Fraction(self.share.from_) if self.share else Fraction(1)

    @property
    def factor(self) -> Fraction:
        """What growth and share make of last year's sales."""
        return (1 + Fraction(self.growth)) * self.gain


class LongTerm(Model):
    """A goal some years away, to be reached by even growth."""

    year: int = Field(ge=1900, le=2200)
    """The fiscal year that it is for, by the calendar year in which that begins."""
    annual: Number = Field(gt=0)
    """The goal of that year."""


class Way(Model):
    """A way to a goal's number: exactly one of the fields."""

    annual: Number | None = Field(default=None, gt=0)
    """The year's goal itself."""
    growth: Number | None = Field(default=None, gt=-1)
    """Growth over the last complete year of the history: `20%`."""
    probability: Number | None = Field(default=None, gt=0, lt=1)
    """The total reached with this probability: `80%` is cautious, `20%` ambitious."""
    commitments: str | None = None
    """What people commit to: a spreadsheet with a row a person, relative to this file."""
    drivers: DriverChanges | None = None
    """Changes in customers, orders per customer, average order: last year's sales × all three."""
    long_term: LongTerm | None = None
    """This year's point on a path of even growth: `{year: 2029, annual: 20M}`."""
    market: Market | None = None
    """Growth of the market and of one's share; beside another field only shown on the way there."""

    @property
    def given(self) -> tuple[By, ...]:
        """The fields that are there."""
        return tuple(by for by in By if getattr(self, by.value) is not None)

    @property
    def deciding(self) -> tuple[By, ...]:
        """Those that claim the number: the market does where nothing else is there."""
        return tuple(by for by in self.given if by is not By.MARKET) or self.given

    @property
    def by(self) -> By:
        """What the number comes from, in a profile without contradictions."""
        return self.deciding[0]


class Metric(Model):
    """What is counted."""

    metric: str = Field(min_length=1, max_length=40)
    """`revenue`, `quantity`, `orders`, `new_customers`, also by the names that are shown
    (销售额, Orders); or a name of your own such as `calls`."""
    label: str | None = Field(default=None, max_length=20)
    """Name shown on screen and in workbooks. Default: the metric's name in the plan's language."""


class Goal(Way, Metric):
    """What the organisation is to reach in the year, in one metric."""

    compare: tuple[Way, ...] = ()
    """Other ways to the number, shown beside the goal and never used: `[{growth: 15%}]`."""
    supports: str = Field(default="", max_length=200)
    """What the goal serves, in a few words: `among the first three in the east`."""
    unit: Number = Field(default=Decimal(1), gt=0)
    """Monthly targets are multiples of this; what is left over goes to one cell."""
    daily_unit: Number = Field(default=Decimal(1), gt=0)
    """Daily targets are multiples of this where the month's target is."""
    over_assignment: Number = Field(default=Decimal(0), ge=0, le=1)
    """How much more than the goal the people's targets add up to: `5%`."""
    quarters: dict[Literal["Q1", "Q2", "Q3", "Q4"], Number] = Field(default_factory=dict)
    """Fixed quarters: a share of the year (`22%`) or a number; the rest by seasonality. Q1 is also
    一季度."""
    months: dict[str, Number] = Field(default_factory=dict)
    """Fixed months, as quarters: `{M03: 10%, 2027-05: 900_000}`; quarters come after them."""
    seasonality: Shape = Shape.AUTO
    """`auto`: from the history as far as it carries; `working_days`: by working days alone."""
    kind: Literal["money", "count"] | None = None
    """Default: money for metrics taken from amounts, count for all others."""
    source: Source | None = None
    """What to count in the history. Default: by the metric's name; `none` for one's own names."""

    @property
    def resolved_source(self) -> Source:
        """`source`, or what the metric's name implies."""
        implied = {
            "revenue": Source.AMOUNT,
            "quantity": Source.QUANTITY,
            "orders": Source.ORDERS,
            "new_customers": Source.NEW_CUSTOMERS,
        }
        return self.source or implied.get(self.metric, Source.NONE)

    @property
    def is_money(self) -> bool:
        """Whether targets are amounts of the profile's currency."""
        return (self.kind or ("money" if self.resolved_source is Source.AMOUNT else "count")) == (
            "money"
        )
