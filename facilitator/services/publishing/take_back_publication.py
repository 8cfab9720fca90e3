"""Take the newest publication of a feed back: what was told before is told again.

It is told with higher numbers, for an app passes over what is older than what it knows; and what the publication had
added is told as cancelled. The book stays as it is: publishing again sends what it says then.
"""

from datetime import datetime

from facilitator.errors import Refused
from facilitator.formats.publishing.ics_write import timezones_for
from facilitator.formats.publishing.told_event import read_event, told_again, withdrawn_event
from facilitator.home import Home
from facilitator.services.find import find_feed
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.publishing.make_public_page import pages_of
from facilitator.services.publishing.publish import FeedPublished, calendar_of, keep_sent, write_feed
from facilitator.services.publishing.publish_folder import write_manifests
from facilitator.services.publishing.tell_sessions import News
from facilitator.settings import read_settings
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.publishing import feeds, publications, told
from facilitator.storage.queries.publishing.publications import Publication
from facilitator.storage.queries.publishing.told import ToldRow

_OF_NO_SCHEDULE = ""
"""The digest of what the book does not say: the next publication tells it anew."""


def take_back_publication(
    book: Book, home: Home, text: str, *, now: datetime, preview: bool = False
) -> tuple[FeedPublished, ...]:
    """Send again what a feed told before its newest publication; how each of its targets changes.

    Raises:
        Refused: where nothing went out before it, or it is so old that nothing of it is left.
        BadInput: where a folder cannot be written; publishing again goes on.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        feed = find_feed(db, text)
        made = []
        for target in feeds.targets_of(db, feed.id):
            last = publications.newest(db, target.id)
            if last is None or last.replaces_id is None:
                raise Refused(f"nothing went out for {feed.name} before that", "End the feed instead.")
            news = _as_before(db, target.id, last, now)
            done = FeedPublished(
                feed, target.address, 0, len(news.changed), len(news.withdrawn), news.unchanged, news.changes(),
                sent=True,
            )  # fmt: skip
            page = pages_of(db, feed, target.address, news.events, read_settings(home).web_address, now)
            made.append((target, news.file(calendar_of(db, feed)), page.files, done))
            if change is not None:
                keep_sent(change, target.id, made[-1][1], now, news)
        if change is not None:
            change.record("publication.take-back", feed.uid)
    for target, data, pages, _ in made if not preview else ():
        write_feed(home, feed, target, data, pages)
    if not preview:
        write_manifests(book, home, {(target.address, feed.uid): pages for target, _, pages, _ in made}, now=now)
    return tuple(done for *_, done in made)


def see_publications(book: Book, most: int = 50) -> list[Publication]:
    """What went out, the newest first."""
    with book.read() as db:
        return publications.history(db, most)


def _as_before(db: Db, target_id: int, last: Publication, now: datetime) -> News:
    held = told.held(db, target_id)
    earlier = publications.earlier_bytes(db, last.id)
    news = News({})
    current = told.held_bytes(db, target_id, held)
    for uid, known in held.items():
        event, sequence = current[uid], known.sequence + 1
        if uid in earlier:
            news.before[uid] = event
            if earlier[uid]:
                event = told_again(earlier[uid], sequence=sequence, at=now)
                news.after[uid] = read_event(event)
                ends_at = int(news.after[uid].ends_at_utc.timestamp())
                news.changed.append(ToldRow(uid, sequence, _OF_NO_SCHEDULE, event, ends_at, None))
            else:
                event = withdrawn_event(event, sequence=sequence, at=now)
                at = int(now.timestamp())
                news.withdrawn.append(ToldRow(uid, sequence, _OF_NO_SCHEDULE, event, known.ends_at, at))
        else:
            news.unchanged += 1
        news.events.append((known.ends_at, uid, event))
    news.zones = timezones_for([read_event(event) for _, _, event in news.events])
    return news
