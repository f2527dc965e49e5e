"""What several reports say in the same words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from salesplan.choices import Language
from salesplan.core.recent_halves import RecentHalves
from salesplan.core.scenario import Supposed
from salesplan.labels import Labels

_DIGITS: Final = 3


def halves_clause(halves: RecentHalves, labels: Labels) -> str:
    """Why a forecast does not go on as the last twelve months did; a clause, not a sentence."""
    return labels("halves_told", older=f"{halves.older:+.1%}", newer=f"{halves.newer:+.1%}")


def as_sentence(clause: str, labels: Labels) -> str:
    """The clause as a sentence of its own."""
    return clause[0].upper() + clause[1:] + labels("sentence_end")


def followed_by(text: str, sentence: str, labels: Labels) -> str:
    """A text and one more sentence."""
    between = " " if labels.language is Language.EN else ""
    return text + between + sentence


def supposed_lines(scenario: Sequence[Supposed], labels: Labels) -> list[str]:
    """What a scenario supposes: `goals.revenue.annual: 750_000 → 13M`."""
    none = labels("not_set")
    return [
        labels("supposed", path=each.path, before=each.before or none, after=each.after or none)
        for each in scenario
    ]


def in_three_digits(value: Decimal) -> Decimal:
    """An estimate as it is said, in whole units: more digits would pretend to know it better."""
    places = max(0, value.adjusted() + 1 - _DIGITS)
    return round(value.scaleb(-places)) * Decimal(10) ** places
