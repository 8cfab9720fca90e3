"""A report as a table: a row each, and all of them together."""

from rich.text import Text
from textual.widgets import DataTable

from facilitator.services.reporting.make_report import Report
from facilitator.services.reporting.report_text import cell_shown, totals_shown

WIDEST_NAME = 30


class ReportTable(DataTable[Text]):
    """The first column stays in sight while left and right scroll through the measures."""

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, cursor_type="row", zebra_stripes=True, fixed_columns=1, header_height=2)

    def show(self, made: Report) -> None:
        """Show this report in place of the one before."""
        self.clear(columns=True)
        if not made.rows:
            self.add_column(Text("No session was to meet in these days. d chooses others."))
            return
        columns = [name for name in made.columns if name != "code" or _named(made)]
        for name in columns:
            self.add_column(_two_lines(heading(name)), key=name)
        for row in made.rows:
            self.add_row(*(_cell(cell_shown(name, row[name])) for name in columns))
        totals = dict(zip(made.columns, totals_shown(made), strict=True))
        self.add_row(*(_cell(totals[name], bold=True) for name in columns))


def heading(name: str) -> str:
    """A measure's name as a reader takes it."""
    return name.replace("_", " ")


def _named(made: Report) -> bool:
    """Whether names stand beside the codes."""
    return any(row["person"] != row["code"] for row in made.rows)


def _two_lines(words: str) -> Text:
    first, _, rest = words.partition(" ")
    return Text(f"{first}\n{rest}")


def _cell(value: str | int | float, *, bold: bool = False) -> Text:
    cell = Text(str(value), style="bold" if bold else "", justify="left" if _is_words(value) else "right")
    cell.truncate(WIDEST_NAME, overflow="ellipsis")
    return cell


def _is_words(value: str | int | float) -> bool:
    return isinstance(value, str) and not value.endswith("%") and value != "n/a"
