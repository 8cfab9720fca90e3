"""From what somebody typed to one lesson: its number, its key, its title, or the beginning of its title."""

from collections.abc import Sequence

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.domain.spelling import fold
from facilitator.errors import Ambiguous, BadInput, NotFound


def find_lesson(lessons: Sequence[Lesson], text: str) -> int:
    """The number of the lesson meant, from 1.

    Raises:
        BadInput, NotFound, Ambiguous: for nothing, none, or more than one.
    """
    wanted = text.strip()
    if not wanted:
        raise BadInput("which lesson?", f"Name it by its number, 1 to {len(lessons)}, its key or its title.")
    if wanted.isdecimal() and wanted.isascii():
        number = int(wanted)
        if not 1 <= number <= len(lessons):
            raise NotFound(f"there is no lesson {number}", f"This curriculum has {len(lessons)}.")
        return number
    numbered = list(enumerate(lessons, 1))
    exact = [at for at, each in numbered if each.key == wanted.casefold() or fold(each.title) == fold(wanted)]
    found = exact or [at for at, each in numbered if fold(each.title).startswith(fold(wanted))]
    if not found:
        listed = ", ".join(f"{at} {each.title}" for at, each in numbered[:12])
        raise NotFound("no lesson of that key or title", f"There are: {listed}{' ...' if len(lessons) > 12 else ''}")
    if len(found) > 1:
        listed = "; ".join(f"{at} {lessons[at - 1].title}" for at in found)
        raise Ambiguous(f"more than one lesson is called so: {listed}", "Name it by its number.")
    return found[0]
