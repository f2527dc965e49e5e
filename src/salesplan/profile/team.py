"""People, teams, skill levels, and what weighs how much, as the profile says them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, model_validator

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


class Change(Model):
    """What is different about a person from a day on; what is not said stays as it was."""

    from_: dt.date = Field(alias="from")
    """First day on which it holds, on any day of a month."""
    skill: str | None = None
    """Another skill level."""
    fte: Annotated[Number, Field(gt=0, le=1)] | None = None
    """Another share of a full-time job."""
    team: str | None = None
    """Another team, by its name; the targets of the days before stay with the team of before."""


class Handover(Model):
    """Customers, or a part of a territory, that pass from one person to another."""

    from_: str = Field(alias="from", min_length=1)
    """Who gives."""
    to: str = Field(min_length=1)
    """Who takes over."""
    date: dt.date
    """First day on which the receiver is responsible."""
    customers: tuple[str, ...] = ()
    """These customers: the part of the giver's past sales that was with them goes along."""
    share: Annotated[Number, Field(gt=0, le=1)] | None = None
    """This part of what the giver has then; without it and `customers`: all of it."""


class Rep(Model):
    """A person with targets."""

    name: str = Field(min_length=1, max_length=80)
    """As in the history; other spellings go to `aliases`."""
    skill: str = "intermediate"
    """One of the skill levels; 初级, 中级, 高级, 专家 are the default four, unless `skills` says
    otherwise."""
    title: str = ""
    """Job title, shown beside the name."""
    fte: Number = Field(default=Decimal(1), gt=0, le=1)
    """Share of a full-time job."""
    start: dt.date | None = None
    """First working day. People without one are taken to be past their ramp."""
    since: dt.date | None = None
    """The day from which the ramp counts, where that is before `start`."""
    end: dt.date | None = None
    """Last working day, included."""
    leave: tuple[Days, ...] = ()
    """Days away, first and last included."""
    ramp: tuple[Annotated[Number, Field(ge=0, le=1)], ...] | None = None
    """A ramp of one's own; `[]` for an experienced person who starts without one."""
    changes: tuple[Change, ...] = ()
    """Another level, FTE or team from a day on: `[{from: 2027-07-01, skill: senior}]`."""
    vacant: bool = False
    """A position without a person: its target counts, and the team holds it."""
    aliases: tuple[str, ...] = ()
    """Other spellings of the name in the history."""
    target: Limits | None = None
    """Limits on targets of the first goal: `1.2M` locks the year; `{min: …, max: …}`."""
    targets: dict[str, Limits] = Field(default_factory=dict)
    """Limits on targets of other goals, by metric: `{orders: {max: 300}}`."""


class Team(Model):
    """Some people with a lead, or a level above teams: either `reps` or `teams`."""

    name: str = Field(min_length=1, max_length=60)
    """Shown in tables and sheets."""
    lead: str | None = None
    """The team lead; may be one of the people, or not."""
    reps: tuple[Rep, ...] = Field(default=(), min_length=1)
    """The people who get targets."""
    teams: tuple[Team, ...] = Field(default=(), min_length=1)
    """The teams below, to any depth, where this is a level above teams."""
    goal: Annotated[Number, Field(gt=0)] | None = None
    """Its goal in the metric of the first goal, met as `levels` says: `8M`."""
    goals: dict[str, Annotated[Number, Field(gt=0)]] = Field(default_factory=dict)
    """Its goals in other metrics: `{orders: 300}`."""
    over_assignment: Number = Field(default=Decimal(0), ge=0, le=1)
    """How much more than its goal is handed down, on top of what comes from above: `3%`."""
    target: Limits | None = None
    """Limits on what the people's targets of the first goal add up to, as a person's."""
    targets: dict[str, Limits] = Field(default_factory=dict)
    """Limits on targets of other goals, by metric."""

    @model_validator(mode="before")
    @classmethod
    def _either(cls, value: object) -> object:
        """The empty one of the two, as a whole profile is written, is as good as none."""
        if not isinstance(value, dict) or not {"reps", "teams"} <= value.keys():
            return value
        empty = [key for key in ("reps", "teams") if value[key] in ((), [])]
        return {key: each for key, each in value.items() if len(empty) != 1 or key not in empty}

    @property
    def leaves(self) -> tuple[Team, ...]:
        """The teams with people: this one, or those below it."""
        if not self.teams:
            return (self,)
        return tuple(leaf for team in self.teams for leaf in team.leaves)
