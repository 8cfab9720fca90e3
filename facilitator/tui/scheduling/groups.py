"""Groups: what is offered, when each meets next, and how full it is."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll

from facilitator.services.scheduling.see_groups import GroupAtAGlance, glance_at_groups, see_group
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.panel import Panel
from facilitator.tui.kit.parts.table import Table
from facilitator.tui.kit.plain import Static
from facilitator.tui.scheduling.group_lines import GROUP_COLUMNS, group_row, group_side
from facilitator.words import GroupStatus

_EMPTY = "No groups yet. Press a to schedule one: it takes a title and a time."


class GroupsScreen(Page):
    """All groups; Enter opens one."""

    MODE = "groups"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("schedule", "a", "Add group", "Schedule a group: its dates around the closed days.", True),
        ScreenAct("refresh", "r", "Refresh", "Read the book again."),
    )

    def compose_room(self) -> ComposeResult:
        with Horizontal(classes="columns"):
            yield Panel("Groups", Table(GROUP_COLUMNS, id="groups", empty=_EMPTY, one_click=True), id="groups-panel")
            with Panel("Under the cursor", id="group-panel", classes="side"), VerticalScroll(can_focus=False):
                yield Static(id="side")

    def on_mount(self) -> None:
        """Begin at the groups."""
        self.query_one(Table).focus()

    def read_page(self) -> None:
        """Read the groups, those that have ended last."""
        found = glance_at_groups(self.facilitator.book, now=self.facilitator.clock())
        self.query_one(Table).show([group_row(each) for each in sorted(found, key=_ended)])
        ended = sum(map(_ended, found))
        words = f"Groups · {len(found) - ended} going on"
        self.query_one("#groups-panel", Panel).retitle(f"{words}, {ended} ended" if ended else words)

    def go_to(self, uid: str) -> None:
        """Put the cursor on a group, and go into it."""
        self.query_one(Table).place_cursor(uid)
        self.open_group(uid)

    def on_table_moved(self, event: Table.Moved) -> None:
        """Show more of the group beside the list, where there is room."""
        if event.key and self.has_class("-wide"):
            seen = see_group(self.facilitator.book, event.key, now=self.facilitator.clock())
            self.query_one("#group-panel", Panel).retitle(seen.group.title)
            self.query_one("#side", Static).update(group_side(seen))

    def on_table_opened(self, event: Table.Opened) -> None:
        """Open it."""
        self.open_group(event.key)

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


def _ended(each: GroupAtAGlance) -> bool:
    return each.group.status is GroupStatus.ENDED
