"""What a goal check says in sentences: on the screen, on the summary, on the sheet of the goal."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from salesplan.core.goal_check import (
    TOO_SURE,
    UNLIKELY,
    Aspect,
    Counted,
    GoalCheck,
    Verdict,
    chance_text,
)
from salesplan.core.plan import MetricPlan
from salesplan.labels import Labels
from salesplan.profile import By, DriverChanges, Market, Way
from salesplan.reports.metric_story import MetricStory
from salesplan.reports.plan_view import View
from salesplan.reports.sentences import as_sentence, halves_clause, in_three_digits
from salesplan.reports.values import Role

VERDICT_ROLES = {
    Verdict.YES: Role.GOOD,
    Verdict.DOUBTFUL: Role.WARNING,
    Verdict.NO: Role.WRONG,
    Verdict.UNKNOWN: Role.NOTE,
}


TOLD = frozenset({"W496", "W497"})
"""Warnings that the check tells in its own words, so that a screen need not tell them again."""


class GoalStory(MetricStory[GoalCheck]):
    """The check of one goal."""

    @property
    def heading(self) -> str:
        """`Goal check for Revenue`."""
        return self.heading_of("goal_check_of")

    def said(self, minor: int | Fraction) -> str:
        """A number of the metric in a sentence, in whole main units."""
        unit = 10**self.metric.decimals
        return self.view.said(self.metric, round(Fraction(minor) / unit) * unit)

    def roughly(self, minor: int) -> str:
        """An estimate in a sentence: three significant digits."""
        unit = 10**self.metric.decimals
        return self.said(int(in_three_digits(Decimal(minor) / unit)) * unit)

    @property
    def verdicts(self) -> str:
        """`Goal check for Revenue: achievable doubtful · relevant unknown`: all that is not yes."""
        doubts = [
            self.labels(
                "goal_verdict",
                aspect=self._aspect(aspect).lower(),
                verdict=self.labels(f"verdict_{verdict.value}"),
            )
            for aspect, verdict in self.check.verdicts
            if verdict is not Verdict.YES
        ]
        shown = " · ".join(doubts) or self.labels("goal_fine")
        return self.labels("goal_verdicts", heading=self.heading, verdicts=shown)

    def sentences(self) -> list[tuple[Verdict, str]]:
        """Each aspect with its verdict and why."""
        return [
            (verdict, self.labels("goal_verdict_why", aspect=aspect, verdict=shown, why=why))
            for verdict, aspect, shown, why in self.rows()
        ]

    def rows(self) -> list[tuple[Verdict, str, str, str]]:
        """Each aspect: verdict, the names of both, and why."""
        return [
            (
                verdict,
                self._aspect(aspect),
                self.labels(f"verdict_{verdict.value}"),
                self.why(aspect),
            )
            for aspect, verdict in self.check.verdicts
        ]

    def short(self) -> list[str]:
        """What matters most: how likely, what is asked of people, what it takes in customers."""
        told = (*self._achievable_parts(), self._drivers())
        return [as_sentence(text, self.labels) for text in told if text]

    def why(self, aspect: Aspect) -> str:
        """The sentence behind a verdict, with its numbers."""
        return {
            Aspect.SPECIFIC: self._specific,
            Aspect.MEASURABLE: self._measurable,
            Aspect.ACHIEVABLE: self._achievable,
            Aspect.RELEVANT: self._relevant,
            Aspect.TIME_BOUND: self._time_bound,
        }[aspect]()

    def _aspect(self, aspect: Aspect) -> str:
        return self.labels(f"aspect_{aspect.value}")

    def _specific(self) -> str:
        labels, profile = self.labels, self.view.plan.profile
        why = labels(
            "check_specific",
            metric=self.view.metric_name(self.metric),
            goal=self.view.said(self.metric, self.metric.goal),
            year=self.view.plan.calendar.name,
            people=self.view.people_text,
            teams=labels.counted("teams_count", len(profile.teams)),
            unit=labels.number(self.metric.settings.unit),
        )
        if not self.check.idle:
            return why
        idle = labels.counted("people_count", self.check.idle)
        return labels("check_idle", why=why, people=idle)

    def _measurable(self) -> str:
        counted, before = self.check.counted, self.metric.last_year
        if counted is not Counted.YES:
            return self.labels(f"measured_{counted.value}")
        if before is None or not before.complete:
            return self.labels("measured_part")
        sold = self.said(before.total)
        return self.labels("measured_yes", sold=sold, year=before.name)

    def _achievable(self) -> str:
        likely, *others = self._achievable_parts()
        if not likely:
            without = self.check.counted is not Counted.YES
            likely = self.labels("reached_without" if without else "reached_unknown")
        between = self.labels("reason_separator")
        return between.join(part for part in (likely, *others) if part)

    def _achievable_parts(self) -> tuple[str, str, str]:
        """How likely, why the forecast differs from last year, what is asked; "" for nothing."""
        halves = None if self.check.likely is None else self.check.likely.halves
        why = "" if halves is None else halves_clause(halves, self.labels)
        return self._likely(), why, self._asked()

    def _likely(self) -> str:
        likely = self.check.likely
        if likely is None:
            return ""
        why = self.labels(
            "reached",
            chance=chance_text(likely.chance),
            expected=self.roughly(likely.expected),
            low=self.roughly(likely.low),
            high=self.roughly(likely.high),
        )
        if likely.chance < UNLIKELY:
            return self.labels("too_high", why=why)
        return self.labels("too_sure", why=why) if likely.chance > TOO_SURE else why

    def _asked(self) -> str:
        labels, asked, stretched = self.labels, self.check.asked, self.check.stretched
        if not asked:
            return ""
        if not stretched:
            return labels("asked_none")
        most = stretched[0]
        name = self.view.plan.profile.reps[most.person].name
        growth = signed(most.growth)
        if len(asked) == 1:
            return labels("asked_one", name=name, growth=labels.share(float(most.growth)))
        return labels(
            "asked_more",
            count=labels.number(len(stretched)),
            people=labels.counted("people_known", len(asked)),
            name=name,
            growth=growth,
        )

    def _drivers(self) -> str:
        found = self.check.drivers
        if found is None or found.factor <= 1:
            return ""
        return self.labels(
            "drivers_told",
            more=self.labels.number(found.customers_alone - found.base.customers),
            customers=self.labels.number(found.customers_alone),
            average=self.said(found.average_alone),
            before=self.said(found.base.average_order),
        )

    def _relevant(self) -> str:
        supports = self.metric.settings.supports
        return (
            self.labels("serves", supports=supports) if supports else self.labels("serves_nothing")
        )

    def _time_bound(self) -> str:
        calendar, labels = self.view.plan.calendar, self.labels
        quarters = ", " if labels.language.value == "en" else "，"
        parts = [
            f"{labels('quarter', number=number)} "
            + self.view.said(self.metric, int(self.metric.months[at : at + 3].sum()))
            for number, at in enumerate(range(0, 12, 3), 1)
        ]
        return labels(
            "bound_by",
            first=labels.date(calendar.start),
            last=labels.date(calendar.end - dt.timedelta(days=1)),
            days=int(calendar.working.sum()),
            quarters=quarters.join(parts),
        )


def signed(rate: Fraction | Decimal | float) -> str:
    """A change: `+15.0%`."""
    return f"{float(rate):+.1%}"


def way_text(view: View, metric: MetricPlan, way: Way) -> str:
    """What a number comes from, in a few words."""
    labels = view.labels
    match way.by:
        case By.GROWTH:
            return labels("way_growth", growth=labels.share(way.growth or 0))
        case By.PROBABILITY:
            return labels("way_probability", probability=labels.share(way.probability or 0, 0))
        case By.COMMITMENTS:
            return labels("way_commitments", file=way.commitments)
        case By.DRIVERS:
            return _drivers_text(labels, way.drivers or DriverChanges())
        case By.MARKET:
            return _market_text(labels, way.market or Market())
        case By.LONG_TERM if way.long_term is not None:
            amount = view.said(metric, int(way.long_term.annual * 10**metric.decimals))
            return labels("way_long_term", amount=amount, year=way.long_term.year)
        case _:
            return labels("way_annual")


def goal_basis(view: View, metric: MetricPlan) -> str:
    """What the goal comes from, with the year that it was reckoned from."""
    labels, base, settings = view.labels, metric.growth_base, metric.settings
    if base is None:
        return (
            labels("goal_given") if settings.by is By.ANNUAL else way_text(view, metric, settings)
        )
    said = view.said(metric, base.total)
    if settings.by is By.GROWTH:
        growth = labels.share(settings.growth or 0)
        return labels("goal_growth", base=said, year=base.name, growth=growth)
    way = way_text(view, metric, settings)
    return labels("way_from", way=way, base=said, year=base.name)


def _drivers_text(labels: Labels, drivers: DriverChanges) -> str:
    return labels(
        "way_drivers",
        customers=signed(drivers.customers),
        orders=signed(drivers.orders_per_customer),
        average=signed(drivers.average_order),
    )


def shares_text(market: Market) -> str:
    """One's share of the market, before and after: `12% → 12.5%`."""
    if market.share is None:
        return ""
    shares = (market.share.from_, market.share.to)
    return " → ".join(f"{float(share) * 100:.4g}%" for share in shares)


def _market_text(labels: Labels, market: Market) -> str:
    """What is assumed of the market."""
    growth, shares = signed(market.growth), shares_text(market)
    if not shares:
        return labels("way_market", growth=growth)
    return labels("way_market_share", growth=growth, shares=shares)
