"""Joined lessons, parts of a lesson, and the room that a first session makes."""

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import AgendaItem, Handout, Lesson, Part, PartKind
from facilitator.domain.sessions.lesson_mix import mix, title_of

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
