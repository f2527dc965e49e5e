"""What makes targets good ones: the thresholds of the plan check, and where they are from.

Shares, rates and probabilities are fractions of one.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Final

ADVISED: Final = (0.55, 0.70)
"""Advised share of people who reach their target."""
OBSERVED: Final = (0.47, 1.01)
"""What the field sees (Forrester): share of people who reach theirs, and median attainment."""
FEW: Final = 1 / 3
"""Where two of three people miss, a target tells good work from bad no more."""
NEARLY_ALL: Final = 0.9
"""Where nine of ten reach theirs, targets ask for nothing."""
BEHIND: Final = 0.8
"""Attainment below which people are behind, as reviews have it; half of them below the median."""
FAR: Final = Fraction(5, 4)
"""A target this many times the best twelve months is far beyond them, as for the goal check."""
MANY: Final = Fraction(1, 2)
"""Part of the people for whom it may be far."""
SURE: Final = 0.05
"""A correlation that chance alone makes more often than this is none."""
CLEAR: Final = 0.3
"""From here an effect is called medium (Cohen 1988)."""
STRONG: Final = 0.5
"""From here it is called large."""
OVERLOAD: Final = 1.2
"""A load beside the average one: six days' work in five."""
USUAL_OVER: Final = Fraction(5, 100)
"""Over-assignment is usually no more than 5 to 10 % (WorldatWork 2012)."""
MOST_OVER: Final = Fraction(10, 100)
FEWEST_CARRYING: Final = 3
"""Of two people one always carries half."""
SHARE_OF_TEAM: Final = Fraction(1, 3)
"""What one person may carry, or twice an equal share where that is more; never half."""
HALF: Final = Fraction(1, 2)
DISCLOSED: Final = 0.1
"""From a tenth of sales on, a customer is told of in annual reports (US GAAP, ASC 280-10-50-42)."""
DEPENDENT: Final = 0.2
"""A fifth of sales lost is a target missed; reviews call it a risk, too."""


class Check(StrEnum):
    """What is checked, in the order in which it is shown."""

    REACHING = "reaching"
    MEDIAN = "median"
    GROWTH = "growth"
    FAIRNESS = "fairness"
    LOAD = "load"
    OVER = "over"
    CARRIERS = "carriers"
    CUSTOMERS = "customers"


class Rating(StrEnum):
    """What a check finds."""

    FINE = "fine"
    WATCH = "watch"
    ACT = "act"
    UNKNOWN = "unknown"


def rate_reaching(share: float) -> Rating:
    """By the share of people who can be expected to reach their target."""
    if not FEW <= share <= NEARLY_ALL:
        return Rating.ACT
    return Rating.FINE if ADVISED[0] <= share <= ADVISED[1] else Rating.WATCH


def rate_median(attainment: float) -> Rating:
    """By the expected median attainment."""
    if attainment < BEHIND:
        return Rating.ACT
    return Rating.FINE if attainment >= 1 else Rating.WATCH


def rate_growth(far: int, people: int) -> Rating:
    """By how many people are asked for far more than they ever did."""
    if Fraction(far, people) >= MANY:
        return Rating.ACT
    return Rating.WATCH if far else Rating.FINE


def rate_fairness(correlation: float, chance: float) -> Rating:
    """By the correlation of target and expected attainment, where chance alone does not make it."""
    if chance >= SURE or abs(correlation) < CLEAR:
        return Rating.FINE
    return Rating.ACT if abs(correlation) >= STRONG else Rating.WATCH


def rate_load(heaviest: float, heaviest_team: float) -> Rating:
    """By the largest load of a person and of a team, beside that of the whole."""
    if heaviest_team > OVERLOAD:
        return Rating.ACT
    return Rating.WATCH if heaviest > OVERLOAD else Rating.FINE


def rate_over(over: Fraction) -> Rating:
    """By how much all targets exceed the goal, or fall short of it."""
    if over < 0 or over > MOST_OVER:
        return Rating.ACT
    return Rating.WATCH if over > USUAL_OVER else Rating.FINE


def most_carried(people: int) -> Fraction:
    """The part of the goal that one of some people may carry."""
    return min(max(SHARE_OF_TEAM, Fraction(2, people)), HALF)


def rate_carriers(part: Fraction, people: int) -> Rating:
    """By the part of the goal that one person carries; unknown of one or two people."""
    if people < FEWEST_CARRYING:
        return Rating.UNKNOWN
    if part >= HALF:
        return Rating.ACT
    return Rating.WATCH if part >= most_carried(people) else Rating.FINE


def rate_customers(largest: float) -> Rating:
    """By the part of last year's sales that one customer bought."""
    if largest >= DEPENDENT:
        return Rating.ACT
    return Rating.WATCH if largest >= DISCLOSED else Rating.FINE
