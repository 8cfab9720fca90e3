import hashlib
from datetime import timedelta
from unittest import mock

import pytest
from icalendar import Calendar

from facilitator.domain.scheduling.group_change import GroupChange
from facilitator.errors import BadInput
from facilitator.formats.publishing.ics_write import kept_confirmed
from facilitator.services.publishing import publish as publishing
from facilitator.services.publishing import publish_folder
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.publishing.publish import publish
from facilitator.services.scheduling import edit_sessions
from facilitator.services.scheduling.change_group import change_group
from facilitator.words import TitleStyle


@pytest.fixture
def feed(program):
    program.group(public=True)
    program.people("Ana", group="Steady")
    return add_feed(program.book, FeedWish(name="All", style=TitleStyle.TITLE), now=program.now).seen.feed


def send(program, **more):
    program.now += timedelta(minutes=1)
    (done,) = publish(program.book, program.home, now=program.now, **more)
    return done


def figures(done):
    return (done.added, done.changed, done.removed, done.unchanged, done.sent)


def told(program, feed, kept=False):
    path = program.home.published / (feed.kept_path if kept else feed.path)
    return {str(event["UID"]): str(event["STATUS"]) for event in Calendar.from_ical(path.read_bytes()).walk("VEVENT")}


def test_both_files_say_the_same_but_for_who_hides_what_is_cancelled(program, feed):
    edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
    assert figures(send(program)) == (4, 0, 0, 0, True)
    plain, kept = ((program.home.published / path).read_bytes() for path in (feed.path, feed.kept_path))
    assert kept == kept_confirmed(plain) != plain
    uid = program.session("Steady@2027-03-11").uid
    assert (told(program, feed)[uid], told(program, feed, kept=True)[uid]) == ("CANCELLED", "CONFIRMED")


def test_where_nothing_happened_nothing_is_worked_out_and_no_row_is_left(program, feed):
    send(program)
    program.mark("Steady@2027-03-04", Ana="excused")
    rows = len(program.acts())
    with mock.patch.object(publishing, "tell_sessions", side_effect=AssertionError("worked out for nothing")):
        assert figures(send(program)) == (0, 0, 0, 4, False)
    assert len(program.acts()) == rows


@pytest.mark.parametrize(
    "act", sorted({"session.move", "group.change", "site.edit", "undo", "feed.add", "publication.take-back"})
)
def test_an_act_that_may_change_a_calendar_is_never_passed_over(act):
    assert not act.startswith(publishing._TELLS_NOBODY)


def test_a_file_that_is_gone_or_was_touched_is_written_anew_from_the_same_words(program, feed):
    send(program)
    path = program.home.published / feed.path
    data = path.read_bytes()
    path.write_bytes(b"touched")
    assert figures(send(program)) == (0, 0, 0, 4, False)
    assert path.read_bytes() == data
    path.unlink()
    send(program)
    assert path.read_bytes() == data


def test_where_a_file_cannot_be_written_the_old_one_is_whole_and_the_next_publication_goes_on(program, feed):
    send(program)
    path = program.home.published / feed.path
    data = path.read_bytes()
    edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
    full = BadInput("cannot write it: No space left on device", "Free some room.")
    with mock.patch.object(publish_folder, "write_whole", side_effect=full), pytest.raises(BadInput, match="No space"):
        send(program)
    assert path.read_bytes() == data
    send(program)
    assert told(program, feed)[program.session("Steady@2027-03-11").uid] == "CANCELLED"


def test_a_preview_tells_and_leaves_all_as_it_was(program, feed):
    rows = len(program.acts())
    done = send(program, preview=True)
    assert figures(done) == (4, 0, 0, 0, True)
    assert (len(done.changes), len(program.acts()), program.home.published.exists()) == (4, rows, False)


def test_a_day_later_the_days_are_others(program, feed):
    send(program)
    program.now += timedelta(days=120)
    assert figures(send(program)) == (0, 0, 0, 0, True)
    assert told(program, feed) == {}


def test_what_is_made_private_stays_as_cancelled(program, feed):
    send(program)
    change_group(program.book, "Steady", GroupChange(public=False), now=program.now)
    assert figures(send(program)) == (0, 0, 4, 0, True)
    assert set(told(program, feed).values()) == {"CANCELLED"}
    assert figures(send(program)) == (0, 0, 0, 4, False)


def test_the_digest_in_the_book_is_that_of_the_file(program, feed):
    send(program)
    with program.book.read() as db:
        kept = db.exec_driver_sql("SELECT digest FROM publication").scalar()
    assert kept == hashlib.sha256((program.home.published / feed.path).read_bytes()).hexdigest()


def test_a_long_feed_is_warned_of(program, feed):
    with mock.patch.object(publishing, "feed_warnings", return_value=("too long",)):
        assert send(program).warnings == ("too long",)
