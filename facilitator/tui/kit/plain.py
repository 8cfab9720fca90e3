"""The one place that puts words on a screen: they are shown as they are, and never parsed as markup.

Textual's own widgets parse every string: a group called ``Grief [/] together`` would end the program, ``WRAP [online]``
would lose half its name, and ``[@click=app.quit]`` would be a button. What looks other than plain is a ``Text`` or a
``Content``, whose words are never parsed. A test looks for whoever goes around this. What would steer a terminal, or
turn the order of letters round, the desk leaves out of each line.
"""

from typing import TYPE_CHECKING, Any

from rich.console import Group
from textual import widgets
from textual.content import Content
from textual.style import Style

if TYPE_CHECKING:
    from rich.console import ConsoleRenderable
    from textual.content import ContentText
    from textual.visual import VisualType
    from textual.widgets.option_list import Option


class Static(widgets.Static):
    """Words, or what was made of them."""

    def __init__(self, content: "VisualType" = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(content, id=id, classes=classes, markup=False)


class Label(widgets.Label):
    """The words beside a field."""

    def __init__(self, content: "VisualType" = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(content, id=id, classes=classes, markup=False)


class Button(widgets.Button):
    """Words to press; another label later is plain too."""

    def __init__(self, label: "ContentText", *arguments: Any, **options: Any) -> None:
        super().__init__(self.validate_label(label), *arguments, **options)

    def validate_label(self, label: "ContentText") -> Content:
        """Take it as it is."""
        return Content.from_text(label, markup=False)


class OptionList(widgets.OptionList):
    """Rows to choose from."""

    def __init__(
        self,
        *rows: "VisualType | Option | None",
        id: str | None = None,  # noqa: A002 - the name Textual gives it
        compact: bool = False,
    ) -> None:
        super().__init__(*rows, id=id, compact=compact, markup=False)


class Stacked(Group):
    """Parts below each other; a string would be parsed, so none is a part."""

    def __init__(self, *parts: "ConsoleRenderable") -> None:
        super().__init__(*parts)


def link(key: str, words: str, action: str) -> Content:
    """A key and words that do something when they are clicked."""
    return Content.assemble((key, "bold"), f" {words}").stylize(Style.from_meta({"@click": action}))
