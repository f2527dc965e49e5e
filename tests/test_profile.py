from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from salesplan.profile import (
    Calendar,
    DateRange,
    Goal,
    Pattern,
    Profile,
    Rep,
    Skills,
    Source,
    Weekday,
    Weighting,
    profile_schema,
)

SMALLEST: dict[str, Any] = {
    "goals": [{"metric": "revenue", "annual": "1,200万"}],
    "team": [{"name": "上海", "reps": [{"name": "张伟"}]}],
}


def changed(path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """The smallest profile with one field set."""
    copy: dict[str, Any] = json.loads(json.dumps(SMALLEST))
    at: Any = copy
    for step in path[:-1]:
        at = at[step] if isinstance(step, int) else at.setdefault(step, {})
    at[path[-1]] = value
    return copy


def test_the_smallest_profile() -> None:
    profile = Profile.model_validate(SMALLEST)
    assert profile.goals[0].annual == 12_000_000
    assert profile.currency == "CNY"
    assert profile.reps[0].skill == "intermediate"
    assert [day.number for day in profile.calendar.workdays] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (12, "12"),
        (0.1, "0.1"),
        (1e6, "1000000"),
        ("1,200万", "12000000"),
        ("12M", "12000000"),
        ("20%", "0.2"),
        ("¥1.5亿", "150000000"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_forms_of_numbers(written: object, number: str) -> None:
    assert Goal.model_validate({"metric": "x", "annual": written}).annual == Decimal(number)


@pytest.mark.parametrize(
    "written", [True, "1,5", "viel", "", "1e15", 10**15, float("nan"), float("inf"), [1], 0, -1]
)
def test_numbers_that_are_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Goal.model_validate({"metric": "x", "annual": written})


@pytest.mark.parametrize(
    "path",
    [
        ("goal",),
        ("goals", 0, "anual"),
        ("team", 0, "people"),
        ("team", 0, "reps", 0, "skil"),
        ("calendar", "holidays"),
        ("fiscal_year", "begin"),
        ("history", "columns", "seller"),
        ("skills", "level"),
        ("weighting", "record"),
        ("goals", 0, "quarters", "Q5"),
    ],
)
def test_unknown_fields_are_refused(path: tuple[str | int, ...]) -> None:
    if path[:2] == ("goals", 0) and len(path) == 4:
        fields = changed(path[:3], {path[3]: "20%"})
    else:
        fields = changed(path, "20%")
    with pytest.raises(ValidationError) as caught:
        Profile.model_validate(fields)
    assert any(error["loc"][: len(path)] == path for error in caught.value.errors())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("goals",), []),
        (("team",), []),
        (("team", 0, "reps"), []),
        (("currency",), "XXY"),
        (("language",), "de"),
        (("team", 0, "reps", 0, "name"), ""),
        (("team", 0, "reps", 0, "fte"), 1.5),
        (("team", 0, "reps", 0, "fte"), 0),
        (("team", 0, "reps", 0, "ramp"), [1.2]),
        (("skills", "levels"), {}),
        (("skills", "levels"), {"junior": 0}),
        (("weighting", "track_record"), 1.5),
        (("weighting", "track_record"), "full"),
        (("goals", 0, "growth"), -1),
        (("goals", 0, "unit"), 0),
        (("goals", 0, "over_assignment"), 2),
        (("fiscal_year", "weeks"), 51),
        (("fiscal_year", "anchor"), "1-1"),
        (("calendar", "workdays"), []),
        (("history", "max_rejected"), "101%"),
    ],
)
def test_values_out_of_range(path: tuple[str | int, ...], value: object) -> None:
    with pytest.raises(ValidationError):
        Profile.model_validate(changed(path, value))


def test_profiles_are_frozen() -> None:
    profile = Profile.model_validate(SMALLEST)
    with pytest.raises(ValidationError):
        setattr(profile, "currency", "USD")  # noqa: B010 (the type checker knows it is frozen)


def test_a_single_day_is_a_range() -> None:
    day = dt.date(2027, 5, 10)
    for written in ("2027-05-10", day, {"from": day, "to": day}):
        rep = Rep.model_validate({"name": "Ann", "leave": [written]})
        assert list(rep.leave[0].days()) == [day]


def test_both_ends_of_a_range_are_in_it() -> None:
    days = DateRange.model_validate({"from": "2028-02-28", "to": "2028-03-01"}).days()
    assert [day.isoformat() for day in days] == ["2028-02-28", "2028-02-29", "2028-03-01"]


@pytest.mark.parametrize("written", [{"from": "2027-05-10"}, {"to": "2027-05-10"}, "May"])
def test_half_a_range_is_refused(written: object) -> None:
    with pytest.raises(ValidationError):
        Calendar.model_validate({"closed": [written]})


