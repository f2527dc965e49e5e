"""A review of one stretch of the year as tables and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final

from salesplan.choices import Stretch
from salesplan.core.calendar import Period
from salesplan.core.landing import Landing, Landings, landings
from salesplan.core.review import MetricReview, Review, Standing, Status
from salesplan.core.sales import UNASSIGNED
from salesplan.labels import Labels
from salesplan.reports.plan_book import title
from salesplan.reports.plan_screen import with_unit
from salesplan.reports.plan_view import View
from salesplan.reports.values import Cell, Column, Kind, Role, Row, Table

_LARGE: Final = 10_000_000  # main units; below it, what a person needs per day is lost in 万


@dataclass(frozen=True)
class ReviewReport:
    """A review of one stretch, in one language."""

    review: Review
    stretch: Stretch
    labels: Labels

    @property
    def period(self) -> Period:
        """The stretch as days and months."""
        return self.review.stretches[self.stretch][0]

    @property
    def metrics(self) -> tuple[MetricReview, ...]:
        """The metrics in the stretch."""
        return self.review.stretches[self.stretch][1]

    @cached_property
    def view(self) -> View:
        """The plan in the stretch."""
        return View(self.review.plan, self.period, self.labels)

    @cached_property
    def landings(self) -> tuple[Landings, ...]:
        """Where each metric will land."""
        return tuple(
            landings(self.review, self.stretch, at) for at in range(len(self.review.metrics))
        )

    @property
    def has_landing(self) -> bool:
        """Whether the stretch has an end worth looking forward to."""
        return self.stretch not in {Stretch.WEEK, Stretch.YEAR_TO_DATE}

    @property
    def title(self) -> str:
        """`Northwind – sales plan 1998: review as of 6 May 1998`."""
        whole = View(self.review.plan, self.review.plan.calendar.year, self.labels)
        day = self.labels.date(self.review.as_of)
        return self.labels("review_title", title=title(whole), day=day)

    @property
    def period_name(self) -> str:
        """The stretch as people call it."""
        if self.stretch is Stretch.WEEK:
            return self.labels("week_of", day=self.labels.date(self.period.start))
        if self.stretch is Stretch.YEAR_TO_DATE:
            return self.labels("year_to_date", year=self.review.plan.calendar.name)
        return self.view.period_name

    def status(self, standing: Standing) -> Status:
        """The status by the profile's bands."""
        bands = self.review.plan.profile.review
        return standing.status(Fraction(bands.on_track), Fraction(bands.at_risk))

    def tables(self) -> Iterator[tuple[str, Table]]:
        """A table for each metric, with its heading: people by team, others, the whole."""
        whole = self.metrics[0].whole
        days = self.labels(
            "review_days", gone=whole.days_gone, days=whole.days_gone + whole.days_left
        )
        for mine, landing in zip(self.metrics, self.landings, strict=True):
            name = self.view.metric_name(mine.metric)
            heading = self.labels("review_heading", metric=name, period=self.period_name)
            table = Table(
                f"review_{mine.metric.settings.metric}",
                tuple(self._columns(mine)),
                tuple(self._rows(mine, landing)),
                amount_format=self._amount_format(mine),
            )
            large = mine.metric.major(mine.whole.target or 0) >= _LARGE
            heading, table = with_unit(self.view, mine.metric, heading, table, large=large)
            yield f"{heading} · {days}", table

    def _amount_format(self, mine: MetricReview) -> str:
        """Cents are for small sums; from a thousand on they only stand in the way."""
        large = mine.metric.major(mine.whole.target or mine.whole.actual) >= 1000
        return "#,##0" if large or not mine.metric.decimals else "#,##0.00"

    def _columns(self, mine: MetricReview) -> Iterator[Column]:
        labels, kind = self.labels, self.view.kind(mine.metric)
        yield Column(labels("rep"))
        yield Column(labels("status"))
        yield Column(labels("pace"), Kind.SHARE)
        for key in ("actual", "expected_to_date", "variance", "target", "required_run_rate"):
            yield Column(labels(key), kind)
        if self.has_landing:
            yield Column(labels("landing"), kind)

    def _rows(self, mine: MetricReview, landing: Landings) -> Iterator[Row]:
        plan, labels = self.review.plan, self.labels
        for number, team in enumerate(plan.profile.team):
            for at, rep in enumerate(plan.profile.reps):
                if plan.team_of[at] == number:
                    yield self._row(rep.name, mine, mine.people[at], landing.people[at], Role.BODY)
            if len(plan.profile.team) > 1:
                name = labels("team_total", team=team.name)
                yield self._row(name, mine, mine.teams[number], landing.teams[number], Role.GROUP)
        for name, standing in mine.others:
            shown = labels("nobody") if name == UNASSIGNED else labels("not_on_team", name=name)
            yield self._row(shown, mine, standing, None, Role.BODY)
        yield self._row(labels("total"), mine, mine.whole, landing.whole, Role.TOTAL)

    def _row(
        self,
        name: str,
        mine: MetricReview,
        standing: Standing,
        landing: Landing | None,
        role: Role,
    ) -> Row:
        def amount(value: int | Fraction | None) -> Cell:
            return None if value is None else mine.metric.major(round(value))

        cells: list[Cell] = [
            name,
            self.labels(f"status_{self.status(standing).value}"),
            None if standing.pace is None else float(standing.pace),
            amount(standing.actual),
            amount(standing.expected),
            amount(standing.variance_to_date),
            amount(standing.target),
            amount(standing.required_run_rate),
        ]
        if self.has_landing:
            cells.append(amount(landing.expected if landing else None))
        return Row(tuple(cells), role)

    def closing(self) -> str:
        """The main metric in a sentence: done, target, expected, landing with its range."""
        mine, landing = self.metrics[0], self.landings[0].whole
        whole, said = mine.whole, self.view.said
        if whole.target is None or whole.expected is None or not self.review.days_gone:
            return self.labels("review_not_begun", period=self.period_name)
        values = {
            name: said(mine.metric, value)
            for name, value in (
                ("actual", whole.actual),
                ("target", whole.target),
                ("expected", whole.expected),
            )
        }
        parts = [self.labels("review_closing", period=self.period_name, **values)]
        if self.has_landing and landing is not None:
            shown = said(mine.metric, self._about(mine, landing.expected))
            parts.append(self.labels("review_landing", landing=shown))
            if landing.low is not None and landing.high is not None and whole.days_left:
                low, high = (
                    said(mine.metric, self._about(mine, each))
                    for each in (landing.low, landing.high)
                )
                parts.append(self.labels("review_range", low=low, high=high))
        return " · ".join(parts)

    @staticmethod
    def _about(mine: MetricReview, minor: int) -> int:
        """A projection without the pretence of cents."""
        unit: int = 10**mine.metric.decimals
        return round(minor / unit) * unit

    def below(self, threshold: Fraction) -> list[str]:
        """People and teams whose pace in the main metric is below a threshold, as labelled."""
        plan, mine = self.review.plan, self.metrics[0]
        names = [rep.name for rep in plan.profile.reps] + [team.name for team in plan.profile.team]
        standings = [*mine.people, *mine.teams]
        return [
            f"{name} {self.labels.share(float(standing.pace))}"
            for name, standing in zip(names, standings, strict=True)
            if standing.pace is not None and standing.pace < threshold
        ]
