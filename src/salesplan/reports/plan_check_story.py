"""What a plan check says in sentences: on the screen, on the summary, on its own sheet."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import Final

from salesplan.core.largest_customers import LOOKED_AT
from salesplan.core.plan_check import PlanCheck
from salesplan.core.plan_ratings import (
    ADVISED,
    BEHIND,
    CLEAR,
    DEPENDENT,
    DISCLOSED,
    FAR,
    FEW,
    MOST_OVER,
    NEARLY_ALL,
    OVERLOAD,
    STRONG,
    USUAL_OVER,
    Check,
    Rating,
    most_carried,
)
from salesplan.reports.goal_story import signed
from salesplan.reports.metric_story import MetricStory
from salesplan.reports.values import Role

RATING_ROLES = {
    Rating.FINE: Role.GOOD,
    Rating.WATCH: Role.WARNING,
    Rating.ACT: Role.WRONG,
    Rating.UNKNOWN: Role.NOTE,
}

_STUDIES: Final = {
    Check.REACHING: "Forrester",
    Check.MEDIAN: "Forrester",
    Check.FAIRNESS: "Cohen 1988",
    Check.OVER: "WorldatWork 2012",
    Check.CUSTOMERS: "ASC 280",
}


class PlanCheckStory(MetricStory[PlanCheck]):
    """The check of one metric's targets."""

    @property
    def heading(self) -> str:
        """`Plan check for Revenue`."""
        return self.heading_of("plan_check_of")

    @property
    def counts(self) -> str:
        """`Plan check for Revenue: 5 fine · 2 watch · 1 unknown`."""
        found = Counter(rating for _, rating in self.check.ratings)
        counts = [
            self.labels("plan_check_count", count=found[rating], rating=self.rating(rating))
            for rating in Rating
            if found[rating]
        ]
        return self.labels("plan_check_counts", heading=self.heading, counts=" · ".join(counts))

    def rating(self, rating: Rating) -> str:
        """A rating in a word."""
        return self.labels(f"rating_{rating.value}")

    def lines(self, *ratings: Rating) -> list[tuple[Rating, Check, str]]:
        """Each check with one of the ratings (all without any), and what there is to say."""
        return [
            (
                rating,
                check,
                self.labels(
                    "plan_check_line",
                    check=self.labels(f"check_{check.value}"),
                    rating=self.rating(rating),
                    why=self.why(check),
                ),
            )
            for check, rating in self.check.ratings
            if not ratings or rating in ratings
        ]

    def not_fine(self) -> list[str]:
        """A line for each check that asks for attention, the gravest first."""
        return [line for at in (Rating.ACT, Rating.WATCH) for _, _, line in self.lines(at)]

    def short(self) -> list[tuple[Rating, str]]:
        """Each check in one line: value, rating, what is fine and who says so."""
        return [(rating, self._short(check, rating)) for check, rating in self.check.ratings]

    def not_fine_shortly(self) -> list[str]:
        """The same lines of those that ask for attention, the gravest first, without sources."""
        return [
            self._valued("plan_check_shortest", check, rating)
            for at in (Rating.ACT, Rating.WATCH)
            for check, rating in self.check.ratings
            if rating is at
        ]

    def limits(self, check: Check) -> str:
        """What is fine, from where one should act, and who says so."""
        return self.labels(
            "plan_check_limits",
            fine=self._fine(check),
            act=self._act(check),
            source=self._source(check),
        )

    def value(self, check: Check) -> float | None:
        """The figure that is judged; None where it is not known."""
        return {
            Check.REACHING: self._value_reaching,
            Check.MEDIAN: self._value_median,
            Check.GROWTH: self._value_growth,
            Check.FAIRNESS: self._value_fairness,
            Check.LOAD: self._value_load,
            Check.OVER: self._value_over,
            Check.CARRIERS: self._value_carriers,
            Check.CUSTOMERS: self._value_customers,
        }[check]()

    def why(self, check: Check) -> str:
        """The sentence behind a rating, with its numbers."""
        return {
            Check.REACHING: self._reaching,
            Check.MEDIAN: self._median,
            Check.GROWTH: self._growth,
            Check.FAIRNESS: self._fairness,
            Check.LOAD: self._load,
            Check.OVER: self._over,
            Check.CARRIERS: self._carriers,
            Check.CUSTOMERS: self._customers,
        }[check]()

    def _short(self, check: Check, rating: Rating) -> str:
        if rating is not Rating.UNKNOWN:
            return self._valued("plan_check_short", check, rating, source=self._source(check))
        name, why = self.labels(f"check_{check.value}"), self.why(check)
        return self.labels("plan_check_line", check=name, rating=self.rating(rating), why=why)

    def _source(self, check: Check) -> str:
        """Who says what is fine."""
        return self.labels(f"source_{check.value}", study=_STUDIES.get(check, ""))

    def _valued(self, key: str, check: Check, rating: Rating, **values: str) -> str:
        """A line with the value of a check, its rating and what is fine."""
        return self.labels(
            key,
            check=self.labels(f"check_{check.value}"),
            value=self._value_text(check),
            rating=self.rating(rating),
            fine=self._fine(check),
            **values,
        )

    def _value_text(self, check: Check) -> str:
        value, growth = self.value(check) or 0.0, self.check.growth
        if check is Check.GROWTH and growth is not None:
            return self.labels("of_people", count=growth.far, people=growth.people)
        if check is Check.FAIRNESS:
            return f"{value:+.2f}"
        if check is Check.LOAD:
            return self.labels("times_average", value=f"{value:.2f}", name=self._heaviest())
        estimated = check in {Check.REACHING, Check.MEDIAN}
        return self.labels.share(value, 0 if estimated else 1)

    def _share(self, value: float | Fraction) -> str:
        """Shares that are estimated, in whole per cent; exact ones with a decimal."""
        return self.labels.share(float(value), 0 if isinstance(value, float) else 1)

    def _fine(self, check: Check) -> str:
        share, values = self._share, dict[str, str]()
        match check:
            case Check.REACHING:
                values = {"low": share(ADVISED[0]), "high": share(ADVISED[1])}
            case Check.GROWTH:
                values = {"far": share(float(FAR - 1))}
            case Check.FAIRNESS:
                values = {"clear": f"{CLEAR:.2f}"}
            case Check.LOAD:
                values = {"most": f"{OVERLOAD:.1f}"}
            case Check.OVER:
                values = {"most": share(float(USUAL_OVER))}
            case Check.CARRIERS:
                people = max(len(self.check.people), 1)
                values = {"most": share(float(most_carried(people)))}
            case Check.CUSTOMERS:
                values = {"most": share(DISCLOSED)}
            case Check.MEDIAN:
                pass
        return self.labels(f"fine_{check.value}", **values)

    def _act(self, check: Check) -> str:
        share, values = self._share, dict[str, str]()
        match check:
            case Check.REACHING:
                values = {"low": share(FEW), "high": share(NEARLY_ALL)}
            case Check.MEDIAN:
                values = {"low": share(BEHIND)}
            case Check.GROWTH:
                values = {"many": self.labels("half_of_people")}
            case Check.FAIRNESS:
                values = {"strong": f"{STRONG:.2f}"}
            case Check.OVER:
                values = {"most": share(float(MOST_OVER))}
            case Check.CUSTOMERS:
                values = {"most": share(DEPENDENT)}
            case Check.LOAD | Check.CARRIERS:
                pass
        return self.labels(f"act_{check.value}", **values)

    def _people(self, count: int) -> str:
        return self.labels.counted("people_count", count)

    def _name(self, person: int) -> str:
        return self.view.plan.profile.reps[person].name

    def _heaviest(self) -> str:
        found = self.check.load
        return "" if found is None else self._name(int(found.beside.argmax()))

    def _reaching(self) -> str:
        found = self.check.ahead
        if found is None:
            return self.labels("unknown_reaching")
        return self.labels(
            "expect_reaching",
            share=self._share(found.reaching.middle),
            people=self._people(found.people),
            low=self._share(found.reaching.low),
            high=self._share(found.reaching.high),
            accurate=self._share(found.accurate),
        )

    def _median(self) -> str:
        found = self.check.ahead
        if found is None:
            return self.labels("unknown_reaching")
        low, high = self._share(found.median.low), self._share(found.median.high)
        share = self._share(found.median.middle)
        return self.labels("expect_median", share=share, low=low, high=high)

    def _growth(self) -> str:
        found, labels = self.check.growth, self.labels
        if found is None:
            return labels("unknown_growth")
        limit = self._share(float(FAR - 1))
        far = labels("growth_not_far", limit=limit)
        if found.far:
            far = labels(
                "growth_far",
                count=labels.number(found.far),
                people=self._people(found.people),
                limit=limit,
                name=self._name(found.most.person),
                growth=signed(found.most.beyond or 0),
            )
        middle = signed(found.middle)
        if found.people == 1:
            return labels("growth_alone", middle=middle, far=far)
        least, largest = signed(found.least), signed(found.largest)
        return labels("growth_spread", least=least, middle=middle, largest=largest, far=far)

    def _fairness(self) -> str:
        found = self.check.fairness
        if found is None:
            return self.labels("unknown_fairness")
        key = "fair_harder" if found.value < 0 else "fair_easier"
        if self.check.rating(Check.FAIRNESS) is Rating.FINE:
            key = "fair_enough"
        return self.labels(key, value=f"{found.value:+.2f}", people=self._people(found.people))

    def _load(self) -> str:
        found, profile = self.check.load, self.view.plan.profile
        if found is None:
            return self.labels("unknown_growth")
        why = self.labels(
            "load_whole",
            whole=signed(found.whole - 1),
            name=self._heaviest(),
            load=signed(found.most * found.whole - 1),
        )
        if not found.most_of_teams:
            return why
        team = profile.teams[int(found.teams_beside.argmax())].name
        load = signed(found.most_of_teams * found.whole - 1)
        return self.labels("load_team", why=why, team=team, load=load)

    def _over(self) -> str:
        over, metric = self.check.over, self.metric
        if not over:
            return self.labels("over_none")
        assigned = self.view.said(metric, int(metric.targets.sum()))
        teams = [level for level in metric.levels if not level.parts and level.compound]
        if not teams:
            return self.labels("over_by", assigned=assigned, over=signed(over))
        most = max(teams, key=lambda level: level.compound)
        return self.labels(
            "over_by_levels",
            assigned=assigned,
            over=signed(over),
            team=most.name,
            most=signed(Fraction(most.compound)),
        )

    def _carriers(self) -> str:
        found = self.check.carriers
        if found is None or self.check.rating(Check.CARRIERS) is Rating.UNKNOWN:
            return self.labels("unknown_carriers")
        return self.labels(
            "carried_by",
            name=self._name(found.largest.person),
            part=self._share(found.part),
            fifth=found.fifth,
            people=self._people(found.people),
            fifth_part=self._share(found.fifth_part),
        )

    def _customers(self) -> str:
        found = self.check.customers
        if found is None:
            return self.labels("unknown_customers", command="salesplan check")
        one, five, ten = (self.labels.share(Decimal(str(part))) for part in found.parts)
        count = self.labels.number(found.bought)
        name = found.largest
        if found.bought <= LOOKED_AT[-1]:
            return self.labels("bought_by_few", name=name, one=one, count=count)
        return self.labels("bought_by", name=name, one=one, five=five, ten=ten, count=count)

    def _value_reaching(self) -> float | None:
        found = self.check.ahead
        return None if found is None else found.reaching.middle

    def _value_median(self) -> float | None:
        found = self.check.ahead
        return None if found is None else found.median.middle

    def _value_growth(self) -> float | None:
        found = self.check.growth
        return None if found is None else found.far / found.people

    def _value_fairness(self) -> float | None:
        found = self.check.fairness
        return None if found is None else found.value

    def _value_load(self) -> float | None:
        found = self.check.load
        return None if found is None else found.most

    def _value_over(self) -> float:
        return float(self.check.over)

    def _value_carriers(self) -> float | None:
        found = self.check.carriers
        return None if found is None else float(found.part)

    def _value_customers(self) -> float | None:
        found = self.check.customers
        return None if found is None else found.parts[0]
