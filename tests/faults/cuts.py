"""Power cuts: what was acknowledged is there afterwards, and what was half done is done or undone as a whole."""

import ctypes
import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.services.book.open_book import note_head, open_book
from facilitator.services.sessions.run_session import end
from facilitator.services.sessions.take_attendance import mark, undo_mark
from facilitator.storage.book import Book
from facilitator.words import AttendanceStatus, Unmarked
from tests.books import NOW
from tests.faults.acts.kinds import KINDS
from tests.faults.deeds import DEEDS
from tests.faults.replay import Change, Disk, lay_out, read_log
from tests.faults.shim import NEVER, forked, moments
from tests.faults.stage import PEOPLE, SESSIONS, cheap_stretching, content, copied, expect_no_names, make_group_home

AS_IT_IS = "as-it-is"

_CHECKPOINT_PAGES = 60
"""The log of the book is folded back after so many pages here, so that cuts meet that too; SQLite's own is 1,000."""

_REPEATED = 60
_ACTS_A_NOTE = 18


def acts_cut(folder: Path, kind: str, synchronous: str, cuts: str) -> dict[str, int]:
    """Cut the power in a run of acts of a kind; counts lost acknowledged changes, and asserts the rest.

    With any ``synchronous`` but that of the program it is a control.
    """
    template = make_group_home(folder.parent / "template")
    home = copied(template, folder / "home")
    log, states = folder.parent / "log", folder.parent / "states"

    def act() -> None:
        shim = ctypes.CDLL(None)
        shim.fault_log(str(log).encode())
        _work(home, shim, states, kind, synchronous)

    run = forked(NEVER, act)
    assert run.code == 0, run
    known = json.loads(states.read_text())
    changes = read_log(log)
    seen: Counter[str] = Counter({"cuts": 0, "cuts that lost": 0, "lost": 0, "damaged": 0})
    first = next(at for at, each in enumerate(changes) if each.kind == "a")
    image = folder / "image"
    for disk, cut in _cuts(template.folder, str(home.folder), changes, int(cuts), first=first):
        shutil.rmtree(image, ignore_errors=True)
        lay_out(cut, str(home.folder), image)
        seen["cuts"] += 1
        try:
            found = _state(Home(image))
            assert found in known["digests"], "neither before nor after any change"
        except (FacilitatorError, AssertionError):
            if synchronous == AS_IT_IS:
                raise
            seen["damaged"] += 1
            continue
        lost = disk.acknowledged - known["digests"].index(found)
        if synchronous == AS_IT_IS:
            content(Home(image))
        seen["cuts that lost"] += lost > 0
        seen["lost"] += max(0, lost)
        expect_no_names(image)
    acknowledged, syncs = known["acknowledged"], sum(each.kind == "s" for each in changes)
    return {"acknowledged": acknowledged, "syncs": syncs, **seen}


def _work(home: Home, shim: ctypes.CDLL, states: Path, kind: str, synchronous: str) -> None:
    """Work through the services; each act is acknowledged in the log when the service returned."""
    digests: list[str] = []
    done = 0
    with open_book(home, None, actor="pat") as book:
        with book.raw() as raw:
            raw.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}")
            if synchronous != AS_IT_IS:
                raw.execute(f"PRAGMA synchronous={synchronous}")
        digests.append(_chain(book))
        for act in _attendance(book) if kind == "marks" else _repeated(book, kind):
            act()
            done += 1
            shim.fault_note(str(done).encode())
            digests.append(_chain(book))
            if done % _ACTS_A_NOTE == 0:
                note_head(home, book)
    states.write_text(json.dumps({"acknowledged": done, "digests": digests}))


def _attendance(book: Book) -> Iterator[Callable[[], object]]:
    """Marks, undos and endings."""
    statuses = list(AttendanceStatus)
    for at, session in enumerate(SESSIONS):
        for turn, name in enumerate(PEOPLE * 2):
            yield partial(mark, book, session, name, statuses[(at + turn) % len(statuses)], now=NOW)
        yield partial(undo_mark, book, session, now=NOW)
        yield partial(end, book, session, now=NOW, unmarked=Unmarked.MISSED)


def _repeated(book: Book, kind: str) -> Iterator[Callable[[], object]]:
    for number in range(_REPEATED):
        yield partial(KINDS[kind].act, book, number)


def _chain(book: Book) -> str:
    """The newest hash of the audit chain with what acts change: one for each state of the book."""
    with book.read() as db:
        audit = db.exec_driver_sql("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").one()
        events = db.exec_driver_sql("SELECT count(*), max(id) FROM mark_event").one()
        sessions = db.exec_driver_sql("SELECT id, start_local, status, sequence FROM session ORDER BY id").all()
        people = db.exec_driver_sql("SELECT count(*), max(id) FROM person WHERE phone IS NOT NULL").one()
        marks = db.exec_driver_sql("SELECT session_id, person_id, expected, status FROM attendance ORDER BY 1, 2").all()
    rows = [tuple(row) for row in (*marks, *sessions, people)]
    return repr((audit.seq, audit.hash.hex(), tuple(events), rows))


def _state(home: Home) -> str:
    with open_book(home, None) as book:
        return _chain(book)


def deed_cut(folder: Path, name: str, cuts: str) -> dict[str, int]:
    """Cut the power in a deed, and after it: it is done or not done, and where it was said to be done, it is."""
    seen: Counter[str] = Counter({"cuts": 0, "as before": 0, "done": 0})
    log = folder.parent / "log"
    with cheap_stretching():
        deed = DEEDS[name](folder.parent / "template")
        home = copied(deed.template, folder / "home")

        def act() -> None:
            shim = ctypes.CDLL(None)
            shim.fault_log(str(log).encode())
            deed.act(home)
            shim.fault_note(b"1")

        run = forked(NEVER, act)
        assert run.code == 0, run
        image = folder / "image"
        for disk, cut in _cuts(deed.template.folder, str(home.folder), read_log(log), int(cuts)):
            shutil.rmtree(image, ignore_errors=True)
            image.mkdir()
            lay_out(cut, str(home.folder), image)
            done = deed.done(Home(image))
            assert done or not disk.acknowledged, "said to be done, and is not"
            seen["cuts"] += 1
            seen["done" if done else "as before"] += 1
            expect_no_names(image)
    return dict(seen)


def _cuts(
    folder: Path, root: str, changes: list[Change], most: int, *, first: int = 0
) -> Iterator[tuple[Disk, dict[str, bytes | None]]]:
    """Cut the power so often, spread over a log: half of it just before or after a sync or an acknowledgement."""
    near = [at for at, each in enumerate(changes, 1) if each.kind in "sa"]
    near = sorted({place for at in near for place in (at - 1, at) if place > first})
    anywhere = list(range(first + 1, len(changes) + 1))
    wanted = Counter(_spread(near, most // 2) + _spread(anywhere, most - most // 2))
    chance = random.Random(7)
    disk = Disk.of(folder, root=root)
    for at, change in enumerate(changes, 1):
        disk.take(change)
        for _ in range(wanted[at]):
            yield disk, disk.cut(chance)


def _spread(places: list[int], count: int) -> list[int]:
    """So many of some places, evenly; some of them more than once where there are fewer."""
    rounds, rest = divmod(count, len(places))
    return places * rounds + ([places[at - 1] for at in moments(len(places), rest)] if rest else [])
