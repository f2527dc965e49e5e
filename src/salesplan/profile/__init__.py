"""The schema of `targets.yaml`: the vocabulary of everything.

Periods in the profile are written as people write them: the last day of a leave or of an
employment is included. Inside the program every period is half-open, `[start, end)`.
Amounts are in the currency's main unit (元, not 分); shares and rates are fractions of one.
Problems that take more than one field to see are found by `contradictions`.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from salesplan.choices import Language
from salesplan.profile.calendar import Calendar, FiscalYear, Pattern, Weekday
from salesplan.profile.fields import Currency, DateRange, Days, Model, Number
from salesplan.profile.goals import (
    By,
    DriverChanges,
    Goal,
    LongTerm,
    Market,
    Shape,
    ShareChange,
    Source,
    Way,
)
from salesplan.profile.history import (
    Counting,
    DateOrder,
    DiscountMeaning,
    Duplicates,
    History,
    HistoryField,
    Join,
    JoinedField,
)
from salesplan.profile.levels import LevelPolicy, Levels
from salesplan.profile.limits import Bounds, Limits, Rates
from salesplan.profile.replanning import Replanning
from salesplan.profile.team import Change, Handover, Rep, Skills, Team, Weighting

__all__ = [
    "Bands",
    "Bounds",
    "By",
    "Calendar",
    "Change",
    "Counting",
    "Currency",
    "DateOrder",
    "DateRange",
    "Days",
    "DiscountMeaning",
    "DriverChanges",
    "Duplicates",
    "FiscalYear",
    "Goal",
    "Handover",
    "History",
    "HistoryField",
    "Join",
    "JoinedField",
    "LevelPolicy",
    "Levels",
    "Limits",
    "LongTerm",
    "Market",
    "Model",
    "Number",
    "Pattern",
    "Profile",
    "Rates",
    "Rep",
    "Replanning",
    "Shape",
    "ShareChange",
    "Skills",
    "Source",
    "Team",
    "Way",
    "Weekday",
    "Weighting",
    "profile_schema",
]


class Bands(Model):
    """From which pace on somebody is on track, or at risk; below that they are behind."""

    on_track: Annotated[Number, Field(gt=0)] = Decimal(1)
    """Pace (actual ÷ expected to date) from which on a person is on track: `100%`."""
    at_risk: Annotated[Number, Field(gt=0)] = Decimal("0.8")
    """Pace from which on a person is at risk rather than behind: `80%`."""


class Profile(Model):
    """A team, its goals and its calendar."""

    organisation: str = ""
    """Shown in titles."""
    language: Language = Language.EN
    """`en` or `zh`: labels on screen and in workbooks."""
    currency: Currency = "CNY"
    """Currency of all amounts, by its ISO code."""
    fiscal_year: FiscalYear = FiscalYear()
    """The year to plan."""
    calendar: Calendar = Calendar()
    """Working days."""
    history: History = History()
    """Past sales, from which come the year's shape, the level and the track records."""
    goals: tuple[Goal, ...] = Field(min_length=1)
    """What is to be reached, one entry a metric; the first is the main one."""
    weighting: Weighting = Weighting()
    """What decides a person's share besides skill level and presence."""
    skills: Skills = Skills()
    """Skill levels and ramp."""
    team: tuple[Team, ...] = Field(min_length=1)
    """Teams and their people, or levels of teams."""
    levels: Levels = Levels()
    """Which goal counts where those of levels and teams disagree."""
    handovers: tuple[Handover, ...] = ()
    """Customers or parts of a territory that pass from one person to another during the year."""
    review: Bands = Bands()
    """Status bands of a review."""
    replan: Replanning = Replanning()
    """What becomes of a gap when the rest of the year is planned anew."""

    @property
    def teams(self) -> tuple[Team, ...]:
        """The teams that have people, without the levels above them, in the order of the profile.

        Found anew each time: where it is needed often, a plan remembers it.
        """
        return tuple(leaf for team in self.team for leaf in team.leaves)

    @property
    def reps(self) -> tuple[Rep, ...]:
        """Everybody with targets, in the order of the profile."""
        return tuple(rep for team in self.teams for rep in team.reps)


def profile_schema() -> dict[str, Any]:
    """The profile's JSON Schema (draft 2020-12), for editors."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **Profile.model_json_schema(by_alias=True),
        "title": "salesplan targets.yaml",
    }
