from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.errors import ExitCode, Finding, SalesplanError
from salesplan.inputs.profile_file import (
    language_of,
    parse_profile,
    read_profile,
    read_settings,
)
from salesplan.profile import Profile
from tests.reports.plans import NAMES

SMALL = """\
goals: [{metric: revenue, annual: 12M}]
team: [{name: East, reps: [{name: Li Na}]}]
"""


def problems(text: str) -> list[Finding]:
    with pytest.raises(SalesplanError) as caught:
        parse_profile(text)
    return list(caught.value.findings)


def where(text: str) -> list[str]:
    return [f"{finding.code} {finding.place}" for finding in problems(text)]


def test_the_smallest_profile() -> None:
    profile, findings = parse_profile(SMALL)
    assert findings == []
    assert profile.goals[0].annual == 12_000_000
    assert [rep.name for rep in profile.reps] == ["Li Na"]


def test_the_example_is_read_without_findings() -> None:
    path = Path(__file__).parents[2] / "targets.example.yaml"
    profile, findings = read_profile(path)
    assert findings == []
    assert (len(profile.team), len(profile.reps), len(profile.goals)) == (2, 9, 2)
    assert profile.skills.ramp == (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))
    assert profile.reps[0].title == "Vice President, Sales"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("007", "007"),
        ("1:30", "1:30"),
        ("2027-01-01", "2027-01-01"),
        ("12", "12"),
        ("1.50", "1.5"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("'null'", "null"),
        ("张伟（离线）", "张伟（离线）"),
    ],
)
def test_names_are_text_as_written(written: str, name: str) -> None:
    profile, _ = parse_profile(SMALL.replace("Li Na", written))
    assert profile.reps[0].name == name


def test_no_is_a_country() -> None:
    profile, _ = parse_profile(SMALL + "calendar: {country: NO}\n")
    assert profile.calendar.country == "NO"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("12_000_000", 12_000_000),
        ("1,200万", 12_000_000),
        ("'1.2亿'", 120_000_000),
        ("0.75M", 750_000),
        ("１２０００", 12_000),
        ("1234.56", Decimal("1234.56")),
        (".5M", 500_000),
        ("1e6", None),
        ("0x10", None),
        ("true", None),
        (".inf", None),
        (".nan", None),
        ("[1]", None),
        ("1000000000000000", None),
    ],
)
def test_numbers_as_people_write_them(written: str, value: Decimal | None) -> None:
    # Block style, for a comma ends a value in braces.
    text = f"goals:\n  - metric: revenue\n    annual: {written}\n" + SMALL.splitlines()[1]
    if value is None:
        (finding,) = problems(text)
        assert finding.code in {"E106", "E109"}
        assert finding.place.line == 3
    else:
        assert parse_profile(text)[0].goals[0].annual == value


