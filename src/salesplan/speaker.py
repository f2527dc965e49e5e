"""Saying things in the user's language, on the right stream: results on stdout, messages on stderr.

This is the one place where a `SalesplanError` becomes text, or JSON, and an exit code.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from salesplan.choices import Language

if TYPE_CHECKING:
    from rich.console import Console

    from salesplan.errors import Finding
    from salesplan.labels import Labels


class Speaker:
    """Says things in the user's language, on the right stream."""

    def __init__(self, language: str) -> None:
        self.labels = self.use(language)

    def use(self, language: str) -> Labels:
        """Speak this language from now on."""
        from salesplan.labels import Labels

        self.labels = Labels(Language(language))
        return self.labels

    @contextmanager
    def working(self, key: str, *, quiet: bool) -> Iterator[None]:
        """Show that something is going on, on a terminal only."""
        if quiet or not sys.stderr.isatty():
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
    writes: bool = True,
) -> Iterator[Speaker]:
    """Turn a `SalesplanError` into text, or JSON, and an exit code."""
    from salesplan.errors import SalesplanError

    speaker = Speaker(language or _guess_language(profile_path))
    try:
        yield speaker
    except SalesplanError as error:
        findings = [_placed(found, profile_path) for found in error.findings]
        if as_json:
            from salesplan.reports.plan_data import findings_data

            data = findings_data(speaker.labels, findings)
            print_json({"format": "salesplan.errors", "version": 1, "findings": data})
        else:
            _show_errors(speaker.labels, findings, writes=writes)
        raise typer.Exit(int(error.exit_code)) from None


def _placed(finding: Finding, profile_path: Path | None) -> Finding:
    """What planning finds wrong is wrong in the profile."""
    from salesplan.errors import Place

    planned = finding.code.startswith(("E42", "E43", "E49", "E152"))
    planned &= finding.code not in {"E430", "E439"}
    if str(finding.place) or profile_path is None or not planned:
        return finding
    return replace(finding, place=Place(str(profile_path)))


def _guess_language(profile_path: Path | None) -> str:
    """The language to speak before the profile is read."""
    from salesplan.inputs.profile_file import language_of

    found = language_of(profile_path) if profile_path else None
    return found or "en"


def console_on(*, stderr: bool = False) -> Console:
    """A screen that takes text as it is: no markup, no colours of its own."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, emoji=False, markup=False)


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


def print_json(data: dict[str, Any]) -> None:
    """Data as JSON on stdout."""
    import json

    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
