"""A person in a line, and in a side pane."""

from rich.console import ConsoleRenderable
from rich.text import Text

from facilitator.domain.dates.plain_dates import say_date
from facilitator.domain.views import Person
from facilitator.services.people.roster_words import away_words
from facilitator.services.people.see_people import SeenPerson
from facilitator.tui.kit.plain import Stacked


def person_line(each: Person, *, names: bool) -> Text:
    """Name, alias and code; the code alone where names are hidden."""
    if not names:
        return Text(f" {each.code}")
    line = Text(f" {each.name}")
    if each.alias:
        line.append(f"  ({each.alias})")
    return line.append(f"   {each.code}", style="dim")


def person_side(seen: SeenPerson, *, names: bool) -> ConsoleRenderable:
    """Who this is, how to reach them, and which rosters they are on."""
    who = seen.person
    parts = [Text(who.name if names else who.code, style="bold")]
    if names:
        reach = (("Goes by", who.alias), ("Code", who.code), ("Phone", who.phone), ("Email", who.email))
        parts.extend(Text(f"{label:<8} {value}") for label, value in reach if value)
    else:
        parts.append(Text("Names are hidden. h shows them."))
    parts.extend(Text(away_words(each).capitalize()) for each in seen.away)
    parts.append(Text("\nGroups", style="bold"))
    for each in seen.groups:
        line = Text(f"  {each.group_title}")
        line.append(", waiting for a seat" if each.waitlisted else f", from {say_date(each.starts_on)}")
        if each.ends_on:
            line.append(f" to {say_date(each.ends_on)}")
        parts.append(line)
    if not seen.groups:
        parts.append(Text("  On no roster. e puts this person on one."))
    return Stacked(*parts)
