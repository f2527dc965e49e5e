from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.choices import Stretch
from salesplan.core.breaks import Break
from salesplan.core.forecast import look_ahead
from salesplan.core.landing import Landing, LandingBasis, Landings, landings
from salesplan.core.plan import Plan, build_plan
from salesplan.core.review import review
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
from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.core.standing import WHOLE, Status, Subject, SubjectKind
from tests.core.builders import Row, every_day, profile, sales

WEEK, MONTH, QUARTER = Stretch.WEEK, Stretch.MONTH, Stretch.QUARTER
YEAR, YEAR_TO_DATE = Stretch.YEAR, Stretch.YEAR_TO_DATE

# 261 working days of 2027 (21 20 23 22 21 22 22 22 22 21 22 23): 1,000 fen a day for each of two.
FLAT = {"metric": "revenue", "annual": 5220}
# A Wednesday: nine working days of January are gone, twelve are left.
DAY = dt.date(2027, 1, 13)
ANN, BOB = Subject(SubjectKind.PERSON, 0), Subject(SubjectKind.PERSON, 1)
NONE = Landings((None, None), (None,), None)
TWO_TEAMS: dict[str, Any] = {
    "team": [
        {"name": "East", "reps": [{"name": "Ann"}]},
        {"name": "West", "reps": [{"name": "Bob"}]},
    ]
}


def flat(*reps: dict[str, Any], past: Sequence[Row] = (), **fields: Any) -> Plan:  # noqa: ANN401 (as in a file)
    return build_plan(profile(*reps, **{"goals": [FLAT], **fields}), sales(past) if past else None)


def find(
    rows: Sequence[Row],
    *kinds: RiskKind,
    day: dt.date = DAY,
    stretch: Stretch = MONTH,
    plan: Plan | None = None,
    lands: Landings | None = None,
    customers: Sequence[str | None] | None = None,
    told: bool = True,
) -> list[Risk]:
    """The risks of some kinds (all, if none are named), with the landings that there are.

    The files go on to the day of the review, if they are not `told` to end with their last sale.
    """
    columns: dict[str, Sequence[object]] = {} if customers is None else {"customer": customers}
    if told:
        rows = [*rows, (str(day), UNASSIGNED, 0)]
        columns = {name: [*each, None] for name, each in columns.items()}
    given_sales = sales(rows, **columns)
    found = review(plan or flat(), given_sales, day)
    lands = lands or landings(found, stretch, 0)
    every = risks(found, given_sales, stretch, 0, lands)
    return [risk for risk in every if not kinds or risk.kind in kinds]


def lands(person: Landing | None = None, whole: Landing | None = None) -> Landings:
    """A landing of Ann and one of the whole."""
    return Landings((person, None), (None,), whole)


def between(expected: int, high: int) -> Landing:
    return Landing(expected, 0, high, LandingBasis.HISTORY)


def on(day: str, **amounts: int) -> list[Row]:
    return [(day, name, amount) for name, amount in amounts.items()]


# Pace


def test_pace_below_the_band() -> None:
    # Of 9,000 expected 80 % are 7,200.
    assert find(on("2027-01-05", Ann=7_200, Bob=9_000)) == []
    assert find(on("2027-01-05", Ann=7_199, Bob=9_000)) == [
        Risk(ANN, 1_801, Behind(expected=9_000, actual=7_199))
    ]


def test_bands_of_ones_own() -> None:
    plan = flat(review={"at_risk": "90%"})
    assert find(on("2027-01-05", Ann=8_100, Bob=9_000), RiskKind.PACE, plan=plan) == []
    found = find(on("2027-01-05", Ann=8_099, Bob=9_000), RiskKind.PACE, plan=plan)
    assert [(risk.subject, risk.at_stake) for risk in found] == [(ANN, 901)]


def test_a_sole_team_is_the_whole() -> None:
    found = find(on("2027-01-05", Ann=7_199, Bob=7_200), RiskKind.PACE)
    assert [(risk.subject, risk.at_stake) for risk in found] == [(WHOLE, 3_601), (ANN, 1_801)]


