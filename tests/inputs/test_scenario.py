from __future__ import annotations

import pytest

from salesplan.core.scenario import Supposed, written
from salesplan.errors import SalesplanError
from salesplan.inputs.profile_file import parse_profile, parse_scenario
from salesplan.profile import Profile

TEXT = """\
fiscal_year: {start: 2027-01-01}
goals:
  - metric: revenue
    annual: 750_000
  - {metric: orders, label: 订单, growth: 15%}
team:
  - name: 华东
    teams:
      - name: 上海
        reps:
          - {name: 张伟, skill: senior, target: {max: 40_000}}
          - {name: A. N. Other, aliases: [Ann]}
  - name: London
    reps: [{name: 王芳, leave: [2027-05-10]}, {name: London}]
"""


def made(*settings: str) -> tuple[Profile, tuple[Supposed, ...]]:
    profile, supposed, _ = parse_scenario(TEXT, settings)
    return profile, supposed


def refused(*settings: str) -> list[tuple[str, str, str | None]]:
    """Place, code and nearest name of each error."""
    with pytest.raises(SalesplanError) as problem:
        made(*settings)
    return [(str(each.place), each.code, each.nearest) for each in problem.value.findings]


def same_as(*settings: str, **replaced: str) -> None:
    """The profile with settings is the one whose text says so."""
    text = TEXT
    for old, new in zip(replaced["old"].split("|"), replaced["new"].split("|"), strict=True):
        assert text.count(old) == 1
        text = text.replace(old, new)
    assert made(*settings)[0] == parse_profile(text)[0]


@pytest.mark.parametrize(
    ("setting", "old", "new"),
    [
        ("goals.revenue.annual=1,200万", "750_000", "12_000_000"),
        ("goals.订单.growth=20%", "15%", "20%"),
        ("goals.1.annual=1", "750_000", "1"),
        ("team.张伟.fte=80%", "skill: senior", "skill: senior, fte: 0.8"),
        ("team.华东.上海.张伟.skill=junior", "skill: senior", "skill: junior"),
        ("team.1.teams.1.reps.1.skill=junior", "skill: senior", "skill: junior"),
        ("team.张伟.target.min=5000", "{max: 40_000}", "{max: 40_000, min: 5000}"),
        ("team.张伟.target.max=", "{max: 40_000}", "{}"),
        ("team.王芳.leave.+=2027-06-01", "[2027-05-10]", "[2027-05-10, 2027-06-01]"),
        ("team.王芳.leave.1={from: 2027-05-10, to: 2027-05-14}", "2027-05-10]",
         "{from: 2027-05-10, to: 2027-05-14}]"),
        ("team.ann.fte=0.5", "[Ann]", "[Ann], fte: 0.5"),
        ('team."A. N. Other".fte=0.5', "[Ann]", "[Ann], fte: 0.5"),
        ("team.王芳=", "{name: 王芳, leave: [2027-05-10]}, ", ""),
        ("team.2.reps.+={name: Bo}", "{name: London}]", "{name: London}, {name: Bo}]"),
        ("goals.orders.quarters.Q1=22%", "growth: 15%", "growth: 15%, quarters: {Q1: 22%}"),
        ("calendar.closed.+=2027-05-04", "goals:", "calendar: {closed: [2027-05-04]}\ngoals:"),
        ("goals.orders.annual=500", "growth: 15%", "annual: 500"),
    ],
)  # fmt: skip
def test_a_setting_is_as_if_the_file_said_so(setting: str, old: str, new: str) -> None:
    same_as(setting, old=old, new=new)


def test_what_the_file_leaves_to_its_default_starts_from_the_default() -> None:
    profile, supposed = made("skills.levels.junior=0.5", "calendar.workdays.+=sat")
    shown = {name: str(weight) for name, weight in profile.skills.levels.items()}
    assert shown == {"junior": "0.5", "intermediate": "1.0", "senior": "1.4", "expert": "1.8"}
    days = [day.value for day in profile.calendar.workdays]
    assert days == ["mon", "tue", "wed", "thu", "fri", "sat"]
    assert supposed[0] == Supposed("skills.levels.junior", "0.6", "0.5")


