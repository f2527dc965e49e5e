"""Reviews of a plan that was made anew: what is said of its versions, and what is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from salesplan.choices import Language, Stretch
from salesplan.core.plan import Plan
from salesplan.core.review import review
from salesplan.core.sales import Sales
from salesplan.core.standing import WHOLE, Subject, SubjectKind
from salesplan.core.trend import Snapshot, snapshot, trend
from salesplan.core.version_reviews import VersionReviews
from salesplan.labels import Labels
from salesplan.outputs.workbook import book_bytes
from salesplan.reports.review_data import review_data
from salesplan.reports.review_record import snapshot_from_text, snapshot_to_text
from salesplan.reports.review_screen import review_tables
from salesplan.reports.review_story import Story
from salesplan.reports.review_versions import version_lines
from salesplan.reports.review_view import ReviewView
from salesplan.reports.trend_sheet import trend_sentence
from salesplan.reports.values import Text
from salesplan.reports.variance_book import variance_book
from tests.core.builders import sales
from tests.reports.replans import SOLD, even, second, third
from tests.reports.test_plan_data import misfits
from tests.reports.test_review_data import SHAPE

EN, ZH = Labels(Language.EN), Labels(Language.ZH)
APRIL = dt.date(2027, 4, 30)
ROWS = [*SOLD, ("2027-04-08", "Ann", 110_00), ("2027-04-09", "Bob", 95_00)]
ANN = Subject(SubjectKind.PERSON, 0)


def seen(
    plan: Plan, number: int | None = None, labels: Labels = EN, stretch: Stretch = Stretch.MONTH
) -> ReviewView:
    """The review at the end of April by a version of a plan."""
    chosen = plan if number is None else plan.versions[number - 1]
    found = review(chosen, sales(ROWS), APRIL)
    versions = VersionReviews(found, plan.versions, sales(ROWS))
    return ReviewView(found, stretch, labels, versions=versions)


def told(view: ReviewView, sold: Sales) -> Story:
    return Story.of(view, sold)


# By version 2 1,710 had been sold by the end of March and 610 were due in April; 205 were sold. By
# version 1 2,400 of 7,200 were due.


def test_both_versions_are_told() -> None:
    assert version_lines(seen(second().plan), WHOLE) == [
        "Judged by version 2, the current one, made as of 31 Mar 2027: a slow start",
        "By version 1, the original: pace 80%, attainment of 2027 27%",
    ]
    assert version_lines(seen(second().plan, 1, ZH), WHOLE) == [
        "按第 1 版（初版）评价",
        "按第 2 版（现行版）：进度比 83%，2027 年完成率 27%",
    ]
    # Ann: 320 sold, where 400 of 1,200 were due.
    assert version_lines(seen(second().plan), ANN)[1].endswith("pace 80%, attainment of 2027 27%")


def test_a_middle_version_stands_beside_the_current_one() -> None:
    lines = version_lines(seen(third().plan, 2), WHOLE)
    assert lines[0].startswith("Judged by version 2, made as of 31 Mar 2027")
    assert lines[1].startswith("By version 3, the current one: ")


def test_a_plan_of_one_version_says_nothing() -> None:
    view = seen(even())
    assert version_lines(view, WHOLE) == []
    assert "Attained, v1" not in headers(view, wide=True)


def headers(view: ReviewView, *, wide: bool) -> list[str]:
    ((_, table),) = review_tables(view, wide=wide)
    return [column.header for column in table.columns]


def test_a_wide_screen_has_attainments_by_the_other_version() -> None:
    view = seen(second().plan)
    assert "Attained, v1" not in headers(view, wide=False)
    ((_, table),) = review_tables(view, wide=True)
    assert table.columns[-1].header == "Attained, v1"
    # In April Ann sold 110 of 100, Bob 95 of 200, Cho nothing of 300.
    people = [row.cells[-1] for row in table.rows if row.cells[0] in {"Ann", "Bob", "Cho"}]
    assert people == [1.1, 0.475, 0.0]


def data(view: ReviewView) -> dict[str, Any]:
    found = sales(ROWS)
    moved = trend(view.review, [], view.stretch, 0)
    return review_data(told(view, found), moved, found, [])


def test_the_data_has_all_versions() -> None:
    found = data(seen(third().plan))
    assert misfits(found, SHAPE) == []
    assert found["plan_version"] == 3
    first, second_, _ = found["versions"]
    assert (first["number"], first["as_of"], first["reason"]) == (1, None, None)
    assert (second_["number"], second_["as_of"]) == (2, "2027-03-31")
    (metric,) = first["metrics"]
    assert metric["whole"]["expected"] == 2400
    assert metric["people"][0] == {
        **{"name": "Ann", "team": "East", "target": 1200, "expected": 400},
        **{"attainment": 0.266667, "pace": 0.8},
    }
    # 210 + 110 by version 2.
    assert second_["metrics"][0]["people"][0]["expected"] == 320
    assert second_["metrics"][0]["people"][0]["pace"] == 1


def test_the_data_of_one_version() -> None:
    found = data(seen(even()))
    assert (found["plan_version"], found["versions"]) == (1, [])


@pytest.mark.parametrize("labels", [EN, ZH], ids=["en", "zh"])
def test_the_workbook_tells_and_keeps_both(labels: Labels) -> None:
    view, found = seen(second().plan, None, labels), sales(ROWS)
    story = told(view, found)
    assert view.versions is not None
    moved = trend(view.review, [earlier()], view.stretch, 0, view.versions.original)
    book = variance_book(story, moved, sales=found, findings=[])
    meeting, standings = book.sheets[:2]
    texts = [block.text for block in meeting.blocks if isinstance(block, Text)]
    assert version_lines(view, WHOLE)[1] in texts
    table = standings.blocks[-1]
    assert getattr(table, "name", "") == "versions_revenue"
    rows = {row.cells[0]: row.cells[1:] for row in table.rows}  # type: ignore[union-attr]
    # Actual; by version 1 target, attainment, expected, pace; the same by version 2.
    assert rows["Bob"] == (785, 2400, 0.327083, 800, 0.98125, 2400, 0.327083, 880, 0.892045)
    assert book_bytes(book)
    kept = snapshot_from_text(book.record)
    assert (kept.version, kept.original) == (2, snapshot(review(even(), found, APRIL)))
    assert snapshot_from_text(snapshot_to_text(kept)) == kept


def earlier() -> Snapshot:
    return snapshot(review(even(), sales(SOLD), dt.date(2027, 3, 31)))


def test_the_trend_says_by_which_version() -> None:
    view = seen(second().plan)
    assert view.versions is not None
    moved = trend(view.review, [earlier()], view.stretch, 0, view.versions.original)
    # 1,710 of 1,800, then 1,915 of 2,400.
    assert trend_sentence(view, moved) == (
        "Pace of the year to date by version 1 of the plan: 31 Mar 2027 95% → 30 Apr 2027 80%."
    )
