"""A review in one language: names, cells and lines, as all that shows a review shares them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final

from salesplan.choices import Language, Stretch
from salesplan.core.calendar import Period
from salesplan.core.landing import Landing, Landings, all_landings, landings
from salesplan.core.plan import MetricPlan
from salesplan.core.review import Review
from salesplan.core.roster import same
from salesplan.core.sales import UNASSIGNED
from salesplan.core.standing import WHOLE, MetricReview, Standing, Status, Subject, SubjectKind
from salesplan.core.team_tree import Region, regions_of
from salesplan.core.version_reviews import Beside, VersionReviews
from salesplan.labels import Labels
from salesplan.reports.plan_view import View, per_day
from salesplan.reports.values import Cell, Kind, Marked, Role

_LARGE: Final = 1_000_000  # main units; below it, what a person needs per day is lost in 万
_STATUS_ROLES: Final = {
    Status.ON_TRACK: Role.GOOD,
    Status.AT_RISK: Role.WARNING,
    Status.BEHIND: Role.WRONG,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table of standings.

    `subject` is None for somebody who is not on the team, and for a region, the one at position
    `region`. People have a rank by pace among the people, teams among the teams, regions among the
    regions.
    """

    subject: Subject | None
    name: str
    standing: Standing
    landing: Landing | None
    rank: int | None
    role: Role
    region: int | None = None


