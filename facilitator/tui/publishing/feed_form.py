"""Make a feed, or change what one shows: what its readers will see stands below while it is chosen."""

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from facilitator.domain.publishing.feed import audience_of
from facilitator.domain.publishing.feed_terms import ALLOWED, SAID, STYLES, FeedTerms, usual_terms
from facilitator.errors import FacilitatorError
from facilitator.services.book.open_book import book_info
from facilitator.services.publishing.feed_choices import FeedChoice, feed_choices
from facilitator.services.publishing.keep_feeds import FeedSeen, FeedWish, add_feed, change_feed
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form import Form
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.kit.parts.tick_list import TickList
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said
from facilitator.tui.publishing.feed_lines import session_seen
from facilitator.tui.publishing.feed_secret import FeedSecret
from facilitator.words import FeedAudience


class FeedForm(Dialog[str]):
    """Answers with the feed's uid. Of one that is there only what it shows can change: its address is out."""

    KEEPS_DRAFT = False

    def __init__(self, feed: FeedSeen | None = None) -> None:
        super().__init__()
        self.feed = feed
        self.choices: list[FeedChoice] = []
        self.protected = True

    def compose(self) -> ComposeResult:
        book, feed = self.facilitator.book, self.feed
        self.protected = book_info(book).protected
        fields = []
        if feed is None:
            self.choices = feed_choices(book)
            what = Select([(each.words, at) for at, each in enumerate(self.choices)], id="ask-what", value=0)
            name = Input(placeholder="as what it is about", id="ask-name", compact=True)
            folder = Input(placeholder="the home of this book", id="ask-folder", compact=True)
            fields = [
                FormField("what", "Shows", what),
                FormField("name", "Name", name, help_words="Its address is made of it: never the name of a person."),
                FormField("folder", "Folder", folder, help_words="One that a web host serves, or empty."),
            ]
        terms = feed.feed.terms if feed else self.usual
        style = Select([(words, each) for each, words in STYLES.items()], id="ask-style", value=terms.style)
        ticks = TickList([(each.value, SAID[each]) for each in ALLOWED[self.audience]], id="ask-fields")
        fields += [FormField("style", "Calls it", style), FormField("fields", "Tells", ticks)]
        with Vertical(classes="dialog"):
            title = f"What {feed.feed.name} shows" if feed else "A feed: a calendar that people subscribe to"
            yield Static(title, classes="dialog-title")
            yield Form(*fields, check=self.problems)
            with VerticalScroll(id="feed-preview", can_focus=False):
                yield Static(id="feed-seen")
            with Horizontal(classes="buttons"):
                yield Button("Save" if feed else "Make the feed", id="ok", variant="primary", compact=True)
                yield Button("Not now", id="no", compact=True)

    @property
    def choice(self) -> FeedChoice:
        """What it is about."""
        chosen = self.query("#ask-what").results(Select)
        return self.choices[next((each.selection or 0 for each in chosen), 0)]

    @property
    def audience(self) -> FeedAudience:
        """Who reads it."""
        return self.feed.feed.audience if self.feed else audience_of(self.choice.kind)

    @property
    def usual(self) -> FeedTerms:
        """What feeds of its kind show usually."""
        return usual_terms(self.audience, protected=self.protected)

    def on_mount(self) -> None:
        """Begin at what it is about, with what is usual."""
        self.tick(self.feed.feed.terms if self.feed else self.usual)
        self.query_one("#ask-style" if self.feed else "#ask-what").focus()
        self.show()

    def tick(self, terms: FeedTerms) -> None:
        """Offer what its readers may be shown, with these fields ticked."""
        ticks = self.query_one(TickList)
        ticks.clear_ticks()
        ticks.offer([(each.value, SAID[each]) for each in ALLOWED[self.audience]])
        for each in terms.listed:
            ticks.turn(each.value)

    @on(Select.Changed, "#ask-what")
    def other_kind(self) -> None:
        """Another kind of feed has other usual terms."""
        usual = self.usual
        self.query_one("#ask-style", Select).value = usual.style
        self.tick(usual)
        self.show()

    @on(Select.Changed, "#ask-style")
    @on(TickList.Changed)
    @on(Input.Changed)
    def show(self) -> None:
        """What its readers will see; or why there is nothing to see."""
        shown = self.query_one("#feed-seen", Static)
        try:
            seen = self.keep(preview=True)[0]
        except FacilitatorError as error:
            shown.update(said(error))
            return
        head = f"{seen.feed.name}: {seen.sessions} sessions; the next as its readers see them"
        lines = [Text(head, style="bold"), *(line for each in seen.next for line in session_seen(each))]
        shown.update(Text("\n").join(lines))

    def keep(self, *, preview: bool) -> tuple[FeedSeen, str | None]:
        """The feed as it is said, and the secret of a new one.

        Raises:
            FacilitatorError: for what stands in the way.
        """
        app = self.facilitator
        ticked = self.query_one(TickList).ticked
        hidden = tuple(each.value for each in ALLOWED[self.audience] if each.value not in ticked)
        style = self.query_one("#ask-style", Select).selection
        if self.feed is not None:
            terms = self.feed.feed.terms
            if preview and (style, set(ticked)) == (terms.style, {each.value for each in terms.fields}):
                return self.feed, None
            uid = self.feed.feed.uid
            made = change_feed(app.book, uid, style=style, show=ticked, hide=hidden, now=app.clock(), preview=preview)
            return made, None
        wish = FeedWish(
            self.choice.kind,
            self.choice.of,
            name=self.query_one("#ask-name", Input).value,
            style=style,
            show=ticked,
            hide=hidden,
            folder=self.query_one("#ask-folder", Input).value.strip(),
        )
        added = add_feed(app.book, wish, now=app.clock(), preview=preview)
        return added.seen, added.token

    def problems(self) -> dict[str, str]:
        """What stands in the way, under the line that it is of."""
        try:
            self.keep(preview=True)
        except FacilitatorError as error:
            words = said(error)
            return {"style" if self.feed else "folder" if "folder" in words else "name": words}
        return {}

    def on_input_submitted(self) -> None:
        """Enter goes to the next answer: nothing is made by accident."""
        self.screen.focus_next()

    @on(Button.Pressed, "#ok")
    def save(self) -> None:
        """Keep it; the secret of a private one is shown this once."""
        form = self.query_one(Form)
        if form.refuses():
            return
        try:
            seen, token = self.keep(preview=False)
        except FacilitatorError as error:
            form.refuse({"style": said(error)})
            return
        if token is None:
            self.dismiss(seen.feed.uid)
            return

        def written_down(_: bool | None) -> None:
            self.dismiss(seen.feed.uid)

        self.app.push_screen(FeedSecret(seen.feed.name, token), written_down)

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave it."""
        self.dismiss(None)
