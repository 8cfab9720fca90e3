"""Curricula and lessons, in a line and in a side pane."""

from rich.console import ConsoleRenderable
from rich.text import Text

from facilitator.domain.curricula.curriculum import Lesson
from facilitator.domain.curricula.search import Found
from facilitator.services.curricula.library import CurriculumAtHand
from facilitator.tui.kit.plain import Stacked
from facilitator.words import CurriculumKind, EnrolmentKind

_JOINING = {
    EnrolmentKind.OPEN: "join any time",
    EnrolmentKind.CLOSED: "a closed group",
    EnrolmentKind.DROP_IN: "drop in",
}


def curriculum_line(each: CurriculumAtHand) -> Text:
    """Lessons, minutes, title; a frame and problems are said in words."""
    curriculum = each.curriculum
    if curriculum is None:
        line = Text(f" {'':14}  {each.path.name}")
    else:
        line = Text(f" {len(curriculum.lessons):>2} x {curriculum.minutes:>3} min   {curriculum.title}")
        if curriculum.kind is CurriculumKind.FRAME:
            line.append("   frame", style="dim")
    if each.problems:
        count = len(each.problems)
        line.append(f"   {count} {'problem' if count == 1 else 'problems'}", style="bold")
    return line


def curriculum_side(each: CurriculumAtHand) -> ConsoleRenderable:
    """What it is, for whom, and whose words it holds."""
    curriculum = each.curriculum
    if curriculum is None:
        return Text(f"{each.path}\nEnter shows what to mend.")
    parts = [
        Text(curriculum.title, style="bold"),
        Text(f"{len(curriculum.lessons)} lessons of {curriculum.minutes} minutes, {_JOINING[curriculum.enrolment]}"),
    ]
    if curriculum.people:
        parts.append(Text(f"For {curriculum.people[0]} to {curriculum.people[1]} people"))
    if curriculum.facilitators > 1:
        parts.append(Text(f"With {curriculum.facilitators} facilitators at least"))
    parts.append(Text(f"\n{curriculum.about}"))
    if curriculum.frame:
        parts.append(Text(f"\n{curriculum.frame.notice}"))
        parts.append(Text(f"Rights: {curriculum.frame.rights_holder}"))
    parts.append(Text(f"\n{curriculum.author}, {curriculum.licence}, version {curriculum.version}", style="dim"))
    return Stacked(*parts)


def found_line(found: Found) -> Text:
    """What was found, and the words around it."""
    if found.lesson is None:
        return Text(f" {found.curriculum.title}", style="bold")
    line = Text(f" {found.lesson:>2}. {found.curriculum.lessons[found.lesson - 1].title}")
    line.append(f"   {found.curriculum.title}", style="dim")
    if found.excerpt:
        line.append(f"\n     {found.excerpt}", style="dim")
    return line


def lesson_line(at: int, lesson: Lesson) -> Text:
    """Number, minutes and title."""
    return Text(f" {at + 1:>2}.  {lesson.minutes:>3} min   {lesson.title}")


def lesson_side(lesson: Lesson) -> ConsoleRenderable:
    """The aim and the agenda of a lesson."""
    parts = [Text(lesson.title, style="bold"), Text(lesson.aim), Text("")]
    parts.extend(Text(f"{item.minutes:>4} min  {item.title}") for item in lesson.items)
    parts.extend(Text(f"\n{part.kind.value}: {part.text}") for part in lesson.parts)
    return Stacked(*parts)
