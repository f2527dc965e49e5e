"""How the program begins and ends: streams, signals, and what a mistake of its own looks like."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, NoReturn

from salesplan.errors import ExitCode
from salesplan.outputs.streams import prepare_streams

_ENDING: Final = ("SIGTERM", "SIGHUP", "SIGBREAK")  # each system has some of them
_BUG: Final = (
    "This is a mistake in salesplan {version}, not in your files: please report it with the lines "
    "above.\n这是 salesplan {version} 的程序错误，与您的文件无关；请附上以上内容反馈。"
)


@contextmanager
def running() -> Iterator[None]:
    """Run the program; it ends in good order, without half-written files, also when it is told to.

    Whatever is unexpected shows as a mistake of the program, with an exit code of its own.
    """
    prepare_streams()
    for name in _ENDING:
        _end_at(name)
    gc.disable()  # a short run of large tables: collecting takes 6 % of it and frees nothing
    try:
        yield
    except Exception:
        _show_mistake()
        sys.exit(int(ExitCode.BUG))
    finally:
        gc.freeze()  # nor is anything to be found at the end


def _end_at(name: str) -> None:
    """Let a signal end the program by way of all clean-ups, unless it is to be ignored."""
    number = getattr(signal, name, None)
    if number is not None and signal.getsignal(number) is signal.SIG_DFL:
        with suppress(ValueError, OSError):  # not in the main thread
            signal.signal(number, _end)


def _end(number: int, frame: FrameType | None) -> NoReturn:  # noqa: ARG001 (as signals have it)
    sys.exit(128 + number)


def _show_mistake() -> None:
    """The whole story of an unexpected exception, for whoever mends it."""
    import traceback

    from salesplan import __version__

    traceback.print_exc()
    sys.stderr.write(_BUG.format(version=__version__) + "\n")
