"""Words are shown as they are: nothing that somebody typed is parsed as markup, on any screen."""

import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from rich.text import Text
from textual.command import CommandPalette
from textual.widgets import Input
from textual.widgets.option_list import Option

import facilitator.tui
from facilitator.domain.curricula.curriculum import AgendaItem, Say
from facilitator.domain.spelling import is_unseen
from facilitator.services.agency.keep_logins import add_login, list_logins
from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.curricula.see_lessons import see_lessons
from facilitator.services.people.see_people import see_person
from facilitator.services.scheduling.see_groups import see_group
from facilitator.services.sessions.read_roll import roll_of
from facilitator.tui.agency.who_works import WhoWorks
from facilitator.tui.choose.group import ChooseGroup
from facilitator.tui.curricula.lesson import ReadLesson
from facilitator.tui.curricula.pages import WritePages
from facilitator.tui.curricula.script import Script
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.kit.parts.table import Row, Table
from facilitator.tui.kit.parts.table_layout import Column
from facilitator.tui.kit.plain import Button, Label, OptionList, Static
from facilitator.tui.kit.reason import Reason
from facilitator.tui.navigation import PLACES
from facilitator.tui.people.choose_person import ChoosePerson
from facilitator.tui.people.edit_person import AwayForm, EditPerson
from facilitator.tui.people.person import PersonCard
from facilitator.tui.people.roster_lines import ChooseOne
from facilitator.tui.privacy.accounting import AccountingPage
from facilitator.tui.privacy.consent_form import ConsentForm
from facilitator.tui.privacy.consents import Consents
from facilitator.tui.privacy.emergency import EmergencyForm
from facilitator.tui.reporting.group_report import GroupReport
from facilitator.tui.scheduling.choose_lesson import ChooseLesson
from facilitator.tui.scheduling.end_group import EndGroup
from facilitator.tui.scheduling.move_session import MoveSession
from facilitator.tui.scheduling.schedule_group import ScheduleGroup
from facilitator.tui.scheduling.stand_in import StandIn
from facilitator.tui.sessions.finish import Finish
from facilitator.tui.sessions.when_there import WhenThere
from facilitator.words import AttendanceStatus
from tests.conftest import Program
from tests.services.curricula import test_take_edition as editions
from tests.tui.bench import on_bench
from tests.tui.kit.bare import bare
from tests.tui.kit.markup import parsed
from tests.tui.rows import lesson
from tests.tui.screens import WIDE, opened, played, settled, text_of, until

TUI = Path(facilitator.tui.__file__).parent
TITLE = "Grief [/] together"
MORE_TITLES = ("WRAP [online]", "[@click=app.quit]x[/]", "[$x] [red")
PERSON = "Zanzibar [/b] Quill"
LEADER, LOGIN = "Lee [/] Dorn", "lee"
SITE, ROOM = "Hall [Main]", "Blue [/red]"
LESSON = "Walk [/] one"
S = f"{TITLE}@2027-03-04"

OURS = {"plain.py", "select.py"}
"""Of tui/kit, what stands between the screens and Textual's parsing."""


