"""Find a group, a session or a person by name, from anywhere."""

from collections.abc import Callable
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from facilitator.tui.desk import Desk
from facilitator.tui.messages import GoToGroup, GoToPerson, GoToSession


class GoToProvider(Provider):
    """Groups, people and the sessions of these weeks; read when the palette opens."""

    async def startup(self) -> None:
        """Read the names once for this palette."""
        self._targets: list[tuple[str, str, Callable[[], object]]] = []
        app = cast("Desk", self.app)
        if app.unlocked:
            self._targets = [*_groups(app), *_sessions(app), *_people(app)]

    async def discover(self) -> Hits:
        """Before anything is typed: the first few."""
        for name, help_text, go in self._targets[:6]:
            yield DiscoveryHit(name, go, help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for name, help_text, go in self._targets:
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), go, help=help_text)


def _groups(app: Desk) -> list[tuple[str, str, Callable[[], object]]]:
    from facilitator.services.scheduling.see_groups import list_groups

    return [
        (each.title, "Group", lambda uid=each.uid: app.post_message(GoToGroup(uid)))  # type: ignore[misc]  # bound per row
        for each in list_groups(app.book)
    ]


def _sessions(app: Desk) -> list[tuple[str, str, Callable[[], object]]]:
    from facilitator.services.sessions.see_today import see_today

    found = see_today(app.book, app.clock())
    return [
        (
            f"{each.title}, {each.start_local:%a %d %b %H:%M}",
            "Session",
            lambda uid=each.uid: app.post_message(GoToSession(uid)),  # type: ignore[misc]  # bound per row
        )
        for each in (*found.running, *found.today, *found.unfinished, *found.coming)
    ]


def _people(app: Desk) -> list[tuple[str, str, Callable[[], object]]]:
    from facilitator.services.people.keep_people import list_people
    from facilitator.tui.privacy.looks import looked

    found = list_people(app.book)
    looked(app, "read.people", people=len(found))
    return [
        (each.shown(names=True), "Person", lambda uid=each.uid: app.post_message(GoToPerson(uid)))  # type: ignore[misc]
        for each in found
    ]
