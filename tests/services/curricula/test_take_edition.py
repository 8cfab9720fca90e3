"""A group goes on with a newer edition of its curriculum; what was held keeps the one it was held with."""

import re

import pytest

from facilitator.errors import BadInput, Refused
from facilitator.services.curricula.library import find_curriculum
from facilitator.services.curricula.take_edition import groups_with_newer, take_edition
from facilitator.services.history.undo import undo
from facilitator.services.scheduling.choose_lesson import LessonAct, LessonWish, choose_lesson
from facilitator.services.scheduling.edit_sessions import end_group
from facilitator.services.sessions import run_session
from facilitator.words import EnrolmentKind

FRONT = """---
key: walk
title: A walk
version: {version}
language: en
program: wellness
kind: full
enrolment: closed
order: {order}
minutes: 60
facilitators: 1
attendance: names
licence: CC-BY-4.0
author: facilitator contributors
---

# A walk

Walks for a small group.
"""
LESSON = """
## {title}

We walk.

**Skills:** coping

### Welcome and agreements (20 min)

> Hello.

### Walk (35 min, at least 20)

{words}

### Close (5 min)

> Bye.
"""


def write(home, *titles, version="1.0.0", order="fixed", words="Go around the block."):
    home.curricula.mkdir(exist_ok=True)
    lessons = "".join(LESSON.format(title=title, words=words) for title in titles)
    (home.curricula / "walk.md").write_text(FRONT.format(version=version, order=order) + lessons, "utf-8")


@pytest.fixture
def walk(program):
    """A closed group of four Thursdays in March; its first session was held."""
    write(program.home, "Street", "Park", "River", "Hill")
    program.group("Walkers", curriculum="walk", repeat="every thursday")
    program.end("Walkers@2027-03-04")
    return program


def taught(program):
    found = (program.session(f"Walkers@2027-03-{day:02}") for day in (4, 11, 18, 25))
    return [(each.lesson, each.lesson_title, each.sequence) for each in found]


def test_the_edition_at_hand_is_told_and_nothing_changes(walk):
    assert groups_with_newer(walk.book, walk.home) == []
    with pytest.raises(Refused, match="has the edition at hand"):
        take_edition(walk.book, walk.home, "Walkers", now=walk.now)
    # line ends alone make no other edition
    path = walk.home.curricula / "walk.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert groups_with_newer(walk.book, walk.home) == []


def test_lessons_are_known_by_key_and_those_to_come_are_taught_anew(walk):
    write(walk.home, "Street", "River", "Park, in the rain {#park}", "Hill", version="1.1.0", words="Go twice.")
    assert groups_with_newer(walk.book, walk.home) == [walk.session("Walkers@2027-03-04").group_uid]
    before = taught(walk)
    seen = take_edition(walk.book, walk.home, "Walkers", now=walk.now, preview=True)
    assert taught(walk) == before
    assert [(each.title, each.change.value, each.old_place, each.new_place) for each in seen.differences] == [
        ("Street", "changed", 1, 1),
        ("River", "changed", 3, 2),
        ("Park, in the rain", "changed", 2, 3),
        ("Hill", "changed", 4, 4),
    ]
    assert seen.without == ()
    done = take_edition(walk.book, walk.home, "Walkers", now=walk.now)
    assert done.taken
    assert taught(walk) == [
        (1, "Street", 0),
        (2, "River", 1),
        (3, "Park, in the rain", 1),
        (4, "Hill", 0),
    ]
    assert groups_with_newer(walk.book, walk.home) == []
    assert walk.acts()[-1] == "group.edition"


def test_what_was_held_keeps_its_words_and_what_comes_has_the_new_ones(walk):
    write(walk.home, "Street", "Park", "River", "Hill", version="1.0.1", words="Go twice.")
    take_edition(walk.book, walk.home, "Walkers", now=walk.now)
    held, coming = walk.session("Walkers@2027-03-04"), walk.session("Walkers@2027-03-11")
    words = [run_session.lesson_of(walk.book, each).items[1].blocks[0].text for each in (held, coming)]
    assert words == ["Go around the block.", "Go twice."]
    assert taught(walk)[1] == (2, "Park", 0)  # nothing that a calendar shows has changed


