"""A review in sentences: why, what endangers the target, and what to talk about with a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Final, NamedTuple

from salesplan.core.breaks import Break
from salesplan.core.drivers import (
    CustomerDrivers,
    Drivers,
    OrderDrivers,
    OrdersBasis,
    Part,
    Why,
    drivers,
    largest,
)
from salesplan.core.plan import MetricPlan
from salesplan.core.risk_kinds import (
    Behind,
    Carrier,
    Dependence,
    Hurry,
    OutOfReach,
    Risk,
    RiskKind,
    Silence,
)
from salesplan.core.risks import risks
from salesplan.core.sales import Sales
from salesplan.core.standing import WHOLE, Standing, Status, Subject, SubjectKind
from salesplan.profile import Source
from salesplan.reports.review_view import ReviewView
from salesplan.reports.values import Role

_NAMED: Final = 3  # contributors in a sentence
_MOST_QUESTIONS: Final = 5


class _Point(NamedTuple):
    """A figure of a person beside that of the team, as they are shown, and their ratio."""

    name: str
    mine: str
    team: str
    ratio: Fraction


@dataclass(frozen=True)
class Story:
    """The sentences about the main metric of a review in the stretch looked at.

    `drivers` is None where the metric has none; `found` are everybody's risks, the largest first.
    """

    report: ReviewView
    drivers: Drivers | None
    found: tuple[Risk, ...]

    @classmethod
    def of(cls, report: ReviewView, sales: Sales) -> Story:
        """What there is to tell; `sales` are those that were reviewed."""
        review, metric = report.review, report.metrics[0].metric
        known = metric.is_money and metric.settings.resolved_source is Source.AMOUNT
        return cls(
            report,
            drivers(review, sales, report.stretch, 0) if known else None,
            risks(review, sales, report.stretch, 0, report.landings(0)),
        )

    def by_team(self) -> list[Story]:
        """The story of each team, for that team alone."""
        return [
            replace(self, report=replace(self.report, scope=Subject(SubjectKind.TEAM, number)))
            for number in range(len(self.report.members))
        ]

    @property
    def _metric(self) -> MetricPlan:
        return self.report.metrics[0].metric

    def why_of(self, subject: Subject) -> Why | None:
        """The drivers of a person, a team or the whole."""
        if self.drivers is None:
            return None
        if subject.kind is SubjectKind.WHOLE:
            return self.drivers.whole
        found = self.drivers.people if subject.kind is SubjectKind.PERSON else self.drivers.teams
        return found[subject.position]

    def standing(self, subject: Subject) -> Standing:
        """Where a person, a team or the whole stands."""
        mine = self.report.metrics[0]
        if subject.kind is SubjectKind.WHOLE:
            return mine.whole
        found = mine.people if subject.kind is SubjectKind.PERSON else mine.teams
        return found[subject.position]

    def why(self, subject: Subject) -> list[str]:
        """Why the variance is what it is, a sentence for each way to divide it."""
        return list(self._why(subject, self.standing(subject)))

    def _why(self, subject: Subject, standing: Standing) -> Iterator[str]:
        why, variance = self.why_of(subject), standing.variance_to_date
        if not variance:
            return
        people = self._people(subject)
        if len(people) > _NAMED:
            yield from self._contributors("people", people, variance)
        if why is None:
            return
        if why.orders is not None:
            yield self._orders(why.orders, standing.expected or 0)
        if why.customers is not None:
            yield from self._customers(why.customers)
        for field, parts in why.mixes.items():
            yield from self._contributors(f"mix_{field}", parts, variance)

    def _orders(self, orders: OrderDrivers, expected: int) -> str:
        key = "why_orders" if orders.basis is OrdersBasis.PLAN else "why_orders_last_year"
        return self.report.labels(
            key,
            volume=self.signed(orders.volume),
            price=self.signed(orders.price),
            orders=self.report.labels.number(orders.orders),
            expected_orders=self.report.labels.number(round(expected / orders.expected_average)),
            average="–" if orders.average is None else self._said(orders.average),
            expected_average=self._said(orders.expected_average),
        )

    def _customers(self, found: CustomerDrivers) -> Iterator[str]:
        labels = self.report.labels
        parts = [
            labels(
                f"bridge_{kind}",
                count=labels.number(getattr(found, f"{kind}_count")),
                amount=self.signed(getattr(found, kind)),
            )
            for kind in ("new", "back", "kept", "lost")
            if getattr(found, f"{kind}_count")
        ]
        if parts:
            together = labels("list_separator").join(parts)
            yield labels("why_customers", parts=together, asked=self._asked(found.growth))
        if found.unnamed:
            yield labels("why_unnamed", amount=self.signed(found.unnamed))

    def _asked(self, growth: int) -> str:
        """What the plan asks for against the same days last year; asking for more is negative."""
        more = "why_asked_more" if growth < 0 else "why_asked_less"
        key = more if growth else "why_asked_same"
        return self.report.labels(key, growth=self.signed(growth))

    def _people(self, subject: Subject) -> list[Part]:
        """People, and those not on the team, as parts of a variance."""
        report, mine = self.report, self.report.metrics[0]
        members = set(report.rows(subject))
        parts = [
            Part(report.view.person_name(at), standing.actual, standing.expected or 0)
            for at, standing in enumerate(mine.people)
            if at in members
        ]
        if subject == WHOLE:
            parts += [
                Part(line.name, line.standing.actual, 0)
                for line in report.lines(0)
                if line.subject is None and line.role is Role.BODY
            ]
        return parts

    def _contributors(self, key: str, parts: Sequence[Part], variance: int) -> Iterator[str]:
        """The largest parts that point where the variance points."""
        labels = self.report.labels
        named = largest(parts, variance, _NAMED)
        if named:
            names = labels("list_separator").join(
                labels("contributor", name=self.part_name(part), amount=self.signed(part.variance))
                for part in named
            )
            yield labels("why_contributors", what=labels(key), names=names)

    def part_name(self, part: Part) -> str:
        """The name of a part of a variance."""
        return self.report.labels("without_name") if part.name is None else part.name

    def signed(self, minor: int) -> str:
        """An amount with its sign."""
        return ("+" if minor > 0 else "") + self._said(minor)

    def _said(self, minor: int | Fraction) -> str:
        return self.report.said(self._metric, minor)

    def _share(self, rate: Fraction) -> str:
        return self.report.labels.share(float(rate), 0)

    @cached_property
    def risks(self) -> list[Risk]:
        """The risks of those who are shown.

        Who has too few days left is not told once more to be behind.
        """
        report = self.report
        shown = {report.scope, *(Subject(SubjectKind.PERSON, at) for at in report.people)}
        hurried = {risk.subject for risk in self.found if risk.kind is RiskKind.DAYS}
        return [
            risk
            for risk in self.found
            if (report.scope == WHOLE or risk.subject in shown)
            and not (risk.kind is RiskKind.PACE and risk.subject in hurried)
        ]

    def risk(self, risk: Risk) -> str:
        """A risk with its numbers."""
        labels, said = self.report.labels, self._said
        name, figures = self.report.name(risk.subject), risk.figures
        key = f"risk_{risk.kind.value}"
        stake = said(risk.at_stake)
        match figures:
            case Behind():
                return labels(
                    key, name=name, stake=stake,
                    actual=said(figures.actual), expected=said(figures.expected),
                )  # fmt: skip
            case OutOfReach():
                return labels(
                    key, name=name, stake=stake, target=said(figures.target),
                    landing=said(figures.expected), high=said(figures.high),
                )  # fmt: skip
            case Dependence():
                share = self._share(Fraction(figures.amount, figures.total))
                return labels(
                    key, name=name, stake=stake, customer=risk.customer, share=share,
                    since=labels.date(figures.since),
                )  # fmt: skip
            case Carrier():
                person = self.report.name(Subject(SubjectKind.PERSON, figures.person))
                share = self._share(Fraction(figures.amount, figures.total))
                return labels(key, person=person, share=share, people=figures.people, stake=stake)
            case Silence():
                return labels(
                    key, name=name, stake=stake, customer=risk.customer,
                    last=labels.date(figures.last),
                    silent=labels.counted("days_count", figures.silent_days),
                    gap=labels.counted("days_count", round(figures.usual_gap)),
                )  # fmt: skip
            case Break():
                return labels(
                    key, name=name, since=labels.date(figures.since), stake=stake,
                    actual=said(figures.actual), expected=said(figures.expected),
                    low=said(figures.low),
                )  # fmt: skip
            case Hurry():
                return labels(
                    key, name=name, stake=stake, missing=said(figures.missing),
                    days=labels.counted("working_days_count", figures.days_left),
                    needed=said(figures.required_run_rate),
                    run_rate=said(figures.run_rate),
                )  # fmt: skip

    def points(self, at: int) -> list[str]:
        """The strongest and the weakest point of a person against the team."""
        found = sorted(self._points(at), key=lambda point: (-point.ratio, point.name))
        ends = list(dict.fromkeys((found[0], found[-1]))) if found else []
        return [
            self.report.labels(
                _called(point, found), name=point.name, mine=point.mine, team=point.team
            )
            for point in ends
        ]

    def _points(self, at: int) -> Iterator[_Point]:
        """What a person can be compared with the team by; nothing where there is nobody else."""
        report, labels = self.report, self.report.labels
        team = report.review.plan.team_of[at]
        group = Subject(SubjectKind.TEAM, team) if len(report.members[team]) > 1 else WHOLE
        alone = group == WHOLE and report.scope != WHOLE  # the whole is not for this team to see
        if alone or len(report.review.plan.profile.reps) < 2:
            return
        for mine in report.metrics:
            own = mine.people[at].pace
            theirs = (mine.whole if group == WHOLE else mine.teams[team]).pace
            if own is not None and theirs is not None and theirs > 0:
                name = labels("point_pace", metric=report.view.metric_name(mine.metric))
                yield _Point(name, self._share(own), self._share(theirs), own / theirs)
        why, whys = self.why_of(Subject(SubjectKind.PERSON, at)), self.why_of(group)
        if why is None or whys is None:
            return
        if why.orders and whys.orders and why.orders.average and whys.orders.average:
            own, theirs = why.orders.average, whys.orders.average
            if theirs > 0:
                name = labels("point_average_order")
                yield _Point(name, self._said(own), self._said(theirs), own / theirs)
        if why.customers and whys.customers:
            kept, all_kept = (
                Fraction(each.kept_count, each.kept_count + each.lost_count)
                if each.kept_count + each.lost_count
                else None
                for each in (why.customers, whys.customers)
            )
            if kept is not None and all_kept:
                shown = self._share(kept), self._share(all_kept)
                yield _Point(labels("point_kept"), *shown, kept / all_kept)

    @cached_property
    def _risks_of(self) -> dict[Subject, list[Risk]]:
        by_subject: dict[Subject, list[Risk]] = {}
        for risk in self.found:
            by_subject.setdefault(risk.subject, []).append(risk)
        return by_subject

    def questions(self, at: int) -> list[str]:
        """What to talk about with a person, from their risks and figures."""
        return list(self._questions(at))[:_MOST_QUESTIONS]

    def _questions(self, at: int) -> Iterator[str]:
        labels, subject = self.report.labels, Subject(SubjectKind.PERSON, at)
        standing, why = self.standing(subject), self.why_of(subject)
        missing = 0 if standing.target is None else standing.target - standing.actual
        if missing > 0 and standing.days_left:
            yield labels(
                "ask_missing",
                missing=self._said(missing),
                days=labels.counted("working_days_count", standing.days_left),
                needed=self._said(standing.required_run_rate or 0),
            )
        for risk in self._risks_of.get(subject, []):
            figures = risk.figures
            if isinstance(figures, Silence):
                yield labels(
                    "ask_silence",
                    customer=risk.customer,
                    last=labels.date(figures.last),
                    gap=labels.counted("days_count", round(figures.usual_gap)),
                )
            elif isinstance(figures, Dependence):
                share = self._share(Fraction(figures.amount, figures.total))
                yield labels("ask_dependence", customer=risk.customer, share=share)
        if why is not None and why.customers is not None and why.customers.lost_count:
            lost = labels.counted("customers_total", why.customers.lost_count)
            yield labels("ask_lost", count=lost)
        if self.report.status(standing) is Status.ON_TRACK:
            yield labels("ask_on_track")


def _called(point: _Point, found: Sequence[_Point]) -> str:
    """What a point is called: only what is above the team is a strength."""
    if point.ratio == 1:
        return "against"
    if point.ratio > 1:
        return "strongest" if point == found[0] else "least_ahead"
    return "weakest" if point == found[-1] else "least_behind"
