"""The first sheet of an analysis: what matters, key figures, months, years, goals that are real.

One column of blocks, narrow enough for a phone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from salesplan.core.year_ahead import YearAhead
from salesplan.reports.analysis_story import Topic, about, over_landing, shared_months, story
from salesplan.reports.analysis_view import AnalysisView
from salesplan.reports.analysis_years import months_name, years_name
from salesplan.reports.sentences import supposed_lines
from salesplan.reports.values import (
    Block,
    Cell,
    Chart,
    ChartKind,
    Charts,
    Column,
    Fact,
    Facts,
    Kind,
    Role,
    Row,
    Series,
    Sheet,
    Table,
    Text,
)

SHOWN_CHANCES: Final = (90, 75, 50, 25, 10)  # per cent
_EVEN_CHANCE: Final = 50
_MIDDLE: Final = 0.5  # the range whose ends are reached with 75 and 25 %
_WIDTH: Final = 760
_WRITABLE: Final = 10**15
"""Beyond it a spreadsheet loses digits; a wild history of a few months may be followed by that."""
_BEYOND: Final = "> 10¹⁵"


def overview_sheet(view: AnalysisView, sheets: Sequence[tuple[str, str]]) -> Sheet:
    """What a director reads first; `sheets` are the other sheets and what each answers."""
    labels = view.labels
    blocks: list[Block] = [Text(view.title, Role.TITLE), Text(view.subtitle, Role.SUBTITLE)]
    if view.scenario:
        blocks.append(Text(labels("scenario_heading"), Role.HEADING))
        blocks += [Text(line) for line in supposed_lines(view.scenario, labels)]
    blocks.append(Facts(tuple(_facts(view)), view.amount_format))
    blocks.append(Text(labels("what_matters"), Role.HEADING))
    for number, sentence in enumerate(story(view), 1):
        role = Role.WARNING if sentence.topic is Topic.UNUSUAL else Role.BODY
        blocks.append(Text(labels("numbered", number=number, text=sentence.text), role))
    blocks += _goals(view)
    blocks += [Charts((chart,)) for chart in _charts(view)]
    blocks.append(Text(labels("where_heading"), Role.HEADING))
    blocks += [Text(labels("where_line", sheet=name, answers=what)) for name, what in sheets]
    return Sheet(
        labels("overview_sheet"), tuple(blocks), landscape=False, accent=True, one_page=True
    )


def _facts(view: AnalysisView) -> Iterator[Fact]:
    analysis, labels = view.analysis, view.labels
    recent, ahead = analysis.recent, analysis.year_ahead
    if view.recent_total is not None:
        yield Fact(labels("fact_recent"), view.said(view.recent_total), note=view.recent_days)
    else:
        days = view.days_text(analysis.span.whole) if analysis.span.months else ""
        yield Fact(labels("fact_total"), view.said(analysis.total), note=days)
    if recent is not None and recent.growth is not None:
        yield Fact(labels("fact_growth"), f"{recent.growth:+.1%}", note=labels("fact_before"))
    elif (part := shared_months(view)) is not None and part.growth is not None:
        note = labels("fact_same", days=view.days_text(part.days))
        yield Fact(labels("fact_growth"), f"{part.growth:+.1%}", note=note)
    if analysis.landing is not None:
        landing = analysis.landing
        note = ""
        if landing.low is not None and landing.high is not None:
            low, high = view.roughly(landing.low), view.roughly(landing.high)
            note = labels("fact_between", low=low, high=high)
        name = labels("fact_landing", year=landing.name)
        yield Fact(name, view.roughly(landing.expected), note=note)
    if ahead.expected:
        growth = (
            ""
            if ahead.growth is None
            else labels("fact_over", change=f"{ahead.growth:+.1%}", base=ahead.base_name)
        )
        name = labels("fact_ahead", year=ahead.name)
        yield Fact(name, view.roughly(ahead.expected), note=growth)


def shown_chances(ahead: YearAhead) -> list[tuple[int, int]]:
    """Per cent, and the total that is reached with that probability, the surest first."""
    known = {round(chance.probability * 100): chance.total for chance in ahead.chances}
    for middle in (each for each in ahead.ranges if each.coverage == _MIDDLE):
        known |= {75: middle.low, 25: middle.high}
    return [(percent, known[percent]) for percent in SHOWN_CHANCES if percent in known]


def goals_table(view: AnalysisView) -> Table | None:
    """What total is reached with which probability; None where nothing tells."""
    ahead, labels = view.analysis.year_ahead, view.labels
    shown = shown_chances(ahead)
    if not shown:
        return None
    columns = [
        Column(labels("goal_chance")),
        view.amount_column(labels("goal_for", year=ahead.name), Role.TOTAL),
    ]
    if ahead.base_name is not None:
        columns.append(Column(labels("goal_over", year=ahead.base_name), Kind.SHARE))
    landing = view.analysis.landing
    if landing is not None:
        columns.append(Column(labels("goal_over_landing", year=landing.name), Kind.SHARE))
    columns.append(Column(labels("goal_meaning")))
    rows = []
    for percent, total in shown:
        growth = total / ahead.base - 1 if ahead.base and ahead.base > 0 else None
        rows.append(
            Row(
                (
                    f"{percent}%",
                    _written(view.cell(total)),
                    *([] if ahead.base_name is None else [_written(view.rounded(growth))]),
                    *([] if landing is None else [_over_landing(view, total)]),
                    labels(f"goal_{percent}"),
                ),
                Role.GROUP if percent == _EVEN_CHANCE else Role.BODY,
            )
        )
    return Table("goals", tuple(columns), tuple(rows), amount_format=view.amount_format)


def _over_landing(view: AnalysisView, total: int) -> Cell:
    return _written(view.rounded(over_landing(view, total)))


def _written(value: Decimal | float | None) -> Cell:
    return value if value is None or value < _WRITABLE else _BEYOND


def _goals(view: AnalysisView) -> Iterator[Block]:
    ahead, labels = view.analysis.year_ahead, view.labels
    if not ahead.expected:
        return
    yield Text(labels("goals_heading", year=ahead.name), Role.HEADING)
    table = goals_table(view)
    if table is None:
        yield Text(about(view, Topic.AHEAD))
        return
    yield Text(basis_text(view), Role.NOTE)
    yield table


def basis_text(view: AnalysisView) -> str:
    """What the expectation stands on."""
    ahead, labels = view.analysis.year_ahead, view.labels
    text = labels(f"ahead_basis_{ahead.basis.value}", months=ahead.history)
    if ahead.backtests:
        text += labels("ahead_backtests", count=ahead.backtests)
    if ahead.skipped:
        text += labels.counted("ahead_skipped", ahead.skipped)
    return text


def _charts(view: AnalysisView) -> Iterator[Chart]:
    analysis, labels = view.analysis, view.labels
    last = len(analysis.months) - 1
    years = len(analysis.years) - (1 if analysis.landing is None else 0)
    if last > 0:
        names = (0, 0, last, 0)
        series = [Series(labels("sales_column"), months_name(), names, (0, 1, last, 1))]
        if any(month.last_twelve is not None for month in analysis.months):
            mean = labels("twelve_mean")
            series.append(Series(mean, months_name(), names, (0, 2, last, 2), line=True))
        title = labels("chart_months")
        yield Chart(title, ChartKind.COLUMN, tuple(series), view.unit, width=_WIDTH)
    if years > 0:
        columns = Series(labels("sales_column"), years_name(), (0, 0, years, 0), (0, 1, years, 1))
        yield Chart(labels("chart_years"), ChartKind.COLUMN, (columns,), view.unit, width=_WIDTH)