def test_of_several_teams_those_behind_are_named() -> None:
    plan = flat(**TWO_TEAMS)
    found = find(on("2027-01-05", Ann=100, Bob=7_200), RiskKind.PACE, plan=plan)
    east = Subject(SubjectKind.TEAM, 0)
    assert [(risk.subject, risk.at_stake) for risk in found] == [(east, 8_900), (ANN, 8_900)]


def test_nobody_is_behind_before_anything_was_expected() -> None:
    assert find([], day=dt.date(2026, 12, 31)) == []
    assert find([], day=dt.date(2025, 3, 1), stretch=YEAR) == []


def test_nobody_is_behind_without_a_target() -> None:
    plan = flat({"name": "Ann"}, {"name": "Cho", "end": "2026-12-31"})
    found = find([], RiskKind.PACE, plan=plan)
    assert [risk.subject for risk in found] == [WHOLE, ANN]


def test_a_stretch_that_has_ended_is_not_endangered() -> None:
    for stretch, day in (
        (YEAR_TO_DATE, DAY),
        (MONTH, dt.date(2027, 1, 31)),
        (MONTH, dt.date(2027, 1, 29)),  # a Friday
        (YEAR, dt.date(2028, 3, 1)),
    ):
        assert find(on("2027-01-05", Ann=50), stretch=stretch, day=day) == []
    assert find(on("2027-01-05", Ann=50), day=dt.date(2027, 1, 28)) != []


def test_nothing_is_left_to_lose_for_somebody_who_has_gone() -> None:
    plan = flat({"name": "Ann", "end": "2027-01-08"}, {"name": "Bob"})
    subjects = {risk.subject for risk in find([], plan=plan)}
    assert subjects == {WHOLE, BOB}


# Landing


def test_a_landing_out_of_reach_says_it_better_than_pace_and_days() -> None:
    rows = on("2027-01-05", Ann=2_000, Bob=9_000)
    within, beyond = between(15_000, 21_000), between(15_000, 20_999)
    kinds = [risk.kind for risk in find(rows, lands=lands(within)) if risk.subject == ANN]
    assert kinds == [RiskKind.DAYS, RiskKind.PACE]
    mine = [risk for risk in find(rows, lands=lands(beyond)) if risk.subject == ANN]
    assert mine == [Risk(ANN, 6_000, OutOfReach(target=21_000, expected=15_000, high=20_999))]


def test_a_landing_without_a_range_says_nothing() -> None:
    paced = Landing(100, None, None, LandingBasis.PACE)
    assert find([], RiskKind.LANDING, lands=lands(paced, paced)) == []


def test_a_landing_of_the_whole_and_of_teams() -> None:
    low = between(1_000, 2_000)
    every = Landings((low, low), (low, None), low)
    found = find([], RiskKind.LANDING, plan=flat(**TWO_TEAMS), lands=every)
    east = Subject(SubjectKind.TEAM, 0)
    assert [(risk.subject, risk.at_stake) for risk in found] == [
        (WHOLE, 41_000),
        (east, 20_000),
        (ANN, 20_000),
        (BOB, 20_000),
    ]
    # A sole team is not told apart from the whole.
    sole = find([], RiskKind.LANDING, lands=Landings((low, low), (low,), low))
    assert [risk.subject for risk in sole] == [WHOLE, ANN, BOB]


def test_a_landing_from_a_history() -> None:
    # Half of what was planned was sold on every day of the last year.
    days = [str(day) for day in every_day("2026-01-01", "2026-12-31") if day.weekday() < 5]
    plan = flat(past=[(day, name, 500) for day in days for name in ("Ann", "Bob")])
    found = find(on("2027-01-13", Ann=4_500, Bob=9_000), RiskKind.LANDING, plan=plan)
    assert [(risk.subject, risk.at_stake) for risk in found] == [
        (WHOLE, 42_000 - 25_500),
        (ANN, 10_500),
        (BOB, 6_000),
    ]


# Days


