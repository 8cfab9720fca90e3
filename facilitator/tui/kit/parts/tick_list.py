"""Rows to tick: a bracket with an x in it, never colour alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual.message import Message
from textual.widgets.option_list import Option

from facilitator.tui.kit.acts import ScreenAct, bindings
from facilitator.tui.kit.plain import OptionList


class TickList(OptionList):
    """Space, Enter or a click ticks a row, or takes the tick away."""

    ACTS: ClassVar[tuple[ScreenAct, ...]] = (
        ScreenAct("select", "space", "Tick", "Tick this row, or take the tick away."),
    )
    BINDINGS = bindings(ACTS)

    @dataclass
    class Changed(Message):
        """A tick came or went."""

        ticks: "TickList"

        @property
        def control(self) -> "TickList":
            """The list, by the name under which handlers look for it."""
            return self.ticks

    def __init__(self, rows: Sequence[tuple[str, str]], id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id, compact=True)
        self.rows: dict[str, str] = {}
        self.ticked: tuple[str, ...] = ()
        self.offer(rows)

    def offer(self, rows: Sequence[tuple[str, str]]) -> None:
        """Offer these rows, id and words; what was ticked stays so."""
        if dict(rows) == self.rows:
            return
        self.rows = dict(rows)
        self.ticked = tuple(each for each in self.ticked if each in self.rows)
        self.set_options([Option(self._line(each), id=each) for each in self.rows])
        self.highlighted = 0 if self.rows else None

    def clear_ticks(self) -> None:
        """Take all ticks away."""
        for each in self.ticked:
            self.turn(each)

    def turn(self, row: str) -> None:
        """Tick a row, or take its tick away; the first one ticked stays the first."""
        kept = tuple(each for each in self.ticked if each != row)
        self.ticked = kept if row in self.ticked else (*kept, row)
        self.replace_option_prompt(row, self._line(row))
        self.post_message(self.Changed(self))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Turn it."""
        event.stop()
        if event.option_id:
            self.turn(event.option_id)

    def _line(self, row: str) -> Text:
        return Text(f"[{'x' if row in self.ticked else ' '}] {self.rows[row]}")
