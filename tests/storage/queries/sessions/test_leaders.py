from dataclasses import replace
from datetime import UTC, datetime

from facilitator.domain.sessions.leading import Leading
from facilitator.storage.queries.scheduling import clashes, series
from facilitator.storage.queries.sessions import leaders, sessions
from facilitator.words import LeadPart

BEGIN, END = datetime(2027, 3, 4, 23, 30, tzinfo=UTC), datetime(2027, 3, 5, 0, 30, tzinfo=UTC)


def test_who_leads_is_kept_with_what_they_do(db, rows):
    one = rows.session(rows.series(rows.group()))
    sam, lee = rows.facilitator("Sam"), rows.facilitator("Lee")
    rows.lead(one, sam)
    assert leaders.leading_of(db, one) == [Leading(sam, "Sam", 0)]
    stands_in = Leading(lee, "Lee", 0, LeadPart.SUBSTITUTE, for_id=sam, clash_kept=True)
    both = [replace(Leading(sam, "Sam", 0), cancelled=True), stands_in]
    leaders.set_leading(db, one, both, starts_at=BEGIN, ends_at=END, by_hand=True)
    assert leaders.leading_of(db, one) == both
    # whoever was replaced leads nothing, and is free
    found = sessions.session_with_id(db, one)
    assert (found.facilitators, found.standing_in) == (("Lee",), (("Lee", "Sam"),))
    meeting = series.meeting_with_id(db, one)
    assert (meeting.leader_ids, meeting.leaders_by_hand) == ((lee,), True)
    assert [each.facilitator_ids for each in clashes.bookings_between(db, BEGIN, END)] == [(lee,)]
    for who, number in ((sam, 0), (lee, 1)):
        there = clashes.bookings_holding(db, BEGIN, END, room_id=None, facilitator_ids=(who,))
        assert len(there) == number
    leaders.set_leading(db, one, (), starts_at=BEGIN, ends_at=END, by_hand=False)
    assert (leaders.leading_of(db, one), series.meeting_with_id(db, one).leaders_by_hand) == ([], False)