def test_a_required_run_rate_half_as_much_again() -> None:
    # 14,000 missing over 12 days are exactly 1.5 times 7,000 over 9 days.
    assert find(on("2027-01-05", Ann=7_000, Bob=9_000), RiskKind.DAYS) == []
    found = find(on("2027-01-05", Ann=6_999, Bob=9_000), RiskKind.DAYS)
    figures = Hurry(14_001, 12, Fraction(6_999, 9), Fraction(14_001, 12))
    # At the same rate another 9,332.
    assert found == [Risk(ANN, 4_669, figures)]


def test_the_first_days_say_nothing() -> None:
    # Five of February's twenty working days are gone on the 5th.
    quarter, before = dt.date(2027, 2, 5), dt.date(2027, 2, 4)
    assert find([], RiskKind.DAYS, day=before) == []
    found = find([], RiskKind.DAYS, day=quarter)
    assert [(risk.subject, risk.at_stake) for risk in found] == [
        (WHOLE, 40_000),
        (ANN, 20_000),
        (BOB, 20_000),
    ]


def test_days_are_no_risk_of_a_team() -> None:
    found = find([], RiskKind.DAYS, plan=flat(**TWO_TEAMS), day=dt.date(2027, 2, 5))
    assert [risk.subject for risk in found] == [WHOLE, ANN, BOB]


def test_days_of_the_whole_are_left_to_its_landing() -> None:
    beyond = lands(whole=between(100, 200))
    found = find([], RiskKind.DAYS, day=dt.date(2027, 2, 5), lands=beyond)
    assert [risk.subject for risk in found] == [ANN, BOB]


def test_a_target_reached_leaves_nothing_to_hurry_for() -> None:
    assert find(on("2027-01-05", Ann=21_000, Bob=21_000)) == []


# Customers


def bought(
    *amounts: int, day: str = "2026-06-01", rep: str = "Ann", prefix: str = "C"
) -> tuple[list[Row], list[str | None]]:
    """What customers C0, C1, … bought from a person on a day."""
    return (
        [(day, rep, amount) for amount in amounts],
        [f"{prefix}{at}" for at in range(len(amounts))],
    )


def dependences(
    *parts: tuple[list[Row], list[str | None]],
    day: dt.date = DAY,
    lands: Landings = NONE,
    stretch: Stretch = MONTH,
    plan: Plan | None = None,
) -> list[Risk]:
    rows = [row for each, _ in parts for row in each]
    names = [name for _, each in parts for name in each]
    case = {"plan": plan, "lands": lands, "stretch": stretch, "day": day, "customers": names}
    return find(rows, RiskKind.CUSTOMER, **case)  # type: ignore[arg-type]


def test_a_customer_with_a_fifth_of_everything() -> None:
    assert dependences(bought(199, 160, 160, 160, 160, 161)) == []
    found = dependences(bought(200, 160, 160, 160, 160, 160))
    since, until = dt.date(2026, 1, 14), dt.date(2027, 1, 14)
    # Nothing of January's 42,000 is there yet.
    assert found == [Risk(WHOLE, 8_400, Dependence(200, 1_000, since, until), "C0")]


def test_a_customer_with_half_of_a_persons_sales() -> None:
    many = bought(*[200] * 6, rep="Bob", prefix="B")
    assert dependences(bought(99, 60, 41), many) == []
    found = dependences(bought(100, 60, 40), many)
    assert [(risk.subject, risk.at_stake, risk.customer) for risk in found] == [(ANN, 10_500, "C0")]
    # Two customers are what somebody was given, not what they came to depend on.
    assert dependences(bought(150, 50), many) == []


def test_a_team_of_one() -> None:
    empty = Landings((None,), (None,), None)
    found = dependences(bought(100, 60, 40), plan=flat({"name": "Ann"}), lands=empty)
    assert [(risk.subject, risk.customer) for risk in found] == [
        (WHOLE, "C0"),
        (ANN, "C0"),
        (WHOLE, "C1"),
        (WHOLE, "C2"),
    ]


