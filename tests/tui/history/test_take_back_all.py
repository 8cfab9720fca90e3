"""Each kind of change is taken back from each page: the page goes on, or goes back and says so; the program goes on."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import product

import pytest
from textual.screen import Screen
from textual.widgets import Button

from facilitator.services.agency import keep_logins
from facilitator.services.curricula import frames
from facilitator.services.curricula.take_edition import take_edition
from facilitator.services.history.undo import newest_change, undo
from facilitator.services.people.edit_person import edit_person
from facilitator.services.people.keep_away import note_away
from facilitator.services.privacy.merge_people import merge_people
from facilitator.services.scheduling.call_off_day import day_off
from facilitator.services.scheduling.change_minutes import change_minutes
from facilitator.services.scheduling.choose_lesson import LessonAct, LessonWish, choose_lesson
from facilitator.services.scheduling.keep_closures import import_closures, take_closures
from facilitator.services.scheduling.start_next_cycle import next_cycle
from facilitator.tui.agency.slots import SlotsScreen
from facilitator.tui.backups.backups import BackupsScreen
from facilitator.tui.curricula.curricula import CurriculaScreen
from facilitator.tui.history.history import HistoryScreen
from facilitator.tui.history.take_back import take_back
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Question
from facilitator.tui.people.people import PeopleScreen
from facilitator.tui.publishing.publications import PublicationsScreen
from facilitator.tui.publishing.publish import PublishScreen
from facilitator.tui.reporting.reports import ReportsScreen
from facilitator.tui.scheduling.calendar import CalendarScreen
from facilitator.tui.scheduling.group import GroupScreen
from facilitator.tui.scheduling.groups import GroupsScreen
from facilitator.tui.sessions.session import SessionScreen
from facilitator.tui.sessions.today import TodayScreen
from tests.conftest import ROOT, Program
from tests.services.curricula import test_take_edition as editions
from tests.services.history import test_undo_all as all_acts
from tests.tui.bench import Bench, on_bench
from tests.tui.screens import WIDE, played, until

FRAME = "wrap-frame"
LEISURE = "Leisure@2027-03-12"
SWAPPED = LessonWish(LessonAct.SWAP, other="Leisure@2027-03-19")
WRITTEN = re.compile(r"(?:Step|_step|\.step|_noted)\((?:writing, )?\s*\"([a-z]+\.[a-z.-]+)\"")
"""A kind of step in the source of a service."""

ACTS: dict[str, Callable[[Program], object]] = all_acts.ACTS | {
    "group": lambda p: p.group("Evening", "2027-03-04 18:30"),
    "next cycle": lambda p: next_cycle(p.book, p.home, "Leisure", datetime(2027, 4, 9, 9), now=p.now),
    "minutes": lambda p: change_minutes(p.book, "Steady@2027-03-18", 75, now=p.now),
    "lesson": lambda p: choose_lesson(
        p.book, LEISURE, LessonWish(LessonAct.SWAP, other="Leisure@2027-03-19"), now=p.now
    ),
    "snow": lambda p: day_off(p.book, "North", date(2027, 3, 18), reason="snow", now=p.now),
    "somebody away": lambda p: note_away(p.book, "Ana Pell", first=date(2027, 3, 8), now=p.now),
    "edited": lambda p: edit_person(p.book, "Ana Pell", alias="Nan", now=p.now),
    "merged": lambda p: merge_people(p.book, "Ben Rossi", "Dee Ray", now=p.now),
    "login": lambda p: keep_logins.add_login(p.book, name="lee", now=p.now),
    "frame": lambda p: frames.keep_frame_answer(p.book, p.home, FRAME, now=p.now),
    "take": lambda p: take_closures(p.book, "Fair", now=p.now),
    "edition": lambda p: take_edition(p.book, p.home, "Walkers", now=p.now),
    "pages": lambda p: frames.keep_pages(p.book, p.home, FRAME, "1", {1: "12"}, now=p.now),
}
"""Every kind of change that can be taken back."""

OFFERED = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270326\r\n"
    b"TRANSP:TRANSPARENT\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)

FIRST = {
    "not met, begun": "begin",
    "back": "stand-in",
    "next": "begin",
    "reopen": "end",
    "clear": "mark",
    "open again": "closed",
    "restored": "not met",
}
FIRST |= {"other slot": "slot", "slot cleared": "slot"}
FIRST |= {"stand-in": "staff", "away on": "away", "back early": "away", "other way": "way", "pages": "frame"}
NO_KEY = {"enrol.seat"}
"""What the program does by itself when a day comes."""
"""What comes before an act."""

PAGES: dict[str, Callable[[Program], Screen[None]]] = {
    "today": lambda p: TodayScreen(),
    "calendar": lambda p: CalendarScreen(),
    "groups": lambda p: GroupsScreen(),
    "group": lambda p: GroupScreen(p.session(all_acts.S).group_uid),
    "session": lambda p: SessionScreen(p.session(all_acts.S).uid),
    "people": lambda p: PeopleScreen(),
    "curricula": lambda p: CurriculaScreen(),
    "publish": lambda p: PublishScreen(),
    "publications": lambda p: PublicationsScreen(),
    "reports": lambda p: ReportsScreen(),
    "history": lambda p: HistoryScreen(),
    "backups": lambda p: BackupsScreen(),
    "slots": lambda p: SlotsScreen(),
}


@pytest.fixture(autouse=True)
def _at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens are used by whoever filled the book."""
    monkeypatch.setenv("LOGNAME", "pat")


