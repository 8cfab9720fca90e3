import pytest

from facilitator.errors import WrongKey
from facilitator.services.book import unlock
from facilitator.storage.keys import slots as keys
from facilitator.storage.keys.slots import Stretching, new_recovery_code
from facilitator.storage.keys.tries import read_tries
from tests.books import PASSPHRASE, RECOVERY_CODE, make_home


@pytest.fixture(autouse=True)
def _least_stretching(monkeypatch):
    monkeypatch.setattr(keys, "Stretching", lambda *given: Stretching(*(given or (19 * 1024, 2, 1))))


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path)


def test_wrong_tries_slow_down_and_a_right_one_forgets_them(home, monkeypatch):
    at = [1_000_000.0]
    monkeypatch.setattr(unlock.time, "time", lambda: at[0])
    for _ in range(4):
        with pytest.raises(WrongKey, match="does not open this book"):
            unlock.unlock(home, "not this one")
        at[0] += 1
    at[0] -= 1
    with pytest.raises(WrongKey, match="several tries") as raised:
        unlock.unlock(home, PASSPHRASE)
    assert raised.value.hint == "Wait 2 seconds, then try again."
    assert read_tries(home.tries).wrong == 4
    at[0] += 2
    unlock.unlock(home, PASSPHRASE)
    assert not home.tries.exists()


def test_a_code_may_be_thrown_away_only_where_it_opens_nothing(home):
    assert unlock.may_open(home, RECOVERY_CODE)
    assert not unlock.may_open(home, new_recovery_code())
    assert read_tries(home.tries).wrong == 0  # it is no guess
    home.keys.write_bytes(b"{")
    assert unlock.may_open(home, RECOVERY_CODE)  # nobody can tell
    home.book.unlink()
    assert not unlock.may_open(home, RECOVERY_CODE)
