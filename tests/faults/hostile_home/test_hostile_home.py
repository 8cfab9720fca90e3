"""Whatever lies in the home folder in the place of our files, each command answers: it works, or says what is wrong."""

import itertools
import json
import shutil
import zipfile

import pytest

from facilitator.cli.main import run
from facilitator.home import Home
from facilitator.storage.backups.diary import note_in_diary
from facilitator.storage.keys.slots import read_key_file
from facilitator.storage.keys.tries import note_wrong
from tests.books import NOW, PASSPHRASE, make_home
from tests.faults.hostile_home.changed import BLOBS, STRANGE, broken, changed_values, clear, put, put_strange, repacked

COMMANDS = (
    ("session", "list", "--json"),
    ("doctor",),
    ("backups", "list"),
    ("key", "show"),
    ("check",),
    ("curriculum", "list"),
    ("audit", "verify"),
)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with one of every file."""
    home = make_home(tmp_path)
    given = tmp_path / "passphrase"
    given.write_text(PASSPHRASE)
    given.chmod(0o600)
    monkeypatch.setenv("FACILITATOR_PASSPHRASE_FILE", str(given))
    monkeypatch.setenv("FACILITATOR_HOME", str(home.folder))
    assert run(["backup"]) == 0
    note_in_diary(home.backup_diary, read_key_file(home.keys).book, drilled_at=NOW, drilled="/x", drill_seconds=1.5)
    home.settings.write_text('paper = "a4"\n[backups]\nautomatic = true\n')
    home.curricula.mkdir()
    return home


@pytest.fixture
def answers(capfd):
    def ask(*line: str) -> tuple[int, str]:
        capfd.readouterr()
        code = run(list(line))
        out, err = capfd.readouterr()
        assert code in (0, 1, 2), (line, err)
        assert "internal error" not in err
        assert "\x1b[2J" not in out + err
        assert code != 2 or len(err.splitlines()) <= 3, (line, err)
        return code, out + err

    return ask


def wholes(home: Home) -> dict[str, bytes]:
    note_wrong(home.tries, NOW.timestamp())
    paths = (home.keys, home.tries, home.backup_diary, home.settings)
    found = {path.name: path.read_bytes() for path in paths}
    home.tries.unlink()
    return found


def test_other_bytes_in_the_place_of_a_file_are_told_or_passed_over(home, answers):
    turn = itertools.cycle(COMMANDS)
    for name, whole in wholes(home).items():
        path = home.folder / name
        for data in BLOBS:
            put(path, data)
            answers(*next(turn))
        for kind in STRANGE:
            put_strange(path, kind)
            answers(*next(turn))
        put(path, whole)
        home.tries.unlink(missing_ok=True)
    assert answers("session", "list", "--json")[0] == 0


def test_backups_that_say_anything_are_passed_over_and_named_once(home, answers):
    (good,) = home.backups.iterdir()
    with_keys = read_key_file(home.keys)
    manifest = json.loads(repacked_member(good, "manifest.json"))
    for at, data in enumerate((*changed_values(json.dumps(manifest).encode()), *BLOBS)):
        repacked(good, home.backups / f"facilitator-20270401-{at:06}.backup", manifest=data)
    for at, data in enumerate(BLOBS):
        (home.backups / f"facilitator-20270402-{at:06}.backup").write_bytes(data)
    for at, kind in enumerate(STRANGE):
        put_strange(home.backups / f"facilitator-20270403-{at:06}.backup", kind)
    for line in COMMANDS:
        code, said = answers(*line)
        # what is sealed in a changed backup does not open: to a check it may be of a key that came later
        assert code == 0 or line[0] in ("doctor", "check", "audit"), (line, said)
    listed = answers("backups", "list")[1]
    assert listed.count(good.name) == 1
    assert "is damaged" in listed
    assert with_keys.slots == read_key_file(home.keys).slots
    told = [line for line in answers("doctor")[1].splitlines() if "unreadable backups" in line]
    assert len(told) == 1


def repacked_member(path, name):
    with zipfile.ZipFile(path) as container:
        return container.read(name)


def test_curricula_that_cannot_be_read_leave_the_others(home, answers):
    for at, data in enumerate(BLOBS):
        (home.curricula / f"own-{at}.md").write_bytes(data)
    for kind in STRANGE:
        put_strange(home.curricula / f"{kind}.md", kind)
    code, said = answers("curriculum", "list")
    assert code == 0
    assert "wraparound-team-meeting-frame" in said
    assert "nowhere" in said


def test_a_key_file_that_asks_for_minutes_is_refused_at_once(home, answers):
    value = json.loads(home.keys.read_bytes())
    for slot in value["slots"]:
        slot["argon2id"] = {"memory_kib": 2 * 1024 * 1024, "passes": 64, "lanes": 4}
    put(home.keys, json.dumps(value).encode())
    assert answers("session", "list") == (
        2,
        "the key file asks for a protection that is not safe\nRestore a backup of it.\n",
    )


@pytest.mark.slow
def test_each_value_of_each_file_may_be_anything(home, answers):
    files = wholes(home)
    turn = itertools.cycle(COMMANDS)
    for name in (home.keys.name, home.tries.name, home.backup_diary.name):
        for data in changed_values(files[name]):
            put(home.folder / name, data)
            answers(*next(turn))
        put(home.folder / name, files[name])
        clear(home.tries)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_files_with_some_bytes_changed(home, answers, seed):
    files = wholes(home)
    turn = itertools.cycle(COMMANDS)
    for name, whole in files.items():
        for each in range(25):
            put(home.folder / name, broken(whole, 1_000 * seed + each))
            answers(*next(turn))
        put(home.folder / name, whole)
        clear(home.tries)


@pytest.mark.slow
def test_backups_with_some_bytes_changed_are_verified_or_refused(home, answers):
    (good,) = home.backups.iterdir()
    kept = home.folder / "kept"
    shutil.move(good, kept)
    whole = kept.read_bytes()
    keys = repacked_member(kept, "book.keys")
    bad = home.backups / "facilitator-20270401-000000.backup"
    for seed in range(30):
        if seed % 2:
            repacked(kept, bad, keys=broken(keys, seed))
        else:
            edges = broken(whole[:900], seed), whole[900:-900], broken(whole[-900:], seed + 1)
            bad.write_bytes(b"".join(edges))
        answers("backups", "verify")
        answers("restore", str(bad), "--preview")
