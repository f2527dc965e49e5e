"""Spellings of one name: 张 伟 and 张伟, ACME Ltd and acme ltd, are one name in all that follows.

Names are one where `core.roster.same` makes them equal, that is without width, case, kinds of
apostrophes and hyphens, and spaces between Chinese characters. What is merely similar stays apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from salesplan.core.roster import same
from salesplan.errors import Finding
from salesplan.inputs.arrays import Ints

_BETWEEN: Final = "[ '’‘ʼ′`´‐‑–—−•‧・·-]"
"""Spaces and marks of which `core.roster.same` takes some for others."""
_SPACED: Final = re.compile(r"[\u4e00-\u9fff]\s+[\u4e00-\u9fff]")


def with_one_spelling(
    rows: pd.DataFrame, fields: Sequence[str]
) -> tuple[pd.DataFrame, list[Finding]]:
    """The rows with one spelling of each name in some of their `fields`, and what was united.

    A spelling without a space between Chinese characters comes before those with one: 张 伟 only
    makes columns even. Then the most frequent is kept; of equally frequent ones that with the
    fewest spaces, then the first by the alphabet.
    """
    united, findings = {}, []
    for field in (field for field in fields if field in rows):
        names = rows[field].cat
        spellings = list(_spellings(pa.array(names.categories.to_numpy(object), pa.string())))
        if not spellings:
            continue
        codes = names.codes.to_numpy().astype(np.int64)
        united[field], finding = _united(field, names.categories, codes, spellings)
        findings.append(finding)
    return (rows.assign(**united) if united else rows), findings


def _spellings(names: pa.Array) -> Iterator[list[int]]:
    """The positions of the names that are one, where there are several."""
    # Most names have one spelling: only those alike without spaces and marks are looked at closely.
    bare = pc.replace_substring_regex(pc.utf8_lower(names), _BETWEEN, "")
    codes = pc.dictionary_encode(bare).indices
    rough = codes.to_numpy(zero_copy_only=False)
    often = np.flatnonzero(np.bincount(rough, minlength=1)[rough] > 1)
    alike: dict[str, list[int]] = defaultdict(list)
    for at, name in zip(often.tolist(), names.take(pa.array(often)).to_pylist(), strict=True):
        alike[same(name)].append(at)
    yield from (positions for positions in alike.values() if len(positions) > 1)


def _united(
    field: str, names: pd.Index, codes: Ints, spellings: Sequence[Sequence[int]]
) -> tuple[pd.Categorical, Finding]:
    """The column with one name for each of the `spellings`, and what is said about it."""
    counts = np.bincount(codes[codes >= 0], minlength=len(names))
    kept = np.arange(len(names))
    for positions in spellings:
        kept[positions] = min(positions, key=lambda at: _order(str(names[at]), int(counts[at])))
    moved = np.flatnonzero(kept != np.arange(len(names)))
    most = int(moved[np.argmax(counts[moved])])
    values = {
        "field": field,
        "names": len(spellings),
        "rows": int(counts[moved].sum()),
        "spelling": str(names[most]),
        "name": str(names[kept[most]]),
    }
    left = np.unique(kept)
    # The last is for missing names, whose code is −1.
    lookup = np.append(np.searchsorted(left, kept), -1)
    return pd.Categorical.from_codes(lookup[codes], names[left]), Finding("N212", values=values)


def _order(name: str, count: int) -> tuple[bool, int, int, str]:
    """The spelling that is kept comes first."""
    return _SPACED.search(name) is not None, -count, name.count(" "), name
