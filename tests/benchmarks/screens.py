"""Row 14: a screen with data, its book open already, against the same widgets that are handed what they show.

Both are pushed on the same running program, in turn, each time newly made. The clock runs from asking for the screen
until the last of several texts (from the list, the agenda, the side pane) has been written to the terminal.
"""

import asyncio
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, VerticalScroll
from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import Screen
from textual.widgets import Footer, Markdown, Static
from textual.widgets.option_list import Option

from facilitator.domain.views import Mark
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.run_session import lesson_of, see_session
from facilitator.services.sessions.see_today import see_today
from facilitator.storage.book import Book
from facilitator.tui.app import FacilitatorApp
from facilitator.tui.curricula.script import script_text
from facilitator.tui.kit.masthead import Masthead
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.scheduling.session_lines import session_line, session_side
from facilitator.tui.sessions.agenda_clock import AgendaClock, agenda_shown
from facilitator.tui.sessions.roll_table import MarkKeys, RollTable
from facilitator.tui.sessions.session import SessionScreen
from facilitator.tui.sessions.today import TodayScreen
from tests.benchmarks.measure import Measured, Milliseconds, Pairs, collecting_paused
from tests.benchmarks.passphrase import passphrase_cost
from tests.benchmarks.program import Program, make_program

BAR = 1.5
PAIRS = 21
SIZE = (120, 36)
Shown = Callable[[], "Screen[Any]"]


def measure_today() -> Measured:
    """Today: a list of some 60 sessions, the one under the cursor in the side pane."""
    return asyncio.run(_measure("today", "Today with its sessions and side pane", _today))


def measure_session() -> Measured:
    """A session: its agenda, a roll of 200 people, the words for this item."""
    return asyncio.run(_measure("session", "a session with 200 people on its roll", _session))


@dataclass(frozen=True, slots=True)
class _Rivals:
    """Two ways to make a screen, and the texts by which either is known to be whole."""

    ours: Shown
    peer: Shown
    texts: tuple[str, ...]


async def _measure(name: str, work: str, rivals_of: Callable[[Book, Program, datetime], _Rivals]) -> Measured:
    now = datetime.now(UTC).replace(microsecond=0)
    with tempfile.TemporaryDirectory() as folder:
        program = make_program(Path(folder), now=now)
        app = FacilitatorApp(program.home, clock=lambda: now)
        app.driver_class = Watcher
        running = asyncio.create_task(app.run_async(size=SIZE))
        try:
            while not app.unlocked:
                await asyncio.sleep(0.05)
            await asyncio.sleep(1)
            rivals = rivals_of(app.book, program, now)
            pairs = await _in_turn(app, rivals)
        finally:
            app.exit()
            await running
    beside = {"passphrase": passphrase_cost()}
    return pairs.told(name, 14, f"{work}, against the same widgets with fixed data", bar=BAR, beside=beside)


class Watcher(HeadlessDriver):
    """Writes to no terminal, and notes when the last of some texts would have been written."""

    awaited: tuple[str, ...] = ()
    seen_at = 0.0

    @property
    def is_headless(self) -> bool:
        """Textual spares itself the painting for a headless driver."""
        return False

    def write(self, data: str) -> None:
        """Look for what is awaited."""
        if self.awaited:
            self.awaited = tuple(text for text in self.awaited if text not in data)
            self.seen_at = time.perf_counter()


async def _in_turn(app: FacilitatorApp, rivals: _Rivals) -> Pairs:
    ours: list[Milliseconds] = []
    peer: list[Milliseconds] = []
    for at in range(PAIRS + 2):
        sides = [(rivals.ours, ours), (rivals.peer, peer)]
        for make, times in reversed(sides) if at % 2 else sides:
            took = await _paint(app, make, rivals.texts)
            if at > 1:  # the first rounds load code and styles
                times.append(took)
    return Pairs(tuple(ours), tuple(peer))


