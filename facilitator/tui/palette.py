"""Find a group, a session or a person by name, from anywhere."""

from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.message import Message

from facilitator.tui.desk import Desk
from facilitator.tui.messages import GoToGroup, GoToPerson, GoToSession

_Target = tuple[str, str, Message]
"""What it is called, what it is, and the message that leads there."""


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
        for name, help_text, there in self._targets[:6]:
            yield DiscoveryHit(name, partial(self.app.post_message, there), help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for name, help_text, there in self._targets:
            score = matcher.match(name)
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
