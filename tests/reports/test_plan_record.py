from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import python_calamine
from hypothesis import HealthCheck, given, settings

from salesplan.choices import Language
from salesplan.core.plan import Plan
from salesplan.core.plan_part import part_of
from salesplan.errors import SalesplanError
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes, write_book
from salesplan.reports.plan_book import plan_book
from salesplan.reports.plan_record import RECORD_SHEET, plan_from_text, plan_to_text
from tests.reports.plans import CALLS, REVENUE, plan, plans, two_years
from tests.reports.replans import third

CALM = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def assert_same(first: Plan, second: Plan) -> None:
    assert second.profile == first.profile
    assert second.findings == first.findings
    assert second.calendar.month_starts == first.calendar.month_starts
    assert (second.calendar.working == first.calendar.working).all()
    assert (second.calendar.week_of_day == first.calendar.week_of_day).all()
    assert second.calendar.estimated == first.calendar.estimated
    for one, other in zip(first.metrics, second.metrics, strict=True):
        assert other.settings == one.settings
        assert (other.goal, other.assigned) == (one.goal, one.assigned)
        assert (other.targets == one.targets).all()
        assert (second.daily(other) == first.daily(one)).all()


@CALM
@given(plans())
def test_reading_what_was_written_gives_the_same_plan(planned: Plan) -> None:
    text = plan_to_text(planned)
    again = plan_from_text(text)
    assert plan_to_text(again) == text
    assert_same(planned, again)


@pytest.mark.parametrize("language", list(Language))
def test_the_workbook_carries_the_plan(tmp_path: Path, language: Language) -> None:
    planned = plan(REVENUE, CALLS, history=two_years("张伟(离线)", "Ann", "Zoë"))
    assert {finding.code for finding in planned.findings} >= {"W401", "W402"}
    path = tmp_path / "plan.xlsx"
    write_book(plan_book(planned, Labels(language)), path)
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_name(RECORD_SHEET)
    text = "".join(str(row[0]) for row in rows.to_python())
    again = plan_from_text(text)
    assert plan_to_text(again) == plan_to_text(planned)
    assert_same(planned, again)


def test_a_part_of_a_plan_can_be_read_back() -> None:
    part = part_of(plan(REVENUE, CALLS), [1, 3])
    again = plan_from_text(plan_to_text(part))
    assert_same(part, again)
    assert again.part


def test_somebody_without_targets_can_be_read_back() -> None:
    part = part_of(plan(team=[
        {"name": "East", "reps": [{"name": "Ann"}, {"name": "Bob", "end": "2026-12-31"}]}
    ]), [1])  # fmt: skip
    again = plan_from_text(plan_to_text(part))
    assert again.metrics[0].targets.tolist() == [[0] * 12]


def test_numbers_are_kept_to_the_last_digit() -> None:
    planned = plan(history=two_years("Ann", "Bob"))
    again = plan_from_text(plan_to_text(planned))
    for one, other in zip(planned.metrics, again.metrics, strict=True):
        assert np.array_equal(one.record.factor, other.record.factor)
        assert np.array_equal(one.season.shares, other.season.shares)


RECORD = json.loads(plan_to_text(plan()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plan",
        "null",
        "[]",
        "12",
        "{}",
        '{"format": "salesplan.review", "version": 1}',
        json.dumps({**RECORD, "version": 2}),
        json.dumps({**RECORD, "version": "one"}),
        json.dumps({**RECORD, "profile": {}}),
        json.dumps({**RECORD, "calendar": None}),
        json.dumps({**RECORD, "calendar": {**RECORD["calendar"], "pattern": "13 months"}}),
        json.dumps({**RECORD, "metrics": [{}]}),
        json.dumps({**RECORD, "metrics": [{**RECORD["metrics"][0], "targets": [[1, 2], [3]]}]}),
        json.dumps({**RECORD, "findings": [{"code": "W401"}]}),
        plan_to_text(plan())[:-20],
    ],
)
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(SalesplanError) as caught:
        plan_from_text(text, "plan.xlsx")
    (finding,) = caught.value.findings
    assert finding.code == "E440"
    assert str(finding.place) == "plan.xlsx"


def test_a_record_is_one_line_of_ascii_without_machine_or_time() -> None:
    text = plan_to_text(plan())
    assert text.isascii()
    assert "\n" not in text
    assert text == plan_to_text(plan())


@pytest.mark.parametrize("people", [[0, 1, 2], [1], [0, 2]])
def test_a_plan_made_anew_can_be_read_back_with_its_versions(people: list[int]) -> None:
    """Also a part of it; and the sheets of what was read are those of what was written."""
    made = third().plan
    planned = made if len(people) == 3 else part_of(made, people)
    again = plan_from_text(plan_to_text(planned))
    assert plan_to_text(again) == plan_to_text(planned)
    assert [each.version.number for each in again.versions] == [1, 2, 3]
    for one, other in zip(planned.versions, again.versions, strict=True):
        assert_same(one, other)
        assert other.version == one.version
        for mine, theirs in zip(one.metrics, other.metrics, strict=True):
            assert [each.day for each in theirs.carried] == [each.day for each in mine.carried]
            for kept, read in zip(mine.carried, theirs.carried, strict=True):
                assert (read.amounts == kept.amounts).all()
    labels = Labels(Language.EN)
    assert book_bytes(plan_book(again, labels)) == book_bytes(plan_book(planned, labels))


def test_a_part_does_not_tell_what_the_others_sold() -> None:
    """A track record is measured against everybody, so only its factor goes into a part."""
    whole = plan(REVENUE)
    part = part_of(whole, [0])
    record, mine = part.metrics[0].record, whole.metrics[0].record
    assert record.factor.tolist() == [mine.factor[0]]
    assert not record.expected.any()
    assert not record.sold.any()
    assert not record.credibility.any()