def test_no_sign_that_steers_a_terminal_is_drawn() -> None:
    """Every control and format character there is: in words, in a table, in a line to type in, in a corner, a title."""
    unseen = "".join(map(chr, range(0x110000)))
    unseen = "".join(sign for sign in unseen if unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\n\r\t")
    dirty = [f"a{sign}b" for sign in unseen]
    table = Table((Column("Name"), Column("Title", fills=True)), id="list")
    parts = (
        *(Static(Text("".join(dirty[at : at + 20]))) for at in range(0, len(dirty), 20)),
        Static(unseen),
        Button(unseen, compact=True),
        Input(compact=True),
        table,
    )

    async def story() -> None:
        async with bare(*parts, size=(120, 60)) as (app, pilot):
            table.show([Row(str(at), (each, each)) for at, each in enumerate(dirty[:80])])
            app.query_one(Input).value = unseen
            app.notify(unseen, title=unseen)
            await settled(app, pilot)
            shown = text_of(app)
            assert shown.count("ab") > 100
            assert {sign for sign in shown if is_unseen(sign)} == {"\n"}

    played(story())


def test_a_joiner_that_a_script_needs_is_drawn() -> None:
    async def story() -> None:
        async with bare(Static("می\u200cخواهم 👩\u200d💻 a\u200cb")) as (app, _):
            assert text_of(app).splitlines()[0].startswith("می\u200cخواهم 👩\u200d💻 ab")

    played(story())


@pytest.mark.parametrize(
    "path", sorted(TUI.rglob("*.py")), ids=lambda path: path.relative_to(TUI).as_posix() if path else ""
)
def test_no_screen_lets_a_string_be_parsed(path: Path) -> None:
    """One place makes text for the screen; whoever goes around it is named with the line."""
    if path.parent.parts[-1] in ("kit", "parts") and path.name in OURS:
        return
    assert parsed(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "words",
    [
        "from textual.widgets import Button",
        "from textual.widgets import Input, Static",
        "from textual import widgets",
        "from rich.console import Group as Lines",
        "from rich import print",
        "Text.from_markup(title)",
        "Content.from_markup(title)",
        "self.notify(title, markup=True)",
        "Static(title, markup=marked)",
        "self.tooltip = title",
        "self.border_title = f'{title}'",
        "table.add_row(title)",
        "table.add_row(str(title))",
        "table.add_column(f'{title}')",
        "Hit(score, title, act)",
        "DiscoveryHit(title, act)",
        "def render(self):\n    return title",
    ],
)
def test_each_way_around_is_seen(words: str) -> None:
    """The walk that refuses the others would refuse these."""
    assert parsed(words)


@pytest.mark.parametrize("words", [TITLE, *MORE_TITLES, "[b]x[/b]", "\\[x]"])
def test_what_is_made_here_shows_its_words(words: str) -> None:
    """Also after they change, and beside what was made by hand."""
    made = (Static(words), Label(words), Button(words), OptionList(words, Option(words)))
    shown: list[str] = []

    async def story() -> None:
        async with bare(*made) as (app, pilot):
            await settled(app, pilot)
            shown.append(text_of(app))
            made[0].update(words)
            made[2].label = words
            made[3].add_option(words)
            made[1].update(Text(words))
            await settled(app, pilot)
            shown.append(text_of(app))

    played(story())
    assert [each.count(words) for each in shown] == [5, 6]


def fill(program: Program) -> None:
    """Everything that can be called something is called so that a parser would take it for its own."""
    add_site(program.book, name=SITE, address="[1] Main St [/]", now=program.now)
    add_room(program.book, site=SITE, name=ROOM, capacity=12, now=program.now)
    for name in (LEADER, "[i]Kim"):
        add_facilitator(program.book, name=name, now=program.now)
    add_login(program.book, name=LOGIN, facilitator=LEADER, now=program.now)
    editions.write(program.home, LESSON, "Walk [online]")
    program.group(TITLE, curriculum="walk", facilitators=(LEADER,), room=ROOM)
    for at, title in enumerate(MORE_TITLES):
        program.group(title, f"2027-03-05 {9 + at:02}:00", facilitators=("[i]Kim",))
    program.people(PERSON, "[red]Ana", group=TITLE)


def _person(program: Program) -> Any:
    return see_person(program.book, PERSON, now=program.now)


ITEMS = (AgendaItem("Arrive [/] softly", 5, 5, (Say("Hello \\[/] everybody."),)),)

DIALOGS: tuple[tuple[Callable[[Program], Dialog[Any]], tuple[str, ...]], ...] = (
    (lambda p: WhoWorks(list_logins(p.book), "[/] is nobody's login"), (LOGIN, "[/] is nobody")),
    (lambda p: ChooseGroup("Which [/] group?", none="all [/] groups"), ("Which [/] group", TITLE, MORE_TITLES[0])),
    (lambda p: ReadLesson(lesson(title=LESSON, items=ITEMS), frame=True), (LESSON,)),
    (lambda p: WritePages(lesson(title=LESSON, items=ITEMS), {}), (LESSON, "Arrive [/] softly")),
    (lambda p: Script(lesson(title=LESSON, items=ITEMS), 0), ("Arrive [/] softly",)),
    (lambda p: Ask(f"{TITLE}?", f"{TITLE}!"), (f"{TITLE}?", f"{TITLE}!")),
    (lambda p: Message(f"{TITLE}?", f"{TITLE}!"), (f"{TITLE}?", f"{TITLE}!")),
    (lambda p: Question(f"{TITLE}?", f"{TITLE}!", yes=f"Do {TITLE}"), (f"{TITLE}?", f"{TITLE}!", f"Do {TITLE}")),
    (lambda p: Reason(f"{TITLE}?", f"{TITLE}!", yes=f"Do {TITLE}"), (f"{TITLE}?", f"{TITLE}!", f"Do {TITLE}")),
    (lambda p: ChoosePerson("Who [/]?", leave_out=set()), ("Who [/]?",)),
    (lambda p: EditPerson(_person(p).person), (PERSON,)),
    (lambda p: AwayForm(_person(p), names=True), (PERSON,)),
    (lambda p: PersonCard(_person(p), names=True), (PERSON, TITLE)),
    (lambda p: ChooseOne("Which [/]?", "[/] of", {"1": "Number [/]"}), ("Which [/]?", "[/] of", "Number [/]")),
    (lambda p: AccountingPage(_person(p).person, names=True), (PERSON,)),
    (lambda p: ConsentForm(_person(p).person, names=True), (PERSON,)),
    (lambda p: Consents(_person(p).person, names=True), (PERSON,)),
    (lambda p: EmergencyForm(_person(p).person, names=True), (PERSON,)),
    (lambda p: GroupReport(see_group(p.book, TITLE, now=p.now).group), (TITLE,)),
    (lambda p: ChooseLesson(see_lessons(p.book, S)), (LESSON, "Walk [online]")),
    (lambda p: EndGroup(see_group(p.book, TITLE, now=p.now).group), (TITLE,)),
    (lambda p: MoveSession(p.session(S)), (TITLE,)),
    (lambda p: ScheduleGroup(), (LEADER,)),
    (lambda p: StandIn(p.session(S)), (LEADER, "[i]Kim")),
    (lambda p: Finish(roll_of(p.book, S)), (PERSON,)),
    (lambda p: WhenThere(PERSON, AttendanceStatus.LATE, 60), (PERSON,)),
)


@pytest.mark.slow
def test_dialogs_show_brackets_as_they_were_typed(program: Program) -> None:
    """Titles, hints, buttons, lists, lines that open: in each dialog that names something."""
    fill(program)
    missing: list[str] = []

    async def story() -> None:
        for make, told in DIALOGS:
            dialog = make(program)
            async with on_bench(program, dialog, WIDE) as bench:
                await settled(bench.app, bench.pilot)
                missing.extend(f"{type(dialog).__name__}: {each}" for each in told if each not in bench.text)

    played(story())
    assert missing == []


PAGES = {
    "today": (TITLE,),
    "calendar": (TITLE,),
    "groups": (TITLE, *MORE_TITLES),
    "people": (PERSON,),
    "curricula": (),
    "publish": (),
    "reports": (TITLE,),
}


@pytest.mark.slow
def test_every_place_and_a_toast_show_brackets_as_they_were_typed(program: Program) -> None:
    """The places, a group's page, a session with its roll, and what is said in a corner."""
    fill(program)
    missing: list[str] = []

    async def story() -> None:
        async with opened(program.home, program.now, WIDE, notices=True) as (app, pilot):

            async def shows(*words: str) -> None:
                await settled(app, pilot)
                seen = " ".join(text_of(app).split())
                missing.extend(f"{app.screen.name or app.current_mode}: {each}" for each in words if each not in seen)

            for place in PLACES:
                await pilot.press(place.key)
                await until(pilot, lambda mode=place.mode: app.current_mode == mode)
                await shows(*PAGES.get(place.mode, ()))
            app.action_go("groups")
            await pilot.press("enter")
            await shows(TITLE, LESSON, ROOM, LEADER)
            app.notify(f"{TITLE} {MORE_TITLES[1]}", title=TITLE)
            app.screen.notify(MORE_TITLES[0], markup=True)
            await until(pilot, lambda: MORE_TITLES[0] in text_of(app))
            await shows(f"{TITLE} {MORE_TITLES[1]}", MORE_TITLES[0])

    played(story())
    assert missing == []


@pytest.mark.parametrize("words", [TITLE, PERSON])
def test_the_palette_shows_brackets_as_they_were_typed(program: Program, words: str) -> None:
    """Before a letter is typed, and among what is found; it ended the program, every time."""
    fill(program)

    async def story() -> None:
        async with opened(program.home, program.now, (100, 120)) as (app, pilot):
            await pilot.press("ctrl+p")
            await until(pilot, lambda: isinstance(app.screen, CommandPalette) and TITLE in text_of(app))
            assert all(each in text_of(app) for each in MORE_TITLES)
            app.screen.query_one(Input).value = words.split()[0]
            await until(pilot, lambda: words in text_of(app))

    played(story())
