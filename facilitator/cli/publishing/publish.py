"""``facilitator calendar publish``, ``history`` and ``take-back``: what goes out, what went out, and going back."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json, print_table
from facilitator.cli.kit.progress import bar
from facilitator.cli.kit.say import stamp_utc
from facilitator.cli.kit.terminal import say
from facilitator.domain.publishing.changes import NewsKind, ToldChange
from facilitator.services.publishing.publish import FeedPublished
from facilitator.services.publishing.publish import publish as publish_feeds
from facilitator.services.publishing.take_back_publication import see_publications, take_back_publication

_IN_WORDS = 20
_SIGNS = {NewsKind.ADDED: "+", NewsKind.CHANGED: "~", NewsKind.REMOVED: "-"}


@line("publish")
@preview_option
@json_option
@click.pass_obj
def publish(desk: CommandDesk, preview: bool, as_json: bool) -> None:
    """Bring every feed up to date: files, and a manifest beside them."""
    with desk.open_book() as book, bar("Publishing") as progress:
        done = publish_feeds(book, desk.home, now=desk.now(), preview=preview, progress=progress)
    if as_json:
        _print_shape(done, preview=preview)
        return
    if not done:
        say("No feeds yet: facilitator calendar feed add")
    _say(desk, done, preview=preview)


@line("take-back")
@click.argument("feed")
@preview_option
@json_option
@click.pass_obj
def take_back(desk: CommandDesk, feed: str, preview: bool, as_json: bool) -> None:
    """Take back what a feed told last: what was told before is sent again."""
    with desk.open_book() as book:
        done = take_back_publication(book, desk.home, feed, now=desk.now(), preview=preview)
    if as_json:
        _print_shape(done, preview=preview)
        return
    _say(desk, done, preview=preview)
    desk.say("The book is as it was: the next publication sends what it says.")


@line("history")
@click.option(
    "--limit", type=click.IntRange(1), default=20, show_default=True, metavar="N", help="So many, the newest."
)
@json_option
@click.pass_obj
def history(desk: CommandDesk, limit: int, as_json: bool) -> None:
    """List what went out, the newest first."""
    with desk.open_book() as book:
        found = see_publications(book, limit)
    if as_json:
        print_json(
            [
                {
                    "id": each.uid,
                    "feed": each.feed,
                    "at": stamp_utc(each.at),
                    "actor": each.actor,
                    "added": each.added,
                    "changed": each.changed,
                    "removed": each.removed,
                }
                for each in found
            ]
        )
        return
    rows = [
        (f"{each.at:%Y-%m-%d %H:%M} UTC", each.feed, each.actor, each.added, each.changed, each.removed)
        for each in found
    ]
    print_table(("at", "feed", "by", "added", "changed", "removed"), rows, empty="Nothing was published yet.")


def _say(desk: CommandDesk, done: Iterable[FeedPublished], *, preview: bool) -> None:
    for each in done:
        where = f" in {each.target}" if each.target else ""
        say(
            f"{each.feed.name}{where}: {each.added} added, {each.changed} changed, {each.removed} removed, "
            f"{each.unchanged} unchanged{' (nothing was sent)' if preview else ''}"
        )
        for change in islice(each.changes, _IN_WORDS):
            say(f"  {_SIGNS[change.what]} {change.say()}")
        if len(each.changes) > _IN_WORDS:
            say(f"  and {len(each.changes) - _IN_WORDS} more")
        for warning in each.warnings:
            desk.say(warning)
        if each.left_out and preview:
            say("  Not in meetings.json:")
            for left in each.left_out:
                say(f"    {left}")


def _print_shape(done: Iterable[FeedPublished], *, preview: bool) -> None:
    feeds = [
        {
            "name": each.feed.name,
            "target": each.target or "home",
            "added": each.added,
            "changed": each.changed,
            "removed": each.removed,
            "unchanged": each.unchanged,
            **({"left_out": list(each.left_out)} if preview else {}),
        }
        for each in done
    ]
    changes = [{"feed": each.feed.name, **_change(change)} for each in done for change in each.changes]
    print_json({"preview": True, "changes": changes, "clashes": [], "feeds": feeds} if preview else {"feeds": feeds})


def _change(change: ToldChange) -> dict[str, Any]:
    return {
        "what": change.what.value,
        "object": change.uid,
        "before": change.before.say() if change.before else None,
        "after": change.after.say() if change.after else None,
        "words": change.say(),
    }
