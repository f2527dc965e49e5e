"""What a plan supposes that its profile's file does not say: the fields of a scenario."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Final

_GROUPED: Final = 10_000  # from here on digits are grouped; a year never is


@dataclass(frozen=True, slots=True)
class Supposed:
    """A field of the profile that was said differently.

    `path` is as it was given; `before` and `after` are values as a profile writes them, "" where
    there is none.
    """

    path: str
    before: str
    after: str


def written(value: Any) -> str:  # noqa: ANN401 (any value of a profile)
    """A plain value in one line, as a profile writes it; "" for none.

    >>> written({"min": 260000, "share": ["5%", True]})
    '{min: 260_000, share: [5%, true]}'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | Decimal):
        return _number(Decimal(value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {written(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(written(each) for each in value) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value.value if isinstance(value, Enum) else value)


def _number(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    plain = value.quantize(Decimal(1)) if whole else value.normalize()
    return f"{plain:,f}".replace(",", "_") if abs(value) >= _GROUPED else f"{plain:f}"
