"""Days of a month around Spring Festival: by hand for 2026 (17 February), and laws."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.choices import Policy, Stretch
from salesplan.core.festival import day_factors
from salesplan.core.plan import Plan, build_plan
from salesplan.core.plan_part import part_of
from salesplan.core.replan import replan
from salesplan.core.review import review
from salesplan.core.version import Version
from salesplan.reports.plan_record import plan_from_text, plan_to_text
from tests.core.builders import profile, sales

Effects = tuple[float, float, float]

# Before: 28 January to 16 February; the week: 17 to 23 February; after: 24 February to 9 March.
HALF_AS_MUCH: Effects = (0.5, 1.0, -0.5)
# Working days in China in 2026. January: the 4th to 9th, then Monday to Friday; 18 before the 28th
# and 3 from then on: 18 × 10 + 3 × 15 = 225. February: 2nd to 6th and 9th to 14th are 11 before,
# the 18th is worked by the profile, 24th to 28th are 5 after: 11 × 15 + 20 + 5 × 5 = 210.
# March: 2nd to 6th and 9th are 6 after, then 16 ordinary days: 6 × 5 + 16 × 10 = 190.
FIELDS: dict[str, Any] = {
    "fiscal_year": {"start": "2026-01-01"},
    "calendar": {"country": "CN", "open": ["2026-02-18"]},
    "goals": [{"metric": "calls", "annual": 2000, "months": {"M01": 225, "M02": 210, "M03": 190}}],
}


def with_effects(plan: Plan, effects: Effects | None) -> Plan:
    changed = (
        replace(each, season=replace(each.season, festival=effects)) for each in plan.metrics
    )
    return replace(plan, metrics=tuple(changed))


def planned(effects: Effects | None = HALF_AS_MUCH, *reps: dict[str, Any]) -> Plan:
    return with_effects(build_plan(profile(*(reps or ({"name": "Ann"},)), **FIELDS)), effects)


def daily(plan: Plan) -> npt.NDArray[np.int64]:
    return plan.daily(plan.metrics[0])


def on(plan: Plan, first: str, last: str) -> list[int]:
    """The first person's days, both included."""
    start = plan.calendar.start
    begin = (dt.date.fromisoformat(first) - start).days
    end = (dt.date.fromisoformat(last) - start).days + 1
    return [int(calls) for calls in daily(plan)[0, begin:end]]


def test_days_by_hand() -> None:
    plan = planned()
    ordinary, off, before, after = [10] * 5, [0, 0], [15] * 5, [5] * 5
    assert on(plan, "2026-01-01", "2026-01-11") == [0, 0, 0, 10, *ordinary, *off]
    assert on(plan, "2026-01-12", "2026-01-25") == [*ordinary, *off] * 2
    assert on(plan, "2026-01-26", "2026-02-01") == [10, 10, 15, 15, 15, *off]
    assert on(plan, "2026-02-02", "2026-02-15") == [*before, *off, *before, 15, 0]
    assert on(plan, "2026-02-16", "2026-02-23") == [0, 0, 20, 0, 0, 0, 0, 0]
    assert on(plan, "2026-02-24", "2026-03-01") == [*after, 0]
    assert on(plan, "2026-03-02", "2026-03-15") == [*after, *off, 5, 10, 10, 10, 10, *off]
    assert on(plan, "2026-03-16", "2026-03-31") == [*ordinary, *off, *ordinary, *off, 10, 10]


def test_factors_of_a_year_that_begins_inside() -> None:
    # A year from 1 February 2026 to 31 January 2027; the next festival is on 6 February 2027, and
    # its twenty days before begin on 17 January.
    fields = FIELDS | {"fiscal_year": {"start": "2026-02-01"}}
    del fields["goals"]
    calendar = build_plan(profile(**fields)).calendar
    found = day_factors(calendar, HALF_AS_MUCH)
    expected = [1.5] * 16 + [2.0] * 7 + [0.5] * 14 + [1.0] * 313 + [1.5] * 15
    assert found == pytest.approx(np.array(expected))
    assert (found[37:350] == 1).all()


def test_an_effect_beyond_all_measure_empties_no_day() -> None:
    # As with months: e^−1.5, not nothing, and e^1.5, not ten times.
    calendar = planned().calendar
    found = day_factors(calendar, (-0.999, 0.0, 9.0))
    assert found.min() == pytest.approx(0.22313, abs=1e-5)
    assert found.max() == pytest.approx(4.48169, abs=1e-5)


def test_without_effects_no_festival_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> tuple[dt.date, ...]:
        raise AssertionError

    monkeypatch.setattr("salesplan.core.festival.festivals", refuse)
    plan = planned(None)
    # 210 calls over 17 working days: 12 or 13 on each.
    assert set(on(plan, "2026-02-02", "2026-02-06")) == {12, 13}
    with pytest.raises(AssertionError):
        daily(planned())


