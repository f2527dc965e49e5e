"""What the rows of a table mean: which are sales, of whom, how much and in which money.

The topics have modules of their own (`computed`, `rates`, `counting`, `credits`); here they come
together. Nothing is done for a topic whose columns or settings a table does not have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pyarrow as pa

from salesplan.errors import Finding
from salesplan.inputs.arrays import Mask
from salesplan.inputs.cells import Reading, State, turned
from salesplan.inputs.computed import PARTS, Amounts, amount_fields, read_amounts
from salesplan.inputs.counting import States, read_states, report_states, suggest_states
from salesplan.inputs.credits import (
    Credit,
    Shares,
    credit,
    read_shares,
    report_shares,
    split_people,
)
from salesplan.inputs.rates import Conversion, Money, convert, report_conversion
from salesplan.inputs.several_people import suggest_separators
from salesplan.inputs.tables import Table
from salesplan.profile import Counting, History

_PART_CODES = {State.BLANK: "W243", State.UNREADABLE: "W244", State.IMPLAUSIBLE: "W244"}
_AMOUNT_CODES = {State.BLANK: "W211", State.UNREADABLE: "W212", State.IMPLAUSIBLE: "W213"}


@dataclass(frozen=True)
class Meaning:
    """What is known of the rows of a table besides dates and names.

    `amounts` are in the plan's minor units, returns negative, before shares.
    """

    table: Table
    parts: Amounts
    conversion: Conversion
    states: States | None
    shares: Shares | None
    amounts: Reading
    history: History
    decimals: int

    @property
    def left_out(self) -> Mask | None:
        """Rows that are no sales by their state; None where nothing says so."""
        return None if self.states is None else self.states.left_out

    @property
    def is_computed(self) -> bool:
        """Whether the amounts come from quantities and prices."""
        return PARTS[0] in self.parts.read

    @property
    def is_summable(self) -> bool:
        """Whether the amounts are of one money and a row each, so that a total adds them up."""
        others = (self.conversion.unknown, self.conversion.unrated)
        mixed = self.conversion.converted or any(o is not None and o.any() for o in others)
        return self.shares is None and not mixed

    def fields(self) -> tuple[str, ...]:
        """The fields without which a row cannot be used, if the table has them."""
        there = self.table.choice.positions
        return (*amount_fields(self.table), *(n for n in ("currency", "share") if n in there))

    def faults(self) -> Iterator[tuple[str, Mask, int]]:
        """Why rows cannot be used: code, rows and the column to blame."""
        positions = self.table.choice.positions
        for name, reading in self.parts.read.items():
            for state, code in (_AMOUNT_CODES if name == "amount" else _PART_CODES).items():
                yield code, reading.states == state, positions[name]
        if self.conversion.unknown is not None and self.conversion.position is not None:
            yield "W250", self.conversion.unknown, self.conversion.position
        if self.conversion.unrated is not None and self.conversion.position is not None:
            yield "W249", self.conversion.unrated, self.conversion.position
        for name in amount_fields(self.table)[:1]:
            yield "W213", self.amounts.states == State.IMPLAUSIBLE, positions[name]
        if self.shares is not None:
            yield "W246", self.shares.states == State.UNREADABLE, self.shares.position

    def credited(
        self, reading: Reading, credit: Credit | None, units: int | None = None
    ) -> Reading:
        """What each used row is credited of amounts, or of quantities that have `units` in one."""
        if credit is None:
            return reading
        return credit.part(reading, units or 10**self.decimals)

    def parted(self, rows: pa.Table, credit: Credit | None, used: Mask) -> pa.Table:
        """The used rows, those of several people in parts."""
        if credit is not None:
            rows = credit.with_sales(rows)
        if not self.history.separators:
            return rows
        weights = [] if self.shares is None else self.shares.weights(used)
        return split_people(rows, self.history.separators, weights)

    def quantities(self, reading: Reading) -> Reading:
        """Quantities, those of returns negative."""
        return reading if self.states is None else turned(reading, self.states.returned)

    def credit(self, dates: Reading, used: Mask) -> Credit | None:
        """What the used rows are credited of their sales; None without shares."""
        if self.shares is None:
            return None
        return credit(self.table, self.shares, self.amounts, dates, used)

    def report(self, used: Mask, by_state: Mask, credits: Credit | None) -> Iterator[Finding]:
        """What there is to say, now that it is known which rows are used."""
        yield from self.parts.findings
        yield from report_conversion(self.table, self.conversion, used)
        if self.states is None:
            yield from self._without_states()
            yield from suggest_states(self.table, used, self.amounts)
        else:
            negative = self.amounts.values < 0
            yield from report_states(self.table, self.states, by_state, used, negative)
        if self.shares is not None and self.shares.mixed is not None:
            place = self.table.place(-1, self.shares.position)
            yield Finding("E245", place, {"value": self.shares.mixed})
        elif self.shares is not None and credits is not None:
            yield from report_shares(self.table, self.shares, credits, used)
        yield from suggest_separators(
            self.table, self.history.separators, used, self.amounts, self.decimals
        )

    def _without_states(self) -> Iterator[Finding]:
        """The user says which states count, and there are none."""
        if self.history.count != Counting():
            headers = ", ".join([header for header in self.table.headers if header][:20])
            code = "E246" if self.history.count.only else "W252"
            yield Finding(code, self.table.place(-1), {"headers": headers})


def read_meaning(table: Table, history: History, money: Money) -> Meaning:
    """What the rows of a table mean by its columns and the user's settings."""
    parts = read_amounts(table, money.decimals, history.discount)
    fields = amount_fields(table)
    signed = [table.choice.positions[name] for name in ("amount", "price") if name in fields]
    conversion = convert(table, parts.reading, money, signed[0] if signed else None)
    states = read_states(table, history.count)
    amounts = conversion.reading
    if states is not None and states.returned.any():
        amounts = turned(amounts, states.returned)
    shares = read_shares(table, history.separators)
    return Meaning(table, parts, conversion, states, shares, amounts, history, money.decimals)


def of_rows(reading: Reading, rows: Mask) -> Reading:
    """A reading of some of its rows alone."""
    rests = None if reading.rests is None else reading.rests[rows]
    return replace(reading, values=reading.values[rows], states=reading.states[rows], rests=rests)
