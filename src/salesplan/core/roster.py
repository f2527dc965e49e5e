"""Who in the history is who on the team.

Names are compared after width, case and spaces are made alike; aliases count as the name. A name
that is merely similar is suggested, never taken.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

import numpy as np
import numpy.typing as npt

from salesplan.core.sales import UNASSIGNED, Sales
from salesplan.errors import Finding
from salesplan.profile import Profile

_BETWEEN_CHARACTERS: Final = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_LIKELY: Final = 75
"""How similar, of 100, a name must be to that of somebody who is in the history anyway."""
_ALIKE: Final = 85
"""The same for two names of which nobody knows whether they are on the team."""
_MOST_COMPARED: Final = 1000


def same(name: str) -> str:
    """A name with width, case and spaces made alike.

    Between Chinese characters spaces only make columns even: 张 伟 is 张伟.
    """
    plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
    return _BETWEEN_CHARACTERS.sub("", plain)


def match_people(
    profile: Profile, names: Iterable[str], last: dt.date | None = None
) -> tuple[dict[str, int], list[Finding]]:
    """Position in `profile.reps` of each name in the history that is on the team.

    Findings name the people of the history who are not on the team, and the reverse, each with the
    most similar name of the other side, or of the team. Who starts after `last`, the last day of
    the history, is not missed there.
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
    team = [rep.name for rep in profile.reps]
    meant = {n: nearest(n, missing) or nearest(n, team, _LIKELY) for n in strangers}
    return found, [
        *(Finding("W401", values={"name": name}, nearest=meant[name]) for name in strangers),
        *(
            Finding("W402", values={"name": name}, nearest=nearest(name, strangers))
            for name in missing
        ),
    ]


def alike_names(names: Iterable[str]) -> Iterator[Finding]:
    """Pairs of names that may be one person's, where there is no team to say so."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (imported where used: start-up)

    there = sorted(name for name in names if name != UNASSIGNED)[:_MOST_COMPARED]
    for first, second in combinations(there, 2):
        if fuzz.ratio(same(first), same(second), score_cutoff=_ALIKE):
            yield Finding("N404", values={"name": first, "other": second})


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
