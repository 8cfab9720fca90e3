"""Who is working? Asked once a window, as soon as its book is open: the first screen does not wait for it."""

from collections.abc import Callable, Sequence

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets.option_list import Option

from facilitator.domain.views import Login
from facilitator.errors import NotFound
from facilitator.services.agency.work_as import active_logins, signed_by, work_as
from facilitator.tui.desk import Desk
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.message import Message
from facilitator.tui.kit.parts.form_rules import enter_does
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.parts.table_layout import Column, lay_out, row_text
from facilitator.tui.kit.plain import Button, OptionList, Static

_COLUMNS = (Column("Name", fills=True, least=12), Column("Does"), Column("Login", least=6, most=20, leaves=1))
_WIDTH = 58
"""Columns of a row inside the dialog."""


def settle_who(desk: Desk, then: Callable[[], object]) -> None:
    """See who works in the book that was just opened, and go on: one login is meant, of several one is asked for.

    Whoever was named before is taken at their word once: after a lock another person may sit there. Where the book has
    no logins it is the computer's user.
    """
    told, usual, desk.login, desk.usual_login = desk.login, desk.usual_login, None, None
    active = active_logins(desk.book, desk.clock().date())
    problem = ""
    try:
        found = work_as(desk.book, told, today=desk.clock().date(), usual=usual)
    except NotFound as error:
        found, problem = None, error.title
        if not active:
            desk.push_screen(Message.of(error), lambda _seen: _then(then))
            return
    if found is None and active:
        desk.push_screen(WhoWorks(active, problem), lambda login: _chosen(desk, login, then))
        return
    desk.who = _words(found) if found else ""
    then()


def _chosen(desk: Desk, login: Login | None, then: Callable[[], object]) -> None:
    """It is known now; whoever did not say is let out again."""
    if not desk.unlocked:
        return
    if login is None:
        desk.run_worker(desk.action_lock(), exclusive=True)
        return
    signed_by(login.login)(desk.book)
    desk.who = _words(login)
    then()


def _then(act: Callable[[], object]) -> None:
    act()


def _words(login: Login) -> str:
    return f"{_name(login)}, {login.role.value}"


def _name(login: Login) -> str:
    return login.facilitator or login.login


class WhoWorks(Dialog[Login]):
    """Answers with one of the logins of the book; ``problem`` is why it has to ask."""

    KEEPS_DRAFT = False
    AUTO_FOCUS = "#logins"

    def __init__(self, logins: Sequence[Login], problem: str = "") -> None:
        super().__init__()
        self.logins = {each.uid: each for each in logins}
        self.problem = problem

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static("Who is working?", classes="dialog-title")
            yield Static("What is done in this window is theirs, in history and in undo.\n")
            if self.problem:
                yield Static(f"{self.problem[:1].upper()}{self.problem[1:]}.", classes="problem")
            yield RowList(id="logins")
            with Horizontal(classes="buttons"):
                yield Button(enter_does("This is me"), variant="primary", id="ok", compact=True)
                yield Button(enter_does("Lock again", "Esc"), id="no", compact=True)

    def on_mount(self) -> None:
        """A row for each, in columns."""
        cells = [(_name(each), each.role.value, each.login) for each in self.logins.values()]
        widths = lay_out(_COLUMNS, cells, min(_WIDTH, self.app.size.width - 12))
        rows = zip(self.logins, cells, strict=True)
        self.query_one(RowList).show([Option(Text(row_text(each, _COLUMNS, widths)), id=uid) for uid, each in rows])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """This one."""
        self.dismiss(self.logins.get(event.option_id or ""))

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Whoever the cursor is on; or nobody."""
        self.dismiss(self.logins.get(self.query_one(RowList).current) if event.button.id == "ok" else None)
