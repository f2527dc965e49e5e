"""Whose targets may be missed in a stretch: the whole, the teams, the people.

The whole is everybody, whether on the team or not. A sole team is not told apart from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from salesplan.core.landing import Landing, Landings
from salesplan.core.standing import WHOLE, MetricReview, Standing, Subject, SubjectKind

TELLING_PART: Final = Fraction(1, 4)  # of the working days: the first days say nothing


@dataclass(frozen=True, slots=True)
class Endangered:
    """Somebody's target in a stretch: where they stand and will land."""

    subject: Subject
    standing: Standing
    landing: Landing | None

    @property
    def held(self) -> bool:
        """Whether there is a target."""
        return self.standing.target is not None

    @property
    def open(self) -> bool:
        """Whether there is a target, and time left to miss it."""
        return self.held and self.standing.days_left > 0

    @property
    def part_gone(self) -> Fraction:
        """The part of the stretch's working days that is over."""
        gone, left = self.standing.days_gone, self.standing.days_left
        return Fraction(gone, gone + left)

    @property
    def to_come(self) -> int:
        """What is still expected by the end of the stretch; never negative."""
        if self.landing is not None:
            return max(self.landing.expected - self.standing.actual, 0)
        return max((self.standing.target or 0) - self.standing.actual, 0)


def endangered(mine: MetricReview, landings: Landings) -> list[Endangered]:
    """The whole, the teams where there are several, and the people."""
    teams = list(zip(mine.teams, landings.teams, strict=True))
    people = zip(mine.people, landings.people, strict=True)
    return [
        Endangered(WHOLE, mine.whole, landings.whole),
        *(
            Endangered(Subject(SubjectKind.TEAM, at), standing, landing)
            for at, (standing, landing) in enumerate(teams if len(teams) > 1 else [])
        ),
        *(
            Endangered(Subject(SubjectKind.PERSON, at), standing, landing)
            for at, (standing, landing) in enumerate(people)
            if not standing.vacant
        ),
    ]


def people_among(every: Sequence[Endangered]) -> list[Endangered]:
    """Those that are people's."""
    return [one for one in every if one.subject.kind is SubjectKind.PERSON]
