"""``facilitator session lesson`` and ``session minutes``: which lesson a session has, and how long it lasts."""

from dataclasses import replace
from typing import Any, Final

import click

from facilitator.cli.kit.command import CommandDesk, json_option, line, preview_option
from facilitator.cli.kit.output import print_json
from facilitator.cli.kit.say import clash_line, clash_shape, session_shape, topic_of, when
from facilitator.cli.kit.terminal import say
from facilitator.domain.dates.plain_dates import say_moment
from facilitator.domain.scheduling.meetings import Meeting
from facilitator.domain.sessions.session_plan import SessionPlan
from facilitator.errors import BadInput
from facilitator.services.curricula.see_lessons import SeenLessons, see_lessons
from facilitator.services.people.two_places import two_places
from facilitator.services.scheduling.change_minutes import change_minutes
from facilitator.services.scheduling.check_clashes import refusing
from facilitator.services.scheduling.choose_lesson import (
    LessonAct,
    LessonChosen,
    LessonLost,
    LessonWish,
    WhenLost,
    choose_lesson,
)
from facilitator.services.sessions import run_session

MOST_LINES: Final = 12


@line("lesson")
@click.argument("session")
@click.argument("lesson", required=False)
@click.option("--repeat", is_flag=True, help="Give the lesson of the session before it once more.")
@click.option("--swap", metavar="SESSION", help="Swap lessons with another session of the group.")
@click.option("--join", is_flag=True, help="Hold the next lesson in this session too.")
@click.option("--split", is_flag=True, help="Hold this lesson over this session and the next.")
@click.option("--plan", is_flag=True, help="Go back to the lesson that the order gives it.")
@click.option("--extend", is_flag=True, help="Where a lesson would lose its session: one more session at the end.")
@click.option("--leave-out", is_flag=True, help="Where a lesson would lose its session: leave it out.")
@preview_option
@click.option("--force", is_flag=True, help="Add the session at the end in spite of clashes; the audit chain says so.")
@json_option
@click.pass_obj
def lesson(
    desk: CommandDesk,
    /,
    session: str,
    lesson: str | None,
    extend: bool,
    leave_out: bool,
    preview: bool,
    force: bool,
    as_json: bool,
    **acts: Any,
) -> int:
    """Choose the lesson of a session, by its number, key or title; without a choice, show what it has."""
    wish = _wish(lesson, **acts)
    if extend and leave_out:
        raise BadInput("--extend and --leave-out are two answers", "Give one of them.")
    with desk.open_book() as book:
        if wish is None:
            seen = see_lessons(book, session)
            return _show(seen, run_session.see_known(book, seen.session), as_json=as_json)
        lost = WhenLost.EXTEND if extend else WhenLost.LEAVE_OUT if leave_out else None
        try:
            done = choose_lesson(book, session, wish, now=desk.now(), when_lost=lost, preview=preview, force=force)
        except LessonLost as refused:
            _say(desk, refused.planned, as_json=as_json)
            desk.say(str(refused))
            return refused.exit_code
    _say(desk, done, as_json=as_json)
    unanswered = bool(done.lost) and not leave_out
    return 1 if preview and (unanswered or (refusing(done.clashes) and not force)) else 0


@line("minutes")
@click.argument("session")
@click.argument("minutes", type=int)
@preview_option
@click.option("--force", is_flag=True, help="Keep the longer time in spite of clashes; the audit chain says so.")
@json_option
@click.pass_obj
def minutes(desk: CommandDesk, session: str, minutes: int, preview: bool, force: bool, as_json: bool) -> int:
    """Change how long one session lasts; its agenda is fitted anew."""
    with desk.open_book() as book:
        done = change_minutes(book, session, minutes, now=desk.now(), preview=preview, force=force)
        warnings = two_places(book, done.session)
    if as_json:
        print_json(
            {
                **session_shape(done.session),
                **_plan_shape(done.plan),
                "clashes": [clash_shape(each) for each in done.clashes],
                "warnings": list(warnings),
                "written": done.written,
            }
        )
    else:
        lasts = "lasts" if done.written else "would last"
        say(f"{done.session.title}, {when(done.session)}: {lasts} {minutes} minutes.")
        _say_agenda(done.plan)
    for clash in done.clashes:
        desk.say(f"{'clash' if clash.refuses else 'look at'}: {clash_line(clash)}")
    for each in warnings:
        desk.say(each)
    return 1 if preview and refusing(done.clashes) and not force else 0


def _wish(
    lesson: str | None, *, repeat: bool, swap: str | None, join: bool, split: bool, plan: bool
) -> LessonWish | None:
    found = [
        *([LessonWish(LessonAct.TAKE, lesson=lesson)] if lesson is not None else []),
        *([LessonWish(LessonAct.SWAP, other=swap)] if swap is not None else []),
        *(LessonWish(act) for act, asked in _flags(repeat=repeat, join=join, split=split, plan=plan) if asked),
    ]
    if len(found) > 1:
        raise BadInput("one thing at a time", "Name a LESSON, or one of --repeat, --swap, --join, --split and --plan.")
    return found[0] if found else None


