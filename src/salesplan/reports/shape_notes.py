"""What the year's shape has in beside the season: Spring Festival, and growth within the year."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.seasonality import Seasonality
from salesplan.core.year_shape import YearShape
from salesplan.labels import Labels
from salesplan.reports.values import Role, Text


def shape_notes(labels: Labels, shape: Seasonality | YearShape) -> Iterator[Text]:
    """A note for each of them that was measured."""
    if shape.festival is not None:
        before, during, after = (_signed(effect, 0) for effect in shape.festival)
        text = labels("festival_effects", before=before, during=during, after=after)
        yield Text(text, Role.NOTE)
    if shape.growth:
        yield Text(labels("growth_within", growth=_signed(shape.growth, 1)), Role.NOTE)


def _signed(share: float, places: int) -> str:
    return f"{share:+.{places}%}".replace("-", "−")
