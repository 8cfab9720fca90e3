from pathlib import Path

import pytest

from facilitator.errors import BadInput
from facilitator.home import Home
from facilitator.settings import Settings, read_settings
from facilitator.words import PaperSize


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def test_without_a_file_there_are_the_defaults(home):
    assert read_settings(home) == Settings(home.backups)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('backups = "safe"', {"backups": "safe"}),
        ('backups = "/srv/safe"\npaper = "a4"', {"backups": "/srv/safe", "paper": PaperSize.A4}),
        ("[backups]\nautomatic = false", {"automatic_backups": False}),
        ('[backups]\nfolder = "safe"\ncopy_to = "/media/stick"', {"backups": "safe", "copies": Path("/media/stick")}),
        ("[backups]", {}),
    ],
)
def test_backups_are_a_folder_or_a_table(home, text, wanted):
    home.settings.write_text(text)
    folder = home.folder / wanted.pop("backups", home.backups)
    assert read_settings(home) == Settings(**{"backups": folder, **wanted})


def test_a_tilde_is_the_home_of_the_user(home):
    home.settings.write_text('[backups]\ncopy_to = "~/stick"')
    assert read_settings(home).copies == Path.home() / "stick"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("backups = 1", "backups is not text"),
        ("[backups]\nfolder = 1", "folder is not text"),
        ('[backups]\ncopy_to = ""', "copy_to is not text"),
        ("[backups]\nautomatic = 1", "automatic is neither true nor false"),
        ('[backups]\nto = "x"', "unknown setting 'to' of backups"),
        ('[backups]\ncopy_to = "~nobody-here/x"', "there is no folder ~nobody-here/x"),
        ('paper = "a3"', "no such paper"),
        ("pager = 1", "unknown setting 'pager'"),
        ("backups = ", "facilitator.toml"),
    ],
)
def test_what_means_nothing_is_told(home, text, said):
    home.settings.write_text(text)
    with pytest.raises(BadInput, match=said) as raised:
        read_settings(home)
    assert raised.value.hint
