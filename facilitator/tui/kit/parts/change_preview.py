"""What an act would change: before and after, line under line, and what stands in its way."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from facilitator.tui.kit.plain import Static

MOST_LINES = 80
MOST_CLASHES = 6


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One thing that would be another; an empty ``before`` is new, an empty ``after`` goes away."""

    what: str
    before: str
    after: str


def change_lines(
    changes: Sequence[BeforeAfter], *, clashes: Sequence[str] = (), notes: Sequence[str] = ()
) -> tuple[str, ...]:
    """A preview as lines: what is in the way, what is good to know, then each change, its arrow always in one place."""
    lines = [f"! {each}" for each in clashes[:MOST_CLASHES]]
    if len(clashes) > MOST_CLASHES:
        lines.append(f"! and {len(clashes) - MOST_CLASHES} more")
    lines.extend(f"* {each}" for each in notes)
    shown = changes[:MOST_LINES]
    whats = max((cell_len(each.what) for each in shown), default=0)
    befores = max((cell_len(each.before or "-") for each in shown), default=0)
    for each in shown:
        what = each.what + " " * (whats - cell_len(each.what) + 2) if whats else ""
        before = each.before or "-"
        lines.append(f"{what}{before}{' ' * (befores - cell_len(before))}  ->  {each.after or '-'}")
    if len(changes) > MOST_LINES:
        lines.append(f"and {len(changes) - MOST_LINES} more changes")
    return tuple(lines)


class ChangePreview(VerticalScroll, can_focus=False):
    """The lines of a preview; without one, what is still needed for it."""

    def __init__(self, id: str) -> None:  # noqa: A002 - the name Textual gives it
        super().__init__(id=id)
        self.shown = Static()

    def compose(self) -> ComposeResult:
        yield self.shown

    def show(self, changes: Sequence[BeforeAfter], *, clashes: Sequence[str] = (), notes: Sequence[str] = ()) -> None:
        """What would change; a clash is bold and has its mark."""
        lines = change_lines(changes, clashes=clashes, notes=notes)
        self.shown.update(Text("\n").join(Text(line, style="bold" if line.startswith("!") else "") for line in lines))
        self.scroll_home(animate=False)

    def ask(self, words: str) -> None:
        """No preview yet, and why."""
        self.shown.update(words)
