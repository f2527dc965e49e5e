from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.choices import Stretch
from salesplan.core.review import review
from salesplan.core.sales import UNASSIGNED
from salesplan.core.standing import Standing
from salesplan.core.trend import Figures, Snapshot, snapshot
from salesplan.errors import SalesplanError
from salesplan.reports.review_record import snapshot_from_text, snapshot_to_text
from tests.core.builders import sales
from tests.reports.plans import CALLS, NAMES, REVENUE, plan

# Two people of one name in two teams, one of them without a target.
TWINS = Snapshot(
    "华东公司",
    "2027",
    dt.date(2027, 1, 1),
    dt.date(2027, 4, 16),
    ("华东", "华南"),
    (("华东", "张伟"), ("华南", "张伟")),
    {"revenue": 2, "calls": 0},
    {
        ("revenue", Stretch.QUARTER): Figures(
            "2027-Q2",
            Standing(100, 50, -7, 12, 53),
            (Standing(100, 50, -9, 12, 53), Standing(None, None, 2, 12, 53)),
            (Standing(100, 50, -9, 12, 53), Standing(None, None, 2, 0, 0)),
        )
    },
)
TEXT = (
    r'{"as_of":"2027-04-16","decimals":{"calls":0,"revenue":2},"format":"salesplan.review-record",'
    r'"metrics":{"calls":{},"revenue":{"quarter":{"key":"2027-Q2",'
    r'"people":[[100,50,-9,12,53],[null,null,2,0,0]],'
    r'"teams":[[100,50,-9,12,53],[null,null,2,12,53]],"whole":[100,50,-7,12,53]}}},'
    r'"organisation":"\u534e\u4e1c\u516c\u53f8",'
    r'"people":[["\u534e\u4e1c","\u5f20\u4f1f"],["\u534e\u5357","\u5f20\u4f1f"]],'
    r'"start":"2027-01-01","teams":["\u534e\u4e1c","\u534e\u5357"],"version":1,"year":"2027"}'
)


def test_the_text_of_a_snapshot() -> None:
    assert snapshot_to_text(TWINS) == TEXT


def test_the_text_is_read_back() -> None:
    assert snapshot_from_text(TEXT) == TWINS


def test_a_review_is_read_back() -> None:
    rows = [
        ("2027-03-01", "张伟(离线)", 12_345),
        ("2027-04-05", "Ann", -700),
        ("2027-04-06", "Zoe", 100),
        ("2027-04-06", UNASSIGNED, 300),
    ]
    source = {"source": "orders"}
    planned = plan(REVENUE, {**CALLS, **source})
    kept = snapshot(review(planned, sales(rows, order=["1", "2", "3", "4"]), dt.date(2027, 9, 16)))
    again = snapshot_from_text(snapshot_to_text(kept))
    assert again == kept
    assert again.decimals.keys() == {"revenue", "calls"}
    month = again.figures["revenue", Stretch.MONTH]
    assert again.people[4] == ("华南", "Bob")  # until August
    assert (month.key, month.people[4]) == ("2027-09", Standing(None, None, 0, 0, 0))
    assert again.figures["revenue", Stretch.YEAR].whole.actual == 12_345 - 700 + 100 + 300


WHOLE = st.integers(-(2**63) + 1, 2**63 - 1)
STANDINGS = st.builds(
    Standing, st.none() | WHOLE, st.none() | WHOLE, WHOLE, st.integers(0, 366), st.integers(0, 366)
)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    teams = tuple(draw(st.lists(NAMES, max_size=3)))
    people = tuple(draw(st.lists(st.tuples(NAMES, NAMES), max_size=4)))
    decimals = draw(st.dictionaries(NAMES, st.integers(0, 3), max_size=3))
    keys = st.tuples(st.sampled_from(sorted(decimals)), st.sampled_from(Stretch))
    figures = st.builds(
        Figures,
        NAMES,
        STANDINGS,
        st.tuples(*[STANDINGS] * len(teams)),
        st.tuples(*[STANDINGS] * len(people)),
    )
    return Snapshot(
        draw(st.text()),
        draw(NAMES),
        draw(st.dates()),
        draw(st.dates()),
        teams,
        people,
        decimals,
        draw(st.dictionaries(keys, figures, max_size=4)) if decimals else {},
    )


