import os
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
        ('web_address = "https://calendar.example.org/c/"', {"web_address": "https://calendar.example.org/c"}),
        ('web_address = ""', {}),
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
        ("web_address = 1", "no address of a web server"),
        ('web_address = "calendar.example.org"', "no address of a web server"),
        ('web_address = "https://a.example/?q=1"', "no address of a web server"),
        ("web_address = 'https://a.example/\"onclick=\"x'", "no address of a web server"),
        ("backups = ", "facilitator.toml"),
        ("paper = nan", "no such paper as nan"),
        ("paper = -inf", "no such paper as -inf"),
        (f"paper = {'9' * 4_000}", "no such paper"),
        ("paper = " + "[" * 9_000, "far larger than settings are"),
        (".".join(["a"] * 4_000) + " = 1", "far larger than settings are"),
        ("a = {b = " * 101, "far larger than settings are"),
        ("#" * 20_000, "far larger than settings are"),
        ('backups = "a\\u0000b"', "no folder that a disk could have"),
        ('backups = "a\\u001b[2Jb"', "no folder that a disk could have"),
        (f'backups = "{"x" * 300}"', "no folder that a disk could have"),
        (f'backups = "{"x/" * 600}"', "no folder that a disk could have"),
        ('backups = "\\ud800"', "facilitator.toml"),
    ],
    ids=lambda text: text[:40],
)
def test_what_means_nothing_is_told(home, text, said):
    home.settings.write_text(text)
    with pytest.raises(BadInput, match=said) as raised:
        read_settings(home)
    assert raised.value.hint
    assert raised.value.title.isprintable()
    assert len(raised.value.title) < 400 + len(str(home.settings))


def test_a_long_remark_is_read(home):
    home.settings.write_text("# One sentence. Another. And so on.\n" * 200 + 'paper = "a4"')
    assert read_settings(home).paper is PaperSize.A4


def test_what_is_no_text_file_is_told(home):
    home.settings.write_bytes(b"\xff\xfe")
    with pytest.raises(BadInput, match="not UTF-8"):
        read_settings(home)
    home.settings.unlink()
    os.mkfifo(home.settings)
    with pytest.raises(BadInput, match="no plain file"):
        read_settings(home)
