"""What an import writes beside new days: revisions, what is over, and what stands once."""

import pytest

from facilitator.services.history.undo import undo
from facilitator.services.scheduling.keep_closures import import_holidays
from facilitator.words import ClosureAnswer
from tests.services.scheduling.test_keep_closures import calendar, kept, load, steady

__all__ = ["steady"]


def revised(*events):
    """A calendar of events, each ``UID SEQUENCE DAY`` and more lines."""
    lines = []
    for event in events:
        uid, sequence, day, *more = event.split(" ", 3)
        lines.append(f"BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\nDTSTART;VALUE=DATE:{day}\r\n")
        lines += [f"{line}\r\n" for line in (more[0].split("|") if more else ["SUMMARY:Staff day"])]
        lines.append("END:VEVENT\r\n")
    return calendar(extra="".join(lines))


def what(done):
    return [(f"{each.day:%m-%d}", each.what) for each in done.days]


def closed(program):
    return [f"{starts:%m-%d}" for starts, *_ in kept(program)]


def test_a_later_import_with_a_higher_sequence_moves_a_day_and_says_what_opens(steady):
    load(steady, revised("a 0 20270311"), hit=ClosureAnswer.SKIP)
    moved = revised("a 1 20270325")
    dry = load(steady, moved, dry_run=True)
    assert (what(dry), closed(steady)) == ([("03-11", "reopened"), ("03-25", "closed")], ["03-11"])
    done = load(steady, moved)
    assert (done.added, done.updated, what(done)) == (1, 1, what(dry))
    assert (closed(steady), done.lines) == (["03-25"], {4: "changed"})
    # the older file again: nothing comes back
    again = load(steady, revised("a 0 20270311"))
    assert (again.added, again.why) == (0, {4: "the book has a newer revision of this entry"})
    assert closed(steady) == ["03-25"]
    undo(steady.book, now=steady.now)
    assert closed(steady) == ["03-11"]


@pytest.mark.parametrize(
    ("later", "closed_days", "opened"),
    [
        (["a 1 20270311 STATUS:CANCELLED"], [], ["03-11"]),
        (["a 0 20270311 STATUS:CANCELLED"], [], ["03-11"]),
        (["a 1 20270311 SUMMARY:Training"], ["03-11"], []),
        (["a 1 20270310 DTEND;VALUE=DATE:20270312|SUMMARY:Break"], ["03-10"], []),
        (["a 0 20270312"], ["03-11", "03-12"], []),  # no revision, so a day of its own
        (["b 5 20270312"], ["03-11", "03-12"], []),
    ],
)
def test_revisions_of_a_day(steady, later, closed_days, opened):
    load(steady, revised("a 0 20270311"))
    done = load(steady, revised(*later))
    assert closed(steady) == closed_days
    assert [day for day, each in what(done) if each == "reopened"] == opened


def test_an_exception_of_a_series_that_comes_later(steady):
    series = "a 0 20270304 RRULE:FREQ=WEEKLY;COUNT=3|SUMMARY:Clean"
    load(steady, revised(series))
    done = load(steady, revised(series, "a 1 20270312 RECURRENCE-ID;VALUE=DATE:20270311|SUMMARY:Clean"))
    assert closed(steady) == ["03-04", "03-12", "03-18"]
    assert ("03-11", "reopened") in what(done)


def test_what_is_over_is_counted_and_stays(steady):
    old = load(steady, calendar(("20260601", "Long ago"), ("20250601", "Longer ago"), ("20270311", "Staff day")))
    assert what(old) == [("06-01", "over"), ("03-11", "closed")]
    assert old.outside == (1, 0)
    assert old.why == {10: "it was over before 2026-02-28"}
    load(steady, revised("a 0 20270101"))
    assert what(load(steady, revised("a 1 20270312"))) == [("03-12", "closed")]


def test_a_day_that_was_offered_may_be_closed_by_another_file(steady):
    load(steady, revised("a 0 20270311 TRANSP:TRANSPARENT|SUMMARY:Fair"))
    done = load(steady, revised("b 0 20270311 SUMMARY:Fair"))
    assert (done.updated, what(done), closed(steady)) == (1, [("03-11", "closed")], ["03-11"])


def test_a_holiday_that_is_federal_and_the_states_stands_once(steady):
    import_holidays(steady.book, "US", 2027, now=steady.now)
    before = len(kept(steady))
    done = import_holidays(steady.book, "US-VA", 2027, now=steady.now)
    assert (done.rows, done.added, len(kept(steady))) == (17, 2, before + 2)
    days = [row[0] for row in kept(steady)]
    assert len(days) == len(set(days))
