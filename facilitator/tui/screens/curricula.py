"""Curricula: what can be run tonight, and files that need mending."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from facilitator.services.curricula import CurriculumAtHand, curricula_at_hand
from facilitator.tui.acts import Act
from facilitator.tui.dialogs.lesson import ReadLesson
from facilitator.tui.dialogs.message import Message
from facilitator.tui.screens.room import Room
from facilitator.tui.widgets.curriculum_lines import curriculum_line, curriculum_side, lesson_line, lesson_side
from facilitator.tui.widgets.row_list import RowList
from facilitator.words import CurriculumKind

_SCHEDULE = Act("schedule", "a", "Schedule a group", "Schedule a group; the form offers this curriculum.", True)


class CurriculumRoom(Room):
    """A list beside a pane, from which a group can be scheduled with a curriculum."""

    MODE = "curricula"
    AUTO_FOCUS = "#rows"

    def compose_room(self) -> ComposeResult:
        yield Static(id="heading", classes="heading", markup=False)
        with Horizontal(classes="columns"):
            yield RowList(id="rows")
            with VerticalScroll(classes="side"):
                yield Static(id="side")
        yield Static(id="says", classes="says", markup=False)

    def chosen(self) -> CurriculumAtHand | None:
        """The curriculum that is meant."""
        raise NotImplementedError

    def show_side(self) -> None:
        """More of the row under the cursor."""

    def on_option_list_option_highlighted(self) -> None:
        """Follow the cursor."""
        self.show_side()

    def action_schedule(self) -> None:
        """Schedule a group, unless the file cannot be used."""
        from facilitator.tui.dialogs.schedule_group import ScheduleGroup

        chosen = self.chosen()
        if chosen is None or chosen.curriculum is None or not chosen.usable:
            self.query_one("#says", Static).update("This file needs mending first. Enter shows where.")
            return
        self.app.push_screen(ScheduleGroup(curriculum=chosen.curriculum.key), self.scheduled)

    def scheduled(self, made: object | None) -> None:
        """Say where it is."""
        if made is not None:
            self.query_one("#says", Static).update("The group is scheduled. 3 shows your groups, 2 the calendar.")


class CurriculaScreen(CurriculumRoom):
    """All curricula: your own, those that came with the program, frames for a manual, and broken files."""

    ACTS: ClassVar[tuple[Act, ...]] = (_SCHEDULE,)

    def __init__(self) -> None:
        super().__init__()
        self.at_hand: dict[str, CurriculumAtHand] = {}

    def refresh_room(self) -> None:
        """Read the files anew: somebody may be writing one."""
        self.at_hand = {str(each.path): each for each in curricula_at_hand(self.facilitator.home)}
        self.query_one("#heading", Static).update(f"Your own files go into {self.facilitator.home.curricula}")
        self.query_one("#rows", RowList).show(self._rows())
        self.show_side()

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
        return self.at_hand.get(self.query_one("#rows", RowList).current)

    def show_side(self) -> None:
        chosen = self.chosen()
        self.query_one("#side", Static).update(curriculum_side(chosen) if chosen else "")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open one: its lessons, or what is wrong with its file."""
        if event.option_id in self.at_hand:
            self.app.push_screen(CurriculumScreen(self.at_hand[event.option_id]))


class CurriculumScreen(CurriculumRoom):
    """One curriculum: its lessons, each to be read; of a broken file the problems."""

    ACTS: ClassVar[tuple[Act, ...]] = (
        _SCHEDULE,
        Act("back", "escape", "Back", "Back to all curricula.", True, "Esc"),
    )

    def __init__(self, at_hand: CurriculumAtHand) -> None:
        super().__init__()
        self.at_hand = at_hand

    def chosen(self) -> CurriculumAtHand:
        return self.at_hand

    def refresh_room(self) -> None:
        """Show what was read."""
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
        self.query_one("#heading", Static).update(title)
        self.query_one("#rows", RowList).show(rows)
        self.show_side()

    def show_side(self) -> None:
        curriculum, kind, at = self.at_hand.curriculum, *self._at()
        if kind == "problem":
            self.query_one("#side", Static).update(Text(self.at_hand.problems[at].message))
        elif kind == "lesson" and curriculum:
            self.query_one("#side", Static).update(lesson_side(curriculum.lessons[at]))

    def on_option_list_option_selected(self) -> None:
        """Read a lesson, or all of what is wrong in a line."""
        curriculum, kind, at = self.at_hand.curriculum, *self._at()
        if kind == "problem":
            problem = self.at_hand.problems[at]
            self.app.push_screen(Message(f"Line {problem.line} of {self.at_hand.path.name}", problem.message))
        elif kind == "lesson" and curriculum:
            self.app.push_screen(ReadLesson(curriculum.lessons[at]))

    def _at(self) -> tuple[str, int]:
        kind, _, at = self.query_one("#rows", RowList).current.partition("-")
        return kind, int(at or 0)

    def action_back(self) -> None:
        """Back to all of them."""
        self.app.pop_screen()


_OWN, _READY, _FRAMES, _BROKEN = (
    "Your own",
    "Ready to use",
    "Frames, for a licensed manual that you hold",
    "Files that need mending",
)
_SHELVES = (_OWN, _READY, _FRAMES, _BROKEN)


def _shelf(each: CurriculumAtHand) -> str:
    if each.curriculum is None or not each.usable:
        return _BROKEN
    if each.own:
        return _OWN
    return _FRAMES if each.curriculum.kind is CurriculumKind.FRAME else _READY
