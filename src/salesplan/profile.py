"""The schema of `targets.yaml`: the vocabulary of everything.

Periods in the profile are written as people write them: the last day of a leave or of an
employment is included. Inside the program every period is half-open, `[start, end)`.
Amounts are in the currency's main unit (元, not 分); shares and rates are fractions of one.
Problems that take more than one field to see are found by `contradictions`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from salesplan.choices import Language
from salesplan.numerals import parse_number


class Weekday(StrEnum):
    """A day of the week; `number` counts from Monday = 0, as Python does."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """Monday is 0."""
        return list(Weekday).index(self)


class Pattern(StrEnum):
    """How a fiscal year falls into months."""

    CALENDAR = "calendar"
    W445 = "4-4-5"
    W454 = "4-5-4"
    W544 = "5-4-4"

    @property
    def weeks(self) -> tuple[int, int, int]:
        """Weeks of the three months of a quarter; not for `calendar`."""
        first, second, third = self.value.split("-")
        return int(first), int(second), int(third)


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


class DateOrder(StrEnum):
    """How to read text dates such as 03/04/2026."""

    AUTO = "auto"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class DiscountMeaning(StrEnum):
    """What a discount such as 0.2 says of a price."""

    AUTO = "auto"
    DEDUCTED = "deducted"
    PAID = "paid"


def _number(value: object) -> object:
    if isinstance(value, bool):
        raise ValueError("number")
    if isinstance(value, str):
        try:
            return parse_number(value)
        except ValueError:
            raise ValueError("number") from None
    if isinstance(value, float):
        return Decimal(repr(value))
    return value


def _finite(value: Decimal) -> Decimal:
    if not value.is_finite() or abs(value) >= Decimal(10) ** 15:
        raise ValueError("number_range")
    return value


def _plain(value: Decimal) -> int | str:
    return int(value) if value == value.to_integral_value() else format(value.normalize(), "f")


_NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string"}],
    "examples": [12_000_000, "1,200万", "12M", "20%"],
}
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    AfterValidator(_finite),
    PlainSerializer(_plain, when_used="json"),
    WithJsonSchema(_NUMBER_SCHEMA),
]


def _currency(value: str) -> str:
    from babel.numbers import list_currencies  # noqa: PLC0415 (imported where used: start-up)

    if value.upper() not in list_currencies():
        raise ValueError("currency")
    return value.upper()


Currency = Annotated[str, AfterValidator(_currency)]


class Model(BaseModel):
    """Frozen; unknown fields are errors."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, coerce_numbers_to_str=True
    )


class DateRange(Model):
    """Some days, first and last included."""

    from_: dt.date = Field(alias="from")
    """First day."""
    to: dt.date
    """Last day, included."""
    reason: str = ""
    """Shown where the days are listed."""

    def days(self) -> Iterator[dt.date]:
        """Every day of the range."""
        for ordinal in range(self.from_.toordinal(), self.to.toordinal() + 1):
            yield dt.date.fromordinal(ordinal)


def _range(value: object) -> object:
    return {"from": value, "to": value} if isinstance(value, str | dt.date) else value


