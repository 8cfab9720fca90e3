"""Publish: the feeds that go out, what waits in each, and sending it once somebody has seen it."""

from collections.abc import Sequence
from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from facilitator.domain.agency.slots import blank_words
from facilitator.services.agency.see_slots import see_slots
from facilitator.services.publishing.keep_feeds import FeedSeen, end_feed, list_feeds, renew_token
from facilitator.services.publishing.publish import FeedPublished, publish
from facilitator.tui.agency.slots_line import SlotsLine
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.act_line import ActLine
from facilitator.tui.kit.parts.message_line import MessageLine
from facilitator.tui.kit.parts.panel import Panel
from facilitator.tui.kit.parts.table import Table
from facilitator.tui.kit.plain import Static
from facilitator.tui.publishing.behind import Progress, behind
from facilitator.tui.publishing.export import ExportScreen
from facilitator.tui.publishing.feed_card import FeedCard
from facilitator.tui.publishing.feed_form import FeedForm
from facilitator.tui.publishing.feed_lines import (
    CHANGE_COLUMNS,
    FEED_COLUMNS,
    change_rows,
    feed_row,
    feed_side,
    figures,
    first_to_come,
)
from facilitator.tui.publishing.feed_secret import FeedSecret
from facilitator.tui.publishing.publications import PublicationsScreen

_NO_FEEDS = (
    "No feeds yet. A feed is a calendar that people subscribe to, in Google, Apple and other apps or on a website. "
    "a makes one and shows what will be in it; nothing leaves before p."
)
_FEEDS_IN_WORDS = 6


