from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from salesplan.core.commitments import Commitments
from salesplan.errors import Finding, SalesplanError
from salesplan.inputs.commitments import read_commitments
from tests.core.builders import profile

TEAM = ({"name": "张伟", "aliases": ["Zhang Wei"]}, {"name": "李娜"})


def read(folder: Path, text: str, **goal: object) -> tuple[Commitments, list[Finding]]:
    (folder / "承诺.csv").write_text(text, encoding="utf-8")
    content: dict[str, Any] = {"metric": "revenue", "commitments": "承诺.csv", **goal}
    read, findings = read_commitments(profile(*TEAM, goals=[content]), None, folder)
    return read[content["metric"], "承诺.csv"], findings


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("姓名,承诺\n张伟,120万\n李娜,80万\n", [120_000_000, 80_000_000]),
        ("姓名,2027年承诺\n张伟,1200000\n李娜,800000\n", [120_000_000, 80_000_000]),
        ("姓名,全年承诺（万元）\n张伟,120\n李娜,80\n", [120_000_000, 80_000_000]),
        ("Person,Commitment 2027\nZhang Wei,1200\n李娜,0\n", [120_000, 0]),
        ("Name,2027\n张伟,1200\n李娜,800.50\n", [120_000, 80_050]),
        ("Name,Q1,Q2,Q3,Q4\n张伟,100,200,300,400\n李娜,1,1,1,1\n", [100_000, 400]),
        ("Name,Month,Commitment\n张伟,2027-01,5\n张伟,2027-02,6\n李娜,2027-01,7\n", [1_100, 700]),
        # the next year's is another goal
        ("Name,2027,2028\n张伟,1200,9999\n李娜,800,9999\n", [120_000, 80_000]),
    ],
)
def test_tables_of_commitments(tmp_path: Path, text: str, amounts: list[int]) -> None:
    found, _ = read(tmp_path, text)
    assert found.amounts.tolist() == amounts
    assert found.committed.tolist() == [True, True]
    assert found.total == sum(amounts)


def test_totals_are_not_counted_twice(tmp_path: Path) -> None:
    found, findings = read(tmp_path, "姓名,承诺\n张伟,100\n李娜,200\n合计,300\n")
    assert found.total == 30_000
    assert [finding.code for finding in findings] == ["N471"]


def test_who_is_missing_and_who_is_a_stranger(tmp_path: Path) -> None:
    found, findings = read(tmp_path, "姓名,承诺\n张伟,100\n王磊,200\n")
    assert (found.amounts.tolist(), found.committed.tolist()) == ([10_000, 0], [True, False])
    said = {finding.code: finding.values for finding in findings}
    assert said["W494"] == {"name": "王磊", "amount": "200"}
    assert said["N495"]["names"] == "李娜"


def test_a_goal_cannot_be_made_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(SalesplanError) as caught:
        read(tmp_path, "姓名,承诺\n王磊,200\n")
    assert [finding.code for finding in caught.value.findings] == ["W494", "E492"]


def test_counts_have_to_be_whole(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "姓名,承诺\n张伟,7\n李娜,5\n", metric="orders")
    assert found.amounts.tolist() == [7, 5]
    with pytest.raises(SalesplanError) as caught:
        read(tmp_path, "姓名,承诺\n张伟,7.5\n李娜,5\n", metric="orders")
    finding = caught.value.findings[0]
    assert (finding.code, finding.values["value"]) == ("E125", "7.5")
    assert (finding.place.row, finding.place.column) == (2, "承诺")


def test_commitments_to_compare_are_read_too(tmp_path: Path) -> None:
    goal = {"commitments": None, "annual": 100, "compare": [{"commitments": "承诺.csv"}]}
    found, _ = read(tmp_path, "姓名,承诺\n张伟,100\n李娜,200\n", **goal)
    assert found.total == 30_000


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    goal = {"metric": "revenue", "commitments": "nothing.xlsx"}
    with pytest.raises(SalesplanError) as caught:
        read_commitments(profile(*TEAM, goals=[goal]), None, tmp_path)
    assert [finding.code for finding in caught.value.findings] == ["E201"]


def test_nothing_is_read_without_need(tmp_path: Path) -> None:
    assert read_commitments(profile(*TEAM), None, tmp_path) == ({}, [])
