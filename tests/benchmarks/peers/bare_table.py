"""The least that a roll could be: a bare DataTable of 200 rows, where a key changes a cell and goes on to the next."""

from rich.text import Text
from textual.app import App, ComposeResult
from textual.widgets import DataTable


class BareTable(App[None]):
    """Nothing is kept: ``p`` marks, Backspace clears."""

    BINDINGS = [("p", "mark", "Here"), ("backspace", "clear", "Clear")]  # noqa: RUF012 - as Textual's own apps do

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row", zebra_stripes=True)

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column("Mark", key="mark", width=15)
        table.add_column("Person", key="person")
        for at in range(1, 201):
            table.add_row(Text(" -", style="dim"), Text(f"Ana{at:04} of the Program"), key=str(at))

    def action_mark(self) -> None:
        self._change(Text(" P  Here", style="bold"))
        self.query_one(DataTable).action_cursor_down()

    def action_clear(self) -> None:
        self._change(Text(" -", style="dim"))

    def _change(self, text: Text) -> None:
        table = self.query_one(DataTable)
        row, _ = table.coordinate_to_cell_key(table.cursor_coordinate)
        table.update_cell(row, "mark", text)


BareTable().run()
