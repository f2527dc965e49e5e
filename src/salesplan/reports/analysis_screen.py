"""What an analysis says on the screen: sentences, years, people, the season in a line, a close."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from salesplan.choices import Language
from salesplan.reports.analysis_overview import goals_table
from salesplan.reports.analysis_people import screen_table
from salesplan.reports.analysis_story import strength_word
from salesplan.reports.analysis_view import AnalysisView, known_columns
from salesplan.reports.analysis_years import years_table
from salesplan.reports.plan_screen import in_wan
from salesplan.reports.values import Table

_READS_BETTER: Final = 100_000  # main units from which Chinese readers think in 万


def analysis_tables(view: AnalysisView) -> Iterator[tuple[str, Table]]:
    """Years, people and goals, each with its heading and the unit of its amounts."""
    labels = view.labels
    yield _with_unit(view, labels("years_heading"), known_columns(years_table(view, short=True)))
    if len(view.sellers) > 1:
        heading = labels("people_heading", recent=view.recent_name)
        yield _with_unit(view, heading, known_columns(screen_table(view)))
    goals = goals_table(view)
    if goals is not None:
        heading = labels("goals_heading", year=view.analysis.year_ahead.name)
        yield _with_unit(view, heading, goals)


def season_line(view: AnalysisView) -> str:
    """The shares of the twelve months in a line; "" where all are alike."""
    shape, labels = view.analysis.shape, view.labels
    if len({month.share for month in shape.months}) == 1:
        return ""
    months = labels("list_separator").join(
        f"{view.month_name(month.key, with_year=False)} {month.share * 100:.1f}"
        for month in shape.months
    )
    return labels("season_line", strength=strength_word(view), months=months)


def closing_line(view: AnalysisView) -> str:
    """The three numbers that matter: what was sold lately, how that grew, what to expect."""
    analysis, labels = view.analysis, view.labels
    recent, ahead = analysis.recent, analysis.year_ahead
    if view.recent_total is None:
        parts = [labels("closing_total", amount=view.said(analysis.total))]
    else:
        amount = view.said(view.recent_total)
        parts = [labels("closing_recent", recent=view.recent_name, amount=amount)]
    if recent is not None and recent.growth is not None:
        parts.append(labels("closing_growth", change=f"{recent.growth:+.1%}"))
    if ahead.expected:
        amount = view.roughly(ahead.expected)
        parts.append(labels("closing_expected", year=ahead.name, amount=amount))
    return " · ".join(parts)


def rows_line(view: AnalysisView) -> str:
    """What became of the rows of the files."""
    number, sales = view.labels.number, view.sales
    return view.labels(
        "history_rows",
        read=number(sales.read),
        used=number(sales.used),
        rejected=number(sales.rejected),
        left_out=number(sales.left_out),
    )


def _with_unit(view: AnalysisView, heading: str, table: Table) -> tuple[str, Table]:
    """The heading with the unit of amounts and the table in it: in Chinese large ones in 万."""
    unit, labels = view.unit, view.labels
    if labels.language is Language.ZH and view.cell(view.analysis.total) >= _READS_BETTER:
        table, unit = in_wan(table), labels.wan(view.currency)
    return (labels("with_unit", heading=heading, unit=unit) if unit else heading), table
