"""Reviews of plans that were made anew: what was carried over, and the same by other versions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pytest

from salesplan.choices import Policy, Stretch
from salesplan.core.drivers import drivers
from salesplan.core.landing import Landing, LandingBasis, landings
from salesplan.core.plan import Plan, build_plan
from salesplan.core.progress import progress
from salesplan.core.replan import replan
from salesplan.core.review import Review, review
from salesplan.core.risk_kinds import Behind, Hurry
from salesplan.core.risks import risks
from salesplan.core.standing import WHOLE, Standing, Subject, SubjectKind
from salesplan.core.trend import Rates, snapshot, trend
from salesplan.core.version import Version
from salesplan.core.version_reviews import Beside, VersionReviews
from tests.core.builders import Row, profile, sales

WEEK, MONTH, QUARTER, HALF = Stretch.WEEK, Stretch.MONTH, Stretch.QUARTER, Stretch.HALF
YEAR, TO_DATE = Stretch.YEAR, Stretch.YEAR_TO_DATE

# Working days of 2027: 21 20 23 22 21 22 22 22 22 21 22 23 = 261, and a thousand fen for each. At
# the end of March 64 are gone; 44,300 fen of 64,000 were sold: 19,700 are missing, 100 for each of
# the 197 days to come.
FLAT = {"metric": "revenue", "annual": 2610, "unit": "0.01", "daily_unit": "0.01"}
FIRST: list[Row] = [("2027-02-01", "Ann", 44_300)]
APRIL: list[Row] = [*FIRST, ("2027-04-05", "Ann", 24_200)]
JUNE: list[Row] = [*APRIL, ("2027-05-05", "Ann", 40_000)]


def flat(*reps: dict[str, Any], annual: int = 2610) -> Plan:
    goals = [{**FLAT, "annual": annual}]
    return build_plan(profile(*(reps or ({"name": "Ann"},)), goals=goals))


def anew(plan: Plan, rows: Sequence[Row], day: str, policy: Policy = Policy.OWN) -> Plan:
    """The next version as of a day."""
    number, as_of = plan.version.number + 1, dt.date.fromisoformat(day)
    version = Version(number, as_of, "", "missed", as_of, policy)
    return replan(plan, sales(rows), version).plan


def on(plan: Plan, rows: Sequence[Row], day: str) -> Review:
    return review(plan, sales(rows), dt.date.fromisoformat(day))


def ann(found: Review) -> dict[Stretch, Standing]:
    return {stretch: parts[0].people[0] for stretch, (_, parts) in found.stretches.items()}


@pytest.fixture(scope="module")
def second() -> Plan:
    """Ann alone, made anew as of the end of March: 1,100 fen a day from April on."""
    return anew(flat(), FIRST, "2027-03-31")


def test_a_quarter_that_is_over_stays_missed(second: Plan) -> None:
    found = ann(on(second, FIRST, "2027-03-31"))
    assert found[MONTH] == Standing(23_000, 23_000, 0, 23, 0)
    assert found[QUARTER] == Standing(64_000, 64_000, 44_300, 64, 0)
    assert found[TO_DATE] == Standing(64_000, 64_000, 44_300, 64, 0)
    # H1: 64,000 − 19,700 + 65 × 1,100; what is expected by now is not yet closed.
    assert found[HALF] == Standing(115_800, 64_000, 44_300, 64, 65)
    assert found[YEAR] == Standing(261_000, 64_000, 44_300, 64, 197)


def test_from_the_day_on_expected_begins_with_what_was_sold(second: Plan) -> None:
    found = ann(on(second, APRIL, "2027-04-30"))
    assert found[MONTH] == Standing(24_200, 24_200, 24_200, 22, 0)
    assert found[QUARTER] == Standing(71_500, 24_200, 24_200, 22, 43)
    assert found[HALF] == Standing(115_800, 68_500, 68_500, 86, 43)
    assert found[YEAR] == Standing(261_000, 68_500, 68_500, 86, 175)
    assert found[TO_DATE] == Standing(68_500, 68_500, 68_500, 86, 0)
    # 192,500 for 175 days.
    assert found[YEAR].required_run_rate == 1100


def test_the_half_year_and_the_quarter_after_it(second: Plan) -> None:
    found = ann(on(second, JUNE, "2027-06-30"))
    assert found[QUARTER] == Standing(71_500, 71_500, 64_200, 65, 0)
    assert found[HALF] == Standing(115_800, 115_800, 108_500, 129, 0)
    assert found[TO_DATE] == Standing(115_800, 115_800, 108_500, 129, 0)
    assert found[YEAR].variance_to_date == -7_300


@pytest.fixture(scope="module")
def midway() -> Plan:
    """Made anew as of Saturday 15 May: 96 of 261 days gone, 79,500 of 96,000 sold, 8,000 in May."""
    rows = [("2027-02-01", "Ann", 71_500), ("2027-05-04", "Ann", 8_000)]
    return anew(flat(), rows, "2027-05-15")


MAY: list[Row] = [("2027-02-01", "Ann", 71_500), ("2027-05-04", "Ann", 8_000)]


def test_a_month_with_the_day_in_it_bears_its_own_part_of_the_gap(midway: Plan) -> None:
    rows: list[Row] = [*MAY, ("2027-05-20", "Ann", 12_100)]
    found = ann(on(midway, rows, "2027-05-31"))
    # In May 8,000 of 10,000 had been sold: what is expected goes on from 8,000, with 11 × 1,100.
    assert found[MONTH] == Standing(20_100, 20_100, 20_100, 21, 0)
    # Q2: of April's 22,000 nothing had been sold, so 8,000 + 33 × 1,100.
    assert found[QUARTER] == Standing(44_300, 20_100, 20_100, 43, 22)
    assert found[HALF] == Standing(115_800, 91_600, 91_600, 107, 22)
    assert found[YEAR] == Standing(261_000, 91_600, 91_600, 107, 154)


def test_a_month_before_its_gap_is_known(midway: Plan) -> None:
    rows: list[Row] = [*MAY, ("2027-05-20", "Ann", 12_100)]
    found = ann(on(midway, rows, "2027-05-07"))
    assert found[MONTH] == Standing(20_100, 5_000, 8_000, 5, 16)
    assert found[YEAR] == Standing(261_000, 91_000, 79_500, 91, 170)


def test_two_versions_carry_one_after_the_other(second: Plan) -> None:
    # In April nothing was sold of 24,200; for the 175 days left that is 138.29 a day more.
    third = anew(second, FIRST, "2027-04-30")
    found = ann(on(third, FIRST, "2027-05-31"))
    rest = int(third.metrics[0].targets[0, 4])
    assert found[YEAR] == Standing(261_000, 44_300 + rest, 44_300, 107, 154)
    # From April on 24,200 were expected and nothing sold: the quarter begins anew in May.
    assert found[QUARTER].expected == rest
    assert found[HALF].expected == 44_300 + rest


def test_the_line_of_a_chart_steps_to_what_was_sold(second: Plan) -> None:
    found = progress(on(second, APRIL, "2027-04-30"), YEAR, 0, [0])
    days = {str(day): int(amount) for day, amount in zip(found.days, found.expected, strict=True)}
    assert days["2027-03-28"] == 61_000
    assert days["2027-04-30"] == 68_500
    assert days["2027-12-31"] == 261_000
    assert found.actual[-1] == 68_500


def test_why_adds_up_to_the_variance(second: Plan) -> None:
    rows: list[Row] = [("2026-01-04", "Ann", 50_000), *JUNE]
    found = sales(rows, customer=["Ada", "Ada", "Bea", "Ada"], product=["A", "A", "B", "B"])
    why = drivers(review(second, found, dt.date(2027, 6, 30)), found, HALF, 0).whole
    assert why is not None
    assert why.customers is not None
    bridge = why.customers
    # 50,000 then, 108,500 now; 115,800 were expected.
    assert bridge.growth == 50_000 - 115_800
    assert (bridge.new + bridge.back + bridge.kept + bridge.lost + bridge.growth) == -7_300
    assert sum(part.variance for part in why.mixes["product"]) == -7_300


def test_risks_ask_for_what_is_left_of_the_new_targets(second: Plan) -> None:
    # Sold 44,300 of the year's 261,000, with nothing since: 24,200 were due in April.
    found = on(second, FIRST, "2027-04-30")
    listed = risks(found, sales(FIRST), YEAR, 0, landings(found, YEAR, 0))
    figures = [each.figures for each in listed if each.subject.kind is SubjectKind.PERSON]
    assert Behind(68_500, 44_300) in figures
    rates = Fraction(44_300, 86), Fraction(216_700, 175)
    assert Hurry(216_700, 175, *rates) in figures


# The same by another version.


def reviews(plan: Plan, rows: Sequence[Row], day: str, number: int | None = None) -> VersionReviews:
    chosen = plan if number is None else plan.versions[number - 1]
    return VersionReviews(on(chosen, rows, day), plan.versions, sales(rows))


def test_the_current_version_stands_beside_the_original(second: Plan) -> None:
    found = reviews(second, APRIL, "2027-04-30")
    assert found.beside is found.original
    assert found.beside is not None
    assert ann(found.chosen)[YEAR].pace == 1
    assert ann(found.beside)[YEAR] == Standing(261_000, 86_000, 68_500, 86, 175)


def test_an_earlier_version_stands_beside_the_current_one(second: Plan) -> None:
    found = reviews(second, APRIL, "2027-04-30", 1)
    assert found.beside is not None
    assert found.beside.plan is second
    assert found.original is found.chosen
    assert [each.plan.version.number for each in found.every] == [1, 2]


def test_a_plan_with_one_version_stands_alone() -> None:
    found = reviews(flat(), APRIL, "2027-04-30")
    assert (found.beside, found.original) == (None, None)


def test_people_are_matched_by_team_and_name() -> None:
    before = flat({"name": "Ann"}, {"name": "Bob"}, annual=5220)
    people: list[dict[str, Any]] = [
        {"name": "Cho", "start": "2027-04-01", "ramp": []},
        {"name": "Bob"},
        {"name": "Ann"},
    ]
    now = flat(*people, annual=5220).profile
    day = dt.date(2027, 3, 31)
    plan = replan(before, sales(FIRST), Version(2, day, "", "", day, Policy.OWN), now).plan
    found = Beside(on(plan, FIRST, "2027-04-30"), on(before, FIRST, "2027-04-30"))

    def target(at: int) -> int | None:
        standing = found.standing(Subject(SubjectKind.PERSON, at), QUARTER, "revenue")
        return None if standing is None else standing.actual

    assert target(0) is None  # Cho was not in it
    year = [found.standing(Subject(SubjectKind.PERSON, at), YEAR, "revenue") for at in (1, 2)]
    assert [each.actual for each in year if each] == [0, 44_300]
    whole = found.standing(WHOLE, YEAR, "revenue")
    assert whole is not None
    assert whole.target == 522_000
    assert found.standing(Subject(SubjectKind.TEAM, 0), YEAR, "revenue") is not None
    assert found.standing(WHOLE, YEAR, "orders") is None


# The trend over a day on which the plan was made anew.


def test_a_trend_over_two_versions_is_by_the_first(second: Plan) -> None:
    earlier = snapshot(on(flat(), FIRST, "2027-03-31"))
    found = reviews(second, APRIL, "2027-04-30")
    moved = trend(found.chosen, [earlier], YEAR, 0, found.original)
    assert moved.by_original
    # 44,300 of 64,000, then 68,500 of 86,000: not 100 %.
    assert [point.whole.pace for point in moved.points] == [Fraction(443, 640), Fraction(137, 172)]
    assert moved.points[1].people == (Rates(Fraction(137, 172), Fraction(685, 2610)),)


def test_a_trend_within_a_version_is_by_that_version(second: Plan) -> None:
    before = reviews(second, APRIL, "2027-04-30")
    kept = snapshot(before.chosen, before.original)
    assert (kept.version, kept.by_original().version) == (2, 1)
    found = reviews(second, JUNE, "2027-06-30")
    moved = trend(found.chosen, [kept], YEAR, 0, found.original)
    assert not moved.by_original
    assert [point.whole.pace for point in moved.points] == [1, Fraction(1085, 1158)]


# Where the year lands, by pace alone.


def test_a_gap_that_was_carried_over_sells_nothing(second: Plan) -> None:
    # 68,500 where 86,000 were planned at first, and 175,000 for the rest: by that pace, not by 1.
    for plan, rows, landed in (
        (second, APRIL, 68_500 + round(Fraction(685, 860) * 175_000)),
        (flat(), APRIL, 68_500 + round(Fraction(685, 860) * 175_000)),
    ):
        found = landings(on(plan, rows, "2027-04-30"), YEAR, 0).people[0]
        assert found == Landing(landed, None, None, LandingBasis.PACE)
