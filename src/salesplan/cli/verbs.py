"""Functions as commands: groups of options spread out for Typer, and help that people can read."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from pathlib import Path
from typing import Any, Final, get_type_hints

from typer import BadParameter
from typer.core import TyperArgument, TyperCommand, TyperGroup

from salesplan.cli.options import COMMON, PANELS
from salesplan.cli.words import said, translate_typer

HELP_NAMES: Final = {"help_option_names": ["--help", "-h"]}


def spread(verb: Callable[..., None]) -> Callable[..., None]:
    """The verb with the fields of each group among its parameters in the group's place.

    Typer sees a flat list of options, the verb gets one value a group.
    """
    hints = get_type_hints(verb, include_extras=True)
    groups = {name: kind for name, kind in hints.items() if is_dataclass(kind)}
    parameters: list[inspect.Parameter] = []
    for name, parameter in inspect.signature(verb).parameters.items():
        if name in groups:
            parameters.extend(_parameters(hints[name]))
        else:
            kind = inspect.Parameter.KEYWORD_ONLY
            parameters.append(parameter.replace(annotation=hints[name], kind=kind))

    @wraps(verb)
    def called(**given: Any) -> None:  # noqa: ANN401 (what the parameters say)
        for value in given.values():
            _check_name(value)
        for name, group in groups.items():
            mine = {field.name: given.pop(field.name) for field in fields(group)}
            given[name] = hints[name](**mine)
        verb(**given)

    called.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {each.name: each.annotation for each in parameters}
    return called


def _check_name(value: object) -> None:
    """Refuse a path that no system would take: too long, or with signs that are not allowed."""
    if isinstance(value, Path):
        try:
            value.exists()
        except PermissionError:
            return  # a name like any other, in a folder that is not one's own
        except (OSError, ValueError) as problem:
            reason = getattr(problem, "strerror", None) or str(problem)
            raise BadParameter(f"'{value}' cannot be a file's name ({reason})") from None


def _parameters(group: type) -> Iterator[inspect.Parameter]:
    """The fields of a group as parameters."""
    hints = get_type_hints(group, include_extras=True)
    for field in fields(group):
        default = inspect.Parameter.empty if field.default is MISSING else field.default
        kind = inspect.Parameter.KEYWORD_ONLY
        yield inspect.Parameter(field.name, kind, default=default, annotation=hints[field.name])


class _Readable:
    """A command whose help names values and not types, in the language of the computer."""

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 (Typer's own)
        """The line that says how the command is written, above each help and each error."""
        translate_typer()
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, pieces, prefix=said("Usage: "))

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 (Typer's own)
        """The parameters with `--help`, which is among what verbs have in common."""
        parameters: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in parameters:
            if isinstance(parameter, TyperArgument):
                parameter.display_type_rich = _untyped  # type: ignore[method-assign]
            else:
                parameter.help = said(parameter.help or "")
                parameter.metavar = "" if parameter.is_flag else parameter.metavar
        return parameters


class Verb(_Readable, TyperCommand):
    """What a person does."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 (Typer's own)
        """The parameters with `--help`, panel by panel."""
        parameters = super().get_params(ctx)
        for parameter in parameters:
            if parameter.name == "help":
                parameter.rich_help_panel = COMMON
        return sorted(parameters, key=_place)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 (Typer's own)
        """What was written, as values; what is wrong is said without the checker's own words."""
        try:
            return super().parse_args(ctx, args)
        except BadParameter as problem:
            problem.message = problem.message.removeprefix("Value error, ")
            raise


class Verbs(_Readable, TyperGroup):
    """The program: its own options, then the verbs in the order of the year."""


def _place(parameter: object) -> int:
    return PANELS.index(getattr(parameter, "rich_help_panel", None))


def _untyped(ctx: object) -> str | None:  # noqa: ARG001 (as Typer calls it)
    return None
