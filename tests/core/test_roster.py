from __future__ import annotations

import pytest

from salesplan.core.roster import match_people, nearest, same
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
