"""What the pages of a review are made of: figures at the head, standings, lines to write on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from salesplan.core.standing import MetricReview, Subject
from salesplan.reports.plan_view import per_day
from salesplan.reports.review_versions import beside_header
from salesplan.reports.review_view import Line, ReviewView, amount, rate
from salesplan.reports.values import Block, Cell, Column, Fact, Facts, Kind, Role, Row, Table, Text

_LINE_POINTS: Final = 22.0  # height of a line to write on
_LINES: Final = 3


def standings_table(
    report: ReviewView,
    metric: int,
    wanted: Callable[[Line], bool] = lambda _: True,
    *,
    beside: bool = False,
) -> Table:
    """Everybody in the stretch looked at: what a team talks about.

    With `beside` also attainments by another version of the plan, if there is one.
    """
    mine = report.metrics[metric]
    lines = [line for line in report.lines(metric) if wanted(line)]
    header = beside_header(report) if beside else None
    rows = [[*_cells(report, mine, line)] for line in lines]
    if header is not None:
        for row, line in zip(rows, lines, strict=True):
            row.append(_attained_beside(report, mine, line))
    extra = [] if header is None else [Column(header, Kind.SHARE, Role.CONTEXT)]
    return Table(
        f"review_{mine.metric.settings.metric}",
        (*_columns(report, mine), *extra),
        tuple(Row(tuple(row), line.role) for row, line in zip(rows, lines, strict=True)),
        amount_format=report.amount_format(mine),
    )


def _columns(report: ReviewView, mine: MetricReview) -> Iterator[Column]:
    labels, kind = report.labels, report.kind(mine.metric)
    yield Column(labels("rep"))
    yield Column(labels("rank"), Kind.COUNT)
    yield Column(labels("status"))
    yield Column(labels("pace"), Kind.SHARE)
    for key in ("actual", "expected_to_date", "variance", "target"):
        yield Column(labels(key), kind)
    if report.has_days_ahead:
        yield report.view.rate_column(labels("required_run_rate"), mine.metric)
    if report.has_landing:
        yield Column(labels("landing"), kind)


def _cells(report: ReviewView, mine: MetricReview, line: Line) -> Iterator[Cell]:
    metric, standing = mine.metric, line.standing
    yield line.name
    yield line.rank
    yield report.status_cell(standing)
    yield rate(standing.pace)
    yield amount(metric, standing.actual)
    yield amount(metric, standing.expected)
    yield amount(metric, standing.variance_to_date)
    yield amount(metric, standing.target)
    if report.has_days_ahead:
        yield per_day(metric, standing.required_run_rate)
    if report.has_landing:
        yield amount(metric, line.landing.expected if line.landing else None)


def _attained_beside(report: ReviewView, mine: MetricReview, line: Line) -> Cell:
    """The attainment of the stretch by the version beside."""
    standing = report.beside_line(line, report.stretch, mine.metric.settings.metric)
    return None if standing is None else rate(standing.attainment)


def head(report: ReviewView, subject: Subject) -> Facts:
    """The main metric of somebody in large figures."""
    return Facts(tuple(_facts(report, subject)))


def _facts(report: ReviewView, subject: Subject) -> Iterator[Fact]:
    labels, metric = report.labels, report.metrics[0].metric
    line = report.line(0, subject)
    standing, landing = line.standing, line.landing

    def said(minor: int | Fraction) -> str:
        return report.said(metric, minor)

    due = ""
    if standing.expected is not None:
        due = labels("fact_expected", expected=said(standing.expected))
    yield Fact(labels("actual"), said(standing.actual), note=due)
    if standing.target is None:
        return
    attained = "" if standing.attainment is None else labels.share(float(standing.attainment), 0)
    note = labels("fact_attained", share=attained) if attained else ""
    yield Fact(labels("target"), said(standing.target), note=note)
    if standing.pace is not None:
        status = labels(f"status_{report.status(standing).value}")
        yield Fact(labels("pace"), labels.share(float(standing.pace), 0), note=status)
    if standing.required_run_rate is not None and standing.days_left:
        done = "" if standing.run_rate is None else said(standing.run_rate)
        note = labels("fact_run_rate", run_rate=done) if done else ""
        yield Fact(labels("required_run_rate"), said(standing.required_run_rate), note=note)
    if report.has_landing and landing is not None:
        note = ""
        if landing.low is not None and landing.high is not None and standing.days_left:
            note = f"{said(landing.low)} – {said(landing.high)}"
        yield Fact(labels("landing"), said(landing.expected), note=note)


def lines_to_write(report: ReviewView, name: str, columns: int) -> list[Block]:
    """What is agreed, by whom, until when: to be filled in by hand, across so many columns."""
    headers = {0: "what", columns - 4: "who", columns - 2: "by_when"}
    texts = {at: report.labels(key) for at, key in headers.items()}
    table = Table(
        name,
        tuple(Column(texts.get(at, "")) for at in range(columns)),
        tuple(Row((None,) * columns) for _ in range(_LINES)),
        row_height=_LINE_POINTS,
    )
    return [Text(report.labels("agreed"), Role.HEADING), table]


def told(heading: str, sentences: Sequence[str]) -> list[Block]:
    """Sentences under a heading; nothing where there are none."""
    if not sentences:
        return []
    return [Text(heading, Role.HEADING), *(Text(sentence) for sentence in sentences)]
