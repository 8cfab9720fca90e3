"""``facilitator calendar feed``: what goes out to calendar apps, for whom, and what it may show."""

from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option, word_of
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.say import stamp_utc
from facilitator.cli.kit.terminal import say
from facilitator.domain.publishing.changes import shown_of
from facilitator.domain.publishing.feed_terms import FeedField
from facilitator.errors import BadInput
from facilitator.services.publishing import keep_feeds
from facilitator.services.publishing.keep_feeds import FeedSeen, FeedWish
from facilitator.words import FeedKind, TitleStyle

_KINDS = ("site", "group", "program", "language", "room", "facilitator")


@line("add")
@click.argument("name", required=False, default="")
@click.option("--site", metavar="S", help="Public groups of this site.")
@click.option("--group", metavar="G", help="This group, where it is public.")
@click.option("--program", metavar="P", help="Public groups of this program.")
@click.option("--language", metavar="L", help="Public groups in this language.")
@click.option("--room", metavar="R", help="Public groups in this room.")
@click.option("--facilitator", metavar="F", help="Private: what this facilitator leads.")
@click.option("--team", is_flag=True, help="Private: all sessions, for whoever works here.")
@click.option("--titles", type=word_of(TitleStyle), help="What sessions are called.")
@click.option("--show", multiple=True, metavar="FIELD", help=f"Show this too: {', '.join(FeedField)}.")
@click.option("--hide", multiple=True, metavar="FIELD", help="Show this not.")
@click.option(
    "--folder", type=click.Path(), default="", metavar="DIR", help="A folder that a web host serves (else in the home)."
)
@preview_option
@json_option
@click.pass_obj
def add(desk: CommandDesk, /, name: str, preview: bool, as_json: bool, **wish: Any) -> None:
    """Add a feed: all public groups, or those that the options name."""
    wanted = FeedWish(
        *_kind(wish),
        name=name,
        style=TitleStyle(wish["titles"]) if wish["titles"] else None,
        show=wish["show"],
        hide=wish["hide"],
        folder=wish["folder"],
    )
    with desk.open_book() as book:
        made = keep_feeds.add_feed(book, wanted, now=desk.now(), preview=preview)
    shape = _shape(made.seen) | {"token": made.token}
    if as_json and preview:
        change = {"what": "feed", "object": made.seen.feed.name, "before": None, "after": shape}
        print_json({"preview": True, "changes": [change], "clashes": []})
        return
    if as_json:
        print_json(shape)
        return
    say(f"{'Would add' if preview else 'Added'} {made.seen.feed.name}, {made.seen.sessions} sessions")
    _say(made.seen)
    if made.token:
        say(f"Its secret, shown this once: {made.token}")
    if not preview:
        desk.say("Nothing left yet: facilitator calendar publish --dry-run")


@line("change")
@click.argument("feed")
@click.option("--titles", type=word_of(TitleStyle), help="What sessions are called.")
@click.option("--show", multiple=True, metavar="FIELD", help=f"Show this too: {', '.join(FeedField)}.")
@click.option("--hide", multiple=True, metavar="FIELD", help="Show this not.")
@preview_option
@json_option
@click.pass_obj
def change(
    desk: CommandDesk,
    /,
    feed: str,
    titles: str | None,
    show: tuple[str, ...],
    hide: tuple[str, ...],
    preview: bool,
    as_json: bool,
) -> None:
    """Change what a feed shows; its address stays."""
    style = TitleStyle(titles) if titles else None
    with desk.open_book() as book:
        before = keep_feeds.see_feed(book, feed, now=desk.now())
        seen = keep_feeds.change_feed(book, feed, style=style, show=show, hide=hide, now=desk.now(), preview=preview)
    if as_json and preview:
        change = {"what": "feed", "object": seen.feed.name, "before": _shape(before), "after": _shape(seen)}
        print_json({"preview": True, "changes": [change], "clashes": []})
    elif as_json:
        print_json(_shape(seen))
    else:
        say(f"{seen.feed.name} {'would be' if preview else 'is'} changed")
        _say(seen)


