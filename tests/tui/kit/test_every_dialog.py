"""Every dialog fits the smallest terminal with its buttons, and has help that goes away again."""

import importlib
import pkgutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Button

import facilitator.tui
from facilitator.domain.curricula.curriculum import AgendaItem, Say
from facilitator.domain.history.history import AuditWish
from facilitator.domain.sessions.seen_since import SinceSeen
from facilitator.services.agency.keep_logins import add_login, list_logins
from facilitator.services.agency.keep_sites import add_room, add_site
from facilitator.services.agency.keep_staff import add_facilitator
from facilitator.services.backups.back_up import back_up
from facilitator.services.curricula.see_lessons import see_lessons
from facilitator.services.curricula.take_edition import take_edition
from facilitator.services.people.see_people import see_person
from facilitator.services.publishing.keep_feeds import FeedWish, add_feed
from facilitator.services.scheduling.see_groups import see_group
from facilitator.services.sessions.read_roll import roll_of
from facilitator.tui.agency.slot_form import SlotForm
from facilitator.tui.agency.who_works import WhoWorks
from facilitator.tui.backups.restore_backup import RestoreBackup
from facilitator.tui.book.keys import Keys
from facilitator.tui.book.new_book import NewBook
from facilitator.tui.book.recovery_code import RecoveryCode
from facilitator.tui.choose.file import SaveFile
from facilitator.tui.choose.group import ChooseGroup
from facilitator.tui.choose.period import AskPeriod, Period
from facilitator.tui.curricula.lesson import ReadLesson
from facilitator.tui.curricula.pages import WritePages
from facilitator.tui.curricula.script import Script
from facilitator.tui.history.find_audit import FindAudit
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.help import Help
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.kit.reason import Reason
from facilitator.tui.people.choose_person import ChoosePerson
from facilitator.tui.people.edit_person import AwayForm, EditPerson
from facilitator.tui.people.import_roster import ImportRoster
from facilitator.tui.people.person import AddPerson, PersonCard
from facilitator.tui.people.roster_lines import ChooseOne
from facilitator.tui.privacy.accounting import AccountingPage
from facilitator.tui.privacy.basis import AskBasis
from facilitator.tui.privacy.consent_form import ConsentForm
from facilitator.tui.privacy.consents import Consents
from facilitator.tui.privacy.emergency import EmergencyForm
from facilitator.tui.publishing.feed_card import FeedCard
from facilitator.tui.publishing.feed_form import FeedForm
from facilitator.tui.publishing.feed_secret import FeedSecret
from facilitator.tui.publishing.group_public import GroupPublic
from facilitator.tui.reporting.group_report import GroupReport
from facilitator.tui.scheduling.as_seen import ThreeWays
from facilitator.tui.scheduling.choose_lesson import ChooseLesson
from facilitator.tui.scheduling.edition import NewerEdition
from facilitator.tui.scheduling.end_group import EndGroup
from facilitator.tui.scheduling.move_session import MoveSession
from facilitator.tui.scheduling.schedule_group import ScheduleGroup
from facilitator.tui.scheduling.stand_in import StandIn
from facilitator.tui.sessions.ask_pin import AskPin
from facilitator.tui.sessions.finish import Finish
from facilitator.tui.sessions.when_ended import WhenEnded
from facilitator.tui.sessions.when_there import WhenThere
from facilitator.words import AttendanceStatus, FeedKind, SlotName
from tests.conftest import Program
from tests.services.curricula import test_take_edition as editions
from tests.tui.bench import Bench, on_bench
from tests.tui.rows import lesson
from tests.tui.screens import played, settled, until

S = "Steady@2027-03-04"
ITEMS = tuple(AgendaItem(f"Item {number}", 5, 5, (Say("Hello to everybody. " * 40),)) for number in range(12))
LONG = "It is told at length what this would change, and for whom, and that it can be taken back. " * 6
HELD = tuple(SinceSeen(what, "as it was seen", "as it is now", "as one has it") for what in ("Time", "Room", "Lasts"))


def _person(program: Program) -> Any:
    return see_person(program.book, "Person number 1", now=program.now)


