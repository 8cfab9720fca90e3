"""End a session: what becomes of people without a mark, one by one or all of them; or that it did not meet."""

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets.option_list import Option

from facilitator.domain.views import Mark
from facilitator.errors import ChangedMeanwhile
from facilitator.services.book.open_book import note_head
from facilitator.services.sessions import run_session
from facilitator.services.sessions.read_roll import Roll, roll_of
from facilitator.services.sessions.take_attendance import mark_known
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.dialog import Answer, Dialog
from facilitator.tui.kit.plain import OptionList, Static
from facilitator.tui.kit.said import said
from facilitator.tui.scheduling.session_acts import ask_did_not_meet
from facilitator.tui.sessions.roll_table import mark_text
from facilitator.words import AttendanceStatus, Unmarked

_ALL = {Unmarked.LEAVE: "leave to mark", Unmarked.EXCUSED: "let us know", Unmarked.MISSED: "missed"}
_FINISH, _DID_NOT_MEET, _NOT_YET = "finish", "did-not-meet", "no"
_ANSWERS = (("p", "present", "Present"), ("k", "excused", "Let us know"), ("m", "missed", "Missed"), (".", "", "Leave"))
"""Key, mark, word; to leave somebody is an answer too."""


class Finish(Dialog[bool]):
    """Ends the session, or notes that it did not meet, when it answers True. Each answer for one person is a mark."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("answer('present')", "p", "Present", "Mark the person under the cursor as present."),
        ScreenAct("answer('excused')", "k,x", "Let us know", "The person under the cursor let us know."),
        ScreenAct("answer('missed')", "m", "Missed", "The person under the cursor did not come."),
        ScreenAct("answer('')", "full_stop", "Leave", "Leave the person under the cursor to mark.", shown_key="."),
    )
    BINDINGS = bindings(ACTS)

    def __init__(self, roll: Roll, ended: datetime | None = None, *, names: bool = True) -> None:
        super().__init__()
        self.roll = roll
        self.ended = ended
        self.names = names
        self.asked = {each.person.uid for each in roll.marks if each.expected and each.status is None}
        """Who had no mark when this was asked: they stay in the list once they are answered for."""
        self.left: set[str] = set()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Finish this session?", classes="dialog-title")
            yield Static(id="changed", classes="problem")
            yield Static(id="counts")
            yield OptionList(id="finish-list")
            with Horizontal(id="answers"):
                for key, status, word in _ANSWERS:
                    yield AnswerKey(f"{key} {word.lower()}", status)
            yield Static("Arrows choose, Enter does it.", id="says", classes="dim")

    def on_mount(self) -> None:
        """Show who is to be marked, and what can be done."""
        self.show()
        self.query_one(OptionList).focus()

    @property
    def open(self) -> list[Mark]:
        """Who has no mark, and was not left on purpose."""
        return [each for each in self._listed() if each.status is None and each.person.uid not in self.left]

    def _listed(self) -> list[Mark]:
        return [each for each in self.roll.marks if each.person.uid in self.asked]

    def show(self, at: str = "", *, changed: str = "") -> None:
        """Show the roll as it stands, with the cursor on a row; without one on the first person, or on Finish."""
        counts, listed = self.roll.tally, self._listed()
        self.query_one("#changed", Static).update(changed)
        self.query_one("#changed").display = bool(changed)
        self.query_one("#answers").display = bool(listed)
        heads = f"Headcount: {self.roll.headcount}."
        here = f"{counts.attended} here, {counts.excused} let us know, {counts.missed} missed."
        people = "1 person has" if len(self.open) == 1 else f"{len(self.open)} people have"
        waits = f"\n{people} no mark yet. What fits them?" if self.open else ""
        self.query_one("#counts", Static).update(f"{heads if self.roll.headcount is not None else here}{waits}")
        options = [Option(self._line(each), id=each.person.uid) for each in listed]
        options += [Option(Text(words), id=name) for name, words in self._ways()]
        shown = self.query_one(OptionList)
        shown.set_options(options)
        wanted = at or (self.open[0].person.uid if self.open else next(iter(dict(self._ways()))))
        shown.highlighted = next((row for row, each in enumerate(options) if each.id == wanted), 0)

    def _line(self, each: Mark) -> Text:
        mark = Text(" ·  Leave") if each.person.uid in self.left else mark_text(each.status)
        if each.status is None and each.person.uid not in self.left:
            mark = Text(" ·  To mark")
        mark.pad_right(17 - mark.cell_len)
        line = Text(no_wrap=True, overflow="ellipsis")
        return line.append_text(mark).append(each.person.shown(names=self.names))

    def _ways(self) -> list[tuple[str, str]]:
        """Each way out of here, and its words."""
        who = "All of them" if len(self.open) == len(self._listed()) else "The others"
        ways = [(each.value, f"{who}: {words}, and finish") for each, words in _ALL.items()] if self.open else []
        if not self.open:
            ways.append((_FINISH, "Finish"))
        if not self.roll.tally.attended and not self.roll.headcount:
            ways.append((_DID_NOT_MEET, "Did not meet: nobody came, or it could not be held"))
        return [*ways, (_NOT_YET, "Not yet")]

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Finish, note that it did not meet, or not yet; on a person it says which keys answer."""
        chosen = event.option_id or ""
        if chosen in self.asked:
            self.query_one("#says", Static).update("p, k, m or . answers for this person; or click on an answer.")
        elif chosen == _NOT_YET:
            self.dismiss(False)
        elif chosen == _DID_NOT_MEET:
            ask_did_not_meet(self.facilitator, self.roll.session, lambda _noted: self.dismiss(True))
        else:
            self.finish(Unmarked.LEAVE if chosen == _FINISH else Unmarked(chosen))

    def action_answer(self, status: str) -> None:
        """Answer for the person under the cursor, saved at once, and go on to the next who has none."""
        shown = self.query_one(OptionList)
        option = shown.highlighted_option
        each = next((each for each in self._listed() if option is not None and each.person.uid == option.id), None)
        if each is None:
            return
        app, uid = self.facilitator, each.person.uid
        wanted = AttendanceStatus(status) if status else None
        if wanted is None:
            self.left.add(uid)
        else:
            self.left.discard(uid)

        def mark() -> object:
            return mark_known(app.book, self.roll.session, each.person, wanted, now=app.clock(), seen=each.event_id)

        if each.status is not wanted and self.attempt_as_shown(mark) is None:
            return
        self.roll = roll_of(app.book, self.roll.session.uid)
        at = shown.highlighted or 0
        later = [row.person.uid for row in self._listed()[at + 1 :] if row in self.open]
        self.show(later[0] if later else "")

    def finish(self, unmarked: Unmarked) -> None:
        """End it as it is shown here."""
        app, session = self.facilitator, self.roll.session.uid

        def end() -> run_session.Ended:
            return run_session.end(
                app.book, session, now=app.clock(), unmarked=unmarked, ended=self.ended, seen=self.roll
            )

        if self.attempt_as_shown(end) is not None:
            app.attempt(lambda: note_head(app.home, app.book))
            self.dismiss(True)

    def attempt_as_shown(self, act: Callable[[], Answer]) -> Answer | None:
        """What a service answers; where another window changed something since, show that first."""

        def tried() -> Answer | None:
            try:
                return act()
            except ChangedMeanwhile as error:
                self.roll = roll_of(self.facilitator.book, self.roll.session.uid)
                self.show(changed=said(error))
                return None

        return self.facilitator.attempt(tried)


class AnswerKey(Static):
    """One answer for the mouse, and as a reminder of its key."""

    def __init__(self, words: str, status: str) -> None:
        super().__init__(words)
        self.status = status

    async def on_click(self) -> None:
        """Answer for whoever the cursor is on."""
        await self.run_action(f"screen.answer('{self.status}')")
