import pytest

from facilitator.errors import Refused
from facilitator.services.publishing.take_back_publication import see_publications, take_back_publication
from facilitator.services.scheduling import edit_sessions
from tests.services.publishing import test_publish
from tests.services.publishing.test_publish import send, told

feed = test_publish.feed


def take_back(program, **more):
    (done,) = take_back_publication(program.book, program.home, "All", now=program.now, **more)
    return done


def test_what_was_told_before_is_told_again_and_what_was_added_is_withdrawn(program, feed):
    send(program)
    before = told(program, feed)
    program.group("Other", "2027-03-05 10:00", repeat="once", public=True)
    edit_sessions.cancel(program.book, "Steady@2027-03-11", reason="snow", now=program.now)
    send(program)
    other = program.session("Other@2027-03-05").uid
    would = take_back(program, preview=True)
    assert [each.say() for each in would.changes] == [
        "Fri 5 Mar 2027, 10:00 am, Other: told as canceled",
        "Thu 11 Mar 2027, 6:30 pm, Steady: held after all",
    ]
    take_back(program)
    assert told(program, feed) == before | {other: "CANCELLED"}
    assert [(each.added, each.changed, each.removed) for each in see_publications(program.book)] == [
        (0, 1, 1), (1, 1, 0), (4, 0, 0),
    ]  # fmt: skip
    done = send(program)
    assert (done.added, done.changed, done.removed) == (0, 2, 0)
    assert told(program, feed)[other] == "CONFIRMED"


def test_what_never_went_out_cannot_be_taken_back(program, feed):
    for sent in (lambda: None, lambda: send(program)):
        sent()
        with pytest.raises(Refused, match="nothing went out for All before"):
            take_back(program)
