"""`salesplan schema`: the profile's JSON Schema, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from salesplan.cli.options import ForceOption
from salesplan.speaker import speaking


def schema(
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="File to write; default: stdout.")
    ] = None,
    force: ForceOption = False,
) -> None:
    """Print the JSON Schema of the profile, for editors that complete and check YAML."""
    import json

    from salesplan.profile import profile_schema

    text = json.dumps(profile_schema(), indent=2, ensure_ascii=False) + "\n"
    if output is None:
        typer.echo(text, nl=False)
        return
    with speaking(None, None):
        from salesplan.outputs.files import written

        with written(output, force=force) as temporary:
            temporary.write_text(text, encoding="utf-8", newline="\n")
