"""Joined lessons, parts of a lesson, and the room that a first session makes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import AgendaItem, Handout, Lesson, Part, PartKind
from facilitator.domain.sessions.lesson_mix import mix, title_of
from facilitator.domain.sessions.session_plan import SessionPlan, plan_session

PAPER = Part(PartKind.MATERIALS, "paper")


def item(title, minutes, least=None):
    return AgendaItem(title, minutes, minutes if least is None else least)


def lesson(title, *core, opening=(), closing=()):
    items = (
        item("Welcome and agreements", 5),
        item("Check-in", 15, 10),
        *opening,
        *core,
        *closing,
        item("Take-away", 5),
        item("Close", 5),
    )
    return Lesson(
        title.lower(),
        title,
        sum(each.minutes for each in items),
        f"About {title.lower()}.",
        (PAPER,),
        items,
        (Handout(title, "A page."),),
    )


REST = lesson("Rest", item("More than sleep", 10, 5), item("Four corners", 20, 12))
MOVE = lesson("Move", item("Why a little counts", 10, 5), item("Pass the move", 20, 12), closing=(item("Plan", 5),))
TALK = lesson("Talk", item("What company does", 10, 5), item("My map", 20, 12), opening=(item("Last time", 5),))
ALL = (REST, MOVE, TALK)


def titles(found):
    return [each.title for each in found.items]


def test_one_lesson_is_itself():
    assert mix(ALL, 2) is MOVE
    assert [mix(ALL, None), mix(ALL, 0), mix(ALL, 4), mix(ALL, 3, 4)] == [None] * 4
    assert [title_of(ALL, 2), title_of(ALL, None)] == ["Move", ""]


def test_joined_lessons_open_once_and_close_once():
    joined = mix(ALL, 1, 2)
    assert titles(joined) == [
        "Welcome and agreements", "Check-in", "More than sleep", "Four corners", "Why a little counts",
        "Pass the move", "Plan", "Take-away", "Close",
    ]  # fmt: skip
    assert (joined.title, joined.key, joined.minutes) == ("Rest + Move", "rest+move", 95)
    assert joined.aim == "About rest.\n\nAbout move."
    assert joined.parts == (PAPER,)
    assert [each.title for each in joined.handouts] == ["Rest", "Move"]
    # what only one of them opens or closes with stays
    assert titles(mix(ALL, 2, 3))[2:8] == [
        "Why a little counts", "Pass the move", "Plan", "Last time", "What company does", "My map",
    ]  # fmt: skip
    assert mix(ALL, 1, 3).title == "Rest + Move + Talk"


def test_the_parts_of_a_lesson_share_its_frame():
    first, second = (mix(ALL, 1, part=part, parts=2) for part in (1, 2))
    assert titles(first) == ["Welcome and agreements", "Check-in", "More than sleep", "Take-away", "Close"]
    assert titles(second) == ["Welcome and agreements", "Check-in", "Four corners", "Take-away", "Close"]
    assert [first.title, second.title] == ["Rest (part 1 of 2)", "Rest (part 2 of 2)"]
    assert (first.minutes, second.minutes, first.handouts) == (40, 50, REST.handouts)


def test_a_single_item_goes_to_each_part():
    one = (lesson("One", item("The talk", 30, 10)), REST)
    parts = [mix(one, 1, part=part, parts=2) for part in (1, 2)]
    assert titles(parts[0]) == titles(parts[1])
    assert "The talk" in titles(parts[0])


def test_the_core_is_dealt_out_by_minutes_in_order():
    long = (lesson("Long", item("A", 5), item("B", 5), item("C", 20), item("D", 10)), REST)
    core = [[each for each in titles(mix(long, 1, part=part, parts=2)) if len(each) == 1] for part in (1, 2)]
    assert core == [["A", "B"], ["C", "D"]]
    thirds = [[each for each in titles(mix(long, 1, part=part, parts=3)) if len(each) == 1] for part in (1, 2, 3)]
    assert thirds == [["A", "B"], ["C"], ["D"]]


def test_lessons_made_of_the_same_titles_are_told_apart_by_words():
    """Where every title is in every lesson, only what welcomes and what closes occurs once."""
    same = tuple(lesson(name, item("Topic", 10), item("Practice", 20, 10)) for name in ("A", "B"))
    assert titles(mix(same, 1, 2)) == [
        "Welcome and agreements", "Check-in", "Topic", "Practice", "Topic", "Practice", "Take-away", "Close",
    ]  # fmt: skip
    alone = (Lesson("a", "A", 30, "", (), (item("Circle", 10), item("Talk", 20))),)
    assert titles(mix(alone, 1, part=1, parts=2)) == ["Circle"]


@given(st.lists(st.lists(st.sampled_from("ABCDE"), min_size=1, max_size=6), min_size=2, max_size=4), st.integers(2, 3))
def test_no_item_is_lost(made, parts):
    lessons = [
        Lesson(f"l{at}", f"L{at}", 0, "", (), tuple(item(f"{title}", 5 + number) for number, title in enumerate(each)))
        for at, each in enumerate(made)
    ]
    wanted = {each.title for each in (*lessons[0].items, *lessons[1].items)}
    assert {each.title for each in mix(lessons, 1, 2).items} == wanted
    dealt = [mix(lessons, 1, part=part, parts=parts) for part in range(1, parts + 1)]
    assert {each for one in dealt for each in one.items} == set(lessons[0].items)
    assert all(one.items for one in dealt)


def test_what_shrinks_is_said():
    plan = plan_session(REST, 50)
    assert plan.minutes == (5, 12, 7, 16, 5, 5)
    assert plan.shrank == ("Check-in 15 -> 12", "More than sleep 10 -> 7", "Four corners 20 -> 16")
    assert plan.lines == ("Shorter than planned: Check-in 15 -> 12, More than sleep 10 -> 7, Four corners 20 -> 16.",)
    assert plan_session(REST, 60) == SessionPlan(REST, (5, 15, 10, 20, 5, 5))


def test_what_grows_is_said():
    plan = plan_session(REST, 69)
    assert plan.minutes == (5, 18, 12, 24, 5, 5)
    assert plan.lines == ("Longer than planned: Check-in 15 -> 18, More than sleep 10 -> 12, Four corners 20 -> 24.",)


def test_spare_minutes_of_a_part_are_its_core():
    whole = (lesson("Calm", item("What stress is for", 5), item("Breathe", 5)), REST)
    for part, title in enumerate(("What stress is for", "Breathe"), 1):
        plan = plan_session(mix(whole, 1, part=part, parts=2), 60)
        assert plan.minutes == (5, 15, 30, 5, 5)
        assert plan.lines == (f"Longer than planned: {title} 5 -> 30.",)
    first = plan_session(mix(whole, 1, part=1, parts=2), 60, first=True)
    assert first.minutes == (20, 15, 15, 5, 5)


def test_a_lesson_that_does_not_fit_is_laid_out_all_the_same():
    plan = plan_session(REST, 30)
    assert sum(plan.minutes) == 42
    assert plan.notes == ("This lesson needs at least 42 minutes, and the session has 30.",)
    assert plan_session(Lesson("a", "A", 30, ""), 30).minutes == ()


def test_a_first_session_makes_room_for_agreements():
    plan = plan_session(REST, 60, first=True)
    assert (plan.minutes[0], sum(plan.minutes)) == (20, 60)
    assert plan.notes == ("A first session makes its agreements: Welcome and agreements 5 -> 20.",)
    assert plan.shrank == ("Check-in 15 -> 11", "More than sleep 10 -> 6", "Four corners 20 -> 13")
    # with time to spare nothing shrinks
    assert plan_session(REST, 90, first=True).shrank == ()


@pytest.mark.parametrize(
    ("minutes", "room", "told"),
    [(57, 20, False), (50, 13, True), (42, 5, True)],
)
def test_a_first_session_takes_no_more_than_the_others_can_spare(minutes, room, told):
    plan = plan_session(REST, minutes, first=True)
    assert (plan.minutes[0], sum(plan.minutes)) == (room, minutes)
    assert ("the others cannot spare more" in " ".join(plan.notes)) is told


def test_without_agreements_the_first_item_makes_room_and_twenty_minutes_are_enough():
    circle = Lesson("a", "A", 60, "", (), (item("Circle", 10), item("Talk", 40, 20), item("Close", 10)))
    assert plan_session(circle, 60, first=True).minutes == (20, 30, 10)
    ready = Lesson("a", "A", 60, "", (), (item("Hello", 10), item("Our agreements", 25), item("Talk", 25, 5)))
    assert plan_session(ready, 60, first=True) == plan_session(ready, 60)
