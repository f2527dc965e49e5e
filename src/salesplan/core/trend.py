"""How a year has gone from review to review: pace and attainment on the days of earlier reviews.

What an earlier review said stands as it was said then, by the targets and sales of that day: no
standing is calculated anew. Where a plan was made anew in between, paces by its versions cannot be
drawn as one line: all are those by the first version, which each review keeps too. Standings are in
the metric's minor unit, rates are fractions; None is unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from salesplan.choices import Stretch
from salesplan.core.review import Review
from salesplan.core.standing import Standing

_Who = str | tuple[str, str] | None  # a team, a person by team and name, or the whole


@dataclass(frozen=True, slots=True)
class Figures:
    """Where everybody stood in one metric and stretch.

    `key` is the key of the period, such as 1998-Q2. `teams` and `people` are in the order of the
    snapshot; `whole` counts those who are not on the team too.
    """

    key: str
    whole: Standing
    teams: tuple[Standing, ...]
    people: tuple[Standing, ...]


@dataclass(frozen=True)
class Snapshot:
    """What is kept of a review: its standings, and what they are standings of.

    `year` is the name of the plan's year and `start` its first day. `people` are pairs of team and
    name. `decimals` are those of each metric; `figures` are by metric and stretch. `version` is the
    plan's; of a later one than the first, `original` is what the review is by the first.
    """

    organisation: str
    year: str
    start: dt.date
    as_of: dt.date
    teams: tuple[str, ...]
    people: tuple[tuple[str, str], ...]
    decimals: Mapping[str, int]
    figures: Mapping[tuple[str, Stretch], Figures]
    version: int = 1
    original: Snapshot | None = None

    def by_original(self) -> Snapshot:
        """The review by the first version of its plan."""
        return self if self.original is None else self.original


@dataclass(frozen=True, slots=True)
class Rates:
    """Pace in the year to date, and attainment in the stretch that the trend is about."""

    pace: Fraction | None
    attainment: Fraction | None


@dataclass(frozen=True, slots=True)
class Point:
    """One review of a trend; `teams` and `people` are those of the present plan, in its order.

    Attainment is None where the review was of another period than the present one.
    """

    as_of: dt.date
    whole: Rates
    teams: tuple[Rates, ...]
    people: tuple[Rates, ...]


@dataclass(frozen=True)
class Trend:
    """Reviews of one metric in the order of their days, the present one last.

    All are by the plan's first version where `by_original`, otherwise by the same one. The earlier
    reviews that are not among them are counted: of another organisation or year
    (`elsewhere`), of a later day (`later`), of this one (`same_day`: told anew), without the metric
    (`without_metric`), followed by another of the same day (`repeated`).
    """

    metric: str
    stretch: Stretch
    points: tuple[Point, ...]
    elsewhere: int = 0
    later: int = 0
    same_day: int = 0
    without_metric: int = 0
    repeated: int = 0
    by_original: bool = False


def snapshot(review: Review, original: Review | None = None) -> Snapshot:
    """What a later review needs of this one; `original` is the same by the plan's first version."""
    plan = review.plan
    teams = tuple(team.name for team in plan.teams)
    return Snapshot(
        plan.profile.organisation,
        plan.calendar.name,
        plan.calendar.start,
        review.as_of,
        teams,
        tuple(
            (teams[team], rep.name)
            for team, rep in zip(plan.team_of, plan.profile.reps, strict=True)
        ),
        {metric.settings.metric: metric.decimals for metric in review.metrics},
        {
            (mine.metric.settings.metric, stretch): Figures(
                period.key, mine.whole, mine.teams, mine.people
            )
            for stretch, (period, metrics) in review.stretches.items()
            for mine in metrics
        },
        plan.version.number,
        None if original is None or original is review else snapshot(original),
    )


def trend(
    review: Review,
    earlier: Sequence[Snapshot],
    stretch: Stretch,
    metric: int,
    original: Review | None = None,
) -> Trend:
    """How the metric at position `metric` of the review has gone from earlier reviews to this one.

    Used are those of `earlier`, in any order, that are of the same organisation, first day of the
    year and metric, and before the day of the review; of several of one day the one given last.
    `original` is the review by the plan's first version, where it is not the only one.
    """
    now = snapshot(review, original)
    name = review.metrics[metric].settings.metric
    at_home = [then for then in earlier if _of_one_year(then, now)]
    before = [then for then in at_home if then.as_of < now.as_of]
    after = [then for then in at_home if then.as_of > now.as_of]
    counted = [then for then in before if name in then.decimals]
    by_day = {then.as_of: then for then in counted}
    reviews = [*(by_day[day] for day in sorted(by_day)), now]
    anew = len({each.version for each in reviews}) > 1
    points = (_point(then.by_original() if anew else then, now, stretch, name) for then in reviews)
    return Trend(
        name,
        stretch,
        tuple(points),
        elsewhere=len(earlier) - len(at_home),
        later=len(after),
        same_day=len(at_home) - len(before) - len(after),
        without_metric=len(before) - len(counted),
        repeated=len(counted) - len(by_day),
        by_original=anew,
    )


def _of_one_year(then: Snapshot, now: Snapshot) -> bool:
    """Whether two reviews are of one organisation's one year, whatever the year is called."""
    return (then.organisation, then.start) == (now.organisation, now.start)


def _point(then: Snapshot, now: Snapshot, stretch: Stretch, metric: str) -> Point:
    """A review as seen by those who are in the plan now."""
    to_date = _standings(then, then.figures.get((metric, Stretch.YEAR_TO_DATE)))
    figures = then.figures.get((metric, stretch))
    same_period = figures is not None and figures.key == now.figures[metric, stretch].key
    part = _standings(then, figures) if same_period else {}

    def rates(who: _Who) -> Rates:
        return Rates(
            to_date[who].pace if who in to_date else None,
            part[who].attainment if who in part else None,
        )

    return Point(
        then.as_of,
        rates(None),
        tuple(rates(team) for team in now.teams),
        tuple(rates(person) for person in now.people),
    )


def _standings(then: Snapshot, figures: Figures | None) -> dict[_Who, Standing]:
    """Everybody's standing; none where there are no figures."""
    if figures is None:
        return {}
    return {
        None: figures.whole,
        **dict(zip(then.teams, figures.teams, strict=True)),
        **dict(zip(then.people, figures.people, strict=True)),
    }
