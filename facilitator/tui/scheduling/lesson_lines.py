"""A lesson in a list, and what a choice would move, as lines."""

from rich.text import Text

from facilitator.services.curricula.see_lessons import LessonAtAGlance, SeenLessons
from facilitator.services.scheduling.choose_lesson import LessonChosen

TITLE_CELLS = 34
MOST_MOVES = 4
WORDS_CELLS = 44


def lesson_line(each: LessonAtAGlance, uid: str) -> Text:
    """Its number and title, and when it was given or is planned; ``uid`` is the session that is asked about."""
    title = Text(each.lesson.title, no_wrap=True)
    title.truncate(TITLE_CELLS, overflow="ellipsis", pad=True)
    return Text(f"{each.number:>2}  ", no_wrap=True).append_text(title).append(f"  {_when(each, uid)}", style="dim")


def _when(each: LessonAtAGlance, uid: str) -> str:
    if uid in {one.uid for one in each.sessions}:
        return "this session"
    if each.given is not None:
        return f"given {each.given.start_local:%a %d %b}"
    return f"{each.planned.start_local:%a %d %b}" if each.planned is not None else "no session"


def session_now(seen: SeenLessons) -> str:
    """What the session has now."""
    session = seen.session
    if not session.topic:
        return f"Now it has no lesson. There are {len(seen.lessons)} in {seen.curriculum_title}."
    return f"Now: {session.topic}, {session.lesson_title}."


def choice_lines(done: LessonChosen) -> list[str]:
    """What would move, what would be lost or come back, and what shrinks."""
    if not done.changed:
        return ["It has this lesson already."]
    # what it would have comes first, whatever moves before it
    changed = sorted(done.changed, key=lambda change: change.before.id != done.session.id)
    moves = [f"{each.after.start_local:%a %d %b}  {done.titles[each.after.uid] or 'no lesson'}" for each in changed]
    lines = moves[:MOST_MOVES]
    if len(moves) > MOST_MOVES:
        lines.append(f"... and {len(moves) - MOST_MOVES} more move.")
    lines += [
        f"{new.start_local:%a %d %b}  {title}, new at the end"
        for new, title in zip(done.added, done.added_titles, strict=True)
    ]
    lines += [f"Lesson {each} has a session again." for each in done.back]
    lines += [f"Lesson {each} would have no session any more." for each in done.lost]
    return [*lines, *(done.plan.lines if done.plan else ()), *done.warnings]


def choice_words(done: LessonChosen) -> str:
    """What was chosen, in a line that leaves room for how to take it back."""
    title = Text(done.session.lesson_title or "no lesson")
    title.truncate(WORDS_CELLS, overflow="ellipsis")
    others = len(done.changed) - 1 + len(done.added)
    words = f"{done.session.start_local:%a %d %b}: {title}."
    moved = f" {others} more moved." if others > 0 else ""
    return words + (moved if len(words + moved) <= WORDS_CELLS + len("Thu 11 Mar: .") else "")
