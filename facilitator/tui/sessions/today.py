"""Today: what runs, what comes next, and what is left to do."""

from datetime import date
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets.option_list import Option

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.session import Session
from facilitator.domain.sessions.today import MOST_WAITING, Today
from facilitator.tui.agency.slots_line import SlotsLine
from facilitator.tui.backups.behind import back_up_now
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.page import WIDE, Page
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import OptionList, Static
from facilitator.tui.messages import OpenSession
from facilitator.tui.scheduling.session_lines import session_line, session_side, waiting_line
from facilitator.words import SessionStatus

MORE = "more"
"""The row that opens the whole list of what waits."""
_MOST_AT_ONCE = 1000


class TodayScreen(Page):
    """The first screen of an evening."""

    MODE = "today"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("schedule", "a", "Add group", "Schedule a group: its dates around the closed days.", True),
        ScreenAct("refresh", "r", "Refresh", "Read the book again."),
        ScreenAct("back_up", "b", "Back up", "Make a verified backup now."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.most = MOST_WAITING

    def compose_room(self) -> ComposeResult:
        yield Static(id="backup-line", classes="problem")
        yield SlotsLine("Ctrl+P, then: local slots")
        with Horizontal(classes="columns"):
            yield RowList(id="sessions")
            with VerticalScroll(classes="side"):
                yield Static(id="side")

    def on_mount(self) -> None:
        """What was read in passing is shown until the book is open."""
        if self.facilitator.first_look is not None:
            self.query_one("#backup-line", Static).display = False
            self.show_today(self.facilitator.first_look.today)

    def read_page(self) -> None:
        """Read today anew and keep the place of the cursor."""
        from facilitator.services.sessions.see_today import see_today  # SQLAlchemy, which the first rows do without

        self.show_today(see_today(self.facilitator.book, self.facilitator.clock(), most=self.most))
        self.show_backup_line()
        self.query_one(SlotsLine).look()

    def show_today(self, found: Today) -> None:
        """Show these rows."""
        shown = self.query_one("#sessions", RowList)
        today = self.facilitator.local(self.facilitator.clock()).date()
        shown.show(_options(found, today), at=shown.current or _next_up(found))
        shown.focus()

    def show_backup_line(self) -> None:
        """A line where the last verified backup is older than a week."""
        from facilitator.services.backups.back_up_daily import overdue
        from facilitator.services.book.open_book import book_info

        app, line = self.facilitator, self.query_one("#backup-line", Static)
        old = "" if app.practice else overdue(app.home, book_info(app.book), now=app.clock())
        line.update(f"{old} Press b to make one." if old else "")
        line.display = bool(old)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Show more of the session beside the list, where there is room."""
        if event.option_id == MORE:
            self.query_one("#side", Static).update("")
        elif event.option_id and self.app.size.width >= WIDE and self.facilitator.unlocked:
            from facilitator.services.sessions.run_session import see_session

            seen = see_session(self.facilitator.book, event.option_id)
            self.query_one("#side", Static).update(session_side(seen))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it, or show all that waits."""
        if event.option_id == MORE:
            self.facilitator.once_open(self._show_all)
        elif event.option_id:
            self.facilitator.once_open(partial(self.post_message, OpenSession(event.option_id)))

    def _show_all(self) -> None:
        self.most = _MOST_AT_ONCE
        self.read_again()

    def action_schedule(self) -> None:
        """Schedule a group."""
        self.facilitator.once_open(self._schedule)

    def _schedule(self) -> None:
        from facilitator.tui.scheduling.schedule_group import ScheduleGroup

        self.app.push_screen(ScheduleGroup(), lambda _made: self.read_again())

    def action_back_up(self) -> None:
        """Make a backup, and say where it is."""
        self.facilitator.once_open(
            lambda: back_up_now(self.facilitator, lambda words: self.app.notify(words, timeout=6))
        )

    def action_refresh(self) -> None:
        """Read the book again."""
        self.facilitator.once_open(self.read_again)


def _next_up(found: Today) -> str:
    """The session that a facilitator came for: one that runs, else the next one."""
    to_run = (*found.running, *(each for each in found.today if each.status is SessionStatus.SCHEDULED), *found.coming)
    return to_run[0].uid if to_run else ""


def _options(found: Today, today: date) -> list[Option]:
    parts = (
        ("Running now", [_option(each, dated=False) for each in found.running]),
        ("Today", [_option(each, dated=False) for each in found.today]),
        ("Attendance to finish, when you have the time", _waiting(found, today)),
        ("Next", [_option(each, dated=True) for each in found.coming]),
    )
    options: list[Option] = []
    for heading, rows in parts:
        if not rows:
            continue
        if options:
            options.append(Option("", disabled=True))
        options.append(Option(Text(heading, style="bold"), disabled=True))
        options.extend(rows)
    if not options:
        options.append(Option(Text("No sessions these days. Press a to schedule a group."), disabled=True))
    return options


def _option(each: Session, *, dated: bool) -> Option:
    return Option(session_line(each, dated=dated), id=each.uid)


def _waiting(found: Today, today: date) -> list[Option]:
    """What is over and not closed, and how much of it does not fit."""
    rows = [Option(waiting_line(each, today), id=each.uid) for each in found.unfinished]
    if found.since is not None:
        rows.append(Option(Text(f"   and {found.more:,} more, since {say_date(found.since)}"), id=MORE))
    return rows