def _flags(*, repeat: bool, join: bool, split: bool, plan: bool) -> list[tuple[LessonAct, bool]]:
    return [
        (LessonAct.REPEAT, repeat),
        (LessonAct.JOIN, join),
        (LessonAct.SPLIT, split),
        (LessonAct.PLAN, plan),
    ]


def _show(seen: SeenLessons, running: run_session.Running, *, as_json: bool) -> int:
    session = seen.session
    if as_json:
        print_json(
            {
                **session_shape(session),
                "curriculum": seen.curriculum_title,
                "agenda": [{"title": item.title, "minutes": item.minutes} for item in running.agenda],
                "notes": list(running.notes),
                "of_the_group": [
                    {
                        "lesson": each.number,
                        "title": each.lesson.title,
                        "minutes": each.lesson.minutes,
                        "sessions": [{"id": one.uid, "status": one.status.value} for one in each.sessions],
                    }
                    for each in seen.lessons
                ],
            }
        )
        return 0
    say(f"{session.title}, {when(session)}: {_topic_line(session.topic, session.lesson_title)}")
    for item in running.agenda:
        say(f"  {item.minutes:>3} min  {item.title}")
    for note in running.notes:
        say(note)
    say(f"{seen.curriculum_title}:")
    for each in seen.lessons:
        given = ", ".join(f"{one.start_local:%a %d %b} ({one.status})" for one in each.sessions)
        say(f"  {each.number:>2}  {each.lesson.title}  {given or 'no session'}")
    return 0


def _topic_line(topic: str, title: str) -> str:
    return f"{topic}, {title}" if topic else "no lesson"


def _say(desk: CommandDesk, done: LessonChosen, *, as_json: bool) -> None:
    if as_json:
        print_json(_shape(done))
    else:
        _say_lines(done)
    for clash in done.clashes:
        desk.say(f"{'clash' if clash.refuses else 'look at'}: {clash_line(clash)}")
    for warning in done.warnings:
        desk.say(warning)


def _say_lines(done: LessonChosen) -> None:
    # in a group without an end a choice moves a year and a half of sessions
    for change in done.changed[:MOST_LINES]:
        say(f"{say_moment(change.after.start_local)}: {_lesson_line(change.after, done.titles)}")
    if len(done.changed) > MOST_LINES:
        say(f"... and {len(done.changed) - MOST_LINES} later sessions move on, in their order.")
    for new, title in zip(done.added, done.added_titles, strict=True):
        say(f"{say_moment(new.start_local)}, new at the end: {_lesson_line(new, {new.uid: title})}")
    for lesson in done.back:
        say(f"has a session again: lesson {lesson}")
    for lesson in done.lost:
        say(f"has no session any more: lesson {lesson}")
    _say_agenda(done.plan)
    say(f"{done.session.title}: {'changed' if done.written else 'nothing was written'}.")


def _lesson_line(each: Meeting, titles: dict[str, str]) -> str:
    # the title tells of parts
    return _topic_line(topic_of(replace(each, parts=None)), titles[each.uid])


def _say_agenda(plan: SessionPlan | None) -> None:
    for note in plan.lines if plan else ():
        say(note)


def _shape(done: LessonChosen) -> dict[str, object]:
    return {
        "id": done.session.uid,
        "written": done.written,
        "changed": [
            {
                **_meeting_shape(change.after, done.titles[change.after.uid]),
                "was": change.before.lesson,
            }
            for change in done.changed
        ],
        "added": [_meeting_shape(each, title) for each, title in zip(done.added, done.added_titles, strict=True)],
        "lost": list(done.lost),
        "back": list(done.back),
        **_plan_shape(done.plan),
        "clashes": [clash_shape(each) for each in done.clashes],
        "warnings": list(done.warnings),
    }


def _meeting_shape(each: Meeting, title: str) -> dict[str, object]:
    return {
        "id": each.uid or None,
        "start": each.start_local.isoformat(timespec="seconds"),
        "lesson": each.lesson,
        "last_lesson": each.last_lesson,
        "part": each.part,
        "parts": each.parts,
        "lesson_title": title or None,
        "by_hand": each.by_hand,
    }


def _plan_shape(plan: SessionPlan | None) -> dict[str, object]:
    items = zip(plan.lesson.items, plan.minutes, strict=True) if plan else ()
    return {
        "agenda": [{"title": item.title, "minutes": minutes} for item, minutes in items],
        "shrank": list(plan.shrank) if plan else [],
        "notes": list(plan.notes) if plan else [],
    }
