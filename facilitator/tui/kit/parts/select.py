"""A line that opens into rows to choose one of; what stands on them is shown as it is."""

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual import widgets


class Select(widgets.Select[Any]):
    """Rows of words, each with what it stands for; without a value nothing is chosen yet."""

    def __init__(
        self,
        rows: Iterable[tuple[str, Any]],
        *,
        id: str,  # noqa: A002 - the name Textual gives it
        value: Any = widgets.Select.NULL,
        prompt: str = "",
    ) -> None:
        super().__init__(
            _plain(rows), prompt=prompt, allow_blank=value is widgets.Select.NULL, value=value, id=id, compact=True
        )

    def set_options(self, options: Iterable[tuple[Any, Any]]) -> None:
        """Offer other rows."""
        super().set_options(_plain(options))


def _plain(rows: Iterable[tuple[Any, Any]]) -> list[tuple[Text, Any]]:
    return [(words if isinstance(words, Text) else Text(words), each) for words, each in rows]
