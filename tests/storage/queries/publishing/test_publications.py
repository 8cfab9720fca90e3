from datetime import timedelta

import pytest

from facilitator.storage.queries.publishing import feeds, publications
from tests.storage.queries.publishing.test_feeds import add


@pytest.fixture
def target(program):
    add(program)
    with program.book.read() as db:
        return feeds.targets_of(db, feeds.feeds(db)[0].id)[0].id


def send(program, target, earlier=None, **values):
    with program.book.write(now=program.now) as change:
        change.record("calendar.publish", "x")
        row = {"target_id": target, "at": program.now, "actor": "pat", "digest": "d" * 64, **values}
        return publications.add_publication(change.db, row, earlier or {})


def test_the_history_and_when_something_went_out_last(program, target):
    with program.book.read() as db:
        assert (publications.newest(db, target), publications.acts_since_last(db)) == (None, None)
    first = send(program, target, added=3)
    program.now -= timedelta(days=1)  # a clock that was set back
    second = send(program, target, changed=2)
    with program.book.read() as db:
        newest = publications.newest(db, target)
        assert (newest.uid, newest.changed, newest.actor) == (second, 2, "pat")
        assert [(each.uid, each.feed) for each in publications.history(db, 5)] == [(second, "North"), (first, "North")]
        assert len(publications.history(db, 1)) == 1
        assert publications.last_at(db, target) == program.now + timedelta(days=1)
        assert publications.acts_since_last(db) == set()
    program.people("Ana")
    with program.book.read() as db:
        assert publications.acts_since_last(db) == {"person.add"}


def test_what_was_told_before_is_kept_once_and_thrown_away_when_old(program, target):
    send(program, target, {"a": b"one", "b": b"one", "c": b""})
    with program.book.read() as db:
        first = publications.newest(db, target)
        assert publications.earlier_bytes(db, first.id) == {"a": b"one", "b": b"one", "c": b""}
    for number in range(10):
        send(program, target, {"a": b"%d" % number, "b": b"one"})
    with program.book.read() as db:
        assert publications.earlier_bytes(db, first.id) == {}
        assert publications.earlier_bytes(db, publications.newest(db, target).id) == {"a": b"9", "b": b"one"}
        assert db.exec_driver_sql("SELECT count(*) FROM kept_bytes").scalar() == 11  # without the empty ones
        assert len(publications.history(db, 50)) == 11
