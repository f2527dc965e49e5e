from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from salesplan.errors import SalesplanError
from salesplan.labels.findings_writing import WRITING
from salesplan.outputs.files import written


def refused(path: Path, *, force: bool = False) -> str:
    """The code of the refusal, after checking that its texts can be filled."""
    with pytest.raises(SalesplanError) as caught, written(path, force=force) as temporary:
        temporary.write_text("new")
    (finding,) = caught.value.findings
    assert finding.place.file == str(path)
    for message, hint in WRITING[finding.code].values():
        assert "{" not in message.format(**finding.values) + hint.format(**finding.values)
    return finding.code


def test_a_new_file_appears_whole_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with written(path, force=False) as temporary:
        temporary.write_text("new")
        assert temporary.parent == tmp_path
        assert not path.exists()
    assert [p.name for p in tmp_path.iterdir()] == ["plan.xlsx"]
    assert path.read_text() == "new"


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("old")
    assert refused(path) == "E301"
    assert path.read_text() == "old"
    path.chmod(0o640)
    with written(path, force=True) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    with written(tmp_path / "plan.xlsx", force=False) as temporary:
        temporary.write_text("new")
    assert (tmp_path / "plan.xlsx").stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize("error", [RuntimeError("a bug"), KeyboardInterrupt(), OSError(5, "io")])
def test_an_exception_in_the_middle_leaves_the_old_file(
    tmp_path: Path, error: BaseException
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("old")
    with pytest.raises(type(error)), written(path, force=True) as temporary:
        temporary.write_text("half")
        raise error
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folders_are_not_made(tmp_path: Path) -> None:
    assert refused(tmp_path / "plans" / "plan.xlsx") == "E302"
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file" / "plan.xlsx", force=True) == "E302"
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert refused(tmp_path, force=True) == "E305"
    assert refused(Path(os.devnull), force=True) == "E305"


def test_a_read_only_file_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    assert refused(path, force=True) == "E303"
    assert path.read_text() == "old"


def test_a_folder_that_takes_no_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(Path, "touch", deny)
    assert refused(tmp_path / "plan.xlsx") == "E303"


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert refused(tmp_path / ("计划" * 200 + ".xlsx")) == "E303"


@pytest.mark.parametrize(("owner_file", "code"), [(True, "E304"), (False, "E303")])
def test_a_refused_replacement(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner_file: bool, code: str
) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("old")
    if owner_file:
        (tmp_path / "~$plan.xlsx").touch()
    before = sorted(tmp_path.iterdir())

    def deny(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", deny)
    assert refused(path, force=True) == code
    assert path.read_text() == "old"
    assert sorted(tmp_path.iterdir()) == before


def test_an_owner_file_alone_is_no_reason_to_refuse(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("old")
    (tmp_path / "~$plan.xlsx").touch()
    with written(path, force=True) as temporary:
        temporary.write_text("new")
    assert path.read_text() == "new"


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("old")

    def fill(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", fill)
    assert refused(path, force=True) == "E306"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "plan.xlsx"
    real.write_text("old")
    link = tmp_path / "plan.xlsx"
    link.symlink_to(real)
    with written(link, force=True) as temporary:
        temporary.write_text("new")
    assert link.is_symlink()
    assert real.read_text() == "new"


def test_a_leftover_of_another_run_is_not_touched(tmp_path: Path) -> None:
    leftover = tmp_path / f".salesplan-{os.getpid()}-0.tmp"
    leftover.write_text("other")
    with written(tmp_path / "plan.xlsx", force=False) as temporary:
        temporary.write_text("new")
    assert leftover.read_text() == "other"


def test_what_another_run_wrote_in_the_meantime_stays(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with pytest.raises(SalesplanError) as caught, written(path, force=False) as temporary:
        temporary.write_text("ours")
        path.write_text("theirs")
    assert [found.code for found in caught.value.findings] == ["E301"]
    assert path.read_text() == "theirs"
    assert list(tmp_path.iterdir()) == [path]
