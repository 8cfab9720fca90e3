"""Kill -9 while acts are done, and eight who mark at once: what the service acknowledged is in the book."""

import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

from facilitator.errors import BookError
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.doctor.check_book import check_book
from facilitator.services.people.enrol import enrol
from facilitator.services.people.keep_people import add_person
from facilitator.services.sessions.count_people import expect
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.take_attendance import mark
from facilitator.storage.book import Book, Change
from facilitator.storage.engines.sqlcipher import PATIENCE
from facilitator.words import AttendanceStatus, EnrolmentKind
from tests.books import NOW
from tests.faults.acts.kinds import KINDS, Kind
from tests.faults.stage import FAMILY, GROUP, PEOPLE, SESSION, cheap_stretching, copied, make_group_home, marks_made

Acknowledge = Callable[[str], None]

_MOST_HEARD = 5
"""Acknowledgements that are waited for before the kill, at most; with none it dies while it opens the book, or soon."""

_LONGEST_ACT = 0.01
"""Seconds from there to the kill, at most: about what a mark takes."""

_PAUSE = 0.01

_AT_ONCE = 0.5
_ROUNDS_A_BOOK = 100
_LOOK_CLOSELY = 25
_BUSY = "another window is writing in this book"


def acts_killed(folder: Path, kills: str, kinds: str, early: str) -> dict[str, int]:
    """Kill writers so often, one of each kind at once in the same book; what was acknowledged, and what of it is gone.

    ``early`` other than "" is the control: they acknowledge before the commit. Now and then it goes on in a new book,
    for what a thousand imports leave would make each one slow.
    """
    with cheap_stretching():
        return _acts_killed(folder, int(kills), kinds.split(","), early=bool(early))


