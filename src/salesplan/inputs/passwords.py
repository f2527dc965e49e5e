"""Workbooks protected by a password → their bytes, in memory only.

Excel's own formats, old and new. A workbook that Excel protects with the password that it knows
itself, as it does for some that are meant to be read only, opens without one.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from salesplan.errors import SalesplanError
from salesplan.inputs.extents import is_protected
from salesplan.inputs.raw import OLE, in_words, refusal

VARIABLE: Final = "SALESPLAN_PASSWORD"
"""The environment variable with a password."""
_GIVEN: Final[ContextVar[tuple[str, ...]]] = ContextVar("passwords", default=())
_LARGEST: Final = 1 << 16  # bytes of a file with passwords
_EXCELS_OWN: Final = "VelvetSweatshop"
_PACKAGE: Final = "EncryptedPackage".encode("utf-16-le")
_DEFINITIONS: Final = (b"<!DOCTYPE", b"<!ENTITY")


def use_passwords(path: Path | None) -> None:
    """Try the lines of a file as passwords from now on, and that of the environment.

    Raises `SalesplanError` (E201, E202, E208, E212) where the file cannot be read.
    """
    if path is None:
        _GIVEN.set(())
        return
    if not path.exists():
        raise refusal("E201", str(path), name=str(path))
    if path.is_dir():
        raise refusal("E202", str(path))
    try:
        text = path.read_bytes()[:_LARGEST].decode("utf-8-sig")
    except OSError as problem:
        raise refusal("E208", str(path), reason=in_words(problem)) from problem
    except UnicodeDecodeError as problem:
        raise refusal("E212", str(path)) from problem
    _GIVEN.set(tuple(line for line in text.splitlines() if line))


def known_passwords() -> tuple[str, ...]:
    """Those of the file given, and that of the environment."""
    own = os.environ.get(VARIABLE)
    return (*_GIVEN.get(), *([own] if own else []))


def unlocked(path: Path, file: str, passwords: Sequence[str]) -> Path | bytes:
    """The workbook as it is, or its decrypted bytes; the first password that fits opens it.

    Raises `SalesplanError` with E206 where none fits, and E225 where the protection is of a kind
    that no password opens here.
    """
    with path.open("rb") as stream:
        if stream.read(8) != OLE:
            return path
        whole = OLE + stream.read()
    if _PACKAGE not in whole and not is_protected(whole):
        return path
    for password in (*passwords, _EXCELS_OWN):
        content = _decrypted(whole, file, password)
        if content is not None:
            return content
    raise refusal("E206", file)


def _decrypted(whole: bytes, file: str, password: str) -> bytes | None:
    """The bytes below the protection, None where the password does not fit."""
    import msoffcrypto  # type: ignore[import-untyped]  # noqa: PLC0415 (rarely needed)
    from msoffcrypto.exceptions import (  # type: ignore[import-untyped]  # noqa: PLC0415
        DecryptionError,
        InvalidKeyError,
    )

    target = io.BytesIO()
    try:
        _refuse_definitions(whole, file)
        office = msoffcrypto.OfficeFile(io.BytesIO(whole))
        verified = {"verify_password": True} if office.format == "ooxml" else {}
        office.load_key(password=password, **verified)
        office.decrypt(target)
    except InvalidKeyError:
        return None
    except DecryptionError as problem:
        raise refusal("E225", file, reason=in_words(problem)) from problem
    except (SalesplanError, MemoryError):
        raise
    except Exception as problem:  # what it raises for a broken container is not written anywhere
        raise refusal("E206", file, reason=in_words(problem)) from problem
    return target.getvalue()


def _refuse_definitions(whole: bytes, file: str) -> None:
    """What tells how a workbook is encrypted is XML, too."""
    if any(definition in whole for definition in _DEFINITIONS):
        raise refusal("E227", file, name="EncryptionInfo")
