"""The same sales judged by the versions of a plan, so that none hides what another one missed.

After a gap has been carried over, what is expected to date is what has been sold: by the current
version everybody begins anew. What that has cost shows beside the version before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from salesplan.choices import Stretch
from salesplan.core.plan import Plan
from salesplan.core.review import Review, review
from salesplan.core.sales import Sales
from salesplan.core.standing import WHOLE, Standing, Subject, SubjectKind
from salesplan.core.team_tree import regions_of


@dataclass(frozen=True)
class VersionReviews:
    """A review by one version of a plan and, made when they are asked for, by the others.

    `plans` are all versions, the first one first and the current one last; `sales` are those that
    `chosen` was made from.
    """

    chosen: Review
    plans: tuple[Plan, ...]
    sales: Sales
    _made: dict[int, Review] = field(default_factory=dict, repr=False, compare=False)

    def by(self, plan: Plan) -> Review:
        """The review on the same day by one of `plans`."""
        number = plan.version.number
        if number == self.chosen.plan.version.number:
            return self.chosen
        if number not in self._made:
            self._made[number] = review(plan, self.sales, self.chosen.as_of)
        return self._made[number]

    @property
    def every(self) -> tuple[Review, ...]:
        """The reviews by all versions, in their order."""
        return tuple(self.by(plan) for plan in self.plans)

    @property
    def original(self) -> Review | None:
        """By the first version, None where a later one never was."""
        return self.by(self.plans[0]) if len(self.plans) > 1 else None

    @property
    def beside(self) -> Review | None:
        """What the chosen review is to be seen beside: the original, of an earlier one the current.

        None where there is one version alone.
        """
        if len(self.plans) == 1:
            return None
        current = self.plans[-1]
        is_current = self.chosen.plan.version.number == current.version.number
        return self.by(self.plans[0] if is_current else current)


@dataclass(frozen=True)
class Beside:
    """Where those of a review `mine` stand in another one of the same day.

    People are known by team and name, teams by name.
    """

    mine: Review
    other: Review

    @cached_property
    def _places(self) -> dict[Subject, Subject]:
        """Who is who: those of `mine` who are in the other one too."""
        mine, other = self.mine.plan, self.other.plan
        pairs: list[tuple[SubjectKind, Sequence[object], Sequence[object]]] = [
            (SubjectKind.PERSON, mine.keys, other.keys),
            (SubjectKind.TEAM, _names(mine), _names(other)),
        ]
        found = {WHOLE: WHOLE}
        for kind, names, others in pairs:
            places = {name: at for at, name in enumerate(others)}
            for at, name in enumerate(names):
                if name in places:
                    found[Subject(kind, at)] = Subject(kind, places[name])
        return found

    def region(self, name: str, stretch: Stretch, metric: str) -> Standing | None:
        """Where a level above teams stands in a metric of the other review."""
        names = [region.name for region in regions_of(self.other.plan.profile)]
        for part in self.other.stretches[stretch][1]:
            if part.metric.settings.metric == metric and name in names:
                return part.regions[names.index(name)]
        return None

    def standing(self, subject: Subject, stretch: Stretch, metric: str) -> Standing | None:
        """Where somebody stands in a metric of the other review; None where they are not in it."""
        place = self._places.get(subject)
        for part in self.other.stretches[stretch][1]:
            if place is not None and part.metric.settings.metric == metric:
                if place.kind is SubjectKind.WHOLE:
                    return part.whole
                rows = part.teams if place.kind is SubjectKind.TEAM else part.people
                return rows[place.position]
        return None


def _names(plan: Plan) -> list[str]:
    return [team.name for team in plan.teams]
