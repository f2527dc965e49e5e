"""The words of the help, in the language of the computer: no other is known so early."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from salesplan.choices import Language
from salesplan.speaker import language_here

TYPERS_OWN: Final = (
    "ARGUMENTS_PANEL_TITLE",
    "OPTIONS_PANEL_TITLE",
    "COMMANDS_PANEL_TITLE",
    "REQUIRED_LONG_STRING",
    "DEFAULT_STRING",
    "ERRORS_PANEL_TITLE",
    "RICH_HELP",
)


@cache
def _words() -> Mapping[str, str]:
    """English → what to say in its place."""
    if language_here() is Language.EN:
        return {}
    from salesplan.labels.help_terms import HELP

    return HELP


def said(text: str) -> str:
    """The same in the language of the computer."""
    return _words().get(text, text)


def translate_typer() -> None:
    """Say Typer's own words in that language too, where it is about to say something."""
    if not _words():
        return
    from typer import rich_utils

    from salesplan.outputs.screen import Paragraph

    for name in TYPERS_OWN:
        setattr(rich_utils, name, said(getattr(rich_utils, name, "")))

    def paragraph(*, text: str, style: str = "", markup_mode: str) -> Paragraph:  # noqa: ARG001
        return Paragraph(text, style)

    # What it makes of a text else is cut off where no blank is left to break at.
    rich_utils._make_rich_text = paragraph
