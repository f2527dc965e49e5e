"""The charts of a review, and the sheet of the figures behind them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from salesplan.core.progress import progress
from salesplan.core.standing import Subject, SubjectKind
from salesplan.reports.review_view import Line, ReviewView, amount
from salesplan.reports.values import (
    Cell,
    Chart,
    ChartKind,
    Column,
    Kind,
    Role,
    Row,
    Series,
    Sheet,
    Table,
    Text,
)

_PROGRESS: Final = "chart_progress"
_VARIANCES: Final = "chart_variances"
_MOST_BARS: Final = 30
_NAME: Final = 19  # pixels of a name
_AROUND_BARS: Final = 80  # pixels of title and axis


@dataclass(frozen=True)
class ReviewCharts:
    """Charts of the main metric in the stretch looked at, of some people, teams or the whole."""

    report: ReviewView
    subjects: tuple[Subject, ...]

    @cached_property
    def _lines(self) -> list[Line]:
        """People with a target, the furthest ahead first."""
        lines = [
            line
            for line in self.report.lines(0)
            if line.subject is not None
            and line.subject.kind is SubjectKind.PERSON
            and line.standing.variance_to_date is not None
        ]
        return sorted(lines, key=lambda line: -(line.standing.variance_to_date or 0))

    @property
    def has_progress(self) -> bool:
        """Whether the stretch has any days."""
        return self.report.period.start < self.report.period.end

    @property
    def has_variances(self) -> bool:
        """Whether there is anybody to compare, and room for all."""
        return self.report.scope in self.subjects and 1 < len(self._lines) <= _MOST_BARS

    @property
    def height_of_names(self) -> int:
        """The height, in pixels, at which every person's name has room beside their bar."""
        return _AROUND_BARS + _NAME * len(self._lines)

    def sheet(self) -> Sheet:
        """The figures: how target and actual grew, and who is ahead."""
        labels = self.report.labels
        metric = self.report.view.metric_name(self.report.metrics[0].metric)
        title = f"{metric} · {labels('chart_data')} · {self.report.period_name()}"
        return Sheet(
            labels("chart_data"),
            (
                Text(title, Role.TITLE),
                Text(labels("chart_data_note"), Role.NOTE),
                self._progress_table(),
                *([self._variances_table()] if self.has_variances else []),
            ),
            freeze_columns=1,
        )

    def progress(self, subject: Subject, width: int, height: int) -> Chart:
        """Cumulative actual against expected."""
        expected = 1 + 2 * self.subjects.index(subject)
        last = len(progress(self.report.review, self.report.stretch, 0, []).days) - 1
        days = (0, 0, last, 0)
        series = tuple(
            Series(self.report.labels(key), _PROGRESS, days, (0, at, last, at), dashed=dashed)
            for key, at, dashed in (
                ("actual", expected + 1, False),
                ("expected_to_date", expected, True),
            )
        )
        return self._chart("chart_progress", ChartKind.LINE, series, width, height)

    def variances(self, width: int, height: int) -> Chart:
        """Who is ahead and who is behind."""
        last = len(self._lines) - 1
        name = self.report.labels("variance")
        series = (Series(name, _VARIANCES, (0, 0, last, 0), (0, 1, last, 1)),)
        return self._chart("chart_variances", ChartKind.BAR, series, width, height)

    def _chart(
        self, key: str, kind: ChartKind, series: tuple[Series, ...], width: int, height: int
    ) -> Chart:
        report, mine = self.report, self.report.metrics[0]
        metric = report.view.metric_name(mine.metric)
        title = report.labels(key, metric=metric, period=report.period_name())
        unit = report.view.unit_name(mine.metric)
        return Chart(title, kind, series, unit, width=width, height=height)

    def _progress_table(self) -> Table:
        """A row a day (a week, in a long stretch), two columns a subject."""
        report, mine = self.report, self.report.metrics[0]
        columns: list[Column] = [Column(report.labels("date"), Kind.DATE)]
        cells: list[list[Cell]] = []
        for subject in self.subjects:
            found = progress(report.review, report.stretch, 0, report.rows(subject))
            days: list[dt.date] = found.days.astype("datetime64[D]").astype(object).tolist()
            cells = cells or [[day] for day in days]
            actual: list[int | None] = [*found.actual.tolist()]
            actual += [None] * (len(days) - len(actual))
            for row, expected, sold in zip(cells, found.expected.tolist(), actual, strict=True):
                row += [amount(mine.metric, expected), amount(mine.metric, sold)]
            name, kind = report.name(subject), report.kind(mine.metric)
            columns += [
                Column(f"{name} · {report.labels(key)}", kind)
                for key in ("expected_to_date", "actual")
            ]
        rows = tuple(Row(tuple(row)) for row in cells)
        return Table(_PROGRESS, tuple(columns), rows, amount_format=report.amount_format(mine))

    def _variances_table(self) -> Table:
        report, mine = self.report, self.report.metrics[0]
        rows = tuple(
            Row((line.name, amount(mine.metric, line.standing.variance_to_date)))
            for line in self._lines
        )
        columns = (
            Column(report.labels("rep")),
            Column(report.labels("variance"), report.kind(mine.metric)),
        )
        return Table(_VARIANCES, columns, rows, amount_format=report.amount_format(mine))
