"""A clock that is set back and forth between any two acts: what was done last counts, not what has the latest time."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from facilitator.domain.backups import BackupReason
from facilitator.errors import Refused
from facilitator.home import Home
from facilitator.services.backups.back_up import restore
from facilitator.services.backups.back_up_daily import back_up_today
from facilitator.services.book.open_book import open_book
from facilitator.services.doctor.check_book import check_book, verify_audit
from facilitator.services.doctor.doctor import examine
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.run_session import end, reopen, start
from facilitator.services.sessions.take_attendance import mark, undo_mark
from facilitator.storage.backups.names import backups_of
from facilitator.storage.book import Book
from facilitator.storage.keys.slots import read_key_file
from facilitator.tui.presence import ASLEEP_SECONDS, Sign, WindowWatch
from facilitator.words import AttendanceStatus, SessionStatus, Unmarked
from tests.books import NOW, PASSPHRASE
from tests.faults.stage import PEOPLE, SESSION, cheap_stretching, make_group_home

pytestmark = pytest.mark.slow

JUMPS = [timedelta(**each) for each in ({"seconds": 1}, {"minutes": 7}, {"hours": 5}, {"days": 1}, {"days": 40})]
ACTS = 90


@dataclass(slots=True)
class Evening:
    """A session that is worked while the clock jumps, and what must be true of it."""

    home: Home
    book: Book
    chance: random.Random
    now: datetime = NOW
    marks: list[tuple[str, AttendanceStatus | None]] = field(default_factory=list)
    """The marks that hold, oldest first: whose it was, and what held before."""
    state: dict[str, AttendanceStatus | None] = field(default_factory=dict)
    acts: int = 0

    def jump(self) -> None:
        """Set the clock, back as often as forward."""
        self.now += self.chance.choice(JUMPS) * self.chance.choice((-1, 1))

    def mark(self) -> None:
        name, status = self.chance.choice(PEOPLE), self.chance.choice(list(AttendanceStatus))
        mark(self.book, SESSION, name, status, now=self.now)
        self.marks.append((name, self.state.get(name)))
        self.state[name] = status
        self.acts += 1

    def take_back(self) -> None:
        if self.marks:
            undo_mark(self.book, SESSION, now=self.now)
            name, before = self.marks.pop()
            self.state[name] = before
            self.acts += 1

    def open_again(self) -> None:
        self.book.close()
        self.book = open_book(self.home, PASSPHRASE, actor="pat")

    def see(self) -> None:
        """The roll is as it was marked."""
        roll = roll_of(self.book, SESSION)
        assert {each.person.name: each.status for each in roll.marks if each.status} == {
            name: status for name, status in self.state.items() if status
        }


def _evening(folder, seed):
    home = make_group_home(folder, locked=True)
    return Evening(home, open_book(home, PASSPHRASE, actor="pat"), random.Random(seed))


@pytest.fixture(autouse=True)
def _cheap():
    with cheap_stretching():
        yield


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_marks_in_the_order_in_which_they_were_made(tmp_path, seed):
    evening = _evening(tmp_path / "home", seed)
    first = evening.book.audit_head().seq
    for _ in range(ACTS):
        evening.jump()
        evening.chance.choice((evening.mark, evening.mark, evening.mark, evening.take_back, evening.open_again))()
        evening.see()
    assert evening.book.audit_head().seq == first + evening.acts
    assert read_key_file(evening.home.keys).head.seq > first  # noted on opening, whatever the clock says
    assert verify_audit(evening.home, evening.book).whole
    evening.book.close()
    assert check_book(evening.home, PASSPHRASE) == ()


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_a_session_that_ends_before_it_began(tmp_path, seed):
    evening = _evening(tmp_path / "home", seed)
    began = None
    for _ in range(12):
        evening.jump()
        if began is None:  # once: opening it again lets it run on
            began = evening.now
            start(evening.book, SESSION, now=began)
        for _ in range(4):
            evening.jump()
            evening.mark()
        evening.jump()
        try:
            done = end(evening.book, SESSION, now=evening.now, unmarked=Unmarked.MISSED)
        except Refused:  # it would have run for days: somebody has to say when it ended
            ended = began + timedelta(minutes=50)
            evening.now = max(evening.now, ended)
            done = end(evening.book, SESSION, now=evening.now, unmarked=Unmarked.MISSED, ended=ended)
        assert done.session.status is SessionStatus.HELD
        planned = (done.session.ends_at - done.session.starts_at) / timedelta(minutes=1)
        for each in done.roll.marks:
            assert each.minutes is None or 0 <= each.minutes <= 24 * 60, each
        assert planned == 60
        evening.jump()
        reopen(evening.book, SESSION, now=evening.now)
        evening.see()
    assert verify_audit(evening.home, evening.book).whole
    evening.book.close()
    told = {each.name: each for each in examine(evening.home, PASSPHRASE, now=evening.now)}
    assert told["clock jumps"].value.startswith("set back ")


def _day(at: datetime):
    """The day in the zone of the book."""
    return at.astimezone(ZoneInfo("America/New_York")).date()


def test_backups_are_made_and_none_is_thrown_away_for_a_wrong_clock(tmp_path):
    evening = _evening(tmp_path / "home", 5)
    info = read_key_file(evening.home.keys).book
    made = 0
    for _ in range(30):
        evening.jump()
        evening.mark()
        before = {each.path.name: each for each in backups_of(evening.home.backups, info)}
        assert back_up_today(evening.home, evening.book, now=evening.now) == ()
        after = {each.path.name: each for each in backups_of(evening.home.backups, info)}
        made += len(set(after) - set(before))
        today = [each for each in after.values() if _day(each.manifest.created_at) == _day(evening.now)]
        assert today, "no backup of this day"
        gone = [before[name] for name in set(before) - set(after)]
        assert all(each.manifest.created_at <= evening.now for each in gone), "one that lies in the future is gone"
        past = [each for each in before.values() if each.manifest.created_at <= evening.now]
        assert len(past) - len(gone) >= min(len(past), 2)
    assert made > 4
    evening.book.close()
    newest = max(backups_of(evening.home.backups, info), key=lambda each: each.path.stat().st_mtime_ns)
    assert newest.reason is BackupReason.DAILY
    restore(evening.home, newest.path, PASSPHRASE, now=evening.now)
    assert check_book(evening.home, PASSPHRASE) == ()


def test_a_clock_that_is_set_back_locks_and_never_holds_the_lock_off(tmp_path):
    wall, steady = [1_000_000.0], [50.0]
    watch = WindowWatch(300, tmp_path / "word", wall=lambda: wall[0], steady=lambda: steady[0])
    chance = random.Random(1)
    for _ in range(500):
        step = chance.choice((-1e6, -3600, -ASLEEP_SECONDS - 1, ASLEEP_SECONDS + 1, 86400))
        wall[0] += step + 1
        steady[0] += 1
        watch.touch()
        assert watch.sign() is Sign.SLEPT
        assert watch.sign() is None
    watch.touch()
    for second in range(301):
        steady[0] += 1
        wall[0] += 1 - (20 if second % 40 == 0 else 0)  # a little back, over and over: below what counts as sleep
        told = watch.sign()
        assert told is None or second == 300
    assert told is Sign.IDLE
