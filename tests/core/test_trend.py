from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.choices import Stretch
from salesplan.core.plan import build_plan
from salesplan.core.review import Review, review
from salesplan.core.standing import Standing
from salesplan.core.trend import Figures, Rates, Snapshot, snapshot, trend
from tests.core.builders import Row, profile, sales

MONTH, QUARTER, TO_DATE = Stretch.MONTH, Stretch.QUARTER, Stretch.YEAR_TO_DATE
UNKNOWN = Rates(None, None)

# 1,000 fen a person on each of 261 working days of 2027: 21 + 20 + 23 = 64 of them in Q1, 65 in Q2,
# of which 22 in April.
ANN, BOB = {"name": "Ann"}, {"name": "Bob"}
CHO = {"name": "Cho", "start": "2027-05-03", "ramp": []}
FLAT = {"metric": "revenue", "unit": "0.01", "daily_unit": "0.01"}


def reviewed(
    day: str, rows: Sequence[Row], *reps: dict[str, Any], annual: int = 5220, **fields: object
) -> Review:
    """A review of the team East; by default Ann and Bob, 1,000 fen each a working day."""
    goals = [{**FLAT, "annual": annual}]
    content = {"organisation": "Acme", "goals": goals, **fields}
    plan = build_plan(profile(*(reps or (ANN, BOB)), **content))  # type: ignore[arg-type]
    return review(plan, sales(rows), dt.date.fromisoformat(day))


# Three reviews: the end of the first quarter, Friday 16 April, and Friday 14 May with Cho. Gone are
# 64 days, 64 + 12, and 86 + 10.
SOLD = [
    ("2027-02-01", "Ann", 80_000),
    ("2027-02-02", "Bob", 32_000),
    ("2027-04-05", "Ann", 15_000),
    ("2027-04-06", "Zoe", 10_000),
    ("2027-05-10", "Ann", 1_000),
    ("2027-05-10", "Bob", 40_000),
    ("2027-05-12", "Cho", 15_000),
]
FIRST = snapshot(reviewed("2027-03-31", SOLD))
SECOND = snapshot(reviewed("2027-04-16", SOLD))
# 3,000 fen a day for two until the end of April and for three from then on: 1,500 each, then 1,000.
LAST = reviewed("2027-05-14", SOLD, ANN, BOB, CHO, annual=7830)


def test_three_reviews_by_hand() -> None:
    found = trend(LAST, [FIRST, SECOND], QUARTER, 0)
    assert (found.metric, found.stretch) == ("revenue", QUARTER)
    assert [str(point.as_of) for point in found.points] == [
        "2027-03-31",
        "2027-04-16",
        "2027-05-14",
    ]
    first, second, last = found.points

    # Of last quarter: paces, and no attainment. Cho was not there.
    assert first.people == (Rates(Fraction(80, 64), None), Rates(Fraction(32, 64), None), UNKNOWN)
    assert first.teams == (Rates(Fraction(112, 128), None),)
    assert first.whole == Rates(Fraction(112, 128), None)

    # Of this quarter: 15,000 of 65,000 and nothing of 65,000; Zoe counts in the whole only.
    assert second.people == (
        Rates(Fraction(95, 76), Fraction(15, 65)),
        Rates(Fraction(32, 76), Fraction(0)),
        UNKNOWN,
    )
    assert second.teams == (Rates(Fraction(127, 152), Fraction(15, 130)),)
    assert second.whole == Rates(Fraction(137, 152), Fraction(25, 130))

    # Expected of Ann and Bob 86 × 1,500 + 10 × 1,000, their quarter 22 × 1,500 + 43 × 1,000.
    assert last.people == (
        Rates(Fraction(96, 139), Fraction(16, 76)),
        Rates(Fraction(72, 139), Fraction(40, 76)),
        Rates(Fraction(15, 10), Fraction(15, 43)),
    )
    assert last.teams == (Rates(Fraction(183, 288), Fraction(71, 195)),)
    assert last.whole == Rates(Fraction(193, 288), Fraction(81, 195))


