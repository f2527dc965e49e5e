"""What several verbs ask for in the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesplan.choices import Language

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
PasswordOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="File with the passwords of protected workbooks, one a line.",
    ),
]
