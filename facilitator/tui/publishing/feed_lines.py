"""A feed, and what waits in it, as rows of tables and as words beside them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from rich.text import Text

from facilitator.domain.publishing.changes import NewsKind, ToldChange, differences, shown_of
from facilitator.domain.publishing.published import PublishedSession
from facilitator.services.publishing.keep_feeds import FeedSeen
from facilitator.services.publishing.publish import FeedPublished
from facilitator.tui.kit.parts.table import Row, Weight
from facilitator.tui.kit.parts.table_layout import Column
from facilitator.words import FeedAudience

FEED_COLUMNS = (
    Column("Feed", least=16, fills=True),
    Column("For"),
    Column("Goes to", least=8, most=26, leaves=1),
    Column("Published"),
    Column("Waits", right=True),
)
CHANGE_COLUMNS = (Column(""), Column("When"), Column("Session", least=15, most=30), Column("What changes", fills=True))

_FOR = {
    FeedAudience.PUBLIC: "everybody",
    FeedAudience.FACILITATOR: "one facilitator",
    FeedAudience.TEAM: "the team",
}
_SIGNS = {NewsKind.ADDED: "+ added", NewsKind.CHANGED: "~ changed", NewsKind.REMOVED: "- removed"}


def feed_row(seen: FeedSeen, published: datetime | None, waits: int | None) -> Row:
    """A feed in a table; ``published`` is in the program's own zone, ``waits`` None while nobody looked yet."""
    where = ", ".join(dict.fromkeys(each or "this home" for each in seen.targets))
    at = f"{published:%a %d %b %H:%M}" if published else "not yet"
    words = "" if waits is None else f"{waits or 'nothing'}"
    return Row(
        seen.feed.uid,
        (seen.feed.name, _FOR[seen.feed.audience], where, at, words),
        Weight.NOW if waits else Weight.NEXT,
    )


def change_rows(changes: Iterable[ToldChange]) -> list[Row]:
    """What waits, a session a row, by date."""
    return [Row(str(at), _change(each)) for at, each in enumerate(changes)]


def first_to_come(changes: Iterable[ToldChange], now: datetime) -> str:
    """The row of the first session that is not over; empty where all are."""
    shown = ((str(at), each.after or each.before) for at, each in enumerate(changes))
    return next((key for key, each in shown if each and each.ends_at_utc > now), "")


def _change(each: ToldChange) -> tuple[str, ...]:
    shown = each.before or each.after
    assert shown is not None
    if each.before and each.after:
        what = "; ".join(differences(each.before, each.after))
    elif each.before:
        what = "told as canceled"
    else:
        what = f"canceled; {shown.location}" if shown.cancelled else shown.location
    return _SIGNS[each.what], shown.when, shown.title, what


def figures(done: Sequence[FeedPublished]) -> str:
    """How much is new in some feeds, or was sent."""
    parts = (
        (sum(each.added for each in done), "added"),
        (sum(each.changed for each in done), "changed"),
        (sum(each.removed for each in done), "removed"),
    )
    return ", ".join(f"{number} {what}" for number, what in parts if number) or "nothing new"


def feed_side(seen: FeedSeen) -> Text:
    """What a feed shows, where it is found, and its next sessions as its readers see them."""
    return Text("\n").join(_side(seen))


def _side(seen: FeedSeen) -> Iterator[Text]:
    feed = seen.feed
    yield Text(feed.name, style="bold")
    yield Text(f"for {_FOR[feed.audience]}, {seen.sessions} sessions")
    yield Text(f"Its file: {feed.path}" if feed.address else "Found by its secret alone; t makes another one")
    yield Text("\nIt shows", style="bold")
    for each in feed.terms.say():
        yield Text(f"  {each}")
    yield Text("\nThe next as they are seen" if seen.next else "\nNo sessions to come in it", style="bold")
    for session in seen.next:
        yield from session_seen(session)


def session_seen(session: PublishedSession) -> Iterator[Text]:
    """One session as readers see it."""
    yield Text(f"  {shown_of(session).say()}")
    for told in (session.location, *session.description.splitlines()):
        if told:
            yield Text(f"    {told}")
