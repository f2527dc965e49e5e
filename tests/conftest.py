from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record",
        action="store_true",
        help="write what the commands say into tests/transcripts, to be read before it is kept",
    )


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with the example and the files to review, on a screen 100 wide."""
    for name in ("targets.example.yaml", "examples"):
        (tmp_path / name).symlink_to(ROOT / name)
    for path in (ROOT / "tests" / "reviews").iterdir():
        (tmp_path / path.name).symlink_to(path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    return tmp_path


@pytest.fixture
def broken(desk: Path) -> Path:
    """The same with all broken profiles and spreadsheets."""
    from tests.broken.books import write_books

    for path in sorted((ROOT / "tests" / "broken").iterdir()):
        if path.suffix not in {".py", ""}:
            shutil.copy(path, desk)
    write_books(desk)
    return desk
