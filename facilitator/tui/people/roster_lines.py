"""What the lines of a roster file come to, as rows of a list and in words."""

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets.option_list import Option

from facilitator.domain.people.roster import LineWhat, RosterLine
from facilitator.services.people.import_roster import RosterImport
from facilitator.tui.kit.dialog import Dialog
from facilitator.tui.kit.parts.row_list import RowList
from facilitator.tui.kit.plain import Button, OptionList, Static
from facilitator.tui.people.person import like_line

MOST_SHOWN = 300
NEW = "new"
LEAVE = "leave"


class ChooseOne(Dialog[str]):
    """One of a few, each in a line; answers with the key of the one that was taken."""

    def __init__(self, title: str, hint: str, choices: dict[str, str]) -> None:
        super().__init__()
        self.shown_title = title
        self.hint = hint
        self.choices = choices

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog -tall"):
            yield Static(self.shown_title, classes="dialog-title")
            yield Static(self.hint)
            yield RowList(id="choices")
            with Horizontal(classes="buttons"):
                yield Button("Not now", id="no", compact=True)

    def on_mount(self) -> None:
        """The choices, the first under the cursor."""
        rows = [Option(Text(words, no_wrap=True, overflow="ellipsis"), id=key) for key, words in self.choices.items()]
        self.query_one(RowList).show(rows)
        self.query_one(RowList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """This one."""
        self.dismiss(event.option_id)

    def on_button_pressed(self) -> None:
        """None of them now."""
        self.dismiss(None)


def choices_of(line: RosterLine, done: RosterImport, *, names: bool) -> dict[str, str]:
    """Whom a line may mean, by what answers it: somebody's uid, another line's number, new, or none of these yet."""
    named = {each.line: each.name for each in done.lines}
    choices = {each.uid: f"The same as {like_line(each, names=names)}" for each in line.may_be}
    for number in line.may_be_lines:
        who = f", {named[number]}" if names else ""
        choices[str(number)] = f"The same as line {number}{who}"
    leave = "Leave it open, and ask me again" if line.what is LineWhat.ASKED else "Leave it as it is"
    return {**choices, NEW: "Somebody new", LEAVE: leave}


def rows_of(done: RosterImport, *, names: bool) -> list[Option]:
    """A row for each line that was read: those to mend first, then those that are asked about, then the others."""
    asked = [each for each in done.lines if each.what is LineWhat.ASKED]
    wrong = {each.line: each.message for each in done.problems} | {each.line: "" for each in asked}
    rows = [
        Option(_row(line, "to mend", "", message), id=f"mend-{line}", disabled=True)
        for line, message in wrong.items()
        if message
    ]
    others = [each for each in done.lines if each.what is not LineWhat.ASKED]
    rows += [
        Option(line_row(each, names=names), id=str(each.line), disabled=each.what is LineWhat.PASSED_OVER)
        for each in [*asked, *others][:MOST_SHOWN]
    ]
    left = len(done.lines) - MOST_SHOWN
    if left > 0:
        rows.append(Option(Text(f" and {left} more lines"), disabled=True))
    return rows


def line_row(each: RosterLine, *, names: bool) -> Text:
    """One line: its number, what it comes to, who it is, and why."""
    who = each.name if names else each.person.code if each.person else ""
    changed = [
        f"{change.field} {change.before or 'none'} -> {change.after}" if names else change.field
        for change in each.changes
    ]
    return _row(each.line, each.what.value, who, "; ".join(part for part in (each.why, ", ".join(changed)) if part))


def _row(line: int, what: str, who: str, why: str) -> Text:
    row = Text(f" {line:>5}  {what:<11}  ", no_wrap=True, overflow="ellipsis")
    row.append(f"{who}  " if who else "", style="bold")
    return row.append(why, style="dim")


def next_asked(done: RosterImport, after: int = 0) -> str:
    """The next line that is asked about, the first again after the last; empty where none is."""
    asked = [each.line for each in done.lines if each.what is LineWhat.ASKED]
    later = [line for line in asked if line > after]
    return str(next(iter(later or asked), ""))


def import_words(done: RosterImport) -> str:
    """What an import did, in a line."""
    rows = "1 line" if done.rows == 1 else f"{done.rows} lines"
    words = f"{rows}: {done.added} new, {done.updated} changed, {done.skipped} known already or passed over"
    if done.enrolled:
        words += f"; {done.enrolled} put on the roster"
    if done.waitlisted:
        words += f", {done.waitlisted} of them waiting for a seat"
    return f"{words}."


def outcome_words(done: RosterImport) -> str:
    """What an import would do, and what keeps it back."""
    asked = sum(each.what is LineWhat.ASKED for each in done.lines)
    wrong = len(done.problems) - asked
    lines = [import_words(done)]
    if wrong:
        lines.append(f"{_lines(wrong)} to mend in the file: save it, and look again.")
    if asked:
        lines.append(f"{_lines(asked)} may mean more than one person. Enter on one answers it.")
    if not done.problems and not (done.added or done.updated or done.enrolled):
        lines.append("There is nothing new in this file.")
    if done.titles:
        lines.append(f"Above the columns, and not read: {_lines(len(done.titles))}.")
    if done.ignored_columns:
        lines.append(f"Columns left alone: {', '.join(done.ignored_columns)}.")
    lines += [f"Line {each.line}: {each.message}." for each in done.warnings[:3]]
    if len(done.warnings) > 3:
        lines.append(f"and {len(done.warnings) - 3} more such lines.")
    return "\n".join((*lines, *done.notes))


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"
