"""Find a group, a session or a person by name, from anywhere."""

from functools import partial
from typing import Any, ClassVar, cast

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.fuzzy import Matcher
from textual.message import Message
from textual.system_commands import SystemCommandsProvider
from textual.widgets import Input

from facilitator.domain.people.name_search import fit, searched_name
from facilitator.tui.desk import Desk
from facilitator.tui.kit.plain import OptionList
from facilitator.tui.messages import GoToGroup, GoToPerson, GoToSession

_STRONG, _WEAK = 1_000, 0.01
"""More than any score of Textual's own, and less."""

_Target = tuple[str, str, Message]
"""What it is called, what it is, and the message that leads there."""


class Finder(CommandPalette):
    """The palette, which loses nothing that is typed while it opens; Enter takes what was found for all of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", "Take", show=False, priority=True)]
    LOOK_SECONDS = 0.02
    looked_for: str | None = None
    """The words whose rows are in the list, or are being looked for."""

    def __init__(self) -> None:
        super().__init__(id="--command-palette")

    def on_key(self, event: events.Key) -> None:
        """What is typed before its line is there goes into it."""
        if event.is_printable and event.character:
            self.query_one(Input).insert_text_at_cursor(event.character)
            event.stop()

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Other words are looked for from here on."""
        self.looked_for = event.value

    def action_take(self) -> None:
        """Take the row under the cursor, once what was typed before this has come to the line."""
        self.query_one(Input).call_later(self.call_later, self._take)

    def _take(self) -> None:
        typed = self.query_one(Input).value
        looking = any(each.group == self._GATHER_COMMANDS_GROUP and not each.is_finished for each in self.workers)
        if looking or typed != (self.looked_for or ""):
            self.set_timer(self.LOOK_SECONDS, self._take)
            return
        found = self.query_one(OptionList)
        if found.option_count:
            if found.highlighted is None:
                found.action_first()
            found.action_select()


def open_palette(app: App[Any]) -> None:
    """Open it, but over no dialog."""
    if not app.screen.is_modal:
        app.push_screen(Finder())


class PlainMatcher(Matcher):
    """Shows which letters were found; Textual's own would parse the words around them as markup."""

    def highlight(self, candidate: str) -> Content:
        """The words, with the letters that were found."""
        content = Content(candidate)
        score, found = self.fuzzy_search.match(self.query, candidate)
        for at in found if score else ():
            if not candidate[at].isspace():
                content = content.stylize(self.match_style, at, at + 1)
        return content


class ActsProvider(SystemCommandsProvider):
    """What can be done, by its title; where no title is meant, by the words of what it does."""

    async def search(self, query: str) -> Hits:
        """Titles first: the rest comes after whatever is found by name."""
        matcher = self.matcher(query)
        async for hit in super().search(query):
            yield hit
        for title, told, callback, *_ in self.app.get_system_commands(self.screen):
            if matcher.match(title) <= 0 and tells_of(told, query):
                yield Hit(_WEAK, Content(title), callback, help=told)


def tells_of(told: str, query: str) -> bool:
    """Whether each word that was typed begins a word of the sentence; less than three letters would find anything."""
    words = [each.strip("(.,:;)") for each in told.casefold().split()]
    typed = query.casefold().split()
    return len(query.strip()) > 2 and all(any(word.startswith(part) for word in words) for part in typed)


class GoToProvider(Provider):
    """Groups, people and the sessions of these weeks; read when the palette opens."""

    async def startup(self) -> None:
        """Read the names once for this palette."""
        self._targets: list[_Target] = []
        app = cast("Desk", self.app)
        if app.unlocked:
            self._targets = [*_groups(app), *_sessions(app), *_people(app)]

    async def discover(self) -> Hits:
        """Before anything is typed: the first few."""
        # never people: members see this screen, and nobody looked for one yet
        places = [each for each in self._targets if not isinstance(each[2], GoToPerson)]
        for name, help_text, there in places[:6]:
            yield DiscoveryHit(Content(name), partial(self.app.post_message, there), text=name, help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches: what begins so first; a person only then, for Enter takes the first hit."""
        matcher = PlainMatcher(query, match_style=self.match_style)
        for name, help_text, there in self._targets:
            how = fit(searched_name(name), query)
            strong = how is not None and how.strong
            guessed = 0 if isinstance(there, GoToPerson) else matcher.match(name)
            score = _STRONG - how if how is not None and strong else guessed
            if score > 0:
                yield Hit(score, matcher.highlight(name), partial(self.app.post_message, there), help=help_text)


def _groups(app: Desk) -> list[_Target]:
    from facilitator.services.scheduling.see_groups import list_groups

    return [(each.title, "Group", GoToGroup(each.uid)) for each in list_groups(app.book)]


def _sessions(app: Desk) -> list[_Target]:
    from facilitator.services.sessions.see_today import see_today

    found = see_today(app.book, app.clock())
    return [
        (
            f"{each.title}, {each.start_local:%a %d %b %H:%M}",
            "Session",
            GoToSession(each.uid),
        )
        for each in (*found.running, *found.today, *found.unfinished, *found.coming)
    ]


def _people(app: Desk) -> list[_Target]:
    from facilitator.services.people.keep_people import list_people
    from facilitator.tui.privacy.looks import looked

    found = list_people(app.book)
    looked(app, "read.people", people=len(found))
    return [(each.shown(names=True), "Person", GoToPerson(each.uid)) for each in found]
