"""What is said of the columns of a table: where each field stands and why, and what is doubtful."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from salesplan.core.sales import Account, Origin, Why
from salesplan.errors import Finding, Place
from salesplan.inputs.columns import NAMES, NEEDED, Choice
from salesplan.inputs.computed import amount_fields
from salesplan.inputs.plain_names import plain_column
from salesplan.inputs.tables import Table, absent_header
from salesplan.profile import History


def named_columns(history: History) -> dict[str, tuple[str, ...]]:
    """The headers that the user names, by field."""
    return {str(name): headers for name, headers in history.columns.items()}


def origins(table: Table, history: History) -> tuple[Origin, ...]:
    """Where each field stands in a table that is read as `history` says.

    Without those that nothing is read from: a price beside an amount.
    """
    positions, letters = table.choice.positions, table.sheet.letters
    unused = {"price", "discount"} if "amount" in positions else set()
    joined = {name for join in history.joins for name in join.columns}
    found = []
    for field in NAMES:
        if field in positions and field not in unused:
            position = positions[field]
            why = table.choice.why(field, history.columns)
            if not letters[position] and why is not Why.PRESET:
                why = Why.JOIN if field in joined else Why.LAYOUT
            found.append(Origin(field, table.headers[position], letters[position], why))
    return tuple(found)


def column_findings(table: Table, history: History) -> Iterator[Finding]:
    """What there is to say about the columns of a table."""
    sheet, choice = table.sheet, table.choice
    place = Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[table.header]))
    for name in choice.absent:
        finding = absent_header(table, name, named_columns(history))
        if (taken := choice.positions.get(name)) is not None:
            values = {**finding.values, "taken": table.headers[taken].strip()}
            finding = replace(finding, code="N213", values=values, nearest=None)
        yield finding
    for ambiguity in choice.ambiguities:
        first, second = (header.strip() for header in ambiguity.headers)
        values = {"field": ambiguity.field, "first": first, "second": second}
        needed = ambiguity.field in {"date", "amount", "rep"}
        yield Finding("E217" if needed else "W222", place, values)
    if choice.preset:
        yield Finding("N262", place, {"preset": choice.preset})
    yield from refusal_findings(choice, table.headers, place)
    yield from rival_findings(choice, table.headers, place)
    if "rep" not in choice.positions and "rep" not in choice.absent:
        plain = plain_column(table)
        header = "" if plain is None else table.headers[plain].strip()
        yield Finding("W257", place, {"header": header}) if header else Finding("W221", place)
    multiplied = amount_fields(table)[:2]
    if choice.factor != 1 and multiplied:
        header = table.headers[choice.positions[multiplied[-1]]]
        found = {"header": header, "factor": choice.factor}
        yield Finding("N203", place, found)


def without_stand_ins(
    findings: Iterable[Finding], accounts: Collection[Account]
) -> Iterator[Finding]:
    """The findings with an error for each header named by the user that no sheet has.

    Another column is taken in its place only where some other sheet shows that it is no mistake.
    """
    there = {
        origin.field
        for account in accounts
        for origin in account.origins
        if origin.why is Why.PROFILE
    }
    for finding in findings:
        if finding.code != "N213" or finding.values["field"] in there:
            yield finding
            continue
        values = dict(finding.values)
        taken = str(values.pop("taken"))
        yield replace(finding, code="E216", values=values, nearest=taken)


def refusal_findings(choice: Choice, headers: Sequence[str], place: Place) -> Iterator[Finding]:
    """What is said about columns that do not hold what they are called.

    An error where the column had to be taken all the same, for there is no other.
    """
    for refusal in choice.refusals:
        header = headers[refusal.position].strip()
        taken = choice.positions.get(refusal.field) == refusal.position
        values = {"field": refusal.field, "header": header, "value": refusal.sample}
        yield Finding("E261" if taken else "N261", place, values)


def rival_findings(choice: Choice, headers: Sequence[str], place: Place) -> Iterator[Finding]:
    """What is said where further columns have a name of the date, the amount or the person.

    The better name was taken; nothing is said where the user or a preset chose.
    """
    refused = {refusal.position for refusal in choice.refusals}
    for field in (*NEEDED, "rep"):
        claimed = [at for rank in choice.claims.get(field, ()) for at in rank]
        taken = choice.positions.get(field)
        others = [headers[at].strip() for at in claimed if at != taken and at not in refused]
        ambiguous = any(ambiguity.field == field for ambiguity in choice.ambiguities)
        if taken in claimed and others and not ambiguous and field not in choice.from_preset:
            values = {"field": field, "header": headers[taken].strip(), "other": others[0]}
            yield Finding("N263", place, {**values, "others": ", ".join(others)})
