"""Goals, as the profile says them."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
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


class Goal(Model):
    """What the organisation is to reach in the year, in one metric."""

    metric: str = Field(min_length=1, max_length=40)
    """`revenue`, `quantity`, `orders`, `new_customers`, or a name of your own such as `calls`."""
    label: str | None = Field(default=None, max_length=20)
    """Name shown on screen and in workbooks. Default: the metric's name in the plan's language."""
    annual: Number | None = Field(default=None, gt=0)
    """The year's goal. Either this or `growth`."""
    growth: Number | None = Field(default=None, gt=-1)
    """The year's goal as growth over the last complete year of the history: `20%`."""
    unit: Number = Field(default=Decimal(1), gt=0)
    """Monthly targets are multiples of this; what is left over goes to one cell."""
    daily_unit: Number = Field(default=Decimal(1), gt=0)
    """Daily targets are multiples of this where the month's target is."""
    over_assignment: Number = Field(default=Decimal(0), ge=0, le=1)
    """How much more than the goal the people's targets add up to: `5%`."""
    quarters: dict[Literal["Q1", "Q2", "Q3", "Q4"], Number] = Field(default_factory=dict)
    """Fixed quarters: a share of the year (`22%`) or a number; the rest by seasonality."""
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