@pytest.mark.parametrize(
    ("fields", "source", "money"),
    [
        ({"metric": "revenue"}, Source.AMOUNT, True),
        ({"metric": "quantity"}, Source.QUANTITY, False),
        ({"metric": "orders"}, Source.ORDERS, False),
        ({"metric": "new_customers"}, Source.NEW_CUSTOMERS, False),
        ({"metric": "calls"}, Source.NONE, False),
        ({"metric": "margin", "source": "amount"}, Source.AMOUNT, True),
        ({"metric": "budget", "kind": "money"}, Source.NONE, True),
        ({"metric": "revenue", "kind": "count"}, Source.AMOUNT, False),
    ],
)
def test_what_a_goal_counts(fields: dict[str, str], source: Source, money: bool) -> None:
    goal = Goal.model_validate(fields)
    assert (goal.resolved_source, goal.is_money) == (source, money)


def test_currencies_in_small_letters() -> None:
    assert Profile.model_validate(changed(("currency",), "usd")).currency == "USD"


def test_weeks_of_patterns() -> None:
    assert [pattern.weeks for pattern in list(Pattern)[1:]] == [(4, 4, 5), (4, 5, 4), (5, 4, 4)]


def test_defaults_are_those_of_the_documentation() -> None:
    assert dict(Skills().levels) == {
        "junior": Decimal("0.6"),
        "intermediate": 1,
        "senior": Decimal("1.4"),
        "expert": Decimal("1.8"),
    }
    assert Skills().ramp == (Decimal("0.25"), Decimal("0.5"), Decimal("0.75"))
    assert Weighting().track_record == "auto"


def test_the_schema_knows_how_dates_and_numbers_are_written() -> None:
    schema = profile_schema()
    fields = schema["$defs"]
    assert schema["additionalProperties"] is False
    assert {"from", "to"} <= set(
        fields["Calendar"]["properties"]["closed"]["items"]["anyOf"][1]["properties"]
    )
    assert "description" in fields["Goal"]["properties"]["annual"]


positive = st.decimals("0.01", 10**12, places=2)
fraction = st.decimals(0, 1, places=4)
day = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))
text = st.text(st.characters(codec="utf-8"), min_size=1, max_size=10)
ranges = st.tuples(day, day, text).map(lambda of: {"from": of[0], "to": of[1], "reason": of[2]})
reps = st.fixed_dictionaries(
    {"name": text},
    optional={
        "skill": st.sampled_from(["junior", "expert"]),
        "title": text,
        "fte": st.decimals("0.01", 1, places=2),
        "start": day,
        "end": day,
        "leave": st.lists(ranges | day, max_size=2),
        "ramp": st.lists(fraction, max_size=3),
        "aliases": st.lists(text, max_size=2),
    },
)
goals = st.fixed_dictionaries(
    {"metric": text},
    optional={
        "label": text,
        "annual": positive,
        "growth": fraction,
        "unit": positive,
        "over_assignment": fraction,
        "quarters": st.dictionaries(st.sampled_from(["Q1", "Q2", "Q3", "Q4"]), positive | fraction),
        "seasonality": st.sampled_from(["auto", "working_days"]),
        "source": st.sampled_from(list(Source)),
    },
)
profiles = st.fixed_dictionaries(
    {
        "goals": st.lists(goals, min_size=1, max_size=2),
        "team": st.lists(
            st.fixed_dictionaries(
                {"name": text, "reps": st.lists(reps, min_size=1, max_size=2)},
                optional={"lead": text},
            ),
            min_size=1,
            max_size=2,
        ),
    },
    optional={
        "organisation": text,
        "language": st.sampled_from(["en", "zh"]),
        "currency": st.sampled_from(["CNY", "USD", "JPY"]),
        "fiscal_year": st.fixed_dictionaries(
            {}, optional={"start": day, "pattern": st.sampled_from(list(Pattern)), "name": text}
        ),
        "calendar": st.fixed_dictionaries(
            {},
            optional={
                "country": st.sampled_from(["CN", "US"]),
                "workdays": st.lists(st.sampled_from(list(Weekday)), min_size=1, max_size=7),
                "closed": st.lists(ranges | day, max_size=2),
            },
        ),
        "weighting": st.fixed_dictionaries({"track_record": st.just("auto") | fraction}),
        "history": st.fixed_dictionaries(
            {},
            optional={"files": st.lists(text, max_size=2), "columns": st.just({"rep": "业务员"})},
        ),
    },
)


@settings(deadline=None)
@given(profiles)
def test_writing_and_reading_a_profile_is_the_identity(fields: dict[str, Any]) -> None:
    profile = Profile.model_validate(fields)
    written = profile.model_dump_json(by_alias=True)
    assert Profile.model_validate_json(written) == profile
    assert Profile.model_validate(json.loads(written)) == profile
