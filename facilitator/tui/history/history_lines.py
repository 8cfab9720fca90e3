"""What happened, in a line and in full."""

from collections.abc import Callable
from datetime import datetime

from rich.text import Text

from facilitator.domain.history.history import AuditRow, Happening

Local = Callable[[datetime], datetime]
WHO_CELLS = 8
_UNDONE = "undone: "


def happening_line(each: Happening, local: Local, *, this_year: int, without: str = "") -> Text:
    """When, who, what, and to what; what was undone since is marked. ``without`` is a title that stands above."""
    words = what_first(each.words.replace(f"{without}: ", "", 1) if without else each.words)
    line = _begun(each.at, each.actor, local, this_year)
    return line.append("(undone) ", style="dim").append(words) if each.undone else line.append(words)


def audit_line(each: AuditRow, local: Local, *, this_year: int) -> Text:
    """When, who, what, and what it was about."""
    return _begun(each.at, each.actor, local, this_year).append(each.told)


def what_first(words: str) -> str:
    """``Steady on Thu 18 Mar: moved`` as ``moved - Steady on Thu 18 Mar``: on a small screen the end is cut."""
    before, after = (_UNDONE, words.removeprefix(_UNDONE)) if words.startswith(_UNDONE) else ("", words)
    record, _, what = after.rpartition(": ")
    return f"{before}{what} - {record}" if record else words


def happening_text(each: Happening, local: Local) -> Text:
    """All that is known of one happening."""
    text = _headed(each.words, each.at, each.actor, local)
    if each.reason:
        text.append(f"Reason: {each.reason}\n")
    if each.undone:
        text.append("It was undone since.\n", style="bold")
    for change in each.changes:
        text.append(f"\n{change}")
    return text


def audit_text(each: AuditRow, local: Local) -> Text:
    """A row of the chain with all that it holds."""
    text = _headed(each.words, each.at, each.actor, local)
    for label, said in (("About", each.about), ("Person", each.person), ("Reason", each.reason)):
        if said:
            text.append(f"{label}: {said}\n")
    text.append(f"\nRow {each.seq} of the chain, {each.action}", style="dim")
    if each.object_uid:
        text.append(f"\nid {each.object_uid}", style="dim")
    for name, value in each.payload.items():
        text.append(f"\n{name.replace('_', ' ')}: {value}", style="dim")
    return text


def _begun(at: datetime, actor: str, local: Local, this_year: int) -> Text:
    when = local(at)
    day = f"{when:%a %d %b}" if when.year == this_year else f"{when:%d %b %Y}"
    line = Text(f" {day:<11} {when:%H:%M}  ", no_wrap=True, overflow="ellipsis")
    who = Text(actor)
    who.truncate(WHO_CELLS, overflow="ellipsis", pad=True)
    return line.append_text(who).append("  ")


def _headed(words: str, at: datetime, actor: str, local: Local) -> Text:
    text = Text(f"{words[:1].upper()}{words[1:]}\n", style="bold")
    return Text().append_text(text).append(f"{local(at):%a %d %b %Y %H:%M}, {actor}\n")
