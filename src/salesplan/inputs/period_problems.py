"""What is wrong with a table of periods as a whole, and of which year it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from salesplan.errors import Finding, Place
from salesplan.inputs.blocks import Header
from salesplan.inputs.columns import named_unit, title_factor
from salesplan.inputs.period_names import Label, bare_size, named_year, parse_period
from salesplan.inputs.raw import RawSheet
from salesplan.inputs.wide import ACTUALS, TARGETS, Measure, Periods, measured, top_cells

PROBLEMS: Final = frozenset({"E271", "E272", "E273", "E274", "E275", "E276", "E277"})
"""Codes of what is wrong with a table of periods as a whole."""


def problem_of(
    sheet: RawSheet, header: Header, periods: Periods, above: Sequence[str]
) -> Finding | None:
    """Why a table of periods cannot be read, if it cannot."""
    place = Place(sheet.file, sheet=sheet.name or None, row=int(sheet.rows[header.row]))
    texts = header.texts
    title = " ".join((*above, sheet.name)).casefold()
    if TARGETS.search(title) and not ACTUALS.search(title):
        named = next(t for t in (*above, sheet.name) if TARGETS.search(t.casefold()))
        return Finding("E272", place, {"header": named})
    if periods.problem:
        return Finding(periods.problem, place, _blamed(periods, periods.problem, texts))
    if mixed := _mixed_units(texts, [*periods.amounts], above):
        return Finding("E277", place, {"first": mixed[0], "second": mixed[1]})
    if (
        periods.year is None
        and year_of(sheet, above) is None
        and is_yearless(sheet, header, periods)
    ):
        yearless = _yearless(sheet, header, periods)
        return Finding("E271", place, {"first": yearless[0], "last": yearless[-1]})
    return None


def _blamed(periods: Periods, problem: str, texts: Sequence[str]) -> dict[str, object]:
    """The headers that make the problem of some periods."""
    if problem == "E274":
        first, second = _twice(periods.amounts)
        return {"first": texts[first], "second": texts[second]}
    if problem == "E275":
        return {"headers": ", ".join(texts[at] for at in list(periods.amounts)[:5])}
    if problem == "E276":
        return {"header": texts[periods.blamed or 0]}
    others = (*periods.unread, *periods.totals)
    shown = [at for at in others if measured(texts[at])[1] is not Measure.AMOUNT]
    return {"header": texts[shown[0] if shown else 0]}


def _mixed_units(
    texts: Sequence[str], columns: Sequence[int], above: Sequence[str]
) -> tuple[str, str] | None:
    """A header that names a unit and one that names none, where no line above says it for all."""
    units = {at: named_unit(texts[at]) for at in columns}
    named = [at for at, unit in units.items() if unit not in {None, 1}]
    bare = [at for at, unit in units.items() if unit is None]
    if not named or not bare or any(title_factor(text) != 1 for text in above):
        return None
    return texts[named[0]], texts[bare[0]]


def _twice(labels: Mapping[int, Label]) -> tuple[int, int]:
    seen: dict[Label, int] = {}
    for at, label in labels.items():
        if label in seen:
            return seen[label], at
        seen[label] = at
    raise AssertionError(labels)


def year_of(sheet: RawSheet, above: Sequence[str]) -> int | None:
    """The year of periods that name none: of a line `above`, of the sheet or of the file."""
    return named_year(" ".join(above), sheet.name, Path(sheet.file).stem)


def is_yearless(sheet: RawSheet, header: Header, periods: Periods) -> bool:
    """Whether some of the periods name no year."""
    return bool(_yearless(sheet, header, periods))


def _yearless(sheet: RawSheet, header: Header, periods: Periods) -> list[str]:
    """The periods that name no year, as they are written."""
    if periods.column is None:
        return [header.texts[at] for at, label in periods.amounts.items() if label.year is None]
    size = bare_size(header.texts[periods.column])
    cells = top_cells(sheet, header, periods.column)
    labels = [parse_period(cell, size) for cell in cells]
    return [
        cell
        for cell, label in zip(cells, labels, strict=True)
        if label is not None and label.size > 0 and label.year is None
    ]
