"""What fields of the profile are made of: numbers as people write them, currencies, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
)

from salesplan.numerals import parse_number


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


NUMBER_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "number"}, {"type": "string"}],
    "examples": [12_000_000, "1,200万", "12M", "20%"],
}
Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    AfterValidator(_finite),
    PlainSerializer(_plain, when_used="json"),
    WithJsonSchema(NUMBER_SCHEMA),
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
