"""Cells that seem to name several people, where nobody said what stands between names.

They are suggested, never divided: 张伟/李娜 may be a pair that sells together, A/S 北京 is a code.
Surer is a cell whose names all stand alone elsewhere in the column.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from salesplan.core.roster import same
from salesplan.errors import Finding, Place
from salesplan.inputs.arrays import Mask
from salesplan.inputs.cells import Reading, encoded
from salesplan.inputs.columns import field_named
from salesplan.inputs.credits import people_in
from salesplan.inputs.period_names import parse_period
from salesplan.inputs.summaries import is_called_summary
from salesplan.inputs.sums import in_figures
from salesplan.inputs.tables import Table

_USUAL: Final = "/、&+,;|"
_LISTED: Final = 3
_CHINESE: Final = re.compile("[\u4e00-\u9fff·]{2,4}")
_NO_PERSON: Final = re.compile(
    "[店部组組区區省市县縣队隊司线線仓倉门門表单單账賬库庫类類品]$"
    "|^[华華西东東南北中]{1,2}[东東南西北中部]?$|^sheet|明细|明細|数据|數據|销售|銷售",
    re.I,
)
"""What sheets are called by besides people: shops, departments, regions, lists."""
_WORD: Final = r"[^\W\d_][^\W\d_.'’-]+[^\W\d_]*"
_OTHER: Final = re.compile(rf"{_WORD}(?: (?:[^\W\d_]\.|[^\W\d_]?{_WORD})){{0,2}}")


def suggest_separators(
    table: Table, separators: str, used: Mask, amounts: Reading, decimals: int
) -> Iterator[Finding]:
    """What is said of the used rows whose person seems to be several."""
    position = table.choice.positions.get("rep")
    if position is None:
        return
    codes, texts = encoded(table.column(position))
    signs = "".join(sign for sign in _USUAL if sign not in separators)
    names = [unicodedata.normalize("NFKC", text) for text in texts.to_pylist()]
    known = {same(name) for name in names}
    parts = [people_in(name, signs) for name in names]
    several = [len(each) > 1 and all(same(part) in known for part in each) for each in parts]
    likely = [
        _look_like_people(name, each) and not sure
        for name, each, sure in zip(names, parts, several, strict=True)
    ]
    # The last entry is for missing cells, whose code is −1.
    surely, maybe = (
        np.flatnonzero(np.array([*which, False])[codes] & used) for which in (several, likely)
    )
    cells = {int(code) for rows in (surely, maybe) for code in codes[rows]}
    found = separators + "".join(s for s in signs if any(s in names[code] for code in cells))
    if surely.size:
        values = {"value": names[codes[surely[0]]].strip(), "separators": found}
        yield Finding("W248", table.place(int(surely[0]), position), values, count=len(surely))
    if maybe.size:
        values = {
            "names": _listed([names[code].strip() for code in dict.fromkeys(codes[maybe])]),
            "rows": len(maybe),
            "total": in_figures(int(amounts.values[maybe].sum()), decimals),
            "separators": found,
        }
        yield Finding("N244", table.place(int(maybe[0]), position), values)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")


def _look_like_people(cell: str, parts: Sequence[str]) -> bool:
    """Whether each part of a cell is like a name: 张伟, Ann, Bob Ray.

    Smith, Ann is one person.
    """
    if len(parts) < 2:
        return False
    by_comma = "," in cell and not all(" " in part for part in parts)
    chinese = all(map(_CHINESE.fullmatch, parts))
    return chinese or (not by_comma and all(map(is_like_a_name, parts)))


def is_like_a_name(text: str) -> bool:
    """Whether a text may be somebody's name: 张伟, Ann, Bob Ray."""
    if _CHINESE.fullmatch(text):
        return True
    return text[:1].isupper() and bool(_OTHER.fullmatch(text)) and not text.isupper()


def with_people_by_sheet(findings: Sequence[Finding]) -> list[Finding]:
    """What is said of a file whose tables have no people, if its sheets are called like some.

    One finding for all, in place of one for each.
    """
    nobody = [found for found in findings if found.code == "W221" and found.place.sheet]
    names = list(dict.fromkeys(str(found.place.sheet).strip() for found in nobody))
    if len(names) < 2 or not all(_may_name_a_person(name) for name in names):
        return list(findings)
    place = Place(nobody[0].place.file)
    values = {"names": _listed(names), "count": len(names)}
    rest = [found for found in findings if found not in nobody]
    return [*rest, Finding("W228", place, values)]


def _may_name_a_person(name: str) -> bool:
    other = parse_period(name) or field_named(name) or is_called_summary(name)
    return is_like_a_name(name) and not other and not _NO_PERSON.search(name)
