"""Who in the history is who on the team.

Names are compared after width, case and spaces are made alike; aliases count as the name. A name
that is merely similar is suggested, never taken.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.errors import Finding
from salesplan.profile import Profile


def same(name: str) -> str:
    """A name with width, case and spaces made alike."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def match_people(
    profile: Profile, names: Iterable[str], last: dt.date | None = None
) -> tuple[dict[str, int], list[Finding]]:
    """Position in `profile.reps` of each name in the history that is on the team.

    Findings name the people of the history who are not on the team, and the reverse, each with the
    most similar name of the other side. Who starts after `last`, the last day of the history, is
    not missed there.
    """
    known = {
        same(spelling): position
        for position, rep in enumerate(profile.reps)
        for spelling in (rep.name, *rep.aliases)
    }
    there = sorted(name for name in names if name != UNASSIGNED)
    found = {name: known[same(name)] for name in there if same(name) in known}
    strangers = [name for name in there if name not in found]
    present = set(found.values())
    missing = [
        rep.name
        for at, rep in enumerate(profile.reps)
        if at not in present and not (rep.start and last and rep.start > last)
    ]
    if not there:
        return found, []
    return found, [
        *(
            Finding("W401", values={"name": name}, nearest=nearest(name, missing))
            for name in strangers
        ),
        *(
            Finding("W402", values={"name": name}, nearest=nearest(name, strangers))
            for name in missing
        ),
    ]


def owners(profile: Profile, sales: Sales) -> tuple[npt.NDArray[np.int64], tuple[str, ...]]:
    """Whose each row of the sales is, and the names of those who are not on the team.

    A row's number is the position in `profile.reps`, or the number of people plus the position
    among the others, who stand in the order of the alphabet.
    """
    names = [str(name) for name in sales.rows["rep"].cat.categories]
    matched, _ = match_people(profile, names)
    others = tuple(sorted(set(names) - set(matched)))
    people = len(profile.reps)
    row = {name: people + at for at, name in enumerate(others)} | matched
    codes = np.array([row[name] for name in names], dtype=np.int64)
    return codes[sales.rows["rep"].cat.codes.to_numpy()], others


def nearest(name: str, others: Iterable[str], cutoff: float = 60) -> str | None:
    """The most similar of the other names, or None where none is close (0–100)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (imported where used: start-up)

    keys: Mapping[str, str] = {other: same(other) for other in others}
    best = process.extractOne(same(name), keys, scorer=fuzz.ratio, score_cutoff=cutoff)
    return str(best[2]) if best else None
