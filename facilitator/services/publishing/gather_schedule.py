"""Gather the sessions that a calendar shows, under the terms of its feed."""

from collections.abc import Collection, Sequence

from facilitator.domain.publishing.feed_terms import FeedField, FeedTerms
from facilitator.domain.publishing.published import PublishedSession
from facilitator.domain.publishing.selection import DayWindow, Selection
from facilitator.domain.publishing.telling import Telling, ToldMeeting
from facilitator.storage.db import Db
from facilitator.storage.queries.publishing import schedule


def gather_schedule(db: Db, wanted: Selection, terms: FeedTerms, span: DayWindow) -> list[PublishedSession]:
    """The selected sessions of these days, by their start."""
    return _told(db, terms, schedule.meetings(db, wanted, span))


def gather_moved(db: Db, wanted: Selection, terms: FeedTerms, uids: Collection[str]) -> list[PublishedSession]:
    """Those of these sessions that are selected still, on whatever day they are now."""
    return _told(db, terms, schedule.meetings_with_uids(db, wanted, uids)) if uids else []


def _told(db: Db, terms: FeedTerms, found: Sequence[ToldMeeting]) -> list[PublishedSession]:
    telling = Telling(terms, schedule.offers(db), schedule.places(db))
    if FeedField.LEADERS not in terms.fields or not found:
        return [telling.tell(each) for each in found]
    days = sorted(each.day for each in found)
    leaders = schedule.named_leaders(db, days[0], days[-1])
    return [telling.tell(each, leaders.get(each.uid, ())) for each in found]
