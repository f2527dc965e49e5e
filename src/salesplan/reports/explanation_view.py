"""An explanation in one language: how its figures, months and units are written.

Figures in calculations are written with all the decimals that they have, so that they can be
calculated with; amounts in sentences as people say them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from salesplan.choices import Language
from salesplan.core.explain_versions import Explained
from salesplan.core.plan import Plan
from salesplan.core.rest_steps import RestExplanation
from salesplan.core.steps import Explanation, Share
from salesplan.core.version import Version
from salesplan.labels import Labels
from salesplan.profile import Rep
from salesplan.reports.plan_view import View


@dataclass(frozen=True)
class TargetView:
    """An explanation with the plan that it is of, and the words to use.

    `current` is the version that was asked about, where that is a later one than the plan's.
    """

    explanation: Explanation | RestExplanation
    view: View
    current: Version | None = None

    @property
    def labels(self) -> Labels:
        """The words."""
        return self.view.labels

    @property
    def rep(self) -> Rep:
        """The person whose target it is."""
        return self.view.plan.reps[self.explanation.person]

    @property
    def team(self) -> str:
        """The person's team."""
        plan = self.view.plan
        return plan.teams[plan.team_of[self.explanation.person]].name

    @property
    def several(self) -> bool:
        """Whether the person is in several teams during the year."""
        return len(self.view.plan.rows_of[self.explanation.person]) > 1

    @property
    def key(self) -> str:
        """What tells the tables of the person's rows apart."""
        metric = self.explanation.metric.settings.metric
        return f"{metric}_{self.explanation.person}" if self.several else metric

    @property
    def period(self) -> str:
        """The stretch in a sentence: `1998`, `Q2 1998`, `Mar 1998`."""
        name = self.view.period_name
        return self.labels("explain_year", year=name) if self.view.whole_year else name

    @property
    def title(self) -> str:
        """`Ann Lee – Revenue, Mar 1998: $3,100`."""
        return self.labels(
            "explain_title",
            name=self.view.person_name(self.explanation.person),
            metric=self.view.metric_name(self.explanation.metric),
            period=self.period,
            target=self.amount(self.explanation.target),
        )

    def sharing(self, shared: Share | Explanation) -> str:
        """Those who share a month by their weights, or the goal."""
        return self.view.heads(shared.people, shared.vacant)

    def with_unit(self, heading: str) -> str:
        """A heading with the currency of the amounts below it."""
        if not self.explanation.metric.is_money:
            return heading
        return self.labels("with_unit", heading=heading, unit=self._unit)

    @property
    def _unit(self) -> str:
        return self.view.unit_name(self.explanation.metric)

    def amount(self, value: Decimal) -> str:
        """An amount or a count in a sentence, never rounded."""
        if not self.explanation.metric.is_money:
            return self.number(value)
        currency = self.view.plan.profile.currency
        if self.labels.language is Language.ZH:  # never in 万, which would round
            return f"{self.number(value)} {self._unit}"
        return self.labels.amount(value, currency)

    def roughly(self, value: Decimal) -> str:
        """An amount in a sentence in whole units of the currency; a count with one decimal."""
        money = self.explanation.metric.is_money
        whole = money or value == value.to_integral_value()
        return self.amount(round(value, 0 if whole else 1))

    def number(self, value: Decimal | int) -> str:
        """A figure with all its decimals."""
        return self.labels.number(value)

    def signed(self, value: Decimal) -> str:
        """A change in a calculation: `+ 1,200`, `− 1,200`."""
        return f"{'−' if value < 0 else '+'} {self.number(abs(value))}"

    def percent(self, value: Decimal) -> str:
        """An exact share: `15.5%`."""
        share = value * 100
        whole = share.to_integral_value()
        return f"{self.number(whole if share == whole else share.normalize())}%"

    @property
    def unit(self) -> str:
        """What targets are multiples of."""
        return self.number(self.explanation.goal.unit)

    @property
    def units(self) -> str:
        """`whole 100s`."""
        if self.explanation.goal.unit == 1:
            return self.labels("in_ones")
        return self.labels("in_units", unit=self.unit)

    def version_name(self, version: Version) -> str:
        """`version 2 (as of 31 Mar 1998)`, `version 1`."""
        name = self.labels("version_number", number=version.number)
        if version.as_of is None:
            return name
        return self.labels("version_as_of", version=name, day=self.labels.date(version.as_of))

    def month_name(self, month: int) -> str:
        """`Mar`; `M3 (28 Mar)` in a calendar of weeks."""
        return self.view.month_name(month)

    def quarter_of(self, month: int) -> str:
        """`Q1`."""
        return self.view.quarter_name(range(month, month + 1))


@dataclass(frozen=True)
class ExplanationView(TargetView):
    """The explanation of targets by the goal, the year's shape and weights."""

    explanation: Explanation

    @classmethod
    def of(cls, plan: Plan, explanation: Explanation, labels: Labels) -> ExplanationView:
        """The explanation of a target in `plan`."""
        return cls(explanation, View(plan, explanation.stretch, labels))


@dataclass(frozen=True)
class RestView(TargetView):
    """The explanation of targets that were planned anew by what was planned before."""

    explanation: RestExplanation

    @property
    def day(self) -> str:
        """The last day that was over."""
        as_of = self.explanation.version.as_of
        return "" if as_of is None else self.labels.date(as_of)

    @property
    def before_name(self) -> str:
        """The version before the one that planned anew."""
        return self.version_name(self.explanation.before)


def view_of(explained: Explained, labels: Labels) -> ExplanationView | RestView:
    """An explanation with the version of the plan that it is by."""
    plan, explanation, current = explained.plan, explained.explanation, None
    if explained.current is not plan:
        current = explained.current.version
    view = View(plan, explanation.stretch, labels)
    if isinstance(explanation, Explanation):
        return ExplanationView(explanation, view, current)
    return RestView(explanation, view, current)
