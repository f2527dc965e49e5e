"""People, teams, skill levels, and what weighs how much, as the profile says them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from salesplan.profile.fields import Days, Model, Number
from salesplan.profile.limits import Limits


class Weighting(Model):
    """What decides a person's share besides skill level and presence."""

    track_record: Literal["auto"] | Annotated[Number, Field(ge=0, le=1)] = "auto"
    """`0`: skill levels alone; `1`: what people really sold alone; `auto`: credibility."""


class Skills(Model):
    """Skill levels and ramp."""

    levels: dict[str, Annotated[Number, Field(gt=0)]] = Field(
        default_factory=lambda: {
            "junior": Decimal("0.6"),
            "intermediate": Decimal("1.0"),
            "senior": Decimal("1.4"),
            "expert": Decimal("1.8"),
        },
        min_length=1,
    )
    """Weight of each skill level; only the proportions matter."""
    ramp: tuple[Annotated[Number, Field(ge=0, le=1)], ...] = (
        Decimal("0.25"),
        Decimal("0.5"),
        Decimal("0.75"),
    )
    """Productivity in the first, second, … month after a person's `start`; full after that."""


class Rep(Model):
    """A person with targets."""

    name: str = Field(min_length=1, max_length=80)
    """As in the history; other spellings go to `aliases`."""
    skill: str = "intermediate"
    """One of the skill levels."""
    title: str = ""
    """Job title, shown beside the name."""
    fte: Number = Field(default=Decimal(1), gt=0, le=1)
    """Share of a full-time job."""
    start: dt.date | None = None
    """First working day. People without one are taken to be past their ramp."""
    end: dt.date | None = None
    """Last working day, included."""
    leave: tuple[Days, ...] = ()
    """Days away, first and last included."""
    ramp: tuple[Annotated[Number, Field(ge=0, le=1)], ...] | None = None
    """A ramp of one's own; `[]` for an experienced person who starts without one."""
    aliases: tuple[str, ...] = ()
    """Other spellings of the name in the history."""
    target: Limits | None = None
    """Limits on targets of the first goal: `1.2M` locks the year; `{min: …, max: …}`."""
    targets: dict[str, Limits] = Field(default_factory=dict)
    """Limits on targets of other goals, by metric: `{orders: {max: 300}}`."""


class Team(Model):
    """Some people with a lead."""

    name: str = Field(min_length=1, max_length=60)
    """Shown in tables and sheets."""
    lead: str | None = None
    """The team lead; may be one of the people, or not."""
    reps: tuple[Rep, ...] = Field(min_length=1)
    """The people who get targets."""
    target: Limits | None = None
    """Limits on what the people's targets of the first goal add up to, as a person's."""
    targets: dict[str, Limits] = Field(default_factory=dict)
    """Limits on targets of other goals, by metric."""
