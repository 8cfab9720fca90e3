"""Kill -9 while marks are made, and eight who mark at once: what the service acknowledged is in the book."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from facilitator.errors import BookError
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.doctor.check_book import check_book
from facilitator.services.find import find_person, find_session
from facilitator.services.people.enrol import enrol
from facilitator.services.people.keep_people import add_person
from facilitator.services.sessions.count_people import expect
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.take_attendance import mark, mark_person
from facilitator.storage.book import Book
from facilitator.storage.engines.sqlcipher import PATIENCE
from facilitator.words import AttendanceStatus, EnrolmentKind
from tests.books import NOW
from tests.faults.stage import FAMILY, GROUP, PEOPLE, SESSION, make_group_home, marks_made

Acknowledge = Callable[[str], None]

_MOST_HEARD = 7
"""Acknowledgements that are waited for before the kill, at most; with none it dies while it opens the book, or soon."""

_LONGEST_MARK = 0.01
"""Seconds from there to the kill, at most: about what a mark takes."""

_LOOK_CLOSELY = 50


def marks_killed(folder: Path, kills: str, writer: str) -> dict[str, int]:
    """Kill a writer of marks so often; counts what was acknowledged, and what of it is gone.

    The writer ``early`` is the control: it acknowledges before the commit.
    """
    home = make_group_home(folder)
    chance, seen = random.Random(1), Counter(kills=0, acknowledged=0, lost=0)
    kept = 0
    for at in range(1, int(kills) + 1):
        said = _killed(home, WRITERS[writer], chance, first=kept)
        closely = at % _LOOK_CLOSELY == 0 or at == int(kills)
        known = 0 if closely else kept
        with open_book(home, None) as book:
            made = marks_made(book, after=known)
        wanted = [_mark(number) for number in range(known, known + len(made))]
        assert made == wanted, f"a mark that nobody made, or out of order: {made[-3:]}, {wanted[-3:]}"
        assert known + len(made) >= kept, "a mark that was seen before is gone"
        seen["kills"] += 1
        seen["acknowledged"] += said
        seen["lost"] += max(0, kept + said - known - len(made))
        kept = known + len(made)
        if closely:
            assert check_book(home, None) == ()  # pages, tables, the audit chain against the head that was noted
    return dict(seen)


def _mark(number: int) -> tuple[str, str]:
    """Whom the n-th mark is of, and what it says."""
    statuses = list(AttendanceStatus)
    return PEOPLE[number % len(PEOPLE)], statuses[number // len(PEOPLE) % len(statuses)].value


def _killed(home: Home, write: Callable[[Book, int, Acknowledge], None], chance: random.Random, *, first: int) -> int:
    """Run a writer, kill it soon after some acknowledgements, now and then while it opens; how many it gave."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)  # else nobody would tell it that the parent is gone
        try:
            with open_book(home, None, actor="pat") as book:
                number = first
                while True:
                    write(book, number, lambda word: _say(writing, word))
                    number += 1
        finally:
            os._exit(70)
    os.close(writing)
    with os.fdopen(reading) as heard:
        words = [heard.readline() for _ in range(chance.randint(0, _MOST_HEARD))]
        time.sleep(chance.uniform(0, _LONGEST_MARK))
        os.kill(child, signal.SIGKILL)
        words += heard.read().split("\n")[:-1]
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended == -signal.SIGKILL, ended
    return len(words)


def _say(pipe: int, word: str) -> None:
    os.write(pipe, f"{word}\n".encode())


def _heard(pipe: int) -> list[str]:
    with os.fdopen(pipe) as file:
        return file.read().split("\n")[:-1]


def _through_the_service(book: Book, number: int, acknowledge: Acknowledge) -> None:
    name, status = _mark(number)
    mark(book, SESSION, name, AttendanceStatus(status), now=NOW)
    acknowledge(str(number))


def _too_early(book: Book, number: int, acknowledge: Acknowledge) -> None:
    """The same mark, acknowledged before it is committed."""
    name, status = _mark(number)
    with book.write(now=NOW) as change:
        acknowledge(str(number))
        who = find_person(change.db, name)
        mark_person(change, find_session(change.db, SESSION), who, AttendanceStatus(status))


WRITERS = {"service": _through_the_service, "early": _too_early}


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
        assert title == "another window is writing in this book", title
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
