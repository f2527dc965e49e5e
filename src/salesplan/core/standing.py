"""Where somebody stands against a target in a stretch of the year.

Everything is an integer in the metric's minor unit. A rate without a denominator is None, never 0
or infinite.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from salesplan.core.plan import MetricPlan

ON_TRACK: Final = Fraction(1)
AT_RISK: Final = Fraction(4, 5)


class Status(StrEnum):
    """Pace against the bands."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    BEHIND = "behind"
    NOT_BEGUN = "not_begun"  # nothing was expected yet
    NO_TARGET = "no_target"
    VACANT = "vacant"  # a position without a person


class SubjectKind(StrEnum):
    """Whether somebody is a person, a team or everybody."""

    WHOLE = "whole"
    TEAM = "team"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Subject:
    """The whole, or somebody by position in `profile.teams` or `profile.reps` (the whole: 0)."""

    kind: SubjectKind
    position: int = 0


WHOLE: Final = Subject(SubjectKind.WHOLE)


def variance(actual: int, target: int) -> int:
    """Actual minus target: positive is ahead."""
    return actual - target


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands in one stretch of the year.

    `target` is the target of the whole stretch and `expected` that of its days up to the day of the
    review, both None for somebody without a target in it. `actual` is what was sold up to that day;
    `days_gone` and `days_left` are working days (of a person: those present). A `vacant` position
    has a target and nobody to judge: it has no pace, no run rates and no place among the people.
    """

    target: int | None
    expected: int | None
    actual: int
    days_gone: int
    days_left: int
    vacant: bool = False

    @property
    def variance(self) -> int | None:
        """Actual minus the target of the whole stretch."""
        return None if self.target is None else variance(self.actual, self.target)

    @property
    def variance_to_date(self) -> int | None:
        """Actual minus expected to date."""
        return None if self.expected is None else variance(self.actual, self.expected)

    @property
    def attainment(self) -> Fraction | None:
        """Actual ÷ target; None where the target is 0 or absent."""
        return Fraction(self.actual, self.target) if self.target else None

    @property
    def pace(self) -> Fraction | None:
        """Actual ÷ expected to date; None where nothing was expected yet."""
        if self.vacant:
            return None
        return Fraction(self.actual, self.expected) if self.expected else None

    @property
    def run_rate(self) -> Fraction | None:
        """Actual per working day gone."""
        if self.vacant:
            return None
        return Fraction(self.actual, self.days_gone) if self.days_gone else None

    @property
    def required_run_rate(self) -> Fraction | None:
        """What is missing to the target per working day left; 0 when reached.

        None without a target, or when something is missing and no day is left.
        """
        if self.target is None or self.vacant:
            return None
        missing = max(self.target - self.actual, 0)
        if not missing:
            return Fraction(0)
        return Fraction(missing, self.days_left) if self.days_left else None

    def status(self, on_track: Fraction = ON_TRACK, at_risk: Fraction = AT_RISK) -> Status:
        """Pace against the bands: at or above `on_track`, at or above `at_risk`, below."""
        if self.target is None:
            return Status.NO_TARGET
        if self.vacant:
            return Status.VACANT
        if self.pace is None:
            return Status.NOT_BEGUN
        if self.pace >= on_track:
            return Status.ON_TRACK
        return Status.AT_RISK if self.pace >= at_risk else Status.BEHIND


@dataclass(frozen=True)
class MetricReview:
    """One metric in one stretch: people and teams in the order of the profile.

    `others` are those who sold and are not on the team, by name in the order of the alphabet;
    `whole` is everybody. `regions` are the levels above teams, in the order of `regions_of`, each
    the sum of its teams.
    """

    metric: MetricPlan
    people: tuple[Standing, ...]
    others: tuple[tuple[str, Standing], ...]
    teams: tuple[Standing, ...]
    whole: Standing
    regions: tuple[Standing, ...] = ()

    def ranks(self) -> tuple[int | None, ...]:
        """Each person's place by pace, from 1; equals share a place, None without a pace.

        Nor is there a place where nobody has sold anything: all would be first.
        """
        return _places(self.people)

    def team_ranks(self) -> tuple[int | None, ...]:
        """Each team's place among the teams, in the same way."""
        return _places(self.teams)

    def region_ranks(self) -> tuple[int | None, ...]:
        """Each region's place among the regions, in the same way."""
        return _places(self.regions)


def _places(standings: Sequence[Standing]) -> tuple[int | None, ...]:
    """Places by pace."""
    paces = [standing.pace for standing in standings]
    known = sorted((pace for pace in paces if pace is not None), reverse=True)
    if not any(known):
        return tuple(None for _ in paces)
    place: dict[Fraction, int] = {}
    for at, pace in enumerate(known, 1):
        place.setdefault(pace, at)
    return tuple(None if pace is None else place[pace] for pace in paces)