def test_at_stake_is_the_share_of_what_is_still_expected() -> None:
    many = bought(*[200] * 6, rep="Bob", prefix="B")
    none = bought(1_000, day="2027-01-04", prefix="now")
    # Ann: 1,000 of 2,200 are no half; 1,200 are.
    mine = bought(1_200, 60, 40)
    expected = lands(Landing(5_000, None, None, LandingBasis.PACE))
    found = dependences(mine, many, none, lands=expected)
    assert [(risk.subject, risk.at_stake) for risk in found if risk.subject == ANN] == [
        (ANN, round(4_000 * Fraction(1_200, 2_300)))
    ]
    # Nothing more is expected: nothing is at stake.
    gone = lands(Landing(1_000, None, None, LandingBasis.PACE))
    assert [risk for risk in dependences(mine, many, none, lands=gone) if risk.subject == ANN] == []


def test_more_than_everything_is_not_at_stake() -> None:
    # C0 bought 3,000 of 2,000, because C1 returned more than they bought.
    found = dependences(bought(3_000, -1_000))
    assert [(risk.at_stake, risk.customer) for risk in found] == [(42_000, "C0")]


def test_twelve_months_up_to_the_day_count() -> None:
    others = bought(*[200] * 5, prefix="X")
    assert dependences(bought(900, day="2026-01-13"), others, bought(200, prefix="Y")) == []
    assert len(dependences(bought(900, day="2026-01-14"), others)) == 1
    assert len(dependences(bought(900, day="2027-01-13"), others)) == 1
    later = bought(900, day="2027-01-14")
    assert dependences(later, others, bought(200, prefix="Y")) == []


def test_the_first_orders_of_a_file_are_no_concentration() -> None:
    assert dependences(bought(100, 10, day="2026-10-17")) == []
    assert len(dependences(bought(100, 10, day="2026-10-16"))) == 1


def test_sales_without_a_customer_count_in_the_total() -> None:
    rows, names = bought(200, 100, 100, 100, 100)
    nobody: tuple[list[Row], list[str | None]] = ([("2026-06-01", "Ann", 401)], [None])
    assert dependences((rows, names), nobody) == []


def test_strangers_are_of_the_whole_only() -> None:
    found = dependences(bought(500, 300, 200, rep="Zoe"))
    assert [(risk.subject, risk.customer) for risk in found] == [
        (WHOLE, "C0"),
        (WHOLE, "C1"),
        (WHOLE, "C2"),
    ]


def test_an_ended_stretch_hangs_on_nobody() -> None:
    assert dependences(bought(500, 300, 200), stretch=YEAR_TO_DATE) == []


# Persons


def team(size: int) -> Plan:
    return flat(*({"name": f"P{at}"} for at in range(size)))


def carriers(
    first: int, rest: int, size: int, day: dt.date = DAY, stretch: Stretch = MONTH
) -> list[Risk]:
    """The first of some people sold `first`, somebody not on the team `rest`."""
    rows = [("2027-01-01", "P0", first), ("2027-01-01", "Zoe", rest)]
    empty = Landings((None,) * size, (None,), None)
    case = {"plan": team(size), "day": day, "stretch": stretch, "lands": empty}
    return find(rows, RiskKind.PERSON, **case)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "rest", "size", "carries"),
    [
        (200, 100, 3, True),
        (199, 101, 3, False),
        (100, 100, 4, True),
        (99, 101, 4, False),
        # A third, though twice an equal share of seven would be less.
        (100, 200, 7, True),
        (99, 201, 7, False),
        (300, 0, 2, False),
        (0, 0, 3, False),
        (100, -100, 3, False),
    ],
)
def test_who_carries(first: int, rest: int, size: int, carries: bool) -> None:
    found = carriers(first, rest, size)
    at_stake = round((42_000 - first - rest) * Fraction(first, first + rest or 1))
    figures = Carrier(0, first, first + rest, size)
    assert found == ([Risk(WHOLE, at_stake, figures)] if carries else [])