def test_what_was_and_what_is_supposed() -> None:
    _, supposed = made(
        "goals.revenue.annual=13M", "team.张伟.fte=80%", "goals.orders.annual=500", "team.王芳="
    )
    assert supposed == (
        Supposed("goals.revenue.annual", "750_000", "13M"),
        Supposed("team.张伟.fte", "1", "80%"),
        Supposed("goals.orders.annual", "", "500"),
        Supposed("goals.orders.growth", "15%", ""),
        Supposed("team.王芳", "{name: 王芳, leave: [2027-05-10]}", ""),
    )


def test_two_ways_on_the_command_line_contradict_each_other() -> None:
    settings = ("goals.orders.annual=500", "goals.orders.growth=1%")
    assert refused(*settings) == [("--set goals.orders.growth", "E122", None)]


def test_settings_follow_each_other_in_turn() -> None:
    assert made("goals.revenue.annual=1", "goals.revenue.annual=2")[0].goals[0].annual == 2
    assert [each.before for each in made("team.张伟.fte=0.5", "team.张伟.fte=1")[1]] == ["1", "0.5"]


@pytest.mark.parametrize(
    ("setting", "place", "code", "nearest"),
    [
        ("annual", "--set", "E530", None),
        ("=5", "--set", "E530", None),
        ("goals..annual=5", "--set", "E530", None),
        ("gaols.revenue.annual=1", "--set gaols.revenue.annual", "E534", "goals"),
        ("goals.revenu.annual=1", "--set goals.revenu.annual", "E531", "revenue"),
        ("goals.revenue.anual=1", "--set goals.revenue.anual", "E531", "annual"),
        ("goals.3.annual=1", "--set goals.3.annual", "E531", None),
        ("team.张伟伟.fte=1", "--set team.张伟伟.fte", "E531", "张伟"),
        ("team.London.fte=1", "--set team.London.fte", "E533", None),
        ("skills.levels.jnior=1", "--set skills.levels.jnior", "E531", "junior"),
        ("goals.revenue.annual.x=1", "--set goals.revenue.annual.x", "E532", None),
        ("organisation.x=1", "--set organisation.x", "E532", None),
        ("team.张伟.fte=-1", "--set team.张伟.fte", "E109", None),
        ("team.张伟.fte=lots", "--set team.张伟.fte", "E106", None),
        ("team.张伟.skill=senor", "--set team.张伟.skill", "E104", "senior"),
        ("team.张伟.target.min=50_000", "--set team.张伟.target.min", "E153", None),
        ("goals.revenue.annual=[1", "--set goals.revenue.annual:1:3", "E101", None),
        ("goals.revenue.annual={a: 1, a: 2}", "--set goals.revenue.annual:1:8", "E102", None),
    ],
)
def test_what_cannot_be_supposed(setting: str, place: str, code: str, nearest: str | None) -> None:
    assert refused(setting) == [(place, code, nearest)]


def test_a_field_of_the_file_keeps_its_line() -> None:
    settings = ("team.张伟=", "goals.revenue.annual=1")
    text = TEXT.replace("name: A. N. Other", "name: A. N. Other, skill: senor")
    with pytest.raises(SalesplanError) as problem:
        parse_scenario(text, settings)
    (found,) = problem.value.findings
    assert (str(found.place), found.code) == ("targets.yaml:12:40", "E104")


def test_aliased_entries_of_the_file_are_changed_alone() -> None:
    text = """\
fiscal_year: {start: 2027-01-01}
goals: [{metric: calls, annual: 10}]
team:
  - {name: East, target: &limit {max: 8}, reps: [{name: Ann}]}
  - {name: West, target: *limit, reps: [{name: Bob}]}
"""
    profile, _, _ = parse_scenario(text, ["team.East.target.max=5"])
    bounds = [team.target.max for team in profile.team if team.target]
    assert bounds == [5, 8]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (2029, "2029"),
        (750_000, "750_000"),
        ("12M", "12M"),
        ({"min": 10_000, "share": ["5%"]}, "{min: 10_000, share: [5%]}"),
    ],
)
def test_values_as_a_profile_writes_them(value: object, text: str) -> None:
    assert written(value) == text
