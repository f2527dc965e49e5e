"""What several verbs ask for in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesplan.choices import Language, Policy

ProfilePath = Annotated[
    Path, typer.Argument(metavar="PROFILE", help="The profile of team, goals and calendar.")
]
LanguageOption = Annotated[
    Language | None,
    typer.Option("--language", help="Language of labels; default: the profile's."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="File to write (with --split-by: folder). Default: plan-YEAR.xlsx here.",
    ),
]
ForceOption = Annotated[
    bool, typer.Option("--force", "-f", help="Overwrite files that exist.", show_default=False)
]
JsonOption = Annotated[
    bool,
    typer.Option("--json", help="Print the result as JSON on stdout.", show_default=False),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Print errors only.", show_default=False)
]


SheetOption = Annotated[
    str | None,
    typer.Option(
        "--sheet",
        metavar="NAME",
        help="The sheet of sales to read in each workbook. Default: every sheet that fits.",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="What if: another value for a field of the profile: goals.revenue.annual=13M.",
    ),
]
PasswordOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="File with the passwords of protected workbooks, one a line.",
    ),
]
PolicyOption = Annotated[
    Policy | None,
    typer.Option(
        "--policy",
        help="Who carries the gap so far: docs/replanning.md. Default: the profile's, own.",
    ),
]
AuthorOption = Annotated[
    str | None,
    typer.Option("--author", metavar="NAME", help="Who makes the version. Default: the user."),
]
DateOption = Annotated[
    str | None,
    typer.Option("--date", metavar="DAY", help="When the version is made. Default: today."),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Do everything but write files.", show_default=False)
]