@given(snapshots())
def test_reading_what_was_written_gives_the_same_snapshot(kept: Snapshot) -> None:
    text = snapshot_to_text(kept)
    assert snapshot_from_text(text) == kept
    assert text.isascii()
    assert "\n" not in text


def backwards(of: dict[Any, Any]) -> dict[Any, Any]:
    return dict(reversed(of.items()))


@given(snapshots())
def test_equal_snapshots_make_equal_texts(kept: Snapshot) -> None:
    other = Snapshot(
        kept.organisation,
        kept.year,
        kept.start,
        kept.as_of,
        kept.teams,
        kept.people,
        backwards(dict(kept.decimals)),
        backwards(dict(kept.figures)),
    )
    assert snapshot_to_text(other) == snapshot_to_text(kept)


RECORD = json.loads(TEXT)
QUARTER = RECORD["metrics"]["revenue"]["quarter"]


def with_quarter(**fields: object) -> str:
    metrics = {"calls": {}, "revenue": {"quarter": {**QUARTER, **fields}}}
    return json.dumps({**RECORD, "metrics": metrics})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "review",
        "null",
        "[]",
        "12",
        "{}",
        pytest.param("[" * 100_000, id="nested"),
        TEXT[:-1],
        TEXT[: len(TEXT) // 2],
        json.dumps({**RECORD, "format": "salesplan.review"}),
        json.dumps({**RECORD, "format": "salesplan.plan"}),
        json.dumps({**RECORD, "format": "\x1b[31m"}),
        json.dumps({**RECORD, "format": "x" * 300}),
        json.dumps({**RECORD, "version": 2}),
        json.dumps({**RECORD, "version": "one"}),
        json.dumps({**RECORD, "as_of": "yesterday"}),
        json.dumps({**RECORD, "as_of": 20270416}),
        json.dumps({**RECORD, "organisation": None}),
        json.dumps({**RECORD, "teams": [1, 2]}),
        json.dumps({**RECORD, "people": [["华东", "张伟", "x"], ["华南", "张伟"]]}),
        json.dumps({**RECORD, "people": RECORD["people"][:1]}),
        json.dumps({**RECORD, "decimals": {"revenue": 2}}),
        json.dumps({**RECORD, "decimals": [2, 0]}),
        json.dumps({**RECORD, "metrics": []}),
        json.dumps({**RECORD, "metrics": {"calls": {}, "revenue": {"decade": QUARTER}}}),
        with_quarter(teams=QUARTER["teams"][:1]),
        with_quarter(people=[]),
        with_quarter(key=7),
        with_quarter(whole=[1, 2, 3, 4]),
        with_quarter(whole=[100, 50, None, 12, 53]),
        with_quarter(whole=[100, 50, 7.5, 12, 53]),
        with_quarter(whole=[100, 50, "7", 12, 53]),
        with_quarter(whole=[100, 50, True, 12, 53]),
        with_quarter(whole=[100, 50, 2**63, 12, 53]),
        with_quarter(whole=[float("inf"), 50, 7, 12, 53]),
        with_quarter(whole=None),
    ],
)  # fmt: skip
def test_what_is_no_record_of_a_review_is_refused(text: str) -> None:
    with pytest.raises(SalesplanError) as caught:
        snapshot_from_text(text, "april.xlsx")
    (finding,) = caught.value.findings
    assert finding.code == "E462"
    assert str(finding.place) == "april.xlsx"
    assert len(str(finding.values["reason"])) <= 200
    assert str(finding.values["reason"]).isprintable()
