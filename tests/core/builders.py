"""Profiles and sales as the tests of the core write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from salesplan.core.sales import Sales
from salesplan.profile import Profile

Row = tuple[str, str, int]

FIELDS = ("quantity", "customer", "order")


def profile(
    *reps: dict[str, Any], goals: Sequence[dict[str, Any]] = (), **fields: object
) -> Profile:
    """A profile of one team; by default two equal people, calls, and the year 2027."""
    return Profile.model_validate(
        {
            "fiscal_year": {"start": "2027-01-01"},
            "goals": list(goals) or [{"metric": "calls", "annual": 1200}],
            "team": [{"name": "East", "reps": list(reps) or [{"name": "Ann"}, {"name": "Bob"}]}],
            **fields,
        }
    )


def sales(rows: Iterable[Row], **columns: Sequence[object]) -> Sales:
    """Sales from (day, person, minor units), with optional further columns."""
    listed = list(rows)
    frame = pd.DataFrame(
        {
            "date": pd.Series([day for day, _, _ in listed], dtype="datetime64[s]"),
            "rep": pd.Series([rep for _, rep, _ in listed], dtype="str").astype("category"),
            "amount": pd.Series([amount for _, _, amount in listed], dtype="int64"),
        }
    )
    for name, values in columns.items():
        column = pd.Series(list(values))
        frame[name] = column.astype("int64") if name == "quantity" else column.astype("category")
    frame["file"] = pd.Series(["sales.csv"] * len(listed), dtype="category")
    frame["sheet"] = pd.Series([""] * len(listed), dtype="category")
    frame["row"] = pd.Series(range(2, len(listed) + 2), dtype="int64")
    return Sales(frame)


def every_day(first: str, last: str) -> list[dt.date]:
    """All days from the first to the last, both included."""
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    return [begin + dt.timedelta(days=at) for at in range((end - begin).days + 1)]
