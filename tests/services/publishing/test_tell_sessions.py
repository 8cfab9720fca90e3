from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar

from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms
from facilitator.domain.publishing.published import PublishedCalendar
from facilitator.domain.publishing.selection import DayWindow, Selection
from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.services.agency import keep_sites
from facilitator.services.history.undo import undo
from facilitator.services.publishing.tell_sessions import News, keep_news, tell_sessions
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.storage.queries.publishing.feeds import add_export_target
from facilitator.words import TitleStyle

TERMS = FeedTerms(TitleStyle.TITLE, frozenset((FeedField.PLACE,)))
SPAN = DayWindow(date(2027, 2, 1), date(2028, 2, 1))
PUBLIC = Selection(public=True)


class Subscriber:
    """Somebody who is told again and again."""

    def __init__(self, program):
        self.program = program
        with program.book.write(now=program.now) as change:
            change.record("calendar.export", "x")
            self.target = add_export_target(change.db, "s")

    def look(self, wanted=PUBLIC, terms=TERMS, span=SPAN) -> News:
        with self.program.book.read() as db:
            return tell_sessions(db, self.target, wanted, terms, span, now=self.program.now)

    def told(self, **more) -> dict[int, tuple[str, int, str]]:
        """Tell them; status, SEQUENCE and title by the day of the month."""
        self.program.now += timedelta(minutes=1)
        with self.program.book.write(now=self.program.now) as change:
            made = tell_sessions(change.db, self.target, PUBLIC, TERMS, SPAN, now=self.program.now, **more)
            keep_news(change, self.target, made)
            change.record("calendar.export", "x")
        self.data = made.file(PublishedCalendar("u", "n", "America/New_York"))
        self.made = made
        events = Calendar.from_ical(self.data).walk("VEVENT")
        self.events = {str(event["UID"]): event for event in events}
        assert len(self.events) == len(events)
        local = {event["DTSTART"].dt.astimezone(datetime(2027, 3, 1).astimezone().tzinfo): event for event in events}
        return {
            (at.astimezone(UTC) - timedelta(hours=5)).day: (
                str(event["STATUS"]), int(event["SEQUENCE"]), str(event["SUMMARY"]),
            )
            for at, event in local.items()
        }  # fmt: skip


HELD = ("CONFIRMED", 0, "Steady")


@pytest.fixture
def steady(program):
    program.group(public=True)
    return program


@pytest.fixture
def subscriber(steady):
    made = Subscriber(steady)
    assert made.told() == dict.fromkeys((4, 11, 18, 25), HELD)
    assert len(made.made.new) == 4
    return made


def test_the_same_data_gives_the_same_bytes_and_nothing_to_keep(subscriber):
    before = subscriber.data
    subscriber.told()
    assert subscriber.data == before
    assert (subscriber.made.anew, subscriber.made.unchanged, subscriber.made.changes()) == (False, 4, ())


def test_an_edit_is_told_with_the_schedules_own_sequence(steady, subscriber):
    edit_sessions.move(steady.book, "Steady@2027-03-11", datetime(2027, 3, 12, 9), now=steady.now)
    edit_sessions.cancel(steady.book, "Steady@2027-03-18", reason="snow", now=steady.now)
    told = subscriber.told()
    assert (told[12], told[18]) == (("CONFIRMED", 1, "Steady"), ("CANCELLED", 1, "Canceled: Steady"))
    assert [each.say() for each in subscriber.made.changes()] == [
        "Thu 11 Mar 2027, 6:30 pm, Steady: moved to Fri 12 Mar 2027, 9:00 am",
        "Thu 18 Mar 2027, 6:30 pm, Steady: canceled",
    ]


def test_what_no_session_says_raises_the_sequence_all_the_same(steady, subscriber):
    stamp = subscriber.events[steady.session("Steady@2027-03-04").uid]["LAST-MODIFIED"].dt
    with steady.book.raw() as raw:
        raw.execute("UPDATE \"group\" SET title = 'Calm'")
    assert subscriber.told() == dict.fromkeys((4, 11, 18, 25), ("CONFIRMED", 1, "Calm"))
    event = subscriber.events[steady.session("Calm@2027-03-04").uid]
    assert event["LAST-MODIFIED"].dt == steady.now > stamp
    data = subscriber.data
    assert subscriber.told()[4] == ("CONFIRMED", 1, "Calm")  # from what was kept, as it was told
    assert subscriber.data == data
    edit_sessions.cancel(steady.book, "Calm@2027-03-04", reason="snow", now=steady.now)
    assert subscriber.told()[4] == ("CANCELLED", 2, "Canceled: Calm")


def test_what_is_made_private_is_withdrawn_until_its_date_is_over_and_comes_back(steady, subscriber):
    steady.now = datetime(2027, 3, 5, 12, tzinfo=UTC)
    change_group(steady.book, "Steady", GroupChange(public=False), now=steady.now)
    told = subscriber.told()
    assert told == dict.fromkeys((11, 18, 25), ("CANCELLED", told[11][1], "Canceled: Steady"))
    assert [each.what for each in subscriber.made.changes()] == ["removed"] * 3
    data = subscriber.data
    assert subscriber.told() == told
    assert (subscriber.data, subscriber.made.anew) == (data, False)
    steady.now = datetime(2027, 3, 12, 12, tzinfo=UTC)
    assert sorted(subscriber.told()) == [18, 25]
    change_group(steady.book, "Steady", GroupChange(public=True), now=steady.now)
    back = subscriber.told()
    assert sorted(back) == [4, 11, 18, 25]
    assert back[25][0] == "CONFIRMED"
    assert back[25][1] > told[25][1]


def test_a_group_that_is_undone_is_withdrawn(steady, subscriber):
    undo(steady.book, now=steady.now)
    assert {status for status, _, _ in subscriber.told().values()} == {"CANCELLED"}


def test_a_session_that_moves_out_of_the_days_is_moved_and_not_withdrawn(steady, subscriber):
    edit_sessions.move(steady.book, "Steady@2027-03-25", datetime(2028, 3, 2, 9), now=steady.now)
    uid = steady.session("Steady@2028-03-02").uid
    subscriber.told()
    event = subscriber.events[uid]
    assert (event["STATUS"], event["DTSTART"].dt.year) == ("CONFIRMED", 2028)


def test_days_that_are_not_asked_for_are_left_alone(steady, subscriber):
    few = subscriber.look(span=DayWindow(date(2027, 3, 1), date(2027, 3, 12)))
    assert (len(few.events), few.unchanged, few.anew) == (2, 2, False)


def test_a_closed_day_that_takes_a_session_is_told(steady, subscriber):
    keep_sites.add_site(steady.book, name="North", address="", now=steady.now)
    with steady.book.raw() as raw:
        raw.execute("DELETE FROM session WHERE local_date = '2027-03-18'")
    assert subscriber.told()[18] == ("CANCELLED", 1, "Canceled: Steady")


def test_other_terms_are_told_as_a_change(subscriber):
    made = subscriber.look(terms=replace(TERMS, style=TitleStyle.NEUTRAL))
    assert [each.say() for each in made.changes()][:1] == ["Thu 4 Mar 2027, 6:30 pm, Steady: called Thursday group"]


def test_who_was_never_told_anything_is_told_all(steady):
    with steady.book.read() as db:
        made = tell_sessions(db, None, PUBLIC, TERMS, SPAN, now=steady.now)
    assert next(each.say() for each in made.changes()) == "Thu 4 Mar 2027, 6:30 pm, Steady"
    assert (len(made.new), made.unchanged) == (4, 0)