async def _paint(app: FacilitatorApp, make: Shown, texts: tuple[str, ...]) -> Milliseconds:
    """Show a new screen and take it away again; how long until it was painted."""
    driver = app._driver
    assert isinstance(driver, Watcher)
    with collecting_paused():
        driver.awaited = texts
        began = time.perf_counter()
        app.call_later(lambda: app.push_screen(make()))
        while driver.awaited:
            if time.perf_counter() - began > 20:
                raise TimeoutError(f"{driver.awaited} did not show")
            await asyncio.sleep(0.001)
    took = (driver.seen_at - began) * 1000
    await asyncio.sleep(0.2)
    app.call_later(app.pop_screen)
    while len(app.screen_stack) > 1:  # on a busy machine what is asked for later comes much later
        await asyncio.sleep(0.001)
    await asyncio.sleep(0.2)
    return took


class FixedRoom(Screen[None]):
    """The frame of a room, around widgets that are filled when they are mounted."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - an instance attribute to Screen

    def compose(self) -> ComposeResult:
        """As a room has it."""
        yield Masthead("today")
        with Container(id="room"):
            yield from self.compose_room()
        yield Footer(show_command_palette=False)

    def compose_room(self) -> ComposeResult:
        """What stands in it."""
        yield from ()


class FixedToday(FixedRoom):
    """Today, of lines that were made before."""

    def __init__(self, lines: list[tuple[Text, str | None]], side: RenderableType) -> None:
        super().__init__()
        self.lines, self.side = lines, side

    def compose_room(self) -> ComposeResult:
        """A list and a side pane."""
        with Horizontal(classes="columns"):
            yield RowList(id="sessions")
            with VerticalScroll(classes="side"):
                yield Static(id="side")

    def on_screen_resume(self) -> None:
        """Fill them, as rooms do."""
        shown = self.query_one(RowList)
        shown.show([Option(line, id=uid, disabled=uid is None) for line, uid in self.lines])
        shown.focus()
        self.query_one("#side", Static).update(self.side)


class FixedSession(FixedRoom):
    """A session, of a roll and texts that were read before."""

    def __init__(self, title: str, agenda: RenderableType, marks: tuple[Mark, ...], words: str) -> None:
        super().__init__()
        self.heading, self.agenda, self.marks, self.words = title, agenda, marks, words

    def compose_room(self) -> ComposeResult:
        """An agenda, a roll, the words for an item, and the kinds of marks."""
        yield Static(id="session-title", classes="heading", markup=False)
        with Horizontal(classes="columns"):
            with VerticalScroll(id="agenda"):
                yield AgendaClock(markup=False)
            yield RollTable(id="roll")
            with VerticalScroll(classes="side"):
                yield Static("Words for this item", classes="heading")
                yield Markdown(id="words", open_links=False)
        yield MarkKeys()
        yield Static(id="says", classes="says", markup=False)

    def on_screen_resume(self) -> None:
        """Fill them, as rooms do."""
        self.query_one("#session-title", Static).update(self.heading)
        self.query_one(AgendaClock).update(self.agenda)
        self.query_one("#words", Markdown).update(self.words)
        self.query_one("#says", Static).update("Nobody is marked yet")
        table = self.query_one(RollTable)
        table.show(self.marks, names=True)
        table.focus()


def _today(book: Book, program: Program, now: datetime) -> _Rivals:
    found = see_today(book, now)
    seen = see_session(book, program.session)
    lines: list[tuple[Text, str | None]] = []
    for heading, sessions in (
        ("Running now", found.running),
        ("Today", found.today),
        ("Attendance to finish, when you have the time", found.unfinished),
        ("Next", found.coming),
    ):
        if sessions:
            lines.append((Text(heading, style="bold"), None))
            lines.extend((session_line(each, dated=True), each.uid) for each in sessions)
    side = session_side(seen)
    texts = (seen.session.title, f"{seen.session.minutes} minutes", seen.agenda[-1].title)
    return _Rivals(TodayScreen, lambda: FixedToday(lines, side), texts)


def _session(book: Book, program: Program, now: datetime) -> _Rivals:
    seen = see_session(book, program.session)
    roll = roll_of(book, program.session)
    lesson = lesson_of(book, seen.session)
    assert lesson is not None
    words = script_text(lesson.items[0])
    agenda = agenda_shown(seen, now)
    texts = (roll.marks[0].person.name.split()[0], seen.agenda[-1].title, words.split()[-1])
    return _Rivals(
        lambda: SessionScreen(program.session),
        lambda: FixedSession(seen.session.title, agenda, roll.marks, words),
        texts,
    )
