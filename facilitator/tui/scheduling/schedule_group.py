"""Schedule a group: a form, and beside it the dates that it makes while it is filled in."""

import asyncio
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical

from facilitator.domain.dates.plain_dates import say_moment
from facilitator.errors import FacilitatorError
from facilitator.services.agency.keep_sites import list_rooms
from facilitator.services.agency.keep_staff import list_staff
from facilitator.services.curricula.library import curricula_at_hand
from facilitator.services.scheduling.schedule_group import (
    Preview,
    Scheduled,
    WishProblem,
    preview_group,
    schedule_group,
)
from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Message, Question
from facilitator.tui.kit.page import Page
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.parts.tick_list import TickList
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said
from facilitator.tui.scheduling.group_form import Filled, GroupForm
from facilitator.tui.scheduling.plan_preview import PlanPreview

EVENING = time(18)
KEEP, HOLD = "keep", "hold"


class ScheduleGroup(Dialog[str]):
    """Answers with the uid of the group that was scheduled."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("save", "ctrl+s", "Save", "Save the group and all its sessions."),
        ScreenAct("close", "escape", "Not now", "Close without saving."),
    )
    BINDINGS = bindings(ACTS)
    HORIZONTAL_BREAKPOINTS = Page.HORIZONTAL_BREAKPOINTS
    PAUSE_SECONDS: ClassVar[float] = 0.15
    """How long nothing must be typed before the dates are worked out."""

    def __init__(self, *, curriculum: str = "") -> None:
        super().__init__()
        self.wanted_curriculum = curriculum
        self.filled = Filled()
        self.preview: Preview | None = None

    def compose(self) -> ComposeResult:
        book = self.facilitator.book
        today = self.facilitator.local(self.facilitator.clock()).date()
        start = datetime.combine(today + timedelta(days=7), EVENING)
        with Vertical(classes="dialog -wide-dialog", id="schedule"):
            yield Static("Schedule a group", classes="dialog-title")
            with Container(id="schedule-parts"):
                yield GroupForm(start, list_rooms(book), list_staff(book))
                yield PlanPreview(id="preview")
            yield TickList([], id="agreed")
            with Horizontal(classes="buttons"):
                yield Button(enter_does("Save", "Ctrl+S"), variant="primary", id="save", compact=True, disabled=True)
                yield Button("Not now", id="no", compact=True)
                yield Static("Tab or Enter next   Esc leave", classes="dim")

    def on_mount(self) -> None:
        """Read the curricula behind the form: a folder of them takes longer than a blink."""
        self.query_one("#agreed").display = False
        self.read_curricula()
        self.look()

    @property
    def form(self) -> GroupForm:
        """The form."""
        return self.query_one(GroupForm)

    @work(group="curricula")
    async def read_curricula(self) -> None:
        """Offer the curricula at hand."""
        try:
            found = await asyncio.to_thread(curricula_at_hand, self.facilitator.home)
        except FacilitatorError as error:
            if not self.gone:
                self.form.tell({"curriculum": said(error)})
        else:
            if not self.gone:
                self.form.offer(found, chosen=self.wanted_curriculum)

    @on(GroupForm.Changed)
    def begin_anew(self) -> None:
        """The dates shown are those of another form: nothing can be saved until they are worked out again."""
        self.preview = None
        self.query_one("#agreed", TickList).clear_ticks()
        self.allow_save()
        self.look()

    @work(group="preview", exclusive=True)
    async def look(self) -> None:
        """Work the dates out, in a thread: a daily group takes 90 ms, and typing must not wait."""
        await asyncio.sleep(self.PAUSE_SECONDS)
        filled = self.form.read()
        if filled.wish is None:
            self.show(filled, None)
            return
        app = self.facilitator
        ask = partial(preview_group, app.book, app.home, filled.wish, now=app.clock(), chosen=filled.curriculum)
        try:
            seen: tuple[Preview | None, FacilitatorError | None] = (await asyncio.to_thread(ask), None)
        except FacilitatorError as error:
            seen = (None, error)
        if not self.gone:
            self.show(filled, *seen)

    def show(self, filled: Filled, preview: Preview | None, error: FacilitatorError | None = None) -> None:
        """Show what came of it."""
        self.filled, self.preview = filled, preview
        pane = self.query_one(PlanPreview)
        problems = {error.part: said(error)} if isinstance(error, WishProblem) else filled.problems
        self.form.tell(problems)
        if preview is not None:
            pane.show(preview)
        elif problems:
            pane.ask("The dates appear here when what is marked above is put right.")
        elif error is not None:
            pane.ask(said(error))
        else:
            pane.ask(f"Still needed: {', '.join(filled.missing)}.\nThen the dates appear here.")
        self.allow_save()

    def allow_save(self) -> None:
        """Save is open for a plan that is clean, or that somebody says to keep as it is."""
        agreed = self.query_one("#agreed", TickList)
        if self.preview is not None:
            agreed.offer(_to_agree(self.preview))
            agreed.display = bool(agreed.rows)
        ticked = set(agreed.rows) == set(agreed.ticked)
        self.query_one("#save", Button).disabled = self.preview is None or not ticked

    @on(TickList.Changed, "#agreed")
    def agree(self) -> None:
        """Somebody says that it may be kept, or no longer."""
        self.allow_save()

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Save the group as it is shown."""
        save = self.query_one("#save", Button)
        if save.disabled:
            self.app.notify(
                "Something is missing or wrong, or stands in the way: change it, or tick the box below the dates.",
                title="Not saved yet",
            )
        else:
            save.disabled = True
            ticked = self.query_one("#agreed", TickList).ticked
            self.save(self.filled, force=KEEP in ticked, holds_manual=HOLD in ticked)

    @work(group="save")
    async def save(self, filled: Filled, *, force: bool, holds_manual: bool) -> None:
        """In a thread: a group of every day has hundreds of sessions."""
        app = self.facilitator
        if filled.wish is None:
            return
        wish = replace(filled.wish, holds_manual=holds_manual)
        try:
            made = await asyncio.to_thread(
                partial(schedule_group, app.book, app.home, wish, now=app.clock(), force=force)
            )
        except FacilitatorError as error:
            app.push_screen(Message.of(error))
            if not self.gone:
                self.look()
        else:
            if not self.gone:
                self.dismiss(made.uid)
            app.notify(_made(wish.title, made), title="Saved")

    @on(Button.Pressed, "#no")
    def action_close(self) -> None:
        """Leave; what was typed is thrown away only after a yes."""
        if not self.form.touched:
            self.dismiss(None)
            return
        question = Question(
            "Leave without saving?", "What you have typed here is not kept.", yes="Leave", no="Go on with it"
        )
        self.app.push_screen(question, self.leave)

    def leave(self, yes: bool | None) -> None:
        """Leave, or go on."""
        if yes:
            self.dismiss(None)


def _to_agree(preview: Preview) -> list[tuple[str, str]]:
    """What somebody must say yes to before this is saved."""
    asked: list[tuple[str, str]] = []
    if any(each.refuses for each in preview.clashes):
        asked.append((KEEP, "Keep it in spite of the clashes"))
    if preview.asks_for_manual:
        asked.append((HOLD, "We hold the manual, and the credential that it asks for"))
    return asked


def _made(title: str, made: Scheduled) -> str:
    first, number = made.plan.sessions[0], len(made.plan.sessions)
    sessions = "1 session" if number == 1 else f"{number} sessions"
    return f"{title}: {sessions}, the first on {say_moment(first.starts_at)}."