def test_the_effects_are_kept_with_the_plan() -> None:
    plan = planned()
    again = plan_from_text(plan_to_text(plan))
    assert again.metrics[0].season.festival == HALF_AS_MUCH
    assert daily(again).tolist() == daily(plan).tolist()


def test_a_part_has_the_days_of_the_whole() -> None:
    plan = planned(HALF_AS_MUCH, {"name": "Ann"}, {"name": "Bob", "skill": "expert"})
    assert daily(part_of(plan, [1])).tolist() == daily(plan)[1:].tolist()


def test_what_is_expected_to_date_follows() -> None:
    # By Friday the 6th of February five days of 15: 75 of February's 210, and 225 of January.
    orders = [f"O{number}" for number in range(80)]
    rows = [("2026-02-02", "Ann", 100)] * 80
    fields = FIELDS | {"goals": [{**FIELDS["goals"][0], "metric": "orders"}]}
    plan = with_effects(build_plan(profile({"name": "Ann"}, **fields)), HALF_AS_MUCH)
    found = review(plan, sales(rows, order=orders), dt.date(2026, 2, 6))
    month = found.stretches[Stretch.MONTH][1][0].people[0]
    assert (month.target, month.expected, month.actual) == (210, 75, 80)
    assert found.stretches[Stretch.YEAR][1][0].people[0].expected == 300


def version(policy: Policy) -> Version:
    made = dt.date(2026, 2, 11)
    return Version(2, made, "Wang", "before the festival", dt.date(2026, 2, 10), policy)


def test_a_version_without_new_facts_has_the_same_days() -> None:
    plan = planned()
    after = replan(plan, sales([("2026-02-02", "Ann", 100)]), version(Policy.FACTS)).plan
    assert daily(after).tolist() == daily(plan).tolist()


def test_a_version_keeps_the_days_gone_and_weighs_the_rest() -> None:
    # 1 February to 10 February: seven days of 15. Bob leaves with the 10th, and Ann has his rest of
    # February beside hers: the 11th to 14th 30, the 18th 40, the 24th to 28th 10.
    goals = [{"metric": "calls", "annual": 4000, "months": {"M01": 450, "M02": 420, "M03": 380}}]
    reps = {"name": "Ann"}, {"name": "Bob"}
    plan = with_effects(build_plan(profile(*reps, **FIELDS | {"goals": goals})), HALF_AS_MUCH)
    now = profile(reps[0], {"name": "Bob", "end": "2026-02-10"}, **FIELDS | {"goals": goals})
    after = replan(plan, sales([("2026-02-02", "Ann", 100)]), version(Policy.FACTS), now).plan
    assert daily(after)[:, :41].tolist() == daily(plan)[:, :41].tolist()
    assert on(after, "2026-02-09", "2026-02-18") == [15, 15, 30, 30, 30, 30, 0, 0, 0, 40]
    assert on(after, "2026-02-24", "2026-03-01") == [10, 10, 10, 10, 10, 0]
    assert not daily(after)[1, 41:].any()


BOUNDS = st.floats(-0.95, 4)
DATES = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


@st.composite
def teams(draw: st.DrawFn) -> list[dict[str, Any]]:
    """People who come, leave and are away around the festival as at any time."""
    reps = []
    for number in range(draw(st.integers(1, 4))):
        first, last = sorted((draw(DATES), draw(DATES)))
        away = [{"from": first, "to": min(last, first + dt.timedelta(60))}]
        times: list[dict[str, Any]] = [{}, {"start": first}, {"end": last}, {"leave": away}]
        fte = draw(st.sampled_from([0.5, 1]))
        reps.append({"name": f"Rep {number}", "fte": fte, **draw(st.sampled_from(times))})
    return [*reps, {"name": "Always"}]


@settings(deadline=None, max_examples=40)
@given(
    teams(),
    st.tuples(BOUNDS, BOUNDS, BOUNDS),
    st.sampled_from(["2026-01-01", "2025-10-01", "2026-02-16"]),
    st.integers(1, 10**6),
)
def test_months_stay_and_days_off_are_free(
    reps: list[dict[str, Any]], effects: Effects, start: str, annual: int
) -> None:
    goal = {"metric": "calls", "annual": annual}
    dates = {"calendar": {"country": "CN"}, "fiscal_year": {"start": start}}
    without = build_plan(profile(*reps, goals=[goal], **dates))
    plan = with_effects(without, effects)
    days, before, calendar = daily(plan), daily(without), plan.calendar
    bounds = calendar.month_bounds
    assert np.add.reduceat(days, bounds[:-1], axis=1).tolist() == plan.metrics[0].targets.tolist()
    assert (days >= 0).all()
    assert not days[plan.capacity.presence == 0].any()
    untouched = day_factors(calendar, effects) == 1
    for first, end in pairwise(bounds.tolist()):
        if untouched[first:end].all():
            assert days[:, first:end].tolist() == before[:, first:end].tolist()
