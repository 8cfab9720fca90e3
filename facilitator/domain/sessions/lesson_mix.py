"""What a session holds of its lessons: one as it is, several joined in one session, or a part of one.

Most lessons of a curriculum open and close alike (welcome, check-in; take-away, close): that is their frame, and what
lies between is their core. Joined lessons open once and close once, with all their cores between. Each part of a
lesson that is split opens and closes too, and the core is dealt out in order; spare minutes are the core's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from facilitator.domain.curricula.curriculum import AgendaItem, Lesson

AGREEMENTS_MINUTES: Final = 20
"""What a first session takes to make its agreements."""

_AGREEMENTS: Final = "agreement"
_OPENING: Final = ("welcome", "arriv", "open", _AGREEMENTS, "check-in", "check in")
_CLOSING: Final = ("take-away", "take away", "takeaway", "plan", "next", "check-out", "check out", "clos", "goodbye")


def mix(
    lessons: Sequence[Lesson],
    lesson: int | None,
    last_lesson: int | None = None,
    part: int | None = None,
    parts: int | None = None,
) -> Lesson | None:
    """What :func:`mixed_lesson` makes of a session; None where it has no lesson, or the curriculum no such one."""
    last = last_lesson or lesson
    if lesson is None or last is None or not 1 <= lesson <= last <= len(lessons):
        return None
    return mixed_lesson(lessons, lesson, last=last_lesson, part=part, parts=parts)


def mixed_lesson(
    lessons: Sequence[Lesson],
    lesson: int,
    *,
    last: int | None = None,
    part: int | None = None,
    parts: int | None = None,
) -> Lesson:
    """The plan of a session with that lesson of a curriculum, or those up to the last one, or that part of it.

    Numbers count from 1.
    """
    if last is not None and last > lesson:
        return _joined(lessons[lesson - 1 : last], lessons)
    if part is not None and parts is not None and 1 <= part <= parts:
        return _part(lessons[lesson - 1], part, parts, lessons)
    return lessons[lesson - 1]


def title_of(
    lessons: Sequence[Lesson],
    lesson: int | None,
    last_lesson: int | None = None,
    part: int | None = None,
    parts: int | None = None,
) -> str:
    """The title of that mix; empty where there is none."""
    mixed = mix(lessons, lesson, last_lesson, part, parts)
    return mixed.title if mixed else ""


def with_agreements(lesson: Lesson, minutes: int) -> tuple[Lesson, str]:
    """A first session with room to make agreements, in so many minutes; and a line where there is too little for it.

    The item whose title speaks of agreements, else the first one, gets 20 minutes as far as the others can spare them
    within their least.
    """
    if not lesson.items:
        return lesson, ""
    at = next((at for at, item in enumerate(lesson.items) if _AGREEMENTS in item.title.casefold()), 0)
    item = lesson.items[at]
    if item.minutes >= AGREEMENTS_MINUTES:
        return lesson, ""
    spare = minutes - sum(each.least_minutes for each in lesson.items if each is not item)
    room = max(min(AGREEMENTS_MINUTES, spare), item.minutes)
    note = ""
    if room < AGREEMENTS_MINUTES:
        note = (
            f"A first session makes its agreements in {AGREEMENTS_MINUTES} minutes; {item.title} has {room}: "
            "the others cannot spare more."
        )
    if room == item.minutes:
        return lesson, note
    roomier = replace(item, minutes=room, least_minutes=room)
    return replace(lesson, items=(*lesson.items[:at], roomier, *lesson.items[at + 1 :])), note


def _joined(joined: Sequence[Lesson], lessons: Sequence[Lesson]) -> Lesson:
    split = [_split(each, lessons) for each in joined]
    opening, closing = split[0][0], split[-1][2]
    opened, closed = _titles(opening), _titles(closing)
    items = list(opening)
    for at, (opens, core, closes) in enumerate(split):
        items += [item for item in opens if at and _title(item) not in opened]
        items += core
        items += [item for item in closes if at < len(split) - 1 and _title(item) not in closed]
    return _made(
        joined, "+".join(each.key for each in joined), " + ".join(each.title for each in joined), (*items, *closing)
    )


def _part(lesson: Lesson, part: int, parts: int, lessons: Sequence[Lesson]) -> Lesson:
    opening, core, closing = _split(lesson, lessons)
    dealt = _dealt(core, parts)[part - 1]
    items = (*opening, *dealt, *closing)
    made = _made([lesson], f"{lesson.key}-{part}", f"{lesson.title} (part {part} of {parts})", items)
    return replace(made, core=tuple(range(len(opening), len(opening) + len(dealt))))


def _made(lessons: Sequence[Lesson], key: str, title: str, items: tuple[AgendaItem, ...]) -> Lesson:
    return Lesson(
        key=key,
        title=title,
        minutes=sum(item.minutes for item in items),
        aim="\n\n".join(each.aim for each in lessons if each.aim),
        parts=tuple(dict.fromkeys(part for each in lessons for part in each.parts)),
        items=items,
        handouts=tuple(handout for each in lessons for handout in each.handouts),
        line=lessons[0].line,
    )


Items = tuple[AgendaItem, ...]


def _split(lesson: Lesson, lessons: Sequence[Lesson]) -> tuple[Items, Items, Items]:
    """Opening, core and closing of a lesson; the core is never empty.

    The frame are the titles at both ends that most other lessons have too. Where all lessons are made of the same
    titles, and where there is no other, the words say which items open and which close.
    """
    others = [_titles(each.items) for each in lessons if each is not lesson]
    usual = {
        _title(item)
        for item in lesson.items
        if others and 2 * sum(_title(item) in titles for titles in others) >= len(others)
    }
    begins = _run(lesson.items, usual)
    ends = _run(lesson.items[begins:][::-1], usual)
    if not usual or begins + ends >= len(lesson.items):
        begins = _run_of_words(lesson.items, _OPENING)
        ends = _run_of_words(lesson.items[begins:][::-1], _CLOSING)
    if begins + ends >= len(lesson.items):
        begins = ends = 0
    cut = len(lesson.items) - ends
    return lesson.items[:begins], lesson.items[begins:cut], lesson.items[cut:]


def _dealt(core: Items, parts: int) -> list[Items]:
    """The core in so many parts, in order and of like minutes; an item for each part where they are too few."""
    if len(core) < parts:
        return [(core[min(at, len(core) - 1)],) for at in range(parts)] if core else [()] * parts
    total, ends = sum(item.minutes for item in core), [0]
    for part in range(1, parts):
        least, most = ends[-1] + 1, len(core) - (parts - part)
        ends.append(
            min(
                range(least, most + 1),
                key=lambda end: abs(sum(item.minutes for item in core[:end]) * parts - total * part),
            )
        )
    return [core[begin:end] for begin, end in zip(ends, [*ends[1:], len(core)], strict=True)]


def _run(items: Items, usual: set[str]) -> int:
    return sum(1 for _ in takewhile(lambda item: _title(item) in usual, items))


def _run_of_words(items: Items, words: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda item: any(word in _title(item) for word in words), items))


def _titles(items: Iterable[AgendaItem]) -> set[str]:
    return {_title(item) for item in items}


def _title(item: AgendaItem) -> str:
    return " ".join(item.title.casefold().split())
