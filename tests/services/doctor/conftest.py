"""An installation that is well, on a computer with an encrypted disk."""

import json
import resource

import pytest

from facilitator.services.backups.back_up import back_up
from facilitator.services.backups.drill import drill
from facilitator.services.book.open_book import open_book
from tests.books import NOW, PASSPHRASE, make_home


@pytest.fixture(autouse=True)
def _no_core_files():
    """As the program starts."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


@pytest.fixture
def root(tmp_path):
    """What a computer with an encrypted disk says of itself."""
    folder = tmp_path / "root"
    for name, text in (
        ("proc/self/mountinfo", "30 1 253:0 / / rw - ext4 /dev/mapper/luks rw\n"),
        ("proc/swaps", "Filename Type Size Used Priority\n"),
        ("sys/dev/block/253:0/dm/uuid", "CRYPT-LUKS2-0a1b-luks\n"),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def home(tmp_path):
    home, stick = make_home(tmp_path), tmp_path / "stick"
    stick.mkdir()
    home.folder.chmod(0o700)
    home.settings.write_text(f"[backups]\ncopy_to = {json.dumps(str(stick))}\n")
    home.settings.chmod(0o600)
    with open_book(home, PASSPHRASE) as book:
        made = back_up(home, book, now=NOW).path
    (stick / made.name).write_bytes(made.read_bytes())
    (stick / made.name).chmod(0o600)
    drill(home, made, PASSPHRASE, now=NOW)
    return home