def test_a_lesson_too_many_is_named_and_one_that_is_gone_leaves_its_session(walk):
    write(walk.home, "Street", "Park", "Bridge", "River", "Hill", version="2.0.0")
    seen = take_edition(walk.book, walk.home, "Walkers", now=walk.now, preview=True)
    assert seen.without == ("3: Bridge",)
    write(walk.home, "Street", "River", "Hill", version="3.0.0")
    take_edition(walk.book, walk.home, "Walkers", now=walk.now)
    assert [each[:2] for each in taught(walk)] == [(1, "Street"), (2, "River"), (3, "Hill"), (None, "")]


@pytest.mark.parametrize(
    ("titles", "lessons", "without"),
    [
        (("Street", "Park", "Sea", "Hill", "Bridge"), [1, 2, 3, 4], ("5: Bridge",)),
        # what stands in the place of the lesson that is gone comes before another one that is new
        (("Street", "Bridge", "Park", "Sea", "Hill"), [1, 3, 4, 5], ("2: Bridge",)),
        # where nothing stands there, one that is new has the free session
        (("Street", "Bridge", "Park", "Hill"), [1, 2, 3, 4], ()),
        (("Street", "Park", "Sea", "Shore", "Hill"), [1, 2, 3, 5], ("4: Shore",)),
        (("Street", "Park", "Sea", "Shore"), [1, 2, 3, 4], ()),
    ],
)
def test_a_new_lesson_takes_the_session_of_one_that_is_gone(walk, titles, lessons, without):
    write(walk.home, *titles, version="2.0.0")
    done = take_edition(walk.book, walk.home, "Walkers", now=walk.now)
    assert [each[:2] for each in taught(walk)] == [(at, titles[at - 1]) for at in lessons]
    assert done.without == without


def test_what_was_chosen_by_hand_stays_with_its_session(walk):
    choose_lesson(walk.book, "Walkers@2027-03-11", LessonWish(LessonAct.TAKE, "Hill"), now=walk.now)
    write(walk.home, "Start", "Street", "Park", "River", "Hill", version="2.0.0")
    take_edition(walk.book, walk.home, "Walkers", now=walk.now)
    assert [each[1] for each in taught(walk)] == ["Street", "Hill", "Park", "River"]


def test_it_is_undone_whole(walk):
    before = taught(walk)
    write(walk.home, "Hill", "River", "Park", "Street", version="1.1.0", words="Go twice.")
    take_edition(walk.book, walk.home, "Walkers", now=walk.now)
    assert [each[:2] for each in taught(walk)] != [each[:2] for each in before]
    undo(walk.book, now=walk.now)
    assert [each[:2] for each in taught(walk)] == [each[:2] for each in before]
    coming = walk.session("Walkers@2027-03-11")
    assert run_session.lesson_of(walk.book, coming).items[1].blocks[0].text == "Go around the block."
    assert len(groups_with_newer(walk.book, walk.home)) == 1


def test_groups_that_rotate_go_round_the_new_lessons(program):
    write(program.home, "Street", "Park", order="any")
    program.group("Walkers", curriculum="walk", repeat="every thursday, 4 times", enrolment=EnrolmentKind.OPEN)
    write(program.home, "Street", "Park", "River", order="any", version="1.1.0")
    take_edition(program.book, program.home, "Walkers", now=program.now)
    assert {each[1] for each in taught(program)} == {"Street", "Park", "River"}


def test_a_file_with_problems_is_never_taken(walk):
    path = walk.home.curricula / "walk.md"
    path.write_text(re.sub(r"\(35 min", "(30 min", path.read_text("utf-8")), "utf-8")
    assert groups_with_newer(walk.book, walk.home) == []
    with pytest.raises(BadInput, match="minutes"):
        take_edition(walk.book, walk.home, "Walkers", now=walk.now)
    assert find_curriculum(walk.home, "eight-steady-steps").usable


def test_groups_that_ended_or_have_no_curriculum_are_refused(walk):
    walk.group("Plain")
    with pytest.raises(Refused, match="no curriculum"):
        take_edition(walk.book, walk.home, "Plain", now=walk.now)
    write(walk.home, "Street", version="4.0.0")
    end_group(walk.book, "Walkers", on=None, now=walk.now)
    assert groups_with_newer(walk.book, walk.home) == []
    with pytest.raises(Refused, match="has ended"):
        take_edition(walk.book, walk.home, "Walkers", now=walk.now)