def test_who_has_left_the_plan_is_left_out_of_the_trend() -> None:
    found = trend(reviewed("2027-04-16", SOLD, BOB), [FIRST], MONTH, 0)
    assert found.points[0].people == (Rates(Fraction(32, 64), None),)
    assert found.points[0].whole == Rates(Fraction(112, 128), None)


def test_people_are_known_by_team_and_name() -> None:
    teams = [{"name": name, "reps": [{"name": name[0]}, BOB]} for name in ("East", "West")]
    east, west = Standing(100, 50, 25, 5, 5), Standing(100, 50, 75, 5, 5)
    both = Figures("2027-Q2", east, (east, west), (east, west))
    then = replace(
        SECOND,
        teams=("West", "East"),
        people=(("West", "Bob"), ("East", "Bob")),
        figures={("revenue", QUARTER): both, ("revenue", TO_DATE): both},
    )
    now = reviewed("2027-05-14", [], team=teams[:1])
    (first, _) = trend(now, [then], QUARTER, 0).points
    assert first.people == (UNKNOWN, Rates(Fraction(3, 2), Fraction(3, 4)))
    assert first.teams == (Rates(Fraction(3, 2), Fraction(3, 4)),)
    assert first.whole == Rates(Fraction(1, 2), Fraction(1, 4))


@pytest.mark.parametrize(
    ("stretch", "known"),
    [
        (Stretch.WEEK, False),  # of 12 April and of 19 April
        (Stretch.MONTH, True),
        (Stretch.QUARTER, True),
        (Stretch.HALF, True),
        (Stretch.YEAR, True),
        (Stretch.YEAR_TO_DATE, True),
    ],
)
def test_attainment_needs_the_same_period(stretch: Stretch, known: bool) -> None:
    then, now = trend(reviewed("2027-04-20", SOLD), [SECOND], stretch, 0).points
    assert (then.whole.attainment is not None) is known
    assert now.whole.attainment is not None
    assert then.whole.pace == Fraction(137, 152)


def test_a_stretch_that_was_not_kept_is_unknown() -> None:
    bare = replace(SECOND, figures={("revenue", QUARTER): SECOND.figures["revenue", QUARTER]})
    then, _ = trend(LAST, [bare], QUARTER, 0).points
    assert then.whole == Rates(None, Fraction(25, 130))
    then, _ = trend(LAST, [bare], MONTH, 0).points
    assert then.whole == UNKNOWN


def test_rates_without_a_denominator_are_unknown() -> None:
    early = snapshot(reviewed("2026-12-31", []))
    (then, now) = trend(reviewed("2027-01-04", []), [early], MONTH, 0).points
    assert then.whole == Rates(None, Fraction(0))
    assert now.whole == Rates(Fraction(0), Fraction(0))


# Which reviews are used


def days(of: Review, *earlier: Snapshot) -> list[str]:
    return [str(point.as_of) for point in trend(of, earlier, MONTH, 0).points]


def test_a_review_alone() -> None:
    found = trend(LAST, [], MONTH, 0)
    assert [str(point.as_of) for point in found.points] == ["2027-05-14"]
    assert (
        found.elsewhere,
        found.later + found.same_day,
        found.without_metric,
        found.repeated,
    ) == (0, 0, 0, 0)


def test_reviews_of_other_years_and_organisations_are_counted_and_not_used() -> None:
    last_year = snapshot(reviewed("2026-03-31", [], fiscal_year={"start": "2026-01-01"}))
    from_april = snapshot(reviewed("2027-04-16", [], fiscal_year={"start": "2027-04-01"}))
    of_others = snapshot(reviewed("2027-04-16", [], organisation="Other"))
    found = trend(LAST, [last_year, FIRST, from_april, of_others], MONTH, 0)
    assert [str(point.as_of) for point in found.points] == ["2027-03-31", "2027-05-14"]
    assert (
        found.elsewhere,
        found.later + found.same_day,
        found.without_metric,
        found.repeated,
    ) == (3, 0, 0, 0)


def test_a_year_may_be_renamed() -> None:
    named = snapshot(
        reviewed("2027-03-31", [], fiscal_year={"start": "2027-01-01", "name": "FY27"})
    )
    assert named.year == "FY27"
    assert days(LAST, named) == ["2027-03-31", "2027-05-14"]


