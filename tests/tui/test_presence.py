"""Who is still there: keys, the computer's sleep, a word from elsewhere."""

import os
from pathlib import Path

from facilitator.home import Home
from facilitator.services.book.lock_windows import lock_windows
from facilitator.tui.presence import ASLEEP_SECONDS, Sign, WindowWatch
from tests.books import make_practice_home


class Clocks:
    """Two clocks that a test turns."""

    def __init__(self) -> None:
        self.wall, self.steady = 1_000_000.0, 50.0

    def pass_by(self, seconds: float) -> None:
        """Time goes by, the computer awake."""
        self.wall += seconds
        self.steady += seconds

    def presence(self, word: Path, idle: float = 300) -> WindowWatch:
        """A window watched by these clocks."""
        return WindowWatch(idle, word, wall=lambda: self.wall, steady=lambda: self.steady)


def test_a_key_puts_the_lock_off_and_a_sign_is_given_once(tmp_path: Path) -> None:
    """Five minutes from the last key, and then five minutes more."""
    clocks = Clocks()
    presence = clocks.presence(tmp_path / "word")
    told = []
    for seconds in (299, 2, 1, 298, 2):
        clocks.pass_by(seconds)
        told.append(presence.sign())
    assert told == [None, Sign.IDLE, None, None, Sign.IDLE]
    clocks.pass_by(299)
    presence.touch()
    clocks.pass_by(299)
    assert presence.sign() is None


def test_a_computer_that_slept_locks_at_once(tmp_path: Path) -> None:
    """The steady clock stands still while a computer sleeps; small corrections of the wall clock are no sleep."""
    clocks = Clocks()
    presence = clocks.presence(tmp_path / "word")
    clocks.wall += ASLEEP_SECONDS - 1
    clocks.pass_by(1)
    assert presence.sign() is None
    clocks.wall += 3600
    assert presence.sign() is Sign.SLEPT
    assert presence.sign() is None


def test_a_word_from_another_process_is_heard_once(tmp_path: Path) -> None:
    """What was said before somebody went in is over."""
    home = make_practice_home(tmp_path)
    lock_windows(home)
    clocks = Clocks()
    presence = clocks.presence(home.lock_word)
    assert presence.sign() is None
    lock_windows(home)
    os.utime(home.lock_word, ns=(1, 1))
    assert presence.sign() is Sign.TOLD
    assert presence.sign() is None
    lock_windows(home)
    presence.enter(home.lock_word)
    assert presence.sign() is None
    assert home.lock_word.stat().st_mode & 0o777 == 0o600
    assert Home(tmp_path / "elsewhere").lock_word != home.lock_word
