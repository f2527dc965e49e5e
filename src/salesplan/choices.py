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
