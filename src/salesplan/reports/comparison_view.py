"""Two plans side by side in one language: how differences are written, and what changed in words.

Amounts in tables are in main units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from salesplan.core.comparison import Comparison, MetricComparison, Movement
from salesplan.core.profile_changes import JOINED, LEFT, Change, Topic
from salesplan.labels import Labels
from salesplan.labels.terms import TERMS
from salesplan.reports.plan_view import View
from salesplan.reports.values import Cell, Column, Role

_MOST_NAMES: Final = 6
_RATES: Final = frozenset(
    {"growth", "probability", "over_assignment", "fte"}
    | {f"{rate}.{bound}" for rate in ("growth", "share") for bound in ("min", "max")}
)
"""Fields that people read as per cent."""
_SHOWN: Final = 0.0005  # as a share; less would be shown as zero with a sign
_UNDERSCORE: Final = re.compile(r"(?<=\d)_(?=\d)")


@dataclass(frozen=True)
class ComparisonView:
    """A comparison, what the two plans are called, and the words to use."""

    comparison: Comparison
    names: tuple[str, str]
    labels: Labels

    @cached_property
    def view(self) -> View:
        """The plan after, which says how things are called."""
        return View(self.comparison.after, self.comparison.stretch, self.labels)

    @property
    def title(self) -> str:
        """`Northwind Traders – what changed in the plan`."""
        organisation = self.comparison.after.profile.organisation
        if organisation:
            return self.labels("comparison_title_of", organisation=organisation)
        return self.labels("comparison_title")

    @property
    def subtitle(self) -> str:
        """The stretch, and which plans they are."""
        before, after = self.names
        period = self.view.period_name
        return self.labels("comparison_subtitle", period=period, before=before, after=after)

    def metric_name(self, metric: MetricComparison) -> str:
        """The metric as people call it."""
        return self.view.metric_name(metric.after)

    def amount_format(self, metric: MetricComparison) -> str:
        """The number format of its targets: decimals only where one of the plans has any."""
        formats = (self.view.amount_format(each) for each in (metric.before, metric.after))
        return max(formats, key=len)

    def amount_column(
        self, header: str, metric: MetricComparison, role: Role = Role.BODY
    ) -> Column:
        """A column of amounts or counts."""
        return self.view.amount_column(header, metric.after, role)

    def cell(self, metric: MetricComparison, minor: int | None) -> Cell:
        """A number of a metric as a cell; blank where there is none."""
        return None if minor is None else metric.after.major(minor)

    def said(self, metric: MetricComparison, minor: int) -> str:
        """A number of a metric in a sentence."""
        return self.view.said(metric.after, minor)

    def signed(self, metric: MetricComparison, minor: int) -> str:
        """A difference in a sentence, with its sign."""
        return f"{'+' if minor > 0 else ''}{self.said(metric, minor)}"

    def rate(self, before: int | None, after: int | None) -> float | None:
        """Growth, with more decimals than people see; None without a base."""
        if not before or after is None:
            return None
        rate = round(after / before - 1, 6)
        return rate if abs(rate) >= _SHOWN else 0.0  # never -0.0 %

    def rate_said(self, before: int | None, after: int | None) -> str:
        """Growth in a sentence, with its sign; "" without a base or where none would be seen."""
        rate = self.rate(before, after)
        return f"{rate:+.1%}" if rate else ""

    def status(self, movement: Movement) -> str:
        """Whether somebody joined or left."""
        if movement.before is None:
            return self.labels("status_joined")
        return self.labels("status_left") if movement.after is None else ""

    def team(self, movement: Movement) -> str:
        """A person's team: `West`, or `East → West` where it is another than before."""
        teams = movement.came_from, movement.team
        return " → ".join(teams) if movement.came_from and movement.in_both else movement.team

    def heads(self, movements: Sequence[Movement]) -> str:
        """How many people they are of, and how many vacant positions."""
        vacant = sum(each.vacant for each in movements)
        return self.view.heads(len(movements) - vacant, vacant)

    def others(self, movements: Sequence[Movement]) -> str:
        """`12 others`, `11 others and 1 vacant position`."""
        labels, vacant = self.labels, sum(each.vacant for each in movements)
        people = labels.counted("others_moved", len(movements) - vacant)
        positions = labels.counted("vacant_count", vacant)
        if vacant == len(movements):
            return positions
        return labels("people_and_vacant", people=people, vacant=positions) if vacant else people

    def changed_of(self, changed: Sequence[Movement], everybody: Sequence[Movement]) -> str:
        """`2 of 19 people`, `2 of 19 people and 1 vacant position`: of how many people."""
        labels = self.labels
        vacant = sum(each.vacant for each in changed)
        text = labels(
            "people_of",
            count=labels.number(len(changed) - vacant),
            all=labels.number(sum(not each.vacant for each in everybody)),
        )
        positions = labels.counted("vacant_count", vacant)
        return labels("people_and_vacant", people=text, vacant=positions) if vacant else text

    def period_name(self, part_start: int, part_end: int) -> str:
        """A month or a quarter of the stretch, by its first and last month."""
        if part_start == part_end:
            return self.view.month_name(part_start)
        return self.view.quarter_name(range(part_start, part_end + 1))

    def field(self, change: Change) -> str:
        """A field as people call it; others as the profile does."""
        key = f"field_said_{change.field}"
        return self.labels(key) if key in TERMS else change.field

    def subject(self, change: Change) -> str:
        """Whose field it is: metrics as people call them."""
        if change.topic is Topic.GOALS:
            return self.labels.metric(change.subject)
        return change.subject

    def value(self, change: Change, text: str) -> str:
        """A value of a profile as people read it; a dash for none."""
        if not text:
            return "–"
        if change.field.rpartition("target.")[2] in _RATES:
            share = Decimal(text) * 100
            return f"{share.normalize():f}%"
        return _UNDERSCORE.sub(",", text)

    def sentences(self) -> list[str]:
        """What changed, the most important first."""
        if not self.comparison.changed:
            return [self.labels("nothing_changed")]
        return [*self._about_the_whole(), *self._about_people()]

    def _about_the_whole(self) -> Iterator[str]:
        labels, comparison = self.labels, self.comparison
        if not comparison.same_year:
            years = (comparison.before.calendar.name, comparison.after.calendar.name)
            if years[0] != years[1]:
                yield labels("told_years", before=years[0], after=years[1])
        for metric in comparison.metrics:
            yield self._goal(metric)
            then, now = metric.before, metric.after
            if (then.assigned, now.assigned) != (then.goal, now.goal) and (
                then.assigned != now.assigned
            ):
                sums = (self.said(metric, each.assigned) for each in (then, now))
                yield labels("told_assigned", **dict(zip(("before", "after"), sums, strict=True)))
            if not self.view.whole_year and metric.whole.difference:
                yield self._period(metric)
            if carried := metric.carried:
                day, amount = carried
                key = "told_carried" if amount > 0 else "told_carried_ahead"
                yield labels(key, day=labels.date(day), amount=self.said(metric, abs(amount)))
        if comparison.days:
            yield labels.counted("told_days", len(comparison.days))

    def _goal(self, metric: MetricComparison) -> str:
        before, after = metric.before.goal, metric.after.goal
        values = {"metric": self.metric_name(metric), "after": self.said(metric, after)}
        if before == after:
            return self.labels("told_goal_same", **values)
        return self.labels(
            "told_goal",
            **values,
            before=self.said(metric, before),
            difference=self.signed(metric, after - before),
            share=self.rate_said(before, after),
        )

    def _period(self, metric: MetricComparison) -> str:
        before, after = metric.whole.before or 0, metric.whole.after or 0
        return self.labels(
            "told_period",
            period=self.labels(
                "metric_in", metric=self.metric_name(metric), period=self.view.period_name
            ),
            before=self.said(metric, before),
            after=self.said(metric, after),
            difference=self.signed(metric, after - before),
        )

    def _about_people(self) -> Iterator[str]:
        labels = self.labels
        for field, key in ((JOINED, "told_joined"), (LEFT, "told_left")):
            names = [
                change.subject
                for change in self.comparison.changes
                if change.topic is Topic.PEOPLE and change.field == field
            ]
            if names:
                yield labels(key, names=self._listed(names))
        metric = self.comparison.metrics[0]
        if metric.changed_teams:
            names = [
                each.name + labels("in_brackets", text=self.team(each))
                for each in metric.changed_teams
            ]
            yield labels("told_moved", names=self._listed(names))
        stayed = metric.stayed
        different = [each for each in stayed if each.difference]
        shifted = [each for each in stayed if each.moved and not each.difference]
        if not metric.moved:
            yield labels("told_nobody")
        if different:
            first = different[0]
            rate = self.rate_said(first.before, first.after)
            yield labels(
                "told_people",
                count=self.changed_of(different, stayed),
                name=first.name,
                difference=self.signed(metric, first.difference),
                share=labels("told_rate", share=rate) if rate else "",
            )
        if shifted:
            yield labels("told_shifted", people=self.heads(shifted))
        if metric.reshaped:
            yield labels("told_months")

    def _listed(self, names: list[str]) -> str:
        separator = self.labels("list_separator")
        text = separator.join(names[:_MOST_NAMES])
        rest = len(names) - _MOST_NAMES
        if rest <= 0:
            return text
        return separator.join([text, self.labels.counted("others_moved", rest)])
