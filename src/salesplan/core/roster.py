"""Who in the history is who on the team.

Names are compared after width, case, spaces, apostrophes, hyphens and middle dots are made alike;
aliases count as the name. A name that is merely similar, or turned round, is suggested, never
taken.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from salesplan.core.sales import UNASSIGNED
from salesplan.errors import Finding
from salesplan.profile import Profile, Rep

_BETWEEN_CHARACTERS: Final = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_MARKS: Final = str.maketrans(
    {**dict.fromkeys("’‘ʼ′`´", "'"), **dict.fromkeys("‐‑–—−", "-"), **dict.fromkeys("•‧・", "·")}
)
"""Ways to write the same mark: what word processors make of it, and what keyboards have."""
_LIKELY: Final = 75
"""How similar, of 100, a name must be to that of somebody who is in the history anyway."""
_ALIKE: Final = 85
"""The same for two names of which nobody knows whether they are on the team."""
_MOST_COMPARED: Final = 1000


def same(name: str) -> str:
    """A name with width, case, spaces and marks made alike: O’Brien is O'Brien.

    Between Chinese characters spaces only make columns even: 张 伟 is 张伟.
    """
    # Before width, which would make a blank and an accent of ´.
    wide = unicodedata.normalize("NFKC", name.translate(_MARKS)).translate(_MARKS)
    plain = " ".join(wide.casefold().split())
    return _BETWEEN_CHARACTERS.sub("", plain)


def match_people(
    profile: Profile, names: Iterable[str], last: dt.date | None = None
) -> tuple[dict[str, int], list[Finding]]:
    """Position in `profile.reps` of each name in the history that is on the team.

    Of a person with several rows it is the one that begins first; vacant positions are nobody's.

    Findings name the people of the history who are not on the team, and the reverse, each with the
    most similar name of the other side, or of the team. Who starts after `last`, the last day of
    the history, is not missed there.
    """
    reps = profile.reps
    order = sorted(range(len(reps)), key=lambda at: reps[at].start or dt.date.min)
    people = {same(reps[at].name): at for at in reversed(order) if not reps[at].vacant}
    known = {
        same(spelling): people[same(rep.name)]
        for rep in reps
        if not rep.vacant
        for spelling in (rep.name, *rep.aliases)
    }
    there = sorted(name for name in names if name != UNASSIGNED)
    found = {name: known[same(name)] for name in there if same(name) in known}
    strangers = [name for name in there if name not in found]
    present = set(found.values())
    missing = [
        reps[at].name
        for at in sorted(people.values())
        if at not in present and not _later(reps[at], last)
    ]
    if not there:
        return found, []
    team = [reps[at].name for at in sorted(people.values())]
    meant = {n: nearest(n, missing) or nearest(n, team, _LIKELY) for n in strangers}
    return found, [
        *(Finding("W401", values={"name": name}, nearest=meant[name]) for name in strangers),
        *(
            Finding("W402", values={"name": name}, nearest=nearest(name, strangers))
            for name in missing
        ),
    ]


def _later(rep: Rep, last: dt.date | None) -> bool:
    """Whether somebody only starts after the last day."""
    return rep.start is not None and last is not None and rep.start > last


def alike_names(names: Iterable[str]) -> Iterator[Finding]:
    """Pairs of names that may be one person's, where there is no team to say so."""
    from rapidfuzz import fuzz  # noqa: PLC0415 (imported where used: start-up)

    there = sorted(name for name in names if name != UNASSIGNED)[:_MOST_COMPARED]
    for first, second in combinations(there, 2):
        if fuzz.ratio(same(first), same(second), score_cutoff=_ALIKE):
            yield Finding("N404", values={"name": first, "other": second})


def nearest(name: str, others: Iterable[str], cutoff: float = 60) -> str | None:
    """The most similar of the other names, or None where none is close (0–100)."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 (imported where used: start-up)

    keys: Mapping[str, str] = {other: same(other) for other in others}
    mine = same(name)
    for other, key in keys.items():
        if key != mine and _turned(key) == _turned(mine):
            return other
    best = process.extractOne(mine, keys, scorer=fuzz.ratio, score_cutoff=cutoff)
    return str(best[2]) if best else None


def _turned(name: str) -> str:
    """`gonzalez, maria` as `maria gonzalez`; other names as they are."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() else name
