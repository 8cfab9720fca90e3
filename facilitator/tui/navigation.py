"""The seven places of the program: key, name, and the screen behind it, imported when it is first gone to."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen


@dataclass(frozen=True, slots=True)
class MainPlace:
    """A place with a key of its own."""

    mode: str
    key: str
    title: str
    help: str
    where: str

    def open(self) -> "Screen[Any]":
        """Its screen, newly made."""
        module, name = self.where.split(":")
        screen: Screen[Any] = getattr(importlib.import_module(module), name)()
        return screen


PLACES = (
    MainPlace(
        "today",
        "1",
        "Today",
        "Sessions now and next, and what is left to do",
        "facilitator.tui.sessions.today:TodayScreen",
    ),
    MainPlace(
        "calendar",
        "2",
        "Calendar",
        "The schedule by day and week",
        "facilitator.tui.scheduling.calendar:CalendarScreen",
    ),
    MainPlace(
        "groups",
        "3",
        "Groups",
        "Groups with their sessions and rosters",
        "facilitator.tui.scheduling.groups:GroupsScreen",
    ),
    MainPlace("people", "4", "People", "The people who come", "facilitator.tui.people.people:PeopleScreen"),
    MainPlace(
        "curricula",
        "5",
        "Curricula",
        "Lessons that can be run tonight",
        "facilitator.tui.curricula.curricula:CurriculaScreen",
    ),
    MainPlace(
        "publish",
        "6",
        "Publish",
        "Calendars to subscribe to: website, Google",
        "facilitator.tui.publishing.publish:PublishScreen",
    ),
    MainPlace(
        "reports", "7", "Reports", "Who came, with definitions", "facilitator.tui.reporting.reports:ReportsScreen"
    ),
)

MODES: dict[str, Callable[[], Any]] = {place.mode: place.open for place in PLACES}