@dataclass(frozen=True)
class ReviewView:
    """A review, the stretch of the year to look at first, the words to use, and who is shown.

    `scope` is the whole, or one team for what is handed out to that team alone. `versions` are the
    reviews by all versions of the plan, None where only one is looked at.
    """

    review: Review
    stretch: Stretch
    labels: Labels
    scope: Subject = WHOLE
    versions: VersionReviews | None = None

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

    @property
    def title(self) -> str:
        """`Northwind – sales plan 1998: review as of 6 May 1998`."""
        whole = View(self.review.plan, self.review.plan.calendar.year, self.labels)
        day = self.labels.date(self.review.as_of)
        text = self.labels("review_title", title=whole.title, day=day)
        return text if self.scope == WHOLE else f"{self.name(self.scope)} · {text}"

    def period_name(self, stretch: Stretch | None = None) -> str:
        """A stretch as people call it."""
        stretch = stretch or self.stretch
        period = self.review.stretches[stretch][0]
        if stretch is Stretch.WEEK:
            return self.labels("week_of", day=self.labels.date(period.start))
        if stretch is Stretch.YEAR_TO_DATE:
            return self.labels("year_to_date", year=self.review.plan.calendar.name)
        return View(self.review.plan, period, self.labels).period_name

    def days_gone(self, stretch: Stretch | None = None) -> str:
        """How many working days of a stretch are gone."""
        whole = self.review.stretches[stretch or self.stretch][1][0].whole
        return self.labels(
            "review_days", gone=whole.days_gone, days=whole.days_gone + whole.days_left
        )

    @property
    def has_days_ahead(self) -> bool:
        """Whether the stretch goes on after the day of the review, whenever that is."""
        return self.stretch is not Stretch.YEAR_TO_DATE

    @property
    def has_landing(self) -> bool:
        """Whether the stretch has an end worth looking forward to."""
        return self.has_days_ahead

    @cached_property
    def _landings(self) -> tuple[dict[Stretch, Landings], ...]:
        return tuple(all_landings(self.review, at) for at in range(len(self.review.metrics)))

    def landings(self, metric: int, stretch: Stretch | None = None) -> Landings:
        """Where a metric will land."""
        stretch = stretch or self.stretch
        found = self._landings[metric].get(stretch)
        return landings(self.review, stretch, metric) if found is None else found

    def status(self, standing: Standing) -> Status:
        """The status by the profile's bands."""
        bands = self.review.plan.profile.review
        return standing.status(Fraction(bands.on_track), Fraction(bands.at_risk))

    def status_cell(self, standing: Standing) -> Cell:
        """The status in words, in its colour."""
        status = self.status(standing)
        text = self.labels(f"status_{status.value}")
        role = _STATUS_ROLES.get(status)
        return text if role is None else Marked(text, role)

    @property
    def people(self) -> Sequence[int]:
        """The people who are shown."""
        everybody = range(len(self.review.plan.profile.reps))
        return everybody if self.scope == WHOLE else self.members[self.scope.position]

    @property
    def cards(self) -> Sequence[int]:
        """The people who are shown and have a card: a vacant position is nobody to talk to."""
        reps = self.review.plan.reps
        return [at for at in self.people if not reps[at].vacant]

    def kind(self, metric: MetricPlan) -> Kind:
        """Whether cells are amounts or counts."""
        return self.view.kind(metric)

    def amount_format(self, mine: MetricReview) -> str:
        """Cents are for small sums; from a thousand on they only stand in the way."""
        large = mine.metric.major(mine.whole.target or mine.whole.actual) >= 1000
        return "#,##0" if large or not mine.metric.decimals else "#,##0.00"

    def said(self, metric: MetricPlan, minor: int | Fraction) -> str:
        """A number in a sentence; cents are for less than a hundred, decimals for counts a day."""
        unit: int = 10**metric.decimals
        if not metric.is_money and isinstance(minor, Fraction) and minor.denominator > 1:
            return self.view.labels.number(per_day(metric, minor) or 0)
        rounded = round(minor / unit) * unit
        return self.said_exactly(metric, rounded if abs(rounded) >= 100 * unit else round(minor))

    def said_exactly(self, metric: MetricPlan, minor: int) -> str:
        """A number in a sentence, to the cent, in the unit of the table."""
        if not metric.is_money:
            return self.view.said(metric, minor)
        beside = self._target(metric) if self.in_wan(metric) else 0
        currency = self.review.plan.profile.currency
        return self.labels.amount(metric.major(minor), currency, beside=beside)

    def in_wan(self, metric: MetricPlan) -> bool:
        """Whether readers of the language want a metric's amounts in 万, in table and sentences."""
        chinese = self.labels.language is Language.ZH
        return chinese and metric.is_money and self._target(metric) >= _LARGE

    def _target(self, metric: MetricPlan) -> Decimal | int:
        """The target of the whole in the main unit."""
        name = metric.settings.metric
        mine = next(each for each in self.metrics if each.metric.settings.metric == name)
        return metric.major(mine.whole.target or 0)

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """The people of each team."""
        plan = self.review.plan
        return tuple(
            tuple(at for at, team in enumerate(plan.team_of) if team == number)
            for number in range(len(plan.teams))
        )

    def name(self, subject: Subject) -> str:
        """What a person, a team or the whole is called in a sentence."""
        profile = self.review.plan.profile
        match subject.kind:
            case SubjectKind.PERSON:
                return self.view.person_name(subject.position)
            case SubjectKind.TEAM:
                return profile.teams[subject.position].name
            case SubjectKind.WHOLE:
                return self.labels("everybody")

    def rows(self, subject: Subject) -> list[int]:
        """The rows of a person, a team or everybody in the tables of the review."""
        match subject.kind:
            case SubjectKind.PERSON:
                return [subject.position]
            case SubjectKind.TEAM:
                return list(self.members[subject.position])
            case SubjectKind.WHOLE:
                return list(range(len(self.review.tables[0].actual)))

    @cached_property
    def _lines(self) -> dict[tuple[int, Stretch], tuple[Line, ...]]:
        return {}

    def lines(self, metric: int, stretch: Stretch | None = None) -> tuple[Line, ...]:
        """People by team with the teams' totals, the others, the whole; of one team its people."""
        key = metric, stretch or self.stretch
        if key not in self._lines:
            self._lines[key] = tuple(self._shown_lines(*key))
        return self._lines[key]

    def _shown_lines(self, metric: int, stretch: Stretch) -> Iterator[Line]:
        lines = self._every_line(metric, stretch)
        if self.scope == WHOLE:
            yield from lines
            return
        members = {Subject(SubjectKind.PERSON, at) for at in self.members[self.scope.position]}
        for line in lines:
            if line.subject in members:
                yield line
            elif line.subject == self.scope:
                yield replace(line, role=Role.TOTAL, rank=None)

    def _every_line(self, metric: int, stretch: Stretch) -> Iterator[Line]:
        plan, labels = self.review.plan, self.labels
        mine = self.review.stretches[stretch][1][metric]
        landed, ranks, team_ranks = self.landings(metric, stretch), mine.ranks(), mine.team_ranks()
        for number, team in enumerate(plan.teams):
            for at in self.members[number]:
                name, standing = self.view.person_name(at), mine.people[at]
                mine_lands, subject = landed.people[at], Subject(SubjectKind.PERSON, at)
                yield Line(subject, name, standing, mine_lands, ranks[at], Role.BODY)
            if len(plan.teams) > 1 or self.scope != WHOLE:
                name, standing = labels("team_total", team=team.name), mine.teams[number]
                subject = Subject(SubjectKind.TEAM, number)
                landing, rank = landed.teams[number], team_ranks[number]
                yield Line(subject, name, standing, landing, rank, Role.GROUP)
            yield from self._region_lines(mine, number, landed)
        for name, standing in mine.others:
            yield Line(None, self._other_name(name), standing, None, None, Role.BODY)
        yield Line(WHOLE, labels("total"), mine.whole, landed.whole, None, Role.TOTAL)

    def _other_name(self, name: str) -> str:
        """Somebody without a target, who may be on the team in other months."""
        if name == UNASSIGNED:
            return self.labels("nobody")
        known = any(same(rep.name) == same(name) for rep in self.review.plan.reps)
        return self.labels("months_without_target" if known else "not_on_team", name=name)

    @cached_property
    def _beside(self) -> Beside | None:
        other = None if self.versions is None else self.versions.beside
        return None if other is None else Beside(self.review, other)

    def beside(self, subject: Subject, stretch: Stretch, metric: str) -> Standing | None:
        """Where somebody stands by the version beside the chosen one, None if nowhere."""
        return None if self._beside is None else self._beside.standing(subject, stretch, metric)

    def beside_line(self, line: Line, stretch: Stretch, metric: str) -> Standing | None:
        """The same of those of a line."""
        if self._beside is not None and line.region is not None:
            return self._beside.region(self._regions[line.region].name, stretch, metric)
        return None if line.subject is None else self.beside(line.subject, stretch, metric)

    def _region_lines(self, mine: MetricReview, team: int, landed: Landings) -> Iterator[Line]:
        """The regions whose last team this is; they land where their teams do together."""
        ranks = mine.region_ranks()
        if any(one.teams.stop > other.teams.start for one, other in pairwise(self._regions)):
            ranks = (None,) * len(ranks)  # one above the other: they do not compare
        for at, (region, standing) in enumerate(zip(self._regions, mine.regions, strict=True)):
            if region.teams[-1] != team or len(landed.teams) == 1:
                continue
            parts = [landed.teams[at] for at in region.teams]
            known = [part.expected for part in parts if part is not None]
            landing = None
            if len(known) == len(parts) and parts[0] is not None:
                landing = Landing(sum(known), None, None, parts[0].basis)
            name = self.labels("team_total", team=region.name)
            yield Line(None, name, standing, landing, ranks[at], Role.GROUP, at)

    @cached_property
    def _regions(self) -> tuple[Region, ...]:
        return regions_of(self.review.plan.profile)

    def line(self, metric: int, subject: Subject) -> Line:
        """The line of a person, of one of several teams, or of the whole."""
        return next(line for line in self.lines(metric) if line.subject == subject)


def amount(metric: MetricPlan, minor: int | Fraction | None) -> Cell:
    """A number of a metric as a cell."""
    return None if minor is None else metric.major(round(minor))


def rate(value: Fraction | None) -> Cell:
    """A share as a cell, with more decimals than people see, so that it is rounded once."""
    return None if value is None else round(float(value), 6)
