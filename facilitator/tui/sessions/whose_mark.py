"""Two people marked one person, or counted heads: whose mark or count stands is asked, and none is lost unseen."""

from collections.abc import Callable
from dataclasses import replace

from facilitator.domain.sessions.asked_first import is_correction
from facilitator.domain.views import Mark, Session
from facilitator.errors import ChangedMeanwhile
from facilitator.services.sessions.count_people import keep_headcount
from facilitator.services.sessions.read_roll import Roll
from facilitator.tui.desk import Desk
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.page import Page
from facilitator.tui.sessions.marking import MadeMark
from facilitator.tui.sessions.meant import CORRECTIONS
from facilitator.tui.sessions.roll_table import word_of


def ask_whose(
    desk: Desk,
    mine: MadeMark,
    theirs: Mark | None,
    error: ChangedMeanwhile,
    *,
    who: str,
    then: Callable[[MadeMark], None],
    say: Callable[[str], None],
) -> None:
    """Ask whether the mark of another window stays; ``then`` makes one's own after all, which has seen the other."""
    told = error.of(who)
    if theirs is not None and theirs.status is mine.status:  # both say the same
        say(told)
        return
    seen = replace(mine, seen=theirs.event_id if theirs else 0)
    word = word_of(mine.status)
    yes = f"Mark {word.lower()}" if mine.status else "Clear the mark"
    asked = Question(told, f"Yours: {word.lower()}.", yes=yes, no="Keep theirs")

    def answered(own: bool | None) -> None:
        # the page is read anew once the question is gone, and says how many are here: this comes after
        desk.call_after_refresh(then, seen) if own else desk.call_after_refresh(say, told)

    desk.push_screen(asked, answered)


def save_count(
    page: Page,
    roll: Roll,
    people: int,
    *,
    theirs: Callable[[], int],
    seen: int | None = None,
    why: str | None = None,
) -> None:
    """Keep a headcount; where somebody else counted since, ask which number stands. ``theirs`` is the event on show.

    The count of a closed session is corrected with a reason, ``why``; without one nothing is changed.
    """
    app = page.facilitator
    if why is None and is_correction(roll.session, roll.headcount):
        from facilitator.tui.kit.reason import Reason

        hint = "The session is closed. The reason stands in its history."
        reason = Reason("Why is this count corrected?", hint, yes="Correct it", ready=CORRECTIONS)

        def corrected(said: str | None) -> None:
            if said:
                app.call_after_refresh(lambda: save_count(page, roll, people, theirs=theirs, seen=seen, why=said))

        app.push_screen(reason, corrected)
        return

    def ask(error: ChangedMeanwhile) -> None:
        shown = theirs()
        asked = Question(error.of(""), f"Yours: {people}.", yes=f"Keep {people}", no="Keep theirs")

        def answered(own: bool | None) -> None:
            if own:
                save_count(page, roll, people, theirs=theirs, seen=shown, why=why)

        app.push_screen(asked, answered)

    def save() -> Session:
        saw = roll.counted if seen is None else seen
        return keep_headcount(app.book, roll.session.uid, people, now=app.clock(), seen=saw, reason=why)

    if page.attempt_seen(save, ask):
        page.read_again()
