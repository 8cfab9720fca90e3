"""Who came to a group in a period, each number with its definition."""

from datetime import date, timedelta

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input

from facilitator.domain.dates.plain_dates import parse_date, say_date
from facilitator.domain.views import Group
from facilitator.errors import BadInput, FacilitatorError
from facilitator.services.reporting.make_report import Report
from facilitator.services.reporting.report_attendance import report_groups
from facilitator.services.reporting.report_text import cell_shown
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.plain import Button, Static
from facilitator.tui.kit.said import said
from facilitator.tui.reporting.report_table import heading


class GroupReport(Dialog[None]):
    """Changes with its two days while they are typed."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.group = group

    def compose(self) -> ComposeResult:
        today = self.today()
        first = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        with Vertical(classes="dialog -tall", id="group-report"):
            yield Static(f"Report of {self.group.title}", classes="dialog-title")
            yield FormField("from", "From", Input(say_date(first), id="ask-from", compact=True))
            yield FormField("to", "To", Input(say_date(today), id="ask-to", compact=True))
            with VerticalScroll():
                yield Static(id="measures")
            with Horizontal(classes="buttons"):
                yield Button("Close", variant="primary", id="close", compact=True)

    def today(self) -> date:
        """Today, where the program is."""
        return self.facilitator.local(self.facilitator.clock()).date()

    def on_input_submitted(self) -> None:
        """Enter goes on."""
        self.focus_next()

    @on(Input.Changed)
    def show(self) -> None:
        """Count anew."""
        first, last = self.day("from"), self.day("to")
        shown = self.query_one("#measures", Static)
        if first is None or last is None:
            return
        if last < first:
            self.query_one("#field-to", FormField).tell(f"{say_date(last)} is before {say_date(first)}.")
            return
        try:
            app = self.facilitator
            found = report_groups(app.book, first, last, now=app.clock(), group=self.group.uid)
        except FacilitatorError as error:
            self.query_one("#field-to", FormField).tell(said(error))
            return
        shown.update(report_text(found))

    def day(self, part: str) -> date | None:
        """The day that stands in a field, or None after saying what is wrong with it."""
        field = self.query_one(f"#field-{part}", FormField)
        field.tell("")
        try:
            return parse_date(self.query_one(f"#ask-{part}", Input).value, self.today(), back=True)
        except BadInput as error:
            field.tell(said(error))
            return None

    @on(Button.Pressed, "#close")
    def action_close(self) -> None:
        """Close it."""
        self.dismiss(None)


def report_text(report: Report) -> Text:
    """Measures, each with its number and its definition."""
    lines = Text(f"{say_date(report.first)} to {say_date(report.last)}, both days included\n")
    lines.append(f"{report.head}\n")
    if not report.rows:
        lines.append("\nThis group was not to meet in this period. Try an earlier first day, or a later last one.")
        return lines
    for name, text in report.definitions.items():
        lines.append(f"\n{heading(name):<22}", style="bold")
        lines.append(f"{cell_shown(name, report.rows[0][name])}\n", style="bold")
        lines.append(f"  {text}\n", style="dim")
    return lines