def _fill(program: Program) -> None:
    all_acts.fill(program)
    editions.write(program.home, "Street", "Park")
    program.group("Walkers", "2027-03-06 08:00", curriculum="walk", repeat="every saturday")
    editions.write(program.home, "Street", "Park", version="1.1.0", words="Go twice.")
    import_closures(program.book, OFFERED, name="fairs.ics", now=program.now)
    program.book.window = "here"


def _do(program: Program, name: str) -> None:
    for each in filter(None, (FIRST.get(FIRST.get(name, "")), FIRST.get(name), name)):
        ACTS[each](program)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=list(PAGES))
def test_each_kind_of_change_is_taken_back_from_each_page(program: Program, page: str) -> None:
    """Ctrl+Z, yes: what was taken back is said, on the page, which shows what is so now."""
    _fill(program)

    async def story() -> None:
        async with on_bench(program, PAGES[page](program), WIDE, now=program.now) as bench:
            before = newest_change(program.book)
            for name in ACTS:
                _do(program, name)
                bench.app.read_again()
                while (newest := newest_change(program.book)) != before:
                    await _take_back(bench, keys=name == "mark")
                    assert newest_change(program.book) != newest, (page, name)
                    assert bench.app.screen is bench.screen, (page, name)

    played(story())


async def _take_back(bench: Bench, *, keys: bool) -> None:
    """With the keys of somebody who does so, or as their yes does it: the question is the same for all."""
    if keys:
        await bench.press("ctrl+z")
        await until(bench.pilot, lambda: isinstance(bench.app.screen, Question))
        bench.app.screen.query_one("#yes", Button).press()
        await until(bench.pilot, lambda: not isinstance(bench.app.screen, Dialog))
    else:
        found = newest_change(bench.app.book)
        assert found is not None
        take_back(bench.app, found, True)
    await bench.pilot.pause()


@pytest.mark.slow
def test_every_kind_of_change_is_among_them(program: Program) -> None:
    """A step that a service can write stands in the table above."""
    written = {
        found
        for path in (ROOT / "facilitator" / "services").rglob("*.py")
        for found in re.findall(
            r"(?:Step|_step|\.step|_noted)\((?:writing, )?\s*\"([a-z]+\.[a-z.-]+)\"", path.read_text("utf-8")
        )
    }
    _fill(program)
    before, done = newest_change(program.book), set()
    for name in ACTS:
        _do(program, name)
        while newest_change(program.book) != before:
            done.add(undo(program.book, now=program.now).action)
    assert written - NO_KEY <= done


ANSWERS = ("enter", "escape", "button")

RECORDS: dict[str, tuple[Callable[[Program], object], Callable[[Program], Screen[None]]]] = {
    "group": (ACTS["group"], lambda p: GroupScreen(p.session("Evening@2027-03-04").group_uid)),
    "session": (ACTS["group"], lambda p: SessionScreen(p.session("Evening@2027-03-04").uid)),
    "groups": (ACTS["group"], lambda p: GroupsScreen()),
    "calendar": (ACTS["group"], lambda p: CalendarScreen()),
    "today": (ACTS["group"], lambda p: TodayScreen()),
    "people": (ACTS["person"], lambda p: PeopleScreen()),
    "publish": (ACTS["group"], lambda p: PublishScreen()),
    "reports": (ACTS["group"], lambda p: ReportsScreen()),
    "history": (ACTS["group"], lambda p: HistoryScreen()),
}


def _acts(page: Screen[None]) -> list[str]:
    return [act.action for act in type(page).ACTS]  # type: ignore[attr-defined]


@pytest.mark.slow
@pytest.mark.parametrize("page", RECORDS, ids=list(RECORDS))
def test_what_a_dialog_is_about_is_taken_back_in_another_window(program: Program, page: str) -> None:
    """Every dialog of the page is open when it happens, or opens afterwards; any answer ends there or says so."""
    make, screen = RECORDS[page]
    program.now = datetime(2027, 3, 4, 23, 40, tzinfo=UTC)
    make(program)

    async def story() -> None:
        async with on_bench(program, Screen(), WIDE) as bench:
            for at, (act, early) in enumerate(product(_acts(screen(program)), (True, False))):
                if newest_change(program.book) is None:
                    make(program)
                while len(bench.app.screen_stack) > 2:
                    bench.app.pop_screen()
                await bench.app.push_screen(page := screen(program))
                await bench.pilot.pause()
                if not early:
                    undo(program.book, now=program.now)
                await bench.app.run_action(act, page)
                await bench.pilot.pause()
                while early and newest_change(program.book) is not None:
                    undo(program.book, now=program.now)
                await _answer(bench, ANSWERS[at % len(ANSWERS)])

    played(story())


async def _answer(bench: Bench, answer: str) -> None:
    """Answer once as it is wished, then leave every dialog, until the page or what is below it is in front."""
    buttons = bench.app.screen.query(Button)
    if isinstance(bench.app.screen, Dialog) and answer == "button" and buttons:
        buttons.first().press()
    elif isinstance(bench.app.screen, Dialog):
        await bench.press(answer if answer == "enter" else "escape")
    await bench.pilot.pause()
    for _ in range(6):
        if not isinstance(bench.app.screen, Dialog):
            return
        await bench.press("escape")
        await bench.pilot.pause()
    raise AssertionError(f"{bench.app.screen} stays")
