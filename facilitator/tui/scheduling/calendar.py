"""Calendar: the sessions of a week or a day, the closed days in place."""

from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets.option_list import Option

from facilitator.domain.dates.plain_dates import parse_date, say_date
from facilitator.domain.views import Closure, Session
from facilitator.services.agency.keep_sites import list_sites
from facilitator.services.scheduling.keep_closures import list_closures
from facilitator.services.sessions.run_session import see_session
from facilitator.services.sessions.see_sessions import list_sessions
from facilitator.tui.kit.acts import ScreenAct
from facilitator.tui.kit.ask import Ask
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.act_line import ActLine
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import OptionList, Static
from facilitator.tui.messages import OpenSession
from facilitator.tui.scheduling.session_lines import session_side
from facilitator.tui.scheduling.week_lines import day_options

WEEK, DAY = 7, 1
_ALL, _NO_SITE = "all sites", "online or no site"


class CalendarScreen(Page):
    """One week at a time, or one day; of all sites, or of one."""

    MODE = "calendar"
    AUTO_FOCUS = "#days"
    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("turn(-1)", "left,p", "Before", "The week before, or the day before.", True, "←"),
        ScreenAct("turn(1)", "right,n", "After", "The week after, or the day after.", True, "→"),
        ScreenAct("go_to_day", "g", "Go to a day", "Go to a day, in plain words.", True),
        ScreenAct("next_site", "s", "Site", "Show all sites, one after the other, or what is online.", True),
        ScreenAct("today", "t", "Today", "Back to today."),
        ScreenAct("day_or_week", "d", "Day or week", "Show one day, or the whole week."),
        ScreenAct("month", "o", "Month on paper", "Save the public schedule of this month as a PDF, for the wall."),
    )

    def __init__(self) -> None:
        super().__init__()
        self.day: date | None = None
        self.span = WEEK
        self.site = _ALL

    def compose_room(self) -> ComposeResult:
        with Horizontal(classes="head-row"):
            yield Static(id="when", classes="heading")
            yield ActLine(self.ACTS)
        with Horizontal(classes="columns"):
            yield RowList(id="days")
            with VerticalScroll(classes="side"):
                yield Static(id="side")

    @property
    def today(self) -> date:
        """Today, where the program is."""
        return self.facilitator.local(self.facilitator.clock()).date()

    @property
    def first(self) -> date:
        """The first day that is shown: a Monday, or the day itself."""
        day = self.day or self.today
        return day - timedelta(days=day.weekday()) if self.span == WEEK else day

    def read_page(self) -> None:
        """Read these days anew; the cursor stays where it was."""
        self.show()

    def show(self, *, at: date | None = None) -> None:
        """Show the days, with the cursor on the first session from ``at`` on."""
        book, first = self.facilitator.book, self.first
        last = first + timedelta(days=self.span - 1)
        sessions = [each for each in list_sessions(book, first, last) if self.shows(each)]
        closures = [each for each in list_closures(book, first, last) if self.shows_closure(each)]
        sites = self.site == _ALL and len(list_sites(book)) > 1
        rows: list[Option] = []
        for offset in range(self.span):
            day = first + timedelta(days=offset)
            rows.extend(day_options(day, sessions, closures, today=self.today, sites=sites))
        list_shown = self.query_one("#days", RowList)
        wanted = at or (self.day or self.today if not list_shown.current else None)
        found = next((each.uid for each in sessions if wanted and each.start_local.date() >= wanted), "")
        list_shown.show(rows, at=found)
        self.query_one("#when", Static).update(self._heading(first, len(sessions)))
        self.show_side()

    def _heading(self, first: date, sessions: int) -> str:
        when = f"Week of {say_date(first)}" if self.span == WEEK else say_date(first)
        return f"{when}   {self.site}   {sessions} {'session' if sessions == 1 else 'sessions'}"

    def shows(self, session: Session) -> bool:
        """Whether a session is at the site that is shown."""
        return self.site == _ALL or (session.site or _NO_SITE) == self.site

    def shows_closure(self, closure: Closure) -> bool:
        """Whether a closed day holds for the site that is shown."""
        return self.site == _ALL or closure.site in (None, self.site)

    def show_side(self) -> None:
        """More of the session beside the list, where there is room."""
        uid = self.query_one("#days", RowList).current
        wide = bool(uid) and self.has_class("-wide")
        shown = session_side(see_session(self.facilitator.book, uid)) if wide else ""
        self.query_one("#side", Static).update(shown)

    def on_option_list_option_highlighted(self) -> None:
        """Follow the cursor."""
        self.show_side()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open a session; Esc comes back here."""
        if event.option_id:
            self.post_message(OpenSession(event.option_id))

    def action_turn(self, by: int) -> None:
        """A week, or a day, on or back."""
        try:
            self.day = self.first + timedelta(days=by * self.span)
        except OverflowError:  # the end of the calendar
            return
        self.show(at=self.day)

    def action_month(self) -> None:
        """The month that is shown, to print."""
        from facilitator.services.papers.print_schedule import print_month
        from facilitator.tui.papers import put_on_paper

        app, first = self.facilitator, self.day or self.today
        make = partial(print_month, app.book, app.home, first, now=app.clock())
        put_on_paper(self, "The month", f"{first:%Y-%m}", make, self.say)

    def action_go_to_day(self) -> None:
        """Ask for a day."""
        self.app.push_screen(Ask("Which day?", "Such as 19 mar, next thu, in 2 weeks or 2027-03-19."), self.go_to_day)

    def go_to_day(self, answer: str | None) -> None:
        """Show that day, or its week."""
        if answer is None:
            return
        day = self.facilitator.attempt(lambda: parse_date(answer, self.today))
        if day is not None:
            self.day = day
            self.show(at=day)

    def action_today(self) -> None:
        """Back to today."""
        self.day = None
        self.show(at=self.today)

    def action_day_or_week(self) -> None:
        """One day, or seven: the day under the cursor, where there is one."""
        uid = self.query_one("#days", RowList).current
        if self.span == WEEK and uid:
            self.day = see_session(self.facilitator.book, uid).session.start_local.date()
        self.span = DAY if self.span == WEEK else WEEK
        self.show(at=self.day)

    def action_next_site(self) -> None:
        """All sites, then one after the other."""
        names = [_ALL, *(each.name for each in list_sites(self.facilitator.book)), _NO_SITE]
        self.site = names[(names.index(self.site) + 1) % len(names)] if self.site in names else _ALL
        self.show()
