"""Saying things in the user's language, on the right stream: results on stdout, messages on stderr.

This is the one place where a `SalesplanError` becomes text, or JSON, and an exit code.
"""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from salesplan.choices import Language

if TYPE_CHECKING:
    from salesplan.errors import Finding, SalesplanError
    from salesplan.labels import Labels
    from salesplan.outputs.screen import Screen

_UNDELIVERED: Final = "E310"


class Speaker:
    """Says things in the user's language, on the right stream.

    `asked` is the language that the user wants, `guess` the one to speak before another is known;
    who is `silent` shows no progress.
    """

    def __init__(self, asked: Language | None, guess: Language, *, silent: bool) -> None:
        self._asked = asked
        self._silent = silent
        self.labels = self.use(guess)

    def use(self, language: Language | None) -> Labels:
        """Speak this language from now on, unless there is none or the user wants another."""
        from salesplan.labels import Labels

        wanted = self._asked or language
        if wanted is not None:
            self.labels = Labels(wanted)
        return self.labels

    @contextmanager
    def working(self, key: str) -> Iterator[None]:
        """Show that something is going on, on a terminal only."""
        if self._silent or not sys.stderr.isatty():
            yield
            return
        with console_on(stderr=True).status(self.labels(key)):
            yield


@contextmanager
def speaking(
    profile_path: Path | None,
    language: Language | None,
    *,
    as_json: bool = False,
    quiet: bool = False,
    writes: bool = True,
) -> Iterator[Speaker]:
    """Turn a `SalesplanError` into text, or JSON, and an exit code.

    The language is the one asked for, or else that of the profile, also of one that has errors;
    where there is none that of the computer, until `Speaker.use` says another.
    """
    from salesplan.errors import SalesplanError

    guess = language or _language_of(profile_path)
    speaker = Speaker(language, guess, silent=quiet or as_json)
    try:
        yield speaker
    except SalesplanError as error:
        findings = [_placed(found, profile_path) for found in error.findings]
        code = error.exit_code
        try:
            if as_json and not _undelivered(error):
                _print_errors(speaker.labels, findings)
            else:
                _show_errors(speaker.labels, findings, writes=writes and not _undelivered(error))
        except SalesplanError as unsaid:
            code = unsaid.exit_code
            with suppress(SalesplanError):  # where it cannot be said on stderr either
                _show_errors(speaker.labels, unsaid.findings, writes=False)
        raise typer.Exit(int(code)) from None


def _undelivered(error: SalesplanError) -> bool:
    """Whether the results themselves could not be written."""
    return any(found.code == _UNDELIVERED for found in error.findings)


def _placed(finding: Finding, profile_path: Path | None) -> Finding:
    """What planning finds wrong is wrong in the profile."""
    from salesplan.errors import Place

    planned = finding.code.startswith(("E42", "E43", "E49", "E152", "E193"))
    planned &= finding.code not in {"E430", "E439"}
    if str(finding.place) or profile_path is None or not planned:
        return finding
    return replace(finding, place=Place(str(profile_path)))


def _language_of(profile_path: Path | None) -> Language:
    """The language of a profile before it is read; that of the computer where there is none."""
    if profile_path is None or not profile_path.is_file():
        return language_here()
    from salesplan.inputs.profile_file import language_of

    return Language(language_of(profile_path) or Language.EN)


def language_here() -> Language:
    """The language of the computer, as its user has set it."""
    settings = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, settings), None) or locale.getlocale()[0] or ""  # Windows: the latter
    return Language.ZH if name.lower().startswith(("zh", "chinese")) else Language.EN


def console_on(*, stderr: bool = False) -> Screen:
    """A screen for results, or for messages."""
    from salesplan.outputs.screen import Screen

    return Screen(stderr=stderr)


def _print_errors(labels: Labels, findings: Sequence[Finding]) -> None:
    from salesplan.outputs.streams import print_json
    from salesplan.reports.plan_data import findings_data

    data = findings_data(labels, findings)
    print_json({"format": "salesplan.errors", "version": 1, "findings": data})


def _show_errors(labels: Labels, findings: Sequence[Finding], *, writes: bool) -> None:
    from salesplan.errors import errors_among
    from salesplan.outputs.terminal import print_findings

    console = console_on(stderr=True)
    print_findings(console, labels, findings)
    count = len(errors_among(findings))
    if writes:
        console.print(labels("one_error") if count == 1 else labels("errors", count=count))
    else:
        console.print(labels.counted("error_count", count))
