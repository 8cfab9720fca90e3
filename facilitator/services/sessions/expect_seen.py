"""See that what somebody saw still holds before their step is taken: it would overwrite what another window did since.

A session has a ``version`` that every change of its run counts up; a mark is known by its event, a headcount by its
own. Whoever names none, as a line of the command line, asks nothing.
"""

from facilitator.domain.dates.plain_dates import say_time
from facilitator.domain.views import Session
from facilitator.errors import ChangedMeanwhile
from facilitator.storage.book import Change
from facilitator.storage.db import Db
from facilitator.storage.queries.agency import logins
from facilitator.storage.queries.sessions import attendance, mark_events, sessions
from facilitator.storage.queries.sessions.attendance import Counted
from facilitator.storage.queries.sessions.mark_events import Standing
from facilitator.words import SessionStatus
from facilitator.zones import zone

_LOOK = "Nothing was changed. Look again."
_SAID_TO_COME = "expect"


def expect_run_seen(db: Db, session: Session, seen: int | None) -> None:
    """See that a session stands where somebody saw it.

    Raises:
        ChangedMeanwhile: where it does not; it says what runs now.
    """
    if seen is not None and session.version != seen:
        raise ChangedMeanwhile(_run_words(db, session), _LOOK)


def expect_mark_seen(change: Change, session: Session, person_id: int, held: int, seen: int | None) -> None:
    """See that the newest event of a person at a session is the one that somebody saw; 0 is none.

    That somebody is expected overwrites nothing and is passed over.

    Raises:
        ChangedMeanwhile: where it is another; it says how they are marked now, and who did it.
    """
    if seen is None or held == seen:
        return
    newest = mark_events.standing(change.db, held) if held else None
    if newest is not None and newest.act == _SAID_TO_COME:
        return
    raise ChangedMeanwhile(_mark_words(change, session, newest), _LOOK)


def expect_marks_seen(change: Change, session: Session, seen: int | None) -> None:
    """See that no mark of a session is newer than what somebody saw.

    Raises:
        ChangedMeanwhile: where one is.
    """
    newest = 0 if seen is None else attendance.newest_of_session(change.db, session.id)
    if seen is not None and newest != seen:
        at = mark_events.standing(change.db, newest)
        who = f" by {_who(change, at)}" if at is not None else ""
        raise ChangedMeanwhile(f"marks were changed meanwhile{who}", _LOOK)


def expect_count_seen(change: Change, session: Session, seen: int | None) -> None:
    """See that the headcount of a session is the one that somebody saw; 0 is none.

    Raises:
        ChangedMeanwhile: where it is another; it says which.
    """
    newest = attendance.headcount_event(change.db, session.id)
    if seen is None or (newest.event_id if newest else 0) == seen or newest is None:
        return
    what = "took the headcount back" if newest.people is None else f"counted {newest.people}"
    raise ChangedMeanwhile(f"{_who(change, newest)} {what} at {_time(session, newest)}", _LOOK)


def _run_words(db: Db, session: Session) -> str:
    if session.status is SessionStatus.HELD:
        return "this session was ended meanwhile"
    if session.status is not SessionStatus.RUNNING:
        return "this session was changed meanwhile"
    agenda = sessions.agenda_of(db, session.id)
    running = next((each.title for each in agenda if each.started_at and not each.ended_at), "")
    return f"it went on meanwhile: {running} runs now" if running else "it went on meanwhile, to the end of its agenda"


def _mark_words(change: Change, session: Session, newest: Standing | None) -> str:
    if newest is None:
        return "the mark of this person was taken back meanwhile"
    status = newest.status.value.replace("-", " ") if newest.status else ""
    what = {
        "void": "cleared the mark of this person",
        "undo": f"took a mark of this person back, {status or 'and there is none'} now",
        "close": f"ended the session, this person {status or 'without a mark'},",
    }.get(newest.act, f"marked this person {status}")
    return f"{_who(change, newest)} {what} at {_time(session, newest)}"


def _who(change: Change, newest: Standing | Counted) -> str:
    if newest.actor == change.actor:
        return "you, in another window,"
    names = {each.login: each.facilitator for each in logins.logins(change.db)}
    return names.get(newest.actor) or newest.actor


def _time(session: Session, newest: Standing | Counted) -> str:
    return say_time(newest.at.astimezone(zone(session.zone)).time())
