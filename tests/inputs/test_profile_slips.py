"""Profiles that are well formed and hardly mean what they say."""

from __future__ import annotations

from typing import Final

import pytest

from salesplan.errors import SalesplanError
from salesplan.inputs.profile_file import parse_profile
from salesplan.profile import Profile

ANNUAL: Final = "{metric: revenue, annual: 2M}"


def written(goal: str = ANNUAL, rep: str = "{name: Ann}", more: str = "") -> str:
    return f"currency: USD\ngoals: [{goal}]\nteam: [{{name: East, reps: [{rep}]}}]\n{more}"


def read(text: str) -> tuple[Profile, list[str]]:
    profile, findings = parse_profile(text)
    return profile, [finding.code for finding in findings]


def refused(text: str) -> list[tuple[str, str, dict[str, object]]]:
    with pytest.raises(SalesplanError) as error:
        parse_profile(text)
    return [
        (finding.code, str(finding.place).partition(":")[2], dict(finding.values))
        for finding in error.value.findings
    ]


# Fixed quarters and months


@pytest.mark.parametrize("field", ["quarters: {Q1: %s}", "months: {M03: %s}"])
@pytest.mark.parametrize("value", ["130%", "101%", "100%", "130％"])
def test_a_part_of_the_year_is_less_than_all_of_it(field: str, value: str) -> None:
    goal = f"{{metric: revenue, annual: 2M, {field % value}}}"
    ((code, _, values),) = refused(written(goal))
    assert (code, values["value"]) == ("E191", value)


@pytest.mark.parametrize(
    ("value", "part"), [("22", "0.001%"), ("1.5", "0.00008%"), ("1", "0.00005%"), ("100", "0.005%")]
)
def test_a_number_up_to_a_hundred_is_no_amount_of_millions(value: str, part: str) -> None:
    goal = f"{{metric: revenue, annual: 2M, quarters: {{Q1: {value}}}}}"
    ((code, place, values),) = refused(written(goal))
    assert (code, place) == ("E193", "2:54")
    assert (values["value"], values["goal"], values["part"]) == (value, "2,000,000", part)


@pytest.mark.parametrize(
    ("goal", "codes"),
    [
        ("{metric: revenue, annual: 2M, quarters: {Q1: 19_999}}", ["W193"]),
        ("{metric: revenue, annual: 2M, quarters: {Q1: 20_000}}", []),
        ("{metric: revenue, annual: 2M, months: {M03: 101}}", ["W193"]),
        ("{metric: revenue, annual: 2M, months: {M03: 0}}", []),
        ("{metric: revenue, annual: 2M, months: {M03: 0.1%}}", []),
        ("{metric: orders, annual: 3000, months: {M02: 22}}", ["W193"]),
        ("{metric: orders, annual: 100, quarters: {Q1: 22}}", []),
    ],
)
def test_small_amounts_are_asked_about(goal: str, codes: list[str]) -> None:
    assert read(written(goal))[1] == codes


# Limits and goals of people and levels

TWO: Final = """currency: USD
goals: [{metric: revenue, annual: 2M}, {metric: calls, annual: 9000}]
team:
  - {name: East%s, reps: [{name: Ann%s}, {name: Bo}]}
"""


@pytest.mark.parametrize(
    ("target", "field", "share"),
    [
        ("target: 5%", "target", "target: {share: {min: 5%, max: 5%}}"),
        ("target: {exact: 5%}", "target.exact", "target: {share: {min: 5%, max: 5%}}"),
        ("target: {max: 5%}", "target.max", "target: {share: {max: 5%}}"),
        ("target: {min: 130%}", "target.min", "target: {share: {min: 130%}}"),
        (
            "target: {periods: {Q1: {max: 20%}}}",
            *("target.periods.Q1.max", "target: {share: {max: 20%}}"),
        ),
        (
            "target: {periods: {Q1: 20%}}",
            *("target.periods.Q1", "target: {share: {min: 20%, max: 20%}}"),
        ),
        (
            "targets: {calls: {max: 5%}}",
            *("targets.calls.max", "targets: {calls: {share: {max: 5%}}}"),
        ),
    ],
)
def test_a_limit_is_an_amount(target: str, field: str, share: str) -> None:
    for text in (TWO % ("", f", {target}"), TWO % (f", {target}", "")):
        ((code, place, values),) = refused(text)
        assert (code, place.split(":")[0]) == ("E196", "4")
        assert (values["field"], values["share"]) == (field, share)
        assert values["growth"] == share.replace("share", "growth")


@pytest.mark.parametrize(
    ("goal", "field", "share"),
    [
        ("goal: 30%", "goal", "target: {share: {min: 30%, max: 30%}}"),
        ("goals: {calls: 30%}", "goals.calls", "targets: {calls: {share: {min: 30%, max: 30%}}}"),
    ],
)
def test_the_goal_of_a_level_is_an_amount(goal: str, field: str, share: str) -> None:
    ((code, _, values),) = refused(TWO % (f", {goal}", ""))
    assert (code, values["field"], values["share"]) == ("E196", field, share)