def test_a_month_or_a_quarter_of_the_stretch_tells_who_carries() -> None:
    # On the 8th six of January's 21 working days are gone, on the 28th twenty of the year's 261.
    assert carriers(9, 0, 3, dt.date(2027, 1, 7)) == []
    assert len(carriers(9, 0, 3, dt.date(2027, 1, 8))) == 1
    assert carriers(9, 0, 3, dt.date(2027, 1, 27), YEAR) == []
    assert len(carriers(9, 0, 3, dt.date(2027, 1, 28), YEAR)) == 1
    assert carriers(9, 0, 3, dt.date(2027, 1, 29)) == []


def test_who_is_not_there_yet_shares_in_nothing() -> None:
    newcomer = {"name": "New", "start": "2027-01-14"}
    rows = on("2027-01-05", Ann=900, Bob=100)
    plan = flat({"name": "Ann"}, {"name": "Bob"}, newcomer)
    assert find(rows, RiskKind.PERSON, plan=plan) == []


# Customers who stopped


def regular(
    last: str, gap: int = 10, *, rep: str = "Ann", days: int = 10, amount: int = 300
) -> list[Row]:
    """Equal purchases at equal gaps, the last of them on a day."""
    end = dt.date.fromisoformat(last)
    dates = [end - dt.timedelta(days=gap * at) for at in range(days)]
    return [(str(day), rep, amount) for day in dates]


def silences(rows: Sequence[Row], day: dt.date = DAY, stretch: Stretch = MONTH) -> list[Risk]:
    names = ["Acme"] * len(rows)
    return find(rows, RiskKind.STOPPED, day=day, stretch=stretch, customers=names, lands=NONE)


def test_a_customer_who_stopped_by_hand() -> None:
    rows = regular("2026-12-13")
    # Silent for 30 days they are no more than three usual gaps late.
    assert silences(rows, dt.date(2027, 1, 12)) == []
    # 300 every ten days, 30 a day, over January's 31 days and the quarter's 90.
    figures = Silence(10, dt.date(2026, 12, 13), 10.0, 31, Fraction(30))
    assert silences(rows) == [Risk(ANN, 930, figures, "Acme")]
    assert [risk.at_stake for risk in silences(rows, stretch=QUARTER)] == [2_700]


def test_only_the_days_after_the_last_purchase_are_lost() -> None:
    found = silences(regular("2027-01-13"), dt.date(2027, 2, 20), YEAR)
    assert [risk.at_stake for risk in found] == [30 * (365 - 13)]


def test_silence_is_told_of_a_stretch_that_has_ended() -> None:
    found = silences(regular("2026-12-13"), stretch=YEAR_TO_DATE)
    assert [risk.at_stake for risk in found] == [30 * 13]
    # Who bought after the year has not cost it anything.
    assert silences(regular("2028-01-20"), dt.date(2028, 3, 1), YEAR) == []


def test_days_of_which_the_files_tell_nothing_are_no_silence() -> None:
    rows = [*regular("2026-12-13"), ("2027-01-12", "Bob", 7)]
    names = [*["Acme"] * 10, "Other"]

    def found(rows: Sequence[Row], names: Sequence[str], day: dt.date) -> list[int]:
        every = find(rows, RiskKind.STOPPED, day=day, customers=names, lands=NONE, told=False)
        return [risk.at_stake for risk in every]

    # On the 12th Acme was silent for 30 days, which is three gaps; a day later it has stopped.
    far = dt.date(2027, 1, 29)
    assert found(rows, names, far) == []
    assert found([*rows, ("2027-01-13", "Bob", 7)], [*names, "Other"], far) == [930]


def test_two_years_up_to_the_day_count() -> None:
    # The window of 13 January 2027 begins on 14 January 2025.
    tail: list[Row] = [(day, "Ann", 300) for day in ("2025-03-14", "2025-05-13", "2025-07-12")]
    assert silences([("2025-01-13", "Ann", 300), *tail]) == []
    assert len(silences([("2025-01-14", "Ann", 300), *tail])) == 1
    later = dt.date(2027, 1, 14)
    assert silences([*regular("2026-12-13"), (str(later), "Ann", 1)]) != []
    assert silences([*regular("2026-12-13"), (str(later), "Ann", 1)], later) == []


