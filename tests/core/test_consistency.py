from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from salesplan.core.consistency import Path, contradictions, share_or_amount
from tests.core.builders import profile

CALLS = {"metric": "calls", "annual": 1200}
LEAVE = {"from": "2027-05-10", "to": "2027-05-09"}


def goals(*settings: dict[str, Any]) -> dict[str, Any]:
    return {"goals": [{**CALLS, **each} for each in settings]}


def people(*reps: dict[str, Any]) -> dict[str, Any]:
    return {"team": [{"name": "East", "reps": list(reps)}]}


def history(**fields: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"history": fields}


Case = tuple[dict[str, Any], str, Path, dict[str, object]]

CASES: list[Case] = [
    (
        people({"name": "Ann"}, {"name": "Bob", "skill": "senor"}),
        "E104",
        ("team", 0, "reps", 1, "skill"),
        {"level": "senor", "levels": "junior, intermediate, senior, expert"},
    ),
    (
        {"fiscal_year": {"start": "2027-01-29"}},
        "E110",
        ("fiscal_year", "start"),
        {"start": "2027-01-29"},
    ),
    (
        {"fiscal_year": {"start": "2027-01-01", "weeks": 53}},
        "E111",
        ("fiscal_year", "weeks"),
        {"field": "weeks"},
    ),
    (
        {"fiscal_year": {"start": "2027-01-01", "anchor": "02-01"}},
        "E111",
        ("fiscal_year", "anchor"),
        {"field": "anchor"},
    ),
    (
        {"fiscal_year": {"pattern": "4-4-5"}},
        "E112",
        ("fiscal_year", "pattern"),
        {"pattern": "4-4-5"},
    ),
    (
        {"fiscal_year": {"start": "2027-02-01", "pattern": "4-4-5", "anchor": "02-30"}},
        "E113",
        ("fiscal_year", "anchor"),
        {"anchor": "02-30"},
    ),
    ({"calendar": {"country": "XQ"}}, "E114", ("calendar", "country"), {"country": "XQ"}),
    (
        {"calendar": {"country": "CN", "subdivision": "SH"}},
        "E115",
        ("calendar", "subdivision"),
        {"subdivision": "SH", "country": "CN", "known": "–"},
    ),
    (
        {"calendar": {"subdivision": "BY"}},
        "E116",
        ("calendar", "subdivision"),
        {"subdivision": "BY"},
    ),
    (
        {
            "calendar": {
                "closed": [{"from": "2027-05-01", "to": "2027-05-09"}],
                "open": ["2027-06-01", {"from": "2027-05-08", "to": "2027-05-10"}],
            }
        },
        "E117",
        ("calendar", "open", 1),
        {"day": "2027-05-08"},
    ),
    (
        {"calendar": {"closed": [LEAVE]}},
        "E118",
        ("calendar", "closed", 0),
        {"from": "2027-05-10", "to": "2027-05-09"},
    ),
    (
        {"calendar": {"open": ["2027-05-01", LEAVE]}},
        "E118",
        ("calendar", "open", 1),
        {"from": "2027-05-10", "to": "2027-05-09"},
    ),
    (
        people({"name": "Ann", "leave": [LEAVE]}),
        "E118",
        ("team", 0, "reps", 0, "leave", 0),
        {"from": "2027-05-10", "to": "2027-05-09"},
    ),
    (goals({}, {"metric": "Calls"}), "E120", ("goals", 1, "metric"), {"metric": "Calls"}),
    (goals({"annual": None}), "E121", ("goals", 0), {"metric": "calls"}),
    (
        goals({"growth": "20%"}),
        "E122",
        ("goals", 0, "growth"),
        {"metric": "calls", "fields": "annual, growth"},
    ),
    (
        goals({"over_assignment": "12%"}),
        "W123",
        ("goals", 0, "over_assignment"),
        {"metric": "calls", "share": "12%"},
    ),
    (
        goals({"metric": "revenue", "annual": "0.005"}),
        "E124",
        ("goals", 0, "annual"),
        {"value": "0.005", "currency": "CNY"},
    ),
    (
        {**goals({"metric": "revenue", "unit": "0.5"}), "currency": "JPY"},
        "E124",
        ("goals", 0, "unit"),
        {"value": "0.5", "currency": "JPY"},
    ),
    (
        goals({"daily_unit": "0.5"}),
        "E125",
        ("goals", 0, "daily_unit"),
        {"value": "0.5", "currency": "CNY"},
    ),
    (
        goals({"quarters": {"Q1": "300.5"}}),
        "E125",
        ("goals", 0, "quarters", "Q1"),
        {"value": "300.5", "currency": "CNY"},
    ),
    (goals({"quarters": {"Q2": -3}}), "E126", ("goals", 0, "quarters", "Q2"), {"quarter": "Q2"}),
    (
        goals({"quarters": {"Q1": "60%", "Q2": "41%"}}),
        "E127",
        ("goals", 0, "quarters"),
        {"metric": "calls", "total": "101%"},
    ),
    # 900 of 1,200 are 75 %.
    (
        goals({"quarters": {"Q1": 900, "Q2": "30%"}}),
        "E127",
        ("goals", 0, "quarters"),
        {"metric": "calls", "total": "105%"},
    ),
    (
        goals({"quarters": {"Q1": "25%", "Q2": "25%", "Q3": "25%", "Q4": "24.5%"}}),
        "E128",
        ("goals", 0, "quarters"),
        {"metric": "calls", "total": "99.5%"},
    ),
    (
        {"team": [{"name": name, "reps": [{"name": name + "1"}]} for name in ("East", "EAST ")]},
        "E130",
        ("team", 1, "name"),
        {"team": "EAST "},
    ),
    (
        people({"name": "张伟"}, {"name": "张伟 "}),
        "E131",
        ("team", 0, "reps", 1, "name"),
        {"name": "张伟 ", "team": "East"},
    ),
    (
        people({"name": "Ann", "start": "2027-03-01", "end": "2027-02-28"}),
        "E132",
        ("team", 0, "reps", 0, "end"),
        {"name": "Ann", "start": "2027-03-01", "end": "2027-02-28"},
    ),
    (
        people({"name": "Ann", "ramp": [0.5]}),
        "E133",
        ("team", 0, "reps", 0, "ramp"),
        {"name": "Ann"},
    ),
    (
        people({"name": "Ann", "start": "2027-03-01", "leave": ["2027-04-01", "2027-02-28"]}),
        "E134",
        ("team", 0, "reps", 0, "leave", 1),
        {"name": "Ann", "from": "2027-02-28", "to": "2027-02-28"},
    ),
    (
        people({"name": "Ann", "end": "2027-03-01", "leave": ["2027-03-02"]}),
        "E134",
        ("team", 0, "reps", 0, "leave", 0),
        {"name": "Ann", "from": "2027-03-02", "to": "2027-03-02"},
    ),
    (
        people({"name": "Ann", "aliases": ["A.", "BOB"]}, {"name": "Bob"}),
        "E135",
        ("team", 0, "reps", 0, "aliases", 1),
        {"alias": "BOB", "name": "Ann", "other": "Bob"},
    ),
    (
        people({"name": "Ann", "aliases": ["A."]}, {"name": "Bob", "aliases": ["a."]}),
        "E135",
        ("team", 0, "reps", 1, "aliases", 0),
        {"alias": "a.", "name": "Bob", "other": "Ann"},
    ),
    (
        history(count={"only": ["ok", "Won"], "without": ["won "]}),
        "E148",
        ("history", "count", "only", 1),
        {"state": "Won", "field": "only"},
    ),
    (
        history(count={"negative": ["退货"], "without": ["退货"]}),
        "E148",
        ("history", "count", "negative", 0),
        {"state": "退货", "field": "negative"},
    ),
    (
        {**history(rates={"usd": 7, "cny": 1}), "currency": "CNY"},
        "E149",
        ("history", "rates", "CNY"),
        {"currency": "CNY"},
    ),
    (history(separators="/和"), "E150", ("history", "separators"), {"separators": "/和"}),
    (history(separators="/ "), "E150", ("history", "separators"), {"separators": "/ "}),
]


