"""Choices that the command line offers and the program knows, light enough to load at once."""

from enum import StrEnum


class Language(StrEnum):
    """Language of labels on screen and in workbooks."""

    EN = "en"
    ZH = "zh"


class SplitBy(StrEnum):
    """Who gets a workbook of their own."""

    TEAM = "team"
    REP = "rep"


class Stretch(StrEnum):
    """The stretches of the year that a review looks at, all of them containing the day."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    YEAR_TO_DATE = "ytd"


class Policy(StrEnum):
    """Who carries the gap to the elapsed targets when the rest of the year is planned anew."""

    OWN = "own"
    TEAM = "team"
    LANDING = "landing"
    FACTS = "facts"


class Balance(StrEnum):
    """Who takes the difference when targets changed by hand no longer add up to the goal."""

    PEOPLE = "people"
    MONTHS = "months"
    GOAL = "goal"
