"""Rows that are XML already on their way into a workbook's file.

XlsxWriter makes the workbook without them, with a mark where they belong. Here its parts are packed
once more and the rows put in, some at a time, so that their number takes no memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Final
from zipfile import ZIP_DEFLATED, ZipFile

from salesplan.outputs.bulk import MARK, Buffer, Poured

_LEVEL: Final = 4
"""Half as much time as the usual level, for files that are a twelfth larger."""


def pour(skeleton: IO[bytes], rows: Mapping[str, Sequence[Poured]], target: IO[bytes]) -> None:
    """Pack the workbook `skeleton` into `target` with `rows`, which are given by sheet part."""
    packed = ZipFile(target, "w", ZIP_DEFLATED, compresslevel=_LEVEL)
    with ZipFile(skeleton) as source, packed:
        for part in source.namelist():
            first, *others = source.read(part).split(MARK)
            with packed.open(part, "w") as stream:  # by name it gets the fixed time stamp of a zip
                stream.write(first)
                for poured, other in zip(rows.get(part, ()), others, strict=True):
                    for chunk in _made_ahead(poured.chunks()):
                        stream.write(chunk)
                    stream.write(other)


def _made_ahead(chunks: Iterator[Buffer]) -> Iterator[Buffer]:
    """The same, each made while the one before it is packed."""
    with ThreadPoolExecutor(1) as maker:
        coming = maker.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = maker.submit(next, chunks, None)
            yield chunk
