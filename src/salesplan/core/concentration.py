"""How few names carry how much of the sales: customers, products or regions.

Amounts are minor units, of the last twelve whole months of the history (of all days, where there
are fewer). Names are ordered by what they brought, and classed by how much stands before them:
A as long as that is less than 80 %, B less than 95 %, C the rest. Names that returned as much as
they bought, or more, have no class; shares are of the sum of all others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.calendar import MONTHS
from salesplan.core.same_days import Column, Days
from salesplan.core.timeline import Timeline

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FIELDS: Final = ("customer", "product", "region")
"""The optional columns of `Sales.rows` that concentration is measured by."""
LISTED: Final = 100
"""Names that are listed one by one; a director does not read further."""
TOP: Final = (1, 5, 10)
_A_UNTIL: Final = 80  # per cent: the usual cuts of an ABC analysis
_B_UNTIL: Final = 95


class Class(StrEnum):
    """How important a name is."""

    A = "A"
    B = "B"
    C = "C"
    NONE = "none"  # returned as much as bought, or more


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """The names of a class: how many, what they brought, and their share (None for no class)."""

    kind: Class
    count: int
    amount: int
    share: float | None


@dataclass(frozen=True, slots=True)
class NameFigures:
    """A name; `before` is what it brought in the twelve months before, None where unknown."""

    name: str
    kind: Class
    amount: int
    share: float | None
    before: int | None

    @property
    def growth(self) -> float | None:
        """0.2 is 20 % more than before; None where nothing was sold before, or that is unknown."""
        return (
            self.amount / self.before - 1 if self.before is not None and self.before > 0 else None
        )


@dataclass(frozen=True, slots=True)
class Concentration:
    """How the sales of `days` fall to the names of one column (`field`).

    `classes` are A, B, C and those without a class; with `unnamed`, what was sold without a name,
    they add up to `total`. `largest` are the first names, the largest first; `others` are how many
    more there are, and what they brought. `lost` are the names of the twelve months before without
    any rows since, those that had brought most first. `top` are the shares of the largest 1, 5 and
    10.

    `herfindahl` is the sum of all squared shares; 1 ÷ it is the number of equal names that would be
    as concentrated. It was taken rather than Gini's coefficient, which says how unequal names are
    and not how few carry the sales: it changes with every tiny customer that is added, and is 0 for
    one customer who buys everything. None where no name brought anything.
    """

    field: str
    days: Days
    total: int
    count: int
    unnamed: int
    classes: tuple[ClassFigures, ...]
    largest: tuple[NameFigures, ...]
    others: tuple[int, int]
    lost: tuple[NameFigures, ...]
    top: tuple[tuple[int, float], ...]
    herfindahl: float | None

    @property
    def equal_names(self) -> float | None:
        """The number of equal names that would be as concentrated."""
        return 1 / self.herfindahl if self.herfindahl else None


def concentration(line: Timeline, field: str) -> Concentration:
    """How the recent sales fall to the names of a column that the sales have."""
    column, days = Column.of(line.sales, field), _days_looked_at(line)
    recent, there = _sums(line, column, days)
    earlier, before = None, np.zeros_like(there)
    if line.year_before is not None:
        earlier, before = _sums(line, column, line.days_of(line.year_before))
    named = np.flatnonzero(there[:-1])
    order = named[np.argsort(-recent[named], kind="stable")]  # equals by the alphabet
    amounts = recent[order]
    gained = np.maximum(amounts, 0)
    whole = int(gained.sum())
    shares = gained / max(whole, 1)
    kinds = _kinds(gained, whole)
    listed = tuple(
        NameFigures(
            str(column.names[at]),
            list(Class)[kinds[place]],
            int(amounts[place]),
            float(shares[place]) if gained[place] else None,
            None if earlier is None else int(earlier[at]),
        )
        for place, at in enumerate(order[:LISTED].tolist())
    )
    return Concentration(
        field,
        days,
        int(recent.sum()),
        len(order),
        int(recent[-1]),
        _classes(kinds, amounts, shares),
        listed,
        (len(order) - len(listed), int(amounts[LISTED:].sum())),
        _lost(column, before & ~there, earlier),
        tuple((most, float(shares[:most].sum())) for most in TOP) if whole else (),
        float((shares**2).sum()) if whole else None,
    )


def _days_looked_at(line: Timeline) -> Days:
    """The recent months, or the whole history where it has fewer than twelve whole ones."""
    twelve = line.recent.stop - line.recent.start == MONTHS
    return line.days_of(line.recent if twelve else line.known)


def _sums(line: Timeline, column: Column, days: Days) -> tuple[Ints, Mask]:
    """What each name brought in some days, and whether it has rows in them; nameless rows last."""
    edges = np.array([days.start, days.end], dtype="datetime64[D]") - line.past.bounds[0]
    first, end = edges.astype(np.int64).tolist()
    rows = np.flatnonzero((line.day >= first) & (line.day < end))
    sums = np.zeros(len(column.names), dtype=np.int64)
    there = np.zeros(len(column.names), dtype=np.bool_)
    np.add.at(sums, column.code[rows], line.sales.rows["amount"].to_numpy()[rows])
    there[column.code[rows]] = True
    return sums, there


def _lost(column: Column, gone: Mask, earlier: Ints | None) -> tuple[NameFigures, ...]:
    """The largest of the names that are `gone`, by what they brought earlier."""
    if earlier is None:
        return ()
    names = np.flatnonzero(gone[:-1] & (earlier[:-1] > 0))
    largest = names[np.argsort(-earlier[names], kind="stable")][:LISTED]
    return tuple(
        NameFigures(str(column.names[at]), Class.NONE, 0, None, int(earlier[at]))
        for at in largest.tolist()
    )


def _kinds(gained: Ints, whole: int) -> Ints:
    """Positions in `Class` of names in order; `gained` are their amounts, 0 for those without."""
    before = 100 * (np.cumsum(gained) - gained)
    cuts = [before < _A_UNTIL * whole, before < _B_UNTIL * whole]
    return np.where(gained > 0, np.select(cuts, [0, 1], 2), 3)


def _classes(kinds: Ints, amounts: Ints, shares: Floats) -> tuple[ClassFigures, ...]:
    return tuple(
        ClassFigures(
            kind,
            int((kinds == at).sum()),
            int(amounts[kinds == at].sum()),
            None if kind is Class.NONE else float(shares[kinds == at].sum()),
        )
        for at, kind in enumerate(Class)
    )
