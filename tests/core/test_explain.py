from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from salesplan.core.amounts import to_minor
from salesplan.core.explain import explain
from salesplan.core.plan import Plan, build_plan, with_targets
from salesplan.core.plan_part import part_of
from salesplan.core.sales import Sales
from salesplan.core.shares import exact_shares, weights_of
from salesplan.core.steps import LEAST, Explanation, Pool, StepKind
from salesplan.inputs.profile_file import read_profile
from salesplan.inputs.sales import read_sales
from salesplan.labels import Labels
from salesplan.profile import By, Profile
from salesplan.reports.explanation_data import explanation_data
from salesplan.reports.explanation_view import ExplanationView
from tests.core.builders import every_day, profile, sales
from tests.reports.plans import plans, two_years

ROOT = Path(__file__).parents[2]
CENT = Decimal("0.01")


def year(plan: Plan, person: int = 0, metric: int = 0) -> Explanation:
    return explain(plan, person, plan.metrics[metric], plan.calendar.year)


def these(*values: object) -> tuple[object, ...]:
    return values


def cents(value: Fraction) -> Decimal:
    return Decimal(floor(value * 100 + Fraction(1, 2))).scaleb(-2)


# The shipped example, with somebody who starts on 2 March 1998 for four days a week, and with
# parental leave of Robert King from 9 to 20 March. March 1998 has 22 working days, April 22.
@pytest.fixture(scope="module")
def northwind(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    text = (ROOT / "targets.example.yaml").read_text(encoding="utf-8")
    text = text.replace("      # - {name: A. N. Other", "      - {name: A. N. Other")
    text = text.replace(
        "- {name: Robert King,",
        "- {name: Robert King, leave: [{from: 1998-03-09, to: 1998-03-20}],",
    )
    assert text.count("A. N. Other") == text.count("leave: [{from: 1998-03-09") == 1
    path = tmp_path_factory.mktemp("example") / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    found, _ = read_profile(path)
    return build_plan(found, history())


def history() -> Sales:
    content: dict[str, Any] = {
        "currency": "USD",
        "goals": [{"metric": "revenue", "annual": 1}],
        "team": [{"name": "-", "reps": [{"name": "-"}]}],
    }
    files = [ROOT / "examples" / "northwind-sales-1996-1997.xlsx"]
    settings = Profile.model_validate(content).history
    return read_sales(files, settings, 2, {"order"}, currency="USD")[0]


def shown(plan: Plan, name: str, month: int, metric: int = 0) -> dict[str, Any]:
    """The steps of a month as they stand in the JSON, figures as they are written there."""
    at = [rep.name for rep in plan.profile.reps].index(name)
    found = explain(plan, at, plan.metrics[metric], plan.calendar.months[month - 1])
    return data_of(plan, found)


def data_of(plan: Plan, found: Explanation) -> dict[str, Any]:
    told = ExplanationView.of(plan, found, Labels(plan.profile.language))
    text = json.dumps(explanation_data(told))
    data: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return data


def steps_of(month: dict[str, Any]) -> dict[str, Any]:
    return {step["kind"]: step for step in month["steps"]}


def test_a_veteran_by_hand(northwind: Plan) -> None:
    data = shown(northwind, "Nancy Davolio", 3)
    steps = steps_of(data["months"][0])
    # March: index 0.87269676 per working day × 22 days; the same over the year is 250.77792929.
    season = Decimal("0.87269676") * 22
    assert steps["month_total"]["season"] == season == Decimal("19.19932872")
    assert steps["month_total"]["pool_season"] == Decimal("250.77792929")
    everybody = 750_000 * Fraction(season) / Fraction("250.77792929")
    assert steps["month_total"]["exact"] == cents(everybody) == Decimal("57419.31")
    assert steps["month_total"]["total"] == 57_400
    # She sold 128,912.59 where a senior would have sold 105,554.60; 70.43 % of that counts.
    rating = data["rating"]
    assert (rating["level_weight"], rating["fte"]) == (Decimal("1.3"), 1)
    assert (rating["sold"], rating["expected"]) == (Decimal("128912.59"), Decimal("105554.6"))
    assert (rating["months"], rating["credibility"]) == (18, Decimal("0.7042985"))
    record = Fraction("128912.59") / Fraction("105554.6")
    factor = 1 + Fraction("0.7042985") * (record - 1)
    assert round(float(factor), 7) == 1.155853
    # All day, every day: 1.3 × 1 × 22 ÷ 22 × 1.155853; all ten together weigh 9.9968054.
    weight = Fraction("1.3") * 1 * 22 / 22 * factor
    assert steps["weight"]["weight"] == Decimal("1.5026089") == round(Decimal(float(weight)), 7)
    assert steps["share"]["weights"] == Decimal("9.9968054")
    exact = 57_400 * weight / Fraction("9.9968054")
    assert steps["share"]["exact"] == cents(exact) == Decimal("8627.73")
    # January and February: exactly 18,362.91, 18,400 were given. 37.09 too much so far.
    rounding = steps["rounding"]
    assert (rounding["before"], rounding["given"]) == (Decimal("18362.91"), 18_400)
    assert rounding["due"] == Decimal("8590.64")  # 8,627.73 + 18,362.91 − 18,400
    assert (rounding["target"], rounding["carried"]) == (8_600, Decimal("-9.36"))
    assert data["target"] == 8_600


def test_a_newcomer_with_ramp_by_hand(northwind: Plan) -> None:
    data = shown(northwind, "A. N. Other", 4)
    steps = steps_of(data["months"][0])
    assert steps["month_total"]["total"] == 67_300
    assert data["rating"] | {"sold": None, "factor": 1} == data["rating"]
    # 1 April is in the first month after the start on 2 March, 2 to 30 April in the second.
    attendance = steps["weight"]["attendance"]
    assert attendance["absences"] == []
    assert attendance["ramp"] == [
        {"productivity": Decimal("0.25"), "days": 1},
        {"productivity": Decimal("0.5"), "days": 21},
    ]
    counted = 1 * Decimal("0.25") + 21 * Decimal("0.5")
    assert attendance["counted"] == counted == Decimal("10.75")
    # Junior at four days a week: 0.7 × 0.8 × 10.75 ÷ 22.
    weight = Fraction("0.7") * Fraction("0.8") * Fraction("10.75") / 22
    assert round(float(weight), 6) == 0.273636 == float(steps["weight"]["weight"])
    exact = 67_300 * weight / Fraction("10.575843")
    assert steps["share"]["exact"] == cents(exact) == Decimal("1741.30")
    # March gave 800 of 803.86: 1,741.30 + 3.86 = 1,745.16, down to whole hundreds.
    rounding = steps["rounding"]
    assert (rounding["before"], rounding["given"]) == (Decimal("803.86"), 800)
    assert rounding["due"] == Decimal("1745.16")
    assert data["target"] == rounding["target"] == 1_700


def test_a_person_with_leave_by_hand(northwind: Plan) -> None:
    data = shown(northwind, "Robert King", 3)
    steps = steps_of(data["months"][0])
    attendance = steps["weight"]["attendance"]
    assert attendance["absences"] == [
        {"kind": "leave", "first": "1998-03-09", "last": "1998-03-20", "reason": "", "days": 10}
    ]
    assert (attendance["days"], attendance["counted"]) == (12, 12)
    # Sold 75,703.35 in 17 months where his level would have sold 78,167.38; 63.82 % counts.
    assert data["rating"]["months"] == 17
    factor = 1 + Fraction("0.6381805") * (Fraction("75703.35") / Fraction("78167.38") - 1)
    weight = 1 * 1 * Fraction(12, 22) * factor
    assert round(float(weight), 7) == 0.5344816 == float(steps["weight"]["weight"])
    exact = 57_400 * weight / Fraction("9.9968054")
    assert steps["share"]["exact"] == cents(exact) == Decimal("3068.90")
    # January and February: 11,974.84 exactly, 12,000 given; 3,043.74 is due, 3,000 is the target.
    assert steps["rounding"]["due"] == Decimal("3068.90") + Decimal("11974.84") - 12_000
    assert data["target"] == 3_000


def test_what_everybody_is_told_fits_together(northwind: Plan) -> None:
    """What each weighs by their own explanation adds up to what all are told that all weigh."""
    names = [rep.name for rep in northwind.profile.reps]
    for month in (1, 3, 4, 12):
        told = [steps_of(shown(northwind, name, month)["months"][0]) for name in names]
        weights = sum(Fraction(steps["weight"]["weight"]) for steps in told)
        assert all(abs(weights - Fraction(s["share"]["weights"])) < 1e-5 for s in told)
        assert sum(s["rounding"]["target"] for s in told) == told[0]["month_total"]["total"]
        assert abs(sum(s["share"]["exact"] for s in told) - told[0]["share"]["amount"]) < Decimal(
            "0.1"
        )


def test_what_a_person_sold_is_what_stands_in_the_files(northwind: Plan) -> None:
    rows = history().rows
    sold = rows.loc[rows["rep"] == "Nancy Davolio", "amount"].sum()
    assert shown(northwind, "Nancy Davolio", 1)["rating"]["sold"] == Decimal(int(sold)) * CENT
    orders = rows.loc[rows["rep"] == "Nancy Davolio", "order"].nunique()
    assert shown(northwind, "Nancy Davolio", 1, metric=1)["rating"]["sold"] == orders == 81


# Laws: whoever calculates with the figures of the JSON arrives at its results.


def weight_by_hand(data: dict[str, Any], step: dict[str, Any]) -> Fraction:
    """From the figures of the rating and the days alone."""
    rating, attendance = data["rating"], step["attendance"]
    days = attendance["working_days"] - sum(each["days"] for each in attendance["absences"])
    assert days == attendance["days"] == sum(each["days"] for each in attendance["ramp"])
    counted = sum(
        (Fraction(each["productivity"]) * each["days"] for each in attendance["ramp"]), Fraction()
    )
    factor = Fraction(1)
    if rating["sold"] is not None:
        record = Fraction(rating["sold"]) / Fraction(rating["expected"])
        factor = max(1 + Fraction(rating["credibility"]) * (record - 1), Fraction(LEAST))
    worked = counted / max(int(attendance["working_days"]), 1)
    return Fraction(rating["level_weight"]) * Fraction(rating["fte"]) * worked * factor


def people_of(plan: Plan) -> Iterator[tuple[int, int]]:
    for metric in range(len(plan.metrics)):
        for person in range(len(plan.profile.reps)):
            yield metric, person


def check_calculations(plan: Plan, metric: int, person: int) -> None:
    data = data_of(plan, year(plan, person, metric))
    planned = plan.metrics[metric]
    unit = Decimal(to_minor(planned.settings.unit, planned.decimals)).scaleb(-planned.decimals)
    before = given = Decimal(0)
    for at, month in enumerate(data["months"]):
        steps = steps_of(month)
        total, share, rounding = steps["month_total"], steps["share"], steps["rounding"]
        assert Fraction(total["season"]) == Fraction(total["index"]) * total["working_days"]
        if total["pool_season"]:
            part = Fraction(total["season"]) / Fraction(total["pool_season"])
            exactly = Fraction(total["pool_amount"]) * part
            assert abs(exactly - Fraction(total["exact"])) <= Fraction(1, 2) * Fraction(
                (share["exact"].__class__ is Decimal and CENT) or 1
            )
            assert abs(total["total"] - total["exact"]) < 2 * unit
        assert total["total"] - total["odd"] == share["amount"]
        assert share["amount"] % unit == 0
        by_hand = weight_by_hand(data, steps["weight"])
        if share["weights"]:
            for weight in (by_hand, Fraction(share["weight"])):
                exact = Fraction(share["amount"]) * weight / Fraction(share["weights"])
                assert abs(exact - Fraction(share["exact"])) <= Fraction(1, 200)
        assert (rounding["before"], rounding["given"]) == (before, given)
        assert rounding["due"] == share["exact"] + before - given
        assert abs(rounding["carried"]) <= unit + Decimal("0.06")
        assert rounding["target"] - rounding["odd"] == rounding["due"] - rounding["carried"]
        assert planned.major(int(planned.targets[person, at])) == rounding["target"]
        before += share["exact"]
        given += rounding["target"] - rounding["odd"]
    assert data["target"] == planned.major(int(planned.targets[person].sum()))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_the_shown_figures_give_the_shown_results(plan: Plan) -> None:
    for metric, person in people_of(plan):
        check_calculations(plan, metric, person)


def test_the_figures_of_the_example_give_its_results(northwind: Plan) -> None:
    for metric, person in people_of(northwind):
        check_calculations(northwind, metric, person)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(plans())
def test_shown_shares_are_those_that_the_plan_was_made_from(plan: Plan) -> None:
    for at, metric in enumerate(plan.metrics):
        unit = to_minor(metric.settings.unit, metric.decimals)
        weights = weights_of(plan.capacity, metric.record)
        exact = exact_shares(weights, metric.months // unit * unit) / 10**metric.decimals
        for person in range(len(plan.profile.reps)):
            for month in year(plan, person, at).months:
                places = -int(month.share.exact.as_tuple().exponent)
                off = abs(float(month.share.exact) - exact[person, month.month])
                assert off <= 0.51 * 10.0**-places


def test_months_and_quarters_say_what_the_year_says(northwind: Plan) -> None:
    whole = year(northwind)
    calendar, metric = northwind.calendar, northwind.metrics[0]
    for period in (*calendar.months, *calendar.quarters, *calendar.halves):
        part = explain(northwind, 0, metric, period)
        assert part.months == whole.months[period.first_month : period.last_month + 1]
        assert part.target == sum(month.target for month in part.months)


# Special cases, by hand. Without a country 2027 has 261 weekdays, January 21 of them.


def test_one_person_has_everything() -> None:
    plan = build_plan(profile({"name": "Ann"}, goals=[{"metric": "calls", "annual": 261}]))
    january = year(plan).months[0]
    assert these(january.total.exact, january.total.total) == (Decimal("21.00"), 21)
    assert these(january.share.weight, january.share.weights) == (Decimal("1.00"), Decimal("1.00"))
    assert these(january.share.exact, january.target) == (21, 21)
    assert year(plan).people == 1


def test_ten_equal_people_see_what_is_carried() -> None:
    reps = [{"name": f"P{number}"} for number in range(10)]
    plan = build_plan(profile(*reps, goals=[{"metric": "calls", "annual": 60}]))
    for person in range(10):
        months = year(plan, person).months
        assert months[0].share.exact == months[0].total.total * Decimal("0.1")
        assert all(abs(month.rounding.carried) < 1 for month in months)
        assert sum(month.target for month in months) == 6


def test_over_assignment_and_fixed_quarters() -> None:
    goal = {
        "metric": "revenue",
        "annual": 1_000_000,
        "unit": 1000,
        "over_assignment": "5%",
        "quarters": {"Q1": "22%", "Q3": 300_000},
    }
    found = year(build_plan(profile(goals=[goal])))
    assert these(found.goal.by, found.goal.rates) == (By.ANNUAL, ())
    assert these(found.goal.goal, found.goal.assigned) == (1_000_000, 1_050_000)
    totals = [month.total for month in found.months]
    assert [total.pool for total in totals[::3]] == [
        Pool.QUARTER,
        Pool.REST,
        Pool.QUARTER,
        Pool.REST,
    ]
    # 22 % of 1,050,000; 300,000 of a million is 315,000 of 1,050,000; the rest is 504,000.
    assert [total.pool_amount for total in totals[::3]] == [231_000, 504_000, 315_000, 504_000]
    assert [total.fixed for total in totals[::3]] == [Decimal("0.22"), None, 300_000, None]
    # January has 21 of the 64 weekdays of its quarter: 231,000 × 21 ÷ 64 = 75,796.875.
    assert these(totals[0].season, totals[0].pool_season) == (21, 64)
    assert these(totals[0].exact, totals[0].total) == (Decimal("75796.88"), 76_000)
    # April to June and October to December have 65 and 66: 504,000 × 22 ÷ 131 = 84,641.22.
    assert these(totals[3].pool_season, totals[3].exact) == (131, Decimal("84641.22"))


def test_what_is_less_than_a_unit_goes_to_one_person() -> None:
    goal = {"metric": "calls", "annual": 1007, "unit": 10}
    plan = build_plan(profile({"name": "Ann", "skill": "senior"}, {"name": "Bob"}, goals=[goal]))
    odd = [month for month in range(12) if plan.metrics[0].months[month] % 10]
    assert len(odd) == 1
    ann, bob = (year(plan, person).months[odd[0]] for person in (0, 1))
    assert ann.total.odd == bob.total.odd == ann.rounding.odd == 7
    assert bob.rounding.odd == 0
    assert ann.share.amount == ann.total.total - 7
    assert (ann.target - 7) % 10 == bob.target % 10 == 0


def test_growth_is_shown_from_last_year() -> None:
    goal = {"metric": "revenue", "growth": "10%", "unit": 100}
    content = profile({"name": "Ann"}, {"name": "Bob"}, goals=[goal])
    days = [(day.isoformat(), "Ann", 1_000_00) for day in every_day("2025-01-01", "2026-12-31")]
    found = year(build_plan(content, sales(days)))
    assert these(found.goal.by, found.goal.rates) == (By.GROWTH, (("growth", Decimal("0.1")),))
    assert these(found.goal.base_name, found.goal.base) == ("2026", 365_000)
    assert found.goal.goal == Decimal("401500")  # 365,000 × 1.1


def test_other_ways_to_a_goal_show_their_figures() -> None:
    drivers = {"customers": "10%", "average_order": "5%"}
    market = {"growth": "4%", "share": {"from": "12%", "to": "12.5%"}}
    days = [(day.isoformat(), "Ann", 1_000_00) for day in every_day("2025-01-01", "2026-12-31")]
    found = [
        year(
            build_plan(profile({"name": "Ann"}, goals=[{"metric": "revenue", **way}]), sales(days))
        )
        for way in ({"drivers": drivers}, {"market": market})
    ]
    assert dict(found[0].goal.rates) == {
        "customers": Decimal("0.1"),
        "orders_per_customer": 0,
        "average_order": Decimal("0.05"),
    }
    assert found[0].goal.goal == 421_575  # 365,000 × 1.1 × 1.05
    assert dict(found[1].goal.rates) == {
        "growth": Decimal("0.04"),
        "share_from": Decimal("0.12"),
        "share_to": Decimal("0.125"),
    }
    assert found[1].goal.goal == 395_417  # 365,000 × 1.04 × 0.125 ÷ 0.12 = 395,416.67


def test_a_record_never_takes_everything() -> None:
    days = every_day("2025-01-01", "2026-12-31")
    rows = [(day.isoformat(), "Ann", 100_000) for day in days]
    rows += [(day.isoformat(), "Bob", -10_000 if day.day == 1 else 1) for day in days]
    weighting = {"track_record": 1}
    goals = [{"metric": "revenue", "annual": 1_000_000}]
    plan = build_plan(
        profile({"name": "Ann"}, {"name": "Bob"}, goals=goals, weighting=weighting), sales(rows)
    )
    rating = year(plan, 1).rating
    assert rating.at_least
    assert rating.factor == LEAST
    assert not year(plan, 0).rating.at_least


def test_pieces_are_pieces_and_not_thousandths() -> None:
    days = every_day("2025-01-01", "2026-12-31")
    rows = [(day.isoformat(), ("Ann", "Bob")[day.day % 2], 100) for day in days]
    plan = build_plan(
        profile({"name": "Ann"}, {"name": "Bob"}, goals=[{"metric": "quantity", "annual": 900}]),
        sales(rows, quantity=[1_500] * len(rows)),
    )
    ann = sum(1 for day in days if day.day % 2 == 0)
    assert year(plan).rating.sold == Decimal(ann) * Decimal("1.5")
    check_calculations(plan, 0, 0)


def test_retail_calendars_and_years_from_april() -> None:
    for fiscal in (
        {"start": "2027-01-31", "pattern": "4-5-4", "anchor": "02-01"},
        {"start": "2027-04-01"},
    ):
        history = two_years("Ann", "Bob")
        plan = build_plan(
            profile(fiscal_year=fiscal, goals=[{"metric": "revenue", "annual": 1_000_000}]), history
        )
        check_calculations(plan, 0, 0)


def test_an_edit_says_who_carries_the_difference() -> None:
    reps = [{"name": name} for name in ("Ann", "Bob", "Cleo")]
    plan = build_plan(profile(*reps, goals=[{"metric": "calls", "annual": 783}]))
    metric = plan.metrics[0]
    targets = metric.targets.copy()
    assert targets[:, 0].tolist() == [21, 21, 21]
    targets[0, 0] += 5
    targets[0, 1] += 3
    targets[1, 1] -= 3
    edited = with_targets(metric, targets)
    found = explain(plan, 0, metric, plan.calendar.year, edited)
    january, february, march = (month.edit for month in found.months[:3])
    assert january is not None
    assert these(january.planned, january.target, january.others) == (21, 26, 0)
    assert these(january.total_planned, january.total) == (63, 68)
    assert february is not None
    assert these(february.target, february.others) == (23, -3)
    assert february.total == february.total_planned == 60
    assert march is None
    assert found.edited
    assert found.target == 261 + 8
    assert found.total == 783
    without_limits = [kind for kind in StepKind if kind not in {StepKind.LEFT, StepKind.LIMIT}]
    assert [step.kind for step in found.months[0].steps] == without_limits
    assert [step.kind for step in found.months[2].steps] == without_limits[:-1]
    # Whose own number nobody touched has nothing to be told.
    assert not explain(plan, 2, metric, plan.calendar.year, edited).edited


def test_who_is_not_there_has_no_share(northwind: Plan) -> None:
    names = [rep.name for rep in northwind.profile.reps]
    january = year(northwind, names.index("A. N. Other")).months[0]
    assert these(january.weight.weight, january.share.exact, january.target) == (0, 0, 0)


def test_a_part_of_a_plan_cannot_be_explained(northwind: Plan) -> None:
    part = part_of(northwind, [0])
    with pytest.raises(ValueError, match="part"):
        explain(part, 0, part.metrics[0], part.calendar.year)


def test_no_more_decimals_than_are_needed() -> None:
    even = build_plan(profile(goals=[{"metric": "calls", "annual": 522}]))
    january = year(even).months[0]
    assert str(january.total.index) == str(january.share.weight) == "1.00"
    thirds = profile({"name": "Ann", "fte": "33.3%"}, {"name": "Bob"})
    fine = year(build_plan(thirds)).months[0]
    assert Decimal("0.001") < fine.share.weight.quantize(Decimal("0.001"), ROUND_HALF_UP) < 1
