"""Keep the feeds: what goes out to calendar apps, for whom, and under which terms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from facilitator.domain.publishing.feed import Feed, audience_of, new_token
from facilitator.domain.publishing.feed_terms import FeedTerms, read_fields, usual_terms
from facilitator.domain.publishing.published import PublishedSession
from facilitator.domain.publishing.selection import Selection, usual_span
from facilitator.domain.spelling import fold, tidy
from facilitator.errors import BadInput, NotFound, Refused
from facilitator.home import Home
from facilitator.services.find import find_facilitator, find_feed, find_group, find_room, find_site
from facilitator.services.preview_or_write import preview_or_write
from facilitator.services.publishing.gather_schedule import gather_schedule
from facilitator.services.publishing.publish_folder import PublishedFolder, write_manifests
from facilitator.storage.book import Book
from facilitator.storage.db import Db
from facilitator.storage.queries.book.book_row import book_info
from facilitator.storage.queries.publishing import feeds, publications
from facilitator.words import FeedKind, TitleStyle
from facilitator.zones import zone

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FeedWish:
    """A feed that somebody wants: ``of`` names what it is about.

    ``show`` and ``hide`` change what feeds of its kind show usually; an empty ``folder`` is the one in the home.
    """

    kind: FeedKind = FeedKind.ALL
    of: str = ""
    name: str = ""
    style: TitleStyle | None = None
    show: Sequence[str] = ()
    hide: Sequence[str] = ()
    folder: str = ""


@dataclass(frozen=True, slots=True)
class FeedSeen:
    """A feed, when it went out last, how many sessions it has, and the next ones as it shows them."""

    feed: Feed
    published_at: datetime | None
    sessions: int
    targets: tuple[str, ...] = ()
    next: tuple[PublishedSession, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedAdded:
    """A new feed as it will be seen, and the secret of its address: it is shown once and kept nowhere."""

    seen: FeedSeen
    token: str | None
    written: bool


def selection_of(db: Db, feed: Feed) -> Selection:
    """The sessions that a feed is about: none where the group, site, room or facilitator is not there any more."""
    try:
        match feed.kind:
            case FeedKind.SITE:
                return Selection(public=True, site=find_site(db, feed.chosen).id)
            case FeedKind.GROUP:
                return Selection(public=True, groups=(find_group(db, feed.chosen).id,))
            case FeedKind.ROOM:
                return Selection(public=True, room=find_room(db, feed.chosen).id)
            case FeedKind.FACILITATOR:
                return Selection(leader=find_facilitator(db, feed.chosen).id)
            case FeedKind.PROGRAM:
                return Selection(public=True, program=feed.chosen)
            case FeedKind.LANGUAGE:
                return Selection(public=True, language=feed.chosen)
            case FeedKind.TEAM:
                return Selection()
            case FeedKind.ALL:
                return Selection(public=True)
    except NotFound:
        return Selection(groups=())


def add_feed(book: Book, wish: FeedWish, *, now: datetime, preview: bool = False) -> FeedAdded:
    """Add a feed, or see what it would show: nothing leaves before :func:`publish`.

    Raises:
        BadInput: for a field that its readers may not be shown, a name that is taken, a private feed in a folder that
            others serve, or a folder that is none.
        NotFound, Ambiguous: for what it is about.
    """
    if wish.folder and not Path(wish.folder).is_dir():
        raise BadInput(f"there is no folder {wish.folder}", "Make it first, or leave --folder out.")
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        feed = _wished(db, wish, now)
        if feed.private and wish.folder:
            raise BadInput(
                "a private feed cannot go to a folder that a web host serves",
                "Whoever lists the folder would find it. Leave --folder out.",
            )
        token, kept = new_token() if feed.private else (None, None)
        if change is not None:
            values: dict[str, object] = {
                "name": feed.name,
                "kind": feed.kind,
                "filter": feed.chosen,
                "audience": feed.audience,
                "fields": feed.terms.listed,
                "title_style": feed.terms.style,
                "token_hash": kept,
                "created_at": now,
            }
            uid = feeds.add_feed(db, values, str(Path(wish.folder).absolute()) if wish.folder else "")
            change.record("feed.add", uid, kind=feed.kind.value, fields=[each.value for each in feed.terms.listed])
            feed = find_feed(db, uid)
        seen = _seen(db, feed, now)
    return FeedAdded(seen, token if change is not None else None, change is not None)


def change_feed(
    book: Book,
    text: str,
    *,
    style: TitleStyle | None = None,
    show: Sequence[str] = (),
    hide: Sequence[str] = (),
    now: datetime,
    preview: bool = False,
) -> FeedSeen:
    """Change what a feed shows, or see it as it would be; its name stays, for whoever subscribed has its address.

    Raises:
        BadInput: for a field that its readers may not be shown.
        Refused: where it shows that already, or its name would tell the title that its sessions do not.
    """
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        feed = find_feed(db, text)
        fields = (feed.terms.fields | read_fields(show, feed.audience)) - read_fields(hide, feed.audience)
        terms = FeedTerms(style or feed.terms.style, fields)
        if terms == feed.terms:
            raise Refused(f"{feed.name} shows that already", "Nothing was changed.")
        if terms.neutral and feed.kind is FeedKind.GROUP and fold(feed.name) == fold(_title_of(db, feed)):
            raise Refused(f"{feed.name} is called by the group's title", "End it, and add one of another name.")
        if change is not None:
            feeds.edit_feed(db, feed.id, fields=terms.listed, title_style=terms.style)
            listed = [each.value for each in terms.listed]
            change.record("feed.change", feed.uid, titles=terms.style.value, fields=listed)
        return _seen(db, replace(feed, terms=terms), now)


def list_feeds(book: Book, *, now: datetime) -> list[FeedSeen]:
    """The feeds that go on, the oldest first."""
    with book.read() as db:
        return [_seen(db, each, now) for each in feeds.feeds(db)]


def see_feed(book: Book, text: str, *, now: datetime) -> FeedSeen:
    """One feed with its next sessions, as its readers see them."""
    with book.read() as db:
        return _seen(db, find_feed(db, text), now)


def renew_token(book: Book, home: Home, text: str, *, now: datetime) -> str:
    """Give a private feed another secret address, at once; the old one is nobody's any more.

    Raises:
        Refused: for a public feed, which has none.
    """
    token, kept = new_token()
    with book.write(now=now) as change:
        feed = find_feed(change.db, text)
        if not feed.private:
            raise Refused(f"{feed.name} is public and has no secret address", "Anybody may have its address.")
        feeds.edit_feed(change.db, feed.id, token_hash=kept)
        change.record("feed.token", feed.uid)
    write_manifests(book, home)
    return token


def end_feed(book: Book, home: Home, text: str, *, now: datetime, preview: bool = False) -> Feed:
    """End a feed: its files and its address go at once, and its name is free again; what it told is history."""
    with preview_or_write(book, now=now, preview=preview) as (db, change):
        feed = find_feed(db, text)
        folders = [PublishedFolder.of(home, each.address) for each in feeds.targets_of(db, feed.id)]
        if change is not None:
            name = f"{feed.name} (ended {now:%Y-%m-%d}, {feed.uid[:8]})"
            feeds.edit_feed(db, feed.id, ended_at=now, token_hash=None, name=name)
            feeds.end_targets(db, feed.id, now)
            change.record("feed.end", feed.uid)
    if not preview:
        for folder in folders:
            folder.remove_page(feed)
        write_manifests(book, home)
        for folder in folders:
            folder.remove(feed.path, feed.kept_path)
    return feed


def _wished(db: Db, wish: FeedWish, now: datetime) -> Feed:
    audience = audience_of(wish.kind)
    usual = usual_terms(audience, protected=book_info(db).protected)
    fields = (usual.fields | read_fields(wish.show, audience)) - read_fields(wish.hide, audience)
    chosen, usual_name = _about(db, wish)
    terms = FeedTerms(wish.style or usual.style, fields)
    if wish.kind is FeedKind.GROUP and terms.neutral:
        usual_name = f"Group {chosen[:4]}"  # a file and a calendar of that title would tell what no session tells
    name = tidy(wish.name) or usual_name
    feed = Feed(0, "", name, wish.kind, chosen, audience, terms, None, now, None)
    for other in feeds.feeds(db):
        if fold(other.name) == fold(name) or (other.path == feed.path and not feed.private):
            raise BadInput(f"there is a feed {other.name!r} already", "Give this one another name.")
    return feed


def _title_of(db: Db, feed: Feed) -> str:
    try:
        return find_group(db, feed.chosen).title
    except NotFound:
        return ""


def _about(db: Db, wish: FeedWish) -> tuple[str, str]:
    """What stands for what it is about, and how it is called unless somebody says: never by the name of a person."""
    match wish.kind:
        case FeedKind.SITE:
            site = find_site(db, wish.of)
            return site.uid, site.name
        case FeedKind.GROUP:
            group = find_group(db, wish.of)
            return group.uid, group.title
        case FeedKind.ROOM:
            room = find_room(db, wish.of)
            return room.uid, f"{room.name}, {room.site}"
        case FeedKind.FACILITATOR:
            leader = find_facilitator(db, wish.of)
            return leader.uid, f"My groups ({leader.uid[:4]})"
        case FeedKind.PROGRAM:
            return tidy(wish.of), tidy(wish.of)
        case FeedKind.LANGUAGE:
            return tidy(wish.of), f"Groups in {tidy(wish.of)}"
        case FeedKind.TEAM:
            return "", "Team"
        case FeedKind.ALL:
            return "", book_info(db).name


def _seen(db: Db, feed: Feed, now: datetime) -> FeedSeen:
    info = book_info(db)
    found = gather_schedule(db, selection_of(db, feed), feed.terms, usual_span(now.astimezone(zone(info.zone)).date()))
    targets = feeds.targets_of(db, feed.id)
    last = [publications.newest(db, each.id) for each in targets]
    to_come = [each for each in found if each.ends_at_utc > now]
    return FeedSeen(
        feed,
        max((each.at for each in last if each), default=None),
        len(found),
        tuple(each.address for each in targets),
        tuple(to_come[:_SHOWN]),
    )