def test_the_present_day_and_later_ones_are_counted_and_not_used() -> None:
    found = trend(LAST, [snapshot(LAST), replace(FIRST, as_of=dt.date(2027, 6, 1))], MONTH, 0)
    assert len(found.points) == 1
    assert (found.later, found.same_day) == (1, 1)


def test_of_several_of_one_day_the_one_given_last_counts() -> None:
    again = snapshot(reviewed("2027-04-16", [("2027-01-04", "Ann", 152_000)]))
    for earlier, pace in (
        ((SECOND, FIRST, again), 1),
        ((again, FIRST, SECOND), Fraction(137, 152)),
    ):
        found = trend(LAST, earlier, MONTH, 0)
        assert [point.as_of.month for point in found.points] == [3, 4, 5]
        assert found.points[1].whole.pace == pace
        assert found.repeated == 1


def test_each_metric_has_a_trend_of_its_own() -> None:
    calls = {"metric": "orders", "annual": 2610, "seasonality": "working_days"}
    goals = [{**FLAT, "annual": 5220}, calls]
    rows = [("2027-01-04", "Ann", 100), ("2027-01-05", "Bob", 100)]
    orders = {"order": ["1", "2"]}

    def with_orders(day: str) -> Review:
        plan = build_plan(profile(ANN, BOB, goals=goals, organisation="Acme"))
        return review(plan, sales(rows, **orders), dt.date.fromisoformat(day))

    then, now = snapshot(with_orders("2027-01-05")), with_orders("2027-01-06")
    assert dict(then.decimals) == {"revenue": 2, "orders": 0}
    # Three working days and four, ten orders each.
    assert [point.whole.pace for point in trend(now, [then, FIRST], MONTH, 1).points] == [
        Fraction(2, 30),
        Fraction(2, 40),
    ]
    older = replace(FIRST, as_of=dt.date(2027, 1, 1))
    found = trend(now, [then, older], MONTH, 1)
    assert (found.metric, len(found.points), found.without_metric) == ("orders", 2, 1)
    assert len(trend(now, [then, older], MONTH, 0).points) == 3


@given(
    st.lists(
        st.builds(
            lambda day, home, counted: replace(
                FIRST,
                as_of=dt.date(2027, 5, day),
                organisation="Acme" if home else "Other",
                decimals={"revenue": 2} if counted else {},
            ),
            st.integers(10, 18),
            st.booleans(),
            st.booleans(),
        )
    )
)
def test_every_review_is_used_or_counted(earlier: list[Snapshot]) -> None:
    found = trend(LAST, earlier, QUARTER, 0)
    left_out = (
        found.elsewhere + found.later + found.same_day + found.without_metric + found.repeated
    )
    assert len(found.points) - 1 + left_out == len(earlier)
    shown = [point.as_of for point in found.points]
    assert shown == sorted(set(shown))
    assert shown[-1] == LAST.as_of


def test_people_are_kept_with_their_team() -> None:
    teams = [{"name": "East", "reps": [ANN]}, {"name": "West", "reps": [BOB, {"name": "Eve"}]}]
    kept = snapshot(reviewed("2027-04-16", SOLD, team=teams))
    assert kept.teams == ("East", "West")
    assert kept.people == (("East", "Ann"), ("West", "Bob"), ("West", "Eve"))
    assert [team.actual for team in kept.figures["revenue", TO_DATE].teams] == [95_000, 32_000]


def test_what_is_kept_of_a_review() -> None:
    kept = snapshot(LAST)
    assert (kept.organisation, kept.year, kept.start) == ("Acme", "2027", dt.date(2027, 1, 1))
    assert (kept.as_of, kept.teams) == (dt.date(2027, 5, 14), ("East",))
    assert kept.people == (("East", "Ann"), ("East", "Bob"), ("East", "Cho"))
    assert kept.figures.keys() == {("revenue", stretch) for stretch in Stretch}
    assert kept.figures["revenue", QUARTER].key == "2027-Q2"
    assert kept.figures["revenue", QUARTER].people[2] == Standing(43_000, 10_000, 15_000, 10, 33)
