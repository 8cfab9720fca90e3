"""Publish: bring every feed up to date, in the book first and then in its folder.

What is told stands in the book before it leaves, so that nothing can have left which the book does not know. Where a
file cannot be written the old one is whole, and the next publication writes it.
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from facilitator.domain.publishing.changes import ToldChange
from facilitator.domain.publishing.feed import Feed
from facilitator.domain.publishing.published import PublishedCalendar
from facilitator.domain.publishing.selection import usual_span
from facilitator.formats.publishing.ics_write import feed_warnings, kept_confirmed
from facilitator.home import Home
from facilitator.services.publishing.keep_feeds import selection_of
from facilitator.services.publishing.make_public_page import pages_of
from facilitator.services.publishing.publish_folder import PublishedFolder, manifests_hold, write_manifests
from facilitator.services.publishing.tell_sessions import News, keep_news, tell_sessions
from facilitator.settings import read_settings
from facilitator.storage.book import Book, Change
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.publishing import feeds, publications, told
from facilitator.storage.queries.publishing.feeds import Target
from facilitator.storage.queries.publishing.publications import Publication
from facilitator.zones import zone

_TELLS_NOBODY = ("attendance.", "audit.", "calendar.", "consent.", "disclosure.", "draft.", "enrol", "keys.", "names.",
                 "person.", "read.", "report.", "unenrol")  # fmt: skip
"""Acts after which every calendar says what it said: none of them touches a session, a group, a place or a feed."""


@dataclass(frozen=True, slots=True)
class FeedPublished:
    """What became of a feed in one of its targets, or would become: figures count sessions.

    ``left_out`` are the groups of its page that ``meetings.json`` has no room for, with the reason.
    """

    feed: Feed
    target: str
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    changes: tuple[ToldChange, ...] = ()
    warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    sent: bool = False


class _NothingNew(Exception):
    pass


@dataclass(slots=True)
class _Sending:
    """A feed on its way: ``data`` is None where nothing was worked out, ``current`` where nothing has to be."""

    feed: Feed
    target: Target
    done: FeedPublished
    news: News = field(default_factory=lambda: News({}))
    data: bytes | None = None
    pages: Mapping[str, bytes] = field(default_factory=dict)
    current: bool = False


def publish(
    book: Book,
    home: Home,
    *,
    now: datetime,
    preview: bool = False,
    in_words: bool = True,
    progress: Callable[[float], object] | None = None,
) -> tuple[FeedPublished, ...]:
    """Bring all feeds up to date, or see what that would tell; ``progress`` is told how much is done, from 0 to 1.

    ``in_words`` also tells what changed, session by session.

    Raises:
        BadInput: where a folder cannot be written; the old files are whole then, and publishing again goes on.
    """
    web_address = read_settings(home).web_address
    with book.read() as db:
        made = _made(db, home, now, work_out=preview, in_words=in_words, progress=progress if preview else None)
        whole = manifests_hold(db, home)
        if preview:
            _make_pages(db, made, web_address, now)
    if preview or (whole and all(each.data is not None or each.current for each in made)):
        return tuple(each.done for each in made)
    with suppress(_NothingNew), book.write(now=now) as change:
        # once more: another window may have changed something in between
        made = _made(change.db, home, now, work_out=True, in_words=in_words, progress=progress)
        _make_pages(change.db, made, web_address, now)
        sent = [each for each in made if each.done.sent]
        if not sent:
            raise _NothingNew
        for each in sent:
            keep_sent(change, each.target.id, each.data or b"", now, each.news)
        change.record("calendar.publish", book_info(change.db).uid, feeds=[each.feed.uid for each in sent])
    for each in made:
        if each.data is not None:
            write_feed(home, each.feed, each.target, each.data, each.pages)
    pages = {(each.target.address, each.feed.uid): each.pages for each in made if each.pages}
    write_manifests(book, home, pages, now=now)
    return tuple(each.done for each in made)


def _make_pages(db: Db, made: list[_Sending], web_address: str, now: datetime) -> None:
    for each in made:
        if each.data is not None:
            page = pages_of(db, each.feed, each.target.address, each.news.events, web_address, now)
            each.pages, each.done = page.files, replace(each.done, left_out=page.left_out)


def keep_sent(change: Change, target_id: int, data: bytes, now: datetime, news: News) -> None:
    """Keep what goes out to a target, and what was told before of each session that is told anew."""
    last = publications.newest(change.db, target_id)
    # of what was told for the first time nothing was told before; there is no going back behind the first time
    earlier = dict.fromkeys((each.uid for each in news.new), b"") | news.before if last else {}
    publications.add_publication(
        change.db,
        {
            "target_id": target_id,
            "at": now,
            "actor": change.actor,
            "digest": hashlib.sha256(data).hexdigest(),
            "replaces_id": last.id if last else None,
            "added": len(news.new),
            "changed": len(news.changed),
            "removed": len(news.withdrawn),
        },
        earlier,
    )
    keep_news(change, target_id, news)


def write_feed(home: Home, feed: Feed, target: Target, data: bytes, pages: Mapping[str, bytes]) -> None:
    """Write both files of a feed and those of its page, where they are not there as they should be.

    Raises:
        BadInput: where one cannot be written; the old one is whole then.
    """
    folder = PublishedFolder.of(home, target.address)
    if not folder.is_whole(feed, hashlib.sha256(data).hexdigest()):
        folder.write(feed.kept_path, kept_confirmed(data))
        folder.write(feed.path, data)
    folder.write_page(feed, pages)


def calendar_of(db: Db, feed: Feed) -> PublishedCalendar:
    """What stands at the head of a feed's file."""
    return PublishedCalendar(uid=feed.uid, name=feed.shown_name, zone=book_info(db).zone)