@pytest.mark.parametrize(
    ("target", "field", "value", "part", "share"),
    [
        ("target: {min: 0.6}", "target.min", "0.6", "0.00006%", "target: {share: {min: 60%}}"),
        ("target: 5", "target", "5", "0.0005%", "target: {share: {min: 5%, max: 5%}}"),
        ("target: {max: 100}", "target.max", "100", "0.01%", "target: {share: {max: 100%}}"),
        (
            "target: {periods: {Q1: {max: 20}}}",
            *("target.periods.Q1.max", "20", "0.002%", "target: {share: {max: 20%}}"),
        ),
        (
            "targets: {revenue: {max: 12.5}}",
            *("targets.revenue.max", "12.5", "0.001%", "targets: {revenue: {share: {max: 12.5%}}}"),
        ),
    ],
)
def test_a_limit_up_to_a_hundred_is_no_amount_of_millions(
    target: str, field: str, value: str, part: str, share: str
) -> None:
    ((code, place, values),) = refused(TWO % ("", f", {target}"))
    assert (code, place.split(":")[0]) == ("E197", "4")
    assert values == {
        **{"field": field, "name": "Ann", "metric": "revenue", "value": value},
        **{"part": part, "even": "1,000,000", "share": share},
    }


@pytest.mark.parametrize(
    ("level", "person", "codes"),
    [
        ("", ", target: 600", ["W197"]),
        ("", ", target: 100.01", ["W197"]),
        ("", ", target: {max: 9_999}", ["W197"]),
        ("", ", target: {max: 10_000}", []),
        ("", ", target: {min: 600, max: 700}", ["W197", "W197"]),
        ("", ", target: {max: 0, periods: {Q1: 0}}", []),
        ("", ", target: {growth: {max: 5%}, share: {max: 5%}}", []),
        ("", ", targets: {calls: {max: 5}}", []),
        (", goal: 3600", "", ["W197"]),
        (", goals: {revenue: 3600}", "", ["W197"]),
        (", target: {max: 3600}", "", ["W197"]),
        (", goals: {calls: 5}", "", []),
    ],
)
def test_small_limits_are_asked_about(level: str, person: str, codes: list[str]) -> None:
    assert read(TWO % (level, person))[1] == codes


def test_a_small_goal_of_a_level_is_refused() -> None:
    ((code, place, values),) = refused(TWO % (", goal: 36", ""))
    assert (code, place) == ("E197", "4:24")
    assert (values["name"], values["field"], values["value"]) == ("East", "goal", "36")


def test_small_limits_of_small_goals_are_meant() -> None:
    text = TWO % ("", ", target: {max: 60}")
    assert read(text.replace("2M", "12_000"))[1] == []


# Shares without their sign


@pytest.mark.parametrize(
    ("text", "field", "value", "percent"),
    [
        (written("{metric: revenue, growth: 12}"), "growth", "12", "1,200%"),
        (written("{metric: revenue, growth: 1.5}"), "growth", "1.5", "150%"),
        (written("{metric: revenue, growth: 1}"), "growth", "1", "100%"),
        (written("{metric: revenue, drivers: {customers: 5}}"), "customers", "5", "500%"),
        (
            written("{metric: revenue, annual: 2M, compare: [{growth: 8}]}"),
            *("growth", "8", "800%"),
        ),
        (written("{metric: revenue, market: {growth: 4}}"), "growth", "4", "400%"),
        (written(rep="{name: Ann, fte: 80}"), "fte", "80", "8,000%"),
        (written(rep="{name: Ann, target: {share: {max: 12}}}"), "max", "12", "1,200%"),
        (written(rep="{name: Ann, target: {growth: {min: 30}}}"), "min", "30", "3,000%"),
        (
            written("{metric: revenue, annual: 2M, over_assignment: 3}"),
            *("over_assignment", "3", "300%"),
        ),
        (written(more="review: {on_track: 110}\n"), "on_track", "110", "11,000%"),
        (written(more="replan: {max_rise: 20}\n"), "max_rise", "20", "2,000%"),
    ],
)  # fmt: skip
def test_a_share_needs_its_sign(text: str, field: str, value: str, percent: str) -> None:
    assert [(code, values) for code, _, values in refused(text)] == [
        ("E190", {"field": field, "value": value, "percent": percent})
    ]


@pytest.mark.parametrize(
    "text",
    [
        written("{metric: revenue, growth: 12%}"),
        written("{metric: revenue, growth: 400%}"),
        written("{metric: revenue, growth: 0.12}"),
        written("{metric: revenue, growth: -12%}"),
        written(rep="{name: Ann, fte: 1, target: {share: {max: 1}}}"),
        written(rep="{name: Ann, target: {min: 20_000, max: 30_000}}"),
        written(more="review: {on_track: 1.1, at_risk: 90%}\nreplan: {max_rise: 0.3}\n"),
    ],
)
def test_shares_that_are_meant(text: str) -> None:
    assert read(text)[1] == []


# Currencies


@pytest.mark.parametrize("amount", ['"2,200,000 EUR"', "€2.2M", "2.2M CNY", "220万元", "£2M"])
def test_another_currency_is_refused(amount: str) -> None:
    ((code, place, values),) = refused(written(f"{{metric: revenue, annual: {amount}}}"))
    assert (code, place) == ("E192", "2:35")
    assert values == {"value": amount.strip('"'), "currency": "USD"}


@pytest.mark.parametrize("amount", ["$2.2M", "US$2.2M", "2.2M USD", "220万", "2.2M"])
def test_the_plans_own_currency_may_stand_there(amount: str) -> None:
    profile, codes = read(written(f"{{metric: revenue, annual: {amount}}}"))
    assert profile.goals[0].annual == 2_200_000
    assert codes == []


def test_currencies_of_people_and_texts() -> None:
    text = written(rep="{name: Ann, title: 12 EUR, target: {max: 50_000€}}")
    assert [code for code, *_ in refused(text)] == ["E192"]
    assert read(text.replace("50_000€", "50_000"))[1] == []
    rates = "history: {rates: {EUR: 1.08 USD}}\n"
    assert read(written(more=rates))[1] == []
