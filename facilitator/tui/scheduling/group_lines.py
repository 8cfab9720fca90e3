"""A group in a list, and its facts in a side pane."""

from collections.abc import Iterator

from rich.console import Group as Lines
from rich.console import RenderableType
from rich.text import Text

from facilitator.domain.dates.plain_dates import say_date, say_moment
from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.dates.rule_words import in_words
from facilitator.domain.views import Enrolled, Group, Series
from facilitator.services.scheduling.see_groups import GroupAtAGlance, SeenGroup
from facilitator.words import EnrolmentKind, GroupStatus, Mode
from facilitator.zones import zone

_JOINING = {
    EnrolmentKind.OPEN: "open group",
    EnrolmentKind.CLOSED: "closed group",
    EnrolmentKind.DROP_IN: "drop-in group",
}
_MODES = {Mode.IN_PERSON: "in person", Mode.ONLINE: "online", Mode.HYBRID: "in person and online"}
TITLE_CELLS = 42


def group_line(each: GroupAtAGlance) -> Text:
    """Two lines: title and next session; then seats, what it is, where it meets and who leads it."""
    group = each.group
    title = Text(group.title, style="bold", no_wrap=True)
    title.truncate(TITLE_CELLS, overflow="ellipsis", pad=True)
    about = [seats(group, each.enrolled, each.waiting), f"{group.program}, {_JOINING[group.enrolment]}", where(group)]
    if group.facilitators:
        about.append("led by " + ", ".join(group.facilitators))
    line = Text(" ", no_wrap=True, overflow="ellipsis").append_text(title)
    return line.append(f"  {_next(each)}\n").append("   " + " - ".join(about), style="dim")


def _next(each: GroupAtAGlance) -> str:
    if each.group.status is GroupStatus.ENDED:
        return f"ended {say_date(each.group.ended_on)}" if each.group.ended_on else "ended"
    return f"{each.next_start:%a %d %b  %H:%M}" if each.next_start else "no session to come"


def seats(group: Group, enrolled: int, waiting: int) -> str:
    """How full a group is, as one would say it."""
    if group.enrolment is EnrolmentKind.DROP_IN:
        return "no roster"
    taken = f"{enrolled} of {group.capacity} seats" if group.capacity else f"{enrolled} on the roster"
    return f"{taken}, {waiting} waiting" if waiting else taken


def where(group: Group) -> str:
    """Room and site, or how it meets."""
    place = ", ".join(part for part in (group.room, group.site) if part)
    if not place:
        return _MODES[group.mode] if group.mode is not Mode.IN_PERSON else "no room yet"
    return place if group.mode is Mode.IN_PERSON else f"{place}, {_MODES[group.mode]}"


def rule_words(series: Series) -> str:
    """When a series meets, in plain words."""
    tz = zone(series.zone)
    rule = parse_rule(series.rule, start=series.start_local, zone=tz)
    words = in_words(rule, series.start_local, zone=tz)
    return f"{words[:1].upper()}{words[1:]}, from {say_moment(series.start_local)}, {series.minutes} minutes"


def roster_size(roster: tuple[Enrolled, ...]) -> tuple[int, int]:
    """Seats taken, and people waiting."""
    waiting = sum(each.waitlisted for each in roster)
    return len(roster) - waiting, waiting


def group_side(seen: SeenGroup) -> RenderableType:
    """The facts of a group."""
    return Lines(*_facts(seen))


def _facts(seen: SeenGroup) -> Iterator[Text]:
    group = seen.group
    yield Text(group.title, style="bold")
    yield Text(f"{group.program}, {_JOINING[group.enrolment]}")
    yield Text(seats(group, *roster_size(seen.roster)))
    yield Text(where(group))
    if group.facilitators:
        yield Text("Led by " + ", ".join(group.facilitators))
    if group.curriculum_title:
        yield Text(f"Curriculum: {group.curriculum_title}")
    yield Text("On the public schedule" if group.public else "Not on the public schedule")
    if group.status is GroupStatus.ENDED:
        yield Text(f"Ended on {say_date(group.ended_on)}" if group.ended_on else "Ended", style="bold")
    for series in seen.series:
        yield Text("")
        yield Text(rule_words(series))
        yield Text(f"Times are those of {series.zone.replace('_', ' ')}", style="dim")
    if seen.next_sessions:
        yield Text("\nNext", style="bold")
    for each in seen.next_sessions:
        topic = f"  {each.lesson_title}" if each.lesson_title else ""
        yield Text(f"{say_date(each.start_local.date())}{topic}", no_wrap=True, overflow="ellipsis")
