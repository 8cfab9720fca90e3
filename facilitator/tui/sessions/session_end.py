"""The end of a session on its page: finish it, see what comes next, open it again."""

from typing import TYPE_CHECKING

from rich.console import ConsoleRenderable
from rich.table import Column, Table
from rich.text import Text

from facilitator.domain.dates.plain_dates import say_date, say_moment, say_time
from facilitator.services.sessions import read_roll, run_session
from facilitator.tui.kit.plain import Stacked, Static
from facilitator.tui.sessions.marking import Marking
from facilitator.tui.sessions.meant import MeantPage
from facilitator.words import SessionStatus

if TYPE_CHECKING:
    from facilitator.services.scheduling.choose_lesson import LessonChosen
    from facilitator.services.sessions.see_next import ComesNext

OVER = (SessionStatus.HELD, *read_roll.NOT_MET)


class SessionEnd(MeantPage):
    """What the page of a session does when it is over; the rest of it is in ``session.py``."""

    uid: str
    names: bool
    marking: Marking

    def action_finish(self) -> None:
        """End the session; ask about people without a mark."""
        if self.marking.waiting:
            self.say("A mark is NOT saved yet. Finish when it is.")
        elif self.session.status in OVER:
            held = self.session.status is SessionStatus.HELD
            self.say(f"{'It is finished already' if held else 'It does not meet'}. b opens it again.")
        else:
            self.if_its_day(self.ask_to_finish, yes="Finish all the same")

    def ask_to_finish(self) -> None:
        """Ask when it ended, where it is late, and about people without a mark."""
        from facilitator.tui.sessions.finish import Finish
        from facilitator.tui.sessions.when_ended import ask_when_ended

        app = self.facilitator
        roll = read_roll.roll_of(app.book, self.uid)
        ask_when_ended(
            app,
            roll.session,
            lambda ended: app.push_screen(Finish(roll, ended, names=self.names), self.finished),
        )

    def finished(self, done: bool | None) -> None:
        """Show the closed session."""
        if done:
            self.read_again()
            if self.session.status is SessionStatus.DID_NOT_MEET:
                self.call_after_refresh(self.say, "Noted: it did not meet, and nobody is absent from it.")
                return
            # the page is read anew once the dialog is gone, and says how many are here: this comes after
            self.call_after_refresh(self.say, "The session is closed. Thank you for being there.")
            self.offer_next_lesson()

    def show_next(self) -> None:
        """What comes next, above the agenda of a session that is over."""
        shown = self.query_one("#next", Static)
        shown.display = self.session.status in OVER
        if shown.display:
            from facilitator.services.sessions.see_next import see_next

            app = self.facilitator
            shown.update(next_lines(see_next(app.book, self.session, now=app.clock()), self.backup_words()))

    def backup_words(self) -> str:
        """How the backups stand."""
        from facilitator.services.backups.back_up_daily import last_backup
        from facilitator.services.book.open_book import book_info

        app = self.facilitator
        if app.practice:
            return "a practice book makes none by itself"
        last = app.attempt(lambda: last_backup(app.home, book_info(app.book).uid, now=app.clock()))
        return f"made and verified {say_moment(app.local(last.made_at))}" if last else "none yet: Ctrl+P, Backups"

    def offer_next_lesson(self) -> None:
        """Where lessons go round, members may say what they would like next time."""
        if self.session.lesson is None:
            return
        from facilitator.services.curricula.see_lessons import see_lessons
        from facilitator.tui.scheduling.choose_lesson import ChooseLesson

        book = self.facilitator.book
        seen = see_lessons(book, self.uid)
        following = seen.next_session
        if seen.rotates and following is not None:
            day = f"{following.start_local:%a %d %b}"
            dialog = ChooseLesson(see_lessons(book, following.uid), f"What would members like next time, on {day}?")
            self.app.push_screen(dialog, self.chosen)

    def chosen(self, made: "LessonChosen | None") -> None:
        """Show the session with its lesson."""
        from facilitator.tui.scheduling.lesson_lines import choice_words

        if made is not None:
            # the screen is read anew once the dialog is gone, and says how many are here
            self.call_after_refresh(self.say, choice_words(made))

    def action_reopen(self) -> None:
        """Open it again; attendance goes back to what it was before the end."""
        from facilitator.services.scheduling import edit_sessions

        if self.session.status not in OVER:
            self.say("It is open. f finishes it.")
            return
        app = self.facilitator
        again = run_session.reopen if self.session.status is SessionStatus.HELD else edit_sessions.restore
        if self.attempt_seen(lambda: again(app.book, self.uid, now=app.clock(), seen=self.session.version)) is not None:
            self.read_again()
            self.say("It is open again, with the marks that it had.")


def next_lines(seen: "ComesNext", backup: str) -> ConsoleRenderable:
    """What comes next, a row or two each; the last line says how to open the session again."""
    rows = Table.grid(Column(no_wrap=True), Column(), padding=(0, 2, 0, 0))
    if seen.of_group is not None:
        topic = f": {seen.of_group.lesson_title}" if seen.of_group.lesson_title else ""
        rows.add_row("Next time", Text(f"{say_moment(seen.of_group.start_local)}{topic}"))
    else:
        rows.add_row("Next time", Text("none is planned"))
    if seen.today is not None:
        runs = seen.today.status is SessionStatus.RUNNING
        when = "running" if runs else say_time(seen.today.start_local.time())
        rows.add_row("Today", Text(f"{when}, {seen.today.title}"))
    rows.add_row("Backup", Text(backup))
    parts: list[ConsoleRenderable] = [Text("What comes next", style="bold"), rows]
    if seen.waiting and seen.since is not None:
        many = "1 session" if seen.waiting == 1 else f"{seen.waiting:,} sessions"
        parts.append(Text(f"Attendance to finish: {many}, from {say_date(seen.since)}. Esc, then Today, shows them."))
    return Stacked(*parts, Text("b opens this session again.\n"))
