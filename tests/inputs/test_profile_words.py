"""Profiles in the words that people use, and with marks as wide as Chinese characters."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest

from salesplan.choices import Language
from salesplan.errors import SalesplanError
from salesplan.inputs.profile_file import parse_profile, parse_scenario
from salesplan.labels import Labels
from salesplan.labels.terms import TERMS
from salesplan.profile.spellings import LEVELS, METRICS, level_called, metric_called

ZH: Final = Labels(Language.ZH)


def written(goal: str, rep: str = "{name: 张伟}", more: str = "") -> str:
    return f"goals: [{goal}]\nteam: [{{name: 华东, reps: [{rep}]}}]\n{more}"


def refused(text: str) -> list[tuple[str, str]]:
    with pytest.raises(SalesplanError) as error:
        parse_profile(text)
    findings = error.value.findings
    return [(finding.code, str(finding.place).partition(":")[2]) for finding in findings]


def said(text: str) -> str:
    with pytest.raises(SalesplanError) as error:
        parse_profile(text)
    return " | ".join(ZH.message(finding) for finding in error.value.findings)


def test_what_the_program_shows_is_understood() -> None:
    for metric in METRICS:
        assert {metric_called(shown) for shown in TERMS[metric]} == {metric}
    for level in LEVELS:
        assert {level_called(shown, LEVELS) for shown in TERMS[f"level_{level}"]} == {level}


def test_a_profile_in_chinese_words_is_the_same_plan() -> None:
    mine = written(
        "{metric: 销售额, annual: 1200万, quarters: {一季度: 20%, 第3季度: 30%}}",
        "{name: 张伟, skill: 高级, start: 2026年3月1日, leave: [2026/5/4], targets: {订单数: 300}}",
        "fiscal_year: {start: 2026.1.1}\n",
    ).replace("}]\nteam", "}, {metric: 订单数, annual: 900}]\nteam")
    plain = written(
        "{metric: revenue, annual: 12M, quarters: {Q1: 20%, Q3: 30%}}",
        "{name: 张伟, skill: senior, start: 2026-03-01, leave: [2026-05-04], "
        "targets: {orders: 300}}",
        "fiscal_year: {start: 2026-01-01}\n",
    ).replace("}]\nteam", "}, {metric: orders, annual: 900}]\nteam")
    assert parse_profile(mine) == parse_profile(plain)
    profile, _ = parse_profile(mine)
    assert profile.reps[0].start == dt.date(2026, 3, 1)
    assert profile.goals[0].quarters.keys() == {"Q1", "Q3"}


def test_levels_of_ones_own_keep_their_names() -> None:
    more = "skills: {levels: {高级: 2, senior: 1}}\n"
    profile, _ = parse_profile(
        written("{metric: revenue, annual: 1}", "{name: A, skill: 高级}", more)
    )
    assert profile.reps[0].skill == "高级"
    more = "skills: {levels: {A: 2, B: 1}}\n"
    text = written("{metric: revenue, annual: 1}", "{name: 李, skill: 高级}", more)
    assert refused(text) == [("E104", "2:43")]


def test_two_names_of_one_metric_are_two_goals() -> None:
    text = written("{metric: revenue, annual: 1}, {metric: 销售额, annual: 2}")
    assert refused(text) == [("E120", "1:48")]


@pytest.mark.parametrize(
    ("metric", "known"),
    [
        *(("销售额度", "revenue"), ("order", "orders"), ("revenues", "revenue")),
        ("new customer", "new_customers"),
    ],
)  # fmt: skip
def test_metrics_that_sound_like_a_counted_one_are_asked_about(metric: str, known: str) -> None:
    _, (finding,) = parse_profile(written(f"{{metric: {metric}, annual: 100}}"))
    assert (finding.code, finding.values["known"]) == ("W195", known)
    _, none = parse_profile(written(f"{{metric: {metric}, annual: 100, source: none}}"))
    assert none == []


@pytest.mark.parametrize("metric", ["calls", "拜访次数", "回款", "demos"])
def test_other_metrics_are_ones_own(metric: str) -> None:
    profile, findings = parse_profile(written(f"{{metric: {metric}, annual: 100}}"))
    assert (profile.goals[0].metric, findings) == (metric, [])


def test_settings_speak_chinese_too() -> None:
    text = written("{metric: revenue, annual: 1M}")
    settings = ["goals.销售额.annual=2M", "team.张伟.skill=专家"]
    profile, _, _ = parse_scenario(text, settings)
    assert profile.goals[0].annual == 2_000_000
    assert profile.reps[0].skill == "expert"


@pytest.mark.parametrize(
    ("day", "example"),
    [
        ("3/1/2026", "2026-03-01 / 2026-01-03"),
        ("2026-13-01", "2026-03-31"),
        ("4月1日", "2025-04-01"),  # of the profile's own year
        ("30/1/2026", "2026-01-30"),
    ],
)
def test_days_begin_with_the_year(day: str, example: str) -> None:
    more = "fiscal_year: {start: 2025-01-01}\n"
    text = written("{metric: revenue, annual: 1M}", f"{{name: A, start: {day}}}", more)
    with pytest.raises(SalesplanError) as error:
        parse_profile(text)
    (finding,) = error.value.findings
    assert (finding.code, finding.values["example"]) == ("E107", example)


# Wide marks

GOALS: Final = "goals: [{metric: revenue, annual: 1M}]\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            GOALS + "team:\n  - {name: 华东, reps: [{name: 张伟, skill: 中级，leave: []}]}\n",
            ("E194", "3:43"),
        ),
        ("language：zh\n" + GOALS, ("E194", "1:9")),
        (GOALS + "team：\n  - name: 华东\n", ("E194", "2:5")),
        (GOALS + "team: [{name: 华东, reps: [{name：张伟}]}]\n", ("E194", "2:27")),
        (GOALS + "team: [{name: 华东, reps: [{name: “张伟”}]}]\n", ("E194", "2:33")),
        (GOALS + "team: ［华东］\n", ("E194", "2:7")),
        (GOALS + "team:\n　- name: 华东\n", ("E195", "3:1")),
    ],
)  # fmt: skip
def test_wide_marks_are_said_with_their_place(text: str, expected: tuple[str, str]) -> None:
    assert expected in refused(text)
    assert "第" in said(text)


def test_no_english_in_a_chinese_sentence() -> None:
    assert said("a: {x: 1\n") == "YAML 格式有误：缺少 ',' 或 '}'"
    assert said("a: @x\n") == "YAML 格式有误：不能以 '@' 开头"
    assert said("a: 1\nb\nc: 2\n") == "YAML 格式有误：缺少冒号"


def test_wide_marks_inside_of_texts_are_right() -> None:
    text = written("{metric: revenue, annual: 1M, supports: 华东第一，华南第二}")
    assert parse_profile(text)[1] == []
    block = GOALS + "team:\n  - name: 华东（上海、杭州）\n    reps: [{name: 张伟}]\n"
    assert parse_profile(block)[1] == []


def test_two_aliases_in_one_are_asked_about() -> None:
    text = written("{metric: revenue, annual: 1M}", "{name: 张伟, aliases: [小张，张工]}")
    _, (finding,) = parse_profile(text)
    assert (finding.code, str(finding.place)) == ("W194", "targets.yaml:2:47")
    assert parse_profile(text.replace("小张，张工", "'小张，张工'"))[1] == []
