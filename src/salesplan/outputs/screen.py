"""The screen: text as it is, without markup and without colours of its own."""

from __future__ import annotations

import errno
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.text import Text

from salesplan.outputs.folding import folded
from salesplan.outputs.streams import delivering


class Screen(Console):
    """A console that says where it cannot be written to."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(stderr=stderr, highlight=False, emoji=False, markup=False)

    def print(self, *objects: Any, **options: Any) -> None:  # noqa: ANN401 (as rich has it)
        """Print; raises what `salesplan.outputs.streams.delivering` does."""
        with delivering(self.file):
            super().print(*objects, **options)

    def on_broken_pipe(self) -> None:
        """Say so, rather than end the program with the exit code of an error."""
        raise BrokenPipeError(errno.EPIPE, "the reader has gone")


class Paragraph(Text):
    """Text whose Chinese breaks between any two characters, where it fills the line."""

    def wrap(self, console: Console, width: int, **options: Any) -> Lines:  # noqa: ANN401
        """The lines of at most `width` columns."""
        lines = folded(self.plain, width)
        if len(lines) < 2 and cell_len(self.plain) > width:  # words alone
            return super().wrap(console, width, **options)
        return Lines(Text(line, self.style) for line in lines)
