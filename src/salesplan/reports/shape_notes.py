"""What the year's shape has in beside the season: Spring Festival, and growth within the year."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.core.festival import day_factors
from salesplan.core.plan import MetricPlan
from salesplan.core.seasonality import Seasonality
from salesplan.core.year_shape import YearShape
from salesplan.labels import Labels
from salesplan.reports.plan_view import View
from salesplan.reports.values import Role, Text


def shape_notes(labels: Labels, shape: Seasonality | YearShape) -> Iterator[Text]:
    """A note for each of them that was measured."""
    if shape.festival is not None:
        yield Text(_festival(labels, "festival_effects", shape.festival), Role.NOTE)
    if shape.growth:
        yield Text(labels("growth_within", growth=_signed(shape.growth, 1)), Role.NOTE)


def festival_days(view: View, metric: MetricPlan) -> Iterator[str]:
    """How a month falls into days around Spring Festival, where the stretch has some of them."""
    calendar, effects = view.plan.calendar, metric.season.festival
    if effects is None:
        return
    if (day_factors(calendar, effects)[calendar.slice_of(view.period)] != 1).any():
        yield _festival(view.labels, "festival_days", effects)


def _festival(labels: Labels, key: str, effects: tuple[float, float, float]) -> str:
    before, during, after = (_signed(effect, 0) for effect in effects)
    return labels(key, before=before, during=during, after=after)


def _signed(share: float, places: int) -> str:
    return f"{share:+.{places}%}".replace("-", "−")
