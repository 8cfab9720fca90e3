"""A group: its sessions, its roster, and what can be done with both."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from facilitator.domain.curricula.curriculum import slug_of
from facilitator.domain.views import Enrolled, Person, Session
from facilitator.home import write_whole
from facilitator.services.history.undo import Newest, newest_change, undo
from facilitator.services.people.enrol import enrol, unenrol
from facilitator.services.people.roster_words import overlap_lines, seat_line
from facilitator.services.publishing.export_calendar import Exported, export_calendar
from facilitator.services.scheduling.see_groups import SeenGroup, see_group
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.act_line import ActLine
from facilitator.tui.kit.parts.message_line import MessageLine
from facilitator.tui.kit.parts.panel import Panel
from facilitator.tui.kit.parts.table import Table
from facilitator.tui.kit.plain import Static
from facilitator.tui.messages import GoToPerson, OpenHistory, OpenSession
from facilitator.tui.privacy.looks import looked
from facilitator.tui.scheduling import session_acts
from facilitator.tui.scheduling.editions import look_for_edition, show_edition
from facilitator.tui.scheduling.group_lines import group_side, roster_size, rule_words, seats
from facilitator.tui.scheduling.group_tables import RosterTable, SessionsTable
from facilitator.words import EnrolmentKind, GroupStatus

if TYPE_CHECKING:
    from facilitator.tui.choose.file import WantedFile

BACK, AHEAD = timedelta(days=366), timedelta(days=2 * 366)
"""Which sessions are listed: a year back, and all that are stored ahead."""


class GroupScreen(Page):
    """One group. Tab goes from its sessions to its roster."""

    MODE = "groups"
    RECORD = "group"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("enrol", "e", "Enrol", "Put somebody on the roster; where it is full, they wait for a seat.", True),
        ScreenAct("move", "m", "Move", "Move this session to another day or time.", True),
        ScreenAct("cancel", "c", "Cancel it", "Cancel this session, with a reason that members may hear.", True),
        ScreenAct("lesson", "g", "Lesson", "Choose the lesson of this session: another, once more, joined, in parts."),
        ScreenAct("minutes", "", "Minutes", "Let this session last longer or shorter; its agenda is fitted anew."),
        ScreenAct("edition", "n", "Newer edition", "See what a newer edition of the curriculum changes, and take it."),
        ScreenAct("stand_in", "d", "Stand-in", "Choose who leads this session; the group keeps its facilitators."),
        ScreenAct("did_not_meet", "", "Did not meet", "Note that this session did not meet. Nobody is absent from it."),
        ScreenAct("restore", "b", "Bring back", "Bring a session back that was cancelled, or did not meet."),
        ScreenAct("take_off", "t", "Take off", "Take this person off the roster. What was, stays in the book."),
        ScreenAct("undo", "u", "Undo", "Take back what was just done here: a move, a cancelling, an enrolment."),
        ScreenAct("report", "r", "Report", "Who came in a period, with the definitions of what is counted."),
        ScreenAct("cards", "", "Cards", "Save cards for the wallet with the next eight dates as a PDF."),
        ScreenAct("export", "x", "Calendar", "Write the sessions to a file for calendar apps. No people are in it."),
        ScreenAct("end", "D", "End group", "End this group: later sessions are cancelled, what was held stays."),
        ScreenAct("public", "W", "Website", "What a website, or calendars that people subscribe to, may tell of it."),
        ScreenAct("history", "v", "History", "All that happened to this group and its sessions, and who did it."),
        ScreenAct("back", "escape", "Back", "Back to the groups.", True, "Esc"),
    )

    def __init__(self, uid: str) -> None:
        super().__init__()
        self.uid = uid
        self.looked_at = ""
        self.seen: SeenGroup | None = None
        self.sessions: dict[str, Session] = {}
        self.taken_back: Newest | None = None

    def compose_room(self) -> ComposeResult:
        yield Static(id="group-title", classes="heading")
        yield ActLine(self.ACTS)
        with Horizontal(classes="columns"):
            with Vertical():
                yield Panel("Sessions", SessionsTable(id="group-sessions"), id="sessions-panel")
                yield Panel("People", RosterTable(id="group-roster"), id="roster-panel")
            with Panel("This group", classes="side"), VerticalScroll(can_focus=False):
                yield Static(id="side")
        yield MessageLine()

    def on_mount(self) -> None:
        """Begin at the sessions."""
        self.query_one(SessionsTable).focus()

    def read_page(self) -> None:
        """Read the group, its sessions and its roster."""
        book, now = self.facilitator.book, self.facilitator.clock()
        today = self.facilitator.local(now).date()
        self.seen = seen = see_group(book, self.uid, now=now)
        found = list_sessions(book, today - BACK, today + AHEAD, group=self.uid)
        self.sessions = {each.uid: each for each in found}
        coming = [each.uid for each in found if each.ends_at > now]
        at = (coming or [each.uid for each in found[-1:]] or [""])[0]
        self.query_one(SessionsTable).show_sessions(found, this_year=today.year, at=at)
        self.query_one(RosterTable).show_roster(
            seen.roster, today, kept=seen.group.enrolment is not EnrolmentKind.DROP_IN
        )
        if self.looked_at != self.uid:  # once an opening
            self.looked_at = self.uid
            looked(self.facilitator, "read.roster", self.uid, people=len(seen.roster))
            if seen.group.curriculum_key:
                look_for_edition(self, self.uid, self.say)
        ended = "  (ended)" if seen.group.status is GroupStatus.ENDED else ""
        self.query_one("#group-title", Static).update(f"{seen.group.title}{ended}")
        rules = "; ".join(rule_words(each) for each in seen.series[-1:])
        self.query_one("#sessions-panel", Panel).retitle(f"Sessions · {rules}" if rules else "Sessions")
        size = seats(seen.group, *roster_size(seen.roster))
        self.query_one("#roster-panel", Panel).retitle(f"People · {size}")
        self.query_one("#side", Static).update(group_side(seen))

    def on_table_opened(self, event: Table.Opened) -> None:
        """Open a session, or go to a person."""
        people = isinstance(event.table, RosterTable)
        self.post_message(GoToPerson(event.key) if people else OpenSession(event.key))

    def session_here(self) -> Session | None:
        """The session under the cursor, or None after saying that there is none."""
        found = self.sessions.get(self.query_one(SessionsTable).current)
        if found is None:
            self.say("There is no session to choose.")
        return found

    def person_here(self) -> Enrolled | None:
        """The person under the cursor of the roster, or None after saying that there is nobody."""
        uid = self.query_one(RosterTable).current
        roster = self.seen.roster if self.seen else ()
        found = next((each for each in roster if each.person.uid == uid), None)
        if found is None:
            self.say("Nobody is on the roster.")
        return found

    def done(self, words: str, *, undoable: bool = True) -> None:
        """Show what came of an act, and that it can be taken back."""
        self.taken_back = newest_change(self.facilitator.book) if undoable else None
        self.read_again()
        self.query_one(MessageLine).say(words, take_back="u" if self.taken_back else "")

    def action_enrol(self) -> None:
        """Choose somebody, or add somebody new."""
        from facilitator.tui.people.choose_person import ChoosePerson

        if self.seen is None:
            return
        if self.seen.group.enrolment is EnrolmentKind.DROP_IN:
            self.say("A drop-in group keeps no roster: people are marked when they come.")
            return
        there = {each.person.uid for each in self.seen.roster}
        self.app.push_screen(
            ChoosePerson(f"Who joins {self.seen.group.title}?", leave_out=there, group=self.uid), self.enrolled
        )

    def enrolled(self, person: Person | None) -> None:
        """Put them on the roster."""
        if person is None:
            return
        app, uid = self.facilitator, self.uid
        made = app.attempt(lambda: enrol(app.book, uid, person.uid, now=app.clock()))
        if made is None:
            return
        name = person.shown(names=True)
        words = f"{name} waits for a seat." if made.waitlisted else f"{name} is on the roster."
        self.done(" ".join([words, *overlap_lines(made.overlaps)]))
        self.query_one(RosterTable).place_cursor(person.uid)

    def action_take_off(self) -> None:
        """Ask, then take the person off the roster."""
        from facilitator.tui.kit.message import Question

        chosen = self.person_here()
        if chosen is None:
            return
        app, uid, person = self.facilitator, self.uid, chosen.person

        def taken_off(yes: bool | None) -> None:
            done = app.attempt(lambda: unenrol(app.book, uid, person.uid, now=app.clock())) if yes else None
            if done is not None:
                words = [f"{person.shown(names=True)} is off the roster."]
                words += [seat_line(each, called=lambda who: who.shown(names=True)) for each in done.given]
                self.done(" ".join(words))

        question = Question(
            f"Take {person.shown(names=True)} off the roster?",
            "From today they are not expected. All that they attended stays in the book, and a free seat goes to "
            "whoever has waited longest.",
            yes="Take off",
        )
        self.app.push_screen(question, taken_off)

    def with_session(self, act: Callable[[Page, Session, session_acts.Done], None]) -> None:
        """Do something to the session under the cursor."""
        chosen = self.session_here()
        if chosen is not None:
            act(self, chosen, self.done)

    def action_move(self) -> None:
        """Ask for another time."""
        self.with_session(session_acts.move_session)

    def action_lesson(self) -> None:
        """Ask which lesson, and show what it moves."""
        self.with_session(session_acts.give_lesson)

    def action_minutes(self) -> None:
        """Ask how long it lasts."""
        self.with_session(session_acts.ask_minutes)

    def action_cancel(self) -> None:
        """Ask why, then cancel the session."""
        self.with_session(session_acts.cancel_session)

    def action_stand_in(self) -> None:
        """Choose who stands in."""
        self.with_session(session_acts.choose_stand_in)

    def action_did_not_meet(self) -> None:
        """Ask why, then note that the session did not meet."""
        self.with_session(session_acts.note_did_not_meet)

    def action_restore(self) -> None:
        """Bring a session back."""
        self.with_session(session_acts.restore_session)

    def action_edition(self) -> None:
        """What a newer edition changes."""
        show_edition(self, self.uid, self.say)

    def action_undo(self) -> None:
        """Take back what was just done here."""
        if self.taken_back is None:
            self.say("There is nothing to take back here.")
            return
        app, expected = self.facilitator, self.taken_back
        if app.attempt(lambda: undo(app.book, now=app.clock(), expected=expected)) is not None:
            self.done("Taken back.", undoable=False)

    def action_history(self) -> None:
        """What happened to this group."""
        self.post_message(OpenHistory(self.uid, names=True))

    def action_report(self) -> None:
        """Who came."""
        from facilitator.tui.reporting.group_report import GroupReport

        if self.seen is not None:
            self.app.push_screen(GroupReport(self.seen.group))

    def action_cards(self) -> None:
        """Cards with the next dates, to print."""
        from facilitator.services.papers.print_schedule import print_card
        from facilitator.tui.papers import put_on_paper

        app, uid = self.facilitator, self.uid
        put_on_paper(self, "Cards", "cards", lambda: print_card(app.book, app.home, uid, now=app.clock()), self.say)

    def action_export(self) -> None:
        """Ask where a calendar file shall go."""
        from facilitator.tui.choose.file import SaveFile

        if self.seen is None:
            return
        title = self.seen.group.title
        dialog = SaveFile(
            f"Calendar file of {title}",
            "Any calendar app opens it. It holds times, topics and places, and nobody's name.",
            value=calendar_file(title),
            suffixes=(".ics",),
        )
        self.app.push_screen(dialog, self.export)

    def export(self, wanted: "WantedFile | None") -> None:
        """Write it, and say where it is."""
        if wanted is None:
            return
        app = self.facilitator
        done = app.attempt(lambda: export_calendar(app.book, groups=[self.uid], now=app.clock()))
        if done is None or app.attempt(lambda: _written(wanted.path, done)) is None:
            return
        sessions = "1 session is" if done.sessions == 1 else f"{done.sessions} sessions are"
        self.say(f"{sessions} in {wanted.path}")

    def action_public(self) -> None:
        """Ask what the public may read of it."""
        from facilitator.tui.publishing.group_public import GroupPublic

        if self.seen is None:
            return
        if self.seen.group.status is GroupStatus.ENDED:
            self.say("This group has ended: there is nothing left to tell of it.")
            return
        self.app.push_screen(GroupPublic(self.seen.group), lambda said: self.done(said) if said else None)

    def action_end(self) -> None:
        """Ask, then end the group."""
        from facilitator.tui.scheduling.end_group import EndGroup

        if self.seen is None:
            return
        if self.seen.group.status is GroupStatus.ENDED:
            self.say("This group has ended already.")
            return
        self.app.push_screen(EndGroup(self.seen.group), lambda said: self.done(said) if said else None)


def _written(path: Path, done: Exported) -> Path:
    for each, file in done.named(path):
        write_whole(each, file.data)
    return path


def calendar_file(title: str) -> Path:
    """A file of the group's name where downloads go, else at home."""
    downloads = Path.home() / "Downloads"
    folder = downloads if downloads.is_dir() else Path.home()
    return folder / f"{slug_of(title) or 'group'}.ics"
