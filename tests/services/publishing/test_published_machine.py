"""Whatever is scheduled, edited, undone and published: what a subscriber sees is the book's public schedule.

And nothing is gone from what they see without having been told as cancelled, as long as its date is to come.
"""

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from icalendar import Calendar

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import FacilitatorError
from facilitator.home import Home
from facilitator.services.history.undo import undo
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.publishing.take_back_publication import take_back_publication
from facilitator.services.scheduling import edit_sessions, keep_closures
from facilitator.services.scheduling.change_group import change_group
from facilitator.services.scheduling.see_groups import list_groups
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.words import ClosureAnswer, TitleStyle
from tests.books import open_practice
from tests.conftest import Program

pytestmark = pytest.mark.slow
EVER = (datetime(2027, 1, 1).date(), datetime(2028, 6, 1).date())


class Publishing(RuleBasedStateMachine):
    """A program of at most three groups, and one who follows all its public groups."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        book = open_practice(self.folder)
        self.program = Program(Home(self.folder / "home"), book, datetime(2027, 3, 1, 12, tzinfo=UTC))
        add_feed(book, FeedWish(name="All", style=TitleStyle.TITLE), now=self.program.now)
        self.seen: dict[str, tuple[str, int, datetime]] = {}
        self.path = self.program.home.published / "all.ics"
        self.current = False
        self.schedule_one(1, 18, public=True)
        self.publish()

    def teardown(self) -> None:
        self.program.book.close()
        shutil.rmtree(self.folder)

    def attempt(self, act) -> None:
        """What is refused changes nothing."""
        self.program.now += timedelta(minutes=7)
        try:
            act(self.program)
        except FacilitatorError:
            return
        self.current = False

    def sessions(self):
        return list_sessions(self.program.book, *EVER)

    @rule(number=st.integers(1, 3), hour=st.integers(8, 20), public=st.booleans())
    def schedule(self, number: int, hour: int, public: bool) -> None:
        self.schedule_one(number, hour, public=public)

    def schedule_one(self, number: int, hour: int, *, public: bool) -> None:
        titles = {each.title for each in list_groups(self.program.book)}
        if f"Group {number}" not in titles:
            start = f"2027-03-{3 + number:02} {hour:02}:00"
            self.attempt(lambda p: p.group(f"Group {number}", start, repeat="weekly, 6 times", public=public))

    @precondition(lambda self: self.sessions())
    @rule(data=st.data(), days=st.integers(-3, 30), act=st.sampled_from(("move", "cancel", "restore")))
    def edit(self, data: st.DataObject, days: int, act: str) -> None:
        each = data.draw(st.sampled_from(self.sessions()))
        acts = {
            "move": lambda p: edit_sessions.move(
                p.book, each.uid, each.start_local + timedelta(days=days), now=p.now
            ),
            "cancel": lambda p: edit_sessions.cancel(p.book, each.uid, reason="snow", now=p.now),
            "restore": lambda p: edit_sessions.restore(p.book, each.uid, now=p.now),
        }  # fmt: skip
        self.attempt(acts[act])

    @precondition(lambda self: self.sessions())
    @rule(data=st.data(), public=st.booleans(), title=st.none() | st.sampled_from(("Calm", "Rest; tea")))
    def change(self, data: st.DataObject, public: bool, title: str | None) -> None:
        group = data.draw(st.sampled_from(list_groups(self.program.book))).uid
        self.attempt(lambda p: change_group(p.book, group, GroupChange(public=public, title=title), now=p.now))

    @rule(day=st.integers(1, 28))
    def close(self, day: int) -> None:
        closed = datetime(2027, 3, day).date()
        self.attempt(
            lambda p: keep_closures.add_closed_days(
                p.book, closed, closed, reason=f"closed {day}", hit=ClosureAnswer.SKIP, now=p.now
            )
        )

    @rule()
    def take_back_an_act(self) -> None:
        self.attempt(lambda p: undo(p.book, now=p.now))

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        self.program.now += timedelta(hours=hours)
        self.current = False

    @rule()
    def publish(self) -> None:
        self.program.now += timedelta(minutes=1)
        publish(self.program.book, self.program.home, now=self.program.now)
        self.read_back()
        self.current = True

    @rule()
    def take_back_a_publication(self) -> None:
        self.attempt(lambda p: take_back_publication(p.book, p.home, "All", now=p.now))
        if self.path.exists():
            self.read_back()

    def read_back(self) -> None:
        """A subscriber reads: numbers never fall, and what is gone was told as cancelled or is over."""
        now = {
            str(event["UID"]): (str(event["STATUS"]), int(event["SEQUENCE"]), event["DTEND"].dt, event.to_ical())
            for event in Calendar.from_ical(self.path.read_bytes()).walk("VEVENT")
        }
        for uid, (status, sequence, ends, data) in self.seen.items():
            if uid not in now:
                assert status == "CANCELLED" or ends <= self.program.now, uid
                assert ends <= self.program.now, uid
            elif now[uid][3] != data:
                assert now[uid][1] > sequence, uid
        self.seen = now

    @invariant()
    def what_they_see_is_the_public_schedule(self) -> None:
        if not getattr(self, "current", False):
            return
        public = {each.id for each in list_groups(self.program.book) if each.public}
        first, last = self.program.now - timedelta(days=91), self.program.now + timedelta(days=540)
        wanted = {
            each.uid: each for each in self.sessions() if each.group_id in public and first < each.starts_at < last
        }
        held = {uid: each for uid, each in self.seen.items() if each[0] == "CONFIRMED"}
        assert set(held) == {uid for uid, each in wanted.items() if not each.called_off}
        assert {uid for uid, each in wanted.items() if each.called_off} <= self.seen.keys()
        for uid, (_, _, ends, _) in held.items():
            assert ends == wanted[uid].ends_at


Publishing.TestCase.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestPublishing = Publishing.TestCase