def _acts_killed(folder: Path, kills: int, names: list[str], *, early: bool) -> dict[str, int]:
    template = make_group_home(folder / "template")
    chance, seen = random.Random(1), Counter(kills=0, lost=0, **{f"{name} acknowledged": 0 for name in names})
    rounds = -(-kills // len(names))
    for at in range(rounds):
        if at % _ROUNDS_A_BOOK == 0:
            home, kept = copied(template, folder / "home"), dict.fromkeys(names, 0)
        said = _killed_together(home, kept, chance, early=early)
        with open_book(home, None) as book:
            found = {name: KINDS[name].done(book) for name in names}
        for name in names:
            assert found[name] >= kept[name], f"one of the {name} that was seen before is gone"
            seen["kills"] += 1
            seen[f"{name} acknowledged"] += said[name]
            seen["lost"] += max(0, kept[name] + said[name] - found[name])
        kept = found
        if at % _LOOK_CLOSELY == 0 or at == rounds - 1:
            assert check_book(home, None) == ()  # pages, tables, the audit chain against the head that was noted
    return dict(seen)


def _killed_together(home: Home, kept: dict[str, int], chance: random.Random, *, early: bool) -> dict[str, int]:
    """Run a writer of each kind, kill all soon after some acknowledgements of one; how many each of them gave."""
    writers = {name: _start(home, KINDS[name], first, early=early) for name, first in kept.items()}
    order = chance.sample(sorted(writers), len(writers))
    said = dict.fromkeys(kept, 0)
    with ExitStack() as stack:
        pipes = {name: stack.enter_context(os.fdopen(pipe)) for name, (_, pipe) in writers.items()}
        for _ in range(chance.randint(0, _MOST_HEARD)):
            said[order[0]] += bool(pipes[order[0]].readline())
        if chance.random() >= _AT_ONCE:  # else what is said too early is written by then, nearly always
            time.sleep(chance.uniform(0, _LONGEST_ACT))
        for name in order:
            os.kill(writers[name][0], signal.SIGKILL)
        for name, pipe in pipes.items():
            said[name] += len(pipe.read().split("\n")) - 1
    for child, _ in writers.values():
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert ended == -signal.SIGKILL, ended
    return said


def _start(home: Home, kind: Kind, first: int, *, early: bool) -> tuple[int, int]:
    """A process that does acts from the ``first`` on until it is killed, and the pipe on which it says so."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)  # else nobody would tell it that the parent is gone
            if early:
                _acknowledge_early(lambda: _say(writing, "done"))
            with _open(home) as book:
                number = first
                while True:
                    try:
                        kind.act(book, number)
                    except BookError as error:
                        if error.title != _BUSY:
                            raise
                        continue
                    if not early:
                        _say(writing, "done")
                    number += 1
                    time.sleep(_PAUSE)  # SQLite's lock knows no turns: who writes without a pause keeps the others out
        finally:
            traceback.print_exc()
            os._exit(70)
    os.close(writing)
    return child, reading


def _open(home: Home) -> Book:
    """Open the book, however long a busy machine lets others keep it."""
    while True:
        try:
            return open_book(home, None, actor="pat")
        except BookError as error:
            if not error.title.startswith("another window is"):
                raise


def _acknowledge_early(acknowledge: Callable[[], None]) -> None:
    """The control: whatever leaves its audit row is acknowledged there and then, before it is committed."""
    record = Change.record

    def at_once(change: Change, *words: Any, **more: Any) -> None:
        record(change, *words, **more)
        acknowledge()

    Change.record = at_once  # type: ignore[method-assign]


def _say(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def _heard(pipe: int) -> list[str]:
    with os.fdopen(pipe) as file:
        return file.read().split("\n")[:-1]


def eight_writers(folder: Path, seconds: str) -> dict[str, float]:
    """Eight processes work in one session: four mark the same people and people of their own, four say who counts in.

    A mark and a "count me in" of the same person meet in one row, and neither may undo the other.
    """
    home = make_group_home(folder, enrolment=EnrolmentKind.OPEN)
    with open_book(home, None) as book:
        before = book.audit_head().seq
        for number in range(8):
            enrol(book, GROUP, add_person(book, name=_own(number), now=NOW).uid, now=NOW)
        base = book.audit_head().seq
    assert before < base
    until = time.monotonic() + float(seconds)
    writers = [_writer(home, number, until) for number in range(8)]
    said = [_heard(pipe) for _, pipe in writers]
    for child, _ in writers:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    done = [word.split("|") for words in said for word in words]
    changed = [each for each in done if each[0] != "refused"]
    refused = [each for each in done if each[0] == "refused"]
    for _, waited, title in refused:
        assert title == _BUSY, title
        assert float(waited) >= PATIENCE, waited
    assert check_book(home, None) == ()
    with open_book(home, None) as book:
        assert book.audit_head().seq == base + len(changed), "an acknowledged change is not in the audit chain"
        assert len(marks_made(book)) == len(changed)
        roll = {each.person.name: each for each in roll_of(book, SESSION).marks}
    for name, expected, status in _last(said):
        assert (roll[name].expected, roll[name].status) == (expected or roll[name].expected, status), name
    counted_in = {name for act, name, *_ in changed if act == "expect"}
    assert {name for name, each in roll.items() if each.expected} == counted_in, "a count-me-in was lost"
    longest = max(float(each[2]) for each in changed)
    return {"changes": len(changed), "refused": len(refused), "lost": 0, "longest wait, seconds": round(longest, 2)}


def _own(number: int) -> str:
    return f"Own{number} {FAMILY}"


def _writer(home: Home, number: int, until: float) -> tuple[int, int]:
    """A process that works until a moment, and says each change that it made and how long it took."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 70
        try:
            os.close(reading)
            with open_book(home, None, actor=f"window{number}") as book:
                _work(book, number, until, lambda word: _say(writing, word))
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    return child, reading


def _work(book: Book, number: int, until: float, say: Acknowledge) -> None:
    chance = random.Random(number)
    turn = 0
    while time.monotonic() < until:
        shared = PEOPLE[chance.randrange(len(PEOPLE))]
        status = chance.choice(list(AttendanceStatus))
        name = shared if turn % 2 else _own(number)
        began = time.monotonic()
        try:
            if number < 4:
                mark(book, SESSION, name, status, now=NOW + timedelta(seconds=turn))
                word = f"mark|{name}"
            else:
                expect(book, SESSION, shared, now=NOW)
                word, status = f"expect|{shared}", AttendanceStatus.PRESENT
        except BookError as error:
            say(f"refused|{time.monotonic() - began:.3f}|{error.title}")
            continue
        say(f"{word}|{time.monotonic() - began:.3f}|{status}")
        turn += 1
        time.sleep(0.002)  # a hand is slower


def _last(said: list[list[str]]) -> list[tuple[str, bool, AttendanceStatus]]:
    """The last mark of each person whom only one writer marked."""
    last = {}
    for words in said:
        for word in words:
            act, name, *rest = word.split("|")
            if act == "mark" and name.startswith("Own"):
                last[name] = AttendanceStatus(rest[1])
    return [(name, False, status) for name, status in last.items()]