def _made(
    db: Db,
    home: Home,
    now: datetime,
    *,
    work_out: bool,
    in_words: bool,
    progress: Callable[[float], object] | None = None,
) -> list[_Sending]:
    """Every feed in every target, with what is to be told where ``work_out`` says so."""
    jobs = [(feed, target) for feed in feeds.feeds(db) for target in feeds.targets_of(db, feed.id)]
    acts = publications.acts_since_last(db)
    quiet = acts is not None and all(each.startswith(_TELLS_NOBODY) for each in acts)
    today, web_address = now.astimezone(zone(book_info(db).zone)).date(), read_settings(home).web_address
    made = []
    for number, (feed, target) in enumerate(jobs):
        last = publications.newest(db, target.id)
        same_day = last is not None and last.at.astimezone(zone(book_info(db).zone)).date() == today
        folder = PublishedFolder.of(home, target.address)
        if (
            last is not None
            and quiet
            and same_day
            and folder.is_whole(feed, last.digest)
            and folder.has_page(feed, web_address)
        ):
            done = FeedPublished(feed, target.address, unchanged=told.count_told(db, target.id))
            made.append(_Sending(feed, target, done, current=True))
        elif work_out:
            made.append(_worked_out(db, feed, target, last, now, today, in_words=in_words))
        else:
            made.append(_Sending(feed, target, FeedPublished(feed, target.address)))
        if progress is not None:
            progress((number + 1) / len(jobs))
    return made


def _worked_out(
    db: Db, feed: Feed, target: Target, last: Publication | None, now: datetime, today: date, *, in_words: bool
) -> _Sending:
    news = tell_sessions(db, target.id, selection_of(db, feed), feed.terms, usual_span(today), now=now)
    data = news.file(calendar_of(db, feed))
    done = FeedPublished(
        feed,
        target.address,
        len(news.new),
        len(news.changed),
        len(news.withdrawn),
        news.unchanged,
        news.changes() if in_words else (),
        feed_warnings(len(news.events)),
        sent=last is None or last.digest != hashlib.sha256(data).hexdigest() or news.anew,
    )
    return _Sending(feed, target, done, news, data)
