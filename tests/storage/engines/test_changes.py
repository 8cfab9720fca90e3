import pytest

from facilitator.errors import BookError
from facilitator.services.book.open_book import open_book


def write(book, now):
    with book.write(now=now) as change:
        change.record("site.add", "")


def test_it_moves_with_every_commit_of_any_window_and_with_nothing_else(program):
    """A read is none, nor is a change that was given up."""
    watch = program.book.watch()
    assert not watch.moved()
    write(program.book, program.now)
    assert [watch.moved(), watch.moved()] == [True, False]
    with open_book(program.home, None) as other:
        watch.moved()  # opening may note how far the chain is
        write(other, program.now)
        assert [watch.moved(), watch.moved()] == [True, False]
        with other.read() as db:
            assert db.exec_driver_sql("SELECT count(*) FROM audit").scalar()
        with pytest.raises(RuntimeError, match="audit row"), other.write(now=program.now):
            pass
        assert not watch.moved()
    watch.close()


def test_a_watch_that_is_closed_holds_no_connection(program):
    watch = program.book.watch()
    watch.close()
    with pytest.raises(BookError):
        watch.moved()
