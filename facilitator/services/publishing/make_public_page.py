"""Make the public page of a feed out of what its subscribers are told, and what its terms let be said of its groups."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from facilitator.domain.agency.slots import DEFAULT_LANGUAGE, chosen
from facilitator.domain.publishing.feed import Feed
from facilitator.domain.publishing.feed_terms import FeedField
from facilitator.domain.publishing.public_page import DATES, GroupFacts, PageMaker, PublicPage, SaidToMembers
from facilitator.domain.publishing.public_page import page_date as to_date
from facilitator.domain.publishing.selection import usual_span
from facilitator.formats.publishing.meeting_guide import left_out
from facilitator.formats.publishing.public_page_html import page_files
from facilitator.formats.publishing.told_event import read_event
from facilitator.services.curricula.read_lesson import pinned_curriculum
from facilitator.services.publishing.keep_feeds import selection_of
from facilitator.storage.db import Db
from facilitator.storage.queries.agency.slots import slots
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.publishing import feeds, schedule
from facilitator.words import FeedKind, SlotName
from facilitator.zones import country, zone

_OTHERS: Final = 50
"""So many dates of no group that is public stand on a page."""


def make_page(
    db: Db, feed: Feed, target_address: str, events: Iterable[tuple[int, str, bytes]], now: datetime
) -> PublicPage:
    """The page of a public feed; ``events`` are what is told, with their ends in seconds since 1970 and their uids."""
    info = book_info(db)
    today = now.astimezone(zone(info.zone)).date()
    span = usual_span(today)._replace(first=today)
    dated = {each.uid: each for each in schedule.dated_sessions(db, selection_of(db, feed), span)}
    told, others = [], []
    counted: dict[int, int] = {}
    for ends_at, uid, event in sorted(events):
        if ends_at <= now.timestamp():
            continue
        session = dated.get(uid)
        if session is None:
            others.append(to_date(read_event(event), info.zone))
        elif counted.setdefault(session.group_id, 0) < DATES:
            counted[session.group_id] += 1
            told.append((session, read_event(event)))
    told.sort(key=lambda each: (each[1].starts_at_utc, each[0].uid))
    facts = schedule.group_facts(db)
    here = {session.group_id: facts[session.group_id] for session, _ in told}
    maker = PageMaker(
        feed.terms,
        schedule.offers(db),
        schedule.places(db),
        facts,
        schedule.named_leaders(db, *span) if FeedField.LEADERS in feed.terms.fields else {},
        {} if feed.terms.neutral else _lines(db, here.values()),
        _addresses(db, target_address),
    )
    found = chosen(slots(db), site="", language=DEFAULT_LANGUAGE).get(SlotName.WARMLINE)
    return PublicPage(
        feed.shown_name,
        info.zone,
        today,
        country(info.zone) or "",
        found.text if found else "",
        maker.groups(told),
        tuple(sorted(others, key=lambda each: (each.starts, each.words)))[:_OTHERS],
    )


@dataclass(frozen=True, slots=True)
class PageMade:
    """The files of a page by their paths in its folder, and the groups that ``meetings.json`` has no room for."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def pages_of(
    db: Db, feed: Feed, target_address: str, events: Iterable[tuple[int, str, bytes]], web_address: str, now: datetime
) -> PageMade:
    """The page of a feed; none for a private one."""
    if feed.private:
        return PageMade()
    page = make_page(db, feed, target_address, events, now)
    return PageMade(page_files(page, feed, web_address), left_out(page))


def _lines(db: Db, groups: Iterable[GroupFacts]) -> dict[int, SaidToMembers]:
    """What each curriculum of these groups says to members; what it says to whoever chooses it is not for them."""
    found = {}
    for key in sorted({each.curriculum_id for each in groups if each.curriculum_id is not None}):
        curriculum = pinned_curriculum(db, key)
        if curriculum is None:
            continue
        if curriculum.frame:
            holder = curriculum.frame.rights_holder
            found[key] = SaidToMembers({}, f"{curriculum.frame.notice} Not affiliated with or endorsed by {holder}")
        else:
            found[key] = SaidToMembers({each.title: each.aim for each in curriculum.lessons})
    return found


def _addresses(db: Db, target_address: str) -> Mapping[str, str]:
    """The feeds of one group alone that are public and go to the same folder, by the uid of their group."""
    return {
        each.chosen: each.path
        for each in feeds.feeds(db)
        if each.kind is FeedKind.GROUP and target_address in {to.address for to in feeds.targets_of(db, each.id)}
    }
