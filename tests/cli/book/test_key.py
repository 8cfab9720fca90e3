"""``facilitator key``: without a terminal, secrets on descriptors; at one, asked for and typed back."""

import json
import os
import re

import pytest

from tests.books import PASSPHRASE, RECOVERY_CODE, make_home, make_practice_home
from tests.cli.book.test_book import PROGRAM, call, on_terminal

NEW = "a lantern in a slow boat"


def lists(home, passphrase):
    home.tries.unlink(missing_ok=True)
    return call(home, "person", "list", passphrase=passphrase)[0] == 0


def test_what_opens_a_book_is_shown_without_unlocking_it(tmp_path):
    code, out, _ = call(make_home(tmp_path / "real"), "key", "show", "--json")
    assert (code, json.loads(out)) == (0, {"passphrase": True, "recovery": True, "keyring": False, "practice": False})
    code, out, _ = call(make_home(tmp_path / "words"), "key", "show")
    assert out == "passphrase: opens it\nrecovery code: opens it\nkeyring of this computer: does not\n"
    assert call(make_practice_home(tmp_path / "practice"), "key", "show")[1] == "A practice book opens itself.\n"


def test_a_new_passphrase_from_a_descriptor(tmp_path):
    home = make_home(tmp_path)
    reading, writing = os.pipe()
    os.write(writing, NEW.encode() + b"\n")
    os.close(writing)
    code, out, err = call(
        home, "key", "passphrase", "--new-fd", str(reading), passphrase=PASSPHRASE, handles=(reading,)
    )
    os.close(reading)
    assert (code, out) == (0, "")
    assert "new passphrase opens the book" in err
    assert NEW not in err
    assert [lists(home, each) for each in (NEW, PASSPHRASE, RECOVERY_CODE)] == [True, False, True]


def test_a_new_recovery_code_goes_into_a_private_file(tmp_path):
    home, place = make_home(tmp_path), tmp_path / "code"
    code, _, err = call(home, "key", "recovery", "--recovery-file", str(place), passphrase=PASSPHRASE)
    assert code == 0
    assert place.stat().st_mode & 0o777 == 0o600
    assert place.read_text().strip() not in err
    assert [lists(home, each) for each in (place.read_text().strip(), RECOVERY_CODE)] == [True, False]


@pytest.mark.slow
def test_a_code_that_opens_nothing_is_not_left_behind(tmp_path):
    home, place = make_home(tmp_path), tmp_path / "code"
    for line in (("recovery",), ("renew",)):
        code, out, err = call(home, "key", *line, "--recovery-file", str(place), passphrase="not this one at all")
        assert (code, out, place.exists()) == (2, "", False)
        assert "does not open this book" in err
    assert call(home, "key", "renew", passphrase=PASSPHRASE)[0] == 2  # nowhere to put the code


def test_a_new_key_says_where_the_backups_are(tmp_path):
    home, place = make_home(tmp_path), tmp_path / "code"
    code, _, err = call(home, "key", "renew", "--recovery-file", str(place), passphrase=PASSPHRASE)
    assert code == 0
    assert len(re.findall(r"facilitator-\d{8}-\d{6}-(?:before-)?new-key\.backup", err)) == 2
    assert [lists(home, each) for each in (PASSPHRASE, place.read_text().strip(), RECOVERY_CODE)] == [True, True, False]


def test_without_a_keyring_the_book_stays_as_it_was(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    home = make_home(tmp_path)
    code, _, err = call(home, "key", "keyring", "on", passphrase=PASSPHRASE)
    assert (code, "no keyring that encrypts" in err) == (2, True)
    assert call(home, "key", "keyring", "off", passphrase=PASSPHRASE)[0] == 1
    assert json.loads(call(home, "key", "show", "--json")[1])["keyring"] is False


@pytest.mark.slow
def test_at_a_terminal_old_and_new_are_asked_for(tmp_path):
    home = make_home(tmp_path)
    said, code = on_terminal(
        [*PROGRAM, "--home", str(home.folder), "key", "passphrase"],
        [("Passphrase: ", PASSPHRASE), ("Passphrase: ", NEW), ("again: ", NEW)],
    )
    assert code == 0, said
    assert NEW not in said
    assert lists(home, NEW)


@pytest.mark.slow
def test_who_changes_the_keys_stands_in_the_audit_log(tmp_path):
    """By ``--as``, or the only login; whoever the book does not know changes nothing."""
    home, keys = make_home(tmp_path), ("key", "recovery", "--recovery-file")
    assert call(home, "login", "add", "dana", passphrase=PASSPHRASE)[0] == 0
    assert call(home, *keys, str(tmp_path / "one"), passphrase=PASSPHRASE)[0] == 0
    assert call(home, "login", "add", "jo", "--as", "dana", passphrase=PASSPHRASE)[0] == 0
    code, _, err = call(home, *keys, str(tmp_path / "two"), "--as", "lee", passphrase=PASSPHRASE)
    assert (code, (tmp_path / "two").exists()) == (2, False)
    assert "Use one of: dana, jo." in err
    for line in ((*keys, str(tmp_path / "three")), ("key", "renew", "--recovery-file", str(tmp_path / "four"))):
        assert call(home, *line, "--as", "jo", passphrase=PASSPHRASE)[0] == 0
    log = json.loads(call(home, "audit", "list", "--json", passphrase=PASSPHRASE)[1])
    acts = [(each["action"], each["actor"]) for each in log if each["action"].startswith("keys.")]
    assert acts == [("keys.renew", "jo"), ("keys.recovery", "jo"), ("keys.recovery", "dana")]