@pytest.mark.parametrize(
    ("fields", "code", "path", "values"),
    CASES,
    ids=[f"{code} {'.'.join(map(str, path))}" for _, code, path, _ in CASES],
)
def test_contradictions(
    fields: dict[str, Any], code: str, path: Path, values: dict[str, object]
) -> None:
    found = contradictions(profile(**fields))
    assert [(where, finding.code, dict(finding.values)) for where, finding in found] == [
        (path, code, values)
    ]


def test_every_code_has_a_case() -> None:
    codes = {"E104", "W123", *(f"E{number}" for number in range(110, 136))}
    codes |= {"E148", "E149", "E150"}
    assert {code for _, code, _, _ in CASES} == codes - {"E119", "E123", "E129"}


@pytest.mark.parametrize(
    ("fields", "nearest"),
    [
        (people({"name": "Ann", "skill": "senor"}), "senior"),
        ({"calendar": {"country": "CNN"}}, "CN"),
    ],
)
def test_did_you_mean(fields: dict[str, Any], nearest: str) -> None:
    assert contradictions(profile(**fields))[0][1].nearest == nearest


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"fiscal_year": {}},
        {"fiscal_year": {"start": "2027-02-01", "pattern": "4-4-5", "anchor": "02-29"}},
        {"calendar": {"country": "DE", "subdivision": "BY"}},
        goals({"over_assignment": "10%"}, {"metric": "visits"}),
        goals({"quarters": {"Q1": "25%", "Q2": 300, "Q3": "25%", "Q4": 300}}),
        goals({"annual": None, "growth": 0, "quarters": {"Q1": 300}}),
        goals({"metric": "revenue", "annual": "0.01", "unit": "0.01"}),
        people({"name": "Ann", "start": "2027-03-01", "end": "2027-03-01", "ramp": []}),
        people(
            {
                "name": "Ann",
                "start": "2027-03-01",
                "leave": [{"from": "2027-02-01", "to": "2027-03-01"}],
            }
        ),
        people({"name": "Ann", "aliases": ["Ann", "ANN "]}),
        history(count={"only": ["ok", "退货"], "negative": ["退货"], "without": ["x"]}),
        history(rates={"USD": "7.12"}, separators="/、&"),
    ],
)
def test_what_is_no_contradiction(fields: dict[str, Any]) -> None:
    assert contradictions(profile(**fields)) == []


def test_all_at_once_in_the_order_of_the_profile() -> None:
    found = contradictions(
        profile(
            {"name": "Ann", "skill": "x"},
            fiscal_year={"start": "2027-01-31"},
            goals=[{**CALLS, "growth": 1}],
            calendar={"country": "ZZ"},
        )
    )
    assert [finding.code for _, finding in found] == ["E110", "E114", "E122", "E104"]


@pytest.mark.parametrize(
    ("value", "share"), [("0", True), ("0.22", True), ("0.999", True), ("1", False), ("22", False)]
)
def test_shares_and_amounts(value: str, share: bool) -> None:
    assert share_or_amount(Decimal(value)) is share
