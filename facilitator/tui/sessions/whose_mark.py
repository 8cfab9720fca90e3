"""Two people marked one person, or counted heads: whose mark or count stands is asked, and none is lost unseen."""

from collections.abc import Callable
from dataclasses import replace

from facilitator.domain.views import Mark, Session
from facilitator.errors import ChangedMeanwhile
from facilitator.services.sessions.count_people import keep_headcount
from facilitator.tui.desk import Desk
from facilitator.tui.kit.message import Question
from facilitator.tui.kit.page import Page
from facilitator.tui.sessions.marking import MadeMark
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


def save_count(page: Page, session: str, people: int, seen: int, *, theirs: Callable[[], int]) -> None:
    """Keep a headcount; where somebody else counted since, ask which number stands. ``theirs`` is the event on show."""
    app = page.facilitator

    def ask(error: ChangedMeanwhile) -> None:
        shown = theirs()
        asked = Question(error.of(""), f"Yours: {people}.", yes=f"Keep {people}", no="Keep theirs")
        app.push_screen(asked, lambda own: save_count(page, session, people, shown, theirs=theirs) if own else None)

    def save() -> Session:
        return keep_headcount(app.book, session, people, now=app.clock(), seen=seen)

    if page.attempt_seen(save, ask):
        page.read_again()
