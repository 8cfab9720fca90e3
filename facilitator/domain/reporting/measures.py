"""What a report counts, and the definition that is printed with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from facilitator.domain.reporting.figures import hours
from facilitator.words import LeadPart

Figure = int | Fraction | None
"""What a measure comes to: a count, an exact share or number of hours, or None where there is nothing to tell."""

_MINUTES = (
    "Minutes present in held sessions, from arrival to leaving: within the session as it really ran, or as planned "
    "where nobody started it on its clock; sessions of one person that overlap count once."
)

DEFINITIONS: Mapping[str, str] = MappingProxyType(
    {
        "sessions_held": "Sessions that met and whose attendance was closed.",
        "sessions_cancelled": "Sessions that were cancelled or did not meet; they make nobody absent.",
        "sessions_open": (
            "Sessions that are over and not closed: what happened in them is in no other figure, and they keep "
            "delivery below 100%."
        ),
        "delivery": "Sessions held / (held + cancelled + over and not closed).",
        "unduplicated_served": "People with at least one attended session in the period, each once; headcount apart.",
        "attendances": "Attended person-sessions: one for each person at each held session.",
        "walk_ins": "Attended person-sessions of people who were not expected: among attendances, and in no rate.",
        "headcount": (
            "Anonymous people counted, summed over held sessions that somebody counted; n/a where a count is kept and "
            "none was taken. Nobody knows who came twice."
        ),
        "expected": "Person-sessions that were expected when the session was closed; walk-ins are not among them.",
        "unmarked": (
            "Person-sessions that were expected and left without a mark when the session was closed: among expected, "
            "neither attended nor missed. People to mark in sessions that are not closed are told above the report."
        ),
        "attendance_rate": "Attended among the expected / (expected - excused), held sessions only; n/a without any.",
        "missed_rate": "Missed / expected, held sessions only; n/a where nobody was expected.",
        "occupancy": (
            "People there (headcount where no names are kept) / (capacity x held sessions), without sessions whose "
            "headcount was not taken; n/a without seats."
        ),
        "person_hours": f"{_MINUTES} Summed over people, / 60.",
        "times_not_known": (
            "Attended person-sessions marked late or left early where nobody said when: their minutes are the whole "
            "session's."
        ),
        "sessions_expected": "Held sessions at which the person was expected.",
        "sessions_attended": "Held sessions that the person attended, as a walk-in too.",
        "sessions_excused": "Held sessions about which the person let us know.",
        "sessions_missed": "Held sessions at which the person was expected and did not come.",
        "minutes": _MINUTES,
        "sessions": "Held sessions that covered it.",
        "hours": (
            "Hours that went to it in held sessions: as long as they really ran, or as planned where nobody started "
            "them; for one person in proportion to their minutes, of which overlapping sessions share each once. "
            "Topics that were joined share a session alike. A skill has the agenda items tagged with it, as long as "
            "they really took, or the lesson where only the lesson is tagged. Rows overlap and do not add up."
        ),
        "people": "People with at least one attended session that covered it, each once.",
        "sessions_led": "Held sessions that they led, alone or as the first of several.",
        "sessions_co_led": "Held sessions that they led with somebody.",
        "sessions_stood_in": "Held sessions that they led in the place of another, who is not credited with them.",
        "direct_hours": (
            "Hours of the held sessions that they really led: as long as the clock ran, or as planned where nobody "
            "started it. Each facilitator of a session counts, so that all together are more than the sessions lasted."
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts that rates are made of, over held sessions: person-sessions, minutes, and seats (capacity x sessions).

    ``seated`` counts those who came to groups that have seats: together with groups that have none, their number would
    say nothing about seats. ``unclosed`` are over and not closed. A session whose headcount is ``uncounted`` was held
    or is not closed, and gives neither heads nor seats; ``counted`` are those with one.
    """

    held: int = 0
    cancelled: int = 0
    unclosed: int = 0
    served: int = 0
    attended: int = 0
    expected: int = 0
    attended_expected: int = 0
    excused_expected: int = 0
    missed_expected: int = 0
    walk_ins: int = 0
    unmarked: int = 0
    minutes: int = 0
    times_not_known: int = 0
    headcount: int = 0
    counted: int = 0
    uncounted: int = 0
    seats: int = 0
    seated: int = 0


def group_measures(counts: Counts) -> dict[str, Figure]:
    """The measures of one group, or of all together, under their names; None is n/a."""
    return {
        "sessions_held": counts.held,
        "sessions_cancelled": counts.cancelled,
        "sessions_open": counts.unclosed,
        "delivery": ratio(counts.held, counts.held + counts.cancelled + counts.unclosed),
        "unduplicated_served": counts.served,
        "attendances": counts.attended,
        "walk_ins": counts.walk_ins,
        "headcount": None if counts.uncounted and not counts.counted else counts.headcount,
        "expected": counts.expected,
        "unmarked": counts.unmarked,
        "attendance_rate": ratio(counts.attended_expected, counts.expected - counts.excused_expected),
        "missed_rate": ratio(counts.missed_expected, counts.expected),
        "occupancy": ratio(counts.seated, counts.seats),
        "person_hours": hours(counts.minutes),
        "times_not_known": counts.times_not_known,
    }


def staff_measures(led: Sequence[tuple[LeadPart, int]]) -> dict[str, Figure]:
    """The measures of one who leads, or of all together: of each held session what they did in it, and its minutes."""
    parts = [part for part, _ in led]
    return {
        "sessions_led": parts.count(LeadPart.LEAD),
        "sessions_co_led": parts.count(LeadPart.CO),
        "sessions_stood_in": parts.count(LeadPart.SUBSTITUTE),
        "direct_hours": hours(sum(minutes for _, minutes in led)),
    }


def ratio(part: int, whole: int) -> Fraction | None:
    """Part of a whole, exactly; None where there is no whole: never 0 or 1 for want of anybody."""
    return Fraction(part, whole) if whole > 0 else None
