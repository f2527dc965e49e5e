from __future__ import annotations

import pytest

from salesplan.core.roster import alike_names, match_people, nearest, same
from salesplan.core.sales import UNASSIGNED
from salesplan.errors import Finding
from tests.core.builders import profile

TEAM = profile({"name": "张伟", "aliases": ["张伟(离线)"]}, {"name": "Li Na"}, {"name": "Zhao Min"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("张三 ", "张三"),
        ("  Li   Na", "li na"),
        ("LI NA", "li na"),
        ("Ｌｉ\u3000Ｎａ", "li na"),
        ("张伟（离线）", "张伟(离线)"),
        ("Straße", "strasse"),
        ("张 伟", "张伟"),
        ("欧 阳　娜", "欧阳娜"),
        ("张伟 Ann", "张伟 ann"),
        ("Sean O’Brien", "sean o'brien"),
        ("Sean O`Brien", "sean o'brien"),
        ("Sean O´Brien", "sean o'brien"),
        ("Anne–Marie", "anne-marie"),
        ("阿依古丽・买买提", "阿依古丽·买买提"),
        ("Lee, Ann", "lee, ann"),
    ],
)
def test_names_that_are_the_same(written: str, meant: str) -> None:
    assert same(written) == meant


def test_matching() -> None:
    matched, findings = match_people(
        TEAM, ["张伟（离线）", "li na", "Zhao Ming", UNASSIGNED, "张伟"]
    )
    assert matched == {"张伟（离线）": 0, "张伟": 0, "li na": 1}
    assert findings == [
        Finding("W401", values={"name": "Zhao Ming"}, nearest="Zhao Min"),
        Finding("W402", values={"name": "Zhao Min"}, nearest="Zhao Ming"),
    ]


def test_a_second_spelling_of_somebody_who_is_there_is_suggested() -> None:
    _, findings = match_people(TEAM, ["张伟", "Li Na", "Zhao Min", "Lina", "Adam"])
    assert findings == [
        Finding("W401", values={"name": "Adam"}),
        Finding("W401", values={"name": "Lina"}, nearest="Li Na"),
    ]


def test_a_name_turned_round_is_suggested_and_not_taken() -> None:
    matched, findings = match_people(TEAM, ["张伟", "Na, Li", "Zhao Min"])
    assert "Na, Li" not in matched
    assert findings == [
        Finding("W401", values={"name": "Na, Li"}, nearest="Li Na"),
        Finding("W402", values={"name": "Li Na"}, nearest="Na, Li"),
    ]


def test_names_that_may_be_one_person_without_a_team() -> None:
    names = ["Ann Lee", "ANN LEE", "Ann Leee", "Bob", "张 伟", "张伟", "张薇", UNASSIGNED]
    assert list(alike_names(names)) == [
        Finding("N404", values={"name": "ANN LEE", "other": "Ann Lee"}),
        Finding("N404", values={"name": "ANN LEE", "other": "Ann Leee"}),
        Finding("N404", values={"name": "Ann Lee", "other": "Ann Leee"}),
        Finding("N404", values={"name": "张 伟", "other": "张伟"}),
    ]


def test_the_order_of_names_changes_nothing() -> None:
    names = ["Zoe", "Li Na", "Adam"]
    assert match_people(TEAM, names) == match_people(TEAM, reversed(names))


def test_a_history_without_people_says_nothing_about_them() -> None:
    assert match_people(TEAM, [UNASSIGNED]) == ({}, [])


@pytest.mark.parametrize(
    ("name", "others", "expected"),
    [
        ("senor", ["junior", "senior", "expert"], "senior"),
        ("SENIOR", ["junior", "senior"], "senior"),
        ("xyz", ["junior", "senior"], None),
        ("xyz", [], None),
    ],
)
def test_nearest(name: str, others: list[str], expected: str | None) -> None:
    assert nearest(name, others) == expected
