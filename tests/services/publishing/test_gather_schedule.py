from datetime import date

from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms
from facilitator.domain.publishing.selection import DayWindow, Selection
from facilitator.services.agency import keep_staff
from facilitator.services.publishing.gather_schedule import gather_moved, gather_schedule
from facilitator.words import TitleStyle

MARCH = DayWindow(date(2027, 3, 1), date(2027, 3, 31))


def test_names_of_those_alone_who_said_so_and_only_where_names_are_shown(program):
    keep_staff.add_facilitator(program.book, name="Marisol", public_name=True, now=program.now)
    keep_staff.add_facilitator(program.book, name="Sam", now=program.now)
    program.group(facilitators=("Sam", "Marisol"))
    for fields, words in ((frozenset((FeedField.LEADERS,)), "Led by: Marisol"), (frozenset[FeedField](), "")):
        with program.book.read() as db:
            found = gather_schedule(db, Selection(), FeedTerms(TitleStyle.TITLE, fields), MARCH)
        assert {each.description for each in found} == {words}
        assert [each.starts_at_utc.day for each in found] == [4, 11, 18, 25]


def test_sessions_on_other_days_by_their_uids(program):
    program.group()
    uid = program.session("Steady@2027-03-25").uid
    terms = FeedTerms(TitleStyle.TITLE, frozenset())
    with program.book.read() as db:
        assert [each.uid for each in gather_moved(db, Selection(), terms, {uid})] == [uid]
        assert gather_moved(db, Selection(public=True), terms, {uid}) == []
        assert gather_moved(db, Selection(), terms, set()) == []