def test_days_and_ranges_of_days() -> None:
    text = SMALL.replace("Li Na", "Li Na, start: 2027-03-01, leave: [2027-05-10, "
                         "{from: 2027-06-01, to: 2027-06-05, reason: wedding}]")  # fmt: skip
    (rep,) = parse_profile(text)[0].reps
    assert rep.start == dt.date(2027, 3, 1)
    assert [sum(1 for _ in days.days()) for days in rep.leave] == [1, 5]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + SMALL,
        SMALL.replace("\n", "\r\n"),
        "---\n" + SMALL + "...\n",
        "# 目标\n\n" + SMALL,
        json.dumps(yaml.safe_load(SMALL)),
    ],
)
def test_other_ways_to_write_the_same(text: str, tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_bytes(text.encode())
    assert read_profile(path) == parse_profile(SMALL)


def test_anchors_and_merges_work() -> None:
    text = """\
goals: [{metric: revenue, annual: 12M}]
team:
  - name: East
    reps:
      - &senior {name: Li Na, skill: senior, fte: 0.8}
      - {<<: *senior, name: Wang Lei}
"""
    reps = parse_profile(text)[0].reps
    assert [(rep.name, rep.skill, rep.fte) for rep in reps] == [
        ("Li Na", "senior", Decimal("0.8")),
        ("Wang Lei", "senior", Decimal("0.8")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Scalars are found at their value, blocks at their key, what is missing where it should be.
        (SMALL + "currency:   XYZ\n", "E136 targets.yaml:3:13"),
        (SMALL + "calendar:\n  closed: 3\n", "E140 targets.yaml:4:11"),
        (SMALL + "weighting:\n  track_record: 2\n", "E108 targets.yaml:4:17"),
        (SMALL + "skills:\n  levels: {}\n", "E138 targets.yaml:4:3"),
        (SMALL + "skills: {levels: {senior: 0}}\n", "E109 targets.yaml:3:27"),
        (SMALL + "skills: {ramp: [50%, 110%]}\n", "E109 targets.yaml:3:22"),
        (SMALL.replace("Li Na", "Li Na, leave: [2027-05-32]"), "E107 targets.yaml:2:50"),
        (SMALL.replace("Li Na", "Li Na, leave: [{from: 2027-05-10}]"), "E105 targets.yaml:2:50"),
        (SMALL.replace("revenue", "''"), "E119 targets.yaml:1:18"),
        (SMALL.replace("12M", "12M, quarters: {Q5: 10%}"), "E108 targets.yaml:1:51"),
        (SMALL.replace("12M", "12M, quarters: {Q1: ten}"), "E106 targets.yaml:1:55"),
        (SMALL + "fiscal_year: {weeks: 54}\n", "E108 targets.yaml:3:22"),
        (SMALL + "history:\n  columns: {seller: Name}\n", "E108 targets.yaml:4:13"),
        (SMALL + "history: {max_rejected: 120%}\n", "E109 targets.yaml:3:25"),
        ("goals:\n  - metric: revenue\n  annual: 12M\n", "E101 targets.yaml:3:3"),
        (SMALL + "organisation: Sales: East\n", "E146 targets.yaml:3:20"),
        (SMALL + "history: {files: [a.xlsx}\n", "E101 targets.yaml:3:25"),
        (SMALL + "calendar:\n\tcountry: CN\n", "E144 targets.yaml:4:1"),
        (SMALL + "a: !!python/object:os.system {}\n", "E101 targets.yaml:3:4"),
        (SMALL + "organisation: *nobody\n", "E101 targets.yaml:3:15"),
        (SMALL + "---\n" + SMALL, "E101 targets.yaml:3:1"),
        (SMALL + "organisation: \x00\n", "E101 targets.yaml"),
        (SMALL + "? [a, b]\n: c\n", "E101 targets.yaml:3:3"),
    ],
)
def test_places(text: str, expected: str) -> None:
    assert where(text) == [expected]


def test_everything_at_once_in_the_order_of_the_file() -> None:
    text = """\
currency: XYZ
goals:
  - {metric: revenue, annual: lots, colour: red}
team:
  - name: East
    reps:
      - {name: Li Na, fte: 120%, start: tomorrow}
      - {name: Li Na, skill: 3, leave: 5}
"""
    assert where(text) == [
        "E136 targets.yaml:1:11",
        "E106 targets.yaml:3:31",
        "E103 targets.yaml:3:37",
        "E109 targets.yaml:7:28",
        "E107 targets.yaml:7:41",
        "E140 targets.yaml:8:40",
    ]


def test_contradictions_come_all_at_once_too() -> None:
    text = """\
fiscal_year: {start: 2027-01-30}
goals: [{metric: calls}]
team:
  - name: East
    reps:
      - {name: Li Na, skill: star}
      - {name: Li Na}
"""
    assert where(text) == [
        "E110 targets.yaml:1:22",
        "E121 targets.yaml:2:9",
        "E104 targets.yaml:6:30",
        "E131 targets.yaml:7:16",
    ]


def test_keys_that_stand_twice() -> None:
    text = SMALL + "calendar:\n  country: CN\n  closed: []\n  country: US\n"
    (finding,) = problems(text)
    assert str(finding.place) == "targets.yaml:6:3"
    assert finding.values == {"key": "country", "first": 4}
    assert finding.excerpt == "  country: US"


def test_suggestions() -> None:
    (field,) = problems(SMALL.replace("Li Na", "Li Na, alises: [Na]"))
    assert field.nearest == "aliases"
    (level,) = problems(SMALL.replace("Li Na", "Li Na, skill: 'Senor '"))
    assert level.nearest == "senior"
    (day,) = problems(SMALL + "calendar: {workdays: [thurs]}\n")
    assert day.nearest == "thu"
    (odd,) = problems(SMALL + "xyzzy: 1\n")
    assert odd.nearest is None


def test_a_warning_does_not_stop() -> None:
    text = SMALL.replace("12M", "12M, over_assignment: 20%")
    _, (finding,) = parse_profile(text)
    assert (finding.code, str(finding.place)) == ("W123", "targets.yaml:1:57")
    assert finding.values == {"metric": "revenue", "share": "20%"}
    assert finding.excerpt == text.splitlines()[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"\xff\xfe", "E143"), ("目标: 1\n".encode("gb18030"), "E143"), (b"PK\x03\x04\xa0", "E143")],
)
def test_what_is_not_text(content: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_bytes(content)
    with pytest.raises(SalesplanError) as caught:
        read_profile(path)
    assert [finding.code for finding in caught.value.findings] == [code]
    assert caught.value.exit_code is ExitCode.USAGE


def test_what_cannot_be_read(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "none.yaml", "E142"), (tmp_path, "E100")):
        with pytest.raises(SalesplanError) as caught:
            read_profile(path)
        (finding,) = caught.value.findings
        assert (finding.code, finding.place.file) == (code, str(path))
        assert caught.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("language: zh\n", "zh"),
        ("team: [\nlanguage: 'en'   # broken above\n", "en"),
        ('language: "zh"\n', "zh"),
        ("  language: zh\n", None),
        ("language: fr\n", None),
        ("language: english\n", None),
        ("", None),
    ],
)
def test_the_language_of_a_broken_profile(text: str, language: str | None, tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    assert language_of(path) == language
    assert language_of(tmp_path / "none.yaml") is None


@given(st.lists(NAMES, min_size=1, max_size=5, unique_by=str.casefold), NAMES)
@settings(deadline=None)
def test_what_is_written_is_read(names: list[str], organisation: str) -> None:
    content = {
        "organisation": organisation,
        "goals": [{"metric": "revenue", "annual": "1,200万", "quarters": {"Q1": "22%"}}],
        "team": [{"name": "East", "reps": [{"name": f"{name} {at}", "title": organisation}
                                           for at, name in enumerate(names)]}],
    }  # fmt: skip
    profile = Profile.model_validate(content)
    for text in (
        yaml.safe_dump(content, allow_unicode=True),
        yaml.safe_dump(content, default_flow_style=True),
        json.dumps(profile.model_dump(mode="json", by_alias=True), ensure_ascii=False),
    ):
        assert parse_profile(text)[0] == profile


@given(st.text(max_size=60) | st.text("{}[]:,-&*#!|>'\"%@ \n\tab", max_size=40))
@settings(deadline=None, max_examples=300)
def test_no_text_whatever_breaks_the_reader(text: str) -> None:
    for content in (text, f"goals: {text}", f"team:\n  - {text}\n"):
        with pytest.raises(SalesplanError) as caught:
            parse_profile(content)
        assert all(finding.code.startswith("E1") for finding in caught.value.findings)


def test_faulty_fields_and_contradictions_in_the_rest_at_once() -> None:
    """A person without a name (line 8) moves the others up; their lines stay their own."""
    text = """\
currency: QQQ
goals:
  - {metric: revenue, annual: lots, quarters: {Q1: 70%, Q2: 50%}}
  - {metric: orders, annual: 12, quarters: {Q1: 70%, Q2: 50%}}
team:
  - name: T
    reps:
      - {skill: senior}
      - {name: A, skill: senor}
      - {name: B, start: soon, ramp: [1]}
      - {name: A, skill: junior}
  - name: U
    reps: [{nam: C}]
  - name: T
    reps: [{name: D, end: 2027-01-01, start: 2027-02-01}]
"""
    assert where(text) == [
        "E136 targets.yaml:1:11",
        "E106 targets.yaml:3:31",  # and nothing about the quarters of a goal without a number
        "E127 targets.yaml:4:34",
        "E105 targets.yaml:8:9",
        "E104 targets.yaml:9:26",
        "E107 targets.yaml:10:26",  # and nothing about a ramp without the faulty start
        "E131 targets.yaml:11:16",
        "E105 targets.yaml:13:12",
        "E103 targets.yaml:13:13",
        "E130 targets.yaml:14:11",
        "E132 targets.yaml:15:27",
    ]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1,200万", 12_000_000),
        ("¥1,200", 1_200),
        ("1,000,000", 1_000_000),
        ("1,234,567.89", Decimal("1234567.89")),
        ("12,000元", 12_000),
    ],
)
def test_thousands_separators_inside_braces(written: str, value: int | Decimal) -> None:
    text = f"goals: [{{metric: revenue, annual: {written}, unit: 100}}]\n"
    profile, _ = parse_profile(text + "team: [{name: T, reps: [{name: A}]}]\n")
    assert profile.goals[0].annual == Decimal(value)
    assert profile.goals[0].unit == 100


def test_a_stray_key_inside_braces_is_still_a_fault() -> None:
    text = "goals: [{metric: revenue, annual: 12M, 200}]\nteam: [{name: T, reps: [{name: A}]}]\n"
    assert where(text) == ["E103 targets.yaml:1:40"]


# What a profile with errors says about its files


def test_settings_of_a_profile_with_errors(tmp_path: Path) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(
        "language: zh\ncurrency: XXX1\nteam: 3\n"
        "history: {files: [a.csv], columns: {amount: 实收}, date_order: up, sheet: 订单}\n",
        encoding="utf-8",
    )
    found = read_settings(path)
    assert found is not None
    assert (found.language, found.currency) == ("zh", "CNY")
    history = found.history
    assert (history.files, history.columns, history.sheet) == (
        ("a.csv",),
        {"amount": ("实收",)},
        "订单",
    )
    assert history.date_order == "auto"


@pytest.mark.parametrize("text", ["- 1\n", "a: [\n", "3\n"])
def test_nothing_that_is_no_profile_has_settings(tmp_path: Path, text: str) -> None:
    path = tmp_path / "targets.yaml"
    path.write_text(text, encoding="utf-8")
    assert read_settings(path) is None
    assert read_settings(tmp_path / "none.yaml") is None