_DAY_SCHEMA = {"type": "string", "format": "date"}
Days = Annotated[
    DateRange,
    BeforeValidator(_range),
    WithJsonSchema(
        {
            "anyOf": [
                _DAY_SCHEMA,
                {
                    "type": "object",
                    "properties": {
                        "from": _DAY_SCHEMA,
                        "to": _DAY_SCHEMA,
                        "reason": {"type": "string"},
                    },
                    "required": ["from", "to"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""One day, or `{from: …, to: …}`."""


class FiscalYear(Model):
    """The year to plan."""

    start: dt.date | None = None
    """First day of the year. Default: 1 January after the last sale in the history."""
    pattern: Pattern = Pattern.CALENDAR
    """`calendar` months, or months of whole weeks: `4-4-5`, `4-5-4`, `5-4-4`."""
    weeks: Literal[52, 53] | None = None
    """Weeks of a week-pattern year. Default: up to the same weekday nearest to the anniversary."""
    anchor: str | None = Field(default=None, pattern=r"^\d\d-\d\d$")
    """For week patterns: the year starts on the weekday of `start` nearest to this day (MM-DD)."""
    name: str | None = None
    """Shown in titles and file names. Default: 2027, or 2027-28 for a year that spans both."""


class Calendar(Model):
    """Which days are working days."""

    country: str | None = None
    """Country whose public holidays and make-up working days apply: CN, US, DE, …"""
    subdivision: str | None = None
    """State or province with holidays of its own, as the country numbers them."""
    public_holidays: Literal["closed", "open"] = "closed"
    """`open` for teams that sell on public holidays."""
    workdays: tuple[Weekday, ...] = Field(
        default=(Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI), min_length=1
    )
    """Days of the week that are normally worked."""
    closed: tuple[Days, ...] = ()
    """Days on which nobody works, on top of the official list."""
    open: tuple[Days, ...] = ()
    """Days that are worked although the list or the weekday says otherwise."""
    week_start: Weekday = Weekday.MON
    """First day of a week in the weekly sheets (calendar pattern only)."""


HistoryField = Literal[
    "date",
    "rep",
    "amount",
    "quantity",
    "customer",
    "product",
    "region",
    "order",
    "status",
    "price",
    "discount",
    "currency",
    "share",
]
JoinedField = Literal["rep", "customer", "product", "region", "currency", "share"]


class Counting(Model):
    """Which rows of a history are sales, by the column `status` (a stage, a state of an order)."""

    only: tuple[str, ...] = ()
    """Count only rows with one of these: `[赢单, Closed Won]`."""
    without: tuple[str, ...] = ()
    """Leave rows with one of these out, beside known ones such as 已取消 or Cancelled."""
    negative: tuple[str, ...] = ()
    """Rows with one of these are returns: their amounts count as negative."""


class Join(Model):
    """A second table from which a sales row takes what it lacks, by a key that both have."""

    file: str | None = None
    """The file with the table, relative to this one. Default: the file of the sales."""
    sheet: str | None = None
    """The sheet with the table. Default: the first with both headers."""
    key: str
    """Header of the key among the sales."""
    to: str | None = None
    """Header of the key in the table. Default: the same."""
    columns: dict[JoinedField, str] = Field(min_length=1)
    """What is taken from which header of the table: `{rep: 地区经理}`."""


class History(Model):
    """Past sales."""

    files: tuple[str, ...] = ()
    """Spreadsheets (.xlsx, .csv) or patterns such as `sales-*.xlsx`, relative to this file."""
    preset: str | None = None
    """The export that the files are: `zoho_deals`, … Default: the one that fits; else `none`."""
    columns: dict[HistoryField, str] = Field(default_factory=dict)
    """Headers of columns that are not recognised by themselves: `rep: 业务员`."""
    count: Counting = Counting()
    """Which rows are sales, where there is a column of stages or states."""
    joins: tuple[Join, ...] = ()
    """Tables from which rows take what they lack: people by region, names by number."""
    separators: str = ""
    """Characters between several people in one cell, who share its amount equally: `/、`."""
    rates: dict[Currency, Annotated[Number, Field(gt=0)]] = Field(default_factory=dict)
    """What one unit of another currency is worth in the plan's: `{USD: 7.12}`."""
    discount: DiscountMeaning = DiscountMeaning.AUTO
    """What a discount is, where amounts are computed: `deducted` (0.2 is 20% off) or `paid`."""
    sheet: str | None = None
    """The sheet to read, where a workbook has several. Default: every sheet that fits."""
    date_order: DateOrder = DateOrder.AUTO
    """How to read text dates such as 03/04/2026, where the column itself does not show it."""
    max_rejected: Number = Field(default=Decimal("0.01"), ge=0, le=1)
    """Share of rows that may be unreadable before the run stops."""


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


class Weighting(Model):
    """What decides a person's share besides skill level and presence."""

    track_record: Literal["auto"] | Annotated[Number, Field(ge=0, le=1)] = "auto"
    """`0`: skill levels alone; `1`: what people really sold alone; `auto`: credibility."""


class Skills(Model):
    """Skill levels and ramp."""

    levels: dict[str, Annotated[Number, Field(gt=0)]] = Field(
        default_factory=lambda: {
            "junior": Decimal("0.6"),
            "intermediate": Decimal("1.0"),
            "senior": Decimal("1.4"),
            "expert": Decimal("1.8"),
        },
        min_length=1,
    )
    """Weight of each skill level; only the proportions matter."""
    ramp: tuple[Annotated[Number, Field(ge=0, le=1)], ...] = (
        Decimal("0.25"),
        Decimal("0.5"),
        Decimal("0.75"),
    )
    """Productivity in the first, second, … month after a person's `start`; full after that."""


class Bands(Model):
    """From which pace on somebody is on track, or at risk; below that they are behind."""

    on_track: Annotated[Number, Field(gt=0)] = Decimal(1)
    """Pace (actual ÷ expected to date) from which on a person is on track: `100%`."""
    at_risk: Annotated[Number, Field(gt=0)] = Decimal("0.8")
    """Pace from which on a person is at risk rather than behind: `80%`."""


class Rep(Model):
    """A person with targets."""

    name: str = Field(min_length=1, max_length=80)
    """As in the history; other spellings go to `aliases`."""
    skill: str = "intermediate"
    """One of the skill levels."""
    title: str = ""
    """Job title, shown beside the name."""
    fte: Number = Field(default=Decimal(1), gt=0, le=1)
    """Share of a full-time job."""
    start: dt.date | None = None
    """First working day. People without one are taken to be past their ramp."""
    end: dt.date | None = None
    """Last working day, included."""
    leave: tuple[Days, ...] = ()
    """Days away, first and last included."""
    ramp: tuple[Annotated[Number, Field(ge=0, le=1)], ...] | None = None
    """A ramp of one's own; `[]` for an experienced person who starts without one."""
    aliases: tuple[str, ...] = ()
    """Other spellings of the name in the history."""


class Team(Model):
    """Some people with a lead."""

    name: str = Field(min_length=1, max_length=60)
    """Shown in tables and sheets."""
    lead: str | None = None
    """The team lead; may be one of the people, or not."""
    reps: tuple[Rep, ...] = Field(min_length=1)
    """The people who get targets."""


class Profile(Model):
    """A team, its goals and its calendar."""

    organisation: str = ""
    """Shown in titles."""
    language: Language = Language.EN
    """`en` or `zh`: labels on screen and in workbooks."""
    currency: Currency = "CNY"
    """Currency of all amounts, by its ISO code."""
    fiscal_year: FiscalYear = FiscalYear()
    """The year to plan."""
    calendar: Calendar = Calendar()
    """Working days."""
    history: History = History()
    """Past sales, from which come the year's shape, the level and the track records."""
    goals: tuple[Goal, ...] = Field(min_length=1)
    """What is to be reached, one entry a metric; the first is the main one."""
    weighting: Weighting = Weighting()
    """What decides a person's share besides skill level and presence."""
    skills: Skills = Skills()
    """Skill levels and ramp."""
    team: tuple[Team, ...] = Field(min_length=1)
    """Teams and their people."""
    review: Bands = Bands()
    """Status bands of a review."""

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Everybody with targets, in the order of the profile."""
        return tuple(rep for team in self.team for rep in team.reps)


def profile_schema() -> dict[str, Any]:
    """The profile's JSON Schema (draft 2020-12), for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Profile.model_json_schema(by_alias=True),
        "title": "salesplan targets.yaml",
    }
