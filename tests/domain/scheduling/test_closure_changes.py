from datetime import date, datetime, time

import pytest

from facilitator.domain.scheduling.closure_changes import ClosedDay, KnownSpan, days_of, open_again, work_out
from facilitator.domain.scheduling.closures import ClosedSpan, ListedSpan, closed_day, closed_hours
from facilitator.words import ClosureState

TODAY = date(2027, 3, 1)
CLOSED, OFFERED = ClosureState.CLOSED, ClosureState.OFFERED


def day(number: int, reason: str = "Staff day") -> ClosedSpan:
    return closed_day(date(2027, 3, number), reason)


def known(span: ClosedSpan, uid: str = "a", sequence: int = 0, state: ClosureState = CLOSED) -> KnownSpan:
    return KnownSpan(1, span, state, uid, sequence, "school.ics")


def listed(span: ClosedSpan, uid: str = "a", sequence: int = 0, state: ClosureState = CLOSED) -> ListedSpan:
    return ListedSpan(span, state, uid, sequence, 4)


def test_what_is_new_and_what_is_there() -> None:
    found = work_out([listed(day(11)), listed(day(12))], [known(day(11))], today=TODAY, source="school.ics")
    assert [each.span for each in found.add] == [day(12)]
    assert (found.same, found.lines, found.any) == (1, {4: "new"}, True)
    assert not work_out([listed(day(11))], [known(day(11))], today=TODAY, source="school.ics").any


def test_a_revision_takes_away_what_is_to_come_and_no_more() -> None:
    before = [known(day(11)), known(closed_day(date(2027, 2, 11), "Staff day")), known(day(18), uid="b")]
    found = work_out([listed(day(25), sequence=2)], before, today=TODAY, source="", revisions={"a": 2})
    assert [each.span for each in found.remove] == [day(11)]
    assert [(each.span, each.sequence) for each in found.add] == [(day(25), 2)]


def test_without_a_higher_sequence_both_days_stand_and_that_is_said() -> None:
    found = work_out([listed(day(25))], [known(day(11))], today=TODAY, source="", revisions={"a": 0})
    assert (len(found.add), found.remove) == (1, [])
    assert found.why == {
        4: "no higher SEQUENCE says that it moved: an earlier import had it on Thu 11 Mar 2027, which stays closed"
    }
    both = work_out([listed(day(25)), listed(day(11))], [known(day(11))], today=TODAY, source="", revisions={"a": 0})
    assert both.why == {}


def test_a_day_that_stays_is_known_by_its_newest_revision() -> None:
    found = work_out([listed(day(11), sequence=2)], [known(day(11))], today=TODAY, source="", revisions={"a": 2})
    assert [(old.span, new.sequence) for old, new in found.revise] == [(day(11), 2)]
    assert (found.remove, found.add) == ([], [])


def test_days_of_an_earlier_program_learn_where_they_come_from() -> None:
    before = [known(day(11), uid="")]
    assert work_out([listed(day(11))], before, today=TODAY, source="school.ics").revise != []
    assert work_out([listed(day(11))], before, today=TODAY, source="other.ics").revise == []


def test_an_older_file_changes_nothing() -> None:
    found = work_out([listed(day(18))], [known(day(11), sequence=1)], today=TODAY, source="", revisions={"a": 0})
    assert not found.any
    assert found.why == {4: "the book has a newer revision of this entry"}


@pytest.mark.parametrize("withdrawn", [("a", None), ("a", datetime(2027, 3, 11))])
def test_what_an_entry_takes_away_needs_no_higher_sequence(withdrawn: tuple[str, datetime | None]) -> None:
    found = work_out([], [known(day(11))], today=TODAY, source="", revisions={"a": 0}, withdrawn={withdrawn})
    assert [each.span for each in found.remove] == [day(11)]
    newer = [known(day(11), sequence=1)]
    assert not work_out([], newer, today=TODAY, source="", revisions={"a": 0}, withdrawn={withdrawn}).any


def test_a_whole_day_stands_once_whatever_it_is_called() -> None:
    federal, state = day(15, "Washington's Birthday"), day(15, "George Washington Day")
    found = work_out([listed(state, uid="b")], [known(federal)], today=TODAY, source="")
    assert (found.add, found.same, found.why) == ([], 1, {4: "that day is closed already: Washington's Birthday"})
    by_hand = work_out([listed(state)], [known(federal)], today=TODAY, source="", once_a_day=False)
    assert len(by_hand.add) == 1
    offered = work_out([listed(state)], [known(federal, state=OFFERED)], today=TODAY, source="")
    assert len(offered.add) == 1


def test_what_was_offered_is_closed_by_a_file_that_closes_it() -> None:
    found = work_out([listed(day(11))], [known(day(11), state=OFFERED)], today=TODAY, source="")
    assert [old.state for old, _ in found.close] == [OFFERED]
    both = work_out([listed(day(11), state=OFFERED), listed(day(11))], [], today=TODAY, source="")
    assert [each.state for each in both.add] == [CLOSED]


def test_a_span_day_by_day() -> None:
    span = ClosedSpan(datetime(2027, 2, 28, 12), datetime(2027, 3, 2, 9), "Paint", all_day=False)
    assert list(days_of(span, "closed", today=TODAY)) == [
        ClosedDay(date(2027, 2, 28), time(12), None, "Paint", "over"),
        ClosedDay(date(2027, 3, 1), None, None, "Paint", "closed"),
        ClosedDay(date(2027, 3, 2), None, time(9), "Paint", "closed"),
    ]


def test_a_day_opens_again_only_where_nothing_else_closes_it() -> None:
    gone = [known(closed_day(date(2027, 3, 11), "Break", date(2027, 3, 12))), known(day(13), state=OFFERED)]
    assert [each.day.day for each in open_again(gone, [day(12)], today=TODAY)] == [11]
    hours = closed_hours(date(2027, 3, 11), time(9), time(12), "Drill")
    assert [each.day.day for each in open_again(gone, [hours], today=TODAY)] == [11, 12]
    assert open_again([known(day(11))], [], today=date(2027, 4, 1)) == []
