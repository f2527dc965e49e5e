"""The command line: a module a verb, each with one short function: read → compute → report → write.

Results go to stdout, messages to stderr. This is the one place that knows about exit codes, the
screen and today's files; libraries are imported inside the verbs, so that help is instant.
"""

from __future__ import annotations

from inspect import getdoc
from typing import Annotated

import typer

from salesplan.cli.analyze import analyze
from salesplan.cli.check import check
from salesplan.cli.compare import compare
from salesplan.cli.decompose import decompose
from salesplan.cli.explain import explain
from salesplan.cli.replan import replan
from salesplan.cli.review import review
from salesplan.cli.running import running
from salesplan.cli.schema import schema
from salesplan.cli.verbs import HELP_NAMES, Verb, Verbs, spread
from salesplan.cli.words import said

app = typer.Typer(
    cls=Verbs,
    help=said(
        "From an annual sales goal to targets for every person, quarter, month, week and day."
    ),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings=HELP_NAMES,
)


@app.callback(invoke_without_command=True)
def _common(
    version: Annotated[
        bool, typer.Option("--version", help=said("Print the version."), is_eager=True)
    ] = False,
) -> None:
    if version:
        from salesplan import __version__
        from salesplan.outputs.streams import print_text
        from salesplan.speaker import speaking

        with speaking(None, None):
            print_text(f"salesplan {__version__}\n")
        raise typer.Exit


for _verb in (analyze, check, decompose, explain, review, replan, compare, schema):
    app.command(cls=Verb, help=said(getdoc(_verb) or ""))(spread(_verb))


def main() -> None:
    """Run the command line."""
    with running():
        app()
