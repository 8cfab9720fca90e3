"""Where things are, and that files are private and whole."""

import errno
import os
import stat
from pathlib import Path

import pytest

from facilitator import home as homes
from facilitator.errors import BadInput
from facilitator.home import (
    Home,
    bundled,
    find_home,
    keep_folder_private,
    make_private_folder,
    practice_home,
    private_files,
    read_within,
    sync_folder,
    write_whole,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_home_is_chosen_by_line_then_by_environment_then_by_platform(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FACILITATOR_HOME", str(tmp_path / "named"))
    assert find_home(tmp_path / "chosen").folder == tmp_path / "chosen"
    assert find_home().folder == tmp_path / "named"
    monkeypatch.setenv("FACILITATOR_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert find_home().folder.name == "facilitator"
    assert find_home().folder.parent == practice_home().folder.parent
    assert practice_home() != find_home()


def test_a_home_is_absolute_and_may_begin_with_a_tilde(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "somebody"))
    assert find_home("here").folder == tmp_path / "here"
    assert find_home("~/here").folder == tmp_path / "somebody" / "here"


def test_each_thing_of_a_home_has_a_place_of_its_own_inside(tmp_path: Path) -> None:
    home = Home(tmp_path)
    names = [name for name in dir(Home) if isinstance(getattr(Home, name), property)]
    places = [getattr(home, name) for name in names]
    assert len(set(places)) == len(places) == 10
    assert all(tmp_path in place.parents for place in places)


@pytest.mark.parametrize("name", ["curricula", "calendars"])
def test_what_came_with_the_program_is_there(name: str) -> None:
    assert any(bundled(name).rglob("*.*"))


def test_a_private_folder_is_made_with_its_parents_and_left_where_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_private_folder(folder)
    assert mode(folder) == 0o700
    folder.chmod(0o750)
    make_private_folder(folder)
    assert mode(folder) == 0o750


def test_a_folder_that_cannot_be_made_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("precious")
    with pytest.raises(BadInput, match="cannot make the folder"):
        make_private_folder(tmp_path / "file" / "folder")


def test_files_made_inside_are_private_and_those_after_are_as_before(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        with private_files():
            (tmp_path / "in").write_text("x")
        with pytest.raises(FileNotFoundError), private_files():
            (tmp_path / "gone" / "in").write_text("x")
        (tmp_path / "out").write_text("x")
    finally:
        os.umask(before)
    assert (mode(tmp_path / "in"), mode(tmp_path / "out")) == (0o600, 0o644)


def test_a_file_is_written_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    path.chmod(0o644)
    write_whole(path, b"new")
    assert (path.read_bytes(), mode(path)) == (b"new", 0o600)
    write_whole(path, b"", mode=0o644)
    assert (path.read_bytes(), mode(path)) == (b"", 0o644)
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_is_full_leaves_the_old_file_and_nothing_beside_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "file"
    path.write_text("old")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match="No space left on device") as refused:
        write_whole(path, b"new")
    assert "Nothing was changed" in refused.value.hint
    assert path.read_text() == "old"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_a_disk_that_may_not_keep_the_new_file_is_told_and_not_called_unchanged(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fails(folder: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(homes, "sync_folder", fails)
    with pytest.raises(BadInput, match="was written, and the disk may not keep it") as refused:
        write_whole(tmp_path / "file", b"new")
    assert "Nothing was changed" not in refused.value.hint
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_folder_that_is_missing_is_said_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot write"):
        write_whole(tmp_path / "gone" / "file", b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_made_durable_and_its_handle_given_back(tmp_path: Path) -> None:
    handles = Path("/proc/self/fd")
    before = len(list(handles.iterdir())) if handles.is_dir() else 0
    sync_folder(tmp_path)
    assert (len(list(handles.iterdir())) if handles.is_dir() else 0) == before
    with pytest.raises(OSError, match="gone"):
        sync_folder(tmp_path / "gone")


def test_a_file_of_a_home_is_read_up_to_a_bound_and_only_where_it_is_a_plain_one(tmp_path: Path) -> None:
    path = tmp_path / "note"
    path.write_bytes(b"x" * 100)
    assert read_within(path, 100) == b"x" * 100
    assert read_within(path, 10) == b"x" * 11
    os.mkfifo(tmp_path / "pipe")
    for other in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(OSError, match=r"no plain file|Is a directory"):
            read_within(other, 10)


@pytest.mark.skipif(os.name == "nt", reason="its folders are private already")
def test_a_folder_that_others_may_enter_is_closed_unless_everybody_keeps_things_there(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert keep_folder_private(tmp_path) == ()
    for open_to in (0o755, 0o770, 0o701):
        tmp_path.chmod(open_to)
        assert "it is closed to them now" in keep_folder_private(tmp_path)[0]
        assert mode(tmp_path) == 0o700
    tmp_path.chmod(0o1777)
    assert "a folder of its own" in keep_folder_private(tmp_path)[0]
    assert mode(tmp_path) == 0o1777


def test_a_home_whose_path_is_too_long_is_said_to_be() -> None:
    with pytest.raises(BadInput, match="is too long"):
        find_home("/" + "x" * 300)
    with pytest.raises(BadInput, match="is too long"):
        find_home("/" + "x/" * 3000)
