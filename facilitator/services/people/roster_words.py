"""What an act on a roster says, line by line; how people are called is for the face to say."""

from collections.abc import Callable, Sequence
from datetime import date

from facilitator.domain.dates.plain_dates import WEEKDAYS, say_date, say_moment, say_time
from facilitator.domain.people.away import Away
from facilitator.domain.people.seats import DAY, RosterPlace
from facilitator.domain.views import Person
from facilitator.services.people.mend_closed import ThenExpected
from facilitator.storage.queries.people.overlaps import Overlap

Called = Callable[[Person], str]


def by_code(who: Person) -> str:
    """A code in place of the name."""
    return who.code


def seat_line(each: RosterPlace, *, called: Called = by_code, title: str = "", would: bool = False) -> str:
    """What to tell of somebody who gets a seat."""
    where = f" in {title}" if title else ""
    gets = "would have" if would else "has"
    end = "" if would else ": let them know"
    return f"{called(each.person)}, who waited longest, {gets} a seat{where} from {say_date(each.starts_on)}{end}."


def like_line(like: Sequence[Person], *, called: Called = by_code) -> str:
    """Who else is called so, or nearly; empty where nobody is."""
    shown = ", ".join(called(each) for each in like[:6]) + (" ..." if len(like) > 6 else "")
    return f"Called the same, or looks the same: {shown}." if like else ""


def place_line(place: RosterPlace, title: str, *, called: Called = by_code) -> str:
    """Where somebody stands."""
    who = called(place.person)
    if place.waitlisted:
        return f"{title} is full: {who} waits for a seat."
    until = f" to {say_date(place.ends_on)}" if place.ends_on else ""
    return f"{who} is on the roster of {title} from {say_date(place.starts_on)}{until}."


def left_line(
    before: RosterPlace, after: RosterPlace | None, title: str, *, called: Called = by_code, today: date
) -> str:
    """Until when somebody is on a roster who leaves it."""
    who = called(before.person)
    if after is None or after.ends_on is None:
        return f"{who} is no longer on the roster of {title}: the enrolment ended before it began, so there was none."
    off = after.ends_on + DAY
    if off > today:
        return f"{who} leaves the roster of {title} on {say_date(off)}, the first day off it."
    since = "" if off == today else f" since {say_date(off)}"
    return f"{who} is no longer on the roster of {title}{since}."


def days_words(place: RosterPlace | None) -> str:
    """The days of a place, for a before and an after."""
    if place is None:
        return "not on the roster"
    until = f" to {say_date(place.ends_on)}" if place.ends_on else ""
    return f"{'waits' if place.waitlisted else 'seat'} from {say_date(place.starts_on)}{until}"


def away_words(each: Away) -> str:
    """The days, in words."""
    if each.last is None:
        return f"away from {say_date(each.first)} until they are back"
    return f"away {say_date(each.first)}" + (f" to {say_date(each.last)}" if each.last > each.first else "")


def closed_lines(differences: Sequence[ThenExpected], *, called: Called = by_code) -> list[str]:
    """A line for each closed session at which somebody is expected now, or no longer."""
    return [_closed_line(each, called(each.person)) for each in differences]


def _closed_line(each: ThenExpected, who: str) -> str:
    where = f"{each.session.title}, {say_moment(each.session.start_local)}, closed"
    if each.expected:
        if each.status is None:
            return f"{where}: {who} is expected there now and has no mark. Mark them: {each.session.uid[:8]}"
        return f"{where}: {who} is expected there now ({_word(each.status)})."
    if each.cleared is not None:
        return f"{where}: {who} is no longer expected there; the mark {_word(each.cleared)} goes."
    came = f" ({_word(each.status)} all the same)" if each.status else ""
    return f"{where}: {who} is no longer expected there{came}."


def overlap_lines(overlaps: Sequence[Overlap]) -> list[str]:
    """A line for each other group of somebody that meets in the same hours. It warns, and refuses nothing."""
    return [
        f"Also expected at {each.title}, {_when(each)}, in the same hours: {_sessions(len(each.starts))}."
        for each in overlaps
    ]


def in_two_places_line(number: int) -> str:
    """How many of a roster are expected elsewhere in the same hours; nobody is named."""
    who = "1 person of the roster is" if number == 1 else f"{number} people of the roster are"
    return f"{who} then expected in another group in the same hours."


def _when(overlap: Overlap) -> str:
    first = overlap.starts[0]
    weekly = {(each.weekday(), each.time()) for each in overlap.starts}
    if len(overlap.starts) > 1 and len(weekly) == 1:
        return f"{WEEKDAYS[first.weekday()]}s {say_time(first.time())}"
    return f"first {say_moment(first)}"


def _sessions(number: int) -> str:
    return "1 session" if number == 1 else f"{number} sessions"


def _word(status: object) -> str:
    return str(status).replace("-", " ")
