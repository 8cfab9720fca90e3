"""What lies where a practice book is to be made: an older one is replaced, anything else is left as it is."""

import subprocess
import sys

import pytest

from facilitator.errors import BadInput, Refused
from facilitator.home import Home
from facilitator.services.doctor.check_book import check_book
from facilitator.services.scheduling.see_groups import list_groups
from facilitator.storage.keys.slots import read_key_file
from tests.books import make_home, make_practice_home
from tests.services.practice.test_make_practice import SMALL, make, opened


def tree(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_practice_book_is_replaced_without_a_trace(tmp_path):
    home = make_practice_home(tmp_path)
    (home.folder / "facilitator.toml").write_text("")
    before = home.keys.read_bytes()
    assert make(home, scale=SMALL).replaced
    assert read_key_file(home.keys).head.seq == 2  # made, filled: a cut of either would show
    assert {path.name for path in home.folder.iterdir()} == {
        ".lock", "book.db", "book.keys", "practice.passphrase", "facilitator.toml",
    }  # fmt: skip
    assert home.keys.read_bytes() != before
    with opened(home) as book:
        assert len(list_groups(book)) == 4
    assert all(path.stat().st_mode & 0o077 == 0 for path in (home.book, home.keys, home.practice_passphrase))


def test_the_book_of_a_real_program_is_never_touched(tmp_path):
    home = make_home(tmp_path)
    before = tree(home.folder)
    with pytest.raises(Refused, match="real program"):
        make(home, scale=SMALL)
    assert tree(home.folder) == before


def test_a_real_book_behind_the_keys_of_a_practice_book_is_not_touched_either(tmp_path):
    home = make_practice_home(tmp_path)
    with opened(home) as book, book.raw() as raw:
        raw.execute("UPDATE book SET practice = 0")
    with pytest.raises(Refused, match="real program"):
        make(home, scale=SMALL)


def test_what_cannot_be_read_might_be_somebodys_and_is_left(tmp_path):
    home = make_practice_home(tmp_path)
    home.book.write_bytes(b"another book" * 1000)
    before = tree(home.folder)
    with pytest.raises(Refused, match="cannot be read as a practice book"):
        make(home, scale=SMALL)
    assert tree(home.folder) == before


@pytest.mark.parametrize("names", [["letter.txt"], ["book.db"], ["replacement/old/photo.jpg"]])
def test_a_folder_with_other_things_is_left_as_it_is(tmp_path, names):
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("precious")
    with pytest.raises(Refused, match="holds no practice book"):
        make(Home(tmp_path), scale=SMALL)
    assert {str(name): data for name, data in tree(tmp_path).items()} == dict.fromkeys(names, b"precious")


def test_an_interrupted_run_leaves_the_book_that_was_there(tmp_path):
    home = make_practice_home(tmp_path)
    before = tree(home.folder)

    def stop(share):
        if share > 0.6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(home, scale=SMALL, progress=stop)
    assert tree(home.folder) == before


DIE = """
import os, sys
from pathlib import Path
from datetime import UTC, datetime
from facilitator.home import Home
from facilitator.services.practice.make_practice import Scale, make_practice
make_practice(
    Home(Path(sys.argv[1])), now=datetime(2027, 3, 1, tzinfo=UTC), scale=Scale(people=12, groups=4, weeks=2),
    progress=lambda share: os._exit(9) if share > 0.6 else None,
)
"""


def test_a_killed_run_leaves_no_book_and_the_next_one_makes_it(tmp_path):
    home = Home(tmp_path / "home")
    assert subprocess.run([sys.executable, "-c", DIE, str(home.folder)], timeout=60).returncode == 9
    assert not home.book.exists()
    assert [path.name for path in home.folder.iterdir() if path.name.startswith(".staged-")]
    assert not make(home, scale=SMALL).replaced
    assert check_book(home, None) == ()
    assert {path.name for path in home.folder.iterdir()} == {
        ".lock",
        ".lock-tries",
        "book.db",
        "book.keys",
        "practice.passphrase",
    }


HOLD = """
import sys
from pathlib import Path
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
with open_book(Home(Path(sys.argv[1])), None) as book, book.read():
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_practice_book_that_another_window_has_open_stays(tmp_path):
    home = make_practice_home(tmp_path)
    before = home.keys.read_bytes()
    window = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with window:
        assert window.stdout.readline().strip() == b"open"
        with pytest.raises(Refused, match="another window"):
            make(home, scale=SMALL)
    assert home.keys.read_bytes() == before
    assert make(home, scale=SMALL).replaced


def test_an_unreadable_place_is_said_plainly(tmp_path):
    file = tmp_path / "file"
    file.write_text("precious")
    with pytest.raises(BadInput, match="cannot use"):
        make(Home(file), scale=SMALL)
    assert list(tmp_path.iterdir()) == [file]
