"""Limits on what a person's or a team's targets may be, as the profile says them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from salesplan.profile.fields import NUMBER_SCHEMA, Model, Number


class Bounds(Model):
    """An exact target, or the least and the most that it may be; a number alone is exact."""

    exact: Annotated[Number, Field(ge=0)] | None = None
    """Locked at this number: `1.2M`."""
    min: Annotated[Number, Field(ge=0)] | None = None
    """At least this."""
    max: Annotated[Number, Field(ge=0)] | None = None
    """At most this."""

    @model_validator(mode="before")
    @classmethod
    def _number_alone(cls, value: object) -> object:
        return value if isinstance(value, dict | Model) else {"exact": value}

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        fields: dict[str, Any] = handler.resolve_ref_schema(handler(schema))
        return {"anyOf": [*NUMBER_SCHEMA["anyOf"], fields]}

    @property
    def low(self) -> Decimal | None:
        """The least that it may be."""
        return self.exact if self.exact is not None else self.min

    @property
    def high(self) -> Decimal | None:
        """The most that it may be."""
        return self.exact if self.exact is not None else self.max


class Rates(Model):
    """The least and the most that a growth or a share may be."""

    min: Number | None = None
    """At least this."""
    max: Number | None = None
    """At most this."""


class Limits(Bounds):
    """Limits on the targets of a year, and of periods in it; a number alone locks the year."""

    periods: dict[str, Bounds] = Field(default_factory=dict)
    """Limits on quarters, halves or months: `{Q1: 250_000, 2027-03: {max: 80_000}}`."""
    growth: Rates | None = None
    """Growth over one's own sales of the last complete year: `{max: 30%}`."""
    share: Rates | None = None
    """Share of what all people together are to reach: `{min: 5%, max: 12%}`."""
