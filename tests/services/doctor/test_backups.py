from datetime import timedelta

from tests.books import NOW
from tests.services.doctor.looks import advice, looked, to_do


def test_a_backup_older_than_a_week_is_too_old(home, root):
    week = NOW + timedelta(days=7)
    assert (to_do(home, root, now=week), advice(home, root, now=week)) == ({}, {})
    later = week + timedelta(seconds=1)
    assert list(to_do(home, root, now=later)) == ["last backup"]
    assert list(advice(home, root, now=later)) == ["second place"]


def test_a_second_place_and_a_drill_are_advised(home, root, tmp_path):
    home.backup_diary.unlink()
    for path in (tmp_path / "stick").iterdir():
        path.unlink()
    assert set(advice(home, root)) == {"second place", "last drill"}
    assert "no copy in" in looked(home, root)["second place"].value
    (tmp_path / "stick").rmdir()
    assert "is not there" in looked(home, root)["second place"].value
    home.settings.write_text("[backups]\nautomatic = false\n")
    assert "copy_to" in advice(home, root)["second place"]
    assert advice(home, root)["backups by itself"] == "Write automatic = true under [backups] in facilitator.toml."
    assert looked(home, root)["backups by itself"].value == "off"


def test_a_drill_of_last_spring_is_too_old(home, root):
    now = NOW + timedelta(days=93)
    assert "facilitator backups drill" in advice(home, root, now=now)["last drill"]


def test_settings_that_cannot_be_read_are_told(home, root):
    home.settings.write_text("backups = 1")
    assert "last backup" in to_do(home, root)


def test_what_is_passed_over_is_named_once(home, root):
    assert not {"unreadable backups", "notes on backups"} & set(looked(home, root))
    home.backups.mkdir(exist_ok=True)
    for day in (1, 2):
        (home.backups / f"facilitator-2027020{day}-000000.backup").write_bytes(b"no zip")
    home.backup_diary.write_text('{"book": "b", "drill_seconds": Infinity}')
    seen = looked(home, root)
    assert seen["unreadable backups"].value == f"{home.backups / 'facilitator-20270201-000000.backup'} and 1 more"
    assert seen["notes on backups"].value == f"{home.backup_diary} cannot be read"
    assert not {"unreadable backups", "notes on backups"} & set(to_do(home, root))
