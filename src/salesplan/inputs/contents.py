"""What the columns of a table hold, to confirm what their names say.

Content decides only where it is decisive: a column with the name of a field and *nothing* of the
kind in it (an amount without a number, a date without a date) is not taken, and of two with equal
names the one that has something wins. A column without a known name is never taken for what it
holds: it is suggested.

A sample is looked at; whatever follows from its having none of a kind is confirmed by the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import pyarrow as pa
import pyarrow.compute as pc

from salesplan.inputs.columns import NEEDED, NUMERIC, Ambiguity, Choice, Refusal, factor_at
from salesplan.inputs.samples import FEW, dates_in, filled, first_filled, numbers_in, sampled
from salesplan.inputs.tables import Table


class _Verdict(Enum):
    """Whether a column holds what its name says."""

    FITS = auto()
    EMPTY = auto()
    OTHER = auto()


@dataclass(frozen=True)
class _Settled:
    """What content says of a field: its column, others with as good a claim, those refused."""

    position: int | None
    rivals: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


def confirmed(choice: Choice, headers: Sequence[str], column: Callable[[int], pa.Array]) -> Choice:
    """The choice after a look at the cells of each `column` below the headers.

    Fields whose header the user named stay as they are.
    """
    positions, refusals, decided = dict(choice.positions), list(choice.refusals), []
    ambiguities = {ambiguity.field: ambiguity for ambiguity in choice.ambiguities}
    # The amount last: whether it can be computed depends on what the prices hold.
    for field, ranks in sorted(choice.claims.items(), key=lambda claim: claim[0] == "amount"):
        if positions.get(field) != ranks[0][0]:
            continue  # named by the user, or put elsewhere since
        if field not in ambiguities and _verdict(column(ranks[0][0]), field) is _Verdict.FITS:
            continue
        settled = _settled(field, ranks, column, positions.keys())
        refusals += [Refusal(field, at, first_filled(column(at))) for at in settled.refused]
        ambiguities.pop(field, None)
        if settled.position is None:
            del positions[field]
        else:
            positions[field] = settled.position
            rivals = [headers[at] for at in settled.rivals[:1]]
            for rival in rivals:
                ambiguities[field] = Ambiguity(field, (headers[settled.position], rival))
            if not rivals and settled.position not in settled.refused:
                decided.append(field)
    factor = factor_at(headers, positions)
    if factor == 1 == factor_at(headers, choice.positions):
        factor = choice.factor  # a unit above the table
    return replace(
        choice,
        positions=positions,
        factor=factor,
        ambiguities=tuple(ambiguities.values()),
        refusals=tuple(refusals),
        decided=tuple(decided),
    )


def _settled(
    field: str,
    ranks: Sequence[Sequence[int]],
    column: Callable[[int], pa.Array],
    there: Collection[str],
) -> _Settled:
    """The best column of a field that holds something of its kind.

    Where none does, an empty one, or none. What is needed, and not to be had from the other fields
    that are `there`, stays as it is, so that its rows are rejected one by one.
    """
    refused: list[int] = []
    empty: list[int] = []
    for rank in ranks:
        verdicts = {at: _verdict(column(at), field) for at in rank}
        refused += [at for at, verdict in verdicts.items() if verdict is _Verdict.OTHER]
        empty += [at for at, verdict in verdicts.items() if verdict is _Verdict.EMPTY]
        fitting = [at for at, verdict in verdicts.items() if verdict is _Verdict.FITS]
        if fitting:
            return _Settled(fitting[0], tuple(fitting[1:]), tuple(refused))
    if empty:
        return _Settled(empty[0], (), tuple(refused))
    computed = field == "amount" and {"quantity", "price"} <= set(there)
    stays = field in NEEDED and not computed
    return _Settled(ranks[0][0] if stays else None, (), tuple(refused))


def confirmed_table(table: Table) -> Table:
    """The table after a look into its columns."""
    return replace(table, choice=confirmed(table.choice, table.headers, table.column))


def _verdict(column: pa.Array, field: str) -> _Verdict:
    sample = filled(sampled(column))
    if not len(sample):
        sample = filled(column)
        if not len(sample):
            return _Verdict.EMPTY
    if field not in NUMERIC | {"date", "rep"} or _holds(sample, field):
        return _Verdict.FITS
    whole = filled(column)
    return _Verdict.FITS if len(whole) < FEW or _holds(whole, field) else _Verdict.OTHER


def _holds(cells: pa.Array, field: str) -> bool:
    """Whether there is something of a field's kind among some filled cells."""
    if field == "rep":  # numbers may be those of people, but amounts of money are not
        broken = int(pc.sum(pc.match_substring_regex(cells, r"\.\d*[1-9]")).as_py() or 0)
        return not broken or numbers_in(cells) < len(cells)
    return bool(dates_in(cells) if field == "date" else numbers_in(cells))
