"""What was published, the newest first, and taking the newest of a feed back."""

from itertools import islice
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal

from facilitator.services.publishing.publish import FeedPublished
from facilitator.services.publishing.take_back_publication import see_publications, take_back_publication
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.act_line import ActLine
from facilitator.tui.kit.parts.message_line import MessageLine
from facilitator.tui.kit.parts.panel import Panel
from facilitator.tui.kit.parts.table import Row, Table, Weight
from facilitator.tui.kit.parts.table_layout import Column
from facilitator.tui.kit.plain import Static
from facilitator.tui.publishing.behind import behind
from facilitator.tui.publishing.feed_lines import figures

_COLUMNS = (
    Column("When"),
    Column("Feed", least=16, fills=True),
    Column("By", least=6, most=16, leaves=1),
    Column("Added", right=True),
    Column("Changed", right=True),
    Column("Removed", right=True),
)
_IN_WORDS = 8
_MOST = 200


class PublicationsScreen(Page):
    """Each publication of each feed; the newest of a feed can be taken back."""

    MODE = "publish"
    AUTO_FOCUS = "#publications"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("take_back", "u", "Take back", "Send again what this feed said before its newest publication.", True),
        ScreenAct("back", "escape", "Back", "Back to the feeds.", True, "Esc"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.feeds: dict[str, str] = {}
        self.newest: set[str] = set()

    def compose_room(self) -> ComposeResult:
        with Horizontal(classes="head-row"):
            yield Static("What was published", classes="heading")
            yield ActLine(self.ACTS)
        empty = "Nothing was published yet."
        yield Panel("History, the newest first", Table(_COLUMNS, id="publications", empty=empty))
        yield MessageLine()

    def read_page(self) -> None:
        """Read what went out."""
        app = self.facilitator
        rows: list[Row] = []
        self.feeds, self.newest, targets = {}, set(), set()
        for each in see_publications(app.book, _MOST):
            if each.target_id not in targets:
                targets.add(each.target_id)
                self.newest.add(each.uid)
            self.feeds[each.uid] = each.feed
            numbers = (f"{number}" for number in (each.added, each.changed, each.removed))
            cells = (f"{app.local(each.at):%a %d %b %Y %H:%M}", each.feed, each.actor, *numbers)
            rows.append(Row(each.uid, cells, Weight.NEXT if each.uid in self.newest else Weight.PAST))
        self.query_one(Table).show(rows)

    def on_table_opened(self) -> None:
        """Enter asks what taking it back would send."""
        self.action_take_back()

    def action_take_back(self) -> None:
        """Show what would be sent again, and ask."""
        uid = self.query_one(Table).current
        if not uid:
            self.say("There is nothing to take back.")
            return
        if uid not in self.newest:
            self.say("Only the newest of a feed is taken back; what came after this one stands above it.")
            return
        app, feed = self.facilitator, self.feeds[uid]
        seen = app.attempt(lambda: take_back_publication(app.book, app.home, feed, now=app.clock(), preview=True))
        if seen is None:
            return
        changes = [change for each in seen for change in each.changes]
        lines = [change.say() for change in islice(changes, _IN_WORDS)]
        if len(changes) > _IN_WORDS:
            lines.append(f"and {len(changes) - _IN_WORDS} more")
        lines.append("The book stays as it is: the next publication sends what it says.")
        question = Question(f"Take back what {feed} told last ({figures(seen)})?", "\n".join(lines), yes="Take it back")
        app.push_screen(question, lambda yes: self.take_back(feed) if yes else None)

    def take_back(self, feed: str) -> None:
        """Send it, in a thread."""
        app = self.facilitator
        book, home, now = app.book, app.home, app.clock()

        def done(made: tuple[FeedPublished, ...]) -> None:
            self.read_again()
            self.say(f"{feed} says again what it said before: {figures(made)}.")

        self.say("Taking it back ...")
        behind(
            self,
            "publish",
            lambda _progress: take_back_publication(book, home, feed, now=now),
            done,
            lambda _part: None,
        )
