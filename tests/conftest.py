from __future__ import annotations

import datetime as dt
import functools
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
import typer.testing
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]

# The help takes its language from the computer as soon as it is imported, and Typer its colours.
os.environ["LC_ALL"] = "C.UTF-8"
for _name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "TERMINAL_WIDTH", "TTY_COMPATIBLE"):
    os.environ.pop(_name, None)

# How long an example takes says how busy the computer is. A run tries the same examples as the one
# before, so that it fails for what was changed; `--hypothesis-profile=search` tries new ones.
settings.register_profile(
    "search", deadline=None, derandomize=False, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("same", settings.get_profile("search"), derandomize=True, database=None)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record",
        action="store_true",
        help="write what the commands say into tests/transcripts, to be read before it is kept",
    )


@pytest.fixture(scope="session", autouse=True)
def always_the_same_day() -> Iterator[None]:
    """What a command says may not depend on when the tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("salesplan.cli.clock.today", lambda: dt.date(2026, 11, 22))
        yield


@pytest.fixture(scope="session", autouse=True)
def commands_are_made_once() -> Iterator[None]:
    """A runner makes all commands anew for every run, which takes longer than many a run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.testing, "_get_command", functools.cache(typer.main.get_command))
        yield


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
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of `tests/reviews/books.py`; copy them before you touch them.

    The plan of `pair.yaml` is 500 dollars a person and working day: January is 10,500.
    """
    from tests.reviews.books import write_books

    folder = tmp_path_factory.mktemp("books")
    for path in (ROOT / "tests" / "reviews").glob("*.yaml"):
        shutil.copy(path, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LC_ALL", "C.UTF-8")
        write_books(folder)
    return folder


@pytest.fixture
def books(desk: Path, made: Path) -> Path:
    """The working folder with all of these workbooks in it."""
    for path in made.iterdir():
        if path.is_dir():
            shutil.copytree(path, desk / path.name)
        elif path.suffix == ".xlsx":
            shutil.copy(path, desk)
    return desk


@pytest.fixture(scope="session")
def broken_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All broken profiles and spreadsheets; copy them before you touch them."""
    from tests.broken.books import write_books

    folder = tmp_path_factory.mktemp("broken")
    for path in sorted((ROOT / "tests" / "broken").iterdir()):
        if path.suffix not in {".py", ""}:
            shutil.copy(path, folder)
    write_books(folder)
    return folder


@pytest.fixture
def broken(desk: Path, broken_files: Path) -> Path:
    """The working folder with all broken profiles and spreadsheets in it."""
    shutil.copytree(broken_files, desk, dirs_exist_ok=True)
    return desk
