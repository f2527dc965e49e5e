from __future__ import annotations

from typing import Any

import pytest

from salesplan.core.consistency import contradictions
from salesplan.profile import Profile

Path = tuple[str | int, ...]


def found(
    east: list[dict[str, Any]], west: list[dict[str, Any]] | None = None, **fields: object
) -> list[tuple[str, Path]]:
    """Codes with their places."""
    profile = Profile.model_validate(
        {
            "goals": [{"metric": "calls", "annual": 1200}],
            "team": [
                {"name": "East", "reps": east},
                {"name": "West", "reps": west or [{"name": "Zoe"}]},
            ],
            **fields,
        }
    )
    return [(finding.code, path) for path, finding in contradictions(profile)]


def at(*steps: str | int, team: int = 0, row: int = 0) -> Path:
    return ("team", team, "reps", row, *steps)


def changing(*changes: dict[str, Any], **fields: object) -> list[dict[str, Any]]:
    return [{"name": "Ann", "changes": list(changes), **fields}]


MOVE = {"from": "2027-07-01", "team": "West"}


@pytest.mark.parametrize(
    ("east", "west"),
    [
        (changing(MOVE), [{"name": "Bob"}]),
        (changing(MOVE, {"from": "2027-09-01", "fte": 0.5}), None),
        ([{"name": "Ann", "end": "2027-06-30"}], [{"name": "ann", "start": "2027-07-01"}]),
        (changing({"from": "2027-07-01", "skill": "senior", "team": "East"}), None),
        ([{"name": "Ann", "start": "2027-07-01", "since": "2027-02-01"}], None),
    ],
)
def test_what_can_be(east: list[dict[str, Any]], west: list[dict[str, Any]] | None) -> None:
    assert found(east, west) == []


@pytest.mark.parametrize(
    ("east", "west", "expected"),
    [
        # without days the same name is two people, or an entry too many
        ([{"name": "Ann"}], [{"name": "ANN"}], ("E131", at("name", team=1))),
        ([{"name": "Ann"}, {"name": "Ann"}], None, ("E131", at("name", row=1))),
        # in two teams on 30 June
        (
            [{"name": "Ann", "end": "2027-06-30"}],
            [{"name": "Ann", "start": "2027-06-30"}],
            ("E170", at("name", team=1)),
        ),
        (changing(MOVE), [{"name": "Ann", "start": "2027-08-01"}], ("E170", at("name", team=1))),
        # back again
        (changing(MOVE, {"from": "2027-09-01", "team": "East"}), None, ("E171", at("name"))),
        (
            [{"name": "Ann", "end": "2027-03-31"}, {"name": "Ann", "start": "2027-06-01"}],
            None,
            ("E171", at("name", row=1)),
        ),
        (
            [{"name": "Ann", "end": "2027-03-31"}],
            [{"name": "Ann", "start": "2027-06-01", "vacant": True}],
            ("E131", at("name", team=1)),
        ),
        ([{"name": "Ann", "since": "2027-01-01"}], None, ("E172", at("since"))),
        (
            [{"name": "Ann", "start": "2027-01-01", "since": "2027-01-02"}],
            None,
            ("E172", at("since")),
        ),
        (changing({"from": "2027-07-01"}), None, ("E173", at("changes", 0))),
        (
            changing({"from": "2027-07-01", "skill": "king"}),
            None,
            ("E104", at("changes", 0, "skill")),
        ),
        (
            changing({"from": "2027-07-01", "team": "Wst"}),
            None,
            ("E174", at("changes", 0, "team")),
        ),
        (changing(MOVE, start="2027-07-01"), None, ("E175", at("changes", 0, "from"))),
        (changing(MOVE, end="2027-06-30"), None, ("E175", at("changes", 0, "from"))),
        (
            changing(MOVE, {"from": "2027-07-01", "fte": 0.5}),
            None,
            ("E176", at("changes", 1, "from")),
        ),
    ],
)
def test_what_cannot_be(
    east: list[dict[str, Any]],
    west: list[dict[str, Any]] | None,
    expected: tuple[str, Path],
) -> None:
    assert found(east, west) == [expected]


@pytest.mark.parametrize(
    ("handover", "expected"),
    [
        ({"from": "ann", "to": "Zoe"}, []),
        ({"from": "An", "to": "Zoe"}, [("E177", ("handovers", 0, "from"))]),
        ({"from": "Ann", "to": "Zo"}, [("E177", ("handovers", 0, "to"))]),
        ({"from": "Ann", "to": "ann"}, [("E178", ("handovers", 0, "to"))]),
        (
            {"from": "Ann", "to": "Zoe", "customers": ["A"], "share": 0.5},
            [("E179", ("handovers", 0, "share"))],
        ),
    ],
)
def test_handovers(handover: dict[str, Any], expected: list[tuple[str, Path]]) -> None:
    dated = {"date": "2027-04-01", **handover}
    assert found([{"name": "Ann"}], handovers=[dated]) == expected
