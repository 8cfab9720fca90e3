"""The keyring of the system, for real: GNOME's over a D-Bus of its own. Without one it is refused in plain words."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.errors import BookError
from facilitator.storage.keys import os_keyring

KEEP_AND_FORGET = """
from facilitator.storage.keys.os_keyring import forget_secret, keep_secret, kept_secret
print(kept_secret("one"))
keep_secret("one", "first"); keep_secret("two", "second"); keep_secret("one", "again")
print(kept_secret("one"), kept_secret("two"))
forget_secret("one"); forget_secret("one")
print(kept_secret("one"), kept_secret("two"))
"""

OPEN_A_BOOK = """
import sys
from pathlib import Path
from datetime import datetime, UTC
from pathlib import Path
from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.services.book.keep_keys import leave_keyring, see_keys, use_keyring
from facilitator.services.book.open_book import book_info, open_book
from facilitator.services.book.renew_key import renew_key
from facilitator.services.book.unlock import needs_secret
home, secret, now = Home(Path(sys.argv[1])), sys.argv[2], datetime(2027, 3, 2, tzinfo=UTC)
print(needs_secret(home))
use_keyring(home, secret, now=now)
print(needs_secret(home), see_keys(home).keyring)
with open_book(home, None) as book:
    print(book_info(book).name)
renew_key(home, secret, "ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-7654", now=now)
with open_book(home, None) as book:
    print(book_info(book).name)
leave_keyring(home, secret, now=now)
print(needs_secret(home), see_keys(home).keyring)
try:
    open_book(home, None)
except FacilitatorError as error:
    print(error.title)
try:
    leave_keyring(home, secret, now=now)
except FacilitatorError as error:
    print(error.title)
"""


def with_keyring(folder, script, *arguments):
    """Run a script beside a keyring daemon of its own, unlocked, which ends with it."""
    folder.mkdir(exist_ok=True)
    unlocked = (
        f"printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; "
        f'exec "{sys.executable}" -c "$0" "$@"'
    )
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", unlocked, script, *arguments],
        env={**os.environ, "XDG_DATA_HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.slow
def test_secrets_are_kept_replaced_and_forgotten(tmp_path):
    assert shutil.which("gnome-keyring-daemon"), "apt-get install gnome-keyring dbus"
    assert with_keyring(tmp_path / "ring", KEEP_AND_FORGET) == ["None", "again second", "None second"]


@pytest.mark.slow
def test_the_keyring_opens_a_book_until_it_is_left(tmp_path):
    from tests.books import PASSPHRASE, make_home

    home = make_home(tmp_path)
    assert with_keyring(tmp_path / "ring", OPEN_A_BOOK, str(home.folder), PASSPHRASE) == [
        "True",
        "False True",
        "Harbor Street",
        "Harbor Street",
        "True False",
        "this book needs its passphrase",
        "no keyring opens this book",
    ]


def test_without_a_keyring_that_encrypts_nothing_is_kept(monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    import keyring

    monkeypatch.setattr(keyring.core, "_keyring_backend", None, raising=False)
    with pytest.raises(BookError, match="no keyring that encrypts"):
        os_keyring.keep_secret("one", "secret")
    assert os_keyring.kept_secret("one") is None
    os_keyring.forget_secret("one")
