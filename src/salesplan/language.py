"""The languages that the program speaks."""

from enum import StrEnum


class Language(StrEnum):
    """Language of labels on screen and in workbooks."""

    EN = "en"
    ZH = "zh"
