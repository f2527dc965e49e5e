"""Reading a workbook in a process of its own, with limits on memory and time.

The last resort against a workbook that makes the reader abort, or never end: the process dies, the
program says so. It costs 0.2 s, so only what was not looked through, or may need much memory, is
read this way. Limits need POSIX. Elsewhere, as on Windows, memory is not limited, so that every
workbook is looked through before; and the clock ends what takes too long.

The process gets one line of JSON, then the workbook where it has no path. It answers, for each
sheet, with a line of JSON and the columns as one Arrow record batch of strings, whose length in
bytes the line tells; or with a line that holds the finding that it came to.
"""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import numpy as np
import pyarrow as pa

from salesplan.errors import Finding, Place, SalesplanError
from salesplan.inputs.raw import RawSheet, refusal

MEMORY: Final = 2 * 1024**3
"""Bytes of address space for a workbook of nothing; the interpreter reserves half of it."""
_MEMORY_PER_BYTE: Final = 8
SECONDS: Final = 8
"""Processor time for a workbook of nothing."""
_BYTES_PER_SECOND: Final = 5 * 1024**2
_BY_THE_CLOCK: Final = 5
"""Seconds on the clock for a second of processor time, where only the clock can be limited."""
_OUT_OF_TIME: Final = {-getattr(signal, "SIGXCPU", 0)} - {0}
_OUT_OF_MEMORY: Final = {
    *({-getattr(signal, name, 0) for name in ("SIGABRT", "SIGKILL")} - {0}),
    *(3, 0xC0000017, 0xC0000409),  # Windows: abort, no memory, a program that ends itself
}
"""Exit codes of a process to which memory was refused, or that took more than there is."""
_EXCEPTION: Final = 1  # exit code of a Python that met one
_ANSWER: Final = "from salesplan.inputs.confined import answer; answer()"


def can_confine() -> bool:
    """Whether a process of its own can be started here."""
    return bool(sys.executable) and not getattr(sys, "frozen", False)


def can_limit() -> bool:
    """Whether its memory and processor time can be limited."""
    try:
        import resource  # noqa: F401, PLC0415 (POSIX only)
    except ImportError:
        return False
    return True


def read_confined(
    source: Path | bytes, file: str, sheet: str | None, unpacked: int
) -> Iterator[RawSheet]:
    """The sheets of a workbook, read in a process with limits for `unpacked` bytes.

    Raises `SalesplanError` with the one finding of the reader; E235 where it needed more memory
    than such a workbook can need, E236 where it needed more time.
    """
    seconds = SECONDS + unpacked // _BYTES_PER_SECOND
    request = {
        "path": str(source.absolute()) if isinstance(source, Path) else None,
        "file": file,
        "sheet": sheet,
        "memory": MEMORY + _MEMORY_PER_BYTE * unpacked,
        "seconds": seconds,
    }
    with (
        tempfile.TemporaryFile() as complaints,
        _started(complaints) as process,
        _clocked(process, None if can_limit() else _BY_THE_CLOCK * seconds) as late,
    ):
        assert process.stdin is not None and process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(json.dumps(request).encode() + b"\n")
            process.stdin.write(source if isinstance(source, bytes) else b"")
            process.stdin.close()
        while (found := _received(process.stdout, file)) is not None:
            yield found
        if (code := process.wait()) != 0:
            complaints.seek(0)
            complaint = complaints.read(4096).decode(errors="replace")
            raise _failure(code, file, complaint, late=late.is_set())


@contextlib.contextmanager
def _started(complaints: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The process; it ends with the reading, however that ends."""
    command = [sys.executable, "-P", "-c", _ANSWER]  # -P: nothing is imported from this folder
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=complaints) as process:
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def _clocked(process: subprocess.Popen[bytes], seconds: float | None) -> Iterator[threading.Event]:
    """Ends the process after some seconds, None for never; the event tells that it was so."""
    late = threading.Event()
    if seconds is None:
        yield late
        return

    def end() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        yield late
    finally:
        timer.cancel()


def _received(stream: IO[bytes], file: str) -> RawSheet | None:
    """The next sheet, None where no more is to come. Raises the finding that comes instead."""
    line = stream.readline()
    if not line.endswith(b"\n"):
        return None
    told = json.loads(line)
    if "code" in told:
        place = Place(file)
        raise SalesplanError(Finding(told["code"], place, told["values"], nearest=told["nearest"]))
    content = stream.read(told["bytes"])
    if len(content) < told["bytes"]:
        return None
    batch = pa.ipc.read_record_batch(pa.py_buffer(content), _schema(len(told["letters"])))
    rows = np.arange(1, told["rows"] + 1, dtype=np.int64)
    errors = tuple((row, column, name) for row, column, name in told["errors"])
    letters = tuple(told["letters"])
    return RawSheet(file, told["name"], tuple(batch), letters, rows, errors, told["hidden"])


def _schema(width: int) -> pa.Schema:
    return pa.schema([(str(position), pa.string()) for position in range(width)])


def _failure(code: int, file: str, complaint: str, *, late: bool) -> Exception:
    """Why the process ended before it had answered."""
    if late or code in _OUT_OF_TIME:
        return refusal("E236", file)
    if code in _OUT_OF_MEMORY:
        return refusal("E235", file)
    if code == _EXCEPTION:
        return RuntimeError(f"the confined reader failed: {complaint}")
    reason = signal.Signals(-code).name if code < 0 else f"{code:#x}"
    return refusal("E231", file, reason=reason)


# --------------------------------------------------------------------------------------------
# The other side
# --------------------------------------------------------------------------------------------


def answer() -> None:
    """Read what standard input asks for, within its limits, and answer on standard output."""
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["memory"], request["seconds"])
    from salesplan.inputs.workbooks import read_workbook  # noqa: PLC0415 (within the limits)

    path = request["path"]
    source = sys.stdin.buffer.read() if path is None else Path(path)
    file, stream = request["file"], sys.stdout.buffer
    try:
        for sheet in read_workbook(source, file, request["sheet"]):
            _send(sheet, stream)
    except SalesplanError as problem:
        _send_finding(problem.findings[0], stream)
    except MemoryError:
        _send_finding(Finding("E235"), stream)
    except OSError as problem:
        _send_finding(Finding("E208", values={"reason": problem.strerror or str(problem)}), stream)
    stream.flush()


def _limit(memory: int, seconds: int) -> None:
    if not can_limit():
        return
    import resource  # noqa: PLC0415 (POSIX only)

    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        lowest = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # Some systems know a limit and do not let it be set; the process still dies alone.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (lowest, hard))


def _send(sheet: RawSheet, stream: IO[bytes]) -> None:
    batch = pa.RecordBatch.from_arrays(
        [column.cast(pa.string()) for column in sheet.columns], schema=_schema(len(sheet.columns))
    )
    content = batch.serialize()
    told: dict[str, Any] = {
        "name": sheet.name,
        "letters": sheet.letters,
        "errors": sheet.errors,
        "hidden": sheet.hidden,
        "rows": len(sheet.rows),
        "bytes": content.size,
    }
    stream.write(json.dumps(told).encode() + b"\n")
    stream.write(memoryview(content))


def _send_finding(finding: Finding, stream: IO[bytes]) -> None:
    told = {"code": finding.code, "values": dict(finding.values), "nearest": finding.nearest}
    stream.write(json.dumps(told).encode() + b"\n")
