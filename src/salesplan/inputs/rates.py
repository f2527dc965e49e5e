"""Amounts in other currencies → the plan's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Money:
    """The plan's currency, its decimals, and what one unit of another is worth in it."""

    currency: str
    decimals: int
    rates: Mapping[str, Decimal]
