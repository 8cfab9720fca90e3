"""Fields one under another: the first wrong one gets the focus, and its error goes as soon as it is right."""

from collections.abc import Callable, Mapping

from textual import on
from textual.containers import VerticalScroll
from textual.widgets import Input

from facilitator.tui.kit.parts.form_field import FormField
from facilitator.tui.kit.parts.form_rules import first_wrong, still_wrong
from facilitator.tui.kit.parts.select import Select
from facilitator.tui.kit.parts.tick_list import TickList


class Form(VerticalScroll, can_focus=False):
    """Asks its dialog, by ``check``, what is wrong with what stands in it, part by part."""

    def __init__(
        self,
        *fields: FormField,
        check: Callable[[], Mapping[str, str]],
        id: str | None = None,  # noqa: A002 - the name Textual gives it
    ) -> None:
        super().__init__(*fields, id=id)
        self.fields = {field.part: field for field in fields}
        self.check = check
        self.told: Mapping[str, str] = {}

    def tell(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong with which part; all others are right."""
        self.told = problems
        for part, field in self.fields.items():
            field.tell(problems.get(part, ""))

    def refuses(self) -> bool:
        """Whether something is wrong; then it is said, and the first wrong field has the focus."""
        return self.refuse(self.check())

    def refuse(self, problems: Mapping[str, str]) -> bool:
        """The same for problems that somebody else found."""
        self.tell(problems)
        wrong = first_wrong(self.fields, problems)
        if wrong:
            self.fields[wrong].control.focus()
        return bool(wrong)

    @on(Input.Changed)
    @on(Select.Changed)
    @on(TickList.Changed)
    def look_again(self) -> None:
        """What was told and is right now is told no longer."""
        if self.told:
            self.tell(still_wrong(self.told, self.check()))
