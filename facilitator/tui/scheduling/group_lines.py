"""A group in a table, and its facts beside it."""

from collections.abc import Iterator

from rich.console import ConsoleRenderable
from rich.text import Text

from facilitator.domain.dates.plain_dates import say_date, say_moment
from facilitator.domain.dates.recurrence import parse_rule
from facilitator.domain.dates.rule_words import in_words
from facilitator.domain.views import Enrolled, Group, Series
from facilitator.services.scheduling.see_groups import GroupAtAGlance, SeenGroup
from facilitator.tui.kit.parts.table import Row, Weight
from facilitator.tui.kit.parts.table_layout import Column
from facilitator.tui.kit.plain import Stacked
from facilitator.words import EnrolmentKind, GroupStatus, Mode
from facilitator.zones import zone

_JOINING = {
    EnrolmentKind.OPEN: "open group",
    EnrolmentKind.CLOSED: "closed group",
    EnrolmentKind.DROP_IN: "drop-in group",
}
_STATES = {EnrolmentKind.OPEN: "open", EnrolmentKind.CLOSED: "closed", EnrolmentKind.DROP_IN: "drop-in"}
_MODES = {Mode.IN_PERSON: "in person", Mode.ONLINE: "online", Mode.HYBRID: "in person and online"}

GROUP_COLUMNS = (
    Column("Group", least=22, fills=True),
    Column("Next"),
    Column("Seats", right=True),
    Column("Waiting", right=True, leaves=2),
    Column("Room", least=10, most=18),
    Column("Led by", least=8, most=24, leaves=3),
    Column("State", leaves=1),
)


def group_row(each: GroupAtAGlance) -> Row:
    """A group in a table: title, next session, seats, room, who leads it, and whether it goes on."""
    group = each.group
    ended = group.status is GroupStatus.ENDED
    return Row(
        group.uid,
        (
            group.title,
            f"{each.next_start:%a %d %b  %H:%M}" if each.next_start and not ended else "",
            seats_taken(group, each.enrolled),
            str(each.waiting or ""),
            group.room or _MODES[group.mode],
            ", ".join(group.facilitators),
            _state(each),
        ),
        Weight.PAST if ended else Weight.NEXT,
    )


def _state(each: GroupAtAGlance) -> str:
    group = each.group
    if group.status is GroupStatus.ENDED:
        return "ended"
    return _STATES[group.enrolment] if each.next_start else "no date"


def seats_taken(group: Group, enrolled: int) -> str:
    """How many seats are taken, of how many where somebody counts them; nothing where nobody keeps a roster."""
    if group.enrolment is EnrolmentKind.DROP_IN:
        return ""
    return f"{enrolled} of {group.capacity}" if group.capacity else str(enrolled)


def seats(group: Group, enrolled: int, waiting: int) -> str:
    """How full a group is, as one would say it."""
    if group.enrolment is EnrolmentKind.DROP_IN:
        return "no roster"
    taken = f"{seats_taken(group, enrolled)} {'seats' if group.capacity else 'on the roster'}"
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
    rule = parse_rule(series.rule, start=series.start_local, zone=tz, stored=True)
    words = in_words(rule, series.start_local, zone=tz)
    return f"{words[:1].upper()}{words[1:]}, from {say_moment(series.start_local)}, {series.minutes} minutes"


def roster_size(roster: tuple[Enrolled, ...]) -> tuple[int, int]:
    """Seats taken, and people waiting."""
    waiting = sum(each.waitlisted for each in roster)
    return len(roster) - waiting, waiting


def group_side(seen: SeenGroup) -> ConsoleRenderable:
    """The facts of a group."""
    return Stacked(*_facts(seen))


def _facts(seen: SeenGroup) -> Iterator[Text]:
    group = seen.group
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