def test_whose_a_customer_who_stopped_is() -> None:
    last, before = "2026-12-13", regular("2026-12-03")
    assert [risk.subject for risk in silences([*before, (last, "Bob", 300)])] == [BOB]
    assert [risk.subject for risk in silences([*before, (last, "Zoe", 300)])] == [WHOLE]
    assert [risk.subject for risk in silences([*before, (last, UNASSIGNED, 300)])] == [WHOLE]
    gone = flat({"name": "Ann"}, {"name": "Bob", "end": "2026-12-31"})
    rows = [*before, (last, "Bob", 300)]
    found = find(rows, RiskKind.STOPPED, customers=["Acme"] * 11, plan=gone, lands=NONE)
    assert [risk.subject for risk in found] == [WHOLE]


def test_a_customer_who_returned_everything_costs_nothing() -> None:
    rows = [*regular("2026-12-13"), ("2026-12-20", "Ann", -3_000)]
    assert silences(rows) == []


def test_the_ten_largest_who_stopped() -> None:
    rows, names = [], []
    for at in range(12):
        rows += regular("2026-12-13", amount=100 + at)
        names += [f"C{at:02}"] * 10
    found = find(rows, RiskKind.STOPPED, customers=names, lands=NONE)
    assert [risk.customer for risk in found] == [f"C{at:02}" for at in range(11, 1, -1)]


# Breaks

WORKED = [str(day) for day in every_day("2026-01-01", "2026-12-31") if day.weekday() < 5]
STEADY = [(day, name, 100) for day in WORKED for name in ("Ann", "Bob")]
# Working days of 2026 and of the first months of 2027.
DAYS = [22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23, 21, 20, 23]
MARCH = dt.date(2027, 3, 31)


def breaks(
    rows: Sequence[Row], past: Sequence[Row], day: dt.date = MARCH, **fields: object
) -> list[Risk]:
    plan = flat(past=past, **fields)
    teams = len(plan.profile.team)
    empty = Landings((None, None), (None,) * teams, None)
    return find(rows, RiskKind.BREAK, day=day, stretch=YEAR, plan=plan, lands=empty)


def test_a_break_by_hand() -> None:
    rows = [*on("2027-01-05", Ann=2_100, Bob=2_100), *on("2027-02-05", Ann=2_000, Bob=2_000)]
    # 200 on each of 64 working days are expected.
    assert breaks([*rows, *on("2027-03-05", Ann=4_600)], STEADY) == []
    found = breaks([*rows, *on("2027-03-05", Ann=600)], STEADY)
    assert [(risk.subject, risk.at_stake) for risk in found] == [(WHOLE, 4_000)]
    figures = found[0].figures
    assert isinstance(figures, Break)
    assert (figures.since, figures.until) == (dt.date(2027, 1, 1), dt.date(2027, 4, 1))
    assert (figures.actual, figures.expected) == (8_800, 12_800)
    # Before the month is over it is not judged.
    assert breaks(rows, STEADY, dt.date(2027, 3, 30)) == []


def test_months_of_which_the_files_tell_nothing_are_no_break() -> None:
    rows = [*on("2027-01-05", Ann=2_100, Bob=2_100), *on("2027-02-05", Ann=2_000, Bob=2_000)]
    plan = flat(past=STEADY)
    empty = Landings((None, None), (None,), None)

    def found(last: str, day: dt.date) -> list[int]:
        every = find(
            [*rows, (last, "Ann", 600)], RiskKind.BREAK,
            day=day, stretch=YEAR, plan=plan, lands=empty, told=False,
        )  # fmt: skip
        return [risk.at_stake for risk in every]

    # March has 23 working days, the last five of them from the 25th: they may have been quiet.
    assert found("2027-03-23", MARCH) == []
    assert found("2027-03-24", MARCH) == [4_000]
    # In June the months up to March are still the last of which anything is known.
    assert found("2027-03-31", dt.date(2027, 6, 30)) == [4_000]


