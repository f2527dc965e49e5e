"""The day on which a command runs."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """The user's day, in the user's time zone."""
    return dt.date.today()  # noqa: DTZ011