DIALOGS: tuple[Callable[[Program], Dialog[Any]], ...] = (
    lambda p: WhoWorks(list_logins(p.book), "that is nobody's login"),
    lambda p: RestoreBackup(back_up(p.home, p.book, now=p.now).path),
    lambda p: Keys(),
    lambda p: NewBook(),
    lambda p: RecoveryCode("ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567"),
    lambda p: SaveFile("Save it", LONG[:180], value=Path("/a/file.pdf"), suffixes=(".pdf",), ask_names=True),
    lambda p: ChooseGroup("Which group?", none="all groups"),
    lambda p: AskPeriod(Period(date(2027, 2, 1), date(2027, 2, 28)), date(2027, 3, 1)),
    lambda p: ReadLesson(lesson(items=ITEMS), frame=True),
    lambda p: WritePages(lesson(items=ITEMS), {}),
    lambda p: Script(lesson(items=ITEMS), 0),
    lambda p: FindAudit(AuditWish(words="moved")),
    lambda p: Ask("How many?", LONG),
    lambda p: Help((), ()),
    lambda p: Message("It cannot be done", LONG),
    lambda p: Question("Sure?", LONG, yes="Do it"),
    lambda p: Reason("Cancel it?", LONG[:180], yes="Cancel it"),
    lambda p: ChoosePerson("Who?", leave_out=set()),
    lambda p: SlotForm(SlotName.LIMITS_PROTECTED, None, site="Harbor House"),
    lambda p: SlotForm(SlotName.ON_CALL, None, site="", choose=True),
    lambda p: EditPerson(_person(p).person),
    lambda p: AwayForm(_person(p), names=True),
    lambda p: ImportRoster(),
    lambda p: AddPerson(),
    lambda p: PersonCard(_person(p), names=True),
    lambda p: ChooseOne("Which?", LONG[:180], {str(each): f"Number {each}" for each in range(40)}),
    lambda p: AccountingPage(_person(p).person, names=True),
    lambda p: AskBasis(),
    lambda p: ConsentForm(_person(p).person, names=True),
    lambda p: Consents(_person(p).person, names=True),
    lambda p: EmergencyForm(_person(p).person, names=True),
    lambda p: FeedForm(),
    lambda p: FeedForm(add_feed(p.book, FeedWish(FeedKind.TEAM), now=p.now).seen),
    lambda p: FeedCard(add_feed(p.book, FeedWish(name="All"), now=p.now).seen),
    lambda p: FeedSecret("Team", "0123456789abcdef" * 2),
    lambda p: GroupReport(see_group(p.book, "Steady", now=p.now).group),
    lambda p: ThreeWays("Meanwhile it was changed in another window", HELD),
    lambda p: ChooseLesson(see_lessons(p.book, S)),
    lambda p: NewerEdition(take_edition(p.book, p.home, "Walkers", now=p.now, preview=True)),
    lambda p: GroupPublic(see_group(p.book, "Steady", now=p.now).group),
    lambda p: EndGroup(see_group(p.book, "Steady", now=p.now).group),
    lambda p: MoveSession(p.session(S)),
    lambda p: ScheduleGroup(),
    lambda p: StandIn(p.session(S)),
    lambda p: AskPin(p.session(S).uid),
    lambda p: Finish(roll_of(p.book, S)),
    lambda p: WhenEnded(p.session(S), p.now),
    lambda p: WhenThere("Ana", AttendanceStatus.LATE, 60),
)


def fill(program: Program) -> None:
    """A group with many people and sessions, many logins and rooms: lists are longer than a small screen."""
    add_site(program.book, name="Harbor House", address="", now=program.now)
    for number in range(20):
        add_room(program.book, site="Harbor House", name=f"Room {number}", capacity=12, now=program.now)
        add_facilitator(program.book, name=f"Leader {number}", now=program.now)
        add_login(program.book, name=f"login{number}", now=program.now)
    program.group("Steady", curriculum="eight-steady-steps", repeat="every thursday", facilitators=("Leader 1",))
    program.people(*(f"Person number {number}" for number in range(1, 21)), group="Steady")
    editions.write(program.home, *(f"Walk {number}" for number in range(20)))
    program.group("Walkers", "2027-03-06 08:00", curriculum="walk", repeat="every saturday")
    editions.write(program.home, *(f"Walk {number}" for number in range(20)), version="1.1.0", words="Go twice.")


@pytest.mark.slow
def test_every_dialog_fits_80_by_24_with_its_buttons_and_has_help(program: Program) -> None:
    """Each button is whole and in sight, however long a list or a text is; F1 opens help over it, and Esc goes back."""
    fill(program)
    seen: set[type] = set()
    out: list[str] = []

    async def story() -> None:
        for make in DIALOGS:
            dialog = make(program)
            seen.add(type(dialog))
            async with on_bench(program, dialog) as bench:
                await settled(bench.app, bench.pilot)
                out.extend(f"{type(dialog).__name__}: {words}" for words in _out_of_sight(bench, dialog))
                if not isinstance(dialog, Help):
                    await bench.press("f1")
                    await until(bench.pilot, lambda app=bench.app: isinstance(app.screen, Help))
                    await bench.press("escape")
                    assert bench.app.screen is dialog

    played(story())
    assert out == []
    assert _dialogs() - seen == set()


def _out_of_sight(bench: Bench, dialog: Dialog[Any]) -> list[str]:
    found = []
    for button in dialog.query(Button):
        if not button.display or button.region.area == 0:
            if button.display and all(each.display for each in button.ancestors if hasattr(each, "display")):
                found.append(f"{button.label} has no room")
            continue
        place = dialog.find_widget(button)
        if place.visible_region != place.region or not bench.app.screen.region.contains_region(place.region):
            found.append(f"{button.label} at {place.region}, seen {place.visible_region}")
    return found


def _dialogs() -> set[type]:
    """Every dialog of the program."""
    for module in pkgutil.walk_packages(facilitator.tui.__path__, "facilitator.tui."):
        importlib.import_module(module.name)
    found, to_see = set(), [Dialog]
    while to_see:
        kinds = to_see.pop().__subclasses__()
        to_see.extend(kinds)
        found.update(each for each in kinds if each.__module__.startswith("facilitator."))
    return found
