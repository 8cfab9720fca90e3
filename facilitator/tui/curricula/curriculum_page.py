"""What the list of curricula and the page of one share: rows beside a pane, and what can be done with one."""

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from facilitator.domain.curricula.curriculum import Curriculum
from facilitator.services.curricula.library import CurriculumAtHand
from facilitator.services.papers.print_curriculum import print_handouts
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import Static
from facilitator.tui.papers import put_on_paper

SCHEDULE = ScreenAct("schedule", "a", "Schedule a group", "Schedule a group; the form offers this curriculum.", True)
HANDOUTS = ScreenAct("handouts", "h", "Handouts", "Save the handouts as a PDF, to print them.", True)


class CurriculumPage(Page):
    """A list beside a pane, from which a group can be scheduled with a curriculum."""

    MODE = "curricula"
    AUTO_FOCUS = "#rows"

    def compose_room(self) -> ComposeResult:
        yield Static(id="heading", classes="heading")
        with Horizontal(classes="columns"):
            yield RowList(id="rows")
            with VerticalScroll(classes="side"):
                yield Static(id="side")
        yield Static(id="says", classes="says")

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
        from facilitator.tui.scheduling.schedule_group import ScheduleGroup

        curriculum = self.usable()
        if curriculum is not None:
            self.app.push_screen(ScheduleGroup(curriculum=curriculum.key), self.scheduled)

    def usable(self) -> Curriculum | None:
        """The curriculum that is meant, or None after saying that its file needs mending."""
        chosen = self.chosen()
        if chosen is None or chosen.curriculum is None or not chosen.usable:
            self.say("This file needs mending first. Enter shows where.")
            return None
        return chosen.curriculum

    def lesson_at(self) -> int | None:
        """The lesson under the cursor, from 1; None where it is all of them."""
        return None

    def action_handouts(self) -> None:
        """Save the handouts of the lesson under the cursor, or of all lessons."""
        curriculum, at = self.usable(), self.lesson_at()
        if curriculum is None:
            return
        home, key, lesson = self.facilitator.home, curriculum.key, str(at) if at else None
        named = curriculum.lessons[at - 1] if at else curriculum
        if not any(each.handouts for each in (curriculum.lessons[at - 1 : at] if at else curriculum.lessons)):
            self.say(f"{named.title} has no handouts.")
            return
        put_on_paper(
            self,
            "Handouts",
            f"{named.title} handouts",
            lambda: print_handouts(home, key, lesson=lesson)[0],
            self.say,
        )

    def scheduled(self, made: object | None) -> None:
        """Say where it is."""
        if made is not None:
            self.say("The group is scheduled. 3 shows your groups, 2 the calendar.")
