"""What is wrong with a table of periods as a whole, and of which year it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from salesplan.errors import Finding, Place
from salesplan.inputs.columns import named_unit, title_factor
from salesplan.inputs.period_names import Label, bare_size, parse_period
from salesplan.inputs.wide import ACTUALS, TARGETS, Measure, Periods, measured, top_cells
from salesplan.inputs.wide_rows import Source
from salesplan.inputs.years import Year, turn_of_year

PROBLEMS: Final = frozenset(
    {"E248", "E249", *("E271", "E272", "E273", "E274", "E275", "E276", "E277")}
)
"""Codes of what is wrong with a table of periods as a whole."""


def problem_of(source: Source, above: Sequence[str]) -> Finding | None:
    """Why a table of periods cannot be read, if it cannot; `above` are the lines over it."""
    sheet, periods, texts = source.sheet, source.periods, source.header.texts
    place = source.place()
    title = " ".join((*above, sheet.name)).casefold()
    if TARGETS.search(title) and not ACTUALS.search(title):
        named = next(t for t in (*above, sheet.name) if TARGETS.search(t.casefold()))
        return Finding("E272", place, {"header": named})
    if periods.problem:
        return Finding(periods.problem, place, _blamed(periods, periods.problem, texts))
    if mixed := _mixed_units(texts, [*periods.amounts], above):
        return Finding("E277", place, {"first": mixed[0], "second": mixed[1]})
    return _problem_of_year(source)


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


def _problem_of_year(source: Source) -> Finding | None:
    """What forbids to take periods without a year for those of one year."""
    periods, place, year = source.periods, source.place(), source.year
    found = [] if periods.year is not None or year.is_given else _labels(source)
    yearless = [(text, label) for text, label in found if label.year is None]
    if not yearless:
        return None
    own = {label.year for _, label in found if label.year is not None}
    if year.number is None and not year.several:
        return Finding("E271", place, {"first": yearless[0][0], "last": yearless[-1][0]})
    if year.number is None or not own <= {year.number}:
        return several_years(place, yearless[0][0], year, own)
    turn = turn_of_year([label.size * label.number + 1 for _, label in yearless])
    if turn is None:
        return None
    return year_turns(place, yearless[turn - 1][0], yearless[turn][0], year)


def several_years(place: Place, text: str, year: Year, own: Iterable[int]) -> Finding:
    """What is said of a date or period, `text`, that could be of several years.

    `own` are those that others beside it have.
    """
    years = sorted({*year.several, *own} | ({year.number} if year.number else set()))
    values = {"value": text, "years": ", ".join(map(str, years)), "year": years[-1]}
    return Finding("E248", place, values)


def year_turns(place: Place, before: str, after: str, year: Year) -> Finding:
    """What is said where a new year seems to begin between two dates or periods."""
    values = {"before": before, "after": after, "year": year.number, "text": year.text}
    return Finding("E249", place, values)


def about_year(source: Source) -> Finding | None:
    """The note about periods that were taken for those of a year that stands elsewhere."""
    year = source.year
    yearless = source.periods.year is None and None in {label.year for _, label in _labels(source)}
    if year.number is None or not yearless:
        return None
    return Finding("N272", source.place(), {"year": year.number, "text": year.text})


def _labels(source: Source) -> list[tuple[str, Label]]:
    """The periods with a length, as they are written and what they are; of a column the first."""
    periods, texts = source.periods, source.header.texts
    if periods.column is None:
        return [(texts[at], label) for at, label in periods.amounts.items()]
    size = bare_size(texts[periods.column])
    cells = top_cells(source.sheet, source.header, periods.column)
    found = ((cell, parse_period(cell, size)) for cell in cells)
    return [(cell, label) for cell, label in found if label is not None and label.size > 0]
