import pytest

from facilitator.errors import BadInput, Refused
from facilitator.services.sessions.count_people import expect, keep_headcount
from facilitator.services.sessions.read_roll import roll_of
from facilitator.services.sessions.take_attendance import undo_mark
from facilitator.words import EnrolmentKind, SessionStatus

S = "Steady@2027-03-04"


def test_an_open_group_expects_only_who_said_count_me_in(program):
    program.group(enrolment=EnrolmentKind.OPEN)
    program.people("Ana", "Bo", group="Steady")
    program.people("Walt")
    expect(program.book, S, "Ana", now=program.now)
    expect(program.book, S, "Ana", now=program.now)
    assert program.roll(S) == {"Ana": (True, None), "Bo": (False, None)}
    assert program.session(S).expected == 1
    program.mark(S, Ana="present", Walt="present")
    undo_mark(program.book, S, now=program.now)
    undo_mark(program.book, S, now=program.now)
    assert program.roll(S)["Ana"] == (True, None)  # a mark taken back takes no word back
    program.mark(S, Bo="present", Walt="present")
    ended = program.end(S, "missed")
    assert program.roll(S) == {"Ana": (True, "missed"), "Bo": (False, "present"), "Walt": (False, "present")}
    assert (ended.roll.tally.expected, ended.roll.tally.walk_ins) == (1, 2)
    assert program.events() == ["expect", "expect", *["mark"] * 2, "undo", "undo", *["mark"] * 2, *["close"] * 3]


def test_somebody_marked_may_still_say_count_me_in_and_keeps_the_mark(program):
    program.group(enrolment=EnrolmentKind.DROP_IN)
    program.people("Ana")
    program.mark(S, Ana="present")
    expect(program.book, S, "Ana", now=program.now)
    assert program.roll(S) == {"Ana": (True, "present")}
    undo_mark(program.book, S, now=program.now)
    assert program.roll(S) == {"Ana": (True, None)}


def test_count_me_in_is_refused_where_it_means_nothing(steady):
    steady.group("Open", enrolment=EnrolmentKind.OPEN)
    with pytest.raises(Refused, match="expects everybody on its roster"):
        expect(steady.book, S, "Ana", now=steady.now)
    steady.end("Open@2027-03-04")
    with pytest.raises(Refused, match="attendance of this session is closed"):
        expect(steady.book, "Open@2027-03-04", "Ana", now=steady.now)


def test_a_headcount_stands_beside_names_and_alone(steady):
    assert keep_headcount(steady.book, S, 9, now=steady.now).title == "Steady"
    keep_headcount(steady.book, S, 0, now=steady.now)
    assert (roll_of(steady.book, S).headcount, steady.session(S).present) == (0, 0)
    for number in (-1, 1001):
        with pytest.raises(BadInput, match=f"a headcount of {number}"):
            keep_headcount(steady.book, S, number, now=steady.now)


def test_a_headcount_only_group_refuses_names(program):
    home_file = program.home.curricula / "circle.md"
    home_file.parent.mkdir()
    home_file.write_text(CIRCLE, encoding="utf-8")
    program.group(curriculum="circle", enrolment=EnrolmentKind.DROP_IN)
    program.people("Ana")
    for act in (
        lambda: program.mark(S, Ana="present"),
        lambda: expect(program.book, S, "Ana", now=program.now),
        lambda: undo_mark(program.book, S, now=program.now),
    ):
        with pytest.raises(Refused, match="keeps a headcount and no names"):
            act()
    keep_headcount(program.book, S, 11, now=program.now)
    assert program.end(S).session.status is SessionStatus.HELD
    assert (program.session(S).present, program.session(S).expected, program.events()) == (11, 0, [])


CIRCLE = """---
key: circle
title: Open circle
version: 1.0.0
language: en
program: peer support
kind: full
enrolment: drop-in
order: any
minutes: 60
people: 3-20
facilitators: 1
attendance: headcount
licence: CC-BY-4.0
author: tests
---

# Open circle

A circle.

## Tonight

We meet.

### Welcome (60 min)

> Welcome.
"""
