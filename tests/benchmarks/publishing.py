"""Rows 9, 10, 11 and 24: publish a calendar of 10,000 sessions, unchanged, changed, changed once; export 20,000."""

import hashlib
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from facilitator.domain.publishing.feed_terms import FeedTerms, usual_terms
from facilitator.domain.publishing.published import PublishedCalendar, PublishedSession
from facilitator.domain.publishing.selection import Selection, usual_span
from facilitator.formats.publishing.ics_write import write_calendar
from facilitator.home import Home
from facilitator.services.book.open_book import open_book
from facilitator.services.practice.make_practice import Scale, make_practice
from facilitator.services.publishing.gather_schedule import gather_schedule
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.schedule_group import GroupWish, schedule_group
from facilitator.storage.book import Book
from facilitator.words import FeedAudience, FeedKind, TitleStyle
from tests.benchmarks.base_environment import base_environment
from tests.benchmarks.libical import compile_peer, events_in, libical, write_values
from tests.benchmarks.measure import Measured, Milliseconds, Timed, in_turn, timed
from tests.books import make_practice_home

NOW = datetime(2027, 3, 1, 18, 15, tzinfo=UTC)
GROUPS, WEEKS = 128, 78
"""10,000 sessions, all in the days that a feed holds."""

_LEAST_IMPORTS = "import click, sqlalchemy, sqlcipher3.dbapi2"


def measure_unchanged() -> Measured:
    """Row 9: nothing changed; the peer hashes the file."""
    with _published() as (book, home, clock):
        path = home.published / "all.ics"
        publish(book, home, now=clock())
        ours = timed(lambda: publish(book, home, now=NOW))
        pairs = in_turn(ours, timed(lambda: hashlib.sha256(path.read_bytes()).hexdigest()), pairs=31)
    return pairs.told("publish-unchanged", 9, "publish 10,000 sessions, nothing changed, against a hash of it", bar=2)


def measure_written() -> Measured:
    """Row 10: every event is written, from values that both sides hold; the whole publication is beside."""
    with _published() as (book, home, clock), tempfile.TemporaryDirectory() as scratch:
        sessions = _sessions(book)
        calendar = PublishedCalendar("all", "All", "America/New_York", sessions=tuple(sessions))
        values = Path(scratch) / "values"
        write_values(sessions, values)
        program = compile_peer(Path(scratch))
        theirs = subprocess.run([program, values, "once"], check=True, stdout=subprocess.PIPE).stdout
        assert events_in(write_calendar(calendar)) == events_in(theirs)
        anew = min(_all_anew(book, home, clock)() for _ in range(3))
        with libical(program, values) as peer:
            pairs = in_turn(timed(lambda: write_calendar(calendar)), peer, pairs=15)
    work = f"write all {len(sessions):,} events, against libical (C)"
    return pairs.told("publish-written", 10, work, bar=1.5, beside={"the whole publication": anew})


def measure_one_change() -> Measured:
    """Row 11: one session was moved; the peer publishes all of it anew, after the terms of the feed were changed."""
    with _published() as (book, home, clock):
        publish(book, home, now=clock())
        first = next(iter(_sessions(book)))
        days = count(1)

        def ours() -> Milliseconds:
            edit_sessions.move(book, first.uid, datetime(2027, 3, 2, 9, next(days) % 50), now=clock())
            return timed(lambda: publish(book, home, now=clock(), in_words=False))()

        pairs = in_turn(ours, _all_anew(book, home, clock), pairs=7)
    return pairs.told("publish-one", 11, "publish after one change in 10,000 sessions, against all anew", bar=0.05)


def measure_export() -> Measured:
    """Row 24: whole processes; the peer is libical with values that were read before, and what starting us takes."""
    base = base_environment()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home")
        make_practice(home, now=datetime.now(UTC).replace(microsecond=0), scale=Scale(people=20, groups=325, weeks=80))
        variables = base.variables(home.folder)
        with open_book(home, None) as book:
            now = datetime.now(UTC)
            with book.read() as db:
                terms = usual_terms(FeedAudience.PUBLIC, protected=False)
                found = gather_schedule(db, Selection(), terms, usual_span(now.date()))
        values = Path(folder) / "values"
        write_values(found, values)
        program, files = compile_peer(Path(folder)), count()
        untold = home.book.read_bytes()

        def ours() -> Milliseconds:
            path = Path(folder) / f"{next(files)}.ics"
            line = [str(base.facilitator), "calendar", "export", "-o", str(path)]
            took = timed(lambda: subprocess.run(line, env=variables, check=True, capture_output=True))()
            home.book.write_bytes(untold)  # nothing of it was told before
            return took

        with libical(program, values) as writes:

            def peer() -> Milliseconds:
                starts = [str(base.python), "-c", _LEAST_IMPORTS]
                return writes() + timed(lambda: subprocess.run(starts, env=variables, check=True))()

            pairs = in_turn(ours, peer, pairs=7)
    work = f"calendar export of {len(found):,} sessions, whole process, against libical (C) and our start"
    return pairs.told("export", 24, work, bar=2)


@contextmanager
def _published() -> Iterator[tuple[Book, Home, "_Clock"]]:
    with tempfile.TemporaryDirectory() as folder:
        home = make_practice_home(Path(folder))
        with open_book(home, None, actor="pat") as book:
            for number in range(GROUPS):
                start = datetime(2027, 3, 1 + number % 7, 8 + number % 12, 30)
                wish = GroupWish(
                    title=f"Group {number}", start=start, repeat=f"weekly, {WEEKS} times", minutes=60, public=True
                )
                schedule_group(book, home, wish, now=NOW, force=True)
            add_feed(book, FeedWish(FeedKind.ALL, name="All", style=TitleStyle.TITLE), now=NOW)
            yield book, home, _Clock()


class _Clock:
    """Seconds go by, and the day stays."""

    def __init__(self) -> None:
        self.seconds = count(1)

    def __call__(self) -> datetime:
        return NOW + timedelta(seconds=next(self.seconds))


def _sessions(book: Book) -> list[PublishedSession]:
    terms = FeedTerms(TitleStyle.TITLE, usual_terms(FeedAudience.PUBLIC, protected=True).fields)
    with book.read() as db:
        return gather_schedule(db, Selection(public=True), terms, usual_span(NOW.date()))


def _all_anew(book: Book, home: Home, clock: "_Clock") -> Timed:
    """A publication in which every session is told anew, timed without what makes it so: as new zone rules would."""

    def once() -> Milliseconds:
        with book.write(now=clock()) as change:
            change.db.exec_driver_sql("UPDATE session SET sequence = sequence + 1, updated_at = updated_at + 1")
            change.record("zones.recompute", "all")
        return timed(lambda: publish(book, home, now=clock(), in_words=False))()

    return once
