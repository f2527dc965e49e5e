"""The workbook of an analysis as a value: the order of its sheets and what each answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.errors import Finding
from salesplan.reports.analysis_events import events_sheet
from salesplan.reports.analysis_names import names_sheet
from salesplan.reports.analysis_overview import overview_sheet
from salesplan.reports.analysis_people import people_sheet
from salesplan.reports.analysis_season import season_sheet
from salesplan.reports.analysis_suggestions import suggestions_sheet
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.analysis_years import months_sheet, years_sheet
from salesplan.reports.quality_sheet import quality_sheet
from salesplan.reports.values import Book, Sheet


def analysis_book(view: AnalysisView, findings: Sequence[Finding] = ()) -> Book:
    """The workbook; `findings` are those of reading, shown with the analysis's own."""
    everything = (*findings, *view.analysis.findings)
    sheets = dict(_sheets(view))
    sheets["quality"] = quality_sheet(view.labels, view.sales.accounts, everything)
    answers = [(sheet.name, view.labels(f"answers_{key}")) for key, sheet in sheets.items()]
    return Book(
        (overview_sheet(view, answers), *sheets.values()),
        view.title,
        created=view.analysis.span.last,
    )


def _sheets(view: AnalysisView) -> Iterator[tuple[str, Sheet]]:
    """The sheets between the overview and the data quality."""
    yield "years", years_sheet(view)
    yield "months", months_sheet(view)
    yield "season", season_sheet(view)
    if view.sellers:
        yield "people", people_sheet(view)
    for found in view.analysis.concentration:
        if found.top:
            yield found.field, names_sheet(view, found)
    yield "events", events_sheet(view)
    yield "suggestions", suggestions_sheet(view)
