"""One curriculum: its lessons, or what is wrong with its file."""

from contextlib import suppress
from typing import ClassVar

from rich.text import Text
from textual.widgets.option_list import Option

from facilitator.domain.curricula.curriculum import Curriculum, Lesson, Problem
from facilitator.domain.curricula.frames import with_pages
from facilitator.errors import FacilitatorError
from facilitator.services.curricula.frames import keep_pages, pages_of
from facilitator.services.curricula.library import CurriculumAtHand, read_file
from facilitator.services.papers.print_curriculum import print_lesson
from facilitator.tui.curricula.curriculum_lines import lesson_line, lesson_side
from facilitator.tui.curricula.curriculum_page import HANDOUTS, SCHEDULE, CurriculumPage
from facilitator.tui.curricula.lesson import ReadLesson
from facilitator.tui.curricula.pages import WritePages
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.message import Message
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import Static
from facilitator.tui.papers import put_on_paper


class CurriculumScreen(CurriculumPage):
    """One curriculum: its lessons, each to be read; of a broken file the problems."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        SCHEDULE,
        ScreenAct("paper", "o", "On paper", "Save this lesson's plan as a PDF, to print it.", True),
        HANDOUTS,
        ScreenAct("back", "escape", "Back", "Back to all curricula.", True, "Esc"),
    )

    def __init__(self, at_hand: CurriculumAtHand) -> None:
        super().__init__()
        self.at_hand = at_hand

    def chosen(self) -> CurriculumAtHand:
        return self.at_hand

    def read_page(self) -> None:
        """Read the file anew, its words too: somebody may be mending it."""
        with suppress(FacilitatorError):
            self.at_hand = read_file(self.at_hand.path, own=self.at_hand.own, warn=True)
        curriculum, problems = self.at_hand.curriculum, self.at_hand.problems
        title = curriculum.title if curriculum else self.at_hand.path.name
        rows: list[Option] = []
        if problems:
            rows.append(Option(Text(f"To mend in {self.at_hand.path}", style="bold"), disabled=True))
            rows.extend(
                Option(Text(f" line {each.line}: {each.message}"), id=f"problem-{at}")
                for at, each in enumerate(problems)
            )
        if curriculum and curriculum.lessons:
            rows.append(Option(Text("Lessons", style="bold"), disabled=True))
            rows.extend(Option(lesson_line(at, each), id=f"lesson-{at}") for at, each in enumerate(curriculum.lessons))
        if self.at_hand.warnings:
            rows.append(Option(Text("Worth a thought", style="bold"), disabled=True))
            rows.extend(
                Option(Text(f" line {each.line}: {each.message}"), id=f"warning-{at}")
                for at, each in enumerate(self.at_hand.warnings)
            )
        self.query_one("#heading", Static).update(title)
        self.query_one("#rows", RowList).show(rows)
        self.show_side()

    def show_side(self) -> None:
        curriculum, kind, at = self.at_hand.curriculum, *self._at()
        if kind in ("problem", "warning"):
            self.query_one("#side", Static).update(Text(self._found(kind, at).message))
        elif kind == "lesson" and curriculum:
            self.query_one("#side", Static).update(lesson_side(curriculum.lessons[at]))

    def on_option_list_option_selected(self) -> None:
        """Read a lesson, or all of what is wrong in a line."""
        curriculum, kind, at = self.at_hand.curriculum, *self._at()
        if kind in ("problem", "warning"):
            found = self._found(kind, at)
            self.app.push_screen(Message(f"Line {found.line} of {self.at_hand.path.name}", found.message))
        elif kind == "lesson" and curriculum:
            self.read_lesson(curriculum, curriculum.lessons[at])

    def _found(self, kind: str, at: int) -> Problem:
        return (self.at_hand.problems if kind == "problem" else self.at_hand.warnings)[at]

    def read_lesson(self, curriculum: Curriculum, lesson: Lesson) -> None:
        """Read a lesson; one of a frame with the pages of the program's own manual, which can be written here."""
        if curriculum.frame is None:
            self.app.push_screen(ReadLesson(lesson))
            return
        app = self.facilitator
        pages = pages_of(app.book, curriculum.key).get(lesson.key, {})

        def write(wanted: bool | None) -> None:
            if wanted:
                self.app.push_screen(WritePages(lesson, pages), keep)

        def keep(changed: dict[int, str] | None) -> None:
            if changed:
                app.attempt(
                    lambda: keep_pages(app.book, app.home, curriculum.key, lesson.key, changed, now=app.clock())
                )
            if changed is not None:
                self.read_lesson(curriculum, lesson)

        self.app.push_screen(ReadLesson(with_pages(lesson, pages), frame=True), write)

    def lesson_at(self) -> int | None:
        kind, at = self._at()
        return at + 1 if kind == "lesson" else None

    def action_paper(self) -> None:
        """Save the plan of the lesson under the cursor."""
        curriculum, at = self.usable(), self.lesson_at()
        if curriculum is None or at is None:
            return
        home, key = self.facilitator.home, curriculum.key
        title = f"{curriculum.title} {at}"
        put_on_paper(self, "The lesson", title, lambda: print_lesson(home, key, str(at)), self.say)

    def _at(self) -> tuple[str, int]:
        kind, _, at = self.query_one("#rows", RowList).current.partition("-")
        return kind, int(at or 0)
