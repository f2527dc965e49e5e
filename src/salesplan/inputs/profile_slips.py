"""What a profile says in good order and hardly means: 12 for 12%, 130% of a year, € in a $ plan.

Only the text shows these: once it is a number, 130% is 1.30, and 2,200,000 EUR is 2,200,000.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Final

from salesplan.core.consistency import Path as FieldPath
from salesplan.core.small_limits import as_share
from salesplan.errors import Finding
from salesplan.inputs.yaml_text import Source
from salesplan.numerals import currencies_named, parse_number

_SHARES: Final = {"growth", "customers", "orders_per_customer", "average_order", "max_rise"}
"""Shares of which one is as likely 1 % as 100 %: above it they need their sign, and at it."""
_BANDS: Final = {"on_track", "at_risk"}
_RANGES: Final = {"growth", "share"}
_MOST_PACE: Final = 3
_FIXED: Final = {"quarters", "months"}
_BOUNDS: Final = {"exact", "min", "max", "periods"}
_TEXTS: Final = {"name", "lead", "title", "label", "supports", "reason", "organisation", "aliases"}


def slips(value: dict[str, Any], source: Source) -> Iterator[Finding]:
    """What is hardly meant in the content of a profile, each at its place."""
    currency = value.get("currency", "CNY")
    for path, said in _said(value, ()):
        number = _number(said)
        if number is None:
            continue
        signed = isinstance(said, str) and any(sign in said for sign in "%％‰")
        finding = _signed(path, said, number) if signed else _unsigned(path, said, number)
        if finding is not None:
            yield source.located(path, finding)
        named = currencies_named(said) if isinstance(said, str) else frozenset()
        if named and isinstance(currency, str) and currency.upper() not in named:
            values = {"value": said, "currency": currency.upper()}
            yield source.located(path, Finding("E192", values=values))


def per_cent(field: str, said: object, number: Decimal) -> Finding:
    """A share that is written without its sign: 80 is 8,000 %."""
    whole = number * 100
    shown = f"{whole.to_integral_value() if whole == whole.to_integral_value() else whole:,f}%"
    return Finding("E190", values={"field": field, "value": str(said), "percent": shown})


def _said(here: Any, path: FieldPath) -> Iterator[tuple[FieldPath, object]]:  # noqa: ANN401
    """Every text and number of goals, people and settings, with its path."""
    if isinstance(here, dict):
        for key, each in here.items():
            if path or key != "history":
                yield from _said(each, (*path, key))
    elif isinstance(here, list):
        for at, each in enumerate(here):
            yield from _said(each, (*path, at))
    elif not any(step in _TEXTS for step in path[-2:]):
        yield path, here


def _number(said: object) -> Decimal | None:
    """A number as the profile reads it; None for anything else."""
    if isinstance(said, bool) or not isinstance(said, int | float | str):
        return None
    try:
        return parse_number(said) if isinstance(said, str) else Decimal(repr(said))
    except (ValueError, ArithmeticError):
        return None


def _unsigned(path: FieldPath, said: object, number: Decimal) -> Finding | None:
    """A share without its sign that would be an odd one."""
    field = path[-1]
    around = path[-2] if len(path) > 1 else ""
    too_large = (
        (field in _SHARES and number >= 1)
        or (field in _BANDS and number > _MOST_PACE)
        or (around in _RANGES and field in {"min", "max"} and number > 1)
    )
    return per_cent(str(field), said, number) if too_large else None


def _signed(path: FieldPath, said: object, number: Decimal) -> Finding | None:
    """A share where only an amount can stand, or one that is too large."""
    limit = _amount_of_team(path)
    if limit and number > 0:
        share = as_share(limit, str(said))
        values = {
            "field": ".".join(str(step) for step in limit),
            "value": str(said),
            "share": share,
            "growth": share.replace("{share: ", "{growth: "),
        }
        return Finding("E196", values=values)
    return _fixed(path, said, number)


def _amount_of_team(path: FieldPath) -> FieldPath:
    """The part of a path that leads to an amount in a person or a level; else nothing."""
    if path[0] != "team":
        return ()
    for at, step in enumerate(path):
        here = path[at:]
        if step in {"goal", "goals"}:
            return here
        if step in {"target", "targets"}:
            inside = here[1 if step == "target" else 2 :]
            return here if not inside or inside[0] in _BOUNDS else ()
    return ()


def _fixed(path: FieldPath, said: object, number: Decimal) -> Finding | None:
    """A quarter or a month that is all of the year, or more."""
    if number < 1 or len(path) < len(("goals", 0, "quarters", "Q1")) or path[-2] not in _FIXED:
        return None
    return Finding("E191", values={"period": str(path[-1]), "value": str(said)})
