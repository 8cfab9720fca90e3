"""``facilitator group find-time``: the best times for a group that is to be."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.say import clash_line, clash_shape, stamp
from facilitator.cli.kit.terminal import say
from facilitator.domain.dates.plain_dates import WEEKDAY_NAMES, WEEKDAYS, parse_date, parse_time, say_date, say_time
from facilitator.domain.scheduling.find_time import TimeSlot
from facilitator.domain.scheduling.plan import EVERY_WEEKDAY
from facilitator.errors import BadInput
from facilitator.services.book.open_book import book_info
from facilitator.services.scheduling.find_time import Search, TimesFound, find_time
from facilitator.zones import zone as find_zone

MOST_CLASHES = 4


@line("find-time")
@click.option("--minutes", type=int, required=True, metavar="N", help="How long a session lasts.")
@click.option("--weeks", type=int, required=True, metavar="N", help="For how many weeks.")
@click.option("--every", type=int, default=1, show_default=True, metavar="N", help="Every N weeks: 2 is every other.")
@click.option("--days", metavar="DAYS", help="Only on these: mo,we (else any day).")
@click.option("--from", "earliest", default="8:00", show_default=True, metavar="TIME", help="Begin no earlier.")
@click.option("--to", "latest", default="21:00", show_default=True, metavar="TIME", help="Be over by then.")
@click.option("--facilitator", "facilitators", multiple=True, metavar="F", help="Who leads; may be repeated.")
@click.option("--credential", default="", metavar="C", help="What those who lead must hold.")
@click.option("--leaders", type=int, default=0, metavar="N", help="How many must lead, or hold the credential.")
@click.option("--seats", type=int, metavar="N", help="Seats that the room must have.")
@click.option("--feature", "features", multiple=True, metavar="X", help="What the room must have; may be repeated.")
@click.option("--site", "sites", multiple=True, metavar="S", help="Only at this site; may be repeated.")
@click.option("--online", is_flag=True, help="It needs no room.")
@click.option("--start", metavar="DAY", help="Begin on this day or later (else tomorrow).")
@click.option("--zone", metavar="Z", help="IANA zone (else the book's).")
@click.option("--by-day", is_flag=True, help="Members are free by day: evenings and weekends do not come first.")
@click.option("--limit", type=int, default=12, show_default=True, metavar="N", help="Show at most this many.")
@json_option
@click.pass_obj
def find(desk: CommandDesk, /, limit: int, as_json: bool, **asked: Any) -> None:
    """Find the best times for a group that is to be."""
    with desk.open_book() as book:
        zone = find_zone(asked["zone"] or book_info(book).zone)
        found = find_time(book, _search(asked, desk.now().astimezone(zone).date()), now=desk.now(), limit=limit)
    if as_json:
        print_json(_shape(found))
        return
    for rank, slot in enumerate(found.slots, 1):
        _say(rank, slot, found)


def _search(asked: dict[str, Any], today: date) -> Search:
    days, start, by_day = (asked.pop(name) for name in ("days", "start", "by_day"))
    return Search(
        **{
            **asked,
            "weekdays": _weekdays(days) if days is not None else EVERY_WEEKDAY,
            "earliest": parse_time(asked["earliest"]),
            "latest": parse_time(asked["latest"]),
            "start": parse_date(start, today) if start else None,
            "evenings_first": not by_day,
        }
    )


def _weekdays(text: str) -> frozenset[int]:
    words = text.replace(",", " ").lower().split()
    unknown = [word for word in words if word not in WEEKDAY_NAMES]
    if unknown or not words:
        raise BadInput(f"not weekdays: {text!r}", "Write them like mo,we or tuesday.")
    return frozenset(WEEKDAY_NAMES[word] for word in words)


def _repeat(slot: TimeSlot) -> str:
    """The rule of a slot, as ``--repeat`` takes it."""
    day, number = WEEKDAYS[slot.start.weekday()].lower(), len(slot.starts_at)
    if number == 1:
        return "once"
    often = {1: f"every {day}", 2: f"every other {day}"}.get(slot.every, f"every {slot.every} weeks on {day}")
    return f"{often}, {number} times"


def _shape(found: TimesFound) -> dict[str, object]:
    zone = find_zone(found.zone)
    return {"zone": found.zone, "slots": [_slot_shape(at, each, found, zone) for at, each in enumerate(found.slots, 1)]}


def _slot_shape(rank: int, slot: TimeSlot, found: TimesFound, zone: ZoneInfo) -> dict[str, object]:
    room = found.premises.rooms.get(slot.room_id or 0)
    return {
        "rank": rank,
        "weekday": WEEKDAYS[slot.start.weekday()],
        "time": f"{slot.start:%H:%M}",
        "repeat": _repeat(slot),
        "dates": [stamp(each.astimezone(zone)) for each in slot.starts_at],
        "free": slot.free,
        "room": room.name if room else None,
        "site": room.site if room else None,
        "facilitators": [found.premises.staff[each].name for each in slot.facilitator_ids],
        "reasons": list(slot.reasons),
        "clashes": [clash_shape(each) for each in slot.clashes],
    }


def _say(rank: int, slot: TimeSlot, found: TimesFound) -> None:
    room = found.premises.rooms.get(slot.room_id or 0)
    where = f", {room.site}/{room.name}" if room else ", online"
    time = f"{WEEKDAYS[slot.start.weekday()]} {say_time(slot.start.time())}"
    say(f"{rank:>2}. {time}{where}: {_repeat(slot)}, from {say_date(slot.start.date())}")
    say(f"    {'; '.join(slot.reasons)}")
    for clash in slot.clashes[:MOST_CLASHES]:
        say(f"    {'not' if clash.refuses else 'look at'} {clash_line(clash)}")
    if len(slot.clashes) > MOST_CLASHES:
        say(f"    and {len(slot.clashes) - MOST_CLASHES} more")