@line("list")
@json_option
@click.pass_obj
def list_(desk: CommandDesk, as_json: bool) -> None:
    """List the feeds that go on."""
    with desk.open_book() as book:
        found = keep_feeds.list_feeds(book, now=desk.now())
    if as_json:
        print_json([_shape(each) for each in found])
        return
    rows = [
        (
            each.feed.uid[:8],
            each.feed.name,
            each.feed.kind.value,
            each.feed.audience.value,
            each.feed.address or "secret",
            each.sessions,
            f"{each.published_at:%Y-%m-%d %H:%M} UTC" if each.published_at else "not yet",
        )
        for each in found
    ]
    columns = ("id", "name", "kind", "audience", "address", "sessions", "published")
    print_table(columns, rows, empty="No feeds yet: facilitator calendar feed add")


@line("show")
@click.argument("feed")
@json_option
@click.pass_obj
def show(desk: CommandDesk, feed: str, as_json: bool) -> None:
    """Show what a feed may show, and its next sessions as its readers see them."""
    with desk.open_book() as book:
        seen = keep_feeds.see_feed(book, feed, now=desk.now())
    if as_json:
        print_json(_shape(seen))
        return
    say(f"{seen.feed.name}: {seen.sessions} sessions, {seen.feed.audience.value}")
    _say(seen)


@line("token")
@click.argument("feed")
@json_option
@click.pass_obj
def token(desk: CommandDesk, feed: str, as_json: bool) -> None:
    """Give a private feed another secret address; the old one ends at once."""
    with desk.open_book() as book:
        made = keep_feeds.renew_token(book, desk.home, feed, now=desk.now())
    if as_json:
        print_json({"token": made})
    else:
        say(f"Its secret, shown this once: {made}")


@line("end")
@click.argument("feed")
@preview_option
@json_option
@click.pass_obj
def end(desk: CommandDesk, feed: str, preview: bool, as_json: bool) -> None:
    """End a feed: its files and its address go at once."""
    with desk.open_book() as book:
        ended = keep_feeds.end_feed(book, desk.home, feed, now=desk.now(), preview=preview)
    if as_json and preview:
        change = {"what": "feed", "object": ended.name, "before": ended.address, "after": None}
        print_json({"preview": True, "changes": [change], "clashes": []})
    elif as_json:
        print_json({"id": ended.uid})
    else:
        say(f"{'Would end' if preview else 'Ended'} {ended.name}: whoever subscribed to it hears no more of it")


def _kind(wish: dict[str, Any]) -> tuple[FeedKind, str]:
    named = [each for each in (*_KINDS, "team") if wish[each]]
    if len(named) > 1:
        raise BadInput(f"--{named[0]} and --{named[1]} are two feeds", "Add one for each.")
    if not named:
        return FeedKind.ALL, ""
    return FeedKind(named[0]), "" if named[0] == "team" else wish[named[0]]


def _say(seen: FeedSeen) -> None:
    say("It shows:")
    for each in seen.feed.terms.say():
        say(f"  {each}")
    for session in seen.next:
        say(f"  Next: {shown_of(session).say()}")
        for told in (session.location, *session.description.splitlines()):
            if told:
                say(f"        {told}")


def _shape(seen: FeedSeen) -> dict[str, Any]:
    feed = seen.feed
    return {
        "id": feed.uid,
        "name": feed.name,
        "kind": feed.kind.value,
        "audience": feed.audience.value,
        "address": feed.address,
        "sessions": seen.sessions,
        "published_at": stamp_utc(seen.published_at) if seen.published_at else None,
        "fields": [each.value for each in feed.terms.listed],
        "titles": feed.terms.style.value,
        "targets": [each or "home" for each in seen.targets],
        "next": [
            {
                "title": each.title,
                "start_utc": stamp_utc(each.starts_at_utc),
                "location": each.location,
                "description": each.description,
            }
            for each in seen.next
        ],
    }
