from __future__ import annotations

import pytest

from salesplan.core.goal_check import Aspect, Counted, GoalCheck, Verdict, chance_text
from salesplan.core.planning import Planned, plan_and_check
from salesplan.core.sales import Sales
from tests.core.builders import every_day, profile, sales

DAYS = every_day("2024-01-01", "2026-12-31")
# About 100 yuan a day, now more, now less: 36,500 a year, give or take.
UNSTEADY = sales(
    (str(day), "Ann", 10_000 + 3_000 * ((day.month * 7 + day.year * 5) % 5 - 2)) for day in DAYS
)


def planned(history: Sales | None = UNSTEADY, **goal: object) -> Planned:
    content = {"metric": "revenue", **(goal or {"annual": 36_500})}
    return plan_and_check(profile(goals=[content]), history)


def check(history: Sales | None = UNSTEADY, **goal: object) -> GoalCheck:
    return planned(history, **goal).goal_checks[0]


def test_what_is_expected_is_an_even_chance() -> None:
    found = check(probability="50%").likely
    assert found is not None
    assert found.chance == pytest.approx(0.5, abs=0.001)
    assert found.low < found.expected < found.high
    assert check(probability="80%").likely is not None
    assert check(probability="80%").likely.chance == pytest.approx(0.8, abs=0.001)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("goal", "verdict", "codes"),
    [
        ({"probability": "5%"}, Verdict.NO, ["W496"]),
        ({"probability": "15%"}, Verdict.DOUBTFUL, []),
        ({"probability": "40%"}, Verdict.YES, []),
        ({"probability": "95%"}, Verdict.YES, ["W497"]),
    ],
)
def test_a_goal_by_its_probability(
    goal: dict[str, str], verdict: Verdict, codes: list[str]
) -> None:
    # Two equal people, so that nobody is asked for much more than Ann did alone.
    found = planned(probability=goal["probability"])
    assert found.goal_checks[0].verdict(Aspect.ACHIEVABLE) is verdict
    assert [finding.code for finding in found.warnings] == codes


def test_the_warning_has_the_numbers_of_the_forecast() -> None:
    found = planned(annual=1_000_000)
    likely = found.goal_checks[0].likely
    assert likely is not None
    assert dict(found.warnings[0].values) == {
        "metric": "revenue",
        "goal": 1_000_000,
        "expected": round(likely.expected / 100),
        "low": round(likely.low / 100),
        "high": round(likely.high / 100),
        "chance": "<1%",
    }


def test_best_twelve_months_in_a_row() -> None:
    # Ann sells 100 a day from July 2025 to June 2026, 365 days, and 10 on other days.
    bright = set(every_day("2025-07-01", "2026-06-30"))
    history = sales((str(day), "Ann", 10_000 if day in bright else 1_000) for day in DAYS)
    found = planned(history, annual=73_000)
    ann = found.goal_checks[0].asked[0]
    assert (ann.person, ann.best) == (0, 3_650_000)
    assert ann.target == found.plan.metrics[0].targets[0].sum()
    assert ann.growth == (ann.target - 3_650_000) / 3_650_000
    # Bob has never sold anything: nobody can say what he is asked over.
    assert len(found.goal_checks[0].asked) == 1


def test_a_newcomer_has_no_best_year() -> None:
    rows = [(str(day), "Ann", 100) for day in DAYS]
    rows += [(str(day), "Bob", 100) for day in every_day("2026-02-01", "2026-12-31")]
    assert [each.person for each in check(sales(rows)).asked] == [0]
    rows += [(str(day), "Bob", 100) for day in every_day("2026-01-01", "2026-01-31")]
    assert {each.person for each in check(sales(rows)).asked} == {0, 1}


def test_many_who_are_asked_for_far_more_than_ever_make_a_goal_doubtful() -> None:
    # The firm lives from people who are gone; those who stay are to carry their part too.
    rows = [(str(day), "Carl", 9_000 + day.month % 5 * 2_000) for day in DAYS]
    rows += [(str(day), name, 1_000) for day in DAYS for name in ("Ann", "Bob")]
    found = check(sales(rows), probability="50%")
    assert found.likely is not None
    assert found.likely.chance == pytest.approx(0.5, abs=0.001)
    assert len(found.stretched) == 2
    assert found.verdict(Aspect.ACHIEVABLE) is Verdict.DOUBTFUL


