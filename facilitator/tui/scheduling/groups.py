"""Groups: what is offered, when each meets next, and how full it is."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from facilitator.services.scheduling.see_groups import GroupAtAGlance, glance_at_groups, see_group
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.scheduling.group_lines import group_line, group_side
from facilitator.words import GroupStatus


class GroupsScreen(Page):
    """All groups; Enter opens one."""

    MODE = "groups"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("schedule", "a", "Add group", "Schedule a group: its dates around the closed days.", True),
        ScreenAct("refresh", "r", "Refresh", "Read the book again."),
    )

    def compose_room(self) -> ComposeResult:
        with Horizontal(classes="columns"):
            yield RowList(id="groups")
            with VerticalScroll(classes="side", can_focus=False):
                yield Static(id="side", markup=False)

    def read_page(self) -> None:
        """Read the groups."""
        found = glance_at_groups(self.facilitator.book, now=self.facilitator.clock())
        shown = self.query_one("#groups", RowList)
        shown.show(_options(found))
        shown.focus()

    def go_to(self, uid: str) -> None:
        """Put the cursor on a group, and go into it."""
        self.query_one("#groups", RowList).go_to(uid)
        self.open_group(uid)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show more of the group beside the list, where there is room."""
        if event.option_id and self.has_class("-wide"):
            seen = see_group(self.facilitator.book, event.option_id, now=self.facilitator.clock())
            self.query_one("#side", Static).update(group_side(seen))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        if event.option_id:
            self.open_group(event.option_id)

    def open_group(self, uid: str) -> None:
        """Go into a group."""
        from facilitator.tui.scheduling.group import GroupScreen

        self.app.push_screen(GroupScreen(uid))

    def action_schedule(self) -> None:
        """Schedule a group, then open it."""
        from facilitator.tui.scheduling.schedule_group import ScheduleGroup

        self.app.push_screen(ScheduleGroup(), self.scheduled)

    def scheduled(self, uid: str | None) -> None:
        """Open a new group, so that people can be enrolled."""
        if uid:
            self.open_group(uid)

    def action_refresh(self) -> None:
        """Read the book again."""
        self.read_again()


def _options(found: list[GroupAtAGlance]) -> list[Option]:
    going = [each for each in found if each.group.status is GroupStatus.ACTIVE]
    ended = [each for each in found if each.group.status is GroupStatus.ENDED]
    options = [_option(each) for each in going]
    if not going:
        options.append(
            Option(Text("No groups yet. Press a to schedule one: it takes a title and a time."), disabled=True)
        )
    if ended:
        options.append(Option(Text("\nEnded", style="bold"), disabled=True))
        options.extend(_option(each) for each in ended)
    return options


def _option(each: GroupAtAGlance) -> Option:
    return Option(group_line(each), id=each.group.uid)
