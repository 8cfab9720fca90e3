"""Curricula: what can be run tonight, and files that need mending."""

from typing import ClassVar

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.widgets.option_list import Option

from facilitator.domain.curricula.search import Found, search
from facilitator.errors import FacilitatorError
from facilitator.services.curricula.draft_curriculum import Drafted, draft_curriculum
from facilitator.services.curricula.library import CurriculumAtHand, curricula_at_hand
from facilitator.tui.curricula.curriculum import CurriculumScreen
from facilitator.tui.curricula.curriculum_lines import curriculum_line, curriculum_side, found_line, lesson_side
from facilitator.tui.curricula.curriculum_page import HANDOUTS, SCHEDULE, CurriculumPage
from facilitator.tui.curricula.lesson import ReadLesson
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.files import path_named
from facilitator.tui.kit.message import Message
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.parts.search_line import SearchLine
from facilitator.tui.kit.plain import OptionList, Static
from facilitator.words import CurriculumKind

_DRAFT = ScreenAct("draft", "d", "Draft from a file", "Make a first draft out of an outline: .txt, .md or .docx.", True)
_NOTHING = "Nothing was found. Fewer words find more; Esc in the line above clears it."
_MOST = 100
"""So many rows at once; more words find the others."""


class CurriculaScreen(CurriculumPage):
    """All curricula: your own, those that came with the program, frames for a manual, and broken files."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        SCHEDULE,
        HANDOUTS,
        _DRAFT,
        ScreenAct("search", "slash", "Find", "Find a lesson by words in titles, skills and texts.", True, "/"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.at_hand: dict[str, CurriculumAtHand] = {}
        self.found: dict[str, Found] = {}

    def compose_room(self) -> ComposeResult:
        yield SearchLine("/ to find: words in titles, skills and texts", id="search")
        yield from super().compose_room()

    def read_page(self) -> None:
        """Read the files anew: somebody may be writing one."""
        self.at_hand = {str(each.path): each for each in curricula_at_hand(self.facilitator.home)}
        self.query_one("#heading", Static).update(f"Your own files go into {self.facilitator.home.curricula}")
        self.show()

    def show(self) -> None:
        """All of them, or what the words mean."""
        words = self.query_one(SearchLine).value
        curricula = (each.curriculum for each in self.at_hand.values() if each.curriculum)
        self.found = {f"found-{at}": each for at, each in enumerate(search(curricula, words)[:_MOST])}
        rows = [Option(found_line(each), id=name) for name, each in self.found.items()]
        if words.strip() and not rows:
            rows = [
                Option(
                    Text("Nothing was found. Fewer words find more; Esc in the line above clears it."), disabled=True
                )
            ]
        self.query_one("#rows", RowList).show(rows or self._rows())
        self.show_side()

    def on_input_changed(self) -> None:
        """Look for what is typed, letter by letter."""
        self.show()

    def on_search_line_left(self) -> None:
        """Go to what was found."""
        self.query_one("#rows").focus()

    def action_search(self) -> None:
        """Type words."""
        self.query_one(SearchLine).focus()

    def _rows(self) -> list[Option]:
        groups: dict[str, list[CurriculumAtHand]] = {}
        for each in self.at_hand.values():
            groups.setdefault(_shelf(each), []).append(each)
        rows: list[Option] = []
        for shelf in _SHELVES:
            if shelf not in groups:
                continue
            rows.append(Option(Text(shelf, style="bold"), disabled=True))
            rows.extend(Option(curriculum_line(each), id=str(each.path)) for each in groups[shelf])
        return rows or [Option(Text("No curriculum is at hand. See: facilitator curriculum new KEY"), disabled=True)]

    def chosen(self) -> CurriculumAtHand | None:
        current = self.query_one("#rows", RowList).current
        found = self.found.get(current)
        if found is None:
            return self.at_hand.get(current)
        return next((each for each in self.at_hand.values() if each.curriculum is found.curriculum), None)

    def lesson_at(self) -> int | None:
        found = self.found.get(self.query_one("#rows", RowList).current)
        return found.lesson if found else None

    def show_side(self) -> None:
        chosen, at = self.chosen(), self.lesson_at()
        if chosen and chosen.curriculum and at:
            self.query_one("#side", Static).update(lesson_side(chosen.curriculum.lessons[at - 1]))
        else:
            self.query_one("#side", Static).update(curriculum_side(chosen) if chosen else "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open one: its lessons, or what is wrong with its file; a lesson that was found is read."""
        chosen, at = self.chosen(), self.lesson_at()
        if chosen and chosen.curriculum and at:
            self.app.push_screen(ReadLesson(chosen.curriculum.lessons[at - 1]))
        elif chosen and event.option_id in self.found:
            self.app.push_screen(CurriculumScreen(chosen))
        elif event.option_id in self.at_hand:
            self.app.push_screen(CurriculumScreen(self.at_hand[event.option_id]))

    def action_draft(self) -> None:
        """Ask for an outline."""
        hint = "An outline: .txt, .md or .docx. Its lessons and items become a draft among your own curricula."
        self.app.push_screen(Ask("Draft from a file", hint), self.draft)

    def draft(self, typed: str | None) -> None:
        """Make the draft."""
        if typed is None:
            return
        self.say("Reading ...")
        self.make_draft(typed)

    @work(thread=True, exclusive=True, group="draft")
    def make_draft(self, typed: str) -> None:
        """In a thread: a Word file takes a blink and more."""
        app = self.facilitator
        try:
            made = draft_curriculum(app.home, path_named(typed), today=app.local(app.clock()).date())
        except FacilitatorError as error:
            self.tell_back(self.say, "")
            app.call_from_thread(app.push_screen, Message.of(error))
        else:
            self.tell_back(self.drafted, made)

    def drafted(self, made: Drafted) -> None:
        """Show it in the list, and what to look at in it."""
        self.read_again()
        lessons = "1 lesson" if made.lessons == 1 else f"{made.lessons} lessons"
        self.say(f"A draft with {lessons}. Read it in an editor before you use it.")
        looks = "\n".join(f"- {remark}" for remark in made.remarks)
        self.app.push_screen(Message(f"{made.title}: a draft in {made.path}", looks))


_OWN, _READY, _FRAMES, _BROKEN = (
    "Your own",
    "Ready to use",
    "Frames, for a licensed manual that you hold",
    "Files that need mending",
)
_SHELVES = (_BROKEN, _OWN, _READY, _FRAMES)


def _shelf(each: CurriculumAtHand) -> str:
    if each.curriculum is None or not each.usable:
        return _BROKEN
    if each.own:
        return _OWN
    return _FRAMES if each.curriculum.kind is CurriculumKind.FRAME else _READY