def test_a_break_is_below_the_lower_end() -> None:
    sold = [2_000, 2_300, 1_800, 2_600, 2_100, 1_900, 2_400, 2_200, 1_700, 2_500, 2_000, 2_100]
    past = [(f"2026-{month:02}-15", "Ann", amount) for month, amount in enumerate(sold, 1)]
    past += [("2026-01-02", "Bob", 0), ("2026-12-30", "Bob", 0)]
    days = np.array(DAYS, dtype=float)
    seen = look_ahead(np.array(sold, dtype=float), 0, days[:12], days[12:], 0.95)
    assert seen.low is not None
    edge = int(np.ceil(seen.low))
    assert 0 < edge < seen.total
    assert breaks(on("2027-02-01", Ann=edge), past) == []
    found = breaks(on("2027-02-01", Ann=edge - 1), past)
    figures = (edge - 1, round(seen.total), round(seen.low))
    expected = Break(dt.date(2027, 1, 1), dt.date(2027, 4, 1), *figures)
    assert found == [Risk(WHOLE, figures[1] - figures[0], expected)]


def test_a_break_of_one_team() -> None:
    rows = on("2027-02-01", Ann=6_400, Bob=1_400)
    west = Subject(SubjectKind.TEAM, 1)
    found = breaks(rows, STEADY, **TWO_TEAMS)
    assert [(risk.subject, risk.at_stake) for risk in found] == [(WHOLE, 5_000), (west, 5_000)]


def test_others_mend_a_break_of_the_whole() -> None:
    found = breaks(on("2027-02-01", Ann=6_400, Zoe=6_400), STEADY, **TWO_TEAMS)
    assert [risk.subject for risk in found] == [Subject(SubjectKind.TEAM, 1)]


def test_a_break_needs_a_year_before_it() -> None:
    # Bob began in February, or the history did.
    later = [row for row in STEADY if row[1] == "Ann" or row[0] >= "2026-02-01"]
    found = breaks([], later, **TWO_TEAMS)
    assert [risk.subject for risk in found] == [WHOLE, Subject(SubjectKind.TEAM, 0)]
    assert breaks([], [row for row in STEADY if row[0] >= "2026-02-01"]) == []
    assert breaks([], []) == []


def test_the_last_three_months_of_a_year_that_has_ended() -> None:
    rows = [(f"2027-{month:02}-05", "Ann", 4_300) for month in range(1, 10)]
    found = breaks(rows, STEADY, dt.date(2028, 2, 1))
    assert [risk.subject for risk in found] == [WHOLE]
    figures = found[0].figures
    assert isinstance(figures, Break)
    assert (figures.since, figures.until, figures.actual) == (
        dt.date(2027, 10, 1),
        dt.date(2028, 1, 1),
        0,
    )


# Other metrics, and nothing at all


def test_a_metric_that_is_not_money() -> None:
    goals = [{"metric": "orders", "annual": 5220}]
    rows = [*regular("2026-12-13"), *on("2027-01-05", Bob=9_000)]
    plan = flat(goals=goals)
    customers = ["Acme"] * 10 + ["Beta"]
    found = find(rows, plan=plan, customers=customers)
    assert {risk.kind for risk in found} == {RiskKind.PACE, RiskKind.DAYS}
    # The same rows as revenue.
    money = {risk.kind for risk in find(rows, customers=customers)}
    assert RiskKind.CUSTOMER in money
    assert RiskKind.STOPPED in money
    assert find(STEADY, RiskKind.BREAK, plan=flat(goals=goals, past=STEADY), day=MARCH) == []


def test_no_sales() -> None:
    assert find([], day=dt.date(2026, 12, 31), customers=[]) == []
    kinds = {risk.kind for risk in find([], customers=[])}
    assert kinds == {RiskKind.PACE, RiskKind.DAYS}


def test_sales_without_customers() -> None:
    assert find(regular("2026-12-13"), RiskKind.CUSTOMER, RiskKind.STOPPED) == []


# Ranking


