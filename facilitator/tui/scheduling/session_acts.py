"""What can be done to one session from a page that lists it: move, cancel, bring back, another lesson, other minutes.

Each asks what it must, does it, and hands ``done`` the words for what came of it; what cannot be is said on the page.
The dialogs are imported when they are asked for: 60 ms that no page shall wait for.
"""

from collections.abc import Callable
from functools import partial

from facilitator.domain.dates.plain_dates import say_date, say_moment
from facilitator.domain.sessions.seen_since import LASTS, STATE
from facilitator.domain.views import Session
from facilitator.services.scheduling import edit_sessions
from facilitator.tui.desk import Desk
from facilitator.tui.kit.page import Page
from facilitator.words import SessionStatus

Done = Callable[[str], object]


def move_session(page: Page, session: Session, done: Done) -> None:
    """Ask for another time."""
    from facilitator.tui.scheduling.move_session import MoveSession

    if session.status is not SessionStatus.SCHEDULED:
        page.say("Only a session that is still to come can be moved.")
        return

    def moved(made: Session | None) -> None:
        if made is not None:
            done(f"Moved to {say_moment(made.start_local)}.")

    page.app.push_screen(MoveSession(session), moved)


def give_lesson(page: Page, session: Session, done: Done) -> None:
    """Ask which lesson, and show what it moves."""
    from facilitator.services.curricula.see_lessons import see_lessons
    from facilitator.services.scheduling.choose_lesson import LessonChosen
    from facilitator.tui.scheduling.choose_lesson import ChooseLesson
    from facilitator.tui.scheduling.lesson_lines import choice_words

    if session.status is not SessionStatus.SCHEDULED:
        page.say("Only a session that is still to come can have another lesson.")
        return
    app = page.facilitator

    def written(made: LessonChosen | None) -> None:
        if made is not None:
            done(choice_words(made))

    seen = app.attempt(lambda: see_lessons(app.book, session.uid))
    if seen is not None:
        app.push_screen(ChooseLesson(seen), written)


def ask_minutes(page: Page, session: Session, done: Done) -> None:
    """Ask how long it lasts."""
    from facilitator.tui.kit.ask import Ask

    def answered(answer: str | None) -> None:
        if answer is not None:
            let_last(page, session, int(answer), done)

    hint = f"It lasts {session.minutes} minutes now. Its agenda is fitted anew."
    title = f"How many minutes on {say_date(session.start_local.date())}?"
    page.app.push_screen(Ask(title, hint, kind="integer"), answered)


def let_last(page: Page, session: Session, minutes: int, done: Done) -> None:
    """Let it last so long, and say what shrank."""
    from facilitator.services.scheduling.change_minutes import Resized, change_minutes
    from facilitator.tui.scheduling.as_seen import edit_as_seen

    app = page.facilitator

    def change(saw: Session) -> Resized:
        return change_minutes(app.book, saw.uid, minutes, now=app.clock(), seen=saw.version)

    def changed(made: Resized) -> None:
        done(" ".join((f"It lasts {made.session.minutes} minutes.", *(made.plan.lines if made.plan else ()))))

    mine = {LASTS: f"{minutes} minutes"}
    edit_as_seen(app, session, change, changed, yours=mine, form=lambda now: ask_minutes(page, now, done))


def cancel_session(page: Page, session: Session, done: Done) -> None:
    """Ask why, then cancel it."""
    from facilitator.tui.kit.reason import Reason

    if session.status is not SessionStatus.SCHEDULED:
        gone = session.status is SessionStatus.CANCELLED
        page.say("It is cancelled already; b brings it back." if gone else "What was held stays as it was.")
        return
    app = page.facilitator

    def cancelled(reason: str | None) -> None:
        if reason is None:
            return
        from facilitator.tui.scheduling.as_seen import edit_as_seen

        def cancel(saw: Session) -> Session:
            return edit_sessions.cancel(app.book, saw.uid, reason=reason, now=app.clock(), seen=saw.version)

        def told(made: Session) -> None:
            done(f"{say_date(made.start_local.date())} is cancelled: {made.reason}.")

        mine = {STATE: f"canceled: {reason}"}
        edit_as_seen(app, session, cancel, told, yours=mine, form=lambda now: cancel_session(page, now, done))

    hint = "It stays on the schedule as cancelled, and nobody is absent from it. Members may hear the reason."
    asked = Reason(f"Cancel {say_moment(session.start_local)}?", hint, yes="Cancel this session")
    app.push_screen(asked, cancelled)


def choose_stand_in(page: Page, session: Session, done: Done) -> None:
    """Ask who stands in."""
    from facilitator.services.scheduling.substitute import Substituted
    from facilitator.tui.scheduling.stand_in import StandIn

    if session.status in (SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET):
        page.say("This session does not meet, so nobody leads it.")
        return

    def chosen(made: Substituted | None) -> None:
        if made is not None:
            done(made.sentence)

    page.app.push_screen(StandIn(session), chosen)


def note_did_not_meet(page: Page, session: Session, done: Done) -> None:
    """Ask why, then note that it did not meet."""
    if session.status not in (SessionStatus.SCHEDULED, SessionStatus.RUNNING):
        page.say("What was held or called off stays so. b brings back what did not meet.")
        return
    day = say_date(session.start_local.date())
    ask_did_not_meet(page.facilitator, session, lambda made: done(f"{day} did not meet: {made.reason}."))


def ask_did_not_meet(desk: Desk, session: Session, noted: Callable[[Session], object]) -> None:
    """Ask why it did not meet; ``noted`` gets the session once that is noted, and nothing where it cannot be."""
    from facilitator.services.sessions.did_not_meet import did_not_meet
    from facilitator.tui.kit.reason import READY, Reason

    def answered(reason: str | None) -> None:
        if reason is None:
            return
        from facilitator.tui.scheduling.as_seen import edit_as_seen

        def note(saw: Session) -> Session:
            return did_not_meet(desk.book, saw.uid, reason=reason, now=desk.clock(), seen=saw.version)

        again = partial(ask_did_not_meet, desk, noted=noted)
        edit_as_seen(desk, session, note, noted, yours={STATE: f"did not meet: {reason}"}, form=again)

    hint = "Nobody is absent from it, and it counts in no report but among those that were not held."
    title = f"Did not meet on {say_moment(session.start_local)}?"
    desk.push_screen(Reason(title, hint, yes="It did not meet", ready=("nobody came", *READY)), answered)


def restore_session(page: Page, session: Session, done: Done) -> None:
    """Bring a session back that was cancelled, or did not meet."""
    if session.status not in (SessionStatus.CANCELLED, SessionStatus.DID_NOT_MEET):
        page.say("This session is not cancelled.")
        return
    app = page.facilitator
    seen = session.version
    if page.attempt_seen(lambda: edit_sessions.restore(app.book, session.uid, now=app.clock(), seen=seen)) is not None:
        done(f"{say_date(session.start_local.date())} meets again.")
