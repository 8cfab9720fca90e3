"""Coverage: which topics and skills a group or a person has met, in hours.

It counts what was held, never what was planned: an agenda item that was run counts the minutes that it really took,
one that was left out counts none. Only where a session was entered from paper do the planned minutes stand in.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from facilitator.domain.curricula.curriculum import Lesson


class CoverageKind(StrEnum):
    """What is covered: a topic is a lesson of a curriculum, a skill is what lessons and items are tagged with."""

    TOPIC = "topic"
    SKILL = "skill"


@dataclass(frozen=True, slots=True)
class Held:
    """A held session: its lessons (two where they were joined), and each item's title with the minutes it took.

    ``minutes`` are how long it lasted, as :mod:`facilitator.domain.sessions.minutes` says.
    """

    lessons: tuple[Lesson, ...]
    items: tuple[tuple[str, Fraction], ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Presence:
    """How many minutes of one person count in a session."""

    person_id: int
    minutes: int


@dataclass(slots=True)
class Covered:
    """What was met of one topic or skill. ``minutes`` are of sessions, ``person_minutes`` summed over people."""

    kind: CoverageKind
    name: str
    sessions: int = 0
    minutes: Fraction = Fraction(0)
    person_minutes: Fraction = Fraction(0)
    people: set[int] = field(default_factory=set)


Met = dict[tuple[CoverageKind, str], Fraction]
"""Minutes by topic and skill, exact: they are rounded once, when a report is written."""


def met_in(held: Held) -> Met:
    """The minutes of a session that went to each of its topics and skills.

    Joined topics share the session alike. A skill has the minutes of the items that are tagged with it; one that only
    the lesson is tagged with has the lesson's share of the session.
    """
    if not held.lessons:
        return {}
    share = Fraction(held.minutes) / len(held.lessons)
    met: defaultdict[tuple[CoverageKind, str], Fraction] = defaultdict(Fraction)
    tagged: defaultdict[str, set[str]] = defaultdict(set)
    for lesson in held.lessons:
        met[CoverageKind.TOPIC, lesson.title] += share
        for skill in lesson.skills:
            titles = {item.title for item in lesson.items if skill in item.skills}
            tagged[skill] |= titles
            met[CoverageKind.SKILL, skill] += Fraction(0) if titles else share
    for skill, titles in tagged.items():
        met[CoverageKind.SKILL, skill] += sum(
            (minutes for title, minutes in held.items if title in titles), Fraction(0)
        )
    within = {key: min(minutes, Fraction(held.minutes)) for key, minutes in met.items()}
    return {key: minutes for key, minutes in within.items() if minutes > 0}


def there(held: Held, present: Sequence[Presence]) -> Fraction:
    """How many times over its people were there for a session: two for half of it each are one."""
    if not held.minutes:  # it was over in the minute in which it began
        return Fraction(0)
    return Fraction(sum(min(held.minutes, each.minutes) for each in present), held.minutes)


def cover(sessions: Iterable[tuple[Held, Sequence[Presence]]]) -> list[Covered]:
    """What was met in these sessions, topics before skills, each by name.

    Somebody who was there for half of a session has met half of what it covered.
    """
    found: dict[tuple[CoverageKind, str], Covered] = {}
    for held, present in sessions:
        times = there(held, present)
        for (kind, name), minutes in met_in(held).items():
            covered = found.setdefault((kind, name), Covered(kind, name))
            covered.sessions += 1
            covered.minutes += minutes
            covered.people.update(each.person_id for each in present)
            covered.person_minutes += minutes * times
    return sorted(found.values(), key=lambda each: (each.kind is not CoverageKind.TOPIC, each.name.casefold()))
