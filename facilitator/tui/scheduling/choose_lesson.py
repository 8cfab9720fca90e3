"""Choose the lesson of a session: the list of lessons, and what moves, before anything is written."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets.option_list import Option

from facilitator.errors import FacilitatorError
from facilitator.services.curricula.see_lessons import SeenLessons
from facilitator.services.scheduling.choose_lesson import LessonAct, LessonChosen, LessonWish, WhenLost, choose_lesson
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.act_line import ActLine
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import Button, OptionList, Static
from facilitator.tui.kit.said import said
from facilitator.tui.scheduling.lesson_lines import choice_lines, lesson_line, session_now


class ChooseLesson(Dialog[LessonChosen]):
    """Answers with what was chosen and written.

    Arrows, keys and clicks on a lesson only show what would move; Enter goes on to the button that writes it.
    """

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("show_wish('repeat')", "r", "Once more", "Give the lesson of the session before this one once more."),
        ScreenAct("show_wish('swap')", "s", "Swap", "Swap with the session that has the lesson under the cursor."),
        ScreenAct("show_wish('join')", "j", "Join next", "Hold the next lesson in this session too."),
        ScreenAct("show_wish('split')", "p", "In two parts", "Hold this lesson over this session and the next."),
        ScreenAct("show_wish('plan')", "b", "As planned", "Go back to the lesson that the order gives it."),
    )
    BINDINGS = bindings(ACTS)

    def __init__(self, seen: SeenLessons, title: str = "") -> None:
        super().__init__()
        self.seen = seen
        self.uid = seen.session.uid
        self.wish: LessonWish | None = None
        day = f"{seen.session.start_local:%a %d %b}"
        asked = f"What would members like on {day}?" if seen.rotates else f"Which lesson on {day}?"
        self.shown_title = title or asked

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall", id="choose-lesson"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Static(session_now(self.seen))
            yield RowList(id="lessons")
            yield ActLine(self.ACTS)
            with VerticalScroll(id="moves-scroll", can_focus=False):
                yield Static(id="moves")
            with Horizontal(classes="buttons"):
                yield Button("Choose it", variant="primary", id="yes", compact=True)
                yield Button("Add a session at the end", variant="primary", id="extend", compact=True)
                yield Button("Leave it out", id="leave-out", compact=True)
                yield Button("Not now", id="no", compact=True)

    def on_mount(self) -> None:
        """Begin at the lesson that the session has."""
        rows = [Option(lesson_line(each, self.uid), id=str(each.number)) for each in self.seen.lessons]
        lessons = self.query_one(RowList)
        lessons.show(rows, at=str(self.seen.session.lesson or 1))
        lessons.focus()

    @on(OptionList.OptionHighlighted)
    def show_lesson(self, event: OptionList.OptionHighlighted) -> None:
        """Show what taking the lesson under the cursor would move."""
        self.preview(LessonWish(LessonAct.TAKE, lesson=event.option_id or ""))

    def action_show_wish(self, act: str) -> None:
        """Show what one of the other acts would move."""
        wanted = LessonAct(act)
        if wanted is not LessonAct.SWAP:
            self.preview(LessonWish(wanted))
            return
        number = self.query_one(RowList).current
        planned = next((each.planned for each in self.seen.lessons if str(each.number) == number), None)
        if planned is None or planned.uid == self.uid:
            self.tell("Put the cursor on a lesson that is planned for another day, then press s.")
            return
        self.preview(LessonWish(LessonAct.SWAP, other=planned.uid))

    def preview(self, wish: LessonWish) -> None:
        """Show what a wish would move, and the answers that it needs."""
        session = self.seen.session
        plain = session.last_lesson is None and session.part is None
        if wish.act is LessonAct.TAKE and wish.lesson == str(session.lesson) and plain:
            self.tell("It has this lesson already.")
            return
        try:
            seen = self.attempt(wish, preview=True)
        except FacilitatorError as error:
            self.tell(said(error))
            # the last lesson can be split, with a session more
            if wish.act is LessonAct.SPLIT and self.can_extend(wish):
                self.offer(wish, extend=True)
            return
        self.tell("\n".join(choice_lines(seen)))
        self.offer(wish, extend=bool(seen.lost), leave_out=bool(seen.lost))

    def can_extend(self, wish: LessonWish) -> bool:
        """Whether a session more at the end makes a wish possible."""
        try:
            self.attempt(wish, preview=True, when_lost=WhenLost.EXTEND)
        except FacilitatorError:
            return False
        return True

    def attempt(self, wish: LessonWish, *, preview: bool, when_lost: WhenLost | None = None) -> LessonChosen:
        """Try a wish."""
        app = self.facilitator
        return choose_lesson(app.book, self.uid, wish, now=app.clock(), when_lost=when_lost, preview=preview)

    def tell(self, words: str) -> None:
        """Show words in the place of a preview; nothing can be written until there is one."""
        self.query_one("#moves", Static).update(words)
        self.offer(None)

    def offer(self, wish: LessonWish | None, *, extend: bool = False, leave_out: bool = False) -> None:
        """Offer to write a wish: at once, or with an answer to what would be lost."""
        self.wish = wish
        self.query_one("#yes").display = wish is not None and not extend
        self.query_one("#extend").display = extend
        self.query_one("#leave-out").display = leave_out

    @on(OptionList.OptionSelected)
    def go_on(self) -> None:
        """To the button that writes what is shown."""
        for name in ("#yes", "#extend"):
            if self.query_one(name).display:
                self.query_one(name).focus()

    @on(Button.Pressed)
    def answer(self, event: Button.Pressed) -> None:
        """One of the buttons."""
        answers = {"extend": WhenLost.EXTEND, "leave-out": WhenLost.LEAVE_OUT, "yes": None}
        if event.button.id in answers:
            self.write(answers[event.button.id])
        else:
            self.dismiss(None)

    def write(self, when_lost: WhenLost | None) -> None:
        """Write it, and answer with what came of it."""
        if self.wish is None:
            return
        try:
            self.dismiss(self.attempt(self.wish, preview=False, when_lost=when_lost))
        except FacilitatorError as error:
            self.tell(said(error))
