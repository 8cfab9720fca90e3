"""A session: its agenda on a clock, and who is here. One hand, one glance."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Markdown

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.views import Person, Session
from facilitator.errors import ChangedMeanwhile
from facilitator.services.agency.slots_here import slots_here
from facilitator.services.sessions import read_roll, run_session, take_attendance
from facilitator.services.sessions.make_mark import There
from facilitator.tui.curricula.script import script_text
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.page import WIDE
from facilitator.tui.kit.plain import Static
from facilitator.tui.messages import OpenHistory
from facilitator.tui.privacy.looks import looked
from facilitator.tui.sessions import session_papers
from facilitator.tui.sessions.agenda_clock import AgendaClock
from facilitator.tui.sessions.marking import MadeMark, Marking
from facilitator.tui.sessions.roll_table import MarkKeys, RollTable
from facilitator.tui.sessions.session_end import SessionEnd
from facilitator.tui.sessions.when_there import ask_when_there
from facilitator.words import AttendanceKind, AttendanceStatus, EnrolmentKind, SessionStatus
from facilitator.zones import zone as find_zone

if TYPE_CHECKING:
    from facilitator.tui.pin import SessionPin

RETRY_SECONDS = 2.0


class SessionScreen(SessionEnd):
    """Run one session. Every step is saved when it is made."""

    MODE = "today"
    RECORD = "session"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("start_or_next", "n,s", "Next item", "Start the session, or go to the next agenda item.", True, "n"),
        ScreenAct("undo", "u", "Undo", "Take the newest mark back.", True),
        ScreenAct("walk_in", "w", "Welcome", "Welcome somebody who is not on the list: a walk-in.", True),
        ScreenAct("find", "slash", "Find", "Find somebody on the list by a few letters.", shown_key="/"),
        ScreenAct("count", "c", "Headcount", "Keep how many are here, without names."),
        ScreenAct("finish", "f", "Finish", "End the session and close its attendance.", True),
        ScreenAct("names", "h", "Hide names", "Hide or show the names on the screen."),
        ScreenAct("script", "t", "Words to say", "Read the words and notes of this agenda item."),
        ScreenAct("lesson", "g", "Lesson", "Choose the lesson of this session: another, once more, joined, in parts."),
        ScreenAct("stand_in", "d", "Stand-in", "Choose who leads this session; the group keeps its facilitators."),
        ScreenAct("paper", "o", "On paper", "Save the agenda as a PDF, to print it."),
        ScreenAct("one_page", "", "On one page", "Save times, items and prompts as a PDF of one page, to print it."),
        ScreenAct("sign_in", "", "Sheet to sign in", "Save a sheet to sign in as a PDF, with nobody's name on it."),
        ScreenAct("door", "", "Sign for the door", "Save a sign for the door as a PDF: here, later, or not today."),
        ScreenAct(
            "pin",
            "P",
            "Session PIN",
            "Choose digits that bring hidden names back after a pause.",
        ),
        ScreenAct("history", "v", "History", "All that happened to this session, and who did it."),
        ScreenAct("reopen", "b", "Open again", "Open this session again: ended by mistake, or it did meet."),
        ScreenAct("crisis", "0", "Crisis sheet", "Whom to call, at once."),
        ScreenAct("back", "escape", "Back", "Back to the list. The session goes on.", shown_key="Esc"),
    )

    session: Session
    roll: read_roll.Roll
    """Both as they were last read, and seen."""

    def __init__(self, uid: str) -> None:
        super().__init__()
        self.uid = uid
        self.names = True
        self.looks: set[bool] = set()
        self.people: dict[str, Person] = {}
        self.marking = Marking()

    def compose_room(self) -> ComposeResult:
        yield Static(id="session-title", classes="heading")
        with Horizontal(classes="columns"):
            with VerticalScroll(id="agenda"):
                yield Static(id="next")
                yield AgendaClock()
            yield RollTable(id="roll")
            with VerticalScroll(classes="side"):
                yield Static("Words for this item", classes="heading")
                yield Markdown(id="words", open_links=False)
        yield MarkKeys()
        yield Static(id="says", classes="says")

    def on_mount(self) -> None:
        """Keep trying whatever could not be saved."""
        self.set_interval(RETRY_SECONDS, self.retry)

    def read_page(self) -> None:
        """Read the session and its roll."""
        book = self.facilitator.book
        seen = run_session.see_session(book, self.uid)
        roll = read_roll.roll_of(book, self.uid)
        self.session = session = seen.session
        self.query_one(AgendaClock).seen = seen
        where = f"  {session.room}" if session.room else ""
        topic = f": {session.lesson_title}" if session.lesson_title else ""
        self.query_one("#session-title", Static).update(
            f"{session.title}{topic}   {session.start_local:%a %d %b %H:%M}{where}"
        )
        self.people = {each.person.uid: each.person for each in roll.marks}
        self.roll = roll
        self.marking.saw(roll.marks)
        self.show_words(seen)
        self.show_next()
        table = self.query_one(RollTable)
        names_kept = session.attendance is AttendanceKind.NAMES
        table.display = self.query_one(MarkKeys).display = names_kept
        table.show(roll.marks, names=self.names, closed=session.enrolment is EnrolmentKind.CLOSED)
        for uid in self.marking.waiting.keys() & self.people.keys():
            table.show_one(uid, self.marking.waiting[uid].status, saved=False)
        if names_kept:
            table.focus()
        if names_kept and self.names not in self.looks:  # once an opening
            self.looks.add(self.names)
            looked(self.facilitator, "read.roll", self.uid, names=self.names, people=len(roll.marks))
        counts = roll.tally
        if session.attendance is AttendanceKind.HEADCOUNT:
            self.say(f"Headcount: {'not kept yet; press c' if roll.headcount is None else roll.headcount}")
        elif not self.marking.waiting:
            self.say(
                f"{counts.attended} here, {counts.excused} let us know, {counts.unmarked} expected and not marked yet"
            )

    def show_words(self, seen: run_session.Running) -> None:
        """The words for the item that runs, beside the roll where there is room."""
        if self.app.size.width < WIDE:
            return
        lesson = run_session.lesson_of(self.facilitator.book, seen.session)
        item = lesson.items[min(seen.position or 0, len(lesson.items) - 1)] if lesson and lesson.items else None
        limits = "" if seen.position else slots_here(self.facilitator.book, seen.session).limits
        self.query_one("#words", Markdown).update(script_text(item, limits))

    def say(self, text: str) -> None:
        """One line at the bottom about what was just done."""
        # one line high, whatever it says: nothing else has to be laid out anew at every mark
        self.query_one("#says", Static).update(text, layout=False)

    def tell_of_others(self, words: str) -> None:
        """Say it, unless a mark is NOT saved: that line stays."""
        if not self.marking.waiting:
            self.say(words)

    def action_mark(self, status: str) -> None:
        """Mark the person under the cursor, or clear the mark, and go on to the next."""
        table = self.query_one(RollTable)
        uid = table.current
        if not uid:
            return
        wanted, seen = AttendanceStatus(status) if status else None, self.marking.seen.get(uid, 0)
        who, now = self.people[uid], self.facilitator.clock()

        shown = who.shown(names=self.names)

        def made(there: There, reason: str) -> None:
            self.mark(MadeMark(who, wanted, now, seen, there, reason))
            if status:
                table.go_on()

        def meant(reason: str) -> None:
            ask_when_there(self.facilitator, self.session, shown, wanted, now, lambda there: made(there, reason))

        self.if_meant(wanted, table.statuses.get(uid), meant)

    def mark(self, mark: MadeMark) -> None:
        """One mark; its cell changes when it is on the disk, or says NOT saved."""
        book = self.facilitator.book
        problem = self.attempt_seen(
            lambda: self.marking.save(book, self.session, mark), lambda error: self.ask_whose(mark, error)
        )
        if problem is not None:
            self.query_one(RollTable).show_one(mark.person.uid, mark.status, saved=not problem)
            self.say(mark.words(problem, names=self.names))

    def ask_whose(self, mark: MadeMark, error: ChangedMeanwhile) -> None:
        """Somebody else marked that person since, and it is on the screen now: ask which mark stands."""
        from facilitator.tui.sessions.whose_mark import ask_whose

        theirs = next((each for each in self.roll.marks if each.person.uid == mark.person.uid), None)
        who = mark.person.shown(names=self.names)
        ask_whose(self.facilitator, mark, theirs, error, who=who, then=self.mark, say=self.say)

    def retry(self) -> None:
        """Try again what could not be saved, until the disk refuses once more."""
        for each in tuple(self.marking.waiting.values()):
            self.mark(each)
            if each.person.uid in self.marking.waiting:
                return

    def action_undo(self) -> None:
        """Take the newest mark back."""
        app, seen = self.facilitator, self.marking.newest
        done = self.attempt_seen(lambda: take_attendance.undo_mark(app.book, self.uid, now=app.clock(), seen=seen))
        if done is None:
            return
        _session, code, _status = done
        who = next((each for each in self.people.values() if each.code == code), None)
        self.read_again()
        if who is not None:
            self.query_one(RollTable).go_to(who.uid)
            off = "" if who.uid in self.people else ", off the list again"
            self.say(f"Taken back: {who.shown(names=self.names)}{off}. u takes back the one before.")

    def action_start_or_next(self) -> None:
        """Start, or go on."""
        now, seen = self.facilitator.clock(), self.query_one(AgendaClock).seen
        run_session.see_session(self.facilitator.book, self.uid)  # where it is gone, the page goes back
        if seen is None:
            return
        if seen.session.status not in (SessionStatus.SCHEDULED, SessionStatus.RUNNING):
            self.say("This session is over." if seen.session.status is SessionStatus.HELD else "It does not meet.")
            return
        if seen.session.status is SessionStatus.RUNNING and seen.position is None:
            self.say("There is no further item. f finishes the session.")
            return
        if seen.session.status is SessionStatus.RUNNING:
            self.step(run_session.next_item)
        elif seen.session.start_local.date() == now.astimezone(find_zone(seen.session.zone)).date():
            self.step(run_session.start)
        else:
            day = say_date(seen.session.start_local.date())
            words = "It can be started now all the same."
            asked = Question(f"This session is planned for {day}.", words, yes="Start it")
            self.app.push_screen(asked, lambda yes: self.step(run_session.start) if yes else None)

    def step(self, act: Callable[..., Any]) -> None:
        """Start, or go on, at this moment."""
        app = self.facilitator
        if self.attempt_seen(lambda: act(app.book, self.uid, now=app.clock(), seen=self.session.version)) is not None:
            self.read_again()

    def action_walk_in(self) -> None:
        """Somebody came who is not on the roll."""
        from facilitator.tui.people.choose_person import ChoosePerson

        asked = ChoosePerson(
            "Who walked in?", leave_out=set(self.people), names=self.names, group=self.session.group_uid
        )
        self.if_its_day(lambda: self.app.push_screen(asked, self.welcome), yes="Welcome all the same")

    def action_find(self) -> None:
        """Go to somebody on the list."""
        from facilitator.tui.people.choose_person import ChoosePerson

        def found(person: Person | None) -> None:
            if person is not None:
                self.call_after_refresh(self.query_one(RollTable).go_to, person.uid)

        asked = ChoosePerson("Who on the list?", leave_out=set(), names=self.names, among=tuple(self.people.values()))
        self.app.push_screen(asked, found)

    def welcome(self, person: Person | None) -> None:
        """Mark a walk-in as here."""
        if person is None:
            return
        app, here = self.facilitator, AttendanceStatus.PRESENT
        if self.attempt_seen(
            lambda: take_attendance.mark(app.book, self.uid, person.uid, here, now=app.clock(), seen=0)
        ):
            self.call_after_refresh(self.welcomed, person)

    def welcomed(self, person: Person) -> None:
        """Show who was saved, once the page was read anew."""
        self.read_again()
        self.query_one(RollTable).go_to(person.uid)
        self.say(f"Saved: {person.shown(names=self.names)}, walk-in, present.   u takes it back")

    def action_count(self) -> None:
        """Keep a headcount."""
        from facilitator.tui.kit.ask import Ask

        asked = Ask("How many are here?", "A number, without names.", kind="integer")
        self.if_its_day(lambda: self.app.push_screen(asked, self.keep_count), yes="Count all the same")

    def keep_count(self, answer: str | None) -> None:
        """Save the number."""
        if answer is not None:
            from facilitator.tui.sessions.whose_mark import save_count

            save_count(self, self.roll, int(answer), theirs=lambda: self.roll.counted)

    def action_lesson(self) -> None:
        """Ask which lesson, and show what it moves."""
        from facilitator.services.curricula.see_lessons import see_lessons
        from facilitator.tui.scheduling.choose_lesson import ChooseLesson

        if self.session.status is not SessionStatus.SCHEDULED:
            self.say("It has begun, so it keeps its lesson.")
            return
        seen = self.facilitator.attempt(lambda: see_lessons(self.facilitator.book, self.uid))
        if seen is not None:
            self.app.push_screen(ChooseLesson(seen), self.chosen)

    def action_names(self) -> None:
        """Hide or show names."""
        self.names = not self.names
        self.read_again()

    def action_pin(self) -> None:
        """Choose the session's PIN."""
        from facilitator.tui.sessions.ask_pin import AskPin

        self.app.push_screen(AskPin(self.uid), self.keep_pin)

    def keep_pin(self, pin: "SessionPin | None") -> None:
        """From now on it brings the names back."""
        if pin is not None:
            self.facilitator.pin = pin
            self.say("The PIN brings the names back after a pause, until this session ends.")

    def action_stand_in(self) -> None:
        """Choose who stands in."""
        from facilitator.tui.scheduling.session_acts import choose_stand_in

        choose_stand_in(self, self.session, lambda words: self.call_after_refresh(self.say, words))

    def action_history(self) -> None:
        """What happened to this session."""
        if self.marking.waiting:
            self.say("A mark is NOT saved yet. Still trying ...")
        else:
            self.post_message(OpenHistory(self.uid, names=self.names))

    def action_script(self) -> None:
        """Words to say, and notes."""
        from facilitator.tui.curricula.script import Script

        seen = run_session.see_session(self.facilitator.book, self.uid)
        lesson = run_session.lesson_of(self.facilitator.book, seen.session)
        if lesson is None:
            self.say("This group has no curriculum.")
            return
        limits = slots_here(self.facilitator.book, seen.session).limits
        self.app.push_screen(Script(lesson, seen.position or 0, limits))

    def action_paper(self) -> None:
        """The whole agenda, to print."""
        session_papers.save_agenda(self, self.session, brief=False)

    def action_one_page(self) -> None:
        """The agenda at a glance, to print."""
        session_papers.save_agenda(self, self.session, brief=True)

    def action_sign_in(self) -> None:
        """A sheet to sign in, to print."""
        session_papers.save_sign_in(self, self.session)

    def action_door(self) -> None:
        """A sign for the door, to print."""
        session_papers.save_door_sign(self, self.session)

    def action_crisis(self) -> None:
        """Whom to call; and what medical people were told is written up at once."""
        from facilitator.tui.sessions.crisis import show_crisis

        show_crisis(self.facilitator, self.session, lambda: self.names)

    def action_back(self) -> None:
        """Back; the session goes on."""
        if self.marking.waiting:
            self.say("A mark is NOT saved yet; it would be lost. Still trying ...")
            return
        super().action_back()