@pytest.mark.parametrize(
    ("history", "metric", "counted", "verdict"),
    [
        (UNSTEADY, "revenue", Counted.YES, Verdict.YES),
        (UNSTEADY, "calls", Counted.OWN, Verdict.NO),
        (UNSTEADY, "new_customers", Counted.NO_COLUMN, Verdict.NO),
        (None, "revenue", Counted.NO_HISTORY, Verdict.UNKNOWN),
        (None, "calls", Counted.OWN, Verdict.NO),
    ],
)
def test_whether_it_can_be_measured(
    history: Sales | None, metric: str, counted: Counted, verdict: Verdict
) -> None:
    found = check(history, metric=metric, annual=100)
    assert found.counted is counted
    assert found.verdict(Aspect.MEASURABLE) is verdict
    if counted is not Counted.YES:
        assert found.verdict(Aspect.ACHIEVABLE) is Verdict.UNKNOWN
        assert (found.likely, found.chain, found.drivers) == (None, None, None)


def test_people_without_a_target_make_a_goal_less_specific() -> None:
    goal = {"metric": "calls", "annual": 100}
    reps = [{"name": "Ann"}, {"name": "Bob", "end": "2026-12-31"}]
    found = plan_and_check(profile(*reps, goals=[goal])).goal_checks[0]
    assert (found.idle, found.verdict(Aspect.SPECIFIC)) == (1, Verdict.DOUBTFUL)
    assert check().verdict(Aspect.SPECIFIC) is Verdict.YES


def test_what_a_goal_serves() -> None:
    assert check().verdict(Aspect.RELEVANT) is Verdict.UNKNOWN
    assert check(annual=100, supports="growth").verdict(Aspect.RELEVANT) is Verdict.YES


def test_other_ways_beside_the_goal() -> None:
    found = check(
        annual=40_000,
        compare=[
            {"annual": 40_000},
            {"probability": "50%"},
            {"commitments": "nowhere.csv"},
        ],
    )
    same, even, none = found.alternatives
    assert found.likely is not None
    assert (same.amount, same.chance) == (4_000_000, found.likely.chance)
    assert even.chance == pytest.approx(0.5, abs=0.001)
    assert (none.amount, none.chance) == (None, None)
    assert none.reason is not None
    assert none.reason.code == "E492"


def test_what_is_compared_changes_nothing() -> None:
    bare = planned(annual=40_000).plan
    compared = planned(annual=40_000, compare=[{"growth": "50%"}], market={"growth": "4%"}).plan
    assert compared.metrics[0].goal == bare.metrics[0].goal
    assert compared.metrics[0].targets.tolist() == bare.metrics[0].targets.tolist()
    assert [finding.code for finding in compared.findings] == [
        finding.code for finding in bare.findings
    ]


@pytest.mark.parametrize(
    ("chance", "text"),
    [(0.0, "<1%"), (0.0099, "<1%"), (0.234, "23%"), (0.99, "99%"), (0.991, ">99%"), (1.0, ">99%")],
)
def test_a_probability_is_never_a_certainty(chance: float, text: str) -> None:
    assert chance_text(chance) == text


def test_a_single_order_of_half_a_year_is_named_in_the_chain() -> None:
    # 365 days of 100 yuan, and one order of 18,000 in May 2026; 54,500 in all.
    rows = [(str(day), "Ann", 10_000) for day in DAYS] + [("2026-05-04", "Ann", 1_800_000)]
    found = check(sales(rows), annual=60_000, market={"growth": "4%"})
    assert [(order.amount, str(order.date)) for order in found.one_offs] == [
        (1_800_000, "2026-05-04")
    ]
    assert found.chain is not None
    # 36,500 × 1.04 = 37,960; 22,040 are left to 60,000.
    assert [(step.link.value, step.amount) for step in found.chain.steps] == [
        ("one_off", -1_800_000),
        ("market", 146_000),
        ("effort", 2_204_000),
    ]
    assert check(sales(rows[:-1]), annual=60_000).one_offs == ()
