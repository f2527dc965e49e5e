"""Histories as the tests of an analysis write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np

from tests.core.builders import Row


def monthly(first: str, amounts: Iterable[int], rep: str = "Ann", day: int = 15) -> list[Row]:
    """One sale a month, on the same day of each."""
    start = np.datetime64(first, "M")
    return [(f"{start + at}-{day:02}", rep, amount) for at, amount in enumerate(amounts)]


def weekdays(first: str, last: str) -> list[dt.date]:
    """Mondays to Fridays from the first day to the last, both included."""
    days = np.arange(np.datetime64(first), np.datetime64(last) + 1)
    found: list[dt.date] = days[np.is_busday(days)].tolist()
    return found


def daily(days: Sequence[dt.date], amounts: Iterable[int], rep: str) -> list[Row]:
    """A sale on each of some days; days with nothing are left out."""
    pairs = zip(days, amounts, strict=True)
    return [(day.isoformat(), rep, amount) for day, amount in pairs if amount]
