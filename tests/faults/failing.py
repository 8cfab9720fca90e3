"""Command lines while the disk breaks or fills up at every change: done, or an error said and nothing half done."""

import errno
import os
import re
import shutil
from collections import Counter
from pathlib import Path

from facilitator.cli.main import run as run_line
from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.services.backups.back_up import restore
from facilitator.services.doctor.check_book import check_book
from facilitator.storage.backups.copies import unpack
from tests.books import PASSPHRASE
from tests.faults.deeds import LATER
from tests.faults.lines import CODE, LINES, ROSTER, Line, Seen
from tests.faults.shim import STICKY, Act, Run, every_change
from tests.faults.stage import FAMILY, cheap_stretching, copied, expect_no_names

_LOOK_CLOSELY = 7
_BOOK_FILES = {
    "book.db",
    "book.db-wal",
    "book.db-shm",
    "book.keys",
    "practice.passphrase",
    ".lock",
    ".lock-tries",
    "book.tries",
    "backups",
}


def lines_fail(folder: Path, names: str, error: str, how: str, most: str) -> dict[str, int]:
    """Run lines while their n-th change fails, for each n or for ``most`` of them; what became of each."""
    seen: Counter[str] = Counter()
    with cheap_stretching():
        for name in names.split(","):
            place = folder / name
            place.mkdir()
            seen += _line_fails(place, folder.parent / name, LINES[name], int(error), int(how), int(most))
    return {"faults": seen.total(), **seen}


def _line_fails(folder: Path, outside: Path, line: Line, error: int, how: int, most: int) -> Counter[str]:
    template = line.template(outside / "template")
    (outside / "roster.csv").write_text(ROSTER, "utf-8")
    for name, secret in (("secret", PASSPHRASE), ("new", line.new_secret or "")):
        (outside / name).write_text(secret + "\n", "utf-8")
        (outside / name).chmod(0o600)
    os.environ["FACILITATOR_PASSPHRASE_FILE"] = str(outside / "secret")

    def prepare(at: int) -> Act:
        home = copied(template, folder / str(at))

        def act() -> int:
            new = os.open(outside / "new", os.O_RDONLY)
            words = [word.format(outside=outside, home=home.folder, new=new) for word in line.words]
            return run_line(["--home", str(home.folder), *words])

        return act

    assert prepare(-1)() == 0  # and loads what the line needs
    expected = Seen.of(Home(folder / "-1"), line)
    before = Seen.of(copied(template, folder / "before"), line)
    dead = error == errno.EIO and bool(how & STICKY)
    seen: Counter[str] = Counter()
    for run in every_change(prepare, most=most, error=error, how=how):
        home = Home(folder / str(run.at))
        seen[_judge(run, home, line, before, expected, dead=dead)] += 1
        shutil.rmtree(home.folder)
    return seen


def _judge(run: Run, home: Home, line: Line, before: Seen, expected: Seen, *, dead: bool) -> str:
    """What became of one run; everything that may not be is asserted. ``dead``: the disk takes nothing any more."""
    assert run.code in (0, 1, 2), run
    assert FAMILY not in run.said, run
    if run.code:
        assert 1 <= len(run.said.splitlines()) <= 2, run
    try:
        found = Seen.of(home, line)
    except (AssertionError, FacilitatorError) as error:
        raise AssertionError(f"after {run}: {error}") from error
    old, new = found.book == before.book, found.book == expected.book
    assert old or new, run
    _expect_output(run, line, found, before, expected, dead=dead)
    _expect_tidy(run, home, line, dead=dead)
    expect_no_names(home.folder)
    for backup in home.backups.glob("*.backup"):
        _expect_usable(backup, line, closely=run.at % _LOOK_CLOSELY == 0)
    if run.code == 0:
        # a list may be shown from a book that could not be upgraded: it says so
        assert new or "could not" in run.said, run
        return "done"
    _expect_true(run, old=old and (line.output == CODE or found.output == before.output), dead=dead)
    return "error said" if old else "error said, done"


def _expect_usable(backup: Path, line: Line, *, closely: bool) -> None:
    """A file with the name of a backup is one: its sums are right, and now and then it is restored."""
    again = Home(backup.parent.parent.parent / "again")
    shutil.rmtree(again.folder, ignore_errors=True)
    if closely:
        restore(again, backup, line.secret, now=LATER)
        found = check_book(again, line.secret)
        assert found == (), found
    else:
        again.folder.mkdir()
        unpack(backup, again)


def _expect_output(run: Run, line: Line, found: Seen, before: Seen, expected: Seen, *, dead: bool) -> None:
    """A file that is written is the old one or the new one; a recovery code is there where it opens the book."""
    if line.output != CODE:
        assert found.output in (before.output, expected.output), run
        assert run.code or found.output == expected.output, run
    elif found.book == expected.book:
        assert found.output == "opens", run
    else:
        assert found.output is None or dead or run.struck == "u", run


def _expect_true(run: Run, *, old: bool, dead: bool) -> None:
    """What was said is so. A disk that died for good may have kept what it said that it had not."""
    if "Nothing was changed" in run.said or ("NOT saved" in run.said and not dead):
        assert old, run
    kept = re.search(r"cannot write the backup (\S+): .*\nNothing was kept", run.said)
    assert not kept or dead or not Path(kept[1]).exists(), run


def _expect_tidy(run: Run, home: Home, line: Line, *, dead: bool) -> None:
    """No temporary file is left, unless it is the removing that failed; what lies beside the output is told of."""
    told = line.beside is not None and (run.code == 0 or f"{line.beside} was written" in run.said)
    left = {path.relative_to(home.folder).parts[0] for path in home.folder.rglob("*")}
    strange = left - _BOOK_FILES - {line.output or ""} - ({line.beside} if told else set())
    if line.words[0] == "restore":  # a book that could not be backed up is kept as it was
        strange = {each for each in strange if not each.startswith("replaced-")}
    strange |= {each.name for each in home.backups.glob("*") if not each.name.endswith(".backup")}
    assert not strange or run.struck == "u" or dead, (run, strange)
