from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.curricula.curriculum import AgendaItem, Curriculum, Handout, Lesson, Note, Say
from facilitator.domain.curricula.editions import LessonChange, compare
from facilitator.formats.curricula.curriculum_file import read_curriculum
from facilitator.home import bundled

STEADY = read_curriculum((bundled("curricula") / "eight-steady-steps.md").read_bytes(), name="steady").curriculum
assert STEADY is not None


def edition(*lessons: Lesson) -> Curriculum:
    return replace(STEADY, lessons=lessons)


REST = Lesson(
    "rest", "Rest", 60, "We rest.",
    items=(
        AgendaItem("Check-in", 15, 10, (Say("How is it?"),)),
        AgendaItem("Talk", 10, 10, (Note("Ask."),)),
        AgendaItem("Try", 35, 20),
    ),
    handouts=(Handout("Page", "Lines"),),
)  # fmt: skip
FOOD = replace(REST, key="food", title="Food")


def told(old: Curriculum, new: Curriculum):
    return [(each.key, each.change.value, each.old_place, each.new_place, each.words) for each in compare(old, new)]


def test_an_edition_against_itself_has_nothing_to_tell():
    assert {(each.change, each.moved, each.words) for each in compare(STEADY, STEADY)} == {
        (LessonChange.SAME, False, ())
    }


def test_lessons_are_known_by_their_key_wherever_they_stand():
    third = replace(REST, key="walk", title="Walk")
    assert told(edition(REST, FOOD), edition(third, REST)) == [
        ("walk", "new", None, 1, ()),
        ("rest", "same", 1, 2, ()),
        ("food", "gone", 2, None, ()),
    ]


def test_what_changed_in_a_lesson_is_said_line_by_line():
    check_in, talk, practice = REST.items
    new = replace(
        REST,
        title="Rest, and why",
        minutes=70,
        aim="We find rest.",
        items=(
            replace(check_in, minutes=20),
            practice,
            replace(talk, blocks=(Note("Ask twice."),)),
            AgendaItem("Walk", 5, 5),
        ),
        handouts=(Handout("Another", "Lines"),),
    )
    assert told(edition(REST), edition(new))[0][4] == (
        "called Rest, and why, was Rest",
        "70 minutes, was 60",
        "other words in its aim",
        "Check-in: 20 min, at least 10, was 15 min, at least 10",
        "Talk: other words",
        "Walk: new, 5 minutes",
        "its items are in another order",
        "handout Another: new",
        "handout Page: gone",
    )


@given(st.permutations(range(8)), st.integers(0, 8))
def test_no_lesson_is_forgotten(order, kept):
    new = edition(*[STEADY.lessons[place] for place in order][:kept])
    found = compare(STEADY, new)
    assert sorted(each.old_place or 0 for each in found) == list(range(1, 9))
    assert [each.new_place for each in found[:kept]] == list(range(1, kept + 1))
    assert all(each.change is LessonChange.GONE for each in found[kept:])