def test_the_largest_first_and_equals_in_the_order_of_kinds_and_subjects() -> None:
    low = between(11_000, 12_000)
    found = find(
        regular("2026-12-13"),
        lands=lands(low, between(32_000, 33_000)),
        customers=["Acme"] * 10,
    )
    assert [(risk.at_stake, risk.kind.value, risk.subject) for risk in found] == [
        (32_000, "customer", WHOLE),
        (21_000, "days", BOB),
        (10_000, "landing", WHOLE),
        (10_000, "landing", ANN),
        (9_000, "pace", BOB),
        (930, "stopped", ANN),
    ]


def test_of_risks_that_cost_the_same_the_kind_comes_before_the_subject() -> None:
    rows = on("2027-01-05", Bob=9_000)
    found = find(rows, RiskKind.PACE, RiskKind.LANDING, lands=lands(whole=between(33_000, 34_000)))
    assert [(risk.at_stake, risk.kind, risk.subject) for risk in found] == [
        (9_000, RiskKind.PACE, ANN),
        (9_000, RiskKind.LANDING, WHOLE),
    ]


# Laws

PAST = st.lists(
    st.tuples(
        st.dates(dt.date(2025, 6, 1), dt.date(2027, 6, 30)).map(str),
        st.sampled_from(["Ann", "Bob", "Zoe", UNASSIGNED]),
        st.integers(-2_000, 20_000),
        st.sampled_from(["Acme", "Beta", "Gamma", "Delta", None]),
    ),
    max_size=30,
)
PLANS = [flat(), flat(past=STEADY), flat(**TWO_TEAMS), flat(past=STEADY, **TWO_TEAMS)]
DATES = st.dates(dt.date(2026, 12, 1), dt.date(2028, 1, 31))
Bought = tuple[str, str, int, str | None]
AT_WILL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def with_customers(rows: Sequence[Bought]) -> Sales:
    return sales([row[:3] for row in rows], customer=[row[3] for row in rows])


def found_in(plan: Plan, rows: Sequence[Bought], day: dt.date, stretch: Stretch) -> list[Risk]:
    given_sales = with_customers(rows)
    found = review(plan, given_sales, day)
    return list(risks(found, given_sales, stretch, 0, landings(found, stretch, 0)))


@AT_WILL
@given(st.sampled_from(PLANS), PAST, DATES, st.sampled_from(list(Stretch)), st.randoms())
def test_every_risk_costs_something_whatever_the_order_of_rows(
    plan: Plan, rows: list[Bought], day: dt.date, stretch: Stretch, random: Random
) -> None:
    found = found_in(plan, rows, day, stretch)
    assert all(risk.at_stake > 0 for risk in found)
    stakes = [risk.at_stake for risk in found]
    assert stakes == sorted(stakes, reverse=True)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert found_in(plan, shuffled, day, stretch) == found
    mine = review(plan, with_customers(rows), day).stretches[stretch][1][0]
    for risk in found:
        if risk.kind is RiskKind.PACE and risk.subject.kind is SubjectKind.PERSON:
            standing = mine.people[risk.subject.position]
            assert standing.status() is Status.BEHIND
            assert standing.expected is not None
            assert standing.actual < standing.expected
    told = [risk.subject for risk in found if risk.kind is RiskKind.LANDING]
    again = [risk.subject for risk in found if risk.kind in {RiskKind.PACE, RiskKind.DAYS}]
    assert not set(told) & set(again)


@AT_WILL
@given(st.sampled_from(PLANS), PAST, st.sampled_from([MONTH, QUARTER, YEAR]))
def test_a_far_stronger_month_puts_nobody_behind(
    plan: Plan, rows: list[Bought], stretch: Stretch
) -> None:
    before = found_in(plan, rows, DAY, stretch)
    after = found_in(plan, [*rows, (str(DAY), "Ann", 10**9, "Acme")], DAY, stretch)
    behind = {risk.subject for risk in before if risk.kind is RiskKind.PACE}
    told = behind | {risk.subject for risk in before if risk.kind is RiskKind.LANDING}
    assert {risk.subject for risk in after if risk.kind is RiskKind.PACE} <= told - {ANN, WHOLE}
