import os

import pytest

from facilitator.errors import BadInput, NotFound
from facilitator.home import Home, bundled
from facilitator.services.curricula.library import curricula_at_hand, files_in, find_curriculum, read_file
from tests.services.sessions.test_count_people import CIRCLE


@pytest.fixture
def home(tmp_path):
    (tmp_path / "curricula").mkdir()
    return Home(tmp_path)


def write(home, name, text=CIRCLE):
    path = home.curricula / name
    path.write_text(text, "utf-8")
    return path


def test_bundled_curricula_are_all_usable(home):
    found = curricula_at_hand(home)
    assert {each.path.parent for each in found} == {bundled("curricula")}
    assert [each.path.name for each in found if not each.usable] == []
    keys = [each.curriculum.key for each in found]
    assert {"eight-steady-steps", "wrap-frame"} <= set(keys)
    assert keys == sorted(keys)


def test_the_programs_own_file_lies_over_a_bundled_one(home):
    write(home, "mine.md", CIRCLE.replace("key: circle", "key: eight-steady-steps"))
    found = find_curriculum(home, "eight-steady-steps")
    assert (found.own, found.path.name, found.curriculum.title) == (True, "mine.md", "Open circle")


def test_a_file_with_problems_is_listed_and_not_used(home):
    path = write(home, "broken.md", CIRCLE.replace("### Welcome (60 min)", "### Welcome"))
    (broken,) = [each for each in curricula_at_hand(home) if each.path == path]
    assert not broken.usable
    with pytest.raises(BadInput) as refused:
        find_curriculum(home, broken.curriculum.key if broken.curriculum else "broken")
    first = broken.problems[0]
    assert refused.value.title == f"{path}:{first.line}:{first.column}: {first.message}"
    assert refused.value.hint == f"See all its problems: facilitator curriculum check {path}"


def test_an_unknown_key_names_those_at_hand(home):
    with pytest.raises(NotFound) as refused:
        find_curriculum(home, "none")
    assert "eight-steady-steps" in refused.value.hint


def test_files_of_a_folder_by_name_without_the_readme(home):
    for name in ("b.md", "README.md", "a.md", "notes.txt"):
        write(home, name)
    assert [path.name for path in files_in(home.curricula)] == ["a.md", "b.md"]
    assert files_in(home.folder / "none") == []


def test_the_content_is_the_files_own_bytes(home):
    path = write(home, "circle.md")
    first = read_file(path)
    assert first.content == path.read_bytes()
    write(home, "other.md")
    assert read_file(home.curricula / "other.md").content_hash == first.content_hash
    write(home, "other.md", CIRCLE + "\n")
    assert read_file(home.curricula / "other.md").content_hash != first.content_hash


def test_a_file_that_cannot_be_read(home):
    with pytest.raises(BadInput) as refused:
        read_file(home.folder / "none.md")
    assert refused.value.title == f"cannot read {home.folder / 'none.md'}: No such file or directory"
    huge = home.curricula / "huge.md"
    huge.write_bytes(b"x" * 1_100_000)
    assert not read_file(huge).usable


def test_what_cannot_be_read_is_a_problem_of_its_own_and_of_no_other(home):
    (home.curricula / "gone.md").symlink_to("nowhere")
    (home.curricula / "folder.md").mkdir()
    os.mkfifo(home.curricula / "pipe.md")
    assert [path.name for path in files_in(home.curricula)] == ["gone.md"]
    (gone,) = [each for each in curricula_at_hand(home) if each.own]
    assert not gone.usable
    assert "cannot read" in gone.problems[0].message
    assert find_curriculum(home, "eight-steady-steps").usable
    with pytest.raises(BadInput, match="cannot read"):
        find_curriculum(home, "gone")