class PublishScreen(Page):
    """Feeds above, what waits in the one under the cursor below. Nothing leaves before it was seen."""

    MODE = "publish"
    AUTO_FOCUS = "#feeds"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("publish", "p", "Publish", "Send what waits to the website and to calendar apps; asks first.", True),
        ScreenAct("add", "a", "Add feed", "Make a calendar that people subscribe to, in Google or other apps.", True),
        ScreenAct("published", "v", "History", "What was published and when; take the newest of a feed back.", True),
        ScreenAct("export", "x", "File", "Save the schedule as a calendar file (.ics), to send it by hand.", True),
        ScreenAct("change", "e", "Change", "Change what the feed under the cursor shows."),
        ScreenAct("secret", "t", "New secret", "Give a private feed another secret address; the old one ends at once."),
        ScreenAct("end", "D", "End feed", "End the feed under the cursor: its file and its address go at once."),
        ScreenAct("app.slots", "l", "Local slots", "Fill in numbers, places and words that only your program knows."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.feeds: dict[str, FeedSeen] = {}
        self.waiting: dict[str, list[FeedPublished]] | None = None
        self.at = ""

    def compose_room(self) -> ComposeResult:
        yield ActLine(self.ACTS)
        yield SlotsLine("Press l to fill in.")
        with Horizontal(classes="columns"):
            with Vertical():
                yield Panel("Feeds", Table(FEED_COLUMNS, id="feeds", empty="Looking ..."), id="feeds-panel")
                yield Panel("What waits", Table(CHANGE_COLUMNS, id="waiting"), id="waiting-panel")
            with Panel("This feed", classes="side"), VerticalScroll(can_focus=False):
                yield Static(id="side")
        yield MessageLine()

    @property
    def feed(self) -> FeedSeen | None:
        """The one under the cursor."""
        return self.feeds.get(self.query_one("#feeds", Table).current)

    def read_page(self) -> None:
        """Read the feeds, and what waits in them: it is worked out in a thread."""
        app = self.facilitator
        book, home, now = app.book, app.home, app.clock()
        self.query_one(SlotsLine).look()

        def look(progress: Progress) -> tuple[list[FeedSeen], tuple[FeedPublished, ...]]:
            return list_feeds(book, now=now), publish(book, home, now=now, preview=True, progress=progress)

        behind(self, "look", look, self.show_found, self.looks)

    def looks(self, part: float) -> None:
        """Say how far it has looked."""
        self.query_one("#waiting-panel", Panel).retitle(f"What waits · looking, {part:.0%}")

    def show_found(self, found: tuple[list[FeedSeen], tuple[FeedPublished, ...]]) -> None:
        """Show what was found."""
        seen, waits = found
        self.feeds = {each.feed.uid: each for each in seen}
        self.waiting = {uid: [each for each in waits if each.feed.uid == uid] for uid in self.feeds}
        local = self.facilitator.local
        rows = [
            feed_row(each, local(each.published_at) if each.published_at else None, self.number(uid))
            for uid, each in self.feeds.items()
        ]
        table = self.query_one("#feeds", Table)
        table.empty = _NO_FEEDS
        table.show(rows, at=self.at)
        self.at = ""
        waiting = sum(self.number(uid) for uid in self.feeds)
        told = "nothing waits" if not waiting else "1 change waits" if waiting == 1 else f"{waiting} changes wait"
        words = f"Feeds · {told}" if rows else "Feeds"
        self.query_one("#feeds-panel", Panel).retitle(words)
        self.show_feed()

    def number(self, uid: str) -> int:
        """How many sessions of a feed are told anew."""
        return sum(each.added + each.changed + each.removed for each in self.waits(uid))

    def waits(self, uid: str) -> Sequence[FeedPublished]:
        """What waits in a feed, by its targets."""
        return (self.waiting or {}).get(uid, ())

    def show_feed(self) -> None:
        """What waits in the feed under the cursor, and what it shows."""
        if self.waiting is None:
            return
        feed, panel, table = self.feed, self.query_one("#waiting-panel", Panel), self.query_one("#waiting", Table)
        done = self.waits(feed.feed.uid) if feed else ()
        table.empty = "Its readers see what the book says." if feed else ""
        changes = [change for each in done for change in each.changes]
        table.show(change_rows(changes), at=first_to_come(changes, self.facilitator.clock()))
        panel.retitle(f"What waits in {feed.feed.name} · {figures(done)}" if feed else "What waits")
        self.query_one("#side", Static).update(feed_side(feed) if feed else "")

    def on_table_moved(self, event: Table.Moved) -> None:
        """Follow the cursor."""
        if event.table.id == "feeds":
            self.show_feed()

    def on_table_opened(self, event: Table.Opened) -> None:
        """A feed with all that it shows, or a change as a whole line."""
        feed = self.feed
        if feed is None:
            return
        if event.table.id == "feeds":
            self.app.push_screen(FeedCard(feed))
        else:
            changes = [change for each in self.waits(feed.feed.uid) for change in each.changes]
            self.app.push_screen(Message(feed.feed.name, changes[int(event.key)].say()))

    def feed_here(self) -> FeedSeen | None:
        """The feed under the cursor, or None after saying that there is none."""
        if self.feed is None:
            self.say("There is no feed here. a makes one.")
        return self.feed

    def action_publish(self) -> None:
        """Say what will be sent, and ask."""
        if self.waiting is None:
            self.say("Still looking at what waits.")
            return
        if not self.feeds:
            self.say("There is no feed to publish. a makes one.")
            return
        news = [each for uid in self.feeds for each in self.waits(uid) if each.sent]
        if not news:
            self.send(True)  # a file that was touched or is gone is written anew
            return
        lines = [f"{each.feed.name}: {figures([each])}" for each in islice(news, _FEEDS_IN_WORDS)]
        if len(news) > _FEEDS_IN_WORDS:
            lines.append(f"and {len(news) - _FEEDS_IN_WORDS} more feeds")
        lines += dict.fromkeys(warning for each in news for warning in each.warnings)
        blank = blank_words(see_slots(self.facilitator.book).blank)
        lines += [f"{blank} (l fills them in)"] if blank else []
        lines.append("Apps show it when they look again. To take it back: v.")
        self.app.push_screen(Question(f"Publish {figures(news)}?", "\n".join(lines), yes="Publish"), self.send)

    def send(self, yes: bool | None) -> None:
        """Publish, in a thread."""
        if not yes:
            return
        app = self.facilitator
        book, home, now = app.book, app.home, app.clock()

        def send(progress: Progress) -> tuple[FeedPublished, ...]:
            return publish(book, home, now=now, in_words=False, progress=progress)

        self.say("Publishing ...")
        behind(self, "publish", send, self.sent, lambda part: self.say(f"Publishing ... {part:.0%}"))

    def sent(self, done: tuple[FeedPublished, ...]) -> None:
        """Say what was sent."""
        self.read_again()
        news = [each for each in done if each.sent]
        self.say(f"Published: {figures(news)}." if news else "Nothing is new: every file says what the book says.")

    def action_add(self) -> None:
        """Ask what the new feed is about, and show it."""
        self.app.push_screen(FeedForm(), self.added)

    def added(self, uid: str | None) -> None:
        """Go to the new feed."""
        if uid:
            self.at = uid
            self.read_again()
            self.say("The feed is there; nothing left yet. p publishes it.")

    def action_change(self) -> None:
        """Ask what it shows from now on."""
        if (feed := self.feed_here()) is not None:
            self.app.push_screen(FeedForm(feed), self.changed)

    def changed(self, uid: str | None) -> None:
        """Show what that changes."""
        if uid:
            self.read_again()
            self.say("What it shows is changed; nothing left yet. p publishes it.")

    def action_secret(self) -> None:
        """Ask, for whoever has the old one hears no more of it."""
        feed = self.feed_here()
        if feed is None:
            return
        if not feed.feed.private:
            self.say(f"{feed.feed.name} is public: it has no secret address.")
            return
        hint = "Whoever subscribed by the old one hears no more of it, until they have the new one."
        question = Question(f"Another secret address for {feed.feed.name}?", hint, yes="Make another")
        self.app.push_screen(question, lambda yes: self.renew(feed) if yes else None)

    def renew(self, feed: FeedSeen) -> None:
        """Make it, and show it once."""
        app = self.facilitator
        token = app.attempt(lambda: renew_token(app.book, app.home, feed.feed.uid, now=app.clock()))
        if token is not None:
            self.app.push_screen(FeedSecret(feed.feed.name, token))

    def action_end(self) -> None:
        """Ask first: ending a feed is not taken back."""
        feed = self.feed_here()
        if feed is None:
            return
        hint = (
            "Its file and its address go at once, and whoever subscribed hears no more of it: what their app has stays "
            "as it is. This is not taken back; a feed of the same name can be made again."
        )
        question = Question(f"End {feed.feed.name}?", hint, yes="End the feed")
        self.app.push_screen(question, lambda yes: self.end(feed) if yes else None)

    def end(self, feed: FeedSeen) -> None:
        """End it."""
        app = self.facilitator
        if app.attempt(lambda: end_feed(app.book, app.home, feed.feed.uid, now=app.clock())) is not None:
            self.read_again()
            self.say(f"{feed.feed.name} has ended.")

    def action_published(self) -> None:
        """What went out."""
        self.app.push_screen(PublicationsScreen())

    def action_export(self) -> None:
        """A file by hand."""
        self.app.push_screen(ExportScreen())
