"""Chinese in lines: it has no blanks to break at, and may break nearly anywhere."""

from __future__ import annotations

import re
from typing import Final

from rich.cells import cell_len

_CHINESE: Final = re.compile("[\u4e00-\u9fff]")
_UNITS: Final = re.compile(
    r"[（《“]*(?:[+-]?¥)?(?:[!-~]+|[^!-~])[，。；：、）》”？！%]*", re.DOTALL
)
"""What a line of Chinese breaks between; ¥ stays with its amount."""


def folded(sentence: str, width: int) -> list[str]:
    """A sentence in lines of at most `width` columns.

    Chinese breaks between any two characters but before closing punctuation; words and numbers
    stay whole. Other sentences are one line here, and wrap at their blanks on the screen.
    """
    if not _CHINESE.search(sentence):
        return [sentence]
    lines = [""]
    for unit in _UNITS.findall(sentence):
        if cell_len(lines[-1] + unit.rstrip()) > width and lines[-1]:
            lines.append(unit.lstrip())
        else:
            lines[-1] += unit
    return [line.rstrip() for line in lines]
