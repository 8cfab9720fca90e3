from datetime import timedelta

import pytest

from facilitator.services.scheduling.keep_up import keep_up
from facilitator.storage.book import Book
from facilitator.zones import tzdata_version


@pytest.fixture
def endless(program):
    program.group("Open", "2027-03-02 12:00", repeat="every tuesday")
    return program


def test_a_book_that_is_up_to_date_is_only_read(endless):
    before = endless.acts()
    assert keep_up(endless.book, now=endless.now) == ()
    assert endless.acts() == before


def test_new_clock_rules_and_sessions_further_ahead_come_in_one_call(endless):
    with endless.book.raw() as raw:
        raw.execute("UPDATE book SET tzdata = '2025.2'")
    later = endless.now + timedelta(days=40)
    keep_up(endless.book, now=later)
    assert "horizon.extend" in endless.acts()
    with endless.book.raw() as raw:
        assert raw.execute("SELECT tzdata FROM book").fetchone() == (tzdata_version(),)
    before = endless.acts()
    assert keep_up(endless.book, now=later) == ()
    assert endless.acts() == before


def test_a_book_that_cannot_be_written_now_is_read_all_the_same(endless):
    later = endless.now + timedelta(days=40)
    with Book(endless.book.path, endless.book._key, patience=0.05) as other, endless.book.write(now=later) as change:
        assert keep_up(other, now=later) == (
            "The schedule could not be brought up to date: another window is writing in this book.",
        )
        change.record("site.add", "")
