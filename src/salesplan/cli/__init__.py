"""The command line: a module a verb, each with one short function: read → compute → report → write.

Results go to stdout, messages to stderr. This is the one place that knows about exit codes, the
screen and today's files; libraries are imported inside the verbs, so that help is instant.
"""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from salesplan.cli.analyze import analyze
from salesplan.cli.check import check
from salesplan.cli.compare import compare
from salesplan.cli.decompose import decompose
from salesplan.cli.explain import explain
from salesplan.cli.replan import replan
from salesplan.cli.review import review
from salesplan.cli.schema import schema

app = typer.Typer(
    help="From an annual sales goal to targets for every person, quarter, month, week and day.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)


@app.callback(invoke_without_command=True)
def _common(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True)
    ] = False,
) -> None:
    if version:
        from salesplan import __version__

        typer.echo(f"salesplan {__version__}")
        raise typer.Exit


for _verb in (analyze, decompose, explain, review, replan, compare, schema, check):
    app.command()(_verb)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without Chinese gets question marks
    gc.disable()  # a short run of large tables: collecting takes 6 % of it and frees nothing
    try:
        app()
    finally:
        gc.freeze()  # nor is anything to be found at the end
